"""The README says what is true. Behind? `make manifest` writes its tables again."""

import re

from bot.cli import app
from tests.readme import README, TABLES, roles, written
from tests.zoomcore.dispatch.test_roles import BY_STORY, LEAST


def test_the_tables_are_current():
    text = README.read_text()

    assert written(text) == text


def test_every_table_has_its_place():
    text = README.read_text()

    assert all(f"<!-- {name} -->" in text and f"<!-- /{name} -->" in text for name in TABLES)


def test_its_links_and_pictures_are_there():
    targets = re.findall(r"\]\(([^)#:]+)\)", README.read_text())

    assert [target for target in targets if not (README.parent / target).exists()] == []


def test_every_command_of_the_command_line_is_named():
    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}

    assert [name for name in sorted(names) if f"\nlectern {name}" not in README.read_text()] == []


def test_the_table_of_roles_is_what_the_door_enforces():
    """`test_roles` tries every verb as every role; here its least role is what the README prints."""
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in roles().splitlines()]
    head, printed = cells[0][1:], {row[0].strip("`"): row[1:] for row in cells[2:]}
    enforced = {kind.spec.name: least.value for kind, least in LEAST.items() if kind.spec.name in printed}

    assert enforced == {name: head[printed[name].index("yes")] for name in enforced}
    assert set(printed) - set(enforced) <= {kind.spec.name for kind in BY_STORY}
    assert all(sorted(row) == row for row in printed.values()), "a greater role may all that a lesser one may"
