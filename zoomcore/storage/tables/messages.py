"""What came in, what goes out, what stands in a chat, and who did what."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from zoomcore.domain.records import MessageState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class InboxRow(Numbered, table=True):
    """`key` is unique for ever: a delivery that comes twice finds its row."""

    __tablename__ = "inbox"
    __table_args__: ClassVar = (Index(None, "source", "created_at"),)

    key: str = Field(unique=True)
    source: str
    payload: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)
    answer: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)


class OutboxRow(Numbered, table=True):
    __tablename__ = "outbox"
    __table_args__: ClassVar = (Index(None, "place", "state"), Index(None, "state"))

    cause: str = Field(unique=True)
    place: str
    address: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    reply: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    state: MessageState = Field(sa_type=enum_of(MessageState))
    subject: str = ""
    edits: int | None = Field(default=None, foreign_key="post.id")
    card: str = ""
    attempts: int = 0
    post_id: int | None = Field(default=None, foreign_key="post.id")
    error: str = ""


class PostRow(Numbered, table=True):
    __tablename__ = "post"

    subject: str = Field(default="", index=True)
    platform: str
    message: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    address: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    card: str = Field(default="", index=True)


class AuditRow(Row, table=True):
    __tablename__ = "audit"
    __table_args__: ClassVar = (Index(None, "subject"), Index(None, "at"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    verb: str
    subject: str
    detail: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    inverse: str = ""
    undo_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone: bool = False


INBOX = table_of(InboxRow)
OUTBOX = table_of(OutboxRow)
POST = table_of(PostRow)
AUDIT = table_of(AuditRow)
