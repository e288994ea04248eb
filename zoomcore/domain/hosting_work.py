"""What is to be done about who holds a class, as frozen data."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.work import Answered, Work


@dataclass(frozen=True, kw_only=True)
class ChangeAlternatives(Answered):
    """Add to those who may start a class besides its host, and take others off: e-mails in lower case."""

    kind: ClassVar[str] = "change-alternatives"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    meeting: int
    by: int
    request: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def done(self) -> str:
        """The inbox knows this key once it was done."""
        return f"alternatives:{self.request}"


@dataclass(frozen=True, kw_only=True)
class BringSubstitute(Answered):
    """Let somebody start a class for one date of it, and tell them."""

    kind: ClassVar[str] = "bring-substitute"
    key_fields: ClassVar[tuple[str, ...]] = ("substitute",)
    substitute: int


@dataclass(frozen=True, kw_only=True)
class TakeOffSubstitute(Answered):
    """Somebody wants another to stand in no more. `request` names the wish: it may be refused, and wished again."""

    kind: ClassVar[str] = "take-off-substitute"
    key_fields: ClassVar[tuple[str, ...]] = ("substitute", "request")
    substitute: int
    by: int
    request: str = ""


@dataclass(frozen=True, kw_only=True)
class EndSubstitute(Work):
    """Their date is over: they start this class no more.

    `request` names why it is looked at besides: their date is off, nobody knows whether Zoom took them before
    everybody gave up, or the class is back with them after they had left.
    """

    kind: ClassVar[str] = "end-substitute"
    substitute: int
    request: str = ""

    @property
    def key(self) -> str:
        return f"{self.substitute}:{self.request}" if self.request else str(self.substitute)


@dataclass(frozen=True, kw_only=True)
class ChangeHost(Answered):
    """Give a class to another host: the same meeting where Zoom lets it move, else a new one in its place."""

    kind: ClassVar[str] = "change-host"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    meeting: int
    person: int
    by: int
    request: str

    @property
    def done(self) -> str:
        """The inbox knows this key once it was done."""
        return f"host:{self.request}"


@dataclass(frozen=True, kw_only=True)
class EndOldMeeting(Work):
    """Take a meeting out of Zoom in whose place another one stands."""

    kind: ClassVar[str] = "end-old-meeting"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting",)
    meeting: int


def keeper(work: Work) -> str:
    """How a job is named that keeps a class for itself."""
    return f"{work.kind}:{work.key}"


WORK: tuple[type[Work], ...] = (
    ChangeAlternatives,
    BringSubstitute,
    TakeOffSubstitute,
    EndSubstitute,
    ChangeHost,
    EndOldMeeting,
)
