"""Views as Slack draws them. Pure: no I/O, no clock, no SDK.

Every text that comes from people is literal: in rich text and plain text by nature, in mrkdwn by `inert`.
"""

from typing import Any, assert_never

from adapters.slack.render import limits
from adapters.slack.render.actions import AGAIN, MENU, OPEN, PRESS, again, compact
from adapters.slack.render.cards import blocks
from adapters.slack.render.forms import CALLBACK, FIELD, NOTHING, field_errors, home, modal, result
from adapters.slack.render.spans import escape, inert
from zoomcore.views import Card, Document, Form, OpenUrl, Redirect, Tone, View
from zoomcore.views.plain import spoken
from zoomcore.wording import _

__all__ = [
    "AGAIN",
    "CALLBACK",
    "FIELD",
    "MENU",
    "NOTHING",
    "OPEN",
    "PRESS",
    "again",
    "blocks",
    "compact",
    "field_errors",
    "home",
    "inert",
    "message",
    "modal",
    "offer",
    "result",
]


def message(view: Card | Redirect | Document, card_nonce: str) -> dict[str, Any]:
    """Text and blocks of the view as a message. A form is none: see `modal` and `offer`."""
    match view:
        case Card():
            return {"text": notice(view), "blocks": blocks(view, card_nonce)}
        case Redirect():
            go = Card(title=_("Your link is ready"), actions=(OpenUrl(label=_("Open"), url=view.url),))
            return {"text": notice(go), "blocks": blocks(go, card_nonce)}
        case Document():
            sent = Card(title=view.title, tone=Tone.GOOD)
            return {"text": notice(sent), "blocks": blocks(sent, card_nonce)}
        case _ as unreachable:
            assert_never(unreachable)


def offer(form: Form, value: str) -> dict[str, Any]:
    """Draw the message whose button asks for the form once more; `value` is what that button carries."""
    return {"text": notice(form), "blocks": again(value)}


def notice(view: View) -> str:
    """The view as Slack's top-level text: for notifications and screen readers, with nothing Slack would act on."""
    return escape(limits.cut(spoken(view), limits.MESSAGE_TEXT))
