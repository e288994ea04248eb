"""Making a class anew that Zoom has no more: another meeting in its place, with the same host and options."""

from dataclasses import replace
from datetime import datetime, timedelta

from zoomcore.commands.wishes.sync import RecreateMeeting
from zoomcore.domain.backups import terms
from zoomcore.domain.backups.terms import changed_dates, single
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.moving import split
from zoomcore.domain.options import NOTHING_SAID, lay_over, without_hosts
from zoomcore.domain.people import PersonId
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.domain.wallclock import local_day
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import Conflict, NotFound
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.booking import new_ref
from zoomcore.services.meetings.times import require_future
from zoomcore.services.rooms.following import without_planned
from zoomcore.services.scene import Scene
from zoomcore.services.sync.cards import recreate_button
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Reply, Text, Tone
from zoomcore.wording import _, phrase


async def recreate(unit: Unit, scene: Scene, wish: RecreateMeeting) -> Reply:
    """Writes a new meeting in the place of the lost one, with the job that makes it at Zoom.

    Its past stays with the old one. A date that was moved and whose own place in the series is past becomes a class by
    itself: no date of the new series can be moved there. NotFound where nothing was lost; InvalidInput where no date
    is left to hold.
    """
    lost = await _lost(unit, scene, wish)
    if isinstance(lost, Reply):
        return lost
    first, *alone = await _left_of(unit, lost, scene.now)
    starts = plan(first.schedule).starts
    if starts:
        require_future(starts[0], scene)
    meeting = await _in_its_place(unit, scene, first, by=scene.person.id)
    if not await unit.meetings.set_state(lost.id, (MeetingState.GONE,), MeetingState.CANCELLED):
        raise _not_lost(lost)
    for number, date in enumerate(alone):
        # In its host's name: the series it belonged to was theirs.
        one = await _in_its_place(unit, scene, date, by=lost.host_id)
        await come_along(unit, lost.id, one.id)
        card = f"{scene.card}-single-{number}"
        await unit.jobs.enqueue(
            CreateMeeting(meeting=one.id, answer=scene.answer.to_data(), card=card, date_of=lost.id)
        )
    await unit.audit.write(scene.person.id, "recreate", f"meeting:{lost.id}", {"zoom_id": lost.zoom_id})
    await unit.jobs.enqueue(
        CreateMeeting(meeting=meeting.id, answer=scene.answer.to_data(), card=scene.card, instead_of=lost.id)
    )
    return Reply(view=cards.working(meeting.topic, first.schedule), replaces=True)


async def _in_its_place(unit: Unit, scene: Scene, lost: Meeting, *, by: PersonId) -> Meeting:
    """With its host, options, rule and what Zoom kept of it; who stands in on a date is no host of it for good."""
    passing = await unit.hosting.passing(lost.course_id)
    meeting = await unit.meetings.add(
        ref=new_ref(),
        kind=lost.kind,
        course_id=lost.course_id,
        host_id=lost.host_id,
        created_by=by,
        topic=lost.topic,
        schedule=lost.schedule,
        options=without_hosts(lost.options, passing.get(lost.id, ())),
        section=lost.section,
    )
    await carry_over(unit, lost, meeting.id, by=scene.person.id)
    return meeting


async def carry_over(unit: Unit, lost: Meeting, new: int, *, by: PersonId) -> None:
    """To the class in its place: a rule of its own, and what Zoom had of it beside our options."""
    if lost.id in await unit.sheets.own_rules(lost.course_id):
        rule = await unit.sheets.rule_of(lost.course_id, lost.id)
        await unit.sheets.set_rule(lost.course_id, rule, by=by, meeting_id=new)
    known = await unit.sync.find(lost.id)
    if known is not None:
        await unit.sync.keep_options(new, await without_planned(unit, lost.id, known.options))


async def come_along(unit: Unit, lost: int, new: int) -> None:
    """With a date that becomes a class by itself: rooms as they are planned, and who speaks in it."""
    await unit.rooms.copy(lost, new)
    await unit.panelists.copy(lost, new)


async def _lost(unit: Unit, scene: Scene, wish: RecreateMeeting) -> Meeting | Reply:
    """The one that is meant, or the card that asks which."""
    target = wish.target
    if target.meeting is not None:
        named: Meeting | None = await unit.meetings.get(target.meeting)
    else:
        named = await unit.meetings.find_by_number(target.number) if target.number is not None else None
    if named is not None:
        if named.state is not MeetingState.GONE:
            raise _not_lost(named)
        return named
    course = scene.the_course()
    lost = [one for one in await unit.sync.gone(course.id) if target.words.lower() in one.topic.lower()]
    if not lost:
        raise NotFound(
            _("No class of {code} is lost at Zoom.").replace("{code}", course.code),
            next_step=_("`list` shows what is coming; `new` schedules another one."),
        )
    return lost[0] if len(lost) == 1 else Reply(view=_ask(lost))


def _ask(lost: list[Meeting]) -> Card:
    return Card(
        title=_("Which class shall I make anew?"),
        tone=Tone.ASK,
        body=(Text(line=phrase("Zoom has these no more.")),),
        actions=tuple(recreate_button(one) for one in lost[:8]),
    )


def _not_lost(meeting: Meeting) -> Conflict:
    return Conflict(
        _("{topic} isn't lost at Zoom.").replace("{topic}", meeting.topic),
        next_step=_("`list` shows what is coming."),
    )


async def _left_of(unit: Unit, lost: Meeting, now: datetime) -> list[Meeting]:
    """The lost class with what is left of its series; then as each stray date, with what was set on that one alone.

    Where nothing is left of the series, only these.
    """
    dates = await unit.meetings.occurrences(lost.id)
    own = {one.start: one.options for one in dates}
    alone = [
        replace(
            lost,
            schedule=single(lost.schedule, start, minutes),
            options=lay_over(lost.options, own.get(start, NOTHING_SAID)),
        )
        for start, minutes in changed_dates(lost.schedule, dates, now).strays
    ]
    if alone and terms.remaining(lost.schedule, now) is None:
        return alone
    return [replace(lost, schedule=await remaining(unit, lost, now)), *alone]


async def remaining(unit: Unit, lost: Meeting, now: datetime) -> Schedule:
    """From today on, without the dates that were off; what was moved is moved again once it is made.

    A date of today that has begun already is not held again.
    """
    schedule = lost.schedule
    if schedule.repeat not in {Repeat.ANYTIME, Repeat.NONE}:
        changed = changed_dates(schedule, await unit.meetings.occurrences(lost.id), now)
        off = {local_day(start, schedule.zone) for start in changed.off}
        today = local_day(now, schedule.zone)
        begun = any(start <= now and local_day(start, schedule.zone) == today for start in plan(schedule).starts)
        schedule = split(schedule, today + timedelta(days=1) if begun else today)[1]
        schedule = replace(schedule, skip=tuple(sorted({*schedule.skip, *off})))
    return schedule
