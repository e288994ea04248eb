"""What a card about a request has to tell besides the request: who asked, who decided, for which class."""

from dataclasses import dataclass
from datetime import datetime

from zoomcore.domain.licenses.requests import LicenseRequest
from zoomcore.domain.people import PersonId
from zoomcore.storage.store import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseStory:
    """`zone` (IANA) is the deployment's: what is written into a title cannot be drawn for each reader.

    `first_yes` is who approved first where two have to; `other` the recipient's e-mail where somebody else asked.
    """

    request: LicenseRequest
    asker: str
    decider: str
    first_yes: str = ""
    other: str = ""
    topic: str
    zone: str
    now: datetime


async def story_of(unit: Unit, request: LicenseRequest, *, zone: str, now: datetime) -> LicenseStory:
    """At most five statements."""
    other = request.person is not None and request.person != request.requested_by
    meeting = await unit.meetings.get(request.meeting_id) if request.meeting_id else None
    return LicenseStory(
        request=request,
        asker=await _name(unit, request.requested_by),
        decider=await _name(unit, request.decided_by),
        first_yes=await _name(unit, request.seconded_by),
        other=(await unit.people.get(request.person or 0)).email or "" if other else "",
        topic=meeting.topic if meeting else "",
        zone=zone,
        now=now,
    )


async def _name(unit: Unit, person: PersonId | None) -> str:
    return (await unit.people.get(person)).name if person is not None else ""
