"""Keeping the shared posts of a class true: when it moves, ends or is cancelled."""

from datetime import datetime

from zoomcore.domain.meetings import DatedClass, MeetingState, OccurrenceState
from zoomcore.domain.records import Post
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.announcing import subject_of
from zoomcore.storage.store import Unit
from zoomcore.views import Audience, Card, Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.workflows.tools import Tools


async def refresh_posts(unit: Unit, tools: Tools, meeting_id: int, now: datetime) -> None:
    """Every join post of the meeting as it should read now."""
    meeting = await unit.meetings.get(meeting_id)
    posts = await unit.posts.of_subject(subject_of(meeting_id))
    if not posts:
        return
    dates = await unit.meetings.occurrences(meeting_id)
    starts = [one.start for one in dates if one.start and one.state is OccurrenceState.SCHEDULED and one.start > now]
    upcoming = await unit.meetings.next_of(meeting_id, now)
    for post in posts:
        word = tools.deployment.words.get(post.platform, "")
        if meeting.state is MeetingState.GONE:
            card = cards.gone_post(meeting.topic)
        elif meeting.state is MeetingState.CANCELLED or upcoming is None:
            card = cards.cancelled_post(meeting.topic)
        else:
            card = cards.join_post(upcoming, starts, word)
        await edit(unit, post, card, cause=f"v{meeting.version}")


async def hand_over_posts(unit: Unit, tools: Tools, old: int, new: int, now: datetime) -> None:
    """Where the lost meeting was posted, its successor stands from now on: nobody presses a dead button."""
    upcoming = await unit.meetings.next_of(new, now)
    if upcoming is None:
        return
    dates = await unit.meetings.occurrences(new)
    starts = [one.start for one in dates if one.start and one.state is OccurrenceState.SCHEDULED and one.start > now]
    for post in await unit.posts.of_subject(subject_of(old)):
        card = cards.join_post(upcoming, starts, tools.deployment.words.get(post.platform, ""))
        await edit(unit, post, card, cause=f"remade:{new}")


async def stamp_ended(unit: Unit, tools: Tools, dated: DatedClass, now: datetime) -> None:
    """The join posts say when it ended; those of a series go on to the next date."""
    upcoming = await unit.meetings.next_of(dated.meeting.id, now)
    if upcoming is not None and upcoming.occurrence.id == dated.occurrence.id:
        upcoming = None
    for post in await unit.posts.of_subject(subject_of(dated.meeting.id)):
        word = tools.deployment.words.get(post.platform, "")
        ended = dated.occurrence.ended_at
        card = cards.ended_post(dated, upcoming, word)
        await edit(unit, post, card, cause=f"ended:{ended.isoformat() if ended else ''}")


async def edit(unit: Unit, post: Post, card: Card, *, cause: str) -> None:
    """Once for each cause, through the outbox."""
    reply = Reply(view=card, audience=Audience.EVERYONE, replaces=True, card=f"{post.id}-{cause}")
    await unit.outbox.put(
        cause=f"post:{post.id}:{cause}", to=post.to, reply=reply_to_json(reply), edits=post.id, subject=post.subject
    )
