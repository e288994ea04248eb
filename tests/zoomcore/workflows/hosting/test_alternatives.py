"""Who may start a class besides its host: asked for when it is booked, changed later, and never lost."""

from datetime import timedelta

from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage
from zoomcore.sandbox.people import Plan
from zoomcore.views.plain import plain

NEW = 'new "Algebra" tomorrow 15:00 for 30m'


def hosts_at_zoom(school):
    (meeting,) = school.at_zoom()
    return [one for one in meeting.settings["alternative_hosts"].split(";") if one]


async def kept(school):
    async with school.store.reading() as unit:
        (row,) = await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=30))
    return row


async def test_a_class_is_made_with_them(school):
    reply = await school.say("ana", f"{NEW} alt @li")

    assert reply.view.title == "Scheduled: Algebra"
    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert (await kept(school)).meeting.options.alternative_hosts == ("li@uni.example",)


async def test_who_has_no_license_is_left_out_and_named_with_a_way(school):
    reply = await school.say("ana", f"{NEW} alternative hosts kim@uni.example and li@uni.example")

    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert "Kim Novak can't be an alternative host: Zoom takes licensed people only" in plain(reply.view)
    assert school.button(reply, "Request a license for Kim Novak").command.who == "kim@uni.example"
    assert (await kept(school)).meeting.options.alternative_hosts == ("li@uni.example",)


async def test_unknown_people_are_named_in_one_sentence_and_nothing_is_made(school):
    reply = await school.say("ana", f"{NEW} alternative hosts who@uni.example, where@uni.example, li@uni.example")

    assert "I don't know who@uni.example, where@uni.example." in plain(reply.view)
    assert "course people MATH201 add" in plain(reply.view)
    assert school.at_zoom() == []


async def test_the_name_of_somebody_of_the_staff_is_enough(school):
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await school.say("ana", NEW)

    reply = await school.say("ana", "alt add kim novak")

    assert hosts_at_zoom(school) == ["kim@uni.example"]
    assert "Kim Novak" in plain(reply.view)


async def test_a_student_is_nobody_by_name(school):
    await school.say("ana", NEW)

    assert "I don't know bo chen." in plain((await school.say("ana", "alt add bo chen")).view)


async def test_whoever_was_added_in_zooms_portal_stays(school):
    await school.say("ana", NEW)
    (meeting,) = school.at_zoom()
    meeting.settings["alternative_hosts"] = "idle.tom@uni.example"

    await school.say("ana", "alt add @li")
    assert hosts_at_zoom(school) == ["idle.tom@uni.example", "li@uni.example"]

    await school.say("ana", "alt remove @li")
    assert hosts_at_zoom(school) == ["idle.tom@uni.example"]
    assert "idle.tom@uni.example" in plain((await school.say("ana", "alt")).view)

    await school.say("ana", "alt remove idle.tom@uni.example")
    assert hosts_at_zoom(school) == []


async def test_adding_one_costs_a_look_up_a_read_and_a_change(school):
    await school.say("ana", NEW)
    before = len(school.sandbox.requests)

    await school.say("ana", "alt add @li")

    sent = [(one.method, one.path.split("/")[1]) for one in school.sandbox.requests[before:]]
    assert sent == [("GET", "users"), ("GET", "meetings"), ("PATCH", "meetings")]


async def test_nothing_else_of_the_class_changes(school):
    await school.say("ana", f"{NEW} record")
    (meeting,) = school.at_zoom()
    before = dict(meeting.settings)

    await school.say("ana", "alt add @li")

    assert meeting.settings == before | {"alternative_hosts": "li@uni.example"}
    assert (await kept(school)).meeting.state == "scheduled"


async def test_it_can_be_undone(school):
    await school.say("ana", NEW)
    reply = await school.say("ana", "alt add @li")

    await school.press("Undo", by="ana", on=reply)

    assert hosts_at_zoom(school) == []


async def test_a_basic_person_alone_changes_nothing(school):
    await school.say("ana", NEW)

    reply = await school.say("ana", "alt add @kim")

    assert hosts_at_zoom(school) == []
    assert reply.view.tone == "bad"
    assert school.calls("PATCH") == 0


async def test_zoom_away_is_waited_for(school):
    await school.say("ana", NEW)
    school.trouble(status=503, method="PATCH")

    reply = await school.say("ana", "alt add @li")
    assert "I keep trying" in plain(reply.view)

    await school.later(minutes=5)
    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert (await kept(school)).meeting.state == "scheduled"


async def test_an_alternative_host_goes_in_before_the_door_opens_by_the_join_link(school):
    await school.say("ana", f"{NEW} alt @li")
    dated = await kept(school)

    page = await school.page("li", OpenJoinPage(occurrence=dated.occurrence.id))
    assert "Start as alternative host" in plain(page.view)
    assert "li@uni.example" in plain(page.view)

    assert await school.follow("li", FollowJoinLink(occurrence=dated.occurrence.id)) == dated.meeting.join_url


async def test_only_the_host_gets_zooms_start_link(school):
    await school.say("ana", f"{NEW} alt @li")
    dated = await kept(school)

    assert "/s/" in await school.follow("ana", FollowJoinLink(occurrence=dated.occurrence.id))
    assert "/s/" not in await school.follow("li", FollowJoinLink(occurrence=dated.occurrence.id))


async def test_students_may_not_name_them(school):
    await school.say("ana", NEW)

    await school.say("bo", "alt add @li")

    assert hosts_at_zoom(school) == []


async def test_set_adds_them_too_and_keeps_those_of_the_portal(school):
    await school.say("ana", NEW)
    (meeting,) = school.at_zoom()
    meeting.settings["alternative_hosts"] = "idle.tom@uni.example"

    await school.say("ana", "set alternative hosts li@uni.example")
    assert hosts_at_zoom(school) == ["idle.tom@uni.example", "li@uni.example"]

    await school.say("ana", "set no alternative hosts")
    assert hosts_at_zoom(school) == []
