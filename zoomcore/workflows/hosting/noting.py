"""What whoever books a class ought to know of its host: too few seats, two classes at once, others who could host it.

None of it stops anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import ChangeHost
from zoomcore.domain.meetings import Meeting, Occurrence
from zoomcore.domain.people import License, Person
from zoomcore.errors import ZoomError
from zoomcore.services.meetings.overlapping import overlap_lines, overlaps_of
from zoomcore.services.reaching import staff_of
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Text
from zoomcore.wording import _, phrase
from zoomcore.workflows.host_settings import capacity, settings_of_host
from zoomcore.workflows.licenses.needing import needs_license
from zoomcore.workflows.tools import Tools

#: Every plan of Zoom's takes so many (zoom-api 6.4): a smaller course needs no look.
SEATS_OF_ALL = 100
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many are to come, and for how many there is room; None where nobody knows."""

    expected: int
    seats: int | None

    @property
    def too_many(self) -> bool:
        return self.seats is not None and self.expected > self.seats


async def crowd_of(tools: Tools, meeting: Meeting, host: Person) -> Crowd:
    """One request a day for a host of a large course, none for others. Zoom away: nobody knows, and nothing waits."""
    async with tools.store.reading() as unit:
        expected = await unit.courses.expected(meeting.course_id, meeting.section)
    if expected <= SEATS_OF_ALL:
        return Crowd(expected, None)
    try:
        settings = await settings_of_host(tools, host)
    except ZoomError:
        return Crowd(expected, None)
    return Crowd(expected, capacity(settings, meeting.kind) if settings is not None else None)


async def hosting_notes(
    unit: Unit, meeting: Meeting, host: Person, dates: Sequence[Occurrence], crowd: Crowd
) -> tuple[Text, ...]:
    """Sentences for the card; at most one statement."""
    notes: tuple[Text, ...] = ()
    if crowd.too_many:
        line = phrase(
            "{count} people are enrolled, and {name}'s Zoom plan lets {seats} in at once. Ask your Zoom admin for more "
            "seats, or name another host.",
            count=str(crowd.expected),
            name=host.name,
            seats=str(crowd.seats),
        )
        notes = (Text(line=line),)
    others = await overlaps_of(unit, host.id, dates, but=meeting.id)
    return (*notes, *overlap_lines(host.name, others))


async def other_hosts(unit: Unit, meeting: Meeting, host: Person, crowd: Crowd) -> tuple[Action, ...]:
    """Instructors of the course who have the license that its host lacks for this class, as buttons."""
    lacks = crowd.too_many or needs_license(meeting, meeting.schedule.duration_minutes)
    if host.license is not License.BASIC or not lacks:
        return ()
    staff = await staff_of(unit, meeting.course_id)
    able = [one for one in staff if one.license is License.LICENSED and one.id != host.id and one.email]
    return tuple(
        Button(
            label=_("Let {name} host it").replace("{name}", one.name),
            command=ChangeHost(target=Target(meeting=meeting.id), to=one.email),
        )
        for one in able[:_OFFERED]
    )
