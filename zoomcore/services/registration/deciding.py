"""Letting somebody into a class, or not: the first answer counts, whoever gives it."""

from zoomcore.commands.wishes.registration import DecideRegistration
from zoomcore.domain.registration import DECISIONS_A_DAY, Registrant, RegistrantState
from zoomcore.domain.registration_work import DecideRegistrant
from zoomcore.errors import Conflict
from zoomcore.services.registration import cards
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply, When, WhenStyle
from zoomcore.views.times import format_when
from zoomcore.wording import _, current_language


async def decide(unit: Unit, scene: Scene, wish: DecideRegistration) -> Reply:
    """One conditional update; a job carries it to Zoom. Conflict, in words, for the late and the outdated click."""
    registrant = await unit.registrants.get(wish.registrant)
    if registrant.meeting_id != wish.meeting:
        raise Conflict(_("That card is out of date."), next_step=_("They can ask again by their Join link."))
    if (late := await _late_words(unit, scene, registrant, wish.version)) is not None:
        raise Conflict(late, next_step=_("Nothing was changed by this click."))
    if registrant.decisions >= DECISIONS_A_DAY and registrant.counted_on == scene.now.date():
        raise Conflict(
            _("Zoom takes ten decisions about one person a day, and theirs are used up."),
            next_step=_("Press again tomorrow."),
        )
    if not await unit.registrants.decide(registrant, by=scene.person.id):
        raise Conflict(_("Somebody else was quicker."), next_step=_("Nothing was changed by this click."))
    await unit.jobs.enqueue(
        DecideRegistrant(
            registrant=registrant.id,
            version=registrant.version,
            approve=wish.approve,
            person=scene.person.id,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    detail = {"registrant": registrant.id, "approve": wish.approve}
    await unit.audit.write(scene.person.id, "registration", f"meeting:{registrant.meeting_id}", detail)
    return Reply(view=cards.deciding(registrant, approve=wish.approve), replaces=True)


async def _late_words(unit: Unit, scene: Scene, registrant: Registrant, version: int) -> str | None:
    """Who was quicker, and when; None while the question is open."""
    if registrant.decided_by is not None and registrant.decided_at is not None:
        name = (await unit.people.get(registrant.decided_by)).name
        time = format_when(When(registrant.decided_at, scene.zone, WhenStyle.TIME), scene.zone, current_language())
        return _("{decider} decided about {name} already, at {time}.").format(
            decider=name, name=registrant.name, time=time
        )
    if registrant.state is not RegistrantState.PENDING:
        return _("{name} doesn't wait for an answer any more.").replace("{name}", registrant.name)
    if registrant.version != version:
        return _("That card is out of date: there is a newer one about {name}.").replace("{name}", registrant.name)
    return None
