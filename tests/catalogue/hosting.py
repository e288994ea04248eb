"""What is said about who holds a class."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import START, an_occurrence
from tests.catalogue.said import _CLASS
from tests.catalogue.shapes import HOSTILE
from zoomcore.domain.people import License, Person
from zoomcore.services.forms.hosting import host_form, stand_in_form
from zoomcore.services.meetings import alternatives, cards, handover, substituting
from zoomcore.services.meetings.overlapping import overlap_lines
from zoomcore.views import Card, Reply, Tone
from zoomcore.workflows.hosting.alternatives import Unfit, license_buttons, unfit_line

_LI = Person(id=3, name="Li <Wei>", email="li@uni.example")
_HELD = replace(_CLASS, substitute="Li <Wei>")
_OTHERS = [
    replace(
        _CLASS,
        meeting=replace(_CLASS.meeting, id=number, topic=HOSTILE),
        occurrence=an_occurrence(id=number, start=START + timedelta(days=number)),
    )
    for number in range(5)
]
_PEOPLE = [("li@uni.example", "Li <Wei>"), ("ext@else.example", "ext@else.example")]
_UNFIT = (
    Unfit(email="kim@uni.example", name="Kim Novak", license=License.BASIC),
    Unfit(email="tia@uni.example", name="Tia <Assist>", license=License.NONE),
)
_LINK = "https://lectern.example/j/WzQsMV0"

HOSTING: dict[str, Reply] = {
    name: Reply(view=view)
    for name, view in {
        "said: alternative hosts": alternatives.shown_card(_CLASS, _PEOPLE, word="/class "),
        "said: no alternative hosts": alternatives.shown_card(_CLASS, (), word="/class "),
        "said: who can't be an alternative host": Card(
            title="Who may start Algebra II",
            tone=Tone.WARNING,
            body=tuple(map(unfit_line, _UNFIT)),
            actions=license_buttons(_UNFIT, 1),
        ),
        "said: who stands in": substituting.shown_card(_CLASS, [("Li <Wei>", _HELD)]),
        "said: nobody stands in": substituting.shown_card(_CLASS, ()),
        "said: somebody stands in": substituting.stands_in_card(
            _HELD, "Li <Wei>", entry=7, notes=overlap_lines("Li <Wei>", _OTHERS)
        ),
        "said: you stand in": substituting.told_card(_HELD, "li@uni.example", _LINK),
        "said: what you stand in for was moved": substituting.moved_card(_HELD, _LINK),
        "said: you don't stand in": substituting.off_card(_HELD),
        "said: details of a class somebody stands in for": cards.details(
            _HELD, (_HELD.occurrence,), staff=True, join_url=_LINK
        ),
        "said: another host?": handover.ask_card(_CLASS, _LI, _OTHERS[:2]),
        "form: another host": host_form(_CLASS),
        "form: who stands in": stand_in_form(_CLASS),
    }.items()
}
