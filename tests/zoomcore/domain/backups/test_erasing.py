"""One person taken out of a backup's records."""

from dataclasses import replace

import pytest

from tests.builders import NOW
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.erasing import without
from zoomcore.domain.privacy import Traces

BO = Traces(person=7, names=frozenset({"Bo Chen"}), emails=frozenset({"bo@uni.example"}), numbers=frozenset({"4711"}))
BOOK = kept.GradeBookRecord(
    kind="moodle", name="grades.csv", content=b"", column_name="Total", uploaded_by=1, uploaded_at=NOW
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("line", ["Bo Chen;8", "4711;8", "x;bo@uni.example"])
def test_a_grade_book_with_a_line_of_theirs_goes_whole(line: str, encoding: str):
    theirs = replace(BOOK, content=f"Name;Total\n{line}\n".encode(encoding))
    others = replace(BOOK, content="Name;Total\nMaya Okafor;9\n".encode(encoding))

    assert without(theirs, BO) is None
    assert without(others, BO) == others


def test_rooms_at_zoom_keep_their_names_and_lose_theirs():
    rooms = {"rooms": [{"name": "Red", "participants": ["bo@uni.example", "maya@uni.example"]}]}

    found = without(kept.ZoomSettingsRecord(meeting_id=1, options={"breakout_room": rooms}), BO)

    assert isinstance(found, kept.ZoomSettingsRecord)
    (room,) = found.options["breakout_room"]["rooms"]
    assert room == {"name": "Red", "participants": ["erased-7", "maya@uni.example"]}


def test_what_they_set_as_an_admin_stays_and_their_guard_loses_the_name():
    setting = kept.SettingRecord(name="licenses", value={"policy": "auto"}, set_by=7, set_at=NOW)

    assert without(setting, BO) == setting
    assert without(kept.GuardRecord(kind="person", key="u1", name="Bo Chen", set_by=1), BO) == kept.GuardRecord(
        kind="person", key="u1", name="erased-7", set_by=1
    )
