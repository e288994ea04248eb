"""A meeting's options: three levels, what is locked, what Zoom kept, and their plain data."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.options import any_options
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import (
    BUILT_IN,
    PLACES,
    JoinEarly,
    Options,
    RecordingMode,
    changed,
    lay_over,
    only_for,
    options_from_data,
    options_in,
    options_to_data,
    resolve,
    said,
    taken_over,
)


@given(any_options())
def test_options_survive_the_database(options):
    assert options_from_data(options_to_data(options)) == options


@given(any_options(), any_options())
def test_what_the_upper_level_says_counts_and_the_rest_comes_from_below(below, above):
    found = lay_over(below, above)
    for name in PLACES:
        said_above = getattr(above, name)
        assert getattr(found, name) == (getattr(below, name) if said_above is None else said_above)


@given(any_options(), any_options(), any_options(), st.frozensets(st.sampled_from(sorted(PLACES))))
def test_a_locked_option_is_as_the_first_level_has_it_whatever_is_said_above(first, course, own, locked):
    found = resolve((first, course, own), locked=locked)
    assert all(getattr(found, name) == getattr(first, name) for name in locked)
    assert replace(found, **{name: getattr(first, name) for name in locked}) == found


@given(any_options(), any_options())
def test_what_zoom_kept_otherwise_is_named_and_taken_over(asked, kept):
    names = changed(asked, kept)
    assert set(names) <= set(said(asked))
    assert changed(taken_over(asked, kept), kept) == ()
    assert said(taken_over(asked, kept)) == said(asked)


def test_a_recording_left_to_the_host_is_never_otherwise():
    kept = Options(recording=RecordingMode.CLOUD)
    assert changed(Options(recording=RecordingMode.HOST), kept) == ()
    assert changed(Options(recording=RecordingMode.NONE), kept) == ("recording",)


def test_a_webinar_has_no_waiting_room_and_a_meeting_no_practice():
    options = Options(waiting_room=True, practice=True, mute=True)
    assert only_for(options, MeetingKind.WEBINAR) == Options(practice=True)
    assert only_for(options, MeetingKind.MEETING) == Options(waiting_room=True, mute=True)


def test_every_option_has_its_place_at_zoom():
    assert list(PLACES) == [each.name for each in fields(Options)]
    assert all(place.keys and place.kinds for place in PLACES.values())


def test_a_new_class_has_a_waiting_room_unless_somebody_says_otherwise():
    assert resolve((BUILT_IN, Options(), Options())).waiting_room is True
    assert resolve((BUILT_IN, Options(waiting_room=False), Options())).waiting_room is False


def test_the_options_of_a_wish_are_taken_out_of_it():
    assert options_in(Options(mute=True, join_early=JoinEarly.TEN)) == Options(mute=True, join_early=JoinEarly.TEN)


@pytest.mark.parametrize(
    "data",
    [{"unheard_of": True}, {"mute": "yes"}, {"mute": 1}, {"join_early": "7"}, {"alternative_hosts": "ana@uni.example"}],
)
def test_plain_data_of_another_kind_is_refused(data):
    with pytest.raises((ValueError, TypeError, KeyError)):
        options_from_data(data)
