"""Webhooks about registrants: who it was and what became of them, and nothing kept that opens a class."""

import json

import pytest

from zoomcore.zoom.registration_events import RegistrationEvent
from zoomcore.zoom.webhook import OtherEvent, read_event, without_secrets


def told(happened, **registrant):
    who = {"id": "R1", "first_name": "Bo", "last_name": "Chen", "email": "Bo@Uni.example"} | registrant
    thing = {"id": 81234567890, "uuid": "u==", "registrant": who, "occurrences": [{"occurrence_id": "17"}]}
    return {"event": f"meeting.registration_{happened}", "event_ts": 1795000000000, "payload": {"object": thing}}


@pytest.mark.parametrize(
    ("happened", "more", "status"),
    [
        ("created", {"status": "pending"}, "pending"),
        ("created", {}, "approved"),
        ("approved", {}, "approved"),
        ("denied", {}, "denied"),
        ("cancelled", {}, "cancelled"),
    ],
)
def test_who_it_was_and_what_became_of_them(happened, more, status):
    event = read_event(told(happened, **more))

    assert isinstance(event, RegistrationEvent)
    assert (event.registrant_id, event.email, event.name) == ("R1", "bo@uni.example", "Bo Chen")
    assert (event.status, event.occurrence_ids) == (status, ("17",))


def test_anything_else_about_registration_is_left_alone():
    assert isinstance(read_event(told("moved")), OtherEvent)


def test_neither_link_nor_answers_to_questions_are_kept():
    secrets = {"join_url": "https://z/w/1?tk=abc", "phone": "555", "custom_questions": [{"value": "x"}]}

    kept = json.dumps(without_secrets(told("approved", **secrets)))

    assert "tk=abc" not in kept
    assert "555" not in kept
    assert "custom" not in kept
    assert isinstance(read_event(json.loads(kept)), RegistrationEvent)
