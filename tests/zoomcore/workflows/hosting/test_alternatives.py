"""Who may start a class besides its host: asked for when it is booked, changed later, and never lost."""

from dataclasses import replace
from datetime import timedelta

from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage
from zoomcore.domain.meetings import MeetingState
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


async def unlicensed(school, name):
    school.sandbox.account.user(f"{name}@uni.example").plan = Plan.BASIC


async def test_one_who_lost_the_license_keeps_nobody_from_being_taken_off(school):
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await school.say("ana", f"{NEW} alternative hosts kim@uni.example, li@uni.example, admin@uni.example")
    await unlicensed(school, "kim")

    reply = await school.say("ana", "alt remove @li")

    assert hosts_at_zoom(school) == ["admin@uni.example"]
    assert "Kim Novak can't be an alternative host" in plain(reply.view)
    assert school.button(reply, "Request a license for Kim Novak").command.who == "kim@uni.example"
    assert (await kept(school)).meeting.options.alternative_hosts == ("admin@uni.example",)

    await school.press("Undo", by="ana", on=reply)
    assert hosts_at_zoom(school) == ["admin@uni.example", "li@uni.example"]


async def test_nor_from_being_added(school):
    await school.say("ana", f"{NEW} alternative hosts li@uni.example")
    await unlicensed(school, "li")

    await school.say("ana", "alt add admin@uni.example")

    assert hosts_at_zoom(school) == ["admin@uni.example"]


async def test_a_refusal_that_nobody_listed_is_the_reason_of_stays_one(school):
    await school.say("ana", f"{NEW} alternative hosts li@uni.example")
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."}, times=3)

    reply = await school.say("ana", "alt add admin@uni.example")

    assert "I couldn't do that" in plain(reply.view)
    assert hosts_at_zoom(school) == ["li@uni.example"]


# Beside who stands in for one date.


async def test_who_stands_in_and_is_added_for_good_stays_after_the_date(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li")
    reply = await school.say("ana", "alt add @li")

    await school.press("Undo", by="ana", on=reply)
    assert hosts_at_zoom(school) == ["li@uni.example"]
    await school.say("ana", "alt add @li")

    await school.later(hours=31)
    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_who_stands_in_and_is_taken_off_the_list_starts_that_date_and_leaves_then(school):
    await school.say("ana", f"{NEW} alt @li")
    await school.say("ana", "sub @li")

    reply = await school.say("ana", "alt remove @li")

    assert "Li Wei stands in on Tue" in plain(reply.view)
    assert "sub off on 2026-11-24 MATH201" in plain(reply.view)
    assert hosts_at_zoom(school) == ["li@uni.example"]
    await school.later(hours=31)
    assert hosts_at_zoom(school) == []


async def test_the_line_that_takes_them_off_their_date_takes_off_nobody_else(school):
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await school.say("ana", 'new "Algebra" every tue 15:00 for 30m x3')
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub @kim on dec 1")
    reply = await school.say("ana", "alt remove @kim")
    assert "sub off on 2026-12-01 MATH201 takes them off" in plain(reply.view)

    await school.say("ana", "sub off on 2026-12-01 MATH201")

    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_to_take_that_back_lets_them_stay_afterwards(school):
    await school.say("ana", f"{NEW} alt @li")
    await school.say("ana", "sub @li")
    reply = await school.say("ana", "alt remove @li")

    await school.press("Undo", by="ana", on=reply)

    await school.later(hours=31)
    assert hosts_at_zoom(school) == ["li@uni.example"]


# What is taken back is what was done.


async def test_to_take_back_a_removal_adds_nobody_who_was_not_there(school):
    await school.say("ana", f"{NEW} alt @li")
    reply = await school.say("ana", "alt remove li@uni.example, admin@uni.example")

    await school.press("Undo", by="ana", on=reply)

    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_to_take_back_an_addition_takes_off_nobody_who_was_there_before(school):
    await school.say("ana", NEW)
    (meeting,) = school.at_zoom()
    meeting.settings["alternative_hosts"] = "idle.tom@uni.example"
    async with school.store.unit() as unit:
        await unit.people.add(name="Tom Idle", email="idle.tom@uni.example")
    reply = await school.say("ana", "alt add idle.tom@uni.example, li@uni.example")

    await school.press("Undo", by="ana", on=reply)

    assert hosts_at_zoom(school) == ["idle.tom@uni.example"]


async def test_what_zoom_refused_is_tried_again_by_who_asked(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("ana", "alt add @li")

    await school.press("Try again", by="ana", on=refused)

    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert (await kept(school)).meeting.state == "scheduled"
    again = await school.press("Try again", by="ana", on=replace(refused, card="elsewhere"))
    assert "isn't waiting" in plain(again.view)


async def test_tried_again_it_counts_who_was_there_by_then(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("ana", "alt add @li")
    school.at_zoom()[0].settings["alternative_hosts"] = "li@uni.example"

    again = await school.press("Try again", by="ana", on=refused)

    assert again.view.title == "Who may start Algebra"
    assert "Undo" not in plain(again.view)
    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_it_is_not_tried_again_while_another_change_is_under_way(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("ana", "alt add @li")
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CHANGING)

    again = await school.press("Try again", by="ana", on=refused)

    assert "is being changed at this moment" in plain(again.view)
    assert hosts_at_zoom(school) == []
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
    await school.press("Try again", by="ana", on=replace(refused, card="elsewhere"))
    assert hosts_at_zoom(school) == ["li@uni.example"]
