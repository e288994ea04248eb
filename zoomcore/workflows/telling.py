"""Saying how a job ended, through the outbox, to the one who asked."""

from zoomcore.commands.sentences import in_words
from zoomcore.domain.options import PLACES
from zoomcore.domain.work import Answered
from zoomcore.errors import UserError, ZoomError, ZoomRefused
from zoomcore.services.meetings.options import option_name
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Card, Reply, Text, Tone, sentence
from zoomcore.views.codec import reply_to_json
from zoomcore.wording import _, current_language
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain


async def put_answer(unit: Unit, work: Answered, card: Card, *, outcome: str) -> None:
    """In place of the "Working…" card, once for each outcome of a job in one turn, however often it runs."""
    if not work.answer:
        return
    said = f"{outcome}:{work.turn}" if work.turn else outcome
    cause = f"{work.kind}:{work.key}:{said}"
    reply = Reply(view=card, replaces=True, card=f"{work.card}-{said}", language=current_language())
    await unit.outbox.put(cause=cause, to=work.answer, reply=reply_to_json(reply), card=work.card)


async def tell(tools: Tools, work: Answered, card: Card, *, outcome: str) -> None:
    async with tools.store.unit() as unit:
        await put_answer(unit, work, card, outcome=outcome)


def waiting_card(topic: str, error: ZoomError) -> Card:
    """Zoom is away or busy: nothing is lost, and it is said that the bot goes on trying."""
    happened, then = explain(error)
    go_on = _("I keep trying and will tell you here. {then}").replace("{then}", then)
    return Card(
        title=_("Still working on {topic}").replace("{topic}", topic),
        tone=Tone.WORKING,
        body=(Text(line=(happened,)), Text(line=sentence(go_on))),
    )


def refused_card(topic: str, error: ZoomError | UserError, actions: tuple[Action, ...]) -> Card:
    """Zoom, or a rule, said no: what happened and what to do next."""
    if isinstance(error, UserError):
        error = in_words(error)
        happened, then = error.message, error.next_step
    else:
        happened, then = _about_option(error) or explain(error)
    return Card(
        title=_("I couldn't do that: {topic}").replace("{topic}", topic) if topic else _("I couldn't do that"),
        tone=Tone.BAD,
        body=(Text(line=(happened,)), *((Text(line=sentence(then)),) if then else ())),
        actions=actions,
    )


def _about_option(error: ZoomError) -> tuple[str, str] | None:
    """Where Zoom names the setting that it refuses, by the name people know: its sentence may be of any language."""
    if not isinstance(error, ZoomRefused):
        return None
    keys = {field.removeprefix("settings.") for field, _message in error.fields}
    refused = next((name for name, place in PLACES.items() if keys & set(place.keys)), None)
    if refused is None:
        return None
    return (
        _("Zoom doesn't take this: {option}.").replace("{option}", option_name(refused)),
        _("Leave it out, or ask your Zoom admin whether the host's settings allow it."),
    )
