"""How to get into a class: Zoom's text for who runs it, one's own link and the telephone for everybody else."""

from collections.abc import Sequence

from zoomcore.commands.wishes.invitations import ShowInvitation
from zoomcore.domain.dialling import DialIn
from zoomcore.domain.invitation_work import FetchInvitation
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.services.finding import find_class
from zoomcore.services.joining import leads, require_alive
from zoomcore.services.meetings.dialling import numbers_for, phone_facts
from zoomcore.services.phrases import class_time
from zoomcore.services.scene import Scene
from zoomcore.services.sections import require_section
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import ButtonStyle, Card, Line, OpenUrl, Reply, Text
from zoomcore.wording import _, phrase


async def show(unit: Unit, scene: Scene, wish: ShowInvitation) -> Reply:
    """A job for who runs the class, since Zoom is asked for its text; for everybody else what is stored."""
    dated = await find_class(unit, scene, wish.target)
    require_alive(dated)
    await require_section(unit, scene, dated)
    runs = scene.staff or leads(scene, dated)
    if runs and dated.meeting.kind is MeetingKind.MEETING:
        await unit.jobs.enqueue(
            FetchInvitation(
                occurrence=dated.occurrence.id,
                person=scene.person.id,
                request=scene.request,
                answer=scene.answer.to_data(),
                card=scene.card,
            )
        )
        title = _("Invitation to {topic} …").replace("{topic}", dated.meeting.topic)
        return Reply(view=underway(title), replaces=True)
    note = phrase("Zoom writes no invitation for webinars: everybody gets their own link here.")
    link = scene.deployment.links.join(scene.person.id, dated.occurrence.id)
    return Reply(view=own_card(dated, await numbers_for(unit, scene, dated), link, *((note,) if runs else ())))


def own_card(dated: DatedClass, numbers: Sequence[DialIn], link: str, *notes: Line) -> Card:
    """One's own way in: neither Zoom's link nor a passcode is in it."""
    return Card(
        title=dated.meeting.topic,
        body=(
            *(Text(line=note) for note in notes),
            Text(line=class_time(dated)),
            *phone_facts(dated.meeting, numbers),
        ),
        actions=(OpenUrl(label=_("Join class"), url=link, style=ButtonStyle.PRIMARY),),
        footnote=phrase("This link is yours alone: what happens with it counts as you."),
    )


def text_card(meeting: Meeting, invitation: str) -> Card:
    """Zoom's text as it stands, for who runs the class alone: it opens the class to whoever has it."""
    pieces = [piece.strip() for piece in invitation.replace("\r\n", "\n").split("\n\n")]
    return Card(
        title=_("Invitation to {topic}").replace("{topic}", meeting.topic),
        body=(
            Text(
                line=phrase(
                    "Pass it on to guests only: it holds the link and the passcode. People of the course get their own"
                    " links, which count for attendance."
                )
            ),
            *(_paragraph(piece) for piece in pieces if piece),
        ),
    )


def _paragraph(piece: str) -> Text:
    first, *below = ((one.strip(),) for one in piece.splitlines())
    return Text(line=first, below=tuple(below))
