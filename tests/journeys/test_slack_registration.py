"""A class with registration in Slack: each by a link of their own, a stranger let in with one tap, a guest too."""

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


def link_of(world, email):
    (meeting,) = world.sandbox.account.meetings.values()
    return f"tk={next(one.id for one in meeting.registrants if one.email == email)}"


async def test_students_are_signed_up_and_a_stranger_is_let_in_by_their_instructor(world):
    ana, bo, kim = world.person("UANA"), world.person("UBO"), world.person("UKIM")
    second = "course people MATH201 add <mailto:admin@uni.example|admin@uni.example> as instructor"
    await world.person("UADA").command(second, CHANNEL)
    await ana.command('new "Exam" today 3pm for 50m manual registration', CHANNEL)
    await world.sees("UANA", "3 people are signed up")
    (meeting,) = world.sandbox.account.meetings.values()
    await ana.press("Post", CHANNEL)
    await world.sees("UBO", "Exam", CHANNEL)
    world.sandbox.set_time(meeting.start)

    await bo.press("Join", CHANNEL)
    own = world.peer.seen_by("UBO", CHANNEL)[-1]
    assert link_of(world, "bo@uni.example") in await world.follow(own, "Join")

    await kim.press("Join", CHANNEL)
    theirs = world.peer.seen_by("UKIM", CHANNEL)[-1]
    assert "passed on to Ada Keller, Ana Ruiz" in await world.waits(theirs, "Join")
    asked = await world.sees("UANA", "Kim Novak asks to join Exam")
    assert asked.channel == world.peer.direct("UANA")

    await ana.press("Approve", asked.channel)
    await world.sees("UANA", "Kim Novak may join Exam")
    stamped = await world.sees("UADA", "Answered by Ana Ruiz")
    assert stamped.channel == world.peer.direct("UADA")
    assert "Approve" not in stamped.words
    told = await world.sees("UKIM", "You may join Exam")
    assert told.channel == world.peer.direct("UKIM")
    assert link_of(world, "kim@uni.example") in await world.follow(told, "Join")

    await ana.command("registrants", CHANNEL)
    listed = await world.sees("UANA", "Who signed up for Exam", CHANNEL)
    assert listed.only == "UANA"
    assert "4 are signed up" in listed.words
    assert "tk=" not in listed.words


async def test_a_guest_from_outside_gets_a_link_that_nobody_else_sees(world):
    ana = world.person("UANA")
    await ana.command('new "Algebra" every monday 3pm for 50m x4 with registration', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("guest <mailto:jo@else.example|jo@else.example> on dec 7", CHANNEL)
    invited = await world.sees("UANA", "jo can join Algebra", CHANNEL)
    assert invited.only == "UANA"
    assert link_of(world, "jo@else.example") in invited.words
