"""Work that is given up: whoever waits is told, whatever kind of work it was."""

from datetime import timedelta

from tests.school import MATH, text
from tests.zoomcore.workflows.test_zoom_trouble import final, until_done
from zoomcore.domain.work import HandleZoomEvent
from zoomcore.errors import ChatUnavailable, ZoomUnavailable
from zoomcore.workflows.table import give_up


async def test_a_look_at_zoom_that_fails_for_good_is_told(school):
    school.trouble(path="/users/*", status=503, times=99)
    await school.say("ana", "connect")
    await until_done(school)
    assert final(school).view.title.startswith("I couldn't do that")


async def test_a_channel_that_cannot_be_read_for_good_is_told(school):
    school.chat.fail_next(*(ChatUnavailable("away", retry_after=timedelta(seconds=1)) for _n in range(30)))
    await school.say("ana", "course people suggest", where=MATH)
    await until_done(school)
    assert "couldn't do that" in text(final(school))


async def test_a_webhook_nobody_waits_for_is_only_kept(school):
    before = await school.rows()
    await give_up(HandleZoomEvent(inbox=1), ZoomUnavailable("away"), school.tools)
    assert await school.rows() == before
