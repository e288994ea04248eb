"""Buttons: what they send, and how they ask first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.teams.render.pieces import escaped, inert
from adapters.teams.render.surface import Pen, Surface
from adapters.teams.render.words import left_out
from zoomcore.chat import press_payload
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.hosting import OpenHostForm, OpenStandInForm
from zoomcore.commands.wishes.meetings import OpenMoveForm, OpenScheduleForm
from zoomcore.views import Action, Button, ButtonStyle, Confirm, OpenUrl
from zoomcore.wording import _

VERB = "press"
#: Commands whose answer is a form. Only a button that says so beforehand can open a Teams dialog.
OPENS_DIALOG: tuple[type[Command], ...] = (OpenScheduleForm, OpenMoveForm, OpenHostForm, OpenStandInForm)
#: So many buttons stand in the open; the others go into the menu behind "…".
IN_THE_OPEN = 4
ITEM_BUTTONS = 2

Json = dict[str, Any]


def action_rows(actions: Sequence[Action], pen: Pen, *, name: str) -> list[Json]:
    """The card's buttons and, hidden below them, the questions they ask. `name` is unique within the card."""
    rows = _rows(actions, pen, name, Room(most=pen.allowance.actions, in_the_open=IN_THE_OPEN))
    missing = len(actions) - pen.allowance.actions
    return rows + left_out(missing, "… and one more button.", "… and {count} more buttons.")


def item_action_rows(actions: Sequence[Action], pen: Pen, *, name: str) -> list[Json]:
    """The buttons of one entry of a list: the two likeliest stand in the open."""
    return _rows(actions, pen, name, Room(most=pen.allowance.item_actions, in_the_open=ITEM_BUTTONS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many buttons there are at most, and how many of them outside the menu."""

    most: int
    in_the_open: int


def _rows(actions: Sequence[Action], pen: Pen, name: str, room: Room) -> list[Json]:
    shown = actions[: room.most]
    if not shown:
        return []
    drawn = [_action(action, pen, f"{name}-{index}") for index, action in enumerate(shown)]
    for late in drawn[room.in_the_open :]:
        late["mode"] = "secondary"
    questions = [
        question(action, action.confirm, pen, f"{name}-{index}")
        for index, action in enumerate(shown)
        if isinstance(action, Button) and action.confirm
    ]
    return [{"type": "ActionSet", "actions": drawn, "spacing": "small"}, *questions]


def _action(action: Action, pen: Pen, name: str) -> Json:
    match action:
        case OpenUrl():
            return {"type": "Action.OpenUrl", "title": inert(action.label), "url": action.url} | _style(action.style)
        case Button() if action.confirm:
            toggle = {"type": "Action.ToggleVisibility", "title": inert(action.label), "targetElements": [name]}
            return toggle | _style(action.style)
        case Button():
            return press(action.label, action.command, pen) | _style(action.style)
        case _:
            assert_never(action)


def question(button: Button, confirm: Confirm, pen: Pen, name: str) -> Json:
    """The hidden second state of a button. Teams asks nothing by itself."""
    yes = press(confirm.yes, button.command, pen) | _style(button.style)
    no = {"type": "Action.ToggleVisibility", "title": _("No, go back"), "targetElements": [name]}
    return {
        "type": "Container",
        "id": name,
        "isVisible": False,
        "style": "attention" if button.style is ButtonStyle.DANGER else "emphasis",
        "items": [
            {"type": "TextBlock", "text": escaped(confirm.title), "weight": "bolder", "wrap": True},
            {"type": "TextBlock", "text": escaped(confirm.question), "wrap": True, "spacing": "small"},
            {"type": "ActionSet", "actions": [yes, no]},
        ],
    }


def press(label: str, command: Command, pen: Pen) -> Json:
    """A button that sends its command, in the way the surface understands."""
    data: Json = {"payload": press_payload(pen.card, command)}
    match pen.surface:
        case Surface.DIALOG:
            return _submit(label, data)
        case Surface.CARD if isinstance(command, OPENS_DIALOG):
            return _submit(label, data | {"msteams": {"type": "task/fetch"}})
        case Surface.CARD | Surface.PLAIN_CARD:
            return {"type": "Action.Execute", "title": inert(label), "verb": VERB, "data": data}
        case _:
            assert_never(pen.surface)


def _submit(label: str, data: Json) -> Json:
    return {"type": "Action.Submit", "title": inert(label), "data": data}


def _style(style: ButtonStyle) -> Json:
    match style:
        case ButtonStyle.PLAIN:
            return {}
        case ButtonStyle.PRIMARY:
            return {"style": "positive"}
        case ButtonStyle.DANGER:
            return {"style": "destructive"}
        case _:
            assert_never(style)
