"""Tracking fields: what a school wants to know of every meeting, for its own statistics. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Where they stand among a meeting's settings as we keep them, though Zoom has them a step higher.
TRACKING = "tracking_fields"
#: Longer is no value of a field: Zoom names no figure.
LONGEST_VALUE = 255

#: A field's name and its value at one meeting, in Zoom's order.
Tracked = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingField:
    """As Zoom's account has it. `offered`: an admin chose it; `gone`: Zoom has it no more."""

    id: str
    name: str
    required: bool = False
    visible: bool = True
    values: tuple[str, ...] = ()
    offered: bool = False
    gone: bool = False


def tracked_in(options: Mapping[str, Any]) -> Tracked:
    """The values of a meeting, out of its settings as we keep them."""
    return tuple((str(one["field"]), str(one["value"])) for one in options.get(TRACKING, ()))


def laid_over(below: Tracked, above: Tracked) -> Tracked:
    """What `above` says, and what `below` says of the rest; an empty value takes a field off."""
    new = {name.casefold(): (name, value) for name, value in above}
    kept = [new.pop(name.casefold(), (name, value)) for name, value in below]
    return tuple((name, value) for name, value in (*kept, *new.values()) if value)


def asked_for(fields: Sequence[TrackingField]) -> tuple[TrackingField, ...]:
    """What a new class is asked about: those an admin chose, and what Zoom demands."""
    return tuple(one for one in fields if not one.gone and (one.offered or (one.required and one.visible)))


def missing(fields: Sequence[TrackingField], values: Tracked) -> tuple[TrackingField, ...]:
    """Those Zoom demands and nobody said."""
    said = {name.casefold() for name, value in values if value}
    return tuple(one for one in asked_for(fields) if one.required and one.name.casefold() not in said)
