"""The README's tables, written from the registry and the settings: `python -m tests.readme` brings them up to date."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings, variable
from tests.option_table import options
from zoomcore.commands.base import Spec
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.domain.people import Role

README = Path(__file__).parents[1] / "README.md"
ROLES = (Role.GUEST, Role.OBSERVER, Role.STUDENT, Role.ASSISTANT, Role.INSTRUCTOR, Role.ADMIN)


def typed() -> list[Spec]:
    return [kind.spec for kind in CATALOGUE if kind.spec.typed and kind.spec.name != "home"]


def _code(text: str) -> str:
    # A bar would end the table's cell.
    return f"`{text}`".replace("|", "\\|")


def commands() -> str:
    rows = [
        f"| {_code(spec.usage or spec.name)} | {spec.summary} | {', '.join(map(_code, spec.synonyms))} | "
        f"{'<br>'.join(map(_code, spec.examples))} |"
        for spec in typed()
    ]
    return "\n".join(["| command | what for | also | for example |", "|---|---|---|---|", *rows])


def roles() -> str:
    head = " | ".join(role.value for role in ROLES)
    rows = [
        f"| {_code(spec.name)} | " + " | ".join("yes" if role.reaches(spec.role) else "" for role in ROLES) + " |"
        for spec in typed()
    ]
    return "\n".join([f"| | {head} |", "|---" * (len(ROLES) + 1) + "|", *rows])


def settings() -> str:
    rows = [
        f"| `{variable(name)}` | {field.description} | {_default(field.default)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| name | what it is | default |", "|---|---|---|", *rows])


def _default(value: object) -> str:
    if isinstance(value, SecretStr) or value in {"", ()}:
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


TABLES: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "options": options,
    "roles": roles,
    "settings": settings,
}


def written(text: str) -> str:
    """The text with each table put anew between its marks."""
    for name, table in TABLES.items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = marks.sub(lambda found, table=table: f"{found[1]}\n{table()}\n\n{found[2]}", text)
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text()))
