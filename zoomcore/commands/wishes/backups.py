"""Commands that keep a course safe, bring it back, and carry it into a new term."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class MakeBackup(Command):
    """Of a course; with `everything` one of each course. `people`: with roster and attendance."""

    spec: ClassVar[Spec] = Spec(
        name="backup",
        summary="Back up a course",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="backup [course | all] [with people]",
        examples=("backup MATH201", "backup MATH201 with people", "backup all"),
    )
    code: str = ""
    everything: bool = False
    people: bool = False


@dataclass(frozen=True, kw_only=True)
class ListBackups(Command):
    spec: ClassVar[Spec] = Spec(
        name="backup list",
        summary="See the backups of a course",
        role=Role.INSTRUCTOR,
        people=True,
        usage="backup list [course]",
        examples=("backup list", "backup list MATH201"),
    )
    code: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowBackup(Command):
    spec: ClassVar[Spec] = Spec(
        name="backup show",
        summary="See what is in a backup",
        role=Role.INSTRUCTOR,
        people=True,
        usage="backup show number",
        examples=("backup show 3",),
    )
    backup: int = 0


@dataclass(frozen=True, kw_only=True)
class VerifyBackup(Command):
    """Reads it from end to end and holds it to its checksum."""

    spec: ClassVar[Spec] = Spec(
        name="backup verify",
        summary="Check that a backup is sound",
        role=Role.INSTRUCTOR,
        people=True,
        usage="backup verify number",
        examples=("backup verify 3",),
    )
    backup: int = 0


@dataclass(frozen=True, kw_only=True)
class FetchBackup(Command):
    """The file itself, for the asker alone."""

    spec: ClassVar[Spec] = Spec(
        name="backup get",
        summary="Get a backup as a file",
        role=Role.INSTRUCTOR,
        people=True,
        usage="backup get number",
        examples=("backup get 3",),
    )
    backup: int = 0


@dataclass(frozen=True, kw_only=True)
class DeleteBackup(Command):
    spec: ClassVar[Spec] = Spec(
        name="backup delete",
        summary="Delete a backup",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="backup delete number",
        examples=("backup delete 3",),
    )
    backup: int = 0
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class RestoreBackup(Command):
    """Into the course it was made of; without a number the newest. `typed` is its code, typed again to confirm.

    `parts` are those of `domain.backups.kept.Part`; empty: not chosen yet.
    """

    spec: ClassVar[Spec] = Spec(
        name="restore",
        summary="Bring back what a course has lost",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="restore [number] [to course starting date]",
        examples=("restore 3", "restore"),
    )
    backup: int = 0
    code: str = ""
    parts: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenRestoreForm(Command):
    spec: ClassVar[Spec] = Spec(
        name="restore-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False, people=True
    )
    backup: int = 0


@dataclass(frozen=True, kw_only=True)
class CopyCourse(Command):
    """A course into a new one, for another term: its settings and classes, never its people.

    `code` is the old course, `to` the new code. `plan` holds one line a class, as after `new`; empty: not shown yet.
    `backup`: the classes as they were then. `draft` is the number of a plan kept for the button that confirms.
    """

    spec: ClassVar[Spec] = Spec(
        name="course copy",
        summary="Copy a course into a new term",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="course copy CODE to NEW starting date [except dates]",
        examples=(
            "course copy MATH201 to MATH201-S27 starting 2027-01-12",
            "restore 3 to MATH201-S27 starting 2027-01-12 except 2027-03-29",
        ),
    )
    code: str = ""
    to: str = ""
    title: str = ""
    #: The new course's channel: "#name", which need not exist yet, or its id; empty: none.
    channel: str = ""
    starting: date | None = None
    skip: tuple[date, ...] = ()
    plan: str = ""
    backup: int = 0
    draft: int = 0


@dataclass(frozen=True, kw_only=True)
class StopRestore(Command):
    spec: ClassVar[Spec] = Spec(
        name="restore stop", summary="Stop a restore", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    restore: int = 0


@dataclass(frozen=True, kw_only=True)
class ResumeRestore(Command):
    spec: ClassVar[Spec] = Spec(
        name="restore resume", summary="Go on with a restore", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    restore: int = 0


@dataclass(frozen=True, kw_only=True)
class UndoRestore(Command):
    spec: ClassVar[Spec] = Spec(
        name="restore undo", summary="Undo a restore", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    restore: int = 0
