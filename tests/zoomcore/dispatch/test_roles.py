"""Who may what: every verb of the catalogue against every role, denied by default."""

import pytest

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.catalogue import CATALOGUE
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
    FollowJoinLink,
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
    FollowRecording,
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
from zoomcore.dispatch.handlers import HANDLERS
from zoomcore.dispatch.outside import OUTSIDE
from zoomcore.domain.every_work import WORK
from zoomcore.domain.people import Role
from zoomcore.workflows.table import TABLE

#: In the order of what they may.
WHO = {
    "gus": Role.GUEST,
    "olga": Role.OBSERVER,
    "bo": Role.STUDENT,
    "tia": Role.ASSISTANT,
    "ana": Role.INSTRUCTOR,
    "ada": Role.ADMIN,
}
NEXT = Target(meeting=1)

#: The least role that gets through, as the README's table says it; written down here a second time on purpose.
LEAST = {
    ShowNow: Role.GUEST,
    ScheduleMeeting: Role.INSTRUCTOR,
    OpenScheduleForm: Role.INSTRUCTOR,
    StartNow: Role.INSTRUCTOR,
    StartMeeting: Role.ASSISTANT,
    JoinMeeting: Role.GUEST,
    ListMeetings: Role.GUEST,
    ShowMeeting: Role.GUEST,
    MoveMeeting: Role.INSTRUCTOR,
    OpenMoveForm: Role.INSTRUCTOR,
    ChangeOptions: Role.INSTRUCTOR,
    OpenOptionsForm: Role.INSTRUCTOR,
    CancelMeeting: Role.INSTRUCTOR,
    RecoverMeeting: Role.INSTRUCTOR,
    AnnounceMeeting: Role.INSTRUCTOR,
    InviteGuest: Role.INSTRUCTOR,
    ShowRegistrants: Role.ASSISTANT,
    ExportRegistrants: Role.INSTRUCTOR,
    DecideRegistration: Role.INSTRUCTOR,
    AdoptMeeting: Role.INSTRUCTOR,
    RecreateMeeting: Role.INSTRUCTOR,
    SettleClash: Role.INSTRUCTOR,
    ShowInvitation: Role.GUEST,
    SetTracking: Role.INSTRUCTOR,
    PutTrackingBack: Role.INSTRUCTOR,
    ShowTrackingFields: Role.ADMIN,
    OpenTrackingForm: Role.ADMIN,
    OfferTrackingFields: Role.ADMIN,
    ShowRooms: Role.ASSISTANT,
    SetRooms: Role.INSTRUCTOR,
    OpenRoomsForm: Role.INSTRUCTOR,
    PutRoomsBack: Role.INSTRUCTOR,
    ReplaceRooms: Role.INSTRUCTOR,
    ShowPanelists: Role.ASSISTANT,
    AddPanelists: Role.INSTRUCTOR,
    RemovePanelists: Role.INSTRUCTOR,
    AddCourse: Role.ADMIN,
    UnmapCourse: Role.INSTRUCTOR,
    DecideMapping: Role.ADMIN,
    ListCourses: Role.GUEST,
    ShowPeople: Role.ASSISTANT,
    EnrollPerson: Role.INSTRUCTOR,
    RemovePerson: Role.INSTRUCTOR,
    ImportRoster: Role.INSTRUCTOR,
    SuggestRoster: Role.INSTRUCTOR,
    Connect: Role.GUEST,
    SkipWelcome: Role.GUEST,
    KeepGradeBook: Role.INSTRUCTOR,
    ChangeMySettings: Role.GUEST,
    ChangeCourseSettings: Role.INSTRUCTOR,
    ShowSchoolSettings: Role.ADMIN,
    ChangeSchoolSettings: Role.ADMIN,
    ShowStatus: Role.ADMIN,
    ErasePerson: Role.ADMIN,
    ShowHelp: Role.GUEST,
    ShowAttendance: Role.GUEST,
    ChangeAlternatives: Role.INSTRUCTOR,
    StandIn: Role.INSTRUCTOR,
    OpenHostForm: Role.INSTRUCTOR,
    OpenStandInForm: Role.INSTRUCTOR,
    ChangeHost: Role.INSTRUCTOR,
    ShowTermAttendance: Role.ASSISTANT,
    ShowStudentAttendance: Role.ASSISTANT,
    ShowMyAttendance: Role.GUEST,
    ShowWhy: Role.GUEST,
    ReadZoomAgain: Role.ASSISTANT,
    ExportAttendance: Role.INSTRUCTOR,
    ShowGrades: Role.GUEST,
    ShowMyGrades: Role.GUEST,
    ExportGrades: Role.INSTRUCTOR,
    ShowReview: Role.ASSISTANT,
    ConfirmParticipant: Role.ASSISTANT,
    PickParticipant: Role.ASSISTANT,
    RuleOutParticipant: Role.ASSISTANT,
    ReopenParticipant: Role.ASSISTANT,
    ClaimName: Role.GUEST,
    ConfirmClaims: Role.ASSISTANT,
    AskAboutAttendance: Role.GUEST,
    AnswerQuery: Role.INSTRUCTOR,
    MarkAttendance: Role.INSTRUCTOR,
    VoidAttendance: Role.INSTRUCTOR,
    OpenRuleForm: Role.INSTRUCTOR,
    ChangeRule: Role.INSTRUCTOR,
    AgreeAccommodation: Role.INSTRUCTOR,
    ReleaseGrades: Role.INSTRUCTOR,
    WithdrawGrades: Role.INSTRUCTOR,
    SendOwnAttendance: Role.INSTRUCTOR,
    ShowLicenses: Role.ADMIN,
    ListIdle: Role.ADMIN,
    ShowLicenseHistory: Role.ADMIN,
    DecideLicense: Role.ADMIN,
    OpenRefuseForm: Role.ADMIN,
    OpenSweepForm: Role.ADMIN,
    OpenLicensePicture: Role.ADMIN,
    SweepLicenses: Role.ADMIN,
    PostponeLicense: Role.ADMIN,
    TakeBackLicense: Role.ADMIN,
    ProtectLicense: Role.ADMIN,
    LimitLicenses: Role.ADMIN,
    SetLicensePolicy: Role.ADMIN,
    SetApprovals: Role.ADMIN,
    MakeBackup: Role.INSTRUCTOR,
    ListBackups: Role.INSTRUCTOR,
    ShowBackup: Role.INSTRUCTOR,
    VerifyBackup: Role.INSTRUCTOR,
    FetchBackup: Role.INSTRUCTOR,
    DeleteBackup: Role.INSTRUCTOR,
    RestoreBackup: Role.INSTRUCTOR,
    OpenRestoreForm: Role.INSTRUCTOR,
    CopyCourse: Role.INSTRUCTOR,
    StopRestore: Role.INSTRUCTOR,
    ResumeRestore: Role.INSTRUCTOR,
    UndoRestore: Role.INSTRUCTOR,
    OpenReportPage: Role.ASSISTANT,
    OpenPresencePicture: Role.ASSISTANT,
    OpenTermPicture: Role.ASSISTANT,
    ShowStudentRecordings: Role.INSTRUCTOR,
    PublishRecording: Role.INSTRUCTOR,
    HideRecording: Role.INSTRUCTOR,
    RenameRecording: Role.INSTRUCTOR,
    OpenRenameForm: Role.INSTRUCTOR,
    TrashRecording: Role.INSTRUCTOR,
    RestoreRecording: Role.INSTRUCTOR,
    DeleteRecording: Role.INSTRUCTOR,
    ShowSeen: Role.INSTRUCTOR,
}
#: Their right depends on what they are about, and has stories of its own.
BY_STORY = {
    MapCourse,
    Undo,
    RetryWork,
    ShowSettings,
    RequestLicense,
    AskLicenseBack,
    OpenJoinPage,
    FollowJoinLink,
    LookAtLink,
    OpenLink,
    TakeFile,
    ListRecordings,
    ShowRecording,
    WatchRecording,
    GetTranscript,
    OpenRecordingPage,
    FollowRecording,
    ExportPerson,
}
REFUSED = ("That is for its", "In this course, that is for its", "Only Lectern's admins")


def a_wish(kind):
    """One that means something in the story below."""
    given = {
        AddCourse: {"code": "PHYS", "title": "Physics"},
        EnrollPerson: {"code": "MATH201", "who": "nora@uni.example"},
        RemovePerson: {"code": "MATH201", "who": "maya@uni.example"},
        RecoverMeeting: {"meeting": 1},
        AnnounceMeeting: {"meeting": 1},
        SettleClash: {"meeting": 1, "change": 1},
        ChangeCourseSettings: {"course": "MATH201"},
    }
    if kind in given:
        return kind(**given[kind])
    about = kind.__dataclass_fields__
    if "target" in about:
        return kind(target=NEXT)
    return kind(occurrence=1) if "occurrence" in about else kind()


def refused(reply):
    return text(reply).removeprefix("Problem. ").startswith(REFUSED)


def test_every_command_has_one_handler_and_every_job_one_workflow():
    assert set(HANDLERS) | set(OUTSIDE) == set(CATALOGUE)
    assert not set(HANDLERS) & set(OUTSIDE)
    assert set(TABLE) == set(WORK)


def test_the_table_names_every_command():
    assert set(LEAST) | BY_STORY == set(CATALOGUE)


@pytest.mark.parametrize("kind", LEAST, ids=lambda kind: kind.spec.name)
async def test_who_may(school, kind):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    may = {}
    for user, role in WHO.items():
        may[role] = not refused(await school.wish(user, a_wish(kind)))
    assert may == {role: role.reaches(LEAST[kind]) for role in WHO.values()}


async def test_a_refusal_changes_nothing(school):
    await school.say("bo", "help")
    before = await school.rows()
    for line in (
        'new "Mine" tomorrow 3pm',
        "now",
        "cancel",
        "course add X Y",
        "course people add bo@uni.example as instructor",
    ):
        assert refused(await school.say("bo", line)), line
    assert {name: count for name, count in (await school.rows()).items() if name != "post"} == {
        name: count for name, count in before.items() if name != "post"
    }


async def test_a_button_in_the_wrong_hands_is_refused_like_a_typed_line(school):
    done = await school.say("ana", 'new "Algebra" tomorrow 3pm')
    for label in ("Cancel class", "Move class", "Post to"):
        assert refused(await school.press(label, on=done, by="bo")), label
    assert len(school.at_zoom()) == 1


async def test_an_instructor_of_one_course_is_nobody_in_another(school):
    await school.say("ada", 'course add PHYS "Physics"')
    await school.say("ada", "course map PHYS", where="physics")
    assert refused(await school.say("ana", 'new "Optics" tomorrow 3pm', where="physics"))
    assert "You aren't in PHYS" in text(await school.say("ana", "course people PHYS"))


async def test_course_settings_are_the_instructors(school):
    assert refused(await school.say("bo", "settings MATH201"))
    assert not refused(await school.say("bo", "settings"))
    assert not refused(await school.say("ana", "settings MATH201"))


async def test_an_admins_e_mail_from_outside_makes_no_admin(school):
    from dataclasses import replace

    school.chat.people["gus"] = replace(school.chat.people["gus"], email="admin@uni.example", home=False)
    assert refused(await school.say("gus", "status"))


async def test_in_a_private_chat_the_one_course_i_run_is_meant(school):
    done = await school.say("ana", 'new "Lab" tomorrow 3pm', where="")
    assert "Course: MATH201" in text(done)


async def test_with_two_courses_a_private_chat_asks_which(school):
    await school.say("ada", 'course add PHYS "Physics"')
    await school.say("ada", "course people PHYS add ana@uni.example as instructor")
    asked = await school.say("ana", 'new "Optics" tomorrow 3pm', where="")
    assert asked.view.title == "Which course?"
    assert "Course: PHYS" in text(await school.press("PHYS", on=asked, by="ana", where=""))
    for line in ("start", "new", "course people"):
        assert (await school.say("ana", line, where="")).view.title == "Which course?", line


async def test_in_a_private_chat_of_nobodys_courses_the_way_out_is_said(school):
    assert "isn't linked to a course yet" in text(await school.say("li", 'new "Optics" tomorrow 3pm', where=""))
