"""The dated repeats of meetings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from sqlalchemy import Select, and_, insert, select, update

from zoomcore.domain.dates import ZoomDate
from zoomcore.domain.meetings import DatedClass, Occurrence, OccurrenceState
from zoomcore.domain.options import Options, options_to_data
from zoomcore.domain.people import PersonId
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.errors import NotFound
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import CLICK, COURSE, MEETING, OCCURRENCE, PERSON, STANDING_IN, SUBSTITUTE
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_dated, read_occurrence
from zoomcore.wording import _


class DateChanges(TypedDict, total=False):
    start: datetime | None
    duration_minutes: int
    state: OccurrenceState
    zoom_occurrence_id: str
    options: Options


#: Only who surely holds a date: who was asked may yet be refused.
_HOLDS = and_(SUBSTITUTE.c.occurrence_id == OCCURRENCE.c.id, SUBSTITUTE.c.state == SubstituteState.ON)


def dated_rows() -> Select[Any]:
    """Every column of a DatedClass, joined; the caller says which."""
    return (
        select(OCCURRENCE, MEETING, COURSE, PERSON.c.name, STANDING_IN.c.name)
        .join_from(OCCURRENCE, MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id)
        .join(COURSE, COURSE.c.id == OCCURRENCE.c.course_id)
        .join(PERSON, PERSON.c.id == MEETING.c.host_id)
        .join(SUBSTITUTE, _HOLDS, isouter=True)
        .join(STANDING_IN, STANDING_IN.c.id == SUBSTITUTE.c.person_id, isouter=True)
    )


def _ends_at(start: datetime | None, duration_minutes: int) -> datetime | None:
    return start + timedelta(minutes=duration_minutes) if start else None


class Dates:
    """The part of the meeting repository that is about single dates."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def occurrences(self, meeting_id: int) -> tuple[Occurrence, ...]:
        """All of them, the cancelled and past ones too, in order of time."""
        rows = await self._tx.all(
            select(OCCURRENCE)
            .where(OCCURRENCE.c.meeting_id == meeting_id)
            .order_by(OCCURRENCE.c.start.is_(None), OCCURRENCE.c.start, OCCURRENCE.c.id)
        )
        return tuple(map(read_occurrence, rows))

    async def get_occurrence(self, occurrence_id: int) -> DatedClass:
        row = await self._tx.one(dated_rows().where(OCCURRENCE.c.id == occurrence_id))
        if row is None:
            raise NotFound(_("I don't know that class."), next_step=_("`list` shows the coming ones."))
        return read_dated(row)

    async def get_occurrences(self, occurrence_ids: Collection[int]) -> Mapping[int, DatedClass]:
        """Those of them that there are, by id. One statement for 500."""
        wanted = sorted(occurrence_ids)
        found: dict[int, DatedClass] = {}
        for start in range(0, len(wanted), CHUNK):
            some = OCCURRENCE.c.id.in_(wanted[start : start + CHUNK])
            dated = map(read_dated, await self._tx.all(dated_rows().where(some)))
            found |= {one.occurrence.id: one for one in dated}
        return found

    async def set_occurrence(self, occurrence_id: int, **changes: Unpack[DateChanges]) -> None:
        values: dict[str, object] = dict(changes)
        if "options" in changes:
            values["options"] = options_to_data(changes["options"])
        if {"start", "duration_minutes"} & set(changes):
            row = await self._tx.one(
                select(OCCURRENCE.c.start, OCCURRENCE.c.duration_minutes).where(OCCURRENCE.c.id == occurrence_id)
            )
            if row is None:
                return
            start = changes.get("start", row[OCCURRENCE.c.start])
            values["ends_at"] = _ends_at(start, changes.get("duration_minutes", row[OCCURRENCE.c.duration_minutes]))
        if values:
            await self._tx.change(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence_id).values(**values))

    async def hold_for(self, meeting_id: int, section: str, now: datetime) -> int:
        """Dates that have begun stay that section's, whatever their class is for from now on; how many these are."""
        begun = and_(OCCURRENCE.c.meeting_id == meeting_id, OCCURRENCE.c.section.is_(None), OCCURRENCE.c.start <= now)
        return await self._tx.change(update(OCCURRENCE).where(begun).values(section=section))

    async def record_click(self, person_id: PersonId, occurrence_id: int, at: datetime, via: str) -> None:
        """Evidence that somebody went on to Zoom; each click is a row."""
        await self._tx.change(insert(CLICK).values(person_id=person_id, occurrence_id=occurrence_id, at=at, via=via))

    async def _add_dates(self, meeting_id: int, course_id: int, dates: Sequence[ZoomDate]) -> None:
        rows: list[dict[str, object]] = [
            {
                "meeting_id": meeting_id,
                "course_id": course_id,
                "zoom_occurrence_id": one.occurrence_id,
                "start": one.start,
                "ends_at": _ends_at(one.start, one.minutes),
                "duration_minutes": one.minutes,
                "state": OccurrenceState.SCHEDULED,
                "options": {},
            }
            for one in dates
        ]
        await self._tx.add_many(insert(OCCURRENCE), rows)

    async def _keep_date(self, number: int, date: ZoomDate) -> None:
        now_so = {
            "zoom_occurrence_id": date.occurrence_id,
            "start": date.start,
            "ends_at": _ends_at(date.start, date.minutes),
            "duration_minutes": date.minutes,
        }
        await self._tx.change(update(OCCURRENCE).where(OCCURRENCE.c.id == number).values(**now_so))

    async def _cancel_dates(self, numbers: Collection[int]) -> None:
        if numbers:
            gone = update(OCCURRENCE).where(OCCURRENCE.c.id.in_(numbers))
            await self._tx.change(gone.values(state=OccurrenceState.CANCELLED))
