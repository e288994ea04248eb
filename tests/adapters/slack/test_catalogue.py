"""Every kind of reply there is, drawn for Slack: within its limits, and with nothing it would act on."""

import re

import pytest

from adapters.slack import render
from tests.catalogue import CATALOGUE
from tests.peers.slack_blocks import elements, faults, view_faults
from zoomcore.chat import read_press
from zoomcore.commands.wishes.meetings import CancelMeeting, JoinMeeting
from zoomcore.views import Button, Card, Confirm, Facts, Form, Item, Items, Text
from zoomcore.views.plain import one_line

MESSAGES = {name: reply for name, reply in CATALOGUE.items() if not isinstance(reply.view, Form)}
FORMS = {name: reply for name, reply in CATALOGUE.items() if isinstance(reply.view, Form)}


@pytest.mark.parametrize("name", MESSAGES)
def test_every_reply_is_a_message_slack_takes(name):
    message = render.message(MESSAGES[name].view, "c1")
    assert faults(message["blocks"]) == []
    assert message["text"]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_a_view_slack_takes(name):
    assert view_faults(render.modal(FORMS[name].view, "c1", {"channel": "C1"})) == []


@pytest.mark.parametrize("name", MESSAGES)
def test_no_reply_holds_a_mention_nobody_meant(name):
    message = render.message(MESSAGES[name].view, "c1")
    for text in (message["text"], *marked_up(message["blocks"])):
        assert not re.search(r"<!(?!date\^)", text)
        assert "<@U1>" not in text


def marked_up(thing):
    """The texts in which Slack looks for mentions: it takes plain and rich text as it stands."""
    if isinstance(thing, list):
        return [text for one in thing for text in marked_up(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == "mrkdwn" else []
    return own + [text for one in thing.values() for text in marked_up(one)]


@pytest.mark.parametrize("name", [name for name, reply in MESSAGES.items() if isinstance(reply.view, Card)])
def test_every_button_of_a_reply_is_there_and_carries_its_command(name):
    card = MESSAGES[name].view
    drawn = render.blocks(card, "c1")
    carried = {
        element["text"]["text"]: element["value"]
        for block in drawn
        for element in elements(block)
        if element["type"] == "button" and "value" in element
    }
    for button in (action for action in card.actions if isinstance(action, Button)):
        assert read_press(carried[render.limits.cut(button.label, 75)]).command == button.command


@pytest.mark.parametrize("name", [name for name, reply in MESSAGES.items() if isinstance(reply.view, Card)])
def test_the_notification_begins_with_the_title(name):
    card = MESSAGES[name].view
    title = one_line(card.title)[:30].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert title in render.message(card, "c1")["text"].partition("\n")[0]


def test_a_whole_card_as_slack_gets_it():
    sure = Confirm(title="Cancel Algebra?", question="Everybody is told.", yes="Cancel it")
    card = Card(
        title="Algebra II",
        body=(
            Facts(rows=(("Course", ("MATH201",)),)),
            Text(line=("Times in CET",), quiet=True),
            Items(items=(Item(line=("Lab",), actions=(Button(label="Join Lab", command=JoinMeeting()),)),)),
        ),
        actions=(Button(label="Cancel Algebra", command=CancelMeeting(), confirm=sure),),
        footnote=("ref K7Q2",),
    )
    assert render.blocks(card, "n1") == [
        {"type": "header", "text": {"type": "plain_text", "text": "Algebra II", "emoji": False}},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Course: ", "style": {"bold": True}},
                        {"type": "text", "text": "MATH201"},
                    ],
                }
            ],
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Times in CET", "verbatim": True}]},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "Lab", "verbatim": True},
            "accessory": {
                "type": "button",
                "text": {"type": "plain_text", "text": "Join Lab", "emoji": False},
                "action_id": "press:1",
                "value": '{"card":"n1","do":["join",{}]}',
            },
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Cancel Algebra", "emoji": False},
                    "action_id": "press:2",
                    "value": '{"card":"n1","do":["cancel",{}]}',
                    "confirm": {
                        "title": {"type": "plain_text", "text": "Cancel Algebra?", "emoji": False},
                        "text": {"type": "plain_text", "text": "Everybody is told.", "emoji": False},
                        "confirm": {"type": "plain_text", "text": "Cancel it", "emoji": False},
                        "deny": {"type": "plain_text", "text": "Go back", "emoji": False},
                    },
                }
            ],
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "ref K7Q2", "verbatim": True}]},
    ]
