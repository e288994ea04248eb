"""Reading Zoom's report of a run until two reads agree: when to ask next, and what an answer changes. No clock here.

A normal day costs two reads: half an hour after the end, when Zoom promises its report (zoom-api 7.3), and half an hour
later, when it must still say the same. A day after the end it is looked at once more, for what grew in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import assert_never

from zoomcore.domain.attendance.evidence import ParticipantRecord
from zoomcore.domain.attendance.sheets import Reading, ReadingState

#: Zoom's report may take this long after the end; and two reads that agree sooner prove nothing.
APART = timedelta(minutes=30)
#: A report that is not there yet, or grows, is asked for again after as long as the run has been over, up to this.
LONGEST_WAIT = timedelta(hours=12)
A_DAY = timedelta(days=1)
#: From this many reads on, one a day: a report that never rests must not eat the account's daily budget.
MOST_READS_AT_ONCE = 4
#: When "not ready" is believed to be for ever.
GIVE_UP = timedelta(days=2)
#: The same where at most one was seen: Zoom's reports leave out who was alone (zoom-api 7.1).
GIVE_UP_ALONE = timedelta(hours=6)
#: A report that still grows after so long stays as it was read last.
STILL_GROWING = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead:
    """Zoom answered with all pages. `digest` is `rows_digest` of them."""

    source: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReady:
    """Zoom does not know the run's report yet: 404/3001, or no such instance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """No source may be read, by plan or by scope. `reason` is kept for whoever can change that."""

    reason: str


ReadOutcome = RowsRead | NotReady | Denied


def rows_digest(rows: Iterable[ParticipantRecord]) -> str:
    """The same for the same rows in any order, each of them once or several times."""
    lines = sorted({repr(one) for one in rows})
    return sha256("\n".join(lines).encode()).hexdigest()


def first_read(ended_at: datetime) -> datetime:
    """When a run that ended is read for the first time."""
    return ended_at + APART


def next_read(
    reading: Reading, outcome: ReadOutcome, *, now: datetime, ended_at: datetime, seen_live: int = 0
) -> tuple[Reading, datetime | None]:
    """What is known after an answer, and when to ask again; None: not by itself (a person may at any time).

    `seen_live` is how many participants the run's webhooks told of. A report that differs from the last one read
    starts over, after AGREED too. What was once read is not lost by a later "not ready". UNREADABLE without a reason:
    Zoom made no report, and nothing was seen live either.
    """
    match outcome:
        case RowsRead(rows=0) if seen_live or reading.rows:
            # An empty answer for a run that somebody was in is a report that is not made yet.
            return _not_ready(reading, now, ended_at, seen_live)
        case RowsRead():
            return _read(reading, outcome, now, ended_at)
        case NotReady():
            return _not_ready(reading, now, ended_at, seen_live)
        case Denied():
            if _was_read(reading):
                return replace(reading, reason=outcome.reason), None
            return replace(reading, state=ReadingState.UNREADABLE, reason=outcome.reason), None
    assert_never(outcome)


def _read(reading: Reading, outcome: RowsRead, now: datetime, ended_at: datetime) -> tuple[Reading, datetime | None]:
    known = replace(reading, source=outcome.source, reads=reading.reads + 1, rows=outcome.rows, reason="")
    if reading.read_at is None or outcome.digest != reading.digest or not _was_read(reading):
        grown = replace(known, state=ReadingState.ONCE, digest=outcome.digest, read_at=now)
        return grown, _after_change(grown, now, ended_at)
    if reading.state is ReadingState.AGREED:
        return replace(known, read_at=now), _last_look(now, ended_at)
    if now - reading.read_at < APART:
        # `read_at` stays at the first sight of these rows, or asking often would put their agreement off.
        return known, reading.read_at + APART
    if not outcome.rows:
        return replace(known, state=ReadingState.LIVE_ONLY, read_at=now), None
    return replace(known, state=ReadingState.AGREED, read_at=now), _last_look(now, ended_at)


def _last_look(now: datetime, ended_at: datetime) -> datetime | None:
    last = ended_at + A_DAY
    return last if now < last else None


def _after_change(reading: Reading, now: datetime, ended_at: datetime) -> datetime | None:
    if reading.reads > 1 and now - ended_at >= STILL_GROWING:
        return None
    if reading.reads == 1:
        return now + APART
    return now + (A_DAY if reading.reads >= MOST_READS_AT_ONCE else _back_off(now, ended_at))


def _not_ready(reading: Reading, now: datetime, ended_at: datetime, seen_live: int) -> tuple[Reading, datetime | None]:
    if reading.state is ReadingState.AGREED:
        return reading, _last_look(now, ended_at)
    if now - ended_at < _patience(reading, seen_live):
        return reading, now + _back_off(now, ended_at)
    if reading.state is ReadingState.ONCE:
        return reading, None
    state = ReadingState.LIVE_ONLY if seen_live else ReadingState.UNREADABLE
    return replace(reading, state=state, reason=""), None


def _patience(reading: Reading, seen_live: int) -> timedelta:
    if reading.state is ReadingState.ONCE:
        return STILL_GROWING
    return GIVE_UP_ALONE if seen_live == 1 else GIVE_UP


def _was_read(reading: Reading) -> bool:
    return reading.state in {ReadingState.ONCE, ReadingState.AGREED}


def _back_off(now: datetime, ended_at: datetime) -> timedelta:
    return min(max(now - ended_at, APART), LONGEST_WAIT)
