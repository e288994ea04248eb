from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from adapters.terminal.render import actions_of, render
from tests.catalogue import CATALOGUE
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import CancelMeeting, ListMeetings
from zoomcore.views import (
    Button,
    Card,
    Facts,
    Form,
    Item,
    Items,
    Link,
    OpenUrl,
    Picture,
    Redirect,
    Table,
    Text,
    Tone,
    View,
    When,
)

LATER = Button(label="Later", command=ListMeetings(page=2))
CANCEL = Button(label="Cancel Lab", command=CancelMeeting())
HELP = Button(label="Help", command=ShowHelp())
GUIDE = OpenUrl(label="Guide", url="https://docs.example/guide")


def screen(view: View, *, zone: str | None = None, colour: bool = False) -> str:
    console = Console(file=StringIO(), width=100, force_terminal=colour, color_system="truecolor" if colour else None)
    console.print(render(view, zone=zone))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert isinstance(text, str)
    return text


def card(**parts: object) -> Card:
    return Card(title="Coming classes", **parts)  # type: ignore[arg-type]


def test_actions_are_numbered_in_the_order_they_are_read() -> None:
    view = card(
        body=(
            Items(items=(Item(line=("Lab",), actions=(CANCEL,)),)),
            Table(caption="All", columns=("When",), rows=(), more=LATER),
        ),
        actions=(HELP, GUIDE),
    )
    assert actions_of(view) == (CANCEL, LATER, HELP, GUIDE)
    text = screen(view)
    assert [text.index(f" {number}  {label}") for number, label in enumerate(("Cancel Lab", "Later", "Help"), 1)]


def test_a_table_s_caption_is_not_folded_to_its_columns() -> None:
    caption = "Breakout rooms of Guest lecture"
    assert caption in screen(card(body=(Table(caption=caption, columns=("Room",), rows=((("A",),),)),)))


def test_two_equal_buttons_keep_numbers_of_their_own() -> None:
    other = Button(label="Later", command=ListMeetings(page=2))
    text = screen(card(actions=(LATER, other)))
    assert " 1  Later" in text
    assert " 2  Later" in text


def test_the_tone_is_said_in_words_not_in_colour_alone() -> None:
    assert "Problem · Coming classes" in screen(card(tone=Tone.BAD))


def test_instants_are_drawn_in_the_readers_zone() -> None:
    when = When(datetime(2026, 12, 1, 14, tzinfo=UTC), "Europe/Madrid")
    assert "Tue 1 Dec 2026, 09:00 EST (UTC−5)" in screen(
        card(body=(Facts(rows=(("When", (when,)),)),)), zone="America/New_York"
    )


def test_markup_and_escapes_in_names_stay_text() -> None:
    text = screen(card(body=(Text(line=("[red]x[/red] \x1b[2J:smile:",)),)))
    assert "[red]x[/red] [2J:smile:" in text


def test_a_link_cannot_break_out_of_its_escape_sequence() -> None:
    view = card(body=(Text(line=(Link("guide", "https://x.example/\x1b\\evil"),)),), actions=(GUIDE,))
    text = screen(view, colour=True)
    assert "\x1b\\evil" not in text


def test_an_address_is_written_out_so_that_it_can_be_copied() -> None:
    assert GUIDE.url in screen(card(actions=(GUIDE,)))


@pytest.mark.parametrize(
    "view", [Form(title="Fill in", base=ListMeetings(), fields=(), submit="Go"), Redirect(url="https://x")]
)
def test_what_is_no_card_has_no_buttons_to_number(view: View) -> None:
    assert actions_of(view) == ()
    assert screen(view)


def test_words_keep_their_distance_across_spans() -> None:
    assert "See guide now" in screen(card(body=(Text(line=("See ", Link("guide", "https://x.example"), " now")),)))


def test_a_picture_is_drawn_as_its_finding_and_its_address() -> None:
    text = screen(card(body=(Picture(url="https://x.example/a.png", alt="All were there"),)))
    assert "All were there" in text
    assert "https://x.example/a.png" in text
    assert screen(card(body=(Picture(alt="All were there"),))).count("All were there") == 1


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_reply_can_be_drawn_within_the_screens_width(name: str) -> None:
    text = screen(CATALOGUE[name].view)
    assert all(cell_len(one) <= 100 for one in text.split("\n"))
