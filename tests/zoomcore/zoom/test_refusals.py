"""What people are told: something for every error, plain and kind, and what to do next."""

from datetime import timedelta

import pytest

from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomNotFound,
    ZoomNotReady,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.zoom.refusals import by_code, explain

#: The codes to handle by name; 124, 429, 4001, 4700 and 4711 have errors of their own.
NAMED = [
    *(200, 300, 303, 404, 1001, 1005, 1009, 1010, 1108, 1109, 1120, 1122, 2001, 2033, 3412, 2034, 2038, 2300, 2306),
    *(3000, 3001, 3018, 3037, 3027, 3034, 3035, 3038, 3043, 3079, 3063, 3161, 3301, 3303, 3306, 3309, 3310, 3322),
    *(4130, 4131, 4132, 4400, 5110, 12700, 12702),
]
ERRORS = [
    AnswerLost("x"),
    ZoomUnavailable("x", status=503),
    ZoomRateLimited("x", retry_after=timedelta(seconds=3), scope="second"),
    ZoomRateLimited("x", retry_after=timedelta(hours=3), scope="day"),
    ZoomRateLimited("x", retry_after=timedelta(hours=3), scope="host-day"),
    ZoomRateLimited("x", retry_after=timedelta(seconds=5), scope="concurrency"),
    ZoomAuthError("x", status=401, code=124),
    ZoomAuthError("x", status=400, code=4711, missing_scopes=["meeting:write:meeting:admin"]),
    ZoomUnexpected("x"),
    ZoomNotFound("x", status=404, code=99999),
    ZoomRefused("x", status=400, code=99999),
    ZoomNotReady("x", status=404, code=3001),
    *(ZoomRefused("x", status=400, code=code) for code in by_code()),
]
BLAME = ("invalid", "error", "wrong", "failed", "illegal", "forbidden", "you must", "your fault", "!")


@pytest.mark.parametrize("code", NAMED)
def test_every_code_zoom_is_known_for_has_a_sentence_of_its_own(code):
    assert explain(ZoomRefused("x", status=400, code=code)) == by_code()[code]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_people_hear_what_happened_and_what_to_do_next_without_blame(error):
    happened, next_step = explain(error)

    for sentence in (happened, next_step):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not [word for word in BLAME if word in sentence.lower()]
        assert len(sentence) <= 120


def test_different_errors_are_told_differently():
    told = {explain(error)[0] for error in ERRORS[:12]}

    assert len(told) == 12


def test_zooms_own_sentence_is_not_shown():
    error = ZoomRefused("Benutzer ana@uni.example existiert nicht", status=400, code=3161)

    assert "ana@uni.example" not in " ".join(explain(error))


def test_a_missing_scope_is_named():
    error = ZoomAuthError("x", missing_scopes=["meeting:write:meeting:admin", "user:read:user:admin"])

    assert "meeting:write:meeting:admin, user:read:user:admin" in explain(error)[0]


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=1), "a few seconds"),
        (timedelta(seconds=45), "45 seconds"),
        (timedelta(seconds=61), "2 minutes"),
    ],
)
def test_a_short_limit_says_how_long(wait, words):
    assert words in explain(ZoomRateLimited("x", retry_after=wait, scope="second"))[1]


def test_an_unknown_refusal_names_zooms_number():
    assert "99999" in explain(ZoomRefused("x", status=400, code=99999))[1]
