"""What several lines have in common."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from zoomcore.commands.base import Command, Target

#: Opening and closing marks with the characters that may not stand between them.
_MARKS = (('"', '"', '"'), ("«", "»", "»"), ("“", "”", "”"))

C = TypeVar("C", bound=Command)
#: Writes the words of a line, one after another; an empty one is left out.
Writer = Callable[[Command], Iterator[str]]
Row = tuple[type[Command], Writer]


def row(kind: type[C], write: Callable[[C], Iterator[str]]) -> Row:
    """Tie a writer to its class, so that it is only ever given commands of that class."""

    def checked(command: Command) -> Iterator[str]:
        if not isinstance(command, kind):
            raise TypeError(command)
        return write(command)

    return kind, checked


def quote(text: str) -> str:
    """The text in marks that it does not hold itself."""
    left, right, _ = next((marks for marks in _MARKS if marks[2] not in text), _MARKS[0])
    return f"{left}{text}{right}"


def in_course(code: str) -> str:
    return f"#{code.removeprefix('#')}" if code else ""


def on_page(page: int) -> str:
    return "" if page == 1 else f"page {page}"


def length(minutes: int | None) -> str:
    return f"for {minutes} min" if minutes else ""


def people(who: tuple[str, ...]) -> str:
    """One after another; a name in marks, because it may be of several words."""
    return ", ".join(one if "@" in one else quote(one) for one in who)


def of_target(target: Target) -> Iterator[str]:
    yield in_course(target.course)
    yield str(target.number) if target.number else ""
    yield quote(target.words) if target.words else ""
    yield target.which
    yield f"on {target.day.isoformat()}" if target.day else ""
