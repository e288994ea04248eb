"""What stands in the fields of a view, as the core takes a form's values. Pure."""

from collections.abc import Mapping
from typing import Any

from adapters.slack.render import FIELD, NOTHING
from zoomcore.views import FieldKind

Body = Mapping[str, Any]


def read_values(state: Mapping[str, Mapping[str, Body]]) -> dict[str, str | tuple[str, ...]]:
    return {
        block.removeprefix(FIELD): _value(kind, element)
        for block, elements in state.items()
        if block.startswith(FIELD)
        for kind, element in elements.items()
    }


def _value(kind: str, element: Body) -> str | tuple[str, ...]:
    chosen = tuple(str(option["value"]) for option in element.get("selected_options") or ())
    match kind:
        case FieldKind.TICK:
            return "true" if "true" in chosen else "false"
        case FieldKind.CHOICES:
            return chosen
        case FieldKind.PEOPLE if element.get("type") == "multi_users_select":
            return tuple(f"@{one}" for one in element.get("selected_users") or ())
        case FieldKind.PERSON if element.get("type") == "users_select":
            return f"@{element['selected_user']}" if element.get("selected_user") else ""
        case _:
            return _text(element)


def _text(element: Body) -> str:
    option = element.get("selected_option") or {}
    found = (
        element.get("value")
        or element.get("selected_date")
        or element.get("selected_time")
        or option.get("value")
        or ""
    )
    return "" if found == NOTHING else str(found)
