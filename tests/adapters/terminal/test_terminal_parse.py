import pytest

from adapters.terminal.address import Speaker, name_of
from adapters.terminal.parse import asked, fill, lift_mentions, prefilled, pressed, submitted, typed
from zoomcore.chat import Asked, Pressed, Submitted, Typed
from zoomcore.commands.mentions import Mention, MentionKind, placeholder
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.errors import InvalidInput
from zoomcore.views import Choice, Field, FieldKind, Form

ANA = Speaker(email="Ana@Uni.example", channel="cs101")
PEOPLE = {"ana@uni.example": "Ana Ruiz", "bo@uni.example": "Bo Chen", "bo@other.example": "Bo Lind"}
FORM = Form(
    title="Schedule",
    base=ScheduleMeeting(),
    fields=(
        Field(name="topic", label="Topic", kind=FieldKind.TEXT, value="Lab"),
        Field(
            name="weekdays",
            label="On",
            kind=FieldKind.CHOICES,
            values=("1",),
            choices=(Choice(value="1", label="Monday"), Choice(value="3", label="Wednesday")),
        ),
        Field(name="waiting_room", label="Waiting room", kind=FieldKind.TICK),
    ),
    submit="Schedule",
)


def test_a_typed_line_is_answered_to_the_typist_alone_inside_their_channel() -> None:
    request = typed(ANA, "list", key="k1")
    assert request.wish == Typed(text="list")
    assert (request.sender.user_id, request.sender.home) == ("ana@uni.example", True)
    assert (request.conversation.channel, request.conversation.user) == ("cs101", "")
    assert (request.answer.channel, request.answer.user) == ("cs101", "ana@uni.example")
    assert request.delivery == "terminal:k1"


def test_without_a_channel_the_conversation_is_direct() -> None:
    request = typed(Speaker(email="ana@uni.example"), "list", key="k1")
    assert request.conversation.direct
    assert request.conversation.place == "terminal:terminal:@ana@uni.example"


def test_buttons_forms_and_commands_become_wishes_of_their_kind() -> None:
    assert pressed(ANA, "{}", key="1").wish == Pressed(payload="{}")
    assert submitted(ANA, "{}", values={"topic": "x"}, key="1").wish == Submitted(payload="{}", values={"topic": "x"})
    assert asked(ANA, ShowNow(), key="1").wish == Asked(command=ShowNow())


@pytest.mark.parametrize("text", ["new Lab host @ana", "new Lab host @ANA@uni.example"])
def test_somebody_known_is_mentioned_by_their_name_or_their_e_mail(text: str) -> None:
    line, mentions = lift_mentions(text, PEOPLE)
    assert line == f"new Lab host {placeholder(0)}"
    assert mentions == {placeholder(0): Mention(kind=MentionKind.PERSON, id="ana@uni.example", name="Ana Ruiz")}


@pytest.mark.parametrize("text", ["new Lab host @bo", "new Lab host @nobody", "mail ana@uni.example"])
def test_what_fits_two_people_or_nobody_stays_text(text: str) -> None:
    assert lift_mentions(text, PEOPLE) == (text, {})


def test_a_typed_placeholder_forges_no_mention() -> None:
    assert lift_mentions(f"host {placeholder(0)}", PEOPLE) == ("host 0", {})


def test_an_untouched_form_sends_what_was_filled_in() -> None:
    assert prefilled(FORM) == {"topic": "Lab", "weekdays": ("1",), "waiting_room": "false"}


def test_fields_are_filled_by_name_and_choices_by_their_label() -> None:
    values = fill(FORM, 'topic="Algebra II" weekdays=Wednesday,1 waiting_room=yes')
    assert values == {"topic": "Algebra II", "weekdays": ("3", "1"), "waiting_room": "true"}


@pytest.mark.parametrize("text", ["topic", "colour=red", 'topic="open'])
def test_what_names_no_field_is_told_kindly(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        fill(FORM, text)
    assert caught.value.next_step


def test_a_name_is_made_of_an_e_mail() -> None:
    assert name_of("ana.ruiz@uni.example") == "Ana Ruiz"
