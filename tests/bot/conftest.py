"""The environment of each test here is its own, and so is its logging."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.serving import sandbox_settings
from zoomcore.sandbox import Sandbox, running_sandbox


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine's, and no `.env` of this folder's."""
    for name in list(os.environ):
        if name.startswith("LECTERN_") and not name.startswith(("LECTERN_TEST", "LECTERN_SPEC")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox() as running:
        yield running


@pytest.fixture
def settings_of_sandbox(sandbox: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The environment of a Lectern with a fresh database before a fresh sandbox."""
    own = {
        "LECTERN_DATABASE_URL": sqlite_url,
        "LECTERN_ADMINS": "admin@uni.example",
        "LECTERN_TIMEZONE": "Europe/Madrid",
    }
    for name, value in {**sandbox_settings(sandbox.api_url, sandbox.oauth_url), **own}.items():
        monkeypatch.setenv(name, value)
    return sandbox
