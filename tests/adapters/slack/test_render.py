import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import render
from tests.peers.slack_blocks import elements, faults
from zoomcore.chat import read_press
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import CancelMeeting, JoinMeeting, ListMeetings, MoveMeeting, ScheduleMeeting
from zoomcore.views import (
    Button,
    ButtonStyle,
    Card,
    Code,
    Confirm,
    Document,
    Facts,
    Item,
    Items,
    Link,
    Mention,
    OpenUrl,
    Picture,
    Redirect,
    Strong,
    Table,
    Text,
    Tone,
    When,
    WhenStyle,
)

START = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
EPOCH = int(START.timestamp())
HOSTILE = "A <b> *C* <!channel> <@U1> `x` _y_ ~z~ :tada: > & <https://evil.example|here>"


def blocks(card):
    drawn = render.blocks(card, "n1")
    assert faults(drawn) == []
    return drawn


def texts(drawn):
    """Every text Slack would read as mrkdwn."""
    found = []

    def walk(thing):
        if isinstance(thing, dict):
            if thing.get("type") == "mrkdwn":
                found.append(thing["text"])
            for value in thing.values():
                walk(value)
        elif isinstance(thing, list):
            for one in thing:
                walk(one)

    walk(drawn)
    return found


def pressable(drawn):
    return [one for block in drawn for one in elements(block)]


def test_a_title_is_plain_text_in_a_header():
    (header,) = blocks(Card(title=HOSTILE))
    assert header == {"type": "header", "text": {"type": "plain_text", "text": HOSTILE, "emoji": False}}


def test_a_title_beyond_the_header_is_shown_whole_below_it():
    header, below = blocks(Card(title="x" * 200))
    assert header["text"]["text"].endswith("…")
    assert below["elements"][0]["elements"][0]["text"] == "x" * 200


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_keeps_the_words_of_the_title(tone):
    assert blocks(Card(title="Algebra II", tone=tone))[0]["text"]["text"].endswith("Algebra II")


def test_a_paragraph_is_rich_text_in_which_every_text_is_literal():
    line = ("Class ", Strong("Algebra"), " ", Code("list"), " ", Mention("Bo", "U2"), " ", Mention("Cy"))
    (_, paragraph) = blocks(Card(title="T", body=(Text(line=line),)))
    assert paragraph["elements"][0]["elements"] == [
        {"type": "text", "text": "Class "},
        {"type": "text", "text": "Algebra", "style": {"bold": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "list", "style": {"code": True}},
        {"type": "text", "text": " "},
        {"type": "user", "user_id": "U2"},
        {"type": "text", "text": " "},
        {"type": "text", "text": "Cy"},
    ]


def test_links_are_drawn_only_for_addresses_that_can_be_followed():
    line = (Link("Zoom", "https://zoom.example/j/1"), Link("bad", "javascript:alert(1)"))
    (_, paragraph) = blocks(Card(title="T", body=(Text(line=line),)))
    assert paragraph["elements"][0]["elements"] == [
        {"type": "link", "url": "https://zoom.example/j/1", "text": "Zoom"},
        {"type": "text", "text": "bad"},
    ]


def test_an_instant_is_drawn_in_the_readers_zone_with_a_fallback_in_the_classs_own():
    (_, paragraph) = blocks(Card(title="T", body=(Text(line=(When(START, "Europe/Madrid"),)),)))
    assert paragraph["elements"][0]["elements"] == [
        {
            "type": "date",
            "timestamp": EPOCH,
            "format": "{date_long}, {time}",
            "fallback": "Tue 1 Dec 2026, 15:00 CET (UTC+1)",
        }
    ]


@pytest.mark.parametrize(
    ("style", "token"),
    [
        (WhenStyle.FULL, f"<!date^{EPOCH}^{{date_long}}, {{time}}|Tue 1 Dec 2026, 15:00 CET (UTC+1)>"),
        (WhenStyle.DAY, f"<!date^{EPOCH}^{{date_long}}|Tue 1 Dec 2026>"),
        (WhenStyle.TIME, f"<!date^{EPOCH}^{{time}}|15:00 CET (UTC+1)>"),
        (
            WhenStyle.RANGE,
            (
                f"<!date^{EPOCH}^{{date_long}}, {{time}}|Tue 1 Dec 2026, 15:00 CET (UTC+1)>"
                f"–<!date^{EPOCH + 3000}^{{time}}|15:50 CET (UTC+1)>"
            ),
        ),
    ],
)
def test_an_instant_in_a_list_is_a_date_token(style, token):
    when = When(START, "Europe/Madrid", style, timedelta(minutes=50))
    card = Card(title="T", body=(Items(items=(Item(line=(when,)),)),))
    assert texts(blocks(card)) == [token]


def test_facts_are_one_block_of_labelled_lines():
    card = Card(title="T", body=(Facts(rows=(("Course", ("MATH201",)), ("Host", (Strong("Ana"),)))),))
    (_, facts) = blocks(card)
    assert [section["elements"][0]["text"] for section in facts["elements"]] == ["Course: ", "Host: "]


def test_a_table_has_its_caption_its_headings_and_a_row_heading():
    table = Table(
        caption="Courses", columns=("Code", "Title"), rows=((("MATH201",), (Strong("Algebra"),)), (("A",), ()))
    )
    (_, drawn) = blocks(Card(title="T", body=(table,)))
    assert (drawn["type"], drawn["caption"], drawn["row_header_column_index"]) == ("data_table", "Courses", 0)
    assert [cell["text"] for cell in drawn["rows"][0]] == ["Code", "Title"]
    assert drawn["rows"][1][1]["type"] == "rich_text"
    assert drawn["rows"][2][1] == {"type": "raw_text", "text": "–"}


def test_rows_beyond_slacks_hundred_are_counted_and_the_button_for_more_stays():
    rows = tuple(((str(number),),) for number in range(112))
    table = Table(caption="People", columns=("No",), rows=rows, more=Button(label="More", command=ListMeetings(page=2)))
    (_, drawn, note, more) = blocks(Card(title="T", body=(table,)))
    assert len(drawn["rows"]) == 101
    assert "… and 12 more rows: People" in note["elements"][0]["text"]
    assert more["elements"][0]["text"]["text"] == "More"


def test_two_tables_share_the_characters_a_message_may_hold():
    wide = Table(caption="W", columns=("A",), rows=tuple((("x" * 600,),) for _ in range(10)))
    drawn = blocks(Card(title="T", body=(wide, replace(wide, caption="V"))))
    assert [len(block["rows"]) - 1 for block in drawn if block["type"] == "data_table"] == [10, 6]
    assert any("… and 4 more rows: V" in text for text in texts(drawn))


def test_a_table_of_too_many_columns_says_how_many_are_left_out():
    table = Table(caption="W", columns=tuple("abcdefghijklmnopqrstuvw"), rows=((("x",),) * 23,))
    assert any("… and 3 more columns: W" in text for text in texts(blocks(Card(title="T", body=(table,)))))


def test_an_empty_table_says_so():
    table = Table(caption="Courses", columns=("Code",), rows=())
    assert texts(blocks(Card(title="T", body=(table,)))) == ["Courses: nothing yet."]


def test_one_action_of_an_item_is_a_button_beside_it():
    item = Item(line=("Algebra",), detail=("MATH201",), actions=(Button(label="Join Algebra", command=JoinMeeting()),))
    (_, section) = blocks(Card(title="T", body=(Items(items=(item,)),)))
    assert section["text"]["text"] == "Algebra\nMATH201"
    assert section["accessory"]["text"]["text"] == "Join Algebra"


def test_several_actions_of_an_item_are_a_menu():
    actions = (
        Button(label="Join Algebra", command=JoinMeeting(target=Target(occurrence=12))),
        Button(label="Move Algebra", command=MoveMeeting(target=Target(occurrence=12))),
        OpenUrl(label="Calendar", url="https://lectern.example/c"),
    )
    (_, section) = blocks(Card(title="T", body=(Items(items=(Item(line=("Algebra",), actions=actions),)),)))
    options = section["accessory"]["options"]
    assert [option["text"]["text"] for option in options] == ["Join Algebra", "Move Algebra", "Calendar"]
    assert read_press(options[0]["value"]).command == JoinMeeting(target=Target(occurrence=12))
    assert options[2]["url"] == "https://lectern.example/c"


def test_the_likeliest_of_several_actions_is_one_tap_away():
    target = Target(occurrence=12)
    actions = (
        Button(label="Join", command=JoinMeeting(target=target), style=ButtonStyle.PRIMARY),
        Button(label="Details", command=ShowHelp()),
        Button(label="Move", command=MoveMeeting(target=target)),
    )
    (_, section, row) = blocks(Card(title="T", body=(Items(items=(Item(line=("Algebra",), actions=actions),)),)))
    assert "accessory" not in section
    join, menu = row["elements"]
    assert (join["text"]["text"], join["style"]) == ("Join", "primary")
    assert [option["text"]["text"] for option in menu["options"]] == ["Details", "Move"]


def test_an_item_and_its_buttons_are_left_out_together():
    actions = (
        Button(label="Join", command=JoinMeeting(), style=ButtonStyle.PRIMARY),
        Button(label="Help", command=ShowHelp()),
    )
    items = tuple(Item(line=(f"class {number}",), actions=actions) for number in range(30))
    drawn = blocks(Card(title="T", body=(Items(items=items, heading=("Today",)),)))
    assert drawn[-2]["type"] == "actions"
    assert texts(drawn)[-1] == "… and 7 more"


def test_a_heading_is_bold_as_a_whole():
    heading = (When(START, "UTC", WhenStyle.DAY), " ", Strong("at school"))
    drawn = blocks(Card(title="T", body=(Items(items=(Item(line=("x",)),), heading=heading),)))
    assert texts(drawn)[0] == f"*<!date^{EPOCH}^{{date_long}}|Tue 1 Dec 2026> at school*"


def test_actions_that_ask_first_stay_buttons_because_a_menu_asks_one_question_for_all():
    sure = Confirm(title="Sure?", question="It goes.", yes="Cancel it")
    actions = (
        Button(label="Join", command=JoinMeeting()),
        Button(label="Cancel", command=CancelMeeting(), style=ButtonStyle.DANGER, confirm=sure),
    )
    (_, section, row) = blocks(Card(title="T", body=(Items(items=(Item(line=("A",), actions=actions),)),)))
    assert "accessory" not in section
    assert row["elements"][1]["confirm"]["confirm"]["text"] == "Cancel it"
    assert row["elements"][1]["style"] == "danger"


def test_a_button_carries_the_nonce_of_its_card_and_its_command():
    command = ScheduleMeeting(topic="Álgebra 😀")
    (_, row) = blocks(Card(title="T", actions=(Button(label="Again", command=command),)))
    press = read_press(row["elements"][0]["value"])
    assert (press.card, press.command) == ("n1", command)


def test_a_topic_in_any_script_fits_a_button():
    command = ScheduleMeeting(topic="😀" * 200)
    (_, row) = blocks(Card(title="T", actions=(Button(label="Again", command=command),)))
    assert read_press(row["elements"][0]["value"]).command == command


def test_a_command_too_long_for_a_button_is_said_and_not_dropped():
    long = Button(label="Repeat", command=ScheduleMeeting(topic="x" * 2500))
    drawn = blocks(Card(title="T", actions=(long, Button(label="Help", command=ShowHelp()))))
    assert [one["text"]["text"] for one in pressable(drawn)] == ["Help"]
    assert any("“Repeat” needs more room" in text for text in texts(drawn))


def test_a_link_button_has_an_action_id_that_is_told_from_a_press():
    (_, row) = blocks(Card(title="T", actions=(OpenUrl(label="Join", url="https://z.example"),)))
    assert row["elements"][0]["action_id"].startswith(render.OPEN)
    assert row["elements"][0]["url"] == "https://z.example"


def test_a_picture_states_its_finding():
    (_, image) = blocks(Card(title="T", body=(Picture(url="https://x.example/p.png", alt="24 of 28 came"),)))
    assert image["alt_text"] == "24 of 28 came"


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8080/picture/x"])
def test_a_picture_that_slack_could_not_fetch_is_told_in_words(url):
    (_, said) = blocks(Card(title="T", body=(Picture(url=url, alt="24 of 28 came"),)))
    assert said["type"] != "image"
    assert "24 of 28 came" in json.dumps(said)


def test_items_beyond_fifty_blocks_are_counted_and_buttons_and_footnote_stay():
    card = Card(
        title="T",
        body=(Items(items=tuple(Item(line=(f"class {number}",)) for number in range(60))),),
        actions=(Button(label="Later", command=ListMeetings(page=2)),),
        footnote=("Times in CET",),
    )
    drawn = blocks(card)
    assert len(drawn) == 50
    assert texts(drawn)[-2:] == ["… and 14 more", "Times in CET"]
    assert pressable(drawn)[-1]["text"]["text"] == "Later"


def test_a_quiet_text_and_a_heading_are_escaped_like_all_others():
    card = Card(title="T", body=(Text(line=(HOSTILE,), quiet=True), Items(items=(), heading=(HOSTILE,))))
    for text in texts(blocks(card)):
        assert "<" not in text
        assert "`" in text


def test_what_slack_reads_as_emphasis_is_kept_apart_from_its_words():
    assert render.inert("*C* _y_ a_b ~z~ `x`").replace("\u200b", "|") == "|*|C|*| |_|y|_| a_b |~|z|~| |`|x|`|"


def test_what_slack_reads_as_emoji_or_quotation_is_kept_apart_too():
    assert render.inert(":tada: > at 15:00").replace("\u200b", "|") == ":|tada: |&gt; at 15:00"


def test_the_notification_says_the_card_without_addresses_or_anything_slack_acts_on():
    card = Card(title=HOSTILE, actions=(OpenUrl(label="Join", url="https://secret.example"),))
    text = render.message(card, "n")["text"]
    assert "<" not in text
    assert "secret" not in text


def test_a_redirect_and_a_document_are_messages_too():
    go = render.message(Redirect(url="https://zoom.example/s/1"), "n")
    sent = render.message(Document(name="a.csv", media_type="text/csv", content=b"", title="Grades"), "n")
    assert pressable(go["blocks"])[0]["url"] == "https://zoom.example/s/1"
    assert "Grades" in sent["blocks"][0]["text"]["text"]
    assert "zoom.example" not in go["text"]


def test_the_offer_of_a_form_carries_what_asks_for_it_again():
    drawn = render.again(json.dumps({"typed": "new"}))
    assert faults(drawn) == []
    assert json.loads(pressable(drawn)[0]["value"]) == {"typed": "new"}


spans = st.one_of(
    st.text(max_size=60) | st.sampled_from([HOSTILE * 60, "&" * 3001, "😀" * 1600]),
    st.builds(Strong, st.text(max_size=900)),
    st.builds(Code, st.text(max_size=900)),
    st.builds(Link, st.text(max_size=50), st.sampled_from(["https://a.example/?x=1&y=<2>|", "ftp://x", "no"])),
    st.builds(Mention, st.text(max_size=50), st.sampled_from(["U12", "", "<!channel>"])),
    st.builds(When, st.just(START), st.just("Europe/Madrid"), st.sampled_from(WhenStyle), st.just(timedelta(hours=1))),
)
lines = st.lists(spans, max_size=4).map(tuple)
buttons = st.builds(
    Button,
    label=st.text(max_size=100),
    command=st.builds(ScheduleMeeting, topic=st.text(max_size=700)),
    confirm=st.none() | st.builds(Confirm, title=st.text(max_size=200), question=st.text(max_size=400), yes=st.text()),
)
actions = st.lists(buttons | st.builds(OpenUrl, label=st.text(), url=st.just("https://a.example")), max_size=7).map(
    tuple
)
items = st.builds(Item, line=lines, detail=lines, actions=actions)
body = st.one_of(
    st.builds(Text, line=lines, quiet=st.booleans()),
    st.builds(Facts, rows=st.lists(st.tuples(st.text(max_size=80), lines), max_size=5).map(tuple)),
    st.builds(Items, items=st.lists(items, max_size=8).map(tuple), heading=lines),
    st.builds(
        Table,
        caption=st.text(min_size=1),
        columns=st.just(("A", "B")),
        rows=st.lists(st.tuples(lines, lines), max_size=12).map(tuple),
    ),
)
cards = st.builds(
    Card, title=st.text(max_size=400), body=st.lists(body, max_size=6).map(tuple), actions=actions, footnote=lines
)
#: All that may begin with "<" in mrkdwn we send: our own dates, links and mentions.
OURS = re.compile(r"<(!date\^\d+\^[^<>]*|https?:[^<>]*|@U12)>")


@settings(max_examples=80, deadline=None)
@given(cards)
def test_any_card_is_within_slacks_limits_and_holds_no_token_but_ours(card):
    drawn = render.blocks(card, "nonce")
    assert faults(drawn) == []
    for text in texts(drawn):
        assert "<" not in OURS.sub("", text)
        assert ">" not in OURS.sub("", text)


@given(st.text())
def test_inert_text_reads_the_same_once_slack_has_drawn_it(text):
    drawn = render.inert(text.replace("\u200b", "")).replace("\u200b", "")
    assert drawn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text.replace("\u200b", "")
