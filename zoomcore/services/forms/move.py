"""The form behind a bare `move`."""

from zoomcore.commands.base import Target
from zoomcore.commands.catalogue import MoveMeeting
from zoomcore.domain.meetings import DatedClass, Scope
from zoomcore.domain.schedule import Repeat
from zoomcore.domain.wallclock import local_now
from zoomcore.services.scene import Scene
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase


def move_form(dated: DatedClass, scene: Scene) -> Form:
    """Filled with the class as it stands, in its own zone."""
    meeting, occurrence = dated.meeting, dated.occurrence
    zone = meeting.schedule.zone or scene.zone
    local = local_now(occurrence.start, zone) if occurrence.start else None
    target = Target(meeting=meeting.id, occurrence=occurrence.id)
    return Form(
        title=_("Move class"),
        base=MoveMeeting(target=target, zone=zone, scope=Scope.THIS),
        intro=phrase("{topic}: times are in {zone}.", topic=meeting.topic, zone=zone),
        submit=_("Move"),
        fields=(
            Field(name="day", label=_("Day"), kind=FieldKind.DAY, value=local.date().isoformat() if local else ""),
            Field(name="at", label=_("Time"), kind=FieldKind.CLOCK, value=local.strftime("%H:%M") if local else ""),
            Field(
                name="duration_minutes",
                label=_("Length in minutes"),
                kind=FieldKind.NUMBER,
                value=str(occurrence.duration_minutes),
            ),
            *([_scope()] if meeting.schedule.repeat not in {Repeat.NONE, Repeat.ANYTIME} else []),
        ),
    )


def _scope() -> Field:
    choices = (
        Choice(value=Scope.THIS.value, label=_("Only this one")),
        Choice(value=Scope.FOLLOWING.value, label=_("This and later ones")),
        Choice(value=Scope.ALL.value, label=_("All of them")),
    )
    return Field(name="scope", label=_("Which dates"), kind=FieldKind.CHOICE, value=Scope.THIS.value, choices=choices)
