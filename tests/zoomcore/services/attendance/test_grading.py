"""Nothing counts until somebody picks a rule; then it is explained, released, corrected and withdrawn."""

from decimal import Decimal

import pytest

from tests.school import text
from zoomcore.commands.wishes.rulings import ChangeRule
from zoomcore.domain.attendance.rules import GradeMethod
from zoomcore.services.attendance.computing import audit_subject


async def after_class(school, lab, *users):
    await lab.held(*users)
    await school.later(minutes=31)
    await school.later(minutes=31)


async def a_rule(school, **changes):
    form = await school.say("ana", "attendance rule")
    await school.submit(form, {"method": "duration", **changes}, by="ana")
    return await school.press("Let it count", by="ana")


async def points(school, lab):
    users = {number: user for user, number in school.ids.items()}
    async with school.store.reading() as unit:
        rows = await unit.sheets.rows(lab.date)
    return {users[person]: row.attendance.points for person, row in rows.items()}


async def test_without_a_rule_nothing_counts_and_grades_say_so(school, lab):
    await after_class(school, lab, "bo")
    assert await points(school, lab) == {"bo": None, "maya": None}
    assert "Attendance earns no points yet" in text(await school.say("ana", "grades"))
    assert "No grade has been released" in text(await school.say("bo", "grades me"))


async def test_a_rule_says_whom_it_moves_before_it_applies(school, lab):
    await after_class(school, lab, "bo")
    form = await school.say("ana", "attendance rule")
    asked = await school.submit(form, {"method": "duration", "points": "7.5"}, by="ana")
    assert "Bo Chen: – → 7.5" in text(asked)
    assert await points(school, lab) == {"bo": None, "maya": None}

    await school.press("Let it count", by="ana")
    assert await points(school, lab) == {"bo": Decimal("7.50"), "maya": Decimal("0.00")}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("points", "0", "more than 0"),
        ("points", "seven", "I need a number"),
        ("points", "7.125", "two decimals"),
        ("full_from", "0", "1 to 100 %"),
        ("full_from", "140", "1 to 100 %"),
        ("late_keeps", "-1", "between 0 and 100"),
        ("drop_lowest", "99", "At most"),
        ("nothing_below", "101", "between 0 and 100"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused_beside_its_field(school, lab, field, value, words):
    form = await school.say("ana", "attendance rule")
    again = await school.submit(form, {"method": "duration", field: value}, by="ana")

    assert words in text(again)
    assert [one.field for one in again.view.errors] == [field]


async def test_students_see_points_only_once_they_were_released_and_no_longer_once_withdrawn(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    assert "not released yet" in text(await school.say("bo", "attendance"))
    assert "Points" not in text(await school.press("Why?", by="bo", on=await school.say("bo", "attendance")))

    ask = await school.press("Release", by="ana", on=await school.say("ana", "grades"))
    assert "From 0 to 10 points" in text(ask)
    done = await school.press("Release", by="ana", on=ask)
    assert "10 of 10 points" in text(await school.say("bo", "grades me"))
    assert "0 of 10 points" in text(await school.say("maya", "grades me"))

    await school.press("Undo", by="ana", on=done)
    assert "No grade has been released" in text(await school.say("bo", "grades me"))


async def test_what_changes_after_a_release_is_told_and_shown_only_when_released_again(school, lab):
    await after_class(school, lab, "bo", "Mayita")
    await a_rule(school)
    await school.press(
        "Release", by="ana", on=await school.press("Release", by="ana", on=await school.say("ana", "grades"))
    )
    await school.press("This is Maya", by="ana", on=await school.say("ana", "attendance review"))

    assert "0 of 10 points" in text(await school.say("maya", "grades me"))
    card = await school.say("ana", "attendance")
    assert "1 grade changed since you released them" in text(card)
    await school.press("Release", by="ana", on=await school.press("Release again", by="ana", on=card))
    assert "10 of 10 points" in text(await school.say("maya", "grades me"))


async def test_there_is_nothing_to_release_twice(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    ask = await school.press("Release", by="ana", on=await school.say("ana", "grades"))
    await school.press("Release", by="ana", on=ask)

    assert "nothing to release" in text(await school.say("ana", "grades release"))


async def test_a_mark_stands_whatever_is_computed_later_and_undo_gives_the_evidence_back(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    marked = await school.say("ana", "attendance mark maya@uni.example present because her sound was off")
    assert (await points(school, lab))["maya"] == Decimal("10.00")

    await school.press("Read Zoom again", by="ana", on=await school.say("ana", "attendance"))
    assert (await points(school, lab))["maya"] == Decimal("10.00")
    await school.press("Undo", by="ana", on=marked)
    assert (await points(school, lab))["maya"] == Decimal("0.00")


async def test_an_excused_student_is_left_out_and_reads_no_reason_but_the_category(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    await school.say("ana", "attendance excuse maya@uni.example illness")

    assert (await points(school, lab))["maya"] is None
    said = text(await school.say("maya", "attendance"))
    assert "You were: ill" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("attendance mark maya@uni.example present", "Why is it to be changed?"),
        ("attendance mark maya@uni.example 7.125 points because x", "two places"),
        ("attendance mark nora@uni.example present because x", "isn't a student of this course"),
        ("attendance mark olga@uni.example present because x", "isn't a student of this course"),
        ("attendance mark maya@uni.example 99999 points because x", "more than"),
        ("attendance void", "Why does that class count for nobody?"),
        ("attendance agree maya@uni.example 0% of class", "between 1 and 100"),
        ("attendance agree maya@uni.example", "What is agreed with them?"),
    ],
)
async def test_what_cannot_be_meant_is_said_and_changes_nothing(school, lab, line, words):
    await after_class(school, lab, "bo")
    before = await points(school, lab)
    assert words in text(await school.say("ana", line))
    assert await points(school, lab) == before


async def test_a_void_class_counts_for_nobody_until_it_counts_again(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    await school.say("ana", "attendance void because the internet was down")
    assert await points(school, lab) == {"bo": None, "maya": None}
    assert "the internet was down" in text(await school.say("bo", "attendance"))
    assert "counts for nobody already" in text(await school.say("ana", "attendance void because the internet was down"))

    await school.press("Count this class again", by="ana", on=await school.say("ana", "attendance"))
    assert await points(school, lab) == {"bo": Decimal("10.00"), "maya": Decimal("0.00")}


async def test_what_is_agreed_with_one_student_helps_them_alone(school, lab):
    await school.later(hours=1)
    lab.open()
    lab.come("bo", "maya")
    await school.later(minutes=45)
    lab.go("bo", "maya")
    lab.come("ana")
    await school.later(minutes=15)
    lab.end()
    await school.hear_zoom()
    await school.later(minutes=62)
    await a_rule(school)
    await school.say("ana", "attendance agree maya@uni.example 75% of class")

    assert await points(school, lab) == {"bo": Decimal("7.50"), "maya": Decimal("10.00")}


async def test_a_query_stays_open_until_it_is_answered_with_a_reason(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    form = await school.press("Something's wrong", by="maya", on=await school.say("maya", "attendance"))
    await school.submit(form, {"text": "I was there, by telephone"}, by="maya")
    told = school.to("ana")[-1].reply
    assert "Maya Okafor asks" in text(told)

    form = await school.press("Accept", by="ana", on=told)
    await school.submit(form, {"status": "present", "reason": "The host saw you"}, by="ana")
    assert (await points(school, lab))["maya"] == Decimal("10.00")
    assert "The host saw you" in text(school.to("maya")[-1].reply)
    again = await school.press("Decline", by="ana", on=told)
    assert "answered already" in text(again)


async def test_every_change_of_a_grade_is_in_the_audit_with_who_when_and_why(school, lab):
    await after_class(school, lab, "bo", "Mayita")
    await a_rule(school)
    await school.press("This is Maya", by="ana", on=await school.say("ana", "attendance review"))
    await school.say("ana", "attendance mark bo@uni.example 5 points because he slept")
    async with school.store.reading() as unit:
        subjects = [audit_subject(lab.date, school.ids[who]) for who in ("bo", "maya")]
        bo, maya = [
            [one for one in await unit.audit.of_subject(subject) if "why" in one.detail] for subject in subjects
        ]

    assert [one.detail["why"] for one in bo] == ["rule", "mark"]
    assert [one.detail["why"] for one in maya] == ["rule", "review"]
    assert {one.person_id for one in (*bo, *maya)} == {school.ids["ana"]}
    assert (bo[-1].detail["from"]["points"], bo[-1].detail["to"]["points"]) == ("10.00", "5.00")


async def test_only_the_strict_rule_refuses_a_name_alone(school, lab):
    await after_class(school, lab, "Bo Chen", "maya")
    await a_rule(school)
    assert await points(school, lab) == {"bo": Decimal("10.00"), "maya": Decimal("10.00")}

    change = ChangeRule(course="MATH201", method=GradeMethod.DURATION, strict=True, confirmed=True)
    await school.wish("ana", change)
    assert await points(school, lab) == {"bo": Decimal("0.00"), "maya": Decimal("10.00")}
    card = await school.press("Why?", by="bo", on=await school.say("bo", "attendance"))
    assert "a name alone" in text(card)


async def test_each_student_is_sent_their_own_row_once(school, lab):
    await after_class(school, lab, "bo")
    ask = await school.press("Send each student", by="ana", on=await school.say("ana", "attendance"))
    assert "private message" in text(ask)
    await school.press("Send to 2", by="ana", on=ask)
    mine = [text(one.reply) for one in school.to("maya") if "Your attendance" in text(one.reply)]
    assert len(mine) == 1
    assert "absent" in mine[0]
    assert "Bo" not in mine[0]

    ask = await school.press("Send each student", by="ana", on=await school.say("ana", "attendance"))
    await school.press("Send to 2", by="ana", on=ask)
    assert len([one for one in school.to("maya") if "Your attendance" in text(one.reply)]) == 1


async def test_exports_hold_every_student_and_no_formula(school, lab):
    await school.say("ana", "course people MATH201 import\nname,email\n=cmd|'/c calc'!A1,evil@uni.example")
    await school.press("Add 1", by="ana")
    await after_class(school, lab, "bo")
    file = await school.say("ana", "attendance export")
    lines = file.view.content.decode("utf-8-sig").splitlines()

    assert len(lines) == 4
    assert not any(line.startswith(("=", "+", "@")) for line in lines)
    assert (await school.say("ana", "grades export xlsx")).view.name.endswith(".xlsx")


async def test_a_meeting_may_have_a_rule_of_its_own_that_the_courses_leaves_alone(school, lab):
    await after_class(school, lab, "bo")
    await a_rule(school)
    form = await school.press("Change rule", by="ana", on=await school.say("ana", "attendance"))
    asked = await school.submit(form, {"reach": "meeting", "points": "3"}, by="ana")
    assert "Bo Chen: 10 → 3" in text(asked)
    await school.press("Let it count", by="ana", on=asked)
    assert (await points(school, lab))["bo"] == Decimal("3.00")

    form = await school.say("ana", "attendance rule")
    asked = await school.submit(form, {"method": "duration", "points": "20"}, by="ana")
    assert "No past grade would change" in text(asked)
    await school.press("Let it count", by="ana", on=asked)
    assert (await points(school, lab))["bo"] == Decimal("3.00")


async def test_before_a_release_the_names_to_review_are_told_and_one_press_away(school, lab):
    await lab.held("bo", "Mayita")
    await school.later(minutes=31)
    await a_rule(school)
    asked = await school.press("Release grades", by="ana", on=await school.say("ana", "grades"))
    assert "1 name to review: until you do, a student may have too few points." in text(asked)
    assert "Names to review: Lab" in text(await school.press("Fix matches", by="ana", on=asked))
