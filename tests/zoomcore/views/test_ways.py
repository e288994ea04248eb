from dataclasses import replace

import pytest

from zoomcore.commands.wishes.attendance import ShowMyAttendance
from zoomcore.views.ways import newer_and_older


@pytest.mark.parametrize(
    ("page", "more", "offered"),
    [
        (1, False, []),
        (1, True, [("Older →", 2)]),
        (2, True, [("← Newer", 1), ("Older →", 3)]),
        (3, False, [("← Newer", 2)]),
    ],
)
def test_a_page_leads_to_its_neighbours_and_nowhere_else(page, more, offered):
    wish = ShowMyAttendance(course="MATH201", page=page)
    buttons = newer_and_older(page, lambda number: replace(wish, page=number), more=more)
    assert [(one.label, one.command) for one in buttons] == [
        (label, ShowMyAttendance(course="MATH201", page=number)) for label, number in offered
    ]
