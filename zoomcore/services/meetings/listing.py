"""Looking: what is on now, what comes, and one class in full."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    OpenMoveForm,
    OpenScheduleForm,
    ShowMeeting,
    StartMeeting,
)
from zoomcore.domain.meetings import DatedClass, OccurrenceState
from zoomcore.domain.people import STAFF, Role
from zoomcore.domain.registration import registers
from zoomcore.domain.wallclock import local_day
from zoomcore.services.finding import find_class
from zoomcore.services.meetings import cards
from zoomcore.services.phrases import class_time
from zoomcore.services.scene import Scene
from zoomcore.services.sections import require_section
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Item,
    Items,
    Line,
    Reply,
    Strong,
    Text,
    When,
    WhenStyle,
    sentence,
)
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, plural

PAGE = 10


async def list_coming(unit: Unit, scene: Scene, wish: ListMeetings) -> Reply:
    """Coming classes of the course, or in a direct chat (or with `mine`) of all the asker's courses. One statement."""
    mine = wish.mine or scene.course is None
    found = await unit.meetings.coming(
        course_ids=None if mine or scene.course is None else (scene.course.id,),
        person_id=scene.person.id if mine else None,
        seen_by=scene.seer,
        since=scene.now,
        until=scene.now + timedelta(days=wish.days),
        offset=(wish.page - 1) * PAGE,
        limit=PAGE + 1,
    )
    return Reply(view=_list_card(scene, wish, found[:PAGE], more=len(found) > PAGE), replaces=True)


def _list_card(scene: Scene, wish: ListMeetings, rows: tuple[DatedClass, ...], *, more: bool) -> Card:
    span = plural("today", "the next {count} days", wish.days)
    title = _("Classes: {span}").replace("{span}", span)
    if not rows:
        empty = Text(line=phrase("No class in {span}.", span=span))
        return Card(title=title, body=(empty,), actions=(*_new_button(scene), help_button()))
    body = tuple(Items(heading=heading, items=tuple(items)) for heading, items in _by_day(scene, rows))
    return Card(title=title, body=body, actions=(*_pages(wish, more=more), *_new_button(scene)))


def _by_day(scene: Scene, rows: tuple[DatedClass, ...]) -> Iterable[tuple[Line, list[Item]]]:
    def day_of(dated: DatedClass) -> object:
        return dated.occurrence.start and local_day(dated.occurrence.start, scene.zone)

    for _day, group in groupby(rows, key=day_of):
        dates = list(group)
        start = dates[0].occurrence.start
        heading: Line = (When(start, scene.zone, WhenStyle.DAY),) if start else (_("No fixed time"),)
        yield heading, [_item(scene, dated) for dated in dates]


def _item(scene: Scene, dated: DatedClass) -> Item:
    start = dated.occurrence.start
    when: Line = (When(start, scene.zone, WhenStyle.TIME), " ") if start else ()
    line: Line = (*when, Strong(dated.meeting.topic))
    section = f"{cards.whom_words(dated.section)} · " if dated.section else ""
    detail: Line = (f"{dated.course_code} · {section}{cards.who_holds(dated)} · {cards.state_words(dated)}",)
    return Item(line=line, detail=detail, actions=_row_actions(scene, dated))


def _row_actions(scene: Scene, dated: DatedClass) -> tuple[Action, ...]:
    target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
    topic = dated.meeting.topic[:40]
    if dated.occurrence.state is OccurrenceState.CANCELLED:
        return ()
    looking: tuple[Action, ...] = (
        Button(label=_("Join {topic}").replace("{topic}", topic), command=JoinMeeting(target=target)),
        Button(label=_("Details of {topic}").replace("{topic}", topic), command=ShowMeeting(target=target)),
    )
    if not scene.role.reaches(Role.INSTRUCTOR):
        return looking
    return (
        *looking,
        Button(label=_("Move {topic}").replace("{topic}", topic), command=OpenMoveForm(target=target)),
        Button(label=_("Cancel {topic}").replace("{topic}", topic), command=CancelMeeting(target=target)),
    )


def _pages(wish: ListMeetings, *, more: bool) -> tuple[Action, ...]:
    back = (Button(label=_("← Earlier"), command=replace(wish, page=wish.page - 1)),) if wish.page > 1 else ()
    onward = (Button(label=_("Later →"), command=replace(wish, page=wish.page + 1)),) if more else ()
    return (*back, *onward)


def _new_button(scene: Scene) -> tuple[Action, ...]:
    if scene.course is None or not scene.role.reaches(Role.INSTRUCTOR):
        return ()
    return (Button(label=_("New class"), command=OpenScheduleForm()),)


async def show_details(unit: Unit, scene: Scene, wish: ShowMeeting) -> Reply:
    dated = await find_class(unit, scene, wish.target)
    await require_section(unit, scene, dated)
    dates = await unit.meetings.occurrences(dated.meeting.id)
    held = [one for one in dates if one.state is OccurrenceState.SCHEDULED]
    link = scene.deployment.links.join(scene.person.id, dated.occurrence.id)
    staff = scene.role in STAFF
    signed_up = await unit.registrants.progress(dated.meeting) if staff and registers(dated.meeting) else None
    return Reply(view=cards.details(dated, held, staff=staff, join_url=link, signed_up=signed_up))


async def show_now(unit: Unit, scene: Scene, _wish: ShowNow) -> Reply:
    """The live or next class, what needs the asker, and three buttons. Two statements, three for an admin."""
    if scene.course is None:
        dated = await unit.meetings.live_or_next(now=scene.now, person_id=scene.person.id, seen_by=scene.seer)
    else:
        dated = await unit.meetings.live_or_next(now=scene.now, course_ids=(scene.course.id,), seen_by=scene.seer)
    needs = await _needs(unit, scene)
    return Reply(view=_now_card(scene, dated, needs))


async def _needs(unit: Unit, scene: Scene) -> tuple[Line, ...]:
    """What waits for this person: requests and work given up, for admins; the missing link, for everybody."""
    if scene.admin:
        waiting = await unit.jobs.count_given_up()
        if waiting:
            text = plural("{count} piece of work was given up", "{count} pieces of work were given up", waiting)
            return (sentence(_("{text}: `status` shows it.").replace("{text}", text)),)
    if scene.course is None and not scene.conversation.direct:
        return (phrase("This channel isn't linked to a course yet: type {line}.", line=f"{scene.word}course map CODE"),)
    return ()


def _now_card(scene: Scene, dated: DatedClass | None, needs: tuple[Line, ...]) -> Card:
    buttons = (
        *_new_button(scene),
        Button(label=_("This week"), command=ListMeetings()),
        help_button(),
    )
    needed = tuple(Text(line=one) for one in needs)
    if dated is None:
        return Card(
            title=_("Nothing is scheduled"),
            body=(Text(line=phrase("No class is on or coming up here.")), *needed),
            actions=buttons,
        )
    meeting = dated.meeting
    target = Target(meeting=meeting.id, occurrence=dated.occurrence.id)
    live = dated.occurrence.started_at is not None and dated.occurrence.ended_at is None
    hosting = scene.person.id == meeting.host_id
    first = (
        Button(label=_("Start class"), command=StartMeeting(target=target), style=ButtonStyle.PRIMARY)
        if hosting
        else Button(label=_("Join class"), command=JoinMeeting(target=target), style=ButtonStyle.PRIMARY)
    )
    line = (Strong(meeting.topic), " · ", *class_time(dated))
    return Card(
        title=_("Live now") if live else _("Next class"),
        body=(
            Text(line=line),
            Text(line=(f"{dated.course_code} {dated.course_title} · {cards.who_holds(dated)}",), quiet=True),
            *needed,
        ),
        actions=(first, *buttons),
    )
