"""Forms as Slack modals: one input block a field, its block_id the field's name, its action_id the field's kind."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, assert_never

from adapters.slack.render import limits
from adapters.slack.render.actions import compact, mrkdwn, plain_text
from adapters.slack.render.cards import blocks, said
from adapters.slack.render.spans import mrkdwn_lines
from zoomcore.chat import press_payload
from zoomcore.errors import LimitReached
from zoomcore.views import Card, Choice, Field, FieldKind, Form, FormError
from zoomcore.wording import _, plural

Element = dict[str, Any]

CALLBACK: Final = "form"
#: A field's block_id is this and its name.
FIELD: Final = "field:"
#: Slack takes no empty value of an option: this stands for one, on the way there and back.
NOTHING: Final = "nothing:"


def modal(form: Form, card_nonce: str, origin: Mapping[str, str]) -> Element:
    """Draw the form as a view. `origin` says where it was asked for; it travels in the view and comes back with it.

    Raises LimitReached where the command and its origin do not fit what a view may carry.
    """
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(form.title, limits.VIEW_TITLE),
        "submit": plain_text(form.submit, limits.VIEW_TITLE),
        # Slack's own button closes the upper of two views: that is the way back.
        "close": plain_text(form.back.label if form.back else _("Close"), limits.VIEW_TITLE),
        "private_metadata": _metadata(form, card_nonce, origin),
        "blocks": _body(form),
    }


def result(card: Card, card_nonce: str, origin: Mapping[str, str]) -> Element:
    """Draw a card over the form it answers, or in its place; its buttons are answered where the form was asked for."""
    return {
        "type": "modal",
        "callback_id": "result",
        "title": plain_text(card.title, limits.VIEW_TITLE),
        "close": plain_text(_("Close"), limits.VIEW_TITLE),
        "private_metadata": json.dumps({"origin": dict(origin)}, ensure_ascii=False),
        "blocks": blocks(card, card_nonce, longest=limits.VIEW_BLOCKS),
    }


def home(card: Card, card_nonce: str) -> Element:
    """Draw a card as the app's Home tab."""
    return {"type": "home", "blocks": blocks(card, card_nonce, longest=limits.VIEW_BLOCKS)}


def field_errors(form: Form, shown: Collection[str]) -> dict[str, str] | None:
    """Give the sentences beside their fields, as Slack wants them.

    None where one of them belongs to no field, or to none of those `shown` in the view that was sent.
    """
    names = {field.name for field in form.fields} & set(shown)
    if not form.errors or any(error.field not in names for error in form.errors):
        return None
    return {FIELD + error.field: error.message for error in form.errors}


def _metadata(form: Form, card_nonce: str, origin: Mapping[str, str]) -> str:
    press = compact(press_payload(card_nonce, form.base))
    text = json.dumps({"press": press, "origin": dict(origin)}, ensure_ascii=False, separators=(",", ":"))
    if limits.length(text) > limits.PRIVATE_METADATA:
        raise LimitReached(
            _("This form holds more than Slack lets a form carry."),
            next_step=_("Please type the command with fewer words."),
        )
    return text


def _body(form: Form) -> list[Element]:
    labels = {field.name: field.label for field in form.fields}
    start = [_said(text) for text in mrkdwn_lines(form.intro)]
    start += said(form.said)
    start += [_error(error, labels.get(error.field, "")) for error in form.errors]
    inputs = [_input(field) for field in form.fields]
    headed = _headed(form.fields, inputs)
    # A field left out would be a value lost; headings and words before the fields are not.
    if len(headed) > limits.VIEW_BLOCKS:
        return inputs
    return start[: limits.VIEW_BLOCKS - len(headed)] + headed


def _headed(fields: Sequence[Field], inputs: Sequence[Element]) -> list[Element]:
    """Each section under its heading."""
    drawn: list[Element] = []
    before = ""
    for field, element in zip(fields, inputs, strict=True):
        if field.section not in {"", before}:
            drawn += [{"type": "divider"}, {"type": "header", "text": plain_text(field.section, limits.HEADER)}]
        before = field.section
        drawn.append(element)
    return drawn


def _said(text: str) -> Element:
    return {"type": "section", "text": mrkdwn(text)}


def _error(error: FormError, label: str) -> Element:
    """At the top, with the name of its field: Slack draws sentences beside fields only on the form that was sent."""
    message = f"{label}: {error.message}" if label else error.message
    return _said(mrkdwn_lines(("⚠️ ", _("Error: {message}").replace("{message}", message)))[0])


def _input(field: Field) -> Element:
    drawn: Element = {
        "type": "input",
        "block_id": FIELD + field.name,
        "optional": not field.required,
        "label": plain_text(field.label, limits.INPUT_LABEL),
        "element": {"action_id": field.kind.value} | _element(field),
    } | ({"dispatch_action": True} if field.shapes else {})
    hint = _hint(field)
    return drawn | ({"hint": plain_text(hint, limits.INPUT_LABEL)} if hint else {})


def _hint(field: Field) -> str:
    left_out = len(field.choices) - len(_options(field))
    if not left_out:
        return field.hint
    more = plural("… and {count} more choice", "… and {count} more choices", left_out)
    return f"{field.hint} {more}".strip()


def _element(field: Field) -> Element:  # noqa: C901 - one arm a kind, exhaustive
    match field.kind:
        case FieldKind.TEXT:
            return _text_input(field)
        case FieldKind.LONG_TEXT:
            return _text_input(field) | {"multiline": True}
        case FieldKind.DAY:
            return {"type": "datepicker"} | _initial("initial_date", field.value)
        case FieldKind.CLOCK:
            return {"type": "timepicker"} | _initial("initial_time", field.value)
        case FieldKind.NUMBER:
            return {"type": "number_input", "is_decimal_allowed": False} | _initial("initial_value", field.value)
        case FieldKind.CHOICE:
            return _choice(field)
        case FieldKind.CHOICES:
            return _choices(field)
        case FieldKind.TICK:
            return _tick(field)
        case FieldKind.PERSON:
            return _person(field)
        case FieldKind.PEOPLE:
            return _people(field)
        case _ as unreachable:
            assert_never(unreachable)


def _initial(name: str, value: object) -> Element:
    return {name: value} if value else {}


def _text_input(field: Field) -> Element:
    longest = min(field.longest or limits.INPUT_TEXT, limits.INPUT_TEXT)
    # What was typed before may be longer than allowed: it is shown whole where Slack can, so that it can be shortened.
    value = field.value if limits.length(field.value) <= limits.INPUT_TEXT else limits.cut(field.value, longest)
    longest = max(longest, limits.length(value))
    return {"type": "plain_text_input", "max_length": longest} | _initial("initial_value", value)


def _options(field: Field) -> list[Element]:
    """Those choices that Slack can show; their values must be given back whole, so a longer one cannot be shown."""
    shown = [choice for choice in field.choices if limits.length(choice.value) <= limits.OPTION_VALUE]
    return [_option(choice) for choice in shown[: limits.OPTIONS]]


def _option(choice: Choice) -> Element:
    return {"text": plain_text(choice.label, limits.OPTION_LABEL), "value": choice.value or NOTHING}


def _choice(field: Field) -> Element:
    options = _options(field)
    if not options:
        return _text_input(field)
    chosen = next((option for option in options if option["value"] == (field.value or NOTHING)), None)
    return {"type": "static_select", "options": options} | _initial("initial_option", chosen)


def _choices(field: Field) -> Element:
    options = _options(field)
    chosen = [option for option in options if option["value"] in field.values]
    kind = "checkboxes" if len(options) <= limits.CHECKBOXES else "multi_static_select"
    return {"type": kind, "options": options} | _initial("initial_options", chosen)


def _tick(field: Field) -> Element:
    options = [_option(Choice(value="true", label=field.label))]
    return {"type": "checkboxes", "options": options} | _initial("initial_options", options * (field.value == "true"))


def _person(field: Field) -> Element:
    """A value is "@" and an account's id, or an e-mail: that cannot stand in a menu of accounts, so it is written."""
    if field.value and not field.value.startswith("@"):
        return _text_input(field)
    return {"type": "users_select"} | _initial("initial_user", field.value.removeprefix("@"))


def _people(field: Field) -> Element:
    """As for one person: where an e-mail is among them, all of them are written."""
    if any(not one.startswith("@") for one in field.values):
        return _text_input(replace(field, value=", ".join(field.values)))
    return {"type": "multi_users_select"} | _initial("initial_users", [one.removeprefix("@") for one in field.values])
