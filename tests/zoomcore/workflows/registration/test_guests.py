"""Who comes by an invitation or a Join of their own, and not by the roster."""

import pytest

from tests.school import text
from tests.zoomcore.workflows.registration.classes import BY_HAND, ONCE, WEEKLY, add_students, registrants, states
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
