"""Links that belong to one browser: what the core shows before, to its browser and to others; roles at each view."""

import pytest

from adapters.pages.links import BOUND_LIFETIME
from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack, unpack
from zoomcore.commands.wishes.courses import ShowPeople
from zoomcore.commands.wishes.meetings import CancelMeeting, FollowJoinLink
from zoomcore.commands.wishes.pages import LookAtLink, OpenLink
from zoomcore.services.binding import KEPT
from zoomcore.views import Button, ButtonStyle, Card

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


async def test_what_old_links_were_bound_to_is_forgotten_when_no_such_link_can_be_opened(school):
    assert KEPT > BOUND_LIFETIME
    await school.page("ana", OpenLink(link="old", browser="mine"))
    await school.later(hours=47)
    await school.page("ana", OpenLink(link="newer", browser="mine"))
    assert (await school.rows())["page_binding"] == 2
    await school.later(hours=2)
    await school.page("ana", OpenLink(link="newest", browser="mine"))
    assert (await school.rows())["page_binding"] == 2


async def test_a_student_opens_no_page_of_the_staff(school):
    assert text(await school.page("bo", look())).startswith("Problem.")


@pytest.mark.parametrize("page", [None, FollowJoinLink(occurrence=1), look()])
async def test_a_look_does_nothing_but_look(school, page):
    await school.page("ana", OpenLink(link="link", browser="mine"))
    before = await school.rows()
    reply = await school.page("ana", look("mine", page=page))
    assert "couldn't read this link" in text(reply)
    assert await school.rows() == before


async def test_what_writes_is_offered_each_time_and_never_done_by_a_look(school):
    await school.say("ana", 'new "Lab" today 11am')
    page = CancelMeeting(target=Target(meeting=1), confirmed=True)
    await school.page("ana", OpenLink(link="link", browser="mine"))
    before = await school.rows()
    for browser in ("mine", "theirs", ""):
        await school.page("ana", look(browser, page=page))
    reply = await school.page("ana", look("mine", page=page))
    assert isinstance(reply.view, Card)
    assert reply.view.actions == (Button(label="Open", command=OpenLink(link="link"), style=ButtonStyle.PRIMARY),)
    assert await school.rows() == before
    assert len(school.at_zoom()) == 1


async def test_an_admin_sees_pages_that_were_handed_to_their_account_and_no_join_link_makes_one(school):
    wish = look("mine")
    await school.page("ada", OpenLink(link="link", browser="mine"))
    assert text(await school.page("ada", wish)).startswith("Problem.")
    assert "Bo Chen" in text(await school.page("ada", wish, vouched=True))
    assert text(await school.page("bo", wish, vouched=True)).startswith("Problem.")


def test_a_wish_within_a_wish_survives_the_way_through_json():
    for wish in (look("mine"), look(page=None)):
        assert unpack(pack(wish)) == wish
