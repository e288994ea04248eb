"""A class gets another host: the same meeting where Zoom lets it move, else one in its place. Never two, never none."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage, ShowMeeting
from zoomcore.domain.people import Role
from zoomcore.sandbox.people import Plan
from zoomcore.views.plain import plain

# Ana's; at Zoom Li may schedule for Ana, and Ana for nobody.
NEW = 'new "Algebra" every tue 15:00 for 30m x3'


@pytest.fixture
async def with_li(school):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    return school


async def coming(school):
    async with school.store.reading() as unit:
        return await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=60))


async def give(school, who, line):
    asked = await school.say(who, line)
    return asked, await school.press("Change the host", by=who, on=asked)


def host_at_zoom(school):
    (meeting,) = school.at_zoom()
    return school.sandbox.account.users[meeting.host_id].email


async def test_it_is_asked_first_with_what_may_be_lost(with_li):
    await with_li.say("ana", NEW)

    asked = await with_li.say("ana", "host to @li")

    assert asked.view.title == "Give Algebra to Li Wei?"
    assert "its number and Zoom's link change" in plain(asked.view)
    assert host_at_zoom(with_li) == "ana@uni.example"


async def test_where_zoom_lets_it_move_number_and_link_stay(with_li):
    await with_li.say("li", NEW)
    (before,) = with_li.at_zoom()

    _asked, reply = await give(with_li, "li", "host MATH201 to ana@uni.example")

    (after,) = with_li.at_zoom()
    assert (after.id, host_at_zoom(with_li)) == (before.id, "ana@uni.example")
    assert "Ana Ruiz hosts Algebra now" in plain(reply.view)
    assert [one.host_name for one in await coming(with_li)] == ["Ana Ruiz"] * 3
    assert any("You host Algebra now" in plain(one.reply.view) for one in with_li.to("ana"))


async def test_else_it_is_made_anew_and_only_then_the_old_one_ends(with_li):
    await with_li.say("ana", f"{NEW} record waiting room announce")
    (before,) = with_li.at_zoom()

    _asked, reply = await give(with_li, "ana", "host to @li")

    (after,) = with_li.at_zoom()
    assert after.id != before.id
    assert host_at_zoom(with_li) == "li@uni.example"
    assert [one.start for one in after.occurrences] == [one.start for one in before.occurrences]
    assert after.settings["auto_recording"] == "cloud"
    assert "new class with a new link" in plain(reply.view)
    assert [one.host_name for one in await coming(with_li)] == ["Li Wei"] * 3
    assert "Li Wei" in plain(with_li.posts()[0].reply.view)
    order = [
        one.method for one in with_li.sandbox.requests if one.method in {"POST", "DELETE"} and "meetings" in one.path
    ]
    assert order == ["POST", "POST", "DELETE"]


async def test_links_that_were_handed_out_lead_on_to_the_new_class(with_li):
    await with_li.say("ana", NEW)
    first = (await coming(with_li))[0]
    await give(with_li, "ana", "host to @li")
    await with_li.later(hours=28, minutes=55)

    page = await with_li.page("bo", OpenJoinPage(occurrence=first.occurrence.id))
    assert "Join as Bo Chen" in plain(page.view)
    url = await with_li.follow("bo", FollowJoinLink(occurrence=first.occurrence.id))
    assert url == (await coming(with_li))[0].meeting.join_url
    assert "/s/" in await with_li.follow("li", FollowJoinLink(occurrence=first.occurrence.id))


async def test_alternative_hosts_come_along_but_for_the_new_host(with_li):
    await with_li.say("ana", f"{NEW} alternative hosts li@uni.example, admin@uni.example")

    await give(with_li, "ana", "host to @li")

    (meeting,) = with_li.at_zoom()
    assert meeting.settings["alternative_hosts"] == "admin@uni.example"


async def test_it_can_be_undone_both_ways(with_li):
    await with_li.say("ana", NEW)
    _asked, reply = await give(with_li, "ana", "host to @li")

    await with_li.press("Undo", by="ana", on=reply)

    assert host_at_zoom(with_li) == "ana@uni.example"
    assert [one.host_name for one in await coming(with_li)] == ["Ana Ruiz"] * 3


async def test_where_the_new_one_cannot_be_made_the_old_one_stays(with_li):
    await with_li.say("ana", NEW)
    (before,) = with_li.at_zoom()
    with_li.trouble(method="POST", path="/users/*/meetings", status=400, body={"code": 3161, "message": "No hosting."})

    _asked, reply = await give(with_li, "ana", "host to @li")

    (after,) = with_li.at_zoom()
    assert after.id == before.id
    assert [(one.host_name, one.meeting.state.value) for one in await coming(with_li)] == [
        ("Ana Ruiz", "scheduled")
    ] * 3

    await with_li.press("Try again", by="ana", on=reply)
    assert host_at_zoom(with_li) == "li@uni.example"
    assert [one.host_name for one in await coming(with_li)] == ["Li Wei"] * 3


async def test_the_old_one_is_ended_later_where_zoom_is_away_just_then(with_li):
    await with_li.say("ana", NEW)
    with_li.trouble(method="DELETE", status=503)

    await give(with_li, "ana", "host to @li")
    assert [one.host_name for one in await coming(with_li) if one.meeting.state == "scheduled"] == ["Li Wei"] * 3

    await with_li.later(minutes=5)
    assert host_at_zoom(with_li) == "li@uni.example"


async def test_a_lost_answer_makes_no_second_class(with_li):
    await with_li.say("ana", NEW)
    with_li.trouble(method="POST", path="/users/*/meetings", after_effect=True, drop=True)

    await give(with_li, "ana", "host to @li")
    await with_li.later(minutes=5)

    assert host_at_zoom(with_li) == "li@uni.example"


async def test_who_hosts_it_already_and_nobody_are_refused_plainly(with_li):
    await with_li.say("ana", NEW)

    assert "Ana Ruiz is the host of Algebra already" in plain((await with_li.say("ana", "host to @ana")).view)
    assert "Who shall host Algebra?" in plain((await with_li.say("ana", "host MATH201")).view)


async def test_somebody_who_stands_in_is_taken_off_first(with_li):
    await with_li.say("ana", NEW)
    await with_li.say("ana", "sub @li on dec 1")

    assert "Li Wei stands in on a date of Algebra" in plain((await with_li.say("ana", "host to @li")).view)


async def test_details_offer_a_form_for_another_host(with_li):
    await with_li.say("ana", NEW)
    (first, *_later) = await coming(with_li)
    details = await with_li.wish("ana", ShowMeeting(target=Target(occurrence=first.occurrence.id)))
    form = await with_li.press("Change the host", by="ana", on=details)
    asked = await with_li.submit(form, {"to": "@li"}, by="ana")

    await with_li.press("Change the host", by="ana", on=asked)

    assert host_at_zoom(with_li) == "li@uni.example"


async def test_a_rule_of_its_own_comes_along(with_li):
    await with_li.say("ana", NEW)
    async with with_li.store.unit() as unit:
        rule = replace(await unit.sheets.rule_of(with_li.math.id, 1), points=Decimal(7))
        await unit.sheets.set_rule(with_li.math.id, rule, by=with_li.ids["ana"], meeting_id=1)

    await give(with_li, "ana", "host to @li")

    async with with_li.store.reading() as unit:
        assert (await unit.sheets.rule_of(with_li.math.id, 2)).points == Decimal(7)


REFUSED = {"status": 400, "body": {"code": 3161, "message": "No hosting."}}


async def not_made(school):
    """Ana's class, which Li was to host and Zoom did not let her."""
    school.trouble(method="POST", path="/users/*/meetings", **REFUSED)
    _asked, reply = await give(school, "ana", "host to @li")
    return reply


async def test_tried_again_it_is_given_away_as_it_stands_by_then(with_li):
    await with_li.say("ana", NEW)
    reply = await not_made(with_li)
    await with_li.say("ana", "move next to nov 25 16:00")

    again = await with_li.press("Try again", by="ana", on=reply)

    assert again.view.title == "Scheduled: Algebra"
    assert [one.occurrence.start.day for one in await coming(with_li)] == [25, 1, 8]
    assert host_at_zoom(with_li) == "li@uni.example"


async def test_tried_again_after_it_was_given_to_another_there_is_still_one(with_li):
    with_li.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await with_li.say("ana", NEW)
    reply = await not_made(with_li)
    await give(with_li, "ana", "host to @kim")

    again = await with_li.press("Try again", by="ana", on=reply)

    assert "was changed once more since then" in plain(again.view)
    assert host_at_zoom(with_li) == "kim@uni.example"


async def test_tried_again_after_it_was_cancelled_it_stays_off(with_li):
    await with_li.say("ana", NEW)
    reply = await not_made(with_li)
    asked = await with_li.say("ana", "cancel all")
    await with_li.press("Cancel the whole series", by="ana", on=asked)

    again = await with_li.press("Try again", by="ana", on=reply)

    assert "was changed once more since then" in plain(again.view)
    assert with_li.at_zoom() == []


async def test_one_that_zoom_may_have_made_is_looked_for_before_another_is_made(with_li):
    await with_li.say("ana", NEW)
    told = await lost(with_li, after_effect=True)

    await with_li.press("Try again", by="ana", on=told)
    await with_li.later(minutes=5)

    assert host_at_zoom(with_li) == "li@uni.example"


async def lost(school, *, after_effect):
    """The answer to the new class was lost, and then Zoom was away until everybody gave up."""
    school.trouble(method="POST", path="/users/*/meetings", after_effect=after_effect, drop=True)
    asked = await school.say("ana", "host to @li")
    school.trouble(method="GET", path="/users/*/meetings", status=503, times=1000)
    await school.press("Change the host", by="ana", on=asked)
    for _while in range(40):
        await school.later(minutes=5)
    school.sandbox.faults.clear()
    return next(one.reply for one in school.chat.messages if "I couldn't do that" in plain(one.reply.view))


@pytest.mark.parametrize("after_effect", [True, False], ids=["made", "not made"])
async def test_one_that_zoom_may_have_made_is_no_copy_of_what_the_class_was_then(with_li, after_effect):
    await with_li.say("ana", NEW)
    told = await lost(with_li, after_effect=after_effect)
    await with_li.say("ana", "move all to 16:00")

    await with_li.press("Try again", by="ana", on=told)
    await with_li.later(minutes=5)

    assert [one.occurrence.start.hour for one in await coming(with_li)] == [15] * 3  # in UTC
    assert [one.hour for one in with_li.dates_at_zoom()] == [15] * 3
    assert host_at_zoom(with_li) == "li@uni.example"
    assert [one.host_name for one in await coming(with_li)] == ["Li Wei"] * 3


async def test_a_class_that_is_being_held_keeps_its_host(with_li):
    await with_li.say("ana", NEW)
    asked = await with_li.say("ana", "host to @li")
    await with_li.later(hours=29)
    with_li.sandbox.start(with_li.at_zoom()[0].id)
    await with_li.hear_zoom()

    assert "is being held at this moment" in plain((await with_li.say("ana", "host to @li")).view)
    assert "is being held at this moment" in plain((await with_li.press("Change the host", by="ana", on=asked)).view)
    assert host_at_zoom(with_li) == "ana@uni.example"


async def test_nor_does_one_end_that_began_since_it_was_given_away(with_li):
    await with_li.say("ana", NEW)
    (before,) = with_li.at_zoom()
    with_li.trouble(method="DELETE", status=503)
    await give(with_li, "ana", "host to @li")
    with_li.sandbox.start(before.id)
    await with_li.hear_zoom()
    await with_li.later(minutes=20)
    assert not before.deleted

    with_li.sandbox.end(before.id)
    await with_li.hear_zoom()
    await with_li.later(minutes=20)
    assert before.deleted


async def test_a_class_without_a_date_to_come_is_said_to_have_none(with_li):
    await with_li.say("ana", 'new "Lab" today 11:00 for 30m')
    asked = await with_li.say("ana", "host to @li")
    await with_li.later(hours=1, minutes=10)

    reply = await with_li.press("Change the host", by="ana", on=asked)

    assert "Lab has no date to come that another host could hold" in plain(reply.view)
    assert host_at_zoom(with_li) == "ana@uni.example"


async def test_what_zoom_refused_is_tried_again_by_who_asked(with_li):
    await with_li.say("ana", NEW)
    with_li.sandbox.account.user("li@uni.example").email = "li@else.example"
    _asked, reply = await give(with_li, "ana", "host to @li")
    assert "I couldn't do that" in plain(reply.view)
    with_li.sandbox.account.user("li@else.example").email = "li@uni.example"

    await with_li.press("Try again", by="ana", on=reply)

    assert host_at_zoom(with_li) == "li@uni.example"


# Tried again, after somebody was asked to stand in.


async def test_tried_again_while_somebody_stands_in_it_keeps_its_host(with_li):
    kim = with_li.sandbox.account.user("kim@uni.example")
    kim.plan, kim.email = Plan.LICENSED, "kim@else.example"
    await with_li.say("ana", NEW)
    _asked, reply = await give(with_li, "ana", "host to @kim")
    assert "I couldn't do that" in plain(reply.view)
    kim.email = "kim@uni.example"
    await with_li.say("ana", "sub @li on nov 24")

    again = await with_li.press("Try again", by="ana", on=reply)

    assert "Li Wei stands in on a date of Algebra" in plain(again.view)
    await leaves_after_the_date(with_li)


async def leaves_after_the_date(school):
    assert host_at_zoom(school) == "ana@uni.example"
    assert {one.meeting.state.value for one in await coming(school)} == {"scheduled"}
    await school.later(hours=31)
    (meeting,) = school.at_zoom()
    assert meeting.settings["alternative_hosts"] == ""


async def test_nor_is_one_made_anew_by_then(with_li):
    with_li.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await with_li.say("ana", NEW)
    with_li.trouble(method="POST", path="/users/*/meetings", **REFUSED)
    _asked, reply = await give(with_li, "ana", "host to @kim")
    await with_li.say("ana", "sub @li on nov 24")

    again = await with_li.press("Try again", by="ana", on=reply)

    assert "Li Wei stands in on a date of Algebra" in plain(again.view)
    await leaves_after_the_date(with_li)


async def test_who_has_no_e_mail_is_not_asked_about(with_li):
    await with_li.say("ana", NEW)
    async with with_li.store.unit() as unit:
        eve = await unit.people.add("Eve Stone")
        await unit.courses.enroll(with_li.math.id, eve.id, Role.INSTRUCTOR)

    asked = await with_li.say("ana", "host to eve")

    assert "I don't know Eve Stone's e-mail" in plain(asked.view)
    assert "Name them by e-mail" in plain(asked.view)


async def test_who_gave_it_away_hears_where_zoom_keeps_the_old_one(with_li):
    await with_li.say("ana", NEW)
    with_li.trouble(method="DELETE", status=400, body={"code": 3000, "message": "Not meeting host."})

    await give(with_li, "ana", "host to @li")

    assert any("The old Algebra is still at Zoom" in plain(one.reply.view) for one in with_li.to("ana"))
    assert [one.host_name for one in await coming(with_li)] == ["Li Wei"] * 3
