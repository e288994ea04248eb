"""What is wrong with a line of a roster, in words."""

from typing import assert_never

from zoomcore.domain.roster import MOST_LINES, RosterFault, RosterProblem
from zoomcore.wording import _

_LONGEST_ECHO = 60


def line_problem(problem: RosterProblem) -> str:
    """With the number of its line, and no full stop."""
    return _("Line {number}: {text}").format(number=problem.number, text=_text(problem))


def _text(problem: RosterProblem) -> str:
    value = problem.value[:_LONGEST_ECHO]
    match problem.fault:
        case RosterFault.OPEN_QUOTE:
            return _("a quotation mark is open")
        case RosterFault.TOO_LONG:
            return _("more than {most} lines").format(most=f"{MOST_LINES:,}")
        case RosterFault.NO_EMAIL:
            return _("no e-mail address")
        case RosterFault.STRANGE_EMAIL:
            return _("“{value}” is no e-mail address").format(value=value)
        case RosterFault.STRANGE_ROLE:
            return _("“{value}” is no role: instructor, assistant, student or observer").format(value=value)
        case RosterFault.STRANGE_DAY:
            return _("a date that is not written as YYYY-MM-DD")
        case RosterFault.TWICE:
            return _("{value} stands in line {other} too").format(value=value, other=problem.other)
        case _:
            assert_never(problem.fault)
