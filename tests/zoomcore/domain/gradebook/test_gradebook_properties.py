"""Whatever a file of these kinds looks like: read, fill nothing, and it is the same; fill, and only ours differs."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.gradebook.filling import fill, find_column, plain_number, recognise
from zoomcore.domain.gradebook.sheet import decode, read_sheet
from zoomcore.domain.people import SchoolRecord

HEADINGS = {
    "canvas": ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Attendance (7)", "Final Score"],
    "moodle": ["First name", "Last name", "ID number", "Attendance (Real)", "Last downloaded from this course"],
    "blackboard": ["Last Name", "First Name", "Username", "Availability", "Attendance [Total Pts: 10 Score] |_7_1"],
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")

text = st.text(st.characters(codec="cp1252", exclude_characters="\0"), max_size=12)
word = st.text(st.characters(codec="cp1252", categories=["L", "N"]), min_size=1, max_size=8)


def quoted(cell: str, delimiter: str, *, always: bool) -> str:
    if always or any(one in cell for one in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def files(draw):
    """Headings of one LMS, rows of any text and any length, in any dress."""
    headings = [*HEADINGS[draw(st.sampled_from(sorted(HEADINGS)))], *draw(st.lists(word, max_size=2))]
    rows = draw(st.lists(st.lists(text, min_size=1, max_size=len(headings) + 1), min_size=1, max_size=6))
    student = ["Chen", *(f"key{number}" for number in range(len(headings) - 1))]
    delimiter, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [
        delimiter.join(quoted(cell, delimiter, always=draw(st.booleans())) for cell in row)
        for row in [headings, student, *rows]
    ]
    whole = end.join(lines) + draw(st.sampled_from(["", end, end * 2]))
    return whole.encode(draw(st.sampled_from(ENCODINGS)))


@given(files())
def test_reading_and_filling_nothing_gives_the_same_bytes(content):
    book = recognise(content)
    assert book.sheet.changed({}) == content
    assert fill(book, book.columns[0], {}).content == content


@given(files(), st.decimals(0, 100, places=2))
def test_filling_changes_our_cell_and_no_other(content, points):
    book = recognise(content)
    key = next(iter(book.rows[0].keys.values()))
    column = next(one for one in book.columns if one.title == "Attendance")
    done = recognise(fill(book, column, {SchoolRecord(person=1, name="x", sis_id=key): points}).content)
    for before, after in zip(book.sheet.records[1:], done.sheet.records[1:], strict=True):
        length = max(len(before.cells), len(after.cells))
        differing = {index for index in range(length) if before.value(index) != after.value(index)}
        assert differing <= {column.index}
    assert Decimal(done.sheet.records[1].value(column.index).replace(",", ".")) == points
    assert find_column(done, "Attendance").index == column.index


@given(st.text(max_size=60), st.sampled_from([",", ";", "\t"]))
def test_any_text_at_all_is_taken_apart_without_loss_or_refused(given_text, delimiter):
    try:
        source = decode(given_text.encode())
        sheet = read_sheet(source, delimiter)
    except ValueError:
        return
    assert sheet.changed({}) == given_text.encode()


@given(st.decimals(0, 1000, allow_nan=False, allow_infinity=False, places=5))
def test_a_number_is_written_without_an_exponent_and_says_the_same(value):
    assert Decimal(plain_number(value)) == value
    assert "E" not in plain_number(value)
