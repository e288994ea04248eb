"""What each LMS's export looks like: its headings, its columns that take points, its rows that are no students.

Canvas: the rules of its own importer (canvas-lms, gradebook_importer): students by ID, else SIS User ID, else SIS Login
ID; "Title (id)" is an assignment that exists; totals, overrides and what its second row calls read-only are not read.
Moodle: docs.moodle.org, "Grade import". Blackboard: its help on working offline with grade data.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from zoomcore.domain.gradebook.books import BookColumn, Key, Lms
from zoomcore.domain.gradebook.sheet import Record

_CANVAS_PERSON = frozenset(
    {
        "student",
        "lastname",
        "firstname",
        "id",
        "sisuserid",
        "sisloginid",
        "integrationid",
        "rootaccount",
        "section",
        "notes",
    }
)
_CANVAS_TOTALS = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_CANVAS_ID = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
_CANVAS_POINTS_ROW = "Points Possible"
_CANVAS_POSTING = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_CANVAS_TEST = "student, test"

_BLACKBOARD_COLUMN = re.compile(r"(?P<title>.*?)\s*\[(?P<what>[^\[\]]*\d[^\[\]]*)\]\s*\|\s*(?P<id>[\w-]+)", re.DOTALL)
#: "Total Pts: up to 55": a column that Blackboard computes, in the languages its exports were seen in.
_BLACKBOARD_COMPUTED = re.compile(r"\b(up to|hasta|bis zu|jusqu|até|fino a)", re.IGNORECASE)
#: What a column shows: points are taken by those that show a score.
_BLACKBOARD_OTHER = re.compile(r"\b(percentage|letter|complete/incomplete)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

#: "Quiz: Fractions (Real)": what an exported grade is. Only points can be given back.
_MOODLE_SHOWN = re.compile(r"(?P<title>.*)\s\((?P<what>[^()]*)\)", re.DOTALL)
_MOODLE_REAL = frozenset({"real", "puntos", "reelle", "punkte", "reale", "valornumerico"})
_MOODLE_OTHER = frozenset(
    {
        "percentage",
        "letter",
        "feedback",
        "porcentaje",
        "letra",
        "retroalimentacion",
        "prozentsatz",
        "pourcentage",
        "lettre",
    }
)
_MOODLE_TOTAL = frozenset({"coursetotal", "totaldelcurso", "kursgesamt", "totalducours", "totalecorso"})
_MOODLE_STAMP = frozenset(
    {
        "lastdownloadedfromthiscourse",
        "ultimadescargadeestecurso",
        "ultimadescargarealizadadeestecurso",
        "letzterdownloadausdiesemkurs",
        "derniertelechargementdececours",
    }
)
_MOODLE_PERSON = frozenset(
    {
        "firstname",
        "lastname",
        "surname",
        "fullname",
        "institution",
        "department",
        "nombre",
        "apellidos",
        "institucion",
        "departamento",
        "vorname",
        "nachname",
        "abteilung",
        "prenom",
        "nom",
        "departement",
        "suspended",
        "group",
        "groups",
    }
)
_NAMES = frozenset({"student", "name", "fullname", "nombrecompleto"})
_LAST = frozenset({"lastname", "surname", "apellidos", "apellido", "nachname", "nom"})
_FIRST = frozenset({"firstname", "nombre", "vorname", "prenom"})
_LOGINS = frozenset(
    {"username", "nombredeusuario", "benutzername", "anmeldename", "nomdutilisateur", "nomeutente", "usuario"}
)
_KEYS: Mapping[Lms, Mapping[Key, frozenset[str]]] = {
    Lms.CANVAS: {
        Key.SIS: frozenset({"sisuserid"}),
        Key.ID: frozenset({"id"}),
        Key.LOGIN: frozenset({"sisloginid"}),
    },
    Lms.MOODLE: {
        Key.SIS: frozenset({"idnumber", "numerodeid", "idnummer", "numerodidentification"}),
        Key.LOGIN: _LOGINS,
        Key.EMAIL: frozenset(
            {
                "emailaddress",
                "email",
                "direcciondecorreo",
                "direcciondeemail",
                "direccionemail",
                "correoelectronico",
                "emailadresse",
                "adressedecourriel",
            }
        ),
    },
    # Blackboard reads the user name alone, whatever else stands there.
    Lms.BLACKBOARD: {Key.LOGIN: _LOGINS},
}
_BLACKBOARD_MARKS = frozenset({"lastaccess", "availability", "ultimoacceso", "disponibilidad"})
MARKS: Mapping[Lms, str] = {
    Lms.CANVAS: "Student, ID, SIS User ID, SIS Login ID, Section",
    Lms.MOODLE: "ID number, Username, Email address",
    Lms.BLACKBOARD: "Last Name, First Name, Username",
}


def folded(text: str) -> str:
    """Letters and digits alone, without case and accents: "Apellido(s)" and "APELLIDOS" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def kind_of(headings: Sequence[str]) -> Lms | None:
    """By the headings alone; None for a file of no LMS we know."""
    names = [folded(one) for one in headings]
    if {"student", "id"} <= set(names[:3]) or names[:3] == ["lastname", "firstname", "id"]:
        return Lms.CANVAS
    columns = [_BLACKBOARD_COLUMN.fullmatch(one.strip()) for one in headings]
    if any(columns) or (_LOGINS & set(names) and _BLACKBOARD_MARKS & set(names)):
        return Lms.BLACKBOARD
    shown = [_MOODLE_SHOWN.fullmatch(one.strip()) for one in headings]
    graded = any(one and folded(one["what"]) in _MOODLE_REAL | _MOODLE_OTHER for one in shown)
    if _MOODLE_STAMP & set(names) or (graded and _key_names(Lms.MOODLE) & set(names)):
        return Lms.MOODLE
    return None


def _key_names(kind: Lms) -> frozenset[str]:
    return frozenset[str]().union(*_KEYS[kind].values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColumns:
    """Where the columns about a student stand."""

    keys: Mapping[Key, int]
    names: tuple[int, ...]

    def keys_of(self, record: Record) -> Mapping[Key, str]:
        found = {key: record.value(index).strip() for key, index in self.keys.items()}
        return {key: value for key, value in found.items() if value}

    def name_of(self, record: Record) -> str:
        return " ".join(filter(None, (record.value(index).strip() for index in self.names)))


def person_columns(kind: Lms, headings: Sequence[str]) -> PersonColumns:
    names = [folded(one) for one in headings]
    keys = {
        key: next(index for index, name in enumerate(names) if name in known)
        for key, known in _KEYS[kind].items()
        if known & set(names)
    }
    whole = [index for index, name in enumerate(names) if name in _NAMES]
    parts = [index for wanted in (_FIRST, _LAST) for index, name in enumerate(names) if name in wanted]
    return PersonColumns(keys=keys, names=tuple(whole[:1] or parts))


def columns_of(kind: Lms, headings: Sequence[str], heads: Sequence[Record]) -> tuple[BookColumn, ...]:
    """Those that take points, in the file's order; `heads` are the records that describe columns."""
    found = (_column(kind, index, heading, heads) for index, heading in enumerate(headings))
    return tuple(one for one in found if one is not None)


def _column(kind: Lms, index: int, heading: str, heads: Sequence[Record]) -> BookColumn | None:
    text = heading.strip()
    if not text:
        return None
    match kind:
        case Lms.CANVAS:
            return _canvas_column(index, heading, heads)
        case Lms.MOODLE:
            return _moodle_column(index, heading)
        case Lms.BLACKBOARD:
            return _blackboard_column(index, heading)
        case _:
            assert_never(kind)


def _canvas_column(index: int, heading: str, heads: Sequence[Record]) -> BookColumn | None:
    described = [head.value(index).strip() for head in heads]
    if folded(heading) in _CANVAS_PERSON or _CANVAS_TOTALS.search(heading):
        return None
    if any("read only" in one.lower() for one in described):
        return None
    known = _CANVAS_ID.fullmatch(heading.strip())
    most = next((number_of(one) for one in described if number_of(one) is not None), None)
    if known is None:
        return BookColumn(index=index, heading=heading, title=heading.strip(), most=most)
    return BookColumn(index=index, heading=heading, title=known["title"].strip(), id=known["id"], most=most)


def _moodle_column(index: int, heading: str) -> BookColumn | None:
    shown = _MOODLE_SHOWN.fullmatch(heading.strip())
    what = folded(shown["what"]) if shown else ""
    title = shown["title"].strip() if shown and what in _MOODLE_REAL | _MOODLE_OTHER else heading.strip()
    name = folded(title)
    if what in _MOODLE_OTHER or name in _MOODLE_TOTAL | _MOODLE_STAMP | _MOODLE_PERSON | _key_names(Lms.MOODLE):
        return None
    return BookColumn(index=index, heading=heading, title=title)


def _blackboard_column(index: int, heading: str) -> BookColumn | None:
    known = _BLACKBOARD_COLUMN.fullmatch(heading.strip())
    if known is None or _BLACKBOARD_COMPUTED.search(known["what"]) or _BLACKBOARD_OTHER.search(known["what"]):
        return None
    number = _NUMBER.search(known["what"])
    most = number_of(number[0]) if number else None
    return BookColumn(index=index, heading=heading, title=known["title"].strip(), id=known["id"], most=most)


def is_head(kind: Lms, record: Record) -> bool:
    """A row of Canvas' that describes the columns: their points, or which are posted by hand."""
    if kind is not Lms.CANVAS:
        return False
    return _CANVAS_POINTS_ROW in record.value(0) or all(_CANVAS_POSTING.fullmatch(one.value) for one in record.cells)


def is_points_row(record: Record) -> bool:
    return _CANVAS_POINTS_ROW in record.value(0)


def is_nobody(kind: Lms, name: str) -> bool:
    """Canvas' own test student, who is in every course and gets nothing of ours."""
    return kind is Lms.CANVAS and " ".join(name.split()).casefold() == _CANVAS_TEST


def title_is_taken(kind: Lms, title: str) -> bool:
    """Whether the LMS would take a new column's title for a column of its own, or for the number of another."""
    if kind is Lms.CANVAS:
        return bool(_CANVAS_TOTALS.search(title) or _CANVAS_ID.fullmatch(title) or folded(title) in _CANVAS_PERSON)
    return _column(kind, 0, title, ()) is None if kind is Lms.MOODLE else "|" in title


def number_of(text: str) -> Decimal | None:
    """A plain number of a cell, its decimal mark a point or a comma; None for anything else."""
    found = re.fullmatch(r"-?\d+(?:[.,]\d+)?", text.strip(), re.ASCII)
    return Decimal(found[0].replace(",", ".")) if found else None
