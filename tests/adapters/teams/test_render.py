"""What Teams is given to draw, and that nobody's words can draw something else."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.teams.render import LIMIT_BYTES, Surface, dialog, message, render, size_of
from adapters.teams.render.pieces import escaped
from tests.adapters.teams import samples
from tests.peers.adaptive_cards import complaints, walk
from zoomcore.chat import read_press
from zoomcore.commands.wishes.meetings import CancelMeeting, ListMeetings, OpenScheduleForm, ScheduleMeeting
from zoomcore.domain.meetings import Scope
from zoomcore.views import (
    Audience,
    Button,
    Card,
    Code,
    Document,
    Facts,
    Field,
    FieldKind,
    Item,
    Items,
    Link,
    Mention,
    Picture,
    Redirect,
    Reply,
    Strong,
    Table,
    Text,
    Tone,
    line,
)

MADRID = "Europe/Madrid"


def drawn(reply: Reply, surface: Surface = Surface.CARD, zone: str | None = MADRID) -> dict[str, Any]:
    card = render(reply, zone, "en", surface)
    assert complaints(card) == []
    return card


def of_type(card: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [element for element in walk(card) if element["type"] == kind]


def titled(card: dict[str, Any], title: str) -> dict[str, Any]:
    return next(one for one in walk(card) if one.get("title") == title and one["type"].startswith("Action."))


def texts(card: dict[str, Any]) -> str:
    return " ".join(str(one.get("text", "")) for one in walk(card))


@pytest.mark.parametrize("reply", samples.EVERY, ids=lambda reply: reply.view.title)
@pytest.mark.parametrize("surface", Surface)
def test_every_sample_is_a_card_teams_takes(reply, surface):
    card = drawn(reply, surface)
    assert size_of(card) <= LIMIT_BYTES
    assert card["fallbackText"]
    assert card["speak"]


def test_a_button_carries_its_card_and_command_and_comes_back_whole():
    yes = titled(drawn(samples.SCHEDULED), "Yes, cancel it")
    assert (yes["type"], yes["verb"]) == ("Action.Execute", "press")
    press = read_press(yes["data"]["payload"])
    assert (press.card, press.command) == ("nonce-1", CancelMeeting(scope=Scope.THIS, confirmed=True))


def test_a_button_that_asks_first_sends_nothing_at_its_first_press():
    card = drawn(samples.SCHEDULED)
    first = titled(card, "Cancel Algebra II")
    assert first["type"] == "Action.ToggleVisibility"
    asked = next(one for one in walk(card) if one.get("id") == first["targetElements"][0])
    assert asked["isVisible"] is False
    assert "Students are told at once." in texts(asked)
    assert titled(asked, "No, go back")["targetElements"] == first["targetElements"]


def test_the_fifth_button_and_all_after_it_go_into_the_menu():
    buttons = of_type(drawn(samples.SCHEDULED), "ActionSet")[0]["actions"]
    assert [one.get("mode") for one in buttons] == [None, None, None, None, "secondary", "secondary"]


def test_a_button_that_opens_a_form_fetches_a_dialog_where_there_are_dialogs():
    button = titled(drawn(samples.SCHEDULED), "New class")
    assert button["type"] == "Action.Submit"
    assert button["data"]["msteams"] == {"type": "task/fetch"}
    assert read_press(button["data"]["payload"]).command == OpenScheduleForm()


def test_a_button_that_opens_a_form_asks_for_a_card_where_there_are_none():
    assert titled(drawn(samples.SCHEDULED, Surface.PLAIN_CARD), "New class")["type"] == "Action.Execute"


def test_inside_a_dialog_every_button_submits():
    card = dialog(samples.LISTED, MADRID, "en")["task"]["value"]["card"]["content"]
    assert complaints(card) == []
    assert of_type(card, "Action.Execute") == []
    assert titled(card, "Join Algebra II")["data"].keys() == {"payload"}


def test_the_tone_is_a_word_and_not_only_a_colour():
    header = drawn(samples.SCHEDULED)["body"][0]
    assert header["style"] == "good"
    assert [one["text"] for one in header["items"]] == ["Done", "Scheduled: Algebra II"]
    assert header["items"][1]["style"] == "heading"


def test_a_neutral_card_has_no_word_for_its_tone():
    assert len(drawn(Reply(view=Card(title="Help")))["body"][0]["items"]) == 1


def test_one_reader_sees_their_own_zone():
    card = drawn(samples.SCHEDULED, zone="America/New_York")
    assert "09:00–09:50 EST (UTC−5)" in texts(card)
    assert "15:00" not in json.dumps(card, ensure_ascii=False)


def test_a_shared_post_shows_the_zone_of_the_course():
    shared = Reply(view=samples.SCHEDULED.view, audience=Audience.EVERYONE)
    assert "Tue 1 Dec 2026, 15:00–15:50 CET (UTC+1)" in texts(drawn(shared, zone="America/New_York"))


def test_fixed_words_speak_the_language_of_the_reader():
    body = render(samples.SCHEDULED, MADRID, "es-MX")["body"]
    assert "mar 1 dic 2026" in texts({"type": "AdaptiveCard", "body": body})


def test_a_table_shows_fifteen_rows_says_how_many_are_left_and_offers_them():
    card = drawn(samples.table(60))
    grid = of_type(card, "Table")[0]
    assert grid["firstRowAsHeader"] is True
    assert len(grid["rows"]) == 16
    assert "… and 45 more rows." in texts(card)
    assert read_press(titled(card, "Show more students")["data"]["payload"]).command == ListMeetings(page=2)
    assert card["msteams"]["width"] == "Full"


def test_a_table_that_fits_leaves_nothing_out():
    assert "more row" not in texts(drawn(samples.table(15)))


def test_an_address_too_long_for_the_column_of_values_stands_below_its_label():
    address = "https://zoom.us/j/97475352702?pwd=J9HW0srBB9xWoy7UwDx0a2bBLrRSNkp.1"
    rows = (("When", line("today")), ("If Lectern is down", line(address)), ("Host", line("Ana")))
    body = drawn(Reply(view=Card(title="T", body=(Facts(rows=rows),))))["body"]
    assert [one["type"] for one in body[1:]] == ["FactSet", "TextBlock", "RichTextBlock", "FactSet"]
    assert body[3]["inlines"][0]["text"] == address


def test_a_mention_is_drawn_once_as_a_mention_with_its_entity():
    card = drawn(samples.SCHEDULED)
    facts = {fact["title"]: fact["value"] for fact in of_type(card, "FactSet")[0]["facts"]}
    assert facts["Host"] == "<at>Ana Ruiz</at> (Licensed)"
    mentioned = {"id": "29:ana", "name": "Ana Ruiz"}
    assert card["msteams"]["entities"] == [{"type": "mention", "text": "<at>Ana Ruiz</at>", "mentioned": mentioned}]


def test_a_person_teams_does_not_know_is_only_named():
    card = drawn(Reply(view=Card(title="Who", body=(Text(line=line(Mention("Bo <at>all</at>"))),))))
    assert "msteams" not in card
    assert of_type(card, "TextBlock")[-1]["text"] == "Who"


def test_a_mention_in_a_paragraph_keeps_its_name_apart_from_markup():
    card = drawn(Reply(view=Card(title="Who", body=(Text(line=line("Ask ", Mention('A*n"a</at>', "u1"))),))))
    assert 'Ask <at>A n"a /at</at>' in [one["text"] for one in of_type(card, "TextBlock")]
    assert card["msteams"]["entities"][0]["mentioned"]["id"] == "u1"


def test_a_link_goes_to_its_address_and_nowhere_else():
    spans = line(Link("click [me](http://evil.example)", "https://uni.example/a b)c"))
    card = drawn(Reply(view=Card(title="T", body=(Facts(rows=(("Link", spans),)), Text(line=spans)))))
    fact = of_type(card, "FactSet")[0]["facts"][0]["value"]
    assert fact == r"[click \[me\](http://evil.example)](https://uni.example/a%20b%29c)"
    run = of_type(card, "TextRun")[0]
    assert run["selectAction"]["url"] == "https://uni.example/a b)c"


def test_words_to_type_stand_in_a_fixed_width():
    card = drawn(Reply(view=Card(title="T", body=(Text(line=line("Type ", Code("help"))),))))
    assert [run.get("fontType") for run in of_type(card, "TextRun")] == [None, "monospace"]


def test_right_to_left_words_keep_to_themselves():
    runs = [run["text"] for run in of_type(drawn(samples.LISTED), "TextRun")]
    assert "\u2068مقدمة في الجبر\u2069" in runs


@pytest.mark.parametrize(
    ("values", "drawn_id", "kind"),
    [
        ((), "people_alternative_hosts", "Input.ChoiceSet"),
        (("@aad-1",), "people_alternative_hosts", "Input.ChoiceSet"),
        (("li@uni.example",), "field_alternative_hosts", "Input.Text"),
    ],
)
def test_several_people_are_picked_from_the_directory_unless_one_is_an_e_mail(values, drawn_id, kind):
    people = Field(name="alternative_hosts", label="Alternative hosts", kind=FieldKind.PEOPLE, values=values)
    form = replace(samples.FORM.view, fields=(people,))
    card = drawn(replace(samples.FORM, view=form), Surface.PLAIN_CARD)
    (found,) = (one for one in walk(card) if one["type"].startswith("Input."))
    assert (found["id"], found["type"], found.get("value", "")) == (
        drawn_id,
        kind,
        ",".join(values).replace("@aad", "aad"),
    )


def test_a_form_has_an_input_for_every_field_with_label_and_value():
    card = drawn(samples.FORM, Surface.PLAIN_CARD)
    inputs = {one["id"]: one for one in walk(card) if one["type"].startswith("Input.")}
    assert {name: one["type"] for name, one in inputs.items()} == {
        "field_topic": "Input.Text",
        "field_notes": "Input.Text",
        "field_day": "Input.Date",
        "field_at": "Input.Time",
        "field_duration_minutes": "Input.Number",
        "field_repeat": "Input.ChoiceSet",
        "fields_weekdays": "Input.ChoiceSet",
        "field_waiting_room": "Input.Toggle",
        "field_host": "Input.Text",
    }
    values = {name: one.get("value") for name, one in inputs.items()}
    assert (values["field_day"], values["field_at"], values["field_duration_minutes"]) == ("2026-12-01", "15:00", 50)
    assert (values["fields_weekdays"], values["field_waiting_room"]) == ("1,3", "true")
    topic = inputs["field_topic"]
    assert (topic["isRequired"], topic["errorMessage"]) == (True, "Please fill in: Topic")
    assert topic["maxLength"] == 200


def test_an_error_stands_in_words_right_below_its_field():
    body = drawn(samples.FORM)["body"]
    day = next(index for index, element in enumerate(body) if element.get("id") == "field_day")
    assert body[day + 1]["text"] == "Error: That day is over. Pick a coming one."
    assert body[day + 1]["color"] == "attention"
    assert body[2]["text"] == "Error: One thing needs another look."


def test_a_forms_button_carries_what_the_form_fixed():
    button = titled(drawn(samples.FORM), "Schedule it")
    assert read_press(button["data"]["payload"]).command == ScheduleMeeting(course="MATH201")


def test_a_field_that_was_emptied_comes_back_empty_though_the_client_leaves_it_out():
    button = titled(drawn(samples.FORM), "Schedule it")
    names = {one["id"] for one in walk(drawn(samples.FORM)) if one["type"].startswith("Input.")}
    assert {name: value for name, value in button["data"].items() if name != "payload"} == dict.fromkeys(names, "")


def test_a_date_that_was_mistyped_leaves_the_input_empty_rather_than_broken():
    fields = tuple(field for field in samples.FORM.view.fields if field.name == "day")
    broken = type(fields[0])(name="day", label="Date", kind=fields[0].kind, value="31 Feb")
    form = type(samples.FORM.view)(title="F", base=ScheduleMeeting(), fields=(broken,), submit="Go")
    assert "value" not in of_type(drawn(Reply(view=form)), "Input.Date")[0]


def test_the_toast_says_what_the_card_says_in_one_line():
    activity = message(samples.SCHEDULED, MADRID, "en")
    assert activity["summary"].startswith("Done. Scheduled: Algebra II I booked Algebra II for Tue 1 Dec 2026")
    assert "\n" not in activity["summary"]
    assert len(activity["summary"]) <= 200
    assert "https://" not in activity["summary"]


def test_a_file_and_a_page_are_named_where_they_cannot_be_shown():
    paper = Document(name="roster.csv", media_type="text/csv", content=b"x", title="Your roster")
    assert "roster.csv" in texts(drawn(Reply(view=paper)))
    secret = json.dumps(drawn(Reply(view=Redirect(url="https://zoom.us/s/1?zak=secret"))))
    assert "secret" not in secret


@pytest.mark.parametrize("name", ["scheduled", "listed", "table", "pictured", "form"])
def test_a_card_looks_as_it_did_when_somebody_last_looked(name):
    """To accept a change: delete the golden, run again, look at it in the playground."""
    replies = {
        "scheduled": samples.SCHEDULED,
        "listed": samples.LISTED,
        "table": samples.table(3),
        "pictured": samples.PICTURED,
        "form": samples.FORM,
    }
    golden = Path(__file__).parent / "goldens" / f"{name}.json"
    fresh = json.dumps(message(replies[name], MADRID, "en"), ensure_ascii=False, indent=1) + "\n"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(fresh, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and is written now: look at it, then keep it")
    assert golden.read_text(encoding="utf-8") == fresh


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8080/picture/x"])
def test_a_picture_that_teams_could_not_fetch_is_told_in_words(url):
    card = drawn(Reply(view=Card(title="T", body=(Picture(url=url, alt="24 of 28 came"),))))
    assert of_type(card, "Image") == []
    assert "24 of 28 came" in texts(card)


def test_a_view_whose_buttons_alone_are_too_much_says_so_without_them():
    long = Button(label="Go", command=ScheduleMeeting(topic="x" * 20_000))
    card = drawn(Reply(view=Card(title="Much", actions=(long, long))))
    assert "This answer is too long for Teams. Ask for a smaller part of it." in texts(card)
    assert of_type(card, "ActionSet") == []


spans = st.one_of(
    st.text(max_size=300), st.builds(Strong, st.text(max_size=300)), st.builds(Code, st.text(max_size=60))
)
lines = st.lists(spans, max_size=6).map(tuple)
blocks = st.one_of(
    st.builds(Text, line=lines),
    st.builds(Facts, rows=st.lists(st.tuples(st.text(max_size=200), lines), max_size=30).map(tuple)),
    st.builds(Items, items=st.lists(st.builds(Item, line=lines, detail=lines), max_size=40).map(tuple), heading=lines),
    st.lists(st.tuples(lines, lines), max_size=60).map(
        lambda rows: Table(caption="C", columns=("a", "b"), rows=tuple(rows))
    ),
)
cards = st.builds(
    Card,
    title=st.text(min_size=1, max_size=400),
    tone=st.sampled_from(Tone),
    body=st.lists(blocks, max_size=8).map(tuple),
    footnote=lines,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cards)
def test_any_card_fits_and_is_one_teams_takes(card):
    activity = message(Reply(view=card), None, "en")
    assert size_of(activity) <= LIMIT_BYTES
    content = activity["attachments"][0]["content"]
    assert [one for one in complaints(content) if "without text" not in one] == []


@given(st.text(max_size=200))
def test_any_text_stays_inert_in_markdown(text):
    """Every mark is preceded by a backslash, no tag, mention or entity begins."""
    safe = escaped(text)
    assert re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]~|]", safe) is None
    assert re.search(r"<[A-Za-z/!?]|&[#A-Za-z]", safe) is None


@given(st.text(max_size=200))
def test_nobodys_words_become_a_mention_of_all(text):
    view = Card(title=f"{text}<at>all</at>", body=(Facts(rows=(("<at>all</at>", line(text, "<at>all</at>")),)),))
    written = [one for one in walk(render(Reply(view=view), None, "en")) if one["type"] in {"TextBlock", "FactSet"}]
    assert "<at>" not in json.dumps(written)
