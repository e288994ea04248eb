"""Links that say whose they are: signed, so that nobody can make one for somebody else."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from itsdangerous import BadData, SignatureExpired, Signer, URLSafeSerializer, URLSafeTimedSerializer

from zoomcore.commands.base import Command
from zoomcore.commands.codec import pack, unpack
from zoomcore.errors import InvalidInput, LimitReached
from zoomcore.wording import _

#: Long after any class of a term. The window in which a link lets somebody in is the core's affair.
LIFETIME = timedelta(days=400)
#: As long as somebody may scroll back to a card; its words stay when the picture is gone.
PICTURE_LIFETIME = timedelta(days=7)
#: A working day: what names people is asked for afresh after that.
BOUND_LIFETIME = timedelta(hours=12)

JOIN_PATH = "/j/{token}"
PICTURE_PATH = "/picture/{token}"
REPORT_PATH = "/report/{token}"
FILE_PATH = "/files/{token}"
RECORDING_PATH = "/recording/{token}"
#: What is typed for a new link of this kind.
_WORDS = {REPORT_PATH: "attendance", FILE_PATH: "attendance", RECORDING_PATH: "recordings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundLink:
    """A link that will belong to one browser. `title` may be told before that; `digest` names the link in storage."""

    person: int
    wish: Command
    title: str
    digest: str


class PageLinks:
    """Makes and reads the links. `secret` is LECTERN_SECRET_KEY; another secret makes every old link void.

    Each kind of page signs with a salt of its own, so that a link for one opens no other.
    """

    def __init__(self, secret: str, public_url: str) -> None:
        self.public_url = public_url.rstrip("/")
        self._join = URLSafeTimedSerializer(secret, salt="lectern.join")
        self._bound = {
            path: URLSafeTimedSerializer(secret, salt=f"lectern{path.partition('{')[0]}")
            for path in (REPORT_PATH, FILE_PATH, RECORDING_PATH)
        }
        self._browser = URLSafeSerializer(secret, salt="lectern.browser")
        self._form = Signer(secret, salt="lectern.form")
        self._picture = URLSafeTimedSerializer(secret, salt="lectern.picture")

    def join(self, person_id: int, occurrence_id: int) -> str:
        """A person's own address of one class; it tells nobody's name or e-mail."""
        token = self._join.dumps([person_id, occurrence_id])
        return self.public_url + JOIN_PATH.format(token=token)

    def read_join(self, token: str) -> tuple[int, int]:
        """(person id, occurrence id). InvalidInput for a link we did not make; LimitReached for one past its days."""
        person, occurrence = _read(self._join, token, LIFETIME, word="join")
        return int(person), int(occurrence)

    def picture(self, person_id: int, wish: Command) -> str:
        """Where a chat's own servers find what `wish` draws, as that person may see it; "" where they could not.

        They fetch over https alone, and Slack refuses a whole message whose picture it cannot fetch.
        """
        if not self.public_url.startswith("https://"):
            return ""
        return self.public_url + self.page_picture(person_id, wish)

    def page_picture(self, person_id: int, wish: Command) -> str:
        """The same for our own pages: a path, which is found wherever the page was."""
        return PICTURE_PATH.format(token=self._picture.dumps([person_id, pack(wish)]))

    def read_picture(self, token: str) -> tuple[int, Command]:
        """(person id, what to ask). Errors as for `read_join`."""
        person, wish = _read(self._picture, token, PICTURE_LIFETIME, word="attendance")
        return int(person), unpack(wish)

    def report(self, person_id: int, wish: Command, title: str) -> str:
        """A page about people, for one browser and BOUND_LIFETIME; `title` is shown before it is opened: no names."""
        return self.public_url + self._bind(REPORT_PATH, person_id, wish, title)

    def file(self, person_id: int, wish: Command, title: str) -> str:
        """The same for a `wish` that is answered with a Document."""
        return self.public_url + self._bind(FILE_PATH, person_id, wish, title)

    def recording(self, person_id: int, wish: Command, title: str) -> str:
        """The same for a page that leads on to a recording."""
        return self.public_url + self._bind(RECORDING_PATH, person_id, wish, title)

    def _bind(self, path: str, person_id: int, wish: Command, title: str) -> str:
        # Two links made in the same second are two links: each may belong to a browser of its own.
        return path.format(token=self._bound[path].dumps([person_id, pack(wish), title, token_urlsafe(6)]))

    def read_bound(self, path: str, token: str) -> BoundLink:
        """Errors as for `read_join`."""
        person, wish, title, _nonce = _read(self._bound[path], token, BOUND_LIFETIME, word=_WORDS[path])
        # Of what was signed, without its signature: that one can be spelled in many ways, and each would be another
        # link, open to another browser.
        digest = hashlib.sha256(f"{path} {token.rpartition('.')[0]}".encode()).hexdigest()
        return BoundLink(person=int(person), wish=unpack(wish), title=str(title), digest=digest)

    # Browsers.

    def sign_browser(self, number: str) -> str:
        """What a cookie holds: a browser cannot make itself another."""
        return str(self._browser.dumps(number))

    def read_browser(self, cookie: str) -> str:
        """The number as it is stored: a digest, useless to who reads the database; "" for a cookie that is not ours."""
        try:
            number = self._browser.loads(cookie)
        except BadData:
            return ""
        return hashlib.sha256(str(number).encode()).hexdigest()

    def sign_form(self, link: BoundLink, browser: str) -> str:
        """Proof, inside a form, that it stood on this link's page in this browser."""
        return self._form.get_signature(f"{link.digest}.{browser}").decode()

    def is_our_form(self, link: BoundLink, browser: str, proof: str) -> bool:
        return bool(browser) and self._form.verify_signature(f"{link.digest}.{browser}", proof)


def _read(signer: URLSafeTimedSerializer, token: str, lifetime: timedelta, *, word: str) -> Any:
    """What was signed, for its lifetime; `word` is what to type for a new link."""
    try:
        return signer.loads(token, max_age=int(lifetime.total_seconds()))
    except SignatureExpired as error:
        raise LimitReached(
            _("This link is too old."),
            next_step=_("Ask Lectern in your chat for a new one: type `{word}`.").replace("{word}", word),
        ) from error
    except BadData as error:
        raise InvalidInput(
            _("I couldn't read this link."),
            next_step=_(
                "It may have been cut short on its way. Ask Lectern in your chat for a new one: type `{word}`."
            ).replace("{word}", word),
        ) from error
