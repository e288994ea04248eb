"""Display names made comparable. Two keys that are equal say that the names are; who bears it is another question."""

import re
import unicodedata
from functools import lru_cache

from zoomcore.domain.attendance.name_words import (
    BELONGINGS,
    DEVICES,
    DEVICES_AFTER,
    FOLDED,
    MODELS,
    NOBODY,
    NOTE_TAKERS,
    OWNED_BY,
    PRONOUNS,
    TITLES,
)

#: Enough for a large university's day; a name is folded once.
_KEPT = 1 << 15
_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*", re.ASCII)
_BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]")
_SLASHED = re.compile(r"[^\W\d_]+(?:\s*/\s*[^\W\d_]+)+")
_NUMBERED = re.compile(r"\s*#\s*\d+\s*$")
#: "Bo's iPad", "Bo Chen’s MacBook Pro": what follows an owner's 's, to its end.
_OWNED = re.compile(r"(?<=\S)(?:['’`´ʼ]s|['’`´ʼ](?=\s))\s+(.+)$", re.IGNORECASE)
_MODEL = re.compile(r"(?:sm|gt|cph|rmx|vog|eml)[a-z]?\d{2,}\w*|[a-z]{0,2}\d{1,3}[a-z]?")
_MODEL_CODE = re.compile(r"\b(?:sm|gt)-[a-z]\d{3}\w*", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’‘`´ʼʻ]")
_NOTE_TAKER = re.compile(rf"(?<!\w)(?:{'|'.join(NOTE_TAKERS)})(?!\w)")
_BELONGING = re.compile(rf"\w['’`´ʼ]s? (?:{BELONGINGS})(?!\w)")
#: Scripts written without blanks between the parts of a name: Han, kana, Hangul.
_UNSPACED = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003134f]+")
#: Accents of the alphabets, optional vowel points of Hebrew and Arabic. Elsewhere a mark is a letter of its own.
_ACCENT = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_INVISIBLE = re.compile(r"[\ufe00-\ufe0f\u20d0-\u20ff\U000e0100-\U000e01ef]")


@lru_cache(maxsize=_KEPT)
def name_key(name: str) -> str:
    """Equal for names that differ only in case, accents, word order, pronouns, device, title or decoration.

    Words in alphabetical order with one blank between; empty where no name is left ("iPhone", an emoji). Words that
    may belong to somebody else ("Bo Chen's mum", "Bo Chen (guest)") stay, so that such a key is nobody's.
    """
    return " ".join(sorted(name_words(name)))


def name_words(name: str) -> list[str]:
    """The words of its key in the order in which they are shown."""
    if _PLAIN.fullmatch(name):
        return _without_titles(_without_devices(name.lower().split()))
    text = unicodedata.normalize("NFKC", name)
    text = "".join(" " if unicodedata.category(one) == "Cc" else one for one in text if _is_seen(one))
    text = _NUMBERED.sub("", _MODEL_CODE.sub(" ", _INVISIBLE.sub("", text)))
    text = _SLASHED.sub(_unless_pronouns, _BRACKETS.sub(_unless_aside, text))
    text = _OWNED.sub(_unless_device, text)
    return _joined(_without_titles(_without_devices(_words(text))))


@lru_cache(maxsize=_KEPT)
def is_nameless(name: str) -> bool:
    """Whether it tells nobody apart: empty, a bare device or number, "Zoom user". Two of these are not one person."""
    words = [word for word in name_key(name).split() if any(map(str.isalpha, word))]
    return all(word in NOBODY or (_is_device(word) and word not in MODELS) for word in words)


@lru_cache(maxsize=_KEPT)
def is_note_taker(name: str) -> bool:
    """Whether it is a machine that takes notes, records or stands in a room. Somebody called Otter is none."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split())
    return _NOTE_TAKER.search(text) is not None or _BELONGING.search(text) is not None


def same_or_part(one: str, other: str) -> bool:
    """Whether two keys may be one person's two ways of giving a name: equal, or one within the other ("bo", "")."""
    if one == other or not one or not other:
        return True
    left, right = set(one.split()), set(other.split())
    return left <= right or right <= left


def is_unspaced(key: str) -> bool:
    """Whether it is one word of a script that needs no blanks, so that a part of a name is no word of it."""
    return _UNSPACED.fullmatch(key) is not None


def _is_seen(letter: str) -> bool:
    """Neither a zero-width sign nor a mark of direction; joiners within Indic and Persian words fall too."""
    return unicodedata.category(letter) != "Cf"


def _words(text: str) -> list[str]:
    """Lower case, without accents, and cut at everything that is no letter, mark or digit."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", text.casefold().translate(FOLDED)))
    bare = unicodedata.normalize("NFC", bare).translate(FOLDED)
    bare = _APOSTROPHES.sub("", bare)
    kept = "".join(one if unicodedata.category(one)[0] in "LMN" else " " for one in bare)
    return kept.split()


def _unless_aside(bracket: re.Match[str]) -> str:
    """Pronouns, a number or a device in brackets are no part of the name; anything else may be ("Robert (Bo) Chen")."""
    words = _words(bracket.group(1))
    aside = all(word.isdigit() or word in PRONOUNS or _is_device(word) for word in words)
    return " " if aside else f" {bracket.group(1)} "


def _unless_pronouns(slashed: re.Match[str]) -> str:
    return " " if all(word in PRONOUNS for word in _words(slashed.group())) else slashed.group()


def _unless_device(owned: re.Match[str]) -> str:
    words = _words(owned.group(1))
    return " " if words and all(_is_device(word) or word.isdigit() for word in words) else owned.group()


def _is_device(word: str) -> bool:
    return word in DEVICES or word in DEVICES_AFTER or word in MODELS or _MODEL.fullmatch(word) is not None


def _without_devices(words: list[str]) -> list[str]:
    """A brand falls with the model after it, and in front of the name with the word that joins them."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        if words[at] not in DEVICES:
            kept.append(words[at])
            at += 1
            continue
        at += 1
        end = at
        while end < len(words) and _is_device(words[end]):
            end += 1
        owned = end < len(words) and words[end] in OWNED_BY
        # "iPhone Max Weber" is a Max: only what ends the name, or stands before an owner, is a model.
        if end == len(words) or owned:
            at = end + (owned and not kept)
    return kept


def _without_titles(words: list[str]) -> list[str]:
    """Only where a given name and a surname are left after it."""
    while len(words) > 2 and words[0] in TITLES:  # noqa: PLR2004 - the title, and two more
        words = words[1:]
    return words


def _joined(words: list[str]) -> list[str]:
    """Neighbours in a script that needs no blanks become one word: 陈 波 is 陈波."""
    found: list[str] = []
    for word in words:
        if found and _UNSPACED.fullmatch(word) and _UNSPACED.fullmatch(found[-1]):
            found[-1] += word
        else:
            found.append(word)
    return found
