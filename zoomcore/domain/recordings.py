"""What Zoom's cloud kept of a class: its parts, whether students may see it, and when Zoom throws it away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from zoomcore.domain.people import CourseId, PersonId

#: How long Zoom's trash keeps a recording (zoom-api 9.3).
TRASH_LIFE = timedelta(days=30)
#: Instructors are told so many days before Zoom deletes.
REMINDERS = (timedelta(days=7), timedelta(days=1))
#: What is not there after so long never comes: Zoom takes up to three days (zoom-api 9.4).
LONGEST_PROCESSING = timedelta(days=4)


class RecordingState(StrEnum):
    """Where it is at Zoom. GONE is for good."""

    PROCESSING = "processing"
    READY = "ready"
    TRASHED = "trashed"
    GONE = "gone"


class Openness(StrEnum):
    """Whom Zoom's own link lets in, as Zoom last said; UNKNOWN where it would not say."""

    UNKNOWN = ""
    NOBODY = "nobody"
    ACCOUNT = "account"
    ANYBODY = "anybody"


class RecordingSharing(StrEnum):
    """What a published recording asks of who opens it at Zoom; the bare LINK asks nothing."""

    PASSCODE = "passcode"
    SIGNED_IN = "signed in"
    REGISTRATION = "registration"
    LINK = "link"


class PartKind(StrEnum):
    """What a file is to a person, in the order it is told."""

    VIDEO = "video"
    AUDIO = "audio"
    TRANSCRIPT = "transcript"
    CHAT = "chat"
    CAPTIONS = "captions"
    SUMMARY = "summary"
    POLLS = "polls"
    OTHER = "other"


#: By Zoom's `file_type` (zoom-api 9.1).
_KINDS = {
    "MP4": PartKind.VIDEO,
    "M4A": PartKind.AUDIO,
    "TRANSCRIPT": PartKind.TRANSCRIPT,
    "CHAT": PartKind.CHAT,
    "CHAT_MESSAGE": PartKind.CHAT,
    "CC": PartKind.CAPTIONS,
    "SUMMARY": PartKind.SUMMARY,
    "CSV": PartKind.POLLS,
}


def part_kind(file_type: str) -> PartKind:
    """Polls come as CSV; timelines and thumbnails are for machines."""
    return _KINDS.get(file_type, PartKind.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFile:
    """One file of one segment. `key` is Zoom's id, or what stands for it where Zoom gives none."""

    key: str
    kind: PartKind
    size_bytes: int = 0
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the cloud kept of one run (`uuid`). `published`: students of the course find and open it here.

    `version` counts changes of what people are shown. Passcodes and links are not kept: Zoom is asked at each opening.
    """

    id: int
    uuid: str
    course_id: CourseId
    meeting_id: int
    occurrence_id: int | None
    topic: str
    started_at: datetime
    minutes: int
    size_bytes: int
    state: RecordingState
    published: bool
    openness: Openness
    parts: tuple[PartKind, ...] = ()
    segments: int = 1
    delete_on: date | None = None
    trashed_at: datetime | None = None
    version: int = 1

    @property
    def watchable(self) -> bool:
        """Whether students get in."""
        return self.published and self.state is RecordingState.READY

    @property
    def leaks(self) -> bool:
        """Hidden here, while who kept Zoom's own link still gets in (or may: Zoom would not say)."""
        hidden = not self.published and self.state is RecordingState.READY
        return hidden and self.openness is not Openness.NOBODY

    def days_left(self, today: date) -> int | None:
        """Until Zoom throws it away, or empties its trash; None where it stays."""
        if self.state is RecordingState.TRASHED and self.trashed_at is not None:
            return max(0, ((self.trashed_at + TRASH_LIFE).date() - today).days)
        if self.state is RecordingState.READY and self.delete_on is not None:
            return max(0, (self.delete_on - today).days)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What Zoom has of one recording now."""

    uuid: str
    topic: str
    minutes: int
    size_bytes: int
    files: tuple[RecordingFile, ...]
    delete_on: date | None
    state: RecordingState = RecordingState.READY


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody opened a recording: when first, when last, how often."""

    person_id: PersonId
    name: str
    first_at: datetime
    last_at: datetime
    times: int


def parts_of(files: Sequence[RecordingFile]) -> tuple[PartKind, ...]:
    """Each kind once, in the order they are told; what is for machines is left out."""
    present = {file.kind for file in files} - {PartKind.OTHER}
    return tuple(kind for kind in PartKind if kind in present)


def segments_of(files: Sequence[RecordingFile]) -> int:
    """How often it was begun: files of one segment begin together."""
    return max(1, len({file.starts_at for file in files if file.starts_at is not None}))


def updated(known: Recording, found: Found) -> Recording:
    """The recording as Zoom has it now. What somebody decided here stays: only Zoom's own facts are taken over."""
    return replace(
        known,
        topic=found.topic or known.topic,
        minutes=found.minutes,
        size_bytes=found.size_bytes,
        parts=parts_of(found.files),
        segments=segments_of(found.files),
        delete_on=found.delete_on,
        state=found.state,
        trashed_at=known.trashed_at if found.state is RecordingState.TRASHED else None,
    )


def due_reminder(recording: Recording, today: date) -> timedelta | None:
    """The reminder that is due for a recording that Zoom will throw away, the nearest one; None where none is."""
    left = recording.days_left(today)
    if left is None or recording.state is not RecordingState.READY:
        return None
    return min((one for one in REMINDERS if left <= one.days), default=None)
