"""After a class: students are asked in private first, and instructors hear of it only when it needs them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.school import text
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.attendance.rules import AttendanceRule, GradeMethod
from zoomcore.domain.work import FindMissedRuns, TellInstructors, TellWeeks
from zoomcore.workflows.attendance.finding import find_missed_runs
from zoomcore.workflows.attendance.telling import tell_instructors, tell_weeks


def heard(lab: Lab, who: str, words: str) -> list[str]:
    """What somebody was sent that says so."""
    return [said for one in lab.school.to(who) if words in (said := text(one.reply))]


async def read(lab: Lab) -> None:
    await lab.school.later(minutes=31)
    await lab.school.later(minutes=31)


async def test_a_student_nobody_was_taken_for_is_asked_once_and_in_private(lab: Lab):
    await lab.held("bo", "Big Shoe")
    await read(lab)
    await lab.school.later(days=1)
    assert len(heard(lab, "maya", "Under which name were you in")) == 1
    assert heard(lab, "bo", "Under which name") == []
    assert heard(lab, "olga", "Under which name") == []
    assert "Big Shoe" not in "".join(text(one.reply) for one in lab.school.to("maya"))
    assert lab.school.posts() == []


async def test_nobody_is_asked_where_no_unknown_name_waits_but_those_who_pressed_join(lab: Lab):
    async with lab.school.store.unit() as unit:
        await unit.meetings.record_click(lab.school.ids["maya"], lab.date, lab.school.now + timedelta(hours=1), "page")
    await lab.held("kim")
    await read(lab)
    assert len(heard(lab, "maya", "You pressed Join")) == 1
    assert heard(lab, "bo", "Under which name") == []


async def test_an_answer_becomes_a_claim_and_reaches_the_instructor_with_what_is_left(lab: Lab):
    await lab.held("bo", "Big Shoe")
    await read(lab)
    (message,) = [one for one in lab.school.to("maya") if "Under which name" in text(one.reply)]
    form = await lab.school.press("Tell my name", on=message.reply, by="maya", where="")
    await lab.school.submit(form, {"name": "big shoe"}, by="maya", where="")
    assert heard(lab, "ana", "needs you") == []
    await lab.school.later(hours=3)
    (said,) = heard(lab, "ana", "needs you")
    assert "1 name to review." in said
    assert "1 student told their name in Zoom." in said


async def test_who_was_not_there_is_not_asked_again(lab: Lab):
    await lab.held("bo", "Big Shoe")
    await read(lab)
    (message,) = [one for one in lab.school.to("maya") if "Under which name" in text(one.reply)]
    assert "nobody asks again" in text(await lab.school.press("I wasn't", on=message.reply, by="maya", where=""))


async def test_a_class_that_needs_nobody_is_not_spoken_of(lab: Lab):
    await lab.held("bo", "maya")
    await read(lab)
    await lab.school.later(days=2)
    assert heard(lab, "ana", "needs you") == []


async def test_grades_that_would_change_after_their_release_are_told_at_once(lab: Lab):
    ana = lab.school.ids["ana"]
    async with lab.school.store.unit() as unit:
        await unit.sheets.set_rule(lab.school.math.id, AttendanceRule(method=GradeMethod.DURATION), by=ana)
    await lab.held("bo", "kim")
    await read(lab)
    async with lab.school.store.unit() as unit:
        await unit.sheets.release(lab.date, ana, lab.school.now)
    (run,) = lab.school.sandbox.meeting(lab.number).runs
    late = {"name": "Maya Okafor", "email": "maya@uni.example", "zoom_user_id": "", "user_id": "77"}
    run.stays.append(replace(run.stays[-1], **late, participant_uuid="P77"))
    await lab.school.later(hours=23)
    (said,) = heard(lab, "ana", "changed after its release")
    assert "1 grade" in said


async def test_a_class_that_stays_provisional_is_told_of_once_with_the_reason(lab: Lab):
    account = lab.school.sandbox.account
    account.scopes = frozenset(one for one in account.scopes if "participants" not in one)
    account.revoke_tokens()
    await lab.held("bo", "maya")
    await read(lab)
    for _ in range(3):
        await lab.school.later(days=1)
        await find_missed_runs(FindMissedRuns(), lab.school.tools)
        await lab.school.settle()
    (said,) = heard(lab, "ana", "stays provisional")
    assert "lectern check" in said


async def test_a_class_held_only_outside_of_its_time_is_explained(lab: Lab):
    lab.open()
    lab.come("bo", "maya")
    await lab.school.later(minutes=20)
    lab.end()
    await lab.school.hear_zoom()
    await lab.school.later(hours=6)
    await tell_instructors(TellInstructors(occurrence=lab.date, turn="look"), lab.school.tools)
    await lab.school.settle()
    assert len(heard(lab, "ana", "open only outside of class time")) == 1
    assert set((await lab.statuses()).values()) <= {"unexpected"}


async def test_the_week_of_a_course_goes_to_its_instructors_and_to_nobody_else(lab: Lab):
    await lab.held("bo", "Big Shoe")
    await read(lab)
    await tell_weeks(TellWeeks(), lab.school.tools)
    await tell_weeks(TellWeeks(), lab.school.tools)
    await lab.school.settle()
    (said,) = heard(lab, "ana", "the last seven days")
    assert "1 class was held." in said
    assert "1 name to review" in said
    assert len(heard(lab, "kim", "the last seven days")) == 1
    for who in ("bo", "maya", "tia", "olga"):
        assert heard(lab, who, "the last seven days") == []


async def test_the_week_round_falls_on_monday_morning():

    due = TellWeeks.next_round(datetime(2026, 11, 25, tzinfo=UTC))
    assert (due.weekday(), due.hour) == (0, 6)


async def test_absences_in_a_row_are_told_to_the_instructor_when_they_reach_the_number(lab: Lab):
    ana = lab.school.ids["ana"]
    async with lab.school.store.unit() as unit:
        await unit.sheets.set_rule(lab.school.math.id, AttendanceRule(alert_after=1), by=ana)
    await lab.held("bo", "kim")
    await read(lab)
    await lab.school.later(hours=3)
    (said,) = heard(lab, "ana", "needs you")
    assert "Maya Okafor was absent" in said
    assert heard(lab, "maya", "absent") == []
