"""Changes of meetings that were asked for and wait for Zoom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import RowMapping, String, and_, cast, select, update

from zoomcore.domain.passcodes import FORGOTTEN
from zoomcore.domain.people import PersonId
from zoomcore.domain.records import ChangeKind, ChangeState, MeetingChange
from zoomcore.errors import NotFound
from zoomcore.storage.tables import CHANGE
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_change
from zoomcore.wording import _


class NewChange(TypedDict):
    meeting_id: int
    kind: ChangeKind
    scope: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    occurrence_ids: Sequence[int]
    requested_by: PersonId


class Changes:
    """The part of the meeting repository that is about changes under way."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add_change(self, **new: Unpack[NewChange]) -> MeetingChange:
        plain = {"before": dict(new["before"]), "after": dict(new["after"]), "scope": str(new["scope"])}
        row = await self._tx.one(
            self._tx.insert(CHANGE)
            .values(
                created_at=self._tx.clock(),
                state=ChangeState.WAITING,
                done_ids=[],
                error="",
                **{**new, **plain, "occurrence_ids": list(new["occurrence_ids"])},
            )
            .returning(CHANGE)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return read_change(row)

    async def get_change(self, change_id: int) -> MeetingChange:
        row = await self._tx.one(select(CHANGE).where(CHANGE.c.id == change_id))
        if row is None:
            raise NotFound(_("I don't know that change."), next_step=_("`list` shows how things stand."))
        return read_change(row)

    async def change_sent(self, change_id: int, at: datetime) -> None:
        await self._tx.change(update(CHANGE).where(CHANGE.c.id == change_id).values(sent_at=at))

    async def keep_in_change(
        self, change_id: int, *, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> MeetingChange:
        """What only Zoom could tell of it, written before Zoom is asked to change anything; the change as it stands.

        The first who writes wins, and of a change that ended nothing is written: another life of the same job counts.
        """
        row = await self._tx.one(select(CHANGE).where(CHANGE.c.id == change_id).with_for_update())
        assert row is not None  # noqa: S101 - whoever writes into a change has read it
        stands = read_change(row)
        if stands.state is not ChangeState.WAITING or set(before) <= set(stands.before):
            return stands
        values = {"before": dict(before), "after": dict(after)}
        await self._tx.change(update(CHANGE).where(CHANGE.c.id == change_id).values(**values))
        return replace(stands, before=before, after=after)

    async def forget_passcodes(self) -> int:
        """Of changes that ended, whichever way. Whoever tries one again later is asked for the passcode again."""
        held = cast(CHANGE.c.after, String)
        ended = and_(
            CHANGE.c.state != ChangeState.WAITING,
            held.contains('"passcode"'),
            held.not_like(f'%"passcode": "{FORGOTTEN}"%'),
            held.not_like('%"passcode": ""%'),
        )
        rows = await self._tx.all(select(CHANGE.c.id, CHANGE.c.before, CHANGE.c.after).where(ended).with_for_update())
        for row in rows:
            await self._tx.change(update(CHANGE).where(CHANGE.c.id == row["id"]).values(**_forgotten(row)))
        return len(rows)

    async def change_progress(self, change_id: int, occurrence_id: int) -> None:
        """Zoom confirmed this date: a restart goes on after it."""
        done: list[int] | None = await self._tx.scalar(
            select(CHANGE.c.done_ids).where(CHANGE.c.id == change_id).with_for_update()
        )
        if done is not None and occurrence_id not in done:
            further = update(CHANGE).where(CHANGE.c.id == change_id).values(done_ids=[*done, occurrence_id])
            await self._tx.change(further)

    async def finish_change(self, change_id: int, state: ChangeState, error: str = "") -> bool:
        """False where it was finished before."""
        waiting = update(CHANGE).where(CHANGE.c.id == change_id, CHANGE.c.state == ChangeState.WAITING)
        return await self._tx.change(waiting.values(state=state, error=error)) == 1

    async def settle_clash(self, change_id: int, error: str) -> bool:
        """Claims a change that failed with this error, for one answer to it: True once."""
        failed = update(CHANGE).where(
            CHANGE.c.id == change_id, CHANGE.c.state == ChangeState.FAILED, CHANGE.c.error == error
        )
        return await self._tx.change(failed.values(error="")) == 1

    async def reopen_change(self, change_id: int) -> bool:
        """For another try; False where it has not failed."""
        failed = update(CHANGE).where(CHANGE.c.id == change_id, CHANGE.c.state == ChangeState.FAILED)
        return await self._tx.change(failed.values(state=ChangeState.WAITING, error="")) == 1


def _forgotten(row: RowMapping) -> dict[str, dict[str, Any]]:
    """One that was made, and not typed, is made anew by whoever tries again."""
    if row["after"].get("made"):
        before = {name: value for name, value in row["before"].items() if name != "passcode"}
        return {"before": before, "after": {**row["after"], "passcode": ""}}
    return {name: {**row[name], "passcode": FORGOTTEN} for name in ("before", "after")}
