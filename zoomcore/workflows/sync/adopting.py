"""Meetings that were made in Zoom's portal: found, offered, and taken into a course with what was held already."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from zoomcore.domain.courses import Course
from zoomcore.domain.dates import ZoomDate
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence
from zoomcore.domain.people import STAFF, Person, Role
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.work import FindRuns, OfferClasses, TakeInMeeting
from zoomcore.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    UserError,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.services import reaching
from zoomcore.services.attendance.computing import mark_not_held
from zoomcore.services.meetings.booking import new_ref
from zoomcore.services.phrases import spaced
from zoomcore.services.sync.adopting import adopted_card, made_at_zoom_card, names_course
from zoomcore.services.sync.cards import nothing_to_adopt, offer_card, offered_when
from zoomcore.storage.store import Unit
from zoomcore.views import Card
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import _, speaking
from zoomcore.workflows.drafts import numbers_of
from zoomcore.workflows.hosts import look_up
from zoomcore.workflows.sync.taking import take
from zoomcore.workflows.taken import copy_of, options_of, seen_of
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomMeeting, ZoomMeetingSummary
from zoomcore.zoom.webhook import MeetingCreated

#: How far back the attendance of an adopted class is looked for.
LOOK_BACK = timedelta(days=30)
#: Booked classes (zoom-api 5.1); a personal room, an instant or a telephone meeting is not one.
_BOOKED = frozenset({2, 3, 8, 5, 6, 9})
#: "Cannot access webinar info": the number is a webinar's (zoom-api 4).
_IS_WEBINAR = 3000
#: An app made it, ours for one.
_BY_APP = "open_api"
_TEMPORARY = (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected)


# Taking one in.


async def take_in_meeting(work: TakeInMeeting, tools: Tools) -> None:
    """One read, another for a webinar; the runs of the last 30 days are found and read by jobs of their own."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        course = await unit.courses.get(work.course)
    with speaking(person.locale):
        try:
            await _take_in(work, tools, course, person)
        except _TEMPORARY as error:
            await tell(tools, work, waiting_card(spaced(work.number), error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def fail(work: TakeInMeeting, tools: Tools, error: UserError | ZoomError) -> None:
    """Nothing was taken in, and that is said."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        course = await unit.courses.get(work.course)
    with speaking(person.locale):
        actions = (classes_button(course.code), help_button("course adopt"))
        await tell(tools, work, refused_card(spaced(work.number), error, actions), outcome="failed")


async def _take_in(work: TakeInMeeting, tools: Tools, course: Course, person: Person) -> None:
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(_taken(work)) is not None:
            return  # by an earlier run, which died before it could say so
        known = await unit.meetings.find_by_number(work.number)
    _require_free(known, course)
    made = await _found(tools, work.number)
    if made.type not in _BOOKED:
        raise InvalidInput(
            _("That is no booked class but a personal room or an instant meeting."),
            next_step=_("Schedule the class with `new`, or give the id of a scheduled one."),
        )
    if known is not None:
        await take(tools, known, made)
        async with tools.store.unit() as unit:
            meeting = await unit.meetings.get(known.id)
            await unit.inbox.first(_taken(work), "job")
            await put_answer(unit, work, await _done(unit, meeting, course, past=0), outcome="done")
        return
    now = tools.clock()
    async with tools.store.unit() as unit:
        host = await _host(unit, work, course, made)
        meeting = await _file(unit, course, (host, person), made, now)
        past = await _look_back(unit, meeting, now)
        await unit.inbox.first(_taken(work), "job")
        await unit.audit.write(
            person.id, "course adopt", f"meeting:{meeting.id}", {"topic": meeting.topic, "zoom_id": work.number}
        )
        await put_answer(unit, work, await _done(unit, meeting, course, past=past), outcome="done")


def _taken(work: TakeInMeeting) -> str:
    """Written with what was taken in: whoever comes again knows that it was they."""
    return f"taken in:{work.request}"


def _require_free(known: Meeting | None, course: Course) -> None:
    if known is None or (known.course_id == course.id and known.state in {MeetingState.CANCELLED, MeetingState.GONE}):
        return
    if known.course_id == course.id:
        raise Conflict(
            _("{topic} is in {code} already.").format(topic=known.topic, code=course.code),
            next_step=_("`list` shows its dates."),
        )
    raise Conflict(
        _("That meeting belongs to another course here."),
        next_step=_("A class is in one course; schedule another one for {code} with `new`.").replace(
            "{code}", course.code
        ),
    )


async def _found(tools: Tools, number: int) -> ZoomMeeting:
    try:
        return await tools.zoom.get_meeting(MeetingKind.MEETING, number, previous_occurrences=True)
    except ZoomNotFound as error:
        raise NotFound(
            _("Zoom doesn't know a meeting {number} of this account.").replace("{number}", spaced(number)),
            next_step=_("Check the number in Zoom's portal, under Meetings."),
        ) from error
    except ZoomRefused as refusal:
        if refusal.code != _IS_WEBINAR:
            raise
    return await tools.zoom.get_meeting(MeetingKind.WEBINAR, number, previous_occurrences=True)


async def _host(unit: Unit, work: TakeInMeeting, course: Course, made: ZoomMeeting) -> Person:
    """Who hosts it at Zoom: one of the course's staff, or anybody of the account where an admin asks."""
    host = await unit.sync.person_of(made.host_id, made.host_email)
    role = await unit.courses.role_of(course.id, host.id) if host is not None else None
    if not work.admin and role not in STAFF:
        raise NotAllowed(
            _hosted_by(host.name if host else made.host_email, course),
            next_step=_(
                "Add the host with `course people {code} add e-mail as instructor`, or ask an admin to take it in."
            ).replace("{code}", course.code),
        )
    if host is None and not made.host_email:
        raise NotFound(_("Zoom doesn't say who hosts it."), next_step=_("Look at it in Zoom's portal."))
    if host is None:
        host = await unit.people.add(name=made.host_email.partition("@")[0], email=made.host_email)
    if host.zoom_user_id != made.host_id:
        await unit.people.update(host.id, zoom_user_id=made.host_id)
    return replace(host, zoom_user_id=made.host_id)


def _hosted_by(name: str, course: Course) -> str:
    if not name:
        return _("I don't know who hosts that meeting, so I can't tell whether they teach {code}.").replace(
            "{code}", course.code
        )
    return _("{host} hosts that meeting and doesn't teach {code}.").format(host=name, code=course.code)


async def _file(unit: Unit, course: Course, people: tuple[Person, Person], made: ZoomMeeting, now: datetime) -> Meeting:
    """`people` are its host and who asked. Dates from 30 days ago on; Conflict where nothing of it is left."""
    blank = Schedule(zone=course.zone, duration_minutes=course.presets.duration_minutes)
    copy = copy_of(made, blank)
    dates = [one for one in copy.dates if one.start is None or one.start >= now - LOOK_BACK]
    if not dates:
        raise Conflict(
            _("{topic} was over long ago.").replace("{topic}", made.topic),
            next_step=_("Give the id of a class that is still held."),
        )
    host, author = people
    meeting = await unit.meetings.add(
        ref=new_ref(),
        kind=made.kind,
        course_id=course.id,
        host_id=host.id,
        created_by=author.id,
        topic=made.topic,
        schedule=copy.schedule,
        options=copy.options,
    )
    await unit.meetings.record_created(
        meeting.id, zoom_id=made.id, join_url=made.join_url, occurrences=[_plain(one) for one in dates]
    )
    await unit.sync.note_read(meeting.id, seen=seen_of(made), options=options_of(made), dial_in=numbers_of(made))
    return await unit.meetings.get(meeting.id)


def _plain(one: ZoomDate) -> tuple[str, datetime | None, int]:
    return (one.occurrence_id, one.start, one.minutes)


async def _look_back(unit: Unit, meeting: Meeting, now: datetime) -> int:
    """Dates that are over: read like any other class, but counting for nobody until somebody says so. How many."""
    past = [one for one in await unit.meetings.occurrences(meeting.id) if _is_over(one, now)]
    for one in past:
        await mark_not_held(unit, one.id, now)
        await unit.sheets.set_void(one.id, _("It was held before this class was taken in here."))
    for one in past:
        # One list tells the runs of all its dates; each asks for its own, so that none is called unheld unasked.
        await unit.jobs.enqueue(FindRuns(meeting=meeting.id, occurrence=one.id, day=f"adopted:{now.date()}"))
    return len(past)


def _is_over(one: Occurrence, now: datetime) -> bool:
    return one.start is not None and one.start + timedelta(minutes=one.duration_minutes) <= now


async def _done(unit: Unit, meeting: Meeting, course: Course, *, past: int) -> Card:
    host = await unit.people.get(meeting.host_id)
    dates = await unit.meetings.occurrences(meeting.id)
    return adopted_card(meeting, course, host.name, dates, past=past)


# Offering.


async def offer_classes(work: OfferClasses, tools: Tools) -> None:
    """A list of the person's coming meetings and one of their webinars; a user look-up before for somebody new."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        course = await unit.courses.get(work.course)
    with speaking(person.locale):
        try:
            card = await _offers(tools, course, person)
        except _TEMPORARY:
            raise
        except ZoomError as error:
            if work.answer:
                actions = (classes_button(course.code), help_button("course adopt"))
                await tell(tools, work, refused_card("Zoom", error, actions), outcome="failed")
            return
        async with tools.store.unit() as unit:
            if work.answer:
                await put_answer(unit, work, card or nothing_to_adopt(course), outcome="done")
            elif card is not None:
                await reaching.tell(unit, person.id, card, cause=f"offer:{work.key}")


async def _offers(tools: Tools, course: Course, person: Person) -> Card | None:
    if not person.zoom_user_id:
        person = await look_up(tools, person)
    if not person.zoom_user_id:
        return None
    rows = await _coming(tools, MeetingKind.MEETING, person.zoom_user_id)
    # Many hosts have no webinars, and many apps may not read them: their meetings are offered all the same.
    with suppress(ZoomAuthError, ZoomNotFound, ZoomRefused):
        rows |= await _coming(tools, MeetingKind.WEBINAR, person.zoom_user_id)
    async with tools.store.reading() as unit:
        known = await unit.sync.known(rows)
    news = [row for row in rows.values() if row.id not in known and row.type in _BOOKED]
    offers = [
        (row.id, row.topic, offered_when(row.start_time, course.zone, row.duration_minutes or 0))
        for row in sorted(news, key=lambda row: row.start_time or tools.clock())
    ]
    return offer_card(course, offers) if offers else None


async def _coming(tools: Tools, kind: MeetingKind, user: str) -> dict[int, ZoomMeetingSummary]:
    """By number, a series at its next date."""
    rows: dict[int, ZoomMeetingSummary] = {}
    async for row in tools.zoom.iterate_meetings(kind, user, which="upcoming"):
        rows.setdefault(row.id, row)
    return rows


async def offer_new(event: MeetingCreated, tools: Tools) -> None:
    """Somebody made a meeting in Zoom's portal and named their course in its topic: a button takes it in.

    No request. What an app made is left alone, and so is what is on its way there from here.
    """
    if event.source == _BY_APP:
        return
    async with tools.store.unit() as unit:
        host = await unit.sync.person_of(event.host_id)
        if host is None or await unit.sync.known([event.meeting_id]):
            return
        if await unit.sync.being_made(host.id, event.topic):
            return
        for course in _named(await unit.courses.of_person(host.id), event.topic):
            with speaking(host.locale):
                card = made_at_zoom_card(course, event.meeting_id, event.topic)
                await reaching.tell(unit, host.id, card, cause=f"made:{event.meeting_id}:{course.id}")


def _named(courses: Sequence[tuple[Course, Role]], topic: str) -> list[Course]:
    return [course for course, role in courses if role is Role.INSTRUCTOR and names_course(topic, course.code)]
