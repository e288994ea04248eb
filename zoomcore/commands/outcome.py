"""What reading a line comes to: a command with what had to be guessed, or a refusal with ways on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zoomcore.commands.base import Command
from zoomcore.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What the grammar needs to know of the asker. `now` is aware; `zone` is IANA: the asker's, else the course's.

    `locale` ("en-US", "es") decides the words and the order of 3/4; a language without a region leaves that open.
    """

    now: datetime
    zone: str
    locale: str = "en"
    default_minutes: int = 60


class GuessKind(StrEnum):
    """What was read into a line that it did not say."""

    TIME_ASSUMED = "time assumed"
    DAY_ASSUMED = "day assumed"
    YEAR_ASSUMED = "year assumed"
    REPEAT_ASSUMED = "repeat assumed"
    VERB_ASSUMED = "verb assumed"
    ZONE_ASSUMED = "zone assumed"
    ZONE_CONVERTED = "zone converted"
    DATE_ORDER = "date order"
    DAY_CONTRADICTS_REPEAT = "day contradicts repeat"
    DST_GAP = "dst gap"
    DST_FOLD = "dst fold"
    FAR_AHEAD = "far ahead"
    UNREAD = "unread"
    NO_END = "no end"
    SHORT_MONTH = "short month"
    SKIP_MISSED = "skip missed"


@dataclass(frozen=True, slots=True)
class Guess:
    """`text` is one plain English sentence for the echo."""

    kind: GuessKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """`guesses` are asked back before anything is written; `notes` are certain, and said in the echo."""

    command: Command
    guesses: tuple[Guess, ...] = ()
    notes: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way on: a button's words and the command it carries."""

    label: str
    command: Command


class NotUnderstood(InvalidInput):
    """The line has no one meaning; `choices` are those it may have, for buttons. Nothing was done."""

    def __init__(self, message: str, *, next_step: str = "", field: str = "", choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(message, next_step=next_step, field=field)
        self.choices = choices
