"""Channels that were named before anybody wrote from them: what `course map` finds when it is typed there at last."""

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.courses import MapCourse
from zoomcore.domain.courses import CourseMapping
from zoomcore.domain.people import Role
from zoomcore.errors import InvalidInput
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Reply, Text, Tone
from zoomcore.wording import _, phrase

_OFFERED = 5


async def awaited_for(unit: Unit, channel: ConversationRef, code: str) -> CourseMapping | None:
    """What was remembered for a channel of this name or id, of the course that is meant, if one is."""
    names = [one for one in (channel.name, channel.channel) if one]
    found = [one for one in await unit.courses.awaited(channel.platform, channel.tenant) if one.is_called(names)]
    return next((one for one in found if code.casefold() in {"", one.course_code.casefold()}), None)


async def is_decided(unit: Unit, scene: Scene, awaited: CourseMapping | None) -> bool:
    """An admin named this channel, and one of the course's own now writes from it: nobody needs to be asked again."""
    return awaited is not None and awaited.decided_by is not None and await _runs(unit, scene, awaited)


async def forget_awaited(unit: Unit, linked: CourseMapping) -> None:
    """The course has a channel now: it waits for none any more."""
    for one in await unit.courses.awaited(linked.platform, linked.tenant):
        if one.course_id == linked.course_id:
            await unit.courses.drop_mapping(one.id)


async def _runs(unit: Unit, scene: Scene, awaited: CourseMapping) -> bool:
    role = await unit.courses.role_of(awaited.course_id, scene.person.id) if awaited.course_id else None
    return role is not None and role.reaches(Role.INSTRUCTOR)


async def ask_which(unit: Unit, scene: Scene, channel: ConversationRef) -> Reply:
    """Where the chat doesn't tell what a channel is called (Teams): the courses that wait for one, to choose from.

    The buttons name the channel, since Teams has the card in the private chat. InvalidInput where no course of the
    asker's waits.
    """
    waiting = await unit.courses.awaited(channel.platform, channel.tenant)
    mine = [one for one in waiting if scene.admin or await _runs(unit, scene, one)][:_OFFERED]
    if not mine:
        raise InvalidInput(_("Which course?"), next_step=_("For example `course map MATH201`."), field="code")
    return Reply(
        view=Card(
            title=_("Which course is this channel?"),
            tone=Tone.ASK,
            body=(Text(line=phrase("These wait for a channel.")),),
            actions=tuple(
                Button(
                    label=_("{code} (for {channel})").format(code=one.course_code, channel=one.channel_name),
                    command=MapCourse(code=one.course_code, channel=channel.channel),
                )
                for one in mine
            ),
        )
    )
