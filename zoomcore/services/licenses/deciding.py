"""Deciding on a request: once, in time, by somebody else than the asker; and taking a lending back."""

from dataclasses import replace
from datetime import datetime, timedelta

from zoomcore.commands.wishes.licenses import (
    AskLicenseBack,
    DecideLicense,
    OpenRefuseForm,
    PostponeLicense,
    RequestLicense,
    TakeBackLicense,
)
from zoomcore.domain.licenses.pool import LicenseRules, Policy
from zoomcore.domain.licenses.requests import (
    LicenseRequest,
    Origin,
    RequestEvent,
    RequestState,
)
from zoomcore.domain.people import PersonId
from zoomcore.domain.work import MoveLicense
from zoomcore.errors import Conflict, NotAllowed
from zoomcore.services.licenses import asking, cards
from zoomcore.services.licenses.rules import load_rules
from zoomcore.services.licenses.telling import Teller
from zoomcore.services.licenses.words import end_title, reason_words
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Field, FieldKind, Form, Reply, Text, Tone, When, WhenStyle
from zoomcore.views.times import format_when
from zoomcore.wording import _, current_language, phrase

#: What "Wait an hour" adds.
WAIT = timedelta(hours=1)
_LONGEST = 200
#: A class may have begun so long ago and its request is still worth deciding on.
_AFTER_START = timedelta(minutes=10)


def teller_of(unit: Unit, scene: Scene) -> Teller:
    return Teller(unit=unit, zone=scene.deployment.zone, now=scene.now)


async def decide(unit: Unit, scene: Scene, wish: DecideLicense) -> Reply:
    """The first decision wins by one conditional update; every copy is stamped once it has been carried out.

    Conflict, in words, for the late, the second and the outdated click; NotAllowed for the asker's own.
    """
    request = await unit.licenses.get(wish.request)
    await _require_open(unit, scene, request, wish.version)
    if not wish.approve:
        return await _refuse(unit, scene, request, wish.reason.strip())
    rules = await load_rules(unit, scene.deployment)
    require_moving(rules)
    await _require_other(unit, scene, request)
    if rules.two_people and (waits := await _second(unit, scene, request)) is not None:
        return waits
    return await _approve(unit, scene, request, wish.donor)


async def _require_open(unit: Unit, scene: Scene, request: LicenseRequest, version: int) -> None:
    if request.state is not RequestState.REQUESTED:
        raise Conflict(await _late_words(unit, scene, request), next_step=_("`licenses history` shows how it ended."))
    if request.expires_at <= scene.now:
        raise Conflict(
            _("{ref} expired at {time}.").format(ref=request.ref, time=_clock(scene, request.expires_at)),
            next_step=_("They can ask again with `licenses request`."),
        )
    if request.version != version:
        raise Conflict(
            _("That card is out of date: the facts have changed since."),
            next_step=_("Decide on the newer card of {ref}.").replace("{ref}", request.ref),
        )


async def _late_words(unit: Unit, scene: Scene, request: LicenseRequest) -> str:
    """Who was quicker, and when; else how it ended."""
    if request.decided_by is not None and request.decided_at is not None:
        name = (await unit.people.get(request.decided_by)).name
        return _("{name} decided on {ref} already, at {time}.").format(
            name=name, ref=request.ref, time=_clock(scene, request.decided_at)
        )
    return _not_open(request)


def _not_open(request: LicenseRequest) -> str:
    return _("{ref} is not open any more: {title}.").format(ref=request.ref, title=end_title(request).rstrip(" .…"))


async def _lost(unit: Unit, scene: Scene, request: LicenseRequest) -> Conflict:
    """Of two who pressed at the same moment this was the later: it hears who decided, and when."""
    now = await unit.licenses.get(request.id)
    if now.state is RequestState.REQUESTED:
        return Conflict(_("Somebody else was quicker."), next_step=_("Look at the card again."))
    taken_back = now.state in {RequestState.REVERSING, RequestState.UNDONE, RequestState.RETURNED}
    words = _not_open(now) if taken_back else await _late_words(unit, scene, now)
    return Conflict(words, next_step=_("`licenses history` shows how it ended."))


def _clock(scene: Scene, moment: datetime) -> str:
    return format_when(When(moment, scene.zone, WhenStyle.TIME), scene.zone, current_language())


def require_moving(rules: LicenseRules) -> None:
    if rules.paused:
        raise Conflict(
            _("Everything is paused: nothing is written to Zoom."),
            next_step=_("`licenses policy resume` goes on; then press again."),
        )
    if rules.policy is Policy.WATCH:
        raise Conflict(
            _("The policy is watch: I only propose."),
            next_step=_("Move the license in Zoom's portal, or set `licenses policy approve`."),
        )


async def _require_other(unit: Unit, scene: Scene, request: LicenseRequest) -> None:
    """Nobody approves their own, but a sole admin with a reason: it is in the audit."""
    if scene.person.id not in {request.requested_by, request.person}:
        return
    admins = await unit.people.admins(scene.deployment.admins)
    sole = len(admins) <= 1 and len(scene.deployment.admins) <= 1
    if not sole:
        raise NotAllowed(_("You can't approve your own request."), next_step=_("Ask another admin."))
    if not request.reason:
        raise NotAllowed(
            _("As the only admin you may approve your own request, but with a reason."),
            next_step=_("Ask again with `licenses request because …`."),
        )


async def _second(unit: Unit, scene: Scene, request: LicenseRequest) -> Reply | None:
    """Under the rule of two the first yes only counts, and every copy says so; None where this is the second."""
    if request.seconded_by == scene.person.id:
        other = _("Another admin has to say yes as well; where there is none, set `licenses policy one`.")
        raise Conflict(_("You have said yes already."), next_step=other)
    if request.seconded_by is not None:
        return None
    waiting = await unit.licenses.second(request, scene.person.id)
    if waiting is None:
        now = await unit.licenses.get(request.id)
        if now.state is RequestState.REQUESTED and now.seconded_by not in {None, scene.person.id}:
            return None  # both said yes at the same moment
        raise await _lost(unit, scene, request)
    teller = teller_of(unit, scene)
    await teller.stamp(waiting, cards.request_card(await teller.story(waiting)), what="first yes")
    card = Card(
        title=_("{ref}: one yes, one more is needed").replace("{ref}", request.ref),
        tone=Tone.ASK,
        body=(Text(line=phrase("Another admin has to approve it as well.")),),
    )
    return Reply(view=card)


async def _approve(unit: Unit, scene: Scene, request: LicenseRequest, donor_id: str) -> Reply:
    donor = request.offer.donor(donor_id) if request.offer and donor_id else None
    if donor_id and donor is None:
        raise Conflict(_("That donor isn't on the card any more."), next_step=_("Choose from the newer card."))
    approved = await unit.licenses.decide(
        request,
        RequestEvent.APPROVED,
        decided_by=scene.person.id,
        donor=donor.id if donor else "",
        donor_name=donor.name if donor else "",
    )
    if approved is None:
        raise await _lost(unit, scene, request)
    await unit.jobs.enqueue(MoveLicense(request=approved.id, version=approved.version))
    card = cards.working_card(approved, scene.person.name)
    await teller_of(unit, scene).stamp(approved, card, what="working")
    return Reply(view=card, replaces=True)


async def open_refuse_form(unit: Unit, scene: Scene, wish: OpenRefuseForm) -> Reply:
    """The late and the outdated press is answered here already."""
    request = await unit.licenses.get(wish.request)
    await _require_open(unit, scene, request, wish.version)
    return Reply(view=refuse_form(request, wish.version))


def refuse_form(request: LicenseRequest, version: int) -> Form:
    field = Field(
        name="reason", label=_("Why?"), kind=FieldKind.TEXT, longest=_LONGEST, hint=_("Who asked gets to read it.")
    )
    return Form(
        title=_("Refuse {ref}").replace("{ref}", request.ref),
        base=DecideLicense(request=request.id, version=version),
        submit=_("Refuse"),
        intro=(f"{request.recipient_name}: {why}" if (why := reason_words(request)) else request.recipient_name,),
        fields=(field,),
    )


async def _refuse(unit: Unit, scene: Scene, request: LicenseRequest, reason: str) -> Reply:
    refused = await unit.licenses.decide(
        request, RequestEvent.REFUSED, decided_by=scene.person.id, refusal=reason[:_LONGEST]
    )
    if refused is None:
        raise await _lost(unit, scene, request)
    teller = teller_of(unit, scene)
    await teller.end(refused)
    told = {"ref": refused.ref, "reason": refused.refusal}
    await unit.audit.write(scene.person.id, "license refuse", f"license:{refused.id}", told)
    return Reply(view=cards.ended_card(await teller.story(refused)), replaces=True)


async def postpone(unit: Unit, scene: Scene, wish: PostponeLicense) -> Reply:
    """An hour more, but not beyond the start of the class it is for."""
    request = await unit.licenses.get(wish.request)
    await _require_open(unit, scene, request, wish.version)
    later = scene.now + WAIT
    if request.needed_at is not None:
        later = max(min(later, request.needed_at + _AFTER_START), request.expires_at)
    waiting = await unit.licenses.amend(request, expires_at=later)
    if waiting is None:
        raise await _lost(unit, scene, request)
    teller = teller_of(unit, scene)
    card = cards.request_card(await teller.story(waiting))
    await teller.stamp(waiting, card, what=f"wait:{int(later.timestamp())}")
    return Reply(view=card, replaces=True)


async def take_back(unit: Unit, scene: Scene, wish: TakeBackLicense) -> Reply:
    """Undo: who had it lent gives it back, and whoever lent it gets it. Within a quarter of an hour."""
    request = await unit.licenses.get(wish.request)
    until = request.undo_until()
    if until is None or scene.now > until:
        raise Conflict(_("It is too late to take that back."), next_step=_("Ask with `licenses request` instead."))
    facts = await unit.licenses.facts("")
    if request.recipient in facts.live:
        raise Conflict(
            _("{name} is in a class now.").replace("{name}", request.recipient_name),
            next_step=_("Press again once it is over."),
        )
    reversal = await begin_reversal(unit, request, Origin.UNDO, by=scene.person.id)
    if reversal is None:
        raise await _lost(unit, scene, request)
    teller = teller_of(unit, scene)
    card = cards.ended_card(await teller.story(replace(request, state=RequestState.REVERSING)))
    await teller.stamp(request, card, what=f"reversing:{reversal.id}")
    return Reply(view=card, replaces=True)


async def begin_reversal(
    unit: Unit, request: LicenseRequest, origin: Origin, *, by: PersonId | None
) -> LicenseRequest | None:
    """A request of its own that goes the other way, decided already; None where the other stands elsewhere by now."""
    if await unit.licenses.go(request, RequestEvent.REVERSAL_BEGUN) is None:
        return None
    reversal = await unit.licenses.add(
        origin=origin,
        state=RequestState.APPROVED,
        recipient=request.donor,
        recipient_name=request.donor_name,
        donor=request.recipient,
        donor_name=request.recipient_name,
        requested_by=by,
        decided_by=by,
        expires_at=request.expires_at,
        reverses=request.id,
    )
    await unit.jobs.enqueue(MoveLicense(request=reversal.id, version=reversal.version))
    return reversal


async def ask_back(unit: Unit, scene: Scene, wish: AskLicenseBack) -> Reply:
    """Whoever lent theirs asks for one again: a request like any other."""
    request = await unit.licenses.get(wish.request)
    account = await unit.pool.find(request.donor)
    mine = scene.person.zoom_user_id == request.donor or (account is not None and account.email == scene.person.email)
    if not request.donor or not mine:
        raise NotAllowed(_("Only who lent a license can ask for it back."), next_step=_("Try `licenses request`."))
    return await asking.request(unit, scene, RequestLicense(reason=request.ref), origin=Origin.LENT)
