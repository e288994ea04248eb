"""Attendance in Slack, from the first minute of a class to a grade that its student can see through."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


async def a_class(world, **names):
    """An hour of "Lab": Bo signed in, somebody called Mayita as a guest; read by Zoom's report until it is sure."""
    ana = world.person("UANA")
    for student in ("UBO", "UMAYA"):
        await world.person(student).command("help", CHANNEL)
    await ana.command('new "Lab" today 11am for 60m', CHANNEL)
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    meeting.settings["waiting_room"] = False
    world.sandbox.set_time(meeting.start)
    world.sandbox.start(meeting.id)
    world.sandbox.join(meeting.id, email="bo@uni.example")
    world.sandbox.join(meeting.id, name="Mayita")
    return meeting


async def is_over(world, meeting):
    await world.passes(timedelta(minutes=60))
    world.sandbox.end(meeting.id)
    await world.passes(timedelta(minutes=31))
    await world.passes(timedelta(minutes=31))


async def test_who_is_here_is_seen_while_the_class_runs_by_its_instructor_alone(world):
    await a_class(world)
    await world.passes(timedelta(minutes=5))
    ana, bo = world.person("UANA"), world.person("UBO")
    live = await ana.command("attendance", CHANNEL)
    assert live["response_type"] == "ephemeral"
    assert "1 of 2 is here now" in live["text"]

    mine = await bo.command("attendance", CHANNEL)
    assert "You were: present" in mine["text"]
    assert "Maya" not in mine["text"]


async def test_a_nickname_is_settled_a_rule_picked_grades_released_and_explained(world):
    meeting = await a_class(world)
    await is_over(world, meeting)
    ana, maya = world.person("UANA"), world.person("UMAYA")
    card = await ana.command("attendance", CHANNEL)
    assert "1 of 2 were there" in card["text"]

    await ana.press("Fix matches", CHANNEL)
    await world.sees("UANA", "Names to review", CHANNEL)
    await ana.press("This is Maya Okafor", CHANNEL)
    await world.sees("UANA", "Mayita is Maya Okafor", CHANNEL)

    await ana.command("attendance rule", CHANNEL)
    wrong = await ana.submit(method="duration", points="many")
    assert set(wrong["errors"]) == {"field:points"}
    await ana.submit(method="duration", points="10")
    await world.sees("UANA", "Past grades of 2 students would change", CHANNEL)
    await ana.press("Let it count", CHANNEL)
    await world.sees("UANA", "In force", CHANNEL)

    assert "No grade has been released" in (await maya.command("grades me", CHANNEL))["text"]
    await ana.command("grades release", CHANNEL)
    await ana.press("Release", CHANNEL)
    await world.sees("UANA", "1 class released", CHANNEL)
    assert "10 of 10 points" in (await maya.command("grades me", CHANNEL))["text"]
    await maya.press("Why?", CHANNEL)
    why = await world.sees("UMAYA", "known by the instructor's word", CHANNEL)
    assert "Bo" not in why.words


async def test_a_student_asks_and_gets_an_answer_with_a_reason(world):
    meeting = await a_class(world)
    await is_over(world, meeting)
    ana, maya = world.person("UANA"), world.person("UMAYA")
    await maya.command("attendance", CHANNEL)
    await maya.press("Something's wrong", CHANNEL)
    await maya.submit(text="That was me: Mayita")
    await world.sees("UANA", "That was me: Mayita")

    await ana.press("Accept")
    await ana.submit(status="present", reason="I saw you")
    await world.sees("UMAYA", "I saw you")
    assert "You were: present" in (await maya.command("attendance", CHANNEL))["text"]


async def test_nothing_about_people_ever_stands_in_the_channel(world):
    meeting = await a_class(world)
    await is_over(world, meeting)
    ana = world.person("UANA")
    for line in ("attendance", "attendance term", "attendance review", "attendance student bo@uni.example", "grades"):
        await ana.command(line, CHANNEL)
    await ana.press("Send each student", CHANNEL)
    await ana.press("Send to", CHANNEL)
    await world.settle()
    open_to_all = [one.words for one in world.peer.seen_by("UKIM", CHANNEL)]
    assert not [words for words in open_to_all if "Bo Chen" in words or "Mayita" in words or "absent" in words]
    assert await world.sees("UBO", "Your attendance: Lab")
