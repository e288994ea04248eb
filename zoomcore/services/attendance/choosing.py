"""Which class that was held is meant, when somebody names a piece of it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from zoomcore.commands.base import Command, Target
from zoomcore.commands.outcome import Choice, NotUnderstood
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.timing import resolve
from zoomcore.errors import NotFound
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views.times import format_day
from zoomcore.wording import _

#: A class may be looked at this long before it begins: its first students are there by then.
_EARLY = timedelta(minutes=30)
_CHOICES = 5


async def held_class(unit: Unit, scene: Scene, command: Command, target: Target) -> DatedClass:
    """The class meant: by our id, number, topic or day; else the one that runs, else the one that was held last.

    NotFound with what to do next; NotUnderstood, with a choice each, where a day had several.
    """
    if target.occurrence is not None:
        return await unit.meetings.get_occurrence(target.occurrence)
    course = scene.the_course()
    found = await unit.meetings.held(
        course.id,
        scene.now + _EARLY,
        number=target.number,
        meeting_id=target.meeting,
        words=target.words,
        between=_day(scene, target),
        limit=_CHOICES if target.day else 1,
    )
    if not found:
        raise _none(target)
    if len(found) > 1:
        raise NotUnderstood(
            _("There were several classes that day."),
            next_step=_("Which one do you mean?"),
            choices=tuple(Choice(label=_label(scene, one), command=_about(command, one)) for one in reversed(found)),
        )
    return found[0]


def _day(scene: Scene, target: Target) -> tuple[datetime, datetime] | None:
    """From midnight to midnight where the asker is."""
    if target.day is None:
        return None
    begin, end = (resolve(one, time(0), scene.zone).instant for one in (target.day, target.day + timedelta(days=1)))
    return begin, end


def _none(target: Target) -> NotFound:
    if target.day is not None:
        return NotFound(
            _("There was no class here on {day}.").replace("{day}", format_day(target.day)),
            next_step=_("`attendance term` shows the classes that were held."),
        )
    return NotFound(
        _("No class was held here yet."),
        next_step=_("Attendance is there from a class's first minute on; `list` shows the coming ones."),
    )


def _label(scene: Scene, dated: DatedClass) -> str:
    start = dated.occurrence.start
    at = f" {start.astimezone(ZoneInfo(scene.zone)):%H:%M}" if start else ""
    return f"{dated.meeting.topic}{at}"


def _about(command: Command, dated: DatedClass) -> Command:
    named = {"target": Target(occurrence=dated.occurrence.id)}
    return replace(command, **named)
