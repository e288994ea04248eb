import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import parse
from adapters.slack.parse import Membership, Uninstalled
from zoomcore.chat import Asked, ConversationRef, Pressed, Submitted, Typed
from zoomcore.commands.mentions import Mention, MentionKind, placeholder
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.errors import InvalidInput


def seal(url):
    return f"sealed({url})" if url else ""


def command(text="", **more):
    return {
        "command": "/class",
        "text": text,
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "user_name": "ana",
        "trigger_id": "tr1",
        "response_url": "https://hooks.example/r",
    } | more


def press(action=None, **more):
    button = {"action_id": "press:1", "type": "button", "value": "payload", "action_ts": "17.5"}
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1", "name": "ana"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "message_ts": "16.1", "channel_id": "C1"},
        "response_url": "https://hooks.example/r",
        "trigger_id": "tr2",
        "actions": [action or button],
    } | more


def event(**about):
    return {"team_id": "T1", "event_id": "Ev1", "event": about}


def test_a_slash_command_is_a_typed_line_from_its_channel():
    request = parse.read_command(command("list today"), seal)
    assert request.wish == Typed(text="list today")
    assert request.conversation == ConversationRef(platform="slack", tenant="T1", channel="C1")
    assert (request.sender.tenant, request.sender.user_id, request.sender.name) == ("T1", "U1", "ana")
    assert request.delivery == "slack:command:tr1"
    assert not request.kept


def test_its_answer_goes_to_the_asker_alone_and_knows_the_sealed_url():
    answer = parse.read_command(command(), seal).answer
    assert (answer.channel, answer.user, answer.sealed) == ("C1", "U1", "sealed(https://hooks.example/r)")


def test_a_direct_chat_is_known_as_one():
    assert parse.read_command(command(channel_id="D1"), seal).conversation.direct


def test_an_organisation_wide_install_has_its_own_id_where_a_team_is_missing():
    body = command(team_id=None, enterprise_id="E1")
    assert parse.read_command(body, seal).sender.tenant == "E1"


def test_mentions_are_lifted_out_before_anything_is_unescaped():
    typed = parse.read_text("licenses for <@U2|bo> in <#C2|algebra> &lt;@U9&gt; &amp; more")
    assert typed.text == f"licenses for {placeholder(0)} in {placeholder(1)} <@U9> & more"
    assert typed.mentions == {
        placeholder(0): Mention(kind=MentionKind.PERSON, id="U2", name="bo"),
        placeholder(1): Mention(kind=MentionKind.CHANNEL, id="C2", name="algebra"),
    }


def test_addresses_and_links_are_read_as_they_were_typed():
    raw = "add <mailto:bo@uni.example|bo@uni.example> <http://uni.example|uni.example> <https://a.example/x>"
    assert parse.read_text(raw).text == "add bo@uni.example uni.example https://a.example/x"


def test_a_broadcast_is_only_the_word_that_was_typed():
    assert parse.read_text("new <!channel> <!subteam^S1|@staff>").text == "new @channel @staff"


def test_a_typed_placeholder_names_nobody():
    typed = parse.read_text(f"add {placeholder(0)} <@U2>")
    assert typed.text == f"add 0 {placeholder(0)}"


@given(st.text())
def test_any_text_is_read_and_only_lifted_mentions_hold_private_characters(text):
    typed = parse.read_text(text)
    for key in typed.mentions:
        assert key in typed.text
    rest = typed.text
    for key in typed.mentions:
        rest = rest.replace(key, "")
    assert "\ue000" not in rest


def test_a_pressed_button_gives_its_payload_back():
    request = parse.read_press(press(), seal)
    assert request.wish == Pressed(payload="payload")
    assert request.delivery == "slack:action:U1:17.5:press:1"
    assert request.answer.message == "16.1"
    assert request.answer.user == "U1"


def test_a_button_on_a_private_message_says_that_only_its_reader_sees_it():
    container = {"type": "message", "message_ts": "16.1", "channel_id": "C1", "is_ephemeral": True}
    assert parse.read_press(press(container=container), seal).answer.message == "~16.1"


def test_a_button_in_a_thread_is_answered_there():
    container = {"type": "message", "message_ts": "16.1", "channel_id": "C1", "thread_ts": "15.0"}
    assert parse.read_press(press(container=container), seal).answer.thread == "15.0"


def test_a_button_of_the_home_tab_has_no_channel():
    body = press(container={"type": "view", "view_id": "V1"}, view={"type": "home", "private_metadata": ""})
    del body["channel"], body["response_url"]
    answer = parse.read_press(body, seal).answer
    assert (answer.channel, answer.user, answer.message, answer.direct) == ("", "U1", "home", True)


def test_a_chosen_menu_entry_is_a_press():
    chosen = {"action_id": "menu:3", "type": "overflow", "selected_option": {"value": "payload"}, "action_ts": "1.2"}
    assert parse.read_press(press(chosen), seal).wish == Pressed(payload="payload")


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "open:1", "type": "button", "action_ts": "1.2"},
        {"action_id": "menu:1", "type": "overflow", "selected_option": {"value": "open"}, "action_ts": "1.2"},
    ],
)
def test_a_followed_link_asks_nothing_of_us(action):
    assert parse.read_press(press(action), seal) is None


def test_asking_for_a_form_again_repeats_the_line_with_its_mentions():
    asked = command("new with <@U2|bo>")
    value = parse.again(asked, parse.read_command(asked, seal))
    again = {"action_id": "again", "type": "button", "value": value, "action_ts": "1.2"}
    assert parse.read_press(press(again), seal).wish == parse.read_text("new with <@U2|bo>")


def test_asking_again_for_a_form_that_a_button_opened_repeats_the_press():
    pressed = press({"action_id": "press:2", "value": '{"card":"n","do":["new-form",{}]}', "action_ts": "1.1"})
    again = {
        "action_id": "again",
        "type": "button",
        "value": parse.again(pressed, parse.read_press(pressed, seal)),
        "action_ts": "1.2",
    }
    assert parse.read_press(press(again), seal).wish == Pressed(payload='{"card":"n","do":["new-form",{}]}')


def test_somebody_of_another_workspace_keeps_their_own():
    body = press(user={"id": "U7", "team_id": "T9"})
    request = parse.read_press(body, seal)
    assert (request.sender.tenant, request.conversation.tenant) == ("T9", "T1")


def submission(values, metadata):
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1", "name": "ana"},
        "view": {"id": "V1", "private_metadata": metadata, "state": {"values": values}},
    }


METADATA = json.dumps({"press": "the press", "origin": {"channel": "C1", "sealed": "s"}})


def test_a_submitted_form_gives_every_kind_of_value_as_text():
    state = {
        "field:topic": {"text": {"type": "plain_text_input", "value": "Lab"}},
        "field:csv": {"long_text": {"type": "plain_text_input", "value": None}},
        "field:day": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}},
        "field:at": {"clock": {"type": "timepicker", "selected_time": "15:00"}},
        "field:count": {"number": {"type": "number_input", "value": "12"}},
        "field:course": {"choice": {"type": "static_select", "selected_option": {"value": "MATH201"}}},
        "field:none": {"choice": {"type": "static_select", "selected_option": None}},
        "field:repeat": {"choice": {"type": "static_select", "selected_option": {"value": "nothing:"}}},
        "field:weekdays": {"choices": {"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "3"}]}},
        "field:waiting_room": {"tick": {"type": "checkboxes", "selected_options": [{"value": "true"}]}},
        "field:record": {"tick": {"type": "checkboxes", "selected_options": []}},
        "field:host": {"person": {"type": "users_select", "selected_user": "U2"}},
        "field:nobody": {"person": {"type": "users_select", "selected_user": None}},
        "field:several": {"people": {"type": "multi_users_select", "selected_users": ["U2", "U3"]}},
        "field:nobody_else": {"people": {"type": "multi_users_select", "selected_users": []}},
        "field:mails": {"people": {"type": "plain_text_input", "value": "li@uni.example, kim@uni.example"}},
        "field:mail": {"person": {"type": "plain_text_input", "value": "li@uni.example"}},
    }
    request = parse.read_submission(submission(state, METADATA))
    assert request.wish == Submitted(
        payload="the press",
        values={
            "topic": "Lab",
            "csv": "",
            "day": "2026-12-01",
            "at": "15:00",
            "count": "12",
            "course": "MATH201",
            "none": "",
            "repeat": "",
            "weekdays": ("1", "3"),
            "waiting_room": "true",
            "record": "false",
            "host": "@U2",
            "nobody": "",
            "several": ("@U2", "@U3"),
            "nobody_else": (),
            "mails": "li@uni.example, kim@uni.example",
            "mail": "li@uni.example",
        },
    )
    assert request.delivery == "slack:view:V1"
    assert (request.conversation.channel, request.answer.user, request.answer.sealed) == ("C1", "U1", "s")


def test_a_form_opened_without_a_channel_is_answered_in_the_direct_chat():
    request = parse.read_submission(submission({}, json.dumps({"press": "p", "origin": {}})))
    assert request.answer == ConversationRef(platform="slack", tenant="T1", user="U1", direct=True)


@pytest.mark.parametrize("metadata", ["", "[]", "{", '{"press": 1}', '{"origin": {}}'])
def test_a_form_whose_hidden_part_was_changed_is_refused(metadata):
    with pytest.raises(InvalidInput):
        parse.read_submission(submission({}, metadata))


def test_where_a_form_was_asked_for_survives_the_round_trip():
    asked = parse.read_press(press(), seal)
    metadata = json.dumps({"press": "p", "origin": parse.origin_of(asked)})
    back = parse.read_submission(submission({}, metadata))
    assert back.conversation == asked.conversation
    assert (back.answer.channel, back.answer.user, back.answer.sealed) == ("C1", "U1", asked.answer.sealed)


def test_the_global_shortcut_asks_for_the_form():
    body = {"type": "shortcut", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "tr3"}
    request = parse.read_shortcut(body, seal)
    assert request.wish == Asked(command=OpenScheduleForm())
    assert request.answer == ConversationRef(platform="slack", tenant="T1", user="U1", direct=True)


def test_the_message_shortcut_takes_the_first_line_as_the_topic():
    body = {
        "type": "message_action",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "trigger_id": "tr3",
        "response_url": "https://hooks.example/r",
        "message": {"text": "Review with <@U2|bo> &amp; co\nsecond line"},
    }
    request = parse.read_shortcut(body, seal)
    assert request.wish == Asked(command=OpenScheduleForm(draft=ScheduleMeeting(topic="Review with bo & co")))
    assert request.conversation.channel == "C1"


def test_a_mention_of_the_bot_is_a_typed_line_without_it():
    body = event(type="app_mention", user="U1", text="<@UBOT> list", channel="C1", ts="1.1")
    request = parse.read_event(body, "UBOT")
    assert request.wish == Typed(text="list")
    assert request.delivery == "slack:event:Ev1"
    assert request.kept
    assert not request.conversation.direct


def test_a_direct_message_is_a_typed_line():
    body = event(type="message", channel_type="im", user="U1", text="help", channel="D1", ts="1.1")
    request = parse.read_event(body, "UBOT")
    assert (request.wish, request.conversation.direct) == (Typed(text="help"), True)


@pytest.mark.parametrize(
    "about",
    [
        {"type": "message", "channel_type": "im", "subtype": "message_changed", "channel": "D1"},
        {"type": "message", "channel_type": "im", "bot_id": "B2", "user": "U2", "text": "hi", "channel": "D1"},
        {"type": "message", "channel_type": "channel", "user": "U2", "text": "hi", "channel": "C1"},
        {"type": "app_home_opened", "tab": "messages", "user": "U1", "channel": "D1"},
        {"type": "member_joined_channel", "user": "UBOT", "channel": "C1"},
        {"type": "reaction_added", "user": "U1"},
    ],
)
def test_what_is_none_of_our_business_is_no_request(about):
    assert parse.read_event(event(**about), "UBOT") is None


def test_somebody_who_came_into_a_channel_or_left_it_is_told_of():
    come = parse.read_event(event(type="member_joined_channel", user="U2", channel="C1", team="T1"), "UBOT")
    gone = parse.read_event(event(type="member_left_channel", user="U2", channel="C1", team="T1"), "UBOT")
    where = ConversationRef(platform="slack", tenant="T1", channel="C1")
    assert come == Membership(conversation=where, user_id="U2", joined=True)
    assert gone == Membership(conversation=where, user_id="U2", joined=False)


def test_an_opened_home_tab_asks_for_what_is_on_now():
    request = parse.read_event(event(type="app_home_opened", tab="home", user="U1", channel="D1"), "UBOT")
    assert request.wish == Asked(command=ShowNow())
    assert request.answer.message == "home"


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_a_removed_app_is_told_of(kind):
    assert parse.read_event(event(type=kind), "UBOT") == Uninstalled(tenant="T1")


def test_a_command_knows_what_people_call_its_channel():
    assert parse.read_command(command(channel_name="algebra"), seal).conversation.name == "#algebra"
    assert parse.read_command(command(channel_id="D1", channel_name="directmessage"), seal).conversation.name == ""
