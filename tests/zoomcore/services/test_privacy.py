"""What is stored of a person: asked for, handed out, erased, and kept out."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.school import text
from tests.zoomcore.storage.seeds import a_class
from zoomcore.domain.attendance.evidence import Decision, EvidenceSource, ParticipantRecord, Ruling, Where
from zoomcore.domain.attendance.rules import Excuse, Mark
from zoomcore.domain.backups.kept import Kind
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.packing import Writer, unpacked
from zoomcore.domain.backups.records import Header, Scope
from zoomcore.domain.options import Options
from zoomcore.services.attendance.computing import recompute
from zoomcore.views import Document


async def test_everybody_gets_what_is_stored_about_them_as_a_file(school):
    reply = await school.say("bo", "privacy export", where="")
    assert isinstance(reply.view, Document)
    told = json.loads(reply.view.content)
    assert told["format"] == "lectern person"
    assert told["tables"]["person"][0]["email"] == "bo@uni.example"
    assert "maya@uni.example" not in reply.view.content.decode()
    async with school.store.reading() as unit:
        (entry,) = await unit.audit.of_subject(f"person:{school.ids['bo']}")
    assert entry.verb == "privacy export"


async def test_what_is_stored_about_somebody_else_is_for_admins(school):
    assert "for Lectern's admins" in text(await school.say("ana", "privacy export bo@uni.example", where=""))
    reply = await school.say("ada", "privacy export bo@uni.example", where="")
    assert isinstance(reply.view, Document)


async def test_a_file_about_somebody_is_not_kept_with_the_answers(school):
    await school.say("bo", "privacy export", where="", kept=True)
    async with school.store.reading() as unit:
        kept = await unit.inbox.answer("delivery-1")
    assert kept is None


async def erased(school, who: str = "bo@uni.example"):
    asked = await school.say("ada", f"privacy erase {who}", where="")
    return await school.press("Erase for ever", on=asked, by="ada", where="")


async def test_erasing_asks_first_and_then_leaves_a_pseudonym(school):
    asked = await school.say("ada", "privacy erase bo@uni.example", where="")
    assert "Erase Bo Chen?" in text(asked)
    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("bo@uni.example") is not None
    done = await school.press("Erase for ever", on=asked, by="ada", where="")
    assert f"Erased: erased-{school.ids['bo']}" in text(done)
    async with school.store.reading() as unit:
        assert await unit.people.find_by_email("bo@uni.example") is None
        assert (await unit.people.get(school.ids["bo"])).name == f"erased-{school.ids['bo']}"
        (entry,) = await unit.audit.of_subject(f"person:{school.ids['bo']}")
    assert "Bo" not in repr(entry)


@pytest.mark.parametrize("who", ["ana", "bo", "tia"])
async def test_only_admins_erase(school, who: str):
    assert "admins" in text(await school.say(who, "privacy erase maya@uni.example", where=""))


async def test_nobody_erases_themselves_nor_who_hosts_classes_to_come(school):
    assert "can't erase yourself" in text(await school.say("ada", "privacy erase admin@uni.example", where=""))
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    assert "hosts 1 coming class" in text(await school.say("ada", "privacy erase ana@uni.example", where=""))


async def test_a_line_that_names_nobody_says_what_is_missing(school):
    assert "Whom shall I erase?" in text(await school.say("ada", "privacy erase", where=""))
    assert "I know nobody" in text(await school.say("ada", "privacy erase who@uni.example", where=""))
    assert "one e-mail" in text(await school.say("ada", "privacy erase bo@uni.example and maya", where=""))


async def test_a_list_that_somebody_kept_brings_nobody_back_and_says_so(school):
    await erased(school)
    asked = await school.say("ana", "course people MATH201 import\nBo Chen,bo@uni.example\nZoe,zoe@uni.example")
    assert "erased from Lectern and stays out" in text(asked)
    await school.press("Add", on=asked, by="ana")
    async with school.store.reading() as unit:
        emails = await unit.courses.emails(school.math.id)
    assert "zoe@uni.example" in emails
    assert "bo@uni.example" not in emails


async def test_somebody_may_come_back_by_a_deliberate_act(school):
    await erased(school)
    said = text(await school.say("ana", "course people MATH201 add bo@uni.example"))
    assert "had been erased" in said
    assert "had been erased" not in text(await school.say("ana", "course people MATH201 add bo@uni.example"))


async def test_who_was_erased_and_writes_again_is_somebody_new(school):
    await erased(school)
    assert "Erased" not in text(await school.say("bo", "connect", where=""))
    async with school.store.reading() as unit:
        person = await unit.people.find_by_email("bo@uni.example")
    assert person is not None
    assert person.id != school.ids["bo"]


async def backed_up(school, *, content: bytes = b"") -> int:
    """MATH201 with its people and one class that Bo was in, as a stored backup; or something that is none."""
    async with school.store.unit() as unit:
        bo, maya, ana = (school.ids[user] for user in ("bo", "maya", "ana"))
        meeting = await a_class(unit, school.math.id, school.now - timedelta(hours=2), host=ana)
        (date,) = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.record_started(meeting.zoom_id, "u1", date.start)
        await unit.meetings.record_ended(meeting.zoom_id, "u1", date.start + timedelta(minutes=50))
        row = {"run": "u1", "source": EvidenceSource.REPORT, "where": Where.MEETING, "joined_at": date.start}
        left = date.start + timedelta(minutes=50)
        await unit.evidence.add(
            [
                ParticipantRecord(name="Bo Chen", email="bo@uni.example", left_at=left, **row),
                ParticipantRecord(name="Maya Okafor", left_at=left, **row),
            ]
        )
        await unit.rulings.decide(date.id, "n:x", Decision(ruling=Ruling.SHARED, people=(bo, maya)), ana)
        await unit.rulings.set_mark(
            date.id, Mark(person=maya, points=None, excuse=Excuse.OTHER, reason="with Bo Chen"), ana
        )
        await recompute(unit, date.id, school.now)
        header = Header(version=VERSION, scope=Scope.COURSE, code="MATH201", people=True, made_at=school.now)
        writer = Writer(header)
        packed = content or b"".join(
            [*[writer.add(one) async for one in unit.backups.records_of(school.math.id, people=True)], writer.finish()]
        )
        number = await unit.backups.add(
            course_id=school.math.id,
            course_code="MATH201",
            kind=next(iter(Kind)),
            people=True,
            version=VERSION,
            sha256=writer.sha256,
            size=len(packed),
            records=writer.records,
            made_by=ana,
            kept_until=None,
        )
        await unit.backups.add_piece(number, 0, packed)
    return number


async def test_a_stored_backup_is_written_anew_without_them_and_stays_sound(school):
    number = await backed_up(school)
    await erased(school)
    async with school.store.reading() as unit:
        content = b"".join([piece async for piece in unit.backups.pieces(number)])
        told = await unit.backups.get(number)
    _header, records = unpacked(content)
    assert (told.size, told.records) == (len(content), len(records))
    said = repr(records)
    for sign in ("Bo Chen", "bo@uni.example"):
        assert sign not in said
    assert "Maya Okafor" in said
    assert f"with erased-{school.ids['bo']}" in said
    theirs = [one.tag for one in records if getattr(one, "person_id", 0) == school.ids["bo"]]
    assert theirs == ["attendance"]


async def test_a_backup_that_cannot_be_read_does_not_stand_in_the_way(school):
    number = await backed_up(school, content=b"no backup")
    done = await erased(school)
    assert "Erased" in text(done)
    async with school.store.reading() as unit:
        assert await unit.backups.find(number) is None


async def test_a_backup_without_them_is_left_as_it_was(school):
    number = await backed_up(school)
    async with school.store.unit() as unit:
        before = await unit.backups.get(number)
        assert not await unit.backups.rewrite(number, lambda record: record)
        assert await unit.backups.get(number) == before


async def with_guests(school) -> int:
    """A class and a course that name people in their options; the class's number."""
    options = Options(
        waiting_room=True,
        alternative_hosts=("li@uni.example", "kim@uni.example"),
        signed_in_except=("bo@uni.example", "guest@elsewhere.example"),
    )
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    async with school.store.unit() as unit:
        (dated,) = await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=9))
        meeting = dated.meeting
        await unit.meetings.take_in(meeting, meeting.state, options=options)
        await unit.courses.update(school.math.id, presets=replace(school.math.presets, options=options))
    return meeting.id


@pytest.mark.parametrize(
    ("who", "hosts", "guests"),
    [
        ("bo@uni.example", ("li@uni.example", "kim@uni.example"), ("guest@elsewhere.example",)),
        ("kim@uni.example", ("li@uni.example",), ("bo@uni.example", "guest@elsewhere.example")),
    ],
)
async def test_who_was_erased_is_in_no_options_of_classes_courses_and_backups(school, who, hosts, guests):
    number = await with_guests(school)
    await school.say("ana", "backup with people")
    await erased(school, who)
    async with school.store.reading() as unit:
        course = await unit.courses.get(school.math.id)
        for options in ((await unit.meetings.get(number)).options, course.presets.options):
            assert (options.alternative_hosts, options.signed_in_except) == (hosts, guests)
        (backup,) = await unit.backups.numbers()
        content = b"".join([piece async for piece in unit.backups.pieces(backup)])
    _header, records = unpacked(content)
    for record in records:
        if record.tag in {"course", "meeting"}:
            assert tuple(record.options["alternative_hosts"]) == hosts
            assert tuple(record.options["signed_in_except"]) == guests


async def test_a_backup_without_people_names_those_who_start_and_no_guests(school):
    await with_guests(school)
    await school.say("ana", "backup")
    async with school.store.reading() as unit:
        (backup,) = await unit.backups.numbers()
        content = b"".join([piece async for piece in unit.backups.pieces(backup)])
    _header, records = unpacked(content)
    (meeting,) = (one for one in records if one.tag == "meeting")
    assert meeting.options["alternative_hosts"] == ["li@uni.example", "kim@uni.example"]
    assert all("guest@elsewhere.example" not in repr(one) for one in records)


async def test_whoever_stands_in_on_a_date_to_come_is_not_erased_before_it(school):
    await school.say("ana", 'new "Algebra" tomorrow 3pm for 30m')
    await school.say("ana", "sub @li")
    refused = await school.say("ada", "privacy erase li@uni.example", where="")
    assert "hosts 1 coming class" in text(refused)
    await school.later(hours=48)
    assert "Erased" in text(await erased(school, "li@uni.example"))
