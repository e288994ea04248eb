"""`lectern check`: each missing thing by its name, and the exit status, over real HTTP."""

import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from rich.console import Console

from adapters.teams.settings import TeamsSettings
from bot import check
from bot.check import Finding, State, look, show, teams_findings, verdict
from bot.config import load_settings
from bot.manifests.slack import OPTIONAL_SCOPES, SCOPES
from bot.wiring import now, open_store, prepare
from tests.builders import a_schedule
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.sandbox import CLASSIC, GRANULAR, Fault, Sandbox
from zoomcore.storage.store import Store

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def whole(settings_of_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """Nothing is missing, and both chats are off."""
    more = {"PUBLIC_URL": "https://lectern.example.edu", "SECRET_KEY": KEY, "ZOOM_WEBHOOK_SECRET": "webhook-secret"}
    for name, value in more.items():
        monkeypatch.setenv(f"LECTERN_{name}", value)
    return settings_of_sandbox


async def findings() -> list[Finding]:
    return await look(load_settings())


def subjects(found: list[Finding], state: State) -> set[str]:
    return {one.subject for one in found if one.state is state}


async def test_where_all_is_well_it_ends_with_0_and_says_what_is_off(whole):
    found = await findings()

    assert verdict(found) == 0
    assert subjects(found, State.OFF) == {"LECTERN_SLACK_BOT_TOKEN", "LECTERN_TEAMS_APP_ID"}


async def test_every_missing_setting_is_named(settings_of_sandbox, monkeypatch):
    monkeypatch.delenv("LECTERN_ADMINS")
    found = await findings()

    assert verdict(found) == 1
    assert subjects(found, State.MISSING) == {
        "LECTERN_ADMINS",
        "LECTERN_PUBLIC_URL",
        "LECTERN_SECRET_KEY",
        "LECTERN_ZOOM_WEBHOOK_SECRET",
    }


async def test_a_missing_granular_scope_is_named_with_what_it_switches_off(whole):
    whole.account.scopes -= {"meeting:read:invitation:admin"}
    found = await findings()

    (missing,) = [one for one in found if one.state is State.MISSING]
    assert missing.subject == "meeting:read:invitation:admin"
    assert "show dial-in numbers" in missing.words
    assert verdict(found) == 1


async def test_dashboards_are_only_off_since_reports_tell_the_same(whole):
    whole.account.scopes -= {scope for scope in GRANULAR if scope.startswith("dashboard:")}
    found = await findings()

    off = {one.subject: one.words for one in found if one.state is State.OFF}
    assert "read who was in a class from Zoom's dashboard" in off["dashboard:read:list_meeting_participants:admin"]
    assert subjects(found, State.MISSING) == set()
    assert verdict(found) == 0


async def test_an_app_with_classic_scopes_is_answered_in_classic_scopes(whole):
    whole.account.scopes = frozenset(CLASSIC) - {"user:read:admin", "user:write:admin"}
    found = await findings()

    missing = {one.subject: one.words for one in found if one.state is State.MISSING}
    assert set(missing) == {"user:read:admin", "user:write:admin"}
    assert "find people at Zoom by e-mail, list the account's people" in missing["user:read:admin"]


async def test_refused_credentials_are_missing_not_away(whole, monkeypatch):
    monkeypatch.setenv("LECTERN_ZOOM_CLIENT_SECRET", "wrong-secret")
    found = await findings()

    assert "credentials" in subjects(found, State.MISSING)
    assert verdict(found) == 1


async def test_zoom_away_ends_with_3_whatever_is_missing(whole, monkeypatch):
    monkeypatch.delenv("LECTERN_ADMINS")
    whole.faults.add(Fault(path="**", status=503, times=9))
    found = await findings()

    assert subjects(found, State.AWAY) == {"connection"}
    assert verdict(found) == 3


async def test_a_database_away_ends_with_3(whole, monkeypatch):
    monkeypatch.setenv("LECTERN_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    found = await findings()

    assert verdict(found) == 3


async def test_tables_behind_this_version_are_missing(whole, monkeypatch, tmp_path):
    monkeypatch.setenv("LECTERN_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    found = await findings()

    (missing,) = [one for one in found if one.state is State.MISSING]
    assert "lectern migrate" in missing.words


@pytest.mark.parametrize(("minutes", "side"), [(4, "ahead of"), (-4, "behind")])
async def test_a_clock_that_is_wrong_is_told_with_its_side(whole, minutes, side):
    found = await look(load_settings(), clock=lambda: now() + timedelta(minutes=minutes))

    (clock,) = [one for one in found if one.area == "Clock"]
    assert clock.state is State.MISSING
    assert f"{side} Zoom's" in clock.words


@asynccontextmanager
async def slack(answer: dict[str, object], scopes: str = "") -> AsyncIterator[str]:
    async def auth_test(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer xoxb-check"
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    app = web.Application()
    app.router.add_post("/api/auth.test", auth_test)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


def with_slack(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name, value in (("API_URL", url), ("BOT_TOKEN", "xoxb-check"), ("SIGNING_SECRET", "signing")):
        monkeypatch.setenv(f"LECTERN_SLACK_{name}", value)


async def test_slacks_missing_scopes_are_named_and_optional_ones_are_only_off(whole, monkeypatch):
    granted = ",".join(set(SCOPES) - {"im:write"})
    async with slack({"ok": True, "team": "Uni"}, granted) as url:
        with_slack(monkeypatch, url)
        found = await findings()

    assert subjects(found, State.MISSING) == {"im:write"}
    assert set(OPTIONAL_SCOPES) <= subjects(found, State.OFF)
    assert "workspace Uni" in subjects(found, State.OK)


async def test_a_token_slack_refuses_is_named(whole, monkeypatch):
    async with slack({"ok": False, "error": "invalid_auth"}) as url:
        with_slack(monkeypatch, url)
        found = await findings()

    (missing,) = [one for one in found if one.state is State.MISSING]
    assert (missing.subject, missing.words) == ("LECTERN_SLACK_BOT_TOKEN", "Slack refused it: invalid_auth")


async def test_slack_away_is_told_and_ends_with_1(whole, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with_slack(monkeypatch, f"http://127.0.0.1:{port}/api/")
    found = await findings()

    assert [one.area for one in found if one.state is State.AWAY] == ["Slack"]
    assert verdict(found) == 1


async def test_teams_credentials_microsoft_refuses_are_named():
    async def login(_request: web.Request) -> web.Response:
        return web.json_response({"error": "invalid_client"}, status=401)

    app = web.Application()
    app.router.add_post("/token", login)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/token"
        (found,) = await teams_findings(TeamsSettings(app_id="a", app_password="b", tenant_id="c", token_url=url), now)
    finally:
        await runner.cleanup()

    assert (found.state, found.subject) == (State.MISSING, "LECTERN_TEAMS_APP_PASSWORD")
    assert "invalid_client" in found.words


async def test_a_playgrounds_open_door_is_pointed_out(whole, monkeypatch):
    monkeypatch.setenv("LECTERN_TEAMS_ANONYMOUS", "true")
    found = await findings()

    assert "LECTERN_TEAMS_ANONYMOUS" in subjects(found, State.OFF)


async def test_settings_that_cannot_be_read_are_the_findings(monkeypatch, capsys):
    monkeypatch.setenv("LECTERN_TIMEZONE", "Madrid")
    monkeypatch.setenv("LECTERN_SECRET_KEY", "short")

    assert await check.run() == 1
    printed = capsys.readouterr().out
    assert "LECTERN_TIMEZONE" in printed
    assert "LECTERN_SECRET_KEY" in printed


@pytest.mark.parametrize("terminal", [True, False])
def test_it_is_readable_on_a_terminal_and_in_a_pipe(terminal):
    stream = io.StringIO()
    found = [Finding(State.MISSING, "Zoom", "user:read:admin", "Off: find people"), Finding(State.OK, "Clock", "here")]

    show(found, Console(file=stream, force_terminal=terminal, width=120))

    printed = stream.getvalue()
    assert "user:read:admin" in printed
    assert "1 missing, 0 away." in printed
    assert ("\x1b[" in printed) is terminal


async def test_the_database_is_let_go_again(whole, sqlite_url):
    await findings()

    store = Store(sqlite_url, clock=now)
    await store.check()
    await store.close()


@asynccontextmanager
async def a_class_held(clock) -> AsyncIterator[Store]:
    """In the database of the settings: a class that ended now, as Zoom's lists told it."""
    settings = load_settings()
    await prepare(settings)
    async with open_store(settings) as store:
        async with store.unit() as unit:
            ana = await unit.people.add("Ana Ruiz", email="ana@uni.example")
            course = await unit.courses.add("MATH201", "Algebra II", "Europe/Madrid")
            meeting = await unit.meetings.add(
                ref="R0000001",
                kind=MeetingKind.MEETING,
                course_id=course.id,
                host_id=ana.id,
                created_by=ana.id,
                topic="Algebra",
                schedule=a_schedule(),
                options=Options(waiting_room=True, recording=RecordingMode.HOST),
            )
            await unit.meetings.record_created(
                meeting.id, zoom_id=81234567890, join_url="", occurrences=[("", clock(), 50)]
            )
            await unit.meetings.record_started(81234567890, "run==", clock() - timedelta(hours=1))
            await unit.meetings.record_ended(81234567890, "run==", clock())
        yield store


async def webhooks() -> Finding:
    (found,) = [one for one in await findings() if one.subject == "webhooks"]
    return found


async def test_a_class_that_was_held_without_a_word_from_zoom_is_a_finding(whole):
    async with a_class_held(now):
        silent = await webhooks()

    assert silent.state is State.MISSING
    assert "none ever came" in silent.words
    assert "event subscription" in silent.words


async def test_where_zoom_told_of_it_all_is_well_and_a_word_of_long_ago_is_none(whole):
    async with a_class_held(now) as store:
        async with store.unit() as unit:
            await unit.inbox.first("zoom-1", "zoom", {})
        told = await webhooks()
        async with store.unit() as unit:
            await unit.meetings.record_ended(81234567890, "later==", now() + timedelta(days=3))
        silent = await webhooks()

    assert told.state is State.OK
    assert silent.state is State.MISSING
    assert "none since" in silent.words
