"""What a time in class is worth: the arithmetic, with every step kept, so that "Why?" shows what was really done."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule, GradeMethod

ZERO = Decimal(0)
ONE = Decimal(1)
_CENT = Decimal("0.01")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """`share` is what was attended of what is asked, 0 to 1; `counted` what of it earns, after the thresholds.

    `keeps` is the share that is kept of that: 1 unless late. `points` are half-up to two places.
    """

    share: Decimal
    counted: Decimal
    keeps: Decimal
    points: Decimal


def reckon(attended: timedelta, asked: Decimal, *, late: bool, rule: AttendanceRule) -> Reckoning:
    """Against what is `asked_of` a student. Thresholds are compared by multiplying, and points divided once: exact."""
    part = Decimal(attended // _MICROSECOND)
    share = _share(part, asked)
    keeps = at_most_all(rule.late_keeps) if late else ONE
    if part <= 0 or part < rule.nothing_below * asked:
        earned, of, counted = ZERO, ONE, ZERO
    elif share == ONE or rule.method is GradeMethod.ENTRY or part >= at_most_all(rule.full_from) * asked:
        earned, of, counted = ONE, ONE, ONE
    else:
        earned, of, counted = part, asked, share
    return Reckoning(
        share=share, counted=counted, keeps=keeps, points=rounded(max(rule.points, ZERO) * keeps * earned / of)
    )


def asked_of(window: timedelta, agreed: Accommodation | None) -> Decimal:
    """Microseconds of presence that make up all of it; what was agreed only ever makes them fewer."""
    whole = Decimal(window // _MICROSECOND)
    return whole if agreed is None else whole * at_most_all(agreed.share_of_window)


def is_partial(attended: timedelta, asked: Decimal, rule: AttendanceRule) -> bool:
    """Whether less was attended than the rule calls present."""
    return Decimal(attended // _MICROSECOND) < rule.partial_below * asked


def at_most_all(share: Decimal) -> Decimal:
    """A share between nothing and all, whatever was stored."""
    return min(max(share, ZERO), ONE)


def rounded(points: Decimal) -> Decimal:
    """Half-up to two places."""
    return points.quantize(_CENT, rounding=ROUND_HALF_UP)


def _share(part: Decimal, asked: Decimal) -> Decimal:
    if part <= 0:
        return ZERO
    return ONE if part >= asked else part / asked
