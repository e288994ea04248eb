import json
from datetime import timedelta

import pytest

from adapters.slack.app import SlackAdapter
from tests.adapters.slack.conftest import Clock, settings
from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.errors import ChatRefused, ChatUnavailable, ConfigError
from zoomcore.views import Audience, Card, Document, Form, Reply

CSV = Document(name="people.csv", media_type="text/csv", content=b"name\nBo\n", title="People")


def said(title="Hello", **more):
    return Reply(view=Card(title=title), card="n", **more)


def openly(title="Hello", **more):
    return said(title, audience=Audience.EVERYONE, **more)


def place(channel="C1", **more):
    return ConversationRef(platform="slack", tenant="T1", channel=channel, **more)


def bo(channel="C1", **more):
    return place(channel, user="UBO", **more)


@pytest.fixture
async def slack(peer):
    clock = Clock()

    async def nothing(_):
        return None

    adapter = SlackAdapter(settings=settings(peer), clock=clock, handle=nothing)
    yield adapter
    await adapter.stop()


def sealed(slack, peer, message=""):
    return slack.sealer.seal(peer.new_response_url("C1", "UBO", message))


async def test_a_post_for_everyone_stands_in_the_channel_and_can_be_edited(slack, peer):
    posted = await slack.post(place(), openly(), key="announce:7")
    (message,) = peer.messages
    assert message.only == ""
    assert message.metadata["event_payload"] == {"key": "announce:7"}
    await slack.update(posted, said("Ended"))
    assert "Ended" in message.words


async def test_a_reference_to_a_message_survives_storage(slack, peer):
    posted = await slack.post(place(), openly(), key="k")
    again = MessageRef(platform=posted.platform, data=json.loads(json.dumps(dict(posted.data))))
    await slack.update(again, said("Ended"))
    assert peer.messages[0].edits == 1


async def test_a_private_answer_uses_the_address_of_its_interaction(slack, peer):
    assert await slack.post(bo(sealed=sealed(slack, peer)), said(), key="k") is None
    assert [name for name, _ in peer.calls] == ["response_url"]
    assert peer.messages[0].only == "UBO"


async def test_once_that_address_is_too_old_the_answer_is_an_ephemeral_message(slack, peer):
    to = bo(sealed=sealed(slack, peer))
    slack.clock.now += timedelta(minutes=31)
    await slack.post(to, said(), key="k")
    assert peer.called("chat.postEphemeral")
    assert peer.messages[0].only == "UBO"


async def test_an_address_used_up_is_followed_by_an_ephemeral_message(slack, peer):
    to = bo(sealed=sealed(slack, peer))
    for number in range(6):
        await slack.post(to, said(f"No {number}"), key=str(number))
    assert len(peer.called("response_url")) == 6
    assert len(peer.called("chat.postEphemeral")) == 1
    assert len(peer.messages) == 6


async def test_who_is_not_in_the_channel_is_told_in_the_direct_chat(slack, peer):
    peer.add_channel("C2", "UANA")
    posted = await slack.post(bo("C2"), said(), key="k")
    assert posted.data["channel"] == "DUBO"


async def test_where_the_bot_is_not_a_private_answer_comes_in_the_direct_chat(slack, peer):
    peer.add_channel("C3", "UBO", bot=False)
    await slack.post(bo("C3"), said(), key="k")
    assert peer.messages[0].channel == "DUBO"


async def test_where_the_bot_is_not_a_public_answer_goes_through_the_interaction(slack, peer):
    peer.add_channel("C1", "UBO", bot=False)
    assert await slack.post(bo(sealed=sealed(slack, peer)), openly(), key="k") is None
    assert peer.messages[0].only == ""


async def test_where_the_bot_is_not_and_nobody_asked_a_post_is_refused(slack, peer):
    peer.add_channel("C1", "UBO", bot=False)
    with pytest.raises(ChatRefused) as caught:
        await slack.post(place(), openly(), key="k")
    assert caught.value.reason == "not_in_channel"


async def test_a_person_alone_is_told_in_the_direct_chat_which_is_opened_once(slack, peer):
    for number in range(2):
        await slack.post(bo(""), said(), key=str(number))
    assert len(peer.called("conversations.open")) == 1
    assert [message.channel for message in peer.messages] == ["DUBO", "DUBO"]


async def test_in_a_thread_answers_stay_there(slack, peer):
    await slack.post(bo(thread="1.5"), said(), key="a")
    await slack.post(place(thread="1.5"), openly(), key="b")
    await slack.post(bo(thread="1.5", sealed=sealed(slack, peer)), said(), key="c")
    assert [message.thread for message in peer.messages] == ["1.5", "1.5", "1.5"]


async def test_a_private_card_is_replaced_only_through_its_own_interaction(slack, peer):
    await slack.post(bo(), said("Working…"), key="a")
    (working,) = peer.messages
    to = bo(message=f"~{working.ts}", sealed=sealed(slack, peer, working.ts))
    await slack.post(to, said("Done", replaces=True), key="b")
    assert [message.words for message in peer.messages] == [working.words]
    assert "Done" in working.words


async def test_a_card_in_the_direct_chat_is_edited_when_its_interaction_is_over(slack, peer):
    posted = await slack.post(bo(""), said("Working…"), key="a")
    to = bo(posted.data["channel"], message=posted.data["ts"], direct=True)
    again = await slack.post(to, said("Done", replaces=True), key="b")
    assert (len(peer.messages), peer.messages[0].edits) == (1, 1)
    assert again == posted


async def test_a_public_card_is_never_replaced_by_a_private_answer(slack, peer):
    posted = await slack.post(place(), openly("Join"), key="a")
    await slack.post(bo(message=posted.data["ts"]), said("Secret", replaces=True), key="b")
    assert [(message.only, message.edits) for message in peer.messages] == [("", 0), ("UBO", 0)]


async def test_a_file_goes_to_one_person_and_never_to_a_channel(slack, peer):
    await slack.post(bo(), Reply(view=CSV), key="k")
    assert peer.files == [{"channel": "DUBO", "title": "People", "content": b"name\nBo\n"}]
    with pytest.raises(ChatRefused):
        await slack.send_file(place(), CSV, key="k")


async def test_a_form_cannot_be_sent_unasked(slack):
    form = Form(title="T", base=ScheduleMeeting(), fields=(), submit="Go")
    with pytest.raises(ChatRefused):
        await slack.post(bo(), Reply(view=form), key="k")
    with pytest.raises(ChatRefused):
        await slack.update(MessageRef(platform="slack", data={"channel": "C1", "ts": "1"}), Reply(view=form))


@pytest.mark.parametrize(
    "how", [{"error": "ratelimited", "status": 429, "retry_after": 17}, {"error": "ratelimited", "retry_after": 17}]
)
async def test_a_rate_limit_says_how_long_to_wait(slack, peer, how):
    peer.fail("chat.postMessage", **how)
    with pytest.raises(ChatUnavailable) as caught:
        await slack.post(place(), openly(), key="k")
    assert caught.value.retry_after == timedelta(seconds=17)
    assert not caught.value.answer_lost


@pytest.mark.parametrize(
    "how",
    [{"error": "fatal_error"}, {"status": 502}, {"cut": "before"}, {"cut": "after"}],
    ids=["fatal", "502", "cut", "late"],
)
async def test_after_a_lost_answer_the_message_may_stand_and_is_not_sent_again(slack, peer, how):
    peer.fail("chat.postMessage", **how)
    with pytest.raises(ChatUnavailable) as caught:
        await slack.post(place(), openly(), key="k")
    assert caught.value.answer_lost
    assert len(peer.called("chat.postMessage")) == 1


async def test_a_lost_answer_of_a_response_url_is_not_followed_by_another_message(slack, peer):
    peer.fail("response_url", cut="before")
    with pytest.raises(ChatUnavailable) as caught:
        await slack.post(bo(sealed=sealed(slack, peer)), said(), key="k")
    assert caught.value.answer_lost
    assert not peer.called("chat.postEphemeral")


async def test_a_slack_that_cannot_be_reached_got_nothing(peer):
    async def nothing(_):
        return None

    away = SlackAdapter(settings=settings(peer, api_url="http://127.0.0.1:9/api/"), clock=Clock(), handle=nothing)
    with pytest.raises(ChatUnavailable) as caught:
        await away.post(place(), openly(), key="k")
    assert not caught.value.answer_lost
    await away.stop()


@pytest.mark.parametrize("reason", ["channel_not_found", "is_archived", "account_inactive", "missing_scope"])
async def test_a_refusal_is_final_and_named(slack, peer, reason):
    peer.fail("chat.postMessage", error=reason)
    with pytest.raises(ChatRefused) as caught:
        await slack.post(place(), openly(), key="k")
    assert caught.value.reason == reason


async def test_a_message_deleted_by_somebody_cannot_be_edited(slack):
    with pytest.raises(ChatRefused) as caught:
        await slack.update(MessageRef(platform="slack", data={"channel": "C1", "ts": "1"}), said())
    assert caught.value.reason == "message_not_found"


def sender(user):
    return Sender(platform="slack", tenant="T1", user_id=user)


async def test_a_profile_has_what_slack_knows(slack):
    ana = await slack.profile(sender("UANA"))
    assert (ana.name, ana.email, ana.zone, ana.locale, ana.home) == (
        "Ana Ruiz",
        "ana@uni.example",
        "Europe/Madrid",
        "en-US",
        True,
    )


@pytest.mark.parametrize(
    "about",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"team_id": "T9"},
        {"deleted": True},
    ],
)
async def test_a_guest_a_stranger_a_bot_and_a_foreigner_are_not_at_home(slack, peer, about):
    peer.add_user("UX", "Guest", **about)
    assert not (await slack.profile(sender("UX"))).home


async def test_home_may_be_more_than_the_tokens_own_workspace(peer):
    async def nothing(_):
        return None

    peer.add_user("UX", "Foreign", team_id="T9")
    slack = SlackAdapter(settings=settings(peer, home_teams=frozenset({"T9"})), clock=Clock(), handle=nothing)
    assert (await slack.profile(sender("UX"))).home
    assert not (await slack.profile(sender("UANA"))).home
    await slack.stop()


async def test_a_profile_is_asked_for_again_after_a_minute(slack, peer):
    await slack.profile(sender("UANA"))
    await slack.profile(sender("UANA"))
    assert len(peer.called("users.info")) == 1
    slack.clock.now += timedelta(minutes=2)
    await slack.profile(sender("UANA"))
    assert len(peer.called("users.info")) == 2


async def test_a_roster_is_everybody_on_all_pages(slack, peer):
    for number in range(5):
        peer.add_user(f"U{number}", f"S{number} Student")
    peer.add_channel("C9", *(f"U{number}" for number in range(5)))
    members = await slack.roster(place("C9"))
    assert [member.user_id for member in members] == ["U0", "U1", "U2", "U3", "U4", "UBOT"]
    assert members[0] == Member(user_id="U0", name="S0 Student", email="s0@uni.example", home=True)
    assert members[-1].bot


async def test_a_roster_broken_off_by_a_rate_limit_goes_on_where_it_stopped(slack, peer):
    peer.fail("users.info", error="ratelimited", status=429, retry_after=3)
    with pytest.raises(ChatUnavailable):
        await slack.roster(place())
    await slack.roster(place())
    assert [params["user"] for params in peer.called("users.info")] == ["UANA", "UANA", "UBO", "UBOT"]


async def test_a_person_is_found_by_e_mail_or_not_at_all(slack, peer):
    assert await slack.find_person("T1", "bo@uni.example") == "UBO"
    assert await slack.find_person("T1", "nobody@uni.example") == ""
    peer.fail("users.lookupByEmail", error="missing_scope")
    assert await slack.find_person("T1", "bo@uni.example") == ""
    peer.fail("users.lookupByEmail", error="account_inactive")
    with pytest.raises(ChatRefused):
        await slack.find_person("T1", "bo@uni.example")


async def test_a_wrong_token_is_told_at_the_start_with_what_to_do(peer):
    async def nothing(_):
        return None

    wrong = SlackAdapter(settings=settings(peer, bot_token="xoxb-wrong"), clock=Clock(), handle=nothing)
    with pytest.raises(ConfigError, match="LECTERN_SLACK_BOT_TOKEN"):
        await wrong.start()
    await wrong.stop()


async def test_nothing_is_sent_while_a_transaction_is_open(peer):
    def closed():
        raise RuntimeError("a unit is open")

    async def nothing(_):
        return None

    guarded = SlackAdapter(settings=settings(peer), clock=Clock(), handle=nothing, guard=closed)
    for call in (
        guarded.post(place(), openly(), key="k"),
        guarded.roster(place()),
        guarded.post(bo(sealed=sealed(guarded, peer)), said(), key="k"),
    ):
        with pytest.raises(RuntimeError):
            await call
    assert peer.calls == []


async def test_stopping_twice_and_without_a_start_does_no_harm(slack):
    await slack.stop()
    await slack.stop()


async def test_secrets_are_not_shown_by_repr(peer):
    shown = repr(settings(peer))
    assert "xoxb" not in shown
    assert "signing-secret" not in shown
