"""Nobody but Microsoft speaks to the bot, and only for our tenant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from adapters.teams.settings import TeamsSettings
from tests.adapters.teams.conftest import ANA, settings_for
from tests.peers.teams import SigningKey


def hours(count: float) -> datetime:
    return datetime.now(UTC) + timedelta(hours=count)


async def knock(ana, token: str | None = None, **over) -> int:
    status, _ = await ana.send(ana.activity(text="list") | over, token=token)
    return status


async def test_a_signed_activity_is_believed_and_the_keys_are_read_once(bot, ana):
    assert [await knock(ana) for _ in range(3)] == [200, 200, 200]
    assert bot.peer.requests.count("GET /keys") == 1


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
async def test_without_a_real_token_nothing_is_done(bot, ana, token):
    assert await knock(ana, token) == 401
    assert bot.core.asked == []


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-app"},
        {"iss": "https://evil.example"},
        {"serviceurl": "https://smba.trafficmanager.net/else/"},
        {"serviceurl": None},
        {"exp": hours(-0.2)},
        {"exp": None},
        {"exp": "soon"},
        {"nbf": hours(0.2)},
        {"aud": None},
    ],
    ids=lambda claims: " ".join(f"{name} {value}"[:12] for name, value in claims.items()),
)
async def test_a_token_that_is_not_for_us_and_now_is_refused(bot, ana, claims):
    assert await knock(ana, bot.peer.token(**claims)) == 401
    assert bot.core.asked == []


async def test_five_minutes_of_difference_between_clocks_are_forgiven(bot, ana):
    token = bot.peer.token(exp=hours(-4 / 60), nbf=hours(-1))
    assert await knock(ana, token) == 200


async def test_a_token_signed_with_a_strangers_key_is_refused(bot, ana):
    forged = bot.peer.token(key=SigningKey(kid="key-1"))
    assert await knock(ana, forged) == 401


async def test_a_token_without_signature_or_with_a_shared_secret_is_refused(bot, ana):
    claims = jwt.decode(bot.peer.token(), options={"verify_signature": False})
    for algorithm, key in (("none", None), ("HS256", "x" * 32)):
        assert await knock(ana, jwt.encode(claims, key, algorithm, headers={"kid": "key-1"})) == 401


async def test_a_key_that_does_not_speak_for_teams_is_refused(bot, ana):
    webchat = SigningKey(kid="key-web", endorsements=("webchat",))
    bot.peer.keys.append(webchat)
    assert await knock(ana, bot.peer.token(key=webchat)) == 401


async def test_a_new_key_is_learnt_but_strangers_make_us_look_once_a_minute(bot, ana, clock):
    assert await knock(ana) == 200
    fresh = SigningKey(kid="key-2")
    bot.peer.keys.append(fresh)
    assert [await knock(ana, bot.peer.token(key=fresh)) for _ in range(3)] == [401, 401, 401]
    assert bot.peer.requests.count("GET /keys") == 1
    clock.ahead = timedelta(seconds=61)
    assert await knock(ana, bot.peer.token(key=fresh)) == 200
    assert bot.peer.requests.count("GET /keys") == 2


async def test_a_key_that_was_withdrawn_is_forgotten_after_a_day(bot, ana, clock):
    old = bot.peer.keys[0]
    assert await knock(ana) == 200
    bot.peer.keys[:] = [SigningKey(kid="key-2")]
    clock.ahead = timedelta(hours=25)
    assert await knock(ana, bot.peer.token(key=old, exp=hours(26))) == 401


async def test_while_the_keys_cannot_be_read_teams_is_told_to_come_again(peer, clock):
    from adapters.teams.app import TeamsAdapter
    from tests.adapters.teams.conftest import Core, serve
    from tests.peers.teams import TeamsUser

    core = Core()
    adapter = TeamsAdapter(settings_for(peer, openid_url=f"{peer.url}/nothing"), core, clock=clock)
    await adapter.start()
    runner, url = await serve(adapter)
    assert await knock(TeamsUser(peer, ANA, url)) == 503
    await runner.cleanup()
    await adapter.stop()
    assert core.asked == []


async def test_another_tenant_is_refused(bot):
    stranger = bot.user(replace(ANA, tenant="tenant-else"))
    assert await knock(stranger) == 403
    assert bot.core.asked == []


@pytest.mark.parametrize("place", ["channelData", "conversation"])
async def test_an_activity_that_names_no_tenant_is_refused(bot, ana, place):
    nowhere = {"conversation": {"id": "x"}, "channelData": {}} | {place: {"id": 3, "tenant": "x"}}
    assert await knock(ana, **nowhere) == 403


async def test_a_service_that_is_not_teams_is_refused_even_with_its_token(bot, ana):
    evil = "https://evil.example/"
    assert await knock(ana, bot.peer.token(serviceurl=evil), serviceUrl=evil) == 403


@pytest.mark.parametrize(
    ("service", "trusted"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evil.example/smba.trafficmanager.net", False),
        ("http://127.0.0.1:1/", False),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", True),
        ("", False),
    ],
)
def test_only_teams_own_hosts_are_trusted(service, trusted):
    assert TeamsSettings(app_id="a").trusts(service) is trusted


def test_without_tokens_only_this_machine_is_trusted():
    settings = TeamsSettings(anonymous=True)
    assert settings.trusts("http://127.0.0.1:56150/_connector")
    assert not settings.trusts("https://smba.trafficmanager.net/emea/")
    assert not settings.dialogs
