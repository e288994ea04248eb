"""A course into a new term: the moved timetable, edited; settings and rule; nobody's people."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from tests.school import School, text
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.commands.wishes.presets import ChangeSchoolSettings
from zoomcore.dispatch import Dispatch
from zoomcore.domain.attendance.rules import AttendanceRule
from zoomcore.domain.people import Role
from zoomcore.services.sealing import Seal
from zoomcore.views import Form, Reply, Tone

WISH = "course copy MATH201 to MATH201-S27 starting 2027-01-12"


async def the_form(school: School, wish: str = WISH) -> Reply:
    form = await school.say("ana", wish)
    assert isinstance(form.view, Form), text(form)
    return form


def plan_of(form: Reply) -> list[str]:
    assert isinstance(form.view, Form)
    return next(one.value for one in form.view.fields if one.name == "plan").splitlines()


async def test_the_form_shows_the_old_pattern_moved_to_the_new_term(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm from 2026-11-30 until 2026-12-16 except dec 7')

    form = await the_form(school)

    pattern = '"Algebra" 2027-01-18 15:00 tz Europe/Madrid for 60 min every week on mon,wed until 2027-02-03'
    assert plan_of(form) == [f"{pattern} host ana@uni.example waiting room"]


async def test_holidays_are_left_out_where_the_pattern_would_hold_a_class(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm from 2026-11-30 until 2026-12-16')

    form = await the_form(school, f"{WISH} except 2027-01-18, 2027-01-23")

    assert "except 2027-01-18" in plan_of(form)[0]
    assert "2027-01-23" not in plan_of(form)[0]


async def test_what_is_sent_is_shown_once_more_and_made_on_a_press(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    before = {one.id for one in school.at_zoom()}
    form = await the_form(school)

    dry = await school.submit(form, {}, by="ana")
    assert "MATH201 → MATH201-S27: 1 class" in text(dry)
    assert {one.id for one in school.at_zoom()} == before
    done = await school.press("Make MATH201-S27", by="ana")

    assert done.view.tone is Tone.GOOD, text(done)
    assert "MATH201-S27 is ready" in text(done)
    new = [one for one in school.at_zoom() if one.id not in before]
    assert [one.topic for one in new] == ["Algebra"]
    assert min(one.start for one in new[0].occurrences).date() >= date(2027, 1, 12)


async def test_rooms_tracking_fields_and_rules_travel_and_nobody_who_sat_in_them(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    (old,) = school.at_zoom()
    old.tracking_fields = [{"field": "Department", "value": "Mathematics"}]
    rooms = [{"name": "Red", "participants": ["bo@uni.example"]}, {"name": "Blue", "participants": []}]
    school.sandbox.portal.change(old.id, settings={"breakout_room": {"enable": True, "rooms": rooms}})
    await school.hear_zoom()

    rule = AttendanceRule(late_after=timedelta(minutes=3))
    async with school.store.unit() as unit:
        await unit.sheets.set_rule(school.math.id, rule, by=school.ids["ana"], meeting_id=1)

    await school.submit(await the_form(school), {}, by="ana")
    await school.press("Make MATH201-S27", by="ana")

    async with school.store.reading() as unit:
        copy = await unit.meetings.get(2)
        assert await unit.sheets.rule_of(copy.course_id, copy.id) == rule
    (new,) = [one for one in school.at_zoom() if one.id != old.id]
    assert [(one["name"], one.get("participants") or []) for one in new.settings["breakout_room"]["rooms"]] == [
        ("Red", []),
        ("Blue", []),
    ]
    assert new.tracking_fields == old.tracking_fields


async def test_settings_and_rule_travel_people_never(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.submit(await the_form(school), {"title": "Algebra, spring"}, by="ana")
    await school.press("Make", by="ana")

    async with school.store.reading() as unit:
        copy = await unit.courses.find("MATH201-S27")
        assert copy is not None
        assert (copy.title, copy.presets, copy.zone) == ("Algebra, spring", school.math.presets, school.math.zone)
        assert [one.person.name for one in await unit.courses.roster(copy.id)] == ["Ana Ruiz"]
        assert await unit.courses.channels(copy.id) == ()


async def test_a_line_can_be_changed_and_another_added(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    plan = '"Algebra" 2027-01-12 9:30 for 45 min every week on tue until 2027-02-02\n"Exam" 2027-02-09 10:00'

    await school.submit(await the_form(school), {"plan": plan}, by="ana")
    await school.press("Make", by="ana")

    made = {
        one.topic: one for one in school.at_zoom() if one.start is None or one.start.year == 2027 or one.occurrences
    }
    assert len(made["Algebra"].occurrences) == 4
    assert "Exam" in made


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ('"Algebra" 2027-01-12 9:30\nnonsense', "Line 2: "),
        ('"Algebra" 2020-01-12 9:30', "Line 1: "),
        ('"Algebra" 2027-01-12 9:30 host nobody@uni.example', "Line 1: I don't know nobody@uni.example"),
        ("", "between 1 and"),
        ('"Algebra" 2027-13-12 9:30', "Line 1: "),
    ],
)
async def test_a_line_that_makes_no_sense_is_named(school: School, plan: str, said: str):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')

    again = await school.submit(await the_form(school), {"plan": plan or "\n \n."}, by="ana")

    assert said in text(again) or (not plan and "Line 1" in text(again))
    async with school.store.reading() as unit:
        assert await unit.courses.find("MATH201-S27") is None


async def test_a_code_that_is_taken_is_refused(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ada", 'course add CHEM1 "Chemistry"')

    assert "CHEM1 already" in text(await school.say("ana", "course copy MATH201 to CHEM1 starting 2027-01-12"))
    assert "onto itself" in text(await school.say("ana", "course copy MATH201 to math201 starting 2027-01-12"))
    assert "What shall the copy be called?" in text(await school.say("ana", "course copy MATH201"))


async def test_a_course_without_classes_has_nothing_to_copy(school: School):
    assert "no classes to copy" in text(await school.say("ana", WISH))


async def test_only_who_runs_a_course_copies_it(school: School):
    assert "That is for its" in text(await school.say("tia", WISH)) or "In this course" in text(school.last)


async def test_a_backup_becomes_another_course_the_same_way(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ana", "backup")
    await school.say("ana", "cancel Algebra all")
    await school.press("Cancel", by="ana")

    form = await school.say("ana", "restore 1 to MATH201-S27 starting 2027-01-12")
    await school.submit(form, {}, by="ana")
    done = await school.press("Make", by="ana")

    assert "Made at Zoom: 1" in text(done)


async def test_a_copy_can_be_undone(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.submit(await the_form(school), {}, by="ana")
    await school.press("Make", by="ana")

    undone = await school.press("Undo", by="ana")

    assert "1 class is gone again" in text(undone)
    assert len(school.at_zoom()) == 1


async def copied(school: School, by: str, channel: str, **changes: str) -> Reply:
    if by == "ada":
        await school.say("ada", "course people MATH201 add admin@uni.example as instructor")
    form = await school.say(by, WISH)
    dry = await school.submit(form, {"channel": channel, **changes}, by=by)
    if not isinstance(dry.view, Form) and dry.view.tone is Tone.ASK:
        return await school.press("Make MATH201-S27", by=by)
    return dry


async def channels_of(school: School, code: str) -> list[str]:
    async with school.store.reading() as unit:
        course = await unit.courses.find(code)
        assert course is not None
        return [one.channel for one in await unit.courses.channels(course.id)]


async def test_a_channel_that_is_known_is_linked_at_an_admins_word(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ada", 'course add OLD "Old one"')
    await school.say("ada", "course map OLD", where="algebra-s27")
    await school.say("ada", "course unmap", where="algebra-s27")

    done = await copied(school, "ada", "#algebra-s27")

    assert await channels_of(school, "MATH201-S27") == ["algebra-s27"]
    assert "is linked with it" in text(done)


async def test_of_a_channel_that_is_known_an_instructor_s_wish_goes_to_the_admins(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ada", 'course add OLD "Old one"')
    await school.say("ada", "course map OLD", where="algebra-s27")
    await school.say("ada", "course unmap", where="algebra-s27")

    await copied(school, "ana", "#algebra-s27")

    assert await channels_of(school, "MATH201-S27") == []
    asked = next(one for one in school.to("ada") if "MATH201-S27" in text(one.reply))
    await school.press("Approve MATH201-S27", by="ada", on=asked.reply, where="")
    assert await channels_of(school, "MATH201-S27") == ["algebra-s27"]


async def test_a_channel_that_does_not_exist_yet_is_linked_when_somebody_writes_from_it(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')

    done = await copied(school, "ana", "#Algebra-S27")
    assert "Next: once #Algebra-S27 exists, invite me and type `/class course map` there" in text(done)
    await school.say("ana", "course map", where="algebra-s27")

    # An instructor's wish is the admins' to decide.
    assert await channels_of(school, "MATH201-S27") == []
    asked = next(one for one in school.to("ada") if "MATH201-S27" in text(one.reply))
    await school.press("Approve MATH201-S27", by="ada", on=asked.reply, where="")
    assert await channels_of(school, "MATH201-S27") == ["algebra-s27"]


async def test_what_an_admin_named_the_instructor_links_without_asking_again_and_nobody_else_does(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await copied(school, "ada", "#algebra-s27")
    await school.say("ada", "course people MATH201-S27 add ana@uni.example as instructor")

    await school.say("li", "course map", where="algebra-s27")
    assert await channels_of(school, "MATH201-S27") == []
    await school.say("ana", "course map", where="algebra-s27")

    assert await channels_of(school, "MATH201-S27") == ["algebra-s27"]


async def test_where_the_chat_does_not_name_its_channels_the_courses_that_wait_are_offered(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await copied(school, "ada", "#algebra-s27")

    asked = await school.say("ada", "course map", where="c-4711")
    assert "Which course is this channel?" in text(asked)
    await school.press("MATH201-S27 (for #algebra-s27)", by="ada", where="c-4711")

    assert await channels_of(school, "MATH201-S27") == ["c-4711"]
    nothing = await school.say("li", "course map", where="elsewhere")
    assert "Which course?" in text(nothing)


async def test_a_channel_of_another_course_is_refused_before_anything_is_made(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')

    refused = await copied(school, "ana", "#math")

    assert "#math is MATH201 already" in text(refused)
    async with school.store.reading() as unit:
        assert await unit.courses.find("MATH201-S27") is None


async def test_undoing_a_copy_takes_its_channel_from_it_too(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    done = await copied(school, "ada", "#algebra-s27")

    await school.press("Undo", by="ada", on=done)

    nothing = await school.say("ada", "course map", where="algebra-s27")
    assert "Which course?" in text(nothing)


async def test_several_channels_of_one_name_are_not_guessed_among(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ada", 'course add OLD "Old one"')
    for channel in ("c-1", "c-2"):
        async with school.store.unit() as unit:
            old = await unit.courses.find("OLD")
            assert old is not None
            await unit.courses.map_channel(
                old.id, platform=school.chat.name, tenant="T1", channel=channel, channel_name="General", by=None
            )

    refused = await copied(school, "ana", "General")

    assert "Several channels are called General" in text(refused)


async def planned(school: School, *lines: str) -> Reply:
    """The dry run of a plan of these lines."""
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    return await school.submit(await the_form(school), {"plan": "\n".join(lines)}, by="ana")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("waiting room, join any time", "Line 2: With a waiting room nobody gets in before the host."),
        ("as a webinar, focus mode", "Line 2: A webinar has no such option"),
        ("passcode 12#4", "Line 2: A passcode is made of letters"),
        ("alternative hosts nobody@uni.example", "Line 2: I don't know nobody@uni.example"),
    ],
)
async def test_a_line_that_new_would_refuse_is_named(school: School, options: str, said: str):
    again = await planned(school, '"Exam" 2027-02-09 10:00', f'"Lab" 2027-02-10 10:00 {options}')

    assert isinstance(again.view, Form)
    assert said in again.view.errors[0].message


async def test_what_the_school_has_decided_otherwise_is_told_once(school: School):
    await school.wish("ada", ChangeSchoolSettings(waiting_room=True, locked=("waiting_room",)))

    dry = await planned(school, *(f'"Exam {n}" 2027-02-0{n} 10:00 no waiting room' for n in (1, 2)))

    assert text(dry).count("Your school decides this: Waiting room is on") == 1


async def test_a_section_is_spelled_as_in_the_roster_and_an_empty_one_said(school: School):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["bo"], Role.STUDENT, section="B")

    dry = await planned(school, '"Lab" 2027-02-09 10:00 section b', '"Exam" 2027-02-10 10:00 section C')
    await school.press("Make", by="ana")

    assert "Nobody is in section C" in text(dry)
    async with school.store.reading() as unit:
        assert [(await unit.meetings.get(number)).section for number in (2, 3)] == ["B", "C"]


async def test_a_passcode_in_a_line_is_the_class_s_and_kept_sealed(school: School):
    dry = await planned(school, '"Lab" 2027-02-09 10:00 passcode 7Qx@k2M9')
    assert "7Qx@k2M9" not in text(dry)
    await school.press("Make", by="ana", on=dry)

    assert next(one.password for one in school.at_zoom() if one.topic == "Lab") == "7Qx@k2M9"
    await school.store.close()
    folder = Path(school.store.url.removeprefix("sqlite:///")).parent
    assert not any(b"7Qx@k2M9" in path.read_bytes() for path in folder.iterdir())


async def test_a_passcode_of_a_line_that_nobody_can_read_any_more_is_made_anew_and_that_is_said(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    lost_since = replace(school.tools.deployment, seal=Seal(b"another key"))
    school.dispatch = Dispatch(replace(school.tools, deployment=lost_since))
    dry = await school.submit(await the_form(school), {"plan": '"Lab" 2027-02-09 10:00 passcode 7Qx@k2M9'}, by="ana")
    done = await school.press("Make", by="ana", on=dry)

    assert "couldn't read the passcode kept for Lab any more" in text(done)
    assert next(one.password for one in school.at_zoom() if one.topic == "Lab") not in {"", "7Qx@k2M9"}


@pytest.mark.parametrize("copied", ["course", "backup"])
@pytest.mark.parametrize("agenda", ["Bring:\n- your book\n- a pen", 'The "new" rule', "word " * 60])
async def test_an_agenda_that_fits_no_line_comes_along_beside_it(school: School, agenda: str, copied: str):
    draft = ScheduleMeeting(topic="Algebra", day=date(2026, 11, 30), at=time(15), agenda=agenda.strip())
    await school.wish("ana", draft)
    await school.say("ana", "backup")

    wish = "restore 1 to MATH201-S27 starting 2027-01-12" if copied == "backup" else WISH
    form = await the_form(school, wish)
    assert len(plan_of(form)) == 1
    dry = await school.submit(form, {}, by="ana")
    assert "its long agenda comes along" in text(dry)
    await school.press("Make", by="ana", on=dry)

    async with school.store.reading() as unit:
        assert (await unit.meetings.get(2)).options.agenda == agenda.strip()


async def test_a_line_that_wants_no_agenda_gets_none(school: School):
    await school.wish("ana", ScheduleMeeting(topic="Algebra", day=date(2026, 11, 30), at=time(15), agenda="a\nb"))
    form = await the_form(school)
    await school.submit(form, {"plan": f"{plan_of(form)[0]} no agenda"}, by="ana")
    await school.press("Make", by="ana")

    async with school.store.reading() as unit:
        assert not (await unit.meetings.get(2)).options.agenda


async def test_alternative_hosts_whom_only_zoom_knows_come_along(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    async with school.store.unit() as unit:
        meeting = await unit.meetings.get(1)
        options = replace(meeting.options, alternative_hosts=("visitor@other.example",))
        await unit.meetings.take_in(meeting, meeting.state, options=options)

    await school.submit(await the_form(school), {}, by="ana")
    await school.press("Make", by="ana")

    async with school.store.reading() as unit:
        assert (await unit.meetings.get(2)).options.alternative_hosts == ("visitor@other.example",)


async def test_tracking_fields_of_a_line_win_over_the_old_classs(school: School):
    school.sandbox.add_tracking_field("Cost center", "4711", "4712")
    school.sandbox.add_tracking_field("Building")
    await school.say("ada", "tracking fields")
    await school.say("ana", 'new "Algebra" nov 30 3pm "Cost center"=4711 "Building"=North')
    (old,) = school.at_zoom()

    form = await the_form(school)
    dry = await school.submit(form, {"plan": f'{plan_of(form)[0]} "Cost center"=4712'}, by="ana")
    await school.press("Make", by="ana", on=dry)

    (new,) = [one for one in school.at_zoom() if one.id != old.id]
    assert {one["field"]: one["value"] for one in new.tracking_fields} == {"Cost center": "4712", "Building": "North"}


async def test_a_tracking_field_that_zoom_demands_is_asked_for_before_anything_is_made(school: School):
    await school.say("ana", 'new "Algebra" nov 30 3pm')
    school.sandbox.add_tracking_field("Cost center", "4711", required=True)
    await school.say("ada", "tracking fields")

    again = await school.submit(await the_form(school), {}, by="ana")

    assert isinstance(again.view, Form)
    assert "Line 1: Your school wants Cost center with every class." in again.view.errors[0].message
