"""The database gone, locked or behind: a card, never an exception, and Zoom is asked to come again."""

import sqlite3
from dataclasses import replace

import pytest

from tests.school import text
from zoomcore.chat import Asked, Pressed, Typed, press_payload
from zoomcore.commands.wishes.meetings import FollowJoinLink, ListMeetings
from zoomcore.dispatch import Dispatch
from zoomcore.storage.store import Store


@pytest.fixture
async def lost(school, tmp_path):
    """The same school, its database in a folder that is not there."""
    store = Store(f"sqlite:///{tmp_path}/gone/lectern.db", clock=school.sandbox.account.now)
    yield Dispatch(replace(school.tools, store=store), webhook_secret="hook-secret")
    await store.close()


@pytest.mark.parametrize(
    "wish",
    [
        Typed(text="list"),
        Typed(text='new "Lab" tomorrow 3pm'),
        Pressed(payload=press_payload("c", ListMeetings())),
        Asked(command=FollowJoinLink(occurrence=1)),
    ],
    ids=["read", "write", "press", "page"],
)
async def test_a_database_that_is_gone_is_said_and_nothing_is_raised(school, lost, wish):
    told = await lost.handle(school.request("ana", wish))
    assert told.outage
    assert "Nothing was changed" in text(told)
    assert school.at_zoom() == []


async def test_tables_that_are_behind_are_said_too(school, tmp_path):
    sqlite3.connect(tmp_path / "empty.db").close()
    store = Store(f"sqlite:///{tmp_path}/empty.db", clock=school.sandbox.account.now)
    told = await Dispatch(replace(school.tools, store=store)).handle(school.request("ana", Typed(text="list")))
    assert told.outage
    await store.close()


async def test_zoom_is_asked_to_send_again(school, lost):
    school.dispatch = lost
    assert (
        await school.tell({"event": "meeting.started", "event_ts": 1, "payload": {"object": {"id": 1, "uuid": "u"}}})
    ).status == 503


async def test_a_locked_database_is_said_once_patience_is_over(school):
    async with school.store._engines.writer.begin() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(school.store.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    told = await school.dispatch.handle(school.request("ana", Typed(text='new "Lab" tomorrow 3pm')))
    assert told.outage
    # Reading goes on beside a writer.
    assert "Classes" in text(await school.dispatch.handle(school.request("bo", Typed(text="list"))))
    other.rollback()
    other.close()
    assert "Scheduled" in text(await school.say("ana", 'new "Lab" tomorrow 3pm'))
