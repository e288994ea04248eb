"""Retry is a value of the error and of how often it happened."""

from datetime import timedelta
from itertools import count, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.retry import retry_after
from zoomcore.errors import (
    AnswerLost,
    ChatRefused,
    ChatUnavailable,
    ConfigError,
    Conflict,
    StorageError,
    ZoomAuthError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)

TRANSIENT = [
    ZoomUnavailable("away"),
    AnswerLost("lost"),
    ZoomRateLimited("slow down", retry_after=timedelta(seconds=7), scope="second"),
    ZoomUnexpected("html"),
    ChatUnavailable("away"),
    StorageError("locked"),
    ValueError("a defect"),
]
REFUSALS = [
    ZoomRefused("no", status=400, code=300),
    ZoomNotFound("gone"),
    ZoomAuthError("scopes"),
    ChatRefused("left"),
    Conflict("somebody was quicker"),
    ConfigError("missing"),
]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda one: type(one).__name__)
def test_a_refusal_is_not_tried_again(error: Exception):
    assert retry_after(error, 1) is None


@pytest.mark.parametrize("error", TRANSIENT, ids=lambda one: type(one).__name__)
def test_every_retry_has_an_end(error: Exception):
    tries = list(takewhile(lambda number: retry_after(error, number) is not None, count(1)))

    assert 1 <= len(tries) < 100


@given(st.sampled_from([one for one in TRANSIENT if not isinstance(one, ZoomRateLimited)]), st.integers(1, 98))
def test_waits_grow_and_stay_below_a_cap(error: Exception, failures: int):
    this, following = retry_after(error, failures), retry_after(error, failures + 1)

    if this is not None and following is not None:
        assert timedelta() < this <= following <= timedelta(minutes=5)


def test_who_limits_us_says_how_long():
    limited = ZoomRateLimited("slow down", retry_after=timedelta(hours=5), scope="host-day")

    assert retry_after(limited, 1) == timedelta(hours=5)
    assert retry_after(ChatUnavailable("busy", retry_after=timedelta(seconds=30)), 4) == timedelta(seconds=30)


def test_a_lost_answer_is_looked_into_sooner_than_an_outage_is_outwaited():
    assert retry_after(AnswerLost("lost"), 9) == timedelta(minutes=1)
    assert retry_after(ZoomUnavailable("away"), 9) == timedelta(minutes=5)
