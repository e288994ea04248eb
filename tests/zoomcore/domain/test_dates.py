"""Our dates beside Zoom's: a link to a date outlives a move."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOW, START, an_occurrence
from zoomcore.domain.dates import ZoomDate, pair_dates
from zoomcore.domain.meetings import OccurrenceState

WEEK = timedelta(days=7)


def ours(count, **changes):
    return [
        an_occurrence(id=index, zoom_occurrence_id=f"z{index}", start=START + index * WEEK, **changes)
        for index in range(count)
    ]


def theirs(count, *, shift=timedelta(0), prefix="z"):
    return [
        ZoomDate(occurrence_id=f"{prefix}{index}", start=START + index * WEEK + shift, minutes=50)
        for index in range(count)
    ]


def test_dates_that_kept_their_id_are_the_same_dates():
    pairing = pair_dates(ours(3), theirs(3, shift=timedelta(hours=1)), NOW)
    assert sorted((mine, date.occurrence_id) for mine, date in pairing.kept) == [(0, "z0"), (1, "z1"), (2, "z2")]
    assert not pairing.added
    assert not pairing.gone


def test_a_rebuilt_series_is_matched_in_order_of_time():
    pairing = pair_dates(ours(3), theirs(3, shift=timedelta(hours=1), prefix="n"), NOW)
    assert sorted((mine, date.occurrence_id) for mine, date in pairing.kept) == [(0, "n0"), (1, "n1"), (2, "n2")]


def test_a_longer_series_adds_and_a_shorter_one_takes_away():
    assert len(pair_dates(ours(2), theirs(4, prefix="n"), NOW).added) == 2
    assert pair_dates(ours(4), theirs(2), NOW).gone == (2, 3)


def test_what_is_over_is_never_touched():
    past = an_occurrence(id=9, zoom_occurrence_id="p", start=NOW - WEEK, ended_at=NOW - WEEK + timedelta(hours=1))
    pairing = pair_dates([past, *ours(1)], theirs(1), NOW)
    assert 9 not in pairing.gone
    assert [mine for mine, _date in pairing.kept] == [0]


def test_a_cancelled_date_does_not_come_back_as_a_new_one():
    cancelled = an_occurrence(id=5, zoom_occurrence_id="z5", state=OccurrenceState.CANCELLED)
    pairing = pair_dates([cancelled], [ZoomDate(occurrence_id="z5", start=START, minutes=50)], NOW)
    assert pairing.added == ()


@given(st.integers(0, 12), st.integers(0, 12), st.integers(-300, 300))
def test_every_date_of_zooms_is_kept_or_added_and_every_one_of_ours_kept_or_gone(mine, zooms, minutes):
    old, new = ours(mine), theirs(zooms, shift=timedelta(minutes=minutes), prefix="q")
    pairing = pair_dates(old, new, NOW)
    assert len(pairing.kept) + len(pairing.added) == zooms
    assert len(pairing.kept) + len(pairing.gone) == mine
