"""Short words about licenses that several cards say."""

from collections.abc import Mapping

from zoomcore.domain.licenses.choosing import Choice, Objection
from zoomcore.domain.licenses.pool import LicenseRules, Policy
from zoomcore.domain.licenses.requests import (
    NOBODY_DECIDES,
    NOBODY_LENDS,
    NOT_IN_ACCOUNT,
    UNREAD,
    LicenseRequest,
    Origin,
    RequestState,
)
from zoomcore.views import Line
from zoomcore.wording import _, plural


def idle_words(days: int | None) -> str:
    if days is None:
        return _("never seen")
    return plural("idle {count} day", "idle {count} days", days)


def reason_words(request: LicenseRequest) -> str:
    """Why it was asked for, in the asker's words or in ours; "" where nobody said."""
    match request.origin:
        case Origin.LENT:
            return _("their own was lent with {ref}").replace("{ref}", request.reason)
        case Origin.SWEEP if request.reason.isdecimal():
            return idle_words(int(request.reason))
        case _:
            return request.reason


def objection_words(objection: Objection) -> str:
    """Fits behind a name: "B. Ode is in a class now"."""
    words = {
        Objection.NOT_LICENSED: _("has no license any more"),
        Objection.INACTIVE: _("isn't active at Zoom any more"),
        Objection.RECIPIENT: _("is who needs it"),
        Objection.OFFICE: _("has a role in the Zoom account"),
        Objection.BUNDLE: _("has a license that comes with a bundle"),
        Objection.OUTSIDE: _("is outside the groups I may touch"),
        Objection.PROTECTED: _("is protected"),
        Objection.PROTECTED_GROUP: _("is in a protected group"),
        Objection.REFUSED: _("can't be lowered: Zoom refused"),
        Objection.FLIPS: _("gets the license back at each sign-in"),
        Objection.ADD_ONS: _("would lose add-ons"),
        Objection.HELD: _("is part of another request"),
        Objection.LIVE: _("is in a class now"),
        Objection.CLASS_SOON: _("has a class soon"),
        Objection.YOUNG: _("is new and has never signed in"),
        Objection.RECENT: _("was here lately"),
    }
    return words[objection]


def reasons_why_not(choice: Choice) -> tuple[str, ...]:
    """How many stand out for which reason, the most frequent first; those without a license are not spoken of."""
    counted: Mapping[Objection, int] = choice.objections
    told = sorted(((many, why) for why, many in counted.items() if why is not Objection.NOT_LICENSED), reverse=True)
    return tuple(_("{count} × {why}").format(count=many, why=objection_words(why)) for many, why in told)


def end_title(request: LicenseRequest) -> str:
    name = request.recipient_name
    if request.origin is Origin.SWEEP:
        return _swept_title(request)
    if request.reverses is not None and request.state is RequestState.DONE:
        return _("{name} has the license again").replace("{name}", name)
    titles = {
        RequestState.DONE: _("{name} has a license now"),
        RequestState.REFUSED: _("No license for {name}"),
        RequestState.EXPIRED: _("Nobody decided in time: no license for {name}"),
        RequestState.WITHDRAWN: _("No license moved for {name}"),
        RequestState.ROLLED_BACK: _("{name} could not get a license"),
        RequestState.STRANDED: _("A license was lost on the way to {name}"),
        RequestState.UNDONE: _("Undone: {name} has no license any more"),
        RequestState.RETURNED: _("{name}'s license went back"),
        RequestState.REVERSING: _("Taking the license back from {name} …"),
    }
    return titles.get(request.state, _("A license for {name}")).replace("{name}", name)


def _swept_title(request: LicenseRequest) -> str:
    titles = {
        RequestState.DONE: _("{name}'s idle license was taken back"),
        RequestState.UNDONE: _("{name} has the license again"),
    }
    return titles.get(request.state, _("{name}'s license stays")).replace("{name}", request.donor_name)


def outcome_words(request: LicenseRequest) -> str:
    """One sentence on how it ended."""
    if request.reverses is not None and request.state is RequestState.DONE:
        return _("Given back by {donor}.").replace("{donor}", request.donor_name)
    if request.origin is Origin.SWEEP and request.state is RequestState.DONE:
        return _("The license is free, checked at Zoom.")
    words = _with_donor(request) if request.donor else _without_donor(request)
    return words.replace("{donor}", request.donor_name).replace("{code}", str(request.error_code))


def _with_donor(request: LicenseRequest) -> str:
    words = {
        RequestState.DONE: _("Lent by {donor}, checked at Zoom on both sides."),
        RequestState.ROLLED_BACK: _join(
            refused_words(request.error_code), _("So {donor} has the license again (Zoom's code {code}).")
        ),
        RequestState.STRANDED: _("Somebody else took {donor}'s license meanwhile. Please free one in Zoom's portal."),
        RequestState.UNDONE: _("{donor} has it again."),
        RequestState.RETURNED: _("{donor} has it again."),
    }
    return words.get(request.state) or _in_any_case(request)


def _without_donor(request: LicenseRequest) -> str:
    words = {
        RequestState.DONE: _("A license was free, so nobody had to lend theirs."),
        RequestState.ROLLED_BACK: _nothing_changed(request),
        RequestState.UNDONE: _("The license is free again."),
        RequestState.RETURNED: _("The license is free again."),
    }
    return words.get(request.state) or _in_any_case(request)


def _in_any_case(request: LicenseRequest) -> str:
    if request.state is RequestState.WITHDRAWN:
        return _why_withdrawn(request)
    if request.state is RequestState.REFUSED and request.refusal:
        return _("An admin decided against it: {why}").replace("{why}", request.refusal)
    words = {
        RequestState.REFUSED: _("An admin decided against it; ask them why."),
        RequestState.EXPIRED: _("Ask again, or speak to an admin."),
    }
    return words.get(request.state) or _("It is under way.")


def refused_words(code: int) -> str:
    """Why Zoom took or gave no license, and what helps (zoom-api 6.3)."""
    words = {
        200: _("A Zoom Room keeps its license."),
        300: _("They have Zoom Events to come, so Zoom keeps their license."),
        1108: _("Zoom lets this app change no licenses: give its role the right to edit users, then ask again."),
        1109: _("The account has no paid plan at Zoom."),
        1120: _("They haven't accepted Zoom's invitation yet: ask them to, then ask again."),
        2033: _("Your Zoom account has no room for another Basic user, so nobody can lend: buy more or remove some."),
        2034: _("All Zoom licenses were in use by then: free one, then ask again."),
        3412: _("Your Zoom account has no room for another user of that kind: buy more or free one, then ask again."),
    }
    same = {2038: 2034, 2039: 2033}
    return words.get(same.get(code, code)) or _("Zoom refused the change.")


def _nothing_changed(request: LicenseRequest) -> str:
    return _join(refused_words(request.error_code), _("Nothing was changed (Zoom's code {code})."))


def _join(*sentences: str) -> str:
    return " ".join(sentences)


def _why_withdrawn(request: LicenseRequest) -> str:
    if request.refusal == NOBODY_LENDS:
        return _("Nobody could lend one just then. Nothing was changed.")
    if request.refusal == NOBODY_DECIDES:
        return _("No admin of Lectern could be asked. Ask whoever installed it to name one, then ask again.")
    if request.refusal == UNREAD:
        return _("Zoom could not be read, so nobody was asked. Ask again.")
    if request.error_code == NOT_IN_ACCOUNT:
        unfit = _("{name} isn't an active user of this Zoom account, or is outside the Zoom groups I may touch.")
        return _join(unfit.replace("{name}", request.recipient_name), _("Ask a Zoom admin, then ask again."))
    if request.error_code:
        return _nothing_changed(request)
    return _("It isn't needed any more. Nothing was changed.")


def rule_rows(rules: LicenseRules) -> tuple[tuple[str, Line], ...]:
    """How everything is set, a row each; what stands at "no" is left out."""
    words = {
        Policy.APPROVE: _("an admin decides"),
        Policy.AUTO: _auto_words(rules),
        Policy.WATCH: _("only proposed"),
        Policy.OFF: _("not lent"),
    }
    policy = _("paused") if rules.paused else words[rules.policy]
    donors = plural("not seen for {count} day", "not seen for {count} days", rules.idle.days)
    horizon = int(rules.horizon.total_seconds() // 3600)
    hours = plural("no class within {count} hour", "no class within {count} hours", horizon)
    rows: list[tuple[str, Line]] = [(_("Requests"), (policy,)), (_("Who may lend"), (f"{donors}, {hours}",))]
    if rules.two_people:
        rows.append((_("Decided by"), (_("two admins"),)))
    if rules.on_join:
        rows.append((_("Asked for as well"), (_("when a Basic host presses Join"),)))
    if rules.quiet is not None:
        rows.append(
            (_("Nobody is asked"), (_("{first}:00 to {last}:00").format(first=rules.quiet[0], last=rules.quiet[1]),))
        )
    if rules.groups:
        rows.append((_("Limited to"), (plural("{count} Zoom group", "{count} Zoom groups", len(rules.groups)),)))
    return tuple(rows)


def _auto_words(rules: LicenseRules) -> str:
    if not rules.auto_per_day:
        return _("an admin decides: the rules may decide none by themselves")
    return plural(
        "the same rules decide, at most {count} time a day",
        "the same rules decide, at most {count} times a day",
        rules.auto_per_day,
    )
