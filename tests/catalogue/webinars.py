"""What is said about webinars."""

from dataclasses import replace

from tests.catalogue.said import _CLASS, MATH
from zoomcore.domain.dialling import DialIn
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.people import Person
from zoomcore.services.meetings.invitations import own_card, text_card
from zoomcore.services.webinars.lacking import no_add_on_card
from zoomcore.services.webinars.panelists import Told, invited_card, list_card
from zoomcore.views import Reply

_WEBINAR = replace(_CLASS, meeting=replace(_CLASS.meeting, kind=MeetingKind.WEBINAR))
_LI = Person(id=3, name="Li <Wei>", email="li@uni.example")
_THERE = [("Li <Wei>", "li@uni.example"), ("guest@else.example", "guest@else.example")]
_TOLD = Told(
    changed=("Added: Li <Wei>, guest",),
    links=(("guest", "https://zoom.example/j/81234567890?tk=Tg2b6Ghc&role=panelist"),),
    staff_left=2,
    entry=7,
)

_INVITATION = """Ana Ruiz is inviting you to a scheduled Zoom meeting.

Topic: Algebra <II>
Time: Nov 24, 2026 03:00 PM

Join Zoom Meeting
https://zoom.example/j/81234567890?pwd=x

Meeting ID: 812 3456 7890
Passcode: 123456

Dial by your location
        +34 910 123 456 Spain
        +33 800 940 415 France Toll-free"""
_NUMBERS = (
    DialIn(number="+34 910 123 456", country="ES", place="Spain", city="Madrid"),
    DialIn(number="+33 800 940 415", country="FR", place="France", free=True),
)

WEBINARS: dict[str, Reply] = {
    name: Reply(view=view)
    for name, view in {
        "said: panelists": list_card(_WEBINAR.meeting, _THERE, _TOLD),
        "said: no panelists": list_card(_WEBINAR.meeting, (), Told(staff_left=1)),
        "said: you are a panelist": invited_card(_WEBINAR),
        "said: an invitation": text_card(_CLASS.meeting, _INVITATION),
        "said: one's own way in": own_card(_CLASS, _NUMBERS, "https://lectern.example/j/1.x", ("The app lacks x.",)),
        "said: no webinar add-on": no_add_on_card(_WEBINAR.meeting, MATH, _LI),
    }.items()
}
