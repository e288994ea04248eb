"""Zoom's webhooks about registrants: somebody signed up, or was decided about, at Zoom or by us."""

from dataclasses import dataclass, field
from datetime import datetime

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.reading import Raw, child, children, required_id, text

#: What may follow `meeting.registration_` and `webinar.registration_`, and the status each leaves behind.
_STATUS = {"approved": "approved", "cancelled": "cancelled", "denied": "denied", "created": ""}
_PREFIX = "registration_"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationEvent:
    """`status` is approved, pending, denied or cancelled; `occurrence_ids` are the dates signed up for, () for all."""

    kind: MeetingKind
    meeting_id: int
    registrant_id: str
    email: str = field(repr=False)
    name: str
    status: str
    occurrence_ids: tuple[str, ...]
    at: datetime


def read_registration_event(kind: MeetingKind, happening: str, thing: Raw, at: datetime) -> RegistrationEvent | None:
    """None for what is no event about a registrant. The link that comes along is left out: it is read when needed."""
    happened = happening.removeprefix(_PREFIX)
    if happened == happening or happened not in _STATUS:
        return None
    who = child(thing, "registrant")
    name = f"{text(who, 'first_name')} {text(who, 'last_name')}".strip()
    return RegistrationEvent(
        kind=kind,
        meeting_id=required_id(thing),
        registrant_id=text(who, "id"),
        email=text(who, "email").strip().lower(),
        name=name,
        # Without a word of it Zoom lets people in by itself (zoom-api 5.8).
        status=_STATUS[happened] or text(who, "status") or "approved",
        occurrence_ids=tuple(text(one, "occurrence_id") for one in children(thing, "occurrences")),
        at=at,
    )
