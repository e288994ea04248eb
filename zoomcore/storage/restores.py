"""Restores: what was asked for, how far each class is, and the classes that Zoom is asked for again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import and_, func, select, update

from zoomcore.domain.backups.kept import UNDO_RESTORE, ItemState, Mode, Part, Restore, RestoreItem, RestoreState
from zoomcore.domain.backups.loaded import Terms
from zoomcore.domain.dates import Pairing
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.options import Options
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.errors import NotFound
from zoomcore.storage.backup_loading import Loader
from zoomcore.storage.backup_unloading import Before, Unloader
from zoomcore.storage.meetings import MeetingRepository
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import MEETING, OCCURRENCE, RESTORE, RESTORE_ITEM, SUBSTITUTE
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import options_to_columns, read_meeting
from zoomcore.wording import _

_RESTORE = (
    "id",
    "backup_id",
    "course_id",
    "mode",
    "state",
    "requested_by",
    "version",
    "safety_id",
    "before",
    "undo_until",
    "finished_at",
)
_OVER = (RestoreState.DONE, RestoreState.FAILED, RestoreState.UNDONE)


class NewRestore(TypedDict):
    backup_id: int
    course_id: CourseId
    mode: Mode
    parts: Collection[Part]
    requested_by: PersonId


class RestoreChanges(TypedDict, total=False):
    safety_id: int
    before: Mapping[str, Any]
    undo_until: datetime | None
    finished_at: datetime


class RestoreRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def loader(self, terms: Terms) -> Loader:
        """For the records of a backup; all of it in this unit."""
        return Loader(self._tx, terms)

    def unloader(self, terms: Terms, before: Before) -> Unloader:
        """For the records of a backup that was restored; all of it in this unit."""
        return Unloader(self._tx, terms, before)

    async def add(self, **new: Unpack[NewRestore]) -> Restore:
        row = await self._tx.one(
            self._tx.insert(RESTORE)
            .values(
                created_at=self._tx.clock(),
                state=RestoreState.WAITING,
                version=1,
                before={},
                **{**new, "parts": sorted(new["parts"])},
            )
            .returning(RESTORE)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return _read(row)

    async def get(self, restore_id: int) -> Restore:
        row = await self._tx.one(select(RESTORE).where(RESTORE.c.id == restore_id))
        if row is None:
            raise NotFound(_("I don't know that restore."), next_step=_("`backup list` shows what can be restored."))
        return _read(row)

    async def open_of(self, course_id: CourseId) -> Restore | None:
        """The one that is under way, or was stopped and may go on."""
        row = await self._tx.one(
            select(RESTORE)
            .where(RESTORE.c.course_id == course_id, RESTORE.c.state.not_in(_OVER))
            .order_by(RESTORE.c.id.desc())
            .limit(1)
        )
        return _read(row) if row else None

    async def set_state(self, restore_id: int, before: Collection[RestoreState], to: RestoreState) -> bool:
        """False where somebody was quicker."""
        mine = RESTORE.c.id == restore_id, RESTORE.c.state.in_(before)
        return await self._tx.change(update(RESTORE).where(*mine).values(state=to, version=RESTORE.c.version + 1)) == 1

    async def change(self, restore_id: int, **changes: Unpack[RestoreChanges]) -> None:
        await self._tx.change(update(RESTORE).where(RESTORE.c.id == restore_id).values(**changes))

    async def finished(self, restore_id: int, at: datetime) -> None:
        await self.change(restore_id, finished_at=at, undo_until=at + UNDO_RESTORE)

    # Its classes.

    async def add_items(self, restore_id: int, items: Sequence[RestoreItem]) -> None:
        rows = [
            {
                "restore_id": restore_id,
                "meeting_id": one.meeting_id,
                "position": one.position,
                "state": one.state,
                "off": [start.isoformat() for start in one.off],
                "moved": [[start.isoformat(), to.isoformat(), minutes] for start, to, minutes in one.moved],
                "strays": [[start.isoformat(), minutes] for start, minutes in one.strays],
                "reason": one.reason,
            }
            for one in items
        ]
        await self._tx.add_many(self._tx.insert(RESTORE_ITEM).on_conflict_do_nothing(), rows)

    async def items(self, restore_id: int) -> tuple[RestoreItem, ...]:
        """In the order in which they are worked on."""
        rows = await self._tx.all(
            select(RESTORE_ITEM).where(RESTORE_ITEM.c.restore_id == restore_id).order_by(RESTORE_ITEM.c.position)
        )
        return tuple(map(_read_item, rows))

    async def set_item(self, restore_id: int, meeting_id: int, state: ItemState, reason: str = "") -> None:
        mine = RESTORE_ITEM.c.restore_id == restore_id, RESTORE_ITEM.c.meeting_id == meeting_id
        await self._tx.change(update(RESTORE_ITEM).where(*mine).values(state=state, reason=reason))

    async def counts(self, restore_id: int) -> Mapping[ItemState, int]:
        rows = await self._tx.all(
            select(RESTORE_ITEM.c.state, func.count().label("many"))
            .where(RESTORE_ITEM.c.restore_id == restore_id)
            .group_by(RESTORE_ITEM.c.state)
        )
        return {row["state"]: row["many"] for row in rows}

    # The meetings themselves.

    async def meetings_by_ref(self, refs: Sequence[str]) -> Mapping[str, Meeting]:
        """Those we have, of whatever course. One statement a chunk of 500."""
        found: dict[str, Meeting] = {}
        for start in range(0, len(refs), CHUNK):
            rows = await self._tx.all(select(MEETING).where(MEETING.c.ref.in_(refs[start : start + CHUNK])))
            found |= {meeting.ref: meeting for meeting in map(read_meeting, rows)}
        return found

    async def open_meeting(self, meeting_id: int, schedule: Schedule, options: Options) -> None:
        """It is gone at Zoom: from here on it waits to be made, as a new one does, from what is left of its plan."""
        planned = {"schedule": schedule_to_data(schedule), **options_to_columns(options)}
        anew = {"state": MeetingState.CREATING, "zoom_id": None, "join_url": "", "sent_at": None, "error": ""}
        await self._tx.change(
            update(MEETING).where(MEETING.c.id == meeting_id).values(version=MEETING.c.version + 1, **anew, **planned)
        )

    async def give_date(self, start: datetime, *, of: int, to: int) -> None:
        """One date of a meeting is another's from now on, with its links, its evidence and whoever stands in on it."""
        theirs = and_(OCCURRENCE.c.meeting_id == of, OCCURRENCE.c.start == start)
        given = update(OCCURRENCE).where(theirs).values(meeting_id=to).returning(OCCURRENCE.c.id)
        dates = await self._tx.scalars(given)
        await self._tx.change(update(SUBSTITUTE).where(SUBSTITUTE.c.occurrence_id.in_(dates)).values(meeting_id=to))

    async def record_found(self, meeting_id: int, *, zoom_id: int, join_url: str, pairing: Pairing) -> None:
        """What Zoom has of it, with our dates beside Zoom's; safe to be said twice."""
        found = {"state": MeetingState.SCHEDULED, "zoom_id": zoom_id, "join_url": join_url, "error": ""}
        await self._tx.change(
            update(MEETING).where(MEETING.c.id == meeting_id).values(version=MEETING.c.version + 1, **found)
        )
        await MeetingRepository(self._tx).apply_dates(meeting_id, pairing)


def _read(row: Any) -> Restore:
    return Restore(
        parts=frozenset(map(Part, row[RESTORE.c.parts])), **{name: row[RESTORE.c[name]] for name in _RESTORE}
    )


def _read_item(row: Any) -> RestoreItem:
    return RestoreItem(
        meeting_id=row[RESTORE_ITEM.c.meeting_id],
        position=row[RESTORE_ITEM.c.position],
        state=row[RESTORE_ITEM.c.state],
        off=tuple(map(datetime.fromisoformat, row[RESTORE_ITEM.c.off])),
        moved=tuple(
            (datetime.fromisoformat(start), datetime.fromisoformat(to), minutes)
            for start, to, minutes in row[RESTORE_ITEM.c.moved]
        ),
        strays=tuple((datetime.fromisoformat(start), minutes) for start, minutes in row[RESTORE_ITEM.c.strays]),
        reason=row[RESTORE_ITEM.c.reason],
    )
