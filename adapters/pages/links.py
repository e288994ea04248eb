"""Links that say whose they are: signed, so that nobody can make one for somebody else."""

from datetime import timedelta
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from zoomcore.errors import InvalidInput, LimitReached
from zoomcore.wording import _

#: Long after any class of a term. The window in which a link lets somebody in is the core's affair.
LIFETIME = timedelta(days=400)

JOIN_PATH = "/j/{token}"


class PageLinks:
    """Makes and reads the links. `secret` is LECTERN_SECRET_KEY; another secret makes every old link void.

    Each kind of page signs with a salt of its own, so that a link for one opens no other.
    """

    def __init__(self, secret: str, public_url: str) -> None:
        self.public_url = public_url.rstrip("/")
        self._join = URLSafeTimedSerializer(secret, salt="lectern.join")

    def join(self, person_id: int, occurrence_id: int) -> str:
        """A person's own address of one class; it tells nobody's name or e-mail."""
        token = self._join.dumps([person_id, occurrence_id])
        return self.public_url + JOIN_PATH.format(token=token)

    def read_join(self, token: str) -> tuple[int, int]:
        """(person id, occurrence id). InvalidInput for a link we did not make; LimitReached for one past its days."""
        person, occurrence = _read(self._join, token)
        return person, occurrence


def _read(signer: URLSafeTimedSerializer, token: str) -> tuple[int, int]:
    try:
        data: Any = signer.loads(token, max_age=int(LIFETIME.total_seconds()))
    except SignatureExpired as error:
        raise LimitReached(
            _("This link is too old."), next_step=_("Ask Lectern in your chat for a new one: type `join`.")
        ) from error
    except BadData as error:
        raise InvalidInput(
            _("I couldn't read this link."),
            next_step=_("It may have been cut short on its way. Ask Lectern in your chat for a new one: type `join`."),
        ) from error
    person, occurrence = data
    return int(person), int(occurrence)
