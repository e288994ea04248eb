"""Backups asked for in a chat: made, listed, looked at, checked, fetched, deleted, handed over."""

from dataclasses import replace
from tempfile import SpooledTemporaryFile

import pytest

from tests.backups import HEADER, a_course_record, a_meeting_record
from tests.school import School, text
from zoomcore.chat import Uploaded
from zoomcore.commands.wishes.backups import FetchBackup, OpenRestoreForm
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.kept import Kind
from zoomcore.domain.backups.packing import packed, unpacked
from zoomcore.domain.backups.records import Scope
from zoomcore.domain.files import MOST_BYTES
from zoomcore.domain.people import Role
from zoomcore.domain.work import BackUpNightly
from zoomcore.services.backups.keeping import PAGE
from zoomcore.views import Document, Tone
from zoomcore.workflows.backups.making import back_up_nightly


async def backed_up(school: School, line: str = "backup", who: str = "ana") -> None:
    await school.say(who, 'new "Algebra" tomorrow 3pm')
    reply = await school.say(who, line)
    assert reply.view.tone is Tone.GOOD, text(reply)


async def file_of(school: School, who: str = "ana") -> Document:
    reply = await school.wish(who, FetchBackup(backup=1))
    assert isinstance(reply.view, Document)
    return reply.view


async def hand_over(school: School, who: str, content: bytes, name: str = "backup.json.gz"):
    return await school.ask(school.request(who, Uploaded(name=name, content=content), where=""))


async def test_a_backup_is_made_by_a_job_and_its_card_leads_to_the_file(school: School):
    await backed_up(school)

    assert "Backed up: MATH201" in text(school.last)
    file = await file_of(school)
    header, records = unpacked(file.content)
    assert file.name == "lectern-math201-20261123T0900Z.json.gz"
    assert (header.code, header.people) == ("MATH201", False)
    assert "Bo Chen" not in repr(records)
    assert "https://" not in repr(records)


async def test_people_are_in_it_only_when_asked_for(school: School):
    await backed_up(school, "backup MATH201 with people")

    _header, records = unpacked((await file_of(school)).content)
    assert "Bo Chen" in repr(records)


async def test_the_list_tells_when_why_and_how_large(school: School):
    await backed_up(school)

    said = text(await school.say("ana", "backup list"))

    assert "by hand" in said
    assert "no people" in said


async def test_a_long_list_is_paged_both_ways(school: School):
    for _one in range(PAGE + 1):
        await backed_up(school)

    older = await school.press("Older", by="ana", on=await school.say("ana", "backup list"))
    assert "by hand" in text(older)
    assert "Older" not in text(older)
    newer = await school.press("← Newer", by="ana", on=older)

    assert "Older →" in text(newer)


async def test_without_any_backup_it_is_said_how_to_come_by_one(school: School):
    assert "There are none yet" in text(await school.say("ana", "backup list"))
    assert "no backup of MATH201 yet" in text(await school.say("ana", "restore"))


async def test_a_backup_shows_what_is_in_it_and_that_it_is_sound(school: School):
    await backed_up(school)

    shown = text(await school.say("ana", "backup show 1"))
    checked = text(await school.say("ana", "backup verify 1"))

    assert "Classes: 1" in shown
    assert "Backup 1 is sound" in checked


async def test_a_damaged_backup_is_found_out(school: School):
    await backed_up(school)
    async with school.store.unit() as unit:
        await unit.backups.add_piece(1, 1, await anext(unit.backups.pieces(1)))

    assert "damaged" in text(await school.say("ana", "backup verify 1"))
    assert "goes on behind its end" in text(await school.say("ana", "restore 1"))


async def test_deleting_asks_first_and_is_done_once(school: School):
    await backed_up(school)

    asked = await school.say("ana", "backup delete 1")
    assert "for good?" in text(asked)
    gone = await school.press("Delete it", by="ana")

    assert "Deleted: Backup 1" in text(gone)
    assert "no backup 1" in text(await school.say("ana", "backup show 1"))


@pytest.mark.parametrize(
    "line", ["backup", "backup list", "backup show 1", "backup get 1", "backup delete 1", "restore 1"]
)
async def test_only_who_runs_a_course_may_see_or_restore_its_backups(school: School, line: str):
    await backed_up(school)

    for who in ("bo", "tia", "gus"):
        assert "That is for its" in text(await school.say(who, line)) or "In this course" in text(school.last)


async def test_all_courses_at_once_are_for_admins(school: School):
    assert "Only Lectern's admins" in text(await school.say("ana", "backup all"))
    assert "1 course" in text(await school.say("ada", "backup all", where=""))


async def test_each_night_what_changed_is_backed_up_and_what_is_old_goes(school: School):
    await school.say("ana", 'new "Algebra" every mon 3pm until dec 20')
    await back_up_nightly(BackUpNightly(), school.tools)
    await school.later(days=1)
    await back_up_nightly(BackUpNightly(), school.tools)
    async with school.store.reading() as unit:
        assert [one.kind for one in await unit.backups.newest()] == [Kind.NIGHTLY]

    await school.say("ana", 'new "Geometry" every tue 3pm until dec 20')
    await back_up_nightly(BackUpNightly(), school.tools)
    async with school.store.reading() as unit:
        assert len(await unit.backups.newest()) == 2

    await school.later(days=16)
    await back_up_nightly(BackUpNightly(), school.tools)
    async with school.store.reading() as unit:
        assert len(await unit.backups.newest()) == 1


class FullDisk(SpooledTemporaryFile):  # type: ignore[type-arg]
    """The system's, on a disk that has no room."""

    def write(self, _piece: object) -> int:
        raise OSError(28, "No space left on device")


async def test_a_full_disk_leaves_no_half_a_backup_and_it_is_made_once_there_is_room(
    school: School, monkeypatch: pytest.MonkeyPatch
):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    with monkeypatch.context() as full:
        full.setattr("zoomcore.services.backups.files.SpooledTemporaryFile", FullDisk)
        await school.say("ana", "backup")
        async with school.store.reading() as unit:
            assert await unit.backups.count() == 0

    await school.later(hours=1)

    assert any("Backed up: MATH201" in text(one.reply) for one in school.to("ana"))
    async with school.store.reading() as unit:
        assert await unit.backups.count() == 1


async def test_a_file_handed_over_is_shown_beside_its_course(school: School):
    await backed_up(school)
    file = await file_of(school)

    said = text(await hand_over(school, "ana", file.content, "anything.bin"))

    assert "Backup 2 of MATH201 is here" in said
    assert "handed over" in text(await school.say("ana", "backup list"))


async def test_a_file_handed_over_by_a_student_is_refused(school: School):
    await backed_up(school)
    file = await file_of(school)

    assert "for its instructor" in text(await hand_over(school, "bo", file.content))


async def test_a_file_that_was_tampered_with_is_refused_in_words(school: School):
    await backed_up(school)
    file = await file_of(school)

    said = text(await hand_over(school, "ana", file.content[:-20]))

    assert "ends too early" in said
    async with school.store.reading() as unit:
        assert await unit.backups.count() == 1


async def test_one_too_large_for_a_chat_names_the_terminal(school: School):
    await backed_up(school)
    async with school.store.unit() as unit:
        number = await unit.backups.add(
            course_id=school.math.id,
            course_code="MATH201",
            kind=Kind.MANUAL,
            people=True,
            version=1,
            sha256="0" * 64,
            size=MOST_BYTES + 1,
            records=1,
            made_by=None,
            kept_until=None,
        )

    assert "lectern backup" in text(await school.say("ana", f"backup get {number}"))


async def test_a_backup_of_another_course_repairs_none(school: School):
    rows = [
        kept.PersonRecord(id=1, name="Ana Ruiz", email="ana@uni.example"),
        a_course_record(code="PHYS7"),
        a_meeting_record(zoom_id=None),
    ]
    await hand_over(school, "ana", packed(replace(HEADER, code="PHYS7"), iter(rows)))

    assert "isn't of MATH201, but of PHYS7" in text(await school.say("ana", "restore 1"))
    assert "isn't of MATH201, but of PHYS7" in text(await school.wish("ana", OpenRestoreForm(backup=1)))
    assert school.at_zoom() == []


async def test_a_backup_of_everything_is_not_taken_in_a_chat(school: School):
    everything = replace(HEADER, scope=Scope.EVERYTHING, code="")

    said = text(await hand_over(school, "ada", packed(everything, iter([]))))

    assert "from a terminal alone" in said


async def test_a_made_up_file_gives_nobody_a_right_and_no_meeting_of_others(school: School):
    rows = [
        kept.PersonRecord(id=1, name="Bo Chen", email="bo@uni.example"),
        a_course_record(),
        kept.EnrollmentRecord(person_id=1, role=Role.ADMIN, section="", starts_on=None, ends_on=None),
        a_meeting_record(zoom_id=81234567890),
    ]
    await hand_over(school, "ana", packed(HEADER, iter(rows)))
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("people", "classes"), "typed": "MATH201"}, by="ana")

    async with school.store.reading() as unit:
        assert await unit.courses.role_of(school.math.id, school.ids["bo"]) is Role.STUDENT
        assert await unit.meetings.find_by_number(81234567890) is None
    assert "Only Lectern's admins" in text(await school.say("bo", "status"))
