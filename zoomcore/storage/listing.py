"""Which classes are coming, on, or over: the lists, each in one statement behind an index."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypedDict, Unpack

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)

from zoomcore.domain.meetings import DatedClass, MeetingState, OccurrenceState
from zoomcore.domain.naming import pieces
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.schedule import LONGEST_MINUTES
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.window import GRACE
from zoomcore.storage.dates import Dates, dated_rows
from zoomcore.storage.sections import OF_DATE, seen_by
from zoomcore.storage.tables import ENROLLMENT, MEETING, OCCURRENCE, SUBSTITUTE
from zoomcore.storage.values import read_dated

#: No class that is still on began earlier: the longest meeting Zoom books, with the grace after it.
_REACH = timedelta(minutes=LONGEST_MINUTES) + GRACE
#: Dates of one host that are looked at for overlaps.
_MOST_HELD = 500
#: Classes that somebody is asked to choose from.
MOST_MEANT = 5
_ALIVE = (MeetingState.SCHEDULED, MeetingState.CHANGING, MeetingState.CANCELLING)


class Whose(TypedDict, total=False):
    """Of these courses; of a person's courses (enrolled in, or hosting a class of); of all where neither is given.

    `seen_by`: without the classes of sections that this person does not belong to; None sees all.
    """

    course_ids: Collection[CourseId] | None
    person_id: PersonId | None
    seen_by: PersonId | None


class Span(Whose):
    """`until` is exclusive; both are instants."""

    since: datetime
    until: datetime


class Page(Span, total=False):
    offset: int
    limit: int


class Named(TypedDict, total=False):
    """A piece of a class: Zoom's number, our own, words of its topic, the instants it starts between."""

    number: int | None
    meeting_id: int | None
    words: str
    between: tuple[datetime, datetime] | None
    limit: int


class _Courses(Enum):
    """Of how many courses a statement asks; nearly always of one, which can be prepared."""

    ANY = 0
    ONE = 1
    SOME = 2


class Listing(Dates):
    """The part of the meeting repository that answers "which class?"."""

    async def coming(self, **page: Unpack[Page]) -> tuple[DatedClass, ...]:
        """Classes not over at `since` that start before `until`, by start; those at no fixed time come last."""
        limits = {"rows": page.get("limit", 50), "before": page.get("offset", 0)}
        rows = await self._tx.all(_coming_rows(_shape(page)), **_values(page), **limits)
        return tuple(map(read_dated, rows))

    async def count_coming(self, **span: Unpack[Span]) -> int:
        many: int = await self._tx.scalar(_coming_count(_shape(span)), **_values(span))
        return many

    async def live_or_next(self, now: datetime, **whose: Unpack[Whose]) -> DatedClass | None:
        """The class that runs; else the one whose door is open; else the next; else one at no fixed time."""
        return await self._first(_of(whose), now)

    async def next_of(self, meeting_id: int, now: datetime) -> DatedClass | None:
        """As `live_or_next`, among the dates of one meeting."""
        return await self._first(OCCURRENCE.c.meeting_id == meeting_id, now)

    async def meant(self, now: datetime, words: str = "", **whose: Unpack[Whose]) -> tuple[DatedClass, ...]:
        """As `live_or_next`, among classes whose topic holds the words (an exact topic is preferred).

        More than one where several classes answer equally well: they begin at the same instant, or at no fixed time.
        """
        piece = and_(true(), *(func.lower(MEETING.c.topic).contains(word, autoescape=True) for word in pieces(words)))
        exact = words.strip().lower()
        before = (func.lower(MEETING.c.topic) != exact,) if exact else ()
        rows = await self._tx.all(_open(and_(_of(whose), piece), now, before).limit(MOST_MEANT))
        found = tuple(map(read_dated, rows))
        return tuple(one for one in found if _rank(one, exact) == _rank(found[0], exact))

    async def search(
        self, words: str, course_ids: Collection[CourseId] | None, now: datetime, *, limit: int = 10
    ) -> tuple[DatedClass, ...]:
        """The dates to come of classes whose topic holds the words."""
        piece = and_(*(func.lower(MEETING.c.topic).contains(word, autoescape=True) for word in words.lower().split()))
        rows = await self._tx.all(_open(and_(_of({"course_ids": course_ids}), piece), now).limit(limit))
        return tuple(map(read_dated, rows))

    async def latest_past(self, course_id: CourseId, now: datetime) -> DatedClass | None:
        """The class of the course that ended last."""
        row = await self._tx.one(
            dated_rows()
            .where(OCCURRENCE.c.course_id == course_id, OCCURRENCE.c.start < now, _over(now))
            .where(OCCURRENCE.c.state == OccurrenceState.SCHEDULED, MEETING.c.state.in_(_ALIVE))
            .order_by(OCCURRENCE.c.start.desc(), OCCURRENCE.c.id.desc())
            .limit(1)
        )
        return read_dated(row) if row else None

    async def held(self, course_id: CourseId, until: datetime, **named: Unpack[Named]) -> tuple[DatedClass, ...]:
        """Classes of the course that began, or should have, before `until`: those that run first, then the latest."""
        row = and_(OCCURRENCE.c.course_id == course_id, OCCURRENCE.c.state == OccurrenceState.SCHEDULED)
        began = func.coalesce(OCCURRENCE.c.start, OCCURRENCE.c.started_at)
        live = and_(OCCURRENCE.c.started_at.is_not(None), OCCURRENCE.c.ended_at.is_(None))
        rows = await self._tx.all(
            dated_rows()
            .where(row, began < until, *_named(named))
            .order_by(case((live, 0), else_=1), began.desc(), OCCURRENCE.c.id.desc())
            .limit(named.get("limit", 1))
        )
        return tuple(map(read_dated, rows))

    async def held_by(
        self, person_id: PersonId, since: datetime, until: datetime, *, but: int = 0
    ) -> tuple[DatedClass, ...]:
        """What somebody hosts, or stands in for, between two instants, by start; without the dates of one class."""
        own = or_(and_(MEETING.c.host_id == person_id, SUBSTITUTE.c.id.is_(None)), SUBSTITUTE.c.person_id == person_id)
        rows = await self._tx.all(
            dated_rows()
            .where(
                own, MEETING.c.id != but, OCCURRENCE.c.state == OccurrenceState.SCHEDULED, MEETING.c.state.in_(_ALIVE)
            )
            .where(OCCURRENCE.c.start < until, OCCURRENCE.c.ends_at > since)
            .order_by(OCCURRENCE.c.start, OCCURRENCE.c.id)
            .limit(_MOST_HELD)
        )
        return tuple(map(read_dated, rows))

    async def _first(self, which: ColumnElement[bool], now: datetime) -> DatedClass | None:
        row = await self._tx.one(_open(which, now).limit(1))
        return read_dated(row) if row else None


def _rank(dated: DatedClass, exact: str) -> tuple[bool, bool, datetime | None]:
    """What `meant` goes by, in its order."""
    occurrence = dated.occurrence
    live = occurrence.started_at is not None and occurrence.ended_at is None
    return dated.meeting.topic.lower() == exact, live, occurrence.start


def _named(named: Named) -> list[ColumnElement[bool]]:
    wanted = [func.lower(MEETING.c.topic).contains(word, autoescape=True) for word in pieces(named.get("words", ""))]
    if (number := named.get("number")) is not None:
        wanted.append(MEETING.c.zoom_id == number)
    if (meeting := named.get("meeting_id")) is not None:
        wanted.append(MEETING.c.id == meeting)
    if (between := named.get("between")) is not None:
        began = func.coalesce(OCCURRENCE.c.start, OCCURRENCE.c.started_at)
        wanted.append(and_(began >= between[0], began < between[1]))
    return wanted


def _open(which: ColumnElement[bool], now: datetime, before: tuple[ColumnElement[Any], ...] = ()) -> Select[Any]:
    """Dates that are on or to come: the running first, then by start, those at no fixed time last."""
    live = and_(OCCURRENCE.c.started_at.is_not(None), OCCURRENCE.c.ended_at.is_(None))
    return (
        dated_rows()
        .where(which, OCCURRENCE.c.state == OccurrenceState.SCHEDULED, MEETING.c.state.in_(_ALIVE))
        .where(or_(OCCURRENCE.c.start.is_(None), and_(OCCURRENCE.c.start > now - _REACH, ~_over(now - GRACE))))
        .order_by(*before, case((live, 0), else_=1), OCCURRENCE.c.start.is_(None), OCCURRENCE.c.start, OCCURRENCE.c.id)
    )


def _over(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Zoom said so (what ended before the start was a rehearsal), or its time is past and it does not run."""
    ended = and_(OCCURRENCE.c.ended_at.is_not(None), OCCURRENCE.c.ended_at > OCCURRENCE.c.start)
    idle = or_(OCCURRENCE.c.started_at.is_(None), OCCURRENCE.c.ended_at.is_not(None))
    return or_(ended, and_(OCCURRENCE.c.ends_at <= at, idle))


class _Shape(NamedTuple):
    """What tells one statement of these from the next."""

    of_courses: _Courses
    of_person: bool
    seen: bool


@cache
def _coming_rows(shape: _Shape) -> Select[Any]:
    return (
        dated_rows()
        .where(OCCURRENCE.c.id.in_(_coming(shape)), _alive(), *_seen(shape))
        .order_by(OCCURRENCE.c.start.is_(None), OCCURRENCE.c.start, OCCURRENCE.c.id)
        .offset(bindparam("before", type_=Integer))
        .limit(bindparam("rows", type_=Integer))
    )


@cache
def _coming_count(shape: _Shape) -> Select[Any]:
    return (
        select(func.count())
        .select_from(OCCURRENCE.join(MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id))
        .where(OCCURRENCE.c.id.in_(_coming(shape)), _alive(), *_seen(shape))
    )


def _seen(shape: _Shape) -> list[ColumnElement[bool]]:
    return [seen_by(bindparam("seer"), OF_DATE)] if shape.seen else []


def _alive() -> ColumnElement[bool]:
    """One comparison a state: a list would have to be written out anew at each run."""
    return or_(*(MEETING.c.state == state for state in _ALIVE))


def _coming(shape: _Shape) -> Select[Any]:
    """Numbers of the dates: two ranges of one index, because "no fixed time" has no place in the order of starts."""
    listed = and_(*_owners(shape), OCCURRENCE.c.state == OccurrenceState.SCHEDULED)
    dated = select(OCCURRENCE.c.id).where(
        listed,
        OCCURRENCE.c.start > bindparam("reach"),
        OCCURRENCE.c.start < bindparam("until"),
        ~_over(bindparam("since", type_=OCCURRENCE.c.start.type)),
    )
    anytime = select(OCCURRENCE.c.id).where(listed, OCCURRENCE.c.start.is_(None))
    return select(union_all(dated, anytime).subquery().c.id)


def _owners(shape: _Shape) -> list[ColumnElement[bool]]:
    courses: list[ColumnElement[bool]] = []
    match shape.of_courses:
        case _Courses.ONE:
            courses = [OCCURRENCE.c.course_id == bindparam("course")]
        case _Courses.SOME:
            courses = [OCCURRENCE.c.course_id.in_(bindparam("courses", expanding=True))]
        case _Courses.ANY:
            pass
    return [*courses, *([_in_courses_of(bindparam("person"))] if shape.of_person else [])]


def _in_courses_of(person: Any) -> ColumnElement[bool]:
    enrolled = select(ENROLLMENT.c.course_id).where(ENROLLMENT.c.person_id == person)
    hosting = select(MEETING.c.course_id).where(MEETING.c.host_id == person)
    # Who stands in for a date finds it like their own.
    of_date = SUBSTITUTE.c.meeting_id == MEETING.c.id
    standing_in = (
        select(MEETING.c.course_id)
        .join_from(MEETING, SUBSTITUTE, of_date)
        .where(SUBSTITUTE.c.person_id == person, SUBSTITUTE.c.state == SubstituteState.ON)
    )
    return OCCURRENCE.c.course_id.in_(enrolled.union(hosting, standing_in))


def _shape(whose: Whose) -> _Shape:
    courses = whose.get("course_ids")
    of_courses = _Courses.ANY if courses is None else _Courses.ONE if len(courses) == 1 else _Courses.SOME
    return _Shape(of_courses, whose.get("person_id") is not None, whose.get("seen_by") is not None)


def _values(span: Span) -> dict[str, Any]:
    """What the statement of this shape wants filled in."""
    values: dict[str, Any] = {"since": span["since"], "reach": span["since"] - _REACH, "until": span["until"]}
    if (courses := span.get("course_ids")) is not None:
        values |= {"course": next(iter(courses))} if len(courses) == 1 else {"courses": list(courses)}
    if (person := span.get("person_id")) is not None:
        values["person"] = person
    if (seer := span.get("seen_by")) is not None:
        values["seer"] = seer
    return values


def _of(whose: Whose) -> ColumnElement[bool]:
    courses, person_id = whose.get("course_ids"), whose.get("person_id")
    wanted: list[ColumnElement[bool]] = []
    if courses is not None:
        wanted.append(OCCURRENCE.c.course_id.in_(courses))
    if person_id is not None:
        wanted.append(_in_courses_of(person_id))
    if (seer := whose.get("seen_by")) is not None:
        wanted.append(seen_by(seer, OF_DATE))
    return and_(*wanted) if wanted else true()
