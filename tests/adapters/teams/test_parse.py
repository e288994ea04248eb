"""What Teams' activities mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.address import Sealed, message_ref, spoken_to, unseal
from adapters.teams.parse import Door, lift_mentions, parse
from adapters.teams.render import render
from adapters.teams.render.surface import Surface
from tests.adapters.teams import samples
from tests.adapters.teams.activities import (
    BOT,
    CHANNEL,
    SERVICE,
    TENANT,
    activity,
    in_channel,
    invoke,
    mention,
    pressed,
)
from tests.peers.adaptive_cards import walk
from zoomcore.chat import Asked, ConversationRef, Pressed, Submitted, Typed
from zoomcore.commands.mentions import MentionKind, placeholder
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import OpenScheduleForm


def typed(sent):
    request = parse(sent).request
    assert request is not None
    assert isinstance(request.wish, Typed)
    return request.wish


def test_a_message_in_the_private_chat_is_a_typed_line_by_its_sender():
    incoming = parse(activity())
    request = incoming.request
    assert incoming.door is Door.MESSAGE
    assert request.wish == Typed(text="list", mentions={})
    sender = request.sender
    assert (sender.platform, sender.tenant, sender.user_id, sender.name) == ("teams", TENANT, "aad-ana", "Ana Ruiz")
    assert (sender.zone, sender.locale, sender.home) == ("Europe/Madrid", "en-GB", False)
    assert request.conversation.direct
    assert (request.conversation.channel, request.conversation.user) == ("a:ana", "aad-ana")
    assert (request.delivery, request.kept) == ("a:ana 1485983408511", True)


def test_a_sender_without_a_directory_id_is_known_by_teams_own():
    assert parse(activity(**{"from": {"id": "29:bo", "name": "Bo"}})).sender.user_id == "29:bo"


def test_the_tenant_of_the_conversation_serves_where_the_channel_names_none():
    assert parse(activity(channelData={})).sender.tenant == TENANT


def test_a_channel_message_keeps_channel_and_thread_apart():
    request = parse(in_channel("<at>Lectern</at> list")).request
    place = request.conversation
    assert (place.channel, place.thread, place.user, place.direct) == (CHANNEL, "1485983000000", "", False)
    assert spoken_to(place) == f"{CHANNEL};messageid=1485983000000"
    assert (request.answer.user, request.answer.message) == ("aad-ana", "")
    assert (unseal(place).service, unseal(place).user) == (SERVICE, "29:ana")


def test_a_conversation_of_unknown_kind_is_taken_for_a_public_one():
    assert not parse(activity(conversation={"id": "x", "tenantId": TENANT})).conversation.direct


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>Lectern</at> list", "list"),
        ("<at>Lectern</at>&nbsp;list today\n", "list today"),
        ("  \u00a0<at>Lectern</at>\u00a0 new &quot;Algebra &amp; more&quot;", 'new "Algebra & more"'),
        ("hey <at>Lectern</at> list", "hey   list"),
        ("<at>Lectern</at>", ""),
    ],
)
def test_the_bots_own_mention_is_no_part_of_the_line(text, words):
    assert typed(in_channel(text)).text == words


def test_another_persons_mention_becomes_a_placeholder():
    kim = mention("<at>Kim</at>", "29:kim", "Kim", aadObjectId="aad-kim")
    wish = typed(in_channel("<at>Lectern</at> course people MATH201 add <at>Kim</at> as student", kim))
    assert wish.text == f"course people MATH201 add {placeholder(0)} as student"
    lifted = wish.mentions[placeholder(0)]
    assert (lifted.kind, lifted.id, lifted.name) == (MentionKind.PERSON, "aad-kim", "Kim")


def test_two_people_of_one_name_are_two_mentions_in_their_order():
    one, two = (mention("<at>Bo Chen</at>", f"29:{n}", "Bo Chen") for n in "12")
    wish = typed(in_channel("<at>Bo Chen</at> and <at>Bo Chen</at>", one, two))
    assert wish.text == f"{placeholder(0)} and {placeholder(1)}"
    assert [found.id for found in wish.mentions.values()] == ["29:1", "29:2"]


def test_a_channels_mention_is_a_channel():
    wish = typed(in_channel("map <at>Algebra</at>", mention("<at>Algebra</at>", CHANNEL, "Algebra")))
    assert wish.mentions[placeholder(0)].kind is MentionKind.CHANNEL


@pytest.mark.parametrize("forged", ["&lt;at&gt;Kim&lt;/at&gt;", "\ue0000\ue001", "&#xe000;0&#xe001;"])
def test_what_is_typed_cannot_pass_for_a_mention(forged):
    wish = typed(activity(text=f"add {forged}"))
    assert wish.mentions == {}
    assert "\ue000" not in wish.text


def test_a_listed_mention_that_is_not_in_the_text_is_none():
    assert typed(activity(entities=[mention("<at>Kim</at>", "29:kim", "Kim")])).mentions == {}


def test_the_html_copy_of_a_message_is_ignored():
    attachments = [{"contentType": "text/html", "content": "<div>cancel</div>"}]
    assert typed(activity(attachments=attachments)).text == "list"


@given(st.text(max_size=80))
def test_no_typed_text_brings_a_placeholder(text):
    lifted, mentions = lift_mentions({"text": text, "recipient": {"id": BOT}})
    assert mentions == {}
    assert not any("\ue000" <= character <= "\uf8ff" for character in lifted)


def test_a_pressed_button_gives_its_payload_and_names_the_card_it_stood_on():
    incoming = parse(pressed({"payload": "p"}))
    assert incoming.door is Door.ACTION
    assert incoming.request.wish == Pressed(payload="p")
    assert incoming.request.answer.message == "1485983400000"
    assert not incoming.request.kept


def test_a_filled_card_is_a_submitted_form():
    data = {"payload": "p", "field_topic": "Algebra", "field_duration_minutes": 50, "field_waiting_room": True}
    wish = parse(pressed(data | {"fields_weekdays": "1,3", "field_until": None, "else": "x"})).request.wish
    values = {"topic": "Algebra", "duration_minutes": "50", "waiting_room": "true", "until": "", "weekdays": ("1", "3")}
    assert wish == Submitted(payload="p", values=values)


def test_people_picked_from_the_directory_come_as_accounts():
    wish = parse(pressed({"payload": "p", "people_alternative_hosts": "aad-1,aad-2", "people_none": ""})).request.wish
    assert wish == Submitted(payload="p", values={"alternative_hosts": ("@aad-1", "@aad-2"), "none": ()})


def test_no_choice_made_is_an_empty_list():
    wish = parse(pressed({"payload": "p", "fields_weekdays": ""})).request.wish
    assert wish == Submitted(payload="p", values={"weekdays": ()})


def test_choices_come_back_as_they_were_offered_whatever_they_hold():
    values = ("a,b", "c%2C", "ü d")
    field = type(samples.FORM.view.fields[6])(
        name="days",
        label="Days",
        kind=samples.FORM.view.fields[6].kind,
        values=values,
        choices=tuple(type(samples.FORM.view.fields[6].choices[0])(value=one, label=one) for one in values),
    )
    form = type(samples.FORM.view)(title="F", base=samples.FORM.view.base, fields=(field,), submit="Go")
    card = render(type(samples.FORM)(view=form), None, "en", Surface.CARD)
    drawn = next(one for one in walk(card) if one["type"] == "Input.ChoiceSet")
    assert drawn["value"] == ",".join(choice["value"] for choice in drawn["choices"])
    wish = parse(pressed({"payload": "p", drawn["id"]: drawn["value"]})).request.wish
    assert wish.values == {"days": values}


def test_a_submit_outside_a_dialog_arrives_as_a_message_and_is_a_press():
    sent = activity(value={"payload": "p"}, replyToId="77")
    del sent["text"]
    incoming = parse(sent)
    assert (incoming.door, incoming.request.wish) == (Door.MESSAGE, Pressed(payload="p"))
    assert incoming.request.answer.message == "77"


@pytest.mark.parametrize(
    ("name", "door"),
    [
        ("task/fetch", Door.DIALOG),
        ("task/submit", Door.DIALOG_SUBMIT),
        ("composeExtension/submitAction", Door.DIALOG_SUBMIT),
    ],
)
def test_a_dialog_is_opened_and_sent_by_its_button(name, door):
    incoming = parse(invoke(name, {"data": {"payload": "p", "msteams": {"type": "task/fetch"}}}))
    assert (incoming.door, incoming.request.wish) == (door, Pressed(payload="p"))


def test_the_slash_form_opens_the_form_of_a_new_class():
    incoming = parse(invoke("composeExtension/fetchTask", {"commandId": "newClass"}))
    assert (incoming.door, incoming.request.wish) == (Door.DIALOG, Asked(command=OpenScheduleForm()))


def test_a_consent_to_a_file_is_handed_on_whole():
    value = {"action": "accept", "context": {"file": "k"}, "uploadInfo": {"uploadUrl": "https://u"}}
    incoming = parse(invoke("fileConsent/invoke", value))
    assert (incoming.door, incoming.consent) == (Door.FILE, value)


def test_lecterns_arrival_is_greeted_once_for_each_conversation():
    sent = activity(type="conversationUpdate", membersAdded=[{"id": BOT}, {"id": "29:ana"}], id="1")
    first, again = parse(sent).request, parse(sent | {"id": "2"}).request
    assert first.wish == Asked(command=ShowHelp())
    assert first.delivery == again.delivery
    assert first.kept


def test_people_who_come_and_go_are_told_apart_from_the_bot():
    came = parse(activity(type="conversationUpdate", membersAdded=[{"id": "29:bo"}]))
    went = parse(activity(type="conversationUpdate", membersRemoved=[{"id": "29:bo"}]))
    assert (came.door, came.joined, came.left) == (Door.MEMBERS, ("29:bo",), ())
    assert (went.door, went.joined, went.left) == (Door.MEMBERS, (), ("29:bo",))


@pytest.mark.parametrize(
    "strange",
    [
        {},
        {"type": "typing"},
        {"type": "installationUpdate", "action": "add"},
        {"type": "invoke", "name": "signin/verifyState", "value": {}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "x"}},
        {"type": "invoke", "name": "task/fetch", "value": {"data": {"payload": 3}}},
        {"type": "invoke", "name": "task/submit", "value": [1]},
    ],
)
def test_what_lectern_has_no_use_for_is_nothing(strange):
    assert parse(strange).door is Door.NOTHING


def test_strange_shapes_inside_a_message_do_no_harm():
    odd = {"type": "message", "text": None, "entities": "x", "from": [], "conversation": "c", "channelData": 4}
    assert parse(odd).request.wish == Typed(text="", mentions={})


def test_a_reference_made_by_the_core_is_sealed_by_nobody():
    assert unseal(ConversationRef(platform="teams", tenant=TENANT, user="aad-ana")).service == ""


def test_a_message_reference_names_all_an_edit_needs():
    reader = Sealed(service=SERVICE, user="29:ana", zone="Europe/Madrid", locale="es")
    ref = message_ref(reader, conversation=f"{CHANNEL};messageid=1", activity="7", targeted=True)
    where = {"service": SERVICE, "conversation": CHANNEL, "activity": "7"}
    assert ref.data == where | {"zone": "Europe/Madrid", "locale": "es", "targeted": "yes"}
