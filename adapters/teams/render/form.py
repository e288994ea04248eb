"""A form as inputs: in a dialog, or in a card for clients that have no dialogs."""

import re
from dataclasses import replace
from typing import Any, assert_never
from urllib.parse import quote

from adapters.teams.address import FIELD, FIELDS, PEOPLE, RESHAPE
from adapters.teams.render.actions import press
from adapters.teams.render.blocks import block_elements, paragraph
from adapters.teams.render.card import header
from adapters.teams.render.pieces import clip, inert
from adapters.teams.render.surface import Pen
from adapters.teams.render.words import heading, left_out
from zoomcore.views import Choice, Field, FieldKind, Form, FormError, Tone
from zoomcore.wording import _

Json = dict[str, Any]
#: Above this many choices a list is searched by typing.
SEARCHED = 10
CHOICE_LENGTH = 120
#: A choice is small beside a row of a table.
CHOICES_A_ROW = 8
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{2}:\d{2}")


def form_elements(form: Form, pen: Pen) -> list[Json]:
    """Inputs in the order of the fields, each with its own error below it, then the button that sends them."""
    body = [header(form.title, Tone.NEUTRAL)]
    if form.intro:
        body.append(paragraph(form.intro, pen))
    body += [element for block in form.said for element in block_elements(block, pen, "said")]
    named = {field.name for field in form.fields}
    body += [one for error in form.errors if error.field not in named for one in _error(error)]
    section = ""
    for field in form.fields:
        body += _section(field.section) if field.section not in {"", section} else []
        section = field.section
        body += _field(field, form, pen)
    return [*body, {"type": "ActionSet", "actions": _buttons(form, pen)}]


def _section(name: str) -> list[Json]:
    return [heading(name, weight="bolder", size="medium", separator=True, spacing="large", style="heading")]


def _buttons(form: Form, pen: Pen) -> list[Json]:
    """What sends it; where fields hang on each other, what draws those that belong to it now; the way back."""
    # A client leaves out what stands empty; laid under the inputs, these say that it was emptied.
    emptied = {input_id(field): "" for field in form.fields}
    send = press(form.submit, form.base, pen) | {"style": "positive"}
    send["data"] |= emptied
    buttons = [send]
    if any(field.shapes for field in form.fields):
        # Teams tells nobody that an input has changed (Adaptive Cards 1.5): a button has to.
        shape = press(_("Update the fields"), form.base, pen)
        shape["data"] |= emptied | {RESHAPE: True}
        buttons.append(shape)
    if form.back:
        # It sends what was filled in before: inputs of this step, if any, have nothing to say.
        buttons.append(press(form.back.label, form.back.command, pen) | {"associatedInputs": "none"})
    return buttons


def input_id(field: Field) -> str:
    """What the client calls the value; the prefix tells one text from several."""
    if field.kind is FieldKind.PEOPLE and _may_pick(field):
        return PEOPLE + field.name
    return (FIELDS if field.kind is FieldKind.CHOICES else FIELD) + field.name


def _may_pick(field: Field) -> bool:
    """The picker knows accounts only; where an e-mail is among the people, all of them are written."""
    return all(one.startswith("@") for one in field.values)


def _field(field: Field, form: Form, pen: Pen) -> list[Json]:
    shown = _offered(field, pen.allowance.rows * CHOICES_A_ROW)
    missing = left_out(len(field.choices) - len(shown.choices), "… and one more choice.", "… and {count} more choices.")
    hint = [heading(field.hint, isSubtle=True, size="small", spacing="none")] if field.hint else []
    return [_input(shown) | _labelled(field), *missing, *hint, *_errors(form, field.name)]


def _offered(field: Field, most: int) -> Field:
    """The field with its first choices, and with the chosen ones wherever they stand."""
    chosen = {field.value, *field.values}
    kept = [choice for index, choice in enumerate(field.choices) if index < most or choice.value in chosen]
    return replace(field, choices=tuple(kept))


def _errors(form: Form, name: str) -> list[Json]:
    """In red and in a word; Teams lets nobody attach an error to an input."""
    return [one for error in form.errors if error.field == name for one in _error(error)]


def _error(error: FormError) -> list[Json]:
    return [heading(_("Error: {message}").format(message=error.message), color="attention", spacing="small")]


def _labelled(field: Field) -> Json:
    # A toggle's title stands beside it: a label above would say the same twice.
    label = {} if field.kind is FieldKind.TICK else {"label": inert(field.label)}
    named: Json = {"id": input_id(field), **label}
    if field.required:
        named |= {"isRequired": True, "errorMessage": _("Please fill in: {label}").format(label=inert(field.label))}
    return named


def _input(field: Field) -> Json:  # noqa: C901 - an exhaustive table
    match field.kind:
        case FieldKind.TEXT:
            return _text(field)
        case FieldKind.LONG_TEXT:
            return _text(field) | {"isMultiline": True}
        case FieldKind.PERSON:
            return _text(field) | {"style": "email"}
        case FieldKind.PEOPLE:
            return _people(field)
        case FieldKind.DAY:
            return {"type": "Input.Date", **_prefilled(field.value, _DAY)}
        case FieldKind.CLOCK:
            return {"type": "Input.Time", **_prefilled(field.value, _CLOCK)}
        case FieldKind.NUMBER:
            return {"type": "Input.Number"} | ({"value": int(field.value)} if field.value.isdecimal() else {})
        case FieldKind.TICK:
            return _tick(field)
        case FieldKind.CHOICE:
            return _choices(field)
        case FieldKind.CHOICES:
            return _several(field)
        case _:
            assert_never(field.kind)


def _text(field: Field) -> Json:
    limit = {"maxLength": field.longest} if field.longest else {}
    return {"type": "Input.Text", **limit, **({"value": field.value} if field.value else {})}


def _people(field: Field) -> Json:
    """The people picker of Teams: it searches the school's directory and gives back ids of accounts."""
    if not _may_pick(field):
        return _text(replace(field, value=", ".join(field.values)))
    return {
        "type": "Input.ChoiceSet",
        "isMultiSelect": True,
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
        **({"value": ",".join(one.removeprefix("@") for one in field.values)} if field.values else {}),
    }


def _prefilled(value: str, shape: re.Pattern[str]) -> Json:
    # An input that is given a value of another shape draws nothing at all.
    return {"value": value} if shape.fullmatch(value) else {}


def _tick(field: Field) -> Json:
    value = "true" if field.value == "true" else "false"
    return {"type": "Input.Toggle", "title": inert(field.label), "valueOn": "true", "valueOff": "false", "value": value}


def _choices(field: Field) -> Json:
    style = "filtered" if len(field.choices) > SEARCHED else "compact"
    known = any(choice.value == field.value for choice in field.choices)
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "choices": [_choice(choice, choice.value) for choice in field.choices],
        **({"value": field.value} if known else {}),
    }


def _several(field: Field) -> Json:
    # The client joins the chosen values with commas: what holds a comma itself is quoted, and unquoted in parse.
    return {
        "type": "Input.ChoiceSet",
        "isMultiSelect": True,
        "style": "expanded",
        "choices": [_choice(choice, quote(choice.value, safe="")) for choice in field.choices],
        **({"value": ",".join(quote(value, safe="") for value in field.values)} if field.values else {}),
    }


def _choice(choice: Choice, value: str) -> Json:
    return {"title": clip(inert(choice.label), CHOICE_LENGTH), "value": value}
