"""Files that people hand over, or wait to be given."""

from dataclasses import dataclass
from datetime import timedelta

#: No grade book and no backup of a course is larger.
MOST_BYTES = 10 * 1024 * 1024
#: How long a file waits for somebody's word on it before it is forgotten.
HELD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file that waits for a word: which course it is for, or whether its reader wants it. `owner` alone may say it.

    `owner` is "person:7", or an account as "platform:tenant:user".
    """

    key: str
    owner: str
    name: str
    media_type: str
    content: bytes
    title: str = ""

    def __repr__(self) -> str:
        return f"HeldFile({self.key!r}, {self.name!r}, {len(self.content)} bytes)"


def owned_by_person(person_id: int) -> str:
    return f"person:{person_id}"


def owned_by_account(platform: str, tenant: str, user_id: str) -> str:
    return f"{platform}:{tenant}:{user_id}"
