"""The lines that take a class of Zoom's portal in, and make a lost one anew."""

import pytest

from tests.zoomcore.commands.asking import ask
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.sync import AdoptMeeting, RecreateMeeting
from zoomcore.errors import InvalidInput

LINES = {
    "course adopt": AdoptMeeting(),
    "course adopt 812 3456 7890": AdoptMeeting(number=81234567890),
    "course adopt 812-3456-7890 to MATH201": AdoptMeeting(number=81234567890, code="MATH201"),
    "course adopt MATH201 81234567890": AdoptMeeting(number=81234567890, code="MATH201"),
    "course adopt the meeting 812 345 7890 please": AdoptMeeting(number=8123457890),
    "course adopt https://uni.zoom.us/j/81234567890?pwd=abc": AdoptMeeting(number=81234567890),
    "course adopt #PHYS1": AdoptMeeting(code="PHYS1"),
    "recreate": RecreateMeeting(),
    "remake 812 3456 7890": RecreateMeeting(target=Target(number=81234567890)),
    "recreate MATH201": RecreateMeeting(target=Target(course="MATH201")),
    "recreate Algebra": RecreateMeeting(target=Target(words="Algebra")),
}


@pytest.mark.parametrize("text", LINES)
def test_it_means_one_thing(text):
    assert ask(text).command == LINES[text]


@pytest.mark.parametrize("text", ["course adopt my seminar", "course adopt 12", 'course adopt "Algebra II"'])
def test_a_name_is_no_address_of_a_meeting(text):
    with pytest.raises(InvalidInput, match="the meeting's id"):
        ask(text)
