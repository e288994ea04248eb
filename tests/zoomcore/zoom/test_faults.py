"""Every failure httpx knows has a name of ours, and the right one for a write."""

import inspect

import httpx
import pytest

from zoomcore.errors import AnswerLost, ZoomUnavailable, ZoomUnexpected
from zoomcore.zoom.faults import FOREIGN, NEVER_SENT, NEVER_WRITTEN, NO_ANSWER, UNREADABLE, translate

#: Named by their children: nobody raises these.
ABSTRACT = {
    httpx.HTTPError,
    httpx.RequestError,
    httpx.TransportError,
    httpx.TimeoutException,
    httpx.NetworkError,
    httpx.ProtocolError,
}


def exceptions_of_httpx():
    found = (value for _, value in inspect.getmembers(httpx) if inspect.isclass(value))
    return sorted({each for each in found if issubclass(each, Exception)} - ABSTRACT, key=lambda each: each.__name__)


def made(kind):
    """An instance without its constructor's demands: only the class matters here."""
    return kind.__new__(kind)


@pytest.mark.parametrize("kind", exceptions_of_httpx())
def test_every_exception_of_httpx_has_one_translation_and_is_caught(kind):
    groups = [group for group in (NEVER_SENT, NEVER_WRITTEN, NO_ANSWER, UNREADABLE) if issubclass(kind, group)]

    assert len(groups) == 1
    assert issubclass(kind, FOREIGN)


@pytest.mark.parametrize("kind", [*NO_ANSWER, *UNREADABLE])
def test_a_write_that_may_have_arrived_is_doubtful(kind):
    assert type(translate(made(kind), is_write=True)) is AnswerLost


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        (NEVER_SENT, ZoomUnavailable),
        (NO_ANSWER, ZoomUnavailable),
        (UNREADABLE, ZoomUnexpected),
        (NEVER_WRITTEN, ZoomUnexpected),
    ],
)
def test_a_read_is_unavailable_or_unreadable(kinds, error):
    assert {type(translate(made(kind), is_write=False)) for kind in kinds} == {error}


@pytest.mark.parametrize("kind", [*NEVER_SENT, *NEVER_WRITTEN])
def test_a_write_that_never_left_is_not_doubtful(kind):
    assert not isinstance(translate(made(kind), is_write=True), AnswerLost)


def test_an_exception_httpx_adds_later_under_its_roots_still_becomes_ours():
    class Novel(httpx.TransportError):
        pass

    assert type(translate(Novel("?"), is_write=False)) is ZoomUnavailable
    assert type(translate(Novel("?"), is_write=True)) is AnswerLost


def test_the_address_is_not_told_on():
    error = httpx.ReadTimeout("timed out", request=httpx.Request("GET", "https://z.example/users/ana@uni.example"))

    assert "ana@uni.example" not in str(translate(error, is_write=True))
