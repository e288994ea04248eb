"""Everything that is known about one class, as one value: what cards, pages, reviews and "Why?" all look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from zoomcore.domain.attendance.evidence import Decision, Enrolled, JoinClick, Match, Participant, Pile
from zoomcore.domain.attendance.intervals import Intervals
from zoomcore.domain.attendance.judging import class_window
from zoomcore.domain.attendance.rules import (
    Accommodation,
    Attendance,
    AttendanceRule,
    AttendanceStatus,
    ClassCase,
    ClassTime,
    Mark,
    Presence,
)
from zoomcore.domain.attendance.sheets import Reading, Sheet, SheetRow, SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import PersonId, Section
from zoomcore.services.attendance import words

T = TypeVar("T")

_UNCOUNTED = frozenset({SheetState.VOID, SheetState.NOT_HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """One class as it stands at `now`.

    `attendance` is what evidence says now, of everybody on the roster; `rows` is what is kept, with what was released.
    `sheet` is the class as it stands now and `kept` as it was kept last; None where nothing can be said yet. Of a class
    that is FROZEN only `rows` and `sheet` are left.
    """

    dated: DatedClass
    now: datetime
    time: ClassTime
    rule: AttendanceRule
    roster: tuple[Enrolled, ...]
    participants: tuple[Participant, ...] = ()
    matches: tuple[Match, ...] = ()
    presences: Mapping[PersonId, Presence] = field(default_factory=dict)
    attendance: Mapping[PersonId, Attendance] = field(default_factory=dict)
    rows: Mapping[PersonId, SheetRow] = field(default_factory=dict)
    sheet: Sheet | None = None
    kept: Sheet | None = None
    clicks: tuple[JoinClick, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    marks: Mapping[PersonId, Mark] = field(default_factory=dict)
    accommodations: Mapping[PersonId, Accommodation] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    #: The one whose students alone are left in it; None for everybody.
    section: Section | None = None

    @property
    def state(self) -> SheetState | None:
        return self.sheet.state if self.sheet else None

    @property
    def names(self) -> Mapping[PersonId, str]:
        """Of everybody on the roster, so that two who are called the same are told apart."""
        return words.told_apart(self.roster)

    @property
    def case(self) -> ClassCase:
        """What everybody of the class is judged by."""
        return ClassCase(
            time=self.time,
            rule=self.rule,
            marks=self.marks,
            accommodations=self.accommodations,
            void=self.sheet is not None and bool(self.sheet.void_reason),
        )

    @property
    def live(self) -> bool:
        return self.state is SheetState.LIVE

    @property
    def window(self) -> Intervals:
        return class_window(self.time)

    def of_section(self, section: Section) -> "Findings":
        """The same class with the section's students alone; names to review stay, as they may be theirs."""
        own = section.students
        return replace(
            self,
            section=section,
            roster=tuple(one for one in self.roster if one.person in own),
            matches=tuple(one for one in self.matches if one.pile is not Pile.MATCHED or own.intersection(one.people)),
            clicks=tuple(one for one in self.clicks if one.person in own),
            presences=_of(own, self.presences),
            attendance=_of(own, self.attendance),
            rows=_of(own, self.rows),
            marks=_of(own, self.marks),
            accommodations=_of(own, self.accommodations),
        )

    def pile(self, pile: Pile) -> tuple[Match, ...]:
        return tuple(one for one in self.matches if one.pile is pile)

    @property
    def outsiders(self) -> tuple[Match, ...]:
        """Known for sure and not in this course; whoever hosts the class belongs to it."""
        return tuple(one for one in self.pile(Pile.NOT_ENROLLED) if self.dated.meeting.host_id not in one.people)

    @property
    def review(self) -> tuple[Match, ...]:
        """Participants that wait for a person's word."""
        return self.pile(Pile.REVIEW)

    @property
    def waiting(self) -> tuple[Match, ...]:
        """Of those to review, the ones that can still change a result: none where the class counts for nobody."""
        return () if self.state in _UNCOUNTED else self.review

    @property
    def expected(self) -> tuple[Enrolled, ...]:
        """The students who should have been there."""
        return tuple(one for one in self.roster if one.expected)

    def of_status(self, *statuses: AttendanceStatus) -> tuple[Enrolled, ...]:
        """Of those expected; by name, as the roster is."""
        return tuple(
            one
            for one in self.expected
            if (found := self.attendance.get(one.person)) is not None and found.status in statuses
        )

    @property
    def clicked_unseen(self) -> tuple[Enrolled, ...]:
        """Expected, pressed Join, and nobody at Zoom was taken for them: perhaps under a name to review."""
        pressed = {one.person for one in self.clicks}
        return tuple(one for one in self.expected if one.person in pressed and not self._seen(one.person))

    @property
    def here(self) -> tuple[Enrolled, ...]:
        """In the meeting at this moment, as far as Zoom has told; nobody once it is over."""
        return tuple(one for one in self.expected if self.live and self._is_in(one.person))

    @property
    def not_yet(self) -> tuple[Enrolled, ...]:
        """Expected and not seen in the meeting so far."""
        return tuple(one for one in self.expected if not self._stays(one.person))

    def _stays(self, person: PersonId) -> Intervals:
        found = self.presences.get(person)
        return (*found.stays, *found.withheld) if found else ()

    def _seen(self, person: PersonId) -> bool:
        found = self.presences.get(person)
        return found is not None and bool(found.stays or found.waits or found.withheld)

    def _is_in(self, person: PersonId) -> bool:
        return any(stay.end >= self.now for stay in self._stays(person))


def _of(people: frozenset[PersonId], found: Mapping[PersonId, T]) -> Mapping[PersonId, T]:
    return {person: one for person, one in found.items() if person in people}
