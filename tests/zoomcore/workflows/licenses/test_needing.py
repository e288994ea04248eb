"""The bot asks by itself, for the Basic host of a class that a Basic host cannot hold whole."""

from datetime import date, time

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.licenses.lending import KIM, OSCAR, card, plans, request, state, until_quiet, user
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.licenses.requests import Origin, RequestState


async def requests(school):
    async with school.store.reading() as unit:
        return await unit.licenses.history(limit=20)


async def test_a_day_before_a_long_class_of_a_basic_host_a_license_is_asked_for(school):
    made = await school.say("kim", 'new "Algebra II" wed 8am for 90m')
    assert [one.label for one in school.actions(made)][-1] == "Request a license"
    await school.later(hours=20)
    assert await requests(school) == ()
    await school.later(hours=3)
    (asked,) = await requests(school)

    assert (asked.origin, asked.needed_at, asked.until) == (
        Origin.SCHEDULED,
        school.sandbox.account.meetings[next(iter(school.sandbox.account.meetings))].start,
        asked.needed_at and asked.needed_at.replace(hour=8, minute=30),
    )
    title = card(school).view.title
    assert title.startswith("Kim Novak needs a license for Algebra II at ")
    assert "lend Oscar Lindqvist's, idle 400 days" in title


async def test_after_the_class_it_goes_back_and_the_next_date_is_asked_for_again(school):
    await school.say("kim", 'new "Algebra II" every wed 8am for 90m x 2')
    await school.later(hours=23)
    await school.press("Approve for", by="ivo", on=card(school), where="")
    lent = plans(school, KIM, OSCAR)
    await school.later(hours=26)
    back = plans(school, KIM, OSCAR)
    await school.later(days=6)

    assert (lent, back) == ([2, 1], [1, 2])
    assert await state(school) is RequestState.RETURNED
    waiting = [one for one in await requests(school) if one.reverses is None and one.id != 1]
    assert [one.origin for one in waiting] == [Origin.SCHEDULED]


@pytest.mark.parametrize(
    "line", ['new "Short" wed 8am for 40m', 'new "Lab" wed 8am for 90m host ana@uni.example'], ids=["short", "licensed"]
)
async def test_a_class_that_can_be_held_whole_asks_for_nothing(school, line):
    await school.say("kim", line)
    await school.later(days=2)

    assert await requests(school) == ()


async def test_recording_in_the_cloud_asks_as_well(school):
    await school.say("kim", 'new "Talk" wed 8am for 30m record')
    await school.later(hours=24)

    assert len(await requests(school)) == 1


async def test_a_webinar_of_a_basic_host_leads_to_a_request_and_is_made_once_they_have_the_license(school):
    user(school, KIM).webinar_capacity = 500
    talk = ScheduleMeeting(topic="Open lecture", day=date(2026, 11, 25), at=time(8), duration_minutes=30, webinar=True)
    refused = await school.wish("kim", talk)
    assert "webinars need both" in text(refused)
    await school.press("Request a license", by="kim", on=refused)
    assert card(school).view.title.startswith("Kim Novak needs a license (Open lecture)")
    await school.press("Approve for", by="ivo", on=card(school), where="")
    assert plans(school, KIM, OSCAR) == [2, 1]

    assert "Scheduled: Open lecture" in text(await school.wish("kim", talk))


async def test_a_cancelled_class_asks_for_nothing(school):
    made = await school.say("kim", 'new "Lab" wed 8am for 90m')
    sure = await school.press("Cancel class", by="kim", on=made)
    await school.press("Cancel Lab", by="kim", on=sure)
    await school.later(days=2)

    assert await requests(school) == ()


async def test_unanswered_the_admins_are_asked_further_and_the_host_hears_what_happens(school):
    await school.say("kim", 'new "Algebra II" today 12:00 for 90m')
    await school.say("ada", "settings approvals", where="zoom-admins")
    await until_quiet(school, hours=0)
    first = len(school.to("ada"))
    await school.later(hours=1, minutes=51)
    rung = school.to("ada")[first:]
    await school.later(minutes=7)
    heard = school.to("kim")[-1].reply

    assert any("Approve for" in text(one.reply) for one in rung)
    assert heard.view.title == "Algebra II begins soon and you have no license yet"
    assert "after 40 minutes" in text(heard)
    await school.later(minutes=15)
    assert await state(school) is RequestState.EXPIRED


async def test_pressing_join_as_host_asks_where_the_policy_says_so_and_holds_nobody_up(school):
    from zoomcore.commands.wishes.licenses import SetLicensePolicy
    from zoomcore.commands.wishes.meetings import FollowJoinLink

    await school.wish("ada", SetLicensePolicy(on_join=True), where="")
    await school.say("kim", 'new "Lab" today 10:05 for 90m')
    async with school.store.unit() as unit:
        for one in await unit.licenses.in_states([RequestState.REQUESTED]):
            from zoomcore.domain.licenses.requests import RequestEvent

            await unit.licenses.go(one, RequestEvent.WITHDRAWN)
    url = await school.follow("kim", FollowJoinLink(occurrence=1))
    await school.settle()

    assert "/s/" in url
    assert (await request(school, 2)).origin is Origin.JOINED


async def test_what_fails_about_the_license_does_not_keep_the_host_from_the_class(school):
    from zoomcore.commands.wishes.licenses import SetLicensePolicy
    from zoomcore.commands.wishes.meetings import FollowJoinLink

    await school.wish("ada", SetLicensePolicy(on_join=True), where="")
    await school.say("kim", 'new "Lab" today 10:05 for 90m')
    school.trouble(method="GET", path="/users/*", status=500, times=500)
    school.trouble(method="PATCH", path="/users/*", status=500, times=500)
    url = await school.follow("kim", FollowJoinLink(occurrence=1))
    await until_quiet(school, hours=1)

    assert "/s/" in url
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_hosts_are_confined_to_the_named_groups():
    async with a_school() as school:
        from dataclasses import replace

        school.sandbox.put_in_group("Teachers", "ana@uni.example")
        tools = replace(school.tools, deployment=replace(school.tools.deployment, zoom_groups=frozenset({"Teachers"})))
        from zoomcore.errors import NotAllowed
        from zoomcore.workflows.hosts import require_host
        from zoomcore.workflows.licenses.pool import read_pool

        await read_pool(tools, tools.zoom)
        async with school.store.reading() as unit:
            ana, kim = [await unit.people.get(school.ids[who]) for who in ("ana", "kim")]

        assert await require_host(tools, ana)
        with pytest.raises(NotAllowed, match="none of the Zoom groups"):
            await require_host(tools, kim)
