"""Booking in somebody else's name: whoever gave the privilege, and whose hundred calls a day are charged."""

import pytest

from zoomcore.domain.people import Role
from zoomcore.views.plain import plain


async def enrol(school, who, role):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids[who], role)


def hosts(school):
    return [school.sandbox.account.users[one.host_id].email for one in school.at_zoom()]


async def test_instructors_of_a_course_book_for_each_other(school):
    await school.say("ana", 'new "Algebra" tomorrow 15:00 for 30m host kim@uni.example')

    assert hosts(school) == ["kim@uni.example"]


async def test_nobody_books_for_somebody_who_did_not_let_them(school):
    reply = await school.say("ana", 'new "Algebra" tomorrow 15:00 host li@uni.example')

    assert "Li Wei hasn't let you schedule classes in their name" in plain(reply.view)
    assert "Schedule Privilege, for ana@uni.example" in plain(reply.view)
    assert school.at_zoom() == []


async def test_who_was_given_the_privilege_at_zoom_books_for_them(school):
    await enrol(school, "li", Role.INSTRUCTOR)
    await enrol(school, "ana", Role.ASSISTANT)

    await school.say("li", 'new "Algebra" tomorrow 15:00 host ana@uni.example')

    assert hosts(school) == ["ana@uni.example"]


async def test_admins_book_for_anybody(school):
    await school.say("ada", 'new "Algebra" tomorrow 15:00 host li@uni.example')

    assert hosts(school) == ["li@uni.example"]


async def test_zoom_is_asked_only_where_the_roster_does_not_say_it(school):
    await school.say("ana", 'new "Algebra" tomorrow 15:00 for 30m host kim@uni.example')
    await school.say("ana", 'new "Topology" tomorrow 16:00')

    assert not any(one.path.endswith("/schedulers") for one in school.sandbox.requests)


@pytest.mark.parametrize("who", ["ana", "ada"])
async def test_the_host_in_the_address_is_charged_whoever_asks(school, who):
    await school.say(who, 'new "Algebra" tomorrow 15:00 for 30m host kim@uni.example')

    kim = school.sandbox.account.user("kim@uni.example").id
    (sent,) = (one for one in school.sandbox.requests if one.method == "POST" and one.path.endswith("/meetings"))
    assert sent.path == f"/users/{kim}/meetings"


async def test_a_missing_scope_is_named_and_nothing_is_made(school):
    school.sandbox.account.user("li@uni.example")
    school.trouble(
        path="/users/*/schedulers",
        status=400,
        body={
            "code": 4711,
            "message": "Invalid access token, does not contain scopes:[user:read:list_schedulers:admin].",
        },
    )

    reply = await school.say("ana", 'new "Algebra" tomorrow 15:00 host li@uni.example')

    assert "user:read:list_schedulers:admin" in plain(reply.view)
    assert school.at_zoom() == []
