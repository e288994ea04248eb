"""The pieces of meaning a line may hold, each found on its own, before they are put together."""

from dataclasses import dataclass
from datetime import date, time

from zoomcore.commands.outcome import Guess
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import OptionValue
from zoomcore.domain.schedule import Repeat


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day that needs nothing else to be known."""

    day: date


@dataclass(frozen=True, slots=True)
class NearDay:
    """Counted from today, which depends on the zone."""

    offset: int


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """The coming one on or after whatever it is counted from."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class WeekdayWord:
    """`next_week`: of the calendar week that follows."""

    weekday: int
    next_week: bool = False


@dataclass(frozen=True, slots=True)
class MonthDay:
    """As in "the 15th"."""

    day: int


DayWord = FixedDay | NearDay | YearlessDay | WeekdayWord | MonthDay


@dataclass(frozen=True, slots=True)
class DayFound:
    word: DayWord
    #: Said as the beginning of a repeat ("from jan 12").
    begins: bool = False
    #: 3/4, read by the asker's region.
    ordered: bool = False
    #: The ISO weekday of "Thursday 3 December", to be held against the date; 0 where none was said.
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class TimeFound:
    """`minutes` when the line gave an end time as well."""

    at: time
    minutes: int | None = None
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class EndTimeFound:
    """As in "until 5pm"."""

    at: time


@dataclass(frozen=True, slots=True)
class InFound:
    """As in "in 30 minutes": counted from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class LengthFound:
    minutes: int


@dataclass(frozen=True, slots=True)
class RepeatFound:
    """`month_day` 0 means the first class's own day. `implied`: a bare list of weekdays, which may mean one week."""

    repeat: Repeat
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_week: int = 0
    month_day: int = 0
    implied: bool = False


@dataclass(frozen=True, slots=True)
class UntilFound:
    word: DayWord


@dataclass(frozen=True, slots=True)
class SpanFound:
    """As in "for 6 weeks"."""

    weeks: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class CountFound:
    count: int


@dataclass(frozen=True, slots=True)
class SkipFound:
    """Days or spans of days left out, and weekdays left out of a daily repeat."""

    spans: tuple[tuple[DayWord, DayWord], ...]
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneFound:
    """Either an IANA `zone`, or an `offset_minutes` from UTC. `guess` when only a city's name was given."""

    zone: str = ""
    offset_minutes: int | None = None
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class CourseFound:
    code: str


@dataclass(frozen=True, slots=True)
class HostFound:
    who: str


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """People somebody is about to add, or to take off."""

    who: tuple[str, ...]
    removing: bool


@dataclass(frozen=True, slots=True)
class OptionFound:
    """`name` is the option's attribute."""

    name: str
    value: OptionValue


@dataclass(frozen=True, slots=True)
class PasscodeFound:
    """As typed; empty for none."""

    passcode: str


@dataclass(frozen=True, slots=True)
class KindFound:
    kind: MeetingKind


@dataclass(frozen=True, slots=True)
class SectionFound:
    """The part of a course that a class is for."""

    name: str


@dataclass(frozen=True, slots=True)
class AnnounceFound:
    announce: Announce


@dataclass(frozen=True, slots=True)
class TrackingFound:
    """A tracking field and its value; an empty one takes the field off."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ScopeFound:
    scope: Scope


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A new topic, behind a word that says so."""

    topic: str


Found = (
    DayFound
    | TimeFound
    | EndTimeFound
    | InFound
    | LengthFound
    | RepeatFound
    | UntilFound
    | SpanFound
    | CountFound
    | SkipFound
    | ZoneFound
    | CourseFound
    | HostFound
    | OptionFound
    | PasscodeFound
    | KindFound
    | SectionFound
    | PeopleFound
    | AnnounceFound
    | ScopeFound
    | TopicFound
    | TrackingFound
)
