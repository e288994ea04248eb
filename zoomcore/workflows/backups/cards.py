"""How a restore ended, or why it waits."""

from collections.abc import Sequence
from datetime import datetime

from zoomcore.commands.wishes.backups import ListBackups, ResumeRestore, UndoRestore
from zoomcore.domain.backups.kept import ItemState, Mode, Restore, RestoreItem
from zoomcore.domain.courses import Course, CourseMapping, MappingState
from zoomcore.errors import UserError, ZoomError
from zoomcore.views import (
    Block,
    Button,
    ButtonStyle,
    Card,
    Code,
    Facts,
    Item,
    Items,
    Line,
    Strong,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import classes_button
from zoomcore.wording import _, phrase
from zoomcore.zoom.refusals import explain

_NAMED = 10


def done_card(
    restore: Restore,
    course: Course,
    items: Sequence[RestoreItem],
    skipped: Sequence[tuple[str, str]],
    next_step: Line = (),
) -> Card:
    """What was made, what was there, and what Zoom refused, by name and reason; of a copy what is left to do."""
    count = {state: sum(one.state is state for one in items) for state in ItemState}
    added = restore.before.get("added", {})
    told = (
        (_("Made at Zoom"), count[ItemState.MADE]),
        (_("Still there"), count[ItemState.KEPT]),
        (_("Skipped"), count[ItemState.SKIPPED]),
        (_("People added"), added.get("enrollment", 0)),
        (_("Attendance brought back"), added.get("attendance", 0)),
    )
    rows: tuple[tuple[str, Line], ...] = tuple((label, (str(many),)) for label, many in told if many)
    copying = restore.mode is Mode.COPY
    body: list[Block] = [Facts(rows=rows)] if rows else [Text(line=phrase("Nothing was missing."))]
    if skipped:
        lines = tuple(Item(line=(topic,), detail=(reason,)) for topic, reason in skipped[:_NAMED])
        body.append(Items(items=lines, heading=(_("Skipped"),)))
    if next_step:
        body.append(Text(line=next_step))
    undo = Button(label=_("Undo"), command=UndoRestore(restore=restore.id))
    title = (_("{code} is ready") if copying else _("Restored: {code}")).replace("{code}", course.code)
    return Card(
        title=title,
        tone=Tone.WARNING if skipped else Tone.GOOD,
        body=tuple(body),
        actions=(classes_button(course.code), undo),
        footnote=(_("It can be undone for 24 hours."),),
    )


def copied_next(course: Course, channel: CourseMapping | None, word: str) -> Line:
    """What is left to do about a copy's channel, and its people. `word` is typed before a command."""
    name = (channel.channel_name or channel.channel) if channel else ""
    match channel.state if channel else None:
        case MappingState.ACTIVE:
            return phrase("{channel} is linked with it. People are yours to add.", channel=Strong(name))
        case MappingState.REQUESTED:
            return phrase(
                "The admins are asked to link {channel} with it. People are yours to add.", channel=Strong(name)
            )
        case MappingState.AWAITED:
            return phrase(
                "Next: once {channel} exists, invite me and type {line} there; I know which course it is for. "
                "People are yours to add.",
                channel=Strong(name),
                line=Code(f"{word}course map"),
            )
        case _:
            typed = Code(f"{word}course map {course.code}")
            return phrase("Next, link its channel: type {line} there. People are yours to add.", line=typed)


def later_card(course: Course, until: datetime) -> Card:
    """Zoom's day is used up: it goes on by itself."""
    when = When(until, course.zone, WhenStyle.FULL)
    line = phrase("Zoom's 100 calls a host and day are used up. I go on at {when}.", when=when)
    title = _("{code}: the rest follows").replace("{code}", course.code)
    return Card(title=title, tone=Tone.WORKING, body=(Text(line=line),), actions=(classes_button(course.code),))


def failed_card(restore: Restore, course: Course, error: UserError | ZoomError) -> Card:
    happened, then = (error.message, error.next_step) if isinstance(error, UserError) else explain(error)
    go_on = Button(label=_("Go on"), command=ResumeRestore(restore=restore.id), style=ButtonStyle.PRIMARY)
    undo = Button(label=_("Undo what was done"), command=UndoRestore(restore=restore.id))
    others = Button(label=_("Other backups"), command=ListBackups(code=course.code))
    title = _("I couldn't restore {code} to its end").replace("{code}", course.code)
    body = tuple(Text(line=(one,)) for one in (happened, then) if one)
    return Card(title=title, tone=Tone.BAD, body=body, actions=(go_on, undo, others))
