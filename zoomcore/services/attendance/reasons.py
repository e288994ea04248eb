"""Why somebody has what they have, in the same words for student and instructor."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowMyAttendance, ShowWhy
from zoomcore.commands.wishes.rulings import AskAboutAttendance, ShowReview
from zoomcore.domain.attendance.explaining import NotCounted, Piece, RulePart, Why, why
from zoomcore.domain.attendance.rules import Presence
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.people import STAFF, Role
from zoomcore.errors import NotAllowed, NotFound
from zoomcore.services import access
from zoomcore.services.attendance import words
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.reviewing import shown_name
from zoomcore.services.attendance.sections import picture_for
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Block, Button, Card, Facts, Item, Items, Line, Reply, Text, When, WhenStyle
from zoomcore.wording import _, phrase

_MOST_PIECES = 12
#: Shorter than a second is how two clocks differ.
_SHORTEST = timedelta(seconds=1)
_SURE = frozenset({SheetState.FINAL, SheetState.FROZEN, SheetState.VOID, SheetState.NOT_HELD})


async def show(unit: Unit, scene: Scene, wish: ShowWhy) -> Reply:
    """The asker's own, or, for staff, a student's."""
    person = wish.person or scene.person.id
    if person != scene.person.id:
        access.require(scene, Role.ASSISTANT)
    findings = await picture_for(unit, scene, wish.occurrence)
    found = findings.attendance.get(person)
    name = next((one.name for one in findings.roster if one.person == person), "")
    if found is None or findings.sheet is None:
        raise NotFound(
            _("There is nothing of that class to explain."), next_step=_("`attendance me` shows what is known of you.")
        )
    if findings.state is SheetState.FROZEN:
        raise NotAllowed(
            _("What Zoom reported of that class was deleted, as your school's rules ask."),
            next_step=_("Its result stays as it was."),
        )
    told = why(
        found,
        findings.presences.get(person) or Presence(person=person),
        findings.matches,
        case=findings.case,
        final=findings.state in _SURE,
    )
    mine = person == scene.person.id and scene.role not in STAFF
    # A student reads points that were released, never those that are only computed.
    points = not mine or (person in findings.rows and findings.rows[person].released_at is not None)
    return Reply(view=_card(findings, told, name, mine=mine, points=points))


def _card(findings: Findings, told: Why, name: str, *, mine: bool, points: bool) -> Card:
    dated = findings.dated
    body: list[Block] = [
        Facts(rows=_facts(findings, told, points=points)),
        *_pieces(told, dated.course_zone),
        *_joined_as(told),
        *_clicks(told.clicks, dated.course_zone),
        *(Text(line=one) for one in _parts(told)),
    ]
    if points:
        body += [Text(line=one) for one in _arithmetic(told)]
    body += [Text(line=one, quiet=True) for one in words.rule_lines(told.rule)]
    sheet = findings.sheet
    if sheet is not None:
        body.append(Text(line=words.state_line(sheet.state, void_reason=sheet.void_reason), quiet=True))
    title = _("Why: {name}").replace(
        "{name}", words.class_title(dated) if mine else f"{name}, {words.class_title(dated)}"
    )
    return Card(title=title, body=tuple(body), actions=_actions(findings, mine=mine))


def _actions(findings: Findings, *, mine: bool) -> tuple[Action, ...]:
    number = findings.dated.occurrence.id
    if mine:
        return (
            Button(label=_("Something's wrong"), command=AskAboutAttendance(occurrence=number)),
            Button(label=_("All my classes"), command=ShowMyAttendance(course=findings.dated.course_code)),
        )
    target = Target(occurrence=number)
    back = Button(label=_("Back to the class"), command=ShowAttendance(target=target))
    return (Button(label=_("Fix matches"), command=ShowReview(target=target)), back)


def _facts(findings: Findings, told: Why, *, points: bool) -> tuple[tuple[str, Line], ...]:
    found = told.attendance
    rows: list[tuple[str, Line]] = [(_("Status"), (words.status_words(found.status),))]
    if told.window:
        first, last = told.window[0].start, told.window[-1].end
        when = When(first, findings.dated.course_zone, WhenStyle.RANGE, last - first)
        rows.append((_("Class was held"), (when, f", {words.minutes_words(found.window)}")))
    rows.append(
        (_("In class"), (f"{words.minutes_words(found.attended)}, {words.percent(found.attended, found.window)}",))
    )
    if found.arrived_at is not None:
        arrived = When(found.arrived_at, findings.dated.course_zone, WhenStyle.TIME)
        late = words.minutes_of(found.late_by) if found.late_by else 0
        said = _(", {minutes} min after the start").replace("{minutes}", str(late)) if late else ""
        rows.append((_("Arrived"), (arrived, said) if said else (arrived,)))
    if points:
        rows.append((_("Points"), (words.points_words(found.points),)))
    return tuple(rows)


def _pieces(told: Why, zone: str) -> tuple[Block, ...]:
    """Every time at Zoom: those that count and, with its reason, those that don't."""
    pieces = [one for one in told.pieces if one.interval.length >= _SHORTEST]
    if not pieces:
        return (Text(line=phrase("Nobody in Zoom was recognised as this student.")),)
    items = tuple(Item(line=_piece(one, zone)) for one in pieces[:_MOST_PIECES])
    left = len(pieces) - _MOST_PIECES
    more = (Item(line=(_("and {count} more").replace("{count}", str(left)),)),) if left > 0 else ()
    return (Items(items=(*items, *more), heading=(_("Seen in Zoom"),)),)


def _piece(one: Piece, zone: str) -> Line:
    when = When(one.interval.start, zone, WhenStyle.RANGE, one.interval.length)
    return (when, f": {_counted(one.reason)}")


def _counted(reason: NotCounted | None) -> str:
    match reason:
        case None:
            return _("counts")
        case NotCounted.BEFORE:
            return _("before class, doesn't count")
        case NotCounted.AFTER:
            return _("after class, doesn't count")
        case NotCounted.NOT_HELD:
            return _("no class was held then, doesn't count")
        case NotCounted.WAITING:
            return _("in the waiting room, doesn't count")
        case NotCounted.NAME_ALONE:
            return _("a name alone, which this course doesn't count")


def _joined_as(told: Why) -> tuple[Block, ...]:
    items = tuple(
        Item(
            line=(shown_name(one.participant), _(" (shared device)") if one.shared else ""),
            detail=(_("known by {evidence}").replace("{evidence}", words.evidence_words(one.evidence)),)
            if one.evidence
            else (),
        )
        for one in told.joined_as
    )
    return (Items(items=items, heading=(_("Joined as"),)),) if items else ()


def _clicks(clicks: Sequence[datetime], zone: str) -> tuple[Block, ...]:
    if not clicks:
        return ()
    pressed = phrase("Pressed Join on their own link at {when}.", when=When(clicks[0], zone, WhenStyle.TIME))
    return (Text(line=pressed, quiet=True),)


def _parts(told: Why) -> tuple[Line, ...]:
    """What of the rule had a say, where the rule's own sentences don't say it of this student."""
    lines: list[Line] = []
    if told.mark is not None:
        reason = told.mark.reason or _("no reason given")
        said = words.excuse_words(told.mark.excuse) if told.mark.excuse else _("marked by the instructor")
        lines.append(phrase("The instructor's word counts: {said} ({reason}).", said=said, reason=reason))
    if told.agreed is not None:
        lines.append(phrase("Agreed for this course: {agreed}.", agreed=words.accommodation_words(told.agreed)))
    for part in told.parts:
        line = _part(part, told)
        if line:
            lines.append(line)
    return tuple(lines)


def _part(part: RulePart, told: Why) -> Line:
    match part:
        case RulePart.NOT_EXPECTED:
            return phrase("Nothing was expected on that date: not enrolled then, or another section.")
        case RulePart.LATE:
            return phrase("That is late by this course's rule.")
        case RulePart.LATE_FORGIVEN:
            return phrase("Late by the rule, and not by what was agreed.")
        case RulePart.PARTIAL_BELOW:
            return phrase(
                "Less than {share} of the class is “partial”.", share=words.share_words(told.rule.partial_below)
            )
        case RulePart.STRICT:
            return phrase("Some of the time rests on a name alone, which this course doesn't count.")
        case (
            RulePart.NOT_HELD
            | RulePart.VOID
            | RulePart.NO_RULE
            | RulePart.ENTRY
            | RulePart.DURATION
            | RulePart.SHARE_OF_WINDOW
            | RulePart.FULL_FROM
            | RulePart.NOTHING_BELOW
            | RulePart.LATE_KEEPS
            | RulePart.EXCUSED
            | RulePart.OVERRIDDEN
        ):
            # Said by the rule, the state of the class or the mark already.
            return ()


def _arithmetic(told: Why) -> tuple[Line, ...]:
    """Step by step: attended of what is asked, what of it counts, what lateness leaves, the points."""
    sums = told.reckoning
    if sums is None:
        return ()
    said = _("{some} of {all} min = {share}; counts as {counted}; × {points} points").format(
        some=words.minutes_of(told.attendance.attended),
        all=words.minutes_of(told.asked),
        share=words.share_words(round(sums.share, 4)),
        counted=words.share_words(round(sums.counted, 4)),
        points=words.points_words(told.rule.points),
    )
    if sums.keeps < 1:
        said += _(" × {keeps} for being late").replace("{keeps}", words.share_words(sums.keeps))
    return ((f"{said} = {words.points_words(sums.points)}",),)
