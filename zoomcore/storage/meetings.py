"""Booked meetings: made, confirmed, moved, cancelled. Their dates, runs, changes and lists are next door."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import and_, literal, or_, select, update

from zoomcore.domain.dates import Pairing, ZoomDate
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.options import Options
from zoomcore.domain.people import CourseId, Person, PersonId
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.errors import NotFound
from zoomcore.storage.changes import Changes
from zoomcore.storage.listing import Listing
from zoomcore.storage.runs import Runs
from zoomcore.storage.tables import MEETING, PERSON
from zoomcore.storage.values import options_to_columns, read_meeting, read_person
from zoomcore.wording import _

_ALIVE = (MeetingState.CREATING, MeetingState.SCHEDULED, MeetingState.CHANGING)


class NewMeeting(TypedDict):
    ref: str
    kind: MeetingKind
    course_id: CourseId
    host_id: PersonId
    created_by: PersonId
    topic: str
    schedule: Schedule
    options: Options
    section: NotRequired[str]
    passcode: NotRequired[str | None]


class TakenIn(TypedDict, total=False):
    """What Zoom has otherwise, to be written as ours."""

    topic: str
    schedule: Schedule
    join_url: str
    options: Options
    host_id: PersonId
    section: str


def _columns(schedule: Schedule, options: Options) -> dict[str, object]:
    return {"schedule": schedule_to_data(schedule), **options_to_columns(options)}


class MeetingRepository(Listing, Runs, Changes):
    async def add(self, **new: Unpack[NewMeeting]) -> Meeting:
        """A wish that Zoom does not know yet (CREATING). One statement."""
        row = await self._tx.one(
            self._tx.insert(MEETING)
            .values(
                created_at=self._tx.clock(),
                state=MeetingState.CREATING,
                version=1,
                join_url="",
                error="",
                **{"section": "", **new, **_columns(new["schedule"], new["options"])},
            )
            .returning(MEETING)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return read_meeting(row)

    async def get(self, meeting_id: int) -> Meeting:
        row = await self._tx.one(select(MEETING).where(MEETING.c.id == meeting_id))
        if row is None:
            raise NotFound(_("I don't know that class."), next_step=_("`list` shows the coming ones."))
        return read_meeting(row)

    async def find_by_number(self, zoom_id: int) -> Meeting | None:
        """By Zoom's own number."""
        row = await self._tx.one(select(MEETING).where(MEETING.c.zoom_id == zoom_id))
        return read_meeting(row) if row else None

    async def alive_of(self, course_id: CourseId) -> tuple[tuple[Meeting, Person], ...]:
        """A course's booked classes with their hosts, oldest first, whether or not any of their dates is to come."""
        rows = await self._tx.all(
            select(MEETING, PERSON)
            .join_from(MEETING, PERSON, PERSON.c.id == MEETING.c.host_id)
            .where(MEETING.c.course_id == course_id, MEETING.c.state.in_(_ALIVE))
            .order_by(MEETING.c.id)
        )
        return tuple((read_meeting(row), read_person(row)) for row in rows)

    async def mark_sent(self, meeting_id: int, at: datetime | None) -> None:
        """Written before the request leaves: whoever comes after a crash knows that it must look first.

        None takes it back, where the request surely had no effect.
        """
        await self._tx.change(update(MEETING).where(MEETING.c.id == meeting_id).values(sent_at=at))

    async def keep_passcode(self, meeting_id: int, sealed: str, *, instead_of: str | None = None) -> str:
        """Kept while the meeting waits for Zoom; the one that stands: whoever was quicker has said it for all."""
        as_read = and_(MEETING.c.id == meeting_id, MEETING.c.passcode.is_not_distinct_from(instead_of))
        if await self._tx.change(update(MEETING).where(as_read).values(passcode=sealed)) == 1:
            return sealed
        kept: str | None = await self._tx.scalar(select(MEETING.c.passcode).where(MEETING.c.id == meeting_id))
        return kept or sealed

    async def record_created(
        self, meeting_id: int, *, zoom_id: int, join_url: str, occurrences: Sequence[tuple[str, datetime | None, int]]
    ) -> bool:
        """What Zoom made, with its dates (Zoom's id, start, minutes); False where it no longer waits for Zoom.

        A passcode is Zoom's from now on, and kept here no longer.
        """
        course_id: int | None = await self._tx.scalar(
            update(MEETING)
            .where(MEETING.c.id == meeting_id, MEETING.c.state == MeetingState.CREATING)
            .values(
                state=MeetingState.SCHEDULED,
                zoom_id=zoom_id,
                join_url=join_url,
                passcode=None,
                version=MEETING.c.version + 1,
            )
            .returning(MEETING.c.course_id)
        )
        if course_id is None:
            return False
        dates = [ZoomDate(occurrence_id=one, start=start, minutes=minutes) for one, start, minutes in occurrences]
        await self._add_dates(meeting_id, course_id, dates)
        return True

    async def record_failed(self, meeting_id: int, reason: str) -> bool:
        """Zoom never had it; False where it is no longer waiting for Zoom."""
        failed = {"state": MeetingState.FAILED, "error": reason, "version": MEETING.c.version + 1}
        waiting = and_(MEETING.c.id == meeting_id, MEETING.c.state == MeetingState.CREATING)
        return await self._tx.change(update(MEETING).where(waiting).values(**failed)) == 1

    async def set_state(
        self, meeting_id: int, from_states: Collection[MeetingState], to: MeetingState, version: int | None = None
    ) -> bool:
        """False where somebody was quicker: it is in none of these states, or not at that version, any more."""
        at_version = or_(literal(version is None), MEETING.c.version == (version or 0))
        found = and_(MEETING.c.id == meeting_id, MEETING.c.state.in_(from_states), at_version)
        changed = update(MEETING).where(found).values(state=to, version=MEETING.c.version + 1)
        return await self._tx.change(changed) == 1

    async def reschedule(self, meeting_id: int, *, schedule: Schedule, topic: str) -> None:
        """Its plan and topic; its dates follow with `apply_dates`."""
        await self._tx.change(
            update(MEETING)
            .where(MEETING.c.id == meeting_id)
            .values(schedule=schedule_to_data(schedule), topic=topic, version=MEETING.c.version + 1)
        )

    async def take_in(self, meeting: Meeting, state: MeetingState, **changes: Unpack[TakenIn]) -> bool:
        """As Zoom has it; False where the meeting is no more as it was read: somebody here was quicker."""
        values: dict[str, object] = dict(changes)
        if "schedule" in changes:
            values["schedule"] = schedule_to_data(changes["schedule"])
        if "options" in changes:
            values |= options_to_columns(changes["options"])
        as_read = and_(
            MEETING.c.id == meeting.id, MEETING.c.state == meeting.state, MEETING.c.version == meeting.version
        )
        taken = update(MEETING).where(as_read).values(state=state, version=MEETING.c.version + 1, **values)
        return await self._tx.change(taken) == 1

    async def apply_dates(self, meeting_id: int, pairing: Pairing) -> None:
        """Our dates as Zoom shows them now: those kept keep our number, those gone are cancelled, the past stays."""
        for number, date in pairing.kept:
            await self._keep_date(number, date)
        await self._cancel_dates(pairing.gone)
        if pairing.added:
            course_id: int = await self._tx.scalar(select(MEETING.c.course_id).where(MEETING.c.id == meeting_id))
            await self._add_dates(meeting_id, course_id, pairing.added)
