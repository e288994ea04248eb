from datetime import timedelta

import pytest

from zoomcore.sandbox import CLASSIC


async def test_a_token_names_its_life_its_scopes_and_the_base_without_version(call, sandbox):
    body = await call.sign_in()
    assert (body["token_type"], body["expires_in"], body["api_url"]) == ("bearer", 3600, sandbox.url)
    assert "meeting:write:meeting:admin" in body["scope"].split()


async def test_the_grant_may_come_as_a_form(call, sandbox):
    form = {"grant_type": "account_credentials", "account_id": "sandbox"}
    answer = await call.client.post(sandbox.oauth_url, data=form, auth=("sandbox", "sandbox"))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("query", "secret", "status", "error"),
    [
        ({"grant_type": "account_credentials", "account_id": "sandbox"}, "wrong", 401, "invalid_client"),
        ({"grant_type": "account_credentials", "account_id": "other"}, "sandbox", 400, "invalid_request"),
        ({"grant_type": "password"}, "sandbox", 400, "unsupported_grant_type"),
        ({}, "sandbox", 400, "unsupported_grant_type"),
    ],
)
async def test_a_refused_grant_has_the_token_endpoints_own_body(call, sandbox, query, secret, status, error):
    answer = await call.client.post(sandbox.oauth_url, params=query, auth=("sandbox", secret))
    assert answer.status_code == status
    assert answer.json().keys() == {"reason", "error"}
    assert answer.json()["error"] == error


@pytest.mark.parametrize("header", ["Basic not-base64!", "Bearer sandbox", ""])
async def test_without_readable_credentials_no_token(call, sandbox, header):
    query = {"grant_type": "account_credentials", "account_id": "sandbox"}
    answer = await call.client.post(sandbox.oauth_url, params=query, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_two_tokens_live_side_by_side(call):
    first = call.token
    await call.sign_in()
    assert call.token != first
    call.token = first
    assert (await call("GET", "/users"))[0] == 200


async def test_a_token_dies_after_an_hour(call, sandbox):
    sandbox.advance(timedelta(minutes=59))
    assert (await call("GET", "/users"))[0] == 200
    sandbox.advance(timedelta(minutes=2))
    status, body = await call("GET", "/users")
    assert (status, body["code"]) == (401, 124)
    await call.sign_in()
    assert (await call("GET", "/users"))[0] == 200


async def test_a_disabled_app_loses_its_tokens_and_gets_no_new_one(call, sandbox):
    sandbox.account.settings.app_enabled = False
    assert (await call("GET", "/users"))[0] == 401
    query = {"grant_type": "account_credentials", "account_id": "sandbox"}
    answer = await call.client.post(sandbox.oauth_url, params=query, auth=("sandbox", "sandbox"))
    assert answer.status_code == 400


async def test_a_client_credentials_token_is_no_use_at_the_api(call, sandbox):
    query = {"grant_type": "client_credentials"}
    answer = await call.client.post(sandbox.oauth_url, params=query, auth=("sandbox", "sandbox"))
    call.token = answer.json()["access_token"]
    assert await call("GET", "/users") == (400, {"code": 200, "message": "Invalid api key or secret."})


@pytest.mark.parametrize("code", [4711, 4700])
async def test_a_missing_scope_is_named_in_the_refusal(call, sandbox, code):
    sandbox.account.settings.missing_scope_code = code
    sandbox.account.scopes -= {"user:read:list_users:admin"}
    await call.sign_in()
    status, body = await call("GET", "/users")
    assert (status, body["code"]) == (400, code)
    assert body["message"].startswith("Invalid access token, does not contain scopes:[")
    assert "user:read:list_users:admin" in body["message"]
    assert (await call("GET", "/users/ana@uni.example"))[0] == 200


async def test_classic_scopes_open_the_same_doors(call, sandbox):
    sandbox.account.scopes = frozenset(CLASSIC)
    await call.sign_in()
    assert (await call("GET", "/users"))[0] == 200
    assert (await call("POST", "/users/ana@uni.example/meetings", {}))[0] == 201


async def test_scopes_taken_away_reach_only_new_tokens(call, sandbox):
    sandbox.account.scopes = frozenset()
    assert (await call("GET", "/users"))[0] == 200
    await call.sign_in()
    assert (await call("GET", "/users"))[0] == 400
