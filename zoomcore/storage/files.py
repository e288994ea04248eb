"""Files: those that wait for somebody's word, and each course's grade book."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from zoomcore.domain.files import HELD_FOR, HeldFile
from zoomcore.domain.gradebook.books import KeptGradeBook, Lms
from zoomcore.domain.people import CourseId
from zoomcore.storage.tables import GRADE_BOOK, HELD_FILE
from zoomcore.storage.transaction import Transaction


class FileRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def hold(self, file: HeldFile) -> None:
        """Until `drop`, a week at most. A file under the same key takes the place of the earlier one."""
        now = self._tx.clock()
        await self._tx.change(delete(HELD_FILE).where(HELD_FILE.c.held_at < now - HELD_FOR))
        values = {
            "owner": file.owner,
            "name": file.name,
            "media_type": file.media_type,
            "title": file.title,
            "content": file.content,
            "held_at": now,
        }
        insert = self._tx.insert(HELD_FILE).values(key=file.key, **values)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["key"], set_=values))

    async def find_held(self, key: str, owner: str) -> HeldFile | None:
        """None for somebody else's, too."""
        row = await self._tx.one(select(HELD_FILE).where(HELD_FILE.c.key == key, HELD_FILE.c.owner == owner))
        if row is None:
            return None
        return HeldFile(
            key=row[HELD_FILE.c.key],
            owner=row[HELD_FILE.c.owner],
            name=row[HELD_FILE.c.name],
            media_type=row[HELD_FILE.c.media_type],
            content=row[HELD_FILE.c.content],
            title=row[HELD_FILE.c.title],
        )

    async def drop(self, key: str, owner: str) -> bool:
        """False where it was not there (any more)."""
        return await self._tx.change(delete(HELD_FILE).where(HELD_FILE.c.key == key, HELD_FILE.c.owner == owner)) == 1

    async def forget_of(self, owners: Collection[str]) -> int:
        """Takes away all that waits for these; how many files that were."""
        return await self._tx.change(delete(HELD_FILE).where(HELD_FILE.c.owner.in_(list(owners))))

    # Grade books, one a course.

    async def keep_grade_book(self, book: KeptGradeBook) -> None:
        """In place of the one there was."""
        values = {
            "kind": book.kind.value,
            "name": book.name,
            "content": book.content,
            "column_name": book.column,
            "uploaded_by": book.uploaded_by,
            "uploaded_at": book.uploaded_at,
        }
        insert = self._tx.insert(GRADE_BOOK).values(course_id=book.course, **values)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["course_id"], set_=values))

    async def find_grade_book(self, course_id: CourseId) -> KeptGradeBook | None:
        row = await self._tx.one(select(GRADE_BOOK).where(GRADE_BOOK.c.course_id == course_id))
        if row is None:
            return None
        return KeptGradeBook(
            course=row[GRADE_BOOK.c.course_id],
            kind=Lms(row[GRADE_BOOK.c.kind]),
            name=row[GRADE_BOOK.c.name],
            content=row[GRADE_BOOK.c.content],
            column=row[GRADE_BOOK.c.column_name],
            uploaded_by=row[GRADE_BOOK.c.uploaded_by],
            uploaded_at=row[GRADE_BOOK.c.uploaded_at],
        )

    async def forget_grade_books_before(self, moment: datetime) -> int:
        """Those handed over before then, with all the names in them; how many that were."""
        return await self._tx.change(delete(GRADE_BOOK).where(GRADE_BOOK.c.uploaded_at < moment))

    async def forget_grade_book(self, course_id: CourseId) -> bool:
        return await self._tx.change(delete(GRADE_BOOK).where(GRADE_BOOK.c.course_id == course_id)) == 1
