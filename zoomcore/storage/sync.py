"""What was last seen of each meeting at Zoom, whose lists are to be read, and what nobody was told of yet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from zoomcore.domain.dialling import DialIn
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState, OccurrenceState
from zoomcore.domain.people import CourseId, Person, PersonId
from zoomcore.domain.syncing import Difference, MeetingSync, Standing
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import MEETING, MEETING_SYNC, OCCURRENCE, PERSON
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_meeting, read_person

_WATCHED = (MeetingState.SCHEDULED, MeetingState.GONE)
_KEPT = ("meeting_id", "seen", "options", "strikes", "struck_on", "synced_at", "full_read_at")
_BLANK: Mapping[str, Any] = {"seen": {}, "options": {}, "news": [], "dial_in": [], "strikes": 0}


def _coming(now: datetime) -> ColumnElement[bool]:
    """A date that is not over, or one at no fixed time."""
    not_over = or_(OCCURRENCE.c.start.is_(None), OCCURRENCE.c.ends_at > now)
    of_it = and_(OCCURRENCE.c.meeting_id == MEETING.c.id, OCCURRENCE.c.state == OccurrenceState.SCHEDULED)
    return select(OCCURRENCE.c.id).where(of_it, not_over).exists()


class SyncRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # What was seen.

    async def find(self, meeting_id: int) -> MeetingSync | None:
        row = await self._tx.one(select(MEETING_SYNC).where(MEETING_SYNC.c.meeting_id == meeting_id))
        return MeetingSync(**{name: row[MEETING_SYNC.c[name]] for name in _KEPT}) if row else None

    async def note_listed(self, seen: Mapping[int, Mapping[str, Any]], unread: Collection[int]) -> None:
        """Meeting → its row in a list as it is now: what is listed is there, so whatever spoke against it is forgotten.

        `unread` are to be read in full, next time too if it fails now. One statement each.
        """
        listed = {"synced_at": self._tx.clock(), "strikes": 0, "struck_on": None}
        for meeting_id, row in seen.items():
            more = {"full_read_at": None} if meeting_id in unread else {}
            await self._keep(meeting_id, seen=dict(row), **listed, **more)

    async def note_read(
        self,
        meeting_id: int,
        *,
        seen: Mapping[str, Any],
        options: Mapping[str, Any],
        dial_in: Sequence[DialIn] = (),
    ) -> None:
        """Read in full just now; whatever spoke for its being gone is forgotten.

        `seen` counts only until a list was read: a list may write the same meeting in other words for ever.
        """
        now = self._tx.clock()
        numbers = [one.to_data() for one in dial_in]
        read = {
            "options": dict(options),
            "dial_in": numbers,
            "synced_at": now,
            "full_read_at": now,
            "strikes": 0,
            "struck_on": None,
        }
        insert = self._tx.insert(MEETING_SYNC).values(meeting_id=meeting_id, **{**_BLANK, **read, "seen": dict(seen)})
        await self._tx.change(insert.on_conflict_do_update(index_elements=["meeting_id"], set_=read))

    async def dial_in(self, meeting_id: int) -> tuple[DialIn, ...]:
        """The numbers by which it is called, as last read."""
        mine = select(MEETING_SYNC.c.dial_in).where(MEETING_SYNC.c.meeting_id == meeting_id)
        found: list[dict[str, Any]] | None = await self._tx.scalar(mine)
        return tuple(map(DialIn.from_data, found or ()))

    async def keep_options(self, meeting_id: int, options: Mapping[str, Any]) -> None:
        """What Zoom has beside our own columns, or shall be asked for with a meeting that is yet to be made."""
        await self._keep(meeting_id, options=dict(options))

    async def note_strikes(self, meeting_id: int, strikes: int, day: date) -> None:
        await self._keep(meeting_id, strikes=strikes, struck_on=day)

    async def _keep(self, meeting_id: int, **values: Any) -> None:
        insert = self._tx.insert(MEETING_SYNC).values(meeting_id=meeting_id, **{**_BLANK, **values})
        await self._tx.change(insert.on_conflict_do_update(index_elements=["meeting_id"], set_=values))

    # Whose lists are to be read.

    async def hosts(self, now: datetime) -> tuple[tuple[PersonId, MeetingKind], ...]:
        """Whoever hosts something that is to come, by kind: each is one list of Zoom's. One statement."""
        rows = await self._tx.all(
            select(MEETING.c.host_id, MEETING.c.kind)
            .where(MEETING.c.state.in_(_WATCHED), MEETING.c.zoom_id.is_not(None), _coming(now))
            .distinct()
            .order_by(MEETING.c.host_id, MEETING.c.kind)
        )
        return tuple((row[MEETING.c.host_id], row[MEETING.c.kind]) for row in rows)

    async def of_host(self, host_id: PersonId, kind: MeetingKind, now: datetime) -> tuple[Standing, ...]:
        """All that somebody hosts and that no change of ours is under way for. Two statements for 500."""
        watched = and_(MEETING.c.host_id == host_id, MEETING.c.kind == kind, MEETING.c.state.in_(_WATCHED))
        return await self._standing(and_(watched, MEETING.c.zoom_id.is_not(None)), now)

    async def of_numbers(self, numbers: Collection[int], now: datetime) -> tuple[Standing, ...]:
        """Those of Zoom's numbers that are meetings of ours, whoever hosts them here."""
        found: list[Standing] = []
        wanted = sorted(numbers)
        for start in range(0, len(wanted), CHUNK):
            some = MEETING.c.zoom_id.in_(wanted[start : start + CHUNK])
            found += await self._standing(and_(some, MEETING.c.state.in_(_WATCHED)), now)
        return tuple(found)

    async def _standing(self, which: ColumnElement[bool], now: datetime) -> tuple[Standing, ...]:
        rows = await self._tx.all(
            select(MEETING, MEETING_SYNC, _coming(now).label("coming"))
            .join_from(MEETING, MEETING_SYNC, MEETING_SYNC.c.meeting_id == MEETING.c.id, isouter=True)
            .where(which)
            .order_by(MEETING.c.id)
        )
        starts = await self._starts([row[MEETING.c.id] for row in rows])
        return tuple(
            Standing(
                meeting=read_meeting(row),
                sync=MeetingSync(**{name: row[MEETING_SYNC.c[name]] for name in _KEPT})
                if row[MEETING_SYNC.c.meeting_id] is not None
                else None,
                starts=frozenset(starts.get(row[MEETING.c.id], ())),
                coming=bool(row["coming"]),
            )
            for row in rows
        )

    async def _starts(self, meeting_ids: Sequence[int]) -> Mapping[int, list[datetime]]:
        found: dict[int, list[datetime]] = {}
        for start in range(0, len(meeting_ids), CHUNK):
            some = OCCURRENCE.c.meeting_id.in_(meeting_ids[start : start + CHUNK])
            dated = select(OCCURRENCE.c.meeting_id, OCCURRENCE.c.start).where(some, OCCURRENCE.c.start.is_not(None))
            for row in await self._tx.all(dated):
                found.setdefault(row[OCCURRENCE.c.meeting_id], []).append(row[OCCURRENCE.c.start])
        return found

    async def known(self, numbers: Collection[int]) -> frozenset[int]:
        """Those of Zoom's numbers that are, or were, meetings of ours."""
        found: set[int] = set()
        wanted = sorted(numbers)
        for start in range(0, len(wanted), CHUNK):
            some = MEETING.c.zoom_id.in_(wanted[start : start + CHUNK])
            found |= set(await self._tx.scalars(select(MEETING.c.zoom_id).where(some)))
        return frozenset(found)

    async def being_made(self, host_id: PersonId, topic: str) -> bool:
        """Whether a meeting of that topic is on its way to Zoom: its number is not known here yet."""
        way = and_(MEETING.c.host_id == host_id, MEETING.c.state == MeetingState.CREATING, MEETING.c.topic == topic)
        return await self._tx.one(select(MEETING.c.id).where(way).limit(1)) is not None

    async def gone(self, course_id: CourseId) -> tuple[Meeting, ...]:
        """The course's meetings that Zoom has no more, the latest first."""
        which = and_(MEETING.c.course_id == course_id, MEETING.c.state == MeetingState.GONE)
        rows = await self._tx.all(select(MEETING).where(which).order_by(MEETING.c.id.desc()))
        return tuple(map(read_meeting, rows))

    async def person_of(self, zoom_user_id: str, email: str = "") -> Person | None:
        """Who that Zoom user is here: by Zoom's id, else by e-mail."""
        if zoom_user_id:
            row = await self._tx.one(select(PERSON).where(PERSON.c.zoom_user_id == zoom_user_id).limit(1))
            if row is not None:
                return read_person(row)
        row = await self._tx.one(select(PERSON).where(PERSON.c.email == email.strip().lower())) if email else None
        return read_person(row) if row else None

    async def hosting(self, host_id: PersonId, now: datetime) -> tuple[Meeting, ...]:
        """What somebody hosts that is to come."""
        mine = and_(MEETING.c.host_id == host_id, MEETING.c.state == MeetingState.SCHEDULED, _coming(now))
        return tuple(map(read_meeting, await self._tx.all(select(MEETING).where(mine).order_by(MEETING.c.id))))

    # What is to be told.

    async def add_news(self, meeting_id: int, found: Sequence[Difference]) -> None:
        """Behind what waits already."""
        waiting: list[dict[str, Any]] | None = await self._tx.scalar(
            select(MEETING_SYNC.c.news).where(MEETING_SYNC.c.meeting_id == meeting_id).with_for_update()
        )
        await self._keep(meeting_id, news=[*(waiting or []), *(one.to_data() for one in found)])

    async def take_news(self, course_id: CourseId) -> tuple[tuple[Meeting, tuple[Difference, ...]], ...]:
        """All that waits to be told of a course; it waits no more."""
        rows = await self._tx.all(
            select(MEETING, MEETING_SYNC.c.news)
            .join_from(MEETING, MEETING_SYNC, MEETING_SYNC.c.meeting_id == MEETING.c.id)
            .where(MEETING.c.course_id == course_id)
            .order_by(MEETING.c.id)
        )
        waiting = [row for row in rows if row[MEETING_SYNC.c.news]]
        for row in waiting:
            told = update(MEETING_SYNC).where(MEETING_SYNC.c.meeting_id == row[MEETING.c.id])
            await self._tx.change(told.values(news=[]))
        return tuple((read_meeting(row), tuple(map(Difference.from_data, row[MEETING_SYNC.c.news]))) for row in waiting)
