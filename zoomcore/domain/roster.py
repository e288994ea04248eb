"""A roster as CSV, read strictly, with every error named by its line.

Columns: name, e-mail, id, section, role; besides, under a heading: legal name, login, from and until (YYYY-MM-DD).
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zoomcore.domain.people import Role

MOST_LINES = 5000
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
#: What a column may be called, in lower case without spaces and dashes.
_COLUMNS = {
    "name": "name",
    "fullname": "name",
    "student": "name",
    "email": "email",
    "emailaddress": "email",
    "mail": "email",
    "id": "id",
    "studentid": "id",
    "sisid": "id",
    "section": "section",
    "group": "section",
    "legalname": "legal_name",
    "login": "login",
    "username": "login",
    "userid": "login",
    "from": "starts_on",
    "since": "starts_on",
    "until": "ends_on",
    "role": "role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One line of a roster; `number` is its line in the file, from 1; `email` is lower case."""

    number: int
    name: str
    email: str
    sis_id: str = ""
    section: str = ""
    role: Role = Role.STUDENT
    legal_name: str = ""
    login: str = ""
    #: The days somebody is expected on, for who came late to the course or left it early.
    starts_on: date | None = None
    ends_on: date | None = None


class RosterFault(StrEnum):
    OPEN_QUOTE = "open quote"
    TOO_LONG = "too long"
    NO_EMAIL = "no e-mail"
    STRANGE_EMAIL = "strange e-mail"
    STRANGE_ROLE = "strange role"
    STRANGE_DAY = "strange day"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProblem:
    """`value` is what stands there; `other` the line that has it already (TWICE)."""

    number: int
    fault: RosterFault
    value: str = ""
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFile:
    lines: tuple[RosterLine, ...]
    problems: tuple[RosterProblem, ...]


def read_roster(text: str) -> RosterFile:
    """Total: every fault becomes a problem with its line. Comma, semicolon or tab; a heading line is optional."""
    plain = text.lstrip("\ufeff").strip().replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(plain), delimiter=_delimiter(plain)))
    except csv.Error:
        return RosterFile(lines=(), problems=(RosterProblem(number=1, fault=RosterFault.OPEN_QUOTE),))
    if len(rows) > MOST_LINES:
        return RosterFile(lines=(), problems=(RosterProblem(number=MOST_LINES, fault=RosterFault.TOO_LONG),))
    columns, first = _columns(rows[0]) if rows else ((), 0)
    lines: dict[str, RosterLine] = {}
    problems: list[RosterProblem] = []
    for number, row in enumerate(rows[first:], start=first + 1):
        if not any(cell.strip() for cell in row):
            continue
        read = _read_line(number, dict(zip(columns, (cell.strip() for cell in row), strict=False)))
        if isinstance(read, RosterProblem):
            problems.append(read)
        elif read.email in lines:
            first_there = lines[read.email].number
            problems.append(RosterProblem(number=number, fault=RosterFault.TWICE, value=read.email, other=first_there))
        else:
            lines[read.email] = read
    return RosterFile(lines=tuple(lines.values()), problems=tuple(problems))


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _columns(head: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The columns' names and how many lines the heading takes."""
    named = tuple(_COLUMNS.get(re.sub(r"[\s_-]", "", cell.lower()), "") for cell in head)
    if "email" in named:
        return named, 1
    if head and _EMAIL.fullmatch(head[0].strip()):
        return ("email", "name", "id", "section", "role"), 0
    return ("name", "email", "id", "section", "role"), 0


def _read_line(number: int, cells: dict[str, str]) -> RosterLine | RosterProblem:
    email = cells.get("email", "").lower()
    if not _EMAIL.fullmatch(email):
        fault = RosterFault.STRANGE_EMAIL if email else RosterFault.NO_EMAIL
        return RosterProblem(number=number, fault=fault, value=email)
    role = cells.get("role", "").lower() or Role.STUDENT
    if role not in {one.value for one in Role} - {Role.ADMIN}:
        return RosterProblem(number=number, fault=RosterFault.STRANGE_ROLE, value=role)
    try:
        first, last = (date.fromisoformat(cells[one]) if cells.get(one) else None for one in ("starts_on", "ends_on"))
    except ValueError:
        return RosterProblem(number=number, fault=RosterFault.STRANGE_DAY)
    return RosterLine(
        number=number,
        name=cells.get("name", "") or email.partition("@")[0],
        email=email,
        sis_id=cells.get("id", ""),
        section=cells.get("section", ""),
        role=Role(role),
        legal_name=cells.get("legal_name", ""),
        login=cells.get("login", ""),
        starts_on=first,
        ends_on=last,
    )
