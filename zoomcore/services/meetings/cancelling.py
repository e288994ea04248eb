"""Cancelling a class: always asked first, because one date cannot be brought back."""

from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import CancelMeeting, ShowMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting, Occurrence, Scope
from zoomcore.domain.records import ChangeKind
from zoomcore.domain.schedule import Repeat
from zoomcore.services.finding import find_class
from zoomcore.services.meetings.cards import who_holds
from zoomcore.services.meetings.changing import WantedChange, begin, require_settled
from zoomcore.services.meetings.moving import concerned, scope_of
from zoomcore.services.phrases import class_time
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Line, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural


async def cancel(unit: Unit, scene: Scene, wish: CancelMeeting) -> Reply:
    """Asks which dates and whether; the button of that card writes the change and its job."""
    dated = await find_class(unit, scene, wish.target)
    require_settled(dated.meeting)
    scope = scope_of(dated, wish.target, wish.scope)
    if not wish.confirmed or scope is Scope.UNSAID:
        dates = await concerned(unit, dated, Scope.FOLLOWING)
        return Reply(view=_ask(dated, scope, len(dates)))
    dates = () if scope is Scope.ALL else await concerned(unit, dated, scope)
    return await _write(unit, scene, dated, scope, tuple(dates))


async def _write(unit: Unit, scene: Scene, dated: DatedClass, scope: Scope, dates: tuple[Occurrence, ...]) -> Reply:
    ids = tuple(one.id for one in dates)
    await begin(unit, scene, dated.meeting, WantedChange(kind=ChangeKind.CANCEL, scope=scope, occurrence_ids=ids))
    return Reply(view=underway(_("Cancelling {topic} …").replace("{topic}", dated.meeting.topic)), replaces=True)


def _ask(dated: DatedClass, scope: Scope, later: int) -> Card:
    meeting, occurrence = dated.meeting, dated.occurrence
    target = Target(meeting=meeting.id, occurrence=occurrence.id)
    sure = CancelMeeting(target=target, confirmed=True)
    single = meeting.schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}
    offered: tuple[tuple[str, Scope], ...]
    if single:
        offered = ((_("Cancel {topic}").replace("{topic}", meeting.topic[:40]), Scope.ALL),)
    else:
        offered = (
            (_("Cancel only this one"), Scope.THIS),
            (
                plural("Cancel this and later ones ({count})", "Cancel this and later ones ({count})", later),
                Scope.FOLLOWING,
            ),
            (_("Cancel the whole series"), Scope.ALL),
        )
    wanted = tuple(one for one in offered if scope in {Scope.UNSAID, one[1]})
    buttons = tuple(
        Button(label=label, command=replace(sure, scope=one), style=ButtonStyle.DANGER) for label, one in wanted
    )
    keep = Button(label=_("Keep it"), command=ShowMeeting(target=target))
    return Card(
        title=_("Cancel {topic}?").replace("{topic}", meeting.topic),
        tone=Tone.ASK,
        body=(Facts(rows=_what(dated)), Text(line=_way_back(meeting, single=single), quiet=True)),
        actions=(*buttons, keep),
    )


def _what(dated: DatedClass) -> tuple[tuple[str, Line], ...]:
    """The date, and whoever stands in on it: they are told that it is off."""
    when = (_("When"), class_time(dated))
    return (when, (_("Host"), (who_holds(dated),))) if dated.substitute else (when,)


def _way_back(meeting: Meeting, *, single: bool) -> Line:
    if meeting.kind is MeetingKind.WEBINAR:
        return phrase("A cancelled webinar can't be brought back: Zoom has no way back.")
    if single:
        return phrase("A cancelled class can be brought back for ten minutes.")
    return phrase("The whole series can be brought back for ten minutes; single dates can't: Zoom has no way back.")
