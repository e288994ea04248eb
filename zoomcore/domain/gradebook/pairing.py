"""Which row of a grade book is which student of ours. What is not sure is left alone: a wrong grade harms."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from zoomcore.domain.gradebook.books import BookRow, Key, Student

#: One way to tell a row by: a row's mark, and a student's marks.
_RowMark = Callable[[BookRow], str]
_StudentMarks = Callable[[Student], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`pairs` in the file's order; a student has several where the file repeats their row."""

    pairs: tuple[tuple[BookRow, Student], ...]
    rows_left: tuple[BookRow, ...]
    students_left: tuple[Student, ...]


def pair(rows: Sequence[BookRow], students: Sequence[Student]) -> Pairing:
    """By the school's id, then a login that is their whole e-mail, then an e-mail, then login and name together.

    A way by which a row would be two students', or a student two different people's rows, decides nothing for them.
    Once the school's ids have told somebody, they must not contradict what an e-mail says.
    """
    found: dict[int, Student] = _by(_key(Key.SIS), _sis, rows, students)
    known_ids = bool(found)
    for mark, marks in _ways(rows):
        taken = set(found.values())
        free = [one for one in students if one not in taken]
        open_rows = [row for row in rows if row.record not in found]
        sure = _by(mark, marks, open_rows, free)
        by_record = {row.record: row for row in open_rows}
        found |= {
            number: student
            for number, student in sure.items()
            if not (known_ids and _ids_differ(by_record[number], student))
        }
    taken = set(found.values())
    return Pairing(
        pairs=tuple((row, found[row.record]) for row in rows if row.record in found),
        rows_left=tuple(row for row in rows if row.record not in found),
        students_left=tuple(one for one in students if one not in taken),
    )


def _ways(rows: Sequence[BookRow]) -> Sequence[tuple[_RowMark, _StudentMarks]]:
    """After the school's id, from the surest. An LMS's own number may be anybody's student number.

    Canvas' export holds no e-mail; a login may well be one.
    """
    numbered = any(Key.SIS in row.keys for row in rows)
    return (
        (_with_name(Key.ID), _sis_and_name) if numbered else (_key(Key.ID), _sis),
        (_key(Key.LOGIN), _sis),
        (_key(Key.LOGIN), _emails),
        (_key(Key.EMAIL), _emails),
        (_with_name(Key.LOGIN), _locals_and_name),
    )


def _ids_differ(row: BookRow, student: Student) -> bool:
    theirs = row.keys.get(Key.SIS, "").casefold()
    return bool(theirs and student.sis_id) and theirs != student.sis_id.strip().casefold()


def _by(
    mark: _RowMark, marks: _StudentMarks, rows: Sequence[BookRow], students: Sequence[Student]
) -> dict[int, Student]:
    """Record → student, where a mark is one student's alone."""
    owners: defaultdict[str, set[Student]] = defaultdict(set)
    for student in students:
        for one in marks(student):
            owners[one].add(student)
    hits: defaultdict[Student, list[BookRow]] = defaultdict(list)
    for row in rows:
        mine = owners.get(mark(row), set()) if mark(row) else set()
        if len(mine) == 1:
            hits[next(iter(mine))].append(row)
    return {row.record: student for student, mine in hits.items() if _one_person(mine) for row in mine}


def _one_person(rows: Sequence[BookRow]) -> bool:
    """Rows that contradict each other in no key: a repeated row, or one."""
    return all(len({row.keys[key] for row in rows if key in row.keys}) <= 1 for key in Key)


def _key(key: Key) -> _RowMark:
    return lambda row: row.keys.get(key, "").casefold()


def _with_name(key: Key) -> _RowMark:
    def mark(row: BookRow) -> str:
        known = row.keys.get(key, "").casefold()
        return f"{known}\n{name_key(row.name)}" if known and row.name else ""

    return mark


def _sis(student: Student) -> Iterable[str]:
    return (student.sis_id.strip().casefold(),)


def _sis_and_name(student: Student) -> Iterable[str]:
    return (f"{student.sis_id.strip().casefold()}\n{name}" for name in _names(student))


def _emails(student: Student) -> Iterable[str]:
    return student.emails


def _locals_and_name(student: Student) -> Iterable[str]:
    """The part before the @ is a login at most schools, not at all: it counts with the same name beside it."""
    return (f"{email.partition('@')[0]}\n{name}" for email in student.emails for name in _names(student))


def _names(student: Student) -> Iterable[str]:
    return {name_key(one) for one in (student.name, student.legal_name) if one}


def name_key(name: str) -> str:
    """The words of a name, whatever their order, case and accents: "Núñez, Ana" is "ana nunez"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join(sorted(letters.split()))
