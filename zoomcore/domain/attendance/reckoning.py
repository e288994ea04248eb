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
    """Against what is `asked_of` a student, whatever the rule's method is.

    Points are divided once, last. A share has 28 digits, thresholds a few: rounding moves none across them.
    """
    part = Decimal(attended // _MICROSECOND)
    share = _share(part, asked)
    keeps = at_most_all(rule.late_keeps) if late else ONE
    most = max(rule.points, ZERO) * keeps
    if not share or share < rule.nothing_below:
        return Reckoning(share=share, counted=ZERO, keeps=keeps, points=rounded(ZERO))
    if share == ONE or share >= rule.full_from or rule.method is GradeMethod.ENTRY:
        return Reckoning(share=share, counted=ONE, keeps=keeps, points=rounded(most))
    return Reckoning(share=share, counted=share, keeps=keeps, points=rounded(most * part / asked))


def asked_of(window: timedelta, agreed: Accommodation | None) -> Decimal:
    """Microseconds of presence that make up all of it; what was agreed only ever makes them fewer."""
    whole = Decimal(window // _MICROSECOND)
    return whole if agreed is None else whole * at_most_all(agreed.share_of_window)


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
