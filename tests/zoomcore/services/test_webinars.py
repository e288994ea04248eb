"""Webinars, from the wish to their end: all that meetings have where Zoom has it, and who speaks in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.school import a_school, text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage, RecoverMeeting, ScheduleMeeting
from zoomcore.commands.wishes.sync import AdoptMeeting, RecreateMeeting
from zoomcore.commands.wishes.webinars import AddPanelists
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState
from zoomcore.sandbox.booking import Kind
from zoomcore.views import Tone

WEBINAR = ScheduleMeeting(topic="Open lecture", day=date(2026, 11, 24), at=time(15), webinar=True)
START = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


async def a_webinar(school, **changes):
    await school.wish("ana", replace(WEBINAR, **changes))
    (made,) = [one for one in school.at_zoom() if one.kind is Kind.WEBINAR]
    async with school.store.reading() as unit:
        return made, await unit.meetings.find_by_number(made.id)


def emails(made):
    return [one.email for one in made.panelists]


# Its life.


async def test_a_webinar_is_made_as_one_and_said_so(school):
    done = await school.wish("ana", replace(WEBINAR, practice=True, questions=False))
    (made,) = school.at_zoom()
    assert (made.kind, made.type, made.start) == (Kind.WEBINAR, 5, START)
    assert made.settings["practice_session"] is True
    assert made.settings["question_and_answer"]["enable"] is False
    assert "waiting_room" not in made.settings
    assert "Kind: webinar" in text(done)
    assert "Kind: webinar" in text(await school.say("ana", "list") and await school.press("Details", by="ana"))


async def test_a_meeting_does_not_say_its_kind(school):
    assert "Kind" not in text(await school.say("ana", 'new "Lab" tomorrow 3pm'))


async def test_a_series_of_webinars_moves_and_goes(school):
    made, ours = await a_webinar(school, repeat="weekly", weekdays=(2,), count=3)
    assert (made.type, len(made.occurrences)) == (9, 3)
    await school.say("ana", 'move "Open lecture" to 16:00 all')
    assert [one.start.hour for one in made.occurrences] == [15, 15, 15]
    asked = await school.say("ana", 'cancel "Open lecture" all')
    assert "A cancelled webinar can't be brought back" in text(asked)
    gone = await school.press("Cancel the whole series", by="ana")
    assert "Zoom brings no webinar back" in text(gone)
    assert not [one for one in school.actions(gone) if one.label == "Undo"]
    assert made.deleted
    told = await school.wish("ana", RecoverMeeting(meeting=ours.id))
    assert "Zoom brings no cancelled webinar back." in text(told)


async def test_one_date_of_a_series_is_cancelled_alone(school):
    made, _ours = await a_webinar(school, repeat="weekly", weekdays=(2,), count=3)
    await school.say("ana", 'cancel "Open lecture" this')
    await school.press("Cancel only this one", by="ana")
    assert [one.deleted for one in made.occurrences] == [True, False, False]


async def test_what_zoom_changed_is_followed(school):
    made, ours = await a_webinar(school)
    school.sandbox.portal.change(made.id, topic="Public lecture")
    await school.hear_zoom()
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(ours.id)).topic == "Public lecture"


async def test_one_from_the_portal_is_adopted_as_a_webinar(school):
    number = school.sandbox.portal.create(
        "ana@uni.example", kind="webinar", topic="Talks", start_time="2026-11-25T15:00:00", type=5
    )
    await school.wish("ana", AdoptMeeting(number=number))
    async with school.store.reading() as unit:
        assert (await unit.meetings.find_by_number(number)).kind is MeetingKind.WEBINAR


async def test_a_host_without_the_add_on_is_told_and_offered_a_meeting(school):
    await school.say("ada", "course people MATH201 add li@uni.example as instructor")
    told = await school.wish("li", replace(WEBINAR, course="MATH201"))
    assert "Li Wei has no webinar add-on at Zoom." in text(told)
    assert (told.view.tone, school.at_zoom()) == (Tone.BAD, [])
    done = await school.press("Schedule it as a meeting", by="li")
    (made,) = school.at_zoom()
    assert (done.view.title, made.kind, made.start) == ("Scheduled: Open lecture", Kind.MEETING, START)


async def test_a_refusal_for_another_reason_is_not_called_a_missing_add_on(school):
    school.trouble(path="/users/*/webinars", method="POST", status=400, body={"code": 200, "message": "No permission."})
    told = await school.wish("ana", WEBINAR)
    assert "add-on" not in text(told)
    assert "Zoom didn't allow this with the account's plan" in text(told)


# Panelists.


async def test_somebody_added_is_at_zoom_and_is_told_in_private(school):
    made, _ours = await a_webinar(school)
    done = await school.say("ana", "panelists add @li guest@else.example")
    assert sorted(emails(made)) == ["guest@else.example", "li@uni.example"]
    assert "Added: guest, Li Wei" in text(done)
    (told,) = [one for one in school.to("li") if "You speak in Open lecture" in text(one.reply)]
    assert (told.channel, told.user) == ("", "li")
    # Whom nobody here can write to is named with their own link, for the one who asked alone.
    ids = {one.email: one.id for one in made.panelists}
    assert f"?tk={ids['guest@else.example']}" in text(done)
    assert ids["li@uni.example"] not in text(done)


async def test_a_panelist_goes_in_by_their_own_link_and_a_student_as_an_attendee(school):
    made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @li")
    async with school.store.reading() as unit:
        (dated,) = await unit.meetings.occurrences(ours.id)
    early = await school.page("li", OpenJoinPage(occurrence=dated.id))
    assert early.view.actions, "panelists practise before the door opens"
    assert (await school.page("bo", FollowJoinLink(occurrence=dated.id))).view.tone is not Tone.NEUTRAL
    own = await school.follow("li", FollowJoinLink(occurrence=dated.id))
    assert own.endswith(f"?tk={made.panelists[0].id}&role=panelist")
    school.sandbox.set_time(START)
    assert await school.follow("bo", FollowJoinLink(occurrence=dated.id)) == ours.join_url


async def test_a_panelist_gets_in_as_an_attendee_while_zoom_does_not_tell_their_link(school):
    _made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @li")
    async with school.store.reading() as unit:
        (dated,) = await unit.meetings.occurrences(ours.id)
    school.trouble(path="/webinars/*/panelists", status=500, body={})
    school.sandbox.set_time(START)
    assert await school.follow("li", FollowJoinLink(occurrence=dated.id)) == ours.join_url


async def test_the_courses_staff_is_added_by_one_button(school):
    done = await school.wish("ana", WEBINAR)
    (made,) = school.at_zoom()
    listed = await school.press("Add the course's staff", on=done, by="ana")
    assert sorted(emails(made)) == ["kim@uni.example", "tia@uni.example"]
    assert not [one for one in school.actions(listed) if one.label.startswith("Add")]


async def test_who_is_taken_out_speaks_no_more_and_can_be_put_back(school):
    made, _ours = await a_webinar(school)
    await school.say("ana", "panelists add li@uni.example tia@uni.example")
    done = await school.say("ana", "panelists remove li@uni.example")
    assert ("Taken out: Li Wei" in text(done), emails(made)) == (True, ["tia@uni.example"])
    await school.press("Undo", on=done, by="ana")
    assert sorted(emails(made)) == ["li@uni.example", "tia@uni.example"]


async def test_those_added_in_the_portal_are_shown_too(school):
    made, _ours = await a_webinar(school)
    await school.zoom.add_panelists(made.id, [("dean@uni.example", "The Dean")])
    shown = await school.say("tia", "panelists")
    assert "The Dean" in text(shown)
    assert school.sandbox.requests[-1].path.endswith("/panelists")


async def test_a_list_costs_one_request_and_an_addition_three(school):
    await a_webinar(school)
    for line, cost in (("panelists", 1), ("panelists add @li @tia", 3)):
        before = len(school.sandbox.requests)
        await school.say("ana", line)
        assert len(school.sandbox.requests) - before == cost


async def test_adding_again_adds_nobody_twice_nor_tells_them_again(school):
    made, _ours = await a_webinar(school)
    for _time in range(2):
        done = await school.say("ana", "panelists add @li")
    assert emails(made) == ["li@uni.example"]
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 1
    assert "Already a panelist: Li Wei" in text(done)
    assert not [one for one in school.actions(done) if one.label == "Undo"]


async def test_undo_takes_out_those_who_came_by_it_alone(school):
    made, _ours = await a_webinar(school)
    await school.zoom.add_panelists(made.id, [("dean@uni.example", "The Dean")])
    await school.say("ana", "panelists add @tia")
    done = await school.say("ana", "panelists add @tia @li dean@uni.example")
    assert "Added: Li Wei\nAlready a panelist: The Dean, Tia Assist\n" in text(done)
    await school.press("Undo", on=done, by="ana")
    assert sorted(emails(made)) == ["dean@uni.example", "tia@uni.example"]


async def test_undo_puts_back_those_who_were_there_by_their_names(school):
    made, _ours = await a_webinar(school)
    await school.say("ana", 'panelists add one@else.example "First Guest" two@else.example "Second Guest" @li')
    done = await school.say("ana", "panelists remove one@else.example two@else.example @maya")
    assert "Taken out: First Guest, Second Guest" in text(done)
    assert "No panelist of it: maya@uni.example" in text(done)
    await school.press("Undo", on=done, by="ana")
    names = {one.email: one.name for one in made.panelists}
    assert names == {
        "one@else.example": "First Guest",
        "two@else.example": "Second Guest",
        "li@uni.example": "Li Wei",
    }


async def test_one_from_the_portal_is_taken_out_and_put_back(school):
    made, _ours = await a_webinar(school)
    await school.zoom.add_panelists(made.id, [("dean@uni.example", "The Dean")])
    done = await school.say("ana", "panelists remove dean@uni.example")
    assert ("Taken out: The Dean" in text(done), emails(made)) == (True, [])
    await school.press("Undo", on=done, by="ana")
    assert [(one.email, one.name) for one in made.panelists] == [("dean@uni.example", "The Dean")]


async def test_who_was_taken_out_in_the_portal_is_added_again_and_told(school):
    made, _ours = await a_webinar(school)
    await school.say("ana", "panelists add @li")
    made.panelists.clear()
    assert "Added: Li Wei" in text(await school.say("ana", "panelists add @li"))
    assert emails(made) == ["li@uni.example"]
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 2


async def test_two_who_add_at_once_are_each_told_of_theirs_and_nobody_twice(school):
    made, _ours = await a_webinar(school)
    for line in ("panelists add @li", "panelists add @tia @li"):
        await school.say("ana", line, settle=False)
    await school.settle()
    assert sorted(emails(made)) == ["li@uni.example", "tia@uni.example"]
    for one in ("li", "tia"):
        assert len([each for each in school.to(one) if "You speak" in text(each.reply)]) == 1


async def test_a_lost_answer_to_an_addition_is_looked_at_before_it_is_sent_again(school):
    made, _ours = await a_webinar(school)
    school.trouble(path="/webinars/*/panelists", method="POST", drop=True, after_effect=True, times=1)
    await school.say("ana", "panelists add @li")
    await school.later(minutes=10)
    posts = [one for one in school.sandbox.requests if one.method == "POST" and one.path.endswith("/panelists")]
    assert (emails(made), len(posts)) == (["li@uni.example"], 1)
    assert [text(one.reply).count("Added: Li Wei") for one in school.to("ana")][-1:] == [1]
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 1


def additions(school):
    return [one for one in school.sandbox.requests if one.method == "POST" and one.path.endswith("/panelists")]


async def test_a_refused_addition_is_told_and_not_tried_for_ever(school):
    made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @tia")
    school.trouble(
        path="/webinars/*/panelists", method="POST", status=400, body={"code": 3000, "message": "limit"}, times=1
    )
    told = await school.say("ana", "panelists add @li")
    assert told.view.tone is Tone.BAD
    await school.say("ana", "panelists")
    await school.later(hours=7)
    assert (emails(made), len(additions(school))) == (["tia@uni.example"], 2)
    # Who was there before stays known, for a webinar that is made anew.
    async with school.store.reading() as unit:
        assert [one.email for one in await unit.panelists.of(ours.id)] == ["tia@uni.example"]
    assert school.to("li") == []


async def test_a_refusal_of_who_was_there_before_forgets_nobody(school):
    made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @li")
    school.trouble(path="/webinars/*/panelists", status=400, body={"code": 300, "message": "no"}, times=1)
    assert (await school.say("ana", "panelists add @li")).view.tone is Tone.BAD
    async with school.store.reading() as unit:
        assert [one.state for one in await unit.panelists.of(ours.id)] == ["there"]
    assert emails(made) == ["li@uni.example"]


async def test_a_refusal_of_one_leaves_what_another_asked_for(school):
    made, _ours = await a_webinar(school)
    school.trouble(
        path="/webinars/*/panelists", method="POST", status=400, body={"code": 3000, "message": "limit"}, times=1
    )
    for line in ("panelists add @li", "panelists add @tia"):
        await school.say("ana", line, settle=False)
    await school.settle()
    assert emails(made) in (["tia@uni.example"], ["li@uni.example"])


async def test_whom_zoom_leaves_out_without_a_word_is_said_and_not_asked_for_again(school):
    made, ours = await a_webinar(school)
    school.trouble(path="/webinars/*/panelists", method="POST", status=201, body={"id": str(made.id)}, times=1)
    assert "Zoom didn't take these, and didn't say why: Li Wei" in text(await school.say("ana", "panelists add @li"))
    await school.say("ana", "panelists")
    assert len(additions(school)) == 1
    async with school.store.reading() as unit:
        assert await unit.panelists.of(ours.id) == ()


async def test_a_missing_scope_is_named(school):
    await a_webinar(school)
    account = school.sandbox.account
    account.scopes -= {"webinar:read:list_panelists:admin"}
    account.revoke_tokens()
    told = await school.say("ana", "panelists")
    assert "webinar:read:list_panelists:admin" in text(told)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("panelists", "MATH201 has no webinar coming up."),
        ('panelists "Lab" add @li', "Lab is a meeting"),
        ("panelists add", "Whom do you mean?"),
        ("panelists add somebody", "Whom do you mean?"),
    ],
)
async def test_bad_input_is_answered_in_words(school, line, said):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert said in text(await school.say("ana", line))


async def test_students_may_not_make_panelists(school):
    _made, ours = await a_webinar(school)
    told = await school.wish("bo", AddPanelists(target=Target(meeting=ours.id), who=("@bo",)))
    assert "instructor" in text(told)


async def test_a_webinar_that_was_lost_and_made_anew_keeps_its_panelists(school):
    made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @li")
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=ours.id)))
    (anew,) = school.at_zoom()
    assert (anew.kind, emails(anew)) == (Kind.WEBINAR, ["li@uni.example"])
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 1


async def test_a_restore_brings_a_webinar_back_with_its_panelists(school):
    made, ours = await a_webinar(school)
    await school.say("ana", "panelists add @li guest@else.example")
    await school.say("ana", "backup MATH201 with people")
    school.sandbox.portal.delete_for_good(made.id)
    await school.hear_zoom()
    async with school.store.unit() as unit:
        await unit.panelists.settle_gone(ours.id, ("li@uni.example", "guest@else.example"))
    await school.say("ana", "restore 1")
    form = await school.press("Choose and restore", by="ana")
    await school.submit(form, {"parts": ("settings", "classes", "people"), "typed": "MATH201"}, by="ana")
    (anew,) = school.at_zoom()
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(ours.id)).state is MeetingState.SCHEDULED
    assert sorted(emails(anew)) == ["guest@else.example", "li@uni.example"]


async def test_a_copy_takes_the_webinar_but_nobody_who_spoke(school):
    await a_webinar(school)
    await school.say("ana", "panelists add @li")
    form = await school.say("ana", "course copy MATH201 to MATH202 starting 2027-01-12")
    assert "webinar" in {one.name: one.value for one in form.view.fields}["plan"]
    asked = await school.submit(form, {}, by="ana")
    await school.press("Make MATH202", on=asked, by="ana")
    kinds = [(one.kind, one.panelists) for one in school.at_zoom()]
    assert sorted((kind.value, len(people)) for kind, people in kinds) == [("webinar", 0), ("webinar", 1)]


async def test_who_is_erased_is_no_panelist_of_ours_any_more(school):
    await a_webinar(school)
    await school.say("ana", "panelists add @maya")
    await school.say("ada", "privacy erase maya@uni.example")
    await school.press("Erase", by="ada")
    assert (await school.rows())["panelist"] == 0


async def test_a_webinar_is_held_and_its_attendance_read(school):
    made, _ours = await a_webinar(school)
    school.sandbox.set_time(START)
    school.sandbox.start(made.id)
    school.sandbox.join(made.id, email="bo@uni.example")
    school.sandbox.advance(timedelta(minutes=50))
    school.sandbox.end(made.id)
    await school.hear_zoom()
    await school.later(hours=2)
    assert "Bo Chen" in text(await school.say("ana", "attendance"))
