"""Which use case answers which command; every command of the catalogue has one, by test."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.attendance import (
    ExportAttendance,
    ExportGrades,
    OpenPresencePicture,
    OpenReportPage,
    OpenTermPicture,
    ReadZoomAgain,
    ShowAttendance,
    ShowGrades,
    ShowMyAttendance,
    ShowMyGrades,
    ShowStudentAttendance,
    ShowTermAttendance,
    ShowWhy,
)
from zoomcore.commands.wishes.backups import (
    CopyCourse,
    DeleteBackup,
    FetchBackup,
    ListBackups,
    MakeBackup,
    OpenRestoreForm,
    RestoreBackup,
    ResumeRestore,
    ShowBackup,
    StopRestore,
    UndoRestore,
    VerifyBackup,
)
from zoomcore.commands.wishes.courses import (
    AddCourse,
    DecideMapping,
    EnrollPerson,
    ImportRoster,
    ListCourses,
    MapCourse,
    RemovePerson,
    ShowPeople,
    SuggestRoster,
    UnmapCourse,
)
from zoomcore.commands.wishes.files import KeepGradeBook, TakeFile
from zoomcore.commands.wishes.hosting import ChangeAlternatives, ChangeHost, OpenHostForm, OpenStandInForm, StandIn
from zoomcore.commands.wishes.house import (
    ChangeMySettings,
    Connect,
    RetryWork,
    ShowHelp,
    ShowNow,
    ShowSettings,
    ShowStatus,
    SkipWelcome,
    Undo,
)
from zoomcore.commands.wishes.invitations import ShowInvitation
from zoomcore.commands.wishes.licenses import (
    AskLicenseBack,
    DecideLicense,
    LimitLicenses,
    ListIdle,
    OpenLicensePicture,
    OpenRefuseForm,
    OpenSweepForm,
    PostponeLicense,
    ProtectLicense,
    RequestLicense,
    SetApprovals,
    SetLicensePolicy,
    ShowLicenseHistory,
    ShowLicenses,
    SweepLicenses,
    TakeBackLicense,
)
from zoomcore.commands.wishes.meetings import (
    AnnounceMeeting,
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    MoveMeeting,
    OpenJoinPage,
    OpenMoveForm,
    OpenScheduleForm,
    RecoverMeeting,
    ScheduleMeeting,
    ShowMeeting,
    StartMeeting,
    StartNow,
)
from zoomcore.commands.wishes.options import ChangeOptions, OpenOptionsForm
from zoomcore.commands.wishes.pages import LookAtLink, OpenLink
from zoomcore.commands.wishes.presets import ChangeCourseSettings, ChangeSchoolSettings, ShowSchoolSettings
from zoomcore.commands.wishes.privacy import ErasePerson, ExportPerson
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    GetTranscript,
    HideRecording,
    ListRecordings,
    OpenRecordingPage,
    OpenRenameForm,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowRecording,
    ShowSeen,
    ShowStudentRecordings,
    TrashRecording,
    WatchRecording,
)
from zoomcore.commands.wishes.registration import DecideRegistration, ExportRegistrants, InviteGuest, ShowRegistrants
from zoomcore.commands.wishes.rooms import OpenRoomsForm, PutRoomsBack, ReplaceRooms, SetRooms, ShowRooms
from zoomcore.commands.wishes.rulings import (
    AgreeAccommodation,
    AnswerQuery,
    AskAboutAttendance,
    ChangeRule,
    ClaimName,
    ConfirmClaims,
    ConfirmParticipant,
    MarkAttendance,
    OpenRuleForm,
    PickParticipant,
    ReleaseGrades,
    ReopenParticipant,
    RuleOutParticipant,
    SendOwnAttendance,
    ShowReview,
    VoidAttendance,
    WithdrawGrades,
)
from zoomcore.commands.wishes.sync import AdoptMeeting, RecreateMeeting, SettleClash
from zoomcore.commands.wishes.tracking import (
    OfferTrackingFields,
    OpenTrackingForm,
    PutTrackingBack,
    SetTracking,
    ShowTrackingFields,
)
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists, ShowPanelists
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
from zoomcore.services.finding import asking_which
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
from zoomcore.services.registration import listing as registrant_lists
from zoomcore.services.rooms import planning
from zoomcore.services.scene import Scene
from zoomcore.services.sync import adopting, recreating, settling
from zoomcore.services.tracking import choosing as tracking
from zoomcore.services.webinars import panelists
from zoomcore.storage.store import Unit
from zoomcore.views import Audience, Reply
from zoomcore.wording import _

#: Works inside the unit it is given.
Handler = Callable[[Unit, Scene, Any], Awaitable[Reply]]


async def perform(unit: Unit, scene: Scene, command: Command) -> Reply:
    """Checks the course and the role, then lets the use case answer."""
    situated = await access.situate(unit, scene, command)
    if isinstance(situated, Reply):
        return situated
    with asking_which(command):
        reply = await HANDLERS[type(command)](unit, situated, command)
    # What names people is never said openly, whatever its use case thinks.
    return replace(reply, audience=Audience.ASKER) if command.spec.people else reply


async def _undo(unit: Unit, scene: Scene, wish: Undo) -> Reply:
    inverse = await undoing.inverse_of(unit, scene, wish)
    return await perform(unit, scene, inverse)


async def _look(unit: Unit, scene: Scene, wish: LookAtLink) -> Reply:
    """What a link leads to, for the browser it belongs to. The role is looked at each time, before Open too.

    What writes something, if only that a file was taken, is not done by a look: it is offered again.
    """
    page = wish.page
    if page is None or isinstance(page, LookAtLink) or type(page) not in HANDLERS:
        raise InvalidInput(_("I couldn't read this link."), next_step=_("Ask Lectern in your chat for a new one."))
    situated = await access.situate(unit, scene, page)
    if isinstance(situated, Reply):
        return situated
    closed = await binding.front(unit, wish)
    return closed or await HANDLERS[type(page)](unit, situated, page)


HANDLERS: Mapping[type[Command], Handler] = {
    ShowNow: listing.show_now,
    ScheduleMeeting: booking.schedule,
    OpenScheduleForm: booking.open_form,
    StartNow: booking.start_now,
    StartMeeting: joining.start,
    JoinMeeting: joining.join,
    ListMeetings: listing.list_coming,
    ShowMeeting: listing.show_details,
    MoveMeeting: moving.move,
    OpenMoveForm: moving.open_form,
    ChangeOptions: options.set_options,
    OpenOptionsForm: options.open_form,
    CancelMeeting: cancelling.cancel,
    ChangeAlternatives: alternatives.change,
    StandIn: substituting.stand_in,
    ChangeHost: handover.change_host,
    OpenHostForm: handover.open_form,
    OpenStandInForm: substituting.open_form,
    RecoverMeeting: recovering.recover,
    AnnounceMeeting: announcing.announce,
    ShowInvitation: invitations.show,
    SetTracking: tracking.set_tracking,
    PutTrackingBack: tracking.put_back,
    ShowTrackingFields: tracking.show_fields,
    OpenTrackingForm: tracking.open_form,
    OfferTrackingFields: tracking.offer,
    ShowRooms: planning.show,
    SetRooms: planning.set_rooms,
    PutRoomsBack: planning.put_back,
    ReplaceRooms: planning.replace_others,
    OpenRoomsForm: planning.open_form,
    ShowPanelists: panelists.show,
    AddPanelists: panelists.add,
    RemovePanelists: panelists.remove,
    InviteGuest: inviting.invite,
    ShowRegistrants: registrant_lists.show,
    ExportRegistrants: registrant_lists.export,
    DecideRegistration: registrant_decisions.decide,
    AdoptMeeting: adopting.adopt,
    RecreateMeeting: recreating.recreate,
    SettleClash: settling.settle,
    ShowAttendance: showing.show,
    ShowTermAttendance: terming.show_term,
    ShowStudentAttendance: terming.show_student,
    ShowMyAttendance: mine.show,
    ShowWhy: reasons.show,
    ReadZoomAgain: rereading.read_again,
    ExportAttendance: exporting.export_class,
    ShowGrades: grading.show_grades,
    ShowMyGrades: mine.show_grades,
    ExportGrades: exporting.export_grades,
    ShowReview: reviewing.show,
    ConfirmParticipant: reviewing.confirm,
    PickParticipant: reviewing.pick,
    RuleOutParticipant: reviewing.rule_out,
    ReopenParticipant: reviewing.reopen,
    ClaimName: claiming.claim,
    ConfirmClaims: claiming.confirm,
    AskAboutAttendance: queries.ask,
    AnswerQuery: queries.answer,
    MarkAttendance: marking.mark,
    VoidAttendance: marking.void,
    AgreeAccommodation: marking.agree,
    OpenRuleForm: counting.open_form,
    ChangeRule: counting.change,
    ReleaseGrades: grading.release,
    WithdrawGrades: grading.withdraw,
    SendOwnAttendance: sending.send_own,
    Undo: _undo,
    RetryWork: retrying.retry,
    AddCourse: courses.add,
    MapCourse: courses.map_channel,
    UnmapCourse: courses.unmap,
    DecideMapping: courses.decide,
    ListRecordings: recording_lists.list_recordings,
    ShowStudentRecordings: recording_lists.show_student,
    ShowRecording: recording_lists.show,
    WatchRecording: recording_lists.watch,
    ShowSeen: recording_lists.show_seen,
    OpenRecordingPage: recording_lists.open_page,
    PublishRecording: recording_changes.publish,
    HideRecording: recording_changes.hide,
    RenameRecording: recording_changes.rename,
    OpenRenameForm: recording_changes.open_rename,
    TrashRecording: recording_changes.trash,
    RestoreRecording: recording_changes.recover,
    DeleteRecording: recording_changes.delete,
    GetTranscript: recording_changes.get_transcript,
    ListCourses: courses.list_courses,
    ShowPeople: people.show,
    EnrollPerson: people.enroll,
    RemovePerson: people.remove,
    ImportRoster: people.import_roster,
    SuggestRoster: people.suggest,
    MakeBackup: backups.make,
    ListBackups: backups.show_list,
    ShowBackup: backups.show,
    VerifyBackup: backups.verify,
    FetchBackup: backups.fetch,
    DeleteBackup: backups.delete,
    RestoreBackup: restoring.restore,
    OpenRestoreForm: restoring.open_form,
    StopRestore: restoring.stop,
    ResumeRestore: restoring.resume,
    UndoRestore: restoring.undo,
    CopyCourse: copying.copy,
    Connect: connecting.connect,
    SkipWelcome: connecting.skip,
    ShowSettings: settings.show,
    ChangeMySettings: settings.change_mine,
    ChangeCourseSettings: presets.change_course,
    ShowSchoolSettings: settings.show_school,
    ChangeSchoolSettings: presets.change_school,
    ShowStatus: status.show,
    ExportPerson: privacy.export,
    ErasePerson: privacy.erase,
    ShowHelp: helping.show,
    TakeFile: files.take,
    KeepGradeBook: keeping.keep,
    ShowLicenses: looking.show,
    ListIdle: looking.list_idle,
    ShowLicenseHistory: looking.history,
    RequestLicense: asking.request,
    DecideLicense: deciding.decide,
    OpenLicensePicture: forecasting.picture,
    OpenSweepForm: sweeping.open_form,
    SweepLicenses: sweeping.sweep,
    OpenRefuseForm: deciding.open_refuse_form,
    PostponeLicense: deciding.postpone,
    TakeBackLicense: deciding.take_back,
    AskLicenseBack: deciding.ask_back,
    ProtectLicense: setting.protect,
    LimitLicenses: setting.limit,
    SetLicensePolicy: setting.policy,
    SetApprovals: setting.approvals,
    OpenJoinPage: joining.open_page,
    LookAtLink: _look,
    OpenLink: binding.open_link,
    OpenReportPage: report.report_card,
    OpenPresencePicture: pictures.presence,
    OpenTermPicture: pictures.term,
}
