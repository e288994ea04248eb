"""From stored evidence to a class's sheet: read everything, ask the pure rules, keep what changed.

This is the only place where they are put together. It may be done at any time and any number of times: the same
evidence gives the same sheet, and what stays the same is not written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from zoomcore.domain.attendance.evidence import Enrolled, KnownEvidence, Participant, ParticipantRecord, Pile
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.holding import class_time, close_runs, state_of
from zoomcore.domain.attendance.intervals import total
from zoomcore.domain.attendance.judging import class_window, judge
from zoomcore.domain.attendance.matching import match, shared_names
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import Accommodation, Attendance, AttendanceRule, AttendanceStatus
from zoomcore.domain.attendance.sheets import Sheet, SheetRow, SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.work import RecomputeCourse
from zoomcore.services.attendance.findings import Findings
from zoomcore.storage.store import Unit

#: What was settled before a recomputation; a change of anything else is no news to anybody.
_SETTLED = frozenset({SheetState.PROVISIONAL, SheetState.FINAL, SheetState.VOID})
#: So many classes are computed within one unit at most: a writer keeps others waiting on SQLite.
AT_ONCE = 3


async def picture_of(unit: Unit, occurrence_id: int, now: datetime) -> Findings:
    """What there is to say about a class now. Writes nothing; as many statements for 5 students as for 5,000."""
    dated = await unit.meetings.get_occurrence(occurrence_id)
    course = await _course_facts(unit, (dated,))
    return await _find(unit, dated, course, now)


async def recompute(
    unit: Unit, occurrence_id: int, now: datetime, *, by: PersonId | None = None, why: str = "read"
) -> Sheet | None:
    """The class's sheet anew, kept in this unit; None where nothing can be said of it yet. What is frozen stays.

    `by` (None: the bot itself) and `why` go into the audit of every result that changes once the class is over.
    """
    dated = await unit.meetings.get_occurrence(occurrence_id)
    (sheet,) = await _recompute(unit, (dated,), now, by=by, why=why)
    return sheet


async def recompute_course(
    unit: Unit, course_id: CourseId, now: datetime, *, by: PersonId | None = None, why: str = "rule"
) -> tuple[Sheet, ...]:
    """Every class of the course that has a sheet; linear in rows. For more than AT_ONCE enqueue `RecomputeCourse`."""
    sheets = await unit.sheets.of_course(course_id)
    return await recompute_some(unit, [one.occurrence for one in sheets], now, by=by, why=why)


async def recompute_course_soon(unit: Unit, course_id: CourseId, now: datetime, work: RecomputeCourse) -> None:
    """At once where it is quick, else as a job that does a few at a time; `work` says for whom and why."""
    sheets = await unit.sheets.of_course(course_id)
    if len(sheets) > AT_ONCE:
        await unit.jobs.enqueue(work)
        return
    await recompute_some(unit, [one.occurrence for one in sheets], now, by=work.by, why=work.why)


async def recompute_some(
    unit: Unit, occurrence_ids: Iterable[int], now: datetime, *, by: PersonId | None = None, why: str = "rule"
) -> tuple[Sheet, ...]:
    """Classes of one course; what they share is read once."""
    dated = [await unit.meetings.get_occurrence(number) for number in occurrence_ids]
    found = await _recompute(unit, dated, now, by=by, why=why)
    return tuple(one for one in found if one is not None)


async def mark_not_held(unit: Unit, occurrence_id: int, now: datetime) -> Sheet | None:
    """Its time is over, and Zoom was asked and lists no run: nobody came to open it. A known run speaks against it."""
    if await unit.evidence.runs(occurrence_id):
        return await recompute(unit, occurrence_id, now)
    dated = await unit.meetings.get_occurrence(occurrence_id)
    before = await unit.sheets.find(occurrence_id)
    if before is not None and before.state is SheetState.NOT_HELD:
        return before
    found = await _find(unit, dated, await _course_facts(unit, (dated,)), now)
    sheet = _sheet(found, SheetState.NOT_HELD, before)
    await unit.sheets.keep(sheet, [])
    return sheet


# Reading.


@dataclass(frozen=True, slots=True, kw_only=True)
class _CourseFacts:
    """What the classes of one course have in common.

    `rosters` by section (empty: the whole course) and day in the course's zone, `rules` by meeting.
    """

    rosters: Mapping[tuple[str, date | None], tuple[Enrolled, ...]]
    rules: Mapping[int, AttendanceRule]
    course_aliases: Mapping[str, PersonId]
    aliases: Mapping[str, frozenset[PersonId]]
    accommodations: Mapping[PersonId, Accommodation]


async def _course_facts(unit: Unit, classes: Sequence[DatedClass]) -> _CourseFacts:
    course_id = classes[0].meeting.course_id
    rosters = await _rosters(unit, course_id, classes)
    people = next(iter(rosters.values()))
    return _CourseFacts(
        rosters=rosters,
        rules={
            meeting: await unit.sheets.rule_of(course_id, meeting) for meeting in {one.meeting.id for one in classes}
        },
        course_aliases=await unit.rulings.course_aliases(course_id),
        aliases=await unit.rulings.aliases([one.person for one in people]),
        accommodations=await unit.rulings.accommodations(course_id),
    )


async def _rosters(
    unit: Unit, course_id: CourseId, classes: Sequence[DatedClass]
) -> Mapping[tuple[str, date | None], tuple[Enrolled, ...]]:
    """Two statements a section."""
    days: dict[str, set[date | None]] = {}
    for one in classes:
        days.setdefault(one.section, set()).add(_day(one))
    return {
        (section, on): people
        for section, wanted in days.items()
        for on, people in (await unit.courses.enrolled_on(course_id, wanted, section)).items()
    }


def _day(dated: DatedClass) -> date | None:
    """The day of the class where it is held; None for one at no fixed time that has not begun."""
    at = dated.occurrence.start or dated.occurrence.started_at
    return at.astimezone(ZoneInfo(dated.course_zone)).date() if at else None


async def _find(unit: Unit, dated: DatedClass, course: _CourseFacts, now: datetime) -> Findings:
    number = dated.occurrence.id
    before = await unit.sheets.find(number)
    frozen = before is not None and before.state is SheetState.FROZEN
    readings = {one.run: one for one in await unit.evidence.readings(number)}
    records = () if frozen else await unit.evidence.of_occurrence(number)
    runs = close_runs(await unit.evidence.runs(number), records, readings, now)
    findings = Findings(
        dated=dated,
        now=now,
        time=class_time(dated.occurrence, runs, now),
        rule=before.rule if before is not None and frozen else course.rules[dated.meeting.id],
        roster=course.rosters[dated.section, _day(dated)],
        rows=await unit.sheets.rows(number),
        clicks=await unit.evidence.clicks(number),
        decisions=await unit.rulings.decisions(number),
        marks=await unit.rulings.marks(number),
        accommodations=course.accommodations,
        readings=readings,
        sheet=before,
        kept=before,
    )
    if frozen:
        return replace(findings, attendance={person: row.attendance for person, row in findings.rows.items()})
    by_link = any(one.registrant_id for one in records)
    known = KnownEvidence(
        registrants=await unit.registrants.made_for(dated.meeting.id) if by_link else {},
        course_aliases=course.course_aliases,
        aliases=course.aliases,
        clicks=findings.clicks,
        decisions=findings.decisions,
        strangers=await unit.courses.strangers(dated.meeting.course_id, _unknown_marks(records, findings.roster)),
    )
    findings = _judged(findings, gather(records, runs, until=now, apart=shared_names(findings.roster, known)), known)
    state = state_of(dated.occurrence, runs, readings, before=before, now=now)
    return replace(findings, sheet=_sheet(findings, state, before) if state else before)


def _unknown_marks(records: Iterable[ParticipantRecord], roster: Iterable[Enrolled]) -> list[str]:
    """Zoom users and e-mails that were seen and are nobody's of the roster."""
    seen = {mark for one in records for mark in (one.email, one.zoom_user_id)}
    known = {mark for one in roster for mark in (*one.emails, one.zoom_user_id)}
    return sorted(seen - known - {""})


def _judged(findings: Findings, participants: Sequence[Participant], known: KnownEvidence) -> Findings:
    """Matched, added up and judged: all of it without asking anybody."""
    matches = match(participants, findings.roster, known)
    found = presences(matches, findings.clicks, rule=findings.rule)
    return replace(
        findings,
        participants=tuple(participants),
        matches=matches,
        presences=found,
        attendance={one.person: one for one in judge(findings.roster, found, findings.case)},
    )


def _sheet(findings: Findings, state: SheetState, before: Sheet | None) -> Sheet:
    return Sheet(
        occurrence=findings.dated.occurrence.id,
        course=findings.dated.meeting.course_id,
        state=state,
        rule=findings.rule,
        window=total(class_window(findings.time)),
        computed_at=findings.now,
        review=len(findings.pile(Pile.REVIEW)),
        void_reason=before.void_reason if before else "",
        released_at=before.released_at if before else None,
        released_by=before.released_by if before else None,
    )


# Keeping.


async def _recompute(
    unit: Unit, classes: Sequence[DatedClass], now: datetime, *, by: PersonId | None, why: str
) -> list[Sheet | None]:
    if not classes:
        return []
    course = await _course_facts(unit, classes)
    return [await _keep(unit, one, course, now, (by, why)) for one in classes]


async def _keep(
    unit: Unit, dated: DatedClass, course: _CourseFacts, now: datetime, cause: tuple[PersonId | None, str]
) -> Sheet | None:
    await unit.sheets.hold(dated.occurrence.id)
    findings = await _find(unit, dated, course, now)
    sheet = findings.sheet
    if sheet is None or sheet.state is SheetState.FROZEN:
        return sheet
    changed = [one for one in findings.attendance.values() if _differs(findings.rows.get(one.person), one)]
    await unit.sheets.keep(sheet, changed)
    if findings.kept is not None and findings.kept.state in _SETTLED:
        by, why = cause
        entries = [_entry(findings.rows.get(one.person), one, sheet, why) for one in changed]
        await unit.audit.write_many(by, "attendance", [one for one in entries if one is not None])
    return sheet


def audit_subject(occurrence_id: int, person_id: PersonId) -> str:
    """Under which a student's result of one class stands in the audit."""
    return f"attendance:{occurrence_id}:{person_id}"


def _differs(row: SheetRow | None, now: Attendance) -> bool:
    """Whether it has to be written. Who nothing was expected of gets no row unless they had one."""
    if row is None:
        return now.status is not AttendanceStatus.UNEXPECTED
    return _kept(row.attendance) != _kept(now)


def _kept(one: Attendance) -> tuple[object, ...]:
    """As it is stored: seconds are whole, and the window stands with the sheet."""
    late = None if one.late_by is None else int(one.late_by.total_seconds())
    attended = int(one.attended.total_seconds())
    return (one.status, attended, one.arrived_at, late, one.points, one.evidence, one.overridden, one.excuse)


def _entry(row: SheetRow | None, now: Attendance, sheet: Sheet, why: str) -> tuple[str, dict[str, Any]] | None:
    """None where only minutes moved: neither the status nor the points are others."""
    told = (row.attendance.status, row.attendance.points) if row else (None, None)
    if told == (now.status, now.points):
        return None
    detail = {"from": _said(*told), "to": _said(now.status, now.points), "why": why, "state": sheet.state.value}
    return audit_subject(sheet.occurrence, now.person), detail


def _said(status: AttendanceStatus | None, points: Decimal | None) -> dict[str, str | None]:
    """As the audit keeps it."""
    return {"status": status.value if status else None, "points": None if points is None else str(points)}
