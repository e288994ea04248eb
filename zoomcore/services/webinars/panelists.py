"""Who speaks in a webinar: asked for here, carried to Zoom by a job, shown as Zoom has it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import JoinMeeting
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists, ShowPanelists
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.panelists import Panelist
from zoomcore.domain.people import Person, Role
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.errors import InvalidInput, NotFound
from zoomcore.services.phrases import class_time
from zoomcore.services.reaching import staff_of
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.services.webinars.choosing import the_webinar
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Code, Facts, Reply, Table, Text, Tone
from zoomcore.wording import _, phrase, plural

#: Who may be added by one button.
TEAM = (Role.INSTRUCTOR, Role.ASSISTANT)


async def show(unit: Unit, scene: Scene, wish: ShowPanelists) -> Reply:
    """A job reads Zoom's list: it alone knows whom somebody added in the portal."""
    dated = await the_webinar(unit, scene, wish.target)
    return await _begin(unit, scene, dated.meeting)


async def add(unit: Unit, scene: Scene, wish: AddPanelists) -> Reply:
    dated = await the_webinar(unit, scene, wish.target)
    meeting = dated.meeting
    people = (
        await _staff(unit, meeting) if wish.staff else [await _named(unit, scene, meeting, one) for one in wish.who]
    )
    if not people:
        raise NotFound(
            _("Nobody else teaches this course."), next_step=_("Name people: `panelists add li@uni.example`.")
        )
    named = {one.email: one for one in map(_called, people, (*wish.names, *("" for _one in people)))}
    await unit.panelists.want(named.values())
    return await _begin(unit, scene, meeting, add=tuple(named))


async def remove(unit: Unit, scene: Scene, wish: RemovePanelists) -> Reply:
    dated = await the_webinar(unit, scene, wish.target)
    meeting = dated.meeting
    emails = dict.fromkeys([(await _named(unit, scene, meeting, one)).email for one in wish.who])
    await unit.panelists.leave(meeting.id, tuple(emails))
    return await _begin(unit, scene, meeting, remove=tuple(emails))


def _called(one: Panelist, name: str) -> Panelist:
    """By the name that was said, but for somebody whose name we know."""
    return replace(one, name=name) if name and one.person_id is None else one


async def _begin(
    unit: Unit, scene: Scene, meeting: Meeting, *, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Reply:
    await unit.jobs.enqueue(
        BringPanelists(
            meeting=meeting.id,
            request=scene.request,
            person=scene.person.id,
            add=add,
            remove=remove,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Panelists of {topic} …").replace("{topic}", meeting.topic)
    return Reply(view=underway(title), replaces=True)


async def _staff(unit: Unit, meeting: Meeting) -> list[Panelist]:
    """Instructors and assistants with an e-mail; the host speaks anyway."""
    team = await staff_of(unit, meeting.course_id, roles=TEAM)
    return [_of(meeting, one) for one in team if one.email and one.id != meeting.host_id]


async def _named(unit: Unit, scene: Scene, meeting: Meeting, who: str) -> Panelist:
    """By mention somebody we met; by e-mail anybody at all."""
    if who.startswith("@"):
        ref = scene.conversation
        identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
        person = await unit.people.get(identity.person_id) if identity else None
        if person is None or not person.email:
            raise NotFound(
                _("I don't know that person's e-mail, and Zoom asks for it."), next_step=_("Name them by e-mail.")
            )
        return _of(meeting, person)
    if "@" not in who:
        raise InvalidInput(
            _("I need an e-mail or a mention to know who that is."),
            next_step=_("For example `panelists add li@uni.example`."),
            field="who",
        )
    found = await unit.people.find_by_email(who.lower())
    if found is not None:
        return _of(meeting, found)
    return Panelist(meeting_id=meeting.id, email=who.lower(), name=who.partition("@")[0])


def _of(meeting: Meeting, person: Person) -> Panelist:
    return Panelist(meeting_id=meeting.id, email=person.email, name=person.name, person_id=person.id)


# What is said.


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to say besides the list; `notes` of whom nothing was done about.

    `links`: those whom nobody here can write to, with their own link.
    """

    changed: Sequence[str] = ()
    notes: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    staff_left: int = 0
    entry: int = 0


def list_card(meeting: Meeting, there: Sequence[tuple[str, str]], told: Told) -> Card:
    """`there` are (name, e-mail) as Zoom has them."""
    target = Target(meeting=meeting.id)
    title = _("Panelists of {topic}").replace("{topic}", meeting.topic)
    body: list[Text | Facts | Table] = [Text(line=(one,)) for one in (*told.changed, *told.notes)]
    if there:
        rows = tuple(((name,), (email,)) for name, email in there)
        body.append(Table(caption=title, columns=(_("Name"), _("E-mail")), rows=rows))
    else:
        body.append(Text(line=phrase("Nobody but the host and the alternative hosts speaks in it so far.")))
    if told.links:
        body.append(
            Text(line=phrase("I can't write to these people: please pass on each their own link, to nobody else."))
        )
        body.append(Facts(rows=tuple((name, (Code(link),)) for name, link in told.links)))
    actions: list[Button] = []
    if told.staff_left:
        label = plural("Add {count} of the course's staff", "Add {count} of the course's staff", told.staff_left)
        actions.append(Button(label=label, command=AddPanelists(target=target, staff=True), style=ButtonStyle.PRIMARY))
    actions.append(Button(label=_("Look again"), command=ShowPanelists(target=target)))
    if told.entry:
        actions.append(Button(label=_("Undo"), command=Undo(entry=told.entry)))
    return Card(
        title=title,
        tone=Tone.GOOD if told.changed else Tone.NEUTRAL,
        body=tuple(body),
        actions=tuple(actions),
        footnote=phrase("As Zoom has it now, those added in its portal too. Everybody else comes as an attendee."),
    )


def staff_button(meeting: Meeting) -> Button:
    """On the card of a new webinar, where nobody but its host speaks yet."""
    return Button(
        label=_("Add the course's staff as panelists"),
        command=AddPanelists(target=Target(meeting=meeting.id), staff=True),
    )


def invited_card(dated: DatedClass) -> Card:
    """To the panelist, in private; the button gives them a link of their own."""
    topic = dated.meeting.topic
    join = JoinMeeting(target=Target(meeting=dated.meeting.id))
    return Card(
        title=_("You speak in {topic}").replace("{topic}", topic),
        tone=Tone.GOOD,
        body=(
            Text(line=class_time(dated)),
            Text(line=phrase("You are one of its panelists: your link lets you in with voice and camera.")),
        ),
        actions=(Button(label=_("Get my link"), command=join, style=ButtonStyle.PRIMARY),),
    )
