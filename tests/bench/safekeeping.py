"""Backups: memory of a long one, and 200 classes of four hosts brought back under Zoom's Pro limits."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from adapters.pages.links import PageLinks
from tests.backups import a_course_record, a_meeting_record, load
from tests.bench.report import Row, at_most, below
from tests.bench.seeding import now
from zoomcore.domain.attendance.evidence import EvidenceSource, Where
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.kept import Kind, Mode, Part
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.packing import packed
from zoomcore.domain.backups.records import Header, Record, Scope
from zoomcore.domain.budget import Plan
from zoomcore.domain.kinds import MeetingKind, RateClass
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.domain.work import RestoreCourse
from zoomcore.sandbox import Account, Sandbox, running_sandbox
from zoomcore.sandbox.cast import add_cast
from zoomcore.services.backups.files import pack
from zoomcore.services.scene import Deployment
from zoomcore.storage import Store, migrate
from zoomcore.storage.budget import ZoomBudget
from zoomcore.workflows.backups.restoring import restore_course
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.endpoints import BY_KIND
from zoomcore.zoom.transport import ZoomSettings

STUDENTS, CLASSES = 500, 30
HOSTS = ("admin@uni.example", "ana@uni.example", "li@uni.example", "kim@uni.example")
RESTORED = 200
#: Numbers that Zoom doesn't know.
LOST = 99_000_000_000
#: Zoom's own table for Pro (zoom-api 2.1).
A_SECOND = {RateClass.LIGHT: 30, RateClass.MEDIUM: 20, RateClass.HEAVY: 10}
_START = datetime(2026, 9, 7, 13, tzinfo=UTC)


async def rows(folder: Path) -> list[Row]:
    return [await memory(folder), *await restoring(folder), await looking(folder)]


async def memory(folder: Path) -> Row:
    """By how much the process grew at most while 15,000 results and 30,000 rows of evidence were packed."""
    url = f"sqlite:///{folder}/long.db"
    await migrate(url)
    store = Store(url, clock=now)
    try:
        loaded = await load(store, _long_course())
        async with store.reading() as unit:
            course = await unit.courses.get(loaded.courses[0])
        before = _forget_peak()
        (await pack(store, course, people=True)).close()
        grown = (_peak() - before) / 1024
    finally:
        await store.close()
    return below("A backup of 30 classes × 500 students grows memory by", grown, limit=100, unit="MiB")


def _forget_peak() -> int:
    """In KiB; from here on Linux counts the peak anew."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def _long_course() -> Iterator[Record]:
    yield from (
        kept.PersonRecord(id=number, name=f"Student {number}", email=f"student{number}@uni.example")
        for number in range(1, STUDENTS + 1)
    )
    yield a_course_record(code="LONG1")
    for number in range(1, STUDENTS + 1):
        yield kept.EnrollmentRecord(person_id=number, role=Role.STUDENT, section="", starts_on=None, ends_on=None)
    yield a_meeting_record(ref="LONG0001")
    starts = [_START + timedelta(days=3 * number) for number in range(CLASSES)]
    for number, start in enumerate(starts):
        yield _date(number, start)
    for number, start in enumerate(starts):
        yield kept.RunRecord(uuid=f"run{number}", meeting_id=1, occurrence_id=number, started_at=start, ended_at=None)
    for number, start in enumerate(starts):
        for person in range(STUDENTS * 2):
            yield _told(number, person, start)
    for number, start in enumerate(starts):
        for person in range(1, STUDENTS + 1):
            yield _result(number, person, start)


def _date(number: int, start: datetime) -> kept.OccurrenceRecord:
    return kept.OccurrenceRecord(
        id=number,
        meeting_id=1,
        zoom_occurrence_id=str(number),
        start=start,
        duration_minutes=50,
        state=OccurrenceState.SCHEDULED,
        started_at=start,
        ended_at=start + timedelta(minutes=50),
        options={},
        section=None,
    )


def _told(number: int, person: int, start: datetime) -> kept.ParticipantRecord:
    return kept.ParticipantRecord(
        run=f"run{number}",
        row_key=f"row{person}",
        source=EvidenceSource.REPORT,
        place=Where.MEETING,
        name=f"Student {person % STUDENTS}",
        email=f"student{person % STUDENTS}@uni.example",
        zoom_user_id="",
        registrant_id="",
        connection=str(person),
        joined_at=start + timedelta(seconds=person),
        left_at=start + timedelta(minutes=50),
        seen_at=start + timedelta(hours=1),
    )


def _result(number: int, person: int, start: datetime) -> kept.AttendanceRecord:
    return kept.AttendanceRecord(
        occurrence_id=number,
        person_id=person,
        status=AttendanceStatus.PRESENT,
        attended_seconds=2900,
        arrived_at=start,
        late_seconds=None,
        points=None,
        evidence=["email"],
        overridden=False,
        excuse=None,
        released_points=None,
        released_at=None,
    )


async def restoring(folder: Path) -> list[Row]:
    """All of them gone, then all of them there.

    The yardstick: 200 creates and 200 reads back at the most that Zoom's Pro plan allows, and a look-up a class. (Ours
    needs no reads back, and a list a host.)
    """
    async with _house(folder / "restored.db") as (tools, sandbox):
        number = await _asked_for(tools)
        made_anew = await _carried_out(tools, sandbox, number)
        again = await _carried_out(tools, sandbox, await _again(tools, number))
    name, there = "200 classes of 4 hosts {} under Zoom's Pro limits", "that Zoom still has, looked for"
    return [
        at_most(name.format("made anew"), made_anew, _theory(creates=1, reads=1), limit=1.25, unit="s"),
        at_most(name.format(there), again, _theory(creates=0, reads=1), limit=1.25, unit="s"),
    ]


async def looking(folder: Path) -> Row:
    """Zoom has lost them and nobody knows: no list is believed, so each costs a look-up, a create and a read back."""
    async with _house(folder / "lost.db") as (tools, sandbox):
        seconds = await _carried_out(tools, sandbox, await _asked_for(tools, lost=True))
    theory = _theory(creates=1, reads=2)
    name = "200 classes of 4 hosts looked for, lost and made anew under Zoom's Pro limits"
    return at_most(name, seconds, theory, limit=1.25, unit="s")


def _theory(*, creates: int, reads: int) -> float:
    kind = BY_KIND[MeetingKind.MEETING]
    return RESTORED * (creates / A_SECOND[kind.create.rate] + reads / A_SECOND[kind.get.rate])


async def _carried_out(tools: Tools, sandbox: Sandbox, number: int) -> float:
    """In seconds; each class stands at Zoom once, and no call was refused for its pace."""
    began = perf_counter()
    await restore_course(RestoreCourse(restore=number, answer={}), tools)
    seconds = perf_counter() - began
    made = [one for one in sandbox.account.meetings.values() if not one.deleted]
    refused = sum(one.status == 429 for one in sandbox.requests)
    assert len({one.topic for one in made}) == len(made) == RESTORED, len(made)
    assert refused == 0, refused
    return seconds


async def _again(tools: Tools, number: int) -> int:
    """The same wish once more."""
    async with tools.store.unit() as unit:
        before = await unit.restores.get(number)
        made = await unit.restores.add(
            backup_id=before.backup_id,
            course_id=before.course_id,
            mode=Mode.REPAIR,
            parts=before.parts,
            requested_by=before.requested_by,
        )
    return made.id


@asynccontextmanager
async def _house(path: Path) -> AsyncIterator[tuple[Tools, Sandbox]]:
    account = Account(clock=now)
    add_cast(account)
    account.limits.plan = "pro"
    url = f"sqlite:///{path}"
    await migrate(url)
    async with running_sandbox(account=account) as sandbox:
        store = Store(url, clock=now)
        settings = ZoomSettings(
            account_id="sandbox",
            client_id="sandbox",
            client_secret="sandbox",
            oauth_url=sandbox.oauth_url,
            api_url=sandbox.api_url,
        )
        budget = ZoomBudget(store, Plan.PRO)
        async with ZoomClient(settings=settings, budget=budget, clock=now, guard=store.guard) as zoom:
            links = PageLinks("0" * 32, "https://lectern.example")
            deployment = Deployment(zone="Europe/Madrid", admins=frozenset(), links=links)
            yield Tools(store=store, zoom=zoom, chats={}, deployment=deployment, clock=now), sandbox
        await store.close()


async def _asked_for(tools: Tools, *, lost: bool = False) -> int:
    """A backup whose classes are all gone at Zoom, and somebody's wish for them. `lost`: under old numbers."""
    people = [kept.PersonRecord(id=number, name=email, email=email) for number, email in enumerate(HOSTS)]
    begins = (now() + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
    classes = [
        a_meeting_record(
            id=number,
            ref=f"REF{number:05}",
            topic=f"Class {number}",
            host_id=number % len(HOSTS),
            created_by=0,
            zoom_id=LOST + number if lost else None,
            schedule=schedule_to_data(
                Schedule(
                    zone="Europe/Madrid",
                    duration_minutes=50,
                    day=(begins + timedelta(days=number // 4)).date(),
                    at=begins.time(),
                )
            ),
        )
        for number in range(RESTORED)
    ]
    header = Header(version=VERSION, scope=Scope.COURSE, code="MATH201", people=True, made_at=now())
    content = packed(header, iter([*people, a_course_record(), *classes]))
    loaded = await load(tools.store, [*people, a_course_record()])
    async with tools.store.unit() as unit:
        asker = await unit.people.find_by_email(HOSTS[0])
        assert asker is not None
        backup = await unit.backups.add(
            course_id=loaded.courses[0], course_code="MATH201", kind=Kind.MANUAL, people=True, version=VERSION,
            sha256="", size=len(content), records=RESTORED, made_by=asker.id, kept_until=None,
        )  # fmt: skip
        await unit.backups.add_piece(backup, 0, content)
        made = await unit.restores.add(
            backup_id=backup,
            course_id=loaded.courses[0],
            mode=Mode.REPAIR,
            parts=(Part.CLASSES,),
            requested_by=asker.id,
        )
    return made.id
