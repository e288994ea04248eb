"""Commands about courses, their channels and their people."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class AddCourse(Command):
    spec: ClassVar[Spec] = Spec(
        name="course add",
        summary="Add a course",
        role=Role.ADMIN,
        writes=True,
        usage='course add CODE "title"',
        examples=('course add MATH201 "Algebra II"',),
    )
    code: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class MapCourse(Command):
    """Let a channel stand for a course; an admin's word does it, anybody else's asks the admins."""

    spec: ClassVar[Spec] = Spec(
        name="course map",
        summary="Link this channel to a course",
        writes=True,
        usage="course map CODE [channel]",
        examples=("course map MATH201", "course map MATH201 #algebra"),
    )
    code: str = ""
    title: str = ""
    #: The channel's id on the asker's platform; empty = this one.
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class UnmapCourse(Command):
    spec: ClassVar[Spec] = Spec(
        name="course unmap",
        summary="Unlink this channel from its course",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="course unmap [CODE]",
        examples=("course unmap MATH201",),
    )
    code: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class DecideMapping(Command):
    """An admin's answer to a request to link a channel. `version` is the card's; an older card decides nothing."""

    spec: ClassVar[Spec] = Spec(name="mapping", summary="Decide on a link", role=Role.ADMIN, writes=True, typed=False)
    mapping: int = 0
    version: int = 1
    approve: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ListCourses(Command):
    spec: ClassVar[Spec] = Spec(
        name="course list",
        summary="See the courses",
        synonyms=("course", "courses"),
        usage="course list",
        examples=("course list",),
    )
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowPeople(Command):
    spec: ClassVar[Spec] = Spec(
        name="course people",
        summary="See who is in a course",
        role=Role.ASSISTANT,
        people=True,
        usage="course people [CODE]",
        examples=("course people MATH201", "course people MATH201 add ana@uni.example as instructor"),
    )
    code: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class EnrollPerson(Command):
    """Put one person into a course, or change their role. `who` is an e-mail or a lifted mention token."""

    spec: ClassVar[Spec] = Spec(
        name="course people add",
        summary="Add somebody to a course",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE add e-mail [as role] [section X]",
        examples=("course people MATH201 add ana@uni.example as instructor",),
    )
    code: str = ""
    who: str = ""
    name: str = ""
    role: Role = Role.STUDENT
    section: str = ""
    #: The days somebody is expected on; only an undo names them.
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RemovePerson(Command):
    spec: ClassVar[Spec] = Spec(
        name="course people remove",
        summary="Take somebody off a course",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE remove e-mail",
        examples=("course people MATH201 remove bo@uni.example",),
    )
    code: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportRoster(Command):
    """A roster as CSV (name, e-mail, id, section, role): first a dry run with counts and errors by line."""

    spec: ClassVar[Spec] = Spec(
        name="course people import",
        summary="Fill a course from a list",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE import",
        examples=("course people MATH201 import",),
    )
    code: str = ""
    csv: str = ""
    #: The list of an earlier dry run, which a button is too small to carry.
    draft: int = 0
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class SuggestRoster(Command):
    """Read the channel's members and propose those who are not in the course yet."""

    spec: ClassVar[Spec] = Spec(
        name="course people suggest",
        summary="Fill a course from its channel",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE suggest",
        examples=("course people MATH201 suggest",),
    )
    code: str = ""
    confirmed: bool = False
