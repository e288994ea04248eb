"""The main job in Teams, from an empty database to students in class: signed activities in, Zoom's API out."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, MAYA, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


async def test_a_class_is_scheduled_listed_moved_joined_and_one_date_cancelled(world):
    await with_course(world)
    ana, bo, maya = (world.person(one) for one in (ANA, BO, MAYA))

    working, aside = await ana.say('new "Algebra review" mon,wed 3pm for 50m x 8', channel=CHANNEL)
    assert "Algebra" not in aside.words
    await world.settle()
    assert "Scheduled: Algebra review" in working.words
    assert working.conversation == direct_chat(ANA)
    (meeting,) = world.sandbox.account.meetings.values()
    assert len(meeting.occurrences) == 8

    await ana.press(working, "Post to the channel")
    await world.settle()
    post = world.sees(bo, "Join class")
    assert post.conversation == CHANNEL
    assert "zoom" not in post.words.lower()

    # Who reads alone reads in their own zone.
    listed, _ = await maya.say("list", channel=CHANNEL)
    assert listed.words.count("Algebra review\n") >= 2
    assert "09:00 EST (UTC−5)" in listed.words

    await ana.say("move next to 4pm this", channel=CHANNEL)
    await world.settle()
    world.sees(ana, "Is now: Mon 30 Nov 2026, 16:00–16:50 CET (UTC+1)")
    assert "16:00–16:50 CET" in post.words

    world.sandbox.set_time(meeting.occurrences[0].start - timedelta(minutes=10))
    await bo.press(post, "Join class")
    link = world.sees(bo, "Join as Bo Chen")
    assert link.conversation == direct_chat(BO)
    assert await world.follow(link, "Join")

    (asked,) = await ana.say("cancel")
    await ana.press(asked, "Cancel only this one")
    await world.settle()
    world.sees(ana, "Cancelled")
    assert sum(not one.deleted for one in meeting.occurrences) == 7


async def test_nobody_in_the_channel_reads_what_is_said_about_people(world):
    await with_course(world)
    ana = world.person(ANA)
    private, public = await ana.say("course people MATH201", channel=CHANNEL)
    assert "bo@uni.example" in private.words
    assert private.conversation == direct_chat(ANA)
    shown = " ".join(one.words for one in world.person(MAYA).news(set()) if one.conversation.startswith(CHANNEL))
    assert "bo@" not in shown
    assert "write to me there next time" in public.words


async def test_a_form_in_a_card_makes_a_class_and_shows_its_errors_where_they_are(world):
    await with_course(world)
    ana = world.person(ANA)
    form, _ = await ana.say("new", channel=CHANNEL)
    submit = form.card["body"][-1]["actions"][0]["title"]
    typed = {"field_topic": "Geometry", "field_day": "2026-12-01", "field_at": "three"}
    await ana.press(form, submit, **typed)
    await world.settle()
    assert "Error: " in form.words
    assert not world.sandbox.account.meetings
    await ana.press(form, submit, **typed | {"field_at": "15:00"})
    await world.settle()
    assert "Scheduled: Geometry" in form.words
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.topic == "Geometry"


async def test_a_dialog_makes_a_class_once_however_often_it_is_sent(world):
    await with_course(world)
    ana = world.person(ANA)
    home, _ = await ana.say("", channel=CHANNEL)
    dialog = await ana.open_dialog(home, "New class")
    submit = dialog["body"][-1]["actions"][0]["title"]
    typed = {"field_topic": "Topology", "field_day": "2026-12-02", "field_at": "10:00"}
    for _ in range(2):
        await ana.submit_dialog(dialog, submit, conversation=ana.direct, **typed)
    await world.settle()
    world.sees(ana, "Scheduled: Topology")
    assert [one.topic for one in world.sandbox.account.meetings.values()] == ["Topology"]


async def test_a_line_delivered_twice_and_a_button_pressed_twice_have_one_effect(world):
    await with_course(world)
    ana = world.person(ANA)
    sent = ana.activity(text="new Lab tue 10am for 1h #MATH201")
    assert [(await ana.send(sent))[0] for _ in range(2)] == [200, 200]
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    scheduled = world.sees(ana, "Scheduled: Lab")
    first = await ana.press(scheduled, "Undo")
    again = await ana.press(scheduled, "Undo") if "Undo" in scheduled.words else first
    await world.settle()
    assert first["statusCode"] == again["statusCode"] == 200
    assert meeting.id not in world.sandbox.account.meetings or meeting.deleted


async def test_a_tampered_button_and_a_student_are_answered_kindly_and_change_nothing(world):
    await with_course(world)
    ana, bo = world.person(ANA), world.person(BO)
    await ana.say("new Lab tue 10am for 1h #MATH201")
    await world.settle()
    scheduled = world.sees(ana, "Scheduled: Lab")
    meetings = dict(world.sandbox.account.meetings)
    # Bo holds Ana's card, and presses her button with his own name.
    payload = next(a for a in scheduled.card["body"][-2]["actions"] if a["title"] == "Undo")["data"]["payload"]
    for tampered in (payload, payload.replace("undo", "rm -rf"), "{", '{"card":"x","do":["cancel",{"confirmed":1}]}'):
        value = {"action": {"type": "Action.Execute", "verb": "press", "data": {"payload": tampered}}}
        activity = bo.activity(type="invoke", name="adaptiveCard/action", value=value)
        assert (await bo.send(activity))[0] == 200
    assert "for its instructor" in (await bo.say("new Party fri 8pm #MATH201"))[0].words
    await world.settle()
    assert world.sandbox.account.meetings == meetings


async def test_a_line_that_teams_repeats_after_a_restart_is_not_answered_twice(world):
    await with_course(world)
    ana, adapter = world.person(ANA), world.lectern.chats["teams"]
    for text in ("list", 'new "Once" tomorrow 3pm', "join the moon"):
        activity = ana.activity(text=text)
        await ana.send(activity)
        await world.settle()
        stands = [one.words for one in ana.news(set())]
        await adapter.stop()
        await adapter.start()
        assert (await ana.send(activity))[0] == 200
        await world.settle()
        assert [one.words for one in ana.news(set())] == stands
