"""The main job on both databases, from the first course to the last date."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school, text
from zoomcore.chat import Typed
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage


@pytest.fixture
async def school(database_url: str) -> AsyncIterator[School]:
    async with a_school(url=database_url) as running:
        yield running


async def test_the_main_job_from_course_to_cancellation(school):
    await school.say("ada", 'course add PHYS "Physics"', where="physics")
    await school.press("Link this channel", by="ada", where="physics")
    await school.say("ada", "course people PHYS add ana@uni.example as instructor", where="physics")
    await school.say("ada", "course people PHYS add bo@uni.example", where="physics")

    done = await school.say("ana", 'new "Optics" mon,wed 3pm for 50m x 6', where="physics")
    assert done.view.title == "Scheduled: Optics"
    await school.press("Post to", by="ana", where="physics")
    assert "Optics" in text(await school.say("bo", "list", where="physics"))
    await school.say("ana", "move to 4pm this", where="physics")
    assert school.dates_at_zoom()[0].hour == 15

    await school.later(hours=5, minutes=50)
    joined = await school.say("bo", "join", where="physics")
    _person, occurrence = school.links.read_join(school.url(joined, "Join as").rpartition("/")[2])
    await school.page("bo", OpenJoinPage(occurrence=occurrence))
    assert "/j/" in await school.follow("bo", FollowJoinLink(occurrence=occurrence))
    assert "/s/" in await school.follow("ana", FollowJoinLink(occurrence=occurrence))

    number = school.at_zoom()[0].id
    school.sandbox.start(number)
    await school.hear_zoom()
    assert "Live now" in text(await school.say("bo", "", where="physics"))
    await school.later(minutes=60)
    school.sandbox.end(number)
    await school.hear_zoom(copies=2)
    assert "Ended" in text(school.posts("physics")[0].reply)

    await school.say("ana", "cancel", where="physics")
    done = await school.press("Cancel only this one", by="ana", where="physics")
    assert "4 dates are left." in text(done)


async def test_a_request_to_link_a_channel_is_decided_once(school):
    await school.say("li", "course map CHEM", where="chem")
    cards = [school.to(one)[-1].reply for one in ("ada", "ivo")]
    answers = await asyncio.gather(
        *(
            school.dispatch.handle(school.request(who, _press(school, card, "Approve"), where=""))
            for who, card in zip(("ada", "ivo"), cards, strict=True)
        )
    )
    await school.settle()
    assert sorted("Approved" in one.view.title for one in answers) == [False, True]
    assert (await school.rows())["course"] == 2


async def test_one_delivery_that_comes_three_times_at_once_makes_one_class(school):
    request = school.request("ana", Typed(text='new "Lab" tomorrow 3pm'))
    await asyncio.gather(*(school.dispatch.handle(request) for _n in range(3)))
    await school.settle()
    assert len(school.at_zoom()) == 1


async def test_a_list_is_filled_dry_first_and_then_once(school):
    tried = await school.say("ana", "course people MATH201 import Sam,sam.lee@uni.example,7,B\nAna,ana@uni.example")
    await asyncio.gather(
        *(school.dispatch.handle(school.request("ana", _press(school, tried, "Add 2 people"))) for _n in range(2))
    )
    assert (await school.rows())["audit"] == 1
    assert "2 instructor" in text(await school.say("ana", "course people"))


async def test_a_lost_answer_makes_one_meeting(school):
    school.trouble(method="POST", path="/users/*/meetings", drop=True, after_effect=True)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.later(seconds=60)
    assert len(school.at_zoom()) == 1
    assert school.to("ana")[-1].reply.view.title == "Scheduled: Lab"


@pytest.mark.parametrize("line", ["", "list", "join", "help"])
async def test_reading_costs_at_most_three_statements(school, line):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    with school.store.count_statements() as seen:
        await school.dispatch.handle(school.request("bo", Typed(text=line)))
    assert seen.count <= 3, seen.statements


async def test_writing_costs_at_most_five_statements(school):
    with school.store.count_statements() as seen:
        await school.dispatch.handle(school.request("ana", Typed(text='new "Lab" tomorrow 3pm')))
    assert seen.count <= 5, seen.statements


def _press(school, card, label):
    from zoomcore.chat import Pressed, press_payload

    return Pressed(payload=press_payload(card.card, school.button(card, label).command))
