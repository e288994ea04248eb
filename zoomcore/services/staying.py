"""Whoever is being erased takes on nothing new until it is done: their erasing would undo it, or leave it to nobody."""

from zoomcore.domain.people import Person
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.errors import Conflict
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def require_staying(unit: Unit, person: Person) -> Person:
    """They themselves; Conflict while they are being erased. One statement."""
    if any(work["person"] == person.id for work in await unit.jobs.under_way(ForgetPerson.kind)):
        raise Conflict(
            _("{name} is being erased from Lectern at this moment.").replace("{name}", person.name),
            next_step=_("Name somebody else, or ask the admin who erases them."),
        )
    return person
