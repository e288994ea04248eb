"""Moving a class: one date, this and later ones, or the whole series."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.catalogue import MoveMeeting, OpenMoveForm
from zoomcore.domain.meetings import DatedClass, Occurrence, OccurrenceState, Scope
from zoomcore.domain.moving import Change, move_all, move_one, split
from zoomcore.domain.records import ChangeKind
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.domain.wallclock import local_day, local_now
from zoomcore.errors import InvalidInput
from zoomcore.services.finding import find_class
from zoomcore.services.forms.move import move_form
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.changing import WantedChange, begin, require_settled
from zoomcore.services.meetings.times import require_future
from zoomcore.services.phrases import span_of
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural


async def open_form(unit: Unit, scene: Scene, wish: OpenMoveForm) -> Reply:
    dated = await find_class(unit, scene, wish.target)
    return Reply(view=move_form(dated, scene))


async def move(unit: Unit, scene: Scene, wish: MoveMeeting) -> Reply:
    """Write the change with its job; asks for the scope of a repeat, opens the form where no new time is said."""
    dated = await find_class(unit, scene, wish.target)
    require_settled(dated.meeting)
    if not (wish.day or wish.at or wish.duration_minutes or wish.topic):
        return Reply(view=move_form(dated, scene))
    scope = scope_of(dated, wish.target, wish.scope)
    if scope is Scope.UNSAID:
        return Reply(view=_ask_scope(dated, wish))
    if scope is Scope.ALL:
        return await _move_all(unit, scene, dated, wish)
    return await _move_dates(unit, scene, dated, replace(wish, scope=scope))


def scope_of(dated: DatedClass, target: Target, said: Scope) -> Scope:
    """One-off: the whole meeting. A repeat: what was said; "next" means that one date."""
    if dated.meeting.schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}:
        return Scope.ALL
    if said is Scope.UNSAID and target.which == "next":
        return Scope.THIS
    return said


def _ask_scope(dated: DatedClass, wish: MoveMeeting) -> Card:
    occurrence = dated.occurrence
    pinned = replace(wish, target=Target(meeting=dated.meeting.id, occurrence=occurrence.id))
    choices = (
        (_("Only this one"), Scope.THIS),
        (_("This and later ones"), Scope.FOLLOWING),
        (_("All of them"), Scope.ALL),
    )
    when: Line = ()
    if occurrence.start:
        when = phrase(
            "This one is on {when}.", when=span_of(occurrence.start, dated.course_zone, occurrence.duration_minutes)
        )
    return Card(
        title=_("Move which dates of {topic}?").replace("{topic}", dated.meeting.topic),
        tone=Tone.ASK,
        body=(Text(line=when),) if when else (),
        actions=tuple(Button(label=label, command=replace(pinned, scope=scope)) for label, scope in choices),
    )


async def _move_all(unit: Unit, scene: Scene, dated: DatedClass, wish: MoveMeeting) -> Reply:
    meeting = dated.meeting
    day = _day_of(dated)
    wanted = move_all(_remaining(meeting.schedule, day), day or scene.now.date(), _new_time(wish))
    starts = plan(wanted).starts
    if starts:
        require_future(starts[0], scene)
    topic = wish.topic or meeting.topic
    old, new = day, wish.day or day
    change = WantedChange(
        kind=ChangeKind.MOVE,
        scope=Scope.ALL,
        before={"schedule": schedule_to_data(meeting.schedule), "topic": meeting.topic, "day": old and old.isoformat()},
        after={"schedule": schedule_to_data(wanted), "topic": topic, "day": new and new.isoformat()},
    )
    await begin(unit, scene, meeting, change)
    return _working(topic, cards.schedule_facts(wanted, starts))


def _day_of(dated: DatedClass) -> date | None:
    start = dated.occurrence.start
    return local_day(start, dated.meeting.schedule.zone) if start else None


def _new_time(wish: MoveMeeting) -> Change:
    return Change(day=wish.day, at=wish.at, zone=wish.zone, duration_minutes=wish.duration_minutes)


def _remaining(schedule: Schedule, day: date | None) -> Schedule:
    """The part of a series from that day on: Zoom leaves a start in the past as it is (zoom-api 5.3)."""
    if day is None or schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}:
        return schedule
    return split(schedule, day)[1]


async def _move_dates(unit: Unit, scene: Scene, dated: DatedClass, wish: MoveMeeting) -> Reply:
    dates = await concerned(unit, dated, wish.scope)
    zone = dated.meeting.schedule.zone
    schedule = dated.meeting.schedule
    moved = [_moved(one, wish, schedule, first=index == 0) for index, one in enumerate(dates)]
    require_future(moved[0][0], scene)
    change = WantedChange(
        kind=ChangeKind.MOVE,
        scope=wish.scope,
        before=dates_to_data([(one.start, one.duration_minutes) for one in dates if one.start]),
        after=dates_to_data(moved),
        occurrence_ids=tuple(one.id for one in dates),
    )
    await begin(unit, scene, dated.meeting, change)
    when = span_of(moved[0][0], zone, moved[0][1])
    dates_text = plural("{count} date", "{count} dates", len(moved))
    return _working(dated.meeting.topic, ((_("When"), (when,)), (_("Changes"), (dates_text,))))


async def concerned(unit: Unit, dated: DatedClass, scope: Scope) -> Sequence[Occurrence]:
    """The dates a scope means, from this one on, in order of time."""
    if scope is Scope.THIS:
        return (dated.occurrence,)
    every = await unit.meetings.occurrences(dated.meeting.id)
    first = dated.occurrence.start
    return [
        one
        for one in every
        if one.state is OccurrenceState.SCHEDULED and one.start is not None and (first is None or one.start >= first)
    ]


def _moved(one: Occurrence, wish: MoveMeeting, schedule: Schedule, *, first: bool) -> tuple[datetime, int]:
    """The new start and length. Only the first date may change its day; later ones keep theirs and take the time."""
    if one.start is None:
        raise InvalidInput(_("That class has no fixed time to move."), next_step=_("Cancel it and schedule it anew."))
    local = local_now(one.start, schedule.zone)
    wanted = Change(day=wish.day if first else None, at=wish.at or local.time(), zone=wish.zone)
    return move_one(schedule, local.date(), wanted).instant, wish.duration_minutes or one.duration_minutes


def dates_to_data(dates: Sequence[tuple[datetime, int]]) -> Mapping[str, Any]:
    """Starts and minutes as `before` and `after` of a change hold them."""
    return {"dates": [[start.isoformat(), minutes] for start, minutes in dates]}


def dates_from_data(data: Mapping[str, Any]) -> list[tuple[datetime, int]]:
    return [(datetime.fromisoformat(start), minutes) for start, minutes in data["dates"]]


def _working(topic: str, facts: tuple[tuple[str, Line], ...]) -> Reply:
    card = Card(
        title=_("Moving {topic} …").replace("{topic}", topic),
        tone=Tone.WORKING,
        body=(Facts(rows=facts), Text(line=phrase("Zoom is being asked."), quiet=True)),
    )
    return Reply(view=card, replaces=True)
