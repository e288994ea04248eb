"""Putting the work of registration into hand, whenever people or a class change. Nothing here calls Zoom."""

from dataclasses import replace
from datetime import datetime

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import CourseId, Person, PersonId
from zoomcore.domain.registration import registers
from zoomcore.domain.registration_work import CancelRegistrants, RegisterPeople
from zoomcore.services.reaching import direct_place
from zoomcore.storage.store import Unit


async def follow_class(
    unit: Unit, meeting: Meeting, *, request: str, look: bool = False, by: PersonId | None = None
) -> None:
    """A class was made, changed, or its registration switched on: sign its people up, if it has registration.

    `request` tells this occasion from every other of the class. `by` is told in private how it goes; without, only
    trouble is told, to the instructors. `look` reads first what stands at Zoom: for a class that was there before.
    Where registration was switched off there is nothing to do: Zoom keeps its list, and Join leads to the class.
    """
    if not registers(meeting):
        return
    place = await direct_place(unit, by) if by is not None else None
    await unit.jobs.enqueue(
        RegisterPeople(
            meeting=meeting.id,
            request=request,
            look=look,
            person=by or 0,
            answer=replace(place, tells=False).to_data() if place else {},
            card=f"registering-{meeting.id}-{request}",
        )
    )


async def follow_roster(unit: Unit, course_id: CourseId, now: datetime, *, request: str) -> None:
    """People came into a course, left it or changed their section: each of its classes with registration follows."""
    for meeting in await unit.registrants.registering(now, course_id):
        await follow_class(unit, meeting, request=request)


async def follow_erasure(unit: Unit, person: Person) -> None:
    """Before somebody is forgotten here: at Zoom their place in coming classes goes too."""
    for meeting, zoom_ids in (await unit.registrants.theirs(person.id, person.email)).items():
        await unit.jobs.enqueue(CancelRegistrants(meeting=meeting, request=f"erased:{person.id}", zoom_ids=zoom_ids))
