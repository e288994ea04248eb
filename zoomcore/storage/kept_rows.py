"""Which rows a backup holds: record by record its table, whose rows belong to a course, and what refers to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, Table, and_, case, cast, select, true, union
from sqlalchemy.types import String

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import PanelistRecord, RoomPlanRecord, RoomSeatRecord, SubstituteRecord
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.history_records import AuditRecord, LicenseRequestRecord, LicenseStepRecord
from zoomcore.domain.courses import MappingState
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.panelists import PanelistState
from zoomcore.domain.people import CourseId
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.tables import (
    ACCOMMODATION,
    ALIAS,
    ATTENDANCE,
    AUDIT,
    CLAIM,
    CLICK,
    COURSE,
    DECISION,
    ENROLLMENT,
    ERASED,
    GRADE_BOOK,
    GUARD,
    IDENTITY,
    LICENSE_REQUEST,
    LICENSE_STEP,
    MAPPING,
    MARK,
    MEETING,
    MEETING_SYNC,
    OCCURRENCE,
    PANELIST,
    PARTICIPANT,
    PERSON,
    QUERY,
    READING,
    RECORDING,
    ROOM_PLAN,
    ROOM_SEAT,
    RULE,
    RUN,
    SETTING,
    SHEET,
    SUBSTITUTE,
)

PEOPLE, COURSES, MEETINGS, DATES, REQUESTS = "person", "course", "meeting", "occurrence", "license request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`refs`: column → the kind of record whose number it holds; a row whose REQUIRED one is not there is left out.

    `key` are the columns by which a row that is there already is known, where an INSERT tells it by itself; `filled`
    are columns that a record has no word of. `course`: whether the row names its course.
    """

    record: type[kept.Record]
    table: Table
    refs: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    filled: Mapping[str, Any] = field(default_factory=dict)
    course: bool = False
    made: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(kinds_of(self.record))


KEPT: tuple[Kept, ...] = (
    Kept(
        record=kept.MappingRecord, table=MAPPING, order=("platform", "tenant", "channel"), course=True, made=True,
        filled={"state": MappingState.ACTIVE, "version": 1},
    ),
    Kept(
        record=kept.EnrollmentRecord, table=ENROLLMENT, refs={"person_id": PEOPLE}, key=("course_id", "person_id"),
        order=("person_id",), course=True, made=True,
    ),
    Kept(
        record=kept.MeetingRecord, table=MEETING, refs={"host_id": PEOPLE, "created_by": PEOPLE}, order=("id",),
        course=True, made=True,
    ),
    Kept(
        record=kept.ZoomSettingsRecord, table=MEETING_SYNC, refs={"meeting_id": MEETINGS}, key=("meeting_id",),
        order=("meeting_id",), filled={"seen": {}, "news": [], "strikes": 0},
    ),
    Kept(
        record=kept.OccurrenceRecord, table=OCCURRENCE, refs={"meeting_id": MEETINGS}, order=("id",), course=True
    ),
    Kept(
        record=SubstituteRecord, table=SUBSTITUTE, order=("id",), made=True, filled={"kept_by": "", "leaving": False},
        refs={"meeting_id": MEETINGS, "occurrence_id": DATES, "person_id": PEOPLE, "asked_by": PEOPLE},
    ),
    Kept(
        record=PanelistRecord, table=PANELIST, refs={"meeting_id": MEETINGS, "person_id": PEOPLE},
        key=("meeting_id", "email"), order=("meeting_id", "email"), filled={"state": PanelistState.WANTED}, made=True,
    ),
    Kept(
        record=RoomPlanRecord, table=ROOM_PLAN, refs={"meeting_id": MEETINGS}, key=("meeting_id",),
        order=("meeting_id",), filled={"sent": "", "seen": None},
    ),
    Kept(
        record=RoomSeatRecord, table=ROOM_SEAT, refs={"meeting_id": MEETINGS, "person_id": PEOPLE},
        key=("meeting_id", "person_id"), order=("meeting_id", "person_id"),
    ),
    Kept(
        record=kept.RuleRecord, table=RULE, refs={"meeting_id": MEETINGS, "chosen_by": PEOPLE}, order=("id",),
        course=True, made=True,
    ),
    Kept(
        record=kept.RunRecord, table=RUN, refs={"meeting_id": MEETINGS, "occurrence_id": DATES}, key=("uuid",),
        order=("uuid",),
    ),
    Kept(
        record=kept.RecordingRecord, table=RECORDING, refs={"meeting_id": MEETINGS, "occurrence_id": DATES},
        key=("uuid",), order=("uuid",), filled={"version": 1}, course=True, made=True,
    ),
    Kept(
        record=kept.ReadingRecord, table=READING, refs={"meeting_id": MEETINGS, "occurrence_id": DATES}, key=("run",),
        order=("run",),
    ),
    Kept(record=kept.ParticipantRecord, table=PARTICIPANT, key=("run", "row_key"), order=("run", "row_key")),
    Kept(
        record=kept.ClickRecord, table=CLICK, refs={"person_id": PEOPLE, "occurrence_id": DATES}, order=("id",)
    ),
    Kept(
        record=kept.AliasRecord, table=ALIAS, refs={"person_id": PEOPLE, "confirmed_by": PEOPLE},
        key=("course_id", "name_key"), order=("name_key",), course=True, made=True,
    ),
    Kept(
        record=kept.DecisionRecord, table=DECISION, refs={"occurrence_id": DATES, "decided_by": PEOPLE},
        key=("occurrence_id", "participant"), order=("occurrence_id", "participant"),
    ),
    Kept(
        record=kept.ClaimRecord, table=CLAIM,
        refs={"occurrence_id": DATES, "person_id": PEOPLE, "decided_by": PEOPLE},
        key=("occurrence_id", "person_id"), order=("occurrence_id", "person_id"), made=True,
    ),
    Kept(
        record=kept.QueryRecord, table=QUERY,
        refs={"occurrence_id": DATES, "person_id": PEOPLE, "answered_by": PEOPLE}, order=("id",),
    ),
    Kept(
        record=kept.MarkRecord, table=MARK, refs={"occurrence_id": DATES, "person_id": PEOPLE, "marked_by": PEOPLE},
        key=("occurrence_id", "person_id"), order=("occurrence_id", "person_id"),
    ),
    Kept(
        record=kept.AccommodationRecord, table=ACCOMMODATION, refs={"person_id": PEOPLE, "agreed_by": PEOPLE},
        key=("course_id", "person_id"), order=("person_id",), course=True,
    ),
    Kept(
        record=kept.SheetRecord, table=SHEET, refs={"occurrence_id": DATES, "released_by": PEOPLE},
        key=("occurrence_id",), order=("occurrence_id",), course=True,
    ),
    Kept(
        record=kept.AttendanceRecord, table=ATTENDANCE, refs={"occurrence_id": DATES, "person_id": PEOPLE},
        key=("occurrence_id", "person_id"), order=("occurrence_id", "person_id"), course=True,
    ),
    Kept(
        record=kept.GradeBookRecord, table=GRADE_BOOK, refs={"uploaded_by": PEOPLE}, key=("course_id",),
        order=("name",), course=True,
    ),
)  # fmt: skip
#: Of no course: with everything alone.
GLOBAL: tuple[Kept, ...] = (
    Kept(record=kept.SettingRecord, table=SETTING, refs={"set_by": PEOPLE}, key=("name",), order=("name",)),
    Kept(record=kept.GuardRecord, table=GUARD, refs={"set_by": PEOPLE}, key=("kind", "key"), order=("id",), made=True),
    Kept(record=kept.ErasedRecord, table=ERASED, key=("email_hash",), order=("email_hash",)),
)
#: What was, of the whole deployment: with everything alone, after all that it speaks of.
HISTORY: tuple[Kept, ...] = (
    Kept(
        record=LicenseRequestRecord, table=LICENSE_REQUEST, order=("id",),
        refs={
            "person": PEOPLE, "requested_by": PEOPLE, "decided_by": PEOPLE, "seconded_by": PEOPLE,
            "meeting_id": MEETINGS, "reverses": REQUESTS,
        },
        filled={"answer": {}, "card": "", "offer": None},
    ),
    Kept(
        record=LicenseStepRecord, table=LICENSE_STEP, refs={"request_id": REQUESTS},
        key=("request_id", "version", "kind"), order=("request_id", "version", "kind"),
    ),
    Kept(
        record=AuditRecord, table=AUDIT, refs={"person_id": PEOPLE}, order=("id",),
        filled={"inverse": "", "undo_until": None},
    ),
)  # fmt: skip
#: Who holds a date, held it, or is about to.
HELD = (SubstituteState.ASKED, SubstituteState.ON, SubstituteState.OVER)
#: Of rows that are never deleted, which of them count.
IN_FORCE: Mapping[Table, ColumnElement[bool]] = {
    MAPPING: MAPPING.c.state == MappingState.ACTIVE,
    RULE: RULE.c.replaced_at.is_(None),
    SUBSTITUTE: SUBSTITUTE.c.state.in_(HELD),
}
BY_RECORD: Mapping[type[kept.Record], Kept] = {one.record: one for one in (*KEPT, *GLOBAL, *HISTORY)}
#: Who is in a backup besides: they host and make classes, or stand in, so that a restore knows whom to ask Zoom for.
_STAFF_OF = (kept.MeetingRecord, SubstituteRecord, kept.RuleRecord)
#: Between two calls a meeting stands as it stood before.
_SETTLED = {MeetingState.CHANGING: MeetingState.SCHEDULED, MeetingState.CANCELLING: MeetingState.SCHEDULED}


def rows_of(one: Kept, course_id: CourseId) -> Select[Any]:
    """Its rows of one course, under the record's names, in an order that a restore keeps."""
    columns = [_column(one, name).label(name) for name in one.columns]
    return select(*columns).where(_of_course(one, course_id)).order_by(*(one.table.c[name] for name in one.order))


def all_rows(one: Kept) -> Select[Any]:
    """The rows of one of GLOBAL or HISTORY."""
    return select(*(one.table.c[name] for name in one.columns)).order_by(*(one.table.c[name] for name in one.order))


def _column(one: Kept, name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = one.table.c[name]
    if one.table is MEETING and name == "state":
        settled = [(column == before, MeetingState(after).value) for before, after in _SETTLED.items()]
        failed = (column == MeetingState.CREATING, MeetingState.FAILED.value)
        return case(*settled, failed, else_=cast(column, String))
    return column


def _of_course(one: Kept, course_id: CourseId) -> ColumnElement[bool]:
    table = one.table
    counts = IN_FORCE.get(table, true())
    if one.course:
        return and_(table.c.course_id == course_id, counts)
    if "meeting_id" in table.c:
        return and_(table.c.meeting_id.in_(select(MEETING.c.id).where(MEETING.c.course_id == course_id)), counts)
    if "occurrence_id" in table.c:
        return table.c.occurrence_id.in_(select(OCCURRENCE.c.id).where(OCCURRENCE.c.course_id == course_id))
    runs = select(RUN.c.uuid).join_from(RUN, MEETING, MEETING.c.id == RUN.c.meeting_id)
    return table.c.run.in_(runs.where(MEETING.c.course_id == course_id))


def people_of(course_id: CourseId, *, everybody: bool) -> CompoundSelect[Any]:
    """The numbers of those a course's records name; without `everybody` only of who runs it."""
    tables = [one for one in KEPT if everybody or one.record in _STAFF_OF]
    named = [
        select(one.table.c[name].label("id")).where(_of_course(one, course_id), one.table.c[name].is_not(None))
        for one in tables
        for name, kind in one.refs.items()
        if kind == PEOPLE
    ]
    return union(*named)


def person_rows() -> Select[Any]:
    return select(*(PERSON.c[name] for name in kinds_of(kept.PersonRecord))).order_by(PERSON.c.id)


def account_rows() -> Select[Any]:
    names = tuple(kinds_of(kept.AccountRecord))
    return select(*(IDENTITY.c[name] for name in names)).order_by(IDENTITY.c.id)


def course_row(course_id: CourseId) -> Select[Any]:
    return select(*(COURSE.c[name] for name in kinds_of(kept.CourseRecord))).where(COURSE.c.id == course_id)
