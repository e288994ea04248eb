"""When a failed job is tried again: a value, by what went wrong and how often it did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from zoomcore.errors import (
    AnswerLost,
    ChatError,
    ChatUnavailable,
    ConfigError,
    StorageError,
    UserError,
    ZoomError,
    ZoomRateLimited,
    ZoomUnavailable,
    ZoomUnexpected,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """Twice as long each time, from `first` up to `most`; given up with failure number `tries`."""

    first: timedelta
    most: timedelta
    tries: int

    def wait(self, failures: int) -> timedelta | None:
        if failures >= self.tries:
            return None
        # Beyond 2**30 seconds every cap is reached.
        doublings: int = 2 ** min(failures - 1, 30)
        return min(self.first * doublings, self.most)


_SECOND = timedelta(seconds=1)
#: The more particular kinds first. What stands at None is a refusal: asking again would be answered the same.
_PATIENCE: Mapping[type[Exception], Patience | None] = {
    ZoomRateLimited: Patience(_SECOND, timedelta(days=1), tries=20),
    AnswerLost: Patience(2 * _SECOND, timedelta(minutes=1), tries=10),
    ZoomUnavailable: Patience(2 * _SECOND, timedelta(minutes=5), tries=30),
    ZoomUnexpected: Patience(5 * _SECOND, timedelta(minutes=1), tries=3),
    ZoomError: None,
    ChatUnavailable: Patience(2 * _SECOND, timedelta(minutes=5), tries=30),
    ChatError: None,
    StorageError: Patience(_SECOND, timedelta(minutes=1), tries=60),
    UserError: None,
    ConfigError: None,
    Exception: Patience(5 * _SECOND, timedelta(minutes=1), tries=3),
}


def retry_after(error: BaseException, failures: int) -> timedelta | None:
    """How long to wait; None to give up. `failures` counts this one, from 1. Who limits us says how long at least."""
    patience = next((kept for kind, kept in _PATIENCE.items() if isinstance(error, kind)), None)
    wait = patience.wait(failures) if patience else None
    if wait is None:
        return None
    asked = error.retry_after if isinstance(error, ZoomRateLimited | ChatUnavailable) else None
    return wait if asked is None else max(asked, timedelta())
