"""Rooms follow the people of a course (the plugin's complaint #696), and a meeting that was made anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zoomcore.domain.people import CourseId
from zoomcore.domain.room_work import FollowRoster, SendRooms
from zoomcore.domain.rooms import RoomPattern
from zoomcore.storage.store import Unit


async def roster_changed(unit: Unit, course_id: CourseId, now: datetime) -> None:
    """To be told by whoever changes who is in a course; several changes are carried together. Two statements."""
    if await unit.rooms.planned(course_id):
        work, due = FollowRoster.soon(course_id, now)
        await unit.jobs.enqueue(work, due=due)


async def send_planned(unit: Unit, meeting_id: int, cause: str, *, anew: bool = True) -> None:
    """A meeting has come to be at Zoom: it gets the rooms that are planned for it. `anew`: it has none of them yet."""
    plan = await unit.rooms.find(meeting_id)
    if plan is None or plan.pattern is RoomPattern.ZOOM:
        return
    if anew:
        await unit.rooms.note_sent(meeting_id, "", seen="")
    await unit.jobs.enqueue(SendRooms(meeting=meeting_id, request=cause, answer={}))


async def without_planned(unit: Unit, meeting_id: int, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """A meeting's settings in Zoom's words, for one that is made anew: rooms planned here come by themselves, or not.

    Two statements.
    """
    plan = await unit.rooms.find(meeting_id)
    if plan is None or plan.pattern is RoomPattern.ZOOM:
        return options
    return {name: value for name, value in options.items() if name != "breakout_room"}
