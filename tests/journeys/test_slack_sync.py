"""A class that Zoom knows and we don't, and changes made in Zoom's portal, as an instructor meets them on Slack."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course

DIGEST = timedelta(minutes=11)
RULE = {"type": 2, "repeat_interval": 1, "weekly_days": "3", "end_times": 8}


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


@pytest.fixture
async def adopted(world):
    """Ana made a series in the portal, took it in and posted it."""
    tomorrow = world.sandbox.account.now() + timedelta(days=1)
    number = world.sandbox.portal.create(
        "ana@uni.example", topic="Seminar", start_time=f"{tomorrow:%Y-%m-%dT15:00:00Z}", type=8, recurrence=RULE
    )
    await world.person("UANA").command(f"course adopt {number}", CHANNEL)
    await world.sees("UANA", "Taken in: Seminar", CHANNEL)
    await world.person("UANA").press("Post to the channel", CHANNEL)
    await world.sees("UBO", "Seminar", CHANNEL)
    return number


async def test_a_class_of_the_portal_is_offered_and_taken_in_with_a_press(world):
    tomorrow = world.sandbox.account.now() + timedelta(days=1)
    world.sandbox.portal.create("ana@uni.example", topic="Seminar", start_time=f"{tomorrow:%Y-%m-%dT15:00:00Z}")
    await world.person("UANA").command("course adopt", CHANNEL)
    await world.sees("UANA", "with the class you already have", CHANNEL)
    await world.person("UANA").press("Take in Seminar", CHANNEL)
    await world.sees("UANA", "Taken in: Seminar", CHANNEL)


async def test_what_changes_in_the_portal_is_on_the_post_at_once_and_told_once(world, adopted):
    world.sandbox.portal.change(adopted, topic="Seminar for all")
    await world.sees("UBO", "Seminar for all", CHANNEL)
    await world.passes(DIGEST)
    told = await world.sees("UANA", "Changed at Zoom: MATH201")
    assert "Its topic was" in told.words
    assert sum("Changed at Zoom" in one.words for one in world.peer.messages) == 1


async def test_a_class_deleted_in_the_portal_is_made_anew_with_a_press(world, adopted):
    world.sandbox.portal.delete(adopted)
    await world.sees("UBO", "so it is off for now", CHANNEL)
    await world.passes(DIGEST)
    told = await world.sees("UANA", "have it any more")
    await world.person("UANA").press("Make Seminar anew", told.channel)
    await world.sees("UANA", "Scheduled: Seminar")
    (made,) = [one for one in world.sandbox.account.meetings.values() if not one.deleted]
    assert made.id != adopted
    assert made.recurrence is not None


async def test_whose_change_counts_is_asked_before_anything_is_overwritten(world, adopted):
    meeting = world.sandbox.meeting(adopted)
    world.sandbox.webhooks.hold()
    world.sandbox.portal.change(
        adopted,
        occurrence_id=meeting.occurrences[0].id,
        start_time=f"{meeting.occurrences[0].start:%Y-%m-%dT18:00:00Z}",
    )
    await world.person("UANA").command("move MATH201 next to 20:00", CHANNEL)
    await world.sees("UANA", "was changed at Zoom too", CHANNEL)
    assert meeting.occurrences[0].start.hour == 18
    await world.person("UANA").press("Keep mine", CHANNEL)
    await world.sees("UANA", "Moved: Seminar", CHANNEL)
    assert meeting.occurrences[0].start.hour == 19
