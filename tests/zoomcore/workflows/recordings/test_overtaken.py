"""Hidden between Zoom's last answer to a publishing and our row of it: hidden it stays, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest

from tests.school import School, a_school, text
from tests.zoomcore.workflows.licenses.interleaving import Walker, gated
from tests.zoomcore.workflows.recordings.taping import CLOUD, held, row, tape
from zoomcore.domain.recording_work import ChangeRecording, RecordingAction
from zoomcore.domain.recordings import Openness
from zoomcore.workflows.recordings.changing import change_recording

#: As set, changed, and read back.
CALLS = 3
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def wished(school: School, action: RecordingAction) -> ChangeRecording:
    answer = school.request("ana", None).answer.to_data()
    return ChangeRecording(recording=1, action=action, request="wish", person=school.ids["ana"], answer=answer)


@asynccontextmanager
async def published_at_zoom(school: School) -> AsyncIterator[Walker]:
    """A publishing that stands before the unit in which it writes down how it ended."""
    await held(school)
    work = wished(school, RecordingAction.PUBLISH)
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(work)
    tools = gated(school.tools)
    walker = Walker(change_recording(work, tools))
    try:
        while walker.calls < CALLS:
            await walker.step()
        assert await walker.step()
        yield walker
    finally:
        await walker.kill()
        await tools.store.close()


async def test_who_hides_it_after_zooms_last_answer_has_the_last_word(school):
    async with published_at_zoom(school) as publishing:
        await school.say("ana", "recordings hide 1", settle=False)
        while await publishing.step():
            pass
        assert (await row(school)).published is False
        await school.settle()

    assert (await row(school)).published is False
    assert tape(school).sharing["share_recording"] == "none"
    assert any("It was hidden after this was asked for" in text(one.reply) for one in school.to("ana"))
    assert not [one for one in school.posts() if "Recording: " in text(one.reply)]


async def test_what_the_hiding_found_at_zoom_is_not_written_over(school):
    async with published_at_zoom(school) as publishing:
        hiding = wished(school, RecordingAction.HIDE)
        async with school.store.unit() as unit:
            await unit.jobs.enqueue(hiding)
        await change_recording(hiding, school.tools)
        while await publishing.step():
            pass

    found = await row(school)
    assert (found.published, found.openness) == (False, Openness.NOBODY)


@pytest.mark.postgres
async def test_a_hiding_that_is_about_to_be_committed_is_waited_for(postgres_url: str):
    async with (
        a_school(presets=CLOUD, url=postgres_url) as school,
        await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as watcher,
        published_at_zoom(school) as publishing,
    ):
        async with school.store.unit() as unit, asyncio.timeout(20):
            await unit.recordings.set_published(1, False)
            await unit.jobs.enqueue(wished(school, RecordingAction.HIDE))
            writing = asyncio.create_task(publishing.step())
            while not (await (await watcher.execute(WAITING)).fetchone())[0]:
                pass
        await writing
        assert (await row(school)).published is False
