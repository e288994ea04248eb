"""Finding one person in whatever was written about them, and taking them out of it. Pure: texts and plain data only."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zoomcore.domain.people import PersonId

#: From this length on an id is nobody else's piece of text: Zoom's users have 22 characters, Slack's nine and more.
_TELLING = 9
#: How each pseudonym begins.
PSEUDONYM = "erased-"
_ENCODINGS = ("utf-8-sig", "utf-16", "latin-1")


#: Options that are lists of people, in our words and in Zoom's; those of Zoom's may be one text with semicolons.
_LISTS = frozenset({"alternative_hosts", "signed_in_except", "authentication_exception"})


def email_hash(email: str, pepper: bytes) -> str:
    """What is kept of somebody who was erased: it says that it was they, to whoever has the key, and nothing else."""
    return hmac.new(pepper, email.strip().lower().encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Traces:
    """By what a person is found. Everything as it is written, without empty texts; e-mails in lower case.

    `accounts` are ids at Zoom, `met` their accounts on chat platforms (platform, tenant, user), `numbers` the school's
    ids and user names; `places` are their direct chats; `keys` normalised names nobody else bears in their courses.
    """

    person: PersonId
    names: frozenset[str]
    emails: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    met: frozenset[tuple[str, str, str]] = frozenset()
    numbers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    @property
    def pseudonym(self) -> str:
        """What stands in their place: no name, and the same everywhere."""
        return f"{PSEUDONYM}{self.person}"

    @property
    def participants(self) -> frozenset[str]:
        """Under which keys decisions about them stand."""
        signs = (("e:", self.emails), ("z:", self.accounts), ("n:", self.keys))
        return frozenset(kind + one for kind, some in signs for one in some)

    @property
    def users(self) -> frozenset[str]:
        return frozenset(user for _platform, _tenant, user in self.met)

    @cached_property
    def within(self) -> tuple[str, ...]:
        """What is looked for inside of texts, the longest first: nobody writes it by chance.

        A name of one word is a word.
        """
        ids = {one for one in (*self.accounts, *self.users) if len(one) >= _TELLING}
        full = {one for one in self.names if " " in one.strip()}
        return tuple(sorted({*self.emails, *ids, *full}, key=lambda one: (-len(one), one)))

    @cached_property
    def whole(self) -> frozenset[str]:
        """What is looked for as a whole value only. Not the school's numbers: another thing may have the same."""
        return frozenset({*self.names, *self.users, *self.accounts, *self.emails})

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.within:
            return None
        return re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in self.within), re.IGNORECASE)

    def redacted(self, value: Any) -> Any:
        """Plain data or a text without them; the very same value where they are not in it."""
        match value:
            case str():
                return self._text(value)
            case Mapping():
                return {
                    self._text(str(key)): self._left_of(one) if key in _LISTS else self.redacted(one)
                    for key, one in value.items()
                }
            case list() | tuple():
                return [self.redacted(one) for one in value]
        return value

    def _left_of(self, listed: Any) -> Any:
        """A list that Zoom is asked to keep: they are taken out of it, for Zoom knows nobody by a pseudonym."""
        match listed:
            case str():
                return ";".join(one for one in listed.split(";") if one.strip().lower() not in self.emails)
            case list() | tuple():
                return [self.redacted(one) for one in listed if not self._is_theirs(one)]
        return self.redacted(listed)

    def _is_theirs(self, one: Any) -> bool:
        email = one.get("email") if isinstance(one, Mapping) else one
        return isinstance(email, str) and email.strip().lower() in self.emails

    def _text(self, text: str) -> str:
        if text in self.whole:
            return self.pseudonym
        return self._pattern.sub(self.pseudonym, text) if self._pattern else text

    def found_in(self, text: str) -> bool:
        """Whether a file of theirs and others', a table for instance, has a cell about them."""
        cells = {cell.strip().strip('"') for cell in re.split(r"[,;\t\r\n]", text)}
        known = not cells.isdisjoint(self.whole | self.numbers)
        return known or (self._pattern is not None and self._pattern.search(text) is not None)

    def found_in_file(self, content: bytes) -> bool:
        """The same of a file as it was handed over, whatever its encoding."""
        return any(self.found_in(content.decode(encoding, errors="ignore")) for encoding in _ENCODINGS)


def needles(traces: Traces) -> tuple[str, ...]:
    """Texts of which one must stand in a stored value before it is worth reading: as text, and as JSON writes it."""
    # SQLite keeps JSON as it was written, in ASCII; PostgreSQL writes letters as they are.
    quoted = (json.dumps(one, ensure_ascii=plain) for one in traces.whole for plain in (True, False))
    escaped = (json.dumps(one)[1:-1] for one in traces.within)
    return tuple(sorted({*traces.within, *quoted, *escaped}))


def own_keys(own: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Name keys that only this person bears among those they shared a course with."""
    return frozenset(own) - frozenset(others) - {""}
