"""Links that belong to one browser: what the core shows before, to its browser and to others; roles at each view."""

import pytest

from tests.school import text
from zoomcore.commands.catalogue import CancelMeeting, FollowJoinLink, LookAtLink, OpenLink, ShowPeople
from zoomcore.commands.codec import pack, unpack
from zoomcore.views import Button, Card

PEOPLE = ShowPeople(code="MATH201")


def look(browser="", page=PEOPLE, link="link"):
    return LookAtLink(link=link, browser=browser, title="The people of MATH201", page=page)


async def test_before_open_it_says_what_it_is_and_changes_nothing(school):
    before = await school.rows()
    for _ in range(50):
        reply = await school.page("ana", look())
    assert await school.rows() == before
    assert isinstance(reply.view, Card)
    assert reply.view.title == "The people of MATH201"
    assert "Bo Chen" not in text(reply)
    (button,) = reply.view.actions
    assert isinstance(button, Button)
    assert button.command == OpenLink(link="link")


async def test_its_browser_sees_the_page_and_no_other_does(school):
    assert "belongs to your browser" in text(await school.page("ana", OpenLink(link="link", browser="mine")))
    assert "Bo Chen" in text(await school.page("ana", look("mine")))
    for other in ("", "theirs"):
        assert "opened in another browser" in text(await school.page("ana", look(other)))
    assert "opened in another browser" in text(await school.page("ana", OpenLink(link="link", browser="theirs")))
    assert "Bo Chen" in text(await school.page("ana", look("mine")))
    assert "Bo Chen" not in text(await school.page("ana", look("mine", link="another link")))


async def test_whoever_lost_their_role_sees_nothing_more_not_even_the_title(school):
    await school.page("tia", OpenLink(link="link", browser="mine"))
    assert "Bo Chen" in text(await school.page("tia", look("mine")))
    await school.say("ana", "course people MATH201 remove tia@uni.example")
    for browser, link in (("mine", "link"), ("", "fresh")):
        said = text(await school.page("tia", look(browser, link=link)))
        assert said.startswith("Problem.")
        assert "Bo Chen" not in said
        assert "The people of" not in said


async def test_a_student_opens_no_page_of_the_staff(school):
    assert text(await school.page("bo", look())).startswith("Problem.")


@pytest.mark.parametrize("page", [None, CancelMeeting(), FollowJoinLink(occurrence=1), look()])
async def test_a_look_does_nothing_but_look(school, page):
    await school.page("ana", OpenLink(link="link", browser="mine"))
    before = await school.rows()
    reply = await school.page("ana", look("mine", page=page))
    assert "couldn't read this link" in text(reply)
    assert await school.rows() == before


def test_a_wish_within_a_wish_survives_the_way_through_json():
    for wish in (look("mine"), look(page=None)):
        assert unpack(pack(wish)) == wish
