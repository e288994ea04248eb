"""What is said about attendance and grades: one class of a course, computed by the real rules from made-up rows."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from tests.builders import START
from tests.catalogue.said import _ENDED, BO, MATH, Links, scene
from tests.catalogue.shapes import HOSTILE, RTL
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.rulings import ChangeRule, ReleaseGrades, SendOwnAttendance
from zoomcore.domain.attendance.evidence import (
    Decision,
    Enrolled,
    EvidenceSource,
    HeldRun,
    JoinClick,
    JoinInterval,
    KnownEvidence,
    ParticipantRecord,
    Pile,
    Ruling,
    Where,
)
from zoomcore.domain.attendance.explaining import why
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.matching import match, shared_names
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rule_changes import PastClass, effects
from zoomcore.domain.attendance.rules import AttendanceRule, ClassTime, Excuse, GradeMethod, Mark
from zoomcore.domain.attendance.sheets import (
    Claim,
    ClaimState,
    Query,
    QueryState,
    Reading,
    ReadingState,
    Sheet,
    SheetRow,
    SheetState,
)
from zoomcore.domain.people import Role
from zoomcore.services.attendance import (
    claiming,
    counting,
    grading,
    marking,
    mine,
    queries,
    reasons,
    reviewing,
    sending,
    showing,
    terming,
)
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.terming import Term
from zoomcore.views import Card, Form, Reply

RULE = AttendanceRule(method=GradeMethod.DURATION, full_from=Decimal("0.8"), late_keeps=Decimal("0.9"), drop_lowest=1)
NAMES = (
    "Bo Chen",
    "Sam Lee",
    "Sam Lee",
    "Maya Okafor",
    "José García",
    "Zoë Müller",
    HOSTILE,
    RTL,
    "Nina Kowalska",
    "Raj Sharma",
    "Eva Horváth",
    "Omar Farouk",
    "Lena Fischer",
    "Tariq Aziz",
    "Mei Tanaka",
    "Ingrid Solberg",
    "Kofi Mensah",
    "Hana Suzuki",
)
_END = START + timedelta(minutes=50)
ROSTER = tuple(
    Enrolled(person=number, name=name, emails=frozenset({f"s{number}@uni.example"}))
    for number, name in enumerate(NAMES, start=7)
)


def _row(name: str, start: float, end: float, email: str = "", **changes: object) -> ParticipantRecord:
    plain = ParticipantRecord(
        run="u1",
        source=EvidenceSource.REPORT,
        where=Where.MEETING,
        name=name,
        email=email,
        connection=f"{name}{start}",
        joined_at=START + timedelta(minutes=start),
        left_at=START + timedelta(minutes=end),
    )
    return replace(plain, **changes)


_ROWS = (
    _row("Bo Chen", -3, 50, "s7@uni.example"),
    _row("Sam Lee", 1, 50),
    _row("Maya Okafor", 14, 31, "s10@uni.example"),
    _row("Maya Okafor", 33, 52, "s10@uni.example"),
    _row("Pepe", 2, 49),
    _row("Zoë Müller", 0, 50),
    _row("s12", 0, 12, "s13@uni.example"),
    _row("Nina Kowalska", -5, 1, where=Where.WAITING_ROOM),
    _row("Nina Kowalska", 1, 50),
    _row("iPad", 3, 50),
    _row("Otter.ai", 0, 50),
    *(_row(name, 0, 50) for name in NAMES[9:16]),
)


def _findings(
    state: SheetState,
    *,
    now: datetime = _END + timedelta(hours=2),
    rule: AttendanceRule = RULE,
    roster: tuple[Enrolled, ...] = ROSTER,
) -> Findings:
    live = state is SheetState.LIVE
    until = min(now, _END)
    time = ClassTime(scheduled=JoinInterval(START, _END), held=(JoinInterval(START, until),))
    clicks = (JoinClick(person=8, at=START), JoinClick(person=11, at=START))
    known = KnownEvidence(clicks=clicks, decisions={})
    strangers = {"Pepe", "Otter.ai", "iPad", "s12"} if roster is ROSTER else {"Pepe", "Otter.ai"}
    names = {one.name for one in roster} | strangers
    rows = [one for one in _ROWS if one.name in names and one.joined_at and one.joined_at < until]
    run = HeldRun(uuid="u1", started_at=START, ended_at=None if live else _END)
    people = gather(rows, (run,), until=until, apart=shared_names(roster, known))
    matches = match(people, roster, known)
    found = presences(matches, clicks, rule=rule)
    mark = Mark(person=22, excuse=Excuse.PLANNED, reason="conference")
    plain = Findings(
        dated=_ENDED,
        now=now,
        time=time,
        rule=rule,
        roster=roster,
        participants=people,
        matches=matches,
        presences=found,
        clicks=clicks,
        marks={22: mark},
        readings={
            "u1": Reading(
                run="u1", occurrence=1, meeting=1, state=ReadingState.AGREED, reads=2, read_at=_END + timedelta(hours=1)
            )
        },
        sheet=Sheet(
            occurrence=1,
            course=1,
            state=state,
            rule=rule,
            window=timedelta(minutes=50),
            computed_at=now,
            review=sum(one.pile is Pile.REVIEW for one in matches),
            void_reason="The connection of the building was down" if state is SheetState.VOID else "",
        ),
    )
    judged = {one.person: one for one in judge(roster, found, plain.case)}
    kept = {person: SheetRow(occurrence=1, attendance=one) for person, one in judged.items()}
    kept[7] = replace(kept[7], released=Decimal("9.00"), released_at=now)
    return replace(plain, attendance=judged, rows=kept, decisions={})


_FINAL = _findings(SheetState.FINAL)
_LIVE = _findings(SheetState.LIVE, now=START + timedelta(minutes=20))
#: A day like any other, for the README.
_COMMON = _findings(
    SheetState.FINAL,
    roster=tuple(one for one in ROSTER if one.name not in {HOSTILE, RTL, "Sam Lee"} and one.person < 18),
)
_NOTHING = _findings(SheetState.FINAL, rule=AttendanceRule())
_ANA = scene(now=_END + timedelta(hours=2))


class _NoPages(Links):
    """A deployment whose chats cannot fetch pictures."""

    def picture(self, person_id: int, wish: Command) -> str:
        return ""


_WITHOUT_PAGES = replace(_ANA, deployment=replace(_ANA.deployment, links=_NoPages()))
_STUDENT = scene(BO, Role.STUDENT, now=_END + timedelta(hours=2))
_CLAIMS = [
    Claim(
        id=1,
        occurrence=1,
        person=11,
        name="Pepe",
        participant=_FINAL.review[0].participant.key,
        state=ClaimState.OPEN,
        made_at=_END,
    ),
    Claim(id=2, occurrence=1, person=21, name="Ghost", participant="", state=ClaimState.OPEN, made_at=_END),
]
_QUERY = Query(
    id=4, occurrence=1, person=10, text="I was in from 15:05 on, on my tablet.", state=QueryState.OPEN, asked_at=_END
)


def _why(person: int) -> Card:
    told = why(_FINAL.attendance[person], _FINAL.presences[person], _FINAL.matches, case=_FINAL.case, final=True)
    return reasons._card(_FINAL, told, _FINAL.names[person], mine=False, points=True)


def _decided() -> Findings:
    key = _FINAL.review[0].participant.key
    return replace(_FINAL, decisions={key: Decision(ruling=Ruling.PERSON, people=(11,))})


_SHEETS = [
    Sheet(
        occurrence=number,
        course=1,
        state=SheetState.FINAL,
        rule=RULE,
        window=timedelta(minutes=50),
        computed_at=_END,
        released_at=_END if number == 1 else None,
    )
    for number in (1, 2)
]
_TERM_ROWS = [
    SheetRow(
        occurrence=number,
        attendance=one,
        released=one.points if number == 1 else None,
        released_at=_END if number == 1 else None,
    )
    for number in (1, 2)
    for one in _FINAL.attendance.values()
]
_TERM = Term(_SHEETS, _TERM_ROWS, _FINAL.names)
_WISH = ChangeRule(course="MATH201", method=GradeMethod.DURATION)
_MOVED = effects(
    AttendanceRule(),
    counting.read_rule(_WISH),
    [PastClass(occurrence=1, case=_FINAL.case, roster=ROSTER, matches=_FINAL.matches, clicks=_FINAL.clicks)],
)
_OPEN = (list(_CLAIMS), [_QUERY])

_VIEWS: dict[str, Card | Form] = {
    "attended: live": showing._card(_ANA, _LIVE, 1, ([], [])),
    "attended: a class": showing._card(_ANA, _FINAL, 1, _OPEN),
    "attended: a day like any other": showing._card(_WITHOUT_PAGES, _COMMON, 1, ([], [])),
    "attended: nothing counts": showing._card(_ANA, _NOTHING, 2, ([], [])),
    "attended: void": showing._card(_ANA, _findings(SheetState.VOID), 1, ([], [])),
    "attended: not held": showing._card(_ANA, _findings(SheetState.NOT_HELD), 1, ([], [])),
    "attended: nothing known": showing._not_yet(_ENDED),
    "attended: review": reviewing.pile_card(_FINAL),
    "attended: review, one decided": reviewing.pile_card(_decided()),
    "attended: pick": reviewing.pick_form(_FINAL, _FINAL.review[0]),
    "attended: claims": claiming.claims_card(_FINAL, _CLAIMS),
    "attended: claim form": claiming.claim_form(1),
    "attended: why": _why(10),
    "attended: rule form": counting.rule_form(MATH, RULE, _ENDED.meeting),
    "attended: rule explained": counting._explained(MATH, _WISH, _MOVED, _FINAL.names),
    "attended: query form": queries.ask_form(1),
    "attended: answer form": queries.answer_form(_QUERY, "Maya Okafor", accept=True),
    "attended: nothing of mine": mine._nothing("MATH201"),
    "attended: send each": sending._ask(_FINAL, 18, SendOwnAttendance(occurrence=1), marking._class_button(_ENDED)),
    "attended: nothing counts yet": grading._nothing_counts(MATH),
    "attended: release": grading._ask_release(MATH, _TERM, _SHEETS, ReleaseGrades(course="MATH201")),
    "attended: no class held": terming._nothing_held(MATH),
}
ATTENDED: dict[str, Reply] = {
    name: Reply(view=view, card="c2", language="en", zone="Europe/Madrid") for name, view in _VIEWS.items()
}
