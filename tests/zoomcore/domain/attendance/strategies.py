"""Any class at all: rows, runs, rules, agreements and marks, for hypothesis."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import BO, TWO_HOURS, click, match, span
from zoomcore.domain.attendance.evidence import Evidence
from zoomcore.domain.attendance.rules import (
    Accommodation,
    AttendanceRule,
    AttendanceStatus,
    ClassCase,
    ClassTime,
    Excuse,
    GradeMethod,
    Mark,
)

minutes = st.integers(-60, 200)
pairs = st.tuples(minutes, minutes)
shares = st.decimals(0, 1, places=2)
#: One device: its stays and waits, what it was matched by, and whom it was matched with.
devices = st.builds(
    lambda stays, waits, evidence, people: match(*stays, waits=waits, evidence=evidence, people=people),
    st.lists(pairs, max_size=4),
    st.lists(pairs, max_size=2),
    st.sampled_from(Evidence),
    st.sampled_from([(BO,), (8,), (BO, 8)]),
)
rules = st.builds(
    AttendanceRule,
    method=st.sampled_from(GradeMethod),
    points=st.decimals(0, 100, places=2),
    full_from=shares,
    partial_below=shares,
    nothing_below=shares,
    late_after=st.none() | st.integers(0, 60).map(lambda one: timedelta(minutes=one)),
    late_keeps=shares,
    strict=st.booleans(),
)
times = st.builds(
    lambda planned, held: ClassTime(scheduled=planned, held=tuple(held)),
    st.none() | st.just(TWO_HOURS.scheduled),
    st.lists(pairs.filter(lambda pair: pair[0] < pair[1]).map(lambda pair: span(*pair)), max_size=3),
)
agreements = st.builds(
    Accommodation,
    person=st.just(BO),
    share_of_window=shares,
    late_grace=st.integers(0, 30).map(lambda one: timedelta(minutes=one)),
    never_late=st.booleans(),
)
marks = st.builds(
    Mark,
    person=st.just(BO),
    excuse=st.none() | st.sampled_from(Excuse),
    status=st.none() | st.sampled_from(AttendanceStatus),
    points=st.none() | st.decimals(0, 100, places=2),
)
clicks = st.lists(st.builds(click, minutes, st.sampled_from([BO, 8])), max_size=3)
cases = st.builds(
    ClassCase,
    time=times,
    rule=rules,
    marks=st.just({}) | marks.map(lambda mark: {BO: mark}),
    accommodations=st.just({}) | agreements.map(lambda one: {BO: one}),
    void=st.booleans(),
)
