"""Forgetting somebody with very many rows: stretch by stretch, ended by whoever comes after a crash."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.backups import load, records
from tests.school import School, a_school, text
from tests.zoomcore.storage.seeds import a_class
from tests.zoomcore.storage.test_privacy import everything
from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Asked
from zoomcore.commands.base import Target
from zoomcore.commands.wishes import hosting as wishes
from zoomcore.commands.wishes.privacy import ErasePerson
from zoomcore.domain.backups.kept import Kind
from zoomcore.domain.backups.packing import unpacked
from zoomcore.domain.hosting_work import ChangeHost
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.domain.privacy import email_hash
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.domain.work import CreateMeeting, MakeCourseBackup
from zoomcore.errors import Conflict
from zoomcore.jobs.port import Later
from zoomcore.services.backups.files import Packed, pack
from zoomcore.storage.store import Store, Unit
from zoomcore.storage.tables import ATTENDANCE, AUDIT, CLICK, INBOX
from zoomcore.workflows.backups.making import make_backup
from zoomcore.workflows.create import create_meeting
from zoomcore.workflows.forgetting import STRETCH, forget_person
from zoomcore.workflows.hosting.changing import change_host

ROWS = 2 * STRETCH + 10


async def a_busy_person(school: School) -> None:
    """Bo, in some thousands of rows of three kinds, with Maya's between them."""
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    bo, now = school.ids["bo"], school.now
    people = ("bo@uni.example", "maya@uni.example")
    async with school.store._engines.writer.begin() as connection:
        told = [{"payload": {"participant": {"email": people[number % 5 == 0]}}} for number in range(ROWS)]
        deliveries = [
            {"key": f"zoom:{number}", "source": "zoom", "payload": one, "answer": None, "created_at": now}
            for number, one in enumerate(told)
        ]
        await connection.execute(INBOX.insert(), deliveries)
        clicks = {"person_id": bo, "occurrence_id": 1, "at": now, "via": "page"}
        await connection.execute(CLICK.insert(), [clicks] * ROWS)
        entry = {"at": now, "person_id": None, "verb": "probe", "subject": "course:1", "inverse": "", "undone": False}
        await connection.execute(AUDIT.insert(), [{**entry, "detail": {"who": people[0]}}] * ROWS)


async def erase_confirmed(school: School, who: str = "bo") -> ForgetPerson:
    """Asked for, and not begun."""
    command = ErasePerson(person=school.ids[who], confirmed=True)
    await school.ask(school.request("ada", Asked(command=command), where=""), settle=False)
    async with school.store.reading() as unit:
        (entry,) = await unit.audit.of_subject(f"person:{school.ids[who]}")
    return ForgetPerson(person=school.ids[who], by=school.ids["ada"], entry=entry.id, answer={})


class Shared(Store):
    """Others come in between: `then` happens once, after the first unit, or after the first snapshot."""

    then: Callable[[], Awaitable[object]] | None = None
    after_snapshot = False

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with super().unit() as unit:
            yield unit
        if not self.after_snapshot:
            await self._others()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Unit]:
        async with super().snapshot() as unit:
            yield unit
        if self.after_snapshot:
            await self._others()

    async def _others(self) -> None:
        then, self.then = self.then, None
        if then is not None:
            await then()


@asynccontextmanager
async def shared(
    school: School, then: Callable[[], Awaitable[object]], *, after_snapshot: bool = False
) -> AsyncIterator[Store]:
    store = Shared(school.store.url, clock=school.sandbox.account.now)
    store.then, store.after_snapshot = then, after_snapshot
    yield store
    await store.close()


async def file_away(school: School, packed: Packed) -> None:
    """As a file that somebody hands over: it asks nobody."""
    async with school.store.unit() as unit:
        number = await unit.backups.add(
            course_id=school.math.id,
            course_code=packed.header.code,
            kind=Kind.UPLOADED,
            people=True,
            version=packed.header.version,
            sha256=packed.writer.sha256,
            size=packed.size,
            records=packed.writer.records,
            made_by=None,
            kept_until=None,
        )
        await unit.backups.add_piece(number, 0, packed.file.read())


async def in_backups(school: School) -> str:
    """All that the stored ones tell."""
    async with school.store.reading() as unit:
        numbers = await unit.backups.numbers()
        contents = [b"".join([piece async for piece in unit.backups.pieces(one)]) for one in numbers]
    assert contents
    return repr([unpacked(one)[1] for one in contents])


async def dies_and_is_taken_up(school: School, steps: int) -> None:
    await a_busy_person(school)
    work = await erase_confirmed(school)

    ended = await live(school, steps, lambda tools: forget_person(work, tools))
    async with school.store._engines.reader.connect() as connection:
        left = (await connection.execute(select(func.count()).select_from(CLICK))).scalar_one()
    await forget_person(work, school.tools)

    assert not ended
    assert left in {ROWS, ROWS - STRETCH, ROWS - 2 * STRETCH, 0}, "a stretch goes as a whole"
    told = await everything(school.store)
    assert [name for name, rows in told.items() if "bo@uni.example" in rows or "Bo Chen" in rows] == []
    assert "maya@uni.example" in told["inbox"]
    async with school.store.reading() as unit:
        counted = (await unit.audit.get(work.entry)).detail
        assert (await unit.people.get(school.ids["bo"])).name == f"erased-{school.ids['bo']}"
    assert counted["click"] == ROWS
    assert counted["audit"] >= ROWS
    assert counted["inbox"] >= ROWS * 4 // 5


@pytest.mark.parametrize("steps", [1, 4, 7, 10, 13, 16])
async def test_whoever_dies_on_the_way_is_ended_by_the_next_and_everything_counted_once(school: School, steps: int):
    await dies_and_is_taken_up(school, steps)


@pytest.mark.postgres
async def test_on_postgresql_as_well(postgres_url: str):
    async with a_school(url=postgres_url) as school:
        await dies_and_is_taken_up(school, 7)


async def test_from_the_word_on_nothing_new_of_them_comes_in(school: School):
    await erase_confirmed(school)

    said = await school.say("ana", "course people MATH201 import\nBo Chen,bo@uni.example", settle=False)

    assert "erased from Lectern" in repr(said.view)


async def test_the_card_that_waits_names_nobody(school: School):
    command = ErasePerson(person=school.ids["bo"], confirmed=True)
    waiting = await school.ask(school.request("ada", Asked(command=command), where=""), settle=False)

    assert f"erased-{school.ids['bo']}" in waiting.view.title
    assert "Bo Chen" not in repr(waiting.view)


async def filed_while_erasing(school: School) -> None:
    await a_busy_person(school)
    with closing(await pack(school.store, school.math, people=True)) as packed:
        work = await erase_confirmed(school)
        async with shared(school, lambda: file_away(school, packed)) as store:
            await forget_person(work, replace(school.tools, store=store))

    told = await in_backups(school)
    assert "bo@uni.example" not in told
    assert "maya@uni.example" in told


async def test_a_backup_that_is_filed_between_two_stretches_does_not_keep_them(school: School):
    await filed_while_erasing(school)


@pytest.mark.postgres
async def test_nor_does_it_on_postgresql(postgres_url: str):
    async with a_school(url=postgres_url) as school:
        await filed_while_erasing(school)


async def test_a_backup_begun_before_and_ended_after_is_made_anew(school: School):
    async def erase() -> None:
        await school.later(minutes=1)
        await erase_confirmed(school)
        await school.later(minutes=1)

    work = MakeCourseBackup(person=school.ids["ana"], course=school.math.id, people=True, request="r", answer={})
    async with shared(school, erase, after_snapshot=True) as store:
        tools = replace(school.tools, store=store)
        with pytest.raises(Later):
            await make_backup(work, tools)
        await make_backup(work, tools)

    told = await in_backups(school)
    assert "bo@uni.example" not in told
    assert "maya@uni.example" in told


async def test_while_somebody_is_being_erased_no_backup_is_kept(school: School):
    await erase_confirmed(school)
    work = MakeCourseBackup(person=school.ids["ana"], course=school.math.id, people=True, request="r", answer={})

    with pytest.raises(Later):
        await make_backup(work, school.tools)

    async with school.store.reading() as unit:
        assert await unit.backups.numbers() == ()


@pytest.mark.parametrize(
    "line", ["course people MATH201 add li@uni.example", "host to li@uni.example", "sub li@uni.example"]
)
async def test_whoever_is_being_erased_takes_on_nothing_new(school: School, line: str):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    await erase_confirmed(school, "li")

    said = await school.say("ana", line, settle=False)

    assert "Li Wei is being erased" in text(said)
    await school.settle()
    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("li@uni.example") is None


async def test_a_class_for_whoever_is_being_erased_is_not_made(school: School):
    await erase_confirmed(school, "li")
    await school.say("ana", 'new "Algebra" tomorrow 3pm host li@uni.example', settle=False)

    await create_meeting(CreateMeeting(meeting=1, answer={}), school.tools)

    assert school.at_zoom() == []
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).state is MeetingState.FAILED


async def test_nobody_is_erased_whose_class_is_in_the_making(school: School):
    await school.say("ana", 'new "Algebra" tomorrow 3pm host li@uni.example', settle=False)

    said = await school.ask(
        school.request("ada", Asked(command=ErasePerson(person=school.ids["li"], confirmed=True)), where="")
    )

    assert "hosts 1 coming class" in text(said)


@pytest.mark.parametrize("line", ["cancel Algebra", "lost"])
async def test_a_class_that_is_off_keeps_nobody(school: School, line: str):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    if line == "lost":
        (made,) = school.at_zoom()
        school.sandbox.portal.delete(made.id)
        await school.hear_zoom()
    else:
        await school.say("ana", line)
        await school.press("Cancel", by="ana")

    await erase_confirmed(school, "ana")
    await school.settle()

    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("ana@uni.example") is None


async def test_a_date_that_is_off_keeps_nobody(school: School):
    async with school.store.unit() as unit:
        meeting = await a_class(unit, school.math.id, school.now + timedelta(days=1), host=school.ids["bo"])
        (date,) = await unit.meetings.occurrences(meeting.id)
        assert await unit.privacy.coming_classes(school.ids["bo"], school.now) == 1
        await unit.meetings.set_occurrence(date.id, state=OccurrenceState.CANCELLED)
        assert await unit.privacy.coming_classes(school.ids["bo"], school.now) == 0


async def give_to_li(school: School) -> None:
    """Asked for, and not begun."""
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    wish = wishes.ChangeHost(target=Target(meeting=1), to="li@uni.example", confirmed=True)
    await school.ask(school.request("ana", Asked(command=wish)), settle=False)


async def test_nobody_is_erased_who_is_about_to_become_a_host(school: School):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    await give_to_li(school)

    said = await school.ask(
        school.request("ada", Asked(command=ErasePerson(person=school.ids["li"], confirmed=True)), where=""),
        settle=False,
    )

    assert "Li Wei is about to become the host of a class" in text(said)
    await school.settle()
    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("li@uni.example") is not None


async def test_nobody_becomes_a_host_who_is_being_erased_whenever_that_was_asked_for(school: School):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    await give_to_li(school)
    async with school.store.unit() as unit:
        (host_work,) = await unit.jobs.under_way(ChangeHost.kind)
        await unit.jobs.enqueue(ForgetPerson(person=school.ids["li"], by=school.ids["ada"], entry=1, answer={}))

    await change_host(ChangeHost(**host_work), school.tools)

    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).host_id == school.ids["ana"]
        assert not await unit.jobs.under_way(CreateMeeting.kind)


async def with_a_class(school: School) -> None:
    async with school.store.unit() as unit:
        await a_class(unit, school.math.id, school.now + timedelta(days=1), host=school.ids["bo"])


async def test_whoever_got_a_class_meanwhile_is_not_erased_and_the_admin_hears_why(school: School):
    await erase_confirmed(school)
    await with_a_class(school)

    await school.settle()

    assert "hosts 1 coming class" in repr(school.chat.messages)
    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("bo@uni.example") is not None


async def test_at_the_end_it_is_looked_at_again_whether_they_have_classes(school: School):
    await a_busy_person(school)
    work = await erase_confirmed(school)

    async with shared(school, lambda: with_a_class(school)) as store:
        with pytest.raises(Conflict, match="hosts 1 coming class"):
            await forget_person(work, replace(school.tools, store=store))

    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("bo@uni.example") is not None


async def test_whoever_was_let_in_again_before_the_end_is_kept_out_all_the_same(school: School):
    await a_busy_person(school)
    work = await erase_confirmed(school)
    hashed = email_hash("bo@uni.example", school.tools.deployment.pepper)

    async def let_in() -> None:
        async with school.store.unit() as unit:
            assert await unit.privacy.welcome_back(hashed)

    async with shared(school, let_in) as store:
        await forget_person(work, replace(school.tools, store=store))

    async with school.store.reading() as unit:
        assert await unit.privacy.erased([hashed]) == {hashed}


async def test_it_costs_by_what_is_found_and_not_by_the_highest_number(school: School):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    entry = {"at": school.now, "person_id": None, "verb": "probe", "subject": "course:1", "inverse": ""}
    async with school.store._engines.writer.begin() as connection:
        far = {**entry, "id": 10_000_000, "detail": {"who": "bo@uni.example"}, "undone": False}
        await connection.execute(AUDIT.insert().values(far))
    work = await erase_confirmed(school)

    with school.store.count_statements() as seen:
        await forget_person(work, school.tools)

    assert seen.count < 300
    assert "bo@uni.example" not in (await everything(school.store))["audit"]


async def test_who_was_erased_stays_one_person_however_often_a_backup_comes_back(school: School):
    async with school.store.unit() as unit:
        meeting = await a_class(unit, school.math.id, school.now - timedelta(days=1), host=school.ids["ana"])
        (date,) = await unit.meetings.occurrences(meeting.id)
    attended = {"occurrence_id": date.id, "person_id": school.ids["bo"], "course_id": school.math.id}
    async with school.store._engines.writer.begin() as connection:
        told = {"status": "present", "attended_seconds": 60, "evidence": [], "overridden": False}
        await connection.execute(ATTENDANCE.insert().values({**attended, **told}))
    await erase_confirmed(school)
    await school.settle()

    for _time in range(2):
        rows = await records(school.store, school.math.id)
        loaded = await load(school.store, rows, course=school.math.id, pepper=school.tools.deployment.pepper)
        assert {loaded.added.get(tag, 0) for tag in ("person", "attendance")} == {0}
