"""How long a change may be taken back."""

from datetime import datetime, timedelta

UNDO = timedelta(minutes=10)


def undo_until(now: datetime) -> datetime:
    return now + UNDO
