import asyncio
import json
import time
from dataclasses import replace
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.port import ChatAdapter
from adapters.slack import app as slack_app
from tests.peers.slack import BOT_USER
from zoomcore.chat import Asked, ConversationRef, Pressed, Submitted, Typed, read_press
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    OpenScheduleForm,
    ScheduleMeeting,
)
from zoomcore.errors import StorageError
from zoomcore.views import (
    Audience,
    Button,
    Card,
    Document,
    Field,
    FieldKind,
    Form,
    FormError,
    Item,
    Items,
    OpenUrl,
    Redirect,
    Reply,
    Text,
    Tone,
)

CARD = Card(title="Coming classes", body=(Text(line=("Algebra",)),))
TOPIC = Field(name="topic", label="Topic", kind=FieldKind.TEXT, required=True)
FORM = Form(title="New class", base=ScheduleMeeting(course="MATH201"), fields=(TOPIC,), submit="Schedule")


def says(reply):
    return lambda _: reply


def card(title, **more):
    return Reply(view=Card(title=title), card="n2", **more)


def with_button(label="Join", command=None, **more):
    view = Card(title="T", actions=(Button(label=label, command=command or JoinMeeting()),))
    return Reply(view=view, card="n1", **more)


async def test_the_acknowledgement_of_a_command_is_the_reply_itself(house):
    house.core.says = says(Reply(view=CARD, card="n1"))
    answer = await house.person("UANA").command("list", "C1")
    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("Coming classes")
    assert house.core.asked[0].wish == Typed(text="list")
    assert house.peer.calls == [("auth.test", {})]


def test_it_is_a_chat_with_a_door(house):
    assert isinstance(house.adapter, ChatAdapter)


async def test_a_reply_for_everyone_is_seen_by_everyone(house):
    house.core.says = says(Reply(view=CARD, audience=Audience.EVERYONE))
    await house.person("UANA").command("list", "C1")
    assert "Algebra" in house.peer.seen_by("UBO", "C1")[0].words


async def test_a_private_reply_is_seen_by_the_asker_alone(house):
    house.core.says = says(Reply(view=CARD))
    await house.person("UANA").command("list", "C1")
    assert house.peer.seen_by("UANA", "C1")
    assert not house.peer.seen_by("UBO", "C1")


async def test_nothing_to_say_is_an_empty_acknowledgement(house):
    assert await house.person("UANA").command("list", "C1") == {}


async def test_a_forged_signature_is_turned_away(house):
    forger = house.person("UANA", secret="another secret")
    status, _ = await forger.send(urlencode({"command": "/class"}), "application/x-www-form-urlencoded")
    assert status == 401
    assert house.core.asked == []


async def test_a_request_older_than_five_minutes_is_turned_away_though_truly_signed(house):
    stale = {"X-Slack-Request-Timestamp": str(int(time.time()) - 301)}
    status, _ = await house.person("UANA").send(
        urlencode({"command": "/class"}), "application/x-www-form-urlencoded", stale
    )
    assert status == 401


async def test_slacks_check_of_our_address_is_answered(house):
    body = json.dumps({"type": "url_verification", "challenge": "c1"})
    status, text = await house.person("UANA").send(body, "application/json")
    assert (status, json.loads(text)) == (200, {"challenge": "c1"})


async def test_a_pressed_button_gives_its_command_back_and_is_answered_in_private(house):
    house.core.says = lambda request: with_button() if isinstance(request.wish, Typed) else card("Your link")
    bo = house.person("UBO")
    await bo.command("list", "C1")
    await bo.press("Join")
    press = read_press(house.core.asked[1].wish.payload)
    assert (press.card, press.command) == ("n1", JoinMeeting())
    assert "Your link" in house.peer.seen_by("UBO")[-1].words
    assert house.peer.seen_by("UBO")[-1].only == "UBO"


async def test_a_reply_that_replaces_stands_in_place_of_the_private_card(house):
    house.core.says = lambda request: with_button() if isinstance(request.wish, Typed) else card("Gone", replaces=True)
    bo = house.person("UBO")
    await bo.command("list", "C1")
    await bo.press("Join")
    (only,) = house.peer.seen_by("UBO")
    assert "Gone" in only.words


async def test_a_private_reply_never_replaces_what_everybody_sees(house):
    shared = with_button(audience=Audience.EVERYONE)
    house.core.says = lambda request: shared if isinstance(request.wish, Typed) else card("Secret", replaces=True)
    await house.person("UANA").command("list", "C1")
    await house.person("UBO").press("Join", "C1")
    assert not any("Secret" in one.words for one in house.peer.seen_by("UANA"))
    assert "Secret" in house.peer.seen_by("UBO")[-1].words


async def test_a_public_reply_to_a_button_of_a_public_card_replaces_it(house):
    house.core.says = says(with_button("Approve", CancelMeeting()))
    await house.adapter.post(channel(house), with_button("Approve", audience=Audience.EVERYONE), key="k")
    house.core.says = says(card("Approved", audience=Audience.EVERYONE, replaces=True))
    await house.person("UBO").press("Approve", "C1")
    (message,) = house.peer.messages
    assert "Approved" in message.words


def channel(house, **more):
    return ConversationRef(platform="slack", tenant="T1", channel="C1", **more)


async def test_two_presses_of_one_button_carry_one_payload_and_two_delivery_keys(house):
    house.core.says = lambda request: with_button() if isinstance(request.wish, Typed) else None
    bo = house.person("UBO")
    await bo.command("list", "C1")
    await bo.press("Join")
    await bo.press("Join")
    first, second = house.core.asked[1:]
    assert read_press(first.wish.payload).effect == read_press(second.wish.payload).effect
    assert first.delivery != second.delivery


async def test_the_same_press_delivered_twice_carries_one_delivery_key(house):
    house.core.says = lambda request: with_button() if isinstance(request.wish, Typed) else None
    bo = house.person("UBO")
    await bo.command("list", "C1")
    payload = bo.pressed(*bo.button("Join"))
    await bo.interact(payload)
    await bo.interact(payload)
    assert house.core.asked[1].delivery == house.core.asked[2].delivery


async def test_a_menu_entry_is_pressed_like_a_button(house):
    actions = (
        Button(label="Join Algebra", command=JoinMeeting()),
        Button(label="Cancel Algebra", command=CancelMeeting()),
    )
    listed = Card(title="T", body=(Items(items=(Item(line=("Algebra",), actions=actions),)),))
    house.core.says = lambda request: Reply(view=listed) if isinstance(request.wish, Typed) else None
    await house.person("UBO").command("list", "C1")
    await house.person("UBO").press("Cancel Algebra")
    assert read_press(house.core.asked[1].wish.payload).command == CancelMeeting()


async def test_a_followed_link_is_acknowledged_and_asks_nothing(house):
    linked = Card(title="T", actions=(OpenUrl(label="Zoom", url="https://zoom.example"),))
    house.core.says = says(Reply(view=linked))
    await house.person("UBO").command("join", "C1")
    await house.person("UBO").press("Zoom")
    assert len(house.core.asked) == 1


async def test_a_command_for_a_form_opens_it_and_says_nothing_more(house):
    house.core.says = says(Reply(view=FORM, card="n1"))
    assert await house.person("UANA").command("new", "C1") == {}
    (view,) = house.peer.views.values()
    assert view["title"]["text"] == "New class"


async def test_a_form_that_came_too_late_is_offered_with_a_button_that_asks_again(house):
    house.core.says = says(Reply(view=FORM, card="n1"))
    ana = house.person("UANA")
    await ana.command("new with <@UBO|bo>", "C1", trigger_id="too old")
    await ana.press("Open the form")
    assert house.core.asked[1].wish == house.core.asked[0].wish
    assert len(house.peer.views) == 1


async def test_a_form_that_slack_does_not_take_in_time_is_offered_too(house, monkeypatch):
    monkeypatch.setattr(slack_app, "FORM_SECONDS", 0.05)
    held = house.peer.fail("views.open", hold=asyncio.Event())
    house.core.says = says(Reply(view=FORM))
    answer = await house.person("UANA").command("new", "C1")
    held.hold.set()
    assert "Open the form" in json.dumps(answer)


async def test_a_button_for_a_form_opens_it(house):
    opener = with_button("New class", OpenScheduleForm())
    house.core.says = lambda request: opener if isinstance(request.wish, Typed) else Reply(view=FORM)
    await house.person("UANA").command("", "C1")
    await house.person("UANA").press("New class")
    assert len(house.peer.views) == 1


async def test_a_button_whose_form_came_too_late_offers_the_same_press_again(house):
    opener = with_button("New class", OpenScheduleForm())
    house.core.says = lambda request: opener if isinstance(request.wish, Typed) else Reply(view=FORM)
    ana = house.person("UANA")
    await ana.command("", "C1")
    await ana.press("New class", trigger_id="too old")
    await ana.press("Open the form")
    assert house.core.asked[2].wish == house.core.asked[1].wish
    assert len(house.peer.views) == 1


async def open_form(house, form=FORM):
    house.core.says = says(Reply(view=form, card="n1"))
    ana = house.person("UANA")
    await ana.command("new", "C1")
    return ana


async def test_a_submitted_form_gives_its_values_and_its_result_comes_where_it_was_asked_for(house):
    ana = await open_form(house)
    house.core.says = says(card("Scheduled: Lab"))
    answer = await ana.submit(topic="Lab")
    wish = house.core.asked[1].wish
    assert isinstance(wish, Submitted)
    assert wish.values == {"topic": "Lab"}
    assert read_press(wish.payload).command == ScheduleMeeting(course="MATH201")
    assert answer == {"response_action": "clear"}
    result = house.peer.seen_by("UANA", "C1")[-1]
    assert (result.only, "Scheduled: Lab" in result.words) == ("UANA", True)


async def test_errors_of_a_form_stand_beside_their_fields(house):
    ana = await open_form(house)
    wrong = Form(
        title="New class",
        base=FORM.base,
        fields=(TOPIC,),
        submit="Go",
        errors=(FormError(message="Name it.", field="topic"),),
    )
    house.core.says = says(Reply(view=wrong, card="n1"))
    assert await ana.submit(topic="x") == {"response_action": "errors", "errors": {"field:topic": "Name it."}}


async def test_an_error_of_the_whole_form_draws_it_again_and_it_can_be_sent_again(house):
    ana = await open_form(house)
    wrong = replace(FORM, errors=(FormError(message="Zoom is away."),))
    house.core.says = says(Reply(view=wrong, card="n1"))
    answer = await ana.submit(topic="x")
    assert "Zoom is away." in json.dumps(answer)
    house.core.says = says(card("Done"))
    assert (await ana.submit(topic="x"))["response_action"] == "clear"
    assert house.core.asked[2].conversation.channel == "C1"


async def test_a_result_that_slack_takes_nowhere_is_shown_in_the_form(house):
    ana = await open_form(house)
    house.core.says = says(card("Scheduled: Lab"))
    for method in ("response_url", "chat.postEphemeral", "chat.postMessage"):
        house.peer.fail(method, error="fatal_error", status=500)
    answer = await ana.submit(topic="Lab")
    assert answer["response_action"] == "update"
    assert "Scheduled: Lab" in json.dumps(answer)


async def test_what_went_wrong_stands_over_the_form_so_that_nothing_typed_is_lost(house):
    ana = await open_form(house)
    bad = Card(title="Zoom is away", tone=Tone.BAD, actions=(Button(label="Try again", command=ListMeetings()),))
    house.core.says = says(Reply(view=bad, card="n2"))
    answer = await ana.submit(topic="Lab")
    assert (answer["response_action"], "Zoom is away" in json.dumps(answer)) == ("push", True)
    house.core.says = says(card("Tried"))
    await ana.press_in_form("Try again")
    assert house.core.asked[2].conversation.channel == "C1"
    assert "Tried" in house.peer.seen_by("UANA", "C1")[-1].words


async def test_the_core_learns_under_which_message_a_working_card_stands(house):
    house.core.says = says(Reply(view=Card(title="Working…", tone=Tone.WORKING), card="n7"))
    await house.person("UANA").say("new Lab tomorrow 3pm")
    ((nonce, message, to),) = house.core.sent
    await house.adapter.update(message, card("Scheduled"))
    assert (nonce, to.channel) == ("n7", "DUANA")
    assert "Scheduled" in house.peer.seen_by("UANA", "DUANA")[0].words


async def test_what_is_finished_or_seen_by_one_alone_is_not_remembered(house):
    house.core.says = says(card("Help"))
    await house.person("UANA").say("help")
    house.core.says = says(Reply(view=Card(title="Working…", tone=Tone.WORKING), card="n7"))
    await house.person("UANA").mention("now", "C1")
    assert house.core.sent == []


async def test_a_form_whose_hidden_part_was_changed_is_answered_kindly(house):
    view = {"id": "V1", "private_metadata": "{}", "state": {"values": {}}, "callback_id": "form", "type": "modal"}
    ana = house.person("UANA")
    answer = await ana.interact(ana.payload("view_submission", view=view))
    assert "I couldn" in json.dumps(answer)
    assert house.core.asked == []


async def test_both_shortcuts_open_the_form(house):
    house.core.says = says(Reply(view=FORM))
    ana = house.person("UANA")
    await ana.shortcut()
    await ana.shortcut(
        channel={"id": "C1"}, message={"text": "Review"}, response_url=house.peer.new_response_url("C1", "UANA")
    )
    assert [request.wish.command for request in house.core.asked] == [
        OpenScheduleForm(),
        OpenScheduleForm(draft=ScheduleMeeting(topic="Review")),
    ]
    assert len(house.peer.views) == 2


async def test_a_shortcut_whose_form_came_too_late_offers_it_in_the_direct_chat(house):
    house.core.says = says(Reply(view=FORM))
    ana = house.person("UANA")
    house.peer.fail("views.open", error="expired_trigger_id")
    await ana.shortcut()
    await ana.press("Open the form", house.peer.direct("UANA"))
    assert read_press(house.core.asked[1].wish.payload).command == OpenScheduleForm()


async def test_a_line_in_the_direct_chat_is_answered_there(house):
    house.core.says = says(card("Help"))
    assert await house.person("UANA").say("help") == 200
    (message,) = house.peer.seen_by("UANA", house.peer.direct("UANA"))
    assert "Help" in message.words
    assert message.metadata == {
        "event_type": "lectern",
        "event_payload": {"key": house.core.asked[0].delivery},
    }


async def test_a_form_asked_for_in_the_direct_chat_is_offered_because_a_message_opens_none(house):
    house.core.says = says(Reply(view=FORM))
    ana = house.person("UANA")
    await ana.say("new")
    await ana.press("Open the form")
    assert house.core.asked[1].wish == Typed(text="new")
    assert len(house.peer.views) == 1


async def test_a_mention_is_answered_to_the_asker_alone(house):
    house.core.says = says(card("Coming"))
    await house.person("UANA").mention("list", "C1")
    assert house.core.asked[0].wish == Typed(text="list")
    assert [one.only for one in house.peer.messages] == ["UANA"]


async def test_an_event_delivered_again_is_answered_once(house):
    house.core.says = says(card("Help"))
    ana = house.person("UANA")
    about = {"type": "message", "channel_type": "im", "text": "help", "channel": house.peer.direct("UANA")}
    await ana.event(event_id="Ev1", **about)
    await ana.event(event_id="Ev1", headers={"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}, **about)
    assert len(house.peer.messages) == 1


async def test_our_own_messages_are_no_request(house):
    await house.person(BOT_USER).say("help")
    assert house.core.asked == []


async def test_the_home_tab_shows_what_is_on_now(house):
    house.core.says = says(with_button("This week", ListMeetings()))
    await house.person("UANA").event(type="app_home_opened", tab="home", channel="DUANA")
    assert house.core.asked[0].wish == Asked(command=ShowNow())
    assert "This week" in json.dumps(house.peer.homes["UANA"])


async def test_a_button_of_the_home_tab_is_answered_in_the_direct_chat(house):
    house.core.says = says(with_button("This week", ListMeetings()))
    ana = house.person("UANA")
    await ana.event(type="app_home_opened", tab="home", channel="DUANA")
    house.core.says = says(card("Monday"))
    await ana.press_home("This week")
    assert "Monday" in house.peer.seen_by("UANA", "DUANA")[-1].words


async def test_a_button_of_the_home_tab_may_change_the_tab(house):
    house.core.says = says(with_button("This week", ListMeetings()))
    ana = house.person("UANA")
    await ana.event(type="app_home_opened", tab="home", channel="DUANA")
    house.core.says = says(card("Monday", replaces=True))
    await ana.press_home("This week")
    assert "Monday" in json.dumps(house.peer.homes["UANA"])


async def test_comings_and_goings_are_told(house):
    await house.person("UBO").event(type="member_joined_channel", channel="C1")
    await house.person("UBO").event(type="member_left_channel", channel="C1")
    assert house.core.members == [(channel(house), "UBO", True), (channel(house), "UBO", False)]


async def test_a_removed_app_is_logged(house, caplog):
    await house.person("UANA").event(type="app_uninstalled")
    assert "removed" in caplog.text


async def test_what_concerns_us_not_is_acknowledged(house):
    assert await house.person("UANA").event(type="reaction_added") == 200


async def test_a_document_comes_as_a_file_in_the_direct_chat(house):
    roster = Document(name="roster.csv", media_type="text/csv", content=b"name\n", title="Roster")
    house.core.says = says(Reply(view=roster))
    await house.person("UANA").command("course people", "C1")
    assert house.peer.files == [{"channel": "DUANA", "title": "Roster", "content": b"name\n"}]
    assert "I've sent you Roster in our direct chat" in house.peer.seen_by("UANA", "C1")[-1].words


async def test_a_file_that_slack_refuses_is_told_with_slacks_own_word(house):
    roster = Document(name="roster.csv", media_type="text/csv", content=b"name\n", title="Roster")
    house.core.says = says(Reply(view=roster))
    house.peer.fail("files.getUploadURLExternal", error="missing_scope")
    await house.person("UANA").command("course people", "C1")
    (told,) = house.peer.seen_by("UANA", "C1")
    assert "missing_scope" in told.words


@pytest.mark.parametrize("how", [{"status": 503}, {"error": "ratelimited", "status": 429}])
async def test_a_file_that_slack_does_not_take_now_is_left_for_later(house, how):
    unsent = []

    async def later(to, reply):
        unsent.append((to.user, reply))

    house.adapter.on_unsent = later
    told = Card(title="2 students filled in")
    house.core.says = says(Reply(view=Document(name="a.csv", media_type="", content=b"a", title="A", told=told)))
    house.peer.fail("files.getUploadURLExternal", **how)
    await house.person("UANA").command("grades export", "C1")
    assert [(user, reply.view.name) for user, reply in unsent] == [("UANA", "a.csv")]
    await house.person("UANA").command("grades export", "C1")
    assert len(unsent) == 1
    assert [one["title"] for one in house.peer.files] == ["A"]
    assert "2 students filled in" in house.peer.seen_by("UANA", "C1")[-1].words


async def test_a_working_card_takes_the_place_where_its_result_will_stand(house):
    working = Reply(view=Card(title="Working…", tone=Tone.WORKING), card="n2")
    house.core.says = lambda request: with_button("Yes, do it") if isinstance(request.wish, Typed) else working
    ana = house.person("UANA")
    await ana.command("new Lab tomorrow 3", "C1")
    await ana.press("Yes, do it")
    await house.adapter.post(house.core.asked[1].answer, card("Scheduled", replaces=True), key="job:1")
    (only,) = house.peer.seen_by("UANA", "C1")
    assert "Scheduled" in only.words


async def test_a_redirect_is_a_private_button(house):
    house.core.says = says(Reply(view=Redirect(url="https://zoom.example/s/1"), audience=Audience.EVERYONE))
    answer = await house.person("UANA").command("start", "C1")
    assert answer["response_type"] == "ephemeral"
    assert "https://zoom.example/s/1" in json.dumps(answer["blocks"])


async def test_while_the_database_is_away_slack_is_told_to_come_again(house):
    def away(request):
        raise StorageError("locked")

    house.core.says = away
    assert await house.person("UANA").say("help") == 503


async def test_a_defect_of_ours_is_logged_and_told_as_such(house, caplog):
    def broken(request):
        raise ValueError("oops")

    house.core.says = broken
    assert await house.person("UANA").say("help") == 500
    assert "oops" in caplog.text


async def test_an_answer_that_slack_does_not_take_leaves_the_click_acknowledged(house, caplog):
    house.core.says = lambda request: with_button() if isinstance(request.wish, Typed) else card("Link")
    bo = house.person("UBO")
    await bo.command("list", "C1")
    house.peer.fail("response_url", cut="before")
    await bo.press("Join")
    assert isinstance(house.core.asked[1].wish, Pressed)
    assert "not delivered" in caplog.text


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
async def test_installing_from_here_is_refused_with_a_sentence(house, path):
    async with aiohttp.ClientSession() as http, http.get(house.url + path) as answer:
        assert answer.status == 404
        assert "one workspace" in await answer.text()


async def test_a_hostile_title_reaches_slack_inert(house):
    hostile = Card(title="<!channel> *A*", tone=Tone.GOOD, footnote=("<@UBO> <!here>",))
    house.core.says = says(Reply(view=hostile, audience=Audience.EVERYONE))
    answer = await house.person("UANA").command("list", "C1")
    assert "<!" not in answer["text"]
    assert "<" not in answer["blocks"][1]["elements"][0]["text"]


LARGE = replace(FORM, base=ScheduleMeeting(topic="x" * 3100))


async def test_a_form_too_large_for_slack_is_told_with_what_to_do(house):
    house.core.says = says(Reply(view=LARGE))
    answer = await house.person("UANA").command("new", "C1")
    assert "fewer words" in json.dumps(answer)
    assert house.peer.views == {}


async def test_a_form_that_grew_too_large_is_told_over_the_form(house):
    ana = await open_form(house)
    house.core.says = says(Reply(view=replace(LARGE, errors=(FormError(message="No."),))))
    answer = await ana.submit(topic="x")
    assert (answer["response_action"], "fewer words" in json.dumps(answer)) == ("push", True)


async def test_what_was_answered_already_is_only_acknowledged(house):
    ana = await open_form(house)
    house.core.says = says(None)
    assert await ana.submit(topic="x") == {}
    await ana.shortcut()
    assert await ana.say("help") == 200
    assert house.peer.messages == []


async def test_comings_and_goings_are_nobodys_business_where_nobody_asked(house):
    house.adapter.on_member = None
    assert await house.person("UBO").event(type="member_joined_channel", channel="C1") == 200


async def test_a_result_that_is_no_card_closes_the_form_though_it_was_not_delivered(house, caplog):
    ana = await open_form(house)
    house.core.says = says(Reply(view=Redirect(url="https://zoom.example/s/1")))
    house.peer.fail("response_url", cut="before")
    assert await ana.submit(topic="x") == {"response_action": "clear"}
    assert "not delivered" in caplog.text


async def test_a_process_that_started_while_slack_was_away_asks_who_it_is_with_the_first_request(house):
    house.adapter.people._bot = None
    house.peer.fail("auth.test", error="service_unavailable", status=503)
    ana = house.person("UANA")
    assert await ana.say("help") == 503
    assert await ana.say("help") == 200
