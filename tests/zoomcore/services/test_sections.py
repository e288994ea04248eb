"""A class for section A is seen, joined and expected by section A, and by the staff."""

from datetime import timedelta

import pytest

from tests.school import a_school, text
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage
from zoomcore.domain.people import Role

FOR_A = 'new "Lab" today 3pm for 50m section A'


async def _sections(school, **sections):
    async with school.store.unit() as unit:
        for who, section in sections.items():
            await unit.courses.enroll(school.math.id, school.ids[who], Role.STUDENT, section)


@pytest.fixture
async def lab(school):
    await _sections(school, bo="A", maya="B")
    await school.say("ana", FOR_A)
    async with school.store.reading() as unit:
        return await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))


@pytest.mark.parametrize("line", ["list", "home", "join", "join lab", "list mine"])
async def test_only_its_people_and_the_staff_find_it(school, lab, line):
    seen = {who: "Lab" in text(await school.say(who, line)) for who in ("bo", "maya", "olga", "tia", "kim")}
    assert seen == {"bo": True, "maya": False, "olga": False, "tia": True, "kim": True}


async def test_in_a_direct_chat_each_finds_their_own(school, lab):
    seen = {who: "Lab" in text(await school.say(who, "list", where="")) for who in ("bo", "maya", "ana")}
    assert seen == {"bo": True, "maya": False, "ana": True}


async def test_the_button_of_the_post_tells_others_for_whom_it_is(school, lab):
    post = await school.say("ana", "list")
    assert "Join as Bo Chen" in text(await school.press("Join Lab", by="bo", on=post))
    assert "This class is for section A" in text(await school.press("Join Lab", by="maya", on=post))
    assert "This class is for section A" in text(await school.press("Details of Lab", by="maya", on=post))


async def test_a_link_that_came_along_lets_nobody_of_another_section_in(school, lab):
    school.sandbox.set_time(lab.occurrence.start)
    assert await school.follow("bo", FollowJoinLink(occurrence=lab.occurrence.id))
    for wish in (OpenJoinPage(occurrence=lab.occurrence.id), FollowJoinLink(occurrence=lab.occurrence.id)):
        assert "This class is for section A" in text(await school.page("maya", wish))


async def test_who_speaks_in_its_webinar_sees_it_and_goes_in(school):
    await _sections(school, bo="A", maya="B")
    await school.say("ana", 'new webinar "Talk" today 3pm for 50m section A')
    await school.say("ana", "panelists add @maya @li")
    async with school.store.reading() as unit:
        talk = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    assert "Talk" in text(await school.say("maya", "list"))
    for who in ("maya", "li"):
        assert "role=panelist" in await school.follow(who, FollowJoinLink(occurrence=talk.occurrence.id))
    await school.say("ana", "panelists remove @maya")
    assert "Talk" not in text(await school.say("maya", "list"))


async def test_who_is_moved_to_the_section_sees_it_from_then_on(school, lab):
    await school.say("ana", "course people MATH201 add maya@uni.example as student section a")
    assert "Lab" in text(await school.say("maya", "list"))


async def test_its_cards_say_for_whom_it_is(school, lab):
    assert "section A" in text(await school.say("ana", "list"))
    assert "section A" in text(await school.press("Details of Lab", by="ana"))


@pytest.mark.parametrize(
    ("section", "said"), [("C", "Nobody is in section C; there are A (1), B (1)"), ("a", ""), ("B", "")]
)
async def test_a_section_without_people_is_said_and_booked_all_the_same(school, section, said):
    await _sections(school, bo="A", maya="B")
    made = text(await school.say("ana", FOR_A.replace("section A", f"section {section}")))
    assert "Scheduled: Lab" in made
    assert said in made
    assert ("Nobody" in made) is bool(said)


async def test_a_course_without_sections_is_told_so(school):
    assert "Nobody of this course has a section yet" in text(await school.say("ana", FOR_A))


async def test_an_admin_finds_it_too(school, lab):
    assert "Lab" in text(await school.say("ada", "list"))


async def test_only_its_students_are_expected_and_graded(school_url):
    async with a_school(url=school_url) as school:
        await _sections(school, bo="A", maya="B")
        await school.say("ana", FOR_A)
        (booked,) = school.at_zoom()
        school.sandbox.set_time(booked.start)
        school.sandbox.start(booked.id)
        for email in ("bo@uni.example", "maya@uni.example"):
            school.sandbox.join(booked.id, email=email)
        await school.hear_zoom()
        school.sandbox.advance(timedelta(minutes=50))
        school.sandbox.end(booked.id)
        await school.hear_zoom()
        for _ in range(4):
            await school.later(minutes=40)
        async with school.store.reading() as unit:
            (sheet,) = await unit.sheets.of_course(school.math.id)
            rows = await unit.sheets.rows(sheet.occurrence)
        assert set(rows) == {school.ids["bo"]}
        term = text(await school.say("ana", "attendance term MATH201", where=""))
        assert "Maya" not in term or "absent" not in term.split("Maya")[1].split("\n")[0]
