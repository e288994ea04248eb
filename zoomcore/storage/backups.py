"""Backups: what a course's rows are as records, and the files made of them."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from sqlalchemy import Select, delete, func, or_, select, text, update

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.kept import KeptBackup, Kind, RestoreState
from zoomcore.domain.backups.packing import Reader, Writer
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.errors import NotFound
from zoomcore.storage import kept_rows
from zoomcore.storage.hosting import HostingRepository
from zoomcore.storage.kept_rows import GLOBAL, HISTORY, KEPT, Kept
from zoomcore.storage.tables import BACKUP, BACKUP_PIECE, COURSE, DECISION, OCCURRENCE, PERSON, RESTORE, RESTORE_ITEM
from zoomcore.storage.transaction import Transaction
from zoomcore.wording import _

#: Rows and bytes held at once.
AT_ONCE = 500
PIECE = 512 * 1024
_OVER = (RestoreState.DONE, RestoreState.FAILED, RestoreState.UNDONE)
#: Longer than any can be undone; the audit tells of them after.
_RESTORES_KEPT = timedelta(days=30)
_KEPT = ("id", "course_id", "course_code", "kind", "people", "version", "sha256", "size", "records", "made_by")


class NewBackup(TypedDict):
    course_id: CourseId | None
    course_code: str
    kind: Kind
    people: bool
    version: int
    sha256: str
    size: int
    records: int
    made_by: PersonId | None
    kept_until: datetime | None


class BackupRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # What a course is, record by record: in a snapshot, since it takes a while.

    async def records_of(self, course_id: CourseId, *, people: bool) -> AsyncIterator[kept.Record]:
        """One course; without `people` nothing of its roster and of who was there. Memory does not grow with it."""
        async for record in self._people_of(course_id, everybody=people):
            yield record
        async for record in self._course(course_id, people=people):
            yield record

    async def everything(self) -> AsyncIterator[kept.Record]:
        """All people with their accounts, what admins set, each course in full, and what was."""
        async for row in self._tx.stream(kept_rows.person_rows(), at_once=AT_ONCE):
            yield _record(kept.PersonRecord, row)
        async for row in self._tx.stream(kept_rows.account_rows(), at_once=AT_ONCE):
            yield _record(kept.AccountRecord, row)
        for number in await self._tx.scalars(select(PERSON.c.id).where(PERSON.c.admin.is_(True)).order_by(PERSON.c.id)):
            yield kept.AdminRecord(id=number)
        async for record in self._all_of(GLOBAL):
            yield record
        for course_id in await self._tx.scalars(select(COURSE.c.id).order_by(COURSE.c.id)):
            async for record in self._course(course_id, people=True):
                yield record
        async for record in self._all_of(HISTORY):
            yield record

    async def _all_of(self, tables: Iterable[Kept]) -> AsyncIterator[kept.Record]:
        for one in tables:
            async for row in self._tx.stream(kept_rows.all_rows(one), at_once=AT_ONCE):
                yield _record(one.record, row)

    async def _people_of(self, course_id: CourseId, *, everybody: bool) -> AsyncIterator[kept.Record]:
        named = set(await self._tx.scalars(kept_rows.people_of(course_id, everybody=everybody)))
        if everybody:
            named |= await self._decided_for(course_id)
        async for row in self._tx.stream(kept_rows.person_rows(), at_once=AT_ONCE):
            if row["id"] not in named:
                continue
            person = _record(kept.PersonRecord, row)
            yield person if everybody else _by_name(row)

    async def _decided_for(self, course_id: CourseId) -> set[int]:
        here = select(OCCURRENCE.c.id).where(OCCURRENCE.c.course_id == course_id)
        lists = await self._tx.scalars(select(DECISION.c.people).where(DECISION.c.occurrence_id.in_(here)))
        return {number for people in lists for number in people}

    async def _course(self, course_id: CourseId, *, people: bool) -> AsyncIterator[kept.Record]:
        row = await self._tx.one(kept_rows.course_row(course_id))
        if row is None:
            raise NotFound(_("I don't know that course."), next_step=_("`course list` shows those I know."))
        course = _record(kept.CourseRecord, row)
        yield course if people else kept.without_guests(course)
        passing = await HostingRepository(self._tx).passing(course_id)
        for one in KEPT:
            if people or not one.record.personal:
                async for record in self._rows(one, course_id):
                    lasting = _without_passing(record, passing)
                    yield lasting if people else kept.without_guests(lasting)

    async def _rows(self, one: Kept, course_id: CourseId) -> AsyncIterator[kept.Record]:
        async for row in self._tx.stream(kept_rows.rows_of(one, course_id), at_once=AT_ONCE):
            yield _record(one.record, row)

    # The files.

    async def add(self, **new: Unpack[NewBackup]) -> int:
        """Its number; the pieces follow, in the same unit or in later ones."""
        number: int = await self._tx.scalar(
            self._tx.insert(BACKUP).values(created_at=self._tx.clock(), **new).returning(BACKUP.c.id)
        )
        return number

    def in_days(self, days: int | None) -> datetime | None:
        """Until when a backup stays that goes after so many days; None: for good."""
        return None if days is None else self._tx.clock() + timedelta(days=days)

    async def add_piece(self, backup_id: int, position: int, content: bytes) -> None:
        row = {"backup_id": backup_id, "position": position, "content": content}
        await self._tx.change(self._tx.insert(BACKUP_PIECE).values(row))

    async def get(self, backup_id: int) -> KeptBackup:
        found = await self.find(backup_id)
        if found is None:
            raise NotFound(
                _("I have no backup {number}.").replace("{number}", str(backup_id)),
                next_step=_("`backup list` shows those I keep."),
            )
        return found

    async def find(self, backup_id: int) -> KeptBackup | None:
        row = await self._tx.one(select(BACKUP).where(BACKUP.c.id == backup_id))
        return _read(row) if row else None

    async def newest(
        self, course_id: CourseId | None = None, *, offset: int = 0, limit: int = 10
    ) -> tuple[KeptBackup, ...]:
        """The newest first; of one course, or of all and everything."""
        wanted = select(BACKUP).order_by(BACKUP.c.created_at.desc(), BACKUP.c.id.desc()).offset(offset).limit(limit)
        if course_id is not None:
            wanted = wanted.where(BACKUP.c.course_id == course_id)
        return tuple(map(_read, await self._tx.all(wanted)))

    async def latest(self, course_id: CourseId, kind: Kind | None = None) -> KeptBackup | None:
        wanted = select(BACKUP).where(BACKUP.c.course_id == course_id)
        if kind is not None:
            wanted = wanted.where(BACKUP.c.kind == kind)
        row = await self._tx.one(wanted.order_by(BACKUP.c.created_at.desc(), BACKUP.c.id.desc()).limit(1))
        return _read(row) if row else None

    async def pieces(self, backup_id: int) -> AsyncIterator[bytes]:
        """Its content in order, one piece held at a time."""
        position = 0
        while (piece := await self._piece(backup_id, position)) is not None:
            yield piece
            position += 1

    async def _piece(self, backup_id: int, position: int) -> bytes | None:
        content: bytes | None = await self._tx.scalar(
            select(BACKUP_PIECE.c.content).where(
                BACKUP_PIECE.c.backup_id == backup_id, BACKUP_PIECE.c.position == position
            )
        )
        return content

    async def hold(self) -> None:
        """Until this unit ends nobody files another: who is at it is waited for, and seen."""
        # SQLite has one writer at a time anyway.
        if self._tx.dialect == "postgresql":
            await self._tx.change(text("LOCK TABLE backup IN SHARE ROW EXCLUSIVE MODE"))

    async def numbers(self) -> tuple[int, ...]:
        return tuple(await self._tx.scalars(select(BACKUP.c.id).order_by(BACKUP.c.id)))

    async def rewrite(self, backup_id: int, kept_of: Callable[[kept.Record], kept.Record | None]) -> bool:
        """Its content anew, each record as `kept_of` gives it, or without it; False where nothing changed.

        Raises BackupFault for content that is not sound. Holds the packed content once.
        """
        reader, changed = Reader(), False
        writer: Writer | None = None
        out = bytearray()
        async for piece in self.pieces(backup_id):
            for record in reader.feed(piece):
                if writer is None:
                    assert reader.header is not None  # noqa: S101 - it stands before the first record
                    writer = Writer(reader.header)
                fresh = kept_of(record)
                changed = changed or fresh != record
                if fresh is not None:
                    out += writer.add(fresh)
        reader.finish()
        if writer is None or not changed:
            return False
        out += writer.finish()
        await self._tx.change(delete(BACKUP_PIECE).where(BACKUP_PIECE.c.backup_id == backup_id))
        for position, start in enumerate(range(0, len(out), PIECE)):
            await self.add_piece(backup_id, position, bytes(out[start : start + PIECE]))
        values = {"sha256": writer.sha256, "size": len(out), "records": writer.records}
        await self._tx.change(update(BACKUP).where(BACKUP.c.id == backup_id).values(**values))
        return True

    async def delete(self, backup_id: int) -> bool:
        """False where it is gone already, or where a restore needs it."""
        return await self._forget(select(BACKUP.c.id).where(BACKUP.c.id == backup_id)) == 1

    async def keep_longer(self, backup_id: int, days: int) -> None:
        """It still is what would be made now, so it stays as long as a new one would."""
        mine = update(BACKUP).where(BACKUP.c.id == backup_id)
        await self._tx.change(mine.values(kept_until=self.in_days(days)))

    async def forget_old(self) -> int:
        """Takes away those whose time is over, with restores that nobody can undo any more; how many backups."""
        over = select(RESTORE.c.id).where(
            RESTORE.c.state.in_(_OVER), RESTORE.c.created_at < self._tx.clock() - _RESTORES_KEPT
        )
        await self._tx.change(delete(RESTORE_ITEM).where(RESTORE_ITEM.c.restore_id.in_(over)))
        await self._tx.change(delete(RESTORE).where(RESTORE.c.id.in_(over)))
        return await self._forget(select(BACKUP.c.id).where(BACKUP.c.kept_until < self._tx.clock()))

    async def _forget(self, which: Select[Any]) -> int:
        used = select(RESTORE.c.id).where(or_(RESTORE.c.backup_id == BACKUP.c.id, RESTORE.c.safety_id == BACKUP.c.id))
        numbers = await self._tx.scalars(which.where(~used.exists()))
        await self._tx.change(delete(BACKUP_PIECE).where(BACKUP_PIECE.c.backup_id.in_(numbers)))
        return await self._tx.change(delete(BACKUP).where(BACKUP.c.id.in_(numbers)))

    async def count(self, course_id: CourseId | None = None) -> int:
        wanted = select(func.count()).select_from(BACKUP)
        many: int = await self._tx.scalar(
            wanted if course_id is None else wanted.where(BACKUP.c.course_id == course_id)
        )
        return many


def _record(kind: type[kept.Record], row: Any) -> kept.Record:
    values = {name: row[name] for name in kinds_of(kind)}
    if kind is kept.MeetingRecord:
        values["state"] = MeetingState(values["state"])
    return kind(**values)


def _without_passing(record: kept.Record, passing: Mapping[int, frozenset[str]]) -> kept.Record:
    """The lists of alternative hosts without who stands in on a date: a substitute's record tells of them.

    On these lists they would come back as hosts for good, and nobody would take them off.
    """
    match record:
        case kept.MeetingRecord(id=number) | kept.ZoomSettingsRecord(meeting_id=number) if number in passing:
            return kept.without_hosts(record, passing[number])
        case _:
            return record


def _by_name(row: Any) -> kept.PersonRecord:
    """Who runs a class, and nothing else about them."""
    return kept.PersonRecord(id=row["id"], name=row["name"], email=row["email"])


def _read(row: Any) -> KeptBackup:
    return KeptBackup(
        made_at=row[BACKUP.c.created_at],
        kept_until=row[BACKUP.c.kept_until],
        **{name: row[BACKUP.c[name]] for name in _KEPT},
    )
