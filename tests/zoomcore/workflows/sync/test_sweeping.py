"""Once in a while the hosts' lists are read: what webhooks missed is found, told once, and nothing else is asked."""

from datetime import timedelta

import pytest

from tests.school import text
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.work import SweepZoom
from zoomcore.sandbox import Plan

ROUND = timedelta(hours=6)
GAP = timedelta(minutes=11)


async def sweep(school, later=ROUND):
    """The next round, with what follows from it; how many calls that were. No webhook is heard."""
    school.sandbox.advance(later)
    before = len(school.sandbox.requests)
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(SweepZoom())
        await unit.jobs.hurry(SweepZoom.kind, SweepZoom().key)
    await school.settle()
    calls = len(school.sandbox.requests) - before
    await school.later(seconds=GAP.total_seconds())
    return calls


async def meeting(school, number=1):
    async with school.store.reading() as unit:
        return await unit.meetings.get(number)


async def starts(school, number=1):
    async with school.store.reading() as unit:
        dates = await unit.meetings.occurrences(number)
    return [one.start for one in dates if one.state == "scheduled"]


def told(school, who):
    return [text(one.reply) for one in school.to(who) if "Changed at Zoom" in text(one.reply)]


@pytest.fixture
async def weekly(school):
    """Tuesdays at ten, posted; it is the Monday before."""
    done = await school.say("ana", 'new "Algebra" every tue 10am x 6')
    await school.press("Post to", on=done, by="ana")
    await sweep(school)
    return school.at_zoom()[0]


async def test_what_is_as_it_was_costs_one_list_a_host(school, weekly):
    await school.say("li", "help", where="")
    assert await sweep(school) == 1
    assert await sweep(school, timedelta(days=1)) == 1
    assert told(school, "ana") == []


async def test_a_series_that_went_on_to_its_next_date_is_no_news(school, weekly):
    assert await sweep(school, timedelta(days=3)) == 1
    assert told(school, "ana") == []


async def test_a_renamed_class_costs_one_read_more_and_is_told_in_one_message(school, weekly):
    school.sandbox.portal.change(weekly.id, topic="Algebra for all")
    school.sandbox.portal.change(weekly.id, occurrence_id=weekly.occurrences[1].id, start_time="2026-12-01T12:00:00Z")
    assert await sweep(school) == 2
    (digest,) = told(school, "ana")
    assert "Its topic was “Algebra”." in digest
    assert "Moved from" in digest
    assert (await meeting(school)).topic == "Algebra for all"
    assert weekly.occurrences[1].start in await starts(school)
    assert school.posts()[0].reply.view.title == "Algebra for all"
    assert await sweep(school) == 1
    assert len(told(school, "ana")) == 1


async def test_several_classes_are_told_in_one_message(school, weekly):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await sweep(school)
    for one in school.at_zoom():
        school.sandbox.portal.change(one.id, topic=f"{one.topic} B")
    await sweep(school)
    (digest,) = told(school, "ana")
    assert "Algebra B" in digest
    assert "Lab B" in digest
    assert told(school, "bo") == []


async def test_what_lists_do_not_carry_is_read_once_a_week(school, weekly):
    school.sandbox.portal.change(weekly.id, settings={"waiting_room": False})
    assert await sweep(school) == 1
    assert (await meeting(school)).options.waiting_room
    assert await sweep(school, timedelta(days=7)) == 2
    assert not (await meeting(school)).options.waiting_room
    assert "The waiting room is off." in told(school, "ana")[0]
    assert await sweep(school) == 1


async def test_a_date_taken_out_and_one_added_are_taken_over_and_the_past_stays(school, weekly):
    await school.later(days=9)
    before = await starts(school)
    school.sandbox.portal.delete(weekly.id, weekly.occurrences[3].id)
    await sweep(school, timedelta(days=7))
    assert await starts(school) == [*before[:3], *before[4:]]
    assert "A date is off: " in told(school, "ana")[0]


async def test_one_not_found_is_doubted_and_a_second_on_the_same_day_is_the_same_doubt(school, weekly):
    school.trouble(method="GET", path="/users/*/meetings", status=200, body={"meetings": []}, times=2)
    school.trouble(method="GET", path="/meetings/*", status=404, body={"code": 3001, "message": "no"}, times=2)
    await sweep(school, timedelta(hours=2))
    await sweep(school, timedelta(hours=2))
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    assert told(school, "ana") == []
    assert await sweep(school, timedelta(hours=2)) == 1
    async with school.store.reading() as unit:
        assert (await unit.sync.find(1)).strikes == 0


async def test_what_two_days_do_not_find_is_gone_and_comes_back_by_itself(school, weekly):
    weekly.deleted = True
    await sweep(school)
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    await sweep(school, timedelta(days=1))
    assert (await meeting(school)).state is MeetingState.GONE
    assert "Zoom doesn't have it any more" in told(school, "ana")[-1]
    assert "so it is off for now" in text(school.posts()[0].reply)
    assert "no class coming up" in text(await school.say("bo", "join"))

    weekly.deleted = False
    await sweep(school, timedelta(days=1))
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    assert "It is back at Zoom" in told(school, "ana")[-1]
    assert "Algebra" in text(await school.say("bo", "join"))


async def test_a_user_whom_zoom_does_not_find_takes_no_class_away(school, weekly):
    school.trouble(method="GET", path="/users/*/meetings", status=404, body={"code": 1001, "message": "no"}, times=9)
    school.trouble(method="GET", path="/meetings/*", status=404, body={"code": 1001, "message": "no"}, times=9)
    await sweep(school, timedelta(days=1))
    await sweep(school, timedelta(days=1))
    assert (await meeting(school)).state is MeetingState.SCHEDULED


async def test_a_class_handed_to_another_host_is_theirs(school, weekly):
    await school.say("li", "help", where="")
    await school.say("li", "connect", where="")
    school.sandbox.portal.hand_over(weekly.id, "li@uni.example")
    await sweep(school)
    assert (await meeting(school)).host_id == school.ids["li"]
    assert "Li Wei hosts it now." in told(school, "ana")[0]
    assert await sweep(school) == 1


async def test_a_class_called_off_here_is_not_brought_back_by_a_list(school, weekly):
    school.trouble(method="DELETE", path="/meetings/*", status=400, body={"code": 3000, "message": "Not meeting host"})
    await school.say("ana", "cancel")
    done = await school.press("Cancel the whole series", by="ana")
    assert "Ask that person to delete it" in text(done)
    assert "Undo" not in [one.label for one in school.actions(done)]
    await sweep(school)
    assert (await meeting(school)).state is MeetingState.CANCELLED


async def test_a_class_over_long_ago_is_not_asked_about(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await sweep(school, timedelta(days=3))
    assert await sweep(school, timedelta(days=30)) == 0


async def test_a_sweep_that_is_repeated_reads_no_list_twice(school, weekly):
    await sweep(school)
    assert await sweep(school, timedelta()) == 0


async def test_lists_that_are_not_for_us_to_read_say_nothing(school, weekly):
    school.trouble(
        method="GET", path="/users/*/meetings", status=403, body={"code": 2306, "message": "hidden"}, times=9
    )
    for _day in range(3):
        assert await sweep(school, timedelta(days=1)) == 1
    assert (await meeting(school)).state is MeetingState.SCHEDULED


async def test_a_host_who_may_not_host_at_present_takes_no_class_away(school, weekly):
    school.sandbox.set_plan("ana@uni.example", Plan.NONE)
    for _day in range(3):
        await sweep(school, timedelta(days=1))
    assert (await meeting(school)).state is MeetingState.SCHEDULED


async def test_webinars_are_swept_in_a_list_of_their_own(school):
    number = school.sandbox.portal.create(
        "ana@uni.example", kind="webinar", type=5, topic="Talk", start_time="2026-12-15T10:00:00Z"
    )
    await school.say("ana", f"course adopt {number}")
    await sweep(school)
    school.sandbox.portal.change(number, topic="Talk for all")
    assert await sweep(school) == 2
    assert (await meeting(school)).topic == "Talk for all"


async def test_a_failing_read_is_made_up_for_in_the_next_round(school, weekly):
    school.sandbox.portal.change(weekly.id, topic="Algebra for all")
    school.trouble(method="GET", path="/meetings/*", status=400, body={"code": 300, "message": "no"})
    await sweep(school)
    assert (await meeting(school)).topic == "Algebra"
    await sweep(school)
    assert (await meeting(school)).topic == "Algebra for all"
