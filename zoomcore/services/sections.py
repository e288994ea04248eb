"""A class for one section of its course: who belongs to it, and what is said to the others."""

from collections.abc import Mapping
from typing import Any

from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.people import CourseId
from zoomcore.errors import Conflict
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def require_section(unit: Unit, scene: Scene, dated: DatedClass) -> None:
    """Conflict for somebody the class is not for. No statement where it is for the whole course, or for staff."""
    if not await belongs(unit, scene, dated.meeting, section=dated.section):
        raise Conflict(
            _("This class is for section {section}.").replace("{section}", dated.section),
            next_step=_("`list` shows your own classes; your instructor can change your section."),
        )


async def belongs(unit: Unit, scene: Scene, meeting: Meeting, *, section: str) -> bool:
    """Whether it is for them: the class, or a date of it that was held for that `section`."""
    if not section or scene.admin or scene.staff or meeting.host_id == scene.person.id:
        return True
    if scene.person.email in (meeting.options.alternative_hosts or ()):
        return True
    seat = await unit.courses.seat_of(meeting.course_id, scene.person.id)
    if seat is not None and seat.section.casefold() == section.casefold():
        return True
    return meeting.kind is MeetingKind.WEBINAR and await unit.panelists.has(meeting.id, scene.person.id)


async def held_for(unit: Unit, meeting: Meeting, occurrence: int | None) -> str:
    """The section of what came of a date, its recording for one; as its class where the date isn't known."""
    return meeting.section if occurrence is None else (await unit.meetings.get_occurrence(occurrence)).section


async def other_section(unit: Unit, dated: DatedClass, wish: ChangeOptions) -> Mapping[str, Any]:
    """What a change carries of it: nothing where none is said, or the class is for that one already.

    The form says all of it, so emptied there it means the whole course. One statement where there is another one.
    """
    said = "" if wish.section is None and "section" in wish.shown else wish.section
    here = dated.meeting.section
    if said is None or said.strip().casefold() == here.casefold():
        return {}
    spelled, note = await as_in_roster(unit, dated.meeting.course_id, said.strip())
    return {"section": spelled, **({"notes": [note]} if note else {})}


async def as_in_roster(unit: Unit, course_id: CourseId, section: str) -> tuple[str, str]:
    """(the section as the roster spells it, what is to be said of it); nothing is said where it has students."""
    if not section:
        return "", ""
    known = await unit.courses.sections(course_id)
    spelled = next((one for one in known if one.casefold() == section.casefold()), section)
    if known.get(spelled):
        return spelled, ""
    others = ", ".join(f"{name} ({many})" for name, many in sorted(known.items()) if many)
    if others:
        said = _("Nobody is in section {section}; there are {others}. Nobody but staff sees this class yet.")
        return spelled, said.format(section=spelled, others=others)
    said = _("Nobody of this course has a section yet, so nobody but staff sees this class of section {section}.")
    return spelled, said.replace("{section}", spelled)
