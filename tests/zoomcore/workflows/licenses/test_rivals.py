"""Single sign-on, SCIM and other admins move licenses too: it is noticed, told once, and remembered."""

import pytest

from tests.school import text
from tests.zoomcore.workflows.licenses.lending import INES, KIM, OSCAR, approved, asked, card, plans, user
from zoomcore.sandbox import Plan


def told(school, who, title):
    return [one.reply for one in school.to(who) if one.reply.view.title == title]


async def test_a_license_that_comes_back_at_sign_in_is_told_with_the_setting_to_change(school):
    await asked(school)
    await approved(school)
    await school.hear_zoom()
    school.sandbox.account.settings.licensed_seats += 1
    school.sandbox.account.settings.sso_plans[OSCAR] = 2
    school.sandbox.sign_in(OSCAR)
    await school.hear_zoom(copies=2)
    (said,) = told(school, "ada", "Oscar Lindqvist's license came back by itself")

    assert "SAML Response Mapping" in text(said)
    assert plans(school, KIM, OSCAR) == [2, 2]


async def test_whoever_flips_back_is_not_proposed_again(school):
    await asked(school)
    await approved(school)
    school.sandbox.account.settings.licensed_seats += 1
    school.sandbox.set_plan(OSCAR, Plan.LICENSED)
    await school.hear_zoom()
    user(school, OSCAR).last_login_time = None
    school.sandbox.account.settings.licensed_seats -= 1
    await school.say("tia", "licenses request for maya@uni.example", where="")

    assert "Ines Moreau" in card(school).view.title


async def test_a_lent_license_lost_before_class_raises_an_alarm(school):
    await asked(school)
    await approved(school)
    await school.say("kim", 'new "Lab" tomorrow 3pm')
    school.sandbox.account.settings.sso_plans[KIM] = 1
    school.sandbox.sign_in(KIM)
    await school.hear_zoom()
    title = "Kim Novak has just lost a lent license"

    assert len(told(school, "ada", title)) == 1
    (alarm,) = told(school, "kim", title)
    assert "Their class begins Tue 24 Nov 2026, 15:00" in text(alarm)


@pytest.mark.parametrize("backwards", [False, True])
async def test_our_own_moves_raise_no_alarm(school, backwards):
    await asked(school)
    await approved(school)
    await school.press("Undo LR-1", by="ada", on=school.to("ada")[0].reply, where="")
    await school.hear_zoom(backwards=backwards, copies=2)

    assert not any("by itself" in one.reply.view.title or "lost" in one.reply.view.title for one in school.to("ada"))


async def test_the_pool_is_kept_true_by_webhooks(school):
    await asked(school)
    school.sandbox.set_status(OSCAR, "inactive")
    school.sandbox.sign_in(INES)
    await school.hear_zoom()
    async with school.store.reading() as unit:
        oscar, ines = await unit.pool.find(OSCAR), await unit.pool.find(INES)

    assert oscar is not None
    assert ines is not None
    assert (oscar.status, oscar.type) == ("inactive", 1)
    assert ines.last_login == school.now


async def test_an_event_without_a_user_is_left_alone(school):
    event = {"event": "user.updated", "event_ts": 1, "payload": {"object": {"type": 2}}}

    assert (await school.tell(event)).status == 200
    await school.settle()
