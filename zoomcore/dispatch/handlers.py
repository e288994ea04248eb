"""Which use case answers which command; every command of the catalogue has one, by test."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from zoomcore.commands import catalogue as wishes
from zoomcore.commands.base import Command
from zoomcore.errors import InvalidInput
from zoomcore.services import (
    access,
    binding,
    connecting,
    courses,
    files,
    helping,
    joining,
    people,
    presets,
    privacy,
    retrying,
    settings,
    status,
    undoing,
)
from zoomcore.services.attendance import (
    claiming,
    counting,
    exporting,
    grading,
    marking,
    mine,
    pictures,
    queries,
    reasons,
    report,
    rereading,
    reviewing,
    sending,
    showing,
    terming,
)
from zoomcore.services.backups import copying, restoring
from zoomcore.services.backups import keeping as backups
from zoomcore.services.exporting import keeping
from zoomcore.services.licenses import asking, deciding, forecasting, looking, setting, sweeping
from zoomcore.services.meetings import (
    alternatives,
    announcing,
    booking,
    cancelling,
    handover,
    invitations,
    listing,
    moving,
    recovering,
    substituting,
)
from zoomcore.services.meetings import setting as options
from zoomcore.services.recordings import changing as recording_changes
from zoomcore.services.recordings import listing as recording_lists
from zoomcore.services.registration import deciding as registrant_decisions
from zoomcore.services.registration import inviting
from zoomcore.services.rooms import planning
from zoomcore.services.scene import Scene
from zoomcore.services.sync import adopting, recreating, settling
from zoomcore.services.tracking import choosing as tracking
from zoomcore.services.webinars import panelists
from zoomcore.storage.store import Unit
from zoomcore.views import Audience, Reply
from zoomcore.wording import _
from zoomcore.workflows.follow import follow_join_link
from zoomcore.workflows.recordings.following import follow_recording
from zoomcore.workflows.tools import Tools

#: Works inside the unit it is given.
Handler = Callable[[Unit, Scene, Any], Awaitable[Reply]]
#: Calls Zoom while a person waits, so it is given no unit and opens its own.
OutsideHandler = Callable[[Tools, Scene, Any], Awaitable[Reply]]


async def perform(unit: Unit, scene: Scene, command: Command) -> Reply:
    """Checks the course and the role, then lets the use case answer."""
    situated = await access.situate(unit, scene, command)
    if isinstance(situated, Reply):
        return situated
    reply = await HANDLERS[type(command)](unit, situated, command)
    # What names people is never said openly, whatever its use case thinks.
    return replace(reply, audience=Audience.ASKER) if command.spec.people else reply


async def _undo(unit: Unit, scene: Scene, wish: wishes.Undo) -> Reply:
    inverse = await undoing.inverse_of(unit, scene, wish)
    return await perform(unit, scene, inverse)


async def _look(unit: Unit, scene: Scene, wish: wishes.LookAtLink) -> Reply:
    """What a link leads to, for the browser it belongs to. The role is looked at each time, before Open too.

    What writes something, if only that a file was taken, is not done by a look: it is offered again.
    """
    page = wish.page
    if page is None or isinstance(page, wishes.LookAtLink) or type(page) not in HANDLERS:
        raise InvalidInput(_("I couldn't read this link."), next_step=_("Ask Lectern in your chat for a new one."))
    situated = await access.situate(unit, scene, page)
    if isinstance(situated, Reply):
        return situated
    closed = await binding.front(unit, wish)
    return closed or await HANDLERS[type(page)](unit, situated, page)


HANDLERS: Mapping[type[Command], Handler] = {
    wishes.ShowNow: listing.show_now,
    wishes.ScheduleMeeting: booking.schedule,
    wishes.OpenScheduleForm: booking.open_form,
    wishes.StartNow: booking.start_now,
    wishes.StartMeeting: joining.start,
    wishes.JoinMeeting: joining.join,
    wishes.ListMeetings: listing.list_coming,
    wishes.ShowMeeting: listing.show_details,
    wishes.MoveMeeting: moving.move,
    wishes.OpenMoveForm: moving.open_form,
    wishes.ChangeOptions: options.set_options,
    wishes.OpenOptionsForm: options.open_form,
    wishes.CancelMeeting: cancelling.cancel,
    wishes.ChangeAlternatives: alternatives.change,
    wishes.StandIn: substituting.stand_in,
    wishes.ChangeHost: handover.change_host,
    wishes.OpenHostForm: handover.open_form,
    wishes.OpenStandInForm: substituting.open_form,
    wishes.RecoverMeeting: recovering.recover,
    wishes.AnnounceMeeting: announcing.announce,
    wishes.ShowInvitation: invitations.show,
    wishes.SetTracking: tracking.set_tracking,
    wishes.ShowTrackingFields: tracking.show_fields,
    wishes.OpenTrackingForm: tracking.open_form,
    wishes.OfferTrackingFields: tracking.offer,
    wishes.ShowRooms: planning.show,
    wishes.SetRooms: planning.set_rooms,
    wishes.OpenRoomsForm: planning.open_form,
    wishes.ShowPanelists: panelists.show,
    wishes.AddPanelists: panelists.add,
    wishes.RemovePanelists: panelists.remove,
    wishes.InviteGuest: inviting.invite,
    wishes.DecideRegistration: registrant_decisions.decide,
    wishes.AdoptMeeting: adopting.adopt,
    wishes.RecreateMeeting: recreating.recreate,
    wishes.SettleClash: settling.settle,
    wishes.ShowAttendance: showing.show,
    wishes.ShowTermAttendance: terming.show_term,
    wishes.ShowStudentAttendance: terming.show_student,
    wishes.ShowMyAttendance: mine.show,
    wishes.ShowWhy: reasons.show,
    wishes.ReadZoomAgain: rereading.read_again,
    wishes.ExportAttendance: exporting.export_class,
    wishes.ShowGrades: grading.show_grades,
    wishes.ShowMyGrades: mine.show_grades,
    wishes.ExportGrades: exporting.export_grades,
    wishes.ShowReview: reviewing.show,
    wishes.ConfirmParticipant: reviewing.confirm,
    wishes.PickParticipant: reviewing.pick,
    wishes.RuleOutParticipant: reviewing.rule_out,
    wishes.ReopenParticipant: reviewing.reopen,
    wishes.ClaimName: claiming.claim,
    wishes.ConfirmClaims: claiming.confirm,
    wishes.AskAboutAttendance: queries.ask,
    wishes.AnswerQuery: queries.answer,
    wishes.MarkAttendance: marking.mark,
    wishes.VoidAttendance: marking.void,
    wishes.AgreeAccommodation: marking.agree,
    wishes.OpenRuleForm: counting.open_form,
    wishes.ChangeRule: counting.change,
    wishes.ReleaseGrades: grading.release,
    wishes.WithdrawGrades: grading.withdraw,
    wishes.SendOwnAttendance: sending.send_own,
    wishes.Undo: _undo,
    wishes.RetryWork: retrying.retry,
    wishes.AddCourse: courses.add,
    wishes.MapCourse: courses.map_channel,
    wishes.UnmapCourse: courses.unmap,
    wishes.DecideMapping: courses.decide,
    wishes.ListRecordings: recording_lists.list_recordings,
    wishes.ShowStudentRecordings: recording_lists.show_student,
    wishes.ShowRecording: recording_lists.show,
    wishes.WatchRecording: recording_lists.watch,
    wishes.ShowSeen: recording_lists.show_seen,
    wishes.OpenRecordingPage: recording_lists.open_page,
    wishes.PublishRecording: recording_changes.publish,
    wishes.HideRecording: recording_changes.hide,
    wishes.RenameRecording: recording_changes.rename,
    wishes.OpenRenameForm: recording_changes.open_rename,
    wishes.TrashRecording: recording_changes.trash,
    wishes.RestoreRecording: recording_changes.recover,
    wishes.DeleteRecording: recording_changes.delete,
    wishes.GetTranscript: recording_changes.get_transcript,
    wishes.ListCourses: courses.list_courses,
    wishes.ShowPeople: people.show,
    wishes.EnrollPerson: people.enroll,
    wishes.RemovePerson: people.remove,
    wishes.ImportRoster: people.import_roster,
    wishes.SuggestRoster: people.suggest,
    wishes.MakeBackup: backups.make,
    wishes.ListBackups: backups.show_list,
    wishes.ShowBackup: backups.show,
    wishes.VerifyBackup: backups.verify,
    wishes.FetchBackup: backups.fetch,
    wishes.DeleteBackup: backups.delete,
    wishes.RestoreBackup: restoring.restore,
    wishes.OpenRestoreForm: restoring.open_form,
    wishes.StopRestore: restoring.stop,
    wishes.ResumeRestore: restoring.resume,
    wishes.UndoRestore: restoring.undo,
    wishes.CopyCourse: copying.copy,
    wishes.Connect: connecting.connect,
    wishes.SkipWelcome: connecting.skip,
    wishes.ShowSettings: settings.show,
    wishes.ChangeMySettings: settings.change_mine,
    wishes.ChangeCourseSettings: presets.change_course,
    wishes.ShowSchoolSettings: settings.show_school,
    wishes.ChangeSchoolSettings: presets.change_school,
    wishes.ShowStatus: status.show,
    wishes.ExportPerson: privacy.export,
    wishes.ErasePerson: privacy.erase,
    wishes.ShowHelp: helping.show,
    wishes.TakeFile: files.take,
    wishes.KeepGradeBook: keeping.keep,
    wishes.ShowLicenses: looking.show,
    wishes.ListIdle: looking.list_idle,
    wishes.ShowLicenseHistory: looking.history,
    wishes.RequestLicense: asking.request,
    wishes.DecideLicense: deciding.decide,
    wishes.OpenLicensePicture: forecasting.picture,
    wishes.OpenSweepForm: sweeping.open_form,
    wishes.SweepLicenses: sweeping.sweep,
    wishes.OpenRefuseForm: deciding.open_refuse_form,
    wishes.PostponeLicense: deciding.postpone,
    wishes.TakeBackLicense: deciding.take_back,
    wishes.AskLicenseBack: deciding.ask_back,
    wishes.ProtectLicense: setting.protect,
    wishes.LimitLicenses: setting.limit,
    wishes.SetLicensePolicy: setting.policy,
    wishes.SetApprovals: setting.approvals,
    wishes.OpenJoinPage: joining.open_page,
    wishes.LookAtLink: _look,
    wishes.OpenLink: binding.open_link,
    wishes.OpenReportPage: report.report_card,
    wishes.OpenPresencePicture: pictures.presence,
    wishes.OpenTermPicture: pictures.term,
}

OUTSIDE: Mapping[type[Command], OutsideHandler] = {
    wishes.FollowJoinLink: follow_join_link,
    wishes.FollowRecording: follow_recording,
}
