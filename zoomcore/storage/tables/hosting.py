"""Who stands in for a host on one date, and what hosts' accounts allow."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.tables.people import PERSON
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class SubstituteRow(Numbered, table=True):
    __tablename__ = "substitute"

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    state: SubstituteState = Field(sa_type=enum_of(SubstituteState))
    stays: bool | None = None
    start: datetime | None = Field(default=None, sa_type=UtcDateTime)
    called_off: bool = False
    kept_by: str = ""
    leaving: bool = False


class HostSettingsRow(Row, table=True):
    """Parts of a Zoom user's settings, as Zoom wrote them."""

    __tablename__ = "host_settings"

    person_id: int = Field(foreign_key="person.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    settings: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    read_at: datetime = Field(sa_type=UtcDateTime)


SUBSTITUTE = table_of(SubstituteRow)
HOST_SETTINGS = table_of(HostSettingsRow)
#: The person who stands in, beside the host.
STANDING_IN = PERSON.alias("standing_in")
