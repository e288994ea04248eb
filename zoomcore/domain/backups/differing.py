"""What a restore would do, before it does anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.records import options_kept
from zoomcore.domain.backups.terms import remaining
from zoomcore.domain.budget import HOST_CALLS_A_DAY
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.meetings import Meeting, MeetingState, OccurrenceState
from zoomcore.domain.options import PLACES
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.errors import InvalidInput

#: What of a host's day is left to people, so that nobody waits for a restore.
_FOR_OTHERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a diff needs of a backup: all but attendance, which may be long."""

    course: kept.CourseRecord | None = None
    people: Mapping[int, kept.PersonRecord] = field(default_factory=dict)
    meetings: tuple[kept.MeetingRecord, ...] = ()
    enrollments: tuple[kept.EnrollmentRecord, ...] = ()
    #: Meeting → the start of the last date that was to be held.
    last: Mapping[int, datetime] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


class Gathering:
    """Takes the records of a backup one by one: memory grows with people and classes, not with their attendance."""

    def __init__(self) -> None:
        self._course: kept.CourseRecord | None = None
        self._people: dict[int, kept.PersonRecord] = {}
        self._meetings: list[kept.MeetingRecord] = []
        self._enrollments: list[kept.EnrollmentRecord] = []
        self._last: dict[int, datetime] = {}
        self._counts: dict[str, int] = {}

    def take(self, record: kept.Record) -> None:
        self._counts[record.tag] = self._counts.get(record.tag, 0) + 1
        match record:
            case kept.CourseRecord():
                self._course = self._course or record
            case kept.PersonRecord():
                self._people[record.id] = record
            case kept.MeetingRecord():
                self._meetings.append(record)
            case kept.EnrollmentRecord():
                self._enrollments.append(record)
            case kept.OccurrenceRecord(state=OccurrenceState.SCHEDULED, start=datetime() as start):
                self._last[record.meeting_id] = max(start, self._last.get(record.meeting_id, start))
            case _:
                return

    @property
    def read(self) -> Read:
        return Read(
            course=self._course,
            people=self._people,
            meetings=tuple(self._meetings),
            enrollments=tuple(self._enrollments),
            last=self._last,
            counts=self._counts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Topics, and names of settings. `missing`: not with us or called off; `there`: with us, to be looked for at Zoom.

    `other`: with us, but changed since the backup: they stay as they are. `past`: nothing of them is to come.
    """

    settings: tuple[str, ...] = ()
    missing: tuple[kept.MeetingRecord, ...] = ()
    there: tuple[kept.MeetingRecord, ...] = ()
    other: tuple[kept.MeetingRecord, ...] = ()
    past: tuple[kept.MeetingRecord, ...] = ()
    people: int = 0
    taken: tuple[kept.MeetingRecord, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.settings or self.missing or self.people)


_SETTINGS = ("title", "zone")
_PRESETS = tuple(one.name for one in fields(Presets) if one.name != "options")
_ALIVE = (MeetingState.SCHEDULED, MeetingState.CREATING, MeetingState.CHANGING)


def settings_that_differ(course: Course, record: kept.CourseRecord) -> tuple[str, ...]:
    differ = [name for name in _SETTINGS if getattr(course, name) != getattr(record, name)]
    differ += [name for name in _PRESETS if getattr(course.presets, name) != getattr(record, name)]
    ours, kept_options = course.presets.options, options_kept(record)
    return (*differ, *(name for name in PLACES if getattr(ours, name) != getattr(kept_options, name)))


def presets_kept(record: kept.CourseRecord) -> Presets:
    return Presets(options=options_kept(record), **{name: getattr(record, name) for name in _PRESETS})


def difference(
    read: Read, course: Course, ours: Mapping[str, Meeting], emails: frozenset[str], now: datetime
) -> Difference:
    """`ours`: the meetings with the backup's refs; `emails`: of those in the course."""
    piles: dict[str, list[kept.MeetingRecord]] = {name: [] for name in ("missing", "there", "other", "past", "taken")}
    for one in read.meetings:
        # A date that was moved may be to come where the pattern itself is past.
        over = coming(one, now) is None and read.last.get(one.id, now) <= now
        pile = "past" if over or one.state is not MeetingState.SCHEDULED else _pile(one, ours.get(one.ref))
        taken = one.ref in ours and ours[one.ref].course_id != course.id
        piles["taken" if taken else pile].append(one)
    enrolled = [read.people[one.person_id].email for one in read.enrollments if one.person_id in read.people]
    return Difference(
        settings=settings_that_differ(course, read.course) if read.course else (),
        people=sum(bool(email) and email not in emails for email in enrolled),
        **{name: tuple(pile) for name, pile in piles.items()},
    )


def _pile(record: kept.MeetingRecord, ours: Meeting | None) -> str:
    """Of a class that has dates to come."""
    if ours is None or ours.state not in _ALIVE:
        return "missing"
    same = ours.topic == record.topic and ours.schedule == schedule_from_data(record.schedule)
    return "there" if same else "other"


def coming(record: kept.MeetingRecord, now: datetime) -> Schedule | None:
    """What of its plan is still to come; None where nothing is, or none can be laid out."""
    try:
        return remaining(schedule_from_data(record.schedule), now)
    except InvalidInput:
        return None


def days_needed(calls: int, used_today: int) -> int:
    """Over how many UTC days so many creates and updates of one host are spread, today included."""
    a_day = HOST_CALLS_A_DAY - _FOR_OTHERS
    today = max(a_day - used_today, 0)
    later = max(calls - today, 0)
    return 1 + -(-later // a_day)


def done_by(now: datetime, days: int) -> datetime:
    """When the last of so many days begins: Zoom's days begin at midnight in UTC."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return now if days <= 1 else midnight + timedelta(days=days - 1)


def by_host(records: Sequence[kept.MeetingRecord]) -> Mapping[int, int]:
    """Host → how many of these are theirs."""
    found: dict[int, int] = {}
    for one in records:
        found[one.host_id] = found.get(one.host_id, 0) + 1
    return found
