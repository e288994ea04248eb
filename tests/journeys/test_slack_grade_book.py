"""A grade book handed over on Slack: asked about once, kept, and given back as a file in the direct chat."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.journeys.slack_world import CHANNEL, MONDAY, slack_world, with_course
from zoomcore.chat import ConversationRef
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, AttendanceStatus, GradeMethod
from zoomcore.domain.attendance.sheets import Sheet, SheetState
from zoomcore.views import Document, Reply
from zoomcore.views.codec import reply_to_json

BOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (6),Attendance (7)\r\n"
    '"Chen, Bo",1,S1,bo@uni.example,A,3,\r\n"Okafor, Maya",2,S2,maya@uni.example,A,,\r\n'
).encode("utf-16")
FILLED = Document(
    name="math201.xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    content=bytes(range(256)) * 20,
    title="Grade book of MATH201",
)


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


async def test_a_grade_book_is_taken_in_the_direct_chat_and_asked_about_once(world):
    ana, direct = world.person("UANA"), world.peer.direct("UANA")
    assert await ana.hand_over("grades.csv", BOOK) == 200
    asked = await world.sees("UANA", "Which column is for attendance?", direct)
    assert "2 of 2" in asked.words
    await ana.press("Attendance", direct)
    await world.sees("UANA", "I keep the grade book of MATH201", direct)
    async with world.lectern.store.reading() as unit:
        course = await unit.courses.find("MATH201")
        kept = await unit.files.find_grade_book(course.id)
    assert (kept.content, kept.column) == (BOOK, "Attendance (7)")

    assert await ana.hand_over("grades (1).csv", BOOK.replace(b"3", b"4")) == 200
    await world.sees("UANA", "grades (1).csv", direct)
    assert not any("Which column" in one.text for one in world.peer.seen_by("UANA", direct)[-1:])


async def test_a_student_and_a_channel_hand_over_nothing(world):
    bo, direct = world.person("UBO"), world.peer.direct("UBO")
    await bo.hand_over("grades.csv", BOOK)
    await world.sees("UBO", "Only a course's instructor can hand over its grade book", direct)
    ana = world.person("UANA")
    await ana.mention("our grades", CHANNEL, files=[world.peer.add_file("grades.csv", BOOK)])
    refused = await world.sees("UANA", "I don't take files where others can see them", CHANNEL)
    assert refused.only == "UANA"
    assert len(world.peer.called("download")) == 1


async def test_a_file_of_a_job_comes_into_the_direct_chat_byte_for_byte(world):
    to = ConversationRef(platform="slack", tenant="T1", channel=CHANNEL, user="UANA")
    async with world.lectern.store.unit() as unit:
        await unit.outbox.put(cause="export:1", to=to.to_data(), reply=reply_to_json(Reply(view=FILLED)))
    await world.settle()
    assert world.peer.files == [{"channel": "DUANA", "title": FILLED.title, "content": FILLED.content}]


async def test_the_grades_of_a_class_come_back_in_the_file_that_was_handed_over(world):
    ana, direct = world.person("UANA"), world.peer.direct("UANA")
    await ana.command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.hand_over("grades.csv", BOOK, "MATH201 Attendance")
    await world.sees("UANA", "I keep the grade book of MATH201", direct)
    await keep_results(world, {"bo@uni.example": "15", "maya@uni.example": "20"})
    await ana.press("Fill it now", direct)
    told = await world.sees("UANA", "2 students filled in", direct)
    assert "out of 20" in told.words
    (file,) = world.peer.files
    assert file["channel"] == direct
    assert file["content"] == BOOK.decode("utf-16").replace(",3,\r", ",3,15\r").replace(",,\r", ",,20\r").encode(
        "utf-16"
    )


async def keep_results(world, points: dict[str, str]) -> None:
    """As if the class had been held, and Zoom read."""
    async with world.lectern.store.unit() as unit:
        dated = await unit.meetings.get_occurrence(1)
        rows = [
            Attendance(
                person=(await unit.people.find_by_email(email)).id,
                status=AttendanceStatus.PRESENT,
                points=Decimal(got),
            )
            for email, got in points.items()
        ]
        sheet = Sheet(
            occurrence=dated.occurrence.id,
            course=dated.meeting.course_id,
            state=SheetState.FINAL,
            rule=AttendanceRule(method=GradeMethod.DURATION, points=Decimal(20)),
            window=timedelta(minutes=50),
            computed_at=MONDAY,
        )
        await unit.sheets.keep(sheet, rows)
