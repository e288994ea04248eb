"""Which form a submitted command came from, to show it again."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.backups import CopyCourse, RestoreBackup
from zoomcore.commands.wishes.courses import ImportRoster
from zoomcore.commands.wishes.hosting import ChangeHost, StandIn
from zoomcore.commands.wishes.house import ChangeMySettings
from zoomcore.commands.wishes.licenses import DecideLicense, SweepLicenses
from zoomcore.commands.wishes.meetings import MoveMeeting, ScheduleMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.commands.wishes.presets import ChangeCourseSettings, ChangeSchoolSettings
from zoomcore.commands.wishes.recordings import DeleteRecording, RenameRecording
from zoomcore.commands.wishes.rooms import SetRooms
from zoomcore.commands.wishes.rulings import AnswerQuery, AskAboutAttendance, ChangeRule, ClaimName, PickParticipant
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


async def _schedule(unit: Unit, scene: Scene, base: ScheduleMeeting) -> Form:
    return await form_of(unit, scene, base)


async def _set(unit: Unit, scene: Scene, base: ChangeOptions) -> Form:
    return set_form(await find_class(unit, scene, base.target), scene.school, base)


async def _move(unit: Unit, scene: Scene, base: MoveMeeting) -> Form:
    return move_form(await find_class(unit, scene, base.target), scene, base)


async def _host(unit: Unit, scene: Scene, base: ChangeHost) -> Form:
    return host_form(await find_class(unit, scene, base.target))


async def _stand_in(unit: Unit, scene: Scene, base: StandIn) -> Form:
    return stand_in_form(await find_class(unit, scene, base.target))


async def _rooms(unit: Unit, scene: Scene, base: SetRooms) -> Form:
    meeting = (await find_class(unit, scene, base.target)).meeting
    return rooms_form(meeting, *await form_values(unit, meeting))


async def _mine(_unit: Unit, scene: Scene, _base: ChangeMySettings) -> Form:
    return my_form(scene)


async def _course(_unit: Unit, scene: Scene, base: ChangeCourseSettings) -> Form:
    return course_form(scene.the_course(), scene.school, base)


async def _school(_unit: Unit, scene: Scene, base: ChangeSchoolSettings) -> Form:
    return school_form(scene.school, base)


async def _roster(_unit: Unit, scene: Scene, _base: ImportRoster) -> Form:
    return roster_form(scene.the_course())


async def _rule(unit: Unit, scene: Scene, base: ChangeRule) -> Form:
    course = scene.the_course()
    meeting = await unit.meetings.get(base.meeting) if base.meeting is not None else None
    return rule_form(course, await unit.sheets.rule_of(course.id, base.meeting), meeting)


async def _claim(_unit: Unit, _scene: Scene, base: ClaimName) -> Form:
    return claim_form(base.occurrence)


async def _query(_unit: Unit, _scene: Scene, base: AskAboutAttendance) -> Form:
    return ask_form(base.occurrence)


async def _answer(unit: Unit, _scene: Scene, base: AnswerQuery) -> Form:
    query = await unit.rulings.get_query(base.query)
    return answer_form(query, (await unit.people.get(query.person)).name, accept=base.accept)


async def _pick(unit: Unit, scene: Scene, base: PickParticipant) -> Form:
    findings = await picture_of(unit, base.occurrence, scene.now)
    return pick_form(findings, found_match(findings, base.participant))


async def _restore(unit: Unit, scene: Scene, base: RestoreBackup) -> Form:
    return restore_form(scene.the_course(), await unit.backups.get(base.backup))


async def _copy(unit: Unit, scene: Scene, base: CopyCourse) -> Form:
    return copy_form(scene.the_course(), await with_plan(unit, scene, base))


async def _refuse(unit: Unit, _scene: Scene, base: DecideLicense) -> Form:
    return refuse_form(await unit.licenses.get(base.request), base.version)


async def _rename_recording(unit: Unit, _scene: Scene, base: RenameRecording) -> Form:
    return rename_form(await unit.recordings.get(base.recording))


async def _delete_recording(unit: Unit, _scene: Scene, base: DeleteRecording) -> Form:
    return delete_form(await unit.recordings.get(base.recording))


FORMS: Mapping[type[Command], Callable[[Unit, Scene, Any], Awaitable[Form]]] = {
    ScheduleMeeting: _schedule,
    MoveMeeting: _move,
    ChangeOptions: _set,
    ChangeHost: _host,
    StandIn: _stand_in,
    ChangeMySettings: _mine,
    ChangeCourseSettings: _course,
    ChangeSchoolSettings: _school,
    ImportRoster: _roster,
    RestoreBackup: _restore,
    CopyCourse: _copy,
    ChangeRule: _rule,
    ClaimName: _claim,
    AskAboutAttendance: _query,
    AnswerQuery: _answer,
    PickParticipant: _pick,
    DecideLicense: _refuse,
    RenameRecording: _rename_recording,
    DeleteRecording: _delete_recording,
    SweepLicenses: sweeping.form_again,
    SetRooms: _rooms,
}
