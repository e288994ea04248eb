"""Who decides: a sole admin, two of them, none any more; and people who stand in two requests at once."""

from contextlib import asynccontextmanager
from dataclasses import replace

from tests.school import SECRET, School, a_school, press_payload, registry_of, text
from tests.zoomcore.workflows.licenses.lending import (
    INES,
    KIM,
    OSCAR,
    approved,
    asked,
    card,
    plans,
    request,
    state,
    user,
)
from zoomcore.chat import Pressed
from zoomcore.dispatch import Dispatch
from zoomcore.domain.licenses.pool import LicenseRules, Policy
from zoomcore.domain.licenses.requests import RequestState
from zoomcore.domain.people import Role
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.sandbox import Plan
from zoomcore.sandbox.cast import ADMIN_EMAIL
from zoomcore.services.licenses.rules import keep_rules


def with_admins(school: School, *emails: str) -> School:
    """The same school after somebody was taken out of LECTERN_ADMINS."""
    deployment = replace(school.tools.deployment, admins=frozenset(emails))
    tools = replace(school.tools, deployment=deployment)
    return replace(
        school,
        tools=tools,
        dispatch=Dispatch(tools, webhook_secret=SECRET),
        engine=EmbeddedEngine(school.store, registry_of(tools)),
    )


@asynccontextmanager
async def sole_admin():
    async with a_school() as school:
        async with school.store.unit() as unit:
            for person in await unit.people.admins(frozenset()):
                await unit.people.update(person.id, admin=False)
        yield with_admins(school, ADMIN_EMAIL)


async def test_a_sole_admin_approves_their_own_with_a_reason_and_it_is_in_the_audit():
    async with sole_admin() as school:
        school.sandbox.set_plan(ADMIN_EMAIL, Plan.BASIC)
        school.sandbox.account.settings.licensed_seats -= 1
        offered = await asked_by_ada(school, "licenses request because board meeting")
        await school.press("Approve for Ada Keller", by="ada", on=offered, where="")

        assert plans(school, ADMIN_EMAIL, OSCAR) == [2, 1]
        async with school.store.reading() as unit:
            (entry,) = await unit.audit.of_subject("license:1")
        assert entry.person_id == entry.detail["asked_by"] == school.ids["ada"]
        assert entry.detail["reason"] == "board meeting"


async def test_without_a_reason_not_even_a_sole_admin_does():
    async with sole_admin() as school:
        school.sandbox.set_plan(ADMIN_EMAIL, Plan.BASIC)
        school.sandbox.account.settings.licensed_seats -= 1
        offered = await asked_by_ada(school, "licenses request")
        told = await school.press("Approve for Ada Keller", by="ada", on=offered, where="")

        assert "but with a reason" in text(told)
        assert plans(school, ADMIN_EMAIL, OSCAR) == [1, 2]


async def asked_by_ada(school: School, line: str):
    await school.say("ada", line, where="")
    return next(one.reply for one in school.to("ada") if "Approve for" in text(one.reply))


async def test_when_the_last_admin_has_left_the_asker_hears_it_at_once(school):
    nobody = with_admins(school)
    told = await nobody.say("kim", "licenses request because exam", where="")

    assert "No admin of Lectern could be asked" in text(told)
    assert await state(school) is RequestState.WITHDRAWN
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_an_admin_who_has_left_decides_nothing_and_the_request_expires(school):
    offered = await asked(school)
    nobody = with_admins(school)
    press = Pressed(payload=press_payload(offered.card, school.button(offered, "Approve for").command))
    late = await nobody.ask(nobody.request("ivo", press, where=""))
    assert "Only Lectern's admins" in text(late)
    await nobody.later(minutes=31)

    assert await state(school) is RequestState.EXPIRED
    assert card(school, "kim").view.title == "Nobody decided in time: no license for Kim Novak"
    assert plans(school, KIM, OSCAR) == [1, 2]


async def test_a_donor_on_one_card_is_on_no_other(school):
    await asked(school)
    await school.say("tia", "licenses request for maya@uni.example because exam", where="")

    assert "lend Ines Moreau's" in card(school).view.title


async def test_the_recipient_of_one_request_is_the_donor_of_another(school):
    """Oscar lent his to Kim, asks for one again and gets Ines's; then Kim's is taken back and stays free."""
    async with school.store.unit() as unit:
        oscar = await unit.people.add("Oscar Lindqvist", email=OSCAR)
        await unit.people.attach(oscar.id, platform="chat", tenant="T1", user_id="nora", email=OSCAR, trusted=True)
        await unit.courses.enroll(school.math.id, oscar.id, Role.INSTRUCTOR)
    await asked(school)
    await approved(school)
    undo = school.to("ada")[0].reply
    await school.press("Ask for it back", by="nora", on=school.to("nora")[-1].reply, where="")
    again = await request(school, 2)
    assert user(school, KIM).id not in {one.id for one in again.offer.donors}
    await approved(school)
    assert plans(school, KIM, OSCAR, INES) == [2, 2, 1]

    await school.press("Undo LR-1", by="ada", on=undo, where="")
    assert plans(school, KIM, OSCAR, INES) == [1, 2, 1]
    assert [await state(school, number) for number in (1, 2)] == [RequestState.UNDONE, RequestState.DONE]


async def test_under_auto_the_rules_decide_so_often_a_day_and_then_an_admin(school):
    async with school.store.unit() as unit:
        await keep_rules(unit, LicenseRules(policy=Policy.AUTO, auto_per_day=1), by=None)
    await school.say("kim", "licenses request because exam", where="")
    assert plans(school, KIM, OSCAR, INES) == [2, 1, 2]
    await school.say("tia", "licenses request for maya@uni.example because exam", where="")

    assert "lend Ines Moreau's" in card(school).view.title
    assert (await request(school, 2)).state is RequestState.REQUESTED
    assert plans(school, INES, "maya@uni.example") == [2, 1]
