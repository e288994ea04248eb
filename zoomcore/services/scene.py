"""Who asks, where, and with what right: what every use case is handed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from zoomcore.chat import ConversationRef
from zoomcore.commands.base import Command
from zoomcore.domain.courses import Course, CourseMapping
from zoomcore.domain.people import STAFF, Person, PersonId, Role
from zoomcore.domain.presets import SchoolPresets
from zoomcore.errors import NotFound
from zoomcore.services.sealing import Seal
from zoomcore.wording import _


class Links(Protocol):
    """Signed addresses of our own pages."""

    def join(self, person_id: int, occurrence_id: int) -> str: ...

    def picture(self, person_id: int, wish: Command) -> str:
        """For chats, whose own servers fetch it; "" where they cannot: then the words of the picture must do."""

    def page_picture(self, person_id: int, wish: Command) -> str:
        """For our own pages."""

    def report(self, person_id: int, wish: Command, title: str) -> str:
        """A page about people, for one browser and some hours; `title` is shown before it is opened: no names."""

    def recording(self, person_id: int, wish: Command, title: str) -> str:
        """A page that leads on to a recording, for one browser; `title` as for `report`."""

    def file(self, person_id: int, wish: Command, title: str) -> str:
        """The same for a `wish` that is answered with a Document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What the settings say that the rules need. `admins` are e-mails and platform ids, lower case."""

    zone: str
    admins: frozenset[str]
    links: Links
    #: "approve" or "self-service": whether a licensed host may link a channel without an admin.
    mapping_policy: str = "approve"
    #: Platform → the word before a typed command there, for sentences that tell what to type.
    words: Mapping[str, str] = field(default_factory=dict)
    #: What the e-mails of erased people are hashed with.
    pepper: bytes = field(default=b"", repr=False)
    #: Closes passcodes while they wait for Zoom.
    seal: Seal = field(default_factory=Seal)
    #: For so many months what Zoom told of people is kept as it came.
    retention_months: int = 15
    #: Platforms where somebody new is sent a private welcome.
    greets: frozenset[str] = frozenset()
    #: Names of the Zoom groups that licenses may move in; empty: everywhere.
    zoom_groups: frozenset[str] = frozenset()

    def is_admin(self, person: Person, platform: str, user_id: str) -> bool:
        marks = {person.email, user_id.lower(), f"{platform}:{user_id}".lower()} - {""}
        return person.admin or bool(marks & self.admins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One request, resolved. `role` is the asker's in `course`; GUEST where they have none or there is no course."""

    deployment: Deployment
    person: Person
    admin: bool
    role: Role
    course: Course | None
    mapping: CourseMapping | None
    conversation: ConversationRef
    answer: ConversationRef
    now: datetime
    #: Whether the asker's e-mail comes from a home workspace or tenant.
    trusted: bool
    #: The nonce of the card this request will be answered with.
    card: str
    #: Unique for this request: part of the keys of jobs that a repeat of it must not start twice.
    request: str
    #: What the parser understood without guessing but ought to say.
    notes: tuple[str, ...] = ()
    #: What the school gives every new class, and what it has locked.
    school: SchoolPresets = field(default_factory=SchoolPresets)

    @property
    def zone(self) -> str:
        """The asker's zone, else the course's, else the deployment's (IANA)."""
        return self.person.zone or (self.course.zone if self.course else "") or self.deployment.zone

    @property
    def staff(self) -> bool:
        return self.role in STAFF

    @property
    def seer(self) -> PersonId | None:
        """For whom lists leave out the classes of other sections; None for who sees them all."""
        return None if self.admin or (self.course is not None and self.staff) else self.person.id

    @property
    def word(self) -> str:
        """What is typed before a command here: "/class ", "@Lectern ", or nothing in a direct chat of Teams."""
        return self.deployment.words.get(self.conversation.platform, "")

    def at(self, course: Course, role: Role | None) -> "Scene":
        """The same asker, seen from a course."""
        return replace(self, course=course, role=Role.ADMIN if self.admin else (role or Role.GUEST))

    def the_course(self) -> Course:
        """The course the command is about; NotFound with the way out where there is none."""
        if self.course is None:
            raise NotFound(
                _("This conversation isn't linked to a course yet."),
                next_step=_("Name the course, or link this channel with `{word}course map CODE`.").format(
                    word=self.word
                ),
            )
        return self.course
