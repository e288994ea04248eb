"""Who signed up for a class, as its staff sees it: on a card, page by page, or as a file. Links are never shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.registration import ExportRegistrants, ShowRegistrants
from zoomcore.domain.meetings import Meeting, Occurrence
from zoomcore.domain.people import Role
from zoomcore.domain.registration import Registrant, RegistrantState, registers
from zoomcore.errors import Conflict, NotFound
from zoomcore.services.attendance.sections import own_section, section_line
from zoomcore.services.exporting.grids import Cell, Column, Grid, Kind, csv_file
from zoomcore.services.exporting.workbook import workbook_file
from zoomcore.services.finding import find_class
from zoomcore.services.registration import cards
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Item, Items, Line, Reply, Table, Text, When, WhenStyle
from zoomcore.wording import _, phrase, plural

PAGE = 15
#: As many as Zoom takes for one class (zoom-api 5.8).
_MOST = 4999

_Dates = Mapping[int, Occurrence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page: `numbers` are of all pages; `dates` only where somebody signed up for some of them only.

    `decides`: the reader may say yes or no. `zone` (IANA) is the reader's.
    """

    meeting: Meeting
    people: Sequence[Registrant]
    numbers: Mapping[RegistrantState, int]
    dates: _Dates
    zone: str
    decides: bool
    page: int = 1
    more: bool = False


async def show(unit: Unit, scene: Scene, wish: ShowRegistrants) -> Reply:
    """A page, who waits for an answer first; assistants with a section see its people.

    Two statements, three where somebody signed up for some dates only.
    """
    meeting = await _class(unit, scene, wish.target)
    section = await own_section(unit, scene, meeting.course_id)
    within = section.name if section is not None else ""
    found, numbers = await unit.registrants.page(meeting, section=within, offset=(wish.page - 1) * PAGE, limit=PAGE + 1)
    if not found and wish.page == 1 and not registers(meeting):
        raise Conflict(
            _("People don't sign up for {topic}.").replace("{topic}", meeting.topic),
            next_step=_("`set with registration` has them sign up."),
        )
    listed = Listed(
        meeting=meeting,
        people=found[:PAGE],
        numbers=numbers,
        dates=await _dates_of(unit, found),
        zone=scene.zone,
        page=wish.page,
        more=len(found) > PAGE,
        decides=scene.role.reaches(Role.INSTRUCTOR),
    )
    card = list_card(listed)
    return Reply(view=replace(card, body=(*card.body, *section_line(section))), replaces=wish.page > 1)


def list_card(listed: Listed) -> Card:
    """In private: it names people."""
    topic = listed.meeting.topic
    title = _("Who signed up for {topic}").replace("{topic}", topic)
    target = Target(meeting=listed.meeting.id)
    nobody = phrase("Nobody has signed up yet.") if listed.page == 1 else phrase("Nobody is on this page.")
    following = Button(label=_("More people"), command=ShowRegistrants(target=target, page=listed.page + 1))
    file = Button(label=_("Get the list as a file"), command=ExportRegistrants(target=target))
    return Card(
        title=title,
        body=(
            Text(line=(_in_numbers(listed.numbers),) if listed.numbers else nobody),
            *_asking(listed),
            *_table(listed, title),
        ),
        actions=(
            *((following,) if listed.more else ()),
            *((file,) if listed.decides and listed.numbers else ()),
            cards.class_button(listed.meeting),
        ),
    )


async def export(unit: Unit, scene: Scene, wish: ExportRegistrants) -> Reply:
    """Everybody, a row a person; what the card shows and nothing besides."""
    meeting = await _class(unit, scene, wish.target)
    found, _numbers = await unit.registrants.page(meeting, limit=_MOST)
    if not found:
        raise NotFound(_("Nobody has signed up yet."), next_step=_("Ask again once people have."))
    dates = await _dates_of(unit, found)
    course = await unit.courses.get(meeting.course_id)
    columns = (_("Name"), _("E-mail"), _("State"), _("On the roster"), _("Dates"))
    grid = Grid(
        title=meeting.topic,
        zone=course.zone,
        columns=tuple(Column(one, Kind.KEY if number == 1 else Kind.TEXT) for number, one in enumerate(columns)),
        rows=tuple(_row(one, dates, course.zone) for one in found),
    )
    name = f"{course.code}-{meeting.id}-registrants"
    document = workbook_file(grid, name, made_at=scene.now) if wish.workbook else csv_file(grid, name)
    await unit.audit.write(scene.person.id, "export", f"course:{course.id}", {"file": document.name})
    return Reply(view=document)


async def _class(unit: Unit, scene: Scene, target: Target) -> Meeting:
    """The one that is named; else the course's next one that people sign up for."""
    if target != Target(course=target.course):
        return (await find_class(unit, scene, target)).meeting
    course = scene.the_course()
    meeting = await unit.registrants.next_of_course(course.id)
    if meeting is None:
        raise NotFound(
            _("{code} has no class coming up that people sign up for.").replace("{code}", course.code),
            next_step=_("`new … with registration` schedules one."),
        )
    return meeting


async def _dates_of(unit: Unit, found: Sequence[Registrant]) -> _Dates:
    """Of a class where some signed up for some dates only."""
    if not any(one.occurrences for one in found):
        return {}
    return {one.id: one for one in await unit.meetings.occurrences(found[0].meeting_id)}


def _in_numbers(numbers: Mapping[RegistrantState, int]) -> str:
    out = numbers[RegistrantState.DENIED] + numbers[RegistrantState.WITHDRAWN]
    there, waiting = numbers[RegistrantState.APPROVED], numbers[RegistrantState.PENDING]
    coming, refused = numbers[RegistrantState.WISHED], numbers[RegistrantState.REFUSED]
    said = (
        (there, plural("{count} is signed up", "{count} are signed up", there)),
        (waiting, plural("{count} waits for an answer", "{count} wait for an answer", waiting)),
        (coming, plural("{count} is not signed up yet", "{count} are not signed up yet", coming)),
        (refused, plural("{count} was refused by Zoom", "{count} were refused by Zoom", refused)),
        (out, plural("{count} is not let in or has cancelled", "{count} are not let in or have cancelled", out)),
    )
    return ", ".join(words for count, words in said if count)


def _asking(listed: Listed) -> tuple[Items, ...]:
    """Instructors answer right here, under the same rule as on the card that asked them: the first answer counts."""
    items = tuple(
        Item(
            line=(one.name,),
            detail=(one.email,),
            actions=cards.decisions(listed.meeting, one) if listed.decides and one.decided_by is None else (),
        )
        for one in listed.people
        if one.state is RegistrantState.PENDING
    )
    return (Items(heading=(_("Waiting for an answer"),), items=items),) if items else ()


def _table(listed: Listed, title: str) -> tuple[Table, ...]:
    people = [one for one in listed.people if one.state is not RegistrantState.PENDING]
    if not people:
        return ()
    dated = bool(listed.dates)
    rows: tuple[tuple[Line, ...], ...] = tuple(
        ((one.name,), (one.email,), (_state_words(one),), *((_days(one, listed),) if dated else ())) for one in people
    )
    columns = (_("Name"), _("E-mail"), _("State"), *((_("Dates"),) if dated else ()))
    return (Table(caption=title, columns=columns, rows=rows),)


def _state_words(one: Registrant) -> str:
    match one.state:
        case RegistrantState.APPROVED:
            said = _("signed up")
        case RegistrantState.PENDING:
            said = _("waits for an answer")
        case RegistrantState.WISHED:
            said = _("not signed up yet")
        case RegistrantState.REFUSED:
            said = _("refused by Zoom")
        case RegistrantState.DENIED:
            said = _("not let in")
        case RegistrantState.WITHDRAWN:
            said = _("cancelled at Zoom")
        case _:
            said = _("left the course")
    return _("guest, {state}").replace("{state}", said) if one.guest else said


def _days(one: Registrant, listed: Listed) -> Line:
    starts = [date.start for number in one.occurrences if (date := listed.dates.get(number)) and date.start]
    if not starts:
        return (_("all"),)
    spans: list[str | When] = []
    for start in sorted(starts):
        spans += [", ", When(start, listed.zone, WhenStyle.DAY)] if spans else [When(start, listed.zone, WhenStyle.DAY)]
    return tuple(spans)


def _row(one: Registrant, dates: _Dates, zone: str) -> tuple[Cell, ...]:
    days = ", ".join(
        f"{date.start.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
        for number in one.occurrences
        if (date := dates.get(number)) and date.start
    )
    return (one.name, one.email, _state_words(one), _("no") if one.guest else _("yes"), days or _("all"))
