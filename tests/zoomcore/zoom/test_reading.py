"""Single values are read whatever shape Zoom gives them, and nothing odd costs the whole answer."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.attendance import read_run
from zoomcore.zoom.models import read_meeting, read_schedulers, read_summary, read_user, read_user_settings
from zoomcore.zoom.reading import flag, instant, required_id, text, whole

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        ("5", 5),
        (" 5 ", 5),
        ("-1", -1),
        (5.0, 5),
        (5.5, None),
        (True, None),
        ("five", None),
        ("", None),
        ("٥", None),
        ("--5", None),
        ("9" * 5000, None),
    ],
)
def test_numbers_come_as_numbers_or_as_text(value, number):
    assert whole({"n": value}, "n") == number


@pytest.mark.parametrize(
    ("value", "truth"), [(True, True), (False, False), ("true", True), ("0", False), (1, True), (2, None), ("", None)]
)
def test_flags_come_in_several_spellings(value, truth):
    assert flag({"f": value}, "f") is truth


@pytest.mark.parametrize(("value", "words"), [("a", "a"), (123, "123"), (None, ""), (True, ""), (["a"], "")])
def test_texts_are_texts(value, words):
    assert text({"t": value}, "t") == words


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ({"at": "2026-11-23T15:00:00Z"}, datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ({"at": "2026-11-23T15:00:00+01:00"}, datetime(2026, 11, 23, 14, tzinfo=UTC)),
        ({"at": "2026-11-23T15:00:00", "timezone": "Europe/Madrid"}, datetime(2026, 11, 23, 14, tzinfo=UTC)),
        ({"at": "2026-11-23T15:00:00", "timezone": "Nowhere/Land"}, datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ({"at": "2026-11-23T15:00:00"}, datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ({"at": "0001-01-01T00:00:00+14:00"}, None),
        ({"at": "soon"}, None),
        ({"at": ""}, None),
        ({}, None),
    ],
)
def test_moments_are_aware_and_in_utc(raw, moment):
    read = instant(raw, "at")

    assert read == moment
    assert read is None or read.tzinfo is UTC


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_date_or_zone_breaks_the_reading(value, zone):
    instant({"at": value, "timezone": zone}, "at")


@pytest.mark.parametrize("value", [None, "", "abc", {}, True])
def test_an_object_without_its_number_is_outside_the_contract(value):
    with pytest.raises(ZoomUnexpected):
        required_id({"id": value})


KEYS = """uuid topic type start_time duration timezone settings recurrence occurrences tracking_fields schedulers
created_at group_ids schedule_meeting feature alternative_hosts breakout_room newer"""


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS.split()), JSON))
def test_whatever_stands_in_the_other_fields_the_object_is_read(raw):
    raw = raw | {"id": "81234567890"}

    assert read_meeting(MeetingKind.MEETING, raw).id == 81234567890
    assert read_summary(MeetingKind.WEBINAR, raw).id == 81234567890
    assert read_run(raw | {"uuid": "u"}).id == 81234567890
    assert read_user(raw).id == "81234567890"
    read_user_settings(raw)
    read_schedulers(raw)
