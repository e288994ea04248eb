"""Mentions, lifted out of a typed line by the adapters before anything is unescaped.

In their place stand private-use characters that no typed text may hold, so a typed `&lt;@U1&gt;` forges nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

_OPEN = "\ue000"
_CLOSE = "\ue001"


class MentionKind(StrEnum):
    PERSON = "person"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`id` is the platform's; `name` is what was shown."""

    kind: MentionKind
    id: str
    name: str = ""


def placeholder(index: int) -> str:
    """What stands in the text for the mention of that index."""
    return f"{_OPEN}{index}{_CLOSE}"


def clean_raw(text: str) -> str:
    """Take private-use characters out of typed text, before placeholders are put in."""
    return "".join(character for character in text if not "\ue000" <= character <= "\uf8ff")
