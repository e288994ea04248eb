"""The README says what is true. Behind? `make manifest` writes its tables again."""

import re

from bot.cli import app
from tests.readme import README, TABLES, written


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
