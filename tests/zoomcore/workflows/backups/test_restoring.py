"""Bringing a course back: what is missing, nothing twice, whatever happens on the way."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete

from tests.backups import records
from tests.school import School, text
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.commands.wishes.backups import OpenRestoreForm, StopRestore
from zoomcore.domain.backups.kept import ItemState, RestoreState
from zoomcore.domain.backups.records import (
    AttendanceRecord,
    ParticipantRecord,
    ReadingRecord,
    RunRecord,
    SheetRecord,
)
from zoomcore.sandbox import Plan
from zoomcore.storage.tables import ATTENDANCE, PARTICIPANT, READING, RUN, SHEET
from zoomcore.views import Form, Reply, Tone


async def with_classes(school: School) -> None:
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ana", 'new "Geometry" every tue 9:30 until dec 20')
    await school.say("ana", 'new "Exam" 2026-12-18 10:00')
    await school.say("ana", "backup with people")


async def restored(school: School, *, parts: tuple[str, ...] = ("settings", "classes"), who: str = "ana") -> Reply:
    form = await school.wish(who, OpenRestoreForm(backup=1))
    assert isinstance(form.view, Form)
    return await school.submit(form, {"parts": parts, "typed": "math201"}, by=who)


async def test_a_dry_run_tells_what_would_come_back_and_changes_nothing(school: School):
    await with_classes(school)
    await school.say("ana", "cancel Geometry all")
    await school.press("Cancel", by="ana")
    before = len(school.sandbox.requests)

    said = text(await school.say("ana", "restore 1"))

    assert "Comes back: Geometry" in said
    assert "Stays, if Zoom still has it: Algebra, Exam" in said
    assert len(school.sandbox.requests) == before


async def test_what_is_gone_is_made_anew_and_what_is_there_stays(school: School):
    await with_classes(school)
    kept = {one.topic: one.id for one in school.at_zoom()}
    await school.say("ana", "cancel Geometry all")
    await school.press("Cancel", by="ana")

    done = await restored(school)

    assert done.view.tone is Tone.GOOD, text(done)
    assert "Made at Zoom: 1" in text(done)
    assert "Still there: 2" in text(done)
    now = {one.topic: one.id for one in school.at_zoom()}
    assert now.keys() == kept.keys()
    assert (now["Algebra"], now["Exam"]) == (kept["Algebra"], kept["Exam"])
    assert now["Geometry"] != kept["Geometry"]
    assert "Geometry" in text(await school.say("ana", "list 30 days"))


async def test_what_was_deleted_at_zoom_itself_is_made_anew_too(school: School):
    await with_classes(school)
    for one in school.at_zoom():
        if one.topic == "Exam":
            one.deleted = True

    done = await restored(school)

    assert "Made at Zoom: 1" in text(done)
    assert sorted(one.topic for one in school.at_zoom()) == ["Algebra", "Exam", "Geometry"]


async def test_what_zoom_loses_between_the_dry_run_and_the_word_is_made_anew_once(school: School):
    await with_classes(school)
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    for one in school.at_zoom():
        if one.topic == "Exam":
            one.deleted = True

    done = await school.submit(form, {"parts": ("classes",), "typed": "MATH201"}, by="ana")

    assert "Made at Zoom: 1" in text(done)
    assert sorted(one.topic for one in school.at_zoom()) == ["Algebra", "Exam", "Geometry"]


async def test_one_list_tells_that_every_class_is_still_there(school: School):
    await with_classes(school)
    before = len(school.sandbox.requests)

    done = await restored(school)

    assert "Still there: 3" in text(done)
    assert [(one.method, one.path.rpartition("/")[2]) for one in school.sandbox.requests[before:]] == [
        ("GET", "meetings")
    ]


async def test_a_list_that_lacks_a_class_is_not_believed_alone(school: School):
    await with_classes(school)
    nothing = {"meetings": [], "next_page_token": ""}
    school.trouble(method="GET", path="/users/*/meetings", status=200, body=nothing, times=1)

    done = await restored(school)

    assert "Still there: 3" in text(done)
    assert len(school.at_zoom()) == 3


async def test_the_classes_of_a_host_who_left_are_skipped_and_named(school: School):
    await school.say("kim", 'new "Topology" every fri 10am x 4')
    await with_classes(school)
    for one in school.at_zoom():
        one.deleted = True
    school.sandbox.set_plan("kim@uni.example", Plan.NONE)

    done = await restored(school)

    assert done.view.tone is Tone.WARNING
    assert "Made at Zoom: 3" in text(done)
    assert "Topology" in text(done)


async def test_dates_that_were_called_off_or_moved_are_so_again(school: School):
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ana", "cancel next this")
    await school.press("Cancel", by="ana")
    await school.say("ana", "move next to thu 16:00 this")
    await school.say("ana", "backup")
    before = school.dates_at_zoom()
    await school.say("ana", "cancel Algebra all")
    await school.press("Cancel", by="ana")

    done = await restored(school)

    assert "Made at Zoom: 1" in text(done)
    assert school.dates_at_zoom() == before


async def a_date_moved_out_of_the_past(school: School, line: str, *, to: str, days: int) -> None:
    """The first class of a series is put off, and its own day is over when everything is lost so many days later."""
    await school.say("ana", line)
    await school.say("ana", f"move next to {to} 16:00 this")
    await school.say("ana", "backup")
    await school.later(days=days)
    for one in school.at_zoom():
        one.deleted = True


async def test_a_date_whose_own_place_in_the_series_is_past_comes_back_as_a_class_by_itself(school: School):
    await a_date_moved_out_of_the_past(school, 'new "Algebra" every tue 3pm x 4', to="thu", days=2)
    before = await coming(school)

    done = await restored(school)

    assert "Made at Zoom: 2" in text(done)
    assert [len(one.occurrences) for one in school.at_zoom()] == [3, 0]
    assert await coming(school) == before, "with the numbers that links know them by"


async def test_where_the_rest_of_the_series_is_past_that_date_is_the_class(school: School):
    await a_date_moved_out_of_the_past(school, 'new "Algebra" every tue 3pm x 2', to="2026-12-03", days=9)
    before = await coming(school)

    assert "Algebra" in text(await school.say("ana", "restore 1"))
    done = await restored(school)

    assert "Made at Zoom: 1" in text(done)
    assert await coming(school) == before


async def coming(school: School) -> list[tuple[int, datetime | None]]:
    now = school.sandbox.account.now()
    until = now + timedelta(days=90)
    async with school.store.reading() as unit:
        dates = await unit.meetings.coming(course_ids=(school.math.id,), person_id=None, since=now, until=until)
    return [(one.occurrence.id, one.occurrence.start) for one in dates]


async def test_a_wrong_code_restores_nothing(school: School):
    await with_classes(school)
    form = await school.wish("ana", OpenRestoreForm(backup=1))

    again = await school.submit(form, {"typed": "CHEM1"}, by="ana")

    assert isinstance(again.view, Form)
    assert "isn't the course's code" in again.view.errors[0].message


async def test_a_safety_backup_comes_first(school: School):
    await with_classes(school)

    await restored(school)

    assert "before a restore" in text(await school.say("ana", "backup list"))


async def test_settings_and_people_go_back_when_chosen(school: School):
    await with_classes(school)
    async with school.store.unit() as unit:
        await unit.courses.leave(school.math.id, school.ids["bo"])
        presets = replace(school.math.presets, duration_minutes=15)
        await unit.courses.update(school.math.id, title="Broken", presets=presets)

    done = await restored(school, parts=("settings", "people"))

    assert "People added: 1" in text(done)
    async with school.store.reading() as unit:
        course = await unit.courses.get(school.math.id)
        assert (course.title, course.presets) == (school.math.title, school.math.presets)
        assert await unit.courses.role_of(course.id, school.ids["bo"]) is not None


async def test_a_refused_class_is_skipped_and_named(school: School):
    await with_classes(school)
    for one in school.at_zoom():
        one.deleted = True
    school.trouble(method="POST", path="/users/*/meetings", status=400, body={"code": 300, "message": "No."}, times=1)

    done = await restored(school)

    assert done.view.tone is Tone.WARNING
    assert "Made at Zoom: 2" in text(done)
    assert "Skipped: 1" in text(done)


async def test_a_restore_can_be_undone_for_a_day(school: School):
    await with_classes(school)
    await school.say("ana", "cancel Geometry all")
    await school.press("Cancel", by="ana")
    async with school.store.unit() as unit:
        await unit.courses.update(school.math.id, title="Algebra and more")
    await restored(school)

    undone = await school.press("Undo", by="ana")

    assert "1 class is gone again" in text(undone)
    assert sorted(one.topic for one in school.at_zoom()) == ["Algebra", "Exam"]
    async with school.store.reading() as unit:
        assert (await unit.courses.get(school.math.id)).title == "Algebra and more"


async def test_after_a_day_it_stays(school: School):
    await with_classes(school)
    done = await restored(school)
    school.sandbox.advance(timedelta(hours=25))

    assert "24 hours" in text(await school.press("Undo", by="ana", on=done))


async def test_two_restores_of_a_course_do_not_run_at_once(school: School):
    await with_classes(school)
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    school.trouble(method="GET", path="/users/*/meetings", status=503, times=1000)
    await school.submit(form, {"typed": "MATH201"}, by="ana")

    again = await school.submit(await school.wish("kim", OpenRestoreForm(backup=1)), {"typed": "MATH201"}, by="kim")

    assert "under way already" in text(again)


async def test_it_can_be_stopped_and_goes_on_later(school: School):
    await with_classes(school)
    for one in school.at_zoom():
        one.deleted = True
    school.trouble(method="POST", path="/users/*/meetings", status=503, times=1000)
    await restored(school)
    stopped = await school.wish("ana", StopRestore(restore=1))
    assert "Stopped" in text(stopped)
    school.sandbox.faults.clear()
    await school.later(minutes=30)
    assert school.at_zoom() == []

    done = await school.press("Go on", by="ana", on=stopped)

    assert "Made at Zoom: 3" in text(done)
    async with school.store.reading() as unit:
        assert (await unit.restores.get(1)).state is RestoreState.DONE
        assert {one.state for one in await unit.restores.items(1)} == {ItemState.MADE}


async def test_undoing_takes_out_the_attendance_that_came_back_and_leaves_what_was_there(school: School):
    lab = await Lab.booked(school)
    await lab.held("bo", "maya")
    await school.say("ana", "backup with people")
    whole = await attended(school)
    async with school.store.unit() as unit:
        for table in (ATTENDANCE, SHEET, PARTICIPANT, READING, RUN):
            await unit.restores._tx.change(delete(table))
    await school.say("ana", "new Lab tomorrow 3pm")

    await restored(school, parts=("attendance",))
    assert await attended(school) == whole
    undone = await school.press("Undo", by="ana")

    assert "results of attendance are out again" in text(undone)
    assert await attended(school) == []
    assert len(school.at_zoom()) == 2


async def attended(school: School) -> list[object]:
    rows = await records(school.store, school.math.id)
    told = (AttendanceRecord, SheetRecord, ParticipantRecord, RunRecord, ReadingRecord)
    return [one for one in rows if isinstance(one, told)]
