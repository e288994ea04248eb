"""A grade book is handed over: the ids tell the course, the instructor tells the column, once."""

import pytest

from tests.school import PEOPLE, School, text
from tests.zoomcore.domain.gradebook.books_here import content
from zoomcore.chat import Uploaded
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.files import FileTrouble, KeepGradeBook
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.domain.people import Role
from zoomcore.errors import InvalidInput
from zoomcore.services.exporting.wordings import refusal
from zoomcore.views import Tone

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Attendance (7)\n"
BOOK = (
    f'{HEAD}"Chen, Bo",1,S1,bo,M1,\n"Okafor, Maya",2,S2,maya@uni.example,M1,\n"Stranger, Sam",3,S3,sam,M1,\n'.encode()
)


async def hand_over(school: School, who: str, given: bytes = BOOK, *, where: str = "", **more):
    wish = Uploaded(**{"name": "grades.csv", "content": given} | more)
    return await school.ask(school.request(who, wish, where=where))


async def kept(school: School, course: int = 0):
    async with school.store.reading() as unit:
        return await unit.files.find_grade_book(course or school.math.id)


async def another_course(school: School, code: str, *, students: tuple[str, ...], instructor: str = "ana") -> int:
    async with school.store.unit() as unit:
        course = await unit.courses.add(code, f"About {code}", "UTC")
        await unit.courses.enroll(course.id, school.ids[instructor], Role.INSTRUCTOR)
        for user in students:
            await unit.courses.enroll(course.id, school.ids[user], Role.STUDENT)
        return course.id


async def test_the_ids_tell_the_course_and_only_the_column_is_asked_for(school):
    await another_course(school, "PHYS1", students=("kim",))
    said = await hand_over(school, "ana")
    assert said.view.tone is Tone.ASK
    assert "Which column is for attendance?" in text(said)
    assert "MATH201 Algebra II" in text(said)
    assert "2 of 2" in text(said)
    assert "left as they are: Stranger, Sam" in text(said)
    assert await kept(school) is None


async def test_the_column_that_was_picked_is_kept_with_the_file_as_it_came(school):
    await hand_over(school, "ana")
    said = await school.press("Attendance", by="ana", where="")
    assert said.view.title == "I keep the grade book of MATH201"
    book = await kept(school)
    assert (book.content, book.column, book.name, book.uploaded_by) == (
        BOOK,
        "Attendance (7)",
        "grades.csv",
        school.ids["ana"],
    )


async def test_a_newer_export_takes_the_earlier_ones_place_without_a_question(school):
    await hand_over(school, "ana")
    await school.press("Attendance", by="ana", where="")
    newer = BOOK.replace(b"Attendance (7)", b"Presence (7)")
    said = await hand_over(school, "ana", newer)
    assert said.view.tone is Tone.GOOD
    assert ((await kept(school)).content, (await kept(school)).column) == (newer, "Presence (7)")


async def test_where_the_column_is_gone_from_the_newer_export_that_is_said_and_asked_again(school):
    await hand_over(school, "ana")
    await school.press("Attendance", by="ana", where="")
    said = await hand_over(school, "ana", BOOK.replace(b"Attendance (7)", b"Quiz (8)"))
    assert "The column Attendance (7) of the earlier file isn't in this one" in text(said)
    assert said.view.tone is Tone.ASK
    assert (await kept(school)).content == BOOK


async def test_what_is_said_beside_the_file_may_name_course_and_column(school):
    other = await another_course(school, "PHYS1", students=("bo", "maya"))
    said = await hand_over(school, "ana", text="PHYS1 attendance")
    assert said.view.tone is Tone.GOOD
    assert await kept(school) is None
    assert (await kept(school, other)).column == "Attendance (7)"


async def test_where_the_ids_fit_two_courses_the_course_is_asked_for(school):
    other = await another_course(school, "PHYS1", students=("bo",))
    said = await hand_over(school, "ana")
    assert "Which course is grades.csv for?" in text(said)
    await school.press("PHYS1", by="ana", where="")
    await school.press("Attendance", by="ana", where="")
    assert await kept(school) is None
    assert await kept(school, other) is not None


async def test_a_column_that_the_lms_shall_make_is_offered_where_none_has_its_name(school):
    await hand_over(school, "ana", BOOK.replace(b"Attendance (7)", b"Quiz 1 (7)"))
    said = await school.press("A new column “Attendance”", by="ana", where="")
    assert "makes a new assignment" in text(said)
    assert (await kept(school)).column == "Attendance"


@pytest.mark.parametrize(
    ("name", "said"), [("moodle.csv", "map the column to “new grade item”"), ("blackboard.csv", "makes a text column")]
)
async def test_what_each_lms_does_with_a_column_it_does_not_know_is_said(school, name, said):
    renamed = content(name).replace(b"Attendance", b"Presence!")
    await hand_over(school, "ana", renamed, name=name)
    assert said in text(await school.press("A new column “Attendance”", by="ana", where=""))


async def test_many_columns_come_in_pages_the_likeliest_first(school):
    many = ",".join(f"Quiz {number} ({number})" for number in range(20)).encode()
    said = await hand_over(school, "ana", BOOK.replace(b"Attendance (7)", many + b",Class participation (99)"))
    labels = [one.label for one in said.view.actions]
    assert labels[0] == "Class participation"
    assert labels[-1] == "More columns"
    await school.press("More columns", by="ana", where="")
    await school.press("Quiz 12", by="ana", where="")
    assert (await kept(school)).column == "Quiz 12 (12)"


async def test_a_file_is_not_taken_where_others_see_it(school):
    said = await hand_over(school, "ana", where="math")
    assert "I don't take files where others can see them" in text(said)
    assert "direct chat" in text(said)


async def test_whoever_runs_no_course_hands_over_nothing(school):
    assert "Only a course's instructor can hand over its grade book" in text(await hand_over(school, "bo"))
    assert "Only a course's instructor can hand over its grade book" in text(await hand_over(school, "tia"))
    assert "In this course, that is for its" in text(await hand_over(school, "bo", text="MATH201"))


async def test_an_admin_may_hand_over_any_courses_grade_book(school):
    said = await hand_over(school, "ada", text="MATH201")
    assert "2 of 2" in text(said)
    assert "2 of 2" in text(await hand_over(school, "ada"))


async def test_a_held_file_is_its_owners_alone_and_not_for_ever(school):
    await hand_over(school, "ana")
    asked = school.last
    assert "I no longer have that file" in text(await school.press("Attendance", by="kim", on=asked, where=""))
    await school.press("Attendance", by="ana", on=asked, where="")
    wish = school.button(asked, "Attendance").command
    assert "I no longer have that file" in text(await school.wish("ana", wish, where=""))


async def test_a_column_that_the_file_has_not_is_named(school):
    await hand_over(school, "ana")
    draft = school.button(school.last, "Attendance").command.draft
    for column, make, said in (
        ("Homework (8)", False, "no column “Homework (8)” that takes points"),
        ("Final Score", True, "can't be called “Final Score”"),
    ):
        wish = KeepGradeBook(code="MATH201", draft=draft, column=column, make=make)
        assert said in text(await school.wish("ana", wish, where=""))


async def test_the_longest_names_and_headings_still_fit_a_button_and_a_sentence(school):
    long = b"Attendance " + b"x" * 3000
    said = await hand_over(school, "ana", BOOK.replace(b"Attendance (7)", long), name="g" * 300 + ".csv")
    assert all(len(pack(one.command)) < 200 for one in said.view.actions)
    assert max(map(len, text(said).splitlines()[1:3])) < 150
    await school.press("Attendance", by="ana", where="")
    book = await kept(school)
    assert book.column == long.decode()
    assert (len(book.name), book.name[-4:]) == (100, ".csv")


async def test_a_file_without_a_name_is_called_one(school):
    await hand_over(school, "ana", name="", text="MATH201 attendance")
    assert (await kept(school)).name == "file"


async def test_a_file_whose_students_left_meanwhile_is_another_courses(school):
    await hand_over(school, "ana")
    asked = school.last
    for user in ("bo", "maya"):
        await school.say("ana", f"course people MATH201 remove {PEOPLE[user][1]}")
    assert "Nobody of this course stands in grades.csv" in text(
        await school.press("Attendance", by="ana", on=asked, where="")
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "grades.csv is empty"),
        (b"PK\x03\x04....", "is an Excel workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0", "isn't text I can read"),
        (b"Date,Weather\n1,2\n", "It begins “Date, Weather”"),
        (HEAD.encode(), "has headings and no students"),
        (BOOK + b'"open', "in line 5 a quotation mark is opened"),
        (HEAD.encode() + b"Novak,9,S9,kim9,M1,\n", "Nobody of this course stands in grades.csv"),
    ],
)
async def test_every_bad_file_gets_a_sentence_and_a_way_on(school, given, said):
    reply = await hand_over(school, "ana", given)
    assert said in text(reply)
    assert reply.view.tone is Tone.BAD
    assert len(text(reply).splitlines()) > 1


@pytest.mark.parametrize(("name", "lms"), [("moodle.csv", "Moodle"), ("blackboard_utf16.xls", "Blackboard")])
async def test_each_lms_is_told_by_its_name(school, name, lms):
    assert f"From: {lms}" in text(await hand_over(school, "ana", content(name), name=name))
    assert "From: Canvas" in text(await hand_over(school, "ana"))


@pytest.mark.parametrize(
    ("trouble", "said"), [(FileTrouble.TOO_LARGE, "larger than 10 MB"), (FileTrouble.UNREACHABLE, "couldn't fetch")]
)
async def test_a_file_that_did_not_come_is_told(school, trouble, said):
    assert said in text(await hand_over(school, "ana", b"", trouble=trouble))


async def test_a_student_twice_in_the_file_is_told_by_line(school):
    assert "lines 5" in text(await hand_over(school, "ana", BOOK + b'"Chen, Bo",1,S1,bo,M1,\n'))


async def test_a_repeated_delivery_holds_and_asks_once(school):
    request = school.request("ana", Uploaded(name="grades.csv", content=BOOK), where="", kept=True)
    first = await school.dispatch.handle(request)
    again = await school.dispatch.handle(request)
    assert text(first) == text(again)
    assert (await school.rows())["held_file"] == 1


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_sentence_and_its_step(fault):
    said = refusal(GradeBookFault(fault, "this one"), "grades.csv")
    assert isinstance(said, InvalidInput)
    assert said.next_step
    assert "{" not in said.message
