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
from zoomcore.commands import catalogue as commands
from zoomcore.commands.base import Command
from zoomcore.commands.changing import read_cancel, read_move, read_set
from zoomcore.commands.hosting import read_alt, read_host_line, read_sub
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.scheduling import read_new
from zoomcore.commands.source import Source

#: Reads the rest of a line, from behind the verb; InvalidInput for what makes no sense.
Grammar = Callable[[Source, int, Speaker], Parsed]

GRAMMARS: Mapping[type[Command], Grammar] = {
    commands.ShowNow: looking.read_home,
    commands.ScheduleMeeting: read_new,
    commands.StartNow: looking.read_now,
    commands.StartMeeting: looking.read_start,
    commands.JoinMeeting: looking.read_join,
    commands.ListMeetings: looking.read_list,
    commands.MoveMeeting: read_move,
    commands.ChangeOptions: read_set,
    commands.CancelMeeting: read_cancel,
    commands.ChangeAlternatives: read_alt,
    commands.StandIn: read_sub,
    commands.ChangeHost: read_host_line,
    commands.InviteGuest: inviting.read_guest,
    commands.RecreateMeeting: looking.read_recreate,
    # As with "course people": the webinar stands in the middle.
    commands.SetTracking: tracking.read_tracking,
    commands.ShowTrackingFields: tracking.read_tracking,
    commands.ShowInvitation: looking.read_invitation,
    commands.ShowRooms: seating.read_rooms,
    commands.SetRooms: seating.read_rooms,
    commands.ShowPanelists: speaking.read_panelists,
    commands.AddPanelists: speaking.read_panelists,
    commands.RemovePanelists: speaking.read_panelists,
    # All that begins with "attendance" is one grammar, and all that begins with "grades".
    commands.ShowAttendance: attending.read_attendance,
    commands.ShowTermAttendance: attending.read_attendance,
    commands.ShowStudentAttendance: attending.read_attendance,
    commands.ShowMyAttendance: attending.read_attendance,
    commands.ExportAttendance: attending.read_attendance,
    commands.ShowGrades: attending.read_grades,
    commands.ShowMyGrades: attending.read_grades,
    commands.ExportGrades: attending.read_grades,
    commands.ShowReview: attending.read_attendance,
    commands.MarkAttendance: attending.read_attendance,
    commands.VoidAttendance: attending.read_attendance,
    commands.OpenRuleForm: attending.read_attendance,
    commands.AgreeAccommodation: attending.read_attendance,
    commands.ReleaseGrades: attending.read_grades,
    # All that begins with "recordings" is one grammar; two of its words are verbs of their own as well.
    commands.ListRecordings: recalling.read_recordings,
    commands.ShowStudentRecordings: recalling.read_recordings,
    commands.PublishRecording: recalling.read_publish,
    commands.HideRecording: recalling.read_hide,
    commands.RenameRecording: recalling.read_recordings,
    commands.TrashRecording: recalling.read_recordings,
    commands.RestoreRecording: recalling.read_recordings,
    commands.DeleteRecording: recalling.read_recordings,
    commands.ShowSeen: recalling.read_recordings,
    commands.ListCourses: coursing.read_courses,
    commands.AddCourse: coursing.read_add,
    commands.MapCourse: coursing.read_map,
    commands.UnmapCourse: coursing.read_unmap,
    commands.AdoptMeeting: coursing.read_adopt,
    # All that begins with "course people" is one grammar, since the code stands in the middle.
    commands.ShowPeople: coursing.read_people,
    commands.EnrollPerson: coursing.read_people,
    commands.RemovePerson: coursing.read_people,
    commands.ImportRoster: coursing.read_people,
    commands.SuggestRoster: coursing.read_people,
    # As with "course people": what follows "licenses" says which of them it is.
    commands.ShowLicenses: licensing.read_licenses,
    commands.ListIdle: licensing.read_licenses,
    commands.OpenSweepForm: licensing.read_licenses,
    commands.RequestLicense: licensing.read_licenses,
    commands.ProtectLicense: licensing.read_licenses,
    commands.LimitLicenses: licensing.read_licenses,
    commands.SetLicensePolicy: licensing.read_licenses,
    commands.ShowLicenseHistory: licensing.read_licenses,
    commands.MakeBackup: safekeeping.read_backup,
    commands.ListBackups: safekeeping.read_backup,
    commands.ShowBackup: safekeeping.read_backup,
    commands.VerifyBackup: safekeeping.read_backup,
    commands.FetchBackup: safekeeping.read_backup,
    commands.DeleteBackup: safekeeping.read_backup,
    commands.RestoreBackup: safekeeping.read_restore,
    commands.CopyCourse: safekeeping.read_copy,
    commands.Connect: looking.read_connect,
    commands.ShowSettings: looking.read_settings,
    commands.ShowSchoolSettings: looking.read_settings,
    commands.SetApprovals: looking.read_settings,
    commands.ShowStatus: looking.read_status,
    commands.ExportPerson: private.read_export,
    commands.ErasePerson: private.read_erase,
    commands.ShowHelp: looking.read_help,
}
