"""What is wrong with a rule or an agreement, as values: services say it in words before it is kept."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from zoomcore.domain.attendance.reckoning import ONE, ZERO, rounded
from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule

#: More than any grade book's column asks for.
MOST_POINTS = Decimal(10_000)
MOST_DROPPED = 30
#: No class is longer (zoomcore.domain.schedule).
LONGEST_LATE = timedelta(hours=24)


class RuleFault(StrEnum):
    """Named after the attribute that is wrong."""

    #: More than zero, at most MOST_POINTS, no more than two places.
    POINTS = "points"
    FULL_FROM = "full_from"
    PARTIAL_BELOW = "partial_below"
    NOTHING_BELOW = "nothing_below"
    #: What counts as all of it would earn nothing.
    NOTHING_ABOVE_FULL = "nothing above full"
    LATE_AFTER = "late_after"
    LATE_KEEPS = "late_keeps"
    DROP_LOWEST = "drop_lowest"
    ALERT_AFTER = "alert_after"
    SHARE_OF_WINDOW = "share_of_window"
    LATE_GRACE = "late_grace"


def rule_faults(rule: AttendanceRule) -> tuple[RuleFault, ...]:
    """Empty where it can be kept: judging by it then harms nobody and never fails."""
    shares = _is_share(rule.full_from) and _is_share(rule.nothing_below)
    return _those(
        {
            RuleFault.POINTS: not _is_grade(rule.points),
            RuleFault.FULL_FROM: not _is_share(rule.full_from) or not rule.full_from,
            RuleFault.PARTIAL_BELOW: not _is_share(rule.partial_below),
            RuleFault.NOTHING_BELOW: not _is_share(rule.nothing_below),
            RuleFault.NOTHING_ABOVE_FULL: shares and rule.nothing_below > rule.full_from,
            RuleFault.LATE_AFTER: rule.late_after is not None and not _is_span(rule.late_after),
            RuleFault.LATE_KEEPS: not _is_share(rule.late_keeps),
            RuleFault.DROP_LOWEST: not 0 <= rule.drop_lowest <= MOST_DROPPED,
            RuleFault.ALERT_AFTER: rule.alert_after < 0,
        }
    )


def agreement_faults(agreed: Accommodation) -> tuple[RuleFault, ...]:
    return _those(
        {
            RuleFault.SHARE_OF_WINDOW: not _is_share(agreed.share_of_window) or not agreed.share_of_window,
            RuleFault.LATE_GRACE: not _is_span(agreed.late_grace),
        }
    )


def _those(found: Mapping[RuleFault, bool]) -> tuple[RuleFault, ...]:
    return tuple(fault for fault, holds in found.items() if holds)


def _is_grade(points: Decimal) -> bool:
    return points.is_finite() and ZERO < points <= MOST_POINTS and points == rounded(points)


def _is_share(share: Decimal) -> bool:
    return share.is_finite() and ZERO <= share <= ONE


def _is_span(span: timedelta) -> bool:
    return timedelta() <= span <= LONGEST_LATE
