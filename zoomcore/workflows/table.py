"""Job class → what does it, one to one; and what is said when a job is given up."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoomcore.domain.hosting_work import (
    BringSubstitute,
    ChangeAlternatives,
    ChangeHost,
    EndOldMeeting,
    EndSubstitute,
    TakeOffSubstitute,
)
from zoomcore.domain.invitation_work import FetchInvitation
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.domain.recording_work import ChangeRecording, SendTranscript, SweepRecordings
from zoomcore.domain.registration_work import (
    CancelRegistrants,
    DecideRegistrant,
    RegisterGuest,
    RegisterPeople,
    SweepRegistrations,
)
from zoomcore.domain.room_work import FollowRoster, FollowRosters, SendRooms
from zoomcore.domain.tracking_work import ReadTrackingFields, SetTracked, SweepTrackingFields
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.domain.work import (
    AskForLicense,
    AskForMapping,
    AskStudents,
    BackUpNightly,
    ChangeMeeting,
    CreateMeeting,
    DeliverMessage,
    FindMissedRuns,
    FindRuns,
    ForgetEvidence,
    HandleZoomEvent,
    LookUpHost,
    MakeCourseBackup,
    MoveLicense,
    NeedLicense,
    OfferClasses,
    ProposeSweep,
    ReadMeeting,
    ReadRoster,
    ReadRun,
    RecomputeClass,
    RecomputeCourse,
    RemindOfLicense,
    RestoreCourse,
    ReturnLicense,
    SweepHost,
    SweepPool,
    SweepZoom,
    TakeBackRestore,
    TakeInMeeting,
    TellInstructors,
    TellSynced,
    TellWeek,
    TellWeeks,
    WelcomePerson,
    Work,
)
from zoomcore.errors import UserError, ZoomError, ZoomUnavailable
from zoomcore.views.ways import connect_button, help_button
from zoomcore.workflows import create, forgetting, inviting, rosters, tracking
from zoomcore.workflows.attendance.finding import find_missed_runs, find_runs
from zoomcore.workflows.attendance.forgetting import forget_evidence
from zoomcore.workflows.attendance.reading_runs import read_run
from zoomcore.workflows.attendance.recomputing import recompute_class, recompute_course
from zoomcore.workflows.attendance.telling import ask_students, tell_instructors, tell_week, tell_weeks
from zoomcore.workflows.backups import restoring, taking_back
from zoomcore.workflows.backups.making import back_up_nightly, make_backup
from zoomcore.workflows.backups.restoring import restore_course
from zoomcore.workflows.backups.taking_back import take_back_restore
from zoomcore.workflows.changes import running
from zoomcore.workflows.changes.running import change_meeting
from zoomcore.workflows.create import create_meeting
from zoomcore.workflows.deliver import deliver_message, give_up_message
from zoomcore.workflows.hosting import alternatives, leaving, substitutes
from zoomcore.workflows.hosting import changing as host_changes
from zoomcore.workflows.hosting.alternatives import change_alternatives
from zoomcore.workflows.hosting.changing import change_host, end_old_meeting
from zoomcore.workflows.hosting.leaving import end_substitute
from zoomcore.workflows.hosting.substitutes import bring_substitute, take_off_substitute
from zoomcore.workflows.inviting import fetch_invitation
from zoomcore.workflows.licenses.asking import ask_for_license
from zoomcore.workflows.licenses.giving_up import give_up_license
from zoomcore.workflows.licenses.moving import move_license
from zoomcore.workflows.licenses.needing import need_license
from zoomcore.workflows.licenses.pool import sweep_pool
from zoomcore.workflows.licenses.proposing import propose_sweep
from zoomcore.workflows.licenses.returning import remind_of_license, return_license
from zoomcore.workflows.mapping import ask_for_mapping
from zoomcore.workflows.meeting_people import look_up_host, welcome_person
from zoomcore.workflows.recordings import changing as recording_changes
from zoomcore.workflows.recordings import following
from zoomcore.workflows.recordings.changing import change_recording
from zoomcore.workflows.recordings.following import send_transcript
from zoomcore.workflows.recordings.sweeping import sweep_recordings
from zoomcore.workflows.registration import deciding as registrant_decisions
from zoomcore.workflows.registration import guests, registering
from zoomcore.workflows.registration.deciding import cancel_registrants, decide_registrant
from zoomcore.workflows.registration.guests import register_guest
from zoomcore.workflows.registration.registering import register_people
from zoomcore.workflows.registration.sweeping import sweep_registrations
from zoomcore.workflows.rooms import sending
from zoomcore.workflows.rooms.sending import follow_roster, follow_rosters, send_rooms
from zoomcore.workflows.rosters import read_roster
from zoomcore.workflows.sync import adopting
from zoomcore.workflows.sync.adopting import offer_classes, take_in_meeting
from zoomcore.workflows.sync.sweeping import sweep_host, sweep_zoom
from zoomcore.workflows.sync.taking import read_meeting
from zoomcore.workflows.sync.telling import tell_synced
from zoomcore.workflows.telling import refused_card, tell
from zoomcore.workflows.tools import Tools
from zoomcore.workflows.tracking import read_tracking_fields, set_tracked, sweep_tracking_fields
from zoomcore.workflows.webinars import panelists
from zoomcore.workflows.webinars.panelists import bring_panelists
from zoomcore.workflows.zoom_events import handle_zoom_event

#: Every workflow is safe to run twice and to die anywhere.
TABLE: Mapping[type[Work], Callable[[Any, Tools], Awaitable[None]]] = {
    DeliverMessage: deliver_message,
    CreateMeeting: create_meeting,
    ChangeMeeting: change_meeting,
    LookUpHost: look_up_host,
    AskForMapping: ask_for_mapping,
    ReadRoster: read_roster,
    HandleZoomEvent: handle_zoom_event,
    WelcomePerson: welcome_person,
    ReadRun: read_run,
    FindRuns: find_runs,
    FindMissedRuns: find_missed_runs,
    RecomputeClass: recompute_class,
    RecomputeCourse: recompute_course,
    ChangeAlternatives: change_alternatives,
    BringSubstitute: bring_substitute,
    TakeOffSubstitute: take_off_substitute,
    EndSubstitute: end_substitute,
    ChangeHost: change_host,
    EndOldMeeting: end_old_meeting,
    ChangeRecording: change_recording,
    SendTranscript: send_transcript,
    SweepRecordings: sweep_recordings,
    FetchInvitation: fetch_invitation,
    BringPanelists: bring_panelists,
    ReadTrackingFields: read_tracking_fields,
    SweepTrackingFields: sweep_tracking_fields,
    SetTracked: set_tracked,
    SendRooms: send_rooms,
    FollowRoster: follow_roster,
    FollowRosters: follow_rosters,
    RegisterPeople: register_people,
    RegisterGuest: register_guest,
    DecideRegistrant: decide_registrant,
    CancelRegistrants: cancel_registrants,
    SweepRegistrations: sweep_registrations,
    SweepPool: sweep_pool,
    ProposeSweep: propose_sweep,
    AskForLicense: ask_for_license,
    NeedLicense: need_license,
    MoveLicense: move_license,
    RemindOfLicense: remind_of_license,
    ReturnLicense: return_license,
    ForgetEvidence: forget_evidence,
    ForgetPerson: forgetting.forget_person,
    AskStudents: ask_students,
    TellInstructors: tell_instructors,
    TellWeeks: tell_weeks,
    TellWeek: tell_week,
    SweepZoom: sweep_zoom,
    SweepHost: sweep_host,
    ReadMeeting: read_meeting,
    TellSynced: tell_synced,
    TakeInMeeting: take_in_meeting,
    OfferClasses: offer_classes,
    MakeCourseBackup: make_backup,
    BackUpNightly: back_up_nightly,
    RestoreCourse: restore_course,
    TakeBackRestore: take_back_restore,
}


async def _tell_unlooked(work: LookUpHost | OfferClasses, tools: Tools, error: UserError | ZoomError) -> None:
    await tell(tools, work, refused_card("Zoom", error, (connect_button(), help_button())), outcome="failed")


async def _tell_unasked(work: AskForMapping, tools: Tools, error: UserError | ZoomError) -> None:
    await tell(tools, work, refused_card("", error, (help_button("course map"),)), outcome="failed")


async def _tell_unmade(work: MakeCourseBackup, tools: Tools, error: UserError | ZoomError) -> None:
    await tell(tools, work, refused_card("", error, (help_button("backup"),)), outcome="failed")


#: What is said, and put back, when work is given up. All else is kept as given up and shown by `status`.
FAILURES: Mapping[type[Work], Callable[[Any, Tools, UserError | ZoomError], Awaitable[None]]] = {
    CreateMeeting: create.fail,
    ChangeMeeting: running.fail,
    LookUpHost: _tell_unlooked,
    OfferClasses: _tell_unlooked,
    TakeInMeeting: adopting.fail,
    ReadRoster: rosters.fail,
    AskForMapping: _tell_unasked,
    MakeCourseBackup: _tell_unmade,
    ForgetPerson: forgetting.fail,
    RestoreCourse: restoring.fail,
    TakeBackRestore: taking_back.fail,
    ChangeAlternatives: alternatives.fail,
    BringSubstitute: substitutes.fail,
    TakeOffSubstitute: substitutes.fail_off,
    EndSubstitute: leaving.fail,
    ChangeHost: host_changes.fail,
    ChangeRecording: recording_changes.fail,
    SendTranscript: following.fail,
    FetchInvitation: inviting.fail,
    BringPanelists: panelists.fail,
    ReadTrackingFields: tracking.fail_reading,
    SetTracked: tracking.fail_setting,
    SendRooms: sending.fail,
    RegisterPeople: registering.fail,
    RegisterGuest: guests.fail,
    DecideRegistrant: registrant_decisions.fail,
}


async def give_up(work: Work, error: BaseException, tools: Tools) -> None:
    """Nothing ends silently: whoever waits is told, and what was begun is put back as far as it can be."""
    if isinstance(work, DeliverMessage):
        await give_up_message(work, tools, error)
    elif isinstance(work, AskForLicense | MoveLicense):
        await give_up_license(work, tools, error)
    elif type(work) in FAILURES:
        known = error if isinstance(error, UserError | ZoomError) else ZoomUnavailable(str(error))
        await FAILURES[type(work)](work, tools, known)
