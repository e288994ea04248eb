"""A view with the company it may be shown in."""

from dataclasses import dataclass, replace
from enum import StrEnum

from zoomcore.views.cards import Card
from zoomcore.views.forms import Form


class Audience(StrEnum):
    """ASKER: private to the one who asked. EVERYONE: the whole conversation."""

    ASKER = "asker"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """For pages only: go on to this address. Never logged: it may be a start link."""

    url: str

    def __repr__(self) -> str:
        return "Redirect(url=…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file: for pages a download, for chats an upload in private. `told` is said beside it where there is room."""

    name: str
    media_type: str
    content: bytes
    title: str
    told: Card | None = None


View = Card | Form | Redirect | Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`replaces`: shown in place of the card the button stood on, where the platform can.

    `card` is the nonce of this showing; buttons carry it back, and with the command it makes the effect key.
    `outage`: it failed because Zoom or the database is away, not because of what was asked (`say` exits with 3).
    """

    view: View
    audience: Audience = Audience.ASKER
    replaces: bool = False
    card: str = ""
    outage: bool = False
    #: What its reader reads ("es"), for a renderer's own fixed words; empty: English.
    language: str = ""
    #: The zone (IANA) its reader has chosen; empty: the chat's own.
    zone: str = ""

    def marked(self, card: str, *, language: str = "", zone: str = "") -> "Reply":
        return replace(self, card=card, language=language, zone=zone)
