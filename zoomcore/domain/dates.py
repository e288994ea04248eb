"""Our dates of a meeting beside those Zoom shows now: which is which, so that a link to a date outlives a move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from zoomcore.domain.meetings import Occurrence, OccurrenceState
from zoomcore.domain.options import NOTHING_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomDate:
    """One date as Zoom shows it: its occurrence id ("" for a one-off), start in UTC, length."""

    occurrence_id: str
    start: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`kept`: our id with Zoom's date; `added`: dates we don't have; `gone`: our ids that Zoom shows no more."""

    kept: tuple[tuple[int, ZoomDate], ...]
    added: tuple[ZoomDate, ...]
    gone: tuple[int, ...]


def pair_dates(ours: Sequence[Occurrence], theirs: Sequence[ZoomDate], now: datetime) -> Pairing:
    """By Zoom's id, else by start, else in order of time among those to come. The past is never touched."""
    left = [one for one in ours if one.state is OccurrenceState.SCHEDULED and not _over(one, now)]
    rest = [one for one in theirs if one.start is None or one.start >= now or _known(one, ours)]
    kept: list[tuple[int, ZoomDate]] = []
    for same in (_same_id, _same_start):
        for date in list(rest):
            match = next((one for one in left if same(one, date)), None)
            if match is not None:
                kept.append((match.id, date))
                left.remove(match)
                rest.remove(date)
    past = {one.zoom_occurrence_id for one in ours if _over(one, now) or one.state is not OccurrenceState.SCHEDULED}
    rest = [one for one in rest if one.occurrence_id not in past or not one.occurrence_id]
    # Zoom shows past dates no more: what is missing there is not gone.
    left = sorted((one for one in left if one.start is None or one.start >= now), key=_by_start)
    rest.sort(key=lambda one: (one.start is None, one.start))
    paired = min(len(left), len(rest))
    kept.extend((one.id, date) for one, date in zip(left[:paired], rest[:paired], strict=True))
    return Pairing(kept=tuple(kept), added=tuple(rest[paired:]), gone=tuple(one.id for one in left[paired:]))


def with_own_options(dates: Iterable[Occurrence], now: datetime) -> tuple[Occurrence, ...]:
    """Those of a series still to come on which something was set alone."""
    coming = (one for one in dates if one.state is OccurrenceState.SCHEDULED and one.start and one.start > now)
    return tuple(one for one in coming if one.zoom_occurrence_id and one.options != NOTHING_SAID)


def _over(one: Occurrence, now: datetime) -> bool:
    return one.start is not None and one.start < now and one.ended_at is not None


def _known(date: ZoomDate, ours: Sequence[Occurrence]) -> bool:
    return any(_same_id(one, date) or _same_start(one, date) for one in ours)


def _same_id(one: Occurrence, date: ZoomDate) -> bool:
    return one.zoom_occurrence_id == date.occurrence_id


def _same_start(one: Occurrence, date: ZoomDate) -> bool:
    return one.start == date.start


def _by_start(one: Occurrence) -> tuple[bool, datetime | None]:
    return (one.start is None, one.start)
