"""The one table of grammars: a command that can be typed has a reader here. A new verb is a new row."""

from collections.abc import Callable, Mapping

from zoomcore.commands import (
    attending,
    coursing,
    inviting,
    licensing,
    looking,
    private,
    recalling,
    safekeeping,
    seating,
    speaking,
    tracking,
)
from zoomcore.commands.base import Command
from zoomcore.commands.changing import read_cancel, read_move, read_set
from zoomcore.commands.hosting import read_alt, read_host_line, read_sub
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.scheduling import read_new
from zoomcore.commands.source import Source
from zoomcore.commands.wishes.attendance import (
    ExportAttendance,
    ExportGrades,
    ShowAttendance,
    ShowGrades,
    ShowMyAttendance,
    ShowMyGrades,
    ShowStudentAttendance,
    ShowTermAttendance,
)
from zoomcore.commands.wishes.backups import (
    CopyCourse,
    DeleteBackup,
    FetchBackup,
    ListBackups,
    MakeBackup,
    RestoreBackup,
    ShowBackup,
    VerifyBackup,
)
from zoomcore.commands.wishes.courses import (
    AddCourse,
    EnrollPerson,
    ImportRoster,
    ListCourses,
    MapCourse,
    RemovePerson,
    ShowPeople,
    SuggestRoster,
    UnmapCourse,
)
from zoomcore.commands.wishes.hosting import ChangeAlternatives, ChangeHost, StandIn
from zoomcore.commands.wishes.house import Connect, ShowHelp, ShowNow, ShowSettings, ShowStatus
from zoomcore.commands.wishes.invitations import ShowInvitation
from zoomcore.commands.wishes.licenses import (
    LimitLicenses,
    ListIdle,
    OpenSweepForm,
    ProtectLicense,
    RequestLicense,
    SetApprovals,
    SetLicensePolicy,
    ShowLicenseHistory,
    ShowLicenses,
)
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    MoveMeeting,
    ScheduleMeeting,
    StartMeeting,
    StartNow,
)
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.commands.wishes.presets import ShowSchoolSettings
from zoomcore.commands.wishes.privacy import ErasePerson, ExportPerson
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    HideRecording,
    ListRecordings,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowSeen,
    ShowStudentRecordings,
    TrashRecording,
)
from zoomcore.commands.wishes.registration import ExportRegistrants, InviteGuest, ShowRegistrants
from zoomcore.commands.wishes.rooms import SetRooms, ShowRooms
from zoomcore.commands.wishes.rulings import (
    AgreeAccommodation,
    MarkAttendance,
    OpenRuleForm,
    ReleaseGrades,
    ShowReview,
    VoidAttendance,
)
from zoomcore.commands.wishes.sync import AdoptMeeting, RecreateMeeting
from zoomcore.commands.wishes.tracking import SetTracking, ShowTrackingFields
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists, ShowPanelists

#: Reads the rest of a line, from behind the verb; InvalidInput for what makes no sense.
Grammar = Callable[[Source, int, Speaker], Parsed]

GRAMMARS: Mapping[type[Command], Grammar] = {
    ShowNow: looking.read_home,
    ScheduleMeeting: read_new,
    StartNow: looking.read_now,
    StartMeeting: looking.read_start,
    JoinMeeting: looking.read_join,
    ListMeetings: looking.read_list,
    MoveMeeting: read_move,
    ChangeOptions: read_set,
    CancelMeeting: read_cancel,
    ChangeAlternatives: read_alt,
    StandIn: read_sub,
    ChangeHost: read_host_line,
    InviteGuest: inviting.read_guest,
    ShowRegistrants: inviting.read_registrants,
    ExportRegistrants: inviting.read_registrants,
    RecreateMeeting: looking.read_recreate,
    # As with "course people": the webinar stands in the middle.
    SetTracking: tracking.read_tracking,
    ShowTrackingFields: tracking.read_tracking,
    ShowInvitation: looking.read_invitation,
    ShowRooms: seating.read_rooms,
    SetRooms: seating.read_rooms,
    ShowPanelists: speaking.read_panelists,
    AddPanelists: speaking.read_panelists,
    RemovePanelists: speaking.read_panelists,
    # All that begins with "attendance" is one grammar, and all that begins with "grades".
    ShowAttendance: attending.read_attendance,
    ShowTermAttendance: attending.read_attendance,
    ShowStudentAttendance: attending.read_attendance,
    ShowMyAttendance: attending.read_attendance,
    ExportAttendance: attending.read_attendance,
    ShowGrades: attending.read_grades,
    ShowMyGrades: attending.read_grades,
    ExportGrades: attending.read_grades,
    ShowReview: attending.read_attendance,
    MarkAttendance: attending.read_attendance,
    VoidAttendance: attending.read_attendance,
    OpenRuleForm: attending.read_attendance,
    AgreeAccommodation: attending.read_attendance,
    ReleaseGrades: attending.read_grades,
    # All that begins with "recordings" is one grammar; two of its words are verbs of their own as well.
    ListRecordings: recalling.read_recordings,
    ShowStudentRecordings: recalling.read_recordings,
    PublishRecording: recalling.read_publish,
    HideRecording: recalling.read_hide,
    RenameRecording: recalling.read_recordings,
    TrashRecording: recalling.read_recordings,
    RestoreRecording: recalling.read_recordings,
    DeleteRecording: recalling.read_recordings,
    ShowSeen: recalling.read_recordings,
    ListCourses: coursing.read_courses,
    AddCourse: coursing.read_add,
    MapCourse: coursing.read_map,
    UnmapCourse: coursing.read_unmap,
    AdoptMeeting: coursing.read_adopt,
    # All that begins with "course people" is one grammar, since the code stands in the middle.
    ShowPeople: coursing.read_people,
    EnrollPerson: coursing.read_people,
    RemovePerson: coursing.read_people,
    ImportRoster: coursing.read_people,
    SuggestRoster: coursing.read_people,
    # As with "course people": what follows "licenses" says which of them it is.
    ShowLicenses: licensing.read_licenses,
    ListIdle: licensing.read_licenses,
    OpenSweepForm: licensing.read_licenses,
    RequestLicense: licensing.read_licenses,
    ProtectLicense: licensing.read_licenses,
    LimitLicenses: licensing.read_licenses,
    SetLicensePolicy: licensing.read_licenses,
    ShowLicenseHistory: licensing.read_licenses,
    MakeBackup: safekeeping.read_backup,
    ListBackups: safekeeping.read_backup,
    ShowBackup: safekeeping.read_backup,
    VerifyBackup: safekeeping.read_backup,
    FetchBackup: safekeeping.read_backup,
    DeleteBackup: safekeeping.read_backup,
    RestoreBackup: safekeeping.read_restore,
    CopyCourse: safekeeping.read_copy,
    Connect: looking.read_connect,
    ShowSettings: looking.read_settings,
    ShowSchoolSettings: looking.read_settings,
    SetApprovals: looking.read_settings,
    ShowStatus: looking.read_status,
    ExportPerson: private.read_export,
    ErasePerson: private.read_erase,
    ShowHelp: looking.read_help,
}
