"""Backups for tests: any course as records, its rows in a database, and what is the same in two of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tests.builders import NOW, a_schedule
from zoomcore.domain.attendance.rule_data import accommodation_to_data, rule_to_data
from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.class_records import SubstituteRecord
from zoomcore.domain.backups.kept import Part
from zoomcore.domain.backups.loaded import Loaded, Terms
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.records import Header, Record, Scope
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import RecordingSharing
from zoomcore.domain.schedule import Repeat
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.storage.kept_rows import BY_RECORD, HISTORY
from zoomcore.storage.store import Store

HEADER = Header(version=VERSION, scope=Scope.COURSE, code="MATH201", people=True, made_at=NOW)
EVERYTHING = frozenset(Part)
_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
_MOMENT = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants them so
_SCHEDULES = (
    a_schedule(),
    a_schedule(repeat=Repeat.WEEKLY, weekdays=(2, 4), until=date(2026, 12, 17), skip=(date(2026, 12, 8),)),
    a_schedule(repeat=Repeat.ANYTIME, day=None, at=None),
    a_schedule(repeat=Repeat.MONTHLY, monthly_week=-1, weekdays=(5,), count=4, at=time(8, 30)),
)
_PLAIN: Mapping[str, st.SearchStrategy[Any]] = {
    "schedule": st.sampled_from([schedule_to_data(one) for one in _SCHEDULES]),
    "options": st.sampled_from([{}, {"mute": True, "join_early": "10", "alternative_hosts": ["li@uni.example"]}]),
    "zoom": st.fixed_dictionaries(
        {"breakout_room": st.just({"enable": True, "rooms": [{"name": "A", "participants": ["bo@uni.example"]}]})},
        optional={"tracking_fields": st.just([{"field": "Dept", "value": "Maths"}]), "mute_upon_entry": st.booleans()},
    ),
    "setting": st.dictionaries(_TEXT, _TEXT | st.booleans() | st.none() | st.lists(_TEXT, max_size=2), max_size=3),
    "rule": st.just(rule_to_data(AttendanceRule())),
    "agreed": st.just(accommodation_to_data(Accommodation(person=1))),
}
_VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(0, 10_000),
    str: _TEXT,
    bytes: st.binary(max_size=50),
    date: st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    datetime: _MOMENT,
    Decimal: st.decimals(-999, 999, places=2),
}
_SETTLED = (MeetingState.SCHEDULED, MeetingState.CANCELLED, MeetingState.FAILED, MeetingState.GONE)


def a_course_record(**changes: Any) -> kept.CourseRecord:
    plain = kept.CourseRecord(
        id=1,
        code="MATH201",
        title="Algebra II",
        zone="Europe/Madrid",
        announce=Announce.ASK,
        duration_minutes=50,
        opens_minutes=15,
        waiting_room=True,
        recording=RecordingMode.CLOUD,
        options={},
        recordings_announce=Announce.ASK,
        recordings_sharing=RecordingSharing.PASSCODE,
        recordings_download=False,
        recordings_transcript=False,
        recordings_seen=True,
    )
    return replace(plain, **changes)


def a_meeting_record(**changes: Any) -> kept.MeetingRecord:
    plain = kept.MeetingRecord(
        id=1,
        ref="K7Q2ABCD",
        kind=MeetingKind.MEETING,
        host_id=1,
        created_by=1,
        topic="Algebra II",
        schedule=schedule_to_data(a_schedule()),
        state=MeetingState.SCHEDULED,
        zoom_id=81234567890,
        waiting_room=True,
        recording=RecordingMode.CLOUD,
        options={},
        section="",
    )
    return replace(plain, **changes)


def value_of(declared: Any) -> st.SearchStrategy[Any]:
    """Anything that an attribute of that type may hold."""
    if get_origin(declared) is Annotated:
        return _PLAIN[get_args(declared)[1]]
    if get_origin(declared) is list:
        return st.lists(value_of(get_args(declared)[0]), max_size=3)
    if isinstance(declared, UnionType):
        return st.none() | value_of(next(one for one in get_args(declared) if one is not NoneType))
    return st.sampled_from(list(declared)) if issubclass(declared, StrEnum) else _VALUES[declared]


def any_record(kind: type[Record], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind, include_extras=True)
    values = {one.name: given.get(one.name, value_of(hints[one.name])) for one in fields(kind)}
    return st.builds(kind, **values)


@st.composite
def courses(draw: Callable[..., Any]) -> list[Record]:
    """All of one course, as a backup with people's data holds it: each named thing is there."""
    people = [
        draw(any_record(kept.PersonRecord, id=st.just(number + 1), email=st.just(f"p{number}@uni.example")))
        for number in range(draw(st.integers(1, 4)))
    ]
    course = draw(any_record(kept.CourseRecord, code=st.just("MATH201"), id=st.just(1)))
    somebody = st.sampled_from([one.id for one in people])
    meetings = [
        draw(
            any_record(
                kept.MeetingRecord, id=st.just(number + 10), ref=st.just(f"REF{number}"), host_id=somebody,
                created_by=somebody, state=st.sampled_from(_SETTLED), zoom_id=st.just(81_000_000_000 + number),
            )
        )
        for number in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    dates = [
        draw(
            any_record(
                kept.OccurrenceRecord, id=st.just(100 + 10 * index + number), meeting_id=st.just(meeting.id),
                zoom_occurrence_id=st.just(f"{number}"), start=st.just(NOW + timedelta(days=index + 10 * number)),
            )
        )
        for index, meeting in enumerate(meetings)
        for number in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    runs = [
        draw(
            any_record(
                kept.RunRecord, uuid=st.just(f"run-{one.id}"), meeting_id=st.just(one.meeting_id),
                occurrence_id=st.just(one.id),
            )
        )
        for one in dates
    ]  # fmt: skip
    rows = [row for kind in _REST for row in draw(_rows(kind, people, meetings, dates, runs))]
    everybody: list[Record] = [*people, course]
    return _named_only([*everybody, *_ordered([*meetings, *dates, *runs, *rows])])


_REST = tuple(
    one
    for one in kept.RECORDS[kept.RECORDS.index(kept.CourseRecord) + 1 :]
    if one not in {kept.MeetingRecord, kept.OccurrenceRecord, kept.RunRecord, *(each.record for each in HISTORY)}
)  # fmt: skip


def _rows(kind: type[Record], people: Any, meetings: Any, dates: Any, runs: Any) -> st.SearchStrategy[list[Any]]:
    """Some rows of a kind, none twice; empty where it has nothing to be about."""
    one = BY_RECORD[kind]
    numbers = {
        "person": [each.id for each in people],
        "meeting": [m.id for m in meetings],
        "occurrence": [d.id for d in dates],
    }
    given: dict[str, st.SearchStrategy[Any]] = {}
    for name, target in one.refs.items():
        if not numbers[target]:
            return st.just([])
        given[name] = st.sampled_from(numbers[target])
    names = {each.name for each in fields(kind)}
    if "run" in names:
        if not runs:
            return st.just([])
        given["run"] = st.sampled_from([each.uuid for each in runs])
    if kind is kept.RuleRecord:
        given["meeting_id"] = st.none()
    if kind is kept.EnrollmentRecord:
        given["role"] = st.sampled_from([Role.INSTRUCTOR, Role.ASSISTANT, Role.STUDENT, Role.OBSERVER])
    if kind is kept.DecisionRecord:
        given["people"] = st.lists(st.sampled_from(numbers["person"]), max_size=2)
    told = {
        kept.RuleRecord: ("meeting_id",),
        SubstituteRecord: ("occurrence_id",),
        kept.MappingRecord: ("platform", "tenant", "channel"),
        kept.ClickRecord: ("occurrence_id", "person_id", "at"),
        kept.QueryRecord: ("occurrence_id", "person_id", "created_at"),
    }.get(kind) or tuple(name for name in one.key if name in names)
    return st.lists(
        any_record(kind, **given), max_size=4, unique_by=lambda row: tuple(getattr(row, each) for each in told)
    )


def _ordered(rows: list[Any]) -> list[Any]:
    """As a file has them: by kind, and in the order of their rows."""
    found: list[Any] = []
    for kind in kept.RECORDS:
        mine = [row for row in rows if type(row) is kind]
        order = [name for name in (BY_RECORD[kind].order if kind in BY_RECORD else ()) if name != "id"]
        mine.sort(key=lambda row: [_bytes(getattr(row, name)) for name in order])
        found += mine
    return found


def _bytes(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


def _named_only(rows: list[Any]) -> list[Record]:
    """Without the people whom nothing names: a backup does not hold them."""
    named = {
        getattr(row, name)
        for row in rows
        if type(row) in BY_RECORD
        for name, target in BY_RECORD[type(row)].refs.items()
        if target == "person"
    } | {number for row in rows if isinstance(row, kept.DecisionRecord) for number in row.people}
    return [row for row in rows if not isinstance(row, kept.PersonRecord) or row.id in named]


def same_apart_from_numbers(rows: Iterable[Record]) -> list[Record]:
    """The records with each number replaced by its place among those of its kind."""
    known: dict[tuple[str, int], int] = {}
    found = []
    for row in rows:
        if isinstance(row, kept.PersonRecord | kept.CourseRecord | kept.MeetingRecord | kept.OccurrenceRecord):
            known[row.tag, row.id] = len([one for one in known if one[0] == row.tag]) + 1
            row = replace(row, id=known[row.tag, row.id])  # noqa: PLW2901 - the same record, renumbered
        if type(row) in BY_RECORD:
            refs = BY_RECORD[type(row)].refs
            changes = {name: known.get((target, getattr(row, name))) for name, target in refs.items()}
            row = replace(row, **changes)  # noqa: PLW2901 - the same record, renumbered
        if isinstance(row, kept.DecisionRecord):
            row = replace(row, people=[known["person", one] for one in row.people])  # noqa: PLW2901
        found.append(row)
    return found


async def load(store: Store, rows: Iterable[Record], **changes: Any) -> Loaded:
    terms = Terms(
        **{
            "course": None,
            "parts": EVERYTHING,
            "asker": None,
            "pepper": b"",
            "channels": True,
            **changes,
        }
    )
    async with store.unit() as unit:
        loader = unit.restores.loader(terms)
        for one in rows:
            await loader.take(one)
        return await loader.finish()


async def records(store: Store, course_id: int, *, people: bool = True) -> list[Record]:
    async with store.snapshot() as unit:
        return [one async for one in unit.backups.records_of(course_id, people=people)]
