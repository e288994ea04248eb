"""The kept grade book is given back filled: points of the term or of a class, and who is missing on either side."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.school import NOW, ZONE, School, text
from tests.zoomcore.services.exporting.test_handing_over import HEAD, another_course, hand_over
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ExportAttendance, ExportFormat, ExportGrades
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, AttendanceStatus, GradeMethod
from zoomcore.domain.attendance.sheets import Sheet, SheetState
from zoomcore.domain.people import Person, Role
from zoomcore.errors import Conflict, InvalidInput, NotFound
from zoomcore.services.exporting import filling
from zoomcore.services.scene import Scene
from zoomcore.views import Document, Tone
from zoomcore.views.plain import plain

CANVAS = (
    f"{HEAD}    Points Possible,,,,,10.00\n"
    '"Chen, Bo",1,S1,bo,M1,\n"Okafor, Maya",2,S2,maya,M1,3.00\n"Stranger, Sam",3,S3,sam,M1,1.00\n'
)
MOODLE = (
    '"First name","Last name","Email address","Attendance (Real)","Last downloaded from this course"\n'
    "Bo,Chen,bo@uni.example,-,1764086400\nMaya,Okafor,maya@uni.example,5.00,1764086400\n"
)
RULE = AttendanceRule(method=GradeMethod.DURATION, points=Decimal(20))


async def held(school: School, results: dict[str, object], **changes: object) -> int:
    """A class was held, and this is what came of it: points, or None for excused."""
    await school.say("ana", f'new "Lab {school.deliveries}" tomorrow 3pm')
    async with school.store.unit() as unit:
        occurrence = max(await _occurrences(unit))
        rows = [
            Attendance(
                person=school.ids[user],
                status=AttendanceStatus.EXCUSED if points is None else AttendanceStatus.PRESENT,
                points=None if points is None else Decimal(str(points)),
            )
            for user, points in results.items()
        ]
        sheet = Sheet(
            occurrence=occurrence,
            course=school.math.id,
            state=SheetState.FINAL,
            rule=RULE,
            window=timedelta(minutes=50),
            computed_at=NOW,
        )
        await unit.sheets.keep(replace(sheet, **changes), rows)
    return occurrence


async def _occurrences(unit) -> list[int]:
    found = []
    for number in range(1, 50):
        try:
            found.append((await unit.meetings.get_occurrence(number)).occurrence.id)
        except NotFound:
            break
    return found


def scene_of(school: School, **changes) -> Scene:
    scene = Scene(
        deployment=school.tools.deployment,
        person=Person(id=school.ids["ana"], name="Ana Ruiz", email="ana@uni.example", zone=ZONE),
        admin=False,
        role=Role.INSTRUCTOR,
        course=school.math,
        mapping=None,
        conversation=school.request("ana", None, where="").conversation,
        answer=school.request("ana", None, where="").answer,
        now=school.now,
        trusted=True,
        card="n",
        request="r",
    )
    return replace(scene, **changes)


async def filled(school: School, **changes) -> Document:
    async with school.store.unit() as unit:
        reply = await filling.fill_term(unit, scene_of(school, **changes))
    assert isinstance(reply.view, Document)
    return reply.view


def lines(document: Document) -> list[str]:
    return document.content.decode().splitlines()


async def kept(school: School, book: str) -> None:
    said = await hand_over(school, "ana", book.encode(), text="MATH201 Attendance")
    assert said.view.tone is Tone.GOOD


async def test_a_term_is_filled_in_out_of_what_the_column_is_out_of(school):
    await kept(school, CANVAS)
    await held(school, {"bo": 20, "maya": 10})
    await held(school, {"bo": 10, "maya": None})
    document = await filled(school)
    assert (document.name, document.media_type) == ("grades.csv", "text/csv")
    assert lines(document)[1:] == [
        "    Points Possible,,,,,10.00",
        '"Chen, Bo",1,S1,bo,M1,7.5',
        '"Okafor, Maya",2,S2,maya,M1,5',
        '"Stranger, Sam",3,S3,sam,M1,1.00',
    ]
    told = plain(document.told)
    assert "2 students filled in" in told
    assert "out of 10" in told
    assert "left as they are: Stranger, Sam" in told
    assert "Grades, Import" in told
    assert document.told.tone is Tone.GOOD


async def test_moodle_tells_no_most_so_everybodys_points_are_out_of_the_terms(school):
    await kept(school, MOODLE)
    await held(school, {"bo": 20, "maya": None})
    await held(school, {"bo": 10, "maya": None})
    document = await filled(school)
    assert lines(document)[1:] == ["Bo,Chen,bo@uni.example,30,1764086400", "Maya,Okafor,maya@uni.example,-,1764086400"]
    told = plain(document.told)
    assert "out of 40" in told
    assert "Excused, and left empty because a file of Moodle has no word for it: Maya Okafor" in told


async def test_blackboard_is_told_to_take_our_column_alone(school):
    await kept(
        school, '"Last Name","First Name","Username","Attendance [Total Pts: 5 Score] |883"\n"Chen","Bo","bo",""\n'
    )
    await held(school, {"bo": 10})
    document = await filled(school)
    assert lines(document)[1] == '"Chen","Bo","bo","2.5"'
    assert "Tick our column alone" in plain(document.told)


async def test_what_may_still_change_is_told_and_what_is_not_over_is_left_out(school):
    await kept(school, CANVAS)
    await held(school, {"bo": 20}, state=SheetState.PROVISIONAL, review=2)
    await held(school, {"bo": 0}, state=SheetState.LIVE)
    await held(school, {"bo": 0}, state=SheetState.NOT_HELD)
    await held(school, {"bo": 0}, state=SheetState.VOID)
    document = await filled(school)
    assert lines(document)[2].endswith(",10")
    told = plain(document.told)
    assert "Of 1 class Zoom's report may still change" in told
    assert "2 names to review: they may be students" in told
    assert document.told.tone is Tone.WARNING


async def test_an_old_export_comes_with_a_warning_about_the_other_columns(school):
    await kept(school, CANVAS)
    await held(school, {"bo": 20})
    assert "Importing puts back" not in plain((await filled(school)).told)
    later = await filled(school, now=school.now + timedelta(hours=2))
    assert "Importing puts back what the file held for every other column" in plain(later.told)


async def test_whoever_is_in_no_row_is_named(school):
    await kept(school, CANVAS)
    await school.say("ana", "course people MATH201 add nora@uni.example")
    await held(school, {"bo": 20})
    told = (await filled(school)).told
    assert "In the course, not in the file: nora" in plain(told)
    assert told.tone is Tone.WARNING


async def test_one_class_goes_into_a_column_of_its_own(school):
    await kept(school, CANVAS)
    occurrence = await held(school, {"bo": 15})
    async with school.store.unit() as unit:
        reply = await filling.fill_class(unit, scene_of(school), occurrence, column="Nov 24")
    assert [one.rpartition(",")[2] for one in lines(reply.view)] == ["Nov 24", "20", "15", "", ""]


async def test_the_words_for_it_give_the_term_or_one_class(school):
    await kept(school, CANVAS)
    await held(school, {"bo": 20, "maya": 20})
    latest = await held(school, {"bo": 10, "maya": 10})
    term = await school.say("ana", "grades export book MATH201", where="")
    assert lines(term.view)[2].endswith(",7.5")
    one = await school.wish("ana", ExportGrades(course="MATH201", occurrence=latest), where="")
    assert lines(one.view)[2].endswith(",5")
    same = await school.wish(
        "ana", ExportAttendance(target=Target(occurrence=latest), format=ExportFormat.BOOK), where=""
    )
    assert same.view.content == one.view.content


async def test_a_student_gets_no_grade_book(school):
    await kept(school, CANVAS)
    await held(school, {"bo": 20})
    said = await school.wish("bo", ExportGrades(course="MATH201"), where="")
    assert "that is for its" in text(said)


async def test_without_a_grade_book_it_says_how_to_hand_one_over(school):
    said = await school.say("ana", "grades export MATH201", where="")
    assert "I don't have the grade book of MATH201 yet" in text(said)
    assert "Canvas: Grades, Export" in text(said)
    assert {"XLSX", "CSV"} <= {one.label for one in said.view.actions}


async def test_where_nothing_counts_nothing_is_written_over(school):
    await kept(school, CANVAS)
    with pytest.raises(Conflict, match="Nothing counts in MATH201 yet"):
        await filled(school)
    await held(school, {"bo": None, "maya": None})
    with pytest.raises(Conflict, match="Nothing counts in MATH201 yet"):
        await filled(school)


async def test_a_class_that_is_not_over_fills_nothing(school):
    await kept(school, CANVAS)
    live = await held(school, {"bo": 3}, state=SheetState.LIVE)
    async with school.store.unit() as unit:
        for occurrence in (live, 999):
            with pytest.raises(Conflict, match="nothing to fill in of that class yet"):
                await filling.fill_class(unit, scene_of(school), occurrence)


async def test_two_columns_of_one_name_are_not_guessed_between(school):
    await kept(school, CANVAS)
    occurrence = await held(school, {"bo": 3})
    async with school.store.unit() as unit:
        book = await unit.files.find_grade_book(school.math.id)
        twice = book.content.replace(b"Attendance (7)", b"Lab (7),Lab (8)")
        await unit.files.keep_grade_book(replace(book, content=twice))
        with pytest.raises(InvalidInput, match="several columns “Lab”"):
            await filling.fill_class(unit, scene_of(school), occurrence, column="Lab")


async def test_another_courses_grade_book_is_not_taken_for_this_one(school):
    other = await another_course(school, "PHYS1", students=("kim",))
    await kept(school, CANVAS)
    async with school.store.unit() as unit:
        course = await unit.courses.get(other)
        for filling_it in (
            filling.fill_term(unit, scene_of(school, course=course)),
            filling.fill_class(unit, scene_of(school, course=course), 1),
        ):
            assert "I don't have the grade book of PHYS1 yet" in plain((await filling_it).view)
