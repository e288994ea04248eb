"""Who a person is at Zoom."""

from dataclasses import replace

from zoomcore.domain.people import License, Person
from zoomcore.errors import NotAllowed, ZoomNotFound
from zoomcore.services.licenses.rules import load_rules
from zoomcore.wording import _
from zoomcore.workflows.licenses.pool import find_account
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomUser

_LICENSES = {1: License.BASIC, 2: License.LICENSED}


async def look_up(tools: Tools, person: Person) -> Person:
    """The person with Zoom user and plan as Zoom has them now, stored. One request; none without an e-mail."""
    if not person.email:
        return person
    found = await _find(tools, person)
    user_id = found.id if found else ""
    license_ = _LICENSES.get(found.type, License.BASIC) if found else License.NONE
    async with tools.store.unit() as unit:
        await unit.people.update(person.id, zoom_user_id=user_id, license=license_)
    return replace(person, zoom_user_id=user_id, license=license_)


async def _find(tools: Tools, person: Person) -> ZoomUser | None:
    try:
        return await tools.zoom.get_user(person.zoom_user_id or person.email)
    except ZoomNotFound:
        return None


async def require_host(tools: Tools, person: Person) -> str:
    """The person's Zoom user id. NotAllowed with what to do where Zoom knows none under their e-mail."""
    user = person.zoom_user_id or await _found_out(tools, person)
    if tools.deployment.zoom_groups:
        await _require_inside(tools, person, user)
    return user


async def _require_inside(tools: Tools, person: Person, user: str) -> None:
    """Where this house keeps to some Zoom groups, nobody else hosts. One request."""
    async with tools.store.reading() as unit:
        rules = await load_rules(unit, tools.deployment)
    account = await find_account(tools, user)
    if account is None or rules.groups.isdisjoint(account.groups):
        raise NotAllowed(
            _("{name} is in none of the Zoom groups I may host classes for.").replace("{name}", person.name),
            next_step=_("Ask your Zoom admin to add them to one, or name another host."),
        )


async def _found_out(tools: Tools, person: Person) -> str:
    if not person.email:
        raise NotAllowed(
            _("I don't know {name}'s e-mail, so I can't find their Zoom account.").replace("{name}", person.name),
            next_step=_("Ask an admin to add them with `course people CODE add their e-mail as instructor`."),
        )
    known = await look_up(tools, person)
    if not known.zoom_user_id:
        raise NotAllowed(
            _("{name} has no Zoom account in this school.").replace("{name}", person.name),
            next_step=_("Sign in to Zoom once with {email}, or ask your Zoom admin for an account.").replace(
                "{email}", person.email
            ),
        )
    return known.zoom_user_id
