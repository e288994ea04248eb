"""Backups with their content in pieces, and restores with one row a class: that row is their progress."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field

from zoomcore.domain.backups.kept import ItemState, Kind, Mode, RestoreState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class BackupRow(Numbered, table=True):
    """`course_id` is NULL for everything. `created_at` is when it was made."""

    __tablename__ = "backup"
    __table_args__: ClassVar = (Index(None, "course_id", "created_at"), Index(None, "kept_until"))

    course_id: int | None = Field(default=None, foreign_key="course.id")
    course_code: str = ""
    kind: Kind = Field(sa_type=enum_of(Kind))
    people: bool
    version: int
    sha256: str
    size: int
    records: int
    made_by: int | None = Field(default=None, foreign_key="person.id")
    kept_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BackupPieceRow(Row, table=True):
    """Half a mebibyte each: no row, and no reader, holds a whole backup."""

    __tablename__ = "backup_piece"

    backup_id: int = Field(foreign_key="backup.id", primary_key=True)
    position: int = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class RestoreRow(Numbered, table=True):
    __tablename__ = "restore"
    __table_args__: ClassVar = (Index(None, "course_id", "state"),)

    backup_id: int = Field(foreign_key="backup.id", index=True)
    course_id: int = Field(foreign_key="course.id")
    mode: Mode = Field(sa_type=enum_of(Mode))
    state: RestoreState = Field(sa_type=enum_of(RestoreState))
    parts: list[str] = Field(sa_type=PLAIN_DATA)
    requested_by: int = Field(foreign_key="person.id")
    version: int = 1
    safety_id: int | None = Field(default=None, foreign_key="backup.id")
    before: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    undo_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RestoreItemRow(Row, table=True):
    __tablename__ = "restore_item"

    restore_id: int = Field(foreign_key="restore.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True, index=True)
    position: int
    state: ItemState = Field(sa_type=enum_of(ItemState))
    off: list[str] = Field(sa_type=PLAIN_DATA)
    moved: list[list[Any]] = Field(sa_type=PLAIN_DATA)
    strays: list[list[Any]] = Field(sa_type=PLAIN_DATA)
    reason: str = ""


BACKUP = table_of(BackupRow)
BACKUP_PIECE = table_of(BackupPieceRow)
RESTORE = table_of(RestoreRow)
RESTORE_ITEM = table_of(RestoreItemRow)
