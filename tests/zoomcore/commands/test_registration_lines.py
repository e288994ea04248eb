"""The lines about who signed up."""

import pytest

from tests.zoomcore.commands.asking import ask
from zoomcore.commands.base import Target
from zoomcore.commands.render import line
from zoomcore.commands.wishes.registration import ExportRegistrants, ShowRegistrants

LINES = {
    "registrants": ShowRegistrants(),
    "registrations MATH201": ShowRegistrants(target=Target(course="MATH201")),
    "registrants page 2": ShowRegistrants(page=2),
    "registrants exam page 3": ShowRegistrants(target=Target(words="exam"), page=3),
    "registrants 812 3456 7890": ShowRegistrants(target=Target(number=81234567890)),
    "registrants page 0": ShowRegistrants(),
    "registrants export": ExportRegistrants(),
    "registrants export csv exam": ExportRegistrants(target=Target(words="exam")),
    "registrants export as xlsx MATH201": ExportRegistrants(target=Target(course="MATH201"), workbook=True),
    "registrants export MATH201 excel": ExportRegistrants(target=Target(course="MATH201"), workbook=True),
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_is_understood(text):
    assert ask(text).command == LINES[text]


@pytest.mark.parametrize("command", LINES.values(), ids=str)
def test_a_command_is_written_as_a_line_that_means_it(command):
    assert ask(line(command)).command == command
