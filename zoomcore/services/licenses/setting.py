"""What an admin sets about licenses: whom to spare, how many there are, who decides, and where."""

from dataclasses import replace
from datetime import timedelta

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.licenses import (
    LimitLicenses,
    ProtectLicense,
    SetApprovals,
    SetLicensePolicy,
    ShowLicenses,
)
from zoomcore.domain.licenses.pool import MOST_A_DAY, LicenseRules, Policy
from zoomcore.domain.work import SweepPool
from zoomcore.errors import InvalidInput, NotFound
from zoomcore.services.licenses.asking import find_person
from zoomcore.services.licenses.rules import (
    approval_places,
    keep_approval_places,
    keep_rules,
    load_rules,
    zoom_groups,
)
from zoomcore.services.licenses.words import rule_rows
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Reply, Text, Tone
from zoomcore.wording import _, phrase, plural


async def protect(unit: Unit, scene: Scene, wish: ProtectLicense) -> Reply:
    """A person by e-mail or mention, or a Zoom group by name. NotFound for who is not in the Zoom account."""
    key, name = await (_group(unit, wish.group) if wish.group else _person(unit, scene, wish.who))
    if wish.protect:
        await unit.pool.protect(key, name, group=bool(wish.group), by=scene.person.id)
        if wish.group:
            await unit.jobs.hurry(SweepPool.kind, SweepPool().key)
    else:
        await unit.pool.unprotect(key)
    verb = "licenses protect" if wish.protect else "licenses protect off"
    await unit.audit.write(scene.person.id, verb, "licenses", {"key": key, "name": name})
    title = _("{name} keeps their license, whatever happens") if wish.protect else _("{name} is protected no more")
    return _done(title.replace("{name}", name))


async def _person(unit: Unit, scene: Scene, who: str) -> tuple[str, str]:
    person = await find_person(unit, scene, who)
    email = person.email if person else who.lower()
    account = await unit.pool.find((person.zoom_user_id if person else "") or email)
    if account is None:
        raise NotFound(
            _("I don't know {who} in your Zoom account.").replace("{who}", who.lstrip("@")),
            next_step=_("Name them by the e-mail they have at Zoom. New people are read each night."),
        )
    return account.id, account.name


async def _group(unit: Unit, name: str) -> tuple[str, str]:
    """By name, in any case. Before the groups were read, the name stands for them: the next sweep knows them."""
    known = {each.casefold(): (str(key), each) for each, key in (await zoom_groups(unit)).items()}
    found = known.get(name.casefold())
    if found is None and known:
        raise NotFound(
            _("Your Zoom account has no group “{name}”.").replace("{name}", name),
            next_step=_("Its groups are: {names}.").replace(
                "{names}", ", ".join(sorted(each for _key, each in known.values())[:10])
            ),
        )
    return found or (name, name)


async def limit(unit: Unit, scene: Scene, wish: LimitLicenses) -> Reply:
    if wish.limit is not None and wish.limit < 1:
        raise InvalidInput(
            _("The limit is at least one license."), next_step=_("Like `licenses limit 20`."), field="limit"
        )
    rules = await load_rules(unit, scene.deployment)
    await _keep(unit, scene, replace(rules, limit=wish.limit))
    if wish.limit is None:
        return _done(_("I ask Zoom alone how many licenses there are"))
    return _done(_("At most {count} licenses from now on").replace("{count}", str(wish.limit)))


async def policy(unit: Unit, scene: Scene, wish: SetLicensePolicy) -> Reply:
    rules = await load_rules(unit, scene.deployment)
    if wish == SetLicensePolicy():
        return _done(_policy_words(rules, wish), Facts(rows=rule_rows(rules)))
    if wish.auto_per_day is not None and not 0 <= wish.auto_per_day <= MOST_A_DAY:
        raise InvalidInput(
            _("Say a number from 0 to {most}.").format(most=MOST_A_DAY),
            next_step=_("For example `licenses policy auto 10 a day`; with 0 an admin decides on each."),
            field="auto_per_day",
        )
    changed = replace(
        rules,
        policy=rules.policy if wish.policy is None else wish.policy,
        paused=rules.paused if wish.paused is None else wish.paused,
        two_people=rules.two_people if wish.two_people is None else wish.two_people,
        on_join=rules.on_join if wish.on_join is None else wish.on_join,
        auto_per_day=rules.auto_per_day if wish.auto_per_day is None else wish.auto_per_day,
        quiet=_quiet(rules, wish),
        idle=rules.idle if wish.idle_days is None else timedelta(days=wish.idle_days),
        horizon=rules.horizon if wish.free_hours is None else timedelta(hours=wish.free_hours),
    )
    await _keep(unit, scene, changed)
    return _done(_policy_words(changed, wish), Facts(rows=rule_rows(changed)))


def _quiet(rules: LicenseRules, wish: SetLicensePolicy) -> tuple[int, int] | None:
    if wish.quiet_from is None or wish.quiet_to is None:
        return rules.quiet
    return None if wish.quiet_from == wish.quiet_to else (wish.quiet_from, wish.quiet_to)


def _policy_words(rules: LicenseRules, wish: SetLicensePolicy) -> str:
    if rules.paused:
        return _("Paused: nothing is written to Zoom until `licenses policy resume`")
    if wish.auto_per_day is not None and rules.policy is not Policy.AUTO:
        cap = plural(
            "At most {count} request a day, once `licenses policy auto` is set",
            "At most {count} requests a day, once `licenses policy auto` is set",
            rules.auto_per_day,
        )
        return cap if rules.auto_per_day else _("Under auto, too, an admin would decide on each request")
    words = {
        Policy.APPROVE: _("An admin decides on each request"),
        Policy.AUTO: _auto_words(rules),
        Policy.WATCH: _("I only propose, and move nothing"),
        Policy.OFF: _("Licenses aren't lent"),
    }
    return words[rules.policy]


def _auto_words(rules: LicenseRules) -> str:
    if not rules.auto_per_day:
        return _("An admin decides on each request: the rules may decide none by themselves")
    return plural(
        "The same rules decide, at most {count} time a day",
        "The same rules decide, at most {count} times a day",
        rules.auto_per_day,
    )


async def _keep(unit: Unit, scene: Scene, rules: LicenseRules) -> None:
    await keep_rules(unit, rules, by=scene.person.id)
    await unit.audit.write(scene.person.id, "licenses policy", "licenses", {"policy": rules.policy.value})


async def approvals(unit: Unit, scene: Scene, wish: SetApprovals) -> Reply:
    """One channel a platform: naming another replaces it, the other platform's stays."""
    ref = scene.conversation
    others = [place for place in await approval_places(unit) if place.platform != ref.platform]
    if wish.off:
        await keep_approval_places(unit, others, by=scene.person.id)
        return _done(_("Requests go to each admin in private"))
    if not wish.channel and ref.direct:
        raise InvalidInput(
            _("Which channel?"), next_step=_("Type it there, or name it: `settings approvals #zoom-admins`.")
        )
    place = ConversationRef(
        platform=ref.platform, tenant=ref.tenant, channel=wish.channel or ref.channel, name=wish.channel or ref.name
    )
    await keep_approval_places(unit, [*others, place], by=scene.person.id)
    await unit.audit.write(scene.person.id, "settings approvals", "licenses", {"channel": place.channel})
    return _done(
        _("Requests for licenses come to this channel")
        if not wish.channel
        else _("Requests for licenses go to that channel now")
    )


def _done(title: str, *facts: Facts) -> Reply:
    card = Card(
        title=title.replace("`", ""),
        tone=Tone.GOOD,
        body=(
            *facts,
            Text(line=phrase("`licenses` shows how everything is set."), quiet=True),
        ),
        actions=(Button(label=_("Show the licenses"), command=ShowLicenses()),),
    )
    return Reply(view=card)
