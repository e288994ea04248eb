"""Names to review: those nobody could be sure of, settled by a person, remembered, and taken back."""

from collections.abc import Mapping, Sequence

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.attendance import ShowAttendance
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.rulings import (
    ConfirmParticipant,
    PickParticipant,
    ReopenParticipant,
    RuleOutParticipant,
    ShowReview,
)
from zoomcore.domain.attendance.evidence import Decision, Match, Participant, Pile, Ruling, Suggestion
from zoomcore.domain.attendance.names import is_nameless, name_key
from zoomcore.domain.attendance.suggesting import suggest_all
from zoomcore.domain.people import PersonId, Section
from zoomcore.domain.undo import undo_until
from zoomcore.errors import Conflict, InvalidInput, NotAllowed
from zoomcore.services.attendance import words
from zoomcore.services.attendance.choosing import held_class
from zoomcore.services.attendance.computing import picture_of, recompute
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.sections import own_section, section_line
from zoomcore.services.people import person_called
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Field,
    FieldKind,
    Form,
    Item,
    Items,
    Line,
    Reply,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.wording import _, phrase, plural

#: With three suggestions and two ways out each, as many as a card can hold.
PAGE = 5
#: Of the best score: what lies below is not offered beside it.
_NEAR_THE_BEST = 0.6


async def show(unit: Unit, scene: Scene, wish: ShowReview) -> Reply:
    """A page of names to review, each with its suggestions; they are ranked now, not before."""
    dated = await held_class(unit, scene, wish, wish.target)
    return Reply(view=await _pile(unit, scene, dated.occurrence.id, wish.page), replaces=True)


async def _pile(unit: Unit, scene: Scene, occurrence: int, page: int = 1) -> Card:
    findings = await picture_of(unit, occurrence, scene.now)
    return pile_card(findings, page, section=await own_section(unit, scene, findings.dated.meeting.course_id))


def pile_card(findings: Findings, page: int = 1, *, section: Section | None = None) -> Card:
    """Whoever fits best is looked for in the whole course; of a section's assistant it names none but the section's."""
    waiting = findings.review
    number = findings.dated.occurrence.id
    back = Button(label=_("Back to the class"), command=ShowAttendance(target=Target(occurrence=number)))
    title = _("Names to review: {name}").replace("{name}", words.class_title(findings.dated))
    if not waiting:
        done = Text(line=phrase("Every name is settled."))
        return Card(title=title, tone=Tone.GOOD, body=(done, *_decided(findings, section)), actions=(back,))
    shown = waiting[(page - 1) * PAGE : page * PAGE] or waiting[:PAGE]
    names = findings.names
    matched = {person for one in findings.pile(Pile.MATCHED) for person in one.people}
    ranked = suggest_all(
        [one.participant for one in shown],
        findings.expected,
        clicks=findings.clicks,
        absent={one.person for one in findings.expected} - matched,
    )
    items = tuple(
        _item(
            findings,
            one,
            [(each.person, names[each.person]) for each in _likely(guesses) if _may_name(section, each.person)],
        )
        for one, guesses in zip(shown, ranked, strict=True)
    )
    said = words.to_review(len(waiting)) + "."
    more = Button(label=_("More names"), command=ShowReview(target=Target(occurrence=number), page=page + 1))
    return Card(
        title=title,
        tone=Tone.ASK,
        body=(
            Text(line=(said, " ", _("What you confirm is remembered for the next class."))),
            Items(items=items),
            *section_line(section),
            *_decided(findings, section),
        ),
        actions=(*((more,) if len(waiting) > page * PAGE else ()), back),
    )


def _likely(ranked: Sequence[Suggestion]) -> list[Suggestion]:
    """Beside a good guess a poor one only invites a slip of the finger."""
    return [one for one in ranked if one.score >= ranked[0].score * _NEAR_THE_BEST]


def _may_name(section: Section | None, *people: PersonId) -> bool:
    return section is None or section.students.issuperset(people)


def _item(findings: Findings, match: Match, suggested: Sequence[tuple[PersonId, str]]) -> Item:
    number, who = findings.dated.occurrence.id, match.participant
    actions: list[Action] = [
        Button(
            label=_("This is {name}").replace("{name}", name),
            command=ConfirmParticipant(occurrence=number, participant=who.key, people=(person,)),
            style=ButtonStyle.PRIMARY if not place else ButtonStyle.PLAIN,
        )
        for place, (person, name) in enumerate(suggested)
    ]
    actions += [
        Button(label=_("Somebody else"), command=PickParticipant(occurrence=number, participant=who.key)),
        Button(label=_("Not a student"), command=RuleOutParticipant(occurrence=number, participant=who.key)),
    ]
    return Item(line=(shown_name(who),), detail=_detail(findings, match), actions=tuple(actions))


def shown_name(who: Participant) -> str:
    """As typed; what shows no name is said to."""
    return next((one for one in who.names if one.strip()), "") or _("somebody without a name")


def _detail(findings: Findings, match: Match) -> Line:
    """When, how long, under which address, and why it is not settled."""
    who = match.participant
    spent = sum(words.minutes_of(one.length) for one in who.stays)
    spans: list[str | When] = []
    if who.arrived_at:
        spans += [When(who.arrived_at, findings.dated.course_zone, WhenStyle.TIME), ", "]
    spans.append(plural("{count} min", "{count} min", spent))
    if who.email:
        spans.append(f", {who.email}")
    spans.append(f"; {words.doubt_words(match.doubt)}")
    return tuple(spans)


def _decided(findings: Findings, section: Section | None) -> tuple[Items, ...]:
    """What was decided about this class so far, each with its way back."""
    names = findings.names
    keys = {one.participant.key: one.participant for one in findings.matches}
    items = tuple(
        Item(
            line=(_said(shown_name(keys[key]), decision, names),),
            actions=(
                Button(
                    label=_("Take it back"),
                    command=ReopenParticipant(occurrence=findings.dated.occurrence.id, participant=key),
                ),
            ),
        )
        for key, decision in findings.decisions.items()
        if key in keys and _may_name(section, *decision.people)
    )
    return (Items(items=items[-PAGE:], heading=(_("Decided"),)),) if items else ()


def _said(name: str, decision: Decision, names: Mapping[PersonId, str]) -> str:
    if decision.ruling is Ruling.NOT_A_STUDENT:
        return _("{name} isn't a student").replace("{name}", name)
    people = _(" and ").join(names.get(one, "?") for one in decision.people)
    return _("{name} is {people}").format(name=name, people=people)


# Settling.


async def confirm(unit: Unit, scene: Scene, wish: ConfirmParticipant) -> Reply:
    """Counts for this class at once and is remembered for the course; one tap takes it back."""
    findings = await picture_of(unit, wish.occurrence, scene.now)
    match = found_match(findings, wish.participant)
    roster = {one.person: one for one in findings.roster}
    if not wish.people or any(one not in roster for one in wish.people):
        raise InvalidInput(
            _("That person isn't in this course."), next_step=_("Add them with `course people`, then confirm again.")
        )
    section = await own_section(unit, scene, findings.dated.meeting.course_id)
    if not _may_name(section, *wish.people):
        raise NotAllowed(
            _("That student isn't in your section."),
            next_step=_("Leave the name to the course's instructor, who sees every section."),
        )
    await _decide(unit, scene, findings, match, tuple(dict.fromkeys(wish.people)))
    people = [findings.names[one] for one in wish.people]
    return await _settled(unit, scene, wish.occurrence, _confirmed(match, people), wish.participant)


def _confirmed(match: Match, people: Sequence[str]) -> str:
    named = _(" and ").join(people)
    return _("{name} is {people}").format(name=shown_name(match.participant), people=named)


async def _decide(unit: Unit, scene: Scene, findings: Findings, match: Match, people: tuple[PersonId, ...]) -> None:
    ruling = Ruling.PERSON if len(people) == 1 else Ruling.SHARED
    number = findings.dated.occurrence.id
    await unit.rulings.decide(number, match.participant.key, Decision(ruling=ruling, people=people), scene.person.id)
    if ruling is Ruling.PERSON:
        await _remember(unit, scene, findings, match.participant, people[0])


async def _remember(unit: Unit, scene: Scene, findings: Findings, who: Participant, person: PersonId) -> None:
    """The names shown become theirs, but never one that somebody else of the course bears or that names nobody."""
    borne = {
        name_key(name) for one in findings.roster if one.person != person for name in (one.name, one.legal_name) if name
    }
    for name in who.names:
        key = name_key(name)
        if key and key not in borne and not is_nameless(name):
            await unit.rulings.remember_alias(
                findings.dated.meeting.course_id, person, name_key=key, name=name, by=scene.person.id
            )


async def pick(unit: Unit, scene: Scene, wish: PickParticipant) -> Reply:
    """By e-mail or mention; a second one where two sat at one device. Without anybody: the form."""
    findings = await picture_of(unit, wish.occurrence, scene.now)
    match = found_match(findings, wish.participant)
    if not wish.who.strip():
        return Reply(view=pick_form(findings, match))
    people: list[PersonId] = []
    for field, who in (("who", wish.who), ("second", wish.second)):
        if who.strip():
            people.append(await _picked(unit, scene, findings, who.strip(), field))
    return await confirm(
        unit,
        scene,
        ConfirmParticipant(occurrence=wish.occurrence, participant=wish.participant, people=tuple(people)),
    )


async def _picked(unit: Unit, scene: Scene, findings: Findings, who: str, field: str) -> PersonId:
    """By name, e-mail or mention, out of the roster alone: nobody is added to the course by the way."""
    named = [
        one for one in findings.roster if name_key(who) in {name_key(one.name), name_key(one.legal_name or one.name)}
    ]
    if len(named) == 1:
        return named[0].person
    if len(named) > 1:
        raise InvalidInput(_("Several people here are called that."), next_step=_("Name them by e-mail."), field=field)
    by_mail = next((one for one in findings.roster if who.lower() in one.emails), None)
    if by_mail is not None:
        return by_mail.person
    person = await person_called(unit, scene, who) if who.startswith("@") else None
    if person is None or all(one.person != person.id for one in findings.roster):
        raise InvalidInput(
            _("I can't find {who} in this course.").replace("{who}", who),
            next_step=_("Write their e-mail, or add them with `course people` first."),
            field=field,
        )
    return person.id


def pick_form(findings: Findings, match: Match) -> Form:
    return Form(
        title=_("Who is that?"),
        base=PickParticipant(occurrence=findings.dated.occurrence.id, participant=match.participant.key),
        submit=_("Confirm"),
        intro=(shown_name(match.participant), ": ", *_detail(findings, match)),
        fields=(
            Field(name="who", label=_("Student"), kind=FieldKind.TEXT, required=True, hint=_("Name or e-mail")),
            Field(
                name="second",
                label=_("Second student, same device"),
                kind=FieldKind.TEXT,
                hint=_("Only if two people sat at one device."),
            ),
        ),
    )


async def rule_out(unit: Unit, scene: Scene, wish: RuleOutParticipant) -> Reply:
    findings = await picture_of(unit, wish.occurrence, scene.now)
    match = found_match(findings, wish.participant)
    ruling = Decision(ruling=Ruling.NOT_A_STUDENT)
    await unit.rulings.decide(wish.occurrence, wish.participant, ruling, scene.person.id)
    said = _("{name} isn't a student").replace("{name}", shown_name(match.participant))
    return await _settled(unit, scene, wish.occurrence, said, wish.participant)


async def reopen(unit: Unit, scene: Scene, wish: ReopenParticipant) -> Reply:
    """The decision and the names it taught are forgotten; the participant waits again."""
    if not await unit.rulings.undecide(wish.occurrence, wish.participant):
        raise Conflict(_("That was taken back already."), next_step=_("`attendance review` shows the names to review."))
    findings = await picture_of(unit, wish.occurrence, scene.now)
    match = next((one for one in findings.matches if one.participant.key == wish.participant), None)
    for name in match.participant.names if match else ():
        await unit.rulings.forget_alias(findings.dated.meeting.course_id, name_key(name))
    await recompute(unit, wish.occurrence, scene.now, by=scene.person.id, why="review")
    detail = {"participant": wish.participant}
    await unit.audit.write(scene.person.id, "review reopen", f"occurrence:{wish.occurrence}", detail)
    return Reply(view=await _pile(unit, scene, wish.occurrence), replaces=True)


async def _settled(unit: Unit, scene: Scene, occurrence: int, said: str, participant: str) -> Reply:
    """The rest of the pile, with what was just done above it and its undo."""
    await recompute(unit, occurrence, scene.now, by=scene.person.id, why="review")
    entry = await unit.audit.write(
        scene.person.id,
        "review",
        f"occurrence:{occurrence}",
        {"participant": participant, "said": said},
        inverse=pack(ReopenParticipant(occurrence=occurrence, participant=participant)),
        undo_until=undo_until(scene.now),
    )
    rest = await _pile(unit, scene, occurrence)
    undo = Button(label=_("Undo"), command=Undo(entry=entry))
    return Reply(
        view=Card(
            title=rest.title,
            tone=rest.tone,
            body=(Text(line=phrase("Saved: {said}.", said=said)), *rest.body),
            actions=(undo, *rest.actions),
        ),
        replaces=True,
    )


def found_match(findings: Findings, key: str) -> Match:
    """The participant that a button or form is about; Conflict where Zoom's later word has changed its key."""
    match = next((one for one in findings.matches if one.participant.key == key), None)
    if match is None:
        raise Conflict(
            _("That name isn't in this class any more: Zoom has reported more since."),
            next_step=_("`attendance review` shows the names to review now."),
        )
    return match
