"""Who may what: every verb of the catalogue against every role, denied by default."""

import pytest

from tests.school import text
from zoomcore.commands import catalogue as wishes
from zoomcore.commands.base import Target
from zoomcore.dispatch.handlers import HANDLERS, OUTSIDE
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
    wishes.ShowNow: Role.GUEST,
    wishes.ScheduleMeeting: Role.INSTRUCTOR,
    wishes.OpenScheduleForm: Role.INSTRUCTOR,
    wishes.StartNow: Role.INSTRUCTOR,
    wishes.StartMeeting: Role.ASSISTANT,
    wishes.JoinMeeting: Role.GUEST,
    wishes.ListMeetings: Role.GUEST,
    wishes.ShowMeeting: Role.GUEST,
    wishes.MoveMeeting: Role.INSTRUCTOR,
    wishes.OpenMoveForm: Role.INSTRUCTOR,
    wishes.ChangeOptions: Role.INSTRUCTOR,
    wishes.OpenOptionsForm: Role.INSTRUCTOR,
    wishes.CancelMeeting: Role.INSTRUCTOR,
    wishes.RecoverMeeting: Role.INSTRUCTOR,
    wishes.AnnounceMeeting: Role.INSTRUCTOR,
    wishes.InviteGuest: Role.INSTRUCTOR,
    wishes.DecideRegistration: Role.INSTRUCTOR,
    wishes.AdoptMeeting: Role.INSTRUCTOR,
    wishes.RecreateMeeting: Role.INSTRUCTOR,
    wishes.SettleClash: Role.INSTRUCTOR,
    wishes.ShowInvitation: Role.GUEST,
    wishes.SetTracking: Role.INSTRUCTOR,
    wishes.ShowTrackingFields: Role.ADMIN,
    wishes.OpenTrackingForm: Role.ADMIN,
    wishes.OfferTrackingFields: Role.ADMIN,
    wishes.ShowRooms: Role.ASSISTANT,
    wishes.SetRooms: Role.INSTRUCTOR,
    wishes.OpenRoomsForm: Role.INSTRUCTOR,
    wishes.ShowPanelists: Role.ASSISTANT,
    wishes.AddPanelists: Role.INSTRUCTOR,
    wishes.RemovePanelists: Role.INSTRUCTOR,
    wishes.AddCourse: Role.ADMIN,
    wishes.UnmapCourse: Role.INSTRUCTOR,
    wishes.DecideMapping: Role.ADMIN,
    wishes.ListCourses: Role.GUEST,
    wishes.ShowPeople: Role.ASSISTANT,
    wishes.EnrollPerson: Role.INSTRUCTOR,
    wishes.RemovePerson: Role.INSTRUCTOR,
    wishes.ImportRoster: Role.INSTRUCTOR,
    wishes.SuggestRoster: Role.INSTRUCTOR,
    wishes.Connect: Role.GUEST,
    wishes.SkipWelcome: Role.GUEST,
    wishes.KeepGradeBook: Role.INSTRUCTOR,
    wishes.ChangeMySettings: Role.GUEST,
    wishes.ChangeCourseSettings: Role.INSTRUCTOR,
    wishes.ShowSchoolSettings: Role.ADMIN,
    wishes.ChangeSchoolSettings: Role.ADMIN,
    wishes.ShowStatus: Role.ADMIN,
    wishes.ErasePerson: Role.ADMIN,
    wishes.ShowHelp: Role.GUEST,
    wishes.ShowAttendance: Role.GUEST,
    wishes.ChangeAlternatives: Role.INSTRUCTOR,
    wishes.StandIn: Role.INSTRUCTOR,
    wishes.OpenHostForm: Role.INSTRUCTOR,
    wishes.OpenStandInForm: Role.INSTRUCTOR,
    wishes.ChangeHost: Role.INSTRUCTOR,
    wishes.ShowTermAttendance: Role.ASSISTANT,
    wishes.ShowStudentAttendance: Role.ASSISTANT,
    wishes.ShowMyAttendance: Role.GUEST,
    wishes.ShowWhy: Role.GUEST,
    wishes.ReadZoomAgain: Role.ASSISTANT,
    wishes.ExportAttendance: Role.INSTRUCTOR,
    wishes.ShowGrades: Role.GUEST,
    wishes.ShowMyGrades: Role.GUEST,
    wishes.ExportGrades: Role.INSTRUCTOR,
    wishes.ShowReview: Role.ASSISTANT,
    wishes.ConfirmParticipant: Role.ASSISTANT,
    wishes.PickParticipant: Role.ASSISTANT,
    wishes.RuleOutParticipant: Role.ASSISTANT,
    wishes.ReopenParticipant: Role.ASSISTANT,
    wishes.ClaimName: Role.GUEST,
    wishes.ConfirmClaims: Role.ASSISTANT,
    wishes.AskAboutAttendance: Role.GUEST,
    wishes.AnswerQuery: Role.INSTRUCTOR,
    wishes.MarkAttendance: Role.INSTRUCTOR,
    wishes.VoidAttendance: Role.INSTRUCTOR,
    wishes.OpenRuleForm: Role.INSTRUCTOR,
    wishes.ChangeRule: Role.INSTRUCTOR,
    wishes.AgreeAccommodation: Role.INSTRUCTOR,
    wishes.ReleaseGrades: Role.INSTRUCTOR,
    wishes.WithdrawGrades: Role.INSTRUCTOR,
    wishes.SendOwnAttendance: Role.INSTRUCTOR,
    wishes.ShowLicenses: Role.ADMIN,
    wishes.ListIdle: Role.ADMIN,
    wishes.ShowLicenseHistory: Role.ADMIN,
    wishes.DecideLicense: Role.ADMIN,
    wishes.OpenRefuseForm: Role.ADMIN,
    wishes.OpenSweepForm: Role.ADMIN,
    wishes.OpenLicensePicture: Role.ADMIN,
    wishes.SweepLicenses: Role.ADMIN,
    wishes.PostponeLicense: Role.ADMIN,
    wishes.TakeBackLicense: Role.ADMIN,
    wishes.ProtectLicense: Role.ADMIN,
    wishes.LimitLicenses: Role.ADMIN,
    wishes.SetLicensePolicy: Role.ADMIN,
    wishes.SetApprovals: Role.ADMIN,
    wishes.MakeBackup: Role.INSTRUCTOR,
    wishes.ListBackups: Role.INSTRUCTOR,
    wishes.ShowBackup: Role.INSTRUCTOR,
    wishes.VerifyBackup: Role.INSTRUCTOR,
    wishes.FetchBackup: Role.INSTRUCTOR,
    wishes.DeleteBackup: Role.INSTRUCTOR,
    wishes.RestoreBackup: Role.INSTRUCTOR,
    wishes.OpenRestoreForm: Role.INSTRUCTOR,
    wishes.CopyCourse: Role.INSTRUCTOR,
    wishes.StopRestore: Role.INSTRUCTOR,
    wishes.ResumeRestore: Role.INSTRUCTOR,
    wishes.UndoRestore: Role.INSTRUCTOR,
    wishes.OpenReportPage: Role.ASSISTANT,
    wishes.OpenPresencePicture: Role.ASSISTANT,
    wishes.OpenTermPicture: Role.ASSISTANT,
    wishes.ShowStudentRecordings: Role.INSTRUCTOR,
    wishes.PublishRecording: Role.INSTRUCTOR,
    wishes.HideRecording: Role.INSTRUCTOR,
    wishes.RenameRecording: Role.INSTRUCTOR,
    wishes.OpenRenameForm: Role.INSTRUCTOR,
    wishes.TrashRecording: Role.INSTRUCTOR,
    wishes.RestoreRecording: Role.INSTRUCTOR,
    wishes.DeleteRecording: Role.INSTRUCTOR,
    wishes.ShowSeen: Role.INSTRUCTOR,
}
#: Their right depends on what they are about, and has stories of its own.
BY_STORY = {
    wishes.MapCourse,
    wishes.Undo,
    wishes.RetryWork,
    wishes.ShowSettings,
    wishes.RequestLicense,
    wishes.AskLicenseBack,
    wishes.OpenJoinPage,
    wishes.FollowJoinLink,
    wishes.LookAtLink,
    wishes.OpenLink,
    wishes.TakeFile,
    wishes.ListRecordings,
    wishes.ShowRecording,
    wishes.WatchRecording,
    wishes.GetTranscript,
    wishes.OpenRecordingPage,
    wishes.FollowRecording,
    wishes.ExportPerson,
}
REFUSED = ("That is for its", "In this course, that is for its", "Only Lectern's admins")


def a_wish(kind):
    """One that means something in the story below."""
    given = {
        wishes.AddCourse: {"code": "PHYS", "title": "Physics"},
        wishes.EnrollPerson: {"code": "MATH201", "who": "nora@uni.example"},
        wishes.RemovePerson: {"code": "MATH201", "who": "maya@uni.example"},
        wishes.RecoverMeeting: {"meeting": 1},
        wishes.AnnounceMeeting: {"meeting": 1},
        wishes.SettleClash: {"meeting": 1, "change": 1},
        wishes.ChangeCourseSettings: {"course": "MATH201"},
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
    assert set(HANDLERS) | set(OUTSIDE) == set(wishes.CATALOGUE)
    assert not set(HANDLERS) & set(OUTSIDE)
    assert set(TABLE) == set(WORK)


def test_the_table_names_every_command():
    assert set(LEAST) | BY_STORY == set(wishes.CATALOGUE)


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
