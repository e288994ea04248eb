"""What the domain finds in a schedule, as sentences in the reader's language."""

from datetime import date
from typing import assert_never

from zoomcore.domain.faults import Fault, ScheduleFault
from zoomcore.domain.recurrence import PlanNote, PlanNoteKind
from zoomcore.errors import InvalidInput, UserError
from zoomcore.wording import _, plural
from zoomcore.wording.dates import spell

_LONGEST_ECHO = 60


def in_words(error: UserError) -> UserError:
    """The same error with its sentences; what has them already is given back as it is."""
    if not isinstance(error, ScheduleFault):
        return error
    happened, then = _sentences(error.fault)
    values = {name: _shown(value) for name, value in error.values.items()}
    return InvalidInput(happened.format(**values), next_step=then.format(**values), field=error.field)


def _shown(value: date | int | str) -> str:
    return spell(value) if isinstance(value, date) else str(value)[:_LONGEST_ECHO]


def _sentences(fault: Fault) -> tuple[str, str]:  # noqa: C901, PLR0912 - one line a fault
    """What happened, and what to do next."""
    match fault:
        case Fault.ZONE_UNKNOWN:
            return _("I don't know the time zone “{name}”."), _("Write it as area and city, like `tz Europe/Berlin`.")
        case Fault.YEAR_TOO_FAR:
            return _("The year {year} is beyond what I can plan."), _("Choose a day within the next years.")
        case Fault.NO_DAY_OR_TIME:
            return _("A class needs a day and a time."), _("Write both, like `tomorrow 3pm`.")
        case Fault.NO_DAY:
            return _("A class needs a day."), _("Write one, like `tomorrow`.")
        case Fault.NO_FIXED_TIME:
            return _("This class has no fixed time."), _("Give it a day and a time first, like `move to fri 3pm`.")
        case Fault.LENGTH:
            happened = _("A class can last from {least} minutes to {most} hours.")
            return happened, _("Write another length, like `for 50m`.")
        case Fault.EVERY_SO_MANY_DAYS:
            return _("Zoom repeats a class at most every {most} days."), _("Choose from 1 to {most} days.")
        case Fault.EVERY_SO_MANY_WEEKS:
            return _("Zoom repeats a class at most every {most} weeks."), _("Choose from 1 to {most} weeks.")
        case Fault.EVERY_SO_MANY_MONTHS:
            return _("Zoom repeats a class at most every {most} months."), _("Choose from 1 to {most} months.")
        case Fault.WEEKDAY_UNKNOWN:
            return _("A week has seven days."), _("Choose from Monday to Sunday.")
        case Fault.WEEK_OF_MONTH_UNKNOWN:
            return _("A month has a first to a fourth and a last week."), _("Choose one of those.")
        case Fault.ONE_WEEKDAY_A_MONTH:
            return _("A monthly repeat falls on one weekday."), _("Choose one, like `every last fri`.")
        case Fault.TWO_ENDS:
            return _("A repeat ends on a day or after a number of times, not both."), _("Keep one of them.")
        case Fault.TOO_MANY_TIMES:
            return _("{count} times: one class can repeat at most {most} times at Zoom."), _shorter()
        case Fault.TOO_MANY_UNTIL:
            return _("Until {until}: one class can repeat at most {most} times at Zoom."), _shorter()
        case Fault.ENDS_BEFORE_IT_BEGINS:
            return _("The last day, {last}, is before the first, {first}."), _("Choose a later last day.")
        case Fault.NO_DAY_BETWEEN:
            return _("No class day falls between {first} and {last}."), _("Choose a later last day.")
        case Fault.NOTHING_HELD:
            return _("Every date of this class is left out."), _("Leave out fewer days.")
        case Fault.NOTHING_LEFT:
            return _("This class has no date on or after {day}."), _("Send `list` to see its dates.")
        case Fault.NO_SERIES:
            happened = _("This class has no dates that repeat, so there is no rhythm to change.")
            return happened, _("Schedule a new class with `new`, and cancel this one.")
        case Fault.SEVERAL_WEEKDAYS:
            happened = _("This class meets on several weekdays, so I can't tell which of them should move.")
            return happened, _("Move one date only, or book the class anew from {new}.")
        case _:
            assert_never(fault)


def _shorter() -> str:
    return _("Choose an earlier last day or `x{most}`, and add a second class for the rest.")


def note_words(note: PlanNote) -> str:
    """What laying out the dates decided."""
    day, other = spell(note.day), spell(note.other or note.day)
    at, wall = (f"{one:%H:%M}" if one else "" for one in (note.at, note.wall))
    match note.kind:
        case PlanNoteKind.DAY_MOVED:
            return _("{day} is no day of this repeat, so it begins on {day2}.").format(day=other, day2=day)
        case PlanNoteKind.DAY_MISSING:
            return _("{day} does not exist there, so that class is on {day2}.").format(day=day, day2=other)
        case PlanNoteKind.SHORT_MONTH:
            return _("Months without a day {number} are left out.").format(number=note.day.day)
        case PlanNoteKind.NO_END:
            text = plural(
                "You named no end, so it ends after {count} time, the most Zoom allows, on {day}.",
                "You named no end, so it ends after {count} times, the most Zoom allows, on {day}.",
                note.count,
            )
            return text.replace("{day}", day)
        case PlanNoteKind.SKIP_MISSED:
            return _("{day} is no day of this class, so there is nothing to leave out.").format(day=day)
        case PlanNoteKind.DST_GAP:
            text = _("On {day} the clocks skip {at}, so that class starts at {wall}.")
            return text.format(day=day, at=at, wall=wall)
        case PlanNoteKind.DST_FOLD:
            return _("On {day} {at} comes twice; the first is meant.").format(day=day, at=at)
        case _:
            assert_never(note.kind)
