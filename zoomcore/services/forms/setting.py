"""The form behind a bare `set`."""

from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import DatedClass, Scope
from zoomcore.domain.option_sections import OptionSection, in_sections, section_of
from zoomcore.domain.options import PLACES, otherwise, said
from zoomcore.domain.presets import SchoolPresets
from zoomcore.domain.schedule import Repeat
from zoomcore.services.forms.options import option_fields, other_passcode_field, part_field, section_name
from zoomcore.services.meetings.locks import lock_lines
from zoomcore.services.meetings.options import option_words
from zoomcore.services.phrases import span_of
from zoomcore.views import Choice, Field, FieldKind, Form, Line, Span, Text
from zoomcore.wording import _, phrase

#: People have to be found first: `alt` is for them.
_NAMES = tuple(name for name in in_sections(OptionSection) if name != "alternative_hosts")


def set_form(
    dated: DatedClass, school: SchoolPresets, sent: ChangeOptions | None = None, *, alone: bool = False
) -> Form:
    """Filled with what is known of the class; what is sent back as it was is no change.

    `alone`: of that one date, with what Zoom changes there. `sent` is what came back and is asked for again: it stays a
    form of the version that it was first drawn from.
    """
    meeting = dated.meeting
    repeats = meeting.schedule.repeat not in {Repeat.NONE, Repeat.ANYTIME}
    alone = repeats and (sent.alone if sent else alone)
    has = [name for name in _NAMES if meeting.kind in PLACES[name].kinds and (PLACES[name].one_date or not alone)]
    free = [name for name in has if name not in school.locked]
    fields = option_fields(dated.options if alone else meeting.options, meeting.kind, free)
    return Form(
        title=_("Options of one date") if alone else _("Change options"),
        base=ChangeOptions(
            target=Target(meeting=meeting.id, occurrence=dated.occurrence.id),
            scope=Scope.THIS if alone else Scope.UNSAID,
            version=sent.version if sent and sent.version is not None else meeting.version,
            shown=tuple(free) if alone else (*free, "section"),
            alone=alone,
        ),
        intro=_alone_line(dated) if alone else _class_line(dated),
        said=(*([] if alone else _apart(dated)), *lock_lines(school, has)),
        submit=_("Change"),
        fields=(
            *([] if alone else [*([_scope()] if repeats else []), other_passcode_field(), part_field(meeting.section)]),
            *(replace(field, section=section_name(section_of(field.name))) for field in fields),
        ),
    )


def _class_line(dated: DatedClass) -> Line:
    return phrase("{topic}: only what you change here is changed at Zoom.", topic=dated.meeting.topic)


def _alone_line(dated: DatedClass) -> Line:
    return phrase(
        "{topic}, {when}: only what you change here is changed at Zoom, and only on this date.",
        topic=dated.meeting.topic,
        when=_when(dated),
    )


def _apart(dated: DatedClass) -> tuple[Text, ...]:
    """What the form does not show: on this date it is otherwise than in its class."""
    own = otherwise(dated.occurrence.options, dated.meeting.options)
    if not said(own):
        return ()
    words = option_words(own)
    return (Text(line=phrase("{when} has options of its own: {options}.", when=_when(dated), options=words)),)


def _when(dated: DatedClass) -> Span:
    one = dated.occurrence
    return span_of(one.start, dated.course_zone, one.duration_minutes) if one.start else _("This date")


def _scope() -> Field:
    choices = (
        Choice(value=Scope.ALL.value, label=_("All of them")),
        Choice(value=Scope.THIS.value, label=_("Only this one")),
    )
    return Field(name="scope", label=_("Which dates"), kind=FieldKind.CHOICE, value=Scope.ALL.value, choices=choices)
