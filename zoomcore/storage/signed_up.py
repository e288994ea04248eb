"""Who signed up for a class: looked up, and as its staff looks at it, page by page and in numbers."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, String, and_, case, cast, func, or_, select

from zoomcore.domain.meetings import Meeting, MeetingState, OccurrenceState
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.domain.registration import Expected, Progress, Registrant, RegistrantState, registers
from zoomcore.errors import NotFound
from zoomcore.storage.people import CHUNK
from zoomcore.storage.sections import of_section
from zoomcore.storage.tables import ENROLLMENT, MEETING, OCCURRENCE, PERSON, REGISTRANT
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_meeting
from zoomcore.wording import _

_T = REGISTRANT.c
_ALIVE = (MeetingState.SCHEDULED, MeetingState.CHANGING)
#: First who waits for an answer, then who is on the way or was refused, then who is in, then who is out.
_ORDER = (
    *(RegistrantState.PENDING, RegistrantState.WISHED, RegistrantState.REFUSED, RegistrantState.APPROVED),
    *(RegistrantState.DENIED, RegistrantState.WITHDRAWN),
)


class SignUps:
    """The part of the repository of registrants that looks."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def get(self, number: int) -> Registrant:
        row = await self._tx.one(select(REGISTRANT).where(_T.id == number))
        if row is None:
            raise NotFound(
                _("I don't know that registration any more."), next_step=_("They can ask again by their Join link.")
            )
        return read_registrant(row)

    async def of_meeting(self, meeting_id: int) -> tuple[Registrant, ...]:
        rows = await self._tx.all(select(REGISTRANT).where(_T.meeting_id == meeting_id).order_by(_T.id))
        return tuple(map(read_registrant, rows))

    async def find(self, meeting_id: int, *, person_id: PersonId | None = None, email: str = "") -> Registrant | None:
        """By their e-mail, else by the person: an e-mail that changed is another registrant at Zoom."""
        whose = [_T.email == email] if email else []
        whose += [_T.person_id == person_id] if person_id is not None else []
        first = case((_T.email == email, 0), else_=1)
        row = await self._tx.one(
            select(REGISTRANT).where(_T.meeting_id == meeting_id, or_(*whose)).order_by(first, _T.id.desc()).limit(1)
        )
        return read_registrant(row) if row else None

    async def theirs(self, person_id: PersonId, email: str) -> Mapping[int, tuple[str, ...]]:
        """Meeting → Zoom's ids under which somebody is signed up, of classes with a date to come."""
        to_come = select(OCCURRENCE.c.meeting_id).where(OCCURRENCE.c.ends_at > self._tx.clock())
        whose = or_(_T.person_id == person_id, _T.email == email) if email else _T.person_id == person_id
        rows = await self._tx.all(
            select(_T.meeting_id, _T.zoom_id).where(whose, _T.zoom_id != "", _T.meeting_id.in_(to_come))
        )
        found: dict[int, tuple[str, ...]] = {}
        for row in rows:
            found[row[_T.meeting_id]] = (*found.get(row[_T.meeting_id], ()), row[_T.zoom_id])
        return found

    async def made_for(self, meeting_id: int) -> Mapping[str, PersonId]:
        """Zoom's id of each registrant that we made for a person: who comes by that link is they."""
        made = and_(_T.meeting_id == meeting_id, _T.ours, _T.person_id.is_not(None), _T.zoom_id != "")
        rows = await self._tx.all(select(_T.zoom_id, _T.person_id).where(made))
        return {row[_T.zoom_id]: row[_T.person_id] for row in rows}

    async def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Everybody of the course who has an e-mail; of a class for one section its people, and the staff."""
        rows = await self._tx.all(
            select(PERSON.c.id, PERSON.c.email, PERSON.c.name)
            .join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
            .where(*_of_class(meeting), func.coalesce(PERSON.c.email, "") != "")
            .order_by(PERSON.c.id)
        )
        return tuple(
            Expected(person=row[PERSON.c.id], email=row[PERSON.c.email], name=row[PERSON.c.name]) for row in rows
        )

    async def count_without_email(self, meeting: Meeting) -> int:
        """Of those who would be expected, how many Zoom cannot sign up."""
        many: int = await self._tx.scalar(
            select(func.count())
            .select_from(ENROLLMENT.join(PERSON, PERSON.c.id == ENROLLMENT.c.person_id))
            .where(*_of_class(meeting), func.coalesce(PERSON.c.email, "") == "")
        )
        return many

    async def registering(self, now: datetime, course_id: CourseId | None = None) -> tuple[Meeting, ...]:
        """Classes that people sign up for and that have a date to come; one statement."""
        to_come = select(OCCURRENCE.c.meeting_id).where(
            OCCURRENCE.c.state == OccurrenceState.SCHEDULED, OCCURRENCE.c.ends_at > now
        )
        rows = await self._tx.all(
            select(MEETING)
            .where(MEETING.c.state.in_(_ALIVE), cast(MEETING.c.options, String).contains('"registration"'))
            .where(MEETING.c.id.in_(to_come), *([MEETING.c.course_id == course_id] if course_id is not None else []))
            .order_by(MEETING.c.id)
        )
        return tuple(one for one in map(read_meeting, rows) if registers(one))

    async def people_called(self, emails: Collection[str]) -> Mapping[str, PersonId]:
        """E-mail → person, of those we know."""
        found: dict[str, PersonId] = {}
        wanted = sorted(emails)
        for start in range(0, len(wanted), CHUNK):
            rows = await self._tx.all(
                select(PERSON.c.email, PERSON.c.id).where(PERSON.c.email.in_(wanted[start : start + CHUNK]))
            )
            found |= {row[PERSON.c.email]: row[PERSON.c.id] for row in rows}
        return found

    # For the staff.

    async def next_of_course(self, course_id: CourseId) -> Meeting | None:
        """The class that people sign up for whose date is on or the next. One statement."""
        of_course = select(MEETING.c.id).where(MEETING.c.course_id == course_id, MEETING.c.state.in_(_ALIVE))
        nearest = (
            select(OCCURRENCE.c.meeting_id, func.min(OCCURRENCE.c.ends_at).label("ends_at"))
            .where(OCCURRENCE.c.state == OccurrenceState.SCHEDULED, OCCURRENCE.c.ends_at > self._tx.clock())
            .where(OCCURRENCE.c.meeting_id.in_(of_course))
            .group_by(OCCURRENCE.c.meeting_id)
            .subquery()
        )
        rows = await self._tx.all(
            select(MEETING)
            .join_from(MEETING, nearest, nearest.c.meeting_id == MEETING.c.id)
            .where(cast(MEETING.c.options, String).contains('"registration"'))
            .order_by(nearest.c.ends_at, MEETING.c.id)
        )
        return next((one for one in map(read_meeting, rows) if registers(one)), None)

    async def page(
        self, meeting: Meeting, *, section: str = "", offset: int = 0, limit: int = 50
    ) -> tuple[tuple[Registrant, ...], Mapping[RegistrantState, int]]:
        """A page of them, and how many of each state there are on all pages; one statement.

        Who left the course is left out; with a `section`, whoever is not of it too. Beyond the end there is nothing.
        """
        rank = case({state.value: number for number, state in enumerate(_ORDER)}, value=cast(_T.state, String))
        many = {state: func.sum(case((_T.state == state, 1), else_=0)).over().label(state.value) for state in _ORDER}
        rows = await self._tx.all(
            select(REGISTRANT, *many.values())
            .where(_T.meeting_id == meeting.id, _T.state != RegistrantState.CANCELLED, *_within(meeting, section))
            .order_by(rank, func.lower(_T.name), _T.id)
            .offset(offset)
            .limit(limit)
        )
        numbers = {state: int(rows[0][state.value]) for state in _ORDER} if rows else {}
        return tuple(map(read_registrant, rows)), numbers

    async def progress(self, meeting: Meeting) -> Progress:
        """Of the people who ought to be signed up, how many are; one statement."""
        hosts = [PERSON.c.id != meeting.host_id, PERSON.c.email.not_in(meeting.options.alternative_hosts or ())]
        expected = (
            select(func.count(func.distinct(PERSON.c.email)))
            .select_from(ENROLLMENT.join(PERSON, PERSON.c.id == ENROLLMENT.c.person_id))
            .where(*_of_class(meeting), func.coalesce(PERSON.c.email, "") != "", *hosts)
        )
        there = select(func.count()).where(
            _T.meeting_id == meeting.id, _T.state == RegistrantState.APPROVED, _T.guest.is_(False)
        )
        waiting = select(func.count()).where(_T.meeting_id == meeting.id, _T.state == RegistrantState.PENDING)
        row = await self._tx.one(
            select(
                expected.scalar_subquery().label("expected"),
                there.scalar_subquery().label("there"),
                waiting.scalar_subquery().label("waiting"),
            )
        )
        return Progress(**row) if row else Progress()


def _within(meeting: Meeting, section: str) -> list[ColumnElement[bool]]:
    if not section:
        return []
    theirs = select(ENROLLMENT.c.person_id).where(
        ENROLLMENT.c.course_id == meeting.course_id, func.lower(ENROLLMENT.c.section) == func.lower(section)
    )
    return [_T.person_id.in_(theirs)]


def _of_class(meeting: Meeting) -> list[ColumnElement[bool]]:
    of_course = [ENROLLMENT.c.course_id == meeting.course_id]
    if not meeting.section:
        return of_course
    return [*of_course, of_section(meeting.section)]


_KEPT = (
    *("id", "meeting_id", "email", "name", "state", "person_id", "zoom_id", "link", "ours", "guest", "version"),
    *("sent_at", "changed_at", "decided_by", "decided_at", "adds", "decisions", "counted_on", "error_code"),
)


def read_registrant(row: RowMapping) -> Registrant:
    return Registrant(occurrences=tuple(row[_T.occurrences]), **{name: row[_T[name]] for name in _KEPT})
