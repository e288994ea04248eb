"""First contact, and who somebody is."""

import asyncio
from dataclasses import replace

import pytest

from tests.school import a_school, text
from zoomcore.chat import Typed
from zoomcore.domain.people import Person
from zoomcore.errors import ChatUnavailable, Conflict


@pytest.fixture
async def slack():
    async with a_school(platform="slack") as school:
        yield school


def welcomes(school, who):
    return [one for one in school.to(who) if one.reply.view.title.startswith("Hello")]


async def test_somebody_new_is_answered_at_once_and_welcomed_once(slack):
    first = await slack.say("nora", "list")
    assert "Classes" in text(first)
    await slack.say("nora", "help")
    (welcome,) = welcomes(slack, "nora")
    assert (welcome.channel, welcome.user) == ("", "nora")
    said = text(welcome.reply)
    for known in ("Nora Newcomer", "nora@uni.example", "Europe/Madrid"):
        assert known in said


async def test_the_welcome_can_be_skipped_and_never_comes_again(slack):
    await slack.say("nora", "list")
    (welcome,) = welcomes(slack, "nora")
    assert "Good." in text(await slack.press("Skip", on=welcome.reply, by="nora", where=""))
    await slack.say("nora", "list")
    assert len(welcomes(slack, "nora")) == 1


async def test_an_admin_gets_a_checklist(slack):
    async with slack.store.unit() as unit:
        await unit.people.update(slack.ids["ada"], email="old@uni.example")
    slack.chat.people["ada2"] = replace(slack.chat.people["ada"], user_id="ada2")
    await slack.dispatch.handle(replace(slack.request("ada", Typed(text="list")), sender=slack.chat.people["ada2"]))
    await slack.settle()
    (welcome,) = welcomes(slack, "ada2")
    assert "1. On the server" in text(welcome.reply)
    assert slack.button(welcome.reply, "Show the status")


async def test_the_welcome_leaves_zoom_out_while_it_is_away(slack):
    slack.trouble(path="/users/*", status=503, times=9)
    await slack.say("nora", "list")
    assert "Zoom: not asked yet" in text(welcomes(slack, "nora")[0].reply)


async def test_two_first_messages_at_once_make_one_person(slack):
    before = (await slack.rows())["person"]
    requests = [slack.request("nora", Typed(text="list")) for _n in range(3)]
    answers = await asyncio.gather(*(slack.dispatch.handle(one) for one in requests))
    assert all("Classes" in text(one) for one in answers)
    assert (await slack.rows())["person"] == before + 1


async def test_an_e_mail_of_a_home_member_leads_to_the_person_the_roster_named(school):
    await school.say("ana", "course people add nora@uni.example as assistant")
    before = (await school.rows())["person"]
    assert "assistant" in text(await school.say("nora", "course list"))
    assert (await school.rows())["person"] == before


async def test_a_guests_e_mail_proves_nothing(school):
    school.chat.people["gus"] = replace(school.chat.people["gus"], email="ana@uni.example", home=False)
    await school.say("gus", "help")
    async with school.store.reading() as unit:
        gus = await unit.people.find_identity("chat", "T1", "gus")
    assert gus.person_id != school.ids["ana"]
    assert gus.trusted is False


async def test_while_the_chat_is_away_a_newcomer_is_a_guest(school):
    school.chat.fail_next(ChatUnavailable("away"))
    assert "Classes" in text(await school.say("nora", "list"))
    async with school.store.reading() as unit:
        assert (await unit.people.find_identity("chat", "T1", "nora")).trusted is False


async def test_what_the_chat_says_of_zone_and_language_stands_in_until_somebody_chooses(school):
    school.chat.people["nora"] = replace(school.chat.people["nora"], zone="America/New_York", locale="es")
    assert "Clases" in text(await school.say("nora", "list"))
    form = await school.say("nora", "settings")
    await school.submit(form, {"locale": "en"}, by="nora")
    assert "Classes" in text(await school.say("nora", "list"))


async def test_a_request_that_was_quicker_is_just_as_good(school, monkeypatch):
    from zoomcore.dispatch import newcomers

    async def late(*_args: object) -> Person:
        raise Conflict("quicker")

    monkeypatch.setattr(newcomers, "meet", late)
    told = await school.dispatch.handle(school.request("nora", Typed(text="list")))
    assert "I haven't met you yet" in text(told)


async def test_somebody_of_a_platform_that_is_off_is_taken_at_its_word_as_a_guest(school):
    request = school.request("nora", Typed(text="list"))
    elsewhere = replace(request.sender, platform="teams", name="Nora")
    told = await school.dispatch.handle(replace(request, sender=elsewhere))
    assert "Classes" in text(told)
