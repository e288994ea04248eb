"""What was, in the file of a whole deployment: back under other numbers, once, and acted on by nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.backups import load
from tests.builders import NOW, START
from tests.school import School
from tests.zoomcore.storage.seeds import a_class
from tests.zoomcore.storage.test_evidence import a_row
from tests.zoomcore.storage.test_privacy import everything as told_by
from zoomcore.chat import Asked
from zoomcore.commands.wishes.privacy import ErasePerson
from zoomcore.domain.attendance.evidence import ParticipantRecord
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.packing import packed, unpacked
from zoomcore.domain.backups.record import Header, Record, Scope
from zoomcore.domain.licenses.requests import OPEN, Origin, RequestState, StepKind
from zoomcore.domain.people import PersonId
from zoomcore.domain.privacy import email_hash
from zoomcore.storage.store import Store
from zoomcore.storage.tables import ERASED, PERSON

HEADER = Header(version=VERSION, scope=Scope.EVERYTHING, code="", people=True, made_at=NOW)


async def request(school: School, state: RequestState, **more: object) -> int:
    values = {
        "person": school.ids["kim"],
        "origin": Origin.ASKED,
        "recipient": f"z-{state}",
        "recipient_name": "Kim",
        "reason": "lab",
        "donor": "z-d",
    }
    async with school.store.unit() as unit:
        made = await unit.licenses.add(
            state=state, expires_at=NOW + timedelta(hours=1), card="C1",
            answer={"platform": "chat", "channel": "C1"}, **{**values, **more},
        )  # fmt: skip
    return made.id


@pytest.fixture
async def past(school: School) -> School:
    """A class, licenses that moved and some that were moving, and what people did."""
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    for state in RequestState:
        await request(school, state)
    async with school.store.unit() as unit:
        bo, meeting = school.ids["bo"], 1
        await unit.audit.write(
            bo, "probe", f"attendance:1:{bo}", {"person": bo, "occurrence": 1, "backup": 4, "to": "student"}
        )
        await unit.audit.write(
            None, "probe", f"meeting:{meeting}", {"classes": [1], "n": 3}, inverse="x", undo_until=NOW
        )
        await unit.audit.write(None, "probe", "recording:77", {})
    return school


async def everything(school: School) -> list[Record]:
    async with school.store.snapshot() as unit:
        rows = [one async for one in unit.backups.everything()]
    return list(unpacked(packed(HEADER, iter(rows)))[1])


async def into(store: Store, rows: list[Record]) -> PersonId:
    """Into a database with people and requests of its own, so that all gets other numbers; Bo's number there."""
    async with store.unit() as unit:
        for number in range(3):
            await unit.people.add(f"Other {number}", email=f"other{number}@uni.example")
            await unit.licenses.add(
                origin=Origin.SWEEP, state=RequestState.DONE, recipient=f"o{number}", recipient_name="O", expires_at=NOW
            )
    await load(store, rows, accounts=True)
    async with store.reading() as unit:
        bo = await unit.people.find_by_email("bo@uni.example")
    assert bo is not None
    return bo.id


async def test_entries_speak_of_the_same_people_and_classes_under_their_numbers_here(past: School, store: Store):
    bo = await into(store, await everything(past))
    assert bo != past.ids["bo"]

    async with store.reading() as unit:
        (mine,) = await unit.audit.of_subject(f"attendance:1:{bo}")
        (of_class,) = [one for one in await unit.audit.of_subject("meeting:1") if one.verb == "probe"]
        (of_none,) = await unit.audit.of_subject("recording:?77")
    assert (mine.person_id, mine.detail) == (bo, {"person": bo, "occurrence": 1, "to": "student"})
    assert of_class.detail == {"classes": [1], "n": 3}
    assert (of_class.inverse, of_class.undo_until) == ("", None)
    assert of_none.person_id is None


async def test_of_licenses_nothing_goes_on(past: School, store: Store):
    first = await request(past, RequestState.DONE, recipient="z-first", done_at=NOW)
    await request(past, RequestState.UNDONE, recipient="z-second", reverses=first)
    await request(past, RequestState.REFUSED, recipient="z-third", origin=Origin.LENT, reason=str(first))

    await into(store, await everything(past))

    async with store.reading() as unit:
        found = {one.recipient: one for one in await unit.licenses.history(limit=50)}
        assert await unit.licenses.in_states(OPEN) == ()
    assert found["z-approved"].state is RequestState.WITHDRAWN
    assert found["z-requested"].state is RequestState.EXPIRED
    assert found["z-done"].state is RequestState.DONE
    here = found["z-first"].id
    assert here != first
    assert (found["z-second"].reverses, found["z-third"].reason) == (here, str(here))
    assert all(not one.answer and not one.card and one.offer is None for one in found.values())


async def test_a_second_time_brings_nothing_twice(past: School, store: Store):
    rows = await everything(past)
    await into(store, rows)

    again = await load(store, rows, accounts=True)

    assert {again.added.get(tag, 0) for tag in ("license request", "license step", "audit")} == {0}


async def test_a_course_s_file_that_tells_of_history_is_not_believed(past: School, store: Store):
    loaded = await load(store, await everything(past))

    assert {loaded.added.get(tag, 0) for tag in ("license request", "license step", "audit")} == {0}
    async with store.reading() as unit:
        assert await unit.licenses.history(limit=5) == ()


async def test_each_change_at_zoom_comes_back_with_its_request(past: School, store: Store):
    async with past.store.unit() as unit:
        (approved,) = await unit.licenses.in_states((RequestState.APPROVED,))
        await unit.licenses.step_sent(approved, StepKind.LOWER, "z-d")
        await unit.licenses.step_seen(approved, StepKind.LOWER)

    await into(store, await everything(past))

    async with store.reading() as unit:
        (here,) = [one for one in await unit.licenses.history(limit=50) if one.recipient == "z-approved"]
        (step,) = await unit.licenses.steps(here.id)
    assert (step.kind, step.zoom_user, step.seen_at) == (StepKind.LOWER, "z-d", past.now)


async def test_who_was_erased_does_not_come_back_through_what_was_done_with_licenses(past: School, store: Store):
    bo = past.ids["bo"]
    await request(
        past,
        RequestState.DONE,
        person=bo,
        recipient="zoomuserofbochen12345x",
        recipient_name="Bo Chen",
        reason="Bo Chen has an exam",
        refusal="bo@uni.example wrote to me",
    )
    lent = await request(past, RequestState.DONE, donor="zoomuserofbochen12345x", donor_name="Bo Chen")
    async with past.store.unit() as unit:
        (found,) = [one for one in await unit.licenses.history(limit=50) if one.id == lent]
        await unit.licenses.step_sent(found, StepKind.LOWER, "zoomuserofbochen12345x")
        await unit.audit.write(None, "probe", "course:1", {"who": "Bo Chen", "to": "bo@uni.example"})
    rows = await everything(past)
    async with store._engines.writer.begin() as connection:
        erased = {"email_hash": email_hash("bo@uni.example", b"salt"), "erased_at": store.clock()}
        await connection.execute(ERASED.insert().values(erased))

    await load(store, rows, accounts=True, pepper=b"salt")

    left = {name: told for name, told in (await told_by(store)).items() if name != "erased"}
    for sign in ("Bo Chen", "bo@uni.example", "zoomuserofbochen12345x"):
        assert [name for name, told in left.items() if sign in told] == []
    assert "erased-" in left["license_request"]


async def test_a_file_of_before_doubles_nothing_of_who_was_erased_since(past: School):
    await request(past, RequestState.DONE, recipient="zoomuserofkim1234567890", recipient_name="Kim Park")
    async with past.store._engines.writer.begin() as connection:
        await connection.execute(
            update(PERSON).where(PERSON.c.id == past.ids["kim"]).values(zoom_user_id="zoomuserofkim1234567890")
        )
    async with past.store.unit() as unit:
        await unit.audit.write(past.ids["ana"], "mark", f"attendance:1:{past.ids['kim']}", {"status": "present"})
    rows = await everything(past)
    before = await how_many(past.store)
    confirmed = ErasePerson(person=past.ids["kim"], confirmed=True)
    await past.ask(past.request("ada", Asked(command=confirmed), where=""))
    assert "zoomuserofkim1234567890" not in (await told_by(past.store))["license_request"]
    entries = (await told_by(past.store))["audit"].count("'verb'")

    await load(past.store, rows, accounts=True, pepper=past.tools.deployment.pepper)

    assert await how_many(past.store) == before
    assert (await told_by(past.store))["audit"].count("'verb'") == entries


async def how_many(store: Store) -> int:
    async with store.reading() as unit:
        return len(await unit.licenses.history(limit=100))


async def test_how_many_classes_were_copied_is_no_number_of_a_class(past: School, store: Store):
    async with past.store.unit() as unit:
        await unit.audit.write(past.ids["ana"], "course copy", "course:1", {"classes": 1})

    async with store.unit() as unit:
        course = await unit.courses.add(code="OTHER", title="Other", zone="UTC")
        for _number in range(3):
            await a_class(unit, course.id, store.clock())
    await load(store, await everything(past), accounts=True)

    async with store.reading() as unit:
        copied = [one for one in await unit.audit.of_subject("course:2") if one.verb == "course copy"]
    assert [one.detail for one in copied] == [{"classes": 1}]


async def attended(past: School, *rows: ParticipantRecord) -> list[Record]:
    """What a backup tells of a class with these rows; Bo is erased since."""
    async with past.store.unit() as unit:
        meeting = await unit.meetings.get(1)
        await unit.meetings.record_started(meeting.zoom_id or 0, "u1", START)
        await unit.meetings.record_ended(meeting.zoom_id or 0, "u1", START + timedelta(hours=1))
        await unit.evidence.add(rows)
    told = await everything(past)
    async with past.store._engines.writer.begin() as connection:
        erased = {"email_hash": email_hash("bo@uni.example", b"salt"), "erased_at": past.now}
        await connection.execute(ERASED.insert().values(erased))
        await connection.execute(update(PERSON).where(PERSON.c.id == past.ids["maya"]).values(zoom_user_id=MAYA))
    return told


MAYA, BO = "zoomuserofmaya1234567890", "zoomuserofbochen12345x"


async def test_no_file_takes_an_account_from_somebody_who_is_here(past: School):
    """It says that Bo, who was erased, is known at Zoom by Maya's account; whoever made it, hers stays hers."""
    maya = a_row(name="Maya", zoom_user_id=MAYA)
    told = await attended(past, maya, a_row(connection="2", email="bo@uni.example", zoom_user_id=MAYA))

    await load(past.store, told, accounts=True, pepper=b"salt")

    async with past.store.reading() as unit:
        assert maya in await unit.evidence.of_occurrence(1)


async def test_a_row_that_stands_before_what_tells_whose_it_is_goes_in_the_end(past: School, store: Store):
    await request(past, RequestState.DONE, person=past.ids["bo"], recipient=BO, recipient_name="Bo Chen")
    told = await attended(past, a_row(name="Robert", zoom_user_id=BO), a_row(name="Maya", zoom_user_id=MAYA))
    async with store._engines.writer.begin() as connection:
        erased = {"email_hash": email_hash("bo@uni.example", b"salt"), "erased_at": store.clock()}
        await connection.execute(ERASED.insert().values(erased))

    await load(store, told, accounts=True, pepper=b"salt")

    async with store.reading() as unit:
        assert [one.name for one in await unit.evidence.of_occurrence(1)] == ["Maya"]
