"""A class that exists is given to another section, or to the whole course, and all that hangs on it follows."""

from datetime import timedelta

import pytest

from tests.school import a_school, text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import OpenJoinPage
from zoomcore.commands.wishes.options import OpenOptionsForm
from zoomcore.domain.people import Role
from zoomcore.domain.registration import RegistrantState
from zoomcore.views import Tone

FOR_A = 'new "Lab" today 3pm for 50m section A'
WEEKLY_A = 'new "Algebra" mon,wed 3pm for 50m x 6, section A'


async def _sections(school, **sections):
    async with school.store.unit() as unit:
        for who, section in sections.items():
            await unit.courses.enroll(school.math.id, school.ids[who], Role.STUDENT, section)


@pytest.fixture
async def parted(school):
    await _sections(school, bo="A", maya="B")
    return school


async def sees(school):
    return [who for who in ("bo", "maya") if "Lab" in text(await school.say(who, "list"))]


async def known(school):
    async with school.store.reading() as unit:
        return await unit.meetings.get(1)


@pytest.mark.parametrize(
    ("line", "seen", "whom"),
    [
        ("set section B", ["maya"], "For: section B"),
        ("set lab section b", ["maya"], "For: section B"),
        ("set no section", ["bo", "maya"], "For: the whole course"),
        ("set for the whole course", ["bo", "maya"], "For: the whole course"),
    ],
)
async def test_only_its_new_people_find_it(parted, line, seen, whom):
    await parted.say("ana", FOR_A)
    patches = parted.calls("PATCH")
    done = await parted.say("ana", line)
    assert (done.view.title, done.view.tone, parted.calls("PATCH")) == ("Changed: Lab", Tone.GOOD, patches)
    assert whom in text(done)
    assert "Was for: section A" in text(done)
    opened = "section" in line and "no section" not in line
    assert ("finds this class no more" in text(done)) is opened
    assert ("Everybody of the course finds this class now" in text(done)) is not opened
    assert await sees(parted) == seen


async def test_it_is_taken_back(parted):
    await parted.say("ana", FOR_A)
    await parted.say("ana", "set section B")
    done = await parted.press("Undo", by="ana")
    assert "For: section A" in text(done)
    assert await sees(parted) == ["bo"]


async def test_back_to_the_whole_course_it_is_taken_back_too(parted):
    await parted.say("ana", FOR_A.replace(" section A", ""))
    await parted.say("ana", "set section B")
    await parted.press("Undo", by="ana")
    assert (await known(parted)).section == ""


async def test_with_options_it_is_one_change(parted):
    await parted.say("ana", FOR_A)
    patches, reads = parted.calls("PATCH"), parted.calls("GET")
    done = await parted.say("ana", "set section B, mute")
    assert (parted.calls("PATCH") - patches, parted.calls("GET") - reads) == (1, 1)
    assert "For: section B" in text(done)
    assert parted.at_zoom()[0].settings["mute_upon_entry"] is True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("set section C", "Nobody is in section C; there are A (1), B (1)."),
        ("set next section B this", "A class is for one section on all its dates."),
        ("set section A", "Algebra is like that already."),
    ],
)
async def test_what_there_is_to_say_of_it(parted, line, said):
    await parted.say("ana", WEEKLY_A)
    assert said in text(await parted.say("ana", line)).replace("\n", " ")


async def test_the_form_says_it_and_emptied_means_the_whole_course(parted):
    await parted.say("ana", FOR_A)
    form = await parted.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    assert {field.name: field.value for field in form.view.fields}["section"] == "A"
    nothing = await parted.submit(form, {}, by="ana")
    assert nothing.view.title == "Nothing to change"
    form = await parted.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await parted.submit(form, {"section": ""}, by="ana")
    assert (await known(parted)).section == ""


async def test_the_channels_post_says_for_whom_it_is_now(parted):
    await parted.say("ana", FOR_A)
    await parted.press("Post to the channel", by="ana")
    await parted.say("ana", "set section B")
    assert any("section B" in text(one.reply) for one in parted.posts())
    assert not any("section A" in text(one.reply) for one in parted.posts())


def signed_up(made):
    students = {"bo@uni.example", "maya@uni.example"}
    return [one.email for one in made.registrants if one.status == "approved" and one.email in students]


async def test_who_is_signed_up_follows(parted):
    await parted.say("ana", f"{FOR_A} with registration")
    (made,) = parted.at_zoom()
    assert signed_up(made) == ["bo@uni.example"]
    done = await parted.say("ana", "set section B")
    assert "Who is signed up for it follows" in text(done)
    assert signed_up(made) == ["maya@uni.example"]
    async with parted.store.reading() as unit:
        rows = {one.email: one.state for one in await unit.registrants.of_meeting(1)}
    assert rows["maya@uni.example"] is RegistrantState.APPROVED
    assert rows.get("bo@uni.example") is not RegistrantState.APPROVED


async def test_rooms_are_planned_for_the_new_people(parted):
    await parted.say("ana", FOR_A)
    await parted.say("ana", "rooms random 1")
    (made,) = parted.at_zoom()
    await parted.say("ana", "set section B")
    rooms = made.settings["breakout_room"]["rooms"]
    assert [one["participants"] for one in rooms] == [["maya@uni.example"]]


async def test_dates_that_were_held_stay_the_old_sections(school_url):
    async with a_school(url=school_url) as school:
        await _sections(school, bo="A", maya="B")
        await school.say("ana", WEEKLY_A)
        (booked,) = school.at_zoom()
        school.sandbox.set_time(booked.occurrences[0].start)
        school.sandbox.start(booked.id)
        school.sandbox.join(booked.id, email="bo@uni.example")
        await school.hear_zoom()
        school.sandbox.advance(timedelta(minutes=50))
        school.sandbox.end(booked.id)
        await school.hear_zoom()
        done = await school.say("ana", "set section B")
        assert "1 date has begun already" in text(done)
        for _ in range(4):
            await school.later(minutes=40)
        async with school.store.reading() as unit:
            (sheet,) = await unit.sheets.of_course(school.math.id)
            assert set(await unit.sheets.rows(sheet.occurrence)) == {school.ids["bo"]}
            held = await unit.meetings.get_occurrence(1)
            coming = await unit.meetings.get_occurrence(2)
        assert (held.section, coming.section) == ("A", "B")
        assert "section A" in text(await school.page("maya", OpenJoinPage(occurrence=1)))
        assert "section B" in text(await school.page("bo", OpenJoinPage(occurrence=2)))
