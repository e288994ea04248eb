"""A command written as a line: what a person would type to get it."""

import pytest

from tests.zoomcore.commands.asking import ask
from tests.zoomcore.commands.test_lines import CERTAIN
from zoomcore.commands.render import line, quote
from zoomcore.commands.wishes.courses import ImportRoster
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import ScheduleMeeting

#: The ids of mentioned people and channels have no typed form, and a pasted roster is not repeated.
MENTIONED = ("#C1", "@U1")
WRITABLE = [
    command
    for command in CERTAIN.values()
    if not (isinstance(command, ImportRoster) and command.csv)
    and not any(getattr(command, name, "") in MENTIONED for name in ("course", "host", "who"))
]


@pytest.mark.parametrize("command", WRITABLE, ids=line)
def test_what_is_written_is_read_as_the_same_command(command):
    assert ask(line(command)).command == command


def test_a_line_reads_as_a_person_would_write_it():
    command = CERTAIN["schedule Lab every mon,wed 9:30 for 1h30 until dec 12"]
    assert line(command) == 'new "Lab" 2026-11-25 09:30 for 90 min every week on mon,wed until 2026-12-12'


def test_a_command_that_only_a_button_gives_is_called_by_its_name():
    assert line(Undo(entry=1)) == "undo"


@pytest.mark.parametrize(
    ("topic", "quoted"), [("Lab", '"Lab"'), ('A "b"', '«A "b"»'), ("A «b»", '"A «b»"'), ('«b» "c"', '“«b» "c"”')]
)
def test_a_topic_is_quoted_in_marks_it_does_not_hold(topic, quoted):
    assert quote(topic) == quoted
    assert ask(f"new {quoted} fri 3pm").command.topic == topic


def test_a_class_without_a_topic_is_written_without_quotes():
    assert line(ScheduleMeeting()) == "new"
