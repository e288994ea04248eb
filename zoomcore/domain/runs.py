"""Which date a run belongs to, and what its runs say of a date: webhooks come late, twice and out of order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.domain.meetings import Occurrence, OccurrenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One time a meeting was held; either instant is None until Zoom told it."""

    started_at: datetime | None
    ended_at: datetime | None


def date_of_run(dates: Sequence[Occurrence], at: datetime) -> Occurrence | None:
    """The date nearest to an instant of the run; one still scheduled before one cancelled; None without dates."""

    def rank(one: Occurrence) -> tuple[bool, timedelta, int]:
        return (one.state is not OccurrenceState.SCHEDULED, _distance(one, at), one.id)

    return min(dates, key=rank, default=None)


def _distance(one: Occurrence, at: datetime) -> timedelta:
    """Zero while it is on. What meets at no fixed time is near to everything, but a dated one is preferred to it."""
    if one.start is None:
        return timedelta(microseconds=1)
    end = one.start + timedelta(minutes=one.duration_minutes)
    return max(one.start - at, at - end, timedelta())


def latest_run(runs: Sequence[Run]) -> Run | None:
    """What a date shows: the run that started last, so that a restart opens it again."""

    def begun(run: Run) -> datetime | None:
        return run.started_at or run.ended_at

    known = [(moment, run) for run in runs if (moment := begun(run)) is not None]
    return max(known, key=lambda pair: pair[0])[1] if known else None
