"""How to get in: the whole text for who runs the class, and never a link or passcode of Zoom's for anybody else."""

import pytest

from tests.school import a_school, text
from zoomcore.commands.wishes.meetings import OpenJoinPage, ScheduleMeeting
from zoomcore.domain.dialling import DialIn, nearest_first
from zoomcore.services.meetings.dialling import country_of
from zoomcore.views import OpenUrl, Tone

MADRID = {"city": "Madrid", "country": "ES", "country_name": "Spain", "number": "+34 910 123 456", "type": "toll"}
PARIS = {"country": "FR", "country_name": "France", "number": "+33 1 7037 2246", "type": "toll"}
FREE = {"country": "FR", "country_name": "France", "number": "+33 800 940 415", "type": "tollfree"}


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


async def a_class(school, **settings):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    (meeting,) = school.at_zoom()
    if settings:
        school.sandbox.portal.change(meeting.id, settings=settings)
        await school.hear_zoom()
    return meeting


def secrets(meeting):
    return (meeting.password, meeting.encrypted_password, "zoom", "pwd=")


async def test_who_runs_the_class_gets_zooms_whole_text_for_one_request(school):
    meeting = await a_class(school)
    before = len(school.sandbox.requests)
    told = text(await school.say("ana", "invitation"))
    assert f"Passcode: {meeting.password}" in told
    assert "Join Zoom Meeting" in told
    assert [one.path for one in school.sandbox.requests[before:]] == [f"/meetings/{meeting.id}/invitation"]
    assert school.posts() == []


async def test_a_student_gets_their_own_link_and_the_numbers_and_no_call_is_made(school):
    meeting = await a_class(school)
    before = len(school.sandbox.requests)
    reply = await school.say("bo", "invitation")
    told = text(reply)
    assert "+34 910 123 456 (Madrid, Spain)" in told
    assert str(meeting.id) in told.replace(" ", "")
    assert not [secret for secret in secrets(meeting) if secret in told.replace("Zoom", "")]
    (link,) = [one for one in school.actions(reply) if isinstance(one, OpenUrl)]
    assert link.url.startswith("https://lectern.example/j/")
    assert len(school.sandbox.requests) == before


async def test_a_guest_gets_a_link_and_no_number(school):
    await a_class(school)
    assert "+34" not in text(await school.say("gus", "invitation"))


async def test_numbers_of_the_readers_country_come_first(school):
    await a_class(school, global_dial_in_numbers=[PARIS, MADRID, FREE])
    told = text(await school.say("bo", "invitation"))
    assert told.index("Spain") < told.index("France")
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["bo"], zone="Europe/Paris")
    told = text(await school.say("bo", "invitation"))
    assert told.index("+33 800") < told.index("+33 1") < told.index("+34")


async def test_the_join_page_tells_the_nearest_numbers_and_asks_nobody(school):
    await a_class(school, global_dial_in_numbers=[PARIS, FREE, MADRID, {**PARIS, "number": "+33 1 7095 0103"}])
    before = len(school.sandbox.requests)
    page = text(await school.page("bo", OpenJoinPage(occurrence=1)))
    assert page.count("By phone") == 3
    assert page.index("+34") < page.index("+33")
    assert len(school.sandbox.requests) == before


async def test_a_class_for_computers_alone_has_no_numbers(school):
    await a_class(school, audio="voip")
    assert "By phone" not in text(await school.say("bo", "invitation"))
    assert "By phone" not in text(await school.page("bo", OpenJoinPage(occurrence=1)))


async def test_a_webinar_has_no_text_and_that_is_said(school):
    await school.wish(
        "ana", ScheduleMeeting(topic="Talk", day=school.now.date(), at=school.now.time().replace(hour=20), webinar=True)
    )
    told = text(await school.say("ana", "invitation"))
    assert "Zoom writes no invitation for webinars" in told


async def test_without_its_scope_the_scope_is_named_and_the_rest_is_told(school):
    await a_class(school)
    account = school.sandbox.account
    account.scopes -= {"meeting:read:invitation:admin"}
    account.revoke_tokens()
    told = text(await school.say("ana", "invitation"))
    assert "meeting:read:invitation:admin" in told
    assert "+34 910 123 456" in told


async def test_a_class_that_zoom_lost_is_told_plainly(school):
    meeting = await a_class(school)
    school.sandbox.portal.delete(meeting.id)
    told = await school.say("ana", "invitation")
    assert (told.view.tone, "isn't at Zoom any more" in text(told)) == (Tone.BAD, True)


async def test_a_channel_never_sees_an_invitation(school):
    await a_class(school)
    for who in ("ana", "bo"):
        await school.say(who, "invitation")
    assert school.posts() == []


@pytest.mark.parametrize(("zone", "country"), [("Europe/Madrid", "ES"), ("America/New_York", "US"), ("UTC", "")])
def test_a_zone_lies_in_a_country(zone, country):
    assert country_of(zone) in {country, "001"} if not country else country_of(zone) == country


def test_order_of_zoom_stays_where_no_number_is_near():
    numbers = (DialIn(number="1", country="FR", free=False), DialIn(number="2", country="DE", free=True))
    assert nearest_first(numbers, "ES") == numbers
