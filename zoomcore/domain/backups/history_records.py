"""What the file of a whole deployment holds of what was: licenses that moved, and who did what.

It comes back to be looked at. Nothing of it can be pressed, undone or carried on: no button, no inverse, no address.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from zoomcore.domain.backups.record import Record, SettingData
from zoomcore.domain.licenses.requests import MOVING, Origin, RequestState, StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRequestRecord(Record):
    tag: ClassVar[str] = "license request"
    personal: ClassVar[bool] = True
    id: int
    origin: Origin
    state: RequestState
    version: int
    recipient: str
    recipient_name: str
    donor: str
    donor_name: str
    person: int | None
    requested_by: int | None
    reason: str
    refusal: str
    meeting_id: int | None
    needed_at: datetime | None
    until: datetime | None
    created_at: datetime
    expires_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    seconded_by: int | None
    done_at: datetime | None
    reverses: int | None
    error_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseStepRecord(Record):
    """One change at Zoom that a request made."""

    tag: ClassVar[str] = "license step"
    personal: ClassVar[bool] = True
    request_id: int
    version: int
    kind: StepKind
    zoom_user: str
    sent_at: datetime
    seen_at: datetime | None
    error_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord(Record):
    """Who did what. `subject` is a kind and numbers of this file."""

    tag: ClassVar[str] = "audit"
    personal: ClassVar[bool] = True
    at: datetime
    person_id: int | None
    verb: str
    subject: str
    detail: SettingData
    undone: bool


def as_history(state: RequestState) -> RequestState:
    """Nothing goes on from here: what nobody had decided ran out, what was under way is not known to have ended."""
    if state in MOVING:
        return RequestState.WITHDRAWN
    return {RequestState.REQUESTED: RequestState.EXPIRED, RequestState.REVERSING: RequestState.DONE}.get(state, state)
