"""Registration switched on and off for a class that is there: here, or at Zoom."""

from tests.school import text
from tests.zoomcore.workflows.registration.classes import APPROVED, ONCE, adds, states, the_class, told
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import Registration


async def _switch(school, to):
    meeting = await the_class(school)
    wish = ChangeOptions(target=Target(meeting=meeting.id), scope=Scope.ALL, registration=to)
    reply = await school.wish("ana", wish)
    await school.settle()
    return reply


async def test_switched_on_its_people_are_signed_up_and_the_author_is_told(school):
    await school.say("ana", ONCE.replace(" with registration", ""))
    assert adds(school) == 0

    await _switch(school, Registration.AUTOMATIC)

    assert set((await states(school)).values()) == {APPROVED}
    assert "5 people are signed up" in told(school, "ana")


async def test_switched_off_join_leads_to_the_class_itself(school):
    await school.say("ana", ONCE)
    await _switch(school, Registration.NONE)
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    assert "tk=" not in await school.follow("bo", FollowJoinLink(occurrence=dated.occurrence.id))


async def test_switched_on_at_zoom_its_people_are_signed_up_too(school):
    await school.say("ana", ONCE.replace(" with registration", " no registration"))
    (booked,) = school.at_zoom()
    school.sandbox.portal.change(booked.id, settings={"approval_type": 0})
    await school.hear_zoom()
    assert set((await states(school)).values()) == {APPROVED}


async def test_after_a_move_the_links_are_read_again_and_nobody_is_signed_up_twice(school):
    await school.say("ana", ONCE)
    before = adds(school)
    assert "Moved" in text(await school.say("ana", "move exam to 4pm"))
    assert adds(school) == before
    assert set((await states(school)).values()) == {APPROVED}


async def test_a_webinar_signs_people_up_by_its_own_calls(school):
    school.sandbox.account.user("ana@uni.example").webinar_capacity = 500
    await school.say("ana", ONCE.replace("with registration", "as a webinar with registration"))
    assert set((await states(school)).values()) == {APPROVED}
    sent = [one.path for one in school.sandbox.requests if one.path.endswith("/batch_registrants")]
    assert sent
    assert all("/webinars/" in path for path in sent)


async def test_who_is_erased_here_loses_their_place_at_zoom(school):
    await school.say("ana", ONCE)
    asked = await school.say("ada", "privacy erase bo@uni.example", where="")
    await school.press("Erase for ever", by="ada", on=asked, where="")
    (booked,) = school.at_zoom()
    assert {one.email: one.status for one in booked.registrants}["bo@uni.example"] == "cancelled"
    assert "bo" not in await states(school)
