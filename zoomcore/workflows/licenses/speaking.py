"""A teller for jobs: with the clock, the zone and the chats that are on."""

from zoomcore.services.licenses.telling import Teller
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools


def teller(unit: Unit, tools: Tools) -> Teller:
    return Teller(unit=unit, zone=tools.deployment.zone, now=tools.clock(), platforms=frozenset(tools.chats))
