"""Tracking fields of the account."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from zoomcore.domain.tracking import TrackingField
from zoomcore.storage.tables import TRACKING_FIELD
from zoomcore.storage.transaction import Transaction


class TrackingRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def all(self) -> tuple[TrackingField, ...]:
        """In Zoom's order; those that are gone among them."""
        rows = await self._tx.all(select(TRACKING_FIELD).order_by(TRACKING_FIELD.c.position, TRACKING_FIELD.c.id))
        return tuple(
            TrackingField(
                id=row["id"],
                name=row["name"],
                required=row["required"],
                visible=row["visible"],
                values=tuple(row["recommended"]),
                offered=row["offered"],
                gone=row["gone"],
            )
            for row in rows
        )

    async def take(self, fields: Sequence[TrackingField]) -> None:
        """As Zoom has them now; what an admin chose stays chosen, and what is not among them is gone."""
        ids = [one.id for one in fields]
        await self._tx.change(update(TRACKING_FIELD).where(TRACKING_FIELD.c.id.not_in(ids)).values(gone=True))
        insert = self._tx.insert(TRACKING_FIELD)
        told = ("position", "name", "required", "visible", "recommended", "gone", "read_at")
        await self._tx.add_many(
            insert.on_conflict_do_update(
                index_elements=["id"], set_={name: getattr(insert.excluded, name) for name in told}
            ),
            [
                {
                    "id": one.id,
                    "position": position,
                    "name": one.name,
                    "required": one.required,
                    "visible": one.visible,
                    "recommended": list(one.values),
                    "offered": False,
                    "gone": False,
                    "read_at": self._tx.clock(),
                }
                for position, one in enumerate(fields)
            ],
        )

    async def offer(self, ids: Collection[str]) -> None:
        """Those and no others."""
        await self._tx.change(update(TRACKING_FIELD).values(offered=TRACKING_FIELD.c.id.in_(ids)))
