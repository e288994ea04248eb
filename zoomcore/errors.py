"""Every error Lectern raises, drawn as a tree.

LecternError
├── UserError             the asker can act; the message is shown as it stands
│   ├── InvalidInput      something typed, pressed or submitted cannot be understood
│   ├── NotFound          what was named does not exist, or not for this person
│   ├── NotAllowed        the role does not suffice
│   ├── Conflict          somebody or something was quicker
│   └── LimitReached      a limit of Zoom or of the deployment
├── ZoomError             Zoom is away, refuses or answers strangely
│   ├── ZoomUnavailable   no answer, or a 5xx
│   │   └── AnswerLost    a write may or may not have had its effect: look before sending again
│   ├── ZoomRateLimited   429, with the time to wait and what was limited
│   ├── ZoomAuthError     the token or its scopes do not suffice
│   ├── ZoomNotFound      the meeting, webinar or user is not there
│   │   └── ZoomNotReady  no attendance of this run yet, or no such run: Zoom says the same for both
│   ├── ZoomRefused       any other named refusal, with Zoom's code
│   │   ├── ZoomPlanRefused  the account's plan or the app's role has no such history
│   │   └── ZoomTooOld       Zoom keeps it no longer
│   └── ZoomUnexpected    an answer outside the contract
├── ChatError             Slack or Teams is away, refuses or has lost a message
│   ├── ChatUnavailable   no answer, 5xx or a rate limit: try again after `retry_after`
│   └── ChatRefused       gone for good: blocked, uninstalled, not in the channel, message deleted
├── StorageError          the database is away or locked
└── ConfigError           a setting is missing or wrong
"""

from collections.abc import Sequence
from datetime import timedelta


class LecternError(Exception):
    """The root. Nothing raises it directly."""


class UserError(LecternError):
    """Shown to the asker as it stands: one sentence on what happened, one on what to do next."""

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class InvalidInput(UserError):
    """`field` names the command's attribute at fault, so that a form can show the sentence beside it."""

    def __init__(self, message: str, *, next_step: str = "", field: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.field = field


class NotFound(UserError):
    """What was named does not exist, or not for this person."""


class NotAllowed(UserError):
    """The asker's role does not suffice."""


class Conflict(UserError):
    """The thing changed since the asker last saw it."""


class LimitReached(UserError):
    """A limit of Zoom or of this deployment; the message names it and when it ends."""


class ZoomError(LecternError):
    """`code` is Zoom's own number in the body, 0 where there was none; `status` is HTTP's, 0 where no answer came."""

    def __init__(self, message: str, *, status: int = 0, code: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class ZoomUnavailable(ZoomError):
    """No answer, or a 5xx. A read may be asked again."""


class AnswerLost(ZoomUnavailable):
    """A write was sent and its answer was lost; whether it took effect is unknown."""


class ZoomRateLimited(ZoomError):
    """429. `retry_after` is the least to wait; `scope` is what was limited."""

    def __init__(self, message: str, *, retry_after: timedelta, scope: str, status: int = 429, code: int = 429) -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after = retry_after
        #: "second", "day", "host-day" (100 creates and updates a host a day) or "concurrency"
        self.scope = scope


class ZoomAuthError(ZoomError):
    """The credentials, the token, a role right or a scope is missing. `missing_scopes` as Zoom names them."""

    def __init__(self, message: str, *, status: int = 0, code: int = 0, missing_scopes: Sequence[str] = ()) -> None:
        super().__init__(message, status=status, code=code)
        self.missing_scopes = tuple(missing_scopes)


class ZoomNotFound(ZoomError):
    """404/3001, 404/1001 and their relatives."""


class ZoomNotReady(ZoomNotFound):
    """404/3001 of a run's attendance: up to 30 minutes after its end, seldom hours; for ever for an unknown run."""


class ZoomRefused(ZoomError):
    """A refusal with a code; `fields` are Zoom's own (field, message) pairs for 300."""

    def __init__(self, message: str, *, status: int, code: int, fields: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message, status=status, code=code)
        self.fields = tuple(fields)


class ZoomPlanRefused(ZoomRefused):
    """400/200 or 400/400 of a history call: another source may answer, and this one will not soon."""


class ZoomTooOld(ZoomRefused):
    """400/12702: beyond the year, the months or the window that Zoom's history reaches back."""


class ZoomUnexpected(ZoomError):
    """An answer outside Zoom's contract: HTML with 200, a body without an id."""


class ChatError(LecternError):
    """A chat platform did not take a message."""


class ChatUnavailable(ChatError):
    """Try again; `retry_after` is what the platform asked for, or None."""

    def __init__(self, message: str, *, retry_after: timedelta | None = None, answer_lost: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        #: True when the request was sent and its answer was lost: the message may stand already
        self.answer_lost = answer_lost


class ChatRefused(ChatError):
    """The message can never be delivered there; `reason` is the platform's own word."""

    def __init__(self, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason


class StorageError(LecternError):
    """The database is away, locked beyond patience, or behind its migrations."""


class ConfigError(LecternError):
    """A setting is missing or wrong; the message names each one."""
