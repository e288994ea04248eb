"""Taking back one audited change."""

from zoomcore.commands.base import Command
from zoomcore.commands.codec import unpack
from zoomcore.commands.wishes.house import Undo
from zoomcore.errors import Conflict, NotAllowed
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def inverse_of(unit: Unit, scene: Scene, wish: Undo) -> Command:
    """The command that takes the change back, claimed once: by its author or an admin, within ten minutes."""
    entry = await unit.audit.get(wish.entry)
    if entry.person_id != scene.person.id and not scene.admin:
        raise NotAllowed(_("Only who made a change can take it back."), next_step=_("Ask them, or an admin."))
    if not entry.inverse or entry.undo_until is None or scene.now > entry.undo_until:
        raise Conflict(_("It is too late to take that back."), next_step=_("`list` shows how things stand."))
    if not await unit.audit.undo(entry.id):
        raise Conflict(_("That was taken back already."), next_step=_("`list` shows how things stand."))
    return unpack(entry.inverse)
