"""People's Zoom accounts as Zoom has them now: who hosts, on which plan, and whether their account may be used."""

from dataclasses import replace

from zoomcore.domain.people import License, Person
from zoomcore.domain.syncing import Difference, What
from zoomcore.errors import ZoomNotFound
from zoomcore.storage.store import Unit
from zoomcore.workflows.sync.taking import tell_soon
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomUser
from zoomcore.zoom.user_events import UserEvent

#: What may change something we keep of a person; a sign-in does not.
_TELLING = frozenset({"updated", "activated", "deactivated", "deleted", "disassociated"})
_ACTIVE = "active"
_LICENSES = {1: License.BASIC, 2: License.LICENSED}


async def follow_account(event: UserEvent, tools: Tools) -> None:
    """Of people we know; one request, because events come late and tell only what changed.

    Their e-mail stays ours: only a chat of the school vouches for one. A name is taken where we had none.
    """
    if event.what not in _TELLING:
        return
    async with tools.store.reading() as unit:
        person = await unit.sync.person_of(event.user_id, event.email)
    if person is None:
        return
    user = await _read(tools, event.user_id or event.email)
    async with tools.store.unit() as unit:
        now = _as_zoom_has(person, user)
        if now == person:
            return
        await unit.people.update(person.id, name=now.name, zoom_user_id=now.zoom_user_id, license=now.license)
        if now.license is License.NONE:
            await _warn(unit, tools, person)


async def _read(tools: Tools, user: str) -> ZoomUser | None:
    try:
        return await tools.zoom.get_user(user)
    except ZoomNotFound:
        return None


def _as_zoom_has(person: Person, user: ZoomUser | None) -> Person:
    """Without a usable account they have no plan; the id is kept while the account exists."""
    if user is None:
        return replace(person, zoom_user_id="", license=License.NONE)
    nameless = bool(person.email) and person.name == person.email.partition("@")[0]
    return replace(
        person,
        name=user.name if nameless else person.name,
        zoom_user_id=user.id or person.zoom_user_id,
        license=_LICENSES.get(user.type, License.NONE) if user.status in {"", _ACTIVE} else License.NONE,
    )


async def _warn(unit: Unit, tools: Tools, person: Person) -> None:
    """Whose classes nobody can start any more: their courses' instructors hear of it."""
    for meeting in await unit.sync.hosting(person.id, tools.clock()):
        await unit.sync.add_news(meeting.id, (Difference(what=What.HOST_OFF, new=person.name),))
        await tell_soon(unit, tools, meeting.course_id)
