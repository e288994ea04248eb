"""From our schedule to Zoom's words and back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from zoomcore.domain.dates import ZoomDate
from zoomcore.domain.dialling import DialIn
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import MOST_OCCURRENCES, Repeat, Schedule
from zoomcore.domain.syncing import AGENDA
from zoomcore.domain.tracking import TRACKING, tracked_in
from zoomcore.domain.wallclock import local_day
from zoomcore.workflows.options import settings_from
from zoomcore.zoom.drafts import MeetingDraft
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.recurrence import (
    Daily,
    End,
    EndAfter,
    EndBy,
    MonthlyByDay,
    MonthlyByWeekday,
    Recurrence,
    Weekday,
    Weekly,
)
from zoomcore.zoom.settings import read_settings


def draft_of(meeting: Meeting, options: Mapping[str, Any] | None = None) -> MeetingDraft:
    """The meeting as Zoom is asked for it; our reference leads the agenda, so that a lost answer can be looked for.

    `options` are settings as Zoom writes them, of a meeting that this one stands for, and its tracking fields; what
    its agenda said is an option, or was nobody's wish here.
    """
    schedule = meeting.schedule
    known = dict(options or {})
    tracking = tracked_in(known)
    for beside in (TRACKING, AGENDA):
        known.pop(beside, None)
    starts = plan(schedule).starts
    return MeetingDraft(
        kind=meeting.kind,
        topic=meeting.topic,
        reference=meeting.ref,
        start=first_start(schedule, starts),
        zone=schedule.zone,
        duration_minutes=schedule.duration_minutes,
        recurrence=recurrence_of(schedule),
        agenda=meeting.options.agenda or "",
        settings=settings_from(meeting.options, read_settings(known)),
        tracking_fields=tracking,
    )


def first_start(schedule: Schedule, starts: Sequence[datetime]) -> datetime | None:
    return starts[0] if starts and schedule.repeat is not Repeat.ANYTIME else None


def dates_of(schedule: Schedule, made: ZoomMeeting) -> tuple[ZoomDate, ...]:
    """What Zoom made, date by date; a one-off or "no fixed time" is one date without an occurrence id."""
    if made.occurrences:
        return tuple(
            ZoomDate(
                occurrence_id=one.id, start=one.start_time, minutes=one.duration_minutes or schedule.duration_minutes
            )
            for one in made.occurrences
            if one.status != "deleted"
        )
    minutes = made.duration_minutes or schedule.duration_minutes
    return (ZoomDate(occurrence_id="", start=made.start_time, minutes=minutes),)


def recurrence_of(schedule: Schedule) -> Recurrence | None:
    """The whole recurrence object: Zoom replaces it as one (zoom-api 5.4)."""
    end = _end(schedule)
    match schedule.repeat:
        case Repeat.NONE | Repeat.ANYTIME:
            return None
        case Repeat.DAILY:
            return Daily(interval=schedule.interval, end=end)
        case Repeat.WEEKLY:
            return Weekly(days=tuple(Weekday(day) for day in schedule.weekdays), interval=schedule.interval, end=end)
        case Repeat.MONTHLY if schedule.monthly_week:
            weekday = Weekday(schedule.weekdays[0])
            return MonthlyByWeekday(week=schedule.monthly_week, weekday=weekday, interval=schedule.interval, end=end)
        case Repeat.MONTHLY:
            day = schedule.day.day if schedule.day else 1
            return MonthlyByDay(day=day, interval=schedule.interval, end=end)


def _end(schedule: Schedule) -> End:
    """By date where one is given; skipped days count at Zoom, so a count with skips is sent as its last date."""
    last = plan(schedule).last
    until = schedule.until
    if until is None and schedule.skip and last is not None:
        until = local_day(last, schedule.zone)
    if until is None:
        return EndAfter(schedule.count or MOST_OCCURRENCES)
    local = datetime.combine(until, time(23, 59, 59), tzinfo=ZoneInfo(schedule.zone))
    return EndBy(local.astimezone(UTC))


def numbers_of(made: ZoomMeeting) -> tuple[DialIn, ...]:
    """All that Zoom tells of calling in, by structure: its invitation words it in any language.

    None for a class that is heard over computers alone: its numbers lead nowhere.
    """
    told = made.settings.extra.get("global_dial_in_numbers") or ()
    if made.settings.audio == "voip":
        return ()
    return tuple(
        DialIn(
            number=str(one["number"]),
            country=str(one.get("country") or ""),
            place=str(one.get("country_name") or ""),
            city=str(one.get("city") or ""),
            free=one.get("type") == "tollfree",
        )
        for one in told
        if one.get("number")
    )


def dial_in(made: ZoomMeeting) -> tuple[str, ...]:
    """How to take part by telephone: Zoom's first two numbers, each with the meeting's own."""
    return tuple(f"{one.number} ({one.place}), {made.id}#" for one in numbers_of(made)[:2])
