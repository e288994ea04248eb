"""What every record of a backup is, what its header says, and plain data that the domain has a reader for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

#: Plain data that the domain has a reader for; the mark says which.
ScheduleData = Annotated[dict[str, Any], "schedule"]
OptionsData = Annotated[dict[str, Any], "options"]
#: A meeting's settings in Zoom's words, and what an admin set, whatever it is.
ZoomData = Annotated[dict[str, Any], "zoom"]
SettingData = Annotated[dict[str, Any], "setting"]
RuleData = Annotated[dict[str, Any], "rule"]
AgreedData = Annotated[dict[str, Any], "agreed"]


class Scope(StrEnum):
    """What a backup is of. EVERYTHING holds people's accounts and who is an admin too: for a terminal alone."""

    COURSE = "course"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first record. `people`: whether rosters and attendance are in it; `code` is empty for EVERYTHING."""

    version: int
    scope: Scope
    code: str
    people: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`tag` names it in the file for ever; `personal`: only with people's data."""

    tag: ClassVar[str]
    personal: ClassVar[bool] = False
