"""Licenses at Zoom as the client reads and moves them."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from zoomcore.errors import AnswerLost, ZoomNotFound, ZoomRefused
from zoomcore.sandbox import Fault, Sandbox
from zoomcore.sandbox.running import running_sandbox
from zoomcore.zoom.budget import Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.licensing import ZoomPlanUsage, read_add_ons, read_plan_usage
from zoomcore.zoom.transport import ZoomSettings

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KIM, OSCAR = "kim@uni.example", "old.oscar@uni.example"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(clock=lambda: NOW) as running:
        yield running


@pytest.fixture
async def zoom(sandbox: Sandbox) -> AsyncIterator[ZoomClient]:
    settings = ZoomSettings(
        account_id="sandbox", client_id="sandbox", client_secret="sandbox", oauth_url=sandbox.oauth_url
    )
    async with ZoomClient(settings=settings, budget=Unlimited(), clock=sandbox.account.now) as client:
        yield client


async def test_a_license_is_taken_and_given(zoom):
    await zoom.set_user_type(OSCAR, 1)
    await zoom.set_user_type(KIM, 2)

    assert [(await zoom.get_user(who)).type for who in (OSCAR, KIM)] == [1, 2]
    assert (await zoom.count_users()).licensed == 8


async def test_a_refusal_carries_zooms_code(zoom):
    with pytest.raises(ZoomRefused) as refused:
        await zoom.set_user_type(KIM, 2)

    assert refused.value.code == 2034


async def test_somebody_unknown_is_not_found(zoom):
    with pytest.raises(ZoomNotFound):
        await zoom.set_user_type("ghost@uni.example", 1)


async def test_a_lost_answer_of_a_change_is_doubtful(zoom, sandbox):
    sandbox.faults.add(Fault(method="PATCH", path="/users/*", status=500, after_effect=True))
    with pytest.raises(AnswerLost):
        await zoom.set_user_type(OSCAR, 1)

    assert (await zoom.get_user(OSCAR)).type == 1


@pytest.mark.parametrize("lists", [False, True])
async def test_the_bill_is_read_as_an_object_and_as_a_list(zoom, sandbox, lists):
    sandbox.account.settings.plan_usage_lists = lists

    assert await zoom.get_plan_usage() == ZoomPlanUsage(bought=8, used=8)


@pytest.mark.parametrize(
    ("raw", "usage"),
    [
        ({}, ZoomPlanUsage(bought=None, used=None)),
        ({"plan_base": []}, ZoomPlanUsage(bought=None, used=None)),
        ({"plan_base": {"hosts": "20"}}, ZoomPlanUsage(bought=20, used=None)),
        ({"plan_base": [{"hosts": 5, "usage": 2}, {"hosts": 3}]}, ZoomPlanUsage(bought=8, used=2)),
        ({"plan_base": "monthly"}, ZoomPlanUsage(bought=None, used=None)),
    ],
)
def test_a_bill_that_says_little_is_read_for_what_it_says(raw, usage):
    assert read_plan_usage(raw) == usage


async def test_add_ons_are_named(zoom, sandbox):
    sandbox.account.user(OSCAR).large_meeting_capacity = 500

    assert await zoom.list_add_ons(OSCAR) == ("large meeting 500",)
    assert await zoom.list_add_ons("ana@uni.example") == ("webinar 500",)
    assert await zoom.list_add_ons(KIM) == ()


def test_an_add_on_without_a_size_is_named_all_the_same():
    feature = {"webinar": True, "zoom_events": "false", "concurrent_meeting": "Plus"}

    assert read_add_ons({"feature": feature}) == ("webinar", "concurrent meeting")


async def test_hosts_are_told_apart_from_those_who_held_nothing(zoom, sandbox):
    made = await zoom.create_meeting("ana@uni.example", draft())
    sandbox.start(made.id)
    sandbox.advance(timedelta(minutes=20))
    sandbox.end(made.id)
    month = (date(2026, 11, 1), date(2026, 11, 23))
    active = [host.email async for host in zoom.iterate_hosts(*month)]
    idle = [host.email async for host in zoom.iterate_hosts(*month, hosted=False)]

    assert active == ["ana@uni.example"]
    assert OSCAR in idle
    assert "ana@uni.example" not in idle


def draft():
    from zoomcore.zoom.drafts import MeetingDraft

    return MeetingDraft(topic="Algebra", start=NOW, zone="Europe/Madrid")


async def test_groups_and_their_members_are_listed(zoom, sandbox):
    sandbox.put_in_group("Deans", "ana@uni.example", "li@uni.example")
    (group,) = await zoom.list_groups()
    members = [member.email async for member in zoom.iterate_group_members(group.id)]

    assert (group.name, group.members) == ("Deans", 2)
    assert members == ["ana@uni.example", "li@uni.example"]


async def test_a_bundle_is_seen_in_the_list(zoom, sandbox):
    sandbox.account.user(OSCAR).united_plan = "2"
    users = {user.email: user.bundle async for user in zoom.iterate_users()}

    assert (users[OSCAR], users[KIM]) == ("2", "")
