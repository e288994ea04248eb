"""What is handed over though it is no grade book of this course, or a grade book with a trap in it."""

import io
import time
import zipfile
from decimal import Decimal

import pytest

from tests.zoomcore.domain.gradebook.books_here import BO, GHOST, MAYA, content
from zoomcore.domain.gradebook.books import Blank, NewColumn
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.domain.gradebook.filling import fill, find_column, recognise, safe_text
from zoomcore.domain.people import SchoolRecord

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Attendance (7)\n"


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("given", "fault", "detail"),
    [
        (b"", Fault.EMPTY, ""),
        (b" \r\n\t\r\n", Fault.EMPTY, ""),
        (b"\xef\xbb\xbf", Fault.EMPTY, ""),
        (workbook(), Fault.WORKBOOK, ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, Fault.WORKBOOK, ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", Fault.NO_TEXT, ""),
        (b"\xff\xfeS\0t\0u", Fault.NO_TEXT, ""),
        (b"Date,Weather,Mood\n1,2,3\n", Fault.UNKNOWN, "Date, Weather, Mood"),
        (b"just a line", Fault.UNKNOWN, "just a line"),
        (HEAD.encode(), Fault.NO_STUDENTS, ""),
        ((HEAD + "    Points Possible,,,,,10\n").encode(), Fault.NO_STUDENTS, ""),
        ((HEAD + 'Chen,1,S1001,bo,M1,"7\n').encode(), Fault.OPEN_QUOTE, "2"),
        (b'"Student,ID,SIS User ID\n', Fault.OPEN_QUOTE, "1"),
        (HEAD.encode() + b"x" * (10 * 1024 * 1024), Fault.TOO_LARGE, ""),
        (HEAD.encode() + b"a,1\n" * 20_001, Fault.TOO_LARGE, ""),
        (
            b'"First name","Quiz (Real)","Last downloaded from this course"\nBo,1,2\n',
            Fault.NO_KEY,
            "ID number, Username, Email address",
        ),
    ],
)
def test_what_is_no_grade_book_is_told_by_what_is_wrong_with_it(given, fault, detail):
    with pytest.raises(GradeBookFault) as raised:
        recognise(given)
    assert (raised.value.fault, raised.value.detail) == (fault, detail)


def canvas(*rows: str, head: str = HEAD):
    return recognise((head + "".join(f"{row}\n" for row in rows)).encode())


def fault_of(action) -> tuple[Fault, str]:
    with pytest.raises(GradeBookFault) as raised:
        action()
    return raised.value.fault, raised.value.detail


def test_a_file_of_another_course_fills_nothing():
    book = recognise(content("canvas.csv"))
    assert fault_of(lambda: fill(book, book.columns[0], {GHOST: Decimal(3)})) == (Fault.OTHER_COURSE, "")


def test_a_column_that_is_gone_is_named_and_a_total_is_none():
    book = recognise(content("canvas.csv"))
    assert fault_of(lambda: find_column(book, "Attendance (999)")) == (Fault.NO_COLUMN, "Attendance (999)")
    assert fault_of(lambda: find_column(book, "Final Score")) == (Fault.NO_COLUMN, "Final Score")


def test_two_columns_of_one_name_are_not_guessed_between():
    book = canvas(
        "Chen,1,S1001,bo,M1,,", head="Student,ID,SIS User ID,SIS Login ID,Section,Attendance (7),attendance (8)\n"
    )
    assert fault_of(lambda: find_column(book, "Attendance")) == (Fault.TWO_COLUMNS, "Attendance")
    assert find_column(book, "attendance (8)").id == "8"


def test_a_title_may_hold_what_divides_titles_from_numbers_elsewhere():
    book = canvas("Chen,1,S1001,bo,M1,", head=HEAD.replace("Attendance (7)", "Lab | Part 2 (7)"))
    assert find_column(book, "Labs | Part 2 (7)").id == "7"


def test_a_row_that_stands_there_twice_is_filled_twice_and_told():
    book = canvas("Chen,1,S1001,bo,M1,", "Okafor,2,S1002,maya,M1,", "Chen,1,S1001,bo,M2,")
    done = fill(book, book.columns[0], {BO: Decimal(5), MAYA: Decimal(6)})
    assert book.repeated == (4,)
    assert done.content.decode().splitlines()[1:] == [
        "Chen,1,S1001,bo,M1,5",
        "Okafor,2,S1002,maya,M1,6",
        "Chen,1,S1001,bo,M2,5",
    ]


def test_two_people_under_one_id_are_left_alone():
    book = canvas("Chen,1,S1001,bo,M1,", "Chang,2,S1001,bea,M1,", "Okafor,3,S1002,maya,M1,")
    done = fill(book, book.columns[0], {BO: Decimal(5), MAYA: Decimal(6)})
    assert [row.line for row in done.unmatched_rows] == [2, 3]
    assert done.unmatched_students == (BO,)


def test_two_of_ours_under_one_id_are_left_alone():
    twin = SchoolRecord(person=9, name="Bo Twin", sis_id="S1001")
    book = canvas("Chen,1,S1001,bo,M1,", "Okafor,3,S1002,maya,M1,")
    done = fill(book, book.columns[0], {BO: Decimal(5), twin: Decimal(6), MAYA: Decimal(7)})
    assert {BO, twin} == set(done.unmatched_students)


def test_the_number_of_an_lms_is_not_taken_for_anothers_student_number():
    five = SchoolRecord(person=9, name="Fay Five", sis_id="3")
    book = canvas("Chen,1,S1001,bo,M1,", "Okafor,3,S1002,maya,M1,")
    done = fill(book, book.columns[0], {BO: Decimal(5), five: Decimal(6)})
    assert done.unmatched_students == (five,)
    assert [row.line for row in done.unmatched_rows] == [3]


def test_an_address_does_not_win_against_a_differing_student_number():
    other = SchoolRecord(person=9, name="Bo Chen", sis_id="S7", email="bo2@uni.example")
    book = canvas("Okafor,3,S1002,maya,M1,", "Chen,1,S9,bo2@uni.example,M1,")
    done = fill(book, book.columns[0], {MAYA: Decimal(5), other: Decimal(6)})
    assert done.unmatched_students == (other,)


def test_the_first_part_of_an_address_is_a_login_only_with_the_same_name():
    book = canvas("Chen Bo,1,,bo,M1,", "Novak,2,,maya,M1,")
    done = fill(book, book.columns[0], {BO: Decimal(5), MAYA: Decimal(6)})
    assert done.unmatched_students == (MAYA,)


def test_formulas_of_others_stay_as_they_are():
    book = canvas("\"=cmd|' /C calc'!A0\",1,S1001,bo,M1,+1", "@x,2,S1002,maya,-1,")
    done = fill(book, book.columns[0], {BO: Decimal(5)}).content.decode().splitlines()
    assert done[1:] == ["\"=cmd|' /C calc'!A0\",1,S1001,bo,M1,5", "@x,2,S1002,maya,-1,"]


@pytest.mark.parametrize("title", ["", "  ", "Attendance (2026)", "Final Score of attendance", "Section"])
def test_a_title_that_canvas_would_take_for_something_else_is_refused(title):
    book = recognise(content("canvas.csv"))
    assert fault_of(lambda: fill(book, NewColumn(title=title), {BO: Decimal(5)})) == (Fault.BAD_TITLE, title.strip())


@pytest.mark.parametrize(("file", "title"), [("moodle.csv", "Total (Percentage)"), ("blackboard.csv", "A |12")])
def test_the_others_have_titles_of_their_own(file, title):
    book = recognise(content(file))
    assert fault_of(lambda: fill(book, NewColumn(title=title), {BO: Decimal(5)})) == (Fault.BAD_TITLE, title)


def test_a_title_in_letters_the_file_cannot_write_is_refused():
    book = recognise(content("moodle_spanish_latin1.txt"))
    assert fault_of(lambda: fill(book, NewColumn(title="出席"), {BO: Decimal(5)})) == (Fault.LETTERS, "出席")


def test_a_title_of_ours_is_no_formula():
    book = canvas("Chen,1,S1001,bo,M1,")
    done = fill(book, NewColumn(title="=1+1"), {BO: Decimal(5)})
    assert done.content.decode().splitlines()[0].endswith(",'=1+1")
    assert done.heading == "'=1+1"
    assert safe_text("Ana") == "Ana"


def test_a_row_longer_than_the_headings_leaves_no_place_for_a_new_column():
    book = canvas("Chen,1,S1001,bo,M1,,surplus")
    assert fault_of(lambda: fill(book, NewColumn(title="A"), {BO: Decimal(5)})) == (Fault.LONG_ROW, "2")
    assert fill(book, book.columns[0], {BO: Decimal(5)}).content.endswith(b"M1,5,surplus\n")


def test_a_row_too_short_is_filled_up():
    book = canvas("Chen,1,S1001,bo", '"Okafor","3","S1002","maya"')
    done = fill(book, book.columns[0], {BO: Decimal(5), MAYA: Blank.EXCUSED}).content.decode().splitlines()
    assert done[1:] == ["Chen,1,S1001,bo,,5", '"Okafor","3","S1002","maya","","EX"']


def test_the_line_that_names_the_delimiter_to_a_spreadsheet_stays():
    given = "sep=;\r\n\r\n" + HEAD.replace(",", ";") + "Chen;1;S1001;bo;M1;\n"
    book = recognise(given.encode())
    assert book.rows[0].line == 4
    assert fill(book, book.columns[0], {BO: Decimal(5)}).content == given.encode()[:-1] + b"5\n"


def test_no_students_of_ours_change_nothing():
    assert fill(canvas("Chen,1,S1001,bo,M1,"), NewColumn(title="A"), {}).filled == 0


def test_five_thousand_rows_are_filled_in_a_moment():
    rows = [f'"Student {number}, A",{number},S{number:05},login{number},M1,' for number in range(5000)]
    people = {
        SchoolRecord(person=number, name=f"A Student {number}", sis_id=f"S{number:05}"): Decimal(number % 11)
        for number in range(5000)
    }
    begun = time.process_time()
    book = canvas(*rows)
    done = fill(book, book.columns[0], people)
    assert done.filled == 5000
    assert time.process_time() - begun < 5


def test_a_hostile_file_costs_no_more_than_its_length():
    begun = time.process_time()
    with pytest.raises(GradeBookFault):
        recognise(HEAD.encode() + b'"' + b'""' * 1_000_000)
    assert time.process_time() - begun < 5


def test_an_address_does_not_win_against_a_differing_login():
    other = SchoolRecord(person=9, name="Bo Chen", login="bchen7", email="bo2@uni.example")
    maya = SchoolRecord(person=2, name="Maya Okafor", login="maya")
    book = canvas("Okafor,3,,maya,M1,", "Chen,1,,bo2@uni.example,M1,")
    done = fill(book, book.columns[0], {maya: Decimal(5), other: Decimal(6)})
    assert done.unmatched_students == (other,)


def test_bytes_of_no_known_alphabet_still_come_back_as_they_were():
    given = HEAD.encode() + b"Chen\x81\xe9,1,S1001,bo,M1,\n"
    done = fill(recognise(given), recognise(given).columns[0], {BO: Decimal(5)})
    assert done.content == given[:-1] + b"5\n"


def test_a_column_that_canvas_will_not_read_or_that_has_no_heading_is_not_offered():
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Synced (7),,Lab (8)\n"
    book = canvas("    Points Possible,,,,,(read only),,10", "Chen,1,S1001,bo,M1,,,", head=head)
    assert [one.title for one in book.columns] == ["Lab"]
