"""Backups on Teams: never a word of them in the channel, a lost class brought home, a copy for the next term."""

import pytest

from tests.journeys.teams_world import ADA, ANA, EVERYBODY, MAYA, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


def live(world):
    return sorted(one.topic for one in world.sandbox.account.meetings.values() if not one.deleted)


async def test_a_lost_class_comes_back_after_a_dry_run_and_the_code_typed(world):
    ana = world.person(ANA)
    await ana.say('new "Algebra" mon,wed 3pm for 50m x 4')
    await world.settle()
    (made,) = await ana.say("backup")
    await world.settle()
    assert "Backed up: MATH201" in made.words
    assert made.conversation == direct_chat(ANA)
    for one in world.sandbox.account.meetings.values():
        one.deleted = True

    (told,) = await ana.say("restore")
    assert "What restoring MATH201 would do" in told.words
    await ana.press(told, "Choose and restore")
    await world.settle()
    form = world.sees(ana, "Type MATH201 to confirm")
    await ana.press(form, "Restore", field_typed="MATH201")
    await world.settle()

    world.sees(ana, "Restored: MATH201")
    assert live(world) == ["Algebra"]


async def test_a_course_is_copied_into_the_next_term_by_a_form(world):
    ana = world.person(ANA)
    await ana.say('new "Algebra" mon,wed 3pm for 50m x 4')
    await world.settle()

    (form,) = await ana.say("course copy MATH201 to MATH201-S27 starting 2027-01-12")
    await ana.press(form, "Look at it")
    await world.settle()
    dry = world.sees(ana, "MATH201 → MATH201-S27: 1")
    await ana.press(dry, "Make MATH201-S27")
    await world.settle()

    world.sees(ana, "MATH201-S27 is ready")
    assert live(world) == ["Algebra", "Algebra"]
    seen = " ".join(one.words for one in world.person(MAYA).news(set()))
    assert "MATH201-S27" not in seen


async def test_a_copy_is_linked_with_a_channel_made_later(world):
    """Teams does not tell what a channel is called: the course that waits for one is offered there."""
    ana, ada, new = world.person(ANA), world.person(ADA), "19:algebra-s27@thread.tacv2"
    await ana.say('new "Algebra" mon,wed 3pm for 50m x 4')
    await world.settle()
    (form,) = await ana.say("course copy MATH201 to MATH201-S27 starting 2027-01-12")
    await ana.press(form, "Look at it", field_channel="#Algebra S27")
    await world.settle()
    await ana.press(world.sees(ana, "I remember it, and tell you"), "Make MATH201-S27")
    await world.settle()
    world.sees(ana, "exists, invite me and type")

    world.peer.join(new, *EVERYBODY)
    asked, _hint = await ana.say("course map", channel=new)
    assert "Which course is this channel?" in asked.words
    await ana.press(asked, "MATH201-S27 (for #Algebra S27)")
    await world.settle()
    await ada.press(world.sees(ada, "wants a channel to be MATH201-S27"), "Approve MATH201-S27")
    await world.settle()

    known, _hint = await ana.say("course map MATH201-S27", channel=new)
    assert "This channel is MATH201-S27 now" in known.words
