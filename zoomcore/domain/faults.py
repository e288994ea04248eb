"""What is wrong with a schedule: facts, whose sentences stand in `commands/sentences.py`."""

from datetime import date
from enum import StrEnum

from zoomcore.errors import InvalidInput


class Fault(StrEnum):
    """The names of the values that come with each stand beside it."""

    ZONE_UNKNOWN = "unknown zone"  # name
    YEAR_TOO_FAR = "year too far"  # year
    NO_DAY_OR_TIME = "no day or time"
    NO_DAY = "no day"
    NO_FIXED_TIME = "no fixed time"
    LENGTH = "length"  # least (minutes), most (hours)
    EVERY_SO_MANY_DAYS = "every so many days"  # most
    EVERY_SO_MANY_WEEKS = "every so many weeks"  # most
    EVERY_SO_MANY_MONTHS = "every so many months"  # most
    WEEKDAY_UNKNOWN = "unknown weekday"
    WEEK_OF_MONTH_UNKNOWN = "unknown week of month"
    ONE_WEEKDAY_A_MONTH = "one weekday a month"
    TWO_ENDS = "two ends"
    TOO_MANY_TIMES = "too many times"  # count, most
    TOO_MANY_UNTIL = "too many until"  # until, most
    ENDS_BEFORE_IT_BEGINS = "ends before it begins"  # last, first
    NO_DAY_BETWEEN = "no day between"  # first, last
    NOTHING_HELD = "nothing held"
    NOTHING_LEFT = "nothing left"  # day
    SEVERAL_WEEKDAYS = "several weekdays"  # new
    NO_SERIES = "no series"


class ScheduleFault(InvalidInput):
    """`field` names the attribute at fault, as always; the message is only the fault's name."""

    def __init__(self, fault: Fault, field: str, **values: date | int | str) -> None:
        super().__init__(fault.value, field=field)
        self.fault = fault
        self.values = values
