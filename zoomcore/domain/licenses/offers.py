"""What an admin decides on: the donor proposed with the facts as last read, alternatives, the seats. Plain data too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zoomcore.domain.licenses.choosing import Candidate, Choice
from zoomcore.domain.licenses.pool import Seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Donor:
    """One who may give their license: when seen, what comes, what they would lose. `email` goes to no card."""

    id: str
    name: str
    email: str
    last_login: datetime | None
    last_hosted: datetime | None
    idle_since: datetime | None
    next_class: datetime | None
    addons: tuple[str, ...] = ()

    def idle_days(self, now: datetime) -> int | None:
        """None for somebody who was never seen."""
        return None if self.idle_since is None else max((now - self.idle_since).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`donors` best first, empty where a seat is free or nobody can give one; `eligible` is out of how many."""

    donors: tuple[Donor, ...]
    eligible: int
    bought: int | None
    used: int
    checked_at: datetime

    @property
    def free(self) -> bool:
        return self.bought is not None and self.used < self.bought

    def donor(self, zoom_user: str) -> Donor | None:
        return next((one for one in self.donors if one.id == zoom_user), None)


def donor_of(candidate: Candidate) -> Donor:
    account = candidate.account
    hosted = account.hosted_on
    return Donor(
        id=account.id,
        name=account.name,
        email=account.email,
        last_login=account.last_login,
        last_hosted=None if hosted is None else datetime.fromisoformat(f"{hosted.isoformat()}T12:00:00+00:00"),
        idle_since=candidate.idle_since,
        next_class=candidate.next_class,
        addons=account.addons or (),
    )


def offer_of(choice: Choice, seats: Seats, now: datetime) -> Offer:
    return Offer(
        donors=tuple(donor_of(one) for one in choice.best),
        eligible=choice.eligible,
        bought=seats.bought,
        used=seats.used,
        checked_at=now,
    )


_MOMENTS = ("last_login", "last_hosted", "idle_since", "next_class")


def offer_to_data(offer: Offer) -> dict[str, Any]:
    return {
        "donors": [_donor_to_data(one) for one in offer.donors],
        "eligible": offer.eligible,
        "bought": offer.bought,
        "used": offer.used,
        "checked_at": offer.checked_at.isoformat(),
    }


def _donor_to_data(donor: Donor) -> dict[str, Any]:
    moments = {name: _text(getattr(donor, name)) for name in _MOMENTS}
    return {"id": donor.id, "name": donor.name, "email": donor.email, "addons": list(donor.addons)} | moments


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def offer_from_data(data: Mapping[str, Any]) -> Offer:
    """Equal to what was written."""
    return Offer(
        donors=tuple(_donor_from_data(one) for one in data["donors"]),
        eligible=data["eligible"],
        bought=data["bought"],
        used=data["used"],
        checked_at=datetime.fromisoformat(data["checked_at"]),
    )


def _donor_from_data(data: Mapping[str, Any]) -> Donor:
    moments = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in _MOMENTS}
    return Donor(id=data["id"], name=data["name"], email=data["email"], addons=tuple(data["addons"]), **moments)
