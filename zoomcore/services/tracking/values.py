"""The values of tracking fields: read from lines, held to what the account has."""

from collections.abc import Mapping, Sequence
from typing import Any

from zoomcore.domain.tracking import LONGEST_VALUE, TRACKING, Tracked, TrackingField, asked_for, missing, tracked_in
from zoomcore.errors import InvalidInput
from zoomcore.storage.store import Unit
from zoomcore.wording import _


def read_values(lines: str) -> Tracked:
    """One "field = value" a line. InvalidInput for a line that is none, or a value that is too long."""
    found = []
    for line in lines.splitlines():
        name, equals, value = (piece.strip() for piece in line.partition("="))
        if not line.strip():
            continue
        if not equals or not name:
            raise InvalidInput(
                _("I can't read “{line}”.").replace("{line}", line.strip()[:60]),
                next_step=_("Write one field a line, like `Cost center = 4711`."),
                field="tracking",
            )
        if len(value) > LONGEST_VALUE:
            raise InvalidInput(
                _("The value of {name} is longer than {most} characters.").format(name=name, most=LONGEST_VALUE),
                next_step=_("Shorten it."),
                field="tracking",
            )
        found.append((name, value))
    return tuple(found)


def as_lines(values: Tracked) -> str:
    """As they are written into a form."""
    return "\n".join(f"{name} = {value}" for name, value in values)


def named(fields: Sequence[TrackingField], values: Tracked) -> Tracked:
    """By the names as Zoom writes them. InvalidInput for a field the account has not, or has no more."""
    known = {one.name.casefold(): one for one in fields}
    found = []
    for name, value in values:
        one = known.get(name.casefold())
        if one is not None and one.gone and value:
            raise InvalidInput(
                _("{name} was removed from Zoom's account.").replace("{name}", one.name),
                next_step=_("Leave it out; what classes have of it stays as it is."),
                field="tracking",
            )
        if one is None:
            offered = ", ".join(each.name for each in asked_for(fields))
            raise InvalidInput(
                _("Zoom's account has no tracking field {name}.").replace("{name}", name[:60]),
                next_step=_("It has {names}.").replace("{names}", offered)
                if offered
                else _("`tracking fields` reads them anew, for an admin."),
                field="tracking",
            )
        found.append((one.name, value))
    return tuple(found)


def require_all(fields: Sequence[TrackingField], values: Tracked) -> None:
    """InvalidInput that names what Zoom demands, with the values it recommends."""
    lacking = missing(fields, values)
    if not lacking:
        return
    one = lacking[0]
    step = (
        _("Add it, like `{name}={value}`. Recommended: {values}.").format(
            name=f'"{one.name}"', value=one.values[0], values=", ".join(one.values)
        )
        if one.values
        else _("Add it, like `{name}=…`.").replace("{name}", f'"{one.name}"')
    )
    raise InvalidInput(
        _("Your school wants {names} with every class.").replace("{names}", ", ".join(each.name for each in lacking)),
        next_step=step,
        field="tracking",
    )


async def removed_among(unit: Unit, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields that kept settings have a value of and Zoom's account has no more. At most one statement."""
    values = tracked_in(options)
    gone = {one.name.casefold() for one in await unit.tracking.all() if one.gone} if values else set()
    return tuple(name for name, _value in values if name.casefold() in gone)


async def without_removed(unit: Unit, options: Mapping[str, Any]) -> dict[str, Any]:
    """Kept settings as a new class may be asked for with."""
    gone = await removed_among(unit, options)
    left = [one for one in options.get(TRACKING, ()) if one["field"] not in gone]
    return {**options, TRACKING: left} if gone else dict(options)


async def removed_notes(unit: Unit, options: Mapping[str, Any]) -> tuple[str, ...]:
    gone = await removed_among(unit, options)
    if not gone:
        return ()
    said = _("Zoom's account has no tracking field {names} any more: the class was made without it.")
    return (said.replace("{names}", ", ".join(gone)),)


async def settled_values(unit: Unit, lines: str) -> Tracked:
    """What a new class is to have. One statement."""
    fields = await unit.tracking.all()
    values = tuple((name, value) for name, value in read_values(lines) if value)
    values = named(fields, values)
    require_all(fields, values)
    return values
