"""From a wish for a license to a lent one, and back."""

from dataclasses import replace

import pytest

from tests.school import text
from tests.zoomcore.workflows.licenses.interleaving import Ears, Walker, gated
from tests.zoomcore.workflows.licenses.lending import (
    BO,
    INES,
    KIM,
    OSCAR,
    approved,
    asked,
    card,
    plans,
    request,
    state,
    until_quiet,
    user,
)
from zoomcore.commands.wishes.licenses import OpenLicensePicture
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.licenses.requests import Origin, RequestState
from zoomcore.domain.people import Role
from zoomcore.domain.work import MoveLicense
from zoomcore.sandbox import GRANULAR, Plan
from zoomcore.sandbox.booking import Kind, MeetingType
from zoomcore.sandbox.scheduling import create
from zoomcore.views import Tone
from zoomcore.workflows.licenses.moving import move_license


async def test_the_admins_are_asked_with_the_decision_in_the_first_line(school):
    offered = await asked(school)

    assert offered.view.title == (
        "Kim Novak needs a license (exam); lend Oscar Lindqvist's, idle 400 days, no class to come?"
    )
    told = text(offered)
    assert "Licenses: 8 of 8 in use" in told
    assert "Why this one: the longest unseen of 5 who may lend" in told
    assert "In a class now: no, checked at 10:00" in told
    assert told.index("Approve for") < told.index("Licenses:")
    assert [one.label for one in school.actions(offered) if one.label.startswith("Lend")] == [
        "Lend Ines Moreau's",
        "Lend Tom Baker's",
    ]
    assert card(school, "ada").view.title == offered.view.title
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_approved_it_is_lent_and_everybody_hears_of_it(school):
    await asked(school)
    await approved(school)

    assert plans(school, KIM, OSCAR) == [2, 1]
    assert await state(school) is RequestState.DONE
    for admin in ("ada", "ivo"):
        stamped = school.to(admin)[0].reply
        assert stamped.view.title == "Kim Novak has a license now"
        assert "Decided by Ivo Admin" in text(stamped)
    assert card(school, "kim").view.title == "Kim Novak has a license now"


async def test_from_click_to_both_halves_it_takes_four_calls_and_one_round_of_checks(school):
    await asked(school)
    before = len(school.sandbox.requests)
    await approved(school)
    calls = [
        (one.method, one.path.rpartition("/")[2], one.query.get("type")) for one in school.sandbox.requests[before:]
    ]
    kim, oscar = user(school, KIM).id, user(school, OSCAR).id

    assert calls[:6] == [
        ("GET", kim, None),
        ("GET", oscar, None),
        ("GET", "meetings", "live"),
        ("GET", "meetings", "upcoming"),
        ("GET", "usage", None),
        ("GET", "summary", None),
    ]
    assert calls[6:] == [("PATCH", oscar, None), ("GET", oscar, None), ("PATCH", kim, None), ("GET", kim, None)]


async def test_a_free_seat_is_given_at_once(school):
    school.sandbox.account.settings.licensed_seats = 9
    told = await school.say("kim", "licenses request", where="")

    assert plans(school, KIM, OSCAR) == [2, 2]
    assert told.view.title == "Kim Novak has a license now"
    assert "nobody had to lend theirs" in text(told)


async def test_another_donor_may_be_chosen(school):
    offered = await asked(school)
    await school.press("Lend Ines", by="ada", on=offered, where="")

    assert plans(school, KIM, OSCAR, INES) == [2, 2, 1]


async def test_refused_nothing_moves_and_the_asker_hears_it(school):
    offered = await asked(school)
    form = await school.press("Refuse", by="ada", on=offered, where="")
    await school.submit(form, {"reason": "The exam is in writing"}, by="ada", where="")

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert card(school, "kim").view.title == "No license for Kim Novak"
    assert "An admin decided against it: The exam is in writing" in text(card(school, "kim"))
    assert school.to("ivo")[0].reply.view.title == "No license for Kim Novak"


async def test_why_it_was_refused_stands_in_the_history_and_in_its_file(school):
    offered = await asked(school)
    form = await school.press("Refuse", by="ada", on=offered, where="")
    await school.submit(form, {"reason": "The exam is in writing"}, by="ada", where="")
    told = text(await school.say("ivo", "licenses history", where=""))
    file = (await school.say("ivo", "licenses history csv", where="")).view

    assert (await request(school)).refusal == "The exam is in writing"
    assert "An admin decided against it: The exam is in writing" in told
    assert "Reason: exam" in told
    assert "exam,An admin decided against it: The exam is in writing" in file.content.decode("utf-8-sig")


async def test_asked_again_it_is_for_the_same_person(school):
    await asked(school, f"licenses request for {KIM} because exam", who="ana")
    form = await school.press("Refuse", by="ada", on=card(school, "ada"), where="")
    await school.submit(form, {"reason": ""}, by="ada", where="")
    await school.press("Ask again", by="ana", on=card(school, "ana"), where="")

    again = await request(school, 2)
    assert (again.recipient_name, again.requested_by, again.reason) == ("Kim Novak", school.ids["ana"], "exam")


async def test_undone_within_a_quarter_of_an_hour(school):
    await asked(school)
    await approved(school)
    await school.later(minutes=15)
    await school.press("Undo LR-1", by="ada", on=school.to("ada")[0].reply, where="")

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert await state(school) is RequestState.UNDONE
    assert school.to("ivo")[0].reply.view.title == "Undone: Kim Novak has no license any more"
    assert card(school, "kim").view.title == "Undone: Kim Novak has no license any more"


async def test_later_it_is_too_late_to_undo(school):
    await asked(school)
    await approved(school)
    undo = school.to("ada")[0].reply
    await school.later(minutes=16)
    late = await school.press("Undo LR-1", by="ada", on=undo, where="")

    assert "too late" in text(late)
    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_until_gives_it_back_when_the_time_has_come(school):
    await asked(school, "licenses request until 12:00")
    await approved(school)
    await school.later(hours=1, minutes=59)
    lent = plans(school, KIM, OSCAR)
    await school.later(minutes=2)

    assert lent == [2, 1]
    assert plans(school, KIM, OSCAR) == [1, 2]
    assert await state(school) is RequestState.RETURNED


async def test_it_does_not_go_back_out_of_a_class(school):
    await asked(school, "licenses request until 12:00")
    await approved(school)
    made = await school.say("kim", 'new "Lab" today 11:30 for 90m')
    assert made.view.tone is Tone.GOOD
    await school.later(hours=1, minutes=30)
    (meeting,) = school.at_zoom()
    school.sandbox.start(meeting.id)
    await school.hear_zoom()
    await school.later(minutes=40)
    teaching = plans(school, KIM, OSCAR)
    school.sandbox.end(meeting.id)
    await school.hear_zoom()
    await school.later(minutes=10)

    assert teaching == [2, 1]
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_unanswered_it_expires_after_half_an_hour(school):
    offered = await asked(school)
    await school.later(minutes=31)
    late = await school.press("Approve for", by="ada", on=offered, where="")

    assert await state(school) is RequestState.EXPIRED
    assert card(school, "kim").view.title == "Nobody decided in time: no license for Kim Novak"
    assert "LR-1" in text(late)
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_wait_an_hour_and_it_lives_an_hour(school):
    offered = await asked(school)
    await school.press("Wait", by="ada", on=offered, where="")
    await school.later(minutes=50)
    assert await state(school) is RequestState.REQUESTED
    await school.later(minutes=11)
    assert await state(school) is RequestState.EXPIRED


async def test_the_donor_hears_of_it_and_asks_for_it_back_in_one_tap(school):
    async with school.store.unit() as unit:
        oscar = await unit.people.add("Oscar Lindqvist", email=OSCAR)
        await unit.people.attach(oscar.id, platform="chat", tenant="T1", user_id="nora", email=OSCAR, trusted=True)
        await unit.courses.enroll(school.math.id, oscar.id, Role.INSTRUCTOR)
    await asked(school)
    await approved(school)
    kindly = school.to("nora")[-1].reply
    assert kindly.view.title == "Your Zoom license is lent to Kim Novak"
    await school.press("Ask for it back", by="nora", on=kindly, where="")

    again = await request(school, 2)
    assert (again.recipient_name, again.origin, again.reason) == ("Oscar Lindqvist", Origin.LENT, "LR-1")
    assert "Asked by Oscar Lindqvist: their own was lent with LR-1" in text(card(school))


# What changes between the card and the click.


async def test_a_donor_who_starts_a_class_meanwhile_keeps_theirs(school):
    await asked(school)
    made = await school.zoom.create_meeting(OSCAR, _draft(school))
    school.sandbox.start(made.id)
    await approved(school)

    assert plans(school, KIM, OSCAR) == [1, 2]
    renewed = school.to("ivo")[0].reply
    assert "lend Ines Moreau's" in renewed.view.title
    await school.press("Approve for", by="ada", on=school.to("ada")[0].reply, where="")
    assert plans(school, KIM, OSCAR, INES) == [2, 2, 1]


async def test_a_donor_in_a_class_that_nobody_booked_keeps_theirs(school):
    """Zoom lists no instant meetings, not even as live: only the webhook tells of it."""
    await asked(school)
    meeting = instant(school, OSCAR)
    assert [one async for one in school.zoom.iterate_meetings(MeetingKind.MEETING, OSCAR, which="live")] == []
    await school.hear_zoom()
    await approved(school)

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert "lend Ines Moreau's" in school.to("ivo")[0].reply.view.title
    school.sandbox.end(meeting.id)
    await school.hear_zoom()
    async with school.store.reading() as unit:
        assert await unit.licenses.live() == frozenset()


async def test_nobody_loses_a_lent_license_in_a_class_that_nobody_booked(school):
    await asked(school, "licenses request until 12:00")
    await approved(school)
    undo = school.to("ada")[0].reply
    meeting = instant(school, KIM)
    await school.hear_zoom()
    refused = await school.press("Undo LR-1", by="ada", on=undo, where="")
    assert "Kim Novak is in a class now" in text(refused)
    await school.later(hours=2, minutes=5)
    teaching = plans(school, KIM, OSCAR)
    school.sandbox.end(meeting.id)
    await school.hear_zoom()
    await school.later(minutes=10)

    assert teaching == [2, 1]
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_a_class_that_begins_while_zoom_is_read_is_seen_before_the_call(school):
    """All of Zoom's answers say that the donor is free; the webhook is quicker than our call."""
    await asked(school)
    await approved(school, settle=False)
    tools = gated(school.tools)
    standing = await request(school)
    walker = Walker(move_license(MoveLicense(request=1, version=standing.version), tools))
    before = len(school.sandbox.requests)
    while len(school.sandbox.requests) < before + 6:
        await walker.step()
    instant(school, OSCAR)
    await Ears(school).hear({"meeting.started"})
    while await walker.step():
        pass
    await tools.store.close()

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert await state(school) is RequestState.REQUESTED


def instant(school, email):
    meeting = create(school.sandbox.account, user(school, email), Kind.MEETING, {"type": MeetingType.INSTANT})
    school.sandbox.start(meeting.id)
    return meeting


def _draft(school):
    from zoomcore.zoom.drafts import MeetingDraft

    return MeetingDraft(topic="Physics", start=school.now, zone="Europe/Madrid")


async def test_an_older_card_decides_nothing(school):
    offered = await asked(school)
    school.sandbox.sign_in(OSCAR)
    await approved(school)
    old = await school.press("Approve for", by="ada", on=offered, where="")

    assert "out of date" in text(old)
    assert plans(school, KIM, OSCAR, INES) == [1, 2, 2]


async def test_a_seat_bought_meanwhile_spares_the_donor(school):
    await asked(school)
    school.sandbox.account.settings.licensed_seats = 9
    await approved(school)

    assert plans(school, KIM, OSCAR) == [2, 2]


async def test_a_recipient_licensed_meanwhile_needs_nothing(school):
    await asked(school)
    school.sandbox.account.settings.licensed_seats = 9
    school.sandbox.set_plan(KIM, Plan.LICENSED)
    await approved(school)

    assert await state(school) is RequestState.WITHDRAWN
    assert plans(school, KIM, OSCAR) == [2, 2]


async def test_a_donor_protected_meanwhile_keeps_theirs(school):
    await asked(school)
    await school.say("ada", f"licenses protect {OSCAR}", where="")
    await approved(school)

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert "Ines Moreau" in school.to("ivo")[0].reply.view.title


# Who may.


async def test_nobody_approves_their_own(school):
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["kim"], admin=True)
    offered = await asked(school)
    own = await school.press("Approve for", by="kim", on=offered, where="")
    assert "your own request" in text(own)
    await school.press("Approve for", by="ada", on=school.to("ada")[0].reply, where="")
    assert plans(school, KIM) == [2]


async def test_a_second_and_a_foreign_click_are_answered(school):
    offered = await asked(school)
    foreign = await school.press("Approve for", by="bo", on=offered, where="")
    await approved(school)
    late = await school.press("Approve for", by="ada", on=offered, where="")

    assert "Only Lectern's admins" in text(foreign)
    assert "Ivo Admin decided on LR-1 already, at 10:00" in text(late)


async def test_a_student_does_not_ask(school):
    told = await school.say("bo", "licenses request", where="")

    assert "Only people who teach" in text(told)


async def test_the_seat_goes_to_the_future_host_not_to_who_typed(school):
    await asked(school, f"licenses request for {KIM}", who="ana")
    await approved(school)

    assert plans(school, KIM) == [2]
    assert card(school, "kim").view.title == "Kim Novak has a license now"


async def test_an_open_request_is_not_doubled(school):
    await asked(school)
    again = await school.say("kim", "licenses request", where="")

    assert again.view.title == "LR-1 asks for that already"


async def test_somebody_licensed_needs_none(school):
    told = await school.say("ana", "licenses request", where="")

    assert await state(school) is RequestState.WITHDRAWN
    assert "isn't needed" in text(told)


# Policies.


async def test_under_auto_the_same_rules_decide(school):
    await school.say("ada", "licenses policy auto", where="")
    told = await school.say("kim", "licenses request", where="")

    assert told.view.title == "Kim Novak has a license now"
    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_under_auto_no_more_are_lent_a_day_than_an_admin_allows(school):
    told = await school.say("ada", "licenses policy auto 1 a day", where="")
    assert told.view.title == "The same rules decide, at most 1 time a day"
    await school.say("kim", "licenses request", where="")
    assert plans(school, KIM, OSCAR) == [2, 1]
    assert school.to("ivo") == []

    await school.say("ada", "licenses request for bo@uni.example because lab", where="")
    assert card(school).view.title.startswith("Bo Chen needs a license (lab)")
    await school.later(hours=25)
    await school.say("ada", "licenses request for bo@uni.example because lab", where="")
    assert plans(school, BO) == [2]


async def test_under_auto_with_a_cap_of_none_an_admin_decides_on_each(school):
    await school.say("ada", "licenses policy auto", where="")
    told = await school.say("ada", "licenses policy cap 0", where="")
    assert told.view.title == "An admin decides on each request: the rules may decide none by themselves"

    assert (await asked(school)).view.title.startswith("Kim Novak needs a license (exam)")
    assert "the rules may decide none" in text(await school.say("ada", "licenses policy", where=""))
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_a_free_license_is_no_lending_and_leaves_the_cap_alone(school):
    await school.say("ada", "licenses policy auto 1 a day", where="")
    school.sandbox.account.settings.licensed_seats += 1
    await school.say("ada", "licenses request for bo@uni.example", where="")
    assert (plans(school, BO), school.sandbox.account.licensed()) == ([2], 9)
    await school.say("kim", "licenses request", where="")

    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_a_cap_is_kept_for_the_day_auto_is_set(school):
    told = await school.say("ada", "licenses policy cap 3", where="")
    assert told.view.title == "At most 3 requests a day, once licenses policy auto is set"
    await school.say("ada", "licenses policy auto", where="")

    assert "at most 3 times a day" in text(await school.say("ada", "licenses policy", where=""))


@pytest.mark.parametrize("cap", ["1001 a day", "-1", "many", "ten a day", "5 a week"])
async def test_a_cap_that_is_none_is_answered_with_how_to_say_it(school, cap):
    told = await school.say("ada", f"licenses policy auto {cap}", where="")

    assert "Say a number from 0 to 1000." in text(told)
    assert "an admin decides on each request" in text(await school.say("ada", "licenses policy", where="")).lower()


async def test_under_watch_it_is_only_proposed(school):
    await school.say("ada", "licenses policy watch", where="")
    offered = await asked(school)
    told = await school.press("Approve for", by="ada", on=offered, where="")

    assert "I only propose" in text(told)
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_off_nobody_is_asked(school):
    await school.say("ada", "licenses policy off", where="")

    assert "aren't lent here" in text(await school.say("kim", "licenses request", where=""))


async def test_paused_nothing_is_written_and_it_goes_on_when_resumed(school):
    offered = await asked(school)
    await school.say("ada", "licenses policy pause", where="")
    told = await school.press("Approve for", by="ada", on=offered, where="")
    assert "paused" in text(told)
    await school.say("ada", "licenses policy resume", where="")
    await approved(school)

    assert plans(school, KIM, OSCAR) == [2, 1]


# Trouble at Zoom.


@pytest.mark.parametrize("after_effect", [True, False], ids=["after its effect", "before its effect"])
@pytest.mark.parametrize("which", [OSCAR, KIM], ids=["first half", "second half"])
@pytest.mark.parametrize("trouble", [{"status": 500}, {"drop": True}, {"status": 502, "html": "<h1>Sorry</h1>"}])
async def test_a_lost_answer_is_looked_for_and_it_ends_done(school, which, after_effect, trouble):
    await asked(school)
    path = f"/users/{user(school, which).id}"
    school.trouble(method="PATCH", path=path, after_effect=after_effect, **trouble)
    await approved(school)
    await until_quiet(school, hours=1)

    assert plans(school, KIM, OSCAR) == [2, 1]
    assert await state(school) is RequestState.DONE


@pytest.mark.parametrize("code", [2034, 2038, 3412])
async def test_where_the_second_half_is_refused_the_donor_gets_it_back(school, code):
    await asked(school)
    school.trouble(
        method="PATCH", path=f"/users/{user(school, KIM).id}", status=400, body={"code": code, "message": "no"}
    )
    await approved(school)

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert await state(school) is RequestState.ROLLED_BACK
    assert "Oscar Lindqvist has the license again" in text(school.to("ivo")[0].reply)


async def test_a_seat_taken_by_somebody_else_in_between_is_owed_and_given_back(school):
    await asked(school)
    oscar = user(school, OSCAR)
    school.trouble(method="PATCH", path=f"/users/{oscar.id}", after_effect=True, status=500)
    await approved(school)
    # Zoom took the first half and said nothing; an admin in the portal gives the seat to somebody else.
    school.sandbox.set_plan(BO, Plan.LICENSED)
    await school.later(minutes=1)
    owed = school.to("ivo")[0].reply
    assert "somebody else took it" in owed.view.title
    assert plans(school, KIM, OSCAR, BO) == [1, 1, 2]
    school.sandbox.set_plan(BO, Plan.BASIC)
    await school.later(minutes=6)

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert await state(school) is RequestState.ROLLED_BACK


async def test_a_donor_whom_zoom_will_not_lower_is_not_proposed_again(school):
    await asked(school)
    refuse = {"code": 300, "message": "upcoming events"}
    school.trouble(method="PATCH", path=f"/users/{user(school, OSCAR).id}", status=400, body=refuse)
    await approved(school)

    assert plans(school, KIM, OSCAR) == [1, 2]
    assert "Ines Moreau" in school.to("ivo")[0].reply.view.title


async def test_zoom_away_for_hours_is_told_and_it_still_ends_done(school):
    await asked(school)
    school.trouble(method="GET", path=f"/users/{user(school, KIM).id}", status=503, times=45)
    await approved(school)
    await until_quiet(school)

    assert plans(school, KIM, OSCAR) == [2, 1]
    assert await state(school) is RequestState.DONE


async def test_without_the_bill_and_the_limit_lending_still_works(school):
    school.sandbox.account.scopes = frozenset(GRANULAR) - {"billing:read:plan_usage:admin"}
    offered = await asked(school)
    assert "how many were bought is not known" in text(offered)
    await approved(school)
    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_a_limit_keeps_more_seats_free_than_zoom_would(school):
    school.sandbox.account.settings.licensed_seats = 20
    await school.say("ada", "licenses limit 8", where="")
    offered = await asked(school)

    assert "8 of 8 in use" in text(offered)


async def test_nobody_who_may_lend_is_said_with_the_reasons(school):
    for idle in (OSCAR, INES, "idle.tom@uni.example", "idle.uma@uni.example", "idle.yan@uni.example"):
        school.sandbox.sign_in(idle)
    told = await school.say("kim", "licenses request", where="")

    assert told.view.title == "Nobody can lend Kim Novak a license"
    assert "7 × was here lately" in text(told)
    assert plans(school, KIM) == [1]


async def test_a_group_protected_by_name_is_known_by_its_number_after_the_first_reading(school):
    school.sandbox.put_in_group("Deans", OSCAR)
    await school.say("ada", 'licenses protect group "Deans"', where="")
    offered = await asked(school)
    async with school.store.reading() as unit:
        (guarded,) = await unit.pool.guarded()

    assert "lend Ines Moreau's" in offered.view.title
    assert guarded[1] in school.sandbox.account.groups
    assert guarded[2] == "Deans"


async def test_no_room_for_another_basic_user_is_said_with_zooms_code(school):
    school.sandbox.account.settings.basic_seats = 1
    await asked(school)
    await approved(school)

    assert await state(school) is RequestState.WITHDRAWN
    assert "no room for another Basic user" in text(card(school, "kim"))
    assert "code 2033" in text(card(school, "kim"))
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_where_the_app_may_not_change_licenses_it_is_said_with_what_to_change(school):
    school.sandbox.account.settings.role_may_change_plans = False
    await asked(school)
    await approved(school)

    assert await state(school) is RequestState.WITHDRAWN
    for who in ("kim", "ivo"):
        told = next(one.reply for one in school.to(who) if "LR-1" in text(one.reply))
        assert "give its role the right to edit users" in text(told)
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_paused_a_class_waits_and_is_made_when_resumed(school):
    await school.say("ada", "licenses policy pause", where="")
    waiting = await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert waiting.view.title == "Waiting: Lab"
    assert school.at_zoom() == []
    await school.say("ada", "licenses policy resume", where="")
    await school.later(minutes=2)

    assert len(school.at_zoom()) == 1
    assert card(school, "ana").view.title == "Scheduled: Lab"


async def test_in_quiet_hours_nobody_is_asked_until_morning(school):
    await school.say("ada", "licenses policy quiet 9-12", where="")
    await school.say("kim", "licenses request because exam", where="")
    assert school.to("ivo") == []
    await school.later(hours=2)

    assert card(school).view.title.startswith("Kim Novak needs a license (exam)")
    await approved(school)
    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_under_the_rule_of_two_one_yes_is_not_enough(school):
    await school.say("ada", "licenses policy two", where="")
    offered = await asked(school)
    first = await school.press("Approve for", by="ada", on=offered, where="")
    assert "one more is needed" in first.view.title
    assert "Ada Keller said yes; one more admin has to approve it." in text(school.to("ivo")[0].reply)
    again = await school.press("Approve for", by="ada", on=replace(offered, card="again"), where="")
    assert "You have said yes already" in text(again)
    assert plans(school, KIM, OSCAR) == [1, 2]
    await school.press("Approve for", by="ivo", on=offered, where="")

    assert plans(school, KIM, OSCAR) == [2, 1]


async def test_the_history_is_a_file_for_who_wants_it(school):
    await asked(school)
    await approved(school)
    file = (await school.say("ada", "licenses history csv", where="")).view
    lines = file.content.decode("utf-8-sig").splitlines()

    assert file.name == "licenses.csv"
    assert lines[0].startswith("Request,Asked,Decided,Done,State,To,From")
    assert "LR-1" in lines[1]
    assert "Kim Novak,Oscar Lindqvist" in lines[1]


async def test_the_need_of_the_coming_week_is_told_and_drawn(school):
    await school.say("ana", 'new "Algebra" tomorrow 10:30 for 90m')
    await school.say("kim", 'new "Lab" tomorrow 11:00 for 90m')
    await school.say("kim", 'new "Short" fri 11:00 for 30m')
    told = text(await school.say("ada", "licenses", where=""))
    drawn = await school.wish("ada", OpenLicensePicture(), where="")
    (picture,) = drawn.view.body

    await school.say("ada", "licenses limit 1", where="")
    short = text(await school.say("ada", "licenses", where=""))

    assert "At most 2 licenses are needed at once, Tue 24 Nov 2026, 11:00" in told
    assert "From Tue 24 Nov 2026, 11:00" in short
    assert "there are too few, by up to 1: buy more, or move a class." in short
    assert [count for _at, count in picture.chart.points] == [0, 1, 2, 1, 0]


async def test_who_may_lend_is_set_by_days_and_hours(school):
    refused = await school.say("ada", "licenses policy idle 400d", where="")
    assert "Between 1 and 365" in text(refused)
    await school.say("ada", "licenses policy free 48h", where="")
    answer = await school.say("ada", "licenses policy idle 360d", where="")
    assert "not seen for 360 days, no class within 48 hours" in text(answer)

    offered = await asked(school)
    assert "Oscar Lindqvist's, idle 400 days" in offered.view.title
    assert "of 5 who may lend" not in text(offered)
