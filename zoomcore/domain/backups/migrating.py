"""Older formats, brought up one version at a time by pure functions over single records. Newer ones are refused.

A change of the format adds a step here, raises VERSION, and leaves every earlier step as it is: a file of any age goes
up the whole chain.
"""

from collections.abc import Callable, Mapping
from typing import Any

VERSION = 3

#: One record of version n as it is in version n + 1; None where that one has no such record.
Step = Callable[[dict[str, Any]], dict[str, Any] | None]


def _with_options(plain: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew of two options only, and of no class for a part of its course."""
    match plain.get("is"):
        case "course":
            return {**plain, "options": {}}
        case "meeting":
            return {**plain, "options": {}, "section": ""}
        case _:
            return plain


def _with_options_of_dates(plain: dict[str, Any]) -> dict[str, Any]:
    """Version 2 knew of no options of one date alone, and of no section that a date was held for."""
    return {"options": {}, "section": None, **plain} if plain.get("is") == "occurrence" else plain


STEPS: Mapping[int, Step] = {1: _with_options, 2: _with_options_of_dates}


def migrated(
    plain: dict[str, Any], version: int, *, steps: Mapping[int, Step] = STEPS, to: int = VERSION
) -> dict[str, Any] | None:
    """The record as the version `to` writes it."""
    found: dict[str, Any] | None = plain
    for one in range(version, to):
        if found is None:
            return None
        found = steps[one](found)
    return found
