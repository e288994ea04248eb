"""Who comes by an invitation or a Join of their own, and not by the roster."""

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.registration.classes import (
    BY_HAND,
    ONCE,
    WEEKLY,
    add_students,
    deny_on_zooms_page,
    registrants,
    states,
    told,
)
from zoomcore.commands.wishes.licenses import SetLicensePolicy
from zoomcore.commands.wishes.meetings import FollowJoinLink

JO = "jo@else.example"


@pytest.mark.parametrize("line", [ONCE, WEEKLY, BY_HAND])
async def test_the_run_of_a_class_sends_no_guest_whose_own_sign_up_failed(school, line):
    await school.say("ana", line)
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    school.trouble(method="POST", path="/meetings/*/registrants", status=429, body={"code": 429, "message": "slow"})
    await school.page("li", FollowJoinLink(occurrence=dated.occurrence.id))
    assert (await states(school))["li"] == "wished"

    await add_students(school, 2)
    await school.say("ana", "course people MATH201 add nora@uni.example as student")

    found = await states(school)
    assert (found["s1"], found["s2"], found["nora"], found["li"]) == ("approved", "approved", "approved", "wished")
    (booked,) = school.at_zoom()
    assert "li@uni.example" not in {one.email for one in booked.registrants}


async def test_an_invitation_that_zoom_refused_waits_for_nothing_and_can_be_made_anew(school):
    await school.say("ana", WEEKLY)
    school.trouble(method="POST", path="/meetings/*/registrants", status=400, body={"code": 3043, "message": "full"})
    assert "This class is full" in text(await school.say("ana", f"guest {JO} on nov 30", where=""))
    assert (await states(school))["jo"] == "refused"

    assert "jo can join Algebra" in text(await school.say("ana", f"guest {JO} on nov 30", where=""))
    assert (await registrants(school))[JO].guest


async def _enrol_jo(school):
    async with school.store.unit() as unit:
        await unit.people.add(name="Jo Jones", email=JO)
    await school.say("ana", f"course people MATH201 add {JO} as student")


async def test_a_guest_who_is_enrolled_later_has_every_date_and_goes_with_the_roster(school):
    await school.say("ana", WEEKLY)
    await school.say("ana", f"guest {JO} on nov 30", where="")
    await _enrol_jo(school)

    row = (await registrants(school))[JO]
    assert (row.state.value, row.guest, row.occurrences) == ("approved", False, ())
    (booked,) = school.at_zoom()
    assert next(one for one in booked.registrants if one.email == JO).occurrence_ids == ()

    await school.say("ana", f"course people MATH201 remove {JO}")
    assert (await states(school))["jo"] == "cancelled"


async def test_who_was_denied_as_a_guest_is_let_in_once_they_are_enrolled(school):
    await deny_on_zooms_page(school, JO)

    await _enrol_jo(school)

    assert (await states(school))["jo"] == "approved"


async def test_who_was_denied_as_a_guest_is_let_in_though_the_answer_about_another_is_lost(school):
    await deny_on_zooms_page(school, JO)
    await add_students(school, 1)
    school.trouble(method="POST", path="/meetings/*/registrants", drop=True)
    await _enrol_jo(school)
    for _ in range(3):
        await school.later(minutes=1)

    row = (await registrants(school))[JO]
    assert (row.state.value, row.guest) == ("approved", False)
    assert (await states(school))["s1"] == "approved"


async def test_whom_an_invitation_lets_in_after_a_lost_answer_nobody_is_asked_about(school):
    await school.say("ana", BY_HAND)
    school.trouble(method="POST", path="/meetings/*/registrants", drop=True, after_effect=True)
    await school.say("ana", f"guest {JO}", where="")
    await school.later(minutes=2)
    assert "jo can join Exam" in told(school, "ana")
    assert "asks to join" not in told(school, "kim")


async def test_the_card_says_for_how_many_dates_the_link_is_good(school):
    await school.say("ana", WEEKLY)
    assert "for this date alone" in text(await school.say("ana", f"guest {JO} on nov 30", where=""))
    assert "good for 2 dates" in text(await school.say("ana", f"guest {JO} on dec 7", where=""))
    assert "good for 2 dates" in text(await school.say("ana", f"guest {JO} on nov 30", where=""))


async def test_the_card_says_that_a_link_is_good_for_every_date(school):
    await school.say("ana", WEEKLY)
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    await school.page("li", FollowJoinLink(occurrence=dated.occurrence.id))
    assert "every date of this class" in text(await school.say("ana", "guest li@uni.example on nov 30", where=""))


@pytest.mark.parametrize("line", [WEEKLY, WEEKLY.replace("with registration", "manual registration")])
async def test_two_invitations_that_wait_together_are_good_for_both_dates(school, line):
    await school.say("ana", line)
    await school.wish("ada", SetLicensePolicy(paused=True), where="")
    await school.say("ana", f"guest {JO} on nov 30", where="")
    await school.say("ana", f"guest {JO} on dec 7", where="")
    await school.wish("ada", SetLicensePolicy(paused=False), where="")
    await school.later(minutes=3)

    (booked,) = school.at_zoom()
    jo = next(one for one in booked.registrants if one.email == JO)
    assert len(jo.occurrence_ids) == 2
    assert len((await registrants(school))[JO].occurrences) == 2


async def test_a_fourth_date_on_one_day_is_refused_in_words_and_takes_nothing_away(school):
    await school.say("ana", 'new "Algebra" every day 3pm for 50m x6 with registration')
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    for day in (24, 25, 26):
        assert "Wei can join" in text(await school.say("ana", f"guest li@uni.example on nov {day}", where=""))

    said = text(await school.say("ana", "guest li@uni.example on nov 27", where=""))
    assert "theirs are used up" in said
    assert "tomorrow" in said

    school.sandbox.set_time(dated.occurrence.start)
    door = await school.page("li", FollowJoinLink(occurrence=dated.occurrence.id))
    assert "yours are used up" in text(door)
    row = (await registrants(school))["li@uni.example"]
    assert (row.state.value, len(row.occurrences), row.sent_at) == ("approved", 3, None)


async def test_a_date_that_zoom_refuses_leaves_the_others(school):
    await school.say("ana", WEEKLY)
    await school.say("ana", f"guest {JO} on nov 30", where="")
    school.trouble(method="POST", path="/meetings/*/registrants", status=400, body={"code": 3043, "message": "full"})
    assert "This class is full" in text(await school.say("ana", f"guest {JO} on dec 7", where=""))
    row = (await registrants(school))[JO]
    assert (row.state.value, len(row.occurrences)) == ("approved", 1)


@pytest.mark.parametrize("after_effect", [True, False])
async def test_after_a_lost_answer_a_second_date_is_asked_for_again(school, after_effect):
    await school.say("ana", WEEKLY)
    await school.say("ana", f"guest {JO} on nov 30", where="")
    school.trouble(method="POST", path="/meetings/*/registrants", drop=True, after_effect=after_effect)
    await school.say("ana", f"guest {JO} on dec 7", where="")
    await school.later(minutes=2)
    assert len((await registrants(school))[JO].occurrences) == 2


@pytest.mark.postgres
async def test_dates_of_a_guest_add_up_and_the_roster_takes_them_all_on_postgresql(postgres_url):
    async with a_school(url=postgres_url) as school:
        await school.say("ana", WEEKLY)
        await school.say("ana", f"guest {JO} on nov 30", where="")
        await _enrol_jo(school)
        assert (await registrants(school))[JO].occurrences == ()
        await school.say("ana", f"course people MATH201 remove {JO}")
        assert "can join" in text(await school.say("ana", f"guest {JO} on dec 14", where=""))
        row = (await registrants(school))[JO]
        assert (row.state.value, row.guest, len(row.occurrences)) == ("approved", True, 1)


async def test_who_is_invited_while_they_are_being_taken_off_the_roster_stays_as_a_guest(school):
    await school.say("ana", WEEKLY)
    await school.wish("ada", SetLicensePolicy(paused=True), where="")
    await school.say("ana", "course people MATH201 remove bo@uni.example")
    await school.say("ana", "guest bo@uni.example on nov 30", where="")
    await school.wish("ada", SetLicensePolicy(paused=False), where="")
    await school.later(minutes=3)

    row = (await registrants(school))["bo@uni.example"]
    assert (row.state.value, row.guest) == ("approved", True)
