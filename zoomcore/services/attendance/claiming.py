"""Students asked under which name they were in: their answers are claims, and earn nothing until they are confirmed."""

from collections import Counter

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowMyAttendance
from zoomcore.commands.wishes.rulings import ClaimName, ConfirmClaims
from zoomcore.domain.attendance.evidence import Decision, Pile, Ruling
from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.attendance.sheets import Claim, ClaimState
from zoomcore.domain.people import Role, Section
from zoomcore.errors import Conflict, InvalidInput, NotAllowed
from zoomcore.services.attendance import words
from zoomcore.services.attendance.computing import picture_of, recompute
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.sections import own_section
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Field, FieldKind, Form, Item, Items, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural

LONGEST_NAME = 100
_SHOWN = 10


def claim_form(occurrence_id: int) -> Form:
    return Form(
        title=_("Your name in class"),
        base=ClaimName(occurrence=occurrence_id),
        submit=_("Send"),
        intro=phrase("Write the name that Zoom showed for you. Your instructor confirms it before it counts."),
        fields=(
            Field(
                name="name",
                label=_("Name in Zoom"),
                kind=FieldKind.TEXT,
                required=True,
                longest=LONGEST_NAME,
                hint=_("For example: Bobo, iPad von Bo"),
            ),
        ),
    )


async def claim(unit: Unit, scene: Scene, wish: ClaimName) -> Reply:
    """Kept as an answer, not as evidence. The last answer stands until somebody decided on it."""
    dated = await unit.meetings.get_occurrence(wish.occurrence)
    if scene.role is not Role.STUDENT:
        raise NotAllowed(
            _("You aren't a student of {code}.").replace("{code}", dated.course_code),
            next_step=_("Ask its instructor to add you."),
        )
    mine = Button(label=_("My attendance"), command=ShowMyAttendance(course=dated.course_code))
    if wish.absent:
        return Reply(view=Card(title=_("Thank you: nobody asks again"), tone=Tone.GOOD, actions=(mine,)), replaces=True)
    name = " ".join(wish.name.split())
    if not name:
        return Reply(view=claim_form(wish.occurrence))
    if len(name) > LONGEST_NAME:
        raise InvalidInput(
            _("That name is longer than {most} characters.").replace("{most}", str(LONGEST_NAME)),
            next_step=_("Write it as Zoom showed it."),
            field="name",
        )
    findings = await picture_of(unit, wish.occurrence, scene.now)
    kept = await unit.rulings.claim(
        wish.occurrence, scene.person.id, name=name, participant=_participant_called(findings, name)
    )
    if kept.state is not ClaimState.OPEN:
        raise Conflict(
            _("Your instructor has decided about your name already."),
            next_step=_("`attendance me` shows how it stands."),
        )
    await unit.audit.write(scene.person.id, "claim", f"occurrence:{wish.occurrence}", {"claim": kept.id})
    return Reply(
        view=Card(
            title=_("Noted: {name}").replace("{name}", name),
            tone=Tone.GOOD,
            body=(Text(line=phrase("Your instructor sees it and confirms it before it counts.")),),
            actions=(mine,),
        ),
        replaces=True,
    )


def _participant_called(findings: Findings, name: str) -> str:
    """The one unsettled participant of that name; "" where there is none, or several."""
    wanted = name_key(name) or name.casefold()
    found = [
        one.participant.key
        for one in findings.review
        if any((name_key(each) or each.casefold()) == wanted for each in one.participant.names)
    ]
    return found[0] if len(found) == 1 else ""


async def confirm(unit: Unit, scene: Scene, wish: ConfirmClaims) -> Reply:
    """Without a claim: what students said; "all without conflict" and single ones have their buttons."""
    claims = [one for one in await unit.rulings.claims(wish.occurrence) if one.state is ClaimState.OPEN]
    findings = await picture_of(unit, wish.occurrence, scene.now)
    section = await own_section(unit, scene, findings.dated.meeting.course_id)
    if wish.claim == 0:
        return Reply(view=claims_card(findings, claims, section), replaces=True)
    seen = _of(section, claims)
    if wish.claim == ALL:
        chosen = [one for one in seen if not conflict(findings, claims, one)]
    else:
        chosen = [one for one in seen if one.id == wish.claim]
    if not chosen:
        raise Conflict(
            _("That was decided already, or isn't yours to decide."), next_step=_("`attendance` shows what is open.")
        )
    for one in chosen:
        await _settle(unit, scene, findings, one, decline=wish.decline)
    await recompute(unit, wish.occurrence, scene.now, by=scene.person.id, why="claim")
    detail = {"claims": [one.id for one in chosen], "declined": wish.decline}
    await unit.audit.write(scene.person.id, "claims", f"occurrence:{wish.occurrence}", detail)
    left = [one for one in claims if one not in chosen]
    return Reply(view=claims_card(await picture_of(unit, wish.occurrence, scene.now), left, section), replaces=True)


def _of(section: Section | None, claims: list[Claim]) -> list[Claim]:
    """What an assistant sees and decides: the word of their own section's students."""
    return [one for one in claims if section is None or one.person in section.students]


#: Means every claim without conflict.
ALL = -1


async def _settle(unit: Unit, scene: Scene, findings: Findings, one: Claim, *, decline: bool) -> None:
    state = ClaimState.DECLINED if decline else ClaimState.CONFIRMED
    if not await unit.rulings.decide_claim(one.id, state, scene.person.id) or decline:
        return
    if not one.participant:
        raise Conflict(
            _("Nobody was in class under the name {name}.").replace("{name}", one.name),
            next_step=_("Decline it, or mark the student by hand."),
        )
    decision = Decision(ruling=Ruling.PERSON, people=(one.person,))
    await unit.rulings.decide(one.occurrence, one.participant, decision, scene.person.id)
    key = name_key(one.name)
    others = {name_key(each.name) for each in findings.roster if each.person != one.person}
    if key and key not in others:
        await unit.rulings.remember_alias(
            findings.dated.meeting.course_id, one.person, name_key=key, name=one.name, by=scene.person.id
        )


def conflict(findings: Findings, claims: list[Claim], one: Claim) -> str:
    """Why a claim is not to be confirmed with the others; "" where nothing speaks against it."""
    if not one.participant:
        return _("nobody was in under that name")
    if Counter(each.participant for each in claims)[one.participant] > 1:
        return _("several students claim it")
    waiting = {each.participant.key: each for each in findings.review}
    if one.participant not in waiting:
        return _("that name is settled by now")
    seen = any(one.person in each.people for each in findings.pile(Pile.MATCHED))
    if seen:
        stays = findings.presences[one.person].stays if one.person in findings.presences else ()
        theirs = waiting[one.participant].participant.stays
        if any(a.start < b.end and b.start < a.end for a in stays for b in theirs):
            return _("they were in under another name at the same time")
    return ""


def claims_card(findings: Findings, claims: list[Claim], section: Section | None = None) -> Card:
    """Against whom a claim stands is looked for in the whole course; shown are those of the section."""
    number = findings.dated.occurrence.id
    names = findings.names
    back = Button(label=_("Back to the class"), command=ShowAttendance(target=Target(occurrence=number)))
    title = _("What students said: {name}").replace("{name}", words.class_title(findings.dated))
    shown = _of(section, claims)
    if not shown:
        return Card(title=title, tone=Tone.GOOD, body=(Text(line=phrase("Nothing is open.")),), actions=(back,))
    clear = [one for one in shown if not conflict(findings, claims, one)]
    items = tuple(
        _claim_item(one, names.get(one.person, "?"), conflict(findings, claims, one)) for one in shown[:_SHOWN]
    )
    label = plural("Confirm {count} claim without conflict", "Confirm {count} claims without conflict", len(clear))
    everything = Button(label=label, command=ConfirmClaims(occurrence=number, claim=ALL), style=ButtonStyle.PRIMARY)
    said = plural("{count} student answered.", "{count} students answered.", len(shown))
    return Card(
        title=title,
        tone=Tone.ASK,
        body=(Text(line=(said,)), Items(items=items)),
        actions=(*((everything,) if clear else ()), back),
    )


def _claim_item(one: Claim, name: str, doubt: str) -> Item:
    decline = Button(
        label=_("Decline {name}").replace("{name}", name),
        command=ConfirmClaims(occurrence=one.occurrence, claim=one.id, decline=True),
    )
    accept = Button(
        label=_("Confirm {name}").replace("{name}", name),
        command=ConfirmClaims(occurrence=one.occurrence, claim=one.id),
    )
    return Item(
        line=phrase("{name}: “I was in as {shown}”", name=name, shown=one.name),
        detail=(doubt,) if doubt else (),
        actions=(decline,) if not one.participant else (accept, decline),
    )
