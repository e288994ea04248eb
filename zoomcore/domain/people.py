"""Who somebody is and what they may do. Truth is in our tables; a platform's hints only suggest."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PersonId = int
CourseId = int


class Role(StrEnum):
    """A person's place in a course, from most to least; ADMIN is the deployment's, above every course."""

    ADMIN = "admin"
    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    STUDENT = "student"
    OBSERVER = "observer"
    GUEST = "guest"

    @property
    def rank(self) -> int:
        """0 for a guest up to 5 for an admin."""
        return _RANKS[self]

    def reaches(self, least: "Role") -> bool:
        return self.rank >= least.rank


_RANKS = {role: rank for rank, role in enumerate(reversed(Role))}

#: Those who run a course, as against those who attend it.
STAFF = frozenset({Role.ADMIN, Role.INSTRUCTOR, Role.ASSISTANT})


class License(StrEnum):
    """A Zoom user's plan (zoom-api 6.1: type 1, 2); UNKNOWN until Zoom was asked, NONE: no Zoom user."""

    UNKNOWN = ""
    NONE = "none"
    BASIC = "basic"
    LICENSED = "licensed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human. `zone` is IANA, empty until known; `email` is lower case, empty where nobody trusted gave one."""

    id: PersonId
    name: str
    email: str = ""
    zone: str = ""
    locale: str = ""
    admin: bool = False
    zoom_user_id: str = ""
    license: License = License.UNKNOWN
    welcomed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One account of a person on one platform. `trusted`: its e-mail comes from a home workspace or tenant."""

    person_id: PersonId
    platform: str
    tenant: str
    user_id: str
    email: str = ""
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """`starts_on` and `ends_on` bound the days somebody is expected on; None for the whole term."""

    course_id: CourseId
    person_id: PersonId
    role: Role
    section: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One row of a course's roster."""

    person: Person
    role: Role
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a course that has a name, with its students."""

    name: str
    students: frozenset[PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRecord:
    """A student as the school's own systems know them; empty where they told nothing.

    `legal_name` serves matching and exports alone and is never shown; `login` is the school's user name.
    """

    person: PersonId
    name: str
    legal_name: str = ""
    email: str = ""
    sis_id: str = ""
    login: str = ""
    section: str = ""
