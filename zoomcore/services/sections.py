"""A class for one section of its course: who belongs to it, and what is said to the others."""

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.people import CourseId
from zoomcore.errors import Conflict
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def require_section(unit: Unit, scene: Scene, dated: DatedClass) -> None:
    """Conflict for somebody the class is not for. No statement where it is for the whole course, or for staff."""
    meeting = dated.meeting
    if not await belongs(unit, scene, meeting):
        raise Conflict(
            _("This class is for section {section}.").replace("{section}", meeting.section),
            next_step=_("`list` shows your own classes; your instructor can change your section."),
        )


async def belongs(unit: Unit, scene: Scene, meeting: Meeting) -> bool:
    if not meeting.section or scene.admin or scene.staff or meeting.host_id == scene.person.id:
        return True
    if scene.person.email in (meeting.options.alternative_hosts or ()):
        return True
    seat = await unit.courses.seat_of(meeting.course_id, scene.person.id)
    if seat is not None and seat.section.casefold() == meeting.section.casefold():
        return True
    return meeting.kind is MeetingKind.WEBINAR and await unit.panelists.has(meeting.id, scene.person.id)


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
