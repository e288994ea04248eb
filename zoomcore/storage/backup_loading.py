"""Records of a backup into rows: what is missing comes in under new numbers, what is there stays as it is.

One unit takes a whole backup, so that a crash leaves nothing half done. Whoever was erased does not come back.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, delete, or_, select

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import PanelistRecord, RoomPlanRecord, RoomSeatRecord, SubstituteRecord
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.history_records import AuditRecord, LicenseRequestRecord
from zoomcore.domain.backups.kept import Part
from zoomcore.domain.backups.loaded import Loaded, Terms
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.backup_history import HistoryLoader
from zoomcore.storage.backups import AT_ONCE
from zoomcore.storage.kept_rows import BY_RECORD, COURSES, DATES, GLOBAL, HISTORY, IN_FORCE, MEETINGS, PEOPLE, Kept
from zoomcore.storage.tables import (
    COURSE,
    DECISION,
    ENROLLMENT,
    GUARD,
    MEETING,
    OCCURRENCE,
    PARTICIPANT,
    PERSON,
    RULE,
    RUN,
)
from zoomcore.storage.transaction import Transaction

_PARTS: dict[type[kept.Record], Part] = {
    kept.MappingRecord: Part.SETTINGS,
    kept.RuleRecord: Part.SETTINGS,
    kept.MeetingRecord: Part.CLASSES,
    kept.OccurrenceRecord: Part.CLASSES,
    SubstituteRecord: Part.CLASSES,
    kept.RecordingRecord: Part.CLASSES,
    kept.ZoomSettingsRecord: Part.CLASSES,
    PanelistRecord: Part.PEOPLE,
    RoomPlanRecord: Part.CLASSES,
    RoomSeatRecord: Part.PEOPLE,
    kept.EnrollmentRecord: Part.PEOPLE,
}
#: Whom or what a row is about: without them it says nothing. The rest only tells who wrote it.
_ABOUT = frozenset({"person_id", "meeting_id", "occurrence_id", "request_id"})
#: What names a run or a recording at Zoom by its own mark.
_OF_ZOOM = frozenset({kept.RunRecord, kept.RecordingRecord})
#: What is set for the deployment, and what was: no course's file may say.
_OF_ALL = frozenset(one.record for one in (*GLOBAL, *HISTORY))
#: Roles that nobody holds in a course: a file that says so was made up.
_NO_SEAT = frozenset({Role.ADMIN, Role.GUEST})
#: By what a row without a key is known.
TOLD: dict[type[kept.Record], tuple[str, ...]] = {
    kept.MappingRecord: ("channel", "platform", "tenant"),
    kept.RuleRecord: ("meeting_id",),
    SubstituteRecord: ("occurrence_id",),
    kept.ClickRecord: ("occurrence_id", "person_id", "at"),
    kept.QueryRecord: ("occurrence_id", "person_id", "created_at"),
}


class Loader(HistoryLoader):
    """Give it every record in order, then `finish`."""

    def __init__(self, transaction: Transaction, terms: Terms) -> None:
        super().__init__(transaction, terms)
        self._waiting: list[kept.Record] = []
        self._named: dict[str, str] = {}
        self._takers: dict[type[kept.Record], Callable[[Any], Awaitable[None]]] = {
            kept.PersonRecord: self._take_people,
            kept.AccountRecord: self._take_accounts,
            kept.AdminRecord: self._take_admins,
            kept.CourseRecord: self._take_courses,
            kept.MeetingRecord: self._take_meetings,
            kept.OccurrenceRecord: self._take_dates,
            LicenseRequestRecord: self._take_requests,
            AuditRecord: self._take_audit,
        }

    async def take(self, record: kept.Record) -> None:
        if self._waiting and (type(record) is not type(self._waiting[0]) or len(self._waiting) >= AT_ONCE):
            await self._flush()
        # People tell who is left out: of all else they are taken out here.
        left = record if isinstance(record, kept.PersonRecord) else self._out.left_of(record)
        if left is not None:
            self._waiting.append(left)

    async def finish(self) -> Loaded:
        await self._flush()
        await self._take_out_unknown(self._out.accounts)
        return self.loaded

    async def _take_out_unknown(self, accounts: frozenset[str]) -> None:
        """Of who was erased, what stood in the file before it was known whose it is.

        In the courses of this file alone; and no file, however it was made, takes an account from who is here.
        """
        if not accounts:
            return
        living = await self._tx.scalars(select(PERSON.c.zoom_user_id).where(PERSON.c.zoom_user_id.in_(accounts)))
        gone = accounts.difference(living)
        dates = select(OCCURRENCE.c.id).where(OCCURRENCE.c.course_id.in_(self.loaded.courses))
        runs = select(RUN.c.uuid).where(RUN.c.occurrence_id.in_(dates))
        await self._tx.change(
            delete(PARTICIPANT).where(PARTICIPANT.c.zoom_user_id.in_(gone), PARTICIPANT.c.run.in_(runs))
        )
        theirs = DECISION.c.participant.in_([f"z:{one}" for one in gone])
        await self._tx.change(delete(DECISION).where(theirs, DECISION.c.occurrence_id.in_(dates)))
        if self._terms.accounts:
            await self._tx.change(delete(GUARD).where(GUARD.c.key.in_(gone)))

    async def _flush(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        kind = type(batch[0])
        if kind in self._takers:
            await self._takers[kind](batch)
        elif self._wanted(kind):
            await self._take_rows(BY_RECORD[kind], batch)

    def _wanted(self, kind: type[kept.Record]) -> bool:
        if kind is kept.MappingRecord and not self._terms.channels:
            return False
        if kind in _OF_ALL:
            return self._terms.accounts
        if kind in _OF_ZOOM and not self._terms.zoom_ids:
            return False
        return _PARTS.get(kind, Part.ATTENDANCE) in self._terms.parts

    # The course and its classes.

    async def _take_courses(self, batch: Sequence[kept.CourseRecord]) -> None:
        for one in batch:
            await self._take_course(one)

    async def _take_course(self, one: kept.CourseRecord) -> None:
        if self._terms.course is None:
            key = one.code.strip().casefold()
            found: int | None = await self._tx.scalar(select(COURSE.c.id).where(COURSE.c.code_key == key))
            self._course = found or await self._add_course(one, key)
            self._here = None
        row = await self._tx.one(select(COURSE.c.code, COURSE.c.title).where(COURSE.c.id == self._course))
        self._named = {"course_code": row["code"], "course_title": row["title"]} if row else {}
        self._known[COURSES][one.id] = self._course
        self.loaded.courses.append(self._course)

    async def _add_course(self, one: kept.CourseRecord, key: str) -> int:
        values = {name: getattr(one, name) for name in kinds_of(kept.CourseRecord) if name != "id"}
        values |= {"code_key": key, "created_at": self._tx.clock()}
        number: int = await self._tx.scalar(self._tx.insert(COURSE).values(values).returning(COURSE.c.id))
        self._count("course", 1)
        return number

    async def _take_meetings(self, batch: Sequence[kept.MeetingRecord]) -> None:
        refs = [one.ref for one in batch]
        rows = await self._tx.all(
            select(MEETING.c.id, MEETING.c.ref, MEETING.c.course_id).where(MEETING.c.ref.in_(refs))
        )
        there = {row["ref"]: row for row in rows}
        zoom_ids = [one.zoom_id for one in batch if one.zoom_id is not None]
        taken = set(await self._tx.scalars(select(MEETING.c.zoom_id).where(MEETING.c.zoom_id.in_(zoom_ids))))
        missing = [one for one in batch if one.ref not in there and self._wanted(kept.MeetingRecord)]
        new = [self._meeting_values(one, taken) for one in missing]
        numbers = await self._number(MEETING, [one for one in new if one is not None])
        given = iter(numbers)
        made = {one.ref: next(given) for one, values in zip(missing, new, strict=True) if values is not None}
        for one in batch:
            row = there.get(one.ref)
            here = row["id"] if row is not None and row["course_id"] == self._course else None
            number = made.get(one.ref, here)
            self._known[MEETINGS][one.id] = number
            if number is not None:
                self.loaded.meetings.append(number)
        self._count("meeting", len(made))

    def _meeting_values(self, one: kept.MeetingRecord, taken: Collection[int]) -> dict[str, Any] | None:
        host = self._known[PEOPLE].get(one.host_id) or self._terms.asker
        maker = self._known[PEOPLE].get(one.created_by) or self._terms.asker or host
        if host is None or maker is None:
            return None
        values = {name: getattr(one, name) for name in kinds_of(kept.MeetingRecord) if name != "id"}
        return values | {
            "course_id": self._course,
            "host_id": host,
            "created_by": maker,
            "zoom_id": one.zoom_id if self._terms.zoom_ids and one.zoom_id not in taken else None,
            "created_at": self._tx.clock(),
            "version": 1,
            "join_url": "",
            "error": "",
        }

    async def _take_dates(self, batch: Sequence[kept.OccurrenceRecord]) -> None:
        meetings = self._known[MEETINGS]
        numbers = {number for one in batch if (number := meetings.get(one.meeting_id)) is not None}
        rows = await self._tx.all(select(OCCURRENCE).where(OCCURRENCE.c.meeting_id.in_(numbers)))
        ids = {(row["meeting_id"], row["zoom_occurrence_id"]): row["id"] for row in rows if row["zoom_occurrence_id"]}
        starts = {(row["meeting_id"], row["start"]): row["id"] for row in rows}
        missing: list[kept.OccurrenceRecord] = []
        for one in batch:
            meeting = meetings.get(one.meeting_id)
            there = ids.get((meeting, one.zoom_occurrence_id)) or starts.get((meeting, one.start))
            self._known[DATES][one.id] = there
            if there is None and meeting is not None and self._wanted(kept.OccurrenceRecord):
                missing.append(one)
        made = await self._number(OCCURRENCE, [self._date_values(one) for one in missing])
        self._known[DATES] |= {one.id: number for one, number in zip(missing, made, strict=True)}
        self._count("occurrence", len(made))

    def _date_values(self, one: kept.OccurrenceRecord) -> dict[str, Any]:
        values = {name: getattr(one, name) for name in kinds_of(kept.OccurrenceRecord) if name != "id"}
        ends = one.start + timedelta(minutes=one.duration_minutes) if one.start else None
        return values | {
            "meeting_id": self._known[MEETINGS][one.meeting_id],
            "course_id": self._course,
            "ends_at": ends,
        }

    # All else: rows that nobody names by a number.

    async def _take_rows(self, one: Kept, batch: Sequence[kept.Record]) -> None:
        honest = [each for each in batch if not isinstance(each, kept.EnrollmentRecord) or each.role not in _NO_SEAT]
        rows = [row for each in honest if (row := self._row(one, each)) is not None]
        if one.record is kept.ParticipantRecord:
            gone = await self._erased({row["email"].lower() for row in rows})
            rows = [row for row in rows if row["email"].lower() not in gone]
        if one.record is kept.ParticipantRecord or one.record is kept.ReadingRecord:
            rows = await self._of_known_runs(rows)
        if not one.key:
            rows = await self._not_there(one, rows)
        if one.record is kept.EnrollmentRecord:
            await self._note_enrolled(rows)
        if one.record is SubstituteRecord:
            rows = await self._standing(rows)
        if one.record is kept.MappingRecord:
            self.loaded.channels += len(rows)
        await self._add(one.table, rows, one.record.tag)

    def _row(self, one: Kept, record: kept.Record) -> dict[str, Any] | None:
        """None where it names somebody or something that is not here."""
        hints = kinds_of(one.record)
        row = {name: getattr(record, name) for name in hints}
        for name, kind in one.refs.items():
            if row[name] is None:
                continue
            number = self._known[kind].get(row[name])
            if number is None and one.table.c[name].nullable:
                row[name] = None
                continue
            if number is None and name not in _ABOUT:
                number = self._terms.asker
            if number is None:
                return None
            row[name] = number
        if one.record is kept.DecisionRecord:
            people = [self._known[PEOPLE].get(each) for each in row["people"]]
            if None in people:
                return None
            row["people"] = people
        return row | self._filled(one)

    def _filled(self, one: Kept) -> dict[str, Any]:
        filled = dict(one.filled) | (self._named if one.record is kept.MappingRecord else {})
        if one.course:
            filled["course_id"] = self._course
        if one.made:
            filled["created_at"] = self._tx.clock()
        return filled

    async def _of_known_runs(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        runs = {row["run"] for row in rows}
        here = select(RUN.c.uuid).join_from(RUN, MEETING, MEETING.c.id == RUN.c.meeting_id)
        mine = here.where(RUN.c.uuid.in_(runs), MEETING.c.course_id == self._course)
        known = set(await self._tx.scalars(mine))
        return [row for row in rows if row["run"] in known]

    async def _not_there(self, one: Kept, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows without a key of their own: known by what they say."""
        told = TOLD[one.record]
        columns = [one.table.c[name] for name in told]
        about = told[0]
        values = {row[about] for row in rows}
        some = one.table.c[about].in_([each for each in values if each is not None])
        wanted = or_(some, one.table.c[about].is_(None)) if None in values else some
        if one.table in IN_FORCE:
            wanted = and_(wanted, IN_FORCE[one.table])
        if one.table is RULE:
            wanted = and_(wanted, RULE.c.course_id == self._course)
        there = {tuple(row[name] for name in told) for row in await self._tx.all(select(*columns).where(wanted))}
        return [row for row in rows if tuple(row[name] for name in told) not in there]

    async def _standing(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Who stands in as they do now: on a date that is over they did; of one to come Zoom is asked again.

        A whole deployment's file is of this very account: there they are what they were, if Zoom was ever asked.
        """
        numbers = [row["occurrence_id"] for row in rows]
        dates = await self._tx.all(select(OCCURRENCE).where(OCCURRENCE.c.id.in_(numbers)))
        known = {date["id"]: date for date in dates}
        return [row | self._stands(row, known[row["occurrence_id"]]) for row in rows]

    def _stands(self, row: dict[str, Any], date: RowMapping) -> dict[str, Any]:
        """With what they were told of their date, as far as it has to be told no more."""
        told = {"start": date["start"], "called_off": date["state"] is OccurrenceState.CANCELLED}
        if date["ends_at"] is not None and date["ends_at"] < self._tx.clock():
            return {**told, "state": SubstituteState.OVER}
        known = self._terms.accounts and row["stays"] is not None
        return {**told, "state": SubstituteState.ON if known else SubstituteState.ASKED}

    async def _note_enrolled(self, rows: list[dict[str, Any]]) -> None:
        there = set(
            await self._tx.scalars(select(ENROLLMENT.c.person_id).where(ENROLLMENT.c.course_id == self._course))
        )
        self.loaded.enrolled += [row["person_id"] for row in rows if row["person_id"] not in there]
