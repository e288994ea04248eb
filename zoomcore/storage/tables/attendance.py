"""Evidence of who came, what people said about it, and the results for each class."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from zoomcore.domain.attendance.evidence import EvidenceSource, Ruling, Where
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse
from zoomcore.domain.attendance.sheets import ClaimState, QueryState, ReadingState, SheetState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, Points, UtcDateTime, enum_of

_CURRENT_OF_COURSE = text("replaced_at IS NULL AND meeting_id IS NULL")
_CURRENT_OF_MEETING = text("replaced_at IS NULL AND meeting_id IS NOT NULL")


class ParticipantRow(Row, table=True):
    """One row as Zoom told it. `row_key` says which row of its run it is, so that a repeat finds it."""

    __tablename__ = "participant_record"
    __table_args__: ClassVar = (UniqueConstraint("run", "row_key"),)

    id: int | None = Field(default=None, primary_key=True)
    run: str = Field(foreign_key="meeting_run.uuid")
    row_key: str
    source: EvidenceSource = Field(sa_type=enum_of(EvidenceSource))
    place: Where = Field(sa_type=enum_of(Where))
    name: str
    email: str = Field(default="", index=True)
    zoom_user_id: str = ""
    registrant_id: str = ""
    connection: str = ""
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ReadingRow(Row, table=True):
    __tablename__ = "reading"

    run: str = Field(foreign_key="meeting_run.uuid", primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    state: ReadingState = Field(sa_type=enum_of(ReadingState))
    source: str = ""
    reads: int = 0
    rows: int = 0
    digest: str = ""
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""


class AliasRow(Numbered, table=True):
    """A name that an instructor confirmed once: strong in its course, weaker in every other."""

    __tablename__ = "name_alias"
    __table_args__: ClassVar = (UniqueConstraint("course_id", "name_key"), Index(None, "name_key"))

    course_id: int = Field(foreign_key="course.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    name_key: str
    name: str
    confirmed_by: int = Field(foreign_key="person.id")


class DecisionRow(Row, table=True):
    __tablename__ = "participant_decision"

    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True)
    participant: str = Field(primary_key=True)
    ruling: Ruling = Field(sa_type=enum_of(Ruling))
    people: list[int] = Field(sa_type=PLAIN_DATA)
    decided_by: int = Field(foreign_key="person.id")
    decided_at: datetime = Field(sa_type=UtcDateTime)


class ClaimRow(Numbered, table=True):
    __tablename__ = "name_claim"
    __table_args__: ClassVar = (UniqueConstraint("occurrence_id", "person_id"),)

    occurrence_id: int = Field(foreign_key="occurrence.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    participant: str
    state: ClaimState = Field(sa_type=enum_of(ClaimState))
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class QueryRow(Numbered, table=True):
    __tablename__ = "attendance_query"

    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str
    state: QueryState = Field(sa_type=enum_of(QueryState))
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RuleRow(Numbered, table=True):
    """A rule as it was picked; the one in force is not replaced yet. Of the course, or of one meeting of it."""

    __tablename__ = "attendance_rule"
    __table_args__: ClassVar = (
        Index(
            "uq_attendance_rule_course",
            "course_id",
            unique=True,
            sqlite_where=_CURRENT_OF_COURSE,
            postgresql_where=_CURRENT_OF_COURSE,
        ),
        Index(
            "uq_attendance_rule_meeting",
            "meeting_id",
            unique=True,
            sqlite_where=_CURRENT_OF_MEETING,
            postgresql_where=_CURRENT_OF_MEETING,
        ),
    )

    course_id: int = Field(foreign_key="course.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    rule: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    chosen_by: int = Field(foreign_key="person.id")
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MarkRow(Row, table=True):
    __tablename__ = "attendance_mark"

    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    excuse: Excuse | None = Field(default=None, sa_type=enum_of(Excuse), nullable=True)
    status: AttendanceStatus | None = Field(default=None, sa_type=enum_of(AttendanceStatus), nullable=True)
    points: Decimal | None = Field(default=None, sa_type=Points, nullable=True)
    reason: str = ""
    marked_by: int = Field(foreign_key="person.id")
    marked_at: datetime = Field(sa_type=UtcDateTime)


class AccommodationRow(Row, table=True):
    __tablename__ = "accommodation"

    course_id: int = Field(foreign_key="course.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    agreed: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    agreed_by: int = Field(foreign_key="person.id")
    agreed_at: datetime = Field(sa_type=UtcDateTime)


class SheetRow(Row, table=True):
    __tablename__ = "sheet"

    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True)
    course_id: int = Field(foreign_key="course.id", index=True)
    state: SheetState = Field(sa_type=enum_of(SheetState))
    rule: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    window_seconds: int = 0
    computed_at: datetime = Field(sa_type=UtcDateTime)
    review: int = 0
    void_reason: str = ""
    released_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    released_by: int | None = Field(default=None, foreign_key="person.id")


class AttendanceRow(Row, table=True):
    """One student at one class. `released_points` are what the student was shown last."""

    __tablename__ = "attendance"

    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    course_id: int = Field(foreign_key="course.id", index=True)
    status: AttendanceStatus = Field(sa_type=enum_of(AttendanceStatus))
    attended_seconds: int = 0
    arrived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    late_seconds: int | None = None
    points: Decimal | None = Field(default=None, sa_type=Points, nullable=True)
    evidence: list[str] = Field(sa_type=PLAIN_DATA)
    overridden: bool = False
    excuse: Excuse | None = Field(default=None, sa_type=enum_of(Excuse), nullable=True)
    released_points: Decimal | None = Field(default=None, sa_type=Points, nullable=True)
    released_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class GradeBookRow(Row, table=True):
    """The grade book's own export as it was handed over: one a course, to be filled again and again."""

    __tablename__ = "grade_book"

    course_id: int = Field(foreign_key="course.id", primary_key=True)
    kind: str
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    column: str = Field(default="", sa_column_kwargs={"name": "column_name"})
    uploaded_by: int = Field(foreign_key="person.id")
    uploaded_at: datetime = Field(sa_type=UtcDateTime)


class BindingRow(Row, table=True):
    """A signed page belongs to the browser that opened it first; `digest` is of its token, `browser` of its cookie."""

    __tablename__ = "page_binding"

    digest: str = Field(primary_key=True)
    browser: str
    person_id: int = Field(foreign_key="person.id", index=True)
    bound_at: datetime = Field(sa_type=UtcDateTime)


class ErasedRow(Row, table=True):
    """Somebody who was erased, as a keyed hash of an e-mail: so that nothing brings them back unasked."""

    __tablename__ = "erased"

    email_hash: str = Field(primary_key=True)
    erased_at: datetime = Field(sa_type=UtcDateTime)


PARTICIPANT = table_of(ParticipantRow)
READING = table_of(ReadingRow)
ALIAS = table_of(AliasRow)
DECISION = table_of(DecisionRow)
CLAIM = table_of(ClaimRow)
QUERY = table_of(QueryRow)
RULE = table_of(RuleRow)
MARK = table_of(MarkRow)
ACCOMMODATION = table_of(AccommodationRow)
SHEET = table_of(SheetRow)
ATTENDANCE = table_of(AttendanceRow)
GRADE_BOOK = table_of(GradeBookRow)
BINDING = table_of(BindingRow)
ERASED = table_of(ErasedRow)
