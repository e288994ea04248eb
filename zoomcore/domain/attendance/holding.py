"""Whether, when and how surely a class was held: out of its runs and how far Zoom's reports of them were read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from zoomcore.domain.attendance.evidence import HeldRun, JoinInterval, ParticipantRecord
from zoomcore.domain.attendance.rules import ClassTime
from zoomcore.domain.attendance.sheets import Reading, ReadingState, Sheet, SheetState
from zoomcore.domain.meetings import Occurrence

#: No meeting goes on for longer at Zoom: a run of which no end was told is over by then.
LONGEST_RUN = timedelta(hours=30)
_COMPLETE = frozenset({ReadingState.AGREED, ReadingState.LIVE_ONLY})


def scheduled(occurrence: Occurrence) -> JoinInterval | None:
    """When it was planned; None for a class at no fixed time."""
    if occurrence.start is None:
        return None
    return JoinInterval(occurrence.start, occurrence.start + timedelta(minutes=occurrence.duration_minutes))


def goes_on(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it is being held at this moment, as far as Zoom told."""
    started = occurrence.started_at
    return started is not None and occurrence.ended_at is None and now - started < LONGEST_RUN


def close_runs(
    runs: Sequence[HeldRun], records: Iterable[ParticipantRecord], readings: Mapping[str, Reading], now: datetime
) -> tuple[HeldRun, ...]:
    """The runs, with an end for those that must be over though Zoom did not tell: the last thing seen in them.

    Zoom reports only what has ended, so a run whose report was read is over.
    """
    open_runs = {run.uuid for run in runs if run.ended_at is None and _must_be_over(run, readings, now)}
    if not open_runs:
        return tuple(runs)
    last: dict[str, datetime] = {}
    for one in records:
        at = one.left_at or one.joined_at
        if one.run in open_runs and at is not None:
            last[one.run] = max(at, last.get(one.run, at))
    return tuple(
        replace(run, ended_at=max(last.get(run.uuid, run.started_at), run.started_at)) if run.uuid in open_runs else run
        for run in runs
    )


def _must_be_over(run: HeldRun, readings: Mapping[str, Reading], now: datetime) -> bool:
    read = readings.get(run.uuid)
    return now - run.started_at >= LONGEST_RUN or (read is not None and read.state is not ReadingState.WAITING)


def is_live(runs: Iterable[HeldRun]) -> bool:
    """Of closed runs (`close_runs`): whether one goes on."""
    return any(run.ended_at is None for run in runs)


def class_time(occurrence: Occurrence, runs: Iterable[HeldRun], now: datetime) -> ClassTime:
    """Of closed runs; what goes on was held until now."""
    held = (JoinInterval(run.started_at, min(run.ended_at or now, now)) for run in runs if run.started_at < now)
    return ClassTime(scheduled=scheduled(occurrence), held=tuple(one for one in held if one.end > one.start))


def of_class(runs: Sequence[HeldRun], planned: JoinInterval | None) -> tuple[HeldRun, ...]:
    """The runs that touch its time; all of them where none does, or where it has no fixed time.

    A rehearsal in the morning must not keep a class from being final.
    """
    if planned is None:
        return tuple(runs)
    touching = tuple(
        run for run in runs if run.started_at < planned.end and (run.ended_at is None or run.ended_at > planned.start)
    )
    return touching or tuple(runs)


def state_of(
    occurrence: Occurrence,
    runs: Sequence[HeldRun],
    readings: Mapping[str, Reading],
    *,
    before: Sheet | None,
    now: datetime,
) -> SheetState | None:
    """How sure its results are; None where nothing can be said yet. `runs` are closed.

    NOT_HELD is said by whoever asked Zoom, and stands until a run turns up. Final only once every run of the class is.
    """
    if before is not None and before.state is SheetState.FROZEN:
        return SheetState.FROZEN
    if before is not None and before.void_reason:
        return SheetState.VOID
    if is_live(runs):
        return SheetState.LIVE
    planned = scheduled(occurrence)
    if not runs or (planned is not None and now < planned.end and not _touches(runs, planned)):
        if before is None:
            return None
        not_held = before.state is SheetState.NOT_HELD and not runs
        return SheetState.NOT_HELD if not_held else SheetState.PROVISIONAL
    if planned is not None and now < planned.end:
        # It may be opened again in its time.
        return SheetState.PROVISIONAL
    return SheetState.FINAL if _complete(of_class(runs, planned), readings) else SheetState.PROVISIONAL


def _touches(runs: Collection[HeldRun], planned: JoinInterval) -> bool:
    return any(run.started_at < planned.end and (run.ended_at or planned.end) > planned.start for run in runs)


def _complete(runs: Iterable[HeldRun], readings: Mapping[str, Reading]) -> bool:
    return all((read := readings.get(run.uuid)) is not None and read.state in _COMPLETE for run in runs)
