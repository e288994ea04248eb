"""Somebody stands in for one date: from the wish to the start of the class, and out again afterwards."""

from datetime import timedelta

from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Asked
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.backups import FetchBackup
from zoomcore.commands.wishes.house import RetryWork
from zoomcore.commands.wishes.licenses import SetLicensePolicy
from zoomcore.commands.wishes.meetings import FollowJoinLink, ShowMeeting
from zoomcore.commands.wishes.privacy import ErasePerson
from zoomcore.domain.backups.packing import unpacked
from zoomcore.domain.backups.records import MeetingRecord, ZoomSettingsRecord
from zoomcore.domain.hosting_work import BringSubstitute, EndSubstitute
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.errors import ZoomUnavailable
from zoomcore.sandbox.people import Plan
from zoomcore.views.plain import plain
from zoomcore.workflows.hosting.leaving import end_substitute
from zoomcore.workflows.table import give_up as give_up_work

# A Monday: the dates are 24 November, 1 and 8 December.
NEW = 'new "Algebra" every tue 15:00 for 30m x3'


def hosts_at_zoom(school):
    (meeting,) = school.at_zoom()
    return [one for one in meeting.settings["alternative_hosts"].split(";") if one]


async def dates(school):
    async with school.store.reading() as unit:
        return await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=60))


async def named(school):
    return [one.substitute for one in await dates(school)]


async def states(school):
    async with school.store.reading() as unit:
        found = [await unit.hosting.find(number) for number in range(1, 6)]
    return [one.state.value for one in found if one is not None]


async def test_they_may_start_it_and_are_told_privately(school):
    await school.say("ana", NEW)
    reply = await school.say("ana", "sub @li on dec 1")

    assert reply.view.title == "Li Wei stands in"
    assert "Li Wei has been told" in plain(reply.view)
    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert await named(school) == ["", "Li Wei", ""]
    (told,) = school.to("li")
    assert "You stand in for Ana Ruiz" in plain(told.reply.view)
    assert "Sign in to Zoom as li@uni.example" in plain(told.reply.view)
    assert "/j/" in school.url(told.reply, "Start as alternative host")


async def test_from_the_wish_to_the_start_of_the_class(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")

    await school.later(hours=28, minutes=55)
    reply = await school.say("li", "start", where="")
    assert "Start as alternative host" in plain(reply.view)
    first = (await dates(school))[0]
    assert await school.follow("li", FollowJoinLink(occurrence=first.occurrence.id)) == first.meeting.join_url


async def test_who_is_no_staff_here_starts_it_by_its_code_too_and_nobody_else_does(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li")

    assert "Start it early" in plain((await school.say("li", "start MATH201", where="")).view)
    assert "You aren't in MATH201" in plain((await school.say("nora", "start MATH201", where="")).view)
    assert "assistant and above" in plain((await school.say("bo", "start")).view)


async def test_after_the_date_they_are_taken_off_again(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")

    await school.later(hours=29, minutes=40)
    assert hosts_at_zoom(school) == ["li@uni.example"]

    await school.later(minutes=10)
    assert hosts_at_zoom(school) == []
    assert await states(school) == ["over"]
    (first, *_later) = await dates(school)
    assert first.meeting.options.alternative_hosts == ()
    assert first.meeting.state == "scheduled"


async def test_who_was_an_alternative_host_before_stays_one(school):
    await school.say("ana", f"{NEW} alt @li")
    await school.say("ana", "sub @li on nov 24")

    await school.later(hours=31)

    assert await states(school) == ["over"]
    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_who_holds_two_dates_leaves_after_the_second(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub @li on dec 1")

    await school.later(hours=31)
    assert hosts_at_zoom(school) == ["li@uni.example"]

    await school.later(days=7)
    assert await states(school) == ["over", "over"]
    assert hosts_at_zoom(school) == []


async def test_a_date_that_was_moved_is_waited_for(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "move next to nov 25 15:00")

    await school.later(hours=31)
    assert await states(school) == ["on"]

    await school.later(hours=24)
    assert await states(school) == ["over"]


async def test_a_cancelled_class_leaves_nothing_to_do(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    asked = await school.say("ana", "cancel all")
    await school.press("Cancel the whole series", by="ana", on=asked)

    await school.later(hours=31)

    assert await states(school) == ["over"]


async def test_off_takes_them_off_at_once_and_tells_them(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on dec 1")

    reply = await school.say("ana", "sub off dec 1")

    assert "Ana Ruiz holds it again" in plain(reply.view)
    assert hosts_at_zoom(school) == []
    assert await named(school) == ["", "", ""]
    assert any("You don't stand in any more" in plain(one.reply.view) for one in school.to("li"))


async def test_it_can_be_undone_and_done_again(school):
    await school.say("ana", NEW)
    reply = await school.say("ana", "sub @li on dec 1")

    undone = await school.press("Undo", by="ana", on=reply)
    assert hosts_at_zoom(school) == []

    await school.press("Undo", by="ana", on=undone)
    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert await named(school) == ["", "Li Wei", ""]


async def test_a_basic_person_cannot_and_the_way_to_a_license_is_offered(school):
    await school.say("ana", NEW)

    reply = await school.say("ana", "sub @kim on nov 24")

    assert reply.view.title == "Kim Novak can't stand in yet"
    assert school.button(reply, "Request a license for Kim Novak").command.who == "kim@uni.example"
    assert hosts_at_zoom(school) == []
    assert await states(school) == ["refused"]
    (first, *_later) = await dates(school)
    assert first.meeting.state == "scheduled"
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    assert (await school.say("ana", "sub @kim on nov 24")).view.title == "Kim Novak stands in"


async def test_their_own_class_at_that_time_is_named(school):
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    await school.say("kim", 'new "Topology" tomorrow 15:15 for 30m')
    await school.say("ana", NEW)

    asked = await school.say("ana", "sub @kim on nov 24")
    reply = await school.press("Algebra", by="ana", on=asked)

    assert "Kim Novak has Topology (MATH201) at that time" in plain(reply.view)


async def test_only_one_person_stands_in_for_a_date(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")

    assert "Li Wei stands in on that date already" in plain((await school.say("ana", "sub @ada on nov 24")).view)
    assert "is the host of Algebra already" in plain((await school.say("ana", "sub @ana on dec 1")).view)
    assert "There is no class to come on" in plain((await school.say("ana", "sub @li on nov 30")).view)
    assert "Nobody stands in" in plain((await school.say("ana", "sub off dec 8")).view)


async def test_lists_cards_and_posts_say_who_holds_it(school):
    await school.say("ana", f"{NEW} announce")
    await school.say("ana", "sub @li on nov 24")

    assert "Li Wei, in place of Ana Ruiz" in plain((await school.say("bo", "list")).view)
    assert "Li Wei, in place of Ana Ruiz" in plain(school.posts()[0].reply.view)
    assert "Li Wei" in plain((await school.say("ana", "sub")).view)


async def test_a_crash_after_zooms_answer_changes_nothing_twice(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24", settle=False)
    async with school.store.unit() as unit:
        await unit.hosting.note_stays(1, stays=False)
    (meeting,) = school.at_zoom()
    # As after a crash between Zoom's answer and our writing it down.
    meeting.settings["alternative_hosts"] = "li@uni.example"
    await school.settle()

    assert await states(school) == ["on"]
    assert school.calls("PATCH") == 0
    await school.later(hours=31)
    assert hosts_at_zoom(school) == []


async def test_zoom_away_is_waited_for_and_refusals_leave_all_as_it_was(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    reply = await school.say("ana", "sub @li on nov 24")
    assert "I couldn't do that" in plain(reply.view)
    assert await states(school) == ["refused"]

    school.trouble(method="PATCH", status=503)
    assert "I keep trying" in plain((await school.say("ana", "sub @li on nov 24")).view)
    await school.later(minutes=5)
    assert await named(school) == ["Li Wei", "", ""]


def test_a_job_is_named_by_whom_it_is_about():
    assert BringSubstitute(substitute=7, answer={}).key == "7"


async def test_details_offer_a_form_for_who_stands_in(school):
    await school.say("ana", NEW)
    (first, *_later) = await dates(school)
    details = await school.wish("ana", ShowMeeting(target=Target(occurrence=first.occurrence.id)))
    form = await school.press("Let somebody stand in", by="ana", on=details)

    await school.submit(form, {"who": "@li"}, by="ana")

    assert await named(school) == ["Li Wei", "", ""]


# What becomes of it when the date is moved, called off or brought back.


def told(school, words, who="li"):
    return [one for one in school.to(who) if words in plain(one.reply.view)]


async def license_kim(school):
    school.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED


async def test_whoever_stands_in_hears_of_a_new_time_and_who_moved_it_hears_of_them(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")

    reply = await school.say("ana", "move next to nov 25 16:00")

    assert "Li Wei stands in on Wed" in plain(reply.view)
    (moved,) = told(school, "The class you stand in for was moved")
    assert "Wed 25 Nov 2026, 16:00" in plain(moved.reply.view)
    assert await named(school) == ["Li Wei", "", ""]

    await school.press("Undo", by="ana", on=reply)
    assert len(told(school, "The class you stand in for was moved")) == 2


async def test_their_own_class_at_the_new_time_is_named(school):
    await license_kim(school)
    await school.say("ana", NEW)
    await school.say("ana", "sub @kim on nov 24")
    await school.say("kim", 'new "Topology" nov 25 16:15 for 30m')

    reply = await school.say("ana", "move next to nov 25 16:00")

    assert "Kim Novak has Topology (MATH201) at that time" in plain(reply.view)


async def test_a_series_that_is_moved_moves_all_their_dates(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub @li on dec 1")

    await school.say("ana", "move all to 17:00")

    assert len(told(school, "The class you stand in for was moved")) == 2
    assert await named(school) == ["Li Wei", "Li Wei", ""]


async def test_a_move_in_zooms_portal_is_told_as_well(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    (meeting,) = school.at_zoom()
    first = meeting.occurrences[0]

    school.sandbox.portal.change(meeting.id, occurrence_id=first.id, start_time="2026-11-25T15:00:00Z")
    await school.hear_zoom()

    assert len(told(school, "The class you stand in for was moved")) == 1


async def test_on_a_date_that_is_cancelled_they_are_off_at_once_and_hear_of_it(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    asked = await school.say("ana", "cancel next")
    assert "Li Wei, in place of Ana Ruiz" in plain(asked.view)

    reply = await school.press("Cancel only this one", by="ana", on=asked)
    await school.settle()

    assert "Li Wei was to stand in, and has been told that it is off." in plain(reply.view)
    assert len(told(school, "You don't stand in: the class is off")) == 1
    assert hosts_at_zoom(school) == []
    assert await states(school) == ["over"]


async def test_where_the_whole_class_is_brought_back_they_hold_their_date_again(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    asked = await school.say("ana", "cancel all")
    reply = await school.press("Cancel the whole series", by="ana", on=asked)
    assert "Li Wei was to stand in" in plain(reply.view)

    back = await school.press("Undo", by="ana", on=reply)

    assert "Li Wei stands in on Tue" in plain(back.view)
    assert len(told(school, "You don't stand in: the class is off")) == 1
    assert len(told(school, "You stand in for Ana Ruiz")) == 2
    assert await named(school) == ["Li Wei", "", ""]
    await school.later(hours=31)
    assert hosts_at_zoom(school) == []


async def test_a_class_that_comes_back_after_their_date_comes_without_them(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.later(hours=29, minutes=40)
    asked = await school.say("ana", "cancel all")
    reply = await school.press("Cancel the whole series", by="ana", on=asked)
    await school.later(minutes=8)
    assert await states(school) == ["over"]

    await school.press("Undo", by="ana", on=reply)

    assert hosts_at_zoom(school) == []
    (first, *_later) = await dates(school)
    assert (first.meeting.state, first.meeting.options.alternative_hosts) == ("scheduled", ())


async def test_a_slip_of_zooms_leaves_nobody_on_its_list(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    school.trouble(method="GET", path="/meetings/*", status=404, body={"code": 3001, "message": "No such meeting."})

    await school.later(hours=31)
    assert await states(school) == ["on"]

    await school.later(hours=25)
    assert await states(school) == ["over"]
    assert hosts_at_zoom(school) == []


# One at a time.


async def test_to_take_back_one_takes_off_nobody_else(school):
    await license_kim(school)
    await school.say("ana", NEW)
    first = await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub off nov 24")
    await school.say("ana", "sub @kim on nov 24")

    undone = await school.press("Undo", by="ana", on=first)

    assert "Li Wei doesn't stand in on that date any more: Kim Novak does." in plain(undone.view)
    assert await named(school) == ["Kim Novak", "", ""]


async def test_what_was_refused_may_be_tried_again_or_asked_for_again(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("ana", "sub @li on nov 24")
    await school.press("Try again", by="ana", on=refused)
    assert await named(school) == ["Li Wei", "", ""]

    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."}, times=2)
    await school.say("ana", "sub off nov 24")
    refused = await school.say("ana", "sub off nov 24")
    assert "I couldn't do that" in plain(refused.view)
    await school.press("Try again", by="ana", on=refused)
    assert await named(school) == ["", "", ""]
    assert hosts_at_zoom(school) == []


async def test_nobody_is_brought_again_where_another_stands_in_by_now(school):
    await license_kim(school)
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub @kim on nov 24")

    again = await school.press("Try again", by="ana", on=refused)

    assert "Kim Novak stands in on that date already" in plain(again.view)
    assert hosts_at_zoom(school) == ["kim@uni.example"]


async def test_who_got_to_zoom_before_everybody_gave_up_is_taken_off_there(school):
    await school.say("ana", NEW)
    await give_up(school)

    await school.later(minutes=10)

    assert hosts_at_zoom(school) == []
    (first, *_later) = await dates(school)
    assert first.meeting.state == "scheduled"


async def give_up(school):
    """To let Li stand in on the 24th, after Zoom took them and its answer was lost."""
    school.trouble(method="PATCH", after_effect=True, drop=True)
    await school.say("ana", "sub @li on nov 24")
    assert hosts_at_zoom(school) == ["li@uni.example"]
    school.trouble(method="GET", path="**", status=503, times=1000)
    for _while in range(40):
        await school.later(minutes=5)
    assert await states(school) == ["refused"]
    assert hosts_at_zoom(school) == ["li@uni.example"]
    school.sandbox.faults.clear()


async def test_who_is_yet_to_be_taken_off_there_was_no_alternative_host_before(school):
    await school.say("ana", NEW)
    await give_up(school)
    assert (await school.say("ana", "sub @li on nov 24")).view.title == "Li Wei stands in"
    assert hosts_at_zoom(school) == ["li@uni.example"]

    await school.later(minutes=10)
    await school.later(hours=31)

    assert hosts_at_zoom(school) == []


async def test_nor_is_who_was_taken_off_while_zoom_knew_no_such_class(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await off_after_a_slip(school)
    await school.say("ana", "sub @li on dec 1")

    await school.later(days=2)
    await school.later(days=7)

    assert hosts_at_zoom(school) == []


async def off_after_a_slip(school):
    school.trouble(method="GET", path="/meetings/*", status=404, body={"code": 3001, "message": "No such meeting."})
    await school.say("ana", "sub off nov 24")
    assert await states(school) == ["off"]
    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_who_is_yet_to_be_taken_off_and_is_added_for_good_stays(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await off_after_a_slip(school)
    await school.say("ana", "alt add @li")

    await school.later(days=9)

    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_who_is_yet_to_be_taken_off_comes_along_to_no_other_host(school):
    await license_kim(school)
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await off_after_a_slip(school)

    asked = await school.say("ana", "host to @kim")
    await school.press("Change the host", by="ana", on=asked)

    assert hosts_at_zoom(school) == []


# Tried again, or taken up late.


async def not_taken(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    return await school.say("ana", "sub @li on nov 24")


async def test_who_was_made_an_alternative_host_for_good_meanwhile_stays_one(school):
    refused = await not_taken(school)
    await school.say("ana", "alt add @li")

    await school.press("Try again", by="ana", on=refused)
    assert (await named(school))[0] == "Li Wei"
    await school.later(days=2)

    assert (await states(school))[0] == "over"
    assert hosts_at_zoom(school) == ["li@uni.example"]


async def test_who_was_brought_and_taken_off_in_the_end_is_yet_to_leave_no_more(school):
    await school.say("ana", NEW)
    school.trouble(method="PATCH", after_effect=True, drop=True)
    await school.say("ana", "sub @li on nov 24")
    school.trouble(method="GET", path="**", status=503, times=1000)
    for _while in range(40):
        school.sandbox.advance(timedelta(minutes=5))
        await school.settle()
    school.sandbox.faults.clear()
    await school.press("Try again", by="ana", on=school.to("ana")[-1].reply)
    await school.say("ana", "sub off nov 24")

    async with school.store.reading() as unit:
        found = await unit.hosting.find(1)
    assert found is not None
    assert (found.state, found.leaving) == ("off", False)


async def test_nobody_is_brought_again_who_is_being_erased(school):
    refused = await not_taken(school)
    await school.ask(
        school.request("ada", Asked(command=ErasePerson(person=school.ids["li"], confirmed=True)), where=""),
        settle=False,
    )

    again = await school.press("Try again", by="ana", on=refused)

    assert "Li Wei is being erased" in plain(again.view)
    assert hosts_at_zoom(school) == []


async def test_nobody_is_brought_again_to_a_date_that_was_called_off(school):
    refused = await not_taken(school)
    asked = await school.say("ana", "cancel next")
    await school.press("Cancel only this one", by="ana", on=asked)

    again = await school.press("Try again", by="ana", on=refused)

    assert "That class was cancelled" in plain(again.view)
    assert hosts_at_zoom(school) == []


async def test_nor_to_one_that_is_over(school):
    refused = await not_taken(school)
    await school.later(hours=31)

    again = await school.press("Try again", by="ana", on=refused)

    assert "That class is over by now" in plain(again.view)
    assert hosts_at_zoom(school) == []
    assert not told(school, "You stand in")


async def test_nor_is_who_hosts_it_by_now(school):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    await school.say("li", NEW)
    school.trouble(method="PATCH", status=400, body={"code": 300, "message": "No."})
    refused = await school.say("li", "sub @ana on nov 24")
    asked = await school.say("li", "host to @ana")
    await school.press("Change the host", by="li", on=asked)

    again = await school.press("Try again", by="li", on=refused)

    assert "Ana Ruiz is the host of Algebra already" in plain(again.view)
    assert hosts_at_zoom(school) == []


async def test_a_job_that_comes_after_its_date_brings_nobody(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24", settle=False)
    school.sandbox.advance(timedelta(hours=31))
    await school.settle()

    assert await states(school) == ["refused"]
    assert hosts_at_zoom(school) == []
    (_first, second, *_rest) = await dates(school)
    assert second.meeting.state == "scheduled"


async def test_nor_does_one_that_comes_after_its_date_was_called_off(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24", settle=False)
    (first, *_later) = await dates(school)
    async with school.store.unit() as unit:
        await unit.meetings.set_occurrence(first.occurrence.id, state=OccurrenceState.CANCELLED)
    await school.settle()

    assert await states(school) == ["refused"]
    assert hosts_at_zoom(school) == []


async def test_who_asked_then_hears_of_each_refusal(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on dec 1")
    await lose(school)
    school.sandbox.account.user("li@uni.example").plan = Plan.BASIC
    await school.say("ana", "recreate")
    assert len(told(school, "Li Wei can't stand in yet", "ana")) == 1
    async with school.store.reading() as unit:
        job = await unit.jobs.find(BringSubstitute.kind, "2")

    await school.wish("ada", RetryWork(job=job.id))
    await school.settle()

    assert len(told(school, "Li Wei can't stand in yet", "ana")) == 2


async def test_a_class_from_which_somebody_leaves_is_kept_for_that_alone(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    school.sandbox.advance(timedelta(hours=31))
    work = EndSubstitute(substitute=1)
    assert not await live(school, 6, lambda tools: end_substitute(work, tools))

    reply = await school.say("ana", "alt add admin@uni.example", settle=False)
    assert "is being changed at this moment" in plain(reply.view)

    await school.settle()
    await school.say("ana", "alt add admin@uni.example")
    assert hosts_at_zoom(school) == ["admin@uni.example"]


async def left_half_way(school):
    """By a job that died while it kept the class."""
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    school.sandbox.advance(timedelta(hours=31))
    work = EndSubstitute(substitute=1)
    assert not await live(school, 6, lambda tools: end_substitute(work, tools))
    assert (await dates(school))[0].meeting.state == "changing"
    return work


async def test_a_class_that_somebody_is_to_leave_is_free_while_everything_is_paused(school):
    await left_half_way(school)

    await school.wish("ada", SetLicensePolicy(paused=True), where="")
    await school.settle()

    (first, *_later) = await dates(school)
    assert first.meeting.state == "scheduled"
    await school.wish("ada", SetLicensePolicy(paused=False), where="")
    await school.later(hours=2)
    assert hosts_at_zoom(school) == []


async def test_it_is_free_as_well_once_that_was_given_up(school):
    work = await left_half_way(school)

    await give_up_work(work, ZoomUnavailable("for long"), school.tools)

    assert (await dates(school))[0].meeting.state == "scheduled"


async def test_a_date_that_is_over_keeps_nobody_on_the_list(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub @li on dec 1")
    school.sandbox.advance(timedelta(hours=31))
    async with school.store.unit() as unit:
        job = await unit.jobs.find(EndSubstitute.kind, "1")
        claim = await unit.jobs.claim(job.id, "test", timedelta(minutes=1))
        await unit.jobs.give_up(claim, "Zoom was away for long")

    await school.later(days=8)

    assert await states(school) == ["on", "over"]
    assert hosts_at_zoom(school) == []


# What becomes of it with a class that is lost.


async def lose(school):
    school.sandbox.portal.delete_for_good(school.at_zoom()[0].id)
    await school.hear_zoom()


async def test_in_a_class_made_anew_they_hold_the_same_date_and_leave_after_it(school):
    await school.say("ana", f"{NEW} alternative hosts admin@uni.example")
    await school.say("ana", "sub @li on nov 24")
    await lose(school)

    await school.say("ana", "recreate")
    assert await named(school) == ["Li Wei", "", ""]
    assert hosts_at_zoom(school) == ["admin@uni.example", "li@uni.example"]

    await school.later(hours=31)
    assert hosts_at_zoom(school) == ["admin@uni.example"]


async def test_a_moved_date_that_becomes_a_class_of_its_own_keeps_who_stands_in(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "move next to nov 27 15:00")
    await school.later(days=2)
    await lose(school)

    await school.say("ana", "recreate")
    await school.later(minutes=2)

    assert [(one.occurrence.start.day, one.substitute) for one in await dates(school)] == [
        (27, "Li Wei"),
        (1, ""),
        (8, ""),
    ]
    assert sorted(one.settings["alternative_hosts"] for one in school.at_zoom()) == ["", "li@uni.example"]


async def test_where_zoom_takes_them_no_more_for_a_class_made_anew_who_asked_is_told(school):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on dec 1")
    await lose(school)
    school.sandbox.account.user("li@uni.example").plan = Plan.BASIC

    await school.say("ana", "recreate")

    assert hosts_at_zoom(school) == []
    assert any("Li Wei can't stand in yet" in plain(one.reply.view) for one in school.to("ana"))


async def test_a_backup_knows_nobody_who_stands_in_for_one_date(school):
    await school.say("ana", f"{NEW} alternative hosts admin@uni.example")
    await school.say("ana", "sub @li on nov 24")

    await school.say("ana", "backup MATH201 with people")

    file = await school.wish("ana", FetchBackup(backup=1))
    _header, records = unpacked(file.view.content)
    kept = [one.options["alternative_hosts"] for one in records if isinstance(one, MeetingRecord | ZoomSettingsRecord)]
    assert kept == [["admin@uni.example"], "admin@uni.example"]
