"""Where ids, uuids and passcodes come from: one seeded source, so that two runs of one story look alike."""

import base64
import random
import string
import uuid
from dataclasses import dataclass
from itertools import pairwise

# Passcodes from the alphabet both of the spec's texts allow (zoom-api 5.2).
SPECIALS = "@-_*"
FEWEST_OF_A_STRONG_ONE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PasscodeRule:
    """The account's passcode requirement, as `meeting_security` in a user's settings shows it (zoom-api 5.2)."""

    length: int = 6
    have_letter: bool = False
    have_number: bool = False
    have_special_character: bool = False
    have_upper_and_lower_characters: bool = False
    only_allow_numeric: bool = False
    weak_enhance_detection: bool = False
    #: 0, or how long a run (1234, aaaa) may not be
    consecutive_characters_length: int = 0

    def broken_by(self, passcode: str) -> str | None:
        """Why this passcode is refused, in Zoom's manner; None when it passes."""
        checks = {
            f"must have at least {self.length} characters": len(passcode) < self.length,
            "must have a letter": self.have_letter and not any(c.isalpha() for c in passcode),
            "must have a number": self.have_number and not any(c.isdigit() for c in passcode),
            "must have a special character": self.have_special_character and passcode.isalnum(),
            "must have upper and lower case": self.have_upper_and_lower_characters
            and (passcode.lower() == passcode or passcode.upper() == passcode),
            "must only have numbers": self.only_allow_numeric and not passcode.isdigit(),
            "must not have consecutive characters": self._runs(passcode),
            "is too weak": self.weak_enhance_detection and len(set(passcode)) < FEWEST_OF_A_STRONG_ONE,
        }
        return next((f"The passcode {reason}." for reason, broken in checks.items() if broken), None)

    def _runs(self, passcode: str) -> bool:
        """Whether a run goes up, down or stays for as long as is not allowed."""
        size = self.consecutive_characters_length
        pieces = (passcode[start : start + size] for start in range(len(passcode) - size + 1))
        steps = ({ord(two) - ord(one) for one, two in pairwise(piece)} for piece in pieces)
        return size > 0 and any(step in ({0}, {1}, {-1}) for step in steps)


class Identifiers:
    """Ids in Zoom's shapes. Nothing here is secret: the seed is fixed on purpose."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - reproducible on purpose, guards nothing
        self._uuids = 0
        self._meetings: set[int] = set()

    def user(self) -> str:
        """22 characters, as `KDcuGIm1QgePTO8WbOqwIQ`."""
        return base64.urlsafe_b64encode(self._random.randbytes(16)).decode().rstrip("=")

    def meeting(self) -> int:
        """Eleven digits, beyond 32 bits (zoom-api 4)."""
        while (number := self._random.randrange(80_000_000_000, 99_999_999_999)) in self._meetings:
            pass
        self._meetings.add(number)
        return number

    def pmi(self) -> int:
        return self._random.randrange(2_000_000_000, 9_999_999_999)

    def uuid(self) -> str:
        """Base64 of one instance. Every fifth begins with `/` and holds `//`, which asks for double encoding (4)."""
        self._uuids += 1
        text = base64.b64encode(self._random.randbytes(16)).decode()
        return "/" + text[1:9] + "//" + text[11:] if self._uuids % 5 == 0 else text

    def token(self) -> str:
        return "eyJzandbox." + base64.urlsafe_b64encode(self._random.randbytes(48)).decode()

    def digits(self, count: int) -> str:
        return "".join(self._random.choices(string.digits, k=count))

    def letters(self, count: int) -> str:
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=count))

    def passcode(self, rule: PasscodeRule) -> str:
        """One that the rule takes: digits, letters where they are allowed, at most ten characters."""
        if rule.only_allow_numeric:
            return self.digits(max(rule.length, 6))
        text = "aB" + self.digits(1) + self.letters(max(rule.length - 3, 3))
        return text[:9] + SPECIALS[0] if rule.have_special_character else text

    def file(self) -> str:
        """As `ed6c2f27-2ae7-42f4-b3d0-835b493e4fa8`."""
        return str(uuid.UUID(bytes=self._random.randbytes(16), version=4))

    def passcode_for_recording(self) -> str:
        """Eight with numbers, letters and a special character, as recordings ask for (spec)."""
        return "aB" + self.digits(2) + self.letters(3) + SPECIALS[0]
