"""The form behind `new`, with the fields that belong to what was chosen so far, and the dates it leads to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from zoomcore.commands.base import Command
from zoomcore.commands.sentences import note_words
from zoomcore.commands.wishes.meetings import MoveMeeting, OpenScheduleForm, ScheduleMeeting
from zoomcore.domain.courses import Announce
from zoomcore.domain.option_sections import OptionSection, in_sections
from zoomcore.domain.options import PLACES, options_in
from zoomcore.domain.recurrence import Plan
from zoomcore.domain.schedule import (
    LONGEST_TOPIC,
    MOST_INTERVAL_DAYS,
    MOST_INTERVAL_MONTHS,
    MOST_INTERVAL_WEEKS,
    MOST_OCCURRENCES,
    Repeat,
    Schedule,
)
from zoomcore.services.forms.options import leveled_fields, part_field, passcode_field, section_name, sections_field
from zoomcore.services.meetings.locks import lock_lines, overruled_notes
from zoomcore.services.meetings.passcodes import sealed
from zoomcore.services.phrases import repeat_line, skipped_line, span_of
from zoomcore.services.scene import Scene
from zoomcore.views import Button, Choice, Facts, Field, FieldKind, Form, Line, Text, When, WhenStyle
from zoomcore.wording import _, phrase, plural

#: Dates that are shown before a repeat is made.
FIRST_DATES = 5
_LENGTHS = (15, 30, 45, 50, 60, 75, 90, 120, 180)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: The options that most classes differ in; they need no section to be opened.
_BASIC_OPTIONS = ("waiting_room", "recording")
_NO_REPEAT = (Repeat.NONE, Repeat.ANYTIME)

C = TypeVar("C", bound=Command)


def schedule_form(scene: Scene, draft: ScheduleMeeting) -> Form:
    """Filled with what the draft says already; course and zone are fixed by the conversation.

    The same fields in the same order everywhere: what it is about, when, how it repeats, who holds it, and the rest
    by sections. What was said and is not shown stays in the draft.
    """
    draft = sealed(draft, scene.deployment.seal)
    names = _option_names(draft)
    fields = (*_basics(scene, draft), *rhythm_fields(draft, _kinds()), *_others(scene, draft, names))
    return Form(
        title=_("New class"),
        base=_emptied(replace(draft, preview=True, sealed="" if _asks_passcode(draft) else draft.sealed), fields),
        intro=phrase("Times are in {zone}.", zone=draft.zone or scene.zone),
        said=lock_lines(scene.school, names),
        submit=_("Schedule") if draft.repeat in _NO_REPEAT else _("Show the dates"),
        fields=fields,
    )


def _asks_passcode(draft: ScheduleMeeting) -> bool:
    return OptionSection.ENTRY in draft.sections


def _emptied(command: C, fields: Sequence[Field]) -> C:
    """Without what the fields carry themselves: no chat lets a form carry much beside them."""
    plain = type(command)()
    return replace(command, **{field.name: getattr(plain, field.name) for field in fields})


def belonging(wish: ScheduleMeeting) -> ScheduleMeeting:
    """Without what was filled in for another kind of repeat, or of class, than the one chosen in the end."""
    lacking: dict[str, Any] = {name: None for name, place in PLACES.items() if wish.kind not in place.kinds}
    wish = replace(wish, **lacking)
    once = replace(wish, interval=1, weekdays=(), monthly_week=0, until=None, count=None, skip=())
    match wish.repeat:
        case Repeat.NONE:
            return once
        case Repeat.ANYTIME:
            return replace(once, day=None, at=None)
        case Repeat.DAILY:
            return replace(wish, weekdays=(), monthly_week=0)
        case Repeat.WEEKLY:
            return replace(wish, weekdays=wish.weekdays or _weekday_of(wish), monthly_week=0)
        case Repeat.MONTHLY:
            weekdays = (wish.weekdays[:1] or _weekday_of(wish)) if wish.monthly_week else ()
            return replace(wish, weekdays=weekdays)


def _weekday_of(wish: ScheduleMeeting | MoveMeeting) -> tuple[int, ...]:
    return (wish.day.isoweekday(),) if wish.day else ()


def _option_names(draft: ScheduleMeeting) -> tuple[str, ...]:
    """What such a class has, the basic ones first."""
    opened = (name for name in in_sections(draft.sections) if name not in _BASIC_OPTIONS)
    return tuple(name for name in (*_BASIC_OPTIONS, *opened) if draft.kind in PLACES[name].kinds)


def _basics(scene: Scene, draft: ScheduleMeeting) -> tuple[Field, ...]:
    topic = Field(
        name="topic", label=_("Topic"), kind=FieldKind.TEXT, value=draft.topic, required=True, longest=LONGEST_TOPIC
    )
    length = _length(draft.duration_minutes or scene.the_course().presets.duration_minutes)
    if draft.repeat is Repeat.ANYTIME:
        return (topic, length)
    first = _("Day") if draft.repeat is Repeat.NONE else _("First day")
    return (
        topic,
        Field(name="day", label=first, kind=FieldKind.DAY, value=draft.day.isoformat() if draft.day else ""),
        Field(name="at", label=_("Time"), kind=FieldKind.CLOCK, value=draft.at.strftime("%H:%M") if draft.at else ""),
        length,
    )


def _length(minutes: int) -> Field:
    lengths = sorted({*_LENGTHS, minutes})
    choices = tuple(Choice(value=str(one), label=_("{count} minutes").replace("{count}", str(one))) for one in lengths)
    return Field(
        name="duration_minutes",
        label=_("Length"),
        kind=FieldKind.CHOICE,
        value=str(minutes),
        choices=choices,
        required=True,
    )


def _kinds() -> tuple[Choice, ...]:
    none = Choice(value="none", label=_("Does not repeat"))
    return (none, *dated_kinds(), Choice(value=Repeat.ANYTIME.value, label=_("No fixed time")))


def dated_kinds() -> tuple[Choice, ...]:
    """The kinds of repeat that lead to dates."""
    return (
        Choice(value=Repeat.DAILY.value, label=_("Every day")),
        Choice(value=Repeat.WEEKLY.value, label=_("Every week")),
        Choice(value=Repeat.MONTHLY.value, label=_("Every month")),
    )


def rhythm_fields(draft: ScheduleMeeting | MoveMeeting, kinds: tuple[Choice, ...]) -> tuple[Field, ...]:
    """How it repeats, and only what belongs to that kind of repeat."""
    kind = Field(
        name="repeat",
        label=_("Repeats"),
        kind=FieldKind.CHOICE,
        value=draft.repeat.value or "none",
        choices=kinds,
        shapes=True,
    )
    match draft.repeat:
        case Repeat.NONE | Repeat.ANYTIME:
            return (kind,)
        case Repeat.DAILY:
            return (kind, _interval(draft, _("Every so many days"), MOST_INTERVAL_DAYS), *_ends(draft))
        case Repeat.WEEKLY:
            every = _interval(draft, _("Every so many weeks"), MOST_INTERVAL_WEEKS)
            return (kind, _weekdays(draft), every, *_ends(draft))
        case Repeat.MONTHLY:
            every = _interval(draft, _("Every so many months"), MOST_INTERVAL_MONTHS)
            return (kind, *_in_the_month(draft), every, *_ends(draft))


def _interval(draft: ScheduleMeeting | MoveMeeting, label: str, most: int) -> Field:
    return Field(
        name="interval",
        label=label,
        kind=FieldKind.NUMBER,
        value=str(draft.interval),
        required=True,
        hint=_("From 1 to {most}.").replace("{most}", str(most)),
    )


def _day_choices() -> tuple[Choice, ...]:
    return tuple(Choice(value=str(number), label=_(name)) for number, name in enumerate(_DAYS, start=1))


def _weekdays(draft: ScheduleMeeting | MoveMeeting) -> Field:
    return Field(
        name="weekdays",
        label=_("On these days"),
        kind=FieldKind.CHOICES,
        values=tuple(str(day) for day in draft.weekdays or _weekday_of(draft)),
        choices=_day_choices(),
        hint=_("None: the weekday of the first day."),
    )


def _in_the_month(draft: ScheduleMeeting | MoveMeeting) -> tuple[Field, ...]:
    """By the day of the month, or by the week and its weekday."""
    weeks = (
        Choice(value="0", label=_("On the first day's date, like the 12th")),
        Choice(value="1", label=_("In the first week, by weekday")),
        Choice(value="2", label=_("In the second week, by weekday")),
        Choice(value="3", label=_("In the third week, by weekday")),
        Choice(value="4", label=_("In the fourth week, by weekday")),
        Choice(value="-1", label=_("In the last week, by weekday")),
    )
    week = Field(
        name="monthly_week",
        label=_("In the month"),
        kind=FieldKind.CHOICE,
        value=str(draft.monthly_week),
        choices=weeks,
        shapes=True,
    )
    if not draft.monthly_week:
        return (week,)
    chosen = draft.weekdays[:1] or _weekday_of(draft)
    weekday = Field(
        name="weekdays",
        label=_("Weekday"),
        kind=FieldKind.CHOICE,
        value=str(chosen[0]) if chosen else "",
        choices=_day_choices(),
    )
    return (week, weekday)


def _ends(draft: ScheduleMeeting | MoveMeeting) -> tuple[Field, ...]:
    most = _("One of the two; neither: it stops after {most} classes.").replace("{most}", str(MOST_OCCURRENCES))
    return (
        Field(
            name="until",
            label=_("Last day"),
            kind=FieldKind.DAY,
            value=draft.until.isoformat() if draft.until else "",
        ),
        Field(
            name="count",
            label=_("Or how many classes"),
            kind=FieldKind.NUMBER,
            value=str(draft.count) if draft.count else "",
            hint=most,
        ),
        *([_skip(draft)] if isinstance(draft, ScheduleMeeting) else []),
    )


def _skip(draft: ScheduleMeeting) -> Field:
    return Field(
        name="skip",
        label=_("Left out"),
        kind=FieldKind.TEXT,
        value=", ".join(day.isoformat() for day in draft.skip),
        hint=_("Days without a class, like 2026-12-24, 2026-12-31."),
    )


def _others(scene: Scene, draft: ScheduleMeeting, names: tuple[str, ...]) -> tuple[Field, ...]:
    presets = scene.the_course().presets
    free = [name for name in names if name not in scene.school.locked]
    options = leveled_fields(options_in(draft), scene.school.resolve(presets.options), free)
    offered = [one for one in OptionSection if _has_more(one, draft)]
    return (
        Field(name="host", label=_("Host"), kind=FieldKind.PERSON, value=draft.host, hint=_("Empty: you.")),
        _announce(draft.announce or presets.announce),
        *(replace(one, section="") for one in options if one.name in _BASIC_OPTIONS),
        sections_field(draft.sections, offered),
        *_whom_for(draft),
        *([passcode_field(scene.deployment.seal.open(draft.sealed))] if _asks_passcode(draft) else []),
        *(one for one in options if one.name not in _BASIC_OPTIONS),
    )


def _whom_for(draft: ScheduleMeeting) -> tuple[Field, ...]:
    """Meeting or webinar, and the part of the course: most classes need neither, so they stand with the entry."""
    if OptionSection.ENTRY not in draft.sections and not (draft.webinar or draft.section):
        return ()
    heading = section_name(OptionSection.ENTRY)
    return (
        Field(
            name="webinar",
            label=_("Kind"),
            kind=FieldKind.CHOICE,
            value=str(draft.webinar).lower(),
            choices=(
                Choice(value="false", label=_("Meeting: everybody may speak")),
                Choice(value="true", label=_("Webinar: only its panelists speak")),
            ),
            shapes=True,
            section=heading,
        ),
        replace(part_field(draft.section), section=heading),
    )


def _has_more(section: OptionSection, draft: ScheduleMeeting) -> bool:
    more = set(in_sections((section,))) - set(_BASIC_OPTIONS)
    return any(draft.kind in PLACES[name].kinds for name in more)


def _announce(value: Announce) -> Field:
    labels = {Announce.ASK: _("Ask me"), Announce.ALWAYS: _("Post it"), Announce.NEVER: _("Don't post it")}
    choices = tuple(Choice(value=one.value, label=label) for one, label in labels.items())
    return Field(
        name="announce", label=_("Tell the channel"), kind=FieldKind.CHOICE, value=value.value, choices=choices
    )


def preview_form(
    scene: Scene, wish: ScheduleMeeting, wanted: Schedule, dates: Plan, *, notes: Sequence[str] = ()
) -> Form:
    """The first dates of a repeat with whatever they had to decide, before anything is made.

    `notes` are what is to be said of the class besides.
    """
    course = scene.the_course()
    notes = (*notes, *_plan_notes(dates), *overruled_notes(scene.school, options_in(wish)))
    return Form(
        title=_("Check the dates"),
        base=replace(wish, preview=False),
        intro=phrase("{topic}, {course}. Nothing is made yet.", topic=wish.topic.strip(), course=course.code),
        said=(Facts(rows=_preview_rows(wanted, dates)), *(Text(line=(note,)) for note in notes)),
        fields=(),
        submit=_("Schedule"),
        back=Button(label=_("Change"), command=OpenScheduleForm(draft=replace(wish, preview=False))),
    )


def _preview_rows(wanted: Schedule, dates: Plan) -> tuple[tuple[str, Line], ...]:
    first = dates.starts[:FIRST_DATES]
    rows: list[tuple[str, Line]] = [(_("Repeats"), repeat_line(wanted, dates.starts))]
    rows += [
        (_("Date {number}").replace("{number}", str(number)), (span_of(start, wanted.zone, wanted.duration_minutes),))
        for number, start in enumerate(first, start=1)
    ]
    left = len(dates.starts) - len(first)
    if left:
        more = plural("{count} more, the last on {when}", "{count} more, the last on {when}", left)
        before, _mark, after = more.partition("{when}")
        rows.append((_("Then"), (before, When(dates.starts[-1], wanted.zone, WhenStyle.DAY), after)))
    if dates.skipped:
        rows.append((_("Left out"), skipped_line(dates.skipped)))
    return tuple(rows)


def _plan_notes(dates: Plan) -> tuple[str, ...]:
    return tuple(note_words(note) for note in dates.notes)
