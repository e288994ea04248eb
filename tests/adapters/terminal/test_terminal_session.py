from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from adapters.terminal.address import Speaker, conversation
from adapters.terminal.app import Shown, TerminalAdapter
from adapters.terminal.session import Screen, Session, save
from zoomcore.chat import Pressed, Request, Submitted, Typed, Uploaded, read_press
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.commands.wishes.meetings import CancelMeeting, ListMeetings, ScheduleMeeting
from zoomcore.domain.files import MOST_BYTES
from zoomcore.views import Button, Card, Confirm, Document, Field, FieldKind, Form, OpenUrl, Reply, View

LATER = Button(label="Later", command=ListMeetings(page=2))
CARD = Card(title="Coming", actions=(LATER, OpenUrl(label="Guide", url="https://docs.example/guide")))
FORM = Form(
    title="Schedule a class",
    base=ScheduleMeeting(course="CS101"),
    fields=(
        Field(name="topic", label="Topic", kind=FieldKind.TEXT),
        Field(name="host", label="Host", kind=FieldKind.PERSON, value="ana@uni.example"),
    ),
    submit="Schedule",
)


class Desk:
    """A core that answers every request with the same view and remembers what it was asked."""

    def __init__(self, view: View) -> None:
        self.asked: list[Request] = []
        self.answer = Reply(view=view, card="c1")

    async def handle(self, request: Request) -> Reply:
        self.asked.append(request)
        return self.answer


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def sit(view: View, **parts: object) -> tuple[Session, Desk, StringIO]:
    desk, paper = Desk(view), StringIO()
    screen = Screen(Console(file=paper, width=200))
    speaker = Speaker(email="ana@uni.example", channel="cs101")
    session = Session(handle=desk.handle, screen=screen, speaker=speaker, people={"bo@uni.example": "Bo Chen"})
    return replace(session, **parts), desk, paper  # type: ignore[arg-type]


async def test_a_line_goes_to_the_core_and_its_answer_to_the_screen() -> None:
    session, desk, paper = sit(CARD)
    assert await session.enter("list")
    assert desk.asked[0].wish == Typed(text="list")
    assert paper.getvalue().startswith("Coming\n[Later]")


async def test_a_number_presses_that_button_of_the_last_card() -> None:
    session, desk, _ = sit(CARD)
    await session.enter("list")
    await session.enter("1")
    wish = desk.asked[1].wish
    assert isinstance(wish, Pressed)
    press = read_press(wish.payload)
    assert (press.card, press.command) == ("c1", ListMeetings(page=2))


async def test_a_link_is_written_out_and_asks_nothing() -> None:
    session, desk, paper = sit(CARD)
    await session.enter("list")
    await session.enter("2")
    assert len(desk.asked) == 1
    assert paper.getvalue().endswith("https://docs.example/guide\n")


async def test_a_number_without_a_button_is_told_kindly() -> None:
    session, desk, paper = sit(CARD)
    await session.enter("7")
    assert desk.asked == []
    assert "I couldn't find a button 7." in paper.getvalue()


async def test_a_button_that_asks_first_is_pressed_only_after_the_yes() -> None:
    confirm = Confirm(title="Cancel all?", question="Four classes would go.", yes="Cancel all four")
    session, desk, paper = sit(
        Card(title="Lab", actions=(Button(label="Cancel", command=CancelMeeting(), confirm=confirm),))
    )
    await session.enter("details")
    await session.enter("1")
    assert len(desk.asked) == 1
    assert "Four classes would go." in paper.getvalue()
    await session.enter("1")
    wish = desk.asked[1].wish
    assert isinstance(wish, Pressed)
    assert read_press(wish.payload).card == "c1"


async def test_a_form_is_filled_over_several_lines_and_then_sent() -> None:
    session, desk, _ = sit(FORM)
    await session.enter("new")
    await session.enter('topic="Algebra II"')
    assert len(desk.asked) == 1
    await session.enter("send")
    wish = desk.asked[1].wish
    assert isinstance(wish, Submitted)
    assert wish.values == {"topic": "Algebra II", "host": "ana@uni.example"}
    assert read_press(wish.payload).command == ScheduleMeeting(course="CS101")


async def test_a_form_can_be_filled_and_sent_in_one_line() -> None:
    session, desk, _ = sit(FORM)
    await session.enter("new")
    await session.enter("topic=Lab host=li@uni.example send")
    wish = desk.asked[1].wish
    assert isinstance(wish, Submitted)
    assert wish.values == {"topic": "Lab", "host": "li@uni.example"}


async def test_an_unknown_field_is_told_and_nothing_is_sent() -> None:
    session, desk, paper = sit(FORM)
    await session.enter("new")
    await session.enter("colour=red send")
    assert len(desk.asked) == 1
    assert "The fields are: topic, host." in paper.getvalue()


async def test_one_can_sit_down_as_somebody_else_and_in_another_channel() -> None:
    session, desk, _ = sit(CARD)
    await session.enter("as bo@uni.example")
    await session.enter("in #math201")
    await session.enter("join")
    assert (desk.asked[0].sender.name, desk.asked[0].conversation.channel) == ("Bo Chen", "math201")


@pytest.mark.parametrize(("line", "channel"), [("in math201", "math201"), ("in #2027", "2027"), ("in #a-b", "a-b")])
async def test_a_channel_is_entered_with_or_without_its_mark(line: str, channel: str) -> None:
    session, desk, paper = sit(CARD)
    await session.enter(line)
    await session.enter("join")
    assert [one.conversation.channel for one in desk.asked] == [channel]
    assert f"You are in #{channel}." in paper.getvalue()


async def test_a_line_that_begins_with_in_and_goes_on_is_no_channel() -> None:
    session, desk, _ = sit(CARD)
    await session.enter("in 2 hours Lab")
    assert len(desk.asked) == 1


@pytest.mark.parametrize("word", ["exit", "quit", " EXIT "])
async def test_exit_says_goodbye(word: str) -> None:
    session, _, _ = sit(CARD)
    assert not await session.enter(word)


async def test_what_is_posted_to_others_does_not_appear() -> None:
    session, _, paper = sit(CARD)
    port = TerminalAdapter(show=session.heard)
    await port.post(conversation(user="bo@uni.example"), Reply(view=Card(title="For Bo")), key="1")
    await port.post(conversation(channel="other"), Reply(view=Card(title="Elsewhere")), key="2")
    await port.post(conversation(channel="cs101"), Reply(view=Card(title="For all")), key="3")
    await port.post(conversation(user="ana@uni.example"), Reply(view=Card(title="For Ana")), key="4")
    assert paper.getvalue().split("\n")[:2] == ["For all", "For Ana"]


async def test_an_update_comes_to_the_place_of_the_message_it_replaces() -> None:
    shown: list[Shown] = []
    port = TerminalAdapter(show=shown.append)
    message = await port.post(conversation(channel="cs101"), Reply(view=Card(title="Working")), key="k")
    assert message
    await port.update(message, Reply(view=Card(title="Done")))
    assert [(one.key, one.to.channel, one.edited) for one in shown] == [("k", "cs101", False), ("k", "cs101", True)]


async def test_the_terminal_knows_the_people_and_channels_it_was_given() -> None:
    port = TerminalAdapter(
        show=lambda _: None, people={"bo@uni.example": "Bo Chen"}, channels={"cs101": ["bo@uni.example"]}, zone="UTC"
    )
    (bo,) = await port.roster(conversation(channel="cs101"))
    assert (bo.user_id, bo.name, bo.email, bo.home) == ("bo@uni.example", "Bo Chen", "bo@uni.example", True)
    assert await port.roster(conversation(channel="nowhere")) == []
    assert await port.find_person("terminal", "bo@uni.example") == "bo@uni.example"
    assert await port.find_person("T1", "bo@uni.example") == ""
    sender = await port.profile(Speaker(email="bo@uni.example").sender())
    assert (sender.name, sender.email, sender.zone, sender.home) == ("Bo Chen", "bo@uni.example", "UTC", True)


async def test_a_file_is_written_beside_never_over_another(tmp_path: Path) -> None:
    session, _, paper = sit(CARD, downloads=tmp_path)
    port = TerminalAdapter(show=session.heard)
    document = Document(name="../../roster.csv", media_type="text/csv", content=b"a", title="The roster")
    for key in ("1", "2"):
        await port.send_file(conversation(user="ana@uni.example"), document, key=key)
    assert names_in(tmp_path) == ["roster-1.csv", "roster.csv"]
    assert "roster.csv" in paper.getvalue()


def test_a_file_without_a_usable_name_still_lands_in_the_folder(tmp_path: Path) -> None:
    document = Document(name="..", media_type="text/csv", content=b"a", title="t")
    assert save(document, tmp_path).parent == tmp_path


async def test_on_a_real_screen_buttons_are_numbered() -> None:
    session, _, _ = sit(CARD)
    paper = StringIO()
    session.screen = Screen(Console(file=paper, force_terminal=True, color_system=None, width=90))
    await session.enter("list")
    assert " 1  Later " in paper.getvalue()


async def test_a_file_of_this_machine_is_handed_over_never_into_a_channel(tmp_path: Path) -> None:
    session, desk, _ = sit(CARD)
    file = tmp_path / "my grades.csv"
    file.write_bytes(b"Student,ID\n")
    await session.enter(f'file "{file}" MATH201 attendance')
    (asked,) = desk.asked
    assert asked.wish == Uploaded(
        name="my grades.csv", media_type="text/csv", content=b"Student,ID\n", text="MATH201 attendance"
    )
    assert asked.conversation.direct


async def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    session, desk, paper = sit(CARD)
    await session.enter(f"file {tmp_path}/nothing.csv")
    assert "I couldn't read the file" in paper.getvalue()
    assert desk.asked == []
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (MOST_BYTES + 1))
    await session.enter(f"file {large}")
    assert desk.asked[0].wish == Uploaded(name="large.csv", media_type="text/csv", trouble=FileTrouble.TOO_LARGE)


async def test_what_is_told_beside_a_file_is_shown_and_its_buttons_can_be_pressed(tmp_path: Path) -> None:
    filled = Document(name="grades.csv", media_type="text/csv", content=b"a", title="Grades", told=CARD)
    session, desk, paper = sit(filled, downloads=tmp_path)
    await session.enter("grades export book")
    assert "File: grades.csv\nGrades\nComing" in paper.getvalue()
    assert names_in(tmp_path) == ["grades.csv"]
    await session.enter("1")
    assert isinstance(desk.asked[1].wish, Pressed)


async def test_a_file_and_what_is_told_beside_it_are_drawn_on_a_real_screen() -> None:
    session, _, _ = sit(Document(name="grades.csv", media_type="text/csv", content=b"a", title="Grades", told=CARD))
    paper = StringIO()
    session.screen = Screen(Console(file=paper, force_terminal=True, color_system=None, width=90))
    await session.enter("grades export book")
    assert "File: grades.csv" in paper.getvalue()
    assert " 1  Later " in paper.getvalue()
