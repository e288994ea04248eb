from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import START, a_class, an_occurrence
from tests.catalogue.said import ANA, BO, scene
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.domain.people import Person, Role
from zoomcore.services.joining import page_card
from zoomcore.views import Tone


@pytest.mark.parametrize("person", [ANA, BO], ids=["host", "student"])
@pytest.mark.parametrize("before", [timedelta(days=1), timedelta(minutes=5), -timedelta(hours=3)])
def test_the_page_of_a_cancelled_class_lets_nobody_wait_for_it(person: Person, before: timedelta) -> None:
    cancelled = a_class(occurrence=an_occurrence(state=OccurrenceState.CANCELLED))
    card = page_card(scene(person, Role.STUDENT, now=START - before), cancelled)
    assert (card.tone, card.actions) == (Tone.WARNING, ())


def test_before_the_door_opens_the_page_waits_and_names_the_opening() -> None:
    card = page_card(scene(BO, Role.STUDENT), a_class())
    assert card.tone is Tone.WORKING


def test_the_host_gets_in_before_anybody_else() -> None:
    card = page_card(replace(scene(ANA), now=START - timedelta(hours=2)), a_class())
    assert [action.label for action in card.actions] == ["Start as host"]
