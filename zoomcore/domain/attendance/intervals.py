"""Arithmetic of intervals: exact, total, and linear once they are in order. Nothing here knows what they mean.

A union is rising, disjoint and without touching neighbours; every function but `union` takes and gives such.
"""

from collections.abc import Iterable
from datetime import timedelta
from operator import attrgetter

from zoomcore.domain.attendance.evidence import JoinInterval

Intervals = tuple[JoinInterval, ...]

_ZERO = timedelta()
_by_start = attrgetter("start")


def union(intervals: Iterable[JoinInterval]) -> Intervals:
    """Every moment that any of them covers; what ends before it starts, or at once, covers none."""
    rising = sorted([one for one in intervals if one.end > one.start], key=_by_start)
    if not rising:
        return ()
    found = [rising[0]]
    for one in rising[1:]:
        last = found[-1]
        if one.start > last.end:
            found.append(one)
        elif one.end > last.end:
            found[-1] = JoinInterval(last.start, one.end)
    return tuple(found)


def intersect(left: Intervals, right: Intervals) -> Intervals:
    """Every moment that both cover."""
    found = []
    here = there = 0
    while here < len(left) and there < len(right):
        one, other = left[here], right[there]
        start = max(one.start, other.start)
        end = min(one.end, other.end)
        if start < end:
            # What is covered whole is passed on as it is: most stays lie within their class.
            found.append(one if start == one.start and end == one.end else JoinInterval(start, end))
        if one.end <= other.end:
            here += 1
        else:
            there += 1
    return tuple(found)


def clip(intervals: Intervals, window: JoinInterval) -> Intervals:
    """What of them lies within one window."""
    return intersect(intervals, (window,)) if window.end > window.start else ()


def subtract(intervals: Intervals, without: Intervals) -> Intervals:
    """Every moment that the first cover and the second do not."""
    found = []
    there = 0
    for one in intervals:
        start = one.start
        while there < len(without) and without[there].end <= start:
            there += 1
        at = there
        while at < len(without) and without[at].start < one.end:
            if without[at].start > start:
                found.append(JoinInterval(start, without[at].start))
            start = max(start, without[at].end)
            at += 1
        if start < one.end:
            found.append(JoinInterval(start, one.end))
    return tuple(found)


def total(intervals: Iterable[JoinInterval]) -> timedelta:
    """How long a union is."""
    return sum((one.end - one.start for one in intervals), _ZERO)
