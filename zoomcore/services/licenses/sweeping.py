"""Taking back many idle licenses at once: a checklist, one yes, and a job for each with its progress on one card."""

from zoomcore.commands.wishes.licenses import OpenSweepForm, ShowLicenses, SweepLicenses
from zoomcore.domain.licenses.choosing import Candidate, choose_donors
from zoomcore.domain.licenses.requests import LIFE, Origin, RequestState
from zoomcore.domain.work import MoveLicense
from zoomcore.errors import InvalidInput
from zoomcore.services.licenses import notices
from zoomcore.services.licenses.deciding import require_moving
from zoomcore.services.licenses.looking import with_idle
from zoomcore.services.licenses.rules import load_rules
from zoomcore.services.licenses.words import idle_words
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Choice, Field, FieldKind, Form, Reply, Tone
from zoomcore.wording import _

#: As many as one list of ticks holds on every chat.
MOST = 10


async def open_form(unit: Unit, scene: Scene, wish: OpenSweepForm) -> Reply:
    """The idlest, all ticked. A card where nobody is idle."""
    found = await _idle(unit, scene, wish.days)
    if not found:
        return Reply(
            view=Card(
                title=_("No license is idle that long"),
                tone=Tone.GOOD,
                actions=(Button(label=_("Show the licenses"), command=ShowLicenses()),),
            )
        )
    return Reply(view=sweep_form(found, scene, wish.days))


def sweep_form(found: tuple[Candidate, ...], scene: Scene, days: int) -> Form:
    choices = tuple(
        Choice(value=one.account.id, label=f"{one.account.name}, {idle_words(one.idle_days(scene.now))}")
        for one in found
    )
    ticks = Field(
        name="chosen",
        label=_("Whose license to take back"),
        kind=FieldKind.CHOICES,
        values=tuple(one.value for one in choices),
        choices=choices,
    )
    return Form(
        title=_("Idle licenses"),
        base=SweepLicenses(days=days),
        submit=_("Take them back"),
        intro=(_("Each is looked at again before it moves; nobody with a class soon loses theirs."),),
        fields=(ticks,),
    )


async def form_again(unit: Unit, scene: Scene, wish: SweepLicenses) -> Form:
    return sweep_form(await _idle(unit, scene, wish.days), scene, wish.days)


async def _idle(unit: Unit, scene: Scene, days: int) -> tuple[Candidate, ...]:
    rules = with_idle(await load_rules(unit, scene.deployment), days)
    guarded, facts = await unit.pool.protections(), await unit.licenses.facts("")
    return choose_donors(await unit.pool.licensed(), facts, rules, guarded, scene.now, most=MOST).best


async def sweep(unit: Unit, scene: Scene, wish: SweepLicenses) -> Reply:
    """A request for each, decided with this one yes; each is judged again when its turn comes."""
    require_moving(await load_rules(unit, scene.deployment))
    fitting = {one.account.id: one.account for one in await _idle(unit, scene, wish.days)}
    chosen = [fitting[user] for user in wish.chosen if user in fitting]
    if not chosen:
        raise InvalidInput(
            _("No license was ticked."), next_step=_("Tick whose licenses to take back."), field="chosen"
        )
    made = [
        await unit.licenses.add(
            origin=Origin.SWEEP,
            state=RequestState.APPROVED,
            recipient="",
            recipient_name="",
            donor=account.id,
            donor_name=account.name,
            requested_by=scene.person.id,
            decided_by=scene.person.id,
            reason=str(wish.days),
            expires_at=scene.now + LIFE,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
        for account in chosen
    ]
    for one in made:
        await unit.jobs.enqueue(MoveLicense(request=one.id, version=one.version))
    return Reply(view=notices.progress_card(made), replaces=True)
