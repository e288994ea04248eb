"""The form behind `new`."""

from zoomcore.commands.catalogue import ScheduleMeeting
from zoomcore.domain.courses import Announce
from zoomcore.domain.options import RecordingMode, lay_over, options_in
from zoomcore.domain.schedule import LONGEST_TOPIC, Repeat
from zoomcore.services.phrases import recording_words
from zoomcore.services.scene import Scene
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase

_LENGTHS = (15, 30, 45, 50, 60, 75, 90, 120, 180)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def schedule_form(scene: Scene, draft: ScheduleMeeting) -> Form:
    """Filled with what the draft says already; course and zone are fixed by the conversation."""
    presets = scene.the_course().presets
    options = lay_over(scene.school.resolve(presets.options), options_in(draft))
    return Form(
        title=_("New class"),
        base=draft,
        intro=phrase("Times are in {zone}.", zone=draft.zone or scene.zone),
        submit=_("Schedule"),
        fields=(
            Field(
                name="topic",
                label=_("Topic"),
                kind=FieldKind.TEXT,
                value=draft.topic,
                required=True,
                longest=LONGEST_TOPIC,
            ),
            Field(
                name="day", label=_("First day"), kind=FieldKind.DAY, value=draft.day.isoformat() if draft.day else ""
            ),
            Field(
                name="at", label=_("Time"), kind=FieldKind.CLOCK, value=draft.at.strftime("%H:%M") if draft.at else ""
            ),
            _length(draft.duration_minutes or presets.duration_minutes),
            *_repeat_fields(draft),
            Field(name="host", label=_("Host"), kind=FieldKind.PERSON, value=draft.host, hint=_("Empty: you.")),
            _announce(draft.announce or presets.announce),
            _recording(options.recording or RecordingMode.HOST),
            Field(
                name="waiting_room",
                label=_("Waiting room"),
                kind=FieldKind.TICK,
                value=str(bool(options.waiting_room)).lower(),
            ),
        ),
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


def _repeat_fields(draft: ScheduleMeeting) -> tuple[Field, ...]:
    kinds = (
        Choice(value="none", label=_("Does not repeat")),
        Choice(value=Repeat.DAILY.value, label=_("Every day")),
        Choice(value=Repeat.WEEKLY.value, label=_("Every week")),
        Choice(value=Repeat.MONTHLY.value, label=_("Every month")),
        Choice(value=Repeat.ANYTIME.value, label=_("No fixed time")),
    )
    days = tuple(Choice(value=str(number), label=_(name)) for number, name in enumerate(_DAYS, start=1))
    return (
        Field(
            name="repeat", label=_("Repeats"), kind=FieldKind.CHOICE, value=draft.repeat.value or "none", choices=kinds
        ),
        Field(
            name="weekdays",
            label=_("On these days"),
            kind=FieldKind.CHOICES,
            values=tuple(str(day) for day in draft.weekdays),
            choices=days,
            hint=_("For every week only."),
        ),
        Field(
            name="until",
            label=_("Last day"),
            kind=FieldKind.DAY,
            value=draft.until.isoformat() if draft.until else "",
            hint=_("For a repeat; at most 50 classes."),
        ),
    )


def _announce(value: Announce) -> Field:
    labels = {Announce.ASK: _("Ask me"), Announce.ALWAYS: _("Post it"), Announce.NEVER: _("Don't post it")}
    choices = tuple(Choice(value=one.value, label=label) for one, label in labels.items())
    return Field(
        name="announce", label=_("Tell the channel"), kind=FieldKind.CHOICE, value=value.value, choices=choices
    )


def _recording(value: RecordingMode) -> Field:
    choices = tuple(Choice(value=one.value or "host", label=recording_words(one)) for one in RecordingMode)
    return Field(
        name="recording", label=_("Recording"), kind=FieldKind.CHOICE, value=value.value or "host", choices=choices
    )
