"""Assistants see the students of their own section and of no other; one without a section sees the whole course."""

from zoomcore.domain.people import CourseId, Role, Section
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Text
from zoomcore.wording import phrase


async def own_section(unit: Unit, scene: Scene, course_id: CourseId) -> Section | None:
    """None: the asker sees everybody, as far as their role goes. One statement, and for assistants alone."""
    if scene.role is not Role.ASSISTANT:
        return None
    return await unit.courses.section_of(course_id, scene.person.id)


async def picture_for(unit: Unit, scene: Scene, occurrence_id: int) -> Findings:
    """As `picture_of`, with the students whom the asker may see. To be shown, and nothing to be settled by."""
    findings = await picture_of(unit, occurrence_id, scene.now)
    section = await own_section(unit, scene, findings.dated.meeting.course_id)
    return findings if section is None else findings.of_section(section)


def section_line(section: Section | None) -> tuple[Text, ...]:
    """So that nobody takes a part for the whole."""
    if section is None:
        return ()
    return (Text(line=phrase("You see the students of your own section, {name}.", name=section.name), quiet=True),)
