"""What people do in Zoom's portal reaches us only by webhooks and reads."""

import aiohttp
import pytest

from zoomcore.sandbox import Account, add_cast, running_sandbox

ANA = "ana@uni.example"


@pytest.fixture
async def sandbox():
    account = Account()
    add_cast(account)
    async with running_sandbox(account=account) as one:
        yield one


def told(sandbox):
    return [(event.name, event.payload.get("operator")) for event in sandbox.account.events]


def test_each_act_is_told_in_the_name_of_who_did_it(sandbox):
    portal = sandbox.portal
    number = portal.create(ANA, topic="Seminar", start_time="2030-11-24T10:00:00Z")
    portal.change(number, topic="Seminar B")
    portal.delete(number)
    portal.recover(number)
    portal.delete_for_good(number)
    names = ("created", "updated", "deleted", "recovered", "permanently_deleted")
    assert told(sandbox) == [(f"meeting.{name}", ANA) for name in names]
    assert sandbox.account.events[0].payload["object"]["creation_source"] == "web_portal"
    assert sandbox.account.at_portal is None


def test_the_hundred_a_day_of_the_api_are_not_touched(sandbox):
    sandbox.account.limits.per_host = 1
    for _time in range(3):
        sandbox.portal.create(ANA, topic="Seminar", start_time="2030-11-24T10:00:00Z")
    assert len(sandbox.account.meetings) == 3


def test_a_meeting_changes_hands_and_keeps_its_number(sandbox):
    number = sandbox.portal.create(ANA, topic="Seminar", start_time="2030-11-24T10:00:00Z")
    sandbox.portal.hand_over(number, "kim@uni.example")
    assert sandbox.meeting(number).host_id == sandbox.account.user("kim@uni.example").id


def test_changes_of_a_user_are_told_with_old_and_new(sandbox):
    sandbox.portal.change_user(ANA, first_name="Anna")
    sandbox.portal.change_settings(ANA, require_passcode=False)
    updated, settings = sandbox.account.events
    assert (updated.payload["object"]["first_name"], updated.payload["old_object"]["first_name"]) == ("Anna", "Ana")
    assert settings.name == "user.settings_updated"
    assert not sandbox.account.user(ANA).require_passcode


async def test_it_is_open_to_whoever_tells_the_story_from_outside(sandbox):
    async with aiohttp.ClientSession(f"{sandbox.url}/") as http:
        body = {"email": ANA, "topic": "Seminar", "start_time": "2030-11-24T10:00:00Z"}
        async with http.post("sandbox/portal/create", json=body) as answer:
            number = (await answer.json())["id"]
        async with http.post("sandbox/portal/delete", json={"meeting_id": number}) as answer:
            assert (await answer.json())["id"] == number
        async with http.post("sandbox/portal/burn", json={}) as answer:
            assert answer.status == 400
    assert sandbox.meeting(number).deleted
