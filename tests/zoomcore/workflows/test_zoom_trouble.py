"""Zoom away, slow, full, refusing: one clear card, nothing half done, and never a meeting twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.school import a_school, text, zoom_client
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import ZoomUnavailable
from zoomcore.sandbox import GRANULAR
from zoomcore.storage.payloads import work_from_data
from zoomcore.views import Tone
from zoomcore.workflows.create import create_meeting

ONCE = 'new "Lab" tomorrow 3pm'
WEEKLY = 'new "Algebra" every tue 10am x 4 except dec 1'
CREATE = {"method": "POST", "path": "/users/*/meetings"}


def final(school, who="ana"):
    """The last card somebody was shown."""
    return school.to(who)[-1].reply


async def waiting(school):
    """The create jobs of the story, as data."""
    async with school.store.reading() as unit:
        row = await unit.jobs.find(CreateMeeting.kind, "1")
    return [work_from_data(CreateMeeting, row.payload)]


async def until_done(school):
    """Let time pass as long as work waits."""
    for _step in range(40):
        async with school.store.reading() as unit:
            due = await unit.jobs.next_due()
        if due is None:
            return
        school.sandbox.set_time(max(due, school.now))
        await school.settle()


@pytest.mark.parametrize("after_effect", [True, False], ids=["after its effect", "before its effect"])
@pytest.mark.parametrize("line", [ONCE, WEEKLY], ids=["once", "weekly"])
async def test_a_create_whose_answer_was_lost_makes_one_meeting(school, line, after_effect):
    school.trouble(**CREATE, drop=True, after_effect=after_effect)
    working = await school.say("ana", line)
    assert working.view.tone is Tone.WORKING
    assert "I keep trying" in text(working)

    await until_done(school)
    assert len(school.at_zoom()) == 1
    assert final(school).view.title.startswith("Scheduled: ")
    assert school.calls("POST") == (1 if after_effect else 2)


@pytest.mark.parametrize(
    "answer", [{"html": "<h1>Sorry</h1>"}, {"body": {}}, {"body": {"id": "?"}}], ids=["HTML", "empty", "odd"]
)
async def test_a_create_answered_with_nonsense_is_looked_for(school, answer):
    school.trouble(**CREATE, status=201, after_effect=True, **answer)
    await school.say("ana", ONCE)
    await until_done(school)
    assert len(school.at_zoom()) == 1
    assert final(school).view.title == "Scheduled: Lab"


async def test_nonsense_while_looking_is_not_taken_for_an_answer(school):
    school.trouble(**CREATE, drop=True, after_effect=True)
    school.trouble(method="GET", path="/users/*/meetings", status=200, html="<h1>Sorry</h1>")
    await school.say("ana", ONCE)
    await until_done(school)
    assert len(school.at_zoom()) == 1
    assert final(school).view.title == "Scheduled: Lab"


async def test_it_is_not_sent_again_while_zoom_may_still_be_at_it(school):
    school.trouble(**CREATE, drop=True)
    await school.say("ana", ONCE)
    await school.later(seconds=30)
    assert school.calls("POST") == 1
    await until_done(school)
    assert (school.calls("POST"), len(school.at_zoom())) == (2, 1)


@pytest.mark.parametrize(
    "trouble",
    [{"status": 500}, {"status": 503}, {"status": 502, "html": "<h1>Bad gateway</h1>"}, {"drop": True}],
    ids=["500", "503", "HTML 502", "dropped"],
)
@pytest.mark.parametrize("times", [1, 3])
async def test_zoom_away_is_said_once_and_the_class_is_made_when_it_is_back(school, trouble, times):
    school.trouble(**CREATE, **trouble, times=times)
    working = await school.say("ana", ONCE)
    assert "Still working on Lab" in text(working)
    await until_done(school)
    assert (len(school.at_zoom()), final(school).view.title) == (1, "Scheduled: Lab")
    assert len(school.to("ana")) == 1


async def test_a_connection_that_is_refused_is_tried_again_soon(school):
    away = zoom_client(school.sandbox, school.store, api_url="http://127.0.0.1:9/v2")
    working = await school.say("ana", ONCE, settle=False)
    job = next(iter(await waiting(school)))
    with pytest.raises(ZoomUnavailable):
        await create_meeting(job, replace(school.tools, zoom=away))
    assert working.view.tone is Tone.WORKING
    await school.settle()
    assert final(school).view.title == "Scheduled: Lab"
    await away.close()


async def test_a_zoom_too_slow_to_answer_still_makes_one_meeting():
    async with a_school(timeout_s=0.2) as school:
        school.trouble(**CREATE, hang=True, after_effect=True)
        await school.say("ana", ONCE)
        await until_done(school)
        assert len(school.at_zoom()) == 1
        assert final(school).view.title == "Scheduled: Lab"


async def test_a_person_answers_are_not_held_up_by_a_slow_zoom():
    async with a_school(timeout_s=0.2) as school:
        school.trouble(hang=True, times=9)
        working = await school.say("ana", ONCE, settle=False)
        assert working.view.tone is Tone.WORKING


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (400, 200, "account's plan"),
        (400, 300, "one of the values"),
        (404, 1001, "couldn't find that person"),
        (400, 1010, "isn't part of this Zoom account"),
        (400, 1120, "hasn't accepted"),
        (400, 3000, "I couldn't"),
        (400, 99999, "I couldn't"),
    ],
)
async def test_a_refusal_is_said_and_nothing_is_left_half_done(school, status, code, says):
    school.trouble(**CREATE, status=status, body={"code": code, "message": "no"})
    told = await school.say("ana", ONCE)
    assert (told.view.tone, told.view.title) == (Tone.BAD, "I couldn't do that: Lab")
    assert says in text(told)
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).state == "failed"
        assert (await unit.jobs.health()).waiting == 0
    assert "No class" in text(await school.say("ana", "list"))


async def test_a_missing_scope_is_named_for_the_admin(school):
    school.sandbox.account.scopes = frozenset(GRANULAR) - {"meeting:write:meeting:admin"}
    told = await school.say("ana", ONCE)
    assert told.view.tone is Tone.BAD
    assert "meeting:write:meeting:admin" in text(told) or "lectern check" in text(told)


async def test_revoked_tokens_are_renewed_in_silence(school):
    await school.say("ana", ONCE)
    school.sandbox.account.revoke_tokens()
    assert (await school.say("ana", 'new "Next" tomorrow 5pm')).view.tone is Tone.GOOD


async def test_at_a_hosts_daily_limit_it_waits_for_zooms_midnight_and_says_so(school):
    ana = school.sandbox.account.user("ana@uni.example").id
    school.sandbox.account.limits.spend_host(ana, school.now, 100)
    waiting = await school.say("ana", ONCE)
    assert waiting.view.tone is Tone.WORKING
    assert "I'll carry on when Zoom's day begins, at 00:00 UTC." in text(waiting)
    await school.later(hours=14)
    assert school.at_zoom() == []
    await until_done(school)
    assert (len(school.at_zoom()), final(school).view.title) == (1, "Scheduled: Lab")
    assert school.now < school.now.replace(hour=1)


async def test_a_second_limit_is_waited_for_without_looking(school):
    school.trouble(
        **CREATE,
        status=429,
        body={"code": 429, "message": "You have reached the maximum per-second rate limit for this API."},
    )
    await school.say("ana", ONCE)
    await school.later(seconds=2)
    assert final(school).view.title == "Scheduled: Lab"


async def test_work_that_was_given_up_is_told_shown_and_tried_again_by_a_button(school):
    school.trouble(**CREATE, status=500, times=99)
    await school.say("ana", ONCE)
    await until_done(school)
    assert (final(school).view.tone, final(school).view.title) == (Tone.BAD, "I couldn't do that: Lab")
    assert "1 piece of work was given up" in text(await school.say("ada", ""))

    status = await school.say("ada", "status")
    assert "create meeting" in text(status)
    school.sandbox.faults.clear()
    await school.press("Try again", on=status, by="ada")
    await until_done(school)
    assert len(school.at_zoom()) == 1
    assert final(school).view.title == "Scheduled: Lab"
    again = await school.press("Try again", on=status, by="ada", delivery="later")
    assert again.view.title == "Trying again …"
    assert len(school.at_zoom()) == 1


# Changes.


@pytest.fixture
async def weekly(school):
    return await school.say("ana", 'new "Algebra" every tue 10am x 4')


@pytest.mark.parametrize("after_effect", [True, False], ids=["after its effect", "before its effect"])
async def test_a_move_whose_answer_was_lost_ends_as_wanted(school, weekly, after_effect):
    before = school.dates_at_zoom()
    school.trouble(method="PATCH", path="/meetings/*", drop=True, after_effect=after_effect)
    working = await school.say("ana", "move to 4pm all")
    assert "Still working on Algebra" in text(working)
    await until_done(school)
    assert school.dates_at_zoom() == [one.replace(hour=15) for one in before]
    assert final(school).view.title == "Moved: Algebra"


@pytest.mark.parametrize(("label", "left"), [("Cancel only", 3), ("Cancel this and later", 0), ("Cancel the whole", 4)])
@pytest.mark.parametrize("after_effect", [True, False], ids=["after its effect", "before its effect"])
async def test_a_cancellation_whose_answer_was_lost_ends_as_wanted(school, weekly, label, left, after_effect):
    (meeting,) = school.at_zoom()
    await school.say("ana", "cancel")
    school.trouble(method="DELETE", path="/meetings/*", drop=True, after_effect=after_effect)
    await school.press(label, by="ana")
    await until_done(school)
    assert final(school).view.title == "Cancelled: Algebra"
    assert sum(not one.deleted for one in meeting.occurrences) == left
    assert meeting.deleted == (label == "Cancel the whole")


async def test_a_refused_move_leaves_the_class_as_it_was_and_open_for_another(school, weekly):
    before = school.dates_at_zoom()
    school.trouble(method="PATCH", path="/meetings/*", status=400, body={"code": 3003, "message": "no"})
    told = await school.say("ana", "move to 4pm all")
    assert told.view.tone is Tone.BAD
    assert school.dates_at_zoom() == before
    assert (await school.say("ana", "move to 5pm all")).view.title == "Moved: Algebra"


async def test_a_change_that_was_given_up_is_tried_again_by_a_button(school, weekly):
    before = school.dates_at_zoom()
    school.trouble(method="PATCH", path="/meetings/*", status=500, times=99)
    await school.say("ana", "move to 4pm all")
    await until_done(school)
    assert final(school).view.tone is Tone.BAD
    school.sandbox.faults.clear()
    await school.say("ada", "status")
    await school.press("Try again", by="ada")
    assert school.dates_at_zoom() == [one.replace(hour=15) for one in before]
    assert final(school).view.title == "Moved: Algebra"


async def test_a_given_up_change_gives_way_to_a_later_one(school, weekly):
    school.trouble(method="PATCH", path="/meetings/*", status=500, times=99)
    await school.say("ana", "move to 4pm all")
    await until_done(school)
    school.sandbox.faults.clear()
    status = await school.say("ada", "status")
    await school.say("ana", "cancel")
    await school.press("Cancel the whole", by="ana")
    await school.press("Try again", on=status, by="ada")
    assert school.at_zoom() == []


async def test_connect_says_when_zoom_refuses_and_waits_when_it_is_away(school):
    school.trouble(path="/users/*", status=400, body={"code": 200, "message": "no"})
    assert (await school.say("ana", "connect")).view.tone is Tone.BAD
    school.trouble(path="/users/*", status=503)
    await school.say("ana", "connect")
    await until_done(school)
    assert final(school).view.title == "This is you"


async def test_what_runs_twice_says_and_makes_everything_once(school):
    await school.say("ana", WEEKLY)
    before = await school.rows()
    work = CreateMeeting(meeting=1, answer=school.request("ana", None).answer.to_data(), card="x")
    await create_meeting(work, school.tools)
    assert await school.rows() == before
    assert len(school.at_zoom()) == 1


async def test_dates_zoom_made_otherwise_are_said(school):
    school.trouble(**CREATE, after_effect=True, drop=True)
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    school.at_zoom()[0].occurrences[1].start += timedelta(hours=1)
    await until_done(school)
    assert "Zoom made other dates" in text(final(school))
