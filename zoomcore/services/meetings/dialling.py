"""Telephone numbers as people read them: those of the reader's country first."""

from collections.abc import Sequence

from babel.core import get_global

from zoomcore.domain.dialling import DialIn, nearest_first
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.people import Role
from zoomcore.services.phrases import spaced
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Code, Facts, Line
from zoomcore.wording import _

#: On a page; `invitation` shows them all.
FEW = 3


def country_of(zone: str) -> str:
    """The ISO code of the country an IANA zone lies in; "" for a zone of no country."""
    return str(get_global("zone_territories").get(zone, ""))


async def numbers_for(unit: Unit, scene: Scene, dated: DatedClass) -> tuple[DialIn, ...]:
    """For whoever has a place in the course; as last read from Zoom. One statement, no call."""
    if scene.role is Role.GUEST:
        return ()
    return nearest_first(await unit.sync.dial_in(dated.meeting.id), country_of(scene.zone))


def phone_facts(meeting: Meeting, numbers: Sequence[DialIn]) -> tuple[Facts, ...]:
    """The numbers with the meeting's own, and never its passcode; nothing where there are none."""
    if not numbers:
        return ()
    rows: list[tuple[str, Line]] = [(_("By phone"), (_number(one),)) for one in numbers]
    rows.append((_("Meeting ID, typed after the call begins"), (Code(f"{spaced(meeting.zoom_id)}#"),)))
    return (Facts(rows=tuple(rows)),)


def _number(one: DialIn) -> str:
    place = ", ".join(piece for piece in (one.city, one.place or one.country) if piece)
    free = _("free of charge") if one.free else ""
    told = ", ".join(piece for piece in (place, free) if piece)
    return f"{one.number} ({told})" if told else one.number
