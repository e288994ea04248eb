"""Rows that a restore has brought, taken out again.

Those of its backup that were not there before and are as it brought them: what somebody changed since stays.
"""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Exists, RowMapping, Table, and_, delete, or_, select, true, tuple_

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import SubstituteRecord
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.kept import Part
from zoomcore.domain.backups.loaded import Terms
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.backup_loading import TOLD, Loader
from zoomcore.storage.backups import AT_ONCE
from zoomcore.storage.kept_rows import BY_RECORD, DATES, IN_FORCE, KEPT, MEETINGS, Kept
from zoomcore.storage.tables import MARK, MEETING, OCCURRENCE, PARTICIPANT, READING, RECORDING, RUN, SUBSTITUTE
from zoomcore.storage.transaction import Transaction

#: Parts whose rows are taken out; people, and classes that Zoom was asked for, go in ways of their own.
TAKEN_OUT = frozenset({Part.SETTINGS, Part.CLASSES, Part.ATTENDANCE})
#: Rows that others may point at: whatever is pointed at stays.
_POINTED_AT = (MEETING, OCCURRENCE, RECORDING)
#: Worked out from the others: they go with what they rest on, however they stand by now.
_WORKED_OUT = frozenset({kept.SheetRecord, kept.AttendanceRecord})

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """`there`: by kind, the rows there were; `nameless`: who was found, or added, for whom no e-mail names."""

    there: Mapping[str, frozenset[Key]]
    nameless: Mapping[int, int]


@dataclass(slots=True, kw_only=True)
class Unloaded:
    """Rows by kind, and the dates that have evidence or marks left, whose results are to be worked out anew.

    `standing_in`: numbers of those who came to stand in by it, on dates to come.
    """

    removed: dict[str, int] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()
    standing_in: tuple[int, ...] = ()


async def keys_in(records: AsyncIterator[kept.Record]) -> Mapping[str, frozenset[Key]]:
    """By kind, what rows there were in a backup of this very database."""
    found: dict[str, set[Key]] = {}
    async for record in records:
        one = BY_RECORD.get(type(record))
        if one is not None:
            found.setdefault(record.tag, set()).add(tuple(getattr(record, name) for name in _names(one)))
    return {tag: frozenset(keys) for tag, keys in found.items()}


def _names(one: Kept) -> tuple[str, ...]:
    """By what a row is known within its course."""
    return tuple(name for name in one.key if name != "course_id") or TOLD.get(one.record, one.order)


class Unloader(Loader):
    """Give it every record of the restored backup in order, then `unload`. `before`: how things were."""

    def __init__(self, transaction: Transaction, terms: Terms, before: Before) -> None:
        super().__init__(transaction, terms)
        self._there = before.there
        self._nameless_then = before.nameless
        self._keys: dict[str, list[Key]] = {}
        self._dates: set[int] = set()
        self._standing_in: list[int] = []

    async def unload(self) -> Unloaded:
        """Last what was referred to, so that nothing is left that points nowhere."""
        await self.finish()
        removed = {}
        for one in reversed(KEPT):
            numbers = self._keys.get(one.record.tag, [])
            many = sum([await self._delete(one, numbers[at : at + AT_ONCE]) for at in range(0, len(numbers), AT_ONCE)])
            if many:
                removed[one.record.tag] = many
        return Unloaded(removed=removed, dates=await self._with_evidence(), standing_in=tuple(self._standing_in))

    async def _take_nameless(self, one: kept.PersonRecord) -> int | None:
        return self._nameless_then.get(one.id)

    def _wanted(self, kind: type[kept.Record]) -> bool:
        """Classes and dates are recognised here, and never put in again."""
        return kind not in {kept.MeetingRecord, kept.OccurrenceRecord} and super()._wanted(kind)

    async def _take_meetings(self, batch: Sequence[kept.MeetingRecord]) -> None:
        await super()._take_meetings(batch)
        brought = {number: one for one in batch if (number := self._brought(MEETINGS, one)) is not None}
        for now in await self._tx.all(select(MEETING).where(MEETING.c.id.in_(brought))):
            if now["version"] == 1 and self._is_as(brought[now["id"]], now, ("id", "host_id", "created_by", "zoom_id")):
                self._keys.setdefault(kept.MeetingRecord.tag, []).append((now["id"],))

    async def _take_dates(self, batch: Sequence[kept.OccurrenceRecord]) -> None:
        await super()._take_dates(batch)
        brought = {number: one for one in batch if (number := self._brought(DATES, one)) is not None}
        for now in await self._tx.all(select(OCCURRENCE).where(OCCURRENCE.c.id.in_(brought))):
            if self._is_as(brought[now["id"]], now, ("id", "meeting_id")):
                self._keys.setdefault(kept.OccurrenceRecord.tag, []).append((now["id"],))

    def _brought(self, kind: str, one: kept.MeetingRecord | kept.OccurrenceRecord) -> int | None:
        """Its number where it is here and was not before."""
        if Part.CLASSES not in self._terms.parts:
            return None
        number = self._known[kind].get(one.id)
        return None if (number,) in self._there.get(one.tag, frozenset()) else number

    @staticmethod
    def _is_as(one: kept.Record, now: RowMapping, but: Collection[str]) -> bool:
        return all(getattr(one, name) == now[name] for name in kinds_of(type(one)) if name not in but)

    async def _take_rows(self, one: Kept, batch: Sequence[kept.Record]) -> None:
        names = _names(one)
        if one.record is SubstituteRecord:
            await self._take_substitutes(batch)
            return
        there = self._there.get(one.record.tag, frozenset())
        rows = [row for each in batch if (row := self._row(one, each)) is not None]
        brought = {key: row for row in rows if (key := tuple(row[name] for name in names)) not in there}
        if not brought:
            return
        for now in await self._tx.all(select(one.table).where(self._among(one, names[0], brought))):
            here = {name: now[one.table.c[name]] for name in one.columns}
            was = brought.get(tuple(here[name] for name in names))
            if was is None or (one.record not in _WORKED_OUT and any(was[name] != here[name] for name in here)):
                continue
            number = tuple(now[column] for column in one.table.primary_key.columns)
            self._keys.setdefault(one.record.tag, []).append(number)
            if here.get("occurrence_id") is not None:
                self._dates.add(here["occurrence_id"])

    async def _take_substitutes(self, batch: Sequence[kept.Record]) -> None:
        """Who held a date that is over is out again; whom Zoom knows, or is asked about, is for it to be told."""
        there = self._there.get(SubstituteRecord.tag, frozenset())
        rows = [row for each in batch if (row := self._row(BY_RECORD[SubstituteRecord], each)) is not None]
        brought = {row["occurrence_id"]: row["person_id"] for row in rows if (row["occurrence_id"],) not in there}
        these = SUBSTITUTE.c.occurrence_id.in_(brought), IN_FORCE[SUBSTITUTE]
        for now in await self._tx.all(select(SUBSTITUTE).where(*these)):
            if brought[now["occurrence_id"]] != now["person_id"]:
                continue
            if now["state"] is SubstituteState.OVER:
                self._keys.setdefault(SubstituteRecord.tag, []).append((now["id"],))
            else:
                self._standing_in.append(now["id"])

    def _among(self, one: Kept, first: str, keys: Mapping[Key, Any]) -> ColumnElement[bool]:
        """Rows of the course that begin as one of the keys does."""
        column = one.table.c[first]
        values = {key[0] for key in keys}
        wanted = or_(column.in_([each for each in values if each is not None]), column.is_(None))
        mine = one.table.c.course_id == self._course if one.course else true()
        return and_(wanted, mine, IN_FORCE.get(one.table, true()))

    async def _delete(self, one: Kept, numbers: Sequence[Key]) -> int:
        these: ColumnElement[bool] = tuple_(*one.table.primary_key.columns).in_(numbers)
        if one.table is RUN:
            told = [select(each.c.run).where(each.c.run == RUN.c.uuid).exists() for each in (PARTICIPANT, READING)]
            these = and_(these, *(~each for each in told))
        if one.table in _POINTED_AT:
            these = and_(these, *(~each for each in _pointing_at(one.table)))
        return await self._tx.change(delete(one.table).where(these))

    async def _with_evidence(self) -> frozenset[int]:
        dates = sorted(self._dates)
        found: set[int] = set()
        for at in range(0, len(dates), AT_ONCE):
            for table in (RUN, MARK):
                some = table.c.occurrence_id.in_(dates[at : at + AT_ONCE])
                found |= set(await self._tx.scalars(select(table.c.occurrence_id).where(some)))
        return frozenset(found)


def _pointing_at(table: Table) -> Iterator[Exists]:
    """Each way in which a row of another table refers to one of these."""
    for other in table.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table:
                yield select(other).where(key.parent == key.column).correlate(table).exists()
