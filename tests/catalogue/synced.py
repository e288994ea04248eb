"""What is said of Zoom and us being kept agreed."""

from datetime import timedelta

from tests.builders import START, a_meeting, an_occurrence
from tests.catalogue.said import MATH, WEEKLY
from tests.catalogue.shapes import HOSTILE
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.recurrence import plan
from zoomcore.domain.syncing import Difference, What
from zoomcore.services.meetings.cards import gone_post
from zoomcore.services.phrases import span_of
from zoomcore.services.sync import adopting, cards, recreating
from zoomcore.views import Audience, Card, Reply

_SERIES = a_meeting(schedule=WEEKLY)
_LAB = a_meeting(id=2, topic="Lab", zoom_id=82345678901)
_LOST = a_meeting(id=3, topic=HOSTILE, state=MeetingState.GONE)
_LATER = START + timedelta(hours=2)
_EVERYTHING = (
    Difference(what=What.TOPIC, old="Algebra for beginners", new="Algebra II"),
    Difference(what=What.MOVED, old=START.isoformat(), new=_LATER.isoformat(), count=3),
    Difference(what=What.LENGTH, old="50", new="90"),
    Difference(what=What.ADDED, new=(START + timedelta(days=3)).isoformat()),
    Difference(what=What.OFF, old=(START + timedelta(days=7)).isoformat(), count=2),
    Difference(what=What.LINK),
    Difference(what=What.WAITING_ROOM, new="off"),
    Difference(what=What.RECORDING, old="none", new="cloud"),
    Difference(what=What.HOST, new="Li Wei"),
)
_NEWS = (
    (_SERIES, _EVERYTHING),
    (_LAB, (Difference(what=What.GONE), Difference(what=What.BACK))),
    (a_meeting(id=4, topic="Seminar"), (Difference(what=What.HOST_OFF, new="Kim Novak"),)),
    (_LOST, (Difference(what=What.GONE),)),
)
_MANY = tuple((a_meeting(id=number, topic=f"Class {number}"), (Difference(what=What.LINK),)) for number in range(1, 12))
_MOVED = (Difference(what=What.MOVED, old=START.isoformat(), new=_LATER.isoformat()),)
_WHEN = (span_of(START + timedelta(hours=1), "Europe/Madrid", 50),)
_OFFERS = tuple((81234567890 + number, f"Seminar {number}", _WHEN) for number in range(10))
_DATES = [
    an_occurrence(id=number, zoom_occurrence_id=str(number), start=start)
    for number, start in enumerate(plan(WEEKLY).starts)
]

_VIEWS: dict[str, Card] = {
    "synced: digest": cards.digest(MATH, _NEWS),
    "synced: digest of many": cards.digest(MATH, _MANY),
    "synced: clash": cards.clash_card(_SERIES, 7, _MOVED, _WHEN),
    "synced: Zoom's was taken": cards.taking_card(_SERIES),
    "synced: offers": cards.offer_card(MATH, _OFFERS),
    "synced: an offer of something hostile": cards.offer_card(MATH, ((81234567890, HOSTILE, _WHEN),)),
    "synced: nothing to offer": cards.nothing_to_adopt(MATH),
    "synced: made at Zoom": adopting.made_at_zoom_card(MATH, 81234567890, "MATH201 revision"),
    "synced: taken in": adopting.adopted_card(_SERIES, MATH, "Ana Ruiz", _DATES, past=0),
    "synced: taken in with its past": adopting.adopted_card(_SERIES, MATH, "Ana Ruiz", _DATES, past=2),
    "synced: over, taken in": adopting.adopted_card(a_meeting(), MATH, "Ana Ruiz", [an_occurrence()], past=1),
    "synced: which to make anew": recreating._ask([_LAB, _LOST]),
}
SYNCED: dict[str, Reply] = {
    **{name: Reply(view=view, card="c4", language="en", zone="Europe/Madrid") for name, view in _VIEWS.items()},
    "synced: gone, to all": Reply(view=gone_post("Algebra II"), audience=Audience.EVERYONE, card="c4"),
}
