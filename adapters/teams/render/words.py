"""Our own words on a card: headings, and what says that something is missing."""

from typing import Any

from adapters.teams.render.pieces import escaped, opening
from zoomcore.wording import plural

Json = dict[str, Any]


def heading(text: str, **look: Any) -> Json:
    """Markdown-safe words for a title, caption or label."""
    return {"type": "TextBlock", "text": opening(escaped(text)), "wrap": True, **look}


def left_out(count: int, one: str, many: str) -> list[Json]:
    """Say that something is missing; nothing where nothing is."""
    if count <= 0:
        return []
    return [heading(plural(one, many, count), isSubtle=True, spacing="small")]
