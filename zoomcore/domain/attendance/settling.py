"""How sure a class's result is, and what time it is measured against: from its runs and how far they were read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from zoomcore.domain.attendance.evidence import HeldRun, JoinInterval
from zoomcore.domain.attendance.intervals import union
from zoomcore.domain.attendance.judging import class_window
from zoomcore.domain.attendance.rules import ClassTime
from zoomcore.domain.attendance.sheets import Reading, ReadingState, SheetState

#: Nothing more is to be heard of a run. UNREADABLE is not among them: a scope may be granted tomorrow.
_SETTLED = frozenset({ReadingState.AGREED, ReadingState.LIVE_ONLY})


def class_time(scheduled: JoinInterval | None, runs: Sequence[HeldRun], *, until: datetime) -> ClassTime:
    """`until` ends a run whose end is unknown: the class's own end, or now while it goes on."""
    return ClassTime(
        scheduled=scheduled, held=union(JoinInterval(one.started_at, one.ended_at or until) for one in runs)
    )


def state_of(
    scheduled: JoinInterval | None, runs: Sequence[HeldRun], readings: Mapping[str, Reading], *, now: datetime
) -> SheetState:
    """LIVE, NOT_HELD, PROVISIONAL or FINAL; `readings` are by run. Void and frozen are for people and time to decide.

    Only the runs that are in the class's time have a say: a rehearsal that cannot be read holds nothing up. A class
    is not called "not held" before its planned end: somebody may still open it.
    """
    in_class = [one for one in runs if class_window(class_time(scheduled, [one], until=now))]
    if any(one.ended_at is None for one in in_class):
        return SheetState.LIVE
    if not in_class:
        over = scheduled is None or now >= scheduled.end
        return SheetState.NOT_HELD if over else SheetState.PROVISIONAL
    read = (readings.get(one.uuid) for one in in_class)
    settled = all(one is not None and one.state in _SETTLED for one in read)
    return SheetState.FINAL if settled else SheetState.PROVISIONAL
