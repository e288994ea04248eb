"""A backup as bytes: what is written is read, and nothing else is."""

import gzip
import hashlib
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backups import HEADER, a_course_record, a_meeting_record, courses
from tests.builders import NOW
from zoomcore.domain.backups import packing
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.faults import BackupFault, Fault
from zoomcore.domain.backups.lines import LONGEST_LINE, write_header, write_record
from zoomcore.domain.backups.migrating import VERSION, migrated
from zoomcore.domain.backups.packing import Reader, Writer, packed, unpacked
from zoomcore.domain.backups.records import Record
from zoomcore.domain.files import MOST_BYTES

ROWS = [a_course_record(), a_meeting_record()]


def fault_of(content: bytes) -> Fault:
    with pytest.raises(BackupFault) as caught:
        unpacked(content)
    return caught.value.fault


def edited(change: Callable[[str], str]) -> bytes:
    """A backup whose content somebody changed by hand."""
    return gzip.compress(change(gzip.decompress(packed(HEADER, iter(ROWS))).decode()).encode())


def signed(*lines: str) -> bytes:
    """Any lines behind a good header, with the right checksum: what somebody does harm with."""
    text = write_header(HEADER) + "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    end = json.dumps({"is": "end", "sha256": hashlib.sha256(text).hexdigest()}, separators=(",", ":"))
    return gzip.compress(text + f",{end}\n]\n".encode())


def course_line(**changes: Any) -> str:
    plain = json.loads(write_record(a_course_record())[1:]) | changes
    return "," + json.dumps(plain)


@given(rows=courses())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_course_is_read_as_it_was_written(rows: list[Record]):
    assert unpacked(packed(HEADER, iter(rows))) == (HEADER, rows)


@given(size=st.integers(1, 200))
def test_it_does_not_matter_in_which_pieces_it_comes(size: int):
    content = packed(HEADER, iter(ROWS))
    reader = Reader()

    found = [row for start in range(0, len(content), size) for row in reader.feed(content[start : start + size])]

    assert (reader.finish(), found) == (HEADER, ROWS)


def test_the_content_is_plain_json_for_whoever_wants_to_look():
    found = json.loads(gzip.decompress(packed(HEADER, iter(ROWS))))

    assert [one["is"] for one in found] == ["backup", "course", "meeting", "end"]
    assert found[0]["version"] == VERSION


def test_the_checksum_is_of_everything_before_it():
    content = gzip.decompress(packed(HEADER, iter(ROWS)))
    before, _, end = content.rpartition(b',{"is":"end"')

    assert hashlib.sha256(before).hexdigest().encode() in end


@given(st.integers(0, 400))
def test_a_truncated_file_is_found_out(length: int):
    content = packed(HEADER, iter(ROWS))

    assert fault_of(content[: min(length, len(content) - 1)]) in {Fault.TRUNCATED, Fault.NOT_A_BACKUP}


def test_a_file_that_lost_its_last_lines_is_found_out():
    assert fault_of(edited(lambda text: text[: text.index(',{"is":"end"')])) is Fault.TRUNCATED


def test_an_edited_file_is_found_out():
    assert fault_of(edited(lambda text: text.replace("Algebra II", "Algebra IV"))) is Fault.CHANGED


@given(st.data())
def test_a_flipped_bit_is_never_read_as_something_else(data: st.DataObject):
    content = bytearray(packed(HEADER, iter(ROWS)))
    place = data.draw(st.integers(10, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))

    try:
        assert unpacked(bytes(content)) == (HEADER, ROWS)
    except BackupFault:
        return


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 a workbook", b"Name,Points\nBo,1\n", gzip.compress(b"{}", mtime=0), b"\x1f\x8b"],
    ids=["nothing", "a workbook", "a list", "other JSON", "two bytes"],
)
def test_what_is_no_backup_is_not_read_as_one(content: bytes):
    assert fault_of(content) in {Fault.NOT_A_BACKUP, Fault.TRUNCATED}


def test_a_newer_format_is_refused_by_its_number():
    newer = edited(lambda text: text.replace(f'"version":{VERSION}', f'"version":{VERSION + 1}'))

    with pytest.raises(BackupFault) as caught:
        unpacked(newer)

    assert (caught.value.fault, caught.value.detail) == (Fault.NEWER, VERSION + 1)


def test_an_older_format_is_brought_up_step_by_step():
    steps = {1: lambda plain: plain | {"a": 1}, 2: lambda plain: plain | {"b": plain["a"] + 1}}

    assert migrated({}, 1, steps=steps, to=3) == {"a": 1, "b": 2}
    assert migrated({}, 2, steps={2: lambda _plain: None, 3: steps[1]}, to=4) is None


def test_a_backup_of_the_first_format_is_read_with_nothing_said_of_the_options_it_knew_not():
    first = gzip.compress(_as_version_1(gzip.decompress(packed(HEADER, iter(ROWS)))), mtime=0)

    header, records = unpacked(first)

    assert header.version == 1
    assert list(records) == ROWS


@pytest.mark.parametrize("version", [1, 2])
def test_dates_of_earlier_formats_have_nothing_of_their_own(version):
    date = {"is": "occurrence", "id": 3, "duration_minutes": 50}
    assert migrated(date, version) == {**date, "options": {}, "section": None}
    assert migrated({**date, "section": "A"}, 2) == {**date, "options": {}, "section": "A"}
    assert migrated({"is": "mapping", "channel": "C1"}, version) == {"is": "mapping", "channel": "C1"}


def _as_version_1(content: bytes) -> bytes:
    """The same course as the first format wrote it."""
    lines = content.decode().splitlines(keepends=True)[:-2]
    old = "".join(lines).replace(f'"version":{VERSION}', '"version":1')
    for later in (',"options":{}', ',"section":""'):
        old = old.replace(later, "")
    return (old + ',{"is":"end","sha256":"' + hashlib.sha256(old.encode()).hexdigest() + '"}\n]\n').encode()


def test_something_behind_the_end_is_refused():
    content = packed(HEADER, iter(ROWS))

    assert fault_of(content + b"more") is Fault.MORE_BEHIND
    assert fault_of(content + content) is Fault.MORE_BEHIND
    assert fault_of(edited(lambda text: text + ",{}\n")) is Fault.MORE_BEHIND


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        ",{",
        ",[1]",
        ',{"is":"nothing I know"}',
        ',{"is":["course"]}',
        ',{"id":1}',
        course_line(id="1"),
        course_line(id=1.5),
        course_line(id=True),
        course_line(id=2**70),
        course_line(join_url="https://zoom.example/j/1"),
        course_line(announce="sometimes"),
        course_line(waiting_room="yes"),
        course_line(title="a\0b"),
        course_line(title="\ud800"),
        course_line(title="x" * 20_001),
        course_line().replace('"id": 1', '"id": 1, "id": 2'),
        course_line().replace('"id": 1', '"id": NaN'),
        course_line().replace('"id": 1', '"id": ' + "9" * 5000),
        ",{" + '"a":[' * 20_000,
        course_line().removesuffix("}") + "," + " " * LONGEST_LINE + "}",
    ],
    ids=lambda line: line[:40],
)
def test_hostile_json_is_one_clear_fault(line: str):
    assert fault_of(signed(line)) is Fault.BAD_RECORD


@pytest.mark.parametrize(
    "change",
    [
        {"zone": "Nowhere/City"},
        {"duration_minutes": 100_000},
        {"duration_minutes": "50"},
        {"weekdays": [9], "repeat": "weekly"},
        {"day": "2026-13-01"},
        {"skip": "2026"},
    ],
)
def test_a_schedule_that_cannot_be_is_refused(change: dict[str, Any]):
    meeting = a_meeting_record()
    broken = replace(meeting, schedule={**meeting.schedule, **change})

    assert fault_of(packed(HEADER, iter([broken]))) is Fault.BAD_RECORD


@pytest.mark.parametrize(
    "options",
    [
        "[]",
        '{"breakout_room":[]}',
        '{"breakout_room":{"rooms":{}}}',
        '{"breakout_room":{"rooms":["Red"]}}',
        '{"tracking_fields":["Maths"]}',
        '{"tracking_fields":[{"field":"Department"}]}',
        '{"tracking_fields":[{"field":"Department","value":1}]}',
        '{"audio":1.5}',
        '{"a":' * 8 + "1" + "}" * 8,
    ],
)
def test_settings_of_zooms_that_cannot_be_are_refused(options: str):
    line = ',{"is":"zoom settings","meeting_id":1,"options":' + options + "}"

    assert fault_of(signed(line)) is Fault.BAD_RECORD


def test_a_zip_bomb_is_stopped_long_before_it_is_unpacked():
    bomb = zlib.compressobj(9, wbits=31)
    content = bomb.compress(write_header(HEADER)) + b"".join(
        bomb.compress(course_line(title="x" * 20_000).encode() + b"\n") for _number in range(2_000)
    )

    assert fault_of(content + bomb.flush()) is Fault.BOMB


def test_a_file_without_line_ends_is_not_gathered_in_memory():
    content = gzip.compress(b'[{"is":"backup"' + b" " * 3_000_000)

    assert fault_of(content) is Fault.NOT_A_BACKUP


def test_a_grade_book_of_the_largest_size_is_kept_and_one_byte_more_is_refused():
    content = random.Random(1).randbytes(MOST_BYTES)  # noqa: S311 - the same bytes each time
    book = kept.GradeBookRecord(
        kind="moodle", name="grades.csv", content=content, column_name="",
        uploaded_by=1, uploaded_at=NOW,
    )  # fmt: skip
    _header, found = unpacked(packed(HEADER, iter([book])))
    assert found == [book]

    assert fault_of(packed(HEADER, iter([replace(book, content=book.content + b"x")]))) is Fault.BAD_RECORD


def test_a_file_larger_than_any_backup_is_refused_as_it_comes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packing, "LONGEST_FILE", 100)

    assert fault_of(packed(HEADER, iter(ROWS))) is Fault.TOO_LARGE


def test_content_longer_than_any_backup_is_refused_as_it_comes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packing, "LONGEST_CONTENT", 100)

    assert fault_of(packed(HEADER, iter(ROWS))) is Fault.TOO_LARGE


def test_a_writer_tells_how_much_it_wrote_and_its_checksum():
    writer = Writer(HEADER)
    for row in ROWS:
        writer.add(row)
    end = writer.finish()

    assert writer.records == 2
    assert end
    assert len(writer.sha256) == 64


@pytest.mark.parametrize("word", ["passcode", "password", "join_url", "start_url", "token", "secret"])
def test_no_record_has_a_place_for_a_secret(word: str):
    assert f'{word}":' not in write_header(HEADER).decode()
    assert f'{word}":' not in gzip.decompress(packed(HEADER, iter(ROWS))).decode()
