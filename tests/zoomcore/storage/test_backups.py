"""Any course → backup → restore into an empty database → the same backup, on each database and between the two."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.backups import HEADER, a_course_record, a_meeting_record, courses, load, records, same_apart_from_numbers
from tests.databases import Clock
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import PanelistRecord, RoomPlanRecord, RoomSeatRecord, SubstituteRecord
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.loaded import Terms
from zoomcore.domain.backups.packing import packed, unpacked
from zoomcore.domain.backups.records import Record
from zoomcore.domain.people import Role
from zoomcore.domain.privacy import email_hash
from zoomcore.storage.backup_unloading import TAKEN_OUT, Before, keys_in
from zoomcore.storage.kept_rows import BY_RECORD, DATES, GLOBAL, HISTORY, KEPT, MEETINGS
from zoomcore.storage.store import Store
from zoomcore.storage.tables import COURSE, ERASED, PERSON

_STAYS = (
    kept.EnrollmentRecord,
    kept.MeetingRecord,
    kept.ZoomSettingsRecord,
    kept.OccurrenceRecord,
    kept.RecordingRecord,
    PanelistRecord,
    RoomPlanRecord,
    RoomSeatRecord,
    SubstituteRecord,
)
_CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
_A_COURSE: list[Record] = [
    kept.PersonRecord(id=1, name="Ana Ruiz", email="ana@uni.example"),
    kept.PersonRecord(id=2, name="Bo Chen", email="bo@uni.example"),
    a_course_record(),
    kept.EnrollmentRecord(person_id=1, role=Role.INSTRUCTOR, section="", starts_on=None, ends_on=None),
    kept.EnrollmentRecord(person_id=2, role=Role.STUDENT, section="B", starts_on=None, ends_on=None),
    a_meeting_record(),
]
#: Columns that no backup holds, and why.
LEFT_OUT = {
    "course": {"code_key": "follows from the code", "created_at": "of this database"},
    "person": {
        "created_at": "of this database",
        "admin": "a right, with everything alone",
        "zoom_user_id": "asked of Zoom anew by e-mail",
        "license": "asked of Zoom anew",
        "welcomed": "of this database",
    },
    "course_mapping": {
        "id": "", "created_at": "", "course_id": "", "course_code": "the course's", "course_title": "the course's",
        "state": "only active ones", "requested_by": "history", "decided_by": "history", "decided_at": "history",
        "version": "of this row",
    },
    "enrollment": {"course_id": "", "created_at": ""},
    "meeting": {
        "created_at": "", "course_id": "", "version": "of this row", "join_url": "a secret, read from Zoom anew",
        "sent_at": "of a call under way", "error": "of a call under way", "passcode": "a secret, until Zoom has it",
    },
    "meeting_sync": {
        "dial_in": "asked of Zoom anew",
        "seen": "of Zoom's lists", "news": "not told yet", "strikes": "of Zoom's answers", "struck_on": "",
        "synced_at": "", "full_read_at": "",
    },
    "occurrence": {"course_id": "", "ends_at": "start and length"},
    "substitute": {
        "id": "", "created_at": "", "state": "follows from the date", "start": "the date's", "called_off": "the date's",
        "kept_by": "of a call under way", "leaving": "of a call to come",
    },
    "panelist": {"id": "", "created_at": "", "state": "asked of Zoom anew"},
    "room_plan": {"sent": "asked of Zoom anew", "seen": "looked at anew"},
    "room_seat": {},
    "attendance_rule": {"id": "", "created_at": "", "course_id": "", "replaced_at": "only those in force"},
    "meeting_run": {},
    "reading": {},
    "recording": {"id": "", "created_at": "", "course_id": "", "version": "of this row"},
    "participant_record": {"id": ""},
    "click": {"id": ""},
    "name_alias": {"id": "", "created_at": "", "course_id": ""},
    "participant_decision": {},
    "name_claim": {"id": "", "created_at": ""},
    "attendance_query": {"id": ""},
    "attendance_mark": {},
    "accommodation": {"course_id": ""},
    "sheet": {"course_id": ""},
    "attendance": {"course_id": ""},
    "grade_book": {"course_id": ""},
    "setting": {},
    "license_guard": {"id": "", "created_at": ""},
    "erased": {},
    "license_request": {"answer": "an address", "card": "an address", "offer": "of a card that nobody can press"},
    "license_step": {},
    "audit": {"id": "", "inverse": "nothing of it is undone", "undo_until": "nothing of it is undone"},
}  # fmt: skip


def test_every_column_is_in_a_backup_or_left_out_for_a_reason():
    kept_columns = {one.table.name: (one.table, set(one.columns)) for one in (*KEPT, *GLOBAL, *HISTORY)} | {
        "course": (COURSE, set(kinds_of(kept.CourseRecord))),
        "person": (PERSON, set(kinds_of(kept.PersonRecord))),
    }

    assert {name: set(table.c.keys()) - columns for name, (table, columns) in kept_columns.items()} == {
        name: set(reasons) for name, reasons in LEFT_OUT.items()
    }


async def _through(url: str, rows: list[Record], clock: Clock) -> list[Record]:
    store = Store(url, clock=clock)
    try:
        loaded = await load(store, rows)
        return await records(store, loaded.courses[0])
    finally:
        await store.close()


@pytest.fixture
def fresh_sqlite(_sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    def files() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            file = tmp_path / f"{number}.db"
            shutil.copyfile(_sqlite_template, file)
            yield f"sqlite:///{file}"

    return files()


def _empty(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(name) for (name,) in rows if name != "alembic_version"]
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))
    return url


@given(rows=courses())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_course_comes_back_the_same_on_sqlite(rows: list[Record], fresh_sqlite: Iterator[str]):
    first = asyncio.run(_through(next(fresh_sqlite), rows, Clock()))
    second = asyncio.run(_through(next(fresh_sqlite), first, Clock()))

    assert same_apart_from_numbers(first) == same_apart_from_numbers(rows)
    assert same_apart_from_numbers(second) == same_apart_from_numbers(rows)


@pytest.mark.postgres
@given(rows=courses())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_course_goes_from_sqlite_to_postgresql_and_back(
    rows: list[Record], fresh_sqlite: Iterator[str], postgres_url: str
):
    there = asyncio.run(
        _through(_empty(postgres_url), asyncio.run(_through(next(fresh_sqlite), rows, Clock())), Clock())
    )
    back = asyncio.run(_through(next(fresh_sqlite), there, Clock()))

    assert same_apart_from_numbers(there) == same_apart_from_numbers(rows)
    assert same_apart_from_numbers(back) == same_apart_from_numbers(rows)


async def _brought_and_taken_out(url: str, rows: list[Record], left: list[Record]) -> tuple[list[Record], list[Record]]:
    """The course without what was lost, before a restore and after it was undone."""
    store = Store(url, clock=Clock())
    try:
        loaded = await load(store, left)
        course = loaded.courses[0]
        before = await records(store, course)
        brought = await load(store, rows, course=course)
        async with store.unit() as unit:
            told = Before(there=await keys_in(_each(before)), nameless=brought.nameless)
            unloader = unit.restores.unloader(
                Terms(course=course, parts=TAKEN_OUT, asker=None, pepper=b"", channels=True), told
            )
            for one in rows:
                await unloader.take(one)
            await unloader.unload()
        return before, await records(store, course)
    finally:
        await store.close()


async def _each(rows: list[Record]) -> AsyncIterator[Record]:
    for one in rows:
        yield one


#: What undoing takes out row by row.
_OUT = tuple(one for one in kept.RECORDS if one in BY_RECORD and one not in _STAYS)


def _without(rows: list[Record], lost: list[int]) -> list[Record]:
    """Some rows are lost, and with a run what was told of it."""
    gone = {number % len(rows) for number in lost} if rows else set()
    left = [one for number, one in enumerate(rows) if number not in gone or type(one) not in _OUT]
    runs = {one.uuid for one in left if isinstance(one, kept.RunRecord)}
    told = (kept.ReadingRecord, kept.ParticipantRecord)
    return [one for one in left if not isinstance(one, told) or one.run in runs]


def _without_classes(rows: list[Record], lost: list[int]) -> list[Record]:
    """Some classes are lost, and with them all that is about them."""
    classes = [one.id for one in rows if isinstance(one, kept.MeetingRecord)]
    meetings = {classes[number % len(classes)] for number in lost} if classes else set()
    dates = {one.id for one in rows if isinstance(one, kept.OccurrenceRecord) and one.meeting_id in meetings}
    gone = {MEETINGS: meetings, DATES: dates}
    runs: set[str] = set()
    left: list[Record] = []
    for one in rows:
        refs = BY_RECORD[type(one)].refs if type(one) in BY_RECORD else {}
        about = any(getattr(one, name) in gone.get(kind, set()) for name, kind in refs.items())
        if isinstance(one, kept.MeetingRecord) and one.id in meetings:
            continue
        if about or getattr(one, "run", None) in runs:
            runs |= {one.uuid} if isinstance(one, kept.RunRecord) else set()
            continue
        left.append(one)
    return left


@given(rows=courses(), lost=st.lists(st.integers(0, 20), max_size=3))
@settings(max_examples=30, deadline=None, suppress_health_check=_CALM)
def test_whole_classes_that_a_restore_brought_go_again_with_their_dates_and_recordings(
    rows: list[Record], lost: list[int], fresh_sqlite: Iterator[str]
):
    # Panelists and seats are people's, and who stands in is told first: undoing leaves them, and their class.
    rows = [one for one in rows if not isinstance(one, PanelistRecord | RoomSeatRecord | SubstituteRecord)]
    left = _without_classes(rows, lost)

    before, after = asyncio.run(_brought_and_taken_out(next(fresh_sqlite), rows, left))

    assert after == before


@given(rows=courses(), lost=st.lists(st.integers(0, 200), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=_CALM)
def test_what_a_restore_brought_goes_again_and_nothing_else_on_sqlite(
    rows: list[Record], lost: list[int], fresh_sqlite: Iterator[str]
):
    before, after = asyncio.run(_brought_and_taken_out(next(fresh_sqlite), rows, _without(rows, lost)))

    assert after == before


@pytest.mark.postgres
@given(rows=courses(), lost=st.lists(st.integers(0, 200), max_size=30))
@settings(max_examples=15, deadline=None, suppress_health_check=_CALM)
def test_what_a_restore_brought_goes_again_and_nothing_else_on_postgresql(
    rows: list[Record], lost: list[int], postgres_url: str
):
    before, after = asyncio.run(_brought_and_taken_out(_empty(postgres_url), rows, _without(rows, lost)))

    assert after == before


async def test_without_peoples_data_nobody_is_named_but_who_runs_a_class(store: Store):
    rows = [one for one in _A_COURSE if not isinstance(one, kept.QueryRecord)]
    loaded = await load(store, rows)

    found = await records(store, loaded.courses[0], people=False)

    assert {type(one) for one in found} == {kept.PersonRecord, kept.CourseRecord, kept.MeetingRecord}
    assert [one.name for one in found if isinstance(one, kept.PersonRecord)] == ["Ana Ruiz"]


async def test_without_peoples_data_tracking_fields_and_rooms_come_back_and_nobody_in_them(
    store: Store, fresh_sqlite: Iterator[str], clock: Clock
):
    """From either database, through a file, into an empty one."""
    tracking = [{"field": "Department", "value": "Mathematics"}]
    settings = {
        "tracking_fields": tracking,
        "breakout_room": {"enable": True, "rooms": [{"name": "A", "participants": ["bo@uni.example"]}]},
        "alternative_hosts": "li@uni.example",
        "meeting_invitees": [{"email": "guest@uni.example"}],
    }
    rows = [*_A_COURSE, kept.ZoomSettingsRecord(meeting_id=1, options=settings)]
    loaded = await load(store, rows)
    file = packed(replace(HEADER, people=False), iter(await records(store, loaded.courses[0], people=False)))

    found = await _through(next(fresh_sqlite), unpacked(file)[1], clock)

    (known,) = [one.options for one in found if isinstance(one, kept.ZoomSettingsRecord)]
    assert known == {"tracking_fields": tracking, "breakout_room": {"enable": True, "rooms": [{"name": "A"}]}}


async def test_what_is_there_stays_as_it_is_and_what_is_missing_comes_back(store: Store):
    loaded = await load(store, _A_COURSE)
    async with store.unit() as unit:
        await unit.courses.leave(loaded.courses[0], 2)

    again = await load(store, _A_COURSE, course=loaded.courses[0])

    assert again.added == {"meeting": 0, "enrollment": 1}
    assert again.enrolled == [2]
    assert again.meetings == loaded.meetings


async def test_whoever_was_erased_does_not_come_back(store: Store):
    async with store._engines.writer.begin() as connection:
        await connection.execute(
            ERASED.insert().values(email_hash=email_hash("bo@uni.example", b"salt"), erased_at=store.clock())
        )
    loaded = await load(store, _A_COURSE, pepper=b"salt")

    found = await records(store, loaded.courses[0])

    assert "Bo Chen" not in repr(found)


async def test_a_backup_of_a_course_gives_nobody_an_account_or_a_right(store: Store):
    account = kept.AccountRecord(
        person_id=2, platform="chat", tenant="T1", user_id="U666", email="bo@uni.example", trusted=True
    )
    rows = [*_A_COURSE[:2], account, kept.AdminRecord(id=2), *_A_COURSE[2:]]

    await load(store, rows)

    async with store.reading() as unit:
        assert await unit.people.find_identity("chat", "T1", "U666") is None
        assert await unit.people.admins() == ()


async def test_everything_brings_accounts_and_admins_too(store: Store):
    account = kept.AccountRecord(
        person_id=2, platform="chat", tenant="T1", user_id="U2", email="bo@uni.example", trusted=True
    )
    rows = [*_A_COURSE[:2], account, kept.AdminRecord(id=1), *_A_COURSE[2:]]

    await load(store, rows, accounts=True)

    async with store.snapshot() as unit:
        found = [one async for one in unit.backups.everything()]
    assert found == rows
