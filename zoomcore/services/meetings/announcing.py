"""Posting the join card of a class to its channel."""

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.meetings import AnnounceMeeting
from zoomcore.domain.meetings import DatedClass, OccurrenceState
from zoomcore.errors import NotFound
from zoomcore.services.meetings import cards
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Audience, Card, Reply, Text, Tone
from zoomcore.views.codec import reply_to_json
from zoomcore.wording import _, plural


def subject_of(meeting_id: int) -> str:
    """Under which the join posts of a meeting are filed, to be edited when it ends or is cancelled."""
    return f"join:{meeting_id}"


async def announce(unit: Unit, scene: Scene, wish: AnnounceMeeting) -> Reply:
    """Put the post into the outbox, once per meeting and channel; a second press changes nothing."""
    dated = await unit.meetings.next_of(wish.meeting, scene.now)
    if dated is None:
        raise NotFound(_("That class is over."), next_step=_("`list` shows the coming ones."))
    course = scene.the_course()
    channels = await unit.courses.channels(course.id)
    if not channels:
        raise NotFound(
            _("{code} has no channel yet.").replace("{code}", course.code),
            next_step=_("In its channel, type `course map {code}`.").replace("{code}", course.code),
        )
    for channel in channels:
        to = ConversationRef(platform=channel.platform, tenant=channel.tenant, channel=channel.channel)
        await put_post(unit, scene.deployment.words.get(channel.platform, ""), dated, to)
    said = plural("Posted to {count} channel.", "Posted to {count} channels.", len(channels))
    return Reply(view=posted_card(dated, said))


def posted_card(dated: DatedClass, said: str) -> Card:
    return Card(
        title=dated.meeting.topic,
        tone=Tone.GOOD,
        body=(Text(line=(said,)),),
        actions=(cards.open_button(dated, _("Details")),),
    )


async def put_post(unit: Unit, word: str, dated: DatedClass, to: ConversationRef) -> None:
    dates = await unit.meetings.occurrences(dated.meeting.id)
    starts = [one.start for one in dates if one.start and one.state is OccurrenceState.SCHEDULED]
    post = Reply(view=cards.join_post(dated, starts, word), audience=Audience.EVERYONE)
    subject = subject_of(dated.meeting.id)
    await unit.outbox.put(cause=f"{subject}:{to.place}", to=to.to_data(), reply=reply_to_json(post), subject=subject)
