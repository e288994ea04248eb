"""A course, its presets, and the channels that stand for it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from zoomcore.domain.options import Options
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.recordings import RecordingSharing


class Announce(StrEnum):
    """Whether a new class is posted to its channel."""

    ASK = "ask"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presets:
    """What a new class of a course gets unless its line says otherwise."""

    announce: Announce = Announce.ASK
    duration_minutes: int = 60
    #: Students' join links open this long before the start.
    opens_minutes: int = 15
    options: Options = field(default_factory=Options)
    #: Whether a recording that is ready is published to the course's channels.
    recordings_announce: Announce = Announce.ASK
    recordings_sharing: RecordingSharing = RecordingSharing.PASSCODE
    recordings_download: bool = False
    #: Whether the transcript is handed out with a published recording.
    recordings_transcript: bool = False
    #: Whether it is written down which student opened one.
    recordings_seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """`code` is unique in the deployment without regard to case, kept as typed; `zone` is IANA."""

    id: CourseId
    code: str
    title: str
    zone: str
    presets: Presets = field(default_factory=Presets)


class MappingState(StrEnum):
    """AWAITED: the channel is known by name alone, until somebody writes from it."""

    AWAITED = "awaited"
    REQUESTED = "requested"
    ACTIVE = "active"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMapping:
    """One channel that stands for a course. `course_id` is None until the course asked for exists."""

    id: int
    course_code: str
    course_title: str
    course_id: CourseId | None
    platform: str
    tenant: str
    channel: str
    channel_name: str
    state: MappingState
    requested_by: PersonId | None = None
    decided_by: PersonId | None = None
    version: int = 1

    def is_called(self, names: Collection[str]) -> bool:
        """Whether one of these names, or ids, is the channel's."""
        return not {plain_name(self.channel), plain_name(self.channel_name)}.isdisjoint(map(plain_name, names))


def plain_name(channel: str) -> str:
    """By what a channel's name is told from another: without its mark and without regard to case."""
    return channel.strip().lstrip("#").strip().casefold()
