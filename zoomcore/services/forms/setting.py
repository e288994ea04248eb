"""The form behind a bare `set`."""

from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import DatedClass, Scope
from zoomcore.domain.option_sections import OptionSection, in_sections, section_of
from zoomcore.domain.options import PLACES
from zoomcore.domain.presets import SchoolPresets
from zoomcore.domain.schedule import Repeat
from zoomcore.services.forms.options import option_fields, other_passcode_field, section_name
from zoomcore.services.meetings.locks import lock_lines
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase

#: People have to be found first: `alt` is for them.
_NAMES = tuple(name for name in in_sections(OptionSection) if name != "alternative_hosts")


def set_form(dated: DatedClass, school: SchoolPresets, sent: ChangeOptions | None = None) -> Form:
    """Filled with what is known of the class; what is sent back as it was is no change.

    `sent` is what came back and is asked for again: it stays a form of the version that it was first drawn from.
    """
    meeting = dated.meeting
    has = [name for name in _NAMES if meeting.kind in PLACES[name].kinds]
    free = [name for name in has if name not in school.locked]
    fields = option_fields(meeting.options, meeting.kind, free)
    drawn_from = sent.version if sent and sent.version is not None else meeting.version
    return Form(
        title=_("Change options"),
        base=ChangeOptions(
            target=Target(meeting=meeting.id, occurrence=dated.occurrence.id), version=drawn_from, shown=tuple(free)
        ),
        intro=phrase("{topic}: only what you change here is changed at Zoom.", topic=meeting.topic),
        said=lock_lines(school, has),
        submit=_("Change"),
        fields=(
            *([_scope()] if meeting.schedule.repeat not in {Repeat.NONE, Repeat.ANYTIME} else []),
            other_passcode_field(),
            *(replace(field, section=section_name(section_of(field.name))) for field in fields),
        ),
    )


def _scope() -> Field:
    choices = (
        Choice(value=Scope.ALL.value, label=_("All of them")),
        Choice(value=Scope.THIS.value, label=_("Only this one")),
    )
    return Field(name="scope", label=_("Which dates"), kind=FieldKind.CHOICE, value=Scope.ALL.value, choices=choices)
