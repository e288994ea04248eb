"""A booked meeting, its dated repeats and the times it was really held."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import BUILT_IN, NOTHING_SAID, Options, lay_over
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.schedule import Schedule


class MeetingState(StrEnum):
    """CREATING until Zoom confirmed; CHANGING, CANCELLING while a call is under way; FAILED: never at Zoom.

    CANCELLED: called off here. GONE: Zoom has it no more, though nobody here called it off; it may come back.
    """

    CREATING = "creating"
    SCHEDULED = "scheduled"
    CHANGING = "changing"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"
    GONE = "gone"


#: Zoom has it no more, or never had it.
ENDED = frozenset({MeetingState.CANCELLED, MeetingState.FAILED, MeetingState.GONE})


class OccurrenceState(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """Which dates of a repeat a change is about; empty means not said yet."""

    UNSAID = ""
    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`ref` is our own short mark, also written into Zoom's agenda so that a lost answer can be looked for.

    `zoom_id` and `join_url` are None and empty until Zoom confirmed. `version` grows with every change.
    """

    id: int
    ref: str
    kind: MeetingKind
    course_id: CourseId
    host_id: PersonId
    created_by: PersonId
    topic: str
    schedule: Schedule
    state: MeetingState
    version: int = 1
    zoom_id: int | None = None
    join_url: str = ""
    options: Options = BUILT_IN
    #: The part of the course it is for; empty: all of it.
    section: str = ""
    #: Sealed, while it waits for Zoom; None: nobody has said or made one.
    passcode: str | None = field(default=None, repr=False)
    #: When the create request was last handed to the wire; None before the first try.
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """`zoom_occurrence_id` is empty for a one-off; `start` is UTC, None only for "no fixed time".

    `options` are what was set on this date alone: Zoom keeps them there whatever the class is changed to. `section`: of
    a date that had begun when its class was given to another section the one it was held for; None: as its class.
    """

    id: int
    meeting_id: int
    zoom_occurrence_id: str
    start: datetime | None
    duration_minutes: int
    state: OccurrenceState = OccurrenceState.SCHEDULED
    #: UTC instants of the latest run: set by Zoom's webhooks.
    started_at: datetime | None = None
    ended_at: datetime | None = None
    options: Options = NOTHING_SAID
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedClass:
    """One row of a list: an occurrence with what a reader needs of its meeting, course and host."""

    meeting: Meeting
    occurrence: Occurrence
    course_code: str
    course_title: str
    course_zone: str
    host_name: str
    opens_minutes: int
    #: Who holds this date in the host's place; empty for nobody.
    substitute: str = ""

    @property
    def options(self) -> Options:
        """Of this date: the class's, and over them what was set on it alone."""
        return lay_over(self.meeting.options, self.occurrence.options)

    @property
    def section(self) -> str:
        """The part of the course that this date is, or was, for; empty: all of it."""
        held_for = self.occurrence.section
        return self.meeting.section if held_for is None else held_for
