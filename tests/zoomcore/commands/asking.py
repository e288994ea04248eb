"""Ask the grammar, on a Monday morning in Madrid."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zoomcore.commands.mentions import Mention, MentionKind, placeholder
from zoomcore.commands.outcome import NotUnderstood, Parsed, Speaker
from zoomcore.commands.parse import parse
from zoomcore.errors import InvalidInput

MADRID = "Europe/Madrid"
#: Monday.
NOW = datetime(2026, 11, 23, 10, 14, tzinfo=ZoneInfo(MADRID))

ANA = placeholder(0)
CHANNEL = placeholder(1)
MENTIONS = {
    ANA: Mention(kind=MentionKind.PERSON, id="U1", name="Ana"),
    CHANNEL: Mention(kind=MentionKind.CHANNEL, id="C1", name="algebra"),
}


def ask(text: str, *, locale: str = "en", now: datetime = NOW, zone: str = MADRID) -> Parsed:
    return parse(text, MENTIONS, Speaker(now=now, zone=zone, locale=locale))


def refusal(text: str, **changes) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        ask(text, **changes)
    return caught.value


def misunderstanding(text: str, **changes) -> NotUnderstood:
    error = refusal(text, **changes)
    assert isinstance(error, NotUnderstood)
    return error
