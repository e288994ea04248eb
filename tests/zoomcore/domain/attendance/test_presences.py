"""What is put together about one person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.zoomcore.domain.attendance.cases import BO, BY_TIME, at, click, judged, match, seen, spans
from zoomcore.domain.attendance.evidence import Evidence, Pile
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import AttendanceStatus

SECOND = timedelta(seconds=1)
STRICT = replace(BY_TIME, strict=True)


def test_all_devices_of_a_person_count_once():
    found = seen([match((0, 60)), match((30, 90), key="z:abc", evidence=Evidence.ZOOM_USER)])

    assert found.stays == spans((0, 90))
    assert found.evidence == {Evidence.EMAIL, Evidence.ZOOM_USER}


def test_a_shared_device_counts_for_each_who_sat_at_it():
    shared = match((0, 60), people=(BO, 8), evidence=Evidence.DECISION)

    found = presences([shared], (), rule=BY_TIME)

    assert found[BO].stays == found[8].stays == spans((0, 60))


@pytest.mark.parametrize("pile", [Pile.REVIEW, Pile.NOT_ENROLLED, Pile.SET_ASIDE])
def test_only_what_is_matched_counts(pile):
    assert presences([match((0, 60), pile=pile)], (), rule=BY_TIME) == {}


def test_a_click_alone_is_no_presence():
    found = seen([], [click(-2)])

    assert (found.stays, found.clicks) == ((), (at(-2),))
    assert judged(found).status is AttendanceStatus.ABSENT
    assert judged(found).arrived_at is None


@pytest.mark.parametrize("evidence", [Evidence.NAME, Evidence.ALIAS, Evidence.COURSE_ALIAS])
def test_under_a_strict_rule_a_name_alone_earns_nothing_and_stays_visible(evidence):
    found = seen([match((0, 120), waits=((-5, 0),), evidence=evidence)], rule=STRICT)

    assert (found.stays, found.waits, found.withheld) == ((), (), spans((0, 120)))
    row = judged(found, rule=STRICT)
    assert (row.status, row.points, row.arrived_at) == (AttendanceStatus.ABSENT, 0, None)
    assert row.evidence == {evidence}


@pytest.mark.parametrize(
    "evidence", [one for one in Evidence if one not in {Evidence.NAME, Evidence.ALIAS, Evidence.COURSE_ALIAS}]
)
def test_under_a_strict_rule_everything_stronger_than_a_name_counts(evidence):
    assert seen([match((0, 120), evidence=evidence)], rule=STRICT).stays == spans((0, 120))


def test_a_name_beside_stronger_evidence_withholds_only_its_own_time():
    found = seen([match((0, 60)), match((30, 90), key="n:b", evidence=Evidence.NAME)], rule=STRICT)

    assert (found.stays, found.withheld) == (spans((0, 60)), spans((30, 90)))


def test_a_click_is_kept_in_whole_seconds_and_once():
    assert seen([], [click(-2), click(-2), click(-2.0099), click(-5)]).clicks == (at(-5), at(-2) - SECOND, at(-2))
