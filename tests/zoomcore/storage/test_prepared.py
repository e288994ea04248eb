"""Statements that take the straight way to the driver read and fail as every other does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import bindparam, exc, select

from zoomcore.domain.work import WelcomePerson
from zoomcore.errors import StorageError
from zoomcore.storage import job_statements
from zoomcore.storage.prepared import prepared
from zoomcore.storage.store import Store
from zoomcore.storage.tables import INBOX, JOB

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def test_values_come_back_as_they_went_in(store: Store):
    async with store.unit() as unit:
        await unit.jobs.enqueue(WelcomePerson(person=7, to={"user": "Ü", "n": [1, None]}))
        claim = await unit.jobs.claim_next("me", timedelta(minutes=1))
        assert claim is not None
        assert claim.payload == {"person": 7, "to": {"user": "Ü", "n": [1, None]}}
        row = await unit.jobs.get(claim.id)
        assert row.due.tzinfo is UTC


async def test_an_answer_of_nothing_is_nothing(store: Store):
    async with store.unit() as unit:
        assert await unit.inbox.first("key", "teams") is not None
        assert await unit.inbox.first("key", "teams") is None
        assert await unit.inbox.seen("other") is None


async def test_what_a_unit_wrote_straight_is_gone_with_the_unit(store: Store):
    async def broken() -> None:
        async with store.unit() as unit:
            await unit.inbox.first("key", "teams")
            raise KeyError

    with pytest.raises(KeyError):
        await broken()
    async with store.reading() as unit:
        assert await unit.inbox.seen("key") is None


async def test_they_are_counted_as_all_are(store: Store):
    with store.count_statements() as seen:
        async with store.unit() as unit:
            await unit.inbox.seen("key")
    assert seen.count == 1


async def test_a_list_of_any_length_takes_the_long_way(store: Store):
    wanted = select(JOB.c.id).where(JOB.c.kind.in_(bindparam("kinds", expanding=True)))
    assert prepared(wanted, store._engines.writer.dialect) is None
    async with store.unit() as unit:
        await unit.jobs.enqueue(WelcomePerson(person=7, to={}))
        assert len(await unit.jobs._tx.all(wanted, kinds=["welcome-person", "x"])) == 1


async def test_a_broken_rule_is_told_in_the_words_of_every_other_statement(store: Store):
    """A driver's own error would pass by all who look for SQLAlchemy's."""
    at = bindparam("at", type_=INBOX.c.created_at.type)
    statement = INBOX.insert().values(key=bindparam("k"), source="x", created_at=at).returning(INBOX.c.id)
    assert prepared(statement, store._engines.writer.dialect) is not None

    async def write() -> None:
        async with store.unit() as unit:
            await unit.inbox._tx.one(statement, k="same", at=NOW)

    await write()
    with pytest.raises(exc.IntegrityError):
        await write()


async def rename(store: Store, before: str, after: str) -> None:
    async with store._engines.writer.begin() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


async def test_tables_that_are_not_there_are_a_storage_error(store: Store):
    async with store.unit() as unit:
        await unit.inbox.seen("key")
    await rename(store, "inbox", "inbox_away")
    try:
        with pytest.raises(StorageError, match="lectern migrate"):
            async with store.reading() as unit:
                await unit.inbox.seen("key")
    finally:
        # The next test on this server finds its tables again.
        await rename(store, "inbox_away", "inbox")


def test_a_statement_is_compiled_once_for_each_dialect(store: Store):
    dialect = store._engines.writer.dialect
    assert prepared(job_statements.CLAIM, dialect) is prepared(job_statements.CLAIM, dialect)
