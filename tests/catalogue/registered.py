"""What is said about signing up for classes."""

from dataclasses import replace

from tests.builders import a_class
from tests.catalogue.said import MATH
from zoomcore.domain.registration import Registrant, RegistrantState
from zoomcore.errors import ZoomAuthError, ZoomRefused
from zoomcore.services.registration import cards
from zoomcore.services.registration.listing import Listed, list_card
from zoomcore.views import Reply
from zoomcore.zoom.refusals import explain

_CLASS = replace(a_class().meeting, topic="Exam of *bold* ideas", section="A")
_DATED = a_class(meeting=_CLASS)
_EVE = Registrant(
    id=7,
    meeting_id=_CLASS.id,
    email="eve@else.example",
    name="Eve Green",
    state=RegistrantState.PENDING,
    guest=True,
)
_IN = replace(_EVE, state=RegistrantState.APPROVED)
_NO_SCOPE = ZoomAuthError("x", status=400, code=4711, missing_scopes=("meeting:write:registrant:admin",))
_ODD = replace(_EVE, name="Odd One", state=RegistrantState.REFUSED, error_code=300)
_LISTED = Listed(
    meeting=_CLASS,
    people=(_EVE, _ODD, replace(_IN, name="Jo Jones", occurrences=(_DATED.occurrence.id,))),
    numbers=dict.fromkeys(RegistrantState, 2),
    dates={_DATED.occurrence.id: _DATED.occurrence},
    zone=_DATED.course_zone,
    decides=True,
    more=True,
)

REGISTERED: dict[str, Reply] = {
    name: Reply(view=view)
    for name, view in {
        "said: somebody asks to join": cards.question(_CLASS, MATH, _EVE),
        "said: approving": cards.deciding(_EVE, approve=True),
        "said: let in": cards.decided(_CLASS, replace(_IN, person_id=4), "Ana Ruiz", told=True),
        "said: not let in": cards.decided(_CLASS, replace(_EVE, state=RegistrantState.DENIED), "Ana Ruiz", told=False),
        "said: no longer asked": cards.decided(_CLASS, replace(_EVE, state=RegistrantState.WITHDRAWN)),
        "said: another answer came first": cards.overtaken(_CLASS, _IN),
        "said: asked anew meanwhile": cards.overtaken(_CLASS, _EVE),
        "said: asked on a newer card": cards.asked_anew(_CLASS, _EVE),
        "said: you may join": cards.let_in(_CLASS, _DATED, "https://lectern.example/j/7.signature"),
        "said: you were not let in": cards.turned_away(_CLASS),
        "said: signing people up": cards.progress(_CLASS, 60, 305),
        "said: people are signed up": cards.registered(
            _CLASS,
            cards.Outcome(
                there=304,
                cancelled=2,
                refused=[(_ODD, "Zoom didn't take one of the values.")],
                tomorrow=1,
                unreachable=3,
            ),
        ),
        "said: nobody could be signed up": cards.stopped(_CLASS, explain(_NO_SCOPE)),
        "said: who signed up": list_card(_LISTED),
        "said: inviting a guest": cards.inviting("eve@else.example", _DATED),
        "said: a guest is invited": cards.invited(_EVE, _DATED, "https://zoom.example/w/1?tk=x", series=True),
        "said: no signing up needed": cards.open_to_all("eve@else.example", _DATED),
        "said: page of who waits for a yes": cards.wait_for_answer(_DATED, ["Ana Ruiz", "Kim Novak"]),
        "said: page of who pressed twice": cards.still_asking(_DATED),
        "said: page of who was denied": cards.denied(_DATED),
        "said: page of who Zoom refused": cards.own_page(_DATED, explain(ZoomRefused("full", status=400, code=3043))),
    }.items()
}
