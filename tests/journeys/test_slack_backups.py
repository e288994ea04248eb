"""Backups on Slack: the file in the direct chat and back again, a lost class brought home, a copy for the next term."""

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.domain.backups.packing import unpacked


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


def live(world):
    return sorted(one.topic for one in world.sandbox.account.meetings.values() if not one.deleted)


async def test_a_lost_class_comes_back_after_a_dry_run_and_the_code_typed(world):
    ana = world.person("UANA")
    await ana.command('new "Algebra" mon,wed 3pm for 50m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("backup", CHANNEL)
    made = await world.sees("UANA", "Backed up: MATH201", CHANNEL)
    assert made.only == "UANA"
    for one in world.sandbox.account.meetings.values():
        one.deleted = True

    told = await ana.command("restore", CHANNEL)
    assert "What restoring MATH201 would do" in told["text"]
    await ana.press("Choose and restore", CHANNEL)
    wrong = await ana.submit(typed="PHYS1")
    assert "field:typed" in wrong["errors"]
    await ana.submit(typed="MATH201")

    await world.sees("UANA", "Restored: MATH201", CHANNEL)
    assert live(world) == ["Algebra"]


async def test_the_file_goes_to_the_asker_alone_and_can_be_handed_over_again(world):
    ana, direct = world.person("UANA"), world.peer.direct("UANA")
    await ana.command('new "Algebra" mon,wed 3pm for 50m x 4', CHANNEL)
    await ana.command("backup", CHANNEL)
    await world.sees("UANA", "Backed up", CHANNEL)
    await ana.press("Get the file", CHANNEL)
    await world.settle()

    (content,) = world.peer._uploads.values()
    assert unpacked(content)[0].code == "MATH201"
    await ana.hand_over("renamed.bin", content)
    await world.sees("UANA", "Backup 2 of MATH201 is here", direct)


async def test_a_course_is_copied_into_the_next_term_by_a_form(world):
    ana = world.person("UANA")
    await ana.command('new "Algebra" mon,wed 3pm for 50m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)

    assert await ana.command("course copy MATH201 to MATH201-S27 starting 2027-01-12", CHANNEL) == {}
    await ana.submit(title="Algebra, spring")
    await world.sees("UANA", "MATH201 → MATH201-S27", CHANNEL)
    await ana.press("Make MATH201-S27", CHANNEL)

    await world.sees("UANA", "MATH201-S27 is ready", CHANNEL)
    assert live(world) == ["Algebra", "Algebra"]


async def test_a_copy_is_linked_with_a_channel_made_later(world):
    ana, new = world.person("UANA"), "C27"
    await ana.command('new "Algebra" mon,wed 3pm for 50m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("course copy MATH201 to MATH201-S27 starting 2027-01-12", CHANNEL)
    await ana.submit(channel="#algebra-s27")
    await world.sees("UANA", "I haven't heard from #algebra-s27 yet", CHANNEL)
    await ana.press("Make MATH201-S27", CHANNEL)
    await world.sees("UANA", "once #algebra-s27 exists", CHANNEL)

    world.peer.add_channel(new, "UADA", "UANA")
    await ana.command("course map", new, channel_name="algebra-s27")
    await world.settle()
    await world.sees("UADA", "wants a channel to be MATH201-S27")
    await world.person("UADA").press("Approve MATH201-S27", world.peer.direct("UADA"))

    await world.sees("UANA", "This channel is MATH201-S27 now", new)
