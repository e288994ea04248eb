"""Who may book classes in somebody else's name."""

from collections.abc import Mapping
from typing import Any

from zoomcore.chat import ConversationRef
from zoomcore.domain.people import CourseId, Person, Role
from zoomcore.errors import NotAllowed, ZoomNotFound
from zoomcore.wording import _
from zoomcore.workflows.hosts import require_host
from zoomcore.workflows.tools import Tools


async def require_privilege(
    tools: Tools, author: Person, host: Person, course_id: CourseId, answer: Mapping[str, Any]
) -> None:
    """NotAllowed, with how the privilege is given, unless one of these holds.

    The host asks themselves; an admin asks; the host is an instructor of the course, for its instructors plan it
    together; or the host has made the asker their scheduling assistant at Zoom (GET users/{asker}/schedulers lists
    for whom somebody may schedule, zoom-api 6.1): one request, only then. Zoom itself lets this app book for anybody,
    and counts the class among the host's own hundred a day, whoever asked (zoom-api 2.3, 5.6).
    """
    if author.id == host.id or _is_admin(tools, author, answer):
        return
    async with tools.store.reading() as unit:
        role = await unit.courses.role_of(course_id, host.id)
    if role is Role.INSTRUCTOR or await _gave_it(tools, author, await require_host(tools, host)):
        return
    raise NotAllowed(
        _("{name} hasn't let you schedule classes in their name.").replace("{name}", host.name),
        next_step=_(
            "They can: at zoom.us under Settings, Meeting, Schedule Privilege, for {email}. An admin of Lectern may "
            "book it too, or add them to the course as an instructor."
        ).replace("{email}", author.email),
    )


def _is_admin(tools: Tools, author: Person, answer: Mapping[str, Any]) -> bool:
    """Admins may be named by their account: that of the conversation in which it was asked."""
    if not answer:
        return author.admin or author.email in tools.deployment.admins
    asked = ConversationRef.from_data(answer)
    return tools.deployment.is_admin(author, asked.platform, asked.user)


async def _gave_it(tools: Tools, author: Person, host_id: str) -> bool:
    key = author.zoom_user_id or author.email
    if not key:
        return False
    try:
        bosses = await tools.zoom.list_schedulers(key)
    except ZoomNotFound:
        return False
    return any(one.id == host_id for one in bosses)
