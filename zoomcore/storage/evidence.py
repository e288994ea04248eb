"""What Zoom told about who came, and how far its reports were read. Repeats and late rows change nothing twice."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, case, delete, distinct, func, or_, select, true

from zoomcore.domain.attendance.evidence import EvidenceSource, HeldRun, JoinClick, ParticipantRecord, Where
from zoomcore.domain.attendance.sheets import MENDABLE, FiledRun, Reading, ReadingState, SheetState
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import CLICK, MEETING, OCCURRENCE, PARTICIPANT, READING, RUN, SHEET
from zoomcore.storage.transaction import Transaction

_FILED = RUN.alias("filed")
_ALIVE = (MeetingState.SCHEDULED, MeetingState.CHANGING)
_KEPT = ("run", "source", "name", "email", "zoom_user_id", "registrant_id", "connection", "joined_at", "left_at")
_READING = ("run", "state", "source", "reads", "rows", "digest", "read_at", "reason")


class EvidenceRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Rows.

    async def add(self, records: Iterable[ParticipantRecord]) -> None:
        """In chunks of 500; a row that is there already is only completed: a later leaving, an e-mail not known before.

        Their runs must be known (`meetings.record_started` or `record_ended` file them).
        """
        insert = self._tx.insert(PARTICIPANT)
        new = insert.excluded
        filled = {
            name: case((new[name] != "", new[name]), else_=PARTICIPANT.c[name])
            for name in ("email", "zoom_user_id", "registrant_id")
        }
        later = case(
            (PARTICIPANT.c.left_at.is_(None), new.left_at),
            (new.left_at > PARTICIPANT.c.left_at, new.left_at),
            else_=PARTICIPANT.c.left_at,
        )
        statement = insert.on_conflict_do_update(
            index_elements=["run", "row_key"], set_={**filled, "left_at": later, "name": new.name}
        )
        # One statement must not meet a row twice, so repeats within the list are merged by their order first.
        rows = list({(one.run, _row_key(one)): self._values(one) for one in records}.values())
        for start in range(0, len(rows), CHUNK):
            await self._tx.add_many(statement, rows[start : start + CHUNK])

    def _values(self, record: ParticipantRecord) -> dict[str, object]:
        kept = {name: getattr(record, name) for name in _KEPT}
        return {**kept, "place": record.where, "row_key": _row_key(record), "seen_at": self._tx.clock()}

    async def of_occurrence(self, occurrence_id: int) -> tuple[ParticipantRecord, ...]:
        """Every row of all its runs, in the order they came to be known. One statement."""
        rows = await self._tx.all(
            select(PARTICIPANT)
            .join_from(PARTICIPANT, RUN, RUN.c.uuid == PARTICIPANT.c.run)
            .where(RUN.c.occurrence_id == occurrence_id)
            .order_by(PARTICIPANT.c.id)
        )
        return tuple(
            ParticipantRecord(where=row[PARTICIPANT.c.place], **{name: row[PARTICIPANT.c[name]] for name in _KEPT})
            for row in rows
        )

    async def seen_live(self, run: str) -> int:
        """How many people webhooks told of in a run, as far as ids, e-mails and names tell them apart."""
        who = func.coalesce(func.nullif(PARTICIPANT.c.zoom_user_id, ""), func.nullif(PARTICIPANT.c.email, ""))
        told = and_(PARTICIPANT.c.run == run, PARTICIPANT.c.source == EvidenceSource.WEBHOOK)
        many: int = await self._tx.scalar(
            select(func.count(distinct(func.coalesce(who, PARTICIPANT.c.name)))).where(told)
        )
        return many

    async def count_live(self, run: str) -> int:
        """How many rows webhooks brought for a run."""
        many: int = await self._tx.scalar(
            select(func.count()).where(PARTICIPANT.c.run == run, PARTICIPANT.c.source == EvidenceSource.WEBHOOK)
        )
        return many

    async def older_than(self, moment: datetime, *, limit: int) -> tuple[int, ...]:
        """Occurrences that have rows and whose last run ended before then, or began then and was never told to end."""
        last = func.max(func.coalesce(RUN.c.ended_at, RUN.c.started_at, type_=RUN.c.ended_at.type))
        numbers = await self._tx.scalars(
            select(RUN.c.occurrence_id)
            .where(RUN.c.occurrence_id.is_not(None))
            .group_by(RUN.c.occurrence_id)
            .having(last < moment)
            .having(
                RUN.c.occurrence_id.in_(
                    select(_FILED.c.occurrence_id).join_from(_FILED, PARTICIPANT, PARTICIPANT.c.run == _FILED.c.uuid)
                )
            )
            .order_by(RUN.c.occurrence_id)
            .limit(limit)
        )
        return tuple(numbers)

    async def forget(self, occurrence_id: int) -> int:
        """Deletes every row of its runs; how many there were."""
        runs = select(RUN.c.uuid).where(RUN.c.occurrence_id == occurrence_id)
        return await self._tx.change(delete(PARTICIPANT).where(PARTICIPANT.c.run.in_(runs)))

    # Runs and clicks.

    async def runs(self, occurrence_id: int) -> tuple[HeldRun, ...]:
        """The times it was held, in order. One statement.

        Where Zoom's word of the start was missed, the first joining stands for it; a run of neither is left out.
        """
        joined = (
            select(func.min(PARTICIPANT.c.joined_at, type_=PARTICIPANT.c.joined_at.type))
            .where(PARTICIPANT.c.run == RUN.c.uuid, PARTICIPANT.c.place != Where.WAITING_ROOM)
            .scalar_subquery()
        )
        started = func.coalesce(RUN.c.started_at, joined, type_=RUN.c.started_at.type).label("started")
        rows = await self._tx.all(
            select(RUN.c.uuid, RUN.c.ended_at, started).where(RUN.c.occurrence_id == occurrence_id).order_by(started)
        )
        return tuple(
            HeldRun(uuid=row[RUN.c.uuid], started_at=row["started"], ended_at=row[RUN.c.ended_at])
            for row in rows
            if row["started"] is not None
        )

    async def find_run(self, uuid: str) -> FiledRun | None:
        """None for a run we don't know, or of no date of ours."""
        row = await self._tx.one(
            select(RUN, MEETING.c.kind, MEETING.c.zoom_id, OCCURRENCE.c.start, OCCURRENCE.c.duration_minutes)
            .join_from(RUN, MEETING, MEETING.c.id == RUN.c.meeting_id)
            .join(OCCURRENCE, OCCURRENCE.c.id == RUN.c.occurrence_id)
            .where(RUN.c.uuid == uuid)
        )
        if row is None:
            return None
        return FiledRun(
            uuid=uuid,
            kind=row[MEETING.c.kind],
            zoom_id=row[MEETING.c.zoom_id] or 0,
            meeting=row[RUN.c.meeting_id],
            occurrence=row[RUN.c.occurrence_id],
            started_at=row[RUN.c.started_at],
            ended_at=row[RUN.c.ended_at],
        )

    async def clicks(self, occurrence_id: int) -> tuple[JoinClick, ...]:
        rows = await self._tx.all(select(CLICK).where(CLICK.c.occurrence_id == occurrence_id).order_by(CLICK.c.at))
        return tuple(JoinClick(person=row[CLICK.c.person_id], at=row[CLICK.c.at]) for row in rows)

    # How far Zoom's reports were read.

    async def find_reading(self, run: str) -> Reading | None:
        row = await self._tx.one(select(READING).where(READING.c.run == run))
        if row is None:
            return None
        return Reading(
            occurrence=row[READING.c.occurrence_id],
            meeting=row[READING.c.meeting_id],
            **{name: row[READING.c[name]] for name in _READING},
        )

    async def readings(self, occurrence_id: int) -> tuple[Reading, ...]:
        rows = await self._tx.all(select(READING).where(READING.c.occurrence_id == occurrence_id))
        return tuple(
            Reading(
                occurrence=row[READING.c.occurrence_id],
                meeting=row[READING.c.meeting_id],
                **{name: row[READING.c[name]] for name in _READING},
            )
            for row in rows
        )

    async def keep_reading(self, reading: Reading) -> None:
        values = {name: getattr(reading, name) for name in _READING}
        insert = self._tx.insert(READING).values(occurrence_id=reading.occurrence, meeting_id=reading.meeting, **values)
        await self._tx.change(
            insert.on_conflict_do_update(
                index_elements=["run"], set_={name: insert.excluded[name] for name in (*_READING, "occurrence_id")}
            )
        )

    async def unread_runs(self, since: datetime) -> Sequence[tuple[str, int, int]]:
        """Ended runs since then whose report is not read, or could not be: (uuid, occurrence, meeting), oldest first.

        What somebody may change (a scope, a plan) is asked for again; what Zoom keeps no longer is not.
        """
        waiting = or_(
            READING.c.run.is_(None),
            READING.c.state == ReadingState.WAITING,
            and_(READING.c.state == ReadingState.UNREADABLE, READING.c.reason.in_(MENDABLE)),
        )
        rows = await self._tx.all(
            select(RUN.c.uuid, RUN.c.occurrence_id, RUN.c.meeting_id)
            .join_from(RUN, READING, READING.c.run == RUN.c.uuid, isouter=True)
            .where(RUN.c.ended_at >= since, RUN.c.occurrence_id.is_not(None), waiting)
            .order_by(RUN.c.ended_at)
        )
        return [(row[RUN.c.uuid], row[RUN.c.occurrence_id], row[RUN.c.meeting_id]) for row in rows]

    async def unended_runs(self, since: datetime, until: datetime) -> Sequence[str]:
        """Runs that began between then and of which no end was told, oldest first."""
        return await self._tx.scalars(
            select(RUN.c.uuid)
            .join_from(RUN, READING, READING.c.run == RUN.c.uuid, isouter=True)
            .where(RUN.c.started_at >= since, RUN.c.started_at < until, RUN.c.ended_at.is_(None))
            .where(
                RUN.c.occurrence_id.is_not(None), READING.c.run.is_(None) | (READING.c.state == ReadingState.WAITING)
            )
            .order_by(RUN.c.started_at)
        )

    async def unheld(
        self, since: datetime, until: datetime, *, asked_before: datetime | None = None
    ) -> Sequence[tuple[int, int]]:
        """Dates that should have been held between then and have no ended run: (occurrence, meeting), oldest first.

        Their webhook may have been missed. Not those that were called off, nor those over before `asked_before` of
        which Zoom said that nobody opened them.
        """
        recent = true() if asked_before is None else OCCURRENCE.c.ends_at >= asked_before
        ended = select(RUN.c.occurrence_id).where(RUN.c.occurrence_id == OCCURRENCE.c.id, RUN.c.ended_at.is_not(None))
        rows = await self._tx.all(
            select(OCCURRENCE.c.id, OCCURRENCE.c.meeting_id)
            .join_from(OCCURRENCE, MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id)
            .join(SHEET, SHEET.c.occurrence_id == OCCURRENCE.c.id, isouter=True)
            .where(OCCURRENCE.c.ends_at >= since, OCCURRENCE.c.ends_at < until, MEETING.c.zoom_id.is_not(None))
            .where(OCCURRENCE.c.state == OccurrenceState.SCHEDULED, MEETING.c.state.in_(_ALIVE))
            .where(~ended.exists(), or_(SHEET.c.state.is_(None), SHEET.c.state != SheetState.NOT_HELD, recent))
            .order_by(OCCURRENCE.c.ends_at)
        )
        return [(row[OCCURRENCE.c.id], row[OCCURRENCE.c.meeting_id]) for row in rows]

    async def without_dates(self) -> Sequence[tuple[int, int]]:
        """Classes at no fixed time: (occurrence, meeting). Nothing tells when one of them was missed."""
        rows = await self._tx.all(
            select(OCCURRENCE.c.id, OCCURRENCE.c.meeting_id)
            .join_from(OCCURRENCE, MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id)
            .where(OCCURRENCE.c.start.is_(None), OCCURRENCE.c.state == OccurrenceState.SCHEDULED)
            .where(MEETING.c.state.in_(_ALIVE), MEETING.c.zoom_id.is_not(None))
            .order_by(OCCURRENCE.c.id)
        )
        return [(row[OCCURRENCE.c.id], row[OCCURRENCE.c.meeting_id]) for row in rows]


def _row_key(record: ParticipantRecord) -> str:
    """Which row of its run it is.

    A webhook tells an event, so its instant is part of it; a report tells a stay, whose end may grow. Without Zoom's
    number of the joining the name and the person's ids tell them apart.
    """
    who = record.connection or f"{record.name}|{record.email}|{record.zoom_user_id}|{record.registrant_id}"
    joined = record.joined_at.isoformat() if record.joined_at else ""
    left = record.left_at.isoformat() if record.left_at and record.source is EvidenceSource.WEBHOOK else ""
    return f"{record.source}:{record.where}:{who}:{joined}:{left}"
