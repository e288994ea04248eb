"""Who stands in for a host on one date, and what was last read of hosts' settings at Zoom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import RowMapping, and_, case, or_, select, update

from zoomcore.domain.meetings import DatedClass, OccurrenceState
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.substitutes import LIVING, Substitute, SubstituteState
from zoomcore.errors import NotFound
from zoomcore.storage.dates import dated_rows
from zoomcore.storage.tables import HOST_SETTINGS, MEETING, OCCURRENCE, PERSON, STANDING_IN, SUBSTITUTE
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_dated
from zoomcore.wording import _

_T = SUBSTITUTE.c
_LIVING = _T.state.in_(sorted(LIVING))
#: Whom Zoom has, may have, or is about to have.
_THERE = or_(_LIVING, _T.leaving)


class NewSubstitute(TypedDict):
    meeting_id: int
    occurrence_id: int
    person_id: PersonId
    asked_by: PersonId


class HostingRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Substitutes.

    async def add(self, **new: Unpack[NewSubstitute]) -> Substitute:
        row = await self._tx.one(
            self._tx.insert(SUBSTITUTE)
            .values(
                created_at=self._tx.clock(),
                state=SubstituteState.ASKED,
                stays=None,
                start=None,
                called_off=False,
                kept_by="",
                leaving=False,
                **new,
            )
            .returning(SUBSTITUTE)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return _read(row)

    async def find(self, substitute_id: int) -> Substitute | None:
        """None for nobody, and for somebody who was erased."""
        row = await self._tx.one(select(SUBSTITUTE).where(_T.id == substitute_id))
        return _read(row) if row else None

    async def of_date(self, occurrence_id: int) -> Substitute | None:
        """Who holds that date, or is about to."""
        row = await self._tx.one(select(SUBSTITUTE).where(_T.occurrence_id == occurrence_id, _LIVING).limit(1))
        return _read(row) if row else None

    async def of_class(self, meeting_id: int) -> tuple[Substitute, ...]:
        """All that stand in on dates of that class, or are about to, in order of the dates."""
        rows = await self._tx.all(
            select(SUBSTITUTE)
            .join_from(SUBSTITUTE, OCCURRENCE, OCCURRENCE.c.id == _T.occurrence_id)
            .where(_T.meeting_id == meeting_id, _LIVING)
            .order_by(OCCURRENCE.c.start, _T.id)
        )
        return tuple(map(_read, rows))

    async def of_person(self, meeting_id: int, person_id: PersonId) -> tuple[Substitute, ...]:
        """What they hold of that class, or are about to, or held and are yet to leave for."""
        theirs = _T.meeting_id == meeting_id, _T.person_id == person_id, _THERE
        return tuple(map(_read, await self._tx.all(select(SUBSTITUTE).where(*theirs).order_by(_T.id))))

    async def standing_in(self, meeting_id: int, now: datetime) -> Mapping[str, DatedClass]:
        """E-mail → the last date to come that they surely hold."""
        rows = await self._tx.all(
            dated_rows()
            .add_columns(STANDING_IN.c.email)
            .where(
                OCCURRENCE.c.meeting_id == meeting_id,
                OCCURRENCE.c.state == OccurrenceState.SCHEDULED,
                or_(OCCURRENCE.c.ends_at.is_(None), OCCURRENCE.c.ends_at > now),
                SUBSTITUTE.c.id.is_not(None),
            )
            .order_by(OCCURRENCE.c.start)
        )
        return {row[STANDING_IN.c.email] or "": read_dated(row) for row in rows}

    async def settle_stays(self, meeting_id: int, person_id: PersonId, *, stays: bool) -> bool:
        """Whether they are an alternative host when their dates are over; False where they hold none, or it was so.

        Who is yet to leave stays by it, too.
        """
        theirs = update(SUBSTITUTE).where(
            _T.meeting_id == meeting_id, _T.person_id == person_id, _THERE, _T.stays.is_not(stays)
        )
        return await self._tx.change(theirs.values(stays=stays)) > 0

    async def of_course(self, course_id: CourseId) -> tuple[Substitute, ...]:
        """All that stand in on dates of the course's classes, or are about to."""
        here = select(MEETING.c.id).where(MEETING.c.course_id == course_id)
        rows = await self._tx.all(select(SUBSTITUTE).where(_T.meeting_id.in_(here), _LIVING).order_by(_T.id))
        return tuple(map(_read, rows))

    async def passing(self, course_id: CourseId) -> Mapping[int, frozenset[str]]:
        """Meeting → e-mails of those who are its alternative hosts only until the date they stand in on is over.

        Who is yet to leave is among them.
        """
        rows = await self._tx.all(
            select(_T.meeting_id, PERSON.c.email)
            .join_from(SUBSTITUTE, PERSON, PERSON.c.id == _T.person_id)
            .join(MEETING, MEETING.c.id == _T.meeting_id)
            .where(MEETING.c.course_id == course_id, _THERE, _T.stays.is_(False))
        )
        found: dict[int, frozenset[str]] = {}
        for row in rows:
            found[row[_T.meeting_id]] = found.get(row[_T.meeting_id], frozenset()) | {row[PERSON.c.email] or ""}
        return found

    async def stands_in(self, person_id: PersonId, course_id: CourseId | None) -> bool:
        """Whether they hold a date of the course, or of any."""
        here = () if course_id is None else (OCCURRENCE.c.course_id == course_id,)
        on = and_(_T.person_id == person_id, _T.state == SubstituteState.ON, *here)
        found = select(_T.id).join_from(SUBSTITUTE, OCCURRENCE, OCCURRENCE.c.id == _T.occurrence_id).where(on)
        return await self._tx.one(found.limit(1)) is not None

    async def set_state(self, substitute_id: int, before: SubstituteState, to: SubstituteState) -> bool:
        """False where somebody was quicker."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id, _T.state == before)
        return await self._tx.change(mine.values(state=to)) == 1

    async def ask_again(self, substitute_id: int) -> None:
        """After a refusal. Whether they stay is read anew, unless Zoom may have them since then."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id, _T.state == SubstituteState.REFUSED)
        stays = case((_T.leaving, _T.stays), else_=None)
        await self._tx.change(mine.values(state=SubstituteState.ASKED, stays=stays))

    async def note_stays(self, substitute_id: int, *, stays: bool) -> None:
        """Once: what was read at Zoom before anything was changed there."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id, _T.stays.is_(None))
        await self._tx.change(mine.values(stays=stays))

    async def keep_for(self, substitute_id: int, job: str) -> bool:
        """That job keeps the class on their account; False where another one does."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id, _T.kept_by.in_(("", job)))
        return await self._tx.change(mine.values(kept_by=job)) == 1

    async def free(self, substitute_id: int, job: str) -> bool:
        """False where that job keeps nothing any more."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id, _T.kept_by == job)
        return await self._tx.change(mine.values(kept_by="")) == 1

    async def note_leaving(self, substitute_id: int, *, leaving: bool) -> None:
        """Whether Zoom may know them, though they hold the date no more."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id)
        await self._tx.change(mine.values(leaving=leaving))

    async def note_told(self, substitute_id: int, start: datetime | None, *, called_off: bool = False) -> None:
        """What they know of their date from now on."""
        mine = update(SUBSTITUTE).where(_T.id == substitute_id)
        await self._tx.change(mine.values(start=start, called_off=called_off))

    async def have_left(self, meeting_id: int) -> Mapping[int, str]:
        """Number → e-mail of those who start that class no more, and never were its alternative hosts for good."""
        left = (SubstituteState.OVER, SubstituteState.OFF, SubstituteState.REFUSED)
        rows = await self._tx.all(
            select(_T.id, PERSON.c.email)
            .join_from(SUBSTITUTE, PERSON, PERSON.c.id == _T.person_id)
            .where(_T.meeting_id == meeting_id, _T.state.in_(left), _T.stays.is_(False))
        )
        return {row[_T.id]: row[PERSON.c.email] or "" for row in rows}

    # Settings of hosts.

    async def settings(self, person_id: PersonId) -> tuple[Mapping[str, Any], datetime] | None:
        """As Zoom wrote them, and when they were read."""
        row = await self._tx.one(select(HOST_SETTINGS).where(HOST_SETTINGS.c.person_id == person_id))
        return (row[HOST_SETTINGS.c.settings], row[HOST_SETTINGS.c.read_at]) if row else None

    async def keep_settings(self, person_id: PersonId, settings: Mapping[str, Any]) -> None:
        kept = {"settings": dict(settings), "read_at": self._tx.clock()}
        insert = self._tx.insert(HOST_SETTINGS).values(person_id=person_id, **kept)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["person_id"], set_=kept))


def require_substitute(found: Substitute | None) -> Substitute:
    if found is None:
        raise NotFound(_("Nobody stands in for that class."), next_step=_("`sub` shows who does."))
    return found


def _read(row: RowMapping) -> Substitute:
    return Substitute(
        id=row[_T.id],
        meeting_id=row[_T.meeting_id],
        occurrence_id=row[_T.occurrence_id],
        person_id=row[_T.person_id],
        asked_by=row[_T.asked_by],
        state=row[_T.state],
        stays=row[_T.stays],
        start=row[_T.start],
        called_off=row[_T.called_off],
        kept_by=row[_T.kept_by],
        leaving=row[_T.leaving],
    )
