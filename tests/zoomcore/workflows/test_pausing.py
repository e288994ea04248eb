"""Paused, nothing is written to Zoom: each kind of work that writes waits, and is done when it goes on."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from types import CodeType, FunctionType, ModuleType

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.licenses.lending import approved, asked
from tests.zoomcore.workflows.recordings.taping import CLOUD, held
from tests.zoomcore.workflows.registration.classes import BY_HAND, WEEKLY
from zoomcore.chat import Asked
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.backups import UndoRestore
from zoomcore.commands.wishes.licenses import SetLicensePolicy
from zoomcore.commands.wishes.meetings import FollowJoinLink, ScheduleMeeting
from zoomcore.commands.wishes.webinars import AddPanelists
from zoomcore.dispatch.outside import OUTSIDE
from zoomcore.domain.backups.kept import Mode, Part
from zoomcore.domain.hosting_work import (
    BringSubstitute,
    ChangeAlternatives,
    ChangeHost,
    EndOldMeeting,
    EndSubstitute,
    TakeOffSubstitute,
)
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import Role
from zoomcore.domain.recording_work import ChangeRecording
from zoomcore.domain.registration_work import CancelRegistrants, DecideRegistrant, RegisterGuest, RegisterPeople
from zoomcore.domain.room_work import SendRooms
from zoomcore.domain.tracking_work import SetTracked
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.domain.work import ChangeMeeting, CreateMeeting, MoveLicense, RestoreCourse, TakeBackRestore
from zoomcore.workflows.table import FAILURES, TABLE
from zoomcore.zoom.client import ZoomClient

NEW = 'new "Algebra" tomorrow 15:00 for 30m'
#: What the client's methods that only read begin with; whatever begins otherwise counts as a write.
_READING = ("get_", "list_", "iterate_", "find_", "count_", "scopes", "server_time_skew", "download", "close", "_")


# What writes, told by the code.


def _writes() -> frozenset[str]:
    methods = inspect.getmembers(ZoomClient, inspect.iscoroutinefunction)
    return frozenset(name for name, _method in methods if not name.startswith(_READING))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def _ours(value: object, names: frozenset[str]) -> Iterator[FunctionType]:
    """The workflows' functions that a global stands for: itself, a table's, or those a module is asked for."""
    match value:
        case FunctionType() if value.__module__.startswith("zoomcore.workflows"):
            yield value
        case ModuleType() if value.__name__.startswith("zoomcore.workflows"):
            for name in names:
                yield from _ours(getattr(value, name, None), frozenset())
        case Mapping():
            for one in value.values():
                yield from _ours(one, frozenset())


def _reached(function: Callable[..., object], seen: dict[Callable[..., object], frozenset[str]]) -> frozenset[str]:
    """Every name that it, and whatever of the workflows it calls, speaks of."""
    if function not in seen:
        seen[function] = names = frozenset(_names(function.__code__))
        for name in names:
            for called in _ours(function.__globals__.get(name), names):
                _reached(called, seen)
    return frozenset().union(*seen.values())


def writing_kinds() -> set[type]:
    return {kind for kind, function in TABLE.items() if _reached(function, {}) & _writes()}


# Each kind, brought about: what stands before the pause, and what is asked for while it lasts.


async def _book(school):
    await school.say("ana", NEW)


async def _nothing(_school):
    pass


def _say(line, who="ana"):
    async def wished(school):
        await school.say(who, line)

    return wished


async def _stand_in(school):
    await _book(school)
    await school.say("ana", "sub @li")


async def _date_is_over(school):
    await school.later(hours=31)


async def _recorded(school):
    await held(school)


async def _webinar(school):
    await school.wish("ana", ScheduleMeeting(topic="Talk", day=date(2026, 11, 24), at=time(15), webinar=True))


async def _invite(school):
    await school.wish("ana", AddPanelists(target=Target(meeting=1), who=("li@uni.example",)))


async def _agreed(school):
    await asked(school)
    await approved(school, settle=False)


async def _lost(school):
    await _book(school)
    await school.say("ana", "backup")
    for one in school.at_zoom():
        one.deleted = True


async def _restore(school):
    async with school.store.unit() as unit:
        restore = await unit.restores.add(
            backup_id=1,
            course_id=school.math.id,
            mode=Mode.REPAIR,
            parts=(Part.CLASSES,),
            requested_by=school.ids["ana"],
        )
        answer = school.request("ana", None).answer.to_data()
        await unit.jobs.enqueue(RestoreCourse(restore=restore.id, answer=answer))
    await school.settle()


async def _restored(school):
    await _lost(school)
    await _restore(school)


async def _undo(school):
    await school.ask(school.request("ana", Asked(command=UndoRestore(restore=1))))


async def _given_to_another(school):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    await _book(school)


async def _give(school):
    await school.say("ana", "host to @li")
    await school.press("Change the host", by="ana")


async def _replaced(school):
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CANCELLING)
        await unit.jobs.enqueue(EndOldMeeting(meeting=1))
    await school.settle()


async def _at_the_door(school):
    """Somebody nobody knows waits for a yes."""
    await school.say("ana", BY_HAND)
    await school.later(hours=4, minutes=50)
    await school.page("li", FollowJoinLink(occurrence=1))
    await school.settle()


async def _let_in(school):
    question = next(one for one in school.to("ana") if "asks to join" in text(one.reply))
    await school.press("Approve", by="ana", on=question.reply, where="")


async def _nobody_any_more(school):
    (made,) = school.at_zoom()
    ids = tuple(one.id for one in made.registrants)
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(CancelRegistrants(meeting=1, request="erased:1", zoom_ids=ids))
    await school.settle()


async def _tracked(school):
    school.sandbox.add_tracking_field("Building")
    await school.say("ada", "tracking fields")
    await _book(school)


async def _track(school):
    answer = school.request("ana", None).answer.to_data()
    work = SetTracked(
        meeting=1, by=school.ids["ana"], request="r", names=("Building",), values=("Main hall",), answer=answer
    )
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CHANGING)
        await unit.jobs.enqueue(work)
    await school.settle()


STORIES = {
    CreateMeeting: (_nothing, _book),
    ChangeMeeting: (_book, _say("move next to 16:00")),
    ChangeAlternatives: (_book, _say("alt add @li")),
    BringSubstitute: (_book, _say("sub @li")),
    TakeOffSubstitute: (_stand_in, _say("sub off")),
    EndSubstitute: (_stand_in, _date_is_over),
    ChangeRecording: (_recorded, _say("recordings publish 1")),
    ChangeHost: (_given_to_another, _give),
    EndOldMeeting: (_book, _replaced),
    SetTracked: (_tracked, _track),
    SendRooms: (_book, _say("rooms in groups of 1")),
    RegisterPeople: (_say(WEEKLY), _say("course people MATH201 add nora@uni.example as student")),
    RegisterGuest: (_say(WEEKLY), _say("guest jo@else.example on nov 30")),
    CancelRegistrants: (_say(WEEKLY), _nobody_any_more),
    DecideRegistrant: (_at_the_door, _let_in),
    BringPanelists: (_webinar, _invite),
    MoveLicense: (_agreed, _nothing),
    RestoreCourse: (_lost, _restore),
    TakeBackRestore: (_restored, _undo),
}


def writes(school) -> list[str]:
    """Requests that were to change something at Zoom."""
    return [f"{one.method} {one.path}" for one in school.sandbox.requests if one.method != "GET"]


def test_every_kind_of_work_that_writes_to_zoom_has_a_story_here():
    """A new kind asks `wait_while_paused` before it writes, and gets its line in STORIES."""
    assert {kind.__name__ for kind in writing_kinds()} == {kind.__name__ for kind in STORIES}


def test_outside_of_jobs_only_joining_may_write_and_it_goes_on():
    """Somebody at the door of a class with registration is signed up on the spot."""
    outside = {wish.__name__ for wish, function in OUTSIDE.items() if _reached(function, {}) & _writes()}
    assert outside == {"FollowJoinLink"}


def test_what_is_given_up_writes_nothing_more():
    assert [kind.__name__ for kind, function in FAILURES.items() if _reached(function, {}) & _writes()] == []


@pytest.mark.parametrize("kind", STORIES, ids=lambda kind: kind.kind)
async def test_it_waits_while_everything_is_paused_and_is_done_afterwards(kind):
    before, wished = STORIES[kind]
    async with a_school(presets=CLOUD if kind is ChangeRecording else None) as school:
        await before(school)
        await school.wish("ada", SetLicensePolicy(paused=True), where="")
        then = len(writes(school))
        await wished(school)
        await school.later(minutes=5)
        assert writes(school)[then:] == []

        await school.wish("ada", SetLicensePolicy(paused=False), where="")
        await school.later(minutes=5)
        assert writes(school)[then:] != []
