"""Lines about classes: book, look, move, cancel."""

from collections.abc import Iterator
from typing import assert_never

from zoomcore.commands.render.optional import of_options
from zoomcore.commands.render.parts import Row, in_course, length, of_target, on_page, quote, row
from zoomcore.commands.render.tracking import pairs
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    MoveMeeting,
    OpenMoveForm,
    OpenScheduleForm,
    ScheduleMeeting,
    StartMeeting,
    StartNow,
)
from zoomcore.commands.wishes.options import ChangeOptions, OpenOptionsForm
from zoomcore.domain.courses import Announce
from zoomcore.domain.meetings import Scope
from zoomcore.domain.passcodes import MADE
from zoomcore.domain.schedule import Repeat

_WEEKDAYS = ("", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_ANNOUNCE = {Announce.ALWAYS: "announce", Announce.NEVER: "private"}
_SCOPES = {Scope.THIS: "this", Scope.FOLLOWING: "this and later", Scope.ALL: "all"}


def _new(command: ScheduleMeeting) -> Iterator[str]:
    yield "new"
    yield quote(command.topic) if command.topic else ""
    yield command.day.isoformat() if command.day else ""
    yield command.at.strftime("%H:%M") if command.at else ""
    yield f"tz {command.zone}" if command.zone else ""
    yield length(command.duration_minutes)
    yield from _repeat(command)
    yield in_course(command.course)
    yield _host(command.host)
    yield _ANNOUNCE.get(command.announce, "") if command.announce else ""
    yield "as a webinar" if command.webinar else ""
    yield f"section {command.section}" if command.section else ""
    yield from of_options(command)
    yield _passcode(command.passcode)
    yield from pairs(command.tracking)


def _passcode(passcode: str | None) -> str:
    """A word of letters stands in quotes: it might say something else, as in "passcode none"."""
    if not passcode:
        return "" if passcode is None else "no passcode"
    return f"passcode {quote(passcode) if passcode.isalpha() else passcode}"


def _host(host: str) -> str:
    return f"host {host}" if host else ""


def _rhythm(command: ScheduleMeeting | MoveMeeting) -> Iterator[str]:
    yield _rule(command)
    yield f"until {command.until}" if command.until else ""
    yield f"x{command.count}" if command.count else ""


def _repeat(command: ScheduleMeeting) -> Iterator[str]:
    yield from _rhythm(command)
    yield "except " + ", ".join(day.isoformat() for day in command.skip) if command.skip else ""


def _rule(command: ScheduleMeeting | MoveMeeting) -> str:
    number = "" if command.interval == 1 else f"{command.interval} "
    plural = "" if command.interval == 1 else "s"
    days = ",".join(_WEEKDAYS[day] for day in command.weekdays)
    match command.repeat:
        case Repeat.NONE:
            return ""
        case Repeat.ANYTIME:
            return "anytime"
        case Repeat.DAILY:
            return f"every {number}day{plural}"
        case Repeat.WEEKLY:
            return f"every {number}week{plural}" + (f" on {days}" if days else "")
        case Repeat.MONTHLY:
            on = f" on the {_NTH[command.monthly_week]} {days}" if command.monthly_week else ""
            return f"every {number}month{plural}{on}"
        case _:
            assert_never(command.repeat)


def _move(command: MoveMeeting) -> Iterator[str]:
    yield "move"
    yield from of_target(command.target)
    yield "to" if command.day or command.at or command.repeat else ""
    yield command.day.isoformat() if command.day else ""
    yield command.at.strftime("%H:%M") if command.at else ""
    yield f"tz {command.zone}" if command.zone else ""
    yield length(command.duration_minutes)
    yield from _rhythm(command)
    yield f"topic {quote(command.topic)}" if command.topic else ""
    yield _SCOPES.get(command.scope, "")


def _move_form(command: OpenMoveForm) -> Iterator[str]:
    yield "move"
    yield from of_target(command.target)


def _set(command: ChangeOptions) -> Iterator[str]:
    yield "set"
    yield from of_target(command.target)
    yield from of_options(command)
    yield "passcode" if command.passcode == MADE else _passcode(command.passcode)
    yield "" if command.section is None else f"section {command.section}" if command.section else "no section"
    yield _SCOPES.get(command.scope, "")


def _set_form(command: OpenOptionsForm) -> Iterator[str]:
    yield "set"
    yield from of_target(command.target)
    yield _SCOPES.get(command.scope, "")


def _cancel(command: CancelMeeting) -> Iterator[str]:
    yield "cancel"
    yield from of_target(command.target)
    yield _SCOPES.get(command.scope, "")


def _now(command: StartNow) -> Iterator[str]:
    yield "now"
    yield quote(command.topic) if command.topic else ""
    yield length(command.duration_minutes)
    yield in_course(command.course)


def _start(command: StartMeeting | JoinMeeting) -> Iterator[str]:
    yield command.spec.name
    yield from of_target(command.target)


def _list(command: ListMeetings) -> Iterator[str]:
    yield "list"
    yield command.course
    yield "mine" if command.mine else ""
    yield "" if command.days == ListMeetings.days else f"{command.days} days"
    yield on_page(command.page)


ROWS: tuple[Row, ...] = (
    row(ScheduleMeeting, _new),
    row(OpenScheduleForm, lambda command: _new(command.draft)),
    row(MoveMeeting, _move),
    row(OpenMoveForm, _move_form),
    row(ChangeOptions, _set),
    row(OpenOptionsForm, _set_form),
    row(CancelMeeting, _cancel),
    row(StartNow, _now),
    row(StartMeeting, _start),
    row(JoinMeeting, _start),
    row(ListMeetings, _list),
)
