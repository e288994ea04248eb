"""Getting a guest from outside a link of their own, for one date."""

from datetime import time, timedelta

from zoomcore.commands.wishes.registration import InviteGuest
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.naming import pieces
from zoomcore.domain.registration import hosts_of, registers
from zoomcore.domain.registration_work import RegisterGuest
from zoomcore.domain.timing import resolve
from zoomcore.errors import Conflict, InvalidInput, NotFound
from zoomcore.services.finding import find_class
from zoomcore.services.joining import require_alive
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration import cards
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.views.times import format_day
from zoomcore.wording import _

_LONGEST_EMAIL = 128
_MIDNIGHT = time(0)


async def invite(unit: Unit, scene: Scene, wish: InviteGuest) -> Reply:
    """A job signs them up at Zoom; a class without registration has its one link for everybody."""
    email = wish.email.lower()
    if not email or len(email) > _LONGEST_EMAIL:
        raise InvalidInput(
            _("That e-mail can't be signed up at Zoom."), next_step=_("Check it, then try again."), field="email"
        )
    if await erased_among(unit, [email], scene.deployment.pepper):
        raise Conflict(
            _("That person was erased from Lectern and stays out."),
            next_step=_("Add them to the course by their e-mail if they came back."),
        )
    dated = await _class(unit, scene, wish)
    require_alive(dated)
    if not registers(dated.meeting):
        return Reply(view=cards.open_to_all(email, dated))
    await _require_guest(unit, dated, email)
    number = await _wished(unit, dated, email)
    await unit.jobs.enqueue(
        RegisterGuest(
            registrant=number,
            occurrence=dated.occurrence.id,
            request=scene.request,
            person=scene.person.id,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    await unit.audit.write(
        scene.person.id, "guest", f"meeting:{dated.meeting.id}", {"registrant": number, "date": dated.occurrence.id}
    )
    return Reply(view=cards.inviting(email, dated), replaces=True)


async def _class(unit: Unit, scene: Scene, wish: InviteGuest) -> DatedClass:
    if wish.day is None:
        return await find_class(unit, scene, wish.target)
    since, until = (resolve(day, _MIDNIGHT, scene.zone).instant for day in (wish.day, wish.day + timedelta(days=1)))
    course = scene.the_course()
    found = await unit.meetings.coming(course_ids=(course.id,), since=since, until=until)
    words = pieces(wish.target.words)
    fitting = [
        one
        for one in found
        if one.occurrence.start is not None
        and since <= one.occurrence.start < until
        and all(word in one.meeting.topic.lower() for word in words)
    ]
    if not fitting:
        raise NotFound(
            _("There is no class here on {day}.").replace("{day}", format_day(wish.day)),
            next_step=_("`list` shows the coming ones."),
        )
    return fitting[0]


async def _require_guest(unit: Unit, dated: DatedClass, email: str) -> None:
    """Hosts and the roster need no invitation."""
    host = await unit.people.get(dated.meeting.host_id)
    if email in hosts_of(dated.meeting, host.email):
        raise Conflict(
            _("They host this class: Zoom lets them in by their own account."), next_step=_("They press Start.")
        )
    if email in {one.email for one in await unit.registrants.expected(dated.meeting)}:
        raise Conflict(
            _("They are on the roster: Join gives them a link of their own."),
            next_step=_("They press Join in the channel."),
        )


async def _wished(unit: Unit, dated: DatedClass, email: str) -> int:
    """Our number of the guest. A one-time class has no date to choose; who is there already gets one more."""
    meeting, occurrence = dated.meeting, dated.occurrence
    dates = [occurrence.id] if occurrence.zoom_occurrence_id else []
    known = await unit.people.find_by_email(email)
    name = known.name if known else email.partition("@")[0]
    await unit.registrants.wish(
        meeting.id,
        [{"person_id": known.id if known else None, "email": email, "name": name, "guest": True, "occurrences": dates}],
    )
    row = await unit.registrants.find(meeting.id, email=email)
    assert row is not None  # noqa: S101 - it was just wished for
    if not row.guest:
        # Of the roster until just now: as a guest they stay.
        await unit.registrants.record(row.id, guest=True)
    return row.id
