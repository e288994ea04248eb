"""After a class: students are asked first, and the instructor is told what is left, once for each reason."""

from collections.abc import Sequence
from datetime import timedelta

from zoomcore.domain.attendance.evidence import Enrolled
from zoomcore.domain.attendance.sheets import Reading, ReadingState, SheetState
from zoomcore.domain.attendance.terms import Streak
from zoomcore.domain.people import CourseId
from zoomcore.domain.work import AskStudents, TellInstructors, TellWeek, TellWeeks
from zoomcore.services.attendance import digests
from zoomcore.services.attendance.asking import question, to_ask
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.terming import Term
from zoomcore.services.reaching import staff_of, tell
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.tools import Tools

#: What brings a class up: its report was read, or is incomplete for long. Released grades that changed have their own.
READ, UNSURE = "read", "unsure"
#: How long students have to answer before their instructor is told of the names that are left.
ANSWER_TIME = timedelta(hours=3)
#: People written to in one unit.
_AT_ONCE = 25
A_WEEK = timedelta(days=7)
_READ = frozenset({ReadingState.ONCE, ReadingState.AGREED, ReadingState.LIVE_ONLY, ReadingState.UNREADABLE})


async def follow_up(unit: Unit, reading: Reading, tools: Tools) -> None:
    """What a read of a class sets off; each thing once, however often it is read. Two statements or three."""
    if reading.state not in _READ:
        return
    number, now = reading.occurrence, tools.clock()
    await unit.jobs.enqueue(AskStudents(occurrence=number))
    await unit.jobs.enqueue(TellInstructors(occurrence=number, turn=READ), due=now + ANSWER_TIME)
    rows = await unit.sheets.rows(number)
    if any(row.changed_since_release for row in rows.values()):
        await unit.jobs.enqueue(TellInstructors(occurrence=number, turn=f"released:{reading.digest[:16]}"))


async def ask_students(work: AskStudents, tools: Tools) -> None:
    """One private question for each class and person; only to those who have ever been met in a chat."""
    async with tools.store.reading() as unit:
        findings = await picture_of(unit, work.occurrence, tools.clock())
        answered = {one.person for one in await unit.rulings.claims(work.occurrence)}
    asked = [one for one in to_ask(findings, tools.clock()) if one.person not in answered]
    for start in range(0, len(asked), _AT_ONCE):
        await _ask(tools, findings, asked[start : start + _AT_ONCE])


async def _ask(tools: Tools, findings: Findings, asked: Sequence[Enrolled]) -> None:
    clicked = {one.person for one in findings.clicked_unseen}
    async with tools.store.unit() as unit:
        for one in asked:
            person = await unit.people.get(one.person)
            with speaking(person.locale):
                card = question(findings.dated, clicked=one.person in clicked)
                await tell(unit, one.person, card, cause=f"ask:{findings.dated.occurrence.id}:{one.person}")


async def tell_instructors(work: TellInstructors, tools: Tools) -> None:
    """Nothing where nothing needs them; each instructor once a `turn`."""
    async with tools.store.unit() as unit:
        findings = await picture_of(unit, work.occurrence, tools.clock())
        if findings.sheet is None or findings.state in {SheetState.LIVE, SheetState.FROZEN}:
            return
        course = findings.dated.meeting.course_id
        seen = digests.AfterClass(
            findings=findings,
            claims=await unit.rulings.claims(work.occurrence),
            queries=await unit.rulings.open_queries([work.occurrence]),
            away=await _newly_away(unit, course, findings) if work.turn == READ else (),
            unsure=work.turn == UNSURE,
        )
        for person in await staff_of(unit, course):
            with speaking(person.locale):
                card = digests.after_class(seen)
                if card is not None:
                    cause = f"digest:{work.occurrence}:{work.turn}:{person.id}"
                    await tell(unit, person.id, card, cause=cause)


async def _newly_away(unit: Unit, course: CourseId, findings: Findings) -> tuple[Streak, ...]:
    """Those whose absences in a row reached the rule's number with this class: told once, not after each one more."""
    often = findings.rule.alert_after
    term = await _term(unit, course)
    return tuple(one for one in term.streaks(often) if one.absences == often)


async def _term(unit: Unit, course: CourseId) -> Term:
    students = [one for one in await unit.courses.enrolled(course) if one.expected]
    names = {one.person: one.name for one in students}
    return Term(await unit.sheets.of_course(course), await unit.sheets.rows_of_course(course), names)


# Once a week.


async def tell_weeks(work: TellWeeks, tools: Tools) -> None:  # noqa: ARG001 # every workflow is called like this
    """A job a course that had a class: one with bad data stops no other."""
    now = tools.clock()
    week = now.date().isoformat()
    async with tools.store.unit() as unit:
        for course in await unit.sheets.courses_since(now - A_WEEK):
            await unit.jobs.enqueue(TellWeek(course=course, week=week))


async def tell_week(work: TellWeek, tools: Tools) -> None:
    """To each instructor of the course."""
    async with tools.store.unit() as unit:
        now = tools.clock()
        course = await unit.courses.get(work.course)
        recent = await unit.sheets.of_course(work.course, since=now - A_WEEK)
        held = [one for one in recent if one.state is not SheetState.NOT_HELD]
        term = await _term(unit, work.course)
        rule = await unit.sheets.rule_of(work.course)
        week = digests.Week(
            course=course,
            held=len(held),
            review=sum(one.review for one in term.sheets if one.state is not SheetState.VOID),
            provisional=sum(one.state is SheetState.PROVISIONAL for one in term.sheets),
            changed=sum(row.changed_since_release for row in term.rows),
            asked=len(await unit.rulings.open_queries(list(term.by_class))),
            away=term.streaks(rule.alert_after),
            names=term.names,
        )
        for person in await staff_of(unit, work.course):
            with speaking(person.locale):
                await tell(unit, person.id, digests.weekly(week), cause=f"week:{work.course}:{work.week}:{person.id}")
