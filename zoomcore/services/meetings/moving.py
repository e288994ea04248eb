"""Moving a class: one date, this and later ones, or the whole series."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import MoveMeeting, OpenMoveForm, ShowMeeting
from zoomcore.domain.meetings import DatedClass, Occurrence, OccurrenceState, Scope
from zoomcore.domain.moving import Change, NewRule, change_rule, move_all, move_one, split
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
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural

#: Dates that a card names; the others it counts.
_NAMED = 5


async def open_form(unit: Unit, scene: Scene, wish: OpenMoveForm) -> Reply:
    dated = await find_class(unit, scene, wish.target)
    return Reply(view=move_form(dated, scene))


async def move(unit: Unit, scene: Scene, wish: MoveMeeting) -> Reply:
    """Write the change with its job; asks for the scope of a repeat, opens the form where no new time is said."""
    dated = await find_class(unit, scene, wish.target)
    require_settled(dated.meeting)
    rule = _rule_in(wish)
    if not (wish.day or wish.at or wish.duration_minutes or wish.topic or rule):
        return Reply(view=move_form(dated, scene))
    scope = scope_of(dated, wish.target, wish.scope)
    if rule is not None:
        return await _move_all(unit, scene, dated, replace(wish, scope=await _whole(unit, dated, scene, scope)))
    if wish.topic and scope in {Scope.THIS, Scope.FOLLOWING}:
        raise _one_topic()
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


def _rule_in(wish: MoveMeeting) -> NewRule | None:
    if wish.repeat is Repeat.NONE and wish.until is None and wish.count is None:
        return None
    return NewRule(
        repeat=wish.repeat,
        interval=wish.interval,
        weekdays=wish.weekdays,
        monthly_week=wish.monthly_week,
        until=wish.until,
        count=wish.count,
    )


async def _whole(unit: Unit, dated: DatedClass, scene: Scene, scope: Scope) -> Scope:
    """A rule is the whole series' at Zoom; from its next date on is the same. InvalidInput for a part of it."""
    if scope is Scope.FOLLOWING:
        later = await concerned(unit, dated, scope)
        every = await unit.meetings.occurrences(dated.meeting.id)
        live = (one for one in every if one.state is OccurrenceState.SCHEDULED)
        coming = {one.id for one in live if one.start and one.start > scene.now}
        scope = Scope.ALL if coming <= {one.id for one in later} else scope
    if scope in {Scope.UNSAID, Scope.ALL}:
        return Scope.ALL
    raise InvalidInput(
        _("Zoom keeps one rhythm for a whole series: it can't change for a part of its dates."),
        next_step=_("Say `all`; or cancel this and later ones, and schedule a new class from there."),
        field="scope",
    )


def _one_topic() -> InvalidInput:
    """Of what a move can say (zoom-api 5.5); options say theirs themselves."""
    return InvalidInput(
        _("Zoom keeps one topic for a whole series. On a single date it changes the time, the length and the agenda."),
        next_step=_("Say `all` to rename every date."),
        field="topic",
    )


async def _moved_alone(unit: Unit, dated: DatedClass, scene: Scene) -> list[Occurrence]:
    """Coming dates that were moved by themselves: they are not where the rule has them."""
    ruled = set(plan(dated.meeting.schedule).starts)
    every = await unit.meetings.occurrences(dated.meeting.id)
    return [
        one
        for one in every
        if one.state is OccurrenceState.SCHEDULED and one.start and one.start > scene.now and one.start not in ruled
    ]


def _ask_rebuild(dated: DatedClass, wish: MoveMeeting, alone: Sequence[Occurrence]) -> Card:
    """Zoom lays a changed series out anew (zoom-api 5.4), which is said before."""
    zone = dated.meeting.schedule.zone
    target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
    rows = tuple((_("Moved"), (span_of(one.start, zone, one.duration_minutes),)) for one in alone[:_NAMED] if one.start)
    said = plural(
        "{count} date was moved by itself. Zoom lays the series out anew, so it goes back to the rule.",
        "{count} dates were moved by themselves. Zoom lays the series out anew, so they go back to the rule.",
        len(alone),
    )
    return Card(
        title=_("Change the whole series of {topic}?").replace("{topic}", dated.meeting.topic),
        tone=Tone.ASK,
        body=(Text(line=(said,)), Facts(rows=rows)),
        actions=(
            Button(label=_("Change it"), command=replace(wish, target=target, confirmed=True)),
            Button(label=_("Keep it"), command=ShowMeeting(target=target)),
        ),
    )


def _wanted(dated: DatedClass, wish: MoveMeeting, now: datetime) -> Schedule:
    """A new topic alone leaves the dates to themselves."""
    schedule, rule = dated.meeting.schedule, _rule_in(wish)
    if not (wish.day or wish.at or wish.duration_minutes or rule):
        return schedule
    day = _ruled_day(dated, now)
    left = _remaining(schedule, day)
    if rule:
        return change_rule(left, _new_time(wish), rule)
    return move_all(left, day or local_day(now, schedule.zone), _new_time(wish))


async def _move_all(unit: Unit, scene: Scene, dated: DatedClass, wish: MoveMeeting) -> Reply:
    meeting = dated.meeting
    day = _ruled_day(dated, scene.now)
    wanted = _wanted(dated, wish, scene.now)
    starts = plan(wanted).starts
    if wanted != meeting.schedule:
        if starts:
            require_future(starts[0], scene)
        alone = () if wish.confirmed else await _moved_alone(unit, dated, scene)
        if alone:
            return Reply(view=_ask_rebuild(dated, replace(wish, scope=Scope.ALL), alone))
    topic = wish.topic or meeting.topic
    old, new = day, wish.day or day
    change = WantedChange(
        kind=ChangeKind.MOVE,
        scope=Scope.ALL,
        before={"schedule": schedule_to_data(meeting.schedule), "topic": meeting.topic, "day": old and old.isoformat()},
        after={
            "schedule": schedule_to_data(wanted),
            "topic": topic,
            "day": new and new.isoformat(),
            "rule": _rule_in(wish) is not None,
        },
    )
    await begin(unit, scene, meeting, change)
    return _working(topic, cards.schedule_facts(wanted, starts))


def _day_of(dated: DatedClass) -> date | None:
    start = dated.occurrence.start
    return local_day(start, dated.meeting.schedule.zone) if start else None


def _ruled_day(dated: DatedClass, now: datetime) -> date | None:
    """The day of the rule from which a series changes: of a date moved by itself, the next that the rule has."""
    day, dates = _day_of(dated), plan(dated.meeting.schedule)
    if day is None or day in dates.days:
        return day
    coming = (ruled for ruled, start in zip(dates.days, dates.starts, strict=True) if start > now)
    return next(coming, day)


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
    return Reply(view=underway(_("Moving {topic} …").replace("{topic}", topic), facts), replaces=True)
