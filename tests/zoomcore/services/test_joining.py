from datetime import timedelta
from pathlib import Path

import pytest

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink, JoinMeeting, OpenJoinPage
from zoomcore.views import Card, Tone


@pytest.fixture
async def class_at_three(school):
    """Today 15:00 to 15:50 in Madrid, Ana's; it is 10:00."""
    await school.say("ana", 'new "Algebra" today 3pm for 50m')
    async with school.store.reading() as unit:
        return await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))


def occurrence(dated):
    return dated.occurrence.id


async def test_a_student_gets_a_link_of_their_own(school, class_at_three):
    joined = await school.say("bo", "join")
    link = school.url(joined, "Join as Bo Chen")
    token = link.rpartition("/")[2]
    assert school.links.read_join(token) == (school.ids["bo"], occurrence(class_at_three))
    assert "The door opens at 14:45" in text(joined)
    assert "roster" not in text(joined)


async def test_a_guest_of_the_channel_may_join_and_is_told_that_they_are_one(school, class_at_three):
    assert "You aren't on this course's roster" in text(await school.say("gus", "join"))


async def test_the_host_is_offered_to_start(school, class_at_three):
    joined = await school.say("ana", "join")
    assert school.url(joined, "Start as host")
    assert "The door opens" not in text(joined)


async def test_staff_is_not_told_of_a_door(school, class_at_three):
    assert "The door opens" not in text(await school.say("tia", "join"))


async def test_a_class_is_found_by_course_number_and_topic(school, class_at_three):
    number = class_at_three.meeting.zoom_id
    for line in ("join MATH201", f"join {number}", "join algebra"):
        assert (await school.say("bo", line, where="")).view.title == "Algebra", line


async def test_a_number_means_nothing_to_who_has_no_part_in_the_course(school, class_at_three):
    number = class_at_three.meeting.zoom_id
    assert "I don't know a meeting" in text(await school.say("li", f"join {number}", where=""))
    assert (await school.say("gus", f"join {number}")).view.title == "Algebra"
    assert "I don't know a meeting 99999999999" in text(await school.say("bo", "join 99999999999"))


async def test_with_nothing_coming_up_the_way_on_is_said(school):
    told = text(await school.say("bo", "join"))
    assert "There is no class coming up here." in told
    assert "list" in told


async def test_a_class_zoom_has_not_confirmed_cannot_be_joined(school):
    school.trouble(method="POST", path="/users/*/meetings", status=503, times=99)
    await school.say("ana", 'new "Algebra" today 3pm')
    assert "no class coming up" in text(await school.say("bo", "join"))


async def test_a_cancelled_class_cannot_be_joined_by_an_old_button(school, class_at_three):
    await school.say("ana", "cancel")
    await school.press("Cancel Algebra", by="ana")
    old = JoinMeeting(target=Target(meeting=class_at_three.meeting.id, occurrence=occurrence(class_at_three)))
    assert "That class was cancelled." in text(await school.wish("bo", old))


async def test_the_page_waits_before_the_door_opens(school, class_at_three):
    page = await school.page("bo", OpenJoinPage(occurrence=occurrence(class_at_three)))
    assert (page.view.tone, [one.label for one in page.view.actions]) == (Tone.WORKING, ["Join as Bo Chen"])
    assert "The door opens at Mon 23 Nov 2026, 14:45" in text(page)


async def test_looking_at_the_page_fifty_times_leaves_no_trace(school, class_at_three):
    look = OpenJoinPage(occurrence=occurrence(class_at_three))
    before = await school.rows()
    with school.store.count_statements() as seen:
        for _time in range(50):
            await school.page("bo", look)
    assert await school.rows() == before
    assert all(one.lstrip().startswith("SELECT") for one in seen.statements)


async def test_going_on_before_the_door_opens_leads_nowhere(school, class_at_three):
    page = await school.page("bo", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert isinstance(page.view, Card)
    assert (await school.rows())["click"] == 0


async def test_in_the_window_the_click_is_recorded_and_leads_to_zoom(school, class_at_three):
    await school.later(hours=4, minutes=46)
    goal = await school.follow("bo", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert goal == class_at_three.meeting.join_url
    await school.follow("bo", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert (await school.rows())["click"] == 2


async def test_the_host_gets_a_fresh_start_link_at_any_time_and_it_is_never_kept(school, class_at_three):
    first = await school.follow("ana", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert "zak=" in first or "/s/" in first
    await school.store.close()
    kept = b"".join(path.read_bytes() for path in Path(school.store.url.removeprefix("sqlite:///")).parent.iterdir())
    secret = first.partition("?")[2].encode()
    assert secret
    assert secret not in kept
    assert b"/s/" not in kept


async def test_where_zoom_gives_no_start_link_the_host_gets_the_plain_one(school, class_at_three):
    school.trouble(method="GET", path="/meetings/*", status=503)
    page = await school.page("ana", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert page.view.tone is Tone.WARNING
    assert class_at_three.meeting.join_url in text(page)


async def test_when_the_class_has_ended_the_door_is_closed(school, class_at_three):
    number = class_at_three.meeting.zoom_id
    await school.later(hours=5)
    school.sandbox.start(number)
    await school.hear_zoom()
    await school.later(minutes=70)
    # Over its time, and still on: the door stays open.
    assert await school.follow("bo", FollowJoinLink(occurrence=occurrence(class_at_three)))

    school.sandbox.end(number)
    await school.hear_zoom()
    page = await school.page("bo", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert "This class is over." in text(page)


async def test_two_hours_after_its_time_a_class_nobody_ended_is_over(school, class_at_three):
    await school.later(hours=7, minutes=51)
    page = await school.page("bo", OpenJoinPage(occurrence=occurrence(class_at_three)))
    assert "This class is over." in text(page)


async def test_the_host_of_a_cancelled_class_is_told_so(school, class_at_three):
    await school.say("ana", "cancel")
    await school.press("Cancel Algebra", by="ana")
    page = await school.page("ana", FollowJoinLink(occurrence=occurrence(class_at_three)))
    assert "That class was cancelled." in text(page)


async def test_a_page_of_a_stranger_or_of_no_class_is_answered_kindly(school, class_at_three):
    assert "I don't know that class" in text(await school.page("bo", OpenJoinPage(occurrence=999)))
    school.ids = {**school.ids, "who": 999}
    assert "I don't know that person" in text(
        await school.page("who", OpenJoinPage(occurrence=occurrence(class_at_three)))
    )


# Starting.


async def test_start_opens_the_class_that_is_due(school, class_at_three):
    await school.later(hours=4, minutes=50)
    started = await school.say("ana", "start")
    assert started.view.title == "Algebra"
    assert school.url(started, "Start as host")
    assert school.button(started, "Start a separate meeting")


async def test_before_it_is_due_start_asks_which(school, class_at_three):
    asked = await school.say("ana", "start")
    assert (asked.view.title, asked.view.tone) == ("Start which?", Tone.ASK)
    separate = await school.press("Start a separate meeting", by="ana")
    assert separate.view.title == "Scheduled: MATH201 meeting"
    assert len(school.at_zoom()) == 2


async def test_an_assistant_opens_the_class_though_not_as_its_host(school, class_at_three):
    await school.later(hours=4, minutes=50)
    assert school.url(await school.say("tia", "go"), "Open the class")


async def test_now_asks_before_it_starts_a_second_meeting_beside_a_due_one(school, class_at_three):
    await school.later(hours=4, minutes=50)
    asked = await school.say("ana", 'now "Quick question"')
    assert asked.view.title == "Algebra is due now"
    assert school.url(await school.press("Start Algebra", on=asked, by="ana"), "Start as host")
    await school.press("Start a separate", on=asked, by="ana")
    assert {one.topic for one in school.at_zoom()} == {"Algebra", "Quick question"}


async def test_now_while_a_class_runs_asks_too(school, class_at_three):
    school.sandbox.start(class_at_three.meeting.zoom_id)
    await school.hear_zoom()
    assert (await school.say("ana", "now")).view.title == "Algebra is due now"


async def test_now_is_a_scheduled_meeting_that_starts_now(school):
    done = await school.say("ana", 'now "Quick question"')
    (meeting,) = school.at_zoom()
    assert (meeting.type, meeting.start) == (2, school.now)
    assert school.url(done, "Start as host")
    assert not [one for one in await dates(school) if one.start > school.now + timedelta(minutes=1)]


async def test_beside_a_class_without_a_time_now_starts_at_once(school):
    await school.say("ana", 'new "Open office" anytime')
    await school.say("ana", "now")
    assert len(school.at_zoom()) == 2


async def dates(school):
    async with school.store.reading() as unit:
        return await unit.meetings.occurrences(1)
