"""How Slack is addressed: references to channels and messages, and the response_url kept encrypted beside them."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from zoomcore.chat import MessageRef

PLATFORM: Final = "slack"
#: Slack takes a response_url for half an hour; a minute less, so that we never come just too late.
RESPONSE_URL_LIFE: Final = timedelta(minutes=29)
#: Before the time stamp of a message that one person alone sees: only a response_url can replace it.
EPHEMERAL: Final = "~"
#: Stands for the app's Home tab where a message would be named.
HOME: Final = "home"

Seal = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealer:
    """Encrypts a response_url (who has it can speak as us) with a key derived from the deployment's secret."""

    secret: str = field(repr=False)
    clock: Callable[[], datetime]

    def seal(self, response_url: str) -> str:
        """Empty for empty: not every interaction brings one."""
        if not response_url:
            return ""
        stamp = int(self.clock().timestamp())
        return self._fernet().encrypt_at_time(response_url.encode(), stamp).decode()

    def unseal(self, sealed: str) -> str:
        """Empty where there is none, it is too old for Slack to take, or it was sealed with another key."""
        if not sealed:
            return ""
        now, life = int(self.clock().timestamp()), int(RESPONSE_URL_LIFE.total_seconds())
        try:
            return self._fernet().decrypt_at_time(sealed.encode(), life, now).decode()
        except InvalidToken:
            return ""

    def _fernet(self) -> Fernet:
        digest = hashlib.sha256(b"lectern slack response_url\0" + self.secret.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))


def message_ref(channel: str, timestamp: str) -> MessageRef:
    """Name a message that `chat.update` can edit."""
    return MessageRef(platform=PLATFORM, data={"channel": channel, "ts": timestamp})
