"""A grade book handed over on Teams, and a file offered there that a restart does not forget."""

import pytest

from tests.journeys.teams_world import ANA, BO, MAYA, teams_world, with_course
from tests.peers.teams import TENANT
from zoomcore.chat import ConversationRef
from zoomcore.views import Document, Reply
from zoomcore.views.codec import reply_to_json

BOOK = (
    '"Last Name"\t"First Name"\t"Username"\t"Attendance [Total Pts: 10 Score] |883"\r\n'
    '"Chen"\t"Bo"\t"bo"\t""\r\n"Okafor"\t"Maya"\t"maya"\t""\r\n'
).encode("utf-16")
FILE = Document(name="math201.csv", media_type="text/csv", content="\ufeffName\r\nNúñez\r\n".encode(), title="Grades")


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


async def test_a_grade_book_is_taken_in_the_private_chat_and_asked_about_once(world):
    ana = world.person(ANA)
    for student in (BO, MAYA):
        # Their user names alone would not do: they are met, and their names agree with the file's.
        await world.person(student).say("list")
    (asked,) = await ana.hand_over("gc_math201.xls", BOOK)
    assert "Which column is for attendance?" in asked.words
    assert "Blackboard" in asked.words
    await ana.press(asked, "Attendance (out of 10)")
    await world.settle()
    assert "I keep the grade book of MATH201" in asked.words
    async with world.lectern.store.reading() as unit:
        course = await unit.courses.find("MATH201")
        assert (await unit.files.find_grade_book(course.id)).content == BOOK


async def test_a_student_hands_over_nothing(world):
    (said,) = await world.person(BO).hand_over("grades.xls", BOOK)
    assert "Only a course's instructor can hand over its grade book" in said.words


async def test_a_file_of_a_job_is_offered_and_still_there_after_a_restart(world):
    ana = world.person(ANA)
    await ana.say("help")
    to = ConversationRef(platform="teams", tenant=TENANT, user="aad-ana")
    async with world.lectern.store.unit() as unit:
        await unit.outbox.put(cause="export:1", to=to.to_data(), reply=reply_to_json(Reply(view=FILE)))
    await world.settle()
    offers = [one for one in ana.news(set()) if "attachments" in one.activity]
    (offer,) = [one for one in offers if one.activity["attachments"][0].get("name") == "math201.csv"]
    teams = world.lectern.chats["teams"]
    await teams.stop()
    await teams.start()
    assert await ana.consent(offer) == 200
    assert world.peer.uploads == {"wanted": FILE.content}
