"""The cards about one class."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import OpenHostForm, OpenStandInForm
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import AnnounceMeeting, CancelMeeting, JoinMeeting, OpenMoveForm, ShowMeeting
from zoomcore.commands.wishes.options import OpenOptionsForm
from zoomcore.commands.wishes.registration import ShowRegistrants
from zoomcore.domain.courses import Course
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting, MeetingState, Occurrence, OccurrenceState
from zoomcore.domain.options import BUILT_IN, Options, RecordingMode, otherwise, said
from zoomcore.domain.recurrence import plan
from zoomcore.domain.registration import Progress
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.services.meetings.options import option_rows, option_words
from zoomcore.services.phrases import class_time, recording_words, repeat_line, skipped_line, spaced, span_of
from zoomcore.services.underway import underway
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Code,
    Facts,
    Line,
    OpenUrl,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import classes_button
from zoomcore.wording import _, phrase, plural

#: Dates that differ from their class which a card names; the others it counts.
_NAMED = 3


def schedule_facts(schedule: Schedule, starts: Sequence[datetime]) -> tuple[tuple[str, Line], ...]:
    """When and how often, as rows of facts; `starts` as Zoom confirmed them, or as planned."""
    rows: list[tuple[str, Line]] = []
    if starts:
        rows.append((_("When"), (span_of(starts[0], schedule.zone, schedule.duration_minutes),)))
    if schedule.repeat is not Repeat.NONE:
        rows.append((_("Repeats"), repeat_line(schedule, starts)))
    if schedule.skip:
        rows.append((_("Left out"), skipped_line(schedule.skip)))
    return tuple(rows)


def working(topic: str, schedule: Schedule) -> Card:
    """Said at once, replaced when Zoom has answered."""
    facts = schedule_facts(schedule, plan(schedule).starts)
    return underway(_("Scheduling {topic} …").replace("{topic}", topic), facts)


def created(
    meeting: Meeting,
    course: Course,
    host_name: str,
    starts: Sequence[datetime],
    *,
    actions: tuple[Action, ...] = (),
) -> Card:
    """Private to the author, once Zoom confirmed. `starts` are the dates Zoom made."""
    facts = (
        *schedule_facts(meeting.schedule, starts),
        *kind_fact(meeting.kind),
        (_("Course"), (f"{course.code} {course.title}",)),
        *section_facts(meeting.section),
        (_("Host"), (host_name,)),
        (_("Recording"), (recording_words(meeting.options.recording or RecordingMode.HOST),)),
        *option_rows(_unusual(meeting), besides=("recording",)),
        (_("If Lectern is down"), (Code(meeting.join_url),)),
    )
    return Card(
        title=_("Scheduled: {topic}").replace("{topic}", meeting.topic),
        tone=Tone.GOOD,
        body=(Facts(rows=facts),),
        actions=actions,
        footnote=footnote(meeting),
    )


def kind_fact(kind: MeetingKind) -> tuple[tuple[str, Line], ...]:
    """Said of a webinar only: a class is a meeting by rule."""
    if kind is MeetingKind.MEETING:
        return ()
    return ((_("Kind"), (_("webinar: its panelists speak, everybody else watches and asks"),)),)


def _unusual(meeting: Meeting) -> Options:
    """What is not as every new class has it."""
    usual = [name for name in said(BUILT_IN) if getattr(meeting.options, name) == getattr(BUILT_IN, name)]
    return replace(meeting.options, **dict.fromkeys(usual))


def who_holds(dated: DatedClass) -> str:
    """The host's name; whoever stands in on that date comes first."""
    if not dated.substitute:
        return dated.host_name
    return _("{name}, in place of {host}").format(name=dated.substitute, host=dated.host_name)


def whom_words(section: str) -> str:
    return _("section {section}").replace("{section}", section) if section else _("the whole course")


def section_facts(section: str) -> tuple[tuple[str, Line], ...]:
    """For whom it is, where that is not the whole course."""
    return ((_("For"), (whom_words(section),)),) if section else ()


def footnote(meeting: Meeting) -> Line:
    return phrase("Meeting {number} · ref {ref}", number=spaced(meeting.zoom_id), ref=meeting.ref)


def created_actions(meeting: Meeting, *, entry: int, start_url: str, may_announce: bool) -> tuple[Action, ...]:
    """What the author is likeliest to do next; `start_url` is our own page, empty for who is not the host."""
    target = Target(meeting=meeting.id)
    actions: list[Action] = []
    if may_announce:
        announce = AnnounceMeeting(meeting=meeting.id)
        actions.append(Button(label=_("Post to the channel"), command=announce, style=ButtonStyle.PRIMARY))
    if start_url:
        actions.append(OpenUrl(label=_("Start as host"), url=start_url))
    actions.append(Button(label=_("Move class"), command=OpenMoveForm(target=target)))
    actions.append(Button(label=_("Cancel class"), command=CancelMeeting(target=target), style=ButtonStyle.DANGER))
    actions.append(Button(label=_("Undo"), command=Undo(entry=entry)))
    return tuple(actions)


def join_post(dated: DatedClass, starts: Sequence[datetime], word: str) -> Card:
    """The shared post: no link in it, the button answers everybody privately with their own."""
    meeting = dated.meeting
    rows = schedule_facts(meeting.schedule, starts)
    rows += (*section_facts(dated.section), (_("Host"), (who_holds(dated),)))
    return Card(
        title=meeting.topic,
        body=(Facts(rows=rows),),
        actions=(
            Button(
                label=_("Join class"),
                command=JoinMeeting(target=Target(meeting=meeting.id)),
                style=ButtonStyle.PRIMARY,
            ),
        ),
        footnote=phrase("Trouble with the button? Type {line}", line=Code(f"{word}join {dated.course_code}".strip())),
    )


def ended_post(dated: DatedClass, upcoming: DatedClass | None, word: str) -> Card:
    """The shared post after a class really ended; for a series it goes on to the next date."""
    occurrence = dated.occurrence
    spans: Line = ()
    if occurrence.started_at and occurrence.ended_at:
        minutes = max(1, round((occurrence.ended_at - occurrence.started_at).total_seconds() / 60))
        ended = When(occurrence.ended_at, dated.course_zone, WhenStyle.FULL)
        spans = phrase("Ended {when}, after {minutes} min.", when=ended, minutes=str(minutes))
    if upcoming is None or upcoming.occurrence.start is None:
        said = (Text(line=spans),) if spans else ()
        return Card(title=dated.meeting.topic, body=said, actions=(classes_button(dated.course_code),))
    post = join_post(_once(upcoming), (upcoming.occurrence.start,), word)
    return Card(title=post.title, body=(Text(line=spans), *post.body), actions=post.actions, footnote=post.footnote)


def _once(dated: DatedClass) -> DatedClass:
    """One date told by itself: how often the series repeats says nothing about it."""
    schedule = replace(dated.meeting.schedule, repeat=Repeat.NONE, skip=())
    return replace(dated, meeting=replace(dated.meeting, schedule=schedule))


def cancelled_post(topic: str) -> Card:
    return Card(title=topic, tone=Tone.WARNING, body=(Text(line=phrase("This class was cancelled.")),))


def gone_post(topic: str) -> Card:
    """The shared post of a class that nobody called off here."""
    lost = phrase("Zoom doesn't have this class any more, so it is off for now. Its instructor has been told.")
    return Card(title=topic, tone=Tone.WARNING, body=(Text(line=lost),))


def details(
    dated: DatedClass, dates: Sequence[Occurrence], *, staff: bool, join_url: str, signed_up: Progress | None = None
) -> Card:
    """All about one class; `dates` are those that are held. The number, the ref and the options are for staff.

    `signed_up`: of a class that people sign up for.
    """
    meeting, starts = dated.meeting, [one.start for one in dates if one.start]
    rows = [
        (_("When"), class_time(dated)),
        *([(_("Repeats"), repeat_line(meeting.schedule, starts))] if meeting.schedule.repeat else []),
        *kind_fact(meeting.kind),
        (_("Course"), (f"{dated.course_code} {dated.course_title}",)),
        *section_facts(dated.section),
        (_("Host"), (who_holds(dated),)),
        *([(_("State"), (state_words(dated),))]),
        *(option_rows(meeting.options) if staff else ()),
        *(_otherwise_on(dated, dates) if staff else ()),
        *([(_("Signed up"), _signed_up(signed_up))] if signed_up else []),
    ]
    actions: list[Action] = (
        [OpenUrl(label=_("Join class"), url=join_url, style=ButtonStyle.PRIMARY)] if join_url else []
    )
    if staff:
        target = Target(meeting=meeting.id, occurrence=dated.occurrence.id)
        actions.append(Button(label=_("Move class"), command=OpenMoveForm(target=target)))
        actions.append(Button(label=_("Let somebody stand in"), command=OpenStandInForm(target=target)))
        actions.append(Button(label=_("Change the host"), command=OpenHostForm(target=target)))
        actions.append(Button(label=_("Change options"), command=OpenOptionsForm(target=target)))
        if signed_up is not None:
            actions.append(Button(label=_("Who signed up"), command=ShowRegistrants(target=target)))
        actions.append(Button(label=_("Cancel class"), command=CancelMeeting(target=target), style=ButtonStyle.DANGER))
    return Card(
        title=meeting.topic,
        body=(Facts(rows=tuple(rows)),),
        actions=tuple(actions),
        footnote=footnote(meeting) if staff else (),
    )


def _otherwise_on(dated: DatedClass, dates: Sequence[Occurrence]) -> tuple[tuple[str, Line], ...]:
    """Which dates differ from the class, and how, from this one on."""
    meeting, since = dated.meeting, dated.occurrence.start
    coming = (one for one in dates if one.start and since and one.start >= since)
    apart = [(one, otherwise(one.options, meeting.options)) for one in coming]
    told = [
        (span_of(one.start, meeting.schedule.zone, one.duration_minutes), option_words(own))
        for one, own in apart
        if one.start and said(own)
    ]
    more = len(told) - _NAMED
    rest = ((_("Otherwise on"), (plural("{count} more date", "{count} more dates", more),)),) if more > 0 else ()
    return (*((_("Otherwise on"), (when, " · ", words)) for when, words in told[:_NAMED]), *rest)


def _signed_up(progress: Progress) -> Line:
    line = phrase("{there} of {all}", there=str(progress.there), all=str(progress.expected))
    if not progress.waiting:
        return line
    waits = plural("{count} person waits for an answer", "{count} people wait for an answer", progress.waiting)
    return (*line, f"; {waits}")


def state_words(dated: DatedClass) -> str:
    occurrence = dated.occurrence
    if occurrence.state is OccurrenceState.CANCELLED or dated.meeting.state is MeetingState.CANCELLED:
        return _("cancelled")
    if occurrence.started_at and not occurrence.ended_at:
        return _("live now")
    if occurrence.ended_at:
        return _("ended")
    if dated.meeting.state is MeetingState.CREATING:
        return _("waiting for Zoom")
    return _("scheduled")


def open_button(dated: DatedClass, label: str) -> Button:
    return Button(label=label, command=ShowMeeting(target=Target(occurrence=dated.occurrence.id)))
