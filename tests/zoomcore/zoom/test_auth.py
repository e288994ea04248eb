"""Tokens: asked for when needed, shared, renewed once, and never a reason to send a write twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiohttp import web

from tests.zoomcore.zoom.peer import client_of, hang_up, refusal
from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.zoom.auth import Credentials, Token, token_request
from zoomcore.zoom.drafts import MeetingDraft

DRAFT = MeetingDraft(topic="Algebra", zone="Europe/Madrid", start=datetime(2026, 12, 1, 9, tzinfo=UTC))


async def test_the_token_is_asked_for_with_basic_credentials_and_the_account_in_the_body(peer, zoom):
    await zoom.get_user("ana@uni.example")

    (authorization, body), *_ = peer.token_requests
    assert authorization == httpx.BasicAuth("app", "s3cret")._auth_header
    assert body == "grant_type=account_credentials&account_id=acc"


async def test_one_token_serves_many_calls(peer, zoom):
    for _ in range(3):
        await zoom.get_user("ana@uni.example")

    assert [each.token for each in peer.received] == ["token-1"] * 3
    assert peer.tokens == 1


async def test_many_calls_at_once_share_one_token_request(peer, zoom):
    await asyncio.gather(*(zoom.get_user("ana@uni.example") for _ in range(20)))

    assert peer.tokens == 1


async def test_a_token_is_renewed_before_it_ends(peer, zoom, clock):
    await zoom.get_user("ana@uni.example")
    clock.now += timedelta(minutes=57, seconds=59)
    await zoom.get_user("ana@uni.example")
    clock.now += timedelta(seconds=1)
    await zoom.get_user("ana@uni.example")

    assert [each.token for each in peer.received] == ["token-1", "token-1", "token-2"]


async def test_a_token_answer_without_a_life_is_taken_to_last_an_hour(peer, zoom, clock):
    peer.life_s = None
    await zoom.scopes()
    clock.now += timedelta(minutes=59)
    await zoom.scopes()

    assert peer.tokens == 2


@pytest.mark.parametrize("status", [401, 400])
async def test_a_refused_token_is_renewed_once_and_the_call_repeated(peer, zoom, status):
    peer.will_answer(refusal(status, 124))

    await zoom.create_meeting("ana@uni.example", DRAFT)

    first, second = peer.received
    assert (first.token, second.token) == ("token-1", "token-2")
    assert first.body == second.body


async def test_a_token_refused_twice_is_an_auth_error_and_not_a_loop(peer, zoom):
    peer.will_answer(refusal(401, 124), refusal(401, 124))

    with pytest.raises(ZoomAuthError):
        await zoom.get_user("ana@uni.example")
    assert len(peer.received) == 2


async def test_calls_refused_together_renew_once(peer, zoom):
    async def refuse_the_first_token(request):
        if request.headers["Authorization"] == "Bearer token-1":
            return refusal(401, 124)
        return web.json_response({"id": "x"})

    peer.answer = refuse_the_first_token
    await asyncio.gather(*(zoom.get_user("ana@uni.example") for _ in range(12)))

    assert peer.tokens == 2


async def test_two_processes_may_hold_a_token_each(peer):
    async with client_of(peer) as one, client_of(peer) as other:
        await one.get_user("ana@uni.example")
        await other.get_user("ana@uni.example")
        await one.get_user("ana@uni.example")

    assert [each.token for each in peer.received] == ["token-1", "token-2", "token-1"]


async def test_somebody_outside_the_account_does_not_cost_a_new_token(peer, zoom):
    peer.will_answer(refusal(401, 1010))

    with pytest.raises(ZoomNotFound):
        await zoom.get_user("who@else.example")
    assert peer.tokens == 1


async def test_after_a_missing_scope_the_next_call_asks_for_a_new_token(peer, zoom):
    peer.will_answer(refusal(400, 4711, "Invalid access token, does not contain scopes:[user:read:user:admin]"))
    with pytest.raises(ZoomAuthError) as caught:
        await zoom.get_user("ana@uni.example")
    assert caught.value.missing_scopes == ("user:read:user:admin",)

    await zoom.get_user("ana@uni.example")

    assert peer.received[-1].token == "token-2"


async def test_the_api_address_comes_from_the_token(peer, zoom):
    await zoom.get_user("ana@uni.example")

    assert peer.received[0].path == "/users/ana@uni.example"


async def test_an_explicit_api_address_wins_over_the_token(peer):
    async with client_of(peer, api_url=f"{peer.url}/elsewhere/v2") as zoom:
        await zoom.get_user("ana@uni.example")

    assert peer.received[0].path == "/elsewhere/v2/users/ana@uni.example"


async def test_scopes_come_from_the_token_answer(peer, zoom):
    peer.scope = "meeting:read:meeting:admin user:read:user:admin"

    assert await zoom.scopes() == {"meeting:read:meeting:admin", "user:read:user:admin"}
    assert peer.received == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.json_response({"reason": "Invalid client_id", "error": "invalid_client"}, status=400), ZoomAuthError),
        (web.json_response({"reason": "Disabled", "error": "access_denied"}, status=401), ZoomAuthError),
        (web.json_response({"reason": "Slow down"}, status=429, headers={"Retry-After": "7"}), ZoomRateLimited),
        (web.Response(status=503, text="<html>"), ZoomUnavailable),
        (web.Response(status=404, text="<html>"), ZoomUnexpected),
        (web.Response(status=200, text="<html>"), ZoomUnexpected),
        (web.json_response({"token_type": "bearer"}), ZoomUnexpected),
        (hang_up, ZoomUnavailable),
    ],
)
async def test_every_answer_of_the_token_address_has_its_error(peer, zoom, answer, error):
    peer.token_answers.append(answer)

    with pytest.raises(error) as caught:
        await zoom.scopes()
    assert type(caught.value) is error


async def test_zooms_reason_for_refusing_the_credentials_is_kept(peer, zoom):
    peer.token_answers.append(web.json_response({"reason": "Invalid client_id or client_secret"}, status=400))

    with pytest.raises(ZoomAuthError, match="Invalid client_id or client_secret"):
        await zoom.scopes()


async def test_a_write_is_not_doubtful_when_only_the_renewal_failed(peer, zoom):
    peer.will_answer(refusal(401, 124))
    await zoom.scopes()
    peer.token_answers.append(hang_up)

    with pytest.raises(ZoomUnavailable) as caught:
        await zoom.delete_meeting(MeetingKind.MEETING, 1)
    assert not isinstance(caught.value, AnswerLost)


async def test_a_write_lost_after_a_renewal_is_doubtful(peer, zoom):
    peer.will_answer(refusal(401, 124), hang_up)

    with pytest.raises(AnswerLost):
        await zoom.create_meeting("ana@uni.example", DRAFT)


async def test_a_caller_who_gives_up_during_a_renewal_leaves_the_door_open(peer, zoom):
    asked, never = asyncio.Event(), asyncio.Event()

    async def never_answers(request):
        asked.set()
        await never.wait()
        return web.Response()

    await zoom.scopes()
    peer.will_answer(refusal(401, 124))
    peer.token_answers.append(never_answers)
    impatient = asyncio.create_task(zoom.get_user("ana@uni.example"))
    await asyncio.wait_for(asked.wait(), 5)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient

    assert (await asyncio.wait_for(zoom.get_user("ana@uni.example"), 5)).email == "ana@uni.example"
    never.set()


async def test_no_representation_shows_a_secret(peer, zoom):
    credentials = Credentials(account_id="acc", client_id="app", client_secret="s3cret", oauth_url=peer.url)
    token = Token(value="t0ken", expires_at=datetime.now(UTC), scopes=frozenset(), api_url=peer.url)
    request = token_request(credentials, httpx.Timeout(1))

    assert "s3cret" not in f"{credentials!r} {request!r} {zoom!r}"
    assert "t0ken" not in repr(token)
