"""The adapter on a real server: what people see, and what Teams is answered."""

import json
from dataclasses import replace

import pytest

from tests.adapters.teams import samples
from tests.adapters.teams.conftest import ANA, BO, CHANNEL, settings_for
from tests.peers.teams import Fault, direct_chat, words_of
from zoomcore.chat import ConversationRef, Submitted, Typed, read_press
from zoomcore.commands.mentions import placeholder
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import OpenScheduleForm
from zoomcore.errors import StorageError
from zoomcore.views import Audience, Button, Card, Reply, Tone

HELLO = Reply(view=Card(title="Hello", actions=(Button(label="Help", command=ShowHelp()),)), card="n1")
WORKING = Reply(view=Card(title="On it", tone=Tone.WORKING), card="n1")
OPEN_FORM = Reply(view=Card(title="What now?", actions=(Button(label="New class", command=OpenScheduleForm()),)))


async def test_a_line_in_the_private_chat_is_answered_there_with_a_card(bot, ana):
    bot.core.reply = HELLO
    [answer] = await ana.say("help")
    assert answer.conversation == ana.direct
    assert "Hello" in answer.words
    assert bot.core.asked[0].wish == Typed(text="help", mentions={})


async def test_the_answer_shows_times_in_the_zone_and_language_of_the_reader(bot):
    bot.core.reply = samples.SCHEDULED
    [answer] = await bot.user(replace(ANA, zone="America/New_York", locale="es-MX")).say("new")
    assert "mar 1 dic 2026, 09:00–09:50 EST" in answer.words


async def test_a_working_card_is_told_to_the_application_so_that_its_result_takes_its_place(bot, ana):
    bot.core.reply = HELLO
    await ana.say("help")
    assert bot.noted.sent == []
    bot.core.reply = WORKING
    [answer] = await ana.say("new")
    [(card, message)] = bot.noted.sent
    assert card == "n1"
    await bot.adapter.update(message, Reply(view=Card(title="Changed", tone=Tone.GOOD)))
    assert "Changed" in answer.words
    assert answer.edits == 1


async def test_a_private_answer_to_a_channel_goes_to_the_private_chat_and_the_channel_is_told_no_name(bot, ana):
    bot.core.reply = samples.SCHEDULED
    private, public = await ana.say("list", channel=CHANNEL)
    assert private.conversation == direct_chat(ANA)
    assert public.conversation.startswith(f"{CHANNEL};messageid=")
    assert public.words == "I answered in our private chat. You can write to me there next time."
    assert "Ana" not in json.dumps(public.activity)


async def test_an_answer_for_everyone_stands_in_the_thread_it_was_asked_in(bot, ana):
    bot.core.reply = Reply(view=Card(title="Join Algebra"), audience=Audience.EVERYONE)
    [answer] = await ana.say("announce", channel=CHANNEL)
    assert answer.conversation.startswith(f"{CHANNEL};messageid=")


async def test_a_line_that_only_the_bot_saw_is_answered_to_its_writer_alone(bot, ana):
    bot.core.reply = WORKING
    activity = ana.activity(channel=CHANNEL, text="list")
    activity["recipient"]["isTargeted"] = True
    before = set(bot.peer.posted)
    assert (await ana.send(activity))[0] == 200
    [answer] = ana.news(before)
    assert answer.only == ANA.teams_id
    assert bot.user(BO).news(before) == []
    [(_, message)] = bot.noted.sent
    await bot.adapter.update(message, Reply(view=Card(title="Changed")))
    assert "Changed" in answer.words


async def test_a_mentioned_person_is_known_by_the_directorys_id(bot, ana):
    await ana.say("add <at>Bo Chen</at>", channel=CHANNEL, mentions=[BO])
    wish = bot.core.asked[0].wish
    assert wish.text == f"add {placeholder(0)}"
    assert wish.mentions[placeholder(0)].id == "aad-bo"
    asked = len(bot.peer.requests)
    await ana.say("add <at>Bo Chen</at>", channel=CHANNEL, mentions=[BO])
    assert not [one for one in bot.peer.requests[asked:] if "/members/" in one]


async def test_a_mentioned_stranger_keeps_teams_own_id(bot, ana):
    stranger = replace(BO, name="Stranger", aad="aad-x")
    await ana.say("add <at>Stranger</at>", channel=CHANNEL, mentions=[stranger])
    assert bot.core.asked[0].wish.mentions[placeholder(0)].id == "29:aad-x"


async def test_a_line_that_teams_sends_twice_is_answered_once(bot, ana):
    activity = ana.activity(text="help")
    assert [(await ana.send(activity))[0] for _ in range(2)] == [200, 200]
    assert len(bot.peer.messages(ana.direct)) == 1


async def test_a_core_that_says_nothing_posts_nothing(bot, ana):
    bot.core.reply = None
    assert await ana.say("…") == []


async def test_a_pressed_button_sends_its_command_and_its_answer_is_a_new_message(bot, ana):
    bot.core.reply = HELLO
    [card] = await ana.say("help")
    bot.core.reply = Reply(view=Card(title="All commands", tone=Tone.GOOD))
    before = set(bot.peer.posted)
    body = await ana.press(card, "Help")
    assert body == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Done. All commands",
    }
    assert [one.words for one in ana.news(before)] == ["Done\nAll commands"]
    press = read_press(bot.core.asked[-1].wish.payload)
    assert (press.card, press.command) == ("n1", ShowHelp())
    assert "Hello" in card.words


async def test_a_replacing_answer_takes_the_cards_place_for_all_who_see_it(bot, ana):
    bot.core.reply = replace(HELLO, audience=Audience.EVERYONE)
    [card] = await ana.say("post", channel=CHANNEL)
    bot.core.reply = Reply(view=Card(title="Approved"), audience=Audience.EVERYONE, replaces=True)
    body = await ana.press(card, "Help")
    assert "Approved" in words_of(body["value"])
    assert card.edits == 1


async def test_what_is_being_worked_on_stands_on_the_pressed_card_where_its_result_will_stand(bot, ana):
    bot.core.reply = HELLO
    [card] = await ana.say("help")
    bot.core.reply = WORKING
    body = await ana.press(card, "Help")
    assert "On it" in words_of(body["value"])
    [(nonce, message)] = bot.noted.sent
    assert (nonce, message.data["activity"]) == ("n1", card.id)


async def test_what_one_person_is_told_never_takes_the_place_of_a_shared_card(bot, ana):
    bot.core.reply = replace(HELLO, audience=Audience.EVERYONE)
    [card] = await ana.say("post", channel=CHANNEL)
    bot.core.reply = Reply(view=Card(title="Your own link"), replaces=True)
    before = set(bot.peer.posted)
    body = await ana.press(card, "Help")
    assert body["value"] == "I answered in our private chat."
    assert [(one.conversation, one.words) for one in ana.news(before)] == [(ana.direct, "Your own link")]
    assert "Hello" in card.words


async def test_a_press_whose_message_teams_does_not_take_is_answered_in_place(bot, ana):
    bot.core.reply = HELLO
    [card] = await ana.say("help")
    bot.core.reply = Reply(view=Card(title="Here it is"))
    bot.peer.faults.append(Fault(status=502))
    body = await ana.press(card, "Help")
    assert "Here it is" in words_of(body["value"])
    assert bot.noted.unsent == []


async def test_a_press_that_the_core_says_nothing_to_is_answered_all_the_same(bot, ana):
    bot.core.reply = HELLO
    [card] = await ana.say("help")
    bot.core.reply = None
    assert (await ana.press(card, "Help"))["statusCode"] == 200


async def test_a_button_that_is_not_ours_gets_an_error_a_client_can_show(bot, ana):
    activity = ana.activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": {"evil": 1}}})
    status, body = await ana.send(activity)
    assert (status, body["statusCode"], body["type"]) == (200, 400, "application/vnd.microsoft.error")
    assert body["value"]["message"].startswith("I couldn't read")


async def test_a_dialog_opens_shows_errors_in_place_and_closes_with_the_result(bot, ana):
    bot.core.reply = OPEN_FORM
    [card] = await ana.say("help")
    bot.core.reply = replace(samples.FORM, view=replace(samples.FORM.view, errors=()))
    dialog = await ana.open_dialog(card, "New class")
    assert "Error" not in words_of(dialog)
    bot.core.reply = samples.FORM
    again = await ana.submit_dialog(dialog, "Schedule it", conversation=ana.direct, field_day="2020-01-01")
    shown = again["task"]["value"]["card"]["content"]
    assert "Error: That day is over. Pick a coming one." in words_of(shown)
    submitted = bot.core.asked[-1].wish
    assert isinstance(submitted, Submitted)
    assert submitted.values["day"] == "2020-01-01"
    assert submitted.values["weekdays"] == ("1", "3")
    bot.core.reply = Reply(view=Card(title="Scheduled: Algebra", tone=Tone.GOOD))
    before = set(bot.peer.posted)
    closed = await ana.submit_dialog(shown, "Schedule it", conversation=ana.direct, field_day="2026-12-01")
    assert closed == {"task": {"type": "message", "value": "Done. Scheduled: Algebra"}}
    assert [one.words for one in ana.news(before)] == ["Done\nScheduled: Algebra"]


async def test_a_question_stays_in_the_dialog(bot, ana):
    bot.core.reply = samples.FORM
    [card] = await ana.say("new")
    bot.core.reply = Reply(view=Card(title="Did you mean Tuesday?", tone=Tone.ASK))
    answer = await ana.submit_dialog(card.card, "Schedule it", conversation=ana.direct)
    assert answer["task"]["value"]["title"] == "Did you mean Tuesday?"


async def test_a_form_in_a_card_comes_back_in_its_place_with_its_errors(bot, ana):
    bot.core.reply = replace(samples.FORM, view=replace(samples.FORM.view, errors=()))
    [card] = await ana.say("new")
    bot.core.reply = samples.FORM
    body = await ana.press(card, "Schedule it", field_topic="Geometry")
    assert "Error: That day is over." in words_of(body["value"])
    assert bot.core.asked[-1].wish.values["topic"] == "Geometry"
    assert card.edits == 1


async def test_the_slash_form_opens_at_once(bot, ana):
    bot.core.reply = samples.FORM
    activity = ana.activity(type="invoke", name="composeExtension/fetchTask", value={"commandId": "new"})
    _, body = await ana.send(activity)
    assert body["task"]["value"]["title"] == "New class"


async def test_a_dialog_with_nothing_to_fill_in_says_so(bot, ana):
    bot.core.reply = None
    activity = ana.activity(type="invoke", name="composeExtension/fetchTask", value={})
    assert (await ana.send(activity))[1]["task"]["type"] == "message"


async def test_an_unknown_invoke_is_answered_and_a_typing_note_is_passed_over(bot, ana):
    assert (await ana.send(ana.activity(type="invoke", name="else/thing")))[1]["statusCode"] == 400
    assert await ana.send(ana.activity(type="typing")) == (200, {})
    assert bot.core.asked == []


async def test_lecterns_arrival_is_a_request_for_help_by_whoever_brought_it(bot, ana):
    bot.core.reply = HELLO
    activity = ana.activity(type="conversationUpdate", membersAdded=[{"id": ana.activity()["recipient"]["id"]}])
    before = set(bot.peer.posted)
    assert (await ana.send(activity))[0] == 200
    assert [one.words for one in ana.news(before)] == ["Hello\nHelp"]
    assert bot.core.asked[0].delivery == f"welcome {ana.direct}"


async def test_the_application_hears_of_members_who_come(bot, ana):
    came = ana.activity(channel=CHANNEL, type="conversationUpdate", membersAdded=[{"id": BO.teams_id}])
    gone = ana.activity(channel=CHANNEL, type="conversationUpdate", membersRemoved=[{"id": "29:x"}])
    assert [(await ana.send(activity))[0] for activity in (came, gone)] == [200, 200]
    assert bot.noted.members == [(CHANNEL, "aad-bo", True), (CHANNEL, "29:x", False)]
    assert bot.core.asked == []


async def test_a_reply_teams_does_not_take_is_handed_to_the_application(bot, ana):
    bot.core.reply = HELLO
    bot.peer.faults.append(Fault(status=429, retry_after=7))
    assert await ana.say("help") == []
    [(to, reply)] = bot.noted.unsent
    assert reply == HELLO
    await bot.adapter.post(ConversationRef.from_data(to.to_data()), reply, key="k")
    assert [one.words for one in bot.peer.messages(ana.direct)] == ["Hello\nHelp"]


async def test_a_database_that_is_away_makes_teams_send_the_line_again(bot, ana):
    def away(_request):
        raise StorageError("away")

    bot.core.reply = away
    assert (await ana.send(ana.activity(text="list")))[0] == 503


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'"x"'])
async def test_what_is_no_activity_is_refused(bot, body):
    import aiohttp

    async with aiohttp.ClientSession() as session, session.post(bot.url, data=body) as answer:
        assert answer.status == 400


async def test_an_activity_of_strange_shape_is_refused_and_does_no_harm(bot, ana):
    status, _ = await ana.send(ana.activity(text="list", attachments="x", **{"from": "ana"}))
    assert status in {200, 400}
    assert [one.words for one in await ana.say("help")] == ["Hi"]


def test_the_password_is_not_in_what_is_printed_of_the_settings(peer):
    assert "app-password" not in repr(settings_for(peer))
