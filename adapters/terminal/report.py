"""A reply for machines: what `lectern say --json` prints, and the exit status that goes with it."""

from typing import Any, assert_never

from zoomcore.views import Card, Document, Form, Redirect, Reply, Tone, View
from zoomcore.views.codec import reply_to_json
from zoomcore.views.plain import plain

DONE, REFUSED, OUTAGE = 0, 1, 3


def to_json(reply: Reply, *, zone: str | None = None, locale: str = "") -> dict[str, Any]:
    """One object with "audience", "title", "tone", "plain", "view", and "ask": true when an answer is awaited."""
    tone = _tone(reply.view)
    data = {
        "audience": reply.audience.value,
        "title": _title(reply.view),
        "tone": tone.value,
        "plain": plain(reply.view, zone=zone, locale=locale),
        "view": reply_to_json(reply)["view"],
    }
    return data | ({"ask": True} if tone is Tone.ASK else {})


def exit_status(reply: Reply) -> int:
    """0 done (a form too), 1 refused or asked back, 3 Zoom or the database away.

    A reply that is still WORKING when nobody waits any longer was not confirmed by Zoom: 3.
    """
    tone = _tone(reply.view)
    if reply.outage or tone is Tone.WORKING:
        return OUTAGE
    return REFUSED if tone in {Tone.ASK, Tone.BAD} else DONE


def _tone(view: View) -> Tone:
    return view.tone if isinstance(view, Card) else Tone.NEUTRAL


def _title(view: View) -> str:
    match view:
        case Card() | Form() | Document():
            return view.title
        case Redirect():
            return ""
        case _:
            assert_never(view)
