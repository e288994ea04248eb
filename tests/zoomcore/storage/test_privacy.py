"""One person across all tables: nothing of them is left, and nothing of anybody else is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.builders import NOW
from tests.zoomcore.services.attendance.classes import HeldClass, a_held_class, at, stay
from zoomcore.chat import ConversationRef
from zoomcore.domain.attendance.evidence import Decision, Ruling
from zoomcore.domain.attendance.rules import Accommodation, Excuse, Mark
from zoomcore.domain.licenses.requests import Origin, RequestEvent
from zoomcore.domain.people import Role
from zoomcore.domain.privacy import email_hash
from zoomcore.domain.work import WelcomePerson
from zoomcore.services.attendance.computing import recompute
from zoomcore.services.privacy import traces_of, without_erased
from zoomcore.storage import tables
from zoomcore.storage.store import Store, Unit
from zoomcore.storage.whose import BY_HAND, KEPT, OWN

PEPPER = b"pepper"
EMAIL = "bo@uni.example"


def test_every_table_is_thought_of():
    groups = [set(OWN), set(BY_HAND), set(KEPT)]
    assert set().union(*groups) == set(tables.METADATA.sorted_tables)
    assert sum(map(len, groups)) == len(tables.METADATA.sorted_tables)


def test_every_row_that_points_to_a_person_is_theirs_or_stays_under_the_pseudonym():
    for table in tables.METADATA.sorted_tables:
        columns = [one for one in table.c if any(key.column is tables.PERSON.c.id for key in one.foreign_keys)]
        assert not columns or table in {*OWN, *KEPT, *BY_HAND}
        if table in OWN:
            assert OWN[table] in columns


async def a_life(unit: Unit) -> HeldClass:
    """Bo in every table there is: met in Slack, in class, marked, written to and about."""
    held = await a_held_class(
        unit,
        stay("Bo Chen", 0, 20, email=EMAIL),
        stay("Bobo", 20, 30),
        stay("Bo Chen", 30, 40),
        stay("Maya Okafor"),
        stay("Li at a strange desk", email="li@uni.example"),
        students=(("bo", "Bo Chen"), ("maya", "Maya Okafor")),
    )
    bo, maya, ana, date = (*(held.people[user] for user in ("bo", "maya", "ana")), held.occurrence)
    await unit.people.attach(bo, platform="slack", tenant="T1", user_id="U0123456789", email=EMAIL, trusted=True)
    await unit.people.update(bo, zoom_user_id="zoomuserofbochen12345x")
    await unit.rulings.remember_alias(held.course, bo, name_key="bobo", name="Bobo", by=ana)
    await unit.rulings.decide(date, f"e:{EMAIL}", Decision(ruling=Ruling.PERSON, people=(bo,)), ana)
    await unit.rulings.decide(date, "n:two", Decision(ruling=Ruling.SHARED, people=(bo, maya)), ana)
    await unit.rulings.claim(date, bo, name="Bobo", participant="n:bobo")
    await unit.rulings.ask(date, bo, "I was there")
    for person, email, name in ((bo, EMAIL, "Bo Chen"), (maya, "maya@uni.example", "Maya Okafor")):
        await unit.registrants.wish(held.meeting, [{"person_id": person, "email": email, "name": name}])
    await unit.rulings.set_mark(date, Mark(person=bo, excuse=Excuse.ILLNESS, reason="Bo Chen told me"), ana)
    await unit.rulings.set_mark(date, Mark(person=maya, points=Decimal(3), reason="sat with Bo Chen"), ana)
    await unit.rulings.agree(held.course, Accommodation(person=bo, never_late=True), ana)
    await unit.meetings.record_click(bo, date, at(1), "page")
    await recompute(unit, date, at(600))
    await unit.sheets.release(date, ana, at(700))
    place = ConversationRef(platform="slack", tenant="T1", user="U0123456789")
    channel = ConversationRef(platform="slack", tenant="T1", channel="C1")
    text = {"view": {"title": "Hello Bo Chen <bo@uni.example>"}}
    await unit.outbox.put("welcome:1", place.to_data(), text)
    await unit.outbox.put("post:1", channel.to_data(), text)
    await unit.inbox.first("press:U0123456789", "slack", {"text": "hello"}, answer=text)
    await unit.inbox.first("zoom:1", "zoom", {"payload": {"participant": {"email": EMAIL}}})
    await unit.inbox.first("zoom:2", "zoom", {"payload": {"participant": {"email": "maya@uni.example"}}})
    await unit.posts.add("", "slack", {"ts": "1"}, place.to_data())
    await unit.jobs.enqueue(WelcomePerson(person=bo, to=place.to_data()))
    await unit.audit.write(ana, "course people add", "course:1", {"who": EMAIL, "name": "Bo Chen"})
    await unit.bindings.bind("digest", "browser", bo)
    return held


async def traces(unit: Unit, held: HeldClass):
    return await traces_of(unit, await unit.people.get(held.people["bo"]))


async def everything(store: Store) -> dict[str, str]:
    """Table → all its rows as one text."""
    async with store._engines.reader.connect() as connection:
        return {
            table.name: repr((await connection.execute(select(table))).mappings().all())
            for table in tables.METADATA.sorted_tables
        }


async def test_nothing_in_any_table_names_somebody_who_was_erased(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
    async with store.unit() as unit:
        await unit.privacy.erase(await traces(unit, held))
    left = await everything(store)
    for sign in ("Bo Chen", "bo@uni.example", "U0123456789", "zoomuserofbochen12345x", "Bobo", "bobo"):
        assert [name for name, rows in left.items() if sign in rows] == []


async def test_what_is_somebody_elses_stays_as_it_was(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
        before = (await unit.sheets.rows(held.occurrence))[held.people["maya"]]
    async with store.unit() as unit:
        await unit.privacy.erase(await traces(unit, held))
        rows = await unit.sheets.rows(held.occurrence)
        assert rows[held.people["maya"]] == before
        assert [one.name for one in await unit.evidence.of_occurrence(held.occurrence)] == [
            "Maya Okafor",
            "Li at a strange desk",
        ]
        assert await unit.rulings.decisions(held.occurrence) == {
            "n:two": Decision(ruling=Ruling.SHARED, people=(held.people["maya"],))
        }
        assert (await unit.rulings.marks(held.occurrence))[
            held.people["maya"]
        ].reason == f"sat with erased-{held.people['bo']}"
        assert await unit.inbox.find("zoom:2") == {"payload": {"participant": {"email": "maya@uni.example"}}}


async def test_why_a_license_was_refused_names_nobody_any_more(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
        asked = await unit.licenses.add(
            origin=Origin.ASKED,
            recipient="zoomuserofbochen12345x",
            recipient_name="Bo Chen",
            person=held.people["bo"],
            reason="Bo Chen has an exam",
            expires_at=at(900),
        )
        await unit.licenses.decide(asked, RequestEvent.REFUSED, refusal="Bo Chen has no exam; bo@uni.example told me")
    async with store.unit() as unit:
        await unit.privacy.erase(await traces(unit, held))
        left = await unit.licenses.get(asked.id)

    pseudonym = f"erased-{held.people['bo']}"
    assert left.recipient_name == pseudonym
    assert left.reason == f"{pseudonym} has an exam"
    assert left.refusal.startswith(f"{pseudonym} has no exam; ")
    assert "bo@uni.example" not in left.refusal


async def test_the_class_still_counts_somebody_and_the_audit_a_pseudonym(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
    async with store.unit() as unit:
        await unit.privacy.erase(await traces(unit, held))
        row = (await unit.sheets.rows(held.occurrence))[held.people["bo"]]
        entry = (await unit.audit.of_subject("course:1"))[-1]
        sheet = await recompute(unit, held.occurrence, at(900))
        again = (await unit.sheets.rows(held.occurrence))[held.people["bo"]]
    assert row.attendance.status == "excused"
    assert row.attendance.attended == timedelta(minutes=40)
    assert (row.attendance.points, row.released, row.attendance.arrived_at) == (None, None, None)
    assert entry.detail == {"who": f"erased-{held.people['bo']}", "name": f"erased-{held.people['bo']}"}
    assert sheet is not None
    assert again == row


async def test_a_second_time_finds_nothing_more(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
    async with store.unit() as unit:
        found = await traces(unit, held)
        assert await unit.privacy.erase(found)
        again = await unit.privacy.erase(found)
    assert set(again) <= {"attendance"}


async def test_a_namesake_in_the_same_course_keeps_the_rows_that_may_be_theirs(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
        other = await unit.people.add("Bo Chen", email="bo.chen@uni.example")
        await unit.courses.enroll(held.course, other.id, Role.STUDENT)
        await unit.privacy.erase(await traces(unit, held))
        kept = [one.name for one in await unit.evidence.of_occurrence(held.occurrence)]
        assert kept == ["Bo Chen", "Maya Okafor", "Li at a strange desk"]
        assert (await unit.people.get(other.id)).name == "Bo Chen"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
async def test_a_grade_book_with_their_line_is_thrown_away(store: Store, encoding: str):
    async with store.unit() as unit:
        held = await a_life(unit)
        book = {"course_id": held.course, "kind": "canvas", "name": "g.csv", "uploaded_by": held.people["ana"]}
        content = 'Student,ID\n"Chen, Bo",1\nBo Chen,2\n'.encode(encoding)
        values = {**book, "content": content, "column_name": "", "uploaded_at": NOW}
        await unit.people._tx.change(unit.people._tx.insert(tables.GRADE_BOOK).values(**values))
        counts = await unit.privacy.erase(await traces(unit, held))
    assert counts["grade_book"] == 1


async def test_an_export_holds_every_row_about_them_and_nobody_elses(store: Store):
    async with store.unit() as unit:
        held = await a_life(unit)
        found = await unit.privacy.rows_about(await traces(unit, held))
        counted = await unit.privacy.count_about(await traces(unit, held))
    assert counted == sum(map(len, found.values()))
    assert {
        "person",
        "identity",
        "enrollment",
        "click",
        "participant_record",
        "name_alias",
        "participant_decision",
        "name_claim",
        "attendance_query",
        "attendance_mark",
        "accommodation",
        "attendance",
        "outbox",
        "inbox",
        "post",
        "job",
        "page_binding",
        "audit",
    } <= set(found)
    assert [one["name"] for one in found["participant_record"]] == ["Bo Chen", "Bobo", "Bo Chen"]
    assert [one["email"] for one in found["person"]] == [EMAIL]
    assert "maya@uni.example" not in repr(found)


async def test_an_erased_e_mail_is_known_by_its_hash_alone_until_they_come_back(store: Store):
    hashed = email_hash(EMAIL, PEPPER)
    async with store.unit() as unit:
        await a_life(unit)
        await unit.privacy.keep_out([hashed])
        rows = (stay("Bo Chen", email=EMAIL), stay("Maya Okafor", email="maya@uni.example"), stay("No mail"))
        assert [one.name for one in await without_erased(unit, rows, PEPPER)] == ["Maya Okafor", "No mail"]
        assert await without_erased(unit, rows, b"another key") == rows
        assert await unit.privacy.welcome_back(hashed)
        assert not await unit.privacy.welcome_back(hashed)
        assert await without_erased(unit, rows, PEPPER) == rows
