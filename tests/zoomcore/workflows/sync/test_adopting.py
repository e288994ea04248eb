"""Meetings made in Zoom's portal come into a course with their dates and what was held; lost ones are made anew."""

from datetime import timedelta

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.mortal import live
from tests.zoomcore.workflows.sync.test_sweeping import meeting, starts
from tests.zoomcore.workflows.test_zoom_trouble import final, until_done
from zoomcore.domain.attendance.rules import AttendanceRule
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.work import CreateMeeting, TakeInMeeting
from zoomcore.sandbox import Step
from zoomcore.sandbox.booking import Run
from zoomcore.storage.payloads import work_of
from zoomcore.workflows.create import create_meeting
from zoomcore.workflows.sync.adopting import take_in_meeting

RULE = {"type": 2, "repeat_interval": 1, "weekly_days": "3", "end_times": 8}


def at_portal(school, who="ana", **body):
    given = {"topic": "Seminar", "start_time": "2026-11-24T10:00:00", "timezone": "Europe/Madrid", "duration": 50}
    return school.sandbox.portal.create(f"{who}@uni.example", **given | body)


def series(school, who="ana", **body):
    return at_portal(school, who, type=8, recurrence=RULE, **body)


def spaced(number):
    digits = str(number)
    return f"{digits[:3]} {digits[3:-4]} {digits[-4:]}"


async def test_a_series_of_the_portal_comes_in_by_its_number_as_it_is(school):
    number = series(school)
    done = await school.say("ana", f"course adopt {spaced(number)}")
    assert done.view.title == "Taken in: Seminar"
    assert "every Tuesday: 8 classes" in text(done)
    assert await starts(school) == school.dates_at_zoom()
    ours = await meeting(school)
    assert (ours.zoom_id, ours.host_id, ours.schedule.weekdays) == (number, school.ids["ana"], (2,))
    assert "Seminar" in text(await school.say("bo", "join"))
    assert school.calls("POST") == school.calls("PATCH") == 0


async def test_it_may_be_moved_and_posted_like_any_other(school):
    number = at_portal(school)
    done = await school.say("ana", f"course adopt {number} MATH201")
    await school.press("Post to", on=done, by="ana")
    assert school.posts()[0].reply.view.title == "Seminar"
    assert (await school.say("ana", "move to tue 4pm")).view.title == "Moved: Seminar"


async def test_a_webinar_is_found_under_its_own_kind(school):
    number = at_portal(school, kind="webinar", type=5)
    done = await school.say("ana", f"course adopt {number}")
    assert done.view.title == "Taken in: Seminar"
    assert (await meeting(school)).kind == "webinar"


async def test_a_webinar_that_was_taken_in_is_a_class_like_any_other(school):
    number = at_portal(school, kind="webinar", type=5)
    offered = await school.say("ana", "course adopt")
    done = await school.press("Take in Seminar", by="ana", on=offered)
    assert done.view.title == "Taken in: Seminar"

    await school.press("Post to", on=done, by="ana")
    link = await school.press("Join class", by="bo", on=school.posts()[0].reply)
    assert "Seminar" in text(link)
    assert (await school.say("ana", "move to tue 4pm")).view.title == "Moved: Seminar"
    made = school.sandbox.account.meetings[number]
    assert (made.start.hour, made.start.weekday()) == (15, 1)
    await school.say("ana", "cancel")
    await school.press("Cancel", by="ana")
    assert school.at_zoom() == []


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 400, "body": {"code": 200, "message": "Webinar plan is missing."}},
        {
            "status": 400,
            "body": {"code": 4711, "message": "without scopes:[webinar:read:list_webinars:admin]"},
        },
        {"status": 404, "body": {"code": 1001, "message": "User does not exist."}},
    ],
)
async def test_who_may_have_no_webinars_is_offered_their_meetings(school, trouble):
    at_portal(school)
    school.trouble(method="GET", path="/users/*/webinars", times=9, **trouble)

    assert "Take in Seminar" in text(await school.say("ana", "course adopt"))


async def test_what_was_held_in_the_last_30_days_comes_along_and_counts_for_nobody(school):
    number = series(school)
    await school.later(days=1)
    school.sandbox.play(
        number,
        [
            Step(at=school.now, action="start"),
            Step(at=school.now, action="join", email="bo@uni.example", name="Bo Chen"),
            Step(at=school.now + timedelta(minutes=50), action="end"),
        ],
    )
    await school.later(hours=2)
    done = await school.say("ana", f"course adopt {number}")
    assert "1 date of the last 30 days" in text(done)
    assert len(await starts(school)) == 8
    await school.later(hours=3)
    seen = await school.say("ana", "attendance last")
    assert "counts for nobody: It was held before this class was taken in here." in text(seen)
    async with school.store.reading() as unit:
        rows = await unit.sheets.rows(1)
    assert rows[school.ids["bo"]].attendance.points is None
    assert rows[school.ids["bo"]].attendance.attended > timedelta(minutes=40)
    await school.press("Count this class again", by="ana")
    async with school.store.reading() as unit:
        assert (await unit.sheets.find(1)).state is SheetState.FINAL


async def test_a_host_from_outside_the_course_needs_an_admin(school):
    number = at_portal(school, "li")
    await school.say("li", "help", where="")
    refused = await school.say("ana", f"course adopt {number}")
    assert "Li Wei hosts that meeting and doesn't teach MATH201" in text(refused)
    assert (await school.rows())["meeting"] == 0
    assert (await school.say("ada", f"course adopt {number}")).view.title == "Taken in: Seminar"
    assert (await meeting(school)).host_id == school.ids["li"]


async def test_an_admin_takes_in_a_class_of_somebody_never_met(school):
    number = at_portal(school, "idle.tom")
    done = await school.say("ada", f"course adopt {number}")
    assert "Host: idle.tom" in text(done)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("course adopt 999 9999 9999", "Zoom doesn't know a meeting 999 9999 9999"),
        ("course adopt Seminar", "I need the meeting's id"),
        ("course adopt 12", "I need the meeting's id"),
        ("course adopt 999 9999 9999 PHYS9", "I don't know a course PHYS9"),
    ],
)
async def test_what_cannot_be_taken_in_is_said_clearly(school, line, sentence):
    assert sentence in text(await school.say("ana", line))


async def test_what_is_here_already_is_not_taken_in_twice(school):
    number = at_portal(school)
    await school.say("ana", f"course adopt {number}")
    assert "Seminar is in MATH201 already" in text(await school.say("ana", f"course adopt {number}"))
    await school.say("ada", 'course add PHYS1 "Physics"')
    elsewhere = await school.say("ada", f"course adopt {number} PHYS1")
    assert "belongs to another course" in text(elsewhere)
    assert (await school.rows())["meeting"] == 1


async def test_what_was_let_go_of_may_be_taken_in_again(school):
    number = at_portal(school)
    await school.say("ana", f"course adopt {number}")
    school.trouble(method="DELETE", path="/meetings/*", status=400, body={"code": 3000, "message": "Not meeting host"})
    await school.say("ana", "cancel")
    await school.press("Cancel Seminar", by="ana")
    assert (await school.say("ana", f"course adopt {number}")).view.title == "Taken in: Seminar"
    assert (await meeting(school)).state is MeetingState.SCHEDULED


async def test_a_job_that_died_after_taking_it_in_does_not_complain_of_itself(school):
    number = at_portal(school)
    await school.say("ana", f"course adopt {number}")
    async with school.store.unit() as unit:
        job = await unit.jobs.find(TakeInMeeting.kind, f"delivery-{school.deliveries}")
    await take_in_meeting(work_of(job), school.tools)
    await school.settle()
    assert not [one for one in school.to("ana") if "already" in text(one.reply)]
    assert (await school.rows())["meeting"] == 1


async def test_while_zoom_is_away_it_is_tried_again_and_in_the_end_told(school):
    number = at_portal(school)
    school.trouble(method="GET", path="/meetings/*", status=503, times=2)
    waiting = await school.say("ana", f"course adopt {number}")
    assert waiting.view.title.startswith("Still working on")
    await until_done(school)
    assert final(school).view.title == "Taken in: Seminar"


@pytest.mark.parametrize("line", ["course adopt", "course adopt 999 9999 9999"])
async def test_what_is_given_up_is_told_to_who_waits(school, line):
    await school.say("ana", "connect", where="")
    school.trouble(path="/**", status=503, times=999)
    await school.say("ana", line)
    await until_done(school)
    assert "couldn't do that" in text(final(school))


async def test_what_the_app_may_not_list_is_said(school):
    await school.say("ana", "connect", where="")
    school.trouble(method="GET", path="/users/*/meetings", status=403, body={"code": 2306, "message": "hidden"})
    assert "hidden from this app" in text(await school.say("ana", "course adopt"))


async def test_a_class_over_long_ago_stays_where_it_is(school):
    number = at_portal(school)
    opened = school.now + timedelta(days=20)
    school.sandbox.meeting(number).runs.append(Run(uuid="rehearsal==", started=opened, ended=opened))
    await school.later(days=32)
    assert "was over long ago" in text(await school.say("ana", f"course adopt {number}"))


async def test_a_student_cannot_take_anything_in(school):
    assert "for its instructor" in text(await school.say("bo", f"course adopt {at_portal(school)}"))


# Offering.


async def test_without_a_number_my_coming_classes_are_offered_and_a_press_takes_one_in(school):
    number = series(school)
    await school.say("ana", 'new "Known" tomorrow 3pm')
    offered = await school.say("ana", "course adopt")
    assert "Start MATH201 with the class you already have" in text(offered)
    assert "Known" not in text(offered)
    assert (await school.press("Take in Seminar", by="ana")).view.title == "Taken in: Seminar"
    assert (await meeting(school, 2)).zoom_id == number
    assert "Nothing new at Zoom" in text(await school.say("ana", "course adopt"))


async def test_whoever_links_a_channel_is_offered_the_class_they_have(school):
    series(school)
    asked = await school.say("ana", "course map PHYS1", where="physics")
    assert asked.view
    (card,) = [one for one in school.to("ada") if "wants a channel" in text(one.reply)]
    await school.press("Approve PHYS1", by="ada", on=card.reply, where="")
    (offer,) = [one for one in school.to("ana") if "Start PHYS1" in text(one.reply)]
    done = await school.press("Take in Seminar", by="ana", on=offer.reply, where="")
    assert "PHYS1" in text(done)


async def test_nobody_is_offered_what_is_not_there(school):
    await school.say("ada", 'course add PHYS1 "Physics"')
    await school.say("ada", "course people PHYS1 add ana@uni.example as instructor")
    await school.say("ada", "course map PHYS1", where="physics")
    assert not [one for one in school.to("ana") if "Start PHYS1" in text(one.reply)]


async def test_a_meeting_made_at_zoom_that_names_the_course_is_offered_once(school):
    await school.say("ana", "connect", where="")
    number = at_portal(school, topic="math201 revision")
    at_portal(school, topic="MATH2011 and family matters")
    await school.hear_zoom(copies=2)
    (offer,) = [one for one in school.to("ana") if "at Zoom" in text(one.reply)]
    assert "You made math201 revision at Zoom" in text(offer.reply)
    await school.press("Take in math201", by="ana", on=offer.reply, where="")
    assert (await meeting(school)).zoom_id == number


async def test_what_we_made_ourselves_is_not_offered(school):
    await school.say("ana", 'new "MATH201 revision" tomorrow 3pm')
    await school.hear_zoom()
    assert not [one for one in school.to("ana") if "You made" in text(one.reply)]


# Making anew.


@pytest.fixture
async def lost(school):
    """A posted series with an option of its own, of which three dates are to come, deleted in the portal."""
    done = await school.say("ana", 'new "Algebra" every tue 10am x 4')
    await school.press("Post to", on=done, by="ana")
    number = school.at_zoom()[0].id
    school.sandbox.portal.change(number, settings={"mute_upon_entry": True, "alternative_hosts": "li@uni.example"})
    await school.hear_zoom()
    await school.later(days=2)
    school.sandbox.portal.delete(number)
    await school.hear_zoom()
    await school.later(minutes=11)
    return number


async def test_a_lost_class_is_made_anew_under_the_same_host_with_its_options(school, lost):
    digest = school.to("ana")[-1]
    done = await school.press("Make Algebra anew", by="ana", on=digest.reply, where="")
    assert done.view.title == "Scheduled: Algebra"
    (made,) = school.at_zoom()
    assert made.id != lost
    assert made.settings["mute_upon_entry"]
    assert made.settings["alternative_hosts"] == "li@uni.example"
    assert len(school.dates_at_zoom()) == 3
    assert school.sandbox.account.users[made.host_id].email == "ana@uni.example"


async def test_a_rule_of_its_own_counts_in_the_new_one_too(school, lost):
    rule = AttendanceRule(late_after=timedelta(minutes=3))
    async with school.store.unit() as unit:
        await unit.sheets.set_rule(school.math.id, rule, by=school.ids["ana"], meeting_id=1)

    await school.say("ana", "recreate")

    async with school.store.reading() as unit:
        assert await unit.sheets.rule_of(school.math.id, 2) == rule


async def test_its_post_leads_to_the_new_one(school, lost):
    await school.say("ana", "recreate")
    (post,) = school.posts()
    link = await school.press("Join class", by="bo", on=post.reply)
    assert "Algebra" in text(link)
    assert (await meeting(school, 2)).state is MeetingState.SCHEDULED


async def test_it_is_made_anew_once_however_often_it_is_asked_for(school, lost):
    assert (await school.say("ana", f"recreate {spaced(lost)}")).view.title == "Scheduled: Algebra"
    assert "isn't lost" in text(await school.say("ana", f"recreate {lost}"))
    assert "No class of MATH201 is lost" in text(await school.say("ana", "recreate"))
    assert len(school.at_zoom()) == 1


async def test_what_is_over_is_not_made_anew(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    school.sandbox.portal.delete(school.at_zoom()[0].id)
    await school.hear_zoom()
    await school.later(days=3)
    assert "That time is over already" in text(await school.say("ana", "recreate"))
    assert (await meeting(school)).state is MeetingState.GONE


@pytest.mark.postgres
async def test_the_whole_story_on_postgresql(postgres_url):
    async with a_school(url=postgres_url) as school:
        number = series(school)
        await school.say("ana", f"course adopt {number}")
        school.sandbox.portal.change(number, topic="Seminar for all")
        await school.hear_zoom()
        school.sandbox.portal.delete(number)
        await school.hear_zoom()
        await school.later(minutes=11)
        assert "Its topic was “Seminar”" in text(school.to("ana")[-1].reply)
        assert (await school.say("ana", "recreate")).view.title == "Scheduled: Seminar for all"
        assert len(school.dates_at_zoom()) == 8


async def test_of_several_lost_ones_it_is_asked_which(school, lost):
    await school.say("ana", 'new "Lab" every thu 10am x 4')
    (lab,) = school.at_zoom()
    school.sandbox.portal.delete(lab.id)
    await school.hear_zoom()
    asked = await school.say("ana", "recreate")
    assert [one.label for one in school.actions(asked)] == ["Make Lab anew", "Make Algebra anew"]
    assert (await school.press("Make Lab", by="ana")).view.title == "Scheduled: Lab"
    assert (await school.say("ana", "recreate algebra")).view.title == "Scheduled: Algebra"


async def test_dates_that_were_off_stay_off_in_the_new_one(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    await school.say("ana", "cancel")
    await school.press("Cancel only this one", by="ana")
    school.sandbox.portal.delete(school.at_zoom()[0].id)
    await school.hear_zoom()
    await school.say("ana", "recreate")
    assert len(school.dates_at_zoom()) == 3


async def with_a_moved_date(school):
    """Four Tuesdays, the first of them moved to Thursday, with a tracking field; lost at Zoom."""
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    (made,) = school.at_zoom()
    made.tracking_fields = [{"field": "Department", "value": "Mathematics"}]
    school.sandbox.portal.change(made.id, settings={"mute_upon_entry": True})
    await school.hear_zoom()
    await school.say("ana", "move next to thu 16:00 this")
    dates = school.dates_at_zoom()
    assert any(one.weekday() == 3 for one in dates)
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()
    return dates


async def test_moved_dates_and_tracking_fields_stand_in_the_new_one_too(school):
    dates = await with_a_moved_date(school)

    done = await school.say("ana", "recreate")

    assert done.view.title == "Scheduled: Algebra"
    assert "other dates" not in text(done)
    assert school.dates_at_zoom() == dates
    assert await starts(school, 2) == dates
    assert school.at_zoom()[0].tracking_fields == [{"field": "Department", "value": "Mathematics"}]


async def test_a_moved_date_whose_place_in_the_series_is_past_stands_by_itself(school):
    dates = await with_a_moved_date(school)
    # The Tuesday is over, the Thursday it moved to is not.
    await school.later(days=2)

    await school.say("ana", "recreate")

    series, single = sorted(school.at_zoom(), key=lambda one: len(one.occurrences), reverse=True)
    assert [one.start for one in series.occurrences if not one.deleted] == [one for one in dates if one.weekday() == 1]
    assert await starts(school, 3) == [one for one in dates if one.weekday() == 3]
    assert single.settings["mute_upon_entry"]
    said = [text(one.reply) for one in school.to("ana") if "Scheduled: Algebra" in text(one.reply)]
    assert any("Thu 26 Nov 2026, 16:00" in one for one in said)


async def test_where_only_the_moved_date_is_left_it_alone_is_made(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 1')
    await school.say("ana", "move next to thu 16:00 this")
    (made,) = school.at_zoom()
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()
    await school.later(days=2)

    done = await school.say("ana", "recreate")

    assert done.view.title == "Scheduled: Algebra", text(done)
    assert len(school.at_zoom()) == 1


@pytest.mark.parametrize("steps", range(0, 16, 2))
async def test_killed_while_it_is_made_anew_it_ends_with_the_same_dates(school, steps):
    dates = await with_a_moved_date(school)
    await school.say("ana", "recreate", settle=False)
    work = CreateMeeting(meeting=2, answer=school.request("ana", None).answer.to_data(), instead_of=1)

    await live(school, steps, lambda tools: create_meeting(work, tools))
    school.sandbox.advance(school.tools.doubt)
    await school.settle()

    assert school.dates_at_zoom() == dates
    assert await starts(school, 2) == dates


async def test_a_personal_room_is_no_class(school):
    number = at_portal(school, type=1)
    assert "no booked class" in text(await school.say("ana", f"course adopt {number}"))


async def test_who_has_no_zoom_account_is_offered_nothing(school):
    await school.say("ada", "course people MATH201 add nora@uni.example as instructor")
    assert "Nothing new at Zoom" in text(await school.say("nora", "course adopt"))
