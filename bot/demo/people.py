"""The demo's people and places: the cast of every sandbox."""

from collections.abc import Mapping

from adapters.terminal.address import Speaker
from zoomcore.sandbox.cast import STAFF, STUDENTS

ZONE = "Europe/Madrid"
CHANNEL = "algebra"
PEOPLE: Mapping[str, str] = {email: f"{first} {last}" for email, first, last, *_ in (*STAFF, *STUDENTS)}


def speaker(email: str, *, channel: str = CHANNEL) -> Speaker:
    """One of the cast, sitting in a channel. KeyError for anybody else."""
    return Speaker(email=email, name=PEOPLE[email], channel=channel, zone=ZONE)
