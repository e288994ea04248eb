"""The job that fetches Zoom's invitation."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.job import Answered


@dataclass(frozen=True, kw_only=True)
class FetchInvitation(Answered):
    """For who runs the class; `occurrence` is the date that their own link is for."""

    kind: ClassVar[str] = "fetch-invitation"
    key_fields: ClassVar[tuple[str, ...]] = ("occurrence", "request")
    occurrence: int
    person: int
    request: str
