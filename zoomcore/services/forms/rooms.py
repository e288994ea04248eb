"""The form behind the breakout rooms of a class."""

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.rooms import SetRooms
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.rooms import RoomPattern, RoomPlan
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase


def rooms_form(meeting: Meeting, plan: RoomPlan | None, listed: str) -> Form:
    """Filled with the plan as it stands; `listed` are its rooms with their people, one a line."""
    pattern = plan.pattern if plan is not None else RoomPattern.SECTIONS
    choices = (
        Choice(value=RoomPattern.SECTIONS.value, label=_("One room a section")),
        Choice(value=RoomPattern.GROUPS.value, label=_("Random groups")),
        Choice(value=RoomPattern.LIST.value, label=_("As listed below")),
        Choice(value=RoomPattern.ZOOM.value, label=_("As made in Zoom's portal")),
        Choice(value=RoomPattern.OFF.value, label=_("No rooms")),
    )
    return Form(
        title=_("Breakout rooms"),
        base=SetRooms(target=Target(meeting=meeting.id)),
        intro=phrase("{topic}: rooms follow the people of the course.", topic=meeting.topic),
        submit=_("Set rooms"),
        fields=(
            Field(
                name="pattern",
                label=_("How rooms come about"),
                kind=FieldKind.CHOICE,
                value=pattern.value,
                choices=choices,
            ),
            Field(
                name="size",
                label=_("People a group"),
                kind=FieldKind.NUMBER,
                value=str(plan.size if plan is not None and plan.size else 4),
                hint=_("For random groups: drawn once; who comes later joins the smallest room."),
            ),
            Field(
                name="rooms",
                label=_("One room a line, as in A: bo@uni.example, maya@uni.example"),
                kind=FieldKind.LONG_TEXT,
                value=listed,
                hint=_("For a list only."),
            ),
        ),
    )
