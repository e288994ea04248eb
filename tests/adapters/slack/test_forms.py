import json

import pytest

from adapters.slack import render
from tests.peers.slack_blocks import faults, view_faults
from zoomcore.chat import read_press
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.errors import LimitReached
from zoomcore.views import Card, Choice, Field, FieldKind, Form, FormError, Item, Items

WEEKLY = (Choice(value="weekly", label="Every week"),)


def form(*fields, **more):
    return Form(title="New class", base=ScheduleMeeting(course="MATH201"), fields=fields, submit="Schedule", **more)


def drawn(one, origin=None):
    view = render.modal(one, "n1", origin or {})
    assert view_faults(view) == []
    return view


def element(field):
    return drawn(form(field))["blocks"][0]["element"]


def test_a_form_carries_its_command_its_card_and_where_it_was_asked_for():
    view = drawn(form(), {"channel": "C1"})
    data = json.loads(view["private_metadata"])
    press = read_press(data["press"])
    assert (press.card, press.command) == ("n1", ScheduleMeeting(course="MATH201"))
    assert data["origin"] == {"channel": "C1"}


def test_a_field_is_an_input_named_after_it_with_its_label_and_hint():
    field = Field(
        name="topic", label="Topic", kind=FieldKind.TEXT, value="Lab", hint="Short", required=True, longest=200
    )
    (block,) = drawn(form(field))["blocks"]
    assert block["block_id"] == "field:topic"
    assert (block["label"]["text"], block["hint"]["text"], block["optional"]) == ("Topic", "Short", False)
    assert block["element"] == {
        "type": "plain_text_input",
        "action_id": "text",
        "max_length": 200,
        "initial_value": "Lab",
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (FieldKind.LONG_TEXT, "a\nb", {"type": "plain_text_input", "multiline": True, "initial_value": "a\nb"}),
        (FieldKind.DAY, "2026-12-01", {"type": "datepicker", "initial_date": "2026-12-01"}),
        (FieldKind.DAY, "", {"type": "datepicker"}),
        (FieldKind.CLOCK, "15:00", {"type": "timepicker", "initial_time": "15:00"}),
        (FieldKind.NUMBER, "50", {"type": "number_input", "initial_value": "50"}),
        (FieldKind.PERSON, "@U1", {"type": "users_select", "initial_user": "U1"}),
        (FieldKind.PERSON, "", {"type": "users_select"}),
        (FieldKind.PEOPLE, "", {"type": "multi_users_select"}),
        (FieldKind.PERSON, "li@uni.example", {"type": "plain_text_input", "initial_value": "li@uni.example"}),
    ],
)
def test_each_kind_is_drawn_with_what_it_holds(kind, value, expected):
    one = element(Field(name="x", label="X", kind=kind, value=value))
    assert one["action_id"] == kind.value
    assert expected.items() <= one.items()
    assert value == "" or any(name.startswith("initial") for name in one)


def test_several_people_are_picked_and_an_e_mail_among_them_is_written():
    picked = element(Field(name="x", label="X", kind=FieldKind.PEOPLE, values=("@U1", "@U2")))
    written = element(Field(name="x", label="X", kind=FieldKind.PEOPLE, values=("@U1", "li@uni.example")))
    assert (picked["type"], picked["initial_users"]) == ("multi_users_select", ["U1", "U2"])
    assert (written["type"], written["initial_value"]) == ("plain_text_input", "@U1, li@uni.example")


def test_a_choice_begins_at_its_value():
    choices = (Choice(value="60", label="An hour"), Choice(value="90", label="1 h 30"))
    one = element(Field(name="x", label="X", kind=FieldKind.CHOICE, value="90", choices=choices))
    assert one["initial_option"]["text"]["text"] == "1 h 30"


def test_a_choice_may_stand_for_nothing():
    choices = (Choice(value="", label="Does not repeat"), Choice(value="weekly", label="Every week"))
    one = element(Field(name="x", label="X", kind=FieldKind.CHOICE, value="", choices=choices))
    assert one["initial_option"]["text"]["text"] == "Does not repeat"


def test_a_choice_of_nothing_is_written_by_hand():
    assert element(Field(name="x", label="X", kind=FieldKind.CHOICE))["type"] == "plain_text_input"


def test_choices_beyond_slacks_hundred_are_counted_in_the_hint():
    choices = tuple(Choice(value=str(number), label=f"Course {number}") for number in range(107))
    (block,) = drawn(form(Field(name="x", label="X", kind=FieldKind.CHOICE, choices=choices)))["blocks"]
    assert len(block["element"]["options"]) == 100
    assert block["hint"]["text"] == "… and 7 more choices"


@pytest.mark.parametrize(("count", "kind"), [(7, "checkboxes"), (11, "multi_static_select")])
def test_several_choices_are_boxes_and_beyond_ten_a_menu(count, kind):
    choices = tuple(Choice(value=str(number), label=str(number)) for number in range(count))
    one = element(Field(name="x", label="X", kind=FieldKind.CHOICES, values=("1", "3"), choices=choices))
    assert one["type"] == kind
    assert [option["value"] for option in one["initial_options"]] == ["1", "3"]


@pytest.mark.parametrize("value", ["true", "false"])
def test_a_tick_is_one_box(value):
    one = element(Field(name="x", label="Record", kind=FieldKind.TICK, value=value))
    assert ("initial_options" in one) == (value == "true")


def test_errors_beside_fields_go_where_their_fields_are():
    topic = Field(name="topic", label="Topic", kind=FieldKind.TEXT)
    wrong = form(topic, errors=(FormError(message="Too long.", field="topic"),))
    assert render.field_errors(wrong, ["topic"]) == {"field:topic": "Too long."}


def test_an_error_about_a_field_of_another_step_is_drawn_with_the_form_it_belongs_to():
    topic = Field(name="topic", label="Topic", kind=FieldKind.TEXT)
    wrong = form(topic, errors=(FormError(message="Too long.", field="topic"),))
    assert render.field_errors(wrong, ()) is None


def test_a_section_has_its_heading_and_its_first_field_below_it():
    fields = (
        Field(name="a", label="A", kind=FieldKind.TEXT),
        Field(name="b", label="B", kind=FieldKind.TEXT, section="Entry"),
        Field(name="c", label="C", kind=FieldKind.TEXT, section="Entry"),
    )
    kinds = [one["type"] for one in drawn(form(*fields))["blocks"]]
    assert kinds[-5:] == ["input", "divider", "header", "input", "input"]


def test_only_a_field_that_others_hang_on_tells_of_its_change():
    repeat = Field(name="repeat", label="Repeats", kind=FieldKind.CHOICE, choices=WEEKLY, shapes=True)
    topic = Field(name="topic", label="Topic", kind=FieldKind.TEXT)
    told = [one.get("dispatch_action") for one in drawn(form(repeat, topic))["blocks"] if one["type"] == "input"]
    assert told == [True, None]


def test_an_error_of_the_whole_form_is_drawn_at_its_top():
    topic = Field(name="topic", label="Topic", kind=FieldKind.TEXT)
    wrong = form(topic, errors=(FormError(message="Zoom is <away>."),))
    assert render.field_errors(wrong, ["topic"]) is None
    assert drawn(wrong)["blocks"][0]["text"]["text"] == "⚠️ Error: Zoom is &lt;away\u200b&gt;."


def test_an_error_drawn_at_the_top_names_its_field():
    topic = Field(name="topic", label="Topic", kind=FieldKind.TEXT)
    wrong = form(topic, errors=(FormError(message="Too long.", field="topic"), FormError(message="Two answers.")))
    assert drawn(wrong)["blocks"][0]["text"]["text"] == "⚠️ Error: Topic: Too long."


def test_a_form_without_errors_has_none_to_show():
    assert render.field_errors(form(), ()) is None


def test_a_form_too_large_for_a_view_is_refused_with_what_to_do():
    large = Form(title="T", base=ScheduleMeeting(topic="x" * 3100), fields=(), submit="Go")
    with pytest.raises(LimitReached) as caught:
        render.modal(large, "n", {})
    assert caught.value.next_step


def test_what_was_typed_too_long_is_shown_whole_so_that_it_can_be_shortened():
    one = element(Field(name="x", label="X", kind=FieldKind.TEXT, value="y" * 250, longest=200))
    assert one["initial_value"] == "y" * 250


def test_a_long_list_fits_the_home_tab_and_a_result_fits_a_view():
    card = Card(
        title="Now and next, and a title that is long",
        body=(Items(items=tuple(Item(line=("x",)) for _ in range(150))),),
    )
    assert view_faults(render.result(card, "n", {})) == []
    home = render.home(card, "n")
    assert faults(home["blocks"], most=100) == []
    assert len(home["blocks"]) == 100
