"""The statements every job runs through, built once: building one costs more than asking it."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Update, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from zoomcore.domain.records import JobState
from zoomcore.storage.tables import JOB

_INSTANT = JOB.c.due.type
_NOW: BindParameter[datetime] = bindparam("at", type_=_INSTANT)


def free(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Waiting and due, or held by a runner whose lease is over."""
    return or_(
        and_(JOB.c.state == JobState.WAITING, JOB.c.due <= now),
        and_(JOB.c.state == JobState.RUNNING, JOB.c.lease_until < now),
    )


def _held() -> ColumnElement[bool]:
    return and_(JOB.c.id == bindparam("number"), JOB.c.state == JobState.RUNNING, JOB.c.claim == bindparam("mark"))


def _claim(which: ColumnElement[bool]) -> Any:
    """Held by `mark` until `until`, where it is free at `at`."""
    return (
        update(JOB)
        .where(which, free(_NOW))
        .values(
            state=JobState.RUNNING,
            attempts=JOB.c.attempts + 1,
            claim=bindparam("mark"),
            hurried=False,
            lease_until=bindparam("until", type_=_INSTANT),
        )
        .returning(JOB.c.id, JOB.c.kind, JOB.c.key, JOB.c.payload, JOB.c.failures, JOB.c.claim)
    )


def _next() -> Select[Any]:
    """The job that is due longest, or that a runner left behind."""
    return select(JOB.c.id).where(free(_NOW)).order_by(JOB.c.due, JOB.c.id).limit(1).with_for_update(skip_locked=True)


def _finish() -> Update:
    done = {"state": JobState.DONE, "finished_at": bindparam("at", type_=_INSTANT), "error": ""}
    return update(JOB).where(_held()).values(claim="", lease_until=None, **done)


def _next_due() -> Select[Any]:
    free_at = func.coalesce(JOB.c.lease_until, JOB.c.due)
    unfinished = JOB.c.state.in_([JobState.WAITING, JobState.RUNNING])
    return select(func.min(free_at, type_=_INSTANT)).where(unfinished)


CLAIM = _claim(JOB.c.id == bindparam("number"))
CLAIM_NEXT = _claim(JOB.c.id == _next().scalar_subquery())
RENEW = update(JOB).where(_held()).values(lease_until=bindparam("until", type_=_INSTANT))
FINISH = _finish()
NEXT_DUE = _next_due()


@cache
def enqueue(dialect: str) -> ReturningInsert[Any]:
    """Wants `kind`, `key`, `payload`, `due` and `created_at`; gives a number where the key was not taken."""
    insert = postgresql.insert(JOB) if dialect == "postgresql" else sqlite.insert(JOB)
    fresh = {"state": JobState.WAITING, "attempts": 0, "failures": 0, "error": "", "claim": "", "hurried": False}
    given = {name: bindparam(f"new_{name}", type_=JOB.c[name].type) for name in ("kind", "key", "payload", "due")}
    now = bindparam("at", type_=_INSTANT)
    return (
        insert.values(**fresh, **given, created_at=now, carried_at=now)
        .on_conflict_do_nothing(index_elements=["kind", "key"])
        .returning(JOB.c.id)
    )
