"""Ways on from a card that has nothing else to press: help, and what its next step names."""

from collections.abc import Callable

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.courses import ListCourses, ShowPeople, SuggestRoster
from zoomcore.commands.wishes.house import Connect, ShowHelp, ShowStatus
from zoomcore.commands.wishes.meetings import ListMeetings
from zoomcore.views.cards import Button
from zoomcore.views.spans import Code, sentence
from zoomcore.wording import _


def help_button(verb: str = "") -> Button:
    """Help on one verb, or in general."""
    return Button(label=_("Help"), command=ShowHelp(topic=verb))


def list_button() -> Button:
    return Button(label=_("Coming classes"), command=ListMeetings())


def courses_button() -> Button:
    return Button(label=_("Courses"), command=ListCourses())


def classes_button(code: str) -> Button:
    return Button(label=_("Classes of {code}").replace("{code}", code), command=ListMeetings(course=code))


def people_button(code: str) -> Button:
    return Button(label=_("People in {code}").replace("{code}", code), command=ShowPeople(code=code))


def newer_and_older(page: int, at: Callable[[int], Command], *, more: bool) -> tuple[Button, ...]:
    """From a page of a list that begins with the latest to its neighbours; `more`: an older one is there."""
    newer = (Button(label=_("← Newer"), command=at(page - 1)),) if page > 1 else ()
    older = (Button(label=_("Older →"), command=at(page + 1)),) if more else ()
    return (*newer, *older)


def connect_button() -> Button:
    return Button(label=_("Try again"), command=Connect())


def look_in_channel_button(code: str) -> Button:
    return Button(label=_("Try again"), command=SuggestRoster(code=code))


def newer_button(command: Command) -> Button:
    """To the page before this one of what stands the newest first."""
    return Button(label=_("← Newer"), command=command)


def older_button(command: Command) -> Button:
    return Button(label=_("Older →"), command=command)


def status_button() -> Button:
    return Button(label=_("Show the status"), command=ShowStatus())


def ways_in(step: str) -> tuple[Button, ...]:
    """For a next step that names `list`, `course list` or `status`: the same as buttons. They change nothing."""
    known = {"list": list_button, "course list": courses_button, "status": status_button}
    named = (span.text for span in sentence(step) if isinstance(span, Code))
    return tuple(known[text]() for text in dict.fromkeys(named) if text in known)
