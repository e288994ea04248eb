"""Licenses at Zoom: how many there are, who hosts with them, in which groups people are, and moving one.

A change of a license says how a user shall be: after a lost answer look at the user, and the same may be sent again.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date

from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import PAGE_SIZE, Asking, days
from zoomcore.zoom.reading import Raw, child, children, flag, listed, text, whole
from zoomcore.zoom.wire import Call

#: `settings.feature` of a user: the flag, its size if it has one, and what is lost with it (zoom-api 6.3).
_ADD_ONS = (
    ("webinar", "webinar_capacity", "webinar"),
    ("large_meeting", "large_meeting_capacity", "large meeting"),
    ("zoom_events", "zoom_events_capacity", "events"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomUserCounts:
    """How many people hold what. `licensed` leaves rooms out."""

    licensed: int
    basic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomPlanUsage:
    """Licenses bought and used, as the bill has them; None where Zoom did not say."""

    bought: int | None
    used: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomHostReport:
    """One row of the report of hosts: what somebody held in the days asked for."""

    id: str
    email: str = field(repr=False)
    type: int
    meetings: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomGroup:
    id: str
    name: str
    members: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomGroupMember:
    id: str
    email: str = field(repr=False)
    type: int


def read_plan_usage(raw: Raw) -> ZoomPlanUsage:
    """`plan_base` came as a list in 2021 and comes as an object now (zoom-api 6.2). A list is added up."""
    plans = children(raw, "plan_base") or ((child(raw, "plan_base"),) if child(raw, "plan_base") else ())
    return ZoomPlanUsage(bought=_total(plans, "hosts"), used=_total(plans, "usage"))


def _total(plans: tuple[Raw, ...], key: str) -> int | None:
    counts = [whole(plan, key) for plan in plans]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def read_add_ons(raw: Raw) -> tuple[str, ...]:
    """What of a user's settings goes with the license: "webinar 500", "large meeting 1000", "concurrent meeting"."""
    feature = child(raw, "feature")
    found = [
        f"{name} {whole(feature, size) or ''}".strip() for key, size, name in _ADD_ONS if flag(feature, key) is True
    ]
    if text(feature, "concurrent_meeting") not in {"", "None"}:
        found.append("concurrent meeting")
    return tuple(found)


class Licensing(Asking):
    """The part of the client that is about licenses."""

    async def set_user_type(self, user_id: str, user_type: int) -> None:
        """One request: 1 takes the license, 2 gives one. ZoomRefused with the codes of zoom-api 6.3."""
        await self._ask(Call(endpoint=endpoints.UPDATE_USER, ids={"userId": user_id}, body={"type": user_type}))

    async def count_users(self) -> ZoomUserCounts:
        """One request, of the Medium class."""
        raw = await self._ask(Call(endpoint=endpoints.COUNT_USERS))
        licensed = whole(raw, "licensed_users_count")
        if licensed is None:
            raise ZoomUnexpected("Zoom's summary counts no licensed users.")
        return ZoomUserCounts(licensed=licensed, basic=whole(raw, "basic_users_count") or 0)

    async def get_plan_usage(self) -> ZoomPlanUsage:
        """One request, of the Heavy class. Many apps may not ask: ZoomAuthError, ZoomRefused or ZoomNotFound then."""
        return read_plan_usage(await self._ask(Call(endpoint=endpoints.GET_PLAN_USAGE, ids={"accountId": "me"})))

    async def list_add_ons(self, user_id: str) -> tuple[str, ...]:
        """What this user would lose beside the license; one request, of the Medium class."""
        call = Call(endpoint=endpoints.GET_USER_SETTINGS, ids={"userId": user_id})
        return read_add_ons(await self._ask(call))

    async def iterate_hosts(self, start: date, end: date, *, hosted: bool = True) -> AsyncIterator[ZoomHostReport]:
        """Who hosted something on these UTC days, or nothing; a month at most, six months back (zoom-api 7.4).

        One request of the Heavy class a page of 300.
        """
        query = {"type": "active" if hosted else "inactive", "page_size": PAGE_SIZE} | days(start, end)
        async for page in self._pages(Call(endpoint=endpoints.REPORT_HOSTS, query=query)):
            for raw in listed(page, "users"):
                yield ZoomHostReport(
                    id=text(raw, "id"),
                    email=text(raw, "email"),
                    type=whole(raw, "type") or 0,
                    meetings=whole(raw, "meetings") or 0,
                    minutes=whole(raw, "meeting_minutes") or 0,
                )

    async def list_groups(self) -> tuple[ZoomGroup, ...]:
        """One request a page of 300."""
        call = Call(endpoint=endpoints.LIST_GROUPS, query={"page_size": PAGE_SIZE})
        return tuple(
            [
                ZoomGroup(id=text(raw, "id"), name=text(raw, "name"), members=whole(raw, "total_members"))
                async for page in self._pages(call)
                for raw in listed(page, "groups")
            ]
        )

    async def iterate_group_members(self, group_id: str) -> AsyncIterator[ZoomGroupMember]:
        """One request a page of 300."""
        call = Call(endpoint=endpoints.LIST_GROUP_MEMBERS, ids={"groupId": group_id}, query={"page_size": PAGE_SIZE})
        async for page in self._pages(call):
            for raw in listed(page, "members"):
                yield ZoomGroupMember(id=text(raw, "id"), email=text(raw, "email"), type=whole(raw, "type") or 0)
