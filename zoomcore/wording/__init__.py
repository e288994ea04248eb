"""Every sentence in the reader's language: gettext, with placeholders that may be filled by more than text.

The language is that of the request in hand; `speaking` sets it for a block, and a job sets it again from the person it
writes to.
"""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGES = ("en", "es")
_HOLE = re.compile(r"\{(\w+)\}")
_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("lectern", LOCALE_DIR, languages=[language], fallback=True)


def language_of(locale: str) -> str:
    """Find the nearest language we have for a locale like "es-MX" or "en_GB"; English where there is none."""
    short = locale.replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"


def current_language() -> str:
    return _language.get()


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Within the block, sentences come out in the language of `locale`."""
    token = _language.set(language_of(locale))
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Translate one fixed text."""
    return _catalogue(_language.get()).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Translate with the plural rule of the language; the texts may hold {count}."""
    return _catalogue(_language.get()).ngettext(one, many, count).replace("{count}", str(count))


def phrase(message: str, **parts: T) -> tuple[str | T, ...]:
    """Translate, then fill {holes} with spans, in the order the language wants them; text between stays text.

    KeyError for a hole without a part: a catalogue that names an unknown hole is a defect, and a test finds it.
    """
    pieces = _HOLE.split(_(message))
    filled = [parts[piece] if index % 2 else piece for index, piece in enumerate(pieces)]
    return tuple(piece for piece in filled if piece != "")
