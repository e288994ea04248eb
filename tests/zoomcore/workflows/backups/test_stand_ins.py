"""Who stands in on a date comes back with the class, for that date and no longer."""

import pytest

from tests.backups import load, records
from tests.databases import Clock
from tests.school import School
from tests.zoomcore.workflows.hosting.test_substitutes import NEW, hosts_at_zoom, named, states
from zoomcore.commands.wishes.backups import OpenRestoreForm, UndoRestore
from zoomcore.domain.backups.class_records import SubstituteRecord
from zoomcore.domain.backups.records import PersonRecord
from zoomcore.domain.privacy import email_hash
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.store import Store
from zoomcore.storage.tables import ERASED


@pytest.fixture
async def backed_up(school: School) -> School:
    """Li stands in on 1 December, and a backup knows it."""
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on dec 1")
    await school.say("ana", "backup")
    return school


async def restored(school: School) -> None:
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("classes",), "typed": "math201"}, by="ana")


async def test_in_a_class_made_anew_they_stand_in_again_and_are_off_after_their_date(backed_up: School):
    backed_up.at_zoom()[0].deleted = True

    await restored(backed_up)

    assert hosts_at_zoom(backed_up) == ["li@uni.example"]
    assert await named(backed_up) == ["", "Li Wei", ""]
    await backed_up.later(days=9)
    assert hosts_at_zoom(backed_up) == []


async def test_where_we_lost_them_they_come_back_and_are_off_after_their_date(backed_up: School):
    await backed_up.say("ana", "sub off dec 1")
    assert await named(backed_up) == ["", "", ""]

    await restored(backed_up)

    assert hosts_at_zoom(backed_up) == ["li@uni.example"]
    assert await named(backed_up) == ["", "Li Wei", ""]
    await backed_up.later(days=9)
    assert hosts_at_zoom(backed_up) == []


async def test_undoing_the_restore_takes_them_off_again_and_tells_them(backed_up: School):
    await backed_up.say("ana", "sub off dec 1")
    await restored(backed_up)
    told = len(backed_up.to("li"))

    await backed_up.wish("ana", UndoRestore(restore=1))

    assert hosts_at_zoom(backed_up) == []
    assert await named(backed_up) == ["", "", ""]
    assert backed_up.to("li")[told].reply.view.title == "You don't stand in any more"


async def test_whoever_holds_that_date_by_now_goes_on_holding_it(backed_up: School):
    await backed_up.say("ana", "sub off dec 1")
    await backed_up.say("ana", "sub admin@uni.example on dec 1")
    (before,) = [one for one in await named(backed_up) if one]

    await restored(backed_up)
    await backed_up.wish("ana", UndoRestore(restore=1))

    assert [one for one in await named(backed_up) if one] == [before]


async def test_a_date_that_is_over_keeps_who_held_it_and_nobody_is_asked(backed_up: School):
    await backed_up.later(days=9)
    assert await states(backed_up) == ["over"]
    rows = await records(backed_up.store, backed_up.math.id, people=False)

    assert [type(one) for one in rows].count(SubstituteRecord) == 1
    assert "Li Wei" in [one.name for one in rows if isinstance(one, PersonRecord)], "as who runs a class is named"


async def test_in_another_database_the_past_is_over_and_a_whole_deployment_s_future_as_it_was(
    backed_up: School, store: Store, clock: Clock
):
    async with backed_up.store.snapshot() as unit:
        whole = [one async for one in unit.backups.everything()]

    loaded = await load(store, whole, accounts=True)

    async with store.reading() as unit:
        (there,) = await unit.hosting.of_course(loaded.courses[0])
    assert (there.state, there.stays) == (SubstituteState.ON, False)


async def test_who_was_erased_does_not_come_back_to_stand_in(backed_up: School, store: Store):
    rows = await records(backed_up.store, backed_up.math.id)
    erased = {"email_hash": email_hash("li@uni.example", b""), "erased_at": store.clock()}
    async with store._engines.writer.begin() as connection:
        await connection.execute(ERASED.insert().values(erased))

    loaded = await load(store, rows)

    async with store.reading() as unit:
        assert await unit.hosting.of_course(loaded.courses[0]) == ()
