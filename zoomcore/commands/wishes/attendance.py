"""Commands that show who was there, and what it is worth."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


class ExportFormat(StrEnum):
    """BOOK is the school's own grade book, filled."""

    CSV = "csv"
    XLSX = "xlsx"
    BOOK = "book"


@dataclass(frozen=True, kw_only=True)
class ShowAttendance(Command):
    """One class: the one that runs, else the one that ended last, else the one that is named. A student's own."""

    spec: ClassVar[Spec] = Spec(
        name="attendance",
        summary="See who was there",
        people=True,
        one_course=True,
        synonyms=("who", "report", "presence"),
        usage="attendance [course | class | day | term | me]",
        examples=("attendance", "attendance MATH201 nov 12"),
    )
    target: Target = field(default_factory=Target)
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowTermAttendance(Command):
    """The whole term of a course, a row a student; `since_days` looks back so far only, 0: all of it."""

    spec: ClassVar[Spec] = Spec(
        name="attendance term",
        summary="See a course's attendance over the term",
        role=Role.ASSISTANT,
        people=True,
        usage="attendance term [course] [since date]",
        examples=("attendance term", "attendance term MATH201 since last week"),
    )
    course: str = ""
    since_days: int = 0
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowStudentAttendance(Command):
    """One student, class by class. `who` is an e-mail or a lifted mention; `person` is our own number (buttons)."""

    spec: ClassVar[Spec] = Spec(
        name="attendance student",
        summary="See one student's attendance",
        role=Role.ASSISTANT,
        people=True,
        usage="attendance student e-mail [course]",
        examples=("attendance student bo@uni.example",),
    )
    course: str = ""
    who: str = ""
    person: int = 0
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowMyAttendance(Command):
    """The asker's own classes, and what they are worth where that was released."""

    spec: ClassVar[Spec] = Spec(
        name="attendance me",
        summary="See your own attendance",
        people=True,
        usage="attendance me [course]",
        examples=("attendance me",),
    )
    course: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowWhy(Command):
    """How one student's row at one class came about. `person` 0: the asker's own."""

    spec: ClassVar[Spec] = Spec(name="attendance why", summary="See how it came about", people=True, typed=False)
    occurrence: int = 0
    person: int = 0


@dataclass(frozen=True, kw_only=True)
class ReadZoomAgain(Command):
    """Ask Zoom for its report of a class now."""

    spec: ClassVar[Spec] = Spec(
        name="attendance read", summary="Read Zoom again", role=Role.ASSISTANT, people=True, writes=True, typed=False
    )
    occurrence: int = 0


@dataclass(frozen=True, kw_only=True)
class ExportAttendance(Command):
    """A file, sent in private: of one class where one is named, else of the course's term."""

    spec: ClassVar[Spec] = Spec(
        name="attendance export",
        summary="Get attendance as a file",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="attendance export [csv | xlsx] [course | class | day]",
        examples=("attendance export", "attendance export xlsx MATH201"),
    )
    target: Target = field(default_factory=Target)
    format: ExportFormat = ExportFormat.CSV


@dataclass(frozen=True, kw_only=True)
class ShowGrades(Command):
    """The term's grades, a row a student; a student's own."""

    spec: ClassVar[Spec] = Spec(
        name="grades",
        summary="See the term's grades",
        people=True,
        one_course=True,
        synonyms=("marks", "scores"),
        usage="grades [course | me]",
        examples=("grades", "grades MATH201"),
    )
    course: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowMyGrades(Command):
    spec: ClassVar[Spec] = Spec(
        name="grades me",
        summary="See your own grades",
        people=True,
        usage="grades me [course]",
        examples=("grades me",),
    )
    course: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ExportGrades(Command):
    """The term's grades as a file; the school's own grade book once it was handed over."""

    spec: ClassVar[Spec] = Spec(
        name="grades export",
        summary="Get grades as a file, or your grade book filled",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="grades export [csv | xlsx | book] [course]",
        examples=("grades export", "grades export book MATH201"),
    )
    course: str = ""
    #: One class's column; None for the term's.
    occurrence: int | None = None
    format: ExportFormat = ExportFormat.BOOK


@dataclass(frozen=True, kw_only=True)
class OpenPresencePicture(Command):
    """How many were in over one class, drawn. A picture names nobody: a chat's own servers fetch it."""

    spec: ClassVar[Spec] = Spec(
        name="picture presence", summary="Draw how many were in", role=Role.ASSISTANT, typed=False
    )
    occurrence: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenTermPicture(Command):
    """Who came over a whole term, as shares, drawn."""

    spec: ClassVar[Spec] = Spec(name="picture term", summary="Draw the term", role=Role.ASSISTANT, typed=False)
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenReportPage(Command):
    """The full table of one class, or, with `course` alone, of its term."""

    spec: ClassVar[Spec] = Spec(
        name="page report", summary="Open the full report", role=Role.ASSISTANT, people=True, typed=False
    )
    occurrence: int | None = None
    course: str = ""
