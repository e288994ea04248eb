"""Debian's Chromium for the tests that need a browser, quiet and offline; they skip where it is not installed."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

MODULES = Path(__file__).parent / "node_modules"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    """Where the browser is; skips the test that asks where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    return found


def module_file(path: str) -> Path:
    """A file of an installed npm package; skips the test that asks where it is absent."""
    file = MODULES / path
    if not file.exists():
        pytest.skip("npm packages are not installed (npm install in tests/browser)")
    return file


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path(), args=_FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


async def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds on the page, one line a fault."""
    await page.evaluate(module_file("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]
