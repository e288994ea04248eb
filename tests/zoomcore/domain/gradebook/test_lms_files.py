"""Files as the three LMSs write them: recognised, our column filled, the rest as it was."""

from decimal import Decimal

import pytest

from tests.zoomcore.domain.gradebook.books_here import BO, FILES, GHOST, JOSE, LI_NA, MAYA, RESULTS, content, names
from zoomcore.domain.gradebook.books import Blank, Key, Lms, NewColumn
from zoomcore.domain.gradebook.filling import fill, find_column, recognise
from zoomcore.domain.people import SchoolRecord


def filled(name: str, column: str = "Attendance", results=None):
    book = recognise(content(name))
    return fill(book, find_column(book, column), RESULTS if results is None else results)


@pytest.mark.parametrize("file", sorted(one.name for one in FILES.iterdir() if not one.name.startswith(".")))
def test_a_file_into_which_nothing_is_put_comes_back_byte_for_byte(file):
    book = recognise(content(file))
    assert fill(book, book.columns[0], {}).content == content(file)
    assert book.sheet.changed({}) == content(file)


@pytest.mark.parametrize(
    ("file", "kind", "columns"),
    [
        ("canvas.csv", Lms.CANVAS, ["Quiz 1", "Attendance", "Participation"]),
        ("canvas_semicolons.csv", Lms.CANVAS, ["Anwesenheit", "Aufgabe 1"]),
        ("moodle.csv", Lms.MOODLE, ["Quiz: Fractions", "Attendance", "Assignment: Essay"]),
        ("moodle_spanish_latin1.txt", Lms.MOODLE, ["Asistencia"]),
        ("blackboard_utf16.xls", Lms.BLACKBOARD, ["Attendance", "Essay 1"]),
        ("blackboard_utf16_no_bom.xls", Lms.BLACKBOARD, ["Attendance", "Essay 1"]),
        ("blackboard.csv", Lms.BLACKBOARD, ["Attendance", "Essay 1"]),
    ],
)
def test_each_lms_is_told_by_its_headings_and_offers_the_columns_that_take_points(file, kind, columns):
    book = recognise(content(file))
    assert book.kind is kind
    assert [one.title for one in book.columns] == columns


def test_canvas_gets_points_and_ex_in_one_column_and_keeps_every_other_byte():
    done = filled("canvas.csv")
    before, after = content("canvas.csv").decode().splitlines(), done.content.decode().splitlines()
    assert after[3] == before[3].replace("18.50,,4.00", "18.50,7.5,4.00")
    assert after[4] == before[4].replace("20.00,7.00,5.00", "20.00,10,5.00")
    assert after[5] == before[5].replace("=1+1,,,", "=1+1,EX,,")
    assert after[6] == before[6].replace(",,EX,", ",,,")
    assert after[:3] + after[7:] == before[:3] + before[7:]
    assert (done.filled, done.excused_as_empty) == (4, ())


def test_whoever_has_no_partner_on_the_other_side_is_named():
    done = filled("canvas.csv")
    assert names(done.unmatched_rows) == ["Stranger, Sam"]
    assert done.unmatched_students == (GHOST,)


def test_canvas_rows_that_are_no_students_are_none_of_ours():
    book = recognise(content("canvas.csv"))
    assert names(book.rows) == [
        "Chen, Bo",
        "Okafor, Maya",
        """Núñez O'Brien, José "Pepe\"""",
        "李, 娜",
        "Stranger, Sam",
    ]
    assert find_column(book, "Attendance").most == 10


def test_the_mark_and_the_line_ends_of_a_canvas_file_stay():
    done = filled("canvas_bom_crlf.csv")
    assert done.content.startswith(b"\xef\xbb\xbfStudent,")
    assert done.content == b"\xef\xbb\xbf" + filled("canvas.csv").content.replace(b"\n", b"\r\n")


def test_numbers_are_written_with_the_mark_the_file_uses():
    done = filled("canvas_semicolons.csv", "Anwesenheit (77)").content.decode().splitlines()
    assert done[2:] == [
        "Chen, Bo;90211;S1001;bchen;M1;7,5;18,50;92,5",
        "Okafor, Maya;90212;S1002;mokafor;M1;10;20,00;100,0",
    ]


def test_a_result_that_stands_there_already_is_left_as_it_is_written():
    assert filled("canvas.csv", results={MAYA: Decimal(7)}).content == content("canvas.csv")


def test_a_new_canvas_column_is_added_at_the_end_with_its_points():
    book = recognise(content("canvas.csv"))
    done = fill(book, NewColumn(title="Classes, autumn", most=Decimal(10)), {BO: Decimal("7.5"), JOSE: Blank.EXCUSED})
    before, after = content("canvas.csv").decode().splitlines(), done.content.decode().splitlines()
    added = [new.removeprefix(old) for old, new in zip(before, after, strict=True)]
    assert added == [',"Classes, autumn"', ",", ",10", ",7.5", ",", ",EX", ",", ",", ","]


def test_moodle_gets_a_dash_for_nothing_and_the_stamp_of_its_download_stays():
    done = filled("moodle.csv")
    before, after = content("moodle.csv").decode().splitlines(), done.content.decode().splitlines()
    assert after[1] == before[1].replace("8.50,-,-,-", "8.50,7.5,-,-")
    assert after[2] == before[2].replace("10.00,7.00,", "10.00,10,")
    assert after[3:] == before[3:]
    assert all(line.endswith(",1764086400") for line in after[1:])
    assert done.excused_as_empty == (JOSE,)
    assert names(done.unmatched_rows) == ["Sam Stranger"]


def test_moodle_rows_are_told_by_id_number_then_by_address():
    keys = {row.name: set(row.keys) for row in recognise(content("moodle.csv")).rows}
    assert keys["Bo Chen"] == {Key.SIS, Key.EMAIL}
    assert keys["""José "Pepe" Núñez O'Brien"""] == {Key.EMAIL}


def test_a_spanish_moodle_in_an_old_alphabet_is_filled_in_its_own_alphabet():
    done = filled("moodle_spanish_latin1.txt", "Asistencia", results={BO: Decimal("9.25")})
    assert done.content == content("moodle_spanish_latin1.txt").replace(b"8,50\t8,50", b"9,25\t8,50")


def test_blackboard_in_utf_16_is_filled_in_utf_16_between_its_quotation_marks():
    done = filled("blackboard_utf16.xls")
    before, after = (one.decode("utf-16").split("\r\n") for one in (content("blackboard_utf16.xls"), done.content))
    assert done.content.startswith(b"\xff\xfe")
    assert after[1] == before[1].replace('"18.00"\t""\t', '"18.00"\t"7.5"\t')
    assert after[2] == before[2].replace('"7.00"', '"10"')
    assert after[0] == before[0]
    assert after[3:] == before[3:]
    assert '"@SUM(1+1)"' in after[3]


def test_blackboard_knows_its_people_by_user_name_alone():
    book = recognise(content("blackboard.csv"))
    assert {key for row in book.rows for key in row.keys} == {Key.LOGIN}
    # The student id stands in the file, and Blackboard would not read it.
    by_number = SchoolRecord(person=9, name="Somebody Else", sis_id="S1003")
    done = fill(
        book, find_column(book, "883"), {JOSE: Decimal(1), BO: Decimal(2), LI_NA: Decimal(3), by_number: Decimal(4)}
    )
    assert done.unmatched_students == (by_number,)


@pytest.mark.parametrize(
    "name", ["Attendance [Total Pts: 10 Score] |883", "Presence [Total Pts: 12 Score] |883", "attendance"]
)
def test_a_renamed_column_is_found_by_the_number_it_keeps(name):
    assert find_column(recognise(content("blackboard.csv")), name).id == "883"
