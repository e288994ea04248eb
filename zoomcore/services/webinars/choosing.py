"""Which webinar is meant, when somebody names a piece of it."""

from zoomcore.commands.base import Target
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, MeetingState
from zoomcore.errors import Conflict, NotFound
from zoomcore.services.finding import find_class
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


async def the_webinar(unit: Unit, scene: Scene, target: Target) -> DatedClass:
    """The one that is named; else the course's next one. Conflict for a meeting, NotFound where there is none."""
    if target == Target(course=target.course):
        return await _next(unit, scene)
    found = await find_class(unit, scene, target)
    if found.meeting.kind is not MeetingKind.WEBINAR:
        raise Conflict(
            _("{topic} is a meeting: everybody in it may speak.").replace("{topic}", found.meeting.topic),
            next_step=_("Only webinars have panelists."),
        )
    if found.meeting.state is not MeetingState.SCHEDULED:
        raise Conflict(
            _("{topic} isn't at Zoom at the moment.").replace("{topic}", found.meeting.topic),
            next_step=_("`list` shows how things stand."),
        )
    return found


async def _next(unit: Unit, scene: Scene) -> DatedClass:
    course = scene.the_course()
    coming = [
        dated
        for meeting, _host in await unit.meetings.alive_of(course.id)
        if meeting.kind is MeetingKind.WEBINAR
        and meeting.state is MeetingState.SCHEDULED
        and (dated := await unit.meetings.next_of(meeting.id, scene.now)) is not None
    ]
    if not coming:
        raise NotFound(
            _("{code} has no webinar coming up.").replace("{code}", course.code),
            next_step=_("`new` schedules one; only webinars have panelists."),
        )
    return min(coming, key=lambda one: (one.occurrence.start is None, one.occurrence.start or scene.now))
