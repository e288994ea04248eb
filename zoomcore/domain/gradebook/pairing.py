"""Which row of a grade book is which student of ours. What is not sure is left alone: a wrong grade harms."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zoomcore.domain.gradebook.books import BookRow, Key
from zoomcore.domain.people import SchoolRecord

#: One way to tell a row by: a row's mark, and a student's marks.
_RowMark = Callable[[BookRow], str]
_StudentMarks = Callable[[SchoolRecord], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`pairs` in the file's order; a student has several where the file repeats their row."""

    pairs: tuple[tuple[BookRow, SchoolRecord], ...]
    rows_left: tuple[BookRow, ...]
    students_left: tuple[SchoolRecord, ...]


def pair(rows: Sequence[BookRow], students: Sequence[SchoolRecord]) -> Pairing:
    """By the school's id, then by login, then a login that is their whole e-mail, then e-mail, then login with name.

    A way by which a row would be two students', or a student two different people's rows, decides nothing for them.
    Once the school's ids or logins have told somebody, they must not contradict what a weaker way says.
    """
    found: dict[int, SchoolRecord] = {}
    trusted: set[Key] = set()
    for key, mark, marks in _ways(rows):
        taken = set(found.values())
        free = [one for one in students if one not in taken]
        open_rows = {row.record: row for row in rows if row.record not in found}
        sure = {
            number: student
            for number, student in _by(mark, marks, tuple(open_rows.values()), free).items()
            if not _contradicts(open_rows[number], student, trusted - {key})
        }
        found |= sure
        if sure and key is not None:
            trusted.add(key)
    taken = set(found.values())
    return Pairing(
        pairs=tuple((row, found[row.record]) for row in rows if row.record in found),
        rows_left=tuple(row for row in rows if row.record not in found),
        students_left=tuple(one for one in students if one not in taken),
    )


def _ways(rows: Sequence[BookRow]) -> Sequence[tuple[Key | None, _RowMark, _StudentMarks]]:
    """From the surest, each with the key that it proves to be the same on both sides.

    An LMS's own number may be anybody's student number. Canvas' export holds no e-mail; a login may well be one.
    """
    numbered = any(Key.SIS in row.keys for row in rows)
    return (
        (Key.SIS, _key(Key.SIS), _sis),
        (None, _with_name(Key.ID), _sis_and_name) if numbered else (Key.ID, _key(Key.ID), _sis),
        (Key.LOGIN, _key(Key.LOGIN), _login),
        (None, _key(Key.LOGIN), _sis),
        (None, _key(Key.LOGIN), _email),
        (None, _key(Key.EMAIL), _email),
        (None, _with_name(Key.LOGIN), _local_and_name),
    )


def _by(
    mark: _RowMark, marks: _StudentMarks, rows: Sequence[BookRow], students: Sequence[SchoolRecord]
) -> Mapping[int, SchoolRecord]:
    """Record → student, where a mark is one student's alone."""
    owners: defaultdict[str, set[SchoolRecord]] = defaultdict(set)
    for student in students:
        for one in marks(student):
            owners[one].add(student)
    hits: defaultdict[SchoolRecord, list[BookRow]] = defaultdict(list)
    for row in rows:
        mine = owners.get(mark(row), set()) if mark(row) else set()
        if len(mine) == 1:
            hits[next(iter(mine))].append(row)
    return {row.record: student for student, mine in hits.items() if _one_person(mine) for row in mine}


def _one_person(rows: Sequence[BookRow]) -> bool:
    """Rows that contradict each other in no key: a repeated row, or one."""
    return all(len({row.keys[key] for row in rows if key in row.keys}) <= 1 for key in Key)


def _contradicts(row: BookRow, student: SchoolRecord, trusted: Iterable[Key]) -> bool:
    ours = {Key.SIS: student.sis_id, Key.LOGIN: student.login}
    both = ((row.keys.get(key, ""), ours.get(key, "")) for key in trusted)
    return any(theirs and mine and _folded(theirs) != _folded(mine) for theirs, mine in both)


def _folded(text: str) -> str:
    return text.strip().casefold()


def _key(key: Key) -> _RowMark:
    return lambda row: _folded(row.keys.get(key, ""))


def _with_name(key: Key) -> _RowMark:
    def mark(row: BookRow) -> str:
        known = _folded(row.keys.get(key, ""))
        return f"{known}\n{name_key(row.name)}" if known and row.name else ""

    return mark


def _sis(student: SchoolRecord) -> Iterable[str]:
    return (_folded(student.sis_id),)


def _login(student: SchoolRecord) -> Iterable[str]:
    return (_folded(student.login),)


def _email(student: SchoolRecord) -> Iterable[str]:
    return (_folded(student.email),)


def _sis_and_name(student: SchoolRecord) -> Iterable[str]:
    return (f"{_folded(student.sis_id)}\n{name}" for name in _names(student))


def _local_and_name(student: SchoolRecord) -> Iterable[str]:
    """The part before the @ is a login at most schools, not at all: it counts with the same name beside it."""
    return (f"{_folded(student.email).partition('@')[0]}\n{name}" for name in _names(student))


def _names(student: SchoolRecord) -> Iterable[str]:
    return {name_key(one) for one in (student.name, student.legal_name) if one}


def name_key(name: str) -> str:
    """The words of a name, whatever their order, case and accents: "Núñez, Ana" is "ana nunez"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join(sorted(letters.split()))
