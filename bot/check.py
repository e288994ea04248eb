"""`lectern check`: what is missing, each thing by its name, with what it switches off and what to do."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import aiohttp
from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.config import Settings, load_settings, variable
from bot.manifests.slack import OPTIONAL_SCOPES, SCOPES
from bot.teams import teams_settings
from bot.wiring import now, open_store, zoom_settings
from zoomcore.errors import (
    ChatUnavailable,
    ConfigError,
    StorageError,
    ZoomAuthError,
    ZoomError,
    ZoomRateLimited,
    ZoomUnavailable,
)
from zoomcore.storage.store import Store
from zoomcore.zoom.budget import Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.scopes import SPARE, Feature, missing_scopes

PASSED, INCOMPLETE, AWAY = 0, 1, 3
#: Slack refuses signatures five minutes old, and Microsoft's tokens allow as much: a fifth of that is a warning.
MOST_SKEW = timedelta(seconds=60)
#: Zoom tells at once, and again up to 85 minutes later (zoom-api 8.2): a class without a word for so long is a sign.
SILENCE = timedelta(days=1)


class State(StrEnum):
    """OFF: not set up at all, and that may be meant. AWAY: it did not answer, so nothing is known of it."""

    OK = "ok"
    OFF = "off"
    MISSING = "missing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is the name of the thing itself: a setting, a scope."""

    state: State
    area: str
    subject: str
    words: str = ""


async def run() -> int:
    """Look at everything at once, print it, and return the exit status: 0, 1 missing, 3 Zoom or database away."""
    try:
        settings = load_settings()
    except ConfigError as error:
        findings: Sequence[Finding] = [_told(line) for line in str(error).splitlines()]
    else:
        findings = await look(settings)
    show(findings, Console())
    return verdict(findings)


def verdict(findings: Iterable[Finding]) -> int:
    """Zoom or the database away wins: what is missing there cannot be known."""
    seen = list(findings)
    if any(one.state is State.AWAY and one.area in {"Zoom", "Database"} for one in seen):
        return AWAY
    return INCOMPLETE if any(one.state in {State.MISSING, State.AWAY} for one in seen) else PASSED


async def look(settings: Settings, *, clock: Callable[[], datetime] = now) -> list[Finding]:
    """Every part side by side: the slowest decides how long it takes."""
    parts: list[Awaitable[list[Finding]]] = [
        _database(settings),
        _zoom(settings, clock),
        _slack(settings),
        _teams(settings, clock),
    ]
    return [*_settings(settings), *(one for part in await asyncio.gather(*parts) for one in part)]


def show(findings: Sequence[Finding], console: Console) -> None:
    """A table on a terminal, a line each elsewhere; the summary last."""
    if console.is_terminal:
        console.print(_table(findings))
    else:
        for one in findings:
            console.print(_line(one), markup=False, highlight=False, soft_wrap=True)
    missing = sum(one.state is State.MISSING for one in findings)
    away = sum(one.state is State.AWAY for one in findings)
    words = "Everything that is set up works." if not missing + away else f"{missing} missing, {away} away."
    console.print(words, markup=False, highlight=False)


def _line(finding: Finding) -> str:
    words = f": {finding.words}" if finding.words else ""
    return f"{finding.state:8}{finding.area:10}{finding.subject}{words}"


_COLOURS = {State.OK: "green", State.OFF: "dim", State.MISSING: "bold red", State.AWAY: "bold yellow"}


def _table(findings: Sequence[Finding]) -> Table:
    table = Table("", "part", "what", "", header_style="bold", box=None, padding=(0, 2, 0, 0))
    for one in findings:
        table.add_row(Text(one.state, style=_COLOURS[one.state]), one.area, Text(one.subject), Text(one.words))
    return table


def _told(line: str) -> Finding:
    """A complaint of the settings begins with the name it is about."""
    name, _blank, words = line.partition(" ")
    return Finding(State.MISSING, "Settings", name, words)


# What is not set, and what that switches off.

_WANTED = (
    ("admins", "Without it nobody is an admin: name at least one e-mail"),
    ("public_url", "Without it join links and webhooks reach this machine alone"),
    ("secret_key", "Without it links and buttons die with the process; try: openssl rand -hex 32"),
)


def _settings(settings: Settings) -> list[Finding]:
    return [
        Finding(State.OK, "Settings", variable(name))
        if getattr(settings, name)
        else Finding(State.MISSING, "Settings", variable(name), words)
        for name, words in _WANTED
    ]


async def _database(settings: Settings) -> list[Finding]:
    try:
        async with open_store(settings) as store:
            behind = await store.pending_migrations()
            heard = [] if behind or not settings.zoom_webhook_secret else [await _heard(store)]
    except StorageError as error:
        return [Finding(State.AWAY, "Database", "connection", str(error))]
    if behind:
        return [Finding(State.MISSING, "Database", "tables", "They are behind this version: run `lectern migrate`")]
    return [Finding(State.OK, "Database", "tables"), *heard]


async def _heard(store: Store) -> Finding:
    """Whether Zoom tells: of a class that was held, its webhooks must have come."""
    async with store.reading() as unit:
        heard, held = await unit.inbox.last_from("zoom"), await unit.meetings.last_held()
    if held is None or (heard is not None and held - heard <= SILENCE):
        return Finding(State.OK, "Zoom", "webhooks", "" if heard is None else f"last one {heard:%Y-%m-%d %H:%M} UTC")
    since = f"none since {heard:%Y-%m-%d %H:%M} UTC" if heard is not None else "none ever came"
    words = f"{since}, though a class was held until {held:%Y-%m-%d %H:%M} UTC: look at the app's event subscription"
    return Finding(State.MISSING, "Zoom", "webhooks", words)


# Zoom.


_SIGN_ON = (
    "Does SAML or SCIM set license types at sign-in? Then lent licenses flip back: take the license type out of the"
    " response mapping"
)


async def _zoom(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    if not settings.has_zoom:
        return [
            Finding(State.MISSING, "Zoom", variable("zoom_account_id"), "No class can be booked; see manifest/zoom.md")
        ]
    async with ZoomClient(settings=zoom_settings(settings), budget=Unlimited(), clock=clock) as zoom:
        try:
            granted = await zoom.scopes()
            skew = await zoom.server_time_skew()
        except ZoomAuthError as error:
            return [Finding(State.MISSING, "Zoom", "credentials", f"Zoom refused them: {error}")]
        except (ZoomUnavailable, ZoomRateLimited) as error:
            return [Finding(State.AWAY, "Zoom", "connection", str(error))]
        except ZoomError as error:
            return [Finding(State.AWAY, "Zoom", "connection", f"an answer I can't read: {error}")]
    return [
        Finding(State.OK, "Zoom", "credentials"),
        *_scopes(granted),
        _clock(skew),
        _webhook_secret(settings),
        Finding(State.OK, "Zoom", "single sign-on", _SIGN_ON),
    ]


def _scopes(granted: frozenset[str]) -> list[Finding]:
    """One finding a missing scope, in the style (granular or classic) the app has; one in all where none is missing."""
    lost: dict[str, list[Feature]] = {}
    for feature in Feature:
        for scope in missing_scopes(granted, feature):
            lost.setdefault(scope, []).append(feature)
    if not lost:
        return [Finding(State.OK, "Zoom", "scopes")]
    return [
        Finding(
            State.OFF if SPARE.issuperset(features) else State.MISSING,
            "Zoom",
            scope,
            f"Off: {', '.join(features)}. Add it to the app under Scopes",
        )
        for scope, features in lost.items()
    ]


def _clock(skew: timedelta) -> Finding:
    seconds = round(skew.total_seconds())
    if abs(skew) <= MOST_SKEW:
        return Finding(State.OK, "Clock", "this machine", f"{abs(seconds)} s from Zoom's")
    side = "behind" if seconds > 0 else "ahead of"
    words = f"{abs(seconds)} s {side} Zoom's: signatures will be refused. Switch on time synchronisation"
    return Finding(State.MISSING, "Clock", "this machine", words)


def _webhook_secret(settings: Settings) -> Finding:
    name = variable("zoom_webhook_secret")
    if settings.zoom_webhook_secret:
        return Finding(State.OK, "Zoom", name)
    return Finding(State.MISSING, "Zoom", name, "Without it no class is known to have begun or ended")


# Slack and Teams.


async def _slack(settings: Settings) -> list[Finding]:
    if not settings.has_slack:
        return [Finding(State.OFF, "Slack", variable("slack_bot_token"), "not set, so Slack is off")]
    headers = {"Authorization": f"Bearer {settings.slack_bot_token.get_secret_value()}"}
    url = f"{settings.slack_api_url.rstrip('/')}/auth.test"
    timeout = aiohttp.ClientTimeout(total=10)
    try:
        async with (
            aiohttp.ClientSession(trust_env=True, timeout=timeout) as session,
            session.post(url, headers=headers) as answer,
        ):
            told = await answer.json(content_type=None)
            granted = frozenset(answer.headers.get("x-oauth-scopes", "").replace(",", " ").split())
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return [Finding(State.AWAY, "Slack", "connection", f"no answer ({type(error).__name__})")]
    if not told.get("ok"):
        words = f"Slack refused it: {told.get('error', answer.status)}"
        return [Finding(State.MISSING, "Slack", variable("slack_bot_token"), words)]
    return [Finding(State.OK, "Slack", f"workspace {told.get('team', '?')}"), *_slack_scopes(granted)]


def _slack_scopes(granted: frozenset[str]) -> list[Finding]:
    missing = [
        Finding(State.MISSING, "Slack", scope, f"Off: {use}. Add it and install the app again")
        for scope, use in SCOPES.items()
        if scope not in granted
    ]
    optional = [
        Finding(State.OFF, "Slack", scope, f"optional: {use}")
        for scope, use in OPTIONAL_SCOPES.items()
        if scope not in granted
    ]
    return [*(missing or [Finding(State.OK, "Slack", "scopes")]), *optional]


async def _teams(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    if not settings.has_teams:
        return [Finding(State.OFF, "Teams", variable("teams_app_id"), "not set, so Teams is off")]
    if settings.teams_anonymous:
        words = "token checks are off: for a local playground, never in public"
        return [Finding(State.OFF, "Teams", variable("teams_anonymous"), words)]
    return await teams_findings(teams_settings(settings), clock)


async def teams_findings(settings: TeamsSettings, clock: Callable[[], datetime]) -> list[Finding]:
    """Whether Microsoft gives the bot a token; one request."""
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(trust_env=True, timeout=timeout) as session:
        try:
            await Tokens(session, settings, clock).check()
        except ConfigError as error:
            return [Finding(State.MISSING, "Teams", variable("teams_app_password"), str(error))]
        except ChatUnavailable as error:
            return [Finding(State.AWAY, "Teams", "connection", str(error))]
    return [Finding(State.OK, "Teams", "registration")]
