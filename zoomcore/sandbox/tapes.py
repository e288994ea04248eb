"""A cloud recording as the account keeps it: segments, files, and how it is shared (zoom-api 9.1)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from zoomcore.sandbox.answers import Json

# Bytes a second of the biggest file; the others are a share of it.
BYTES_A_SECOND = 90_000


class Keeping(Enum):
    """Where a recording is."""

    RECORDING = "recording"
    PROCESSING = "processing"
    KEPT = "kept"
    TRASHED = "trashed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of file: Zoom's type, extension, `recording_type`, and how big it is beside the video."""

    type: str
    extension: str
    recording_type: str
    share: float

    @property
    def has_id(self) -> bool:
        """CC and TIMELINE come without an id (spec)."""
        return self.type not in {"CC", "TIMELINE"}


PARTS = (
    Part("MP4", "MP4", "shared_screen_with_speaker_view", 1.0),
    Part("MP4", "MP4", "shared_screen_with_gallery_view", 0.9),
    Part("M4A", "M4A", "audio_only", 0.1),
    Part("CHAT", "TXT", "chat_file", 0.00001),
    Part("CC", "VTT", "closed_caption", 0.0001),
    Part("TIMELINE", "JSON", "timeline", 0.0002),
    Part("SUMMARY", "JSON", "summary", 0.00005),
)
TRANSCRIPT = Part("TRANSCRIPT", "VTT", "audio_transcript", 0.0003)


@dataclass(slots=True, kw_only=True)
class Segment:
    """One stretch from record to stop."""

    started: datetime
    ended: datetime | None = None


@dataclass(slots=True, kw_only=True)
class File:
    """One file of one segment. `key` is the secret part of its links; `trashed` where it was thrown away alone."""

    id: str
    part: Part
    start: datetime
    end: datetime
    key: str
    trashed: datetime | None = None

    @property
    def size(self) -> int:
        return max(1, int((self.end - self.start).total_seconds() * BYTES_A_SECOND * self.part.share))


@dataclass(slots=True, kw_only=True)
class Tape:
    """One recording with how it is shared. `simulive`: some webinar plays it, so that it cannot go (3310)."""

    uuid: str
    meeting_id: int
    host_id: str
    topic: str
    type: int
    timezone: str
    started: datetime
    share_key: str
    play_passcode: str
    keeping: Keeping = Keeping.RECORDING
    segments: list[Segment] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    sharing: Json = field(default_factory=dict)
    delete_on: datetime | None = None
    trashed_at: datetime | None = None
    simulive: bool = False

    @property
    def minutes(self) -> int:
        spans = [(each.ended or each.started) - each.started for each in self.segments]
        return round(sum(spans, timedelta()).total_seconds() / 60)

    @property
    def is_running(self) -> bool:
        return bool(self.segments) and self.segments[-1].ended is None

    def present(self) -> list[File]:
        """The files that are not in the trash by themselves."""
        return [each for each in self.files if each.trashed is None]

    @property
    def password(self) -> str:
        return str(self.sharing.get("password", ""))
