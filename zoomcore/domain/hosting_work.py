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


WORK: tuple[type[Work], ...] = (ChangeAlternatives,)
