"""Planning breakout rooms: decided here, kept in our tables, carried to Zoom by a job."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from secrets import SystemRandom

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.rooms import OpenRoomsForm, PutRoomsBack, ReplaceRooms, SetRooms, ShowRooms
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import PersonId
from zoomcore.domain.room_work import SendRooms
from zoomcore.domain.rooms import (
    LONGEST_ROOM_NAME,
    MOST_ROOMS,
    MOST_SEATED,
    NOT_OURS,
    Room,
    RoomPattern,
    RoomPlan,
    Sitter,
    arranged,
    laid_out,
    made_by_others,
    mark_of,
    read_list,
    rooms_in,
)
from zoomcore.domain.undo import undo_until
from zoomcore.errors import Conflict, InvalidInput, LimitReached, NotFound
from zoomcore.services.finding import find_class
from zoomcore.services.forms.rooms import rooms_form
from zoomcore.services.rooms.cards import others_card, portal_note, rooms_card, zoom_card
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _


async def show(unit: Unit, scene: Scene, wish: ShowRooms) -> Reply:
    """As planned here, beside what was last read of Zoom. Six statements, no call."""
    meeting = await _meeting(unit, scene, wish.target)
    plan = await unit.rooms.find(meeting.id)
    people = await unit.rooms.people(meeting)
    layout = laid_out(plan, people) if plan else None
    there = await last_read(unit, meeting)
    if plan is not None and plan.pattern is RoomPattern.ZOOM:
        return Reply(view=zoom_card(meeting, await with_names(unit, there)))
    others = made_by_others(plan, layout, mark_of(there)) if plan and layout else bool(there)
    if others and plan is not None and plan.pattern is not RoomPattern.OFF:
        return Reply(view=others_card(meeting, plan, await with_names(unit, there), mark=mark_of(there)))
    return Reply(view=rooms_card(meeting, plan, layout, *((portal_note(there),) if others else ())))


async def last_read(unit: Unit, meeting: Meeting) -> tuple[Room, ...]:
    """Zoom's rooms as they were when it was last read."""
    known = await unit.sync.find(meeting.id)
    return rooms_in(known.options) if known else ()


async def with_names(unit: Unit, rooms: Sequence[Room]) -> tuple[Room, ...]:
    """Names in place of e-mails, of those we know."""
    emails = {one.lower() for _name, people in rooms for one in people}
    known = await unit.people.people_by_email(sorted(emails))
    return tuple(
        (room, tuple(known[one.lower()].name if one.lower() in known else one for one in people))
        for room, people in rooms
    )


async def open_form(unit: Unit, scene: Scene, wish: OpenRoomsForm) -> Reply:
    meeting = await _meeting(unit, scene, wish.target)
    return Reply(view=rooms_form(meeting, *await form_values(unit, meeting)))


async def form_values(unit: Unit, meeting: Meeting) -> tuple[RoomPlan | None, str]:
    """The plan as it stands, and as lines to be changed."""
    plan = await unit.rooms.find(meeting.id)
    if plan is None:
        return None, ""
    return plan, as_list(plan, await unit.rooms.people(meeting))


def as_list(plan: RoomPlan, people: Sequence[Sitter]) -> str:
    layout = laid_out(plan, people)
    return "\n".join(f"{room}: {', '.join(emails)}" for room, emails in layout.rooms if emails)


async def _meeting(unit: Unit, scene: Scene, target: Target) -> Meeting:
    """Conflict for a webinar, and for what Zoom does not have."""
    meeting = (await find_class(unit, scene, target)).meeting
    if meeting.kind is MeetingKind.WEBINAR:
        raise Conflict(
            _("{topic} is a webinar, and a webinar has no breakout rooms.").replace("{topic}", meeting.topic),
            next_step=_("Schedule a meeting for work in groups."),
        )
    if meeting.state is not MeetingState.SCHEDULED:
        raise Conflict(
            _("{topic} isn't at Zoom at the moment.").replace("{topic}", meeting.topic),
            next_step=_("`list` shows how things stand."),
        )
    return meeting


async def set_rooms(unit: Unit, scene: Scene, wish: SetRooms) -> Reply:
    """InvalidInput, by field, for rooms that cannot be; groups are drawn here, once."""
    meeting = await _meeting(unit, scene, wish.target)
    people = await unit.rooms.people(meeting)
    before = await unit.rooms.find(meeting.id)
    plan = await _plan(unit, scene, wish, meeting, people)
    if before is not None:
        plan = _keeping_seats(plan, before)
    plan = arranged(plan, SystemRandom().sample(people, len(people)))
    _check(plan, scene, meeting.section)
    return await _write(unit, scene, meeting, plan, before)


async def put_back(unit: Unit, scene: Scene, wish: PutRoomsBack) -> Reply:
    """The plan as it was; who left since has no seat."""
    meeting = await _meeting(unit, scene, wish.target)
    people = await unit.rooms.people(meeting)
    seats = dict(zip(wish.people, wish.seats, strict=False))
    plan = RoomPlan(meeting_id=meeting.id, pattern=wish.pattern, size=wish.size, rooms=wish.rooms, seats=seats)
    plan = arranged(plan, SystemRandom().sample(people, len(people)))
    return await _write(unit, scene, meeting, plan, await unit.rooms.find(meeting.id))


async def replace_others(unit: Unit, scene: Scene, wish: ReplaceRooms) -> Reply:
    """NotFound where nobody has said here which rooms there shall be: others, or none."""
    meeting = await _meeting(unit, scene, wish.target)
    plan = await unit.rooms.find(meeting.id)
    if plan is None or plan.pattern is RoomPattern.ZOOM:
        raise NotFound(
            _("No rooms are planned for {topic}.").replace("{topic}", meeting.topic),
            next_step=_("Plan some first: `rooms in groups of 4`."),
        )
    return await _send(unit, scene, meeting, over=wish.mark)


async def _write(unit: Unit, scene: Scene, meeting: Meeting, plan: RoomPlan, before: RoomPlan | None) -> Reply:
    # Before the first plan Zoom has no rooms of ours.
    plan = replace(plan, sent=before.sent if before else "", seen=before.seen if before else "")
    await unit.rooms.keep(plan)
    entry = await unit.audit.write(
        scene.person.id,
        "rooms set",
        f"meeting:{meeting.id}",
        {"pattern": plan.pattern.value, "size": plan.size},
        inverse=pack(_back(meeting, before)),
        undo_until=undo_until(scene.now),
    )
    if plan.pattern is not RoomPattern.ZOOM:
        return await _send(unit, scene, meeting, entry=entry)
    # Whatever stands there from now on is somebody else's.
    await unit.rooms.note_sent(meeting.id, "", seen="")
    return Reply(view=zoom_card(meeting, await with_names(unit, await last_read(unit, meeting)), entry), replaces=True)


async def _send(unit: Unit, scene: Scene, meeting: Meeting, *, entry: int = 0, over: str = "") -> Reply:
    await unit.jobs.enqueue(
        SendRooms(
            meeting=meeting.id,
            request=scene.request,
            person=scene.person.id,
            entry=entry,
            over=over,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Breakout rooms of {topic} …").replace("{topic}", meeting.topic)
    return Reply(view=underway(title), replaces=True)


def _keeping_seats(plan: RoomPlan, before: RoomPlan) -> RoomPlan:
    """The same groups asked for once more stay as they were drawn."""
    same = plan.pattern is RoomPattern.GROUPS and (plan.pattern, plan.size) == (before.pattern, before.size)
    return replace(plan, rooms=before.rooms, seats=before.seats) if same else plan


def _back(meeting: Meeting, before: RoomPlan | None) -> PutRoomsBack:
    """With who sat where, without an e-mail too: a new draw would be another one."""
    target = Target(meeting=meeting.id)
    if before is None:
        return PutRoomsBack(target=target)
    return PutRoomsBack(
        target=target,
        pattern=before.pattern,
        size=before.size,
        rooms=before.rooms,
        people=tuple(before.seats),
        seats=tuple(before.seats.values()),
    )


async def _plan(unit: Unit, scene: Scene, wish: SetRooms, meeting: Meeting, people: Sequence[Sitter]) -> RoomPlan:
    if wish.pattern is RoomPattern.GROUPS and wish.size < 1:
        raise InvalidInput(
            _("How many people shall a group have?"), next_step=_("For example `rooms in groups of 4`."), field="size"
        )
    if wish.pattern is RoomPattern.LIST:
        return await _listed(unit, scene, wish, meeting, people)
    size = wish.size if wish.pattern is RoomPattern.GROUPS else 0
    return RoomPlan(meeting_id=meeting.id, pattern=wish.pattern, size=size)


async def _listed(unit: Unit, scene: Scene, wish: SetRooms, meeting: Meeting, people: Sequence[Sitter]) -> RoomPlan:
    """InvalidInput that names who is not in the course, or sits twice, or a room that cannot be."""
    try:
        rooms = read_list(wish.rooms)
    except ValueError as error:
        raise InvalidInput(
            _("I can't read “{line}”.").replace("{line}", str(error)[:60]), next_step=_example(), field="rooms"
        ) from error
    names = [name for name, _people in rooms]
    if not rooms:
        raise InvalidInput(_("Which rooms shall there be?"), next_step=_example(), field="rooms")
    for name, many in Counter(one.casefold() for one in names).items():
        if many > 1:
            raise InvalidInput(
                _("Two rooms are called {name}.").replace("{name}", name),
                next_step=_("Give each a name of its own."),
                field="rooms",
            )
    for name in names:
        if len(name) > LONGEST_ROOM_NAME:
            raise InvalidInput(
                _("“{name}” is longer than the {most} characters of a room's name.").format(
                    name=name, most=LONGEST_ROOM_NAME
                ),
                next_step=_("Shorten it."),
                field="rooms",
            )
    seats, unknown = await _seats(unit, scene, rooms, people)
    if unknown:
        raise _not_in(scene.the_course().code, meeting.section, ", ".join(unknown))
    return RoomPlan(meeting_id=meeting.id, pattern=wish.pattern, rooms=tuple(names), seats=seats)


def _example() -> str:
    return _("Write rooms like `A: bo@uni.example, maya@uni.example; B: jose@uni.example`.")


async def _seats(
    unit: Unit, scene: Scene, rooms: Sequence[tuple[str, Sequence[str]]], people: Sequence[Sitter]
) -> tuple[dict[PersonId, str], list[str]]:
    """Who sits where, and whom the class is not for. InvalidInput for somebody in two rooms."""
    here = {one.email: one.person_id for one in people if one.email}
    ids = {one.person_id: one.name for one in people}
    unknown: list[str] = []
    seats: dict[PersonId, str] = {}
    for room, who in rooms:
        for one in who:
            number = await _mentioned(unit, scene, one) if one.startswith("@") else here.get(one.lower())
            if number is None or number not in ids:
                unknown.append(one.removeprefix("@"))
            elif seats.get(number, room) != room:
                raise InvalidInput(
                    _("{name} sits in two rooms.").replace("{name}", ids[number]),
                    next_step=_("Take one of them out."),
                    field="rooms",
                )
            else:
                seats[number] = room
    return seats, unknown


def _not_in(code: str, section: str, names: str) -> InvalidInput:
    if section:
        return InvalidInput(
            _("Not in section {section} of {code}: {names}.").format(section=section, code=code, names=names),
            next_step=_("This class is for that section: take them out, or change their section."),
            field="rooms",
        )
    return InvalidInput(
        _("Not in {code}: {names}.").format(code=code, names=names),
        next_step=_("Add them first: `course people {code} add their e-mail`.").replace("{code}", code),
        field="rooms",
    )


async def _mentioned(unit: Unit, scene: Scene, who: str) -> PersonId | None:
    ref = scene.conversation
    identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
    return identity.person_id if identity else None


def _nobody(pattern: RoomPattern, section: str) -> str:
    if pattern is RoomPattern.LIST:
        return _("Nobody would sit in these rooms.")
    if section:
        return _("Nobody is in section {section} yet.")
    return _("Nobody in {code} has a section.") if pattern is RoomPattern.SECTIONS else _("{code} has no students yet.")


def _check(plan: RoomPlan, scene: Scene, section: str) -> None:
    code = scene.the_course().code
    if plan.pattern not in NOT_OURS and not plan.seats:
        raise InvalidInput(
            _nobody(plan.pattern, section).replace("{code}", code).replace("{section}", section),
            next_step=_("Fill the course first: `course people {code} import`.").replace("{code}", code),
            field="pattern",
        )
    if len(plan.rooms) > MOST_ROOMS or len(plan.seats) > MOST_SEATED:
        raise LimitReached(
            _("Zoom takes {rooms} rooms with {people} people in all; this would be {many} with {seated}.").format(
                rooms=MOST_ROOMS, people=MOST_SEATED, many=len(plan.rooms), seated=len(plan.seats)
            ),
            next_step=_("Make larger groups."),
        )
