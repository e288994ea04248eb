import json
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.attendance.rule_data import (
    accommodation_from_data,
    accommodation_to_data,
    rule_from_data,
    rule_to_data,
)
from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule, GradeMethod

SHARES = st.decimals(min_value=0, max_value=1, places=2)
SPANS = st.integers(0, 7200).map(lambda seconds: timedelta(seconds=seconds))
RULES = st.builds(
    AttendanceRule,
    method=st.sampled_from(GradeMethod),
    points=st.decimals(min_value=0, max_value=1000, places=2),
    full_from=SHARES,
    partial_below=SHARES,
    nothing_below=SHARES,
    late_after=st.none() | SPANS,
    late_keeps=SHARES,
    drop_lowest=st.integers(0, 5),
    strict=st.booleans(),
    alert_after=st.integers(0, 9),
)


@given(RULES)
def test_a_rule_comes_back_from_json_as_it_was(rule):
    assert rule_from_data(json.loads(json.dumps(rule_to_data(rule)))) == rule


@given(st.builds(Accommodation, person=st.just(7), share_of_window=SHARES, late_grace=SPANS, never_late=st.booleans()))
def test_an_agreement_comes_back_from_json_as_it_was(agreed):
    assert accommodation_from_data(7, json.loads(json.dumps(accommodation_to_data(agreed)))) == agreed


def test_what_an_older_row_lacks_gets_the_default_and_what_a_newer_one_has_is_left_alone():
    assert rule_from_data({"points": "20", "from_the_future": 1}) == AttendanceRule(points=Decimal(20))
