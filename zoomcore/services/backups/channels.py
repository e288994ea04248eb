"""The channel a copy is to have: linked, asked for, or remembered by its name until somebody writes from it."""

from dataclasses import replace

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.backups import CopyCourse
from zoomcore.commands.wishes.courses import MapCourse
from zoomcore.domain.courses import Course, plain_name
from zoomcore.errors import Conflict, InvalidInput, NotAllowed
from zoomcore.services.courses import link, request_link
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Line, Strong
from zoomcore.wording import _, phrase


async def _known(unit: Unit, scene: Scene, named: str) -> ConversationRef | None:
    """The channel of this id or name on the asker's platform; None where nothing was ever heard of it.

    InvalidInput where several are called so.
    """
    here = scene.conversation
    if not here.direct and plain_name(named) in {plain_name(here.channel), plain_name(here.name)}:
        return here.everyone()
    heard = await unit.courses.known_channels(here.platform, here.tenant)
    found = {one.channel: one for one in heard if one.is_called([named])}
    if len(found) > 1:
        raise InvalidInput(
            _("Several channels are called {channel}.").replace("{channel}", named.strip()),
            next_step=_("Leave the channel empty, and type `course map` with the new code in the right one."),
            field="channel",
        )
    for one in found.values():
        return ConversationRef(
            platform=here.platform, tenant=here.tenant, channel=one.channel, name=one.channel_name or named.strip()
        )
    return None


async def require_linkable(unit: Unit, scene: Scene, named: str, code: str) -> ConversationRef | None:
    """The channel where it is known. NotAllowed for guests; Conflict where it stands for another course."""
    if not scene.admin and not scene.trusted:
        raise NotAllowed(_("Guests can't link a channel."), next_step=_("Leave the channel empty."))
    place = await _known(unit, scene, named)
    current = await unit.courses.mapping_of(place.platform, place.tenant, place.channel) if place else None
    if current is not None and current.course_code.casefold() != code.casefold():
        raise Conflict(
            _("{channel} is {code} already.").format(channel=named.strip(), code=current.course_code),
            next_step=_("Name another channel, leave it empty, or unlink that one first: `course unmap`."),
        )
    return place


def channel_line(scene: Scene, wish: CopyCourse, place: ConversationRef | None) -> Line:
    """On the dry run: what will be done about the channel."""
    name = Strong(wish.channel.strip())
    if place is None:
        return phrase(
            "I haven't heard from {channel} yet: I remember it, and tell you at the end how to link it.", channel=name
        )
    if scene.admin:
        return phrase("{channel} is linked with it.", channel=name)
    return phrase("I ask the admins to link {channel} with it.", channel=name)


async def link_named(unit: Unit, scene: Scene, named: str, course: Course) -> int | None:
    """The number of the link made, asked for or remembered; None where the channel is linked with the course already.

    An admin's word links at once; of a channel unknown yet it is kept that an admin named it.
    """
    place = await require_linkable(unit, scene, named, course.code)
    if place is None:
        here = scene.conversation
        mapping = await unit.courses.await_channel(
            course,
            platform=here.platform,
            tenant=here.tenant,
            channel=named,
            channel_name=named.strip(),
            by=scene.person.id if scene.admin else None,
        )
        return mapping.id
    if await unit.courses.mapping_of(place.platform, place.tenant, place.channel) is not None:
        return None
    if scene.admin:
        mapping, _entry = await link(unit, scene, course, place)
        return mapping.id
    wish = MapCourse(code=course.code, title=course.title)
    asked = await request_link(unit, scene, wish, replace(place, user=""), card=f"{scene.request}-channel")
    return asked.id if asked else None
