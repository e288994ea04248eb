"""Records of a backup into rows: what is missing comes in under new numbers, what is there stays as it is.

One unit takes a whole backup, so that a crash leaves nothing half done. Whoever was erased does not come back.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import PanelistRecord, RoomPlanRecord, RoomSeatRecord
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.kept import Part
from zoomcore.domain.people import CourseId, License, PersonId, Role
from zoomcore.domain.privacy import email_hash
from zoomcore.storage.backups import AT_ONCE
from zoomcore.storage.kept_rows import BY_RECORD, COURSES, DATES, GLOBAL, MEETINGS, PEOPLE, Kept
from zoomcore.storage.tables import (
    COURSE,
    ENROLLMENT,
    ERASED,
    IDENTITY,
    MAPPING,
    MEETING,
    OCCURRENCE,
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
    kept.RecordingRecord: Part.CLASSES,
    kept.ZoomSettingsRecord: Part.CLASSES,
    PanelistRecord: Part.PEOPLE,
    RoomPlanRecord: Part.CLASSES,
    RoomSeatRecord: Part.PEOPLE,
    kept.EnrollmentRecord: Part.PEOPLE,
}
#: Whom or what a row is about: without them it says nothing. The rest only tells who wrote it.
_ABOUT = frozenset({"person_id", "meeting_id", "occurrence_id"})
#: What names a run or a recording at Zoom by its own mark.
_OF_ZOOM = frozenset({kept.RunRecord, kept.RecordingRecord})
#: What is set for the deployment: no course's file may say.
_OF_ALL = frozenset(one.record for one in GLOBAL)
#: Roles that nobody holds in a course: a file that says so was made up.
_NO_SEAT = frozenset({Role.ADMIN, Role.GUEST})
#: By what a row without a key is known.
TOLD: dict[type[kept.Record], tuple[str, ...]] = {
    kept.MappingRecord: ("channel", "platform", "tenant"),
    kept.RuleRecord: ("meeting_id",),
    kept.ClickRecord: ("occurrence_id", "person_id", "at"),
    kept.QueryRecord: ("occurrence_id", "person_id", "created_at"),
}


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What came of it: numbers of rows by kind, the meetings named in the file, and who was added to the course."""

    added: dict[str, int] = field(default_factory=dict)
    courses: list[CourseId] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    enrolled: list[PersonId] = field(default_factory=list)
    channels: int = 0
    #: Number in the file → here, of those whom no e-mail names: what undoing needs.
    nameless: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`course`: whose rows they become; None: of the course of the same code, made where there is none.

    `parts` come in, the rest is only recognised. `asker` stands for whom the file does not name or who was erased.
    `accounts`: with people's accounts and admins.
    """

    course: CourseId | None
    parts: frozenset[Part]
    asker: PersonId | None
    #: With what the e-mails of those who were erased are hashed.
    pepper: bytes
    accounts: bool = False
    channels: bool = False
    #: Whether Zoom's numbers in the file are believed: somebody's own file may name any meeting of the account.
    zoom_ids: bool = True


class Loader:
    """Give it every record in order, then `finish`."""

    def __init__(self, transaction: Transaction, terms: Terms) -> None:
        self._tx = transaction
        self._terms = terms
        self._known: dict[str, dict[int, int | None]] = {PEOPLE: {}, MEETINGS: {}, DATES: {}, COURSES: {}}
        self._course = terms.course or 0
        self._waiting: list[kept.Record] = []
        self._here: dict[str, PersonId] | None = None
        self._named: dict[str, str] = {}
        self._takers: dict[type[kept.Record], Callable[[Any], Awaitable[None]]] = {
            kept.PersonRecord: self._take_people,
            kept.AccountRecord: self._take_accounts,
            kept.AdminRecord: self._take_admins,
            kept.CourseRecord: self._take_courses,
            kept.MeetingRecord: self._take_meetings,
            kept.OccurrenceRecord: self._take_dates,
        }
        self.loaded = Loaded()

    async def take(self, record: kept.Record) -> None:
        if self._waiting and (type(record) is not type(self._waiting[0]) or len(self._waiting) >= AT_ONCE):
            await self._flush()
        self._waiting.append(record)

    async def finish(self) -> Loaded:
        await self._flush()
        return self.loaded

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

    # People: by e-mail; those without one by their name within the course.

    async def _take_people(self, batch: Sequence[kept.PersonRecord]) -> None:
        emails = {one.email.lower() for one in batch if one.email}
        rows = await self._tx.all(select(PERSON.c.id, PERSON.c.email).where(PERSON.c.email.in_(emails)))
        known: dict[str, int] = {row["email"]: row["id"] for row in rows}
        gone = await self._erased(emails)
        for one in batch:
            number: int | None
            if one.email and one.email.lower() in gone:
                number = None
            elif one.email:
                number = known.get(one.email.lower()) or await self._add_person(one)
            else:
                number = await self._take_nameless(one)
            self._known[PEOPLE][one.id] = number

    async def _take_nameless(self, one: kept.PersonRecord) -> int | None:
        number = (await self._nameless()).get(one.name) or await self._add_person(one)
        self.loaded.nameless[one.id] = number
        return number

    async def _erased(self, emails: Collection[str]) -> set[str]:
        """Those of the e-mails, in lower case, that are of somebody who was erased."""
        hashes = {email_hash(one, self._terms.pepper): one for one in emails if one}
        found = await self._tx.scalars(select(ERASED.c.email_hash).where(ERASED.c.email_hash.in_(hashes)))
        return {hashes[one] for one in found}

    async def _nameless(self) -> dict[str, PersonId]:
        """Those of the course whom no e-mail names, by name; where two share it, neither."""
        if self._here is None:
            rows = await self._tx.all(
                select(PERSON.c.id, PERSON.c.name)
                .join_from(PERSON, ENROLLMENT, ENROLLMENT.c.person_id == PERSON.c.id)
                .where(ENROLLMENT.c.course_id == self._course, PERSON.c.email.is_(None))
            )
            names = [row["name"] for row in rows]
            self._here = {row["name"]: row["id"] for row in rows if names.count(row["name"]) == 1}
        return self._here

    async def _add_person(self, one: kept.PersonRecord) -> int:
        values = {name: getattr(one, name) for name in kinds_of(kept.PersonRecord) if name != "id"}
        values |= {"email": one.email.lower() if one.email else None, "created_at": self._tx.clock()}
        values |= {"admin": False, "zoom_user_id": "", "license": License.UNKNOWN, "welcomed": False}
        number: int = await self._tx.scalar(self._tx.insert(PERSON).values(values).returning(PERSON.c.id))
        self._count("person", 1)
        return number

    async def _take_accounts(self, batch: Sequence[kept.AccountRecord]) -> None:
        if not self._terms.accounts:
            return
        rows = [
            {name: getattr(one, name) for name in kinds_of(kept.AccountRecord)} | {"person_id": number}
            for one in batch
            if (number := self._known[PEOPLE].get(one.person_id)) is not None
        ]
        await self._add(IDENTITY, [row | {"created_at": self._tx.clock()} for row in rows], "account")

    async def _take_admins(self, batch: Sequence[kept.AdminRecord]) -> None:
        if self._terms.accounts:
            numbers = [number for one in batch if (number := self._known[PEOPLE].get(one.id)) is not None]
            await self._tx.change(update(PERSON).where(PERSON.c.id.in_(numbers)).values(admin=True))

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
        if one.table in {MAPPING, RULE}:
            wanted = and_(wanted, MAPPING.c.state == "active" if one.table is MAPPING else RULE.c.replaced_at.is_(None))
        if one.table is RULE:
            wanted = and_(wanted, RULE.c.course_id == self._course)
        there = {tuple(row[name] for name in told) for row in await self._tx.all(select(*columns).where(wanted))}
        return [row for row in rows if tuple(row[name] for name in told) not in there]

    async def _note_enrolled(self, rows: list[dict[str, Any]]) -> None:
        there = set(
            await self._tx.scalars(select(ENROLLMENT.c.person_id).where(ENROLLMENT.c.course_id == self._course))
        )
        self.loaded.enrolled += [row["person_id"] for row in rows if row["person_id"] not in there]

    async def _add(self, table: Any, rows: list[dict[str, Any]], tag: str) -> None:
        if rows:
            statement = self._tx.insert(table).on_conflict_do_nothing()
            before = await self._tx.scalar(select(func.count()).select_from(table))
            await self._tx.add_many(statement, rows)
            self._count(tag, await self._tx.scalar(select(func.count()).select_from(table)) - before)

    async def _number(self, table: Any, rows: list[dict[str, Any]]) -> Sequence[int]:
        if not rows:
            return ()
        return await self._tx.number_many(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)

    def _count(self, tag: str, many: int) -> None:
        self.loaded.added[tag] = self.loaded.added.get(tag, 0) + many
