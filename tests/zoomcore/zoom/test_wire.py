"""Paths, bases and the reading of errors, without any network."""

from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.zoom.peer import Clock
from zoomcore.errors import AnswerLost, ZoomAuthError, ZoomError, ZoomNotFound, ZoomRefused, ZoomUnavailable
from zoomcore.zoom.endpoints import ALL, BY_KIND, GET_RUN, GET_USER, Effect
from zoomcore.zoom.wire import Call, base_url, encode_id, named_scopes, read_error

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


def as_zoom_reads(segment: str) -> str:
    """Zoom decodes a path once, and once more what still looks encoded."""
    once = unquote(segment)
    return unquote(once) if "%" in once else once


@given(st.text(BASE64, min_size=1, max_size=40))
def test_every_uuid_survives_the_path(uuid):
    segment = encode_id(uuid)

    assert "/" not in segment
    assert as_zoom_reads(segment) == uuid


@given(st.text(BASE64, min_size=1, max_size=40))
def test_only_a_uuid_with_a_leading_or_a_double_slash_is_encoded_twice(uuid):
    assert ("%25" in encode_id(uuid)) == (("//" in uuid or uuid.startswith("/")) and uuid != unquote(encode_id(uuid)))


def test_the_two_encodings_look_as_zooms_pages_show_them():
    assert encode_id("/ajXp112QmuoKj4854875==") == "%252FajXp112QmuoKj4854875%253D%253D"
    assert encode_id("aDYlohsHRtCd4ii1uC2+hA==") == "aDYlohsHRtCd4ii1uC2%2BhA%3D%3D"


def test_a_path_cannot_be_left_through_an_id():
    assert (
        Call(endpoint=GET_USER, ids={"userId": "../accounts/me?x=1#y"}).path == "/users/..%2Faccounts%2Fme%3Fx%3D1%23y"
    )


@pytest.mark.parametrize("word", ["", ".", ".."])
def test_an_id_that_would_lead_to_another_path_is_not_at_zoom(word):
    with pytest.raises(ZoomNotFound):
        _ = Call(endpoint=GET_RUN, ids={"meetingId": word}).path


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda word: word not in {".", ".."}))
def test_every_other_id_stays_one_segment(word):
    path = Call(endpoint=GET_RUN, ids={"meetingId": word}).path

    assert httpx.URL(f"https://api.zoom.us/v2{path}").raw_path.count(b"/") == 3


@pytest.mark.parametrize(
    ("given_url", "base"),
    [
        ("", "https://api.zoom.us/v2"),
        ("https://api-eu.zoom.us", "https://api-eu.zoom.us/v2"),
        ("https://api-eu.zoom.us/", "https://api-eu.zoom.us/v2"),
        ("https://uni.zoom.us/v2/", "https://uni.zoom.us/v2"),
    ],
)
def test_the_tokens_address_gets_its_version(given_url, base):
    assert base_url(given_url) == base


@pytest.mark.parametrize(
    ("message", "scopes"),
    [
        (
            "Invalid access token, does not contain scopes:[meeting:write:meeting:admin, user:read:user].",
            ("meeting:write:meeting:admin", "user:read:user"),
        ),
        ("Invalid access token, does not contain scope [meeting:read:admin]", ("meeting:read:admin",)),
        ("Invalid access token.", ()),
        ("", ()),
    ],
)
def test_the_scopes_zoom_misses_are_read_out_of_its_sentence(message, scopes):
    assert named_scopes(message) == scopes


def error_of(status, body, endpoint=GET_USER):
    answer = httpx.Response(status, json=body) if body is not None else httpx.Response(status)
    return read_error(endpoint, answer, now=Clock()())


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (400, 4711, "does not contain scopes:[a:b]", ZoomAuthError),
        (401, 4700, "", ZoomAuthError),
        (400, 124, "Invalid access token.", ZoomAuthError),
        (401, 0, "", ZoomAuthError),
        (400, 200, "Invalid access token, does not contain permissions [User:Edit]", ZoomAuthError),
        (400, 200, "Only available for paid account", ZoomRefused),
        (401, 1010, "User does not belong to this account.", ZoomNotFound),
        (400, 1001, "User does not exist.", ZoomNotFound),
        (404, 2001, "Account does not exist.", ZoomNotFound),
        (400, 3000, "Cannot access webinar info.", ZoomRefused),
        (408, 0, "", ZoomUnavailable),
        (500, 300, "", ZoomUnavailable),
    ],
)
def test_status_and_code_together_choose_the_error(status, code, message, kind):
    error = error_of(status, {"code": code, "message": message})

    assert type(error) is kind
    assert (error.status, error.code) == (status, code)


def test_a_code_written_as_text_is_a_code_all_the_same():
    assert error_of(404, {"code": "3001", "message": "Meeting does not exist."}).code == 3001


@given(
    st.integers(300, 599),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "message", "errors", "field"]), inner, max_size=4)
        ),
    ),
    st.sampled_from(ALL),
)
def test_no_answer_however_odd_escapes_the_tree(status, body, endpoint):
    error = error_of(status, body, endpoint)

    assert isinstance(error, ZoomError)
    assert isinstance(error, AnswerLost) <= endpoint.effect.is_write


def test_only_creates_and_updates_count_for_the_host():
    counted = {endpoint for endpoint in ALL if endpoint.effect.is_counted}

    assert counted == {each for table in BY_KIND.values() for each in (table.create, table.update)}
    assert all((endpoint.method == "GET") == (endpoint.effect is Effect.READ) for endpoint in ALL)
