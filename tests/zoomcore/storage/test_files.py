"""Files that wait for a word, and each course's grade book."""

from datetime import timedelta

from tests.builders import NOW
from zoomcore.domain.files import HELD_FOR, HeldFile, owned_by_account, owned_by_person
from zoomcore.domain.gradebook.books import KeptGradeBook, Lms

FILE = HeldFile(
    key="k1", owner=owned_by_person(7), name="grades.csv", media_type="text/csv", content=bytes(range(256)), title="T"
)


async def test_a_held_file_is_found_by_its_owner_alone_until_it_is_let_go(store):
    async with store.unit() as unit:
        await unit.files.hold(FILE)
    async with store.unit() as unit:
        assert await unit.files.find_held("k1", "person:7") == FILE
        assert await unit.files.find_held("k1", "person:8") is None
        assert not await unit.files.drop("k1", "person:8")
        assert await unit.files.drop("k1", "person:7")
        assert await unit.files.find_held("k1", "person:7") is None


async def test_a_file_under_the_same_key_takes_the_earlier_ones_place(store):
    async with store.unit() as unit:
        await unit.files.hold(FILE)
        await unit.files.hold(HeldFile(key="k1", owner="person:7", name="b", media_type="", content=b"2"))
        found = await unit.files.find_held("k1", "person:7")
    assert (found.name, found.content) == ("b", b"2")


async def test_a_file_nobody_said_a_word_about_is_forgotten_after_a_week(store, clock):
    async with store.unit() as unit:
        await unit.files.hold(FILE)
    clock.now += HELD_FOR + timedelta(seconds=1)
    async with store.unit() as unit:
        await unit.files.hold(HeldFile(key="k2", owner="person:7", name="b", media_type="", content=b"2"))
        assert await unit.files.find_held("k1", "person:7") is None
        assert await unit.files.find_held("k2", "person:7") is not None


async def test_all_that_waits_for_somebody_can_be_forgotten(store):
    account = owned_by_account("teams", "T1", "aad-bo")
    async with store.unit() as unit:
        await unit.files.hold(FILE)
        await unit.files.hold(HeldFile(key="k2", owner=account, name="b", media_type="", content=b"2"))
        assert await unit.files.forget_of([owned_by_person(7), account, "person:9"]) == 2
        assert await unit.files.find_held("k2", account) is None


def test_a_files_content_is_not_written_into_a_log():
    assert "256 bytes" in repr(FILE)
    assert "x00" not in repr(FILE)


async def test_a_course_has_one_grade_book_the_one_handed_over_last(store):
    async with store.unit() as unit:
        course = await unit.courses.add("MATH201", "Algebra", "UTC")
        ana = await unit.people.add(name="Ana")
        assert await unit.files.find_grade_book(course.id) is None
        for content in (b"\xff\xfe1", b"\xff\xfe2"):
            kept = KeptGradeBook(
                course=course.id,
                kind=Lms.CANVAS,
                name="grades.csv",
                content=content,
                column="Attendance (7)",
                uploaded_by=ana.id,
                uploaded_at=NOW,
            )
            await unit.files.keep_grade_book(kept)
    async with store.unit() as unit:
        assert await unit.files.find_grade_book(course.id) == kept
        assert await unit.files.forget_grade_books_before(NOW) == 0
        assert await unit.files.forget_grade_books_before(NOW + timedelta(seconds=1)) == 1
        await unit.files.keep_grade_book(kept)
        assert await unit.files.forget_grade_book(course.id)
        assert not await unit.files.forget_grade_book(course.id)
