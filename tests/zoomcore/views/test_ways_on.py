"""Every card a person is shown leads on: at least one thing to press. The exceptions are named here, and few."""

import pytest

from tests.catalogue.said import SAID
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.commands.codec import pack, unpack
from zoomcore.commands.wishes.courses import ListCourses
from zoomcore.commands.wishes.house import ShowHelp, ShowStatus
from zoomcore.commands.wishes.meetings import ListMeetings
from zoomcore.views import Action, Button, Card, Items, Reply, Table, Tone
from zoomcore.views.ways import ways_in

#: What leads nowhere, on purpose.
NO_WAY_ON = {
    "said to all: cancelled": "the channel's post of a class that is no more; its author had the way back",
    "said: page after the end": "a web page, which has nothing to lead on to",
    "said: page of a cancelled class": "a web page, which has nothing to lead on to",
}
CARDS = {name: reply for name, reply in SAID.items() if isinstance(reply.view, Card)}


def actions(reply: Reply) -> list[Action]:
    card = reply.view
    assert isinstance(card, Card)
    inside = [one for block in card.body if isinstance(block, Items) for item in block.items for one in item.actions]
    more = [block.more for block in card.body if isinstance(block, Table) and block.more]
    return [*card.actions, *inside, *more]


@pytest.mark.parametrize("name", CARDS)
def test_a_card_leads_on_unless_it_is_about_to_change_or_named_here(name: str):
    view = CARDS[name].view
    assert isinstance(view, Card)
    if view.tone is not Tone.WORKING:
        assert bool(actions(CARDS[name])) == (name not in NO_WAY_ON)


@pytest.mark.parametrize("name", CARDS)
def test_what_is_pressed_comes_back_as_the_command_it_was(name: str):
    for one in actions(CARDS[name]):
        if isinstance(one, Button):
            assert unpack(pack(one.command)) == one.command
            assert type(one.command) in CATALOGUE


@pytest.mark.parametrize(
    ("step", "commands"),
    [
        ("`list` shows the coming ones.", [ListMeetings()]),
        ("Look with `status`, then with `list`, and `list` again.", [ShowStatus(), ListMeetings()]),
        ("`course list` shows the courses there are.", [ListCourses()]),
        ("Unlink it first: `course unmap`.", []),
        ("An `odd step.", []),
        ("", []),
    ],
)
def test_a_next_step_that_only_looks_is_a_button_and_no_other_is(step, commands):
    assert [one.command for one in ways_in(step)] == commands


def test_a_refusal_offers_the_help_of_its_verb():
    (help_,) = actions(SAID["failed: not allowed"])
    assert isinstance(help_, Button)
    assert help_.command == ShowHelp()
