"""The lines the grammar must take, with what each comes to, asked on Monday 23 November 2026, 10:14 in Madrid."""

from datetime import date, time

import pytest

from tests.zoomcore.commands.asking import ANA, CHANNEL, ask
from zoomcore.commands.base import Target
from zoomcore.commands.outcome import GuessKind
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
from zoomcore.commands.wishes.house import Connect, ShowHelp, ShowNow, ShowSettings, ShowStatus
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
    OpenMoveForm,
    OpenScheduleForm,
    ScheduleMeeting,
    StartMeeting,
    StartNow,
)
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.courses import Announce
from zoomcore.domain.licenses.pool import Policy
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Repeat

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
THREE = time(15)


def lab(day, at=THREE, **more):
    return ScheduleMeeting(topic="Lab", day=day, at=at, **more)


def weekly(day, *weekdays, at=THREE, **more):
    return lab(day, at, repeat=Repeat.WEEKLY, weekdays=weekdays, **more)


CERTAIN = {
    # Licenses.
    "licenses": ShowLicenses(),
    "seats": ShowLicenses(),
    "licenses status": ShowLicenses(),
    "licenses idle": ListIdle(),
    "lic idle 90 days": ListIdle(days=90),
    "licenses idle 60d page 2": ListIdle(days=60, page=2),
    "licenses request": RequestLicense(),
    "license request because exam": RequestLicense(reason="exam"),
    "licenses request for kim@uni.example because the exam is long until fri": RequestLicense(
        who="kim@uni.example", reason="the exam is long", until=FRIDAY
    ),
    "licenses request until tomorrow 3pm": RequestLicense(until=TOMORROW, at=THREE),
    "licenses request until 15:00 because “two groups”": RequestLicense(until=TODAY, at=THREE, reason="two groups"),
    f"licenses request for {ANA}": RequestLicense(who="@U1"),
    "licenses protect dean@uni.example": ProtectLicense(who="dean@uni.example"),
    "licenses protect dean@uni.example off": ProtectLicense(who="dean@uni.example", protect=False),
    'licenses protect group "Deans and so"': ProtectLicense(group="Deans and so"),
    "licenses protect group Deans off": ProtectLicense(group="Deans", protect=False),
    "licenses limit 20": LimitLicenses(limit=20),
    "licenses limit off": LimitLicenses(),
    "licenses policy auto": SetLicensePolicy(policy=Policy.AUTO),
    "licenses policy auto 10 a day": SetLicensePolicy(policy=Policy.AUTO, auto_per_day=10),
    "licenses policy auto: at most 3 per day": SetLicensePolicy(policy=Policy.AUTO, auto_per_day=3),
    "licenses policy auto 10": SetLicensePolicy(policy=Policy.AUTO, auto_per_day=10),
    "licenses policy auto 0": SetLicensePolicy(policy=Policy.AUTO, auto_per_day=0),
    "licenses policy cap 10": SetLicensePolicy(auto_per_day=10),
    "licenses policy cap 1000/day": SetLicensePolicy(auto_per_day=1000),
    "licenses policy": SetLicensePolicy(),
    "licenses policy pause": SetLicensePolicy(paused=True),
    "licenses policy resume": SetLicensePolicy(paused=False),
    "licenses policy two": SetLicensePolicy(two_people=True),
    "licenses policy nojoin": SetLicensePolicy(on_join=False),
    "licenses policy quiet 22-7": SetLicensePolicy(quiet_from=22, quiet_to=7),
    "licenses policy quiet 22:00 to 7:00": SetLicensePolicy(quiet_from=22, quiet_to=7),
    "licenses policy quiet off": SetLicensePolicy(quiet_from=0, quiet_to=0),
    "licenses policy idle 30d": SetLicensePolicy(idle_days=30),
    "licenses policy idle 30 days": SetLicensePolicy(idle_days=30),
    "licenses policy free 48h": SetLicensePolicy(free_hours=48),
    "licenses sweep 90d": OpenSweepForm(days=90),
    "licenses history csv": ShowLicenseHistory(csv=True),
    "licenses history": ShowLicenseHistory(),
    "licenses history LR-118": ShowLicenseHistory(before=119),
    "settings approvals": SetApprovals(),
    "settings approvals #zoom-admins": SetApprovals(channel="zoom-admins"),
    "settings approvals off": SetApprovals(off=True),
    # The lines of the specification.
    'new "Algebra II" tomorrow 3pm for 50m': ScheduleMeeting(
        topic="Algebra II", day=TOMORROW, at=THREE, duration_minutes=50
    ),
    "new algebra review fri 15:00-16:15 #MATH201": ScheduleMeeting(
        topic="algebra review", course="MATH201", day=FRIDAY, at=THREE, duration_minutes=75
    ),
    "schedule Lab every mon,wed 9:30 for 1h30 until dec 12": weekly(
        WEDNESDAY, 1, 3, at=time(9, 30), duration_minutes=90, until=date(2026, 12, 12)
    ),
    "new office hours every weekday at noon x10": ScheduleMeeting(
        topic="office hours", day=TODAY, at=time(12), repeat=Repeat.WEEKLY, weekdays=(1, 2, 3, 4, 5), count=10
    ),
    "new 2026-12-01 14:00 Guest talk in Europe/Paris": ScheduleMeeting(
        topic="Guest talk", day=date(2026, 12, 1), at=time(14), zone="Europe/Paris"
    ),
    "now": StartNow(),
    'now "Quick question"': StartNow(topic="Quick question"),
    "join": JoinMeeting(),
    "join MATH201": JoinMeeting(target=Target(course="MATH201")),
    "join 812 3456 7890": JoinMeeting(target=Target(number=81234567890)),
    "move MATH201 next to thu 4pm": MoveMeeting(
        target=Target(course="MATH201", which="next"), day=THURSDAY, at=time(16)
    ),
    "cancel 81234567890 this": CancelMeeting(target=Target(number=81234567890), scope=Scope.THIS),
    f"course map MATH201 {CHANNEL}": MapCourse(code="MATH201", channel="C1"),
    "course map MATH201 #algebra": MapCourse(code="MATH201", channel="algebra"),
    # Of the issue.
    'new "Algebra review" mon,wed 3pm for 50m until dec 12': ScheduleMeeting(
        topic="Algebra review",
        day=TODAY,
        at=THREE,
        duration_minutes=50,
        repeat=Repeat.WEEKLY,
        weekdays=(1, 3),
        until=date(2026, 12, 12),
    ),
    "new Lab dec 12 2026 3pm for 2 hours": lab(date(2026, 12, 12), duration_minutes=120),
    "new Lab anytime": ScheduleMeeting(topic="Lab", repeat=Repeat.ANYTIME),
    "new Lab no fixed time": ScheduleMeeting(topic="Lab", repeat=Repeat.ANYTIME),
    "new Lab TR 15:00 x4": weekly(TOMORROW, 2, 4, count=4),
    "new Lab Mondays and Wednesdays 3-3:50pm x4": weekly(TODAY, 1, 3, duration_minutes=50, count=4),
    "new Lab every 2 weeks tue 3pm 10 times": weekly(TOMORROW, 2, interval=2, count=10),
    "new Lab biweekly mon 3pm x4": weekly(TODAY, 1, interval=2, count=4),
    "new Lab every month on the 15th 3pm x4": lab(date(2026, 12, 15), repeat=Repeat.MONTHLY, count=4),
    "new Lab every last fri 3pm x4": lab(FRIDAY, repeat=Repeat.MONTHLY, weekdays=(5,), monthly_week=-1, count=4),
    "new Lab every first monday of the month 3pm x4": lab(
        date(2026, 12, 7), repeat=Repeat.MONTHLY, weekdays=(1,), monthly_week=1, count=4
    ),
    # Days.
    "new Lab tue 3pm": lab(TOMORROW),
    "new Lab next tue 3pm": lab(date(2026, 12, 1)),
    "new Lab mon 9:00": lab(date(2026, 11, 30), time(9)),
    "new Lab mon 11:00": lab(TODAY, time(11)),
    "new Lab the 15th 3pm": lab(date(2026, 12, 15)),
    "new Lab Thursday 3rd December 4pm": lab(date(2026, 12, 3), time(16)),
    "new Lab on Thu, Dec 3, 2026 at 4pm": lab(date(2026, 12, 3), time(16)),
    "new Lab next week tuesday 3pm": lab(date(2026, 12, 1)),
    "new Lab tuesday next week 3pm": lab(date(2026, 12, 1)),
    "new Lab tonight 8pm": lab(TODAY, time(20)),
    "new Lab every mon 3pm until end of january": weekly(TODAY, 1, until=date(2027, 1, 31)),
    "new Lab 12.12. 3pm": lab(date(2026, 12, 12)),
    "new Lab 12/25 3pm": lab(date(2026, 12, 25)),
    "new Lab 25/12/2026 3pm": lab(date(2026, 12, 25)),
    "new Lab, Dec 12th, 2026, 3 p.m.": lab(date(2026, 12, 12)),
    "new Lab in 3 days at 15:00": lab(THURSDAY),
    "new Lab feb 28 3pm": lab(date(2027, 2, 28)),
    "new Lab day after tomorrow 3pm": lab(WEDNESDAY),
    # Times and lengths.
    "new Lab tomorrow 15h30": lab(TOMORROW, time(15, 30)),
    "new Lab tomorrow 15.30": lab(TOMORROW, time(15, 30)),
    "new Lab tomorrow 3:30 pm": lab(TOMORROW, time(15, 30)),
    "new Lab tomorrow 12am": lab(TOMORROW, time(0)),
    "new Lab tomorrow at 15": lab(TOMORROW),
    "new Lab tomorrow 11-1pm": lab(TOMORROW, time(11), duration_minutes=120),
    "new Lab tomorrow 22:00-01:00": lab(TOMORROW, time(22), duration_minutes=180),
    "new Lab tomorrow from 3 to 4pm": lab(TOMORROW, duration_minutes=60),
    "new Lab tomorrow 3pm until 5pm": lab(TOMORROW, duration_minutes=120),
    "new Lab tomorrow until 5pm at 15": lab(TOMORROW, duration_minutes=120),
    "new Lab tomorrow 15h": lab(TOMORROW),
    "new Lab 2026-12-01T14:00": lab(date(2026, 12, 1), time(14)),
    "new Lab tomorrow 3pm for half an hour": lab(TOMORROW, duration_minutes=30),
    "new Lab tomorrow 3pm for 1 hour and 15 minutes": lab(TOMORROW, duration_minutes=75),
    "new Lab tomorrow 3pm 90 min": lab(TOMORROW, duration_minutes=90),
    "new Lab in 30 minutes": lab(TODAY, time(10, 44)),
    "new Lab 2026-12-01T14:00Z": lab(date(2026, 12, 1), time(14), zone="UTC"),
    # Zones.
    "new Lab fri 3pm in Paris": lab(FRIDAY, zone="Europe/Paris"),
    "new Lab fri 3pm tz New York": lab(FRIDAY, zone="America/New_York"),
    "new Lab fri 3pm UTC #MATH201": lab(FRIDAY, zone="UTC", course="MATH201"),
    "new Lab fri 3pm ET": lab(FRIDAY, zone="America/New_York"),
    "new Lab every fri 3pm x4 UTC": weekly(FRIDAY, 5, zone="UTC", count=4),
    # Repeats.
    "new Lab every day except sundays 3pm x4": weekly(TODAY, 1, 2, 3, 4, 5, 6, count=4),
    "new Lab every weekday except wed 3pm x4": weekly(TODAY, 1, 2, 4, 5, count=4),
    "new Lab every 15th 3pm x4": lab(date(2026, 12, 15), repeat=Repeat.MONTHLY, count=4),
    "new Lab on the 15th of every month 3pm x4": lab(date(2026, 12, 15), repeat=Repeat.MONTHLY, count=4),
    "new Lab every day 3pm x4 except 24-25 nov": lab(TODAY, repeat=Repeat.DAILY, count=4, skip=(TOMORROW, WEDNESDAY)),
    "new Lab every wed 3pm for 2 months": weekly(WEDNESDAY, 3, until=date(2027, 1, 24)),
    "new Lab from today every mon,wed 9:00 x4": weekly(WEDNESDAY, 1, 3, at=time(9), count=4),
    "new Lab every other day 3pm x4": lab(TODAY, repeat=Repeat.DAILY, interval=2, count=4),
    "new Lab every second friday 3pm x4": weekly(FRIDAY, 5, interval=2, count=4),
    "new Lab mon-fri 3pm x4": weekly(TODAY, 1, 2, 3, 4, 5, count=4),
    "new Lab tue 3pm from jan 12 until may 4": weekly(date(2027, 1, 12), 2, until=date(2027, 5, 4)),
    "new Lab every wed 3pm for 3 weeks": weekly(WEDNESDAY, 3, until=date(2026, 12, 15)),
    "new Lab every mon 9:00 x4": weekly(date(2026, 11, 30), 1, at=time(9), count=4),
    "new Lab every tue 3pm x4 except dec 1 and 8": weekly(
        TOMORROW, 2, count=4, skip=(date(2026, 12, 1), date(2026, 12, 8))
    ),
    # Options.
    f"new Lab fri 3pm host {ANA} record": lab(FRIDAY, host="@U1", recording=RecordingMode.CLOUD),
    "new Lab fri 3pm host Kim@uni.example record local": lab(
        FRIDAY, host="kim@uni.example", recording=RecordingMode.LOCAL
    ),
    "new Lab fri 3pm no recording no waiting room private": lab(
        FRIDAY, recording=RecordingMode.NONE, waiting_room=False, announce=Announce.NEVER
    ),
    "new Lab fri 3pm waiting room announce course MATH201": lab(
        FRIDAY, waiting_room=True, announce=Announce.ALWAYS, course="MATH201"
    ),
    f"new Lab {CHANNEL} fri 3pm": lab(FRIDAY, course="#C1"),
    # Topics.
    "new Intro for beginners fri 3pm": ScheduleMeeting(topic="Intro for beginners", day=FRIDAY, at=THREE),
    "new fri 3pm Q&amp;A": ScheduleMeeting(topic="Q&A", day=FRIDAY, at=THREE),
    'new "Monday at 3pm for 2 hours" fri 3pm': ScheduleMeeting(topic="Monday at 3pm for 2 hours", day=FRIDAY, at=THREE),
    "new Ana's students' club fri 3pm": ScheduleMeeting(topic="Ana's students' club", day=FRIDAY, at=THREE),
    "new Section 45.50. room 45/50 fri 3pm at": ScheduleMeeting(
        topic="Section 45.50. room 45/50", day=FRIDAY, at=THREE
    ),
    "new שיעור fri 3pm": ScheduleMeeting(topic="שיעור", day=FRIDAY, at=THREE),
    "new &lt;!channel&gt; fri 3pm": ScheduleMeeting(topic="<!channel>", day=FRIDAY, at=THREE),
    "new <at>all</at> fri 3pm": ScheduleMeeting(topic="<at>all</at>", day=FRIDAY, at=THREE),
    "new 🎉 fri 3pm": ScheduleMeeting(topic="🎉", day=FRIDAY, at=THREE),
    # What is missing is asked for in the form.
    "new": OpenScheduleForm(),
    "new Lab": OpenScheduleForm(draft=ScheduleMeeting(topic="Lab")),
    "new fri 3pm": OpenScheduleForm(draft=ScheduleMeeting(day=FRIDAY, at=THREE)),
    "new Lab fri": OpenScheduleForm(draft=ScheduleMeeting(topic="Lab", day=FRIDAY)),
    # The other verbs.
    "": ShowNow(),
    "  ": ShowNow(),
    "now Quick question for 30m #MATH201": StartNow(topic="Quick question", duration_minutes=30, course="MATH201"),
    "start": StartMeeting(),
    "go math201": StartMeeting(target=Target(course="math201")),
    "join https://uni.zoom.us/j/81234567890?pwd=abc": JoinMeeting(target=Target(number=81234567890)),
    "join linear algebra": JoinMeeting(target=Target(words="linear algebra")),
    "join next": JoinMeeting(target=Target(which="next")),
    "list": ListMeetings(),
    "week": ListMeetings(),
    "list today": ListMeetings(days=1),
    "list next week": ListMeetings(days=14),
    "list cs101 page 2": ListMeetings(course="cs101", page=2),
    "list mine": ListMeetings(mine=True),
    "move": OpenMoveForm(),
    "move MATH201": OpenMoveForm(target=Target(course="MATH201")),
    "move to 16:00": MoveMeeting(at=time(16)),
    "move to 16:00 this": MoveMeeting(at=time(16), scope=Scope.THIS),
    "move MATH201 to fri 4pm this and later": MoveMeeting(
        target=Target(course="MATH201"), day=FRIDAY, at=time(16), scope=Scope.FOLLOWING
    ),
    'move MATH201 topic "New name" all': MoveMeeting(
        target=Target(course="MATH201"), topic="New name", scope=Scope.ALL
    ),
    "move algebra review to tomorrow for 2h": MoveMeeting(
        target=Target(words="algebra review"), day=TOMORROW, duration_minutes=120
    ),
    "move MATH201 in 2 hours": MoveMeeting(target=Target(course="MATH201"), day=TODAY, at=time(12, 14)),
    "move my class to fri": MoveMeeting(day=FRIDAY),
    "move MATH201 on thu to 4pm": MoveMeeting(
        target=Target(course="MATH201", day=THURSDAY), at=time(16), scope=Scope.THIS
    ),
    "move lab thu to fri": MoveMeeting(target=Target(words="lab", day=THURSDAY), day=FRIDAY, scope=Scope.THIS),
    "move lab thu to fri all": MoveMeeting(target=Target(words="lab", day=THURSDAY), day=FRIDAY, scope=Scope.ALL),
    "move lab to every thu to fri": MoveMeeting(target=Target(words="lab"), repeat=Repeat.WEEKLY, weekdays=(4, 5)),
    "move tomorrow to fri 4pm this": MoveMeeting(
        target=Target(day=TOMORROW), day=FRIDAY, at=time(16), scope=Scope.THIS
    ),
    "cancel": CancelMeeting(),
    "cancel MATH201 on thu": CancelMeeting(target=Target(course="MATH201", day=THURSDAY)),
    "cancel tomorrow": CancelMeeting(target=Target(day=TOMORROW)),
    "set MATH201 on thu mute": ChangeOptions(
        target=Target(course="MATH201", day=THURSDAY), scope=Scope.THIS, mute=True
    ),
    "set friday review mute": ChangeOptions(target=Target(words="friday review"), mute=True),
    "set tomorrow mute all": ChangeOptions(target=Target(day=TOMORROW), scope=Scope.ALL, mute=True),
    "cancel MATH201 all": CancelMeeting(target=Target(course="MATH201"), scope=Scope.ALL),
    "cancel MATH201 this and later": CancelMeeting(target=Target(course="MATH201"), scope=Scope.FOLLOWING),
    'course add MATH201 "Algebra II"': AddCourse(code="MATH201", title="Algebra II"),
    "course add MATH201 Algebra II": AddCourse(code="MATH201", title="Algebra II"),
    "course unmap MATH201": UnmapCourse(code="MATH201"),
    "course unmap": UnmapCourse(),
    "course": ListCourses(),
    "course list page 2": ListCourses(page=2),
    "course people": ShowPeople(),
    "course people MATH201 page 2": ShowPeople(code="MATH201", page=2),
    "course people MATH201 add ana@uni.example as instructor section B": EnrollPerson(
        code="MATH201", who="ana@uni.example", role=Role.INSTRUCTOR, section="B"
    ),
    f"course people add {ANA}": EnrollPerson(who="@U1", name="Ana"),
    'course people MATH201 add "Bo Chen" bo@uni.example': EnrollPerson(
        code="MATH201", who="bo@uni.example", name="Bo Chen"
    ),
    f"course people MATH201 remove {ANA}": RemovePerson(code="MATH201", who="@U1"),
    "course people MATH201 import": ImportRoster(code="MATH201"),
    'course people MATH201 import\nname,email\n"Chen, Bo",bo@uni.example': ImportRoster(
        code="MATH201", csv='name,email\n"Chen, Bo",bo@uni.example'
    ),
    "course people MATH201 suggest": SuggestRoster(code="MATH201"),
    "connect": Connect(),
    "settings": ShowSettings(),
    "settings MATH201": ShowSettings(course="MATH201"),
    "status": ShowStatus(),
    "help": ShowHelp(),
    "?": ShowHelp(),
    "help schedule": ShowHelp(topic="new"),
    "help course people": ShowHelp(topic="course people"),
}


@pytest.mark.parametrize("text", CERTAIN)
def test_a_plain_line_becomes_its_command_without_a_guess(text):
    parsed = ask(text)
    assert parsed.command == CERTAIN[text]
    assert parsed.guesses == ()


GUESSED = {
    "new Lab fri at 3": (lab(FRIDAY), GuessKind.TIME_ASSUMED),
    "new Lab fri at 7": (lab(FRIDAY, time(7)), GuessKind.TIME_ASSUMED),
    "new Lab fri 3:30": (lab(FRIDAY, time(3, 30)), GuessKind.TIME_ASSUMED),
    "new Lab fri 1-1:50": (lab(FRIDAY, time(13), duration_minutes=50), GuessKind.TIME_ASSUMED),
    "new Lab fri midnight": (lab(FRIDAY, time(0)), GuessKind.TIME_ASSUMED),
    "new Lab 9:00": (lab(TOMORROW, time(9)), GuessKind.DAY_ASSUMED),
    "new Lab every month 3pm x4": (lab(TODAY, repeat=Repeat.MONTHLY, count=4), GuessKind.DAY_ASSUMED),
    "new Lab every week 9:00 x4": (weekly(TOMORROW, 2, at=time(9), count=4), GuessKind.DAY_ASSUMED),
    "new Lab nov 20 3pm": (lab(date(2027, 11, 20)), GuessKind.YEAR_ASSUMED),
    "new Lab dec 12 2028 3pm": (lab(date(2028, 12, 12)), GuessKind.FAR_AHEAD),
    "new Lab mon,wed 3pm": (weekly(TODAY, 1, 3), GuessKind.REPEAT_ASSUMED),
    "new Lab dec 1 3pm x4": (weekly(date(2026, 12, 1), 2, count=4), GuessKind.REPEAT_ASSUMED),
    "new Lab jan 12-14 3pm": (
        lab(date(2027, 1, 12), repeat=Repeat.DAILY, until=date(2027, 1, 14)),
        GuessKind.REPEAT_ASSUMED,
    ),
    "Lab tomorrow 3pm": (lab(TOMORROW), GuessKind.VERB_ASSUMED),
    '"Lab" tomorrow 3pm': (lab(TOMORROW), GuessKind.VERB_ASSUMED),
    'new "Lab" tomorrow 3pm foobar': (lab(TOMORROW), GuessKind.UNREAD),
    "new Lab anytime tomorrow": (ScheduleMeeting(topic="Lab", repeat=Repeat.ANYTIME), GuessKind.UNREAD),
    "new History in Rome fri 3pm": (
        ScheduleMeeting(topic="History", day=FRIDAY, at=THREE, zone="Europe/Rome"),
        GuessKind.ZONE_ASSUMED,
    ),
    "move MATH201 to fri at 4": (
        MoveMeeting(target=Target(course="MATH201"), day=FRIDAY, at=time(16)),
        GuessKind.TIME_ASSUMED,
    ),
}


@pytest.mark.parametrize("text", GUESSED)
def test_what_a_line_leaves_open_is_guessed_and_said(text):
    command, kind = GUESSED[text]
    parsed = ask(text)
    assert parsed.command == command
    assert [guess.kind for guess in parsed.guesses] == [kind]
    assert all(guess.text for guess in parsed.guesses)


NOTED = {
    "new Lab 3pm": (lab(TODAY), GuessKind.DAY_ASSUMED),
    "new Lab every tue 3pm": (weekly(TOMORROW, 2), GuessKind.NO_END),
    "new Lab every month on the 31st 3pm x4": (
        lab(date(2026, 12, 31), repeat=Repeat.MONTHLY, count=4),
        GuessKind.SHORT_MONTH,
    ),
    "new Lab fri every mon,wed 3pm x4": (weekly(date(2026, 11, 30), 1, 3, count=4), GuessKind.DAY_CONTRADICTS_REPEAT),
    "new Lab tomorrow 15:00 UTC+2": (lab(TOMORROW, time(14)), GuessKind.ZONE_CONVERTED),
    "new Lab every tue 3pm x4 except dec 2": (weekly(TOMORROW, 2, count=4), GuessKind.SKIP_MISSED),
    "new Lab 2027-03-28 2:30am": (lab(date(2027, 3, 28), time(2, 30)), GuessKind.DST_GAP),
    "new Lab 2027-10-31 2:30am": (lab(date(2027, 10, 31), time(2, 30)), GuessKind.DST_FOLD),
    "move to tomorrow 15:00 UTC+2": (MoveMeeting(day=TOMORROW, at=time(14)), GuessKind.ZONE_CONVERTED),
    "new Lab 2026-11-24T15:00+02:00": (lab(TOMORROW, time(14)), GuessKind.ZONE_CONVERTED),
    "move to 2027-03-28 2:30am": (MoveMeeting(day=date(2027, 3, 28), at=time(2, 30)), GuessKind.DST_GAP),
}


@pytest.mark.parametrize("text", NOTED)
def test_what_a_line_settles_by_a_rule_is_noted_and_not_asked_back(text):
    command, kind = NOTED[text]
    parsed = ask(text)
    assert parsed.command == command
    assert [note.kind for note in parsed.notes] == [kind]
    assert parsed.guesses == ()


def test_a_timetable_with_a_span_and_a_break_is_read_whole():
    parsed = ask("new Seminar MWF 10-10:50 from jan 12 until may 4 except mar 9-13")
    assert parsed.command == ScheduleMeeting(
        topic="Seminar",
        day=date(2027, 1, 13),
        at=time(10),
        duration_minutes=50,
        repeat=Repeat.WEEKLY,
        weekdays=(1, 3, 5),
        until=date(2027, 5, 4),
        skip=(date(2027, 3, 10), date(2027, 3, 12)),
    )
    assert [note.text for note in parsed.notes] == [
        "Tue 12 Jan 2027 is no day of this repeat, so it begins on Wed 13 Jan 2027."
    ]


SPANISH = {
    "new “Álgebra” mañana 15:00": ScheduleMeeting(topic="Álgebra", day=TOMORROW, at=THREE),
    'nueva "Álgebra" pasado mañana de 10:00 a 11:30': ScheduleMeeting(
        topic="Álgebra", day=WEDNESDAY, at=time(10), duration_minutes=90
    ),
    "programar Taller cada lunes y miércoles a las 3 de la tarde hasta el 12 de diciembre": ScheduleMeeting(
        topic="Taller", day=TODAY, at=THREE, repeat=Repeat.WEEKLY, weekdays=(1, 3), until=date(2026, 12, 12)
    ),
    "new Taller 3/4 15:00": ScheduleMeeting(topic="Taller", day=date(2027, 4, 3), at=THREE),
    "mover MATH201 al jueves 16:00": MoveMeeting(target=Target(course="MATH201"), day=THURSDAY, at=time(16)),
    "lista hoy": ListMeetings(days=1),
}


@pytest.mark.parametrize("text", SPANISH)
def test_a_spanish_speaker_may_use_spanish_words(text):
    parsed = ask(text, locale="es")
    assert parsed.command == SPANISH[text]
    assert parsed.guesses == ()


def test_the_words_of_a_language_are_read_only_for_its_speakers():
    assert isinstance(ask("new clase mañana").command, OpenScheduleForm)
    assert ask("new clase mañana").command.draft.topic == "clase mañana"


@pytest.mark.parametrize(
    ("locale", "day"),
    [("en-US", date(2027, 3, 4)), ("en-GB", date(2027, 4, 3)), ("es", date(2027, 4, 3)), ("de-DE", date(2027, 4, 3))],
)
def test_the_region_tells_the_month_from_the_day(locale, day):
    parsed = ask("new Lab 3/4 3pm", locale=locale)
    assert parsed.command == lab(day)
    assert [note.kind for note in parsed.notes] == [GuessKind.DATE_ORDER]
