"""The license pool as last read, what an admin said about it, and the requests that move licenses."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from zoomcore.domain.licenses.requests import Origin, RequestState, StepKind
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class ZoomUserRow(Row, table=True):
    """One Zoom user, kept by the nightly sweep and by webhooks. `born_at` is when Zoom made the account.

    `live_run` is what they host now, `ended_run` what they hosted last, by UUID: an end may be told before its start.
    """

    __tablename__ = "zoom_user"
    __table_args__: ClassVar = (Index(None, "type", "status"),)

    id: str = Field(primary_key=True)
    email: str = Field(index=True)
    name: str
    type: int
    status: str
    role_id: str
    groups: list[str] = Field(sa_type=PLAIN_DATA)
    last_login: datetime | None = Field(default=None, sa_type=UtcDateTime)
    born_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hosted_on: date | None = None
    bundle: bool
    addons: list[str] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)
    addons_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    flipped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    refused_code: int = 0
    live_run: str = ""
    live_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_run: str = ""
    read_at: datetime = Field(sa_type=UtcDateTime)


class GuardRow(Numbered, table=True):
    """Whose license is never taken: a Zoom user or a Zoom group (`kind` person, group), by Zoom's id."""

    __tablename__ = "license_guard"
    __table_args__: ClassVar = (UniqueConstraint("kind", "key"),)

    kind: str
    key: str
    name: str
    set_by: int | None = Field(default=None, foreign_key="person.id")


class SettingRow(Row, table=True):
    """What an admin set for the whole deployment, as plain data under a name."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    set_by: int | None = Field(default=None, foreign_key="person.id")
    set_at: datetime = Field(sa_type=UtcDateTime)


class LicenseRequestRow(Numbered, table=True):
    __tablename__ = "license_request"
    __table_args__: ClassVar = (Index(None, "state", "expires_at"), Index(None, "created_at"))

    origin: Origin = Field(sa_type=enum_of(Origin))
    state: RequestState = Field(sa_type=enum_of(RequestState))
    version: int = 1
    recipient: str
    recipient_name: str
    donor: str = ""
    donor_name: str = ""
    person: int | None = Field(default=None, foreign_key="person.id", index=True)
    requested_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    refusal: str = ""
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    needed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seconded_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reverses: int | None = Field(default=None, foreign_key="license_request.id", index=True)
    error_code: int = 0
    answer: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    card: str = ""
    offer: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)


class LicenseStepRow(Row, table=True):
    """A change at Zoom, written down before it is sent."""

    __tablename__ = "license_step"

    request_id: int = Field(foreign_key="license_request.id", primary_key=True)
    version: int = Field(primary_key=True)
    kind: StepKind = Field(sa_type=enum_of(StepKind), primary_key=True)
    zoom_user: str
    sent_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error_code: int = 0


class LicenseHoldRow(Row, table=True):
    """What one request has to itself while it moves licenses: its two people, and the pool."""

    __tablename__ = "license_hold"

    name: str = Field(primary_key=True)
    request_id: int = Field(foreign_key="license_request.id", index=True)


ZOOM_USER = table_of(ZoomUserRow)
GUARD = table_of(GuardRow)
SETTING = table_of(SettingRow)
LICENSE_REQUEST = table_of(LicenseRequestRow)
LICENSE_STEP = table_of(LicenseStepRow)
LICENSE_HOLD = table_of(LicenseHoldRow)
