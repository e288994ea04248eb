"""From a submitted form back to its command."""

from datetime import date, time

import pytest

from zoomcore.commands.wishes.meetings import MoveMeeting, ScheduleMeeting
from zoomcore.commands.wishes.presets import ChangeCourseSettings
from zoomcore.domain.courses import Announce
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.schedule import Repeat
from zoomcore.views.filling import FormInvalid, fill


def test_every_kind_of_field_is_read_into_its_attribute():
    command = fill(
        ScheduleMeeting(course="MATH201"),
        {
            "topic": "  Algebra ",
            "day": "2026-12-01",
            "at": "15:00",
            "duration_minutes": "50",
            "repeat": "weekly",
            "weekdays": ("1", "3"),
            "until": "",
            "announce": "always",
            "recording": "host",
            "waiting_room": "false",
        },
    )
    assert command == ScheduleMeeting(
        course="MATH201",
        topic="Algebra",
        day=date(2026, 12, 1),
        at=time(15, 0),
        duration_minutes=50,
        repeat=Repeat.WEEKLY,
        weekdays=(1, 3),
        announce=Announce.ALWAYS,
        recording=RecordingMode.HOST,
        waiting_room=False,
    )


def test_the_choice_none_means_no_repeat_and_no_recording():
    assert fill(ScheduleMeeting(repeat=Repeat.DAILY), {"repeat": "none"}).repeat is Repeat.NONE
    assert fill(ChangeCourseSettings(), {"recording": "none"}).recording is RecordingMode.NONE


def test_every_field_at_fault_is_named():
    with pytest.raises(FormInvalid) as caught:
        fill(ScheduleMeeting(), {"day": "soon", "at": "25:00", "duration_minutes": "long", "topic": "fine"})
    assert [error.field for error in caught.value.errors] == ["day", "at", "duration_minutes"]


@pytest.mark.parametrize("values", [{"scope": "everything"}, {"nonsense": "x"}, {"target": "1"}])
def test_what_no_form_of_ours_sends_is_refused(values):
    with pytest.raises(FormInvalid):
        fill(MoveMeeting(scope=Scope.THIS), values)
