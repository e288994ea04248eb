"""The licenses of the account: who holds them, how many there are, and what an admin said about moving them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

#: Zoom's types of user (zoom-api 6.1).
BASIC, LICENSED = 1, 2
#: Zoom's role of an ordinary member; the owner is 0, admins are 1, roles an account made itself have long ids.
MEMBER_ROLES = frozenset({"", "2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomAccount:
    """One Zoom user as last read. `id` is Zoom's; the sign-in is coarse: Zoom moves it after three days (zoom-api 6.1).

    `hosted_on`: a day on which, or shortly after the last thing they hosted; None where no report looked at names them.
    `addons` are what a downgrade would lose, None until somebody looked. `flipped_at`: when a license that was moved
    came or went by itself. `refused_code`: Zoom's number when it last refused to take this license, 0 for never.
    """

    id: str
    email: str = field(repr=False)
    name: str
    type: int
    status: str = "active"
    role_id: str = ""
    groups: frozenset[str] = frozenset()
    last_login: datetime | None = None
    created_at: datetime | None = None
    hosted_on: date | None = None
    bundle: bool = False
    addons: tuple[str, ...] | None = None
    addons_at: datetime | None = None
    flipped_at: datetime | None = None
    refused_code: int = 0
    read_at: datetime

    @property
    def licensed(self) -> bool:
        return self.type == LICENSED

    @property
    def active(self) -> bool:
        return self.status == "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """How many licenses were bought and are held. `bought` is None where neither Zoom nor an admin says."""

    bought: int | None
    used: int
    read_at: datetime

    @property
    def free(self) -> int | None:
        return None if self.bought is None else max(self.bought - self.used, 0)


class Policy(StrEnum):
    """What becomes of a request: an admin decides, the same rules decide, it is only proposed, or nothing happens."""

    APPROVE = "approve"
    AUTO = "auto"
    WATCH = "watch"
    OFF = "off"


#: So often a day at most may the rules decide by themselves.
MOST_A_DAY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRules:
    """What an admin set. `limit`: seats where the pool cannot be read. `paused`: nothing is written to Zoom at all.

    `horizon`: a donor hosts nothing so long from now. `idle`: a donor was not seen so long. `groups` confine donors
    and recipients to Zoom groups; empty: everybody. `auto_per_day`: under AUTO so many of any 24 hours
    at most are lent without an admin. `quiet` are hours of the day (from, to) in which nobody is asked.
    """

    policy: Policy = Policy.APPROVE
    paused: bool = False
    limit: int | None = None
    horizon: timedelta = timedelta(hours=24)
    idle: timedelta = timedelta(days=14)
    groups: frozenset[str] = frozenset()
    two_people: bool = False
    on_join: bool = False
    auto_per_day: int = 5
    quiet: tuple[int, int] | None = None

    def quiet_at(self, hour: int) -> bool:
        """Whether nobody is asked at this hour; the span may go over midnight."""
        if self.quiet is None:
            return False
        first, last = self.quiet
        return first <= hour < last if first <= last else hour >= first or hour < last


@dataclass(frozen=True, slots=True, kw_only=True)
class Protections:
    """Whose licenses are never taken: Zoom users by id, and Zoom groups by id with their names."""

    people: frozenset[str] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)


def rules_to_data(rules: LicenseRules) -> dict[str, Any]:
    """What an admin set, but for the groups, which the deployment's settings name."""
    return {
        "policy": rules.policy.value,
        "paused": rules.paused,
        "limit": rules.limit,
        "horizon_hours": int(rules.horizon.total_seconds() // 3600),
        "idle_days": rules.idle.days,
        "two_people": rules.two_people,
        "on_join": rules.on_join,
        "auto_per_day": rules.auto_per_day,
        "quiet": None if rules.quiet is None else list(rules.quiet),
    }


def rules_from_data(data: Mapping[str, Any], *, groups: frozenset[str] = frozenset()) -> LicenseRules:
    """Equal to what was written; what an older version did not know stands at its default."""
    plain = LicenseRules()
    quiet = data.get("quiet")
    return LicenseRules(
        policy=Policy(data.get("policy", plain.policy)),
        paused=data.get("paused", plain.paused),
        limit=data.get("limit"),
        horizon=timedelta(hours=data["horizon_hours"]) if "horizon_hours" in data else plain.horizon,
        idle=timedelta(days=data["idle_days"]) if "idle_days" in data else plain.idle,
        groups=groups,
        two_people=data.get("two_people", plain.two_people),
        on_join=data.get("on_join", plain.on_join),
        auto_per_day=data.get("auto_per_day", plain.auto_per_day),
        quiet=None if quiet is None else (quiet[0], quiet[1]),
    )
