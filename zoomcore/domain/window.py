"""When the door of a class is open for its students: from some minutes before its start until it really ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.domain.meetings import DatedClass

#: How long after its scheduled end a class counts as on, where Zoom has not told us that it ended.
GRACE = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """UTC instants; None is open-ended."""

    opens: datetime | None
    closes: datetime | None

    def is_open(self, now: datetime) -> bool:
        return (self.opens is None or now >= self.opens) and (self.closes is None or now < self.closes)


def window_of(dated: DatedClass) -> Window:
    """Live: open now. Ended: closed since. Otherwise by schedule, with GRACE after its end."""
    occurrence = dated.occurrence
    live = occurrence.started_at is not None and occurrence.ended_at is None
    if occurrence.start is None:
        return Window(opens=None, closes=None)
    opens = occurrence.start - timedelta(minutes=dated.opens_minutes)
    if live and occurrence.started_at is not None:
        return Window(opens=min(opens, occurrence.started_at), closes=None)
    scheduled_end = occurrence.start + timedelta(minutes=occurrence.duration_minutes)
    if occurrence.ended_at is not None and occurrence.ended_at > occurrence.start:
        return Window(opens=opens, closes=occurrence.ended_at)
    # What ended before the start was a rehearsal, and closes nothing.
    return Window(opens=opens, closes=scheduled_end + GRACE)
