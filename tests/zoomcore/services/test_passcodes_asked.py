"""Passcodes: typed and checked, made by the host's rule, the same at every try, and kept by Zoom alone."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.school import text
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.dispatch import Dispatch
from zoomcore.domain.option_sections import OptionSection
from zoomcore.domain.passcodes import PasscodeRule, broken_by
from zoomcore.sandbox.identifiers import PasscodeRule as SandboxRule
from zoomcore.services.sealing import Seal
from zoomcore.views import Tone

SETTINGS = "/settings"


def host(school):
    return school.sandbox.account.user("ana@uni.example")


def reads_of_settings(school):
    return sum(one.path.endswith(SETTINGS) for one in school.sandbox.requests)


async def kept(school):
    """The meeting's passcode as our database holds it."""
    async with school.store.reading() as unit:
        return (await unit.meetings.get(1)).passcode


async def test_a_typed_passcode_is_the_meetings(school):
    done = await school.say("ana", 'new "Lab" tomorrow 3pm passcode 12aB@x')
    assert school.at_zoom()[0].password == "12aB@x"
    assert "12aB@x" not in text(done)


async def test_without_one_it_is_made_by_the_hosts_rule(school):
    rule = {"length": 9, "have_special_character": True, "have_upper_and_lower_characters": True}
    host(school).passcode_rule = SandboxRule(**rule)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    made = school.at_zoom()[0].password
    assert len(made) >= 9
    assert broken_by(made, PasscodeRule(**rule)) == ()


async def test_a_hosts_settings_are_read_once_a_day(school):
    for number in range(3):
        await school.say("ana", f'new "Lab {number}" tomorrow 3pm')
    assert reads_of_settings(school) == 1
    await school.later(hours=25)
    await school.say("ana", 'new "Another" tomorrow 3pm')
    assert reads_of_settings(school) == 2


@pytest.mark.parametrize(
    ("rule", "passcode", "says"),
    [
        ({"length": 8}, "12ab", "want at least 8 characters"),
        ({"only_allow_numeric": True}, "12ab", "allow only digits"),
        ({"have_letter": True}, "1290", "want a letter"),
        ({"have_number": True}, "abxk", "want a digit"),
        ({"have_special_character": True}, "12ab", "want one of @ - _ * in it"),
        ({"have_upper_and_lower_characters": True}, "12ab", "both capital and small letters"),
        ({"consecutive_characters_length": 4}, "x1234", "allow no run of 4 characters"),
        ({"weak_enhance_detection": True}, "121212", "too easy to guess"),
    ],
)
async def test_what_the_hosts_settings_refuse_is_said_before_zoom_makes_anything(school, rule, passcode, says):
    host(school).passcode_rule = SandboxRule(**rule)
    refused = await school.say("ana", f'new "Lab" tomorrow 3pm passcode {passcode}')
    assert refused.view.tone is Tone.BAD
    assert says in text(refused)
    assert school.at_zoom() == []
    # From then on the rule is known, and said at once.
    again = await school.say("ana", f'new "Lab" tomorrow 3pm passcode {passcode}')
    assert says in text(again)
    assert (await school.rows())["meeting"] == 1


@pytest.mark.parametrize(
    ("passcode", "says"), [("12#4", "letters without accents, digits and @ - _ *"), ("12345678901", "at most 10")]
)
async def test_what_no_meeting_takes_needs_no_rule(school, passcode, says):
    assert says in text(await school.say("ana", f'new "Lab" tomorrow 3pm passcode {passcode}'))
    assert (await school.rows())["meeting"] == 0


async def test_no_passcode_is_none_where_the_host_may(school):
    host(school).require_passcode = False
    await school.say("ana", 'new "Open house" tomorrow 3pm no passcode')
    assert school.at_zoom()[0].password == ""


async def test_no_passcode_is_refused_where_the_hosts_settings_demand_one(school):
    refused = await school.say("ana", 'new "Open house" tomorrow 3pm no passcode')
    assert "Zoom settings demand a passcode" in text(refused)
    assert school.at_zoom() == []


async def test_after_a_lost_answer_it_is_the_same_and_then_forgotten(school):
    school.trouble(method="POST", path="/users/*/meetings", status=503, times=1)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    waiting = school.tools.deployment.seal.open(await kept(school))
    assert waiting
    assert waiting not in await kept(school)

    await school.later(minutes=5)
    await school.settle()
    assert school.at_zoom()[0].password == waiting
    assert await kept(school) is None


async def test_while_it_waits_for_zoom_it_is_kept_sealed(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm passcode 12aB@x', settle=False)
    sealed = await kept(school)
    assert "12aB@x" not in sealed
    assert school.tools.deployment.seal.open(sealed) == "12aB@x"
    assert Seal(b"another key").open(sealed) is None


@pytest.mark.parametrize("free", [False, True])
async def test_one_that_another_key_closed_is_made_anew_and_that_is_said(school, free):
    if free:
        school.trouble(path="/users/*/settings", status=400, body={"code": 200, "message": "Only for paid accounts."})
    lost_since = replace(school.tools.deployment, seal=Seal(b"another key"))
    school.dispatch = Dispatch(replace(school.tools, deployment=lost_since))
    done = await school.say("ana", 'new "Lab" tomorrow 3pm passcode 12aB@x')
    assert "couldn't read the passcode kept for Lab any more" in text(done)
    assert school.at_zoom()[0].password not in {"", "12aB@x"}


async def test_a_free_account_has_no_rule_and_zoom_makes_one(school):
    school.trouble(path="/users/*/settings", status=400, body={"code": 200, "message": "Only for paid accounts."})
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert school.at_zoom()[0].password
    await school.say("ana", 'new "Lab 2" tomorrow 5pm')
    assert reads_of_settings(school) == 1


async def test_without_the_scope_classes_are_made_all_the_same(school):
    body = {"code": 4711, "message": "Invalid access token, does not contain scopes:[user:read:settings:admin]."}
    school.trouble(path="/users/*/settings", status=400, body=body)
    done = await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert done.view.tone is Tone.GOOD
    assert school.at_zoom()[0].password


async def test_the_form_asks_for_a_passcode_where_entry_is_opened(school):
    draft = ScheduleMeeting(topic="Lab", day=date(2026, 11, 24), at=time(15), sections=(OptionSection.ENTRY,))
    form = await school.wish("ana", OpenScheduleForm(draft=draft))
    await school.submit(form, {"passcode": "12aB@x"}, by="ana")
    assert school.at_zoom()[0].password == "12aB@x"
    again = await school.wish("ana", OpenScheduleForm(draft=draft))
    refused = await school.submit(again, {"passcode": "12 ab"}, by="ana")
    assert [error.field for error in refused.view.errors] == ["passcode"]


async def test_a_closed_passcode_is_shown_where_entry_is_opened_and_may_be_taken_out(school):
    asked = await school.say("ana", 'new "Lab" nov 24 3pm until dec 12 passcode 12aB@x')
    form = await school.press("Change it", by="ana", on=asked)
    opened = await school.reshape(form, {"sections": ("entry",)}, by="ana")
    assert next(one.value for one in opened.view.fields if one.name == "passcode") == "12aB@x"
    preview = await school.submit(opened, {"passcode": ""}, by="ana")
    await school.submit(preview, {}, by="ana")
    assert school.at_zoom()[0].password not in {"", "12aB@x"}


async def test_a_passcode_that_another_key_closed_is_asked_for_again(school):
    asked = await school.say("ana", 'new "Lab" nov 24 3pm until dec 12 passcode 12aB@x')
    changed = replace(school.tools.deployment, seal=Seal(b"another key"))
    school.dispatch = Dispatch(replace(school.tools, deployment=changed))
    refused = await school.press("Schedule it", by="ana", on=asked)
    assert "can't read the passcode" in text(refused)
    assert school.at_zoom() == []
