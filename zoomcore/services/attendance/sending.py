"""Everybody's own row of one class, sent to each of them privately, after the instructor said so."""

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowWhy
from zoomcore.commands.wishes.rulings import AskAboutAttendance, SendOwnAttendance
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.errors import Conflict
from zoomcore.services.attendance import words
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.reaching import tell
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural, speaking


async def send_own(unit: Unit, scene: Scene, wish: SendOwnAttendance) -> Reply:
    """Asked first, since it cannot be taken back. Who was told of the same result already is not told again."""
    findings = await picture_of(unit, wish.occurrence, scene.now)
    if findings.sheet is None or findings.state in {SheetState.LIVE, SheetState.NOT_HELD}:
        raise Conflict(
            _("There is nothing to send of that class yet."),
            next_step=_("Try again after class."),
        )
    students = [one for one in findings.expected if one.person in findings.attendance]
    back = Button(label=_("Back to the class"), command=ShowAttendance(target=Target(occurrence=wish.occurrence)))
    if not wish.confirmed:
        return Reply(view=_ask(findings, len(students), wish, back))
    told = 0
    for student in students:
        told += await _send(unit, findings, student.person)
    detail = {"students": len(students), "told": told}
    await unit.audit.write(scene.person.id, "attendance send", f"occurrence:{wish.occurrence}", detail)
    unmet = len(students) - told
    note = plural(
        "{count} student never wrote to me and gets nothing.",
        "{count} students never wrote to me and get nothing.",
        unmet,
    )
    body = (Text(line=(note,), quiet=True),) if unmet else ()
    title = plural("Sent to {count} student", "Sent to {count} students", told)
    return Reply(view=Card(title=title, tone=Tone.GOOD, body=body, actions=(back,)), replaces=True)


def _ask(findings: Findings, many: int, wish: SendOwnAttendance, back: Button) -> Card:
    provisional = findings.state is SheetState.PROVISIONAL
    lines = [Text(line=phrase("Each gets their own row alone, in a private message."))]
    if provisional:
        lines.append(Text(line=phrase("It is provisional: it may still change, and says so.")))
    confirmed = SendOwnAttendance(occurrence=wish.occurrence, confirmed=True)
    label = plural("Send to {count} student", "Send to {count} students", many)
    return Card(
        title=_("Send each student their own?"),
        tone=Tone.ASK,
        body=tuple(lines),
        actions=(Button(label=label, command=confirmed, style=ButtonStyle.PRIMARY), back),
    )


async def _send(unit: Unit, findings: Findings, person_id: int) -> bool:
    number = findings.dated.occurrence.id
    found = findings.attendance[person_id]
    reader = await unit.people.get(person_id)
    minutes = words.minutes_of(found.attended)
    with speaking(reader.locale):
        excused = found.status is AttendanceStatus.EXCUSED and found.excuse is not None
        status = words.excuse_words(found.excuse) if excused and found.excuse else words.status_words(found.status)
        spent = _("{some} of {all} min").format(some=minutes, all=words.minutes_of(found.window))
        card = Card(
            title=_("Your attendance: {name}").replace("{name}", words.class_title(findings.dated)),
            body=(
                Facts(rows=((_("You were"), (status,)), (_("In class"), (spent,)))),
                Text(line=words.state_line(findings.state or SheetState.PROVISIONAL), quiet=True),
            ),
            actions=(
                Button(label=_("Why?"), command=ShowWhy(occurrence=number)),
                Button(label=_("Something's wrong"), command=AskAboutAttendance(occurrence=number)),
            ),
        )
        # The same result is told once; another one is news.
        return await tell(unit, person_id, card, cause=f"own:{number}:{person_id}:{found.status}:{minutes}")
