"""Which class is meant, when somebody names a piece of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zoomcore.commands.base import Command, Target
from zoomcore.commands.outcome import Choice, NotUnderstood
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.naming import pieces
from zoomcore.domain.timing import resolve
from zoomcore.errors import NotFound, UserError
from zoomcore.services.scene import Scene
from zoomcore.storage.listing import MOST_MEANT, Span
from zoomcore.storage.store import Unit
from zoomcore.views.times import format_day
from zoomcore.wording import _

_LONGEST_ECHO = 60


class SeveralClasses(UserError):
    """Which class is meant has to be asked; whoever knows the command does so (`asking_which`).

    `labels` tell those found apart, for the asker.
    """

    def __init__(self, found: tuple[DatedClass, ...], labels: Sequence[str], message: str, *, next_step: str) -> None:
        super().__init__(message, next_step=next_step)
        self.found = found
        self.labels = labels


async def find_class(unit: Unit, scene: Scene, target: Target) -> DatedClass:
    """The one class a target means: by our id, by number, by a word of its topic, by its day, else the live or next.

    NotFound with what to do next; SeveralClasses where two begin together, or one day has two, or only another of the
    asker's courses has one of that name. One statement, one more where there is none. The asker's right to see it was
    checked when the scene was situated.
    """
    found = await _look(unit, scene, target)
    if not found:
        raise await _elsewhere(unit, scene, target) or _none(target)
    if len(found) > 1:
        raise _several(found[:MOST_MEANT], scene.zone)
    return found[0]


def _several(found: tuple[DatedClass, ...], zone: str) -> SeveralClasses:
    which = _("Which one do you mean?")
    if len(found) == MOST_MEANT:
        which = _("Which one do you mean? If it is none of these, name it more closely, or its number.")
    return SeveralClasses(found, _labels(found, zone), _("Several classes fit that."), next_step=which)


async def _elsewhere(unit: Unit, scene: Scene, target: Target) -> SeveralClasses | None:
    """Whoever is in several courses forgets in which channel they write: what is called so in their others."""
    if scene.course is None or not target.words:
        return None
    anywhere = replace(scene, course=None)
    if target.day is not None:
        found = await _on(unit, anywhere, target, target.day)
    else:
        mine = scene.person.id
        found = await unit.meetings.meant(scene.now, target.words, person_id=mine, seen_by=anywhere.seer)
    if not found:
        return None
    no_such = _("There is no class called “{words}” in {code}.")
    return SeveralClasses(
        found[:MOST_MEANT],
        _labels(found[:MOST_MEANT], scene.zone, by_course=True),
        no_such.replace("{words}", target.words[:_LONGEST_ECHO]).replace("{code}", scene.course.code),
        next_step=_("Another of your courses has one. Is that what you mean?"),
    )


@contextmanager
def asking_which(command: Command) -> Iterator[None]:
    """Where several classes fit, asks which: each a button that says the same command of that class alone."""
    try:
        yield
    except SeveralClasses as several:
        raise NotUnderstood(
            several.message,
            next_step=several.next_step,
            choices=tuple(
                Choice(label=label, command=_about(command, dated))
                for dated, label in zip(several.found, several.labels, strict=True)
            ),
        ) from several


def _about(command: Command, dated: DatedClass) -> Command:
    """The occurrence, not the meeting: of two classes at no fixed time or on one day it is the date that was meant."""
    named = {"target": Target(occurrence=dated.occurrence.id)}
    return replace(command, **named)


def _labels(found: tuple[DatedClass, ...], zone: str, *, by_course: bool = False) -> list[str]:
    """The topic, and of what tells the classes apart the first that does: time, course, section, host, number."""
    course = [f"{dated.meeting.topic} · {dated.course_code}" for dated in found]
    ways = (
        course if by_course else [dated.meeting.topic for dated in found],
        [f"{dated.meeting.topic} {_clock(dated, zone)}".rstrip() for dated in found],
        course,
        [f"{dated.meeting.topic} · {dated.meeting.section}".rstrip(" ·") for dated in found],
        [f"{dated.meeting.topic} · {dated.host_name}" for dated in found],
    )
    told_apart = (labels for labels in ways if max(Counter(labels).values()) == 1)
    return next(told_apart, [f"{dated.meeting.topic} · {dated.meeting.zoom_id}" for dated in found])


def _clock(dated: DatedClass, zone: str) -> str:
    start = dated.occurrence.start
    return f"{start.astimezone(ZoneInfo(zone)):%H:%M}" if start else ""


def _none(target: Target) -> NotFound:
    if target.day is not None and target.words:
        return NotFound(
            _("There is no class called “{words}” to come on {day}.")
            .replace("{words}", target.words[:_LONGEST_ECHO])
            .replace("{day}", format_day(target.day)),
            next_step=_("`list` shows the coming ones."),
        )
    if target.day is not None:
        return NotFound(
            _("There is no class to come on {day}.").replace("{day}", format_day(target.day)),
            next_step=_("`list` shows the coming ones."),
        )
    if target.words:
        return NotFound(
            _("There is no class called “{words}” coming up here.").replace("{words}", target.words[:_LONGEST_ECHO]),
            next_step=_("`list` shows the next seven days, with their names."),
        )
    return NotFound(
        _("There is no class coming up here."), next_step=_("`list` shows the next seven days; `new` schedules one.")
    )


async def _look(unit: Unit, scene: Scene, target: Target) -> tuple[DatedClass, ...]:
    if target.occurrence is not None:
        return (await unit.meetings.get_occurrence(target.occurrence),)
    if target.day is not None:
        return await _on(unit, scene, target, target.day)
    if target.meeting is not None:
        return _one(await unit.meetings.next_of(target.meeting, scene.now))
    if target.number is not None:
        meeting = await unit.meetings.find_by_number(target.number)
        return _one(await unit.meetings.next_of(meeting.id, scene.now) if meeting else None)
    if scene.course is not None:
        courses = (scene.course.id,)
        return await unit.meetings.meant(scene.now, target.words, course_ids=courses, seen_by=scene.seer)
    if target.words:
        return await unit.meetings.meant(scene.now, target.words, seen_by=scene.seer)
    return await unit.meetings.meant(scene.now, person_id=scene.person.id, seen_by=scene.seer)


async def _on(unit: Unit, scene: Scene, target: Target, day: date) -> tuple[DatedClass, ...]:
    """Of one day where the asker is, what has not ended."""
    begins, ends = (resolve(one, time(0), scene.zone).instant for one in (day, day + timedelta(days=1)))
    since = max(begins, scene.now)
    if scene.course is not None:
        whose = Span(course_ids=(scene.course.id,), seen_by=scene.seer, since=since, until=ends)
    else:
        whose = Span(person_id=scene.person.id, seen_by=scene.seer, since=since, until=ends)
    # What began the evening before may still be on.
    return tuple(one for one in await unit.meetings.coming(**whose) if _fits(one, target, begins))


def _fits(dated: DatedClass, target: Target, begins: datetime) -> bool:
    start = dated.occurrence.start
    if start is None or start < begins or (target.number is not None and dated.meeting.zoom_id != target.number):
        return False
    if target.meeting is not None and dated.meeting.id != target.meeting:
        return False
    return all(word in dated.meeting.topic.lower() for word in pieces(target.words))


def _one(dated: DatedClass | None) -> tuple[DatedClass, ...]:
    return (dated,) if dated else ()
