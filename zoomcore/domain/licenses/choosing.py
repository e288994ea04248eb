"""Whose license may be lent: every objection by name, the idlest first, and why this one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from heapq import nsmallest

from zoomcore.domain.licenses.pool import MEMBER_ROLES, LicenseRules, Protections, ZoomAccount

#: Somebody who never signed in is new, not idle, before this.
YOUNG = timedelta(days=30)
#: The one proposed and two alternatives.
SHOWN = 3
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Objection(StrEnum):
    """Why somebody gives no license. The first that holds is told."""

    NOT_LICENSED = "not licensed"
    INACTIVE = "not active at Zoom"
    RECIPIENT = "is who needs it"
    OFFICE = "owner, admin or another role at Zoom"
    BUNDLE = "the license comes with a bundle"
    OUTSIDE = "outside the groups I may touch"
    PROTECTED = "protected"
    PROTECTED_GROUP = "in a protected group"
    REFUSED = "Zoom refused to take it before"
    FLIPS = "sign-in gives it back"
    ADD_ONS = "would lose add-ons"
    HELD = "part of another request"
    LIVE = "in a running class"
    CLASS_SOON = "has a class soon"
    YOUNG = "new, never signed in yet"
    RECENT = "was here lately"


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorFacts:
    """What our own tables say about Zoom users, by Zoom's id. `held` are those in another open request."""

    live: frozenset[str] = frozenset()
    next_class: Mapping[str, datetime] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may give their license, and since when nobody saw them: None for never."""

    account: ZoomAccount
    idle_since: datetime | None
    next_class: datetime | None = None

    def idle_days(self, now: datetime) -> int | None:
        return None if self.idle_since is None else (now - self.idle_since).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best first, at most as many as were asked for; `eligible` is how many there are in all."""

    best: tuple[Candidate, ...]
    eligible: int
    objections: Mapping[Objection, int]


def seen_last(account: ZoomAccount) -> datetime | None:
    """The later of sign-in and hosting; None for somebody who did neither."""
    hosted = None if account.hosted_on is None else _noon(account.hosted_on)
    if hosted is None or account.last_login is None:
        return hosted or account.last_login
    return max(hosted, account.last_login)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def objection_to(
    account: ZoomAccount, facts: DonorFacts, rules: LicenseRules, guarded: Protections, now: datetime
) -> Objection | None:
    """The first reason why this license stays where it is; None where it may be lent."""
    return (
        _by_nature(account, facts)
        or _by_order(account, rules, guarded)
        or _by_experience(account)
        or _by_engagement(account, facts, rules, now)
    )


def _by_nature(account: ZoomAccount, facts: DonorFacts) -> Objection | None:
    if not account.licensed:
        return Objection.NOT_LICENSED
    if not account.active:
        return Objection.INACTIVE
    if account.id == facts.recipient:
        return Objection.RECIPIENT
    if account.role_id not in MEMBER_ROLES:
        return Objection.OFFICE
    return Objection.BUNDLE if account.bundle else None


def _by_order(account: ZoomAccount, rules: LicenseRules, guarded: Protections) -> Objection | None:
    if rules.groups and rules.groups.isdisjoint(account.groups):
        return Objection.OUTSIDE
    if account.id in guarded.people:
        return Objection.PROTECTED
    if guarded.groups and not account.groups.isdisjoint(guarded.groups):
        return Objection.PROTECTED_GROUP
    return None


def _by_experience(account: ZoomAccount) -> Objection | None:
    if account.refused_code:
        return Objection.REFUSED
    if account.flipped_at is not None:
        return Objection.FLIPS
    return Objection.ADD_ONS if account.addons else None


def _by_engagement(account: ZoomAccount, facts: DonorFacts, rules: LicenseRules, now: datetime) -> Objection | None:
    if account.id in facts.held:
        return Objection.HELD
    if account.id in facts.live:
        return Objection.LIVE
    following = facts.next_class.get(account.id)
    if following is not None and following - now < rules.horizon:
        return Objection.CLASS_SOON
    seen = seen_last(account)
    if seen is None:
        # Of unknown age: better too careful.
        young = account.created_at is None or now - account.created_at < YOUNG
        return Objection.YOUNG if young else None
    return Objection.RECENT if now - seen < rules.idle else None


def choose_donors(  # noqa: PLR0913 - what is known, what is wanted, when
    accounts: Iterable[ZoomAccount],
    facts: DonorFacts,
    rules: LicenseRules,
    guarded: Protections,
    now: datetime,
    *,
    most: int = SHOWN,
) -> Choice:
    """Those who may give a license, the idlest first: never seen before longest not seen, then by id."""
    against: Counter[Objection] = Counter()
    fitting: list[tuple[datetime, str, ZoomAccount]] = []
    for account in accounts:
        objection = objection_to(account, facts, rules, guarded, now)
        if objection is None:
            fitting.append((seen_last(account) or _LONG_AGO, account.id, account))
        else:
            against[objection] += 1
    best = tuple(
        Candidate(account=account, idle_since=seen_last(account), next_class=facts.next_class.get(account.id))
        for _seen, _id, account in nsmallest(most, fitting)
    )
    return Choice(best=best, eligible=len(fitting), objections=dict(against))
