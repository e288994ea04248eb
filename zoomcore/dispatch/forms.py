"""Which form a submitted command came from, to show it again."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoomcore.commands import catalogue as wishes
from zoomcore.commands.base import Command
from zoomcore.services.attendance.claiming import claim_form
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.counting import rule_form
from zoomcore.services.attendance.queries import answer_form, ask_form
from zoomcore.services.attendance.reviewing import found_match, pick_form
from zoomcore.services.backups.copying import with_plan
from zoomcore.services.backups.restoring import restore_form
from zoomcore.services.finding import find_class
from zoomcore.services.forms.copying import copy_form
from zoomcore.services.forms.hosting import host_form, stand_in_form
from zoomcore.services.forms.move import move_form
from zoomcore.services.forms.rooms import rooms_form
from zoomcore.services.forms.roster import roster_form
from zoomcore.services.forms.setting import set_form
from zoomcore.services.forms.settings import course_form, my_form, school_form
from zoomcore.services.licenses import sweeping
from zoomcore.services.licenses.deciding import refuse_form
from zoomcore.services.meetings.booking import form_of
from zoomcore.services.recordings.cards import delete_form, rename_form
from zoomcore.services.rooms.planning import form_values
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Form


async def _schedule(unit: Unit, scene: Scene, base: wishes.ScheduleMeeting) -> Form:
    return await form_of(unit, scene, base)


async def _set(unit: Unit, scene: Scene, base: wishes.ChangeOptions) -> Form:
    return set_form(await find_class(unit, scene, base.target), scene.school, base)


async def _move(unit: Unit, scene: Scene, base: wishes.MoveMeeting) -> Form:
    return move_form(await find_class(unit, scene, base.target), scene, base)


async def _host(unit: Unit, scene: Scene, base: wishes.ChangeHost) -> Form:
    return host_form(await find_class(unit, scene, base.target))


async def _stand_in(unit: Unit, scene: Scene, base: wishes.StandIn) -> Form:
    return stand_in_form(await find_class(unit, scene, base.target))


async def _rooms(unit: Unit, scene: Scene, base: wishes.SetRooms) -> Form:
    meeting = (await find_class(unit, scene, base.target)).meeting
    return rooms_form(meeting, *await form_values(unit, meeting))


async def _mine(_unit: Unit, scene: Scene, _base: wishes.ChangeMySettings) -> Form:
    return my_form(scene)


async def _course(_unit: Unit, scene: Scene, base: wishes.ChangeCourseSettings) -> Form:
    return course_form(scene.the_course(), scene.school, base)


async def _school(_unit: Unit, scene: Scene, base: wishes.ChangeSchoolSettings) -> Form:
    return school_form(scene.school, base)


async def _roster(_unit: Unit, scene: Scene, _base: wishes.ImportRoster) -> Form:
    return roster_form(scene.the_course())


async def _rule(unit: Unit, scene: Scene, base: wishes.ChangeRule) -> Form:
    course = scene.the_course()
    meeting = await unit.meetings.get(base.meeting) if base.meeting is not None else None
    return rule_form(course, await unit.sheets.rule_of(course.id, base.meeting), meeting)


async def _claim(_unit: Unit, _scene: Scene, base: wishes.ClaimName) -> Form:
    return claim_form(base.occurrence)


async def _query(_unit: Unit, _scene: Scene, base: wishes.AskAboutAttendance) -> Form:
    return ask_form(base.occurrence)


async def _answer(unit: Unit, _scene: Scene, base: wishes.AnswerQuery) -> Form:
    query = await unit.rulings.get_query(base.query)
    return answer_form(query, (await unit.people.get(query.person)).name, accept=base.accept)


async def _pick(unit: Unit, scene: Scene, base: wishes.PickParticipant) -> Form:
    findings = await picture_of(unit, base.occurrence, scene.now)
    return pick_form(findings, found_match(findings, base.participant))


async def _restore(unit: Unit, scene: Scene, base: wishes.RestoreBackup) -> Form:
    return restore_form(scene.the_course(), await unit.backups.get(base.backup))


async def _copy(unit: Unit, scene: Scene, base: wishes.CopyCourse) -> Form:
    return copy_form(scene.the_course(), await with_plan(unit, scene, base))


async def _refuse(unit: Unit, _scene: Scene, base: wishes.DecideLicense) -> Form:
    return refuse_form(await unit.licenses.get(base.request), base.version)


async def _rename_recording(unit: Unit, _scene: Scene, base: wishes.RenameRecording) -> Form:
    return rename_form(await unit.recordings.get(base.recording))


async def _delete_recording(unit: Unit, _scene: Scene, base: wishes.DeleteRecording) -> Form:
    return delete_form(await unit.recordings.get(base.recording))


FORMS: Mapping[type[Command], Callable[[Unit, Scene, Any], Awaitable[Form]]] = {
    wishes.ScheduleMeeting: _schedule,
    wishes.MoveMeeting: _move,
    wishes.ChangeOptions: _set,
    wishes.ChangeHost: _host,
    wishes.StandIn: _stand_in,
    wishes.ChangeMySettings: _mine,
    wishes.ChangeCourseSettings: _course,
    wishes.ChangeSchoolSettings: _school,
    wishes.ImportRoster: _roster,
    wishes.RestoreBackup: _restore,
    wishes.CopyCourse: _copy,
    wishes.ChangeRule: _rule,
    wishes.ClaimName: _claim,
    wishes.AskAboutAttendance: _query,
    wishes.AnswerQuery: _answer,
    wishes.PickParticipant: _pick,
    wishes.DecideLicense: _refuse,
    wishes.RenameRecording: _rename_recording,
    wishes.DeleteRecording: _delete_recording,
    wishes.SweepLicenses: sweeping.form_again,
    wishes.SetRooms: _rooms,
}
