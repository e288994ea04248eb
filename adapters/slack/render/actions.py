"""Buttons, links and menus: what can be done, within what a Slack element may carry."""

import json
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

from adapters.slack.render import limits
from adapters.slack.render.spans import inert
from zoomcore.chat import press_payload
from zoomcore.views import Action, Button, ButtonStyle, Confirm, OpenUrl
from zoomcore.wording import _, phrase

Element = dict[str, Any]

#: How an element's action_id begins, and how the parser tells them apart.
PRESS: Final = "press"
OPEN: Final = "open"
MENU: Final = "menu"
AGAIN: Final = "again"


def plain_text(text: str, longest: int) -> Element:
    """Text that Slack takes literally; emoji codes too."""
    return {"type": "plain_text", "text": limits.cut(text, longest) or " ", "emoji": False}


def mrkdwn(text: str) -> Element:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def context(*texts: str) -> Element:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


@dataclass(slots=True)
class Drawer:
    """Draws the actions of one card; counts, because an action_id stands once in a message."""

    card: str
    drawn: int = 0
    #: By the identity of the button, which lives as long as its card: it is asked for more than once.
    payloads: dict[int, str] = field(default_factory=dict)

    def blocks(self, actions: tuple[Action, ...]) -> list[Element]:
        """Rows of buttons, then a sentence for each button that does not fit through Slack."""
        fitting = [action for action in actions if _fits(self.payload(action))]
        elements = [self.element(action) for action in fitting]
        rows: list[Element] = [
            {"type": "actions", "elements": elements[start : start + limits.ACTIONS]}
            for start in range(0, len(elements), limits.ACTIONS)
        ]
        return rows + [_too_long(action) for action in actions if action not in fitting]

    def row(self, actions: tuple[Action, ...]) -> list[Element]:
        """One row: the first as a button, the others in a menu where they fit one, else every one a button."""
        menu = self.accessory(actions[1:]) if len(actions) > limits.OVERFLOW_LEAST else None
        if menu is None or not _fits(self.payload(actions[0])):
            return self.blocks(actions)
        return [{"type": "actions", "elements": [self.element(actions[0]), menu]}]

    def accessory(self, actions: tuple[Action, ...]) -> Element | None:
        """One element for all of them: a button, or a menu; None where only a row of buttons will do."""
        if len(actions) == 1 and _fits(self.payload(actions[0])):
            return self.element(actions[0])
        if limits.OVERFLOW_LEAST <= len(actions) <= limits.OVERFLOW_MOST and all(map(self._in_menu, actions)):
            return {
                "type": "overflow",
                "action_id": self._next(MENU),
                "options": [self._option(action) for action in actions],
            }
        return None

    def element(self, action: Action) -> Element:
        match action:
            case Button():
                return self._button(action)
            case OpenUrl():
                return self._link(action)
            case _ as unreachable:
                assert_never(unreachable)

    def payload(self, action: Action) -> str:
        """What the element carries: a press, or an address."""
        match action:
            case Button():
                if id(action) not in self.payloads:
                    self.payloads[id(action)] = compact(press_payload(self.card, action.command))
                return self.payloads[id(action)]
            case OpenUrl():
                return action.url
            case _ as unreachable:
                assert_never(unreachable)

    def _button(self, button: Button) -> Element:
        confirm = {"confirm": _confirm(button.confirm, button.style)} if button.confirm else {}
        return _styled(button) | {"action_id": self._next(PRESS), "value": self.payload(button)} | confirm

    def _link(self, link: OpenUrl) -> Element:
        return _styled(link) | {"action_id": self._next(OPEN), "url": link.url}

    def _in_menu(self, action: Action) -> bool:
        """A menu asks one question for all its entries, and its values are short."""
        match action:
            case Button():
                return action.confirm is None and limits.length(self.payload(action)) <= limits.OPTION_VALUE
            case OpenUrl():
                return limits.length(action.url) <= limits.URL
            case _ as unreachable:
                assert_never(unreachable)

    def _option(self, action: Action) -> Element:
        text = {"text": plain_text(action.label, limits.OPTION_LABEL)}
        match action:
            case Button():
                return text | {"value": self.payload(action)}
            case OpenUrl():
                return text | {"value": OPEN, "url": action.url}
            case _ as unreachable:
                assert_never(unreachable)

    def _next(self, kind: str) -> str:
        self.drawn += 1
        return f"{kind}:{self.drawn}"


def compact(payload: str) -> str:
    r"""Rewrite JSON without \u escapes: a topic in another script would not fit a button otherwise."""
    if "\\u" not in payload:
        return payload
    return json.dumps(json.loads(payload), ensure_ascii=False, separators=(",", ":"))


def again(value: str) -> list[Element]:
    """What stands where a form could not be opened in time: a button that asks for the same once more."""
    if limits.length(value) > limits.BUTTON_VALUE:
        return [{"type": "section", "text": mrkdwn(inert(_("Please ask for the form once more, in fewer words.")))}]
    return [
        {"type": "section", "text": mrkdwn(inert(_("The form is ready. Slack waits only three seconds for it.")))},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": plain_text(_("Open the form"), limits.BUTTON_LABEL),
                    "style": "primary",
                    "action_id": AGAIN,
                    "value": value,
                }
            ],
        },
    ]


def _fits(payload: str) -> bool:
    # An address may be longer than a button's value, but the stricter limit is far above any of ours.
    return limits.length(payload) <= limits.BUTTON_VALUE


def _too_long(action: Action) -> Element:
    words = phrase("“{label}” needs more room than a Slack button has. Please type it instead.", label=action.label)
    return context(inert("".join(words)))


def _styled(action: Action) -> Element:
    element: Element = {"type": "button", "text": plain_text(action.label, limits.BUTTON_LABEL)}
    match action.style:
        case ButtonStyle.PLAIN:
            return element
        case ButtonStyle.PRIMARY | ButtonStyle.DANGER:
            return element | {"style": action.style.value}
        case _ as unreachable:
            assert_never(unreachable)


def _confirm(confirm: Confirm, style: ButtonStyle) -> Element:
    drawn: Element = {
        "title": plain_text(confirm.title, limits.CONFIRM_TITLE),
        "text": plain_text(confirm.question, limits.CONFIRM_TEXT),
        "confirm": plain_text(confirm.yes, limits.CONFIRM_LABEL),
        "deny": plain_text(_("Go back"), limits.CONFIRM_LABEL),
    }
    return drawn | ({"style": "danger"} if style is ButtonStyle.DANGER else {})
