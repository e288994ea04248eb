"""Tracking fields in forms."""

from collections.abc import Sequence

from zoomcore.commands.wishes.tracking import OfferTrackingFields
from zoomcore.domain.tracking import TrackingField, asked_for
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase


def tracking_fields_of(fields: Sequence[TrackingField], said: str) -> tuple[Field, ...]:
    """One input with a line a field, for the schedule form; none where no field is offered or demanded.

    `said` are the lines there are already; the others stand with an empty value, to be filled in.
    """
    asked = asked_for(fields)
    if not asked:
        return ()
    there = {line.partition("=")[0].strip().casefold() for line in said.splitlines()}
    lines = [*said.splitlines(), *(f"{one.name} = " for one in asked if one.name.casefold() not in there)]
    return (
        Field(
            name="tracking",
            label=_("Tracking fields"),
            kind=FieldKind.LONG_TEXT,
            value="\n".join(lines),
            hint=_hint(asked),
            required=any(one.required for one in asked),
        ),
    )


def _hint(asked: Sequence[TrackingField]) -> str:
    """What Zoom recommends, and what it demands."""
    said = []
    for one in asked:
        values = ", ".join(one.values)
        wanted = _("needed") if one.required else ""
        told = "; ".join(piece for piece in (wanted, values) if piece)
        said.append(f"{one.name}: {told}" if told else one.name)
    return ". ".join(said)[:_LONGEST_HINT]


_LONGEST_HINT = 300


def offer_form(fields: Sequence[TrackingField]) -> Form:
    there = [one for one in fields if not one.gone]
    return Form(
        title=_("Tracking fields"),
        base=OfferTrackingFields(),
        intro=phrase("Those you tick are asked about with every new class; what Zoom demands is asked anyway."),
        submit=_("Save"),
        fields=(
            Field(
                name="fields",
                label=_("Ask about"),
                kind=FieldKind.CHOICES,
                values=tuple(one.id for one in there if one.offered),
                choices=tuple(Choice(value=one.id, label=one.name) for one in there),
            ),
        ),
    )
