"""One person across every table: all that is stored about them, and taking it away.

Every table stands in one of the groups below, by test: a new one cannot be forgotten.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    RowMapping,
    Table,
    Text,
    and_,
    cast,
    delete,
    false,
    func,
    or_,
    select,
    true,
    update,
)

from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.files import owned_by_account, owned_by_person
from zoomcore.domain.meetings import ENDED, MeetingState, OccurrenceState
from zoomcore.domain.people import CourseId, License, PersonId
from zoomcore.domain.privacy import Traces
from zoomcore.domain.substitutes import LIVING
from zoomcore.storage import tables as t
from zoomcore.storage.mentions import mentions, points_to_person, signed, texts
from zoomcore.storage.people import CHUNK
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.whose import KEPT, OWN

#: Where one person may have very many rows: these are gone through stretch by stretch.
LONG: tuple[Table, ...] = (t.PARTICIPANT, t.CLICK, t.INBOX, t.OUTBOX, t.AUDIT, t.JOB)
#: Files as they were handed over.
_FILES = (t.GRADE_BOOK, t.HELD_FILE)
#: Where others may have written of them.
_WRITTEN = (*sorted(KEPT, key=lambda one: one.name), t.OUTBOX, t.MARK, t.CLAIM, t.QUERY)


class PrivacyRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Who was erased.

    async def erased(self, hashes: Collection[str]) -> frozenset[str]:
        """Those of the hashes that are of somebody who was erased."""
        wanted, found = sorted(hashes), set[str]()
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            found |= set(await self._tx.scalars(select(t.ERASED.c.email_hash).where(t.ERASED.c.email_hash.in_(chunk))))
        return frozenset(found)

    async def welcome_back(self, hashed: str) -> bool:
        """They came back by their own or somebody's deliberate act; False where they were never gone."""
        return await self._tx.change(delete(t.ERASED).where(t.ERASED.c.email_hash == hashed)) == 1

    # By what they are found.

    async def shared_names(self, person_id: PersonId) -> tuple[frozenset[str], frozenset[str]]:
        """(names of theirs, names of the others of their courses): shown, legal and confirmed ones."""
        courses = self._courses(person_id)
        own: set[str] = set()
        others: set[str] = set()
        people = select(t.PERSON.c.id, t.PERSON.c.name, t.PERSON.c.legal_name).where(
            or_(
                t.PERSON.c.id == person_id,
                t.PERSON.c.id.in_(select(t.ENROLLMENT.c.person_id).where(t.ENROLLMENT.c.course_id.in_(courses))),
            )
        )
        for row in await self._tx.all(people):
            (own if row[t.PERSON.c.id] == person_id else others).update(
                {row[t.PERSON.c.name], row[t.PERSON.c.legal_name]}
            )
        for row in await self._tx.all(select(t.ALIAS).where(t.ALIAS.c.course_id.in_(courses))):
            (own if row[t.ALIAS.c.person_id] == person_id else others).add(row[t.ALIAS.c.name])
        return frozenset(own - {""}), frozenset(others - {""})

    def _courses(self, person_id: PersonId) -> Any:
        enrolled = select(t.ENROLLMENT.c.course_id).where(t.ENROLLMENT.c.person_id == person_id)
        return enrolled.union(select(t.ATTENDANCE.c.course_id).where(t.ATTENDANCE.c.person_id == person_id))

    async def school_numbers(self, person_id: PersonId) -> frozenset[str]:
        row = await self._tx.one(select(t.PERSON.c.sis_id, t.PERSON.c.login).where(t.PERSON.c.id == person_id))
        return frozenset() if row is None else frozenset({row[t.PERSON.c.sis_id], row[t.PERSON.c.login]}) - {""}

    # Export.

    async def rows_about(self, traces: Traces) -> Mapping[str, tuple[dict[str, Any], ...]]:
        """Table → its rows about them, as plain data; tables without any are left out."""
        found: dict[str, tuple[dict[str, Any], ...]] = {}
        for table in t.METADATA.sorted_tables:
            rows = await self._tx.all(select(table).where(or_(*self._about(table, traces))))
            if table is t.PARTICIPANT:
                rows = [*rows, *await self._nameless_rows(traces, true())]
            if table in _FILES:
                rows = [row for row in await self._tx.all(select(table)) if _is_about(table, row, traces)]
            if table is t.DECISION:
                rows = await self._decisions(traces)
            if rows:
                found[table.name] = tuple(_plain_row(table, row) for row in rows)
        return found

    async def count_about(self, traces: Traces) -> int:
        """How many rows `rows_about` would give; only those are read that only reading tells of."""
        many = len(await self._nameless_rows(traces, true())) + len(await self._decisions(traces))
        for table in t.METADATA.sorted_tables:
            if table in _FILES:
                many += sum(_is_about(table, row, traces) for row in await self._tx.all(select(table)))
            elif table is not t.DECISION:
                about = or_(*self._about(table, traces))
                many += await self._tx.scalar(select(func.count()).select_from(table).where(about))
        return many

    def _about(self, table: Table, traces: Traces) -> list[ColumnElement[bool]]:
        named = [column == traces.person for column in table.c if points_to_person(column)]
        if table is t.PERSON:
            return [t.PERSON.c.id == traces.person]
        if table is t.PARTICIPANT:
            return [signed(traces)]
        if table is t.OUTBOX:
            named.append(t.OUTBOX.c.place.in_(traces.places))
        if table is t.AUDIT:
            named.append(t.AUDIT.c.subject.like(f"attendance:%:{traces.person}"))
        return [false(), *named, *mentions(table, traces)]

    # Erasing.

    async def keep_out(self, hashes: Iterable[str]) -> None:
        """Nothing that names them comes in from now on."""
        await self._tx.add_many(
            self._tx.insert(t.ERASED).on_conflict_do_nothing(index_elements=["email_hash"]),
            [{"email_hash": one, "erased_at": self._tx.clock()} for one in hashes],
        )

    async def ends(self) -> Mapping[str, int]:
        """The highest number in each of the LONG tables."""
        return {one.name: await self._tx.scalar(select(func.max(one.c.id))) or 0 for one in LONG}

    async def next_of(self, name: str, numbers: range, traces: Traces) -> int | None:
        """The first of these numbers, in the LONG table of that name, whose row may be about them."""
        if not numbers:
            return None
        table = t.METADATA.tables[name]
        here = table.c.id.between(numbers[0], numbers[-1])
        about = select(table.c.id).where(here, or_(false(), *self._concerned(table, traces)))
        number: int | None = await self._tx.scalar(about.order_by(table.c.id).limit(1))
        return number

    def _concerned(self, table: Table, traces: Traces) -> list[ColumnElement[bool]]:
        """What `_erase_long` looks for, and perhaps more."""
        if table is t.PARTICIPANT:
            return [signed(traces), *([self._unsigned(traces)] if traces.keys else [])]
        told = [OWN[table] == traces.person] if table in OWN else []
        if table is t.OUTBOX:
            told.append(t.OUTBOX.c.place.in_(traces.places))
        return told + (mentions(table, traces) if table is t.INBOX or table in _WRITTEN else [])

    async def erase_stretch(self, name: str, numbers: range, traces: Traces) -> Mapping[str, int]:
        """As `erase`, of the LONG table of that name and only of rows with these numbers."""
        table = t.METADATA.tables[name]
        return {table.name: await self._erase_long(table, table.c.id.between(numbers[0], numbers[-1]), traces)}

    async def _erase_long(self, table: Table, here: ColumnElement[bool], traces: Traces) -> int:
        if table is t.PARTICIPANT:
            return await self._erase_rows(traces, here)
        if table is t.INBOX:
            return await self._empty_inbox(traces, here)
        many = await self._delete(table, and_(here, OWN[table] == traces.person)) if table in OWN else 0
        if table is t.OUTBOX:
            many = await self._delete(table, and_(here, t.OUTBOX.c.place.in_(traces.places)))
        return many + (await self._rewrite(table, traces, here) if table in _WRITTEN else 0)

    async def erase(self, traces: Traces, *, after: Mapping[str, int] | None = None) -> Mapping[str, int]:
        """Table → how many rows went or were rewritten. Idempotent: what is gone is not found again.

        `after`: of the LONG tables, the numbers up to which they were gone through already. The person goes last, by
        whom all else is found.
        """
        done = after or {}
        counts = {one.name: await self._erase_long(one, one.c.id > done.get(one.name, 0), traces) for one in LONG}
        counts |= {
            t.DECISION.name: await self._erase_decisions(traces),
            t.ATTENDANCE.name: await self._make_anonymous(traces),
            t.GRADE_BOOK.name: await self._erase_files(t.GRADE_BOOK, traces),
            t.HELD_FILE.name: await self._erase_files(t.HELD_FILE, traces),
        }
        counts[t.ZOOM_USER.name] = await self._delete(
            t.ZOOM_USER, or_(t.ZOOM_USER.c.id.in_(traces.accounts), t.ZOOM_USER.c.email.in_(traces.emails))
        )
        spoke = or_(t.PANELIST.c.person_id == traces.person, t.PANELIST.c.email.in_(traces.emails))
        counts[t.PANELIST.name] = await self._delete(t.PANELIST, spoke)
        # Who signed up by themselves, at Zoom, is known by the e-mail alone.
        counts[t.REGISTRANT.name] = await self._delete(
            t.REGISTRANT, or_(t.REGISTRANT.c.person_id == traces.person, t.REGISTRANT.c.email.in_(traces.emails))
        )
        counts[t.GUARD.name] = await self._delete(t.GUARD, t.GUARD.c.key.in_(traces.accounts))
        counts[t.LEDGER.name] = await self._delete(
            t.LEDGER, or_(false(), *(t.LEDGER.c.name.contains(one, autoescape=True) for one in traces.accounts))
        )
        for table, column in OWN.items():
            if table not in LONG:
                counts[table.name] = await self._delete(table, column == traces.person)
        for table in _WRITTEN:
            if table not in LONG:
                counts[table.name] = counts.get(table.name, 0) + await self._rewrite(table, traces, true())
        counts[t.PERSON.name] = await self._forget(traces)
        return {name: many for name, many in counts.items() if many}

    async def _delete(self, table: Table, which: ColumnElement[bool]) -> int:
        return await self._tx.change(delete(table).where(which))

    async def _nameless_rows(self, traces: Traces, here: ColumnElement[bool]) -> Sequence[RowMapping]:
        """Rows without any id whose name is theirs alone in their courses: nobody else's evidence goes with them."""
        if not traces.keys:
            return ()
        rows = await self._tx.all(select(t.PARTICIPANT).where(here, self._unsigned(traces)))
        return [row for row in rows if name_key(row[t.PARTICIPANT.c.name]) in traces.keys]

    def _unsigned(self, traces: Traces) -> ColumnElement[bool]:
        """Rows of their courses that only a name tells of."""
        runs = (
            select(t.RUN.c.uuid)
            .join_from(t.RUN, t.OCCURRENCE, t.OCCURRENCE.c.id == t.RUN.c.occurrence_id)
            .where(t.OCCURRENCE.c.course_id.in_(self._courses(traces.person)))
        )
        return and_(t.PARTICIPANT.c.run.in_(runs), t.PARTICIPANT.c.email == "", t.PARTICIPANT.c.zoom_user_id == "")

    async def _erase_rows(self, traces: Traces, here: ColumnElement[bool]) -> int:
        named = [row[t.PARTICIPANT.c.id] for row in await self._nameless_rows(traces, here)]
        many = await self._delete(t.PARTICIPANT, and_(here, signed(traces)))
        for start in range(0, len(named), CHUNK):
            many += await self._delete(t.PARTICIPANT, t.PARTICIPANT.c.id.in_(named[start : start + CHUNK]))
        return many

    async def _decisions(self, traces: Traces) -> Sequence[RowMapping]:
        """Those about a participant who was they, and those that name them."""
        listed = cast(t.DECISION.c.people, Text).contains(str(traces.person))
        keys = traces.participants
        rows = await self._tx.all(select(t.DECISION).where(or_(t.DECISION.c.participant.in_(keys), listed)))
        people, participant = t.DECISION.c.people, t.DECISION.c.participant
        return [row for row in rows if row[participant] in keys or traces.person in row[people]]

    async def _erase_decisions(self, traces: Traces) -> int:
        keys, many = traces.participants, 0
        for row in await self._decisions(traces):
            here = _same(t.DECISION, row)
            left = [one for one in row[t.DECISION.c.people] if one != traces.person]
            if row[t.DECISION.c.participant] in keys or not left:
                many += await self._delete(t.DECISION, here)
            else:
                many += await self._tx.change(update(t.DECISION).where(here).values(people=left))
        return many

    async def _make_anonymous(self, traces: Traces) -> int:
        """That somebody was there stays, for the statistics of the class; not when, and not what it earned."""
        nothing: dict[str, object] = {
            "arrived_at": None,
            "late_seconds": None,
            "points": None,
            "evidence": [],
            "overridden": False,
        }
        unknown = {"excuse": None, "released_points": None, "released_at": None}
        mine = t.ATTENDANCE.c.person_id == traces.person
        return await self._tx.change(update(t.ATTENDANCE).where(mine).values(**nothing, **unknown))

    async def _erase_files(self, table: Table, traces: Traces) -> int:
        """The whole file: it holds everybody, and a file with a line missing is not the school's any more."""
        many = 0
        for row in await self._tx.all(select(table)):
            if _is_about(table, row, traces):
                many += await self._delete(table, _same(table, row))
        return many

    async def _empty_inbox(self, traces: Traces, here: ColumnElement[bool]) -> int:
        """What they sent, and what was told of them; the keys stay, rewritten, so that nothing is taken in twice."""
        many = 0
        for row in await self._tx.all(select(t.INBOX).where(here, or_(false(), *mentions(t.INBOX, traces)))):
            values = {name: row[t.INBOX.c[name]] for name in ("payload", "answer")}
            told = {name: traces.redacted(value) for name, value in values.items()}
            key = traces.redacted(row[t.INBOX.c.key])
            if told == values and key == row[t.INBOX.c.key]:
                continue
            fresh = {"payload": None, "answer": None, "key": _unique(key, row[t.INBOX.c.key], row[t.INBOX.c.id])}
            many += await self._tx.change(update(t.INBOX).where(t.INBOX.c.id == row[t.INBOX.c.id]).values(**fresh))
        return many

    async def _rewrite(self, table: Table, traces: Traces, here: ColumnElement[bool]) -> int:
        many = 0
        for row in await self._tx.all(select(table).where(here, or_(false(), *mentions(table, traces)))):
            changed: dict[str, object] = {}
            for column in texts(table):
                told = traces.redacted(row[column])
                if told != row[column]:
                    number = row[table.c.id] if "id" in table.c else ""
                    changed[column.key] = _unique(told, row[column], number) if _must_be_unique(column) else told
            if changed:
                many += await self._tx.change(update(table).where(_same(table, row)).values(**changed))
        return many

    async def _forget(self, traces: Traces) -> int:
        """The row stays for those that point to it, and names nobody."""
        empty = dict.fromkeys(("zone", "locale", "zoom_user_id", "sis_id", "legal_name", "login"), "")
        nobody = {"name": traces.pseudonym, "email": None, "admin": False, "license": License.UNKNOWN}
        here = and_(t.PERSON.c.id == traces.person, t.PERSON.c.name != traces.pseudonym)
        return await self._tx.change(update(t.PERSON).where(here).values(**empty, **nobody))

    async def coming_classes(self, person_id: PersonId, now: datetime) -> int:
        """How many dates to come somebody hosts or stands in for: erasing them would leave those without anybody.

        What is off, or lost at Zoom, is nobody's. A date on whose account Zoom is being asked at this moment is one of
        them, whenever it is; and so is a class that Zoom is still to make, whose dates nobody knows yet.
        """
        substitute = and_(t.SUBSTITUTE.c.occurrence_id == t.OCCURRENCE.c.id, t.SUBSTITUTE.c.person_id == person_id)
        theirs = select(t.SUBSTITUTE.c.id)
        stands_in = theirs.where(substitute, t.SUBSTITUTE.c.state.in_(sorted(LIVING))).exists()
        asked_about = theirs.where(substitute, t.SUBSTITUTE.c.kept_by != "").exists()
        hosts = t.MEETING.c.host_id == person_id
        making = and_(hosts, t.MEETING.c.state == MeetingState.CREATING, t.OCCURRENCE.c.id.is_(None))
        on = and_(t.OCCURRENCE.c.state == OccurrenceState.SCHEDULED, t.MEETING.c.state.not_in(sorted(ENDED)))
        to_come = and_(or_(hosts, stands_in), t.OCCURRENCE.c.start > now, on)
        many: int = await self._tx.scalar(
            select(func.count())
            .select_from(t.MEETING.outerjoin(t.OCCURRENCE, t.MEETING.c.id == t.OCCURRENCE.c.meeting_id))
            .where(or_(to_come, asked_about, making))
        )
        return many

    async def courses_of(self, person_id: PersonId) -> frozenset[CourseId]:
        return frozenset(await self._tx.scalars(self._courses(person_id)))


def _must_be_unique(column: Column[Any]) -> bool:
    return bool(column.unique) or (column.table is t.JOB and column.key == "key")


def _same(table: Table, row: RowMapping) -> ColumnElement[bool]:
    return and_(*(column == row[column] for column in table.primary_key.columns))


def _unique(told: Any, before: Any, number: object) -> Any:
    """Two accounts of one person leave one text: the row's number keeps them apart."""
    return told if told == before else f"{told}#{number}"


def _is_about(table: Table, row: RowMapping, traces: Traces) -> bool:
    """Whether a file is theirs, or has a cell about them."""
    if table is t.HELD_FILE and row[t.HELD_FILE.c.owner] in _owners(traces):
        return True
    content: bytes = row[table.c.content]
    return traces.found_in_file(content) or any(traces.found_in(row[column]) for column in texts(table))


def _owners(traces: Traces) -> frozenset[str]:
    return frozenset({owned_by_person(traces.person)} | {owned_by_account(*one) for one in traces.met})


def _plain_row(table: Table, row: RowMapping) -> dict[str, Any]:
    return {column.key: _plain(column, row[column]) for column in table.c}


def _plain(column: Column[Any], value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
    return f"{len(value)} bytes" if isinstance(column.type, LargeBinary) and value is not None else value
