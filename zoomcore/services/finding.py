"""Which class is meant, when somebody names a piece of it."""

from zoomcore.commands.base import Target
from zoomcore.domain.meetings import DatedClass
from zoomcore.errors import NotFound
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def find_class(unit: Unit, scene: Scene, target: Target) -> DatedClass:
    """The one class a target means: by our id, by number, by a word of its topic, else the live or next one.

    NotFound with what to do next. The asker's right to see it was checked when the scene was situated.
    """
    found = await _look(unit, scene, target)
    if found is None:
        raise NotFound(
            _("There is no class coming up here."),
            next_step=_("`list` shows the next seven days; `new` schedules one."),
        )
    return found


async def _look(unit: Unit, scene: Scene, target: Target) -> DatedClass | None:
    if target.occurrence is not None:
        return await unit.meetings.get_occurrence(target.occurrence)
    if target.meeting is not None:
        return await unit.meetings.next_of(target.meeting, scene.now)
    if target.number is not None:
        meeting = await unit.meetings.find_by_number(target.number)
        return await unit.meetings.next_of(meeting.id, scene.now) if meeting else None
    if target.words:
        return await unit.meetings.next_named(target.words, scene.now, course_ids=_reach(scene), seen_by=scene.seer)
    if scene.course is None:
        return await unit.meetings.live_or_next(now=scene.now, person_id=scene.person.id, seen_by=scene.seer)
    return await unit.meetings.live_or_next(now=scene.now, course_ids=(scene.course.id,), seen_by=scene.seer)


def _reach(scene: Scene) -> tuple[int, ...] | None:
    return (scene.course.id,) if scene.course else None
