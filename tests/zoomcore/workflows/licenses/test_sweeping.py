"""Many idle licenses taken back at once, from a checklist, with one yes."""

from tests.school import text
from tests.zoomcore.workflows.licenses.lending import INES, OSCAR, plans, user
from zoomcore.domain.licenses.requests import RequestState
from zoomcore.domain.work import ProposeSweep, SweepPool
from zoomcore.views import Form
from zoomcore.workflows.licenses.pool import sweep_pool
from zoomcore.workflows.licenses.proposing import propose_sweep

TOM = "idle.tom@uni.example"


async def opened(school, line="licenses sweep 100d"):
    await sweep_pool(SweepPool(), school.tools)
    return await school.say("ada", line, where="")


async def test_what_is_ticked_is_taken_back_with_one_yes(school):
    form = await opened(school)
    assert isinstance(form.view, Form)
    (ticks,) = form.view.fields
    assert [one.label for one in ticks.choices] == [
        "Oscar Lindqvist, idle 400 days",
        "Ines Moreau, idle 210 days",
        "Tom Baker, idle 150 days",
    ]
    chosen = tuple(user(school, email).id for email in (OSCAR, INES))
    done = await school.submit(form, {"chosen": chosen}, by="ada", where="")

    assert plans(school, OSCAR, INES, TOM) == [1, 1, 2]
    assert done.view.title == "2 licenses are free now"


async def test_who_has_become_busy_since_keeps_theirs(school):
    form = await opened(school)
    school.sandbox.sign_in(INES)
    chosen = tuple(user(school, email).id for email in (OSCAR, INES))
    done = await school.submit(form, {"chosen": chosen}, by="ada", where="")

    assert plans(school, OSCAR, INES) == [1, 2]
    assert "Left as they are: Ines Moreau." in text(done)


async def test_nothing_ticked_is_asked_again(school):
    form = await opened(school)
    again = await school.submit(form, {"chosen": ()}, by="ada", where="")

    assert isinstance(again.view, Form)
    assert plans(school, OSCAR) == [2]


async def test_where_nobody_is_idle_it_says_so(school):
    assert len((await opened(school, "licenses sweep 365d")).view.fields[0].values) == 1
    school.sandbox.sign_in(OSCAR)

    assert (await opened(school, "licenses sweep 365d")).view.title == "No license is idle that long"


async def test_each_month_the_admins_are_shown_how_many_are_idle(school):
    await sweep_pool(SweepPool(), school.tools)
    await propose_sweep(ProposeSweep(), school.tools)
    await propose_sweep(ProposeSweep(), school.tools)
    await school.settle()
    proposed = [one.reply for one in school.to("ivo")]

    assert [one.view.title for one in proposed] == ["5 licenses have been idle for two months"]
    form = await school.press("Look through them", by="ivo", on=proposed[0], where="")
    assert isinstance(form.view, Form)


async def test_a_swept_license_is_in_the_history(school):
    form = await opened(school)
    await school.submit(form, {"chosen": (user(school, OSCAR).id,)}, by="ada", where="")
    told = text(await school.say("ada", "licenses history", where=""))
    async with school.store.reading() as unit:
        (swept,) = await unit.licenses.history(limit=5)

    assert swept.state is RequestState.DONE
    assert "LR-1: Oscar Lindqvist's idle license was taken back" in told
