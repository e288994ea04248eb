"""The form behind a bare `move`."""

from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import MoveMeeting
from zoomcore.domain.meetings import DatedClass, Scope
from zoomcore.domain.schedule import Repeat
from zoomcore.domain.wallclock import local_now
from zoomcore.services.forms.schedule import dated_kinds, rhythm_fields
from zoomcore.services.scene import Scene
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase


def move_form(dated: DatedClass, scene: Scene, wish: MoveMeeting | None = None) -> Form:
    """Filled with the class as it stands, in its own zone; with another rhythm once `wish` asks for one.

    A rhythm is the whole series', so then nothing is asked about which dates.
    """
    meeting, occurrence = dated.meeting, dated.occurrence
    zone = meeting.schedule.zone or scene.zone
    local = local_now(occurrence.start, zone) if occurrence.start else None
    series = meeting.schedule.repeat not in {Repeat.NONE, Repeat.ANYTIME}
    draft = replace(wish or MoveMeeting(), day=local.date() if local else None)
    anew = series and draft.repeat is not Repeat.NONE
    target = Target(meeting=meeting.id, occurrence=occurrence.id)
    rhythm = rhythm_fields(draft, (Choice(value="none", label=_("As it does now")), *dated_kinds())) if series else ()
    fields = (
        Field(
            name="day",
            label=_("First day") if anew else _("Day"),
            kind=FieldKind.DAY,
            value=local.date().isoformat() if local else "",
        ),
        Field(name="at", label=_("Time"), kind=FieldKind.CLOCK, value=local.strftime("%H:%M") if local else ""),
        Field(
            name="duration_minutes",
            label=_("Length in minutes"),
            kind=FieldKind.NUMBER,
            value=str(occurrence.duration_minutes),
        ),
        *rhythm,
        *([_scope()] if series and not anew else []),
    )
    base = MoveMeeting(target=target, zone=zone, scope=Scope.ALL if anew else Scope.THIS)
    return Form(
        title=_("Move class"),
        base=base,
        intro=phrase("{topic}: times are in {zone}.", topic=meeting.topic, zone=zone),
        submit=_("Move"),
        fields=fields,
    )


def _scope() -> Field:
    choices = (
        Choice(value=Scope.THIS.value, label=_("Only this one")),
        Choice(value=Scope.FOLLOWING.value, label=_("This and later ones")),
        Choice(value=Scope.ALL.value, label=_("All of them")),
    )
    return Field(name="scope", label=_("Which dates"), kind=FieldKind.CHOICE, value=Scope.THIS.value, choices=choices)
