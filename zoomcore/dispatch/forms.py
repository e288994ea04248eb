"""Which form a submitted command came from, to show it again."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoomcore.commands import catalogue as wishes
from zoomcore.commands.base import Command
from zoomcore.services.finding import find_class
from zoomcore.services.forms.move import move_form
from zoomcore.services.forms.roster import roster_form
from zoomcore.services.forms.schedule import schedule_form
from zoomcore.services.forms.settings import course_form, my_form
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Form


async def _schedule(_unit: Unit, scene: Scene, base: wishes.ScheduleMeeting) -> Form:
    return schedule_form(scene, base)


async def _move(unit: Unit, scene: Scene, base: wishes.MoveMeeting) -> Form:
    return move_form(await find_class(unit, scene, base.target), scene)


async def _mine(_unit: Unit, scene: Scene, _base: wishes.ChangeMySettings) -> Form:
    return my_form(scene)


async def _course(_unit: Unit, scene: Scene, _base: wishes.ChangeCourseSettings) -> Form:
    return course_form(scene.the_course())


async def _roster(_unit: Unit, scene: Scene, _base: wishes.ImportRoster) -> Form:
    return roster_form(scene.the_course())


FORMS: Mapping[type[Command], Callable[[Unit, Scene, Any], Awaitable[Form]]] = {
    wishes.ScheduleMeeting: _schedule,
    wishes.MoveMeeting: _move,
    wishes.ChangeMySettings: _mine,
    wishes.ChangeCourseSettings: _course,
    wishes.ImportRoster: _roster,
}
