"""A course into a new term: the moved timetable, edited; settings and rule; nobody's people."""

from datetime import date, timedelta

import pytest

from tests.school import School, text
from zoomcore.domain.attendance.rules import AttendanceRule
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
