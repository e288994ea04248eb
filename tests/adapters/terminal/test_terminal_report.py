import json

import pytest

from adapters.terminal.report import exit_status, to_json
from zoomcore.commands.wishes.meetings import ListMeetings, ScheduleMeeting
from zoomcore.views import Audience, Button, Card, Document, Form, Redirect, Reply, Tone, View
from zoomcore.views.codec import reply_from_json

FORM = Form(title="Schedule", base=ScheduleMeeting(), fields=(), submit="Schedule")


def test_a_reply_is_one_json_object_with_the_agreed_names() -> None:
    reply = Reply(
        view=Card(title="Coming", tone=Tone.GOOD, actions=(Button(label="Later", command=ListMeetings(page=2)),)),
        audience=Audience.EVERYONE,
    )
    data = json.loads(json.dumps(to_json(reply)))
    assert list(data) == ["audience", "title", "tone", "plain", "view"]
    assert (data["audience"], data["title"], data["tone"]) == ("everyone", "Coming", "good")
    assert data["plain"] == "Done. Coming\n[Later]"
    assert reply_from_json({"view": data["view"]}).view == reply.view


def test_a_question_says_that_it_is_one() -> None:
    assert to_json(Reply(view=Card(title="Which?", tone=Tone.ASK)))["ask"] is True
    assert "ask" not in to_json(Reply(view=Card(title="Yes", tone=Tone.GOOD)))


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (Card(title="Done", tone=Tone.GOOD), 0),
        (Card(title="List"), 0),
        (Card(title="Careful", tone=Tone.WARNING), 0),
        (FORM, 0),
        (Document(name="a.csv", media_type="text/csv", content=b"", title="Roster"), 0),
        (Redirect(url="https://zoom.us/j/1"), 0),
        (Card(title="Which?", tone=Tone.ASK), 1),
        (Card(title="I couldn't", tone=Tone.BAD), 1),
        (Card(title="Working…", tone=Tone.WORKING), 3),
    ],
)
def test_the_exit_status_follows_the_kind_of_answer(view: View, status: int) -> None:
    assert exit_status(Reply(view=view)) == status


def test_an_outage_is_told_apart_from_a_refusal() -> None:
    assert exit_status(Reply(view=Card(title="Zoom is away", tone=Tone.BAD), outage=True)) == 3


def test_a_redirect_keeps_its_address_out_of_title_and_text() -> None:
    data = to_json(Reply(view=Redirect(url="https://zoom.us/s/1?zak=secret")))
    assert "secret" not in data["title"] + data["plain"]
