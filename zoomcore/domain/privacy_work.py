"""What is to be done about who asked to be forgotten, as frozen data."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.work import Answered


@dataclass(frozen=True, kw_only=True)
class ForgetPerson(Answered):
    """Take somebody out of every table and every stored backup. `entry` is the audit's, which counts along."""

    kind: ClassVar[str] = "forget-person"
    key_fields: ClassVar[tuple[str, ...]] = ("entry",)
    person: int
    by: int
    entry: int
