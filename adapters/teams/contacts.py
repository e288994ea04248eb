"""Whom the bot has met since it started: addresses and reading habits that only activities tell.

Nothing here must be known: without it an answer takes one request more, or shows a time in the course's zone.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

V = TypeVar("V")
#: People and places remembered; the least recently met are forgotten first.
MOST = 20_000


class Recent(Generic[V]):
    """A mapping that forgets its oldest entries."""

    def __init__(self, most: int = MOST) -> None:
        self._entries: OrderedDict[str, V] = OrderedDict()
        self._most = most

    def find(self, key: str) -> V | None:
        return self._entries.get(key)

    def keep(self, key: str, value: V) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def take(self, key: str) -> V | None:
        return self._entries.pop(key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person: Teams' own id of them, a conversation they are in, the 1:1 chat, and how they read."""

    teams_id: str = ""
    seen_in: str = ""
    direct: str = ""
    zone: str = ""
    locale: str = ""


class Contacts:
    """People by their directory id, services by tenant."""

    def __init__(self) -> None:
        self._people: Recent[Contact] = Recent()
        self._services: Recent[str] = Recent()
        self._by_teams_id: Recent[str] = Recent()
        self._by_email: Recent[str] = Recent()

    def contact(self, user: str) -> Contact:
        return self._people.find(user) or Contact()

    def met(self, user: str, **known: str) -> None:
        """Remember what is not empty."""
        fresh = {name: value for name, value in known.items() if value}
        self._people.keep(user, replace(self.contact(user), **fresh))
        if known.get("teams_id"):
            self._by_teams_id.keep(known["teams_id"], user)

    def user_of(self, teams_id: str) -> str:
        return self._by_teams_id.find(teams_id) or ""

    def service(self, tenant: str) -> str:
        return self._services.find(tenant) or ""

    def served(self, tenant: str, service: str) -> None:
        self._services.keep(tenant, service)

    def named(self, tenant: str, email: str, user: str) -> None:
        self._by_email.keep(f"{tenant} {email.casefold()}", user)

    def user_with(self, tenant: str, email: str) -> str:
        return self._by_email.find(f"{tenant} {email.casefold()}") or ""
