"""What is said about webinars."""

from dataclasses import replace

from tests.catalogue.said import _CLASS, MATH
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.people import Person
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

WEBINARS: dict[str, Reply] = {
    name: Reply(view=view)
    for name, view in {
        "said: panelists": list_card(_WEBINAR.meeting, _THERE, _TOLD),
        "said: no panelists": list_card(_WEBINAR.meeting, (), Told(staff_left=1)),
        "said: you are a panelist": invited_card(_WEBINAR),
        "said: no webinar add-on": no_add_on_card(_WEBINAR.meeting, MATH, _LI),
    }.items()
}
