"""What is said when Zoom has confirmed a change, and what takes it back."""

from dataclasses import replace
from datetime import date, datetime

from zoomcore.commands.base import Command, Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import MoveMeeting, RecoverMeeting, ShowMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import OccurrenceState, Scope
from zoomcore.domain.records import ChangeKind
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.domain.wallclock import local_day, local_now
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.moving import dates_from_data
from zoomcore.services.phrases import span_of
from zoomcore.services.sync.settling import let_go_line
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Span, Text, Tone
from zoomcore.views.ways import classes_button
from zoomcore.wording import _, phrase, plural
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.removing import Removal

#: Cancelled dates that a card names; of more it says how many.
_NAMED = 5


def packed_inverse(story: Story) -> str:
    command = inverse_of(story)
    return pack(command) if command else ""


def inverse_of(story: Story) -> Command | None:
    """What takes it back; None where Zoom has no way: a single date that was cancelled, or several that were moved."""
    meeting, change = story.meeting, story.change
    if change.kind is ChangeKind.CANCEL:
        ours = meeting.kind is MeetingKind.MEETING and story.removal is Removal.OUT
        whole = change.scope == Scope.ALL and ours
        return RecoverMeeting(meeting=meeting.id) if whole else None
    if change.kind is ChangeKind.RECOVER or change.scope == Scope.FOLLOWING:
        return None
    if change.scope == Scope.ALL:
        before = schedule_from_data(change.before["schedule"])
        back = MoveMeeting(
            target=Target(meeting=meeting.id),
            at=before.at,
            zone=before.zone,
            duration_minutes=before.duration_minutes,
            topic=change.before["topic"],
            scope=Scope.ALL,
        )
        if change.after.get("rule"):
            return _rule_back(back, before, change.before["day"])
        old_day, new_day = change.before["day"], change.after["day"]
        return back if old_day == new_day else replace(back, day=date.fromisoformat(old_day))
    start, minutes = dates_from_data(change.before)[0]
    local = local_now(start, meeting.schedule.zone)
    return MoveMeeting(
        target=Target(meeting=meeting.id, occurrence=story.dates[0].id),
        day=local.date(),
        at=local.time(),
        zone=meeting.schedule.zone,
        duration_minutes=minutes,
        scope=Scope.THIS,
    )


def _rule_back(back: MoveMeeting, before: Schedule, day: str | None) -> MoveMeeting:
    """The old rule with its last date: what has been held meanwhile counts no more."""
    last = plan(before).last
    return replace(
        back,
        day=date.fromisoformat(day) if day else None,
        repeat=before.repeat,
        interval=before.interval,
        weekdays=before.weekdays,
        monthly_week=before.monthly_week,
        until=local_day(last, before.zone) if last else None,
        confirmed=True,
    )


async def done_card(unit: Unit, story: Story, entry: int, now: datetime, notes: tuple[Text, ...]) -> Card:
    """`notes`: what else is to be said."""
    meeting = await unit.meetings.get(story.meeting.id)
    course = await unit.courses.get(meeting.course_id)
    dates = await unit.meetings.occurrences(meeting.id)
    scheduled = [one for one in dates if one.state is OccurrenceState.SCHEDULED]
    live = [one for one in scheduled if one.start is None or one.start > now]
    rows = cards.schedule_facts(meeting.schedule, [one.start for one in live if one.start])
    changed = _changed_rows(story)
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if inverse_of(story) else ()
    details = Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id)))
    return Card(
        title=_title(story, meeting.topic),
        tone=Tone.GOOD,
        body=(*notes, Facts(rows=changed or rows))
        if story.change.kind is not ChangeKind.CANCEL
        else (*_left(story, len(live)), *notes),
        actions=(*undo, details if live else classes_button(course.code)),
        footnote=cards.footnote(meeting),
    )


def _title(story: Story, topic: str) -> str:
    match story.change.kind:
        case ChangeKind.MOVE:
            return _("Moved: {topic}").replace("{topic}", topic)
        case ChangeKind.CANCEL:
            return _("Cancelled: {topic}").replace("{topic}", topic)
        case ChangeKind.RECOVER:
            return _("Back again: {topic}").replace("{topic}", topic)
        case ChangeKind.OPTIONS:
            return _("Changed: {topic}").replace("{topic}", topic)


def _changed_rows(story: Story) -> tuple[tuple[str, Line], ...]:
    """Before and after of single dates."""
    change, zone = story.change, story.meeting.schedule.zone
    if change.kind is not ChangeKind.MOVE or change.scope == Scope.ALL:
        return ()
    before, after = dates_from_data(change.before)[0], dates_from_data(change.after)[0]
    count = len(story.dates)
    more = ((_("Dates"), (plural("{count} date", "{count} dates", count),)),) if count > 1 else ()
    return (
        (_("Was"), (span_of(before[0], zone, before[1]),)),
        (_("Is now"), (span_of(after[0], zone, after[1]),)),
        *more,
    )


def _left(story: Story, left: int) -> tuple[Text | Facts, ...]:
    if story.removal is Removal.LET_GO:
        return (Text(line=let_go_line(story.meeting)),)
    if story.change.scope == Scope.ALL and story.meeting.kind is MeetingKind.WEBINAR:
        return (Text(line=phrase("The whole webinar is off. Zoom brings no webinar back.")),)
    if story.change.scope == Scope.ALL:
        return (Text(line=phrase("The whole class is off. For ten minutes you can bring it back.")),)
    zone = story.meeting.schedule.zone
    named: list[Span] = []
    for one in story.dates[:_NAMED]:
        if one.start is not None:
            named += [", "] if named else []
            named.append(span_of(one.start, zone, one.duration_minutes))
    if len(story.dates) > _NAMED:
        named.append(plural(" and {count} more", " and {count} more", len(story.dates) - _NAMED))
    remain = plural("{count} date is left.", "{count} dates are left.", left)
    return (Facts(rows=((_("Cancelled dates"), tuple(named)),)), Text(line=(remain,)))
