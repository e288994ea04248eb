"""Days as a sentence names them, in the language of the request in hand."""

from datetime import date

from babel import Locale
from babel.dates import format_date

from zoomcore.wording import current_language


def spell(day: date) -> str:
    """Weekday and date, short: "Mon 23 Nov 2026"."""
    return _drawn(day, "EEE d MMM y")


def long_date(day: date) -> str:
    """The date alone, its month as a word: "23 November 2026"."""
    return _drawn(day, "d MMMM y")


def weekday_of(day: date) -> str:
    """The weekday alone: "Monday"."""
    return _drawn(day, "EEEE")


def _drawn(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(current_language()))
