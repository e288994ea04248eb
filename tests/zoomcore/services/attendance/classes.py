"""A course whose class was held, in the database: who was there, told in minutes from its start."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from tests.builders import START
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.attendance.evidence import EvidenceSource, ParticipantRecord, Where
from zoomcore.domain.attendance.rules import AttendanceRule, GradeMethod
from zoomcore.domain.attendance.sheets import Reading, ReadingState
from zoomcore.domain.people import Role
from zoomcore.storage.store import Unit

BY_TIME = AttendanceRule(method=GradeMethod.DURATION, points=Decimal(10))
#: Students of the course, by user name.
NAMES = {"bo": "Bo Chen", "maya": "Maya Okafor", "sam": "Sam Lee"}


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def stay(name: str, start: float = 0, end: float | None = 50, **changes: object) -> ParticipantRecord:
    plain = ParticipantRecord(
        run="u1",
        source=EvidenceSource.REPORT,
        where=Where.MEETING,
        name=name,
        connection=f"{name}{start}",
        joined_at=at(start),
        left_at=None if end is None else at(end),
    )
    return replace(plain, **changes)


@dataclass
class HeldClass:
    """`course`, its one date `occurrence` of `meeting`, 50 minutes long; `people` by user name."""

    course: int
    meeting: int
    zoom_id: int
    occurrence: int
    people: dict[str, int] = field(default_factory=dict)


async def a_held_class(
    unit: Unit,
    *stays: ParticipantRecord,
    rule: AttendanceRule | None = BY_TIME,
    read: ReadingState | None = ReadingState.AGREED,
    students: Iterable[tuple[str, str]] = NAMES.items(),
) -> HeldClass:
    """Run u1 lasted from the start to the end; Ana teaches. `students` are user names and names."""
    course = await a_course(unit)
    meeting = await a_class(unit, course)
    number = meeting.zoom_id or 0
    await unit.meetings.record_started(number, "u1", at(0))
    dated = await unit.meetings.record_ended(number, "u1", at(50))
    assert dated is not None
    held = HeldClass(course, meeting.id, number, dated.occurrence.id)
    ana = await unit.people.add("Ana Ruiz", email="ana@uni.example")
    await unit.courses.enroll(course, ana.id, Role.INSTRUCTOR)
    held.people["ana"] = ana.id
    for user, name in students:
        person = await unit.people.add(name, email=f"{user}@uni.example")
        await unit.courses.enroll(course, person.id, Role.STUDENT)
        held.people[user] = person.id
    if rule is not None:
        await unit.sheets.set_rule(course, rule, by=ana.id)
    await unit.evidence.add(stays)
    if read is not None:
        await unit.evidence.keep_reading(
            Reading(run="u1", occurrence=held.occurrence, meeting=held.meeting, state=read)
        )
    return held
