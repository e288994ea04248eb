"""The command line as a shell sees it: processes, their words and their exit statuses."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from bot.cli import app

HEAVY = ("aiohttp.web", "slack_bolt", "botbuilder", "matplotlib", "xlsxwriter", "uvicorn")
_LOADED = f"""
import sys
sys.argv = ["lectern", "say", "--as", "ana@uni.example", "help"]
from bot.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", [name for name in {HEAVY!r} if name in sys.modules])
"""
ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


async def ran(*arguments: str, **more: str) -> tuple[int, str, str]:
    """Run Python with these arguments to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(**more),
    )
    said, complained = await process.communicate()
    return process.returncode or 0, said.decode(), complained.decode()


@asynccontextmanager
async def running(*arguments: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(**more),
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def line_with(stream: asyncio.StreamReader | None, words: str) -> str:
    assert stream is not None
    seen = []
    async with asyncio.timeout(60):
        async for line in stream:
            seen.append(line.decode())
            if words in seen[-1]:
                return seen[-1]
    raise AssertionError("".join(seen))


async def test_say_help_loads_no_web_server_no_botbuilder_and_no_matplotlib(sqlite_url):
    status, said, complained = await ran("-c", _LOADED, LECTERN_DATABASE_URL=sqlite_url)

    assert status == 0, complained
    assert said.splitlines()[-1] == "LOADED []"


async def test_serve_loads_what_draws_only_with_the_first_picture():
    loads = "import sys, bot.serving; print('matplotlib' in sys.modules)"
    draws = f"{loads}; from tests.adapters.pages.chart_samples import CHARTS; "
    draws += "print(len(bot.serving.draw(CHARTS['one class'])) > 9999, 'matplotlib' in sys.modules)"
    status, said, complained = await ran("-c", draws)

    assert status == 0, complained
    assert said.split() == ["False", "True", "True"]


async def test_serve_answers_until_it_is_told_to_stop(settings_of_sandbox):
    async with running("serve", "--port", "0") as process:
        told = json.loads(await line_with(process.stderr, "listening"))
        async with aiohttp.ClientSession(told["address"]) as http:
            for path in ("/healthz", "/readyz", "/metrics", "/privacy", "/terms"):
                async with http.get(path) as answer:
                    assert (path, answer.status) == (path, 200)
            async with http.post("/zoom/webhook", data=b"{}") as answer:
                assert answer.status == 401
            async with http.post("/slack/events", data=b"") as answer:
                assert answer.status == 404
        process.send_signal(signal.SIGTERM)

        _said, complained = await process.communicate()
        assert (process.returncode, "Traceback" in complained.decode()) == (0, False)


async def test_serve_without_zoom_names_the_setting_and_ends_with_2(sqlite_url):
    status, _said, complained = await ran("-m", "bot", "serve", LECTERN_DATABASE_URL=sqlite_url)

    assert status == 2
    assert complained.startswith("LECTERN_ZOOM_ACCOUNT_ID is missing")


async def test_the_sandbox_prints_the_settings_that_lead_to_it():
    async with running("sandbox", "--port", "0") as process:
        line = await line_with(process.stdout, "LECTERN_ZOOM_OAUTH_URL")
        address = line.partition("=")[2].strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/oauth/token", address)
        form = {"grant_type": "account_credentials", "account_id": "sandbox"}
        async with (
            aiohttp.ClientSession(headers={"Authorization": aiohttp.encode_basic_auth("sandbox", "sandbox")}) as http,
            http.post(address, data=form) as answer,
        ):
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        await process.communicate()
        assert process.returncode == 0


async def test_the_tour_tells_the_main_job_and_ends_with_0_without_a_terminal():
    status, said, complained = await ran("-m", "bot", "demo")

    assert status == 0, complained
    for told in (
        "Done. Added: MATH201 Algebra II",
        "Done. This channel is MATH201 now",
        "Done. Scheduled: Algebra review",
        "Classes: the next 7 days",
        "Done. Moved: Algebra review",
        "offers: Join as Bo Chen",
        "offers: Join as Sam Lee",
        "Live now",
        "Done. Cancelled: Algebra review",
        "Done. Saved: MATH201",
        "Guest lecture: 5 people are signed up",
        "Li Wei, in place of Ana Ruiz",
        "lend Oscar Lindqvist's, idle",
        "Done. Kim Novak has a license now",
        "Undone: Kim Novak has no license any more",
        "That was the main job.",
    ):
        assert told in said
    assert "Traceback" not in complained


async def test_migrate_makes_the_tables_and_says_so(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    status, said, _complained = await ran("-m", "bot", "migrate", LECTERN_DATABASE_URL=url)

    assert (status, said) == (0, "The database is up to date.\n")


def test_a_database_away_ends_with_3_and_a_sentence(monkeypatch, capsys):
    monkeypatch.setenv("LECTERN_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    monkeypatch.setattr(sys, "argv", ["lectern", "say", "--as", "ana@uni.example", "help"])

    from bot.cli import main

    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 3
    assert capsys.readouterr().err.startswith("I couldn't reach the database")


@pytest.mark.parametrize(
    "arguments", [["say"], ["manifest"], ["manifest", "discord"], ["serve", "--port", "99999"], ["frobnicate"]]
)
def test_wrong_usage_ends_with_2(arguments):
    assert CliRunner().invoke(app, arguments).exit_code == 2


@pytest.mark.parametrize("url", ["", "http://lectern.example.edu"])
def test_a_manifest_needs_an_address_the_world_can_reach(url):
    result = CliRunner().invoke(app, ["manifest", "slack", "--url", url])

    assert result.exit_code == 2
    assert "https://" in result.output


@pytest.mark.parametrize(
    ("platform", "file"), [("slack", "slack.json"), ("teams", "lectern-teams.zip"), ("zoom", "zoom.md")]
)
def test_a_manifest_is_written_where_it_is_wanted(platform, file, tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_PUBLIC_URL", "https://class.uni.example")
    monkeypatch.setenv("LECTERN_SECRET_KEY", "0123456789abcdef0123456789abcdef")
    result = CliRunner().invoke(app, ["manifest", platform, "--out", str(tmp_path / "out")])

    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / file).stat().st_size > 0
