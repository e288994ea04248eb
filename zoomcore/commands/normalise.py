"""A typed line made comparable, while what was typed is kept.

Every line has two forms: the surface (as typed, without what cannot be seen) and the flat one (lower case, one space,
plain dashes, no accents), with a way back from each flat character to the surface.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: Zero-width joiners stay on the surface, since emoji and Persian need them, and are dropped from the flat form.
_JOINERS = "\u200c\u200d"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-"), "-")
_ALIKE = {**_DASHES, ord("×"): "x", ord("⁄"): "/", ord("∕"): "/"}
# Bidirectional controls, zero-width marks and the soft hyphen: invisible, and able to make a line look like another.
_INVISIBLE = re.compile("[\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SPACE = re.compile(r"\s")
#: White space that does not stand as one plain space between two words.
_GAP = re.compile(r"\s\s|[^\S ]|^\s|\s$")


@dataclass(frozen=True, slots=True)
class Twin:
    """`back[i]` is where the flat character i stands on the surface; it has one place more, the surface's end."""

    surface: str
    flat: str
    back: Sequence[int]

    def cut(self, start: int, end: int) -> str:
        """The surface of a piece of the flat form."""
        return self.surface[self.back[start] : self.back[end]].strip()


def clean_surface(text: str) -> str:
    """Unescape what a chat escaped, and take out what cannot be seen; line ends stay."""
    if text.isascii() and text.isprintable() and "&" not in text:
        return text
    composed = unicodedata.normalize("NFC", html.unescape(text))
    visible = _INVISIBLE.sub("", composed)
    return "".join(each for each in visible if each in "\n\t" or each in _JOINERS or _is_shown(each))


def _is_shown(character: str) -> bool:
    # Cc, Cf, Cs, Cn; private use (Co) is dealt with by whoever knows the placeholders.
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn"}


def flatten(surface: str) -> Twin:
    """Build the flat twin; a run of white space becomes one space, and none is left at the beginning."""
    if surface.isascii() and not _GAP.search(surface):
        return Twin(surface, surface.lower(), range(len(surface) + 1))
    flat: list[str] = []
    back: list[int] = []
    for place, character in enumerate(surface):
        for each in _flat(character):
            if each == " " and (not flat or flat[-1] == " "):
                continue
            flat.append(each)
            back.append(place)
    while flat and flat[-1] == " ":
        flat.pop()
        back.pop()
    end = back[-1] + 1 if back else 0
    # What follows the last flat character is trailing marks of it, which belong to the surface.
    back.append(max(end, len(surface.rstrip())))
    return Twin(surface, "".join(flat), back)


def _flat(character: str) -> str:
    if character.isascii():
        return " " if character.isspace() else character.lower()
    if character in _JOINERS:
        return ""
    alike = character.translate(_ALIKE)
    decomposed = unicodedata.normalize("NFKD", alike).lower()
    return "".join(_SPACE.sub(" ", each) for each in decomposed if unicodedata.category(each) != "Mn")


def fold(text: str) -> str:
    """Flatten a word of a table, so that it can be compared with a flat line."""
    return flatten(text).flat
