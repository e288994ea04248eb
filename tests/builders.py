"""Values for tests, each whole and plausible; a test names only what its story turns on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, Meeting, MeetingState, Occurrence
from zoomcore.domain.schedule import Schedule

#: A Monday; Madrid is at UTC+1.
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
START = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


def a_schedule(**changes: Any) -> Schedule:
    """Tuesday 1 December 2026, 15:00 in Madrid, 50 minutes, once."""
    plain = Schedule(zone="Europe/Madrid", duration_minutes=50, day=date(2026, 12, 1), at=time(15, 0))
    return replace(plain, **changes)


def a_meeting(**changes: Any) -> Meeting:
    plain = Meeting(
        id=1,
        ref="K7Q2ABCD",
        kind=MeetingKind.MEETING,
        course_id=1,
        host_id=2,
        created_by=2,
        topic="Algebra II",
        schedule=a_schedule(),
        state=MeetingState.SCHEDULED,
        zoom_id=81234567890,
        join_url="https://zoom.example/j/81234567890",
    )
    return replace(plain, **changes)


def an_occurrence(**changes: Any) -> Occurrence:
    plain = Occurrence(id=1, meeting_id=1, zoom_occurrence_id="1", start=START, duration_minutes=50)
    return replace(plain, **changes)


def a_class(*, occurrence: Occurrence | None = None, meeting: Meeting | None = None) -> DatedClass:
    return DatedClass(
        meeting=meeting or a_meeting(),
        occurrence=occurrence or an_occurrence(),
        course_code="MATH201",
        course_title="Algebra II",
        course_zone="Europe/Madrid",
        host_name="Ana Ruiz",
        opens_minutes=15,
    )
