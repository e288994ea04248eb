"""What Zoom's webhooks tell of recordings. No I/O."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.reading import Raw, child, children, instant, text, texts, whole


class RecordingHappening(StrEnum):
    """What Zoom tells of recordings; `batch_` events are those of several at once."""

    STARTED = "started"
    STOPPED = "stopped"
    PAUSED = "paused"
    RESUMED = "resumed"
    COMPLETED = "completed"
    TRANSCRIBED = "transcript_completed"
    TRASHED = "trashed"
    DELETED = "deleted"
    RECOVERED = "recovered"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingEvent:
    """Something about the recordings of these runs. Read them again: what it carries may be old when it arrives.

    `meeting_id` is 0 and `topic` "" where several are meant; `start` is that of the class.
    """

    what: RecordingHappening
    uuids: tuple[str, ...]
    at: datetime
    meeting_id: int
    host_id: str
    topic: str
    start: datetime | None


def read_recording_event(payload: Raw, happening: str, at: datetime) -> RecordingEvent | None:
    """None for what concerns no single recording: registrations, archives, the space used."""
    what = happening.removeprefix("batch_")
    if what not in set(RecordingHappening):
        return None
    thing = child(payload, "object")
    many = (*texts(thing, "meeting_uuids"), *(text(each, "meeting_uuid") for each in children(thing, "meetings")))
    uuids = tuple(each for each in (*many, text(thing, "uuid")) if each)
    if not uuids:
        raise ZoomUnexpected("A webhook about a recording without a UUID.")
    return RecordingEvent(
        what=RecordingHappening(what),
        uuids=uuids,
        at=at,
        meeting_id=whole(thing, "id") or 0,
        host_id=text(thing, "host_id"),
        topic=text(thing, "topic"),
        start=instant(thing, "start_time"),
    )
