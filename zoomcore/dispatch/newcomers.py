"""Who asks: read in one statement; somebody new is met first, by what their chat vouches for."""

import secrets
from dataclasses import replace

from zoomcore.chat import ConversationRef, Request, Sender
from zoomcore.domain.people import Identity, Person, Role
from zoomcore.domain.records import Standing
from zoomcore.domain.work import WelcomePerson
from zoomcore.errors import ChatError, Conflict, NotFound
from zoomcore.services.privacy import welcome_back
from zoomcore.services.scene import Deployment, Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _
from zoomcore.workflows.tools import Tools

#: Signed links name the person themselves; nobody is met there.
PAGE = "page"


async def standing_of(unit: Unit, request: Request, deployment: Deployment) -> Standing:
    """One statement. On a page the signed link has said who it is."""
    sender = request.sender
    if sender.platform == PAGE:
        person = await unit.people.get(int(sender.user_id))
        identity = await _admins_account(unit, person, deployment) if sender.home else None
        return Standing(person=person, identity=identity, mapping=None, course=None, role=None)
    return await unit.people.standing(sender.platform, sender.tenant, sender.user_id, request.conversation.channel)


async def _admins_account(unit: Unit, person: Person, deployment: Deployment) -> Identity | None:
    """The vouched-for account that makes somebody an admin: pages are handed to people there. One statement."""
    accounts = [one for one in await unit.people.identities(person.id) if one.trusted]
    return next((one for one in accounts if deployment.is_admin(person, one.platform, one.user_id)), None)


def scene_of(request: Request, standing: Standing, tools: Tools) -> Scene:
    """NotFound where nobody was met yet: `meet` first."""
    person, sender = standing.person, request.sender
    if person is None:
        raise NotFound(_("I haven't met you yet."))
    admin = _is_admin(tools, person, standing, sender)
    return Scene(
        deployment=tools.deployment,
        person=_as_seen(person, sender),
        admin=admin,
        role=Role.ADMIN if admin else (standing.role or Role.GUEST),
        course=standing.course,
        mapping=standing.mapping,
        conversation=request.conversation,
        answer=request.answer,
        now=tools.clock(),
        trusted=standing.identity is not None and standing.identity.trusted,
        card=secrets.token_urlsafe(6),
        request=request.delivery or secrets.token_urlsafe(9),
        school=standing.school,
    )


def _is_admin(tools: Tools, person: Person, standing: Standing, sender: Sender) -> bool:
    """An e-mail makes an admin only where a home workspace or tenant vouches for it, and so does a link made there."""
    identity = standing.identity
    if identity is None or not identity.trusted:
        return tools.deployment.is_admin(replace(person, email="", admin=False), sender.platform, sender.user_id)
    if sender.platform == PAGE:
        return tools.deployment.is_admin(person, identity.platform, identity.user_id)
    return tools.deployment.is_admin(person, sender.platform, sender.user_id)


def _as_seen(person: Person, sender: Sender) -> Person:
    """What the person set themselves wins; the chat's own zone and language stand in for what they did not."""
    return replace(person, zone=person.zone or sender.zone, locale=person.locale or sender.locale)


async def meet(tools: Tools, sender: Sender) -> None:
    """Asks the chat who that is (one or two requests), and files them: under a vouched-for e-mail we know, or anew.

    Idempotent: two first messages at once make one person.
    """
    seen = await _profile(tools, sender)
    trusted = seen.home and bool(seen.email)
    async with tools.store.unit() as unit:
        if await unit.people.find_identity(seen.platform, seen.tenant, seen.user_id) is not None:
            return
        known = await unit.people.find_by_email(seen.email.lower()) if trusted else None
        if trusted:
            # Who was erased and writes again by themselves is somebody new.
            await welcome_back(unit, seen.email, tools.deployment.pepper)
        name = seen.name or seen.email.partition("@")[0] or seen.user_id
        person = known or await unit.people.add(name=name, email=seen.email.lower() if trusted else "")
        await unit.people.attach(
            person.id,
            platform=seen.platform,
            tenant=seen.tenant,
            user_id=seen.user_id,
            email=seen.email.lower(),
            trusted=trusted,
        )
        await _fill_gaps(unit, person, seen)
        if seen.platform in tools.deployment.greets:
            to = ConversationRef(platform=seen.platform, tenant=seen.tenant, user=seen.user_id)
            await unit.jobs.enqueue(WelcomePerson(person=person.id, to=to.to_data()))


async def _profile(tools: Tools, sender: Sender) -> Sender:
    port = tools.chats.get(sender.platform)
    if port is None:
        return sender
    try:
        return await port.profile(sender)
    except ChatError:
        # Without the chat's word they are a guest for now, and met again when it answers.
        return replace(sender, home=False)


async def _fill_gaps(unit: Unit, person: Person, seen: Sender) -> None:
    """A person made from a roster has an e-mail for a name; their chat knows better."""
    placeholder = person.email and person.name == person.email.partition("@")[0]
    name = seen.name if placeholder and seen.name else person.name
    zone, locale = person.zone or seen.zone, person.locale or seen.locale
    if (name, zone, locale) != (person.name, person.zone, person.locale):
        await unit.people.update(person.id, name=name, zone=zone, locale=locale)


async def identify(tools: Tools, request: Request) -> None:
    """Meets the sender; Conflict is another request that was quicker, and just as good."""
    try:
        await meet(tools, request.sender)
    except Conflict:
        return
