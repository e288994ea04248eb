"""What is said about breakout rooms."""

from tests.catalogue.said import _CLASS
from zoomcore.domain.people import Role
from zoomcore.domain.rooms import RoomPattern, RoomPlan, Sitter, arranged, laid_out
from zoomcore.services.forms.rooms import rooms_form
from zoomcore.services.rooms.cards import others_card, rooms_card, zoom_card
from zoomcore.services.rooms.planning import as_list
from zoomcore.views import Reply

_PEOPLE = tuple(
    Sitter(person_id=number, name=name, email=email, role=Role.STUDENT, section=section)
    for number, (name, email, section) in enumerate(
        [
            ("Bo <Chen>", "bo@uni.example", "A"),
            ("Maya Okafor", "maya@uni.example", "B"),
            ("José García", "", "B"),
            ("Zoë Müller", "zoe@uni.example", ""),
        ]
    )
)
_MEETING = _CLASS.meeting
_THERE = (("Red <1>", ("Maya Okafor", "dean@else.example")), ("Blue", ()))
_SECTIONS = arranged(RoomPlan(meeting_id=_MEETING.id, pattern=RoomPattern.SECTIONS), _PEOPLE)
_GROUPS = arranged(RoomPlan(meeting_id=_MEETING.id, pattern=RoomPattern.GROUPS, size=2), _PEOPLE)
_OFF = RoomPlan(meeting_id=_MEETING.id, pattern=RoomPattern.OFF)

ROOMS: dict[str, Reply] = {
    "said: rooms from sections": Reply(
        view=rooms_card(_MEETING, _SECTIONS, laid_out(_SECTIONS, _PEOPLE), ("Zoom left out: x.",), entry=7)
    ),
    "said: random rooms": Reply(view=rooms_card(_MEETING, _GROUPS, laid_out(_GROUPS, _PEOPLE))),
    "said: other rooms at Zoom": Reply(view=others_card(_MEETING, _SECTIONS, _THERE, mark="0" * 32)),
    "said: other rooms at Zoom, none here": Reply(view=others_card(_MEETING, _OFF, _THERE, mark="0" * 32)),
    "said: rooms as in Zoom": Reply(view=zoom_card(_MEETING, _THERE, 7)),
    "said: no rooms": Reply(view=rooms_card(_MEETING, None, None)),
    "said: form for rooms": Reply(view=rooms_form(_MEETING, _SECTIONS, as_list(_SECTIONS, _PEOPLE))),
}
