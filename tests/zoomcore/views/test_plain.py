import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from tests.catalogue import CATALOGUE
from zoomcore.commands.wishes.meetings import CancelMeeting, ListMeetings, ScheduleMeeting
from zoomcore.views import (
    Button,
    Card,
    Choice,
    Code,
    Document,
    Facts,
    Field,
    FieldKind,
    Form,
    FormError,
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
from zoomcore.views.plain import one_line, plain, plain_line, printable, spoken, tone_word

START = When(datetime(2026, 12, 1, 14, tzinfo=UTC), "Europe/Madrid", WhenStyle.RANGE, timedelta(minutes=50))
START_URL = "https://zoom.us/s/8123?zak=secret"


def test_a_card_reads_from_the_most_to_the_least_important() -> None:
    card = Card(
        title="Scheduled: Algebra II",
        tone=Tone.GOOD,
        body=(
            Text(line=("Your class stands, ", Mention("Ana Ruiz"), ".")),
            Facts(rows=(("When", (START,)), ("Course", (Strong("MATH201"),)))),
        ),
        actions=(
            Button(label="Post to #algebra", command=ListMeetings()),
            Button(label="Cancel class", command=CancelMeeting()),
            OpenUrl(label="Start as host", url=START_URL),
        ),
        footnote=("Meeting ", Code("812 3456 7890")),
    )
    assert plain(card).splitlines() == [
        "Done. Scheduled: Algebra II",
        "Your class stands, Ana Ruiz.",
        "When: Tue 1 Dec 2026, 15:00–15:50 CET (UTC+1)",
        "Course: MATH201",
        "[Post to #algebra] [Cancel class]",
        f"[Start as host] {START_URL}",
        "Meeting `812 3456 7890`",
    ]


def test_what_is_spoken_holds_no_address() -> None:
    card = Card(
        title="Ready",
        body=(Text(line=("See ", Link("the guide", "https://docs.example/a"))),),
        actions=(OpenUrl(label="Start", url=START_URL),),
    )
    assert "https://" in plain(card)
    assert spoken(card) == "Ready\nSee the guide\n[Start]"


def test_a_table_is_one_line_a_row_headed_by_its_first_cell() -> None:
    table = Table(
        caption="Attendance, 30 Nov",
        columns=("Student", "Minutes", "Grade"),
        rows=((("Bo Chen",), ("49",), ("9.80",)), (("Eva Lind",), ("0",), ())),
        more=Button(label="26 more", command=ListMeetings(page=2)),
    )
    assert plain(Card(title="Report", body=(table,))).splitlines()[1:] == [
        "Attendance, 30 Nov:",
        "- Student: Bo Chen; Minutes: 49; Grade: 9.80",
        "- Student: Eva Lind; Minutes: 0",
        "[26 more]",
    ]


def test_items_carry_their_detail_and_buttons_below_them() -> None:
    items = Items(
        heading=("Tuesday",),
        items=(
            Item(
                line=("15:00 Algebra",), detail=("in 12 min",), actions=(Button(label="Join", command=ListMeetings()),)
            ),
        ),
    )
    assert plain(Card(title="Coming", body=(items,))).splitlines()[1:] == [
        "Tuesday:",
        "- 15:00 Algebra",
        "  in 12 min",
        "  [Join]",
    ]


def test_a_picture_is_its_finding() -> None:
    picture = Picture(url="https://x.example/c.png", alt="Three of four were there")
    assert "Picture: Three of four were there" in plain(Card(title="Week", body=(picture,)))


def test_a_picture_without_an_address_is_its_finding_alone():
    picture = Picture(alt="Three of four were there")
    assert plain(Card(title="Week", body=(picture,))).splitlines() == ["Week", "Three of four were there"]


def test_a_form_shows_values_choices_hints_and_errors_at_their_fields() -> None:
    form = Form(
        title="Schedule a class",
        base=ScheduleMeeting(),
        fields=(
            Field(name="topic", label="Topic", kind=FieldKind.TEXT, required=True, hint="At most 200 letters"),
            Field(
                name="repeat",
                label="Repeat",
                kind=FieldKind.CHOICE,
                value="weekly",
                choices=(Choice(value="", label="No"), Choice(value="weekly", label="Every week")),
            ),
            Field(name="waiting_room", label="Waiting room", kind=FieldKind.TICK, value="true"),
        ),
        submit="Schedule",
        intro=("Times are in Europe/Madrid.",),
        errors=(FormError(message="Please give it a topic.", field="topic"), FormError(message="Zoom is away.")),
    )
    assert plain(form).splitlines() == [
        "Schedule a class",
        "Times are in Europe/Madrid.",
        "Error: Zoom is away.",
        "Topic (needed):",
        "  At most 200 letters",
        "  Error: Please give it a topic.",
        "Repeat: Every week",
        "  One of: No, Every week",
        "Waiting room: yes",
        "[Schedule]",
    ]


def test_a_redirect_never_shows_its_address() -> None:
    assert "zak" not in plain(Redirect(url=START_URL))


def test_a_document_is_named_not_poured_out() -> None:
    document = Document(name="roster.csv", media_type="text/csv", content=b"secret", title="The roster of MATH201")
    assert plain(document) == "File: roster.csv\nThe roster of MATH201"


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.NEUTRAL])
def test_every_tone_but_neutral_is_said_in_a_word_of_its_own(tone: Tone) -> None:
    words = [tone_word(other) for other in Tone]
    assert tone_word(tone)
    assert words.count(tone_word(tone)) == 1


def test_a_name_cannot_forge_a_second_fact() -> None:
    card = Card(title="Grades", body=(Facts(rows=(("Student", ("Bo\nGrade: 10\r\n",)),)),))
    assert plain(card).splitlines() == ["Grades", "Student: Bo Grade: 10"]


def test_control_characters_and_direction_marks_do_not_reach_the_reader() -> None:
    assert one_line("a\x1b[31mb\u202egnp.exe\u2028c") == "a [31mbgnp.exe c"


def test_right_to_left_text_keeps_to_itself() -> None:
    assert plain_line(("שלום", " at 15:00")) == "\u2068שלום\u2069 at 15:00"


def test_a_joined_emoji_stays_one_picture() -> None:
    assert one_line("👩‍🏫 Lab") == "👩‍🏫 Lab"


def test_instants_are_drawn_in_the_readers_zone() -> None:
    assert plain_line((START,), zone="America/New_York") == "Tue 1 Dec 2026, 09:00–09:50 EST (UTC−5)"


def test_a_long_choice_is_not_read_out_to_the_end() -> None:
    choices = tuple(Choice(value=str(index), label=f"Zone {index}") for index in range(400))
    field = Field(name="zone", label="Zone", kind=FieldKind.CHOICE, choices=choices)
    text = plain(Form(title="Settings", base=ListMeetings(), fields=(field,), submit="Save"))
    assert "Zone 11, …" in text


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_reply_can_be_said_on_lines_that_hold_no_control_character(name: str) -> None:
    lines = plain(CATALOGUE[name].view).split("\n")
    assert all(lines)
    assert not any(unicodedata.category(letter) == "Cc" for one in lines for letter in one)


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_spoken_reply_holds_a_join_link(name: str) -> None:
    assert "lectern.example/j/" not in spoken(CATALOGUE[name].view)


def test_what_is_printable_keeps_its_lines_and_loses_what_steers() -> None:
    assert printable("one\n\x1b[31mtwo\x00\u202e") == "one\n[31mtwo"


def test_the_likeliest_action_stands_first_be_it_a_link_or_a_button() -> None:
    later, start = Button(label="Later", command=ListMeetings()), OpenUrl(label="Start", url="https://x.example")
    assert plain(Card(title="Lab", actions=(start, later))).splitlines()[1:] == ["[Start] https://x.example", "[Later]"]
