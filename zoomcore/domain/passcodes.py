"""Passcodes of meetings: what Zoom takes, what a host's rule demands, and one that meets it. Pure."""

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise
from typing import Any

#: zoom-api 5.2: the narrower of the two alphabets that Zoom's own file names.
SPECIALS = "@-_*"
ALPHABET = frozenset(string.ascii_letters + string.digits + SPECIALS)
LONGEST = 10
#: What stands in place of a passcode: that there shall be none, and that one shall be made by the host's rule.
NONE, MADE = "none", "new"
#: What is left of one in a change that ended, once it can't be taken back any more.
FORGOTTEN = "forgotten"
#: Ours are so long where the rule asks for less.
_USUAL = 8
#: Not mistaken for each other when they are read aloud.
_LOWER = "abcdefghijkmnpqrstuvwxyz"
_UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
#: A character comes again after so many others at the earliest.
_APART = 5
_FEWEST_KINDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PasscodeRule:
    """What Zoom demands of a passcode the host's meetings get. Zoom takes at most 10 characters."""

    length: int = 0
    have_letter: bool = False
    have_number: bool = False
    have_special_character: bool = False
    have_upper_and_lower_characters: bool = False
    #: Wins over the demands above, as in Zoom's portal.
    only_allow_numeric: bool = False
    weak_enhance_detection: bool = False
    #: 0, or the length of a run (1234, aaaa) that is not allowed
    consecutive_characters_length: int = 0

    @classmethod
    def of_zoom(cls, raw: Mapping[str, Any]) -> "PasscodeRule":
        """As `meeting_password_requirement` says it; what it leaves out is not demanded."""
        flags = [each.name for each in fields(cls) if each.type is bool]
        return cls(
            length=_whole(raw, "length"),
            consecutive_characters_length=_whole(raw, "consecutive_characters_length"),
            **{name: raw.get(name) is True for name in flags},
        )


def _whole(raw: Mapping[str, Any], key: str) -> int:
    value = raw.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """Of one host. `rule` None: Zoom does not tell, as of a free account (mod-zoom 1.2)."""

    rule: PasscodeRule | None = None
    required: bool = False


def demands_in(settings: Mapping[str, Any]) -> Demands:
    """What a Zoom user's settings, as Zoom writes them, say of passcodes."""
    schedule = settings.get("schedule_meeting")
    if not isinstance(schedule, Mapping):
        return Demands()
    raw = schedule.get("meeting_password_requirement")
    required = schedule.get("require_password_for_scheduling_new_meetings") is True
    return Demands(rule=PasscodeRule.of_zoom(raw) if isinstance(raw, Mapping) else None, required=required)


class Flaw(StrEnum):
    """Why a passcode is refused."""

    ALPHABET = "alphabet"
    LONG = "long"
    SHORT = "short"
    NUMBERS_ONLY = "numbers only"
    LETTER = "letter"
    NUMBER = "number"
    SPECIAL = "special"
    CASES = "cases"
    RUN = "run"
    WEAK = "weak"


def unusable(passcode: str) -> tuple[Flaw, ...]:
    """What no host's meeting takes."""
    checks = {Flaw.ALPHABET: not set(passcode) <= ALPHABET, Flaw.LONG: len(passcode) > LONGEST}
    return tuple(flaw for flaw, broken in checks.items() if broken)


def broken_by(passcode: str, rule: PasscodeRule) -> tuple[Flaw, ...]:
    """Everything that is wrong with it, in the order people are told."""
    letters = [one for one in passcode if one.isalpha()]
    cases = {one.isupper() for one in letters}
    mixed = not rule.only_allow_numeric
    run = rule.consecutive_characters_length
    checks = {
        Flaw.SHORT: len(passcode) < rule.length,
        Flaw.NUMBERS_ONLY: rule.only_allow_numeric and not passcode.isdecimal(),
        Flaw.LETTER: mixed and rule.have_letter and not letters,
        Flaw.NUMBER: mixed and rule.have_number and not any(one.isdecimal() for one in passcode),
        Flaw.SPECIAL: mixed and rule.have_special_character and not set(passcode) & set(SPECIALS),
        Flaw.CASES: mixed and rule.have_upper_and_lower_characters and cases != {True, False},
        Flaw.RUN: run > 0 and longest_run(passcode) >= run,
        Flaw.WEAK: rule.weak_enhance_detection and is_weak(passcode),
    }
    return (*unusable(passcode), *(flaw for flaw, broken in checks.items() if broken))


def longest_run(passcode: str) -> int:
    """Of equal characters, or of such as follow each other upwards or downwards."""
    longest = length = min(1, len(passcode))
    step_before: int | None = None
    for one, two in pairwise(passcode):
        step = ord(two) - ord(one)
        close = step in {-1, 0, 1}
        length = 1 if not close else length + 1 if step == step_before else 2
        step_before = step if close else None
        longest = max(longest, length)
    return longest


def is_weak(passcode: str) -> bool:
    """Few kinds of characters, one run, or a piece said twice: Zoom tells no more of what it takes for weak."""
    pieces = range(1, len(passcode) // 2 + 1)
    repeated = any(passcode == (passcode[:size] * len(passcode))[: len(passcode)] for size in pieces)
    return len(set(passcode)) < _FEWEST_KINDS or repeated or longest_run(passcode) == len(passcode)


def passcode(rule: PasscodeRule, choose: Callable[[Sequence[str]], str]) -> str:
    """One that the rule takes. `choose` picks one of several: `secrets.choice`, whoever guards something with it."""
    length = min(max(rule.length, _USUAL), LONGEST)
    pools = _pools(rule, length)
    made = ""
    while pools:
        pool = choose(pools)
        pools.remove(pool)
        made += choose(_apart(pool, made))
    return made


def _pools(rule: PasscodeRule, length: int) -> list[str]:
    """Of which characters each place is, in no order yet."""
    if rule.only_allow_numeric:
        return [string.digits] * length
    needed = [_LOWER, _UPPER, _DIGITS, *([SPECIALS] if rule.have_special_character else [])]
    return needed + [_LOWER + _UPPER + _DIGITS] * (length - len(needed))


def _apart(pool: str, made: str) -> str:
    """Of the pool what makes no run with the character before, and was not used just now if that can be."""
    last = made[-1:]
    fitting = "".join(one for one in pool if not last or abs(ord(one) - ord(last)) > 1)
    return "".join(one for one in fitting if one not in made[-_APART:]) or fitting
