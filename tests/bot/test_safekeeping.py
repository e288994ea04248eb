"""Backups on this machine: everything out of one database and into another, with Zoom asked what it still has."""

import asyncio
import os
from pathlib import Path

import pytest

from bot import safekeeping
from bot.saying import Saying, say
from tests.backups import same_apart_from_numbers
from tests.databases import Clock
from zoomcore.domain.backups.packing import unpacked
from zoomcore.domain.gradebook.books import KeptGradeBook, Lms
from zoomcore.domain.hosting_work import EndSubstitute
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.errors import ConfigError, StorageError
from zoomcore.jobs.setup import migrate
from zoomcore.sandbox import Sandbox
from zoomcore.storage.store import Store

ADMIN = "admin@uni.example"


async def a_school(text: str = 'new "Algebra" in 3 days 15:00 every week x4 #MATH201') -> None:
    for line in ('course add MATH201 "Algebra II"', "course people MATH201 add bo@uni.example", text):
        assert await say(Saying(text=line, person=ADMIN)) == 0, line


def topics(sandbox: Sandbox) -> list[str]:
    return sorted(one.topic for one in sandbox.account.meetings.values() if not one.deleted)


async def content(url: str) -> list[object]:
    store = Store(url, clock=Clock())
    async with store.snapshot() as unit:
        rows = [one async for one in unit.backups.everything()]
    await store.close()
    return list(same_apart_from_numbers(rows))


async def test_everything_goes_from_sqlite_to_another_database_and_zoom_keeps_its_classes(
    settings_of_sandbox: Sandbox,
    sqlite_url: str,
    postgres_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    await a_school()
    numbers = set(settings_of_sandbox.account.meetings)
    file = await safekeeping.back_up("", tmp_path / "out")
    monkeypatch.setenv("LECTERN_DATABASE_URL", postgres_url)
    await migrate(postgres_url)

    status = await safekeeping.restore(file, ask_zoom=True)

    assert status == 0, capsys.readouterr()
    assert set(settings_of_sandbox.account.meetings) == numbers
    assert await content(postgres_url) == await content(sqlite_url)
    store = Store(postgres_url, clock=Clock())
    async with store.reading() as unit:
        meeting = await unit.meetings.get(1)
    await store.close()
    assert meeting.join_url.startswith("http")


async def test_what_admins_set_and_grade_books_go_along_to_another_database(
    settings_of_sandbox: Sandbox,
    sqlite_url: str,
    postgres_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    await a_school()
    assert await say(Saying(text="licenses policy auto", person=ADMIN)) == 0
    book = KeptGradeBook(
        course=1, kind=Lms.MOODLE, name="grades.csv", content=b"Name;Total\nBo Chen;\n", column="Total",
        uploaded_by=1, uploaded_at=Clock()(),
    )  # fmt: skip
    store = Store(sqlite_url, clock=Clock())
    async with store.unit() as unit:
        await unit.files.keep_grade_book(book)
        await unit.pool.protect("g1", "Deans", group=True, by=1)
        await unit.sync.keep_options(1, {"breakout_room": {"enable": True, "rooms": [{"name": "A"}]}})
    await store.close()
    file = await safekeeping.back_up("", tmp_path / "out")
    monkeypatch.setenv("LECTERN_DATABASE_URL", postgres_url)
    await migrate(postgres_url)

    assert await safekeeping.restore(file, ask_zoom=False) == 0

    there = Store(postgres_url, clock=Clock())
    async with there.reading() as unit:
        assert await unit.files.find_grade_book(1) == book
        assert (await unit.pool.setting("licenses") or {})["policy"] == "auto"
        assert [name for _kind, _key, name in await unit.pool.guarded()] == ["Deans"]
        known = await unit.sync.find(1)
    await there.close()
    assert known is not None
    assert known.options["breakout_room"]["rooms"] == [{"name": "A"}]
    assert await content(postgres_url) == await content(sqlite_url)


async def test_a_class_that_zoom_lost_is_made_anew(
    settings_of_sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    await a_school()
    file = await safekeeping.back_up("MATH201", tmp_path)
    for one in settings_of_sandbox.account.meetings.values():
        one.deleted = True
    await migrate(f"sqlite:///{tmp_path}/other.db")
    monkeypatch.setenv("LECTERN_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")

    assert await safekeeping.restore(file, ask_zoom=True) == 0

    assert topics(settings_of_sandbox) == ["Algebra"]


async def test_only_who_stands_in_by_now_is_taken_off_without_having_been_brought(
    settings_of_sandbox: Sandbox, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Whom Zoom was not asked for yet is taken off by whoever brings them: ended before, they would stay for good."""
    await a_school()
    store = Store(sqlite_url, clock=Clock())
    async with store.unit() as unit:
        first, second, *_rest = await unit.meetings.occurrences(1)
        bo = await unit.people.find_by_email("bo@uni.example")
        assert bo is not None
        on, _asked = [
            await unit.hosting.add(meeting_id=1, occurrence_id=one.id, person_id=bo.id, asked_by=1)
            for one in (first, second)
        ]
        await unit.hosting.note_stays(on.id, stays=False)
        await unit.hosting.set_state(on.id, SubstituteState.ASKED, SubstituteState.ON)
    await store.close()
    file = await safekeeping.back_up("", tmp_path)
    await migrate(f"sqlite:///{tmp_path}/other.db")
    monkeypatch.setenv("LECTERN_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")

    assert await safekeeping.restore(file, ask_zoom=False) == 0

    there = Store(f"sqlite:///{tmp_path}/other.db", clock=Clock())
    async with there.reading() as unit:
        states = {one.id: one.state for one in await unit.hosting.of_course(1)}
        ending = [work["substitute"] for work in await unit.jobs.under_way(EndSubstitute.kind)]
    await there.close()
    assert sorted(states.values()) == ["asked", "on"]
    assert [states[one] for one in ending] == ["on"]


async def test_a_damaged_file_changes_nothing(settings_of_sandbox: Sandbox, tmp_path: Path, sqlite_url: str, capsys):
    await a_school()
    file = await safekeeping.back_up("", tmp_path)
    before = await content(sqlite_url)
    broken = tmp_path / "broken.json.gz"
    broken.write_bytes(file.read_bytes()[:-30])

    assert await safekeeping.restore(broken, ask_zoom=True) == 1

    assert "ends too early" in capsys.readouterr().out
    assert await content(sqlite_url) == before


async def test_a_file_of_a_gibibyte_is_refused_without_being_held(
    settings_of_sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    huge = tmp_path / "huge.json.gz"
    with huge.open("wb") as file:
        file.write(b"\x1f\x8b\x08\x00")
        os.truncate(file.fileno(), 2**30)

    assert await safekeeping.restore(huge, ask_zoom=False) == 1
    assert "no backup of Lectern's" in capsys.readouterr().out


async def test_a_full_disk_leaves_no_half_a_file(
    settings_of_sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    await a_school()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)

    with pytest.raises(StorageError, match="No space left"):
        await safekeeping.back_up("", tmp_path / "out")
    assert await asyncio.to_thread(lambda: list((tmp_path / "out").iterdir())) == []


async def test_an_unknown_course_is_a_wrong_usage(settings_of_sandbox: Sandbox, tmp_path: Path):
    with pytest.raises(ConfigError, match="CHEM1"):
        await safekeeping.back_up("CHEM1", tmp_path)


async def test_no_secret_is_in_the_file(settings_of_sandbox: Sandbox, tmp_path: Path):
    await a_school()
    file = await safekeeping.back_up("", tmp_path)

    _header, records = unpacked(file.read_bytes())

    assert records
    assert "http" not in repr(records)
    assert "pwd=" not in repr(records)
