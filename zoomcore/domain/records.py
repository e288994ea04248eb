"""What our tables remember besides people, courses and meetings: changes under way, messages, and who did what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from zoomcore.domain.courses import Course, CourseMapping
from zoomcore.domain.people import Identity, Person, PersonId, Role
from zoomcore.domain.presets import SchoolPresets


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is stored about one asker in one conversation, read in one statement. None where nothing is known."""

    person: Person | None
    identity: Identity | None
    mapping: CourseMapping | None
    course: Course | None
    role: Role | None
    section: str = ""
    school: SchoolPresets = field(default_factory=SchoolPresets)


class ChangeKind(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    RECOVER = "recover"
    OPTIONS = "options"


class ChangeState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """A change asked for and not yet confirmed by Zoom. `before` and `after` are plain data of the values concerned.

    `occurrence_ids` are ours, the dates concerned, in order; empty means the whole meeting. `done_ids` are those
    Zoom confirmed already, so that a restart goes on where it stopped.
    """

    id: int
    meeting_id: int
    kind: ChangeKind
    state: ChangeState
    scope: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    occurrence_ids: tuple[int, ...]
    done_ids: tuple[int, ...]
    requested_by: PersonId
    sent_at: datetime | None = None
    error: str = ""


class MessageState(StrEnum):
    """DOUBTFUL: its answer was lost and it could not be found again; missing is preferred over double."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """One message to be said. `to` is a ConversationRef's data; `reply` a Reply's. `cause` is unique for ever.

    `edits` is the post it changes, if it is an edit; `subject` ("meeting:12") files the message it makes for later
    edits; `card` is the showing it replaces where that one can be edited.
    """

    id: int
    cause: str
    place: str
    to: Mapping[str, Any]
    reply: Mapping[str, Any]
    state: MessageState
    subject: str = ""
    edits: int | None = None
    card: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that stands in a chat. `message` is the data of a MessageRef, `to` that of a ConversationRef."""

    id: int
    subject: str
    platform: str
    message: Mapping[str, str]
    to: Mapping[str, Any]
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what, when, from what to what. `inverse` is the packed command that takes it back, until `undo_until`."""

    id: int
    at: datetime
    person_id: PersonId | None
    verb: str
    subject: str
    detail: Mapping[str, Any]
    inverse: str = ""
    undo_until: datetime | None = None
    undone: bool = False


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """`attempts` counts starts; `lease_until` is when a running job counts as abandoned."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    state: JobState
    due: datetime
    attempts: int
    error: str = ""
