"""What Zoom tells of its users: who came, went, signed in, or holds another license now. No I/O.

Zoom's webhook catalogue lists these events without their bodies, so they are read for what they say (zoom-api 8.4).
"""

from dataclasses import dataclass, field
from datetime import datetime

from zoomcore.zoom.reading import Raw, child, text, whole

#: What happened, as Zoom names it behind "user.".
USER_EVENTS = frozenset(
    ["created", "updated", "activated", "deactivated", "deleted", "disassociated", "signed_in", "invitation_accepted"]
)
#: After these the user is in the account no more.
LEFT = frozenset(["deleted", "disassociated"])


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEvent:
    """Something about one user. `type` is Zoom's, None where the event does not speak of the license."""

    what: str
    user_id: str
    email: str = field(repr=False)
    type: int | None
    at: datetime


def read_user_event(what: str, payload: Raw, at: datetime) -> UserEvent:
    """Tolerant: an event without an id comes with an empty one, and is left alone."""
    thing = child(payload, "object")
    return UserEvent(
        what=what,
        user_id=text(thing, "id"),
        email=text(thing, "email").strip().lower(),
        type=whole(thing, "type"),
        at=at,
    )
