"""CSV and XLSX as a spreadsheet opens them: nothing runs, nothing is lost, times say where."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.people import SchoolRecord
from zoomcore.services.exporting.grids import csv_file
from zoomcore.services.exporting.rows import ExportRow, TermRow, class_grid, term_grid
from zoomcore.services.exporting.workbook import MEDIA_TYPE, workbook_file

ZONE = "Europe/Madrid"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BO = SchoolRecord(person=1, name="Bo Chen", legal_name="Bo-Wei Chen", email="bo@uni.example", sis_id="007", section="A")
EVIL = SchoolRecord(person=2, name="=cmd|'/C calc'!A0", email="=evil@uni.example", sis_id="-1001", section="@A")
ROWS = (
    ExportRow(
        student=BO,
        status=AttendanceStatus.LATE,
        first_in=datetime(2026, 11, 23, 9, 5, 3, tzinfo=UTC),
        last_out=datetime(2026, 11, 23, 9, 50, tzinfo=UTC),
        attended=timedelta(minutes=44, seconds=57),
        share=Decimal("0.899"),
        points=Decimal("8.99"),
        note="bus strike",
    ),
    ExportRow(student=EVIL, status=AttendanceStatus.ABSENT, note="+1\t=2", state=SheetState.PROVISIONAL),
)


def read_csv(document) -> list[dict[str, str]]:
    text = document.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def read_sheet(document):
    return load_workbook(io.BytesIO(document.content)).active


def test_a_class_as_csv_tells_each_student_with_times_and_their_offset():
    document = csv_file(class_grid("Algebra", ZONE, ROWS), "algebra")
    assert (document.name, document.media_type, document.title) == ("algebra.csv", "text/csv", "Algebra")
    assert read_csv(document)[0] == {
        "Name": "Bo Chen",
        "Legal name": "Bo-Wei Chen",
        "ID": "007",
        "Login": "",
        "E-mail": "bo@uni.example",
        "Section": "A",
        "Status": "late",
        "First in": "2026-11-23T10:05:03+01:00",
        "Last out": "2026-11-23T10:50:00+01:00",
        "Minutes": "45",
        "Share": "0.899",
        "Points": "8.99",
        "Note": "bus strike",
        "Final": "yes",
    }


def test_a_csv_text_is_no_formula_and_keys_stay_what_they_are():
    row = read_csv(csv_file(class_grid("Algebra", ZONE, ROWS), "algebra"))[1]
    assert row["Name"] == "'=cmd|'/C calc'!A0"
    assert (row["Section"], row["Note"]) == ("'@A", "'+1\t=2")
    assert (row["ID"], row["E-mail"]) == ("-1001", "=evil@uni.example")
    assert (row["First in"], row["Points"], row["Final"]) == ("", "", "no")


def test_a_workbook_has_numbers_and_times_that_can_be_reckoned_with():
    document = workbook_file(class_grid("Algebra: Mon/Wed", ZONE, ROWS), "algebra", made_at=NOW)
    assert (document.name, document.media_type) == ("algebra.xlsx", MEDIA_TYPE)
    sheet = read_sheet(document)
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["First in (Europe/Madrid)"]).value == datetime(2026, 11, 23, 10, 5, 3)  # noqa: DTZ001 - a workbook knows no zone
    assert sheet.cell(2, heads["Points"]).value == pytest.approx(8.99)
    assert sheet.cell(2, heads["Points"]).number_format == "0.00"
    assert sheet.cell(2, heads["Share"]).number_format == "0 %"
    assert sheet.cell(2, heads["ID"]).value == "007"
    assert (sheet.freeze_panes, sheet.title) == ("B2", "Algebra  Mon Wed")


def test_a_workbook_holds_no_formula_and_no_link():
    sheet = read_sheet(workbook_file(class_grid("Algebra", ZONE, ROWS), "algebra", made_at=NOW))
    assert sheet["A3"].value == "=cmd|'/C calc'!A0"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("title", "name"),
    [("History", "Lectern"), ("[]", "Lectern"), ("'quoted'", "quoted"), ("x" * 40, "x" * 31), ("🎓" * 20, "🎓" * 15)],
)
def test_any_title_names_a_sheet_that_excel_takes(title, name):
    assert read_sheet(workbook_file(class_grid(title, ZONE, ()), "a", made_at=NOW)).title == name


def test_a_term_has_a_column_for_each_class_and_the_sums():
    row = TermRow(
        student=BO, classes=(Decimal(10), None), points=Decimal(10), of=Decimal(10), present=1, excused=1, final=False
    )
    grid = term_grid("MATH201", ZONE, ("=Nov 23", "Nov 25"), (row,))
    (told,) = read_csv(csv_file(grid, "math201"))
    assert (told["'=Nov 23"], told["Nov 25"], told["Points"], told["Out of"]) == ("10", "", "10", "10")
    assert (told["Present"], told["Excused"], told["Absent"], told["Final"]) == ("1", "1", "0", "no")
    assert read_sheet(workbook_file(grid, "math201", made_at=NOW)).max_row == 2
