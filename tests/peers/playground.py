"""The Microsoft 365 Agents Playground: a Teams client that works offline, run beside a bot on this machine.

It speaks to a bot that asks for no token, has no dialogs, and listens on all
interfaces, so it lives no longer than a test.
"""

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.chromium import module_file

CLI = "@microsoft/m365agentsplayground/cli.js"
START_SECONDS = 60
#: Its schema wants five users beside the one who types, and spells userPrincipleName so.
USERS = ("Ana Ruiz", "Bo Chen", "Li Wei", "Kim Park", "Admin Uni", "Cy Diaz")
TENANT = "00000000-0000-0000-0000-0000000000001"


def _config() -> str:
    people = [_person(number, name) for number, name in enumerate(USERS)]
    lines = [
        'version: "0.1.1"',
        f"tenantId: {TENANT}",
        "bot:",
        "  id: 00000000-0000-0000-0000-00000000000011",
        "  name: Lectern",
        "currentUser:",
        *(f"  {line}" for line in people[0]),
        "users:",
        *(f"  {'- ' if index == 0 else '  '}{line}" for person in people[1:] for index, line in enumerate(person)),
        "personalChat:",
        "  id: personal-chat",
        "groupChat:",
        "  id: group-chat",
        "  name: Staff",
        "team:",
        "  id: team-math",
        "  name: Mathematics",
        "  aadGroupId: 00000000-0000-0000-0000-000000000031",
        "  channels:",
        "    - id: channel-math201",
        "      name: MATH201",
    ]
    return "\n".join(lines) + "\n"


def _person(number: int, name: str) -> list[str]:
    first, _, last = name.partition(" ")
    email = f"{first.lower()}@uni.example"
    return [
        f"id: user-id-{number}",
        f"name: {name}",
        f"userPrincipleName: {email}",
        f"aadObjectId: 00000000-0000-0000-0000-00000000002{number}",
        f"givenName: {first}",
        f"surname: {last}",
        f"email: {email}",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """A running one; `url` is what a browser opens."""

    url: str
    log: Path


@asynccontextmanager
async def playground(bot_url: str, folder: Path) -> AsyncIterator[Playground]:
    """Start it in `folder` and stop it by its process id. Skips where npm's packages or node are absent."""
    node, cli = shutil.which("node"), module_file(CLI)
    if node is None:
        pytest.skip("Node is not installed")
    (folder / ".m365agentsplayground.yml").write_text(_config(), encoding="utf-8")
    port, log = _free_port(), folder / "playground.log"
    options = ["-e", bot_url, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    environment = {**os.environ, "APPLICATION_INSIGHTS_NO_STATSBEAT": "1", "BROWSER": "none"}
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            node,
            str(cli),
            "start",
            *options,
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            await _ready(port, process, log)
            yield Playground(url=f"http://127.0.0.1:{port}", log=log)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGTERM)
            await process.wait()


class Screen:
    """The playground in a browser: what a person does and sees there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def opened(cls, page: Page, running: Playground) -> "Screen":
        await page.goto(running.url)
        screen = cls(page)
        await expect(screen._words).to_be_visible(timeout=START_SECONDS * 1000)
        return screen

    async def go_to(self, chat: str) -> None:
        """ "Personal Chat", "Staff" or "Mathematics - MATH201"."""
        await self.page.get_by_role("treeitem", name=chat, exact=True).click()

    async def say(self, text: str) -> None:
        await self._words.fill(text)
        await self._words.press("Enter")

    async def post(self, text: str) -> None:
        """Begin a thread in the open channel, the bot chosen from the list that "@" opens."""
        words = self._words.first
        await words.press_sequentially("@")
        await self.page.get_by_text("Lectern", exact=True).last.click()
        await words.press_sequentially(f" {text}")
        await self.page.get_by_role("button", name="Post", exact=True).click()

    async def press(self, button: str) -> None:
        await self.page.get_by_role("button", name=button, exact=True).last.click()

    async def press_in_menu(self, entry: str) -> None:
        """A button behind the last card's "…"."""
        await self.press("More options")
        await self.page.get_by_role("menuitem", name=entry, exact=True).click()

    async def fill(self, label: str, value: str) -> None:
        await self.page.get_by_label(label).last.fill(value)

    async def pick(self, label: str, option: str) -> None:
        """One of a list that opens under its field."""
        await self.page.get_by_label(label, exact=True).last.click()
        await self.page.get_by_role("option", name=option, exact=True).click()

    async def tick(self, label: str, choice: str) -> None:
        """One of several choices that stand below their field's label."""
        await self.page.get_by_role("checkbox", name=f"{label} {choice}", exact=True).last.check()

    async def picture(self, name: str) -> None:
        """Keep what the screen shows, where the one who runs the tests asked for pictures."""
        folder = os.environ.get("LECTERN_TEST_PICTURES")
        if folder:
            await self.page.screenshot(path=Path(folder) / f"teams-{name}.png")

    async def sees(self, text: str) -> None:
        """Wait until the words stand on the last card or message that has them."""
        await expect(self.page.get_by_text(text).last).to_be_visible()

    async def sees_no(self, text: str) -> None:
        await expect(self.page.get_by_text(text)).to_have_count(0)

    @property
    def _words(self) -> Locator:
        # The compose box has no name; it is the only text box that takes rich text.
        return self.page.locator("[role=textbox][contenteditable=true]")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8")[-2000:]


async def _ready(port: int, process: asyncio.subprocess.Process, log: Path) -> None:
    """Until it answers its own ping; it says nothing of itself before."""
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/_debug/ping") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
    raise AssertionError(f"the playground ended: {_tail(log)}")
