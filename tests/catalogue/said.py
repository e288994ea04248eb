"""What the core really says: the cards and forms of the use cases, built by their own functions."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tests.builders import START, a_class, a_meeting, a_schedule, an_occurrence
from tests.catalogue.shapes import HOSTILE
from zoomcore.chat import ConversationRef
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.house import RetryWork
from zoomcore.commands.wishes.meetings import ListMeetings, MoveMeeting, ScheduleMeeting, StartNow
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.commands.wishes.presets import ChangeCourseSettings
from zoomcore.dispatch import failures
from zoomcore.domain.courses import Course, CourseMapping, MappingState, Presets
from zoomcore.domain.meetings import OccurrenceState, Scope
from zoomcore.domain.option_sections import OptionSection
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.people import License, Person, Role
from zoomcore.domain.presets import SchoolPresets
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat
from zoomcore.errors import (
    AnswerLost,
    InvalidInput,
    NotAllowed,
    StorageError,
    ZoomAuthError,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
)
from zoomcore.services import connecting, courses, helping, joining, presets, retrying
from zoomcore.services.forms import move, roster, schedule, settings
from zoomcore.services.forms.setting import set_form
from zoomcore.services.meetings import announcing, booking, cancelling, cards, listing, moving, setting
from zoomcore.services.scene import Deployment, Scene
from zoomcore.views import Audience, Button, Card, Form, Reply
from zoomcore.views.ways import help_button
from zoomcore.workflows import telling

WORD = "/class "
WEEKLY = a_schedule(repeat=Repeat.WEEKLY, weekdays=(2, 4), until=date(2026, 12, 17), skip=(date(2026, 12, 8),))
ANA = Person(
    id=2,
    name="Ana Ruiz",
    email="ana@uni.example",
    zone="Europe/Madrid",
    zoom_user_id="z-ana",
    license=License.LICENSED,
    welcomed=True,
)
BO = Person(id=7, name="Bo Chen", email="bo@uni.example", zone="Europe/Madrid", license=License.NONE)
MATH = Course(id=1, code="MATH201", title="Algebra II", zone="Europe/Madrid")
SCHOOL = SchoolPresets(
    options=Options(recording=RecordingMode.NONE, mute=True), locked=frozenset({"recording", "waiting_room"})
)
CLOUDY = replace(MATH, presets=Presets(options=Options(recording=RecordingMode.CLOUD)))
OPENED = ChangeCourseSettings(course="MATH201", sections=(OptionSection.ENTRY, OptionSection.SOUND))
MAPPING = CourseMapping(
    id=3,
    course_code="MATH201",
    course_title="Algebra II",
    course_id=1,
    platform="slack",
    tenant="T1",
    channel="C1",
    channel_name="algebra",
    state=MappingState.REQUESTED,
    requested_by=2,
)


class Links:
    def join(self, person_id: int, occurrence_id: int) -> str:
        return f"https://lectern.example/j/{person_id}.{occurrence_id}.signature"

    def picture(self, person_id: int, wish: Command) -> str:
        return f"https://lectern.example/picture/{person_id}.{wish.spec.name.replace(' ', '-')}.signature"

    def page_picture(self, person_id: int, wish: Command) -> str:
        return f"/picture/{person_id}.{wish.spec.name.replace(' ', '-')}.signature"

    def report(self, person_id: int, wish: Command, title: str) -> str:
        return f"https://lectern.example/report/{person_id}.{len(title)}.{wish.spec.name.replace(' ', '-')}.signature"

    def recording(self, person_id: int, wish: Command, title: str) -> str:
        return f"https://lectern.example/recording/{person_id}.{len(title)}.signature"

    def file(self, person_id: int, wish: Command, title: str) -> str:
        return f"https://lectern.example/files/{person_id}.{len(title)}.{wish.spec.name.replace(' ', '-')}.signature"


def scene(person: Person = ANA, role: Role = Role.INSTRUCTOR, now: datetime = START - timedelta(days=1)) -> Scene:
    here = ConversationRef(platform="slack", tenant="T1", channel="C1")
    deployment = Deployment(zone="Europe/Madrid", admins=frozenset(), links=Links(), words={"slack": WORD})
    return Scene(
        deployment=deployment,
        person=person,
        admin=False,
        role=role,
        course=MATH,
        mapping=None,
        conversation=here,
        answer=replace(here, user="U1"),
        now=now,
        trusted=True,
        card="c1",
        request="r1",
    )


_LATER = MoveMeeting(at=time(16))
_WEEKLY_DRAFT = ScheduleMeeting(
    topic="Algebra II",
    day=date(2026, 12, 1),
    at=time(15),
    repeat=Repeat.WEEKLY,
    weekdays=(2, 4),
    count=12,
    skip=(date(2026, 12, 8),),
    sections=(OptionSection.ENTRY, OptionSection.SOUND),
)
_MONTHLY_DRAFT = replace(_WEEKLY_DRAFT, repeat=Repeat.MONTHLY, monthly_week=-1, weekdays=(5,), sections=())
_LINK = "https://lectern.example/j/2.1.signature"
_SERIES = a_meeting(schedule=WEEKLY)
_STARTS = plan(WEEKLY).starts
_DATES = [an_occurrence(id=number, start=start) for number, start in enumerate(_STARTS, start=1)]
_OWN = Options(mute=True, recording=RecordingMode.LOCAL, agenda=HOSTILE)
_APART = [replace(one, options=_OWN) if 1 < one.id < 7 else one for one in _DATES]
_CLASS = a_class(meeting=_SERIES)
_OTHERWISE = a_class(meeting=_SERIES, occurrence=an_occurrence(options=_OWN))
_ENDED = a_class(
    meeting=_SERIES,
    occurrence=an_occurrence(started_at=START, ended_at=START + timedelta(minutes=51)),
)
_CANCELLED = a_class(occurrence=an_occurrence(state=OccurrenceState.CANCELLED))
_NEXT = a_class(meeting=_SERIES, occurrence=an_occurrence(id=2, start=START + timedelta(days=2)))
_LAB = a_class(
    meeting=a_meeting(id=2, topic="Lab"), occurrence=an_occurrence(id=3, meeting_id=2, start=START + timedelta(hours=3))
)
_STUDENT = scene(BO, Role.STUDENT)
_AT_THE_DOOR = replace(_STUDENT, now=START - timedelta(minutes=5))
_WAYS_BACK = (Button(label="Try again", command=RetryWork(job=4)), help_button("new"))
_REQUEST = InvalidInput("I couldn't read the day “31 feb”.", next_step="Choose a day that is in the calendar.")

_VIEWS: dict[str, Card | Form] = {
    "said: scheduling": cards.working("Algebra II", WEEKLY),
    "said: scheduled": cards.created(
        _SERIES,
        MATH,
        "Ana Ruiz",
        _STARTS,
        actions=cards.created_actions(_SERIES, entry=12, start_url=_LINK, may_announce=True),
    ),
    "said: details for staff": cards.details(_CLASS, _DATES, staff=True, join_url=_LINK),
    "said: details where dates differ": cards.details(_CLASS, _APART, staff=True, join_url=_LINK),
    "said: details for students": cards.details(_CLASS, _DATES, staff=False, join_url=_LINK),
    "said: now": listing._now_card(replace(scene(), now=START - timedelta(minutes=5)), _CLASS, ()),
    "said: now, nothing": listing._now_card(scene(), None, ()),
    "said: coming classes": listing._list_card(scene(), ListMeetings(), (_CLASS, _LAB, _NEXT), more=True),
    "said: no coming classes": listing._list_card(scene(), ListMeetings(), (), more=False),
    "said: asks which to cancel": cancelling._ask(_CLASS, Scope.UNSAID, 4),
    "said: asks whether to cancel": cancelling._ask(a_class(), Scope.ALL, 1),
    "said: asks which to move": moving._ask_scope(_CLASS, MoveMeeting(at=time(16))),
    "said: asks which dates to change": setting._ask_scope(_CLASS, ChangeOptions(mute=True, waiting_room=False)),
    "said: asks whether moved dates go back": moving._ask_rebuild(_CLASS, _LATER, [_CLASS.occurrence]),
    "said: asks for a separate meeting": booking.ask_separate(_CLASS, StartNow()),
    "said: page before it opens": joining.page_card(_STUDENT, _CLASS),
    "said: page while open": joining.page_card(_AT_THE_DOOR, _CLASS),
    "said: page for the host": joining.page_card(scene(), _CLASS),
    "said: page after the end": joining.page_card(replace(_STUDENT, now=START + timedelta(hours=2)), _ENDED),
    "said: page of a cancelled class": joining.page_card(_STUDENT, _CANCELLED),
    "said: welcome": connecting.welcome_card(ANA, "Europe/Madrid", 2, admin=False, word=WORD),
    "said: welcome to a student": connecting.welcome_card(BO, "Europe/Madrid", 1, admin=False, word=WORD),
    "said: welcome to an admin": connecting.welcome_card(ANA, "Europe/Madrid", 0, admin=True, word=WORD),
    "said: who I am": connecting.connected_card(ANA, "Europe/Madrid", 2),
    "said: who I am, without Zoom": connecting.connected_card(BO, "Europe/Madrid", 1),
    "said: a channel is asked for": courses.request_card(ANA, MAPPING),
    "said: a channel was approved": courses.decided_card(MAPPING, "Li Wei", approved=True),
    "said: a channel was refused": courses.decided_card(MAPPING, "Li Wei", approved=False),
    "said: the verdict is yes": courses.verdict_card(MAPPING, "Li Wei", approved=True),
    "said: the verdict is no": courses.verdict_card(MAPPING, "Li Wei", approved=False),
    "said: form for a class": schedule.schedule_form(scene(), ScheduleMeeting(topic="Algebra II")),
    "said: form for a weekly class": schedule.schedule_form(scene(), _WEEKLY_DRAFT),
    "said: form for a class on the last friday": schedule.schedule_form(scene(), _MONTHLY_DRAFT),
    "said: dates of a repeat": schedule.preview_form(scene(), _WEEKLY_DRAFT, WEEKLY, plan(WEEKLY)),
    "said: form for a move": move.move_form(_CLASS, scene()),
    "said: form for options": set_form(_CLASS, SchoolPresets()),
    "said: form for options where a date differs": set_form(_OTHERWISE, SchoolPresets()),
    "said: form for options of one date": set_form(_OTHERWISE, SchoolPresets(), alone=True),
    "said: form for a roster": roster.roster_form(MATH),
    "said: form of my settings": settings.my_form(scene()),
    "said: form of a course": settings.course_form(MATH, SchoolPresets()),
    "said: form of a course, opened and locked": settings.course_form(MATH, SCHOOL, OPENED),
    "said: form of the school": settings.school_form(SCHOOL),
    "said: the school's settings were saved": presets._school_card(SCHOOL, (CLOUDY,)),
    "said: waits for Zoom": telling.waiting_card("Algebra II", ZoomUnavailable("away")),
    "said: an answer was lost": telling.waiting_card("Algebra II", AnswerLost("lost")),
    "said: Zoom refused": telling.refused_card("Algebra II", ZoomRefused("no", status=400, code=3161), _WAYS_BACK),
    "said: help on a verb": helping._about(scene(), "new"),
    "said: tried again": retrying._again_card(mine=True),
    "said: tried again for somebody": retrying._again_card(mine=False),
    "said: presets were saved": presets._saved_card(MATH, ()),
    "said: posted": announcing.posted_card(_CLASS, "Posted to 1 channel."),
}

_SHARED: dict[str, Card] = {
    "said to all: join": cards.join_post(_CLASS, _STARTS, WORD),
    "said to all: ended, and the next": cards.ended_post(_ENDED, _NEXT, WORD),
    "said to all: ended, the last": cards.ended_post(_ENDED, None, WORD),
    "said to all: cancelled": cards.cancelled_post("Algebra II"),
}


def _failures() -> dict[str, Reply]:
    return {
        "failed: not understood": failures.user_error(_REQUEST),
        "failed: not allowed": failures.user_error(
            NotAllowed("Only Lectern's admins can do that.", next_step="Ask one of them to do it for you.")
        ),
        "failed: a scope is missing": failures.zoom_error(
            ZoomAuthError("no", status=400, code=4711, missing_scopes=["meeting:write:meeting:admin"])
        ),
        "failed: the host's day is full": failures.zoom_error(
            ZoomRateLimited("no", retry_after=timedelta(hours=5), scope="host-day")
        ),
        "failed: the database is away": failures.storage_error(StorageError("locked")),
    }


@contextmanager
def _unlogged() -> Iterator[None]:
    """These failures are examples: whoever runs the tests need not read of them."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


with _unlogged():
    _FAILURES = _failures()

SAID: dict[str, Reply] = {
    **{name: Reply(view=view, card="c1") for name, view in _VIEWS.items()},
    **{name: Reply(view=view, audience=Audience.EVERYONE, card="c1") for name, view in _SHARED.items()},
    **{name: replace(reply, card="c1") for name, reply in _FAILURES.items()},
}
