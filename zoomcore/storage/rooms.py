"""Breakout rooms: the plan of each meeting, and who sits where."""

from dataclasses import replace

from sqlalchemy import delete, select, update

from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import CourseId
from zoomcore.domain.rooms import NOT_OURS, RoomPlan, Sitter
from zoomcore.storage.sections import of_section
from zoomcore.storage.tables import ENROLLMENT, MEETING, PERSON, ROOM_PLAN, ROOM_SEAT
from zoomcore.storage.transaction import Transaction


class RoomRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def find(self, meeting_id: int) -> RoomPlan | None:
        """Two statements."""
        row = await self._tx.one(select(ROOM_PLAN).where(ROOM_PLAN.c.meeting_id == meeting_id))
        if row is None:
            return None
        seats = await self._tx.all(select(ROOM_SEAT).where(ROOM_SEAT.c.meeting_id == meeting_id))
        return RoomPlan(
            meeting_id=meeting_id,
            pattern=row[ROOM_PLAN.c.pattern],
            size=row[ROOM_PLAN.c.size],
            rooms=tuple(row[ROOM_PLAN.c.rooms]),
            seats={one[ROOM_SEAT.c.person_id]: one[ROOM_SEAT.c.room] for one in seats},
            sent=row[ROOM_PLAN.c.sent],
            seen=row[ROOM_PLAN.c.seen],
        )

    async def keep(self, plan: RoomPlan) -> None:
        """The plan with its seats, whole; what Zoom was sent, and had, stays noted."""
        told = {"pattern": plan.pattern, "size": plan.size, "rooms": list(plan.rooms)}
        insert = self._tx.insert(ROOM_PLAN).values(meeting_id=plan.meeting_id, sent=plan.sent, seen=plan.seen, **told)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["meeting_id"], set_=told))
        await self._tx.change(delete(ROOM_SEAT).where(ROOM_SEAT.c.meeting_id == plan.meeting_id))
        rows = [{"meeting_id": plan.meeting_id, "person_id": one, "room": room} for one, room in plan.seats.items()]
        await self._tx.add_many(self._tx.insert(ROOM_SEAT), rows)

    async def note_sent(self, meeting_id: int, mark: str, *, seen: str | None) -> None:
        """`seen` marks what Zoom has now; None before it is asked, since nobody knows what it makes of it."""
        mine = update(ROOM_PLAN).where(ROOM_PLAN.c.meeting_id == meeting_id)
        await self._tx.change(mine.values(sent=mark, seen=seen))

    async def hand_over(self, old: int, new: int) -> None:
        """A meeting stands for another from now on: it gets its rooms, which Zoom does not know yet."""
        if await self.copy(old, new):
            await self._tx.change(delete(ROOM_SEAT).where(ROOM_SEAT.c.meeting_id == old))
            await self._tx.change(delete(ROOM_PLAN).where(ROOM_PLAN.c.meeting_id == old))

    async def copy(self, old: int, new: int) -> bool:
        """The same rooms for another meeting, which Zoom does not know yet; whether there are any."""
        plan = await self.find(old)
        if plan is None:
            return False
        await self.keep(replace(plan, meeting_id=new, sent="", seen=None))
        return True

    async def planned(self, course_id: CourseId | None = None) -> tuple[int, ...]:
        """The meetings at Zoom that have rooms of ours: of one course, or of all."""
        some = select(ROOM_PLAN.c.meeting_id).join_from(ROOM_PLAN, MEETING, MEETING.c.id == ROOM_PLAN.c.meeting_id)
        some = some.where(ROOM_PLAN.c.pattern.not_in(sorted(NOT_OURS)), MEETING.c.state == MeetingState.SCHEDULED)
        if course_id is not None:
            some = some.where(MEETING.c.course_id == course_id)
        return tuple(await self._tx.scalars(some.order_by(ROOM_PLAN.c.meeting_id)))

    async def people(self, meeting: Meeting) -> tuple[Sitter, ...]:
        """Whom the class is for: its section and staff, or the course; as they came to Lectern. One statement."""
        whom = select(PERSON, ENROLLMENT.c.role, ENROLLMENT.c.section)
        whom = whom.join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
        whom = whom.where(ENROLLMENT.c.course_id == meeting.course_id)
        if meeting.section:
            whom = whom.where(of_section(meeting.section))
        rows = await self._tx.all(whom.order_by(PERSON.c.id))
        return tuple(
            Sitter(
                person_id=row[PERSON.c.id],
                name=row[PERSON.c.name],
                email=row[PERSON.c.email] or "",
                role=row[ENROLLMENT.c.role],
                section=row[ENROLLMENT.c.section],
            )
            for row in rows
        )
