"""Commands about what Zoom's cloud kept of classes. `recording` is our own number, as lists show it."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ListRecordings(Command):
    """The latest first; students see what is published. `since_days` looks back so far only, 0: at any age."""

    spec: ClassVar[Spec] = Spec(
        name="recordings",
        summary="See recordings of classes",
        synonyms=("rec", "recording", "videos"),
        usage="recordings [course or class] [since date]",
        examples=("recordings", "recordings MATH201 since last week", "recordings since last week"),
    )
    target: Target = field(default_factory=Target)
    since_days: int = 0
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowStudentRecordings(Command):
    """What one student may open, and what of it they opened. `who` is an e-mail or a lifted mention."""

    spec: ClassVar[Spec] = Spec(
        name="recordings student",
        summary="See which recordings a student opened",
        role=Role.INSTRUCTOR,
        people=True,
        usage="recordings student e-mail [course]",
        examples=("recordings student bo@uni.example",),
    )
    who: str = ""
    course: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowRecording(Command):
    """All about one, with everything the asker may do to it."""

    spec: ClassVar[Spec] = Spec(name="recording details", summary="All about one recording", typed=False)
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class WatchRecording(Command):
    """The asker's own link to one."""

    spec: ClassVar[Spec] = Spec(name="recording watch", summary="Get your link to a recording", typed=False)
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class PublishRecording(Command):
    """`recording` 0: the latest of the course that is not published."""

    spec: ClassVar[Spec] = Spec(
        name="recordings publish",
        summary="Let students watch a recording",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("publish",),
        usage="recordings publish [number]",
        examples=("recordings publish", "recordings publish 12"),
    )
    recording: int = 0
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class HideRecording(Command):
    """Takes it from students, here and at Zoom. `recording` 0: the latest of the course that is published."""

    spec: ClassVar[Spec] = Spec(
        name="recordings hide",
        summary="Take a recording from students",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("hide", "unpublish"),
        usage="recordings hide [number]",
        examples=("recordings hide", "recordings hide 12"),
    )
    recording: int = 0
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class RenameRecording(Command):
    spec: ClassVar[Spec] = Spec(
        name="recordings rename",
        summary="Give a recording another name",
        role=Role.INSTRUCTOR,
        writes=True,
        usage='recordings rename number "name"',
        examples=('recordings rename 12 "Week 3: vectors"',),
    )
    recording: int = 0
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenRenameForm(Command):
    spec: ClassVar[Spec] = Spec(name="rename-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class TrashRecording(Command):
    """Into Zoom's trash, for 30 days. `confirmed` is set by the button of the card that asked."""

    spec: ClassVar[Spec] = Spec(
        name="recordings trash",
        summary="Throw a recording away",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="recordings trash number",
        examples=("recordings trash 12",),
    )
    recording: int = 0
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class RestoreRecording(Command):
    """Out of Zoom's trash again."""

    spec: ClassVar[Spec] = Spec(
        name="recordings recover",
        summary="Bring a recording back",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="recordings recover number",
        examples=("recordings recover 12",),
    )
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class DeleteRecording(Command):
    """For good. `typed` is the recording's name, as its form asks for it."""

    spec: ClassVar[Spec] = Spec(
        name="recordings delete",
        summary="Delete a recording for good",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="recordings delete number",
        examples=("recordings delete 12",),
    )
    recording: int = 0
    typed: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowSeen(Command):
    """Who opened it, and who of the course did not."""

    spec: ClassVar[Spec] = Spec(
        name="recordings seen",
        summary="See who opened a recording",
        role=Role.INSTRUCTOR,
        people=True,
        usage="recordings seen [number]",
        examples=("recordings seen", "recordings seen 12"),
    )
    recording: int = 0
    course: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class GetTranscript(Command):
    """The transcript as a file, to the asker alone, where the course allows it."""

    spec: ClassVar[Spec] = Spec(
        name="recording transcript", summary="Get a recording's transcript", writes=True, typed=False
    )
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class OpenRecordingPage(Command):
    """A signed link to a recording was opened in a browser. Changes nothing."""

    spec: ClassVar[Spec] = Spec(name="page recording", summary="Look at a recording", typed=False)
    recording: int = 0


@dataclass(frozen=True, kw_only=True)
class FollowRecording(Command):
    """The button on that page was pressed: write down that it was opened, then go on to Zoom."""

    spec: ClassVar[Spec] = Spec(name="page watch", summary="Go on to a recording", writes=True, typed=False)
    recording: int = 0
