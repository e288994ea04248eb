"""What is to be done about recordings, as frozen data."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from zoomcore.domain.work import Answered, Periodic


class RecordingAction(StrEnum):
    PUBLISH = "publish"
    HIDE = "hide"
    RENAME = "rename"
    TRASH = "trash"
    RECOVER = "recover"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True)
class ChangeRecording(Answered):
    """Do something with a recording at Zoom. `person` 0: the course's preset wishes it, and nobody waits."""

    kind: ClassVar[str] = "change-recording"
    key_fields: ClassVar[tuple[str, ...]] = ("recording", "action", "request")
    recording: int
    action: RecordingAction
    request: str
    person: int = 0
    topic: str = ""


class FileFate(StrEnum):
    """WAITING: it surely did not go out yet; DOUBTFUL: it may have."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, kw_only=True)
class SendTranscript(Answered):
    """Fetch a recording's transcript and send it to whoever asked, as a file."""

    kind: ClassVar[str] = "send-transcript"
    key_fields: ClassVar[tuple[str, ...]] = ("recording", "request")
    recording: int
    person: int
    request: str


@dataclass(frozen=True, kw_only=True)
class SweepRecordings(Periodic):
    """Ask Zoom for every host's recordings; the first round of a day looks at all there ever were."""

    kind: ClassVar[str] = "sweep-recordings"
    every: ClassVar[timedelta] = timedelta(hours=6)
    offset: ClassVar[timedelta] = timedelta(minutes=43)
