"""The language a browser asks for."""

import re

from zoomcore.wording import LANGUAGES, language_of

_CHOICE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


def preferred_locale(accept_language: str) -> str:
    """Pick the best-liked locale of an Accept-Language header that we speak; "" where there is none."""
    liked = [
        (float(match[2] or 1), match[1]) for part in accept_language.split(",") if (match := _CHOICE.fullmatch(part))
    ]
    spoken = [(-weight, index, tag) for index, (weight, tag) in enumerate(liked) if weight > 0 and _spoken(tag)]
    return min(spoken)[2] if spoken else ""


def _spoken(tag: str) -> bool:
    return tag.partition("-")[0].lower() in LANGUAGES and bool(language_of(tag))
