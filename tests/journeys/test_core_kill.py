"""Kill -9 between the acknowledgement and Zoom's answer: the meeting exists exactly once, and the card says so."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.school import a_school, registry_of
from zoomcore.domain.records import JobState
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.sandbox import Fault
from zoomcore.storage.store import Store

#: A process of its own that works off the queue against the same database and the same Zoom.
CHILD = """
import asyncio, sys
from datetime import datetime
from tests.school import registry_of
from adapters.pages.links import PageLinks
from tests.peers.chat import RecordingChat
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.services.scene import Deployment
from zoomcore.storage.store import Store
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.budget import Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.transport import ZoomSettings

async def main(database, zoom_url, instant):
    clock = lambda: datetime.fromisoformat(instant)
    store = Store(database, clock=clock)
    settings = ZoomSettings(account_id="sandbox", client_id="sandbox", client_secret="sandbox",
                            oauth_url=zoom_url + "/oauth/token", api_url=zoom_url + "/v2")
    zoom = ZoomClient(settings=settings, budget=Unlimited(), clock=clock, guard=store.guard)
    deployment = Deployment(zone="Europe/Madrid", admins=frozenset(), links=PageLinks("s", "https://lectern.example"))
    tools = Tools(store=store, zoom=zoom, chats={"chat": RecordingChat("chat", "T1", {})},
                  deployment=deployment, clock=clock)
    await EmbeddedEngine(store, registry_of(tools)).run_due()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("after_effect", [True, False], ids=["Zoom had made it", "Zoom had not made it"])
async def test_killed_before_zooms_answer_the_class_is_made_once_and_its_card_says_so(after_effect):
    async with a_school() as school:
        school.sandbox.faults.add(Fault(method="POST", path="/users/*/meetings", hang=True, after_effect=after_effect))
        await school.say("ana", 'new "Lab" tomorrow 3pm', settle=False)
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            CHILD,
            school.store.url,
            school.sandbox.url,
            school.now.isoformat(),
            cwd=Path(__file__).parents[2],
        )
        try:
            await asyncio.wait_for(school.sandbox.faults.somebody_waits(), 30)
        finally:
            os.kill(child.pid, signal.SIGKILL)
        assert await child.wait() == -signal.SIGKILL
        school.sandbox.faults.clear()

        async with school.store.reading() as unit:
            left = await unit.jobs.find("create-meeting", "1")
        assert left is not None
        assert left.state is JobState.RUNNING

        # Its lease ends; whoever takes over looks first, and waits while Zoom may still be at it.
        await school.later(seconds=20)
        await school.later(seconds=60)

        (meeting,) = school.at_zoom()
        assert meeting.topic == "Lab"
        (message,) = school.to("ana")
        assert message.reply.view.title == "Scheduled: Lab"
        async with school.store.reading() as unit:
            assert (await unit.jobs.health()).waiting == 0


async def test_two_engines_beside_each_other_make_one_meeting():
    async with a_school() as school:
        await school.say("ana", 'new "Lab" tomorrow 3pm', settle=False)
        store = Store(school.store.url, clock=school.sandbox.account.now)
        other = EmbeddedEngine(store, registry_of(replace(school.tools, store=store)))
        await asyncio.gather(school.engine.run_due(), other.run_due())
        await school.settle()
        assert len(school.at_zoom()) == 1
        assert school.to("ana")[-1].reply.view.title == "Scheduled: Lab"
        await store.close()
