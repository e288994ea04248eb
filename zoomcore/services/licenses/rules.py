"""What is set about licenses: the rules, where admins decide, what the bill and Zoom's groups said last."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from zoomcore.chat import ConversationRef
from zoomcore.domain.licenses.pool import LicenseRules, rules_from_data, rules_to_data
from zoomcore.domain.people import PersonId
from zoomcore.services.scene import Deployment
from zoomcore.storage.store import Unit

_RULES, _APPROVALS, _PLAN, _GROUPS, _SWEEP = "licenses", "approvals", "zoom plan", "zoom groups", "pool sweep"
#: So long a refused look at the bill is not tried again.
PLAN_PATIENCE = timedelta(days=1)


async def load_rules(unit: Unit, deployment: Deployment) -> LicenseRules:
    """Two statements. A group that Zoom did not name yet confines all the same: nobody is in it."""
    kept = await unit.pool.setting(_RULES) or {}
    known = (await unit.pool.setting(_GROUPS) or {}) if deployment.zoom_groups else {}
    groups = frozenset(str(known.get(name, f"? {name}")) for name in deployment.zoom_groups)
    return rules_from_data(kept, groups=groups)


async def hold_rules(unit: Unit, deployment: Deployment) -> LicenseRules:
    """As `load_rules`; until the unit ends nobody else decides by them or changes them. Three statements."""
    await unit.pool.hold_setting(_RULES)
    return await load_rules(unit, deployment)


async def keep_rules(unit: Unit, rules: LicenseRules, *, by: PersonId | None) -> None:
    await unit.pool.set(_RULES, rules_to_data(rules), by=by)


async def approval_places(unit: Unit) -> tuple[ConversationRef, ...]:
    """The admins' channels, one a platform at most; empty: each admin is asked in private."""
    kept = await unit.pool.setting(_APPROVALS) or {}
    return tuple(ConversationRef.from_data(one) for one in kept.get("places", ()))


async def keep_approval_places(unit: Unit, places: Iterable[ConversationRef], *, by: PersonId | None) -> None:
    await unit.pool.set(_APPROVALS, {"places": [place.to_data() for place in places]}, by=by)


async def bought_by_bill(unit: Unit, now: datetime) -> tuple[int | None, bool]:
    """(licenses bought as the bill had them last, whether Zoom may be asked for it now)."""
    kept = await unit.pool.setting(_PLAN) or {}
    refused = kept.get("refused_at")
    ask = refused is None or now - datetime.fromisoformat(refused) > PLAN_PATIENCE
    bought: int | None = kept.get("bought")
    return bought, ask


async def keep_bill(unit: Unit, bought: int | None, *, refused_at: datetime | None) -> None:
    value = {"bought": bought, "refused_at": None if refused_at is None else refused_at.isoformat()}
    await unit.pool.set(_PLAN, value, by=None)


async def keep_groups(unit: Unit, ids: Mapping[str, str]) -> None:
    """Name → id of Zoom's groups."""
    await unit.pool.set(_GROUPS, dict(ids), by=None)


async def zoom_groups(unit: Unit) -> Mapping[str, Any]:
    return await unit.pool.setting(_GROUPS) or {}


async def keep_sweep(unit: Unit, began: datetime, trouble: Mapping[str, str]) -> None:
    """When the whole pool was read, and what could not be, by what is missing for it."""
    await unit.pool.set(_SWEEP, {"began": began.isoformat(), "trouble": dict(trouble)}, by=None)


async def last_sweep(unit: Unit) -> tuple[datetime | None, Mapping[str, str]]:
    """(when the whole pool was read last, what was left out); None where it never was."""
    kept = await unit.pool.setting(_SWEEP)
    return (datetime.fromisoformat(kept["began"]), kept["trouble"]) if kept else (None, {})
