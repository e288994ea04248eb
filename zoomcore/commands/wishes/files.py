"""Commands about files that are handed over in a direct chat, on a page or in a terminal."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


class FileTrouble(StrEnum):
    """Why a file came without its content."""

    NONE = ""
    TOO_LARGE = "too large"
    #: The chat would not hand it over: a missing right, a link to somewhere else, a file taken back.
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, kw_only=True)
class TakeFile(Command):
    """A file was handed over; what it is, its content says. `text` was typed beside it and may name the course."""

    spec: ClassVar[Spec] = Spec(
        name="file", summary="Take a file that was handed over", writes=True, typed=False, people=True
    )
    name: str = ""
    media_type: str = ""
    content: bytes = field(default=b"", repr=False)
    text: str = ""
    trouble: FileTrouble = FileTrouble.NONE


@dataclass(frozen=True, kw_only=True)
class KeepGradeBook(Command):
    """Keep a grade book that was handed over (`draft`) as a course's own; without a column, ask for it.

    `at` is a column's place in the file (a heading may be too long for a button); `column` is its heading or, with
    `make`, the title of a new one.
    """

    spec: ClassVar[Spec] = Spec(
        name="grade book",
        summary="Keep a grade book to be filled",
        role=Role.INSTRUCTOR,
        writes=True,
        typed=False,
        people=True,
    )
    code: str = ""
    draft: str = ""
    at: int | None = None
    column: str = ""
    make: bool = False
    page: int = 1
