"""`lectern say`: one line in, one card out, once what it started has ended."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from adapters.terminal.address import Speaker
from adapters.terminal.app import TerminalAdapter
from adapters.terminal.parse import typed, uploaded
from adapters.terminal.report import DONE, exit_status, to_json
from adapters.terminal.session import Screen, new_key, save
from bot.config import Settings, load_settings
from bot.logs import configure_logs
from bot.wiring import Lectern, assembled, prepare
from zoomcore.chat import Request
from zoomcore.errors import ConfigError, InvalidInput
from zoomcore.views import Card, Document, Reply, Tone
from zoomcore.views.codec import reply_from_json

#: Longer than Zoom's slowest answer; what takes longer goes on without us.
PATIENCE_SECONDS = 60.0
_LOOK_EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """`person` empty: the first admin who is named by an e-mail. `channel` without the leading #."""

    text: str
    person: str = ""
    channel: str = ""
    as_json: bool = False
    #: A file to hand over with the text.
    file: Path | None = None


async def say(saying: Saying) -> int:
    """Print the final card and return the exit status: 0 done, 1 refused or asked back, 3 Zoom or database away."""
    settings = load_settings()
    configure_logs(level="error", secrets=settings.secrets())
    speaker = Speaker(email=_person(saying, settings), channel=saying.channel.lstrip("#"), zone=settings.timezone)
    await prepare(settings)
    async with assembled(
        settings, chats=[TerminalAdapter(show=lambda _shown: None, zone=settings.timezone)]
    ) as lectern:
        reply = await lectern.handle(_request(saying, speaker))
        final, unfinished = await _ended(lectern, reply or Reply(view=Card(title="")))
    _show(final, zone=settings.timezone, as_json=saying.as_json)
    return DONE if _is_working(final) and not unfinished else exit_status(final)


def _show(final: Reply, *, zone: str, as_json: bool) -> None:
    """A file is written into this folder, beside and never over one that is there; as JSON it is in the object."""
    if as_json:
        print(json.dumps(to_json(final, zone=zone), ensure_ascii=False))  # noqa: T201 - its very purpose
        return
    screen = Screen()
    screen.show(final, zone=zone)
    if isinstance(final.view, Document):
        screen.say(str(save(final.view, Path())))


def _request(saying: Saying, speaker: Speaker) -> Request:
    if saying.file is None:
        return typed(speaker, saying.text, key=new_key())
    try:
        return uploaded(speaker, saying.file, saying.text, key=new_key())
    except InvalidInput as error:
        raise ConfigError(f"{error.message} {error.next_step}") from error


def _person(saying: Saying, settings: Settings) -> str:
    named = saying.person or next((one for one in settings.admins if "@" in one), "")
    if not named:
        raise ConfigError("Say who speaks: --as EMAIL, or name an admin in LECTERN_ADMINS.")
    return named


async def _ended(lectern: Lectern, reply: Reply) -> tuple[Reply, bool]:
    """What took the place of a "Working…" card, and whether work is still to be done after all our patience.

    A card that still says so when no work is left waits for a person, an admin's decision for example.
    """
    if not _is_working(reply):
        return reply, False
    await lectern.connect()
    async with lectern.working():
        until, latest = monotonic() + PATIENCE_SECONDS, reply
        while (left := await _is_work_left(lectern)) and _is_working(latest) and monotonic() < until:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
            latest = await _answer_to(lectern, reply) or latest
    latest = await _answer_to(lectern, reply) or latest
    return latest, left and _is_working(latest)


async def _is_work_left(lectern: Lectern) -> bool:
    async with lectern.store.reading() as unit:
        health = await unit.jobs.health()
    return health.waiting + health.running > 0


async def _answer_to(lectern: Lectern, reply: Reply) -> Reply | None:
    """Read from the outbox: another process may have done the job, and sent its word to its own terminal."""
    async with lectern.store.reading() as unit:
        message = await unit.outbox.latest_for(reply.card)
    return reply_from_json(dict(message.reply)) if message else None


def _is_working(reply: Reply) -> bool:
    return isinstance(reply.view, Card) and reply.view.tone is Tone.WORKING
