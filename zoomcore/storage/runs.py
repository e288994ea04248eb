"""When meetings were really held, as Zoom's webhooks tell it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.runs import Run, date_of_run, latest_run
from zoomcore.storage.dates import Dates
from zoomcore.storage.tables import MEETING, OCCURRENCE, RUN


class Runs(Dates):
    """The part of the meeting repository that is about runs. Late, repeated and disordered words change nothing."""

    async def record_started(self, zoom_id: int, uuid: str, at: datetime) -> DatedClass | None:
        """The date it belongs to; None for a meeting we don't know or that has no date."""
        return await self._record(zoom_id, uuid, "started_at", at)

    async def record_ended(self, zoom_id: int, uuid: str, at: datetime) -> DatedClass | None:
        """As `record_started`; it may come first."""
        return await self._record(zoom_id, uuid, "ended_at", at)

    async def record_seen(self, zoom_id: int, uuid: str, at: datetime) -> tuple[int | None, bool] | None:
        """Files a run that somebody was seen in, before or after its start was told: its date, and whether it ended.

        None for a meeting we don't know. One statement for a run that is filed already.
        """
        row = await self._tx.one(select(RUN.c.occurrence_id, RUN.c.ended_at).where(RUN.c.uuid == uuid))
        if row is None:
            meeting_id: int | None = await self._tx.scalar(select(MEETING.c.id).where(MEETING.c.zoom_id == zoom_id))
            if meeting_id is None:
                return None
            nearest = date_of_run(await self.occurrences(meeting_id), at)
            filed = {"uuid": uuid, "meeting_id": meeting_id, "occurrence_id": nearest.id if nearest else None}
            await self._tx.change(self._tx.insert(RUN).values(**filed).on_conflict_do_nothing(index_elements=["uuid"]))
            return (nearest.id if nearest else None), False
        return row[RUN.c.occurrence_id], row[RUN.c.ended_at] is not None

    async def last_held(self) -> datetime | None:
        """When the latest of all runs ended, however that was learnt."""
        ended: datetime | None = await self._tx.scalar(select(func.max(RUN.c.ended_at)))
        return ended

    async def _record(self, zoom_id: int, uuid: str, column: str, at: datetime) -> DatedClass | None:
        meeting_id: int | None = await self._tx.scalar(
            select(MEETING.c.id).where(MEETING.c.zoom_id == zoom_id).with_for_update()
        )
        if meeting_id is None:
            return None
        occurrence_id = await self._file_run(meeting_id, uuid, column, at)
        if occurrence_id is None:
            return None
        runs = await self._tx.all(select(RUN).where(RUN.c.occurrence_id == occurrence_id))
        shown = latest_run([Run(started_at=row[RUN.c.started_at], ended_at=row[RUN.c.ended_at]) for row in runs])
        if shown is not None:
            held = {"started_at": shown.started_at, "ended_at": shown.ended_at}
            await self._tx.change(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence_id).values(**held))
        return await self.get_occurrence(occurrence_id)

    async def _file_run(self, meeting_id: int, uuid: str, column: str, at: datetime) -> int | None:
        """The date of the run: the one it has, else the nearest. What was told first of an instant stands."""
        filed: int | None = await self._tx.scalar(select(RUN.c.occurrence_id).where(RUN.c.uuid == uuid))
        if filed is None:
            nearest = date_of_run(await self.occurrences(meeting_id), at)
            filed = nearest.id if nearest else None
        values: dict[str, Any] = {"uuid": uuid, "meeting_id": meeting_id, "occurrence_id": filed, column: at}
        await self._tx.change(
            self._tx.insert(RUN)
            .values(**values)
            .on_conflict_do_update(
                index_elements=["uuid"], set_={column: func.coalesce(RUN.c[column], at), "occurrence_id": filed}
            )
        )
        return filed
