"""Inbox, outbox, posts and audit: each thing once, in order, with its fate written down."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.databases import Clock
from zoomcore.domain.records import JobState, MessageState
from zoomcore.errors import NotFound
from zoomcore.storage.outbox import Blocked
from zoomcore.storage.store import Store, Unit

CHANNEL = {"platform": "slack", "tenant": "T1", "channel": "C1"}
ELSEWHERE = {"platform": "slack", "tenant": "T1", "channel": "C2"}


async def put(unit: Unit, cause: str, to: dict[str, str] | None = None, **more: object) -> int:
    number = await unit.outbox.put(cause, to or CHANNEL, {"title": cause}, **more)  # type: ignore[arg-type]
    assert number is not None
    return number


async def test_a_delivery_is_taken_in_once(store: Store):
    async with store.unit() as unit:
        number = await unit.inbox.first("key", "zoom", {"event": "meeting.started"})
        assert number is not None
        assert await unit.inbox.first("key", "zoom", {"event": "again"}) is None
        assert await unit.inbox.payload(number) == {"event": "meeting.started"}
        assert await unit.inbox.find("key") == {"event": "meeting.started"}
        assert await unit.inbox.find("other") is None


async def test_an_answer_is_kept_for_a_repeat(store: Store):
    async with store.unit() as unit:
        await unit.inbox.first("with", "slack", answer={"title": "Done"})
        number = await unit.inbox.first("later", "slack")
        before = await unit.inbox.seen("later")
        await unit.inbox.keep_answer("later", {"title": "Done too"})

        assert await unit.inbox.answer("with") == {"title": "Done"}
        assert before is not None
        assert (before.id, before.answer) == (number, None)
        assert await unit.inbox.answer("later") == {"title": "Done too"}
        assert await unit.inbox.seen("never") is None
        with pytest.raises(NotFound):
            await unit.inbox.payload(before.id)


async def test_what_was_answered_keeps_its_key_and_loses_its_answer(store: Store):
    async with store.unit() as unit:
        await unit.inbox.first("kept", "teams", answer={"title": "Done"})
        await unit.inbox.answered(["kept", "refused", "kept"], "teams")
        await unit.inbox.answered([], "teams")

        for key in ("kept", "refused"):
            seen = await unit.inbox.seen(key)
            assert seen is not None
            assert seen.answer is None
            assert await unit.inbox.first(key, "teams") is None


async def test_when_a_source_was_last_heard_is_known(store: Store, clock: Clock):
    async with store.unit() as unit:
        await unit.inbox.first("one", "zoom")
        clock.advance(minutes=3)
        await unit.inbox.first("two", "zoom")

        assert await unit.inbox.last_from("zoom") == NOW + timedelta(minutes=3)
        assert await unit.inbox.last_from("teams") is None


async def test_a_message_is_filed_once_a_cause_and_brings_its_job(store: Store):
    async with store.unit() as unit:
        number = await put(unit, "cause", subject="meeting:1")
        job = await unit.jobs.find("deliver-message", str(number))

        assert await unit.outbox.put("cause", ELSEWHERE, {"title": "again"}) is None
        assert job is not None
        assert job.state is JobState.WAITING


async def test_messages_to_one_place_go_out_in_order(store: Store):
    async with store.unit() as unit:
        first, second = await put(unit, "first"), await put(unit, "second")
        elsewhere = await put(unit, "elsewhere", ELSEWHERE)

        assert isinstance(await unit.outbox.claim(second), Blocked)
        claimed = await unit.outbox.claim(first)
        assert claimed is not None
        assert not isinstance(claimed, Blocked)
        assert (claimed.state, claimed.reply, claimed.to) == (MessageState.SENDING, {"title": "first"}, CHANNEL)
        assert isinstance(await unit.outbox.claim(second), Blocked)
        assert not isinstance(await unit.outbox.claim(elsewhere), Blocked | None)
        await unit.outbox.sent(first)
        assert not isinstance(await unit.outbox.claim(second), Blocked | None)


async def test_a_private_answer_waits_for_the_channel_it_stands_in(store: Store):
    async with store.unit() as unit:
        await put(unit, "public")
        private = await put(unit, "private", {**CHANNEL, "user": "U1"})

        assert isinstance(await unit.outbox.claim(private), Blocked)


async def test_the_end_of_one_message_hurries_the_next(store: Store, clock: Clock):
    async with store.unit() as unit:
        first, second = await put(unit, "first"), await put(unit, "second")
        job = await unit.jobs.find("deliver-message", str(second))
        assert job is not None
        claim = await unit.jobs.claim(job.id, "me", timedelta(seconds=15))
        assert claim is not None
        await unit.jobs.ask_again(claim, clock() + timedelta(seconds=30))
        clock.advance(seconds=1)
        await unit.outbox.claim(first)
        await unit.outbox.sent(first)
        hurried = await unit.jobs.get(job.id)

    assert hurried.due == clock()


async def test_a_message_put_back_goes_out_later(store: Store):
    async with store.unit() as unit:
        number = await put(unit, "first")
        await unit.outbox.claim(number)
        await unit.outbox.put_back(number)
        again = await unit.outbox.claim(number)

    assert again is not None
    assert not isinstance(again, Blocked)
    assert again.attempts == 2


async def test_what_a_dead_sender_left_is_doubtful_and_not_said_twice(store: Store):
    async with store.unit() as unit:
        first, second = await put(unit, "first"), await put(unit, "second")
        await unit.outbox.claim(first)

        assert await unit.outbox.claim(first) is None
        assert await unit.outbox.count_doubtful() == 1
        assert not isinstance(await unit.outbox.claim(second), Blocked | None)


@pytest.mark.parametrize("how", ["a named post", "the showing of a card"])
async def test_an_edit_a_dead_sender_left_is_made_again(store: Store, how: str):
    async with store.unit() as unit:
        post = await unit.posts.add("meeting:1", "slack", {"ts": "1"}, CHANNEL, card="card-1")
        changes = {"edits": post} if how == "a named post" else {"card": "card-1"}
        number = await put(unit, "edit", **changes)
        await unit.outbox.claim(number)
        again = await unit.outbox.claim(number)

    assert again is not None
    assert not isinstance(again, Blocked)
    assert again.attempts == 2


async def test_a_settled_message_stays_settled(store: Store):
    async with store.unit() as unit:
        number = await put(unit, "first")
        await unit.outbox.settle(number, MessageState.REFUSED, "not in the channel")
        await unit.outbox.settle(number, MessageState.DOUBTFUL, "late word")
        await unit.outbox.put_back(number)

        assert await unit.outbox.claim(number) is None
        assert await unit.outbox.count_doubtful() == 0
        assert await unit.outbox.claim(404) is None


async def test_posts_are_found_by_subject_and_by_card(store: Store):
    async with store.unit() as unit:
        first = await unit.posts.add("meeting:1", "slack", {"ts": "1"}, CHANNEL)
        second = await unit.posts.add("meeting:1", "teams", {"id": "2"}, ELSEWHERE, card="card-1")
        newer = await unit.posts.add("", "slack", {"ts": "3"}, CHANNEL, card="card-1")
        shown = await unit.posts.of_card("card-1")

        assert [one.id for one in await unit.posts.of_subject("meeting:1")] == [first, second]
        assert shown is not None
        assert shown.id == newer
        assert await unit.posts.of_card("none") is None
        assert (await unit.posts.get(first)).message == {"ts": "1"}
        with pytest.raises(NotFound):
            await unit.posts.get(404)


async def test_a_change_is_taken_back_once(store: Store, clock: Clock):
    until = clock() + timedelta(minutes=10)
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        number = await unit.audit.write(ana.id, "move", "meeting:1", {"from": 1}, inverse="[]", undo_until=until)
        by_nobody = await unit.audit.write(None, "sweep", "all", {})
        entry = await unit.audit.get(number)

        assert (entry.at, entry.person_id, entry.undo_until, entry.undone) == (NOW, ana.id, until, False)
        assert (await unit.audit.get(by_nobody)).person_id is None
        assert await unit.audit.undo(number)
        assert not await unit.audit.undo(number)
        assert (await unit.audit.get(number)).undone
        with pytest.raises(NotFound):
            await unit.audit.get(404)
