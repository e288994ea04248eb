"""Teams as a ChatPort: posts, edits, rosters, profiles, files, and every way Teams can say no."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.teams.app import TeamsAdapter, TeamsHooks
from tests.adapters.teams.conftest import ANA, BO, CHANNEL, GUEST, KIM, Core, serve, settings_for
from tests.peers.teams import TENANT, Fault, TeamsUser, direct_chat
from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.errors import ChatRefused, ChatUnavailable, ConfigError
from zoomcore.views import Audience, Card, Document, Reply

CARD = Reply(view=Card(title="Reminder"))
TO_ANA = ConversationRef(platform="teams", tenant=TENANT, user="aad-ana")
TO_CHANNEL = ConversationRef(platform="teams", tenant=TENANT, channel=CHANNEL)
FILE = Document(name="roster.csv", media_type="text/csv", content=b"name\nBo\n", title="The roster of MATH201")


async def test_a_person_who_never_wrote_is_reached_in_a_chat_that_is_made_once(bot):
    for _ in range(2):
        await bot.adapter.post(TO_ANA, CARD, key="k")
    assert [one.words for one in bot.peer.messages(direct_chat(ANA))] == ["Reminder", "Reminder"]
    assert bot.peer.requests.count("POST /teams/v3/conversations") == 1


async def test_a_channel_is_spoken_to_without_an_activity_to_answer(bot):
    ref = await bot.adapter.post(TO_CHANNEL, replace(CARD, audience=Audience.EVERYONE), key="k")
    [posted] = bot.peer.messages(CHANNEL)
    await bot.adapter.update(MessageRef(platform="teams", data=dict(ref.data)), Reply(view=Card(title="Ended")))
    assert posted.words == "Ended"


async def test_a_private_message_inside_a_channel_goes_to_the_private_chat(bot):
    await bot.adapter.post(replace(TO_CHANNEL, user="aad-ana"), CARD, key="k")
    assert bot.peer.messages(CHANNEL) == []
    assert len(bot.peer.messages(direct_chat(ANA))) == 1


@pytest.fixture
async def targeting(peer, clock):
    adapter = TeamsAdapter(settings_for(peer, targeted=True), Core(), clock=clock)
    await adapter.start()
    runner, url = await serve(adapter)
    yield adapter, TeamsUser(peer, ANA, url)
    await runner.cleanup()
    await adapter.stop()


async def test_where_it_is_switched_on_a_private_answer_stands_in_the_channel_for_one_reader(targeting, peer):
    _, ana = targeting
    [answer] = await ana.say("help", channel=CHANNEL)
    assert (answer.only, answer.conversation.partition(";")[0]) == (ANA.teams_id, CHANNEL)
    assert peer.messages(answer.conversation, reader=BO) == []


async def test_a_reader_who_is_no_member_gets_it_in_the_private_chat(targeting, peer):
    _, ana = targeting
    peer.people[CHANNEL].remove(ANA)
    private, public = await ana.say("help", channel=CHANNEL)
    assert (private.conversation, private.only) == (direct_chat(ANA), "")
    assert public.words.startswith("I answered in our private chat.")


async def test_the_roster_has_everybody_on_every_page(bot):
    assert await bot.adapter.roster(TO_CHANNEL) == [
        Member(user_id="aad-ana", name="Ana Ruiz", email="ana@uni.example", home=True),
        Member(user_id="aad-bo", name="Bo Chen", email="bo@uni.example", home=True),
        Member(user_id="aad-kim", name="Kim Park", email="kim@uni.example", home=True),
        Member(user_id="aad-guest", name="Guest", email="g@else.example", home=False),
    ]
    assert len([one for one in bot.peer.requests if "pagedmembers" in one]) == 2


async def test_a_member_without_an_address_is_known_by_their_sign_in_name(bot):
    bot.peer.join("19:other", replace(KIM, email=""), replace(BO, tenant="tenant-else"))
    kim, bo = await bot.adapter.roster(replace(TO_CHANNEL, channel="19:other"))
    assert (kim.email, bo.home) == ("", False)


async def test_a_profile_tells_address_and_home_and_keeps_what_the_client_said(bot, ana):
    await ana.say("help")
    sender = await bot.adapter.profile(Sender(platform="teams", tenant=TENANT, user_id="aad-ana"))
    assert (sender.name, sender.email, sender.home) == ("Ana Ruiz", "ana@uni.example", True)
    assert (sender.zone, sender.locale) == ("Europe/Madrid", "en-GB")


async def test_the_profile_of_somebody_new_is_read_in_their_private_chat(bot):
    sender = await bot.adapter.profile(Sender(platform="teams", tenant=TENANT, user_id="aad-bo"))
    assert sender.email == "bo@uni.example"


async def test_a_guest_is_not_at_home(bot):
    guest = await bot.user(GUEST).say("help", channel=CHANNEL)
    assert guest
    sender = await bot.adapter.profile(bot.core.asked[0].sender)
    assert (sender.email, sender.home) == ("g@else.example", False)


async def test_a_person_is_found_by_address_once_a_roster_was_read(bot):
    assert await bot.adapter.find_person(TENANT, "bo@uni.example") == ""
    await bot.adapter.roster(TO_CHANNEL)
    assert await bot.adapter.find_person(TENANT, "BO@uni.example") == "aad-bo"
    assert await bot.adapter.find_person("tenant-else", "bo@uni.example") == ""


async def consent(bot, ana, action: str, name: str = "k1") -> int:
    upload = {"uploadUrl": f"{bot.peer.url}/upload/roster", "contentUrl": "https://files", "uniqueId": "u"}
    value = {"type": "fileUpload", "action": action, "context": {"file": name}, "uploadInfo": upload}
    status, _ = await ana.send(ana.activity(type="invoke", name="fileConsent/invoke", value=value))
    return status


async def test_a_file_is_offered_and_put_where_its_reader_agreed(bot, ana):
    assert await bot.adapter.post(TO_ANA, Reply(view=FILE), key="k1") is None
    [offer] = bot.peer.messages(direct_chat(ANA))
    content = offer.activity["attachments"][0]["content"]
    assert (content["sizeInBytes"], content["acceptContext"]) == (len(FILE.content), {"file": "k1"})
    assert await consent(bot, ana, "accept") == 200
    assert bot.peer.uploads == {"roster": FILE.content}
    assert bot.peer.messages(direct_chat(ANA))[-1].activity["attachments"][0]["name"] == "roster.csv"


async def test_a_declined_file_is_let_go(bot, ana):
    await bot.adapter.send_file(TO_ANA, FILE, key="k1")
    assert [await consent(bot, ana, "decline"), await consent(bot, ana, "accept")] == [200, 200]
    assert bot.peer.uploads == {}
    assert "no longer have that file" in bot.peer.messages(direct_chat(ANA))[-1].words


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_a_busy_teams_says_when_to_come_again(bot, status):
    bot.peer.faults.append(Fault(status=status, code="Busy", retry_after=9))
    with pytest.raises(ChatUnavailable) as raised:
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert (raised.value.retry_after, raised.value.answer_lost) == (timedelta(seconds=9), False)


async def test_a_busy_teams_that_names_no_time_leaves_it_to_us(bot):
    bot.peer.faults.append(Fault(status=503))
    with pytest.raises(ChatUnavailable) as raised:
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert raised.value.retry_after is None


@pytest.mark.parametrize(("status", "code"), [(403, "MessageWritesBlocked"), (404, "ConversationNotFound")])
async def test_a_blocked_or_vanished_reader_is_never_tried_again(bot, status, code):
    bot.peer.faults.append(Fault(status=status, code=code))
    with pytest.raises(ChatRefused) as raised:
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert raised.value.reason == code


async def test_an_answer_that_was_lost_may_have_been_heard(bot):
    bot.peer.faults.append(Fault(status=0, method="POST"))
    with pytest.raises(ChatUnavailable) as raised:
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert raised.value.answer_lost


async def test_a_service_that_cannot_be_reached_has_heard_nothing(peer, clock):
    settings = settings_for(peer, service_url="http://127.0.0.1:9/", more_hosts=("127.0.0.1:9",))
    adapter = TeamsAdapter(settings, Core(), clock=clock)
    await adapter.start()
    with pytest.raises(ChatUnavailable) as raised:
        await adapter.post(TO_CHANNEL, CARD, key="k")
    await adapter.stop()
    assert not raised.value.answer_lost


async def test_no_token_is_sent_to_a_service_that_is_not_teams(bot):
    stray = MessageRef(
        platform="teams", data={"service": "https://evil.example/", "conversation": "c", "activity": "1"}
    )
    with pytest.raises(ChatRefused) as raised:
        await bot.adapter.update(stray, CARD)
    assert raised.value.reason == "UntrustedService"


async def test_one_token_serves_all_until_shortly_before_its_end(bot, clock):
    for _ in range(3):
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert bot.peer.requests.count(f"POST /{TENANT}/token") == 1
    clock.ahead = timedelta(minutes=56)
    await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert bot.peer.requests.count(f"POST /{TENANT}/token") == 2


async def test_a_withdrawn_token_is_replaced_once(bot):
    bot.peer.revoke_tokens()
    await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert len(bot.peer.messages(CHANNEL)) == 1


async def test_a_token_teams_never_takes_is_a_refusal_and_no_endless_loop(bot):
    bot.peer.faults.append(Fault(status=401, times=10))
    with pytest.raises(ChatRefused):
        await bot.adapter.post(TO_CHANNEL, CARD, key="k")
    assert bot.peer.faults[0].times == 8


async def test_a_wrong_password_stops_the_start_with_the_logins_own_word(peer, clock):
    adapter = TeamsAdapter(settings_for(peer, app_password="wrong"), Core(), clock=clock)
    with pytest.raises(ConfigError, match="invalid_client"):
        await adapter.start()
    with pytest.raises(ChatUnavailable):
        await adapter.post(TO_CHANNEL, CARD, key="k")
    await adapter.stop()
    await adapter.stop()


async def test_a_login_that_is_away_is_no_wrong_setting(peer, clock):
    peer.login_status = 503
    adapter = TeamsAdapter(settings_for(peer), Core(), clock=clock)
    with pytest.raises(ChatUnavailable):
        await adapter.start()
    await adapter.stop()


async def test_an_adapter_that_was_not_started_says_so(peer, clock):
    adapter = TeamsAdapter(settings_for(peer), Core(), clock=clock)
    with pytest.raises(ConfigError):
        await adapter.post(TO_CHANNEL, CARD, key="k")
    assert adapter.name == "teams"


async def test_nothing_is_sent_while_the_application_forbids_it(peer, clock):
    def forbid() -> None:
        raise AssertionError("a unit is open")

    adapter = TeamsAdapter(settings_for(peer), Core(), clock=clock, hooks=TeamsHooks(guard=forbid))
    await adapter.start()
    with pytest.raises(AssertionError):
        await adapter.post(TO_CHANNEL, CARD, key="k")
    await adapter.stop()
    assert peer.messages(CHANNEL) == []


async def test_a_message_for_nobody_is_refused(bot):
    with pytest.raises(ChatRefused):
        await bot.adapter.post(ConversationRef(platform="teams", tenant=TENANT), CARD, key="k")
