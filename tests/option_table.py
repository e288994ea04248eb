"""The README's table of options, from the registry."""

from zoomcore.commands.optional import examples_of
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import LEFT_OUT, PLACES, Place
from zoomcore.domain.presets import OF_A_COURSE, OF_A_SCHOOL
from zoomcore.services.meetings.options import option_name

_HEAD = ("in the form", "in the line", "preset", "at Zoom", "for", "on one date")


def options() -> str:
    """A row an option, and below it what is left out."""
    rows = [_row(name, place) for name, place in PLACES.items()]
    left_out = [f"* `{name}`: {reason}" for name, reason in LEFT_OUT.items()]
    table = [" | ".join(_HEAD), "|".join("---" for _head in _HEAD), *(" | ".join(row) for row in rows)]
    head = "What Zoom knows besides, and why it is no option here:"
    return "\n".join([*(f"| {line} |" if " " in line else f"|{line}|" for line in table), "", head, "", *left_out])


def _row(name: str, place: Place) -> tuple[str, ...]:
    words = "<br>".join(f"`{word}`" for word in examples_of(name))
    keys = "<br>".join(f"`{key}`" if place.top else f"`settings.{key}`" for key in place.keys)
    kinds = "both" if place.kinds == frozenset(MeetingKind) else f"{next(iter(place.kinds)).value}s"
    levels = ("course", OF_A_COURSE), ("school, may be locked", OF_A_SCHOOL)
    preset = "<br>".join(level for level, names in levels if name in names)
    return option_name(name), words, preset, keys, kinds, "yes" if place.one_date else ""
