"""What is wrong with a rule."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from tests.zoomcore.domain.attendance.cases import BO
from tests.zoomcore.domain.attendance.strategies import rules
from zoomcore.domain.attendance.rule_faults import RuleFault, agreement_faults, rule_faults
from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule

PLAIN = AttendanceRule()
ODD = {RuleFault.POINTS, RuleFault.FULL_FROM, RuleFault.NOTHING_ABOVE_FULL}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"points": Decimal(0)}, RuleFault.POINTS),
        ({"points": Decimal(-5)}, RuleFault.POINTS),
        ({"points": Decimal("1.005")}, RuleFault.POINTS),
        ({"points": Decimal("1e9")}, RuleFault.POINTS),
        ({"points": Decimal("NaN")}, RuleFault.POINTS),
        ({"points": Decimal("Infinity")}, RuleFault.POINTS),
        ({"full_from": Decimal(0)}, RuleFault.FULL_FROM),
        ({"full_from": Decimal(80)}, RuleFault.FULL_FROM),
        ({"partial_below": Decimal("1.1")}, RuleFault.PARTIAL_BELOW),
        ({"nothing_below": Decimal("-0.1")}, RuleFault.NOTHING_BELOW),
        ({"nothing_below": Decimal("0.9"), "full_from": Decimal("0.8")}, RuleFault.NOTHING_ABOVE_FULL),
        ({"late_after": timedelta(minutes=-1)}, RuleFault.LATE_AFTER),
        ({"late_after": timedelta(days=2)}, RuleFault.LATE_AFTER),
        ({"late_keeps": Decimal(2)}, RuleFault.LATE_KEEPS),
        ({"late_keeps": Decimal("NaN")}, RuleFault.LATE_KEEPS),
        ({"drop_lowest": -1}, RuleFault.DROP_LOWEST),
        ({"drop_lowest": 31}, RuleFault.DROP_LOWEST),
        ({"alert_after": -1}, RuleFault.ALERT_AFTER),
    ],
)
def test_what_makes_no_sense_is_named(change, fault):
    assert rule_faults(replace(PLAIN, **change)) == (fault,)


@pytest.mark.parametrize(
    "change",
    [{}, {"late_after": None}, {"points": Decimal("0.01")}, {"late_keeps": Decimal(0)}, {"drop_lowest": 30}],
)
def test_what_can_be_kept_has_no_fault(change):
    assert rule_faults(replace(PLAIN, **change)) == ()


@given(rules)
def test_a_plain_rule_has_no_other_fault_than_worthless_points_or_a_senseless_threshold(rule):
    assert set(rule_faults(rule)) <= ODD


def test_what_is_wrong_with_an_agreement_is_named():
    agreed = Accommodation(person=BO)

    assert agreement_faults(agreed) == ()
    assert agreement_faults(replace(agreed, share_of_window=Decimal(0), late_grace=timedelta(-1))) == (
        RuleFault.SHARE_OF_WINDOW,
        RuleFault.LATE_GRACE,
    )
