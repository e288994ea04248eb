"""Telling a course's channels of a published recording: as an answer to the class's own card, where one stands."""

from zoomcore.chat import ConversationRef, MessageRef
from zoomcore.domain.courses import Course, CourseMapping
from zoomcore.domain.recordings import Recording
from zoomcore.services.meetings.announcing import subject_of
from zoomcore.services.recordings import cards
from zoomcore.storage.store import Unit
from zoomcore.views import Audience, Card, Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.workflows.posts import edit
from zoomcore.workflows.tools import Tools


def subject_of_recording(number: int) -> str:
    """Under which the posts of a recording are filed, to be edited when it is hidden or renamed."""
    return f"recording:{number}"


async def announce(unit: Unit, tools: Tools, recording: Recording) -> None:
    """Once a channel; where it was announced before, that post is made true again."""
    course = await unit.courses.get(recording.course_id)
    subject = subject_of_recording(recording.id)
    told = {ConversationRef.from_data(post.to).place for post in await unit.posts.of_subject(subject)}
    for channel in await unit.courses.channels(course.id):
        to = await _place(unit, tools, channel, recording)
        if to.place in told:
            continue
        word = tools.deployment.words.get(channel.platform, "")
        reply = Reply(view=cards.announcement(recording, course, word), audience=Audience.EVERYONE)
        cause = f"{subject}:{to.place}"
        await unit.outbox.put(cause=cause, to=to.to_data(), reply=reply_to_json(reply), subject=subject)
    await refresh_announcements(unit, tools, recording)


async def _place(unit: Unit, tools: Tools, channel: CourseMapping, recording: Recording) -> ConversationRef:
    """The thread under the class's card in this channel; the channel itself where there is no card, or no thread."""
    to = ConversationRef(platform=channel.platform, tenant=channel.tenant, channel=channel.channel)
    port = tools.chats.get(channel.platform)
    posts = await unit.posts.of_subject(subject_of(recording.meeting_id))
    here = [post for post in posts if ConversationRef.from_data(post.to).place == to.place]
    if port is None or not here:
        return to
    thread = port.thread_under(MessageRef(platform=here[-1].platform, data=here[-1].message))
    return ConversationRef(platform=channel.platform, tenant=channel.tenant, channel=channel.channel, thread=thread)


async def refresh_announcements(unit: Unit, tools: Tools, recording: Recording) -> None:
    """Every post of it as it should read now."""
    posts = await unit.posts.of_subject(subject_of_recording(recording.id))
    if not posts:
        return
    course = await unit.courses.get(recording.course_id)
    for post in posts:
        word = tools.deployment.words.get(post.platform, "")
        await edit(unit, post, _now(recording, course, word), cause=f"v{recording.version}")


def _now(recording: Recording, course: Course, word: str) -> Card:
    return cards.announcement(recording, course, word) if recording.watchable else cards.withdrawn(recording)
