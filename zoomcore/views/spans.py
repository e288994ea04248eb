"""The pieces of a sentence. A course named `A <b> *C* <!channel>` is a `str`, and safe everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class WhenStyle(StrEnum):
    """FULL: weekday, date, time, zone. DAY: weekday and date. TIME: time and zone. RANGE: FULL with the end time."""

    FULL = "full"
    DAY = "day"
    TIME = "time"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed, or an identifier."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is https and never a start link; a secret link belongs in `OpenUrl` of a private card."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class When:
    """An instant. Drawn in the reader's zone where the platform or the audience allows it, else in `zone` (IANA)."""

    instant: datetime
    zone: str
    style: WhenStyle = WhenStyle.FULL
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A person. `user_id` is theirs on the platform the card goes to, empty where unknown: then the name is drawn."""

    name: str
    user_id: str = ""


Span = str | Strong | Code | Link | When | Mention
Line = tuple[Span, ...]


def line(*spans: Span) -> Line:
    """One sentence out of its pieces."""
    return spans


def sentence(text: str) -> Line:
    """Our own sentence as spans: what stands between `backticks` is Code, to be drawn as such everywhere."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return (text,)
    return tuple(Code(piece) if index % 2 else piece for index, piece in enumerate(pieces) if piece)


def text_of(spans: Line) -> str:
    """Give the bare words, for titles and alternative texts. Renderers have their own."""
    return "".join(_bare(span) for span in spans)


def _bare(span: Span) -> str:
    match span:
        case str():
            return span
        case Strong(text) | Code(text):
            return text
        case Link(label, _):
            return label
        case Mention(name, _):
            return name
        case When():
            return span.instant.isoformat()
