from datetime import UTC, datetime

import pytest

from tests.school import MATH, a_school, text
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.courses import Announce, Presets
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.views import Form, Tone

WEEKLY = 'new "Algebra review" mon,wed 3pm for 50m until dec 12'


def utc(day, hour, month=11):
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def test_one_line_makes_a_real_meeting_and_the_card_says_so(school):
    done = await school.say("ana", 'new "Algebra review" tomorrow 3pm for 50m')

    (meeting,) = school.at_zoom()
    assert (meeting.topic, meeting.start) == ("Algebra review", utc(24, 14))
    assert (done.view.title, done.view.tone) == ("Scheduled: Algebra review", Tone.GOOD)
    assert "Tue 24 Nov 2026, 15:00–15:50" in text(done)


async def test_before_zoom_has_answered_nothing_is_claimed(school):
    working = await school.say("ana", WEEKLY, settle=False)
    assert (working.view.tone, school.at_zoom()) == (Tone.WORKING, [])
    assert "6 classes, the last on Wed 9 Dec 2026" in text(working)


async def test_a_weekly_class_has_the_dates_that_were_said(school):
    done = await school.say("ana", WEEKLY)
    assert school.dates_at_zoom() == [
        utc(23, 14),
        utc(25, 14),
        utc(30, 14),
        utc(2, 14, 12),
        utc(7, 14, 12),
        utc(9, 14, 12),
    ]
    assert "every Monday and Wednesday: 6 classes" in text(done)


async def test_days_left_out_are_taken_out_at_zoom_and_named(school):
    done = await school.say("ana", 'new "Lab" every tue 10am until dec 22 except dec 8')
    assert school.dates_at_zoom() == [utc(24, 9), utc(1, 9, 12), utc(15, 9, 12), utc(22, 9, 12)]
    assert "Left out: Tue 8 Dec" in text(done)
    assert "other dates" not in text(done)


async def test_a_class_at_no_fixed_time_has_no_dates(school):
    done = await school.say("ana", 'new "Open office" anytime')
    (meeting,) = school.at_zoom()
    assert meeting.type == 3
    assert "open at any time" in text(done)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('new "D" every day 9am until nov 27', 1),
        ('new "M" monthly on the 15th 9am x 3', 3),
        ('new "W" every first monday 9am x 3', 3),
    ],
)
async def test_other_repeats_reach_zoom_as_they_were_said(school, line, kind):
    done = await school.say("ana", line)
    assert done.view.tone is Tone.GOOD, text(done)
    (meeting,) = school.at_zoom()
    assert meeting.recurrence.type == kind


async def test_somebody_else_hosts_when_the_line_says_so(school):
    done = await school.say("ada", 'new "Guest lecture" tomorrow 5pm host li@uni.example')
    (meeting,) = school.at_zoom()
    assert school.sandbox.account.users[meeting.host_id].email == "li@uni.example"
    assert "Host: Li Wei" in text(done)
    assert not [one for one in school.actions(done) if one.label == "Start as host"]


async def test_a_mentioned_host_is_found(school):
    assert "Host: Li Wei" in text(await school.say("ada", 'new "Guest lecture" tomorrow 5pm host @li'))


async def test_an_unknown_host_is_named_with_the_way_to_add_them(school):
    for who in ("nobody@uni.example", "@nora"):
        told = text(await school.say("ana", f'new "Lab" tomorrow 5pm host {who}'))
        assert "I don't know" in told
        assert "course people MATH201 add" in told
    assert (await school.rows())["meeting"] == 0


async def test_a_host_without_a_zoom_account_is_told_what_to_do(school):
    told = await school.say("ana", 'new "Lab" tomorrow 5pm host tia@uni.example')
    assert "Tia Assist has no Zoom account in this school." in text(told)
    assert "Sign in to Zoom once with tia@uni.example" in text(told)
    assert school.at_zoom() == []


async def test_a_host_whose_e_mail_nobody_vouches_for_cannot_be_looked_up(school):
    await school.say("gus", "help")
    async with school.store.unit() as unit:
        gus = await unit.people.find_identity("chat", "T1", "gus")
        await unit.courses.enroll(school.math.id, gus.person_id, "instructor")
    told = await school.say("gus", 'new "Lab" tomorrow 5pm')
    assert "I don't know Gus Guest's e-mail" in text(told)


async def test_a_basic_host_is_warned_of_the_forty_minutes_the_first_time_already(school):
    assert "Zoom ends the class after 40 minutes" in text(await school.say("kim", 'new "Lab" tomorrow 5pm'))
    short = await school.say("kim", 'new "Short" tomorrow 7pm for 30m')
    assert "40 minutes" not in text(short)
    async with school.store.unit() as unit:
        await unit.courses.update(school.math.id, presets=Presets(options=Options(recording=RecordingMode.CLOUD)))
    assert "can't record to its cloud" in text(await school.say("kim", 'new "Filmed" tomorrow 8pm for 30m'))


async def test_the_presets_of_the_course_lie_under_what_the_line_says():
    presets = Presets(duration_minutes=90, options=Options(waiting_room=False, recording=RecordingMode.LOCAL))
    async with a_school(presets=presets) as school:
        await school.say("ana", 'new "Lab" tomorrow 5pm')
        (meeting,) = school.at_zoom()
        assert (meeting.duration_minutes, meeting.settings["waiting_room"], meeting.settings["auto_recording"]) == (
            90,
            False,
            "local",
        )


# Telling the channel.


async def test_asked_first_the_author_posts_with_a_button_once(school):
    done = await school.say("ana", WEEKLY)
    assert school.posts() == []
    await school.press("Post to the channel", on=done, by="ana")
    await school.press("Post to the channel", on=done, by="ana", delivery="again")
    (post,) = school.posts()
    assert "Algebra review" in text(post.reply)
    assert school.button(post.reply, "Join class")


async def test_a_course_that_always_tells_posts_by_itself_where_it_was_asked():
    async with a_school(presets=Presets(announce=Announce.ALWAYS)) as school:
        done = await school.say("ana", WEEKLY)
        assert len(school.posts()) == 1
        assert not [one for one in school.actions(done) if one.label.startswith("Post")]


async def test_a_course_that_never_tells_offers_no_button():
    async with a_school(presets=Presets(announce=Announce.NEVER)) as school:
        done = await school.say("ana", WEEKLY)
        assert school.posts() == []
        assert not [one for one in school.actions(done) if one.label.startswith("Post")]


async def test_a_class_of_another_course_is_not_posted_to_this_channel():
    async with a_school(presets=Presets(announce=Announce.ALWAYS)) as school:
        await school.say("ada", 'course add PHYS "Physics"')
        await school.say("ada", "course people PHYS add ana@uni.example as instructor")
        await school.say("ada", "course map PHYS", where="physics")
        await school.wish(
            "ana",
            ScheduleMeeting(
                topic="Optics", course="PHYS", day=utc(24, 9).date(), at=utc(24, 9).time(), announce=Announce.ALWAYS
            ),
        )
        assert school.posts(MATH) == []


async def test_posting_a_class_of_an_unlinked_course_says_how_to_link_it(school):
    await school.say("ada", "course people MATH201 add ada@uni.example as instructor")
    done = await school.say("ana", WEEKLY)
    await school.say("ana", "course unmap")
    told = await school.press("Post to the channel", on=done, by="ana")
    assert "MATH201 has no channel yet." in text(told)


async def test_a_class_that_is_over_is_not_posted(school):
    done = await school.say("ana", 'new "Lab" today 11am for 30m')
    await school.later(hours=9)
    assert "That class is over." in text(await school.press("Post to the channel", on=done, by="ana"))


# What is guessed or missing.


async def test_a_guess_never_writes_but_asks_back(school):
    asked = await school.say("ana", 'new "Lab" thursday at 3')
    assert (asked.view.tone, school.at_zoom()) == (Tone.ASK, []), text(asked)
    assert "Schedule Lab?" in text(asked)
    done = await school.press("Schedule it", by="ana")
    assert done.view.title == "Scheduled: Lab"


async def test_what_was_guessed_can_be_changed_in_the_form(school):
    await school.say("ana", 'new "Lab" thursday at 3')
    form = await school.press("Change it", by="ana")
    assert {one.name: one.value for one in form.view.fields}["topic"] == "Lab"


async def test_without_a_verb_a_date_is_read_as_a_new_class_and_asked_about(school):
    asked = await school.say("ana", "Algebra tomorrow 3pm")
    assert "I read this as a new class." in text(asked)
    assert school.at_zoom() == []


async def test_a_bare_new_opens_the_form_and_the_form_makes_the_class(school):
    form = await school.say("ana", "new")
    assert isinstance(form.view, Form)
    done = await school.submit(
        form, {"topic": "Formed", "day": "2026-11-24", "at": "15:00", "duration_minutes": "45"}, by="ana"
    )
    (meeting,) = school.at_zoom()
    assert (done.view.title, meeting.duration_minutes, meeting.start) == ("Scheduled: Formed", 45, utc(24, 14))


async def test_an_incomplete_line_opens_the_form_with_what_was_said(school):
    form = await school.say("ana", 'new "Lab" tomorrow')
    values = {one.name: one.value for one in form.view.fields}
    assert (values["topic"], values["day"], values["at"]) == ("Lab", "2026-11-24", "")


async def test_what_cannot_be_read_stands_beside_its_field_and_nothing_typed_is_lost(school):
    form = await school.say("ana", "new")
    values = {"topic": "Kept", "day": "someday", "at": "25 o'clock", "repeat": "weekly", "weekdays": ("1", "3")}
    again = await school.submit(form, values, by="ana")

    assert {one.field for one in again.view.errors} == {"day", "at"}
    shown = {one.name: one.values or one.value for one in again.view.fields}
    assert (shown["topic"], shown["day"], shown["weekdays"]) == ("Kept", "someday", ("1", "3"))
    assert (await school.rows())["meeting"] == 0


async def test_a_rule_broken_in_the_form_stands_beside_its_field(school):
    form = await school.say("ana", "new")
    again = await school.submit(form, {"topic": "x" * 201, "day": "2026-11-24", "at": "15:00"}, by="ana")
    assert [one.field for one in again.view.errors] == ["topic"]
    fixed = await school.submit(again, {"topic": "x" * 200}, by="ana")
    assert fixed.view.tone is Tone.GOOD


async def test_a_form_sent_twice_makes_one_class(school):
    form = await school.say("ana", "new")
    values = {"topic": "Once", "day": "2026-11-24", "at": "15:00"}
    first = await school.submit(form, values, by="ana")
    await school.submit(form, values, by="ana")
    assert first.view.title == "Scheduled: Once"
    assert len(school.at_zoom()) == 1


# Undo.


async def test_a_new_class_is_taken_back_within_ten_minutes(school):
    done = await school.say("ana", WEEKLY)
    gone = await school.press("Undo", on=done, by="ana")
    assert gone.view.title == "Cancelled: Algebra review"
    assert school.at_zoom() == []


async def test_after_ten_minutes_it_is_too_late_to_undo(school):
    done = await school.say("ana", WEEKLY)
    await school.later(minutes=11)
    assert "too late" in text(await school.press("Undo", on=done, by="ana"))
    assert len(school.at_zoom()) == 1


async def test_only_the_author_or_an_admin_takes_a_change_back(school):
    done = await school.say("ana", WEEKLY)
    assert "Only who made a change" in text(await school.press("Undo", on=done, by="kim"))
    await school.press("Undo", on=done, by="ada")
    assert school.at_zoom() == []


async def test_an_undo_pressed_on_two_cards_undoes_once(school):
    done = await school.say("ana", WEEKLY)
    command = school.button(done, "Undo").command
    await school.wish("ana", command)
    assert "taken back already" in text(await school.wish("ana", command))


async def test_a_form_with_a_day_that_is_over_is_shown_again_with_the_sentence_beside_it(school):
    form = await school.say("ana", "new")
    again = await school.submit(form, by="ana", values={"topic": "Late", "day": "2026-01-05", "at": "15:00"})
    assert [(one.field, "over already" in one.message) for one in again.view.errors] == [("at", True)]
    assert not school.at_zoom()


async def test_the_host_is_told_how_to_get_in_by_telephone(school):
    done = await school.say("ana", 'new "Algebra" tomorrow 3pm')
    assert "By phone: +34 910 123 456 (Spain)" in text(done)


async def test_a_waiting_room_that_zoom_switched_off_is_said(school):
    school.sandbox.account.settings.locked_settings["waiting_room"] = False
    done = await school.say("ana", 'new "Algebra" tomorrow 3pm')
    assert "switched the waiting room off" in text(done)
