"""Looking at recordings: a list, one in full, one's own link, and who opened it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from zoomcore.commands.wishes.recordings import (
    ListRecordings,
    OpenRecordingPage,
    ShowRecording,
    ShowSeen,
    ShowStudentRecordings,
    WatchRecording,
)
from zoomcore.domain.people import STAFF, CourseId, Person, PersonId, Role
from zoomcore.domain.recordings import Recording, RecordingState
from zoomcore.errors import NotAllowed, NotFound
from zoomcore.services.attendance.marking import student_of
from zoomcore.services.recordings import cards, words
from zoomcore.services.scene import Scene
from zoomcore.services.sections import belongs, held_for
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Block,
    Button,
    Card,
    Item,
    Items,
    Line,
    Reply,
    Strong,
    Table,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import help_button, list_button, newer_button, older_button
from zoomcore.wording import _, phrase, plural

PAGE = 10
#: Names on a page of those who opened it, and of those who did not.
SEEN_PAGE = 15
_NAMED = 12


async def list_recordings(unit: Unit, scene: Scene, wish: ListRecordings) -> Reply:
    """Of the course, or in a direct chat of all the asker's courses; who runs it sees all, others what is published."""
    target = wish.target
    seats = await _seats(unit, scene)
    running = [course for course, role in seats.items() if role in STAFF]
    since = scene.now - timedelta(days=wish.since_days) if wish.since_days else None
    meeting_id = target.meeting
    if target.number is not None:
        meeting = await unit.meetings.find_by_number(target.number)
        meeting_id = meeting.id if meeting else None
    found = await unit.recordings.list(
        offset=(wish.page - 1) * PAGE,
        limit=PAGE + 1,
        course_ids=None if scene.admin and scene.course is None else tuple(seats),
        run_ids=running,
        meeting_id=meeting_id,
        occurrence_id=target.occurrence,
        since=since,
        words=target.words,
        watchable=not scene.admin,
        seen_by=scene.seer,
    )
    seen = await unit.recordings.seen_of(scene.person.id, [one.id for one in found])
    items = tuple(_item(scene, one, role=_role_for(scene, one, seats), opened=one.id in seen) for one in found[:PAGE])
    return Reply(view=_list_card(scene, wish, items, more=len(found) > PAGE), replaces=wish.page > 1)


async def _seats(unit: Unit, scene: Scene) -> Mapping[CourseId, Role]:
    """The courses whose recordings the asker may see here, and as what. Guests of a channel see none."""
    if scene.course is None:
        return await unit.recordings.courses_of(scene.person.id)
    require_part(scene)
    return {scene.course.id: scene.role}


def _role_for(scene: Scene, recording: Recording, seats: Mapping[CourseId, Role]) -> Role:
    return Role.ADMIN if scene.admin else seats[recording.course_id]


def require_part(scene: Scene) -> None:
    """NotAllowed for who is not in the course: a recording is for those who were meant to be there."""
    if not scene.role.reaches(Role.OBSERVER):
        raise NotAllowed(
            _("Recordings are for the people of a course, and you aren't in this one."),
            next_step=_("Ask its instructor to add you."),
        )


def _item(scene: Scene, recording: Recording, *, role: Role, opened: bool) -> Item:
    line: Line = (When(recording.started_at, scene.zone, WhenStyle.DAY), " ", Strong(recording.topic))
    detail = words.detail_line(recording, words.today_of(scene), staff=role in STAFF)
    if role in STAFF:
        looking = (*cards.looks(recording), cards.details_button(recording))
        actions = cards.staff_actions(recording) if role.reaches(Role.INSTRUCTOR) else looking
        return Item(line=line, detail=(detail,), actions=actions)
    told = _("{detail} · you opened it").replace("{detail}", detail) if opened else detail
    return Item(line=line, detail=(told,), actions=(cards.watch_button(recording),))


def _list_card(scene: Scene, wish: ListRecordings, items: tuple[Item, ...], *, more: bool) -> Card:
    where = scene.course.code if scene.course else _("your courses")
    title = _("Recordings: {where}").replace("{where}", where)
    if not items:
        nothing = phrase("There are no recordings here yet.") if wish.page == 1 else phrase("That's all there are.")
        later = phrase("Zoom takes a while after a class: about twice its length, up to a day.")
        body: tuple[Block, ...] = (Text(line=nothing), *((Text(line=later, quiet=True),) if scene.staff else ()))
        return Card(
            title=title, body=body, actions=(*_pages(wish, more=False), list_button(), help_button("recordings"))
        )
    return Card(title=title, body=(Items(items=items),), actions=_pages(wish, more=more))


def _pages(wish: ListRecordings, *, more: bool) -> tuple[Action, ...]:
    newer = (newer_button(replace(wish, page=wish.page - 1)),) if wish.page > 1 else ()
    older = (older_button(replace(wish, page=wish.page + 1)),) if more else ()
    return (*newer, *older)


async def show(unit: Unit, scene: Scene, wish: ShowRecording) -> Reply:
    """In full for who runs the course; everybody else gets their link."""
    recording = await unit.recordings.get(wish.recording)
    if not scene.staff:
        return await watch(unit, scene, WatchRecording(recording=recording.id))
    course = scene.the_course()
    opened = len(await unit.recordings.seen_by(recording.id)) if course.presets.recordings_seen else None
    decides = scene.role.reaches(Role.INSTRUCTOR)
    return Reply(view=cards.details(recording, course, words.today_of(scene), opened=opened, decides=decides))


async def watch(unit: Unit, scene: Scene, wish: WatchRecording) -> Reply:
    """The asker's own link, in private."""
    recording = await unit.recordings.get(wish.recording)
    await require_watchable(unit, scene, recording)
    course = scene.the_course()
    url = scene.deployment.links.recording(
        scene.person.id,
        OpenRecordingPage(recording=recording.id),
        _("A recording of {code}").replace("{code}", course.code),
    )
    transcript = cards.may_have_transcript(recording, course.presets, staff=scene.staff)
    return Reply(view=cards.link_card(recording, course, url, transcript=transcript))


async def require_watchable(unit: Unit, scene: Scene, recording: Recording) -> None:
    """NotAllowed or NotFound with the reason, in words that do not tell students what is hidden from them."""
    require_part(scene)
    code = scene.the_course().code
    meeting = await unit.meetings.get(recording.meeting_id)
    if not await belongs(unit, scene, meeting, section=await held_for(unit, meeting, recording.occurrence_id)):
        raise NotFound(
            _("This recording is of another section's class."),
            next_step=_("`recordings {code}` shows those you can watch.").replace("{code}", code),
        )
    if scene.staff and recording.state is RecordingState.READY:
        return
    if recording.state is RecordingState.PROCESSING:
        raise NotFound(
            _("Zoom is still working on this recording."),
            next_step=_("It takes about twice the length of the class; `recordings {code}` shows it then.").replace(
                "{code}", code
            ),
        )
    if not recording.watchable:
        raise NotFound(
            _("This recording isn't available any more."),
            next_step=_("`recordings {code}` shows those you can watch.").replace("{code}", code),
        )


async def open_page(unit: Unit, scene: Scene, wish: OpenRecordingPage) -> Reply:
    """The page behind the link: what it is, and the button that goes on."""
    recording = await unit.recordings.get(wish.recording)
    await require_watchable(unit, scene, recording)
    return Reply(view=page_card(scene, recording))


def page_card(scene: Scene, recording: Recording, *notes: Line) -> Card:
    presets = scene.the_course().presets
    kept = phrase("That you opened it is written down for the instructor.") if _is_noted(scene) else ()
    quiet = (Text(line=kept, quiet=True),) if kept and presets.recordings_seen else ()
    return Card(
        title=recording.topic,
        body=(
            Text(line=cards.when_line(recording, scene.zone)),
            Text(line=(words.detail_line(recording, words.today_of(scene), staff=False),)),
            *(Text(line=note) for note in notes),
            *quiet,
        ),
        actions=(
            Button(label=_("Watch as {name}").replace("{name}", scene.person.name), command=cards.follow(recording)),
        ),
    )


def _is_noted(scene: Scene) -> bool:
    """Those who run the course are not counted among those who watch."""
    return scene.the_course().presets.recordings_seen and not scene.staff


async def note_seen(unit: Unit, scene: Scene, recording: Recording) -> None:
    if _is_noted(scene):
        await unit.recordings.mark_seen(recording.id, scene.person.id)


# Who opened it.


async def show_seen(unit: Unit, scene: Scene, wish: ShowSeen) -> Reply:
    course = scene.the_course()
    recording = await _one(unit, scene, wish.recording)
    if not course.presets.recordings_seen:
        raise NotAllowed(
            _("In {code} it isn't written down who opens a recording.").replace("{code}", course.code),
            next_step=_("`settings {code}` changes that, for what is opened from then on.").replace(
                "{code}", course.code
            ),
        )
    seen = await unit.recordings.seen_by(recording.id)
    roster = await unit.courses.roster(course.id, limit=_MOST)
    meeting = await unit.meetings.get(recording.meeting_id)
    section = (await held_for(unit, meeting, recording.occurrence_id)).casefold()
    students = [
        entry.person for entry in roster if entry.role is Role.STUDENT and section in {"", entry.section.casefold()}
    ]
    there = {one.person_id for one in seen}
    called = _told_apart(students)
    missing = [called[one.id] for one in students if one.id not in there]
    first = (wish.page - 1) * SEEN_PAGE
    rows = tuple(
        ((called.get(one.person_id, one.name),), (When(one.last_at, scene.zone, WhenStyle.FULL),), (str(one.times),))
        for one in seen[first : first + SEEN_PAGE]
    )
    title = _("Opened: {topic}").replace("{topic}", recording.topic)
    opened = plural("{count} person opened it.", "{count} people opened it.", len(seen))
    body: list[Block] = [Text(line=(opened,))]
    if rows:
        columns = (_("Who"), _("Last opened"), _("Times"))
        body.append(Table(caption=title, columns=columns, rows=rows, more=_more(wish, len(seen))))
    if missing:
        body.append(Text(line=(_missing_words(missing),)))
    body.append(Text(line=phrase("Opened is not watched: Zoom doesn't tell how much of it somebody saw."), quiet=True))
    return Reply(view=Card(title=title, body=tuple(body), actions=(cards.details_button(recording),)))


#: More students than a course may have here.
_MOST = 5000


def _more(wish: ShowSeen, many: int) -> Button | None:
    if wish.page * SEEN_PAGE >= many:
        return None
    return Button(label=_("More"), command=replace(wish, page=wish.page + 1))


def _told_apart(students: Sequence[Person]) -> dict[PersonId, str]:
    """What each is called in this list: who shares a name with another is told by their e-mail too."""
    shared = Counter(one.name.casefold() for one in students)
    return {
        one.id: f"{one.name} ({one.email})" if shared[one.name.casefold()] > 1 and one.email else one.name
        for one in students
    }


def _missing_words(names: list[str]) -> str:
    named = ", ".join(names[:_NAMED])
    more = plural(" and {count} more", " and {count} more", len(names) - _NAMED) if len(names) > _NAMED else ""
    return _("Not yet: {names}.").replace("{names}", named + more)


async def _one(unit: Unit, scene: Scene, number: int) -> Recording:
    if number:
        return await unit.recordings.get(number)
    return await latest(unit, scene, RecordingState.READY)


async def latest(unit: Unit, scene: Scene, *states: RecordingState, published: bool | None = None) -> Recording:
    """The latest of the course in these states. NotFound with the way on where there is none."""
    course = scene.the_course()
    found = await unit.recordings.list(course_ids=(course.id,), limit=PAGE * 5)
    fitting = (one for one in found if one.state in states and published in {None, one.published})
    recording = next(fitting, None)
    if recording is None:
        raise NotFound(
            _("There is no such recording in {code}.").replace("{code}", course.code),
            next_step=_("`recordings {code}` shows those there are, with their numbers.").replace(
                "{code}", course.code
            ),
        )
    return recording


async def show_student(unit: Unit, scene: Scene, wish: ShowStudentRecordings) -> Reply:
    """What a student finds, and what of it they opened."""
    course = scene.the_course()
    person = await student_of(unit, scene, course.id, who=wish.who)
    found = await unit.recordings.list(
        offset=(wish.page - 1) * PAGE,
        limit=PAGE + 1,
        course_ids=(course.id,),
        watchable=True,
        seen_by=person.id,
    )
    seen = await unit.recordings.seen_of(person.id, [one.id for one in found])
    rows = tuple(
        (
            (one.topic,),
            (When(one.started_at, scene.zone, WhenStyle.DAY),),
            (When(seen[one.id], scene.zone, WhenStyle.FULL),) if one.id in seen else (_("not yet"),),
        )
        for one in found[:PAGE]
    )
    title = _("Recordings for {name}").replace("{name}", person.name)
    if not course.presets.recordings_seen:
        note = phrase("In {code} it isn't written down who opens a recording.", code=course.code)
        rows = tuple((*row[:2], (_("not written down"),)) for row in rows)
    else:
        note = phrase("{count} of {all} on this page opened.", count=str(len(seen)), all=str(len(rows)))
    if not rows:
        nothing = Text(line=phrase("Nothing is published in {code} yet.", code=course.code))
        return Reply(view=Card(title=title, body=(nothing,), actions=(cards.list_button(course.code),)))
    columns = (_("Recording"), _("Class"), _("Opened"))
    more = Button(label=_("More"), command=replace(wish, page=wish.page + 1)) if len(found) > PAGE else None
    table = Table(caption=title, columns=columns, rows=rows, more=more)
    return Reply(view=Card(title=title, tone=Tone.NEUTRAL, body=(Text(line=note), table)))
