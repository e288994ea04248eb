"""Where the admins are spoken to: a direct chat with each."""

from collections.abc import Iterable

from zoomcore.chat import ChatPort, ConversationRef
from zoomcore.domain.people import Identity, PersonId
from zoomcore.workflows.tools import Tools


async def admin_places(tools: Tools, platform: str, tenant: str) -> tuple[ConversationRef, ...]:
    """Where I met them, on whatever platform; else on the given one, if it knows their e-mail."""
    async with tools.store.reading() as unit:
        known = {person.email: person for person in await unit.people.admins(tools.deployment.admins)}
        met = {person.id: await unit.people.identities(person.id) for person in known.values()}
    places = [place for identities in met.values() for place in places_of(identities, tools)]
    reached = {email for email, person in known.items() if any(one.platform in tools.chats for one in met[person.id])}
    port = tools.chats.get(platform)
    if port is not None:
        places += await _strangers(port, platform, tenant, tools.deployment.admins - reached)
    return tuple(places)


def places_of(identities: Iterable[Identity], tools: Tools) -> list[ConversationRef]:
    """A direct chat with each of somebody's accounts on a platform that is on."""
    return [
        ConversationRef(platform=one.platform, tenant=one.tenant, user=one.user_id)
        for one in identities
        if one.platform in tools.chats
    ]


async def place_of(tools: Tools, person: PersonId) -> ConversationRef | None:
    """One direct chat with somebody, where they were met first; None where they never were."""
    async with tools.store.reading() as unit:
        identities = await unit.people.identities(person)
    return next(iter(places_of(identities, tools)), None)


async def _strangers(port: ChatPort, platform: str, tenant: str, emails: frozenset[str]) -> list[ConversationRef]:
    found = []
    for email in sorted(emails):
        user = await port.find_person(tenant, email) if "@" in email else email.rpartition(":")[2]
        if user and email.partition(":")[0] in {platform, email}:
            found.append(ConversationRef(platform=platform, tenant=tenant, user=user))
    return found
