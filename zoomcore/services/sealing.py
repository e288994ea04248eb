"""Secrets that have to be kept for a while: encrypted, with a key derived from the deployment's own."""

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken


@dataclass(frozen=True, slots=True)
class Seal:
    """`secret` is the deployment's key; what another one sealed can't be read."""

    secret: bytes = field(default=b"", repr=False)

    def close(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """None where it was sealed with another key: the process had a passing one, or it was changed."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _fernet(self) -> Fernet:
        digest = hashlib.sha256(b"lectern passcode\0" + self.secret).digest()
        return Fernet(base64.urlsafe_b64encode(digest))
