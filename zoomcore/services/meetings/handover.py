"""Another host for a class: asked first with what may be lost, then carried to Zoom by a job."""

from collections.abc import Sequence
from datetime import datetime

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import ChangeHost, OpenHostForm
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.domain import hosting_work
from zoomcore.domain.attendance.holding import goes_on
from zoomcore.domain.meetings import DatedClass, Meeting, Occurrence
from zoomcore.domain.people import Person
from zoomcore.errors import Conflict, InvalidInput
from zoomcore.services.finding import find_class
from zoomcore.services.forms.hosting import host_form
from zoomcore.services.meetings.alternatives import lock, people_named, require_email
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.meetings.overlapping import overlap_lines, overlaps_of
from zoomcore.services.scene import Scene
from zoomcore.services.staying import require_staying
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Reply, Text, Tone
from zoomcore.wording import _, phrase


async def open_form(unit: Unit, scene: Scene, wish: OpenHostForm) -> Reply:
    return Reply(view=host_form(await find_class(unit, scene, wish.target)))


async def change_host(unit: Unit, scene: Scene, wish: ChangeHost) -> Reply:
    """Asks first; confirmed: the job, with the class locked for other changes."""
    dated = await find_class(unit, scene, wish.target)
    meeting = dated.meeting
    if not wish.to:
        raise InvalidInput(
            _("Who shall host {topic}?").replace("{topic}", meeting.topic),
            next_step=_("For example `host {code} to li@uni.example`.").replace("{code}", dated.course_code),
            field="to",
        )
    (person,) = await people_named(unit, scene, (wish.to,))
    require_settled(meeting)
    await require_another(unit, meeting, person)
    require_email(person)
    require_quiet(meeting, (dated.occurrence,), scene.now)
    if not wish.confirmed:
        return Reply(view=await _ask(unit, dated, person))
    await lock(unit, meeting)
    await unit.jobs.enqueue(
        hosting_work.ChangeHost(
            meeting=meeting.id,
            person=person.id,
            by=scene.person.id,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Giving {topic} to {name} …").format(topic=meeting.topic, name=person.name)
    return Reply(view=underway(title), replaces=True)


async def require_another(unit: Unit, meeting: Meeting, person: Person) -> None:
    """Conflict for the host there is, for who is being erased, and while somebody stands in."""
    if person.id == meeting.host_id:
        raise Conflict(
            _("{name} is the host of {topic} already.").format(name=person.name, topic=meeting.topic),
            next_step=_("Name somebody else."),
        )
    await require_staying(unit, person)
    await require_nobody_else(unit, meeting)


async def require_nobody_else(unit: Unit, meeting: Meeting) -> None:
    """Conflict while somebody stands in: their date would go with the old host."""
    standing = await unit.hosting.of_class(meeting.id)
    if standing:
        other = await unit.people.get(standing[0].person_id)
        raise Conflict(
            _("{name} stands in on a date of {topic}.").format(name=other.name, topic=meeting.topic),
            next_step=_("Take them off first with `sub off` and the day, then change the host."),
        )


def require_quiet(meeting: Meeting, dates: Sequence[Occurrence], now: datetime) -> None:
    """Conflict while one of the dates is being held: with its old host it would end for everybody in it."""
    if any(goes_on(one, now) for one in dates):
        raise Conflict(
            _("{topic} is being held at this moment, and to change its host may end it.").replace(
                "{topic}", meeting.topic
            ),
            next_step=_("Change the host once it is over, or let somebody start it too with `alt add`."),
        )


async def _ask(unit: Unit, dated: DatedClass, person: Person) -> Card:
    dates = await unit.meetings.occurrences(dated.meeting.id)
    return ask_card(dated, person, await overlaps_of(unit, person.id, dates, but=dated.meeting.id))


def ask_card(dated: DatedClass, person: Person, overlaps: Sequence[DatedClass]) -> Card:
    """What stays, what may be lost, and their own classes at those times."""
    meeting = dated.meeting
    target = Target(meeting=meeting.id, occurrence=dated.occurrence.id)
    sure = Button(
        label=_("Change the host"),
        command=ChangeHost(target=Target(meeting=meeting.id), to=person.email, confirmed=True),
        style=ButtonStyle.PRIMARY,
    )
    return Card(
        title=_("Give {topic} to {name}?").format(topic=meeting.topic, name=person.name),
        tone=Tone.ASK,
        body=(
            Facts(rows=((_("Host now"), (dated.host_name,)), (_("Host then"), (person.name,)))),
            Text(
                line=phrase(
                    "Where Zoom lets me, number and link stay. Else I make the class anew, with the same dates and "
                    "options, and then end the old one: its number and Zoom's link change, links from here and posts "
                    "lead on to the new one."
                )
            ),
            *overlap_lines(person.name, overlaps),
        ),
        actions=(sure, Button(label=_("Keep it"), command=ShowMeeting(target=target))),
    )
