"""Asking for a license: for oneself or for a future host; never for who typed it by mistake."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from zoomcore.commands.wishes.licenses import RequestLicense
from zoomcore.domain.licenses.pool import Policy
from zoomcore.domain.licenses.requests import LicenseRequest, Origin, expires
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Person, Role
from zoomcore.domain.work import AskForLicense
from zoomcore.errors import InvalidInput, NotAllowed, NotFound
from zoomcore.services.licenses.rules import load_rules
from zoomcore.services.licenses.stories import story_of
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Reply, Text, Tone
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase

#: A class that has begun is still worth a license for so long.
_AFTER_START = timedelta(minutes=10)


async def request(unit: Unit, scene: Scene, wish: RequestLicense, *, origin: Origin = Origin.ASKED) -> Reply:
    """Written down with the job that looks for a seat. Somebody's open request is shown, not doubled."""
    await _require_staff(unit, scene)
    rules = await load_rules(unit, scene.deployment)
    if rules.policy is Policy.OFF:
        raise NotAllowed(
            _("Licenses aren't lent here."), next_step=_("Ask your Zoom admin for one, or use a licensed host.")
        )
    person = await _recipient(unit, scene, wish.who)
    key = person.zoom_user_id or person.email
    if not key:
        raise NotFound(
            _("I don't know {name}'s e-mail, so I can't find their Zoom account.").replace("{name}", person.name),
            next_step=_("Name them by e-mail: `licenses request for ana@uni.example`."),
        )
    standing = await unit.licenses.open_for(person.id)
    if standing is not None:
        return Reply(view=await _already(unit, scene, standing))
    made = await unit.licenses.add(
        origin=origin,
        recipient=key,
        recipient_name=person.name,
        person=person.id,
        requested_by=scene.person.id,
        reason=wish.reason.strip(),
        meeting_id=wish.meeting,
        needed_at=await _needed_at(unit, wish.meeting, scene.now),
        until=_until(scene, wish),
        expires_at=expires(scene.now, await _needed_at(unit, wish.meeting, scene.now)),
        answer=scene.answer.to_data(),
        card=scene.card,
    )
    await unit.jobs.enqueue(AskForLicense(request=made.id, version=made.version))
    title = _("Looking for a license for {name} …").replace("{name}", person.name)
    return Reply(view=Card(title=title, tone=Tone.WORKING, footnote=(made.ref,)), replaces=True)


async def _require_staff(unit: Unit, scene: Scene) -> None:
    """Who teaches somewhere, and belongs to this organisation."""
    if not scene.trusted:
        raise NotAllowed(
            _("Guests can't ask for a license."),
            next_step=_("Ask somebody of this organisation to type the same line."),
        )
    mine = await unit.courses.of_person(scene.person.id)
    if not scene.admin and not any(role.reaches(Role.ASSISTANT) for _course, role in mine):
        raise NotAllowed(
            _("Only people who teach can ask for a license."),
            next_step=_("Ask your course's instructor to ask for you."),
        )


async def _recipient(unit: Unit, scene: Scene, who: str) -> Person:
    if not who:
        return scene.person
    found = await find_person(unit, scene, who)
    if found is None:
        raise NotFound(
            _("I don't know {who} yet.").replace("{who}", who),
            next_step=_("They write to me once, or an admin adds them to a course."),
        )
    return found


async def find_person(unit: Unit, scene: Scene, who: str) -> Person | None:
    """By e-mail, or by a lifted mention of the platform this is asked on."""
    if not who.startswith("@"):
        return await unit.people.find_by_email(who.lower())
    ref = scene.conversation
    identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
    return await unit.people.get(identity.person_id) if identity else None


async def _already(unit: Unit, scene: Scene, standing: LicenseRequest) -> Card:
    told = await story_of(unit, standing, zone=scene.deployment.zone, now=scene.now)
    return Card(
        title=_("{ref} asks for that already").replace("{ref}", standing.ref),
        body=(
            Text(line=phrase("It is for {name}; you'll hear when it is decided.", name=told.request.recipient_name)),
        ),
        actions=(help_button("licenses request"),),
    )


async def _needed_at(unit: Unit, meeting: int | None, now: datetime) -> datetime | None:
    dated = await unit.meetings.next_of(meeting, now) if meeting is not None else None
    return dated.occurrence.start if dated is not None else None


def _until(scene: Scene, wish: RequestLicense) -> datetime | None:
    """The end of that day, or its hour, in the asker's zone. InvalidInput for the past."""
    if wish.until is None:
        return None
    moment = datetime.combine(wish.until, wish.at or time(23, 59), tzinfo=ZoneInfo(scene.zone))
    if moment <= scene.now:
        raise InvalidInput(
            _("That moment is past."), next_step=_("Name one still to come, like `until fri`."), field="until"
        )
    return moment


async def request_for_class(
    unit: Unit, host: Person, dated: DatedClass, origin: Origin, *, now: datetime
) -> LicenseRequest | None:
    """The bot's own request, until the class is over. None where one is open for this host, or they are unknown."""
    key, start = host.zoom_user_id or host.email, dated.occurrence.start
    if not key or start is None or await unit.licenses.open_for(host.id) is not None:
        return None
    made = await unit.licenses.add(
        origin=origin,
        recipient=key,
        recipient_name=host.name,
        person=host.id,
        meeting_id=dated.meeting.id,
        needed_at=start,
        until=start + timedelta(minutes=dated.occurrence.duration_minutes),
        # Decided on at leisure, up to the class itself.
        expires_at=max(expires(now, None), start + _AFTER_START),
    )
    await unit.jobs.enqueue(AskForLicense(request=made.id, version=made.version))
    return made
