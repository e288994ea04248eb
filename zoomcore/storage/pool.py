"""Zoom's users as last read, whose licenses are guarded, and what the deployment is set to."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, and_, delete, func, select, update

from zoomcore.domain.licenses.pool import LICENSED, Protections, ZoomAccount
from zoomcore.domain.people import PersonId
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import GUARD, SETTING, ZOOM_USER
from zoomcore.storage.transaction import Transaction

_PERSON, _GROUP = "person", "group"
#: What Zoom's list of users says; the rest is learnt elsewhere and stays.
_LISTED = ("email", "name", "type", "status", "role_id", "groups", "last_login", "born_at", "bundle", "read_at")
#: Not in Zoom's list any more.
GONE = "gone"


class PoolRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Zoom's users.

    async def keep(self, accounts: Sequence[ZoomAccount]) -> None:
        """As Zoom's list has them now; what other calls taught us of them stays. In chunks of 500."""
        insert = self._tx.insert(ZOOM_USER)
        statement = insert.on_conflict_do_update(
            index_elements=["id"], set_={name: insert.excluded[name] for name in _LISTED}
        )
        rows = [_listed_row(one) for one in accounts]
        for start in range(0, len(rows), CHUNK):
            await self._tx.add_many(statement, rows[start : start + CHUNK])

    async def forget_before(self, moment: datetime) -> int:
        """Those whom a whole sweep did not meet are gone, and hold no license; how many."""
        unseen = and_(ZOOM_USER.c.read_at < moment, ZOOM_USER.c.status != GONE)
        return await self._tx.change(update(ZOOM_USER).where(unseen).values(status=GONE, type=0))

    async def note_hosting(self, hosted: Mapping[str, date]) -> None:
        """The last day of a report that names them; an earlier day changes nothing. One statement a host."""
        for user, day in hosted.items():
            later = and_(ZOOM_USER.c.id == user, func.coalesce(ZOOM_USER.c.hosted_on, date.min) < day)
            await self._tx.change(update(ZOOM_USER).where(later).values(hosted_on=day))

    async def note_live(self, user: str, run: str, since: datetime) -> None:
        """They host this run (a UUID), unless its end was told before."""
        told = and_(ZOOM_USER.c.id == user, ZOOM_USER.c.ended_run != run)
        await self._tx.change(update(ZOOM_USER).where(told).values(live_run=run, live_since=since))

    async def note_over(self, user: str, run: str) -> None:
        """The run has ended; another that began meanwhile goes on."""
        here, this = ZOOM_USER.c.id == user, ZOOM_USER.c.live_run == run
        await self._tx.change(update(ZOOM_USER).where(here).values(ended_run=run))
        await self._tx.change(update(ZOOM_USER).where(here, this).values(live_run="", live_since=None))

    async def note_group(self, group: str, members: Sequence[str]) -> None:
        """Zoom's list names groups for some accounts only: the members' list is the surer one."""
        rows = await self._tx.all(select(ZOOM_USER.c.id, ZOOM_USER.c.groups))
        inside = set(members)
        for row in rows:
            groups, user = set(row[ZOOM_USER.c.groups]), row[ZOOM_USER.c.id]
            if (user in inside) != (group in groups):
                changed = sorted(groups | {group} if user in inside else groups - {group})
                await self._tx.change(update(ZOOM_USER).where(ZOOM_USER.c.id == user).values(groups=changed))

    async def note(self, user: str, **known: Any) -> None:
        """What was learnt of one: `addons` with `addons_at`, `flipped_at`, `refused_code`, `type`, `status`, …."""
        await self._tx.change(update(ZOOM_USER).where(ZOOM_USER.c.id == user).values(**known))

    async def pardon(self) -> None:
        """Zoom may take a license it refused to take yesterday, unless it is a room's (200)."""
        refused = and_(ZOOM_USER.c.refused_code != 0, ZOOM_USER.c.refused_code != 200)  # noqa: PLR2004 - Zoom's number
        await self._tx.change(update(ZOOM_USER).where(refused).values(refused_code=0))

    async def find(self, id_or_email: str) -> ZoomAccount | None:
        """By Zoom's id, or by e-mail in any case."""
        wanted = (ZOOM_USER.c.id == id_or_email) | (ZOOM_USER.c.email == id_or_email.lower())
        row = await self._tx.one(select(ZOOM_USER).where(wanted).order_by(ZOOM_USER.c.status).limit(1))
        return read_account(row) if row else None

    async def licensed(self) -> tuple[ZoomAccount, ...]:
        """Everybody who holds a license. One statement."""
        holding = and_(ZOOM_USER.c.type == LICENSED, ZOOM_USER.c.status == "active")
        return tuple(map(read_account, await self._tx.all(select(ZOOM_USER).where(holding))))

    async def count_licensed(self) -> int:
        holding = and_(ZOOM_USER.c.type == LICENSED, ZOOM_USER.c.status == "active")
        many: int = await self._tx.scalar(select(func.count()).where(holding))
        return many

    # Guards.

    async def protections(self) -> Protections:
        rows = await self._tx.all(select(GUARD))
        people = frozenset(row[GUARD.c.key] for row in rows if row[GUARD.c.kind] == _PERSON)
        groups = {row[GUARD.c.key]: row[GUARD.c.name] for row in rows if row[GUARD.c.kind] == _GROUP}
        return Protections(people=people, groups=groups)

    async def guarded(self) -> tuple[tuple[str, str, str], ...]:
        """(kind, key, name) in the order they were protected."""
        rows = await self._tx.all(select(GUARD).order_by(GUARD.c.id))
        return tuple((row[GUARD.c.kind], row[GUARD.c.key], row[GUARD.c.name]) for row in rows)

    async def protect(self, key: str, name: str, *, group: bool, by: PersonId | None) -> bool:
        """False where it was protected before."""
        insert = self._tx.insert(GUARD).values(
            created_at=self._tx.clock(), kind=_GROUP if group else _PERSON, key=key, name=name, set_by=by
        )
        return await self._tx.scalar(insert.on_conflict_do_nothing().returning(GUARD.c.id)) is not None

    async def rename_guard(self, old: str, new: str) -> None:
        """A group's number in place of its name; where that is guarded too, one of them is enough."""
        known = await self._tx.scalar(select(GUARD.c.id).where(GUARD.c.kind == _GROUP, GUARD.c.key == new))
        named = and_(GUARD.c.kind == _GROUP, GUARD.c.key == old)
        await self._tx.change(
            update(GUARD).where(named).values(key=new) if known is None else delete(GUARD).where(named)
        )

    async def unprotect(self, key: str) -> bool:
        return await self._tx.change(delete(GUARD).where(GUARD.c.key == key)) > 0

    # Settings of the deployment.

    async def setting(self, name: str) -> Mapping[str, Any] | None:
        value: Mapping[str, Any] | None = await self._tx.scalar(select(SETTING.c.value).where(SETTING.c.name == name))
        return value

    async def hold_setting(self, name: str) -> None:
        """Until the unit ends nobody else holds or sets it, where it was set before; SQLite has one writer anyway."""
        await self._tx.one(select(SETTING.c.name).where(SETTING.c.name == name).with_for_update())

    async def set(self, name: str, value: Mapping[str, Any], *, by: PersonId | None) -> None:
        kept = {"value": dict(value), "set_by": by, "set_at": self._tx.clock()}
        insert = self._tx.insert(SETTING).values(name=name, **kept)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["name"], set_=kept))


def _listed_row(account: ZoomAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email.lower(),
        "name": account.name,
        "type": account.type,
        "status": account.status,
        "role_id": account.role_id,
        "groups": sorted(account.groups),
        "last_login": account.last_login,
        "born_at": account.created_at,
        "hosted_on": account.hosted_on,
        "bundle": account.bundle,
        "addons": None if account.addons is None else list(account.addons),
        "addons_at": account.addons_at,
        "flipped_at": account.flipped_at,
        "refused_code": account.refused_code,
        "live_run": "",
        "live_since": None,
        "ended_run": "",
        "read_at": account.read_at,
    }


_PLAIN = (
    *("id", "email", "name", "type", "status", "role_id", "last_login", "hosted_on", "bundle"),
    *("addons_at", "flipped_at", "refused_code", "read_at"),
)


def read_account(row: RowMapping) -> ZoomAccount:
    addons = row[ZOOM_USER.c.addons]
    return ZoomAccount(
        groups=frozenset(row[ZOOM_USER.c.groups]),
        created_at=row[ZOOM_USER.c.born_at],
        addons=None if addons is None else tuple(addons),
        **{name: row[ZOOM_USER.c[name]] for name in _PLAIN},
    )
