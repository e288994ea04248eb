"""The main job from a terminal: from an empty database to students in class, over HTTP at every edge."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rich.console import Console

from adapters.terminal.parse import typed
from bot.demo.people import speaker
from bot.demo.stage import Stage
from bot.demo.tour import Guide, StoryBroke, tour
from bot.demo.world import World, demo_world
from zoomcore.sandbox.booking import Meeting
from zoomcore.views.plain import plain

ADA, ANA = speaker("admin@uni.example"), speaker("ana@uni.example")
BO, KIM = speaker("bo@uni.example"), speaker("kim@uni.example")


@pytest.fixture
async def stage() -> Stage:
    return Stage(Console(file=io.StringIO(), width=120))


@pytest.fixture
async def world(stage: Stage) -> AsyncIterator[World]:
    async with demo_world(stage.heard) as world:
        yield world


@pytest.fixture
async def guide(world: World, stage: Stage) -> Guide:
    """MATH201 in #algebra: Ana teaches, Bo learns."""
    guide = Guide(world, stage)
    for line in (
        'course add MATH201 "Algebra II"',
        "course map MATH201",
        "course people MATH201 add ana@uni.example as instructor",
        "course people MATH201 add bo@uni.example",
    ):
        await guide.says(ADA, line)
    return guide


def alive(meeting: Meeting) -> list[str]:
    return [f"{one.start:%d %H:%M}" for one in meeting.occurrences if not one.deleted]


async def test_the_tour_leaves_at_zoom_what_it_told(world, stage):
    await tour(world, stage)

    meeting, lecture, *copies = world.sandbox.account.meetings.values()
    # Each has a job of its own, and nobody knows which comes first.
    copied, copied_lecture = sorted(copies, key=lambda one: one.topic)
    # Monday's class was moved by an hour and held, Wednesday's cancelled; UTC is one hour behind Madrid.
    assert alive(meeting)[:2] == ["30 15:00", "07 14:00"]
    assert len(alive(meeting)) == 7
    (run,) = meeting.runs
    assert {stay.email for stay in run.stays} >= {"ana@uni.example", "bo@uni.example", "maya@uni.example"}
    assert run.ended is not None
    # The next term's timetable is the old one whole: what was moved or called off once is not.
    assert {one.split()[1] for one in alive(copied)} == {"14:00"}
    assert (copied.topic, len(alive(copied)), copied.runs) == (meeting.topic, 8, [])
    # The course's preset, the line's own word, the roster signed up, and a colleague who may start it.
    asked = ("mute_upon_entry", "auto_recording", "approval_type", "alternative_hosts")
    assert [lecture.settings[one] for one in asked] == [True, "none", 0, "li@uni.example"]
    # Five students, and the two colleagues who came to the course later.
    assert len(lecture.registrants) == 7
    assert (copied_lecture.topic, copied_lecture.settings["approval_type"]) == (lecture.topic, 0)
    # Who stood in for one date may not start the next term's classes.
    assert copied_lecture.settings["alternative_hosts"] == ""


async def test_one_line_makes_one_meeting_however_often_it_is_delivered(guide, world):
    line = typed(ANA, 'new "Algebra review" mon,wed 3pm for 50m x 8', key="the-same")
    for _ in range(3):
        await world.lectern.handle(line)
        await world.settle()

    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.topic, len(alive(meeting))) == ("Algebra review", 8)


async def test_a_student_gets_a_link_of_their_own_that_waits_for_the_door(guide, world):
    await guide.says(ANA, 'new "Algebra review" today 3pm for 50m')
    await guide.wait_until(60)
    early = await guide.says(BO, "join")
    assert "The door opens at 14:45" in plain(early.view)

    await guide.wait_until(10)
    await guide.says(BO, "join")
    goal = await guide.opens(BO, "Join as Bo Chen")
    assert goal.startswith(f"{world.sandbox.url}/")


async def test_a_guest_may_join_but_not_schedule(guide, world):
    await guide.says(ANA, 'new "Algebra review" today 3pm for 50m')
    with pytest.raises(StoryBroke, match="instructor"):
        await guide.says(KIM, 'new "My own" today 5pm')
    await guide.says(KIM, "join")

    assert len(world.sandbox.account.meetings) == 1


async def test_an_unmapped_channel_is_asked_for_and_an_admin_agrees(guide):
    kim = speaker("kim@uni.example", channel="physics")
    await guide.says(kim, 'course map PHYS1 "Physics"')
    (guide.latest,) = [one.reply for one in guide.appeared if one.to.user == ADA.email]
    assert "Kim Novak" in plain(guide.latest.view)

    await guide.presses(speaker("admin@uni.example", channel=""), "Approve")

    assert [plain(one.reply.view) for one in guide.appeared if one.to.user == kim.email]
    assert "PHYS1" in plain((await guide.says(kim, "course list")).view)


async def test_a_cancelled_series_is_gone_at_zoom_and_an_undo_brings_it_back(guide, world):
    await guide.says(ANA, 'new "Algebra review" mon,wed 3pm for 50m x 8')
    await guide.says(ANA, "cancel all")
    await guide.presses(ANA, "Cancel the whole series")
    assert [meeting.deleted for meeting in world.sandbox.account.meetings.values()] == [True]

    await guide.presses(ANA, "Undo")
    assert "Algebra review" in plain((await guide.says(ANA, "list")).view)
    world.sandbox.advance(timedelta(minutes=1))
