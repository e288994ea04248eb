"""Commands behind links that belong to the first browser that presses Open: reports, files."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.commands.base import Command, Spec


@dataclass(frozen=True, kw_only=True)
class LookAtLink(Command):
    """A bound link was opened in a browser. Changes nothing: scanners and previews open links too.

    `link` is the digest of its token, `browser` that of the browser's cookie, empty where it has none. `page` is what
    the link leads to, and is authorised like anything asked; `title` is what may be said of it before that.
    """

    spec: ClassVar[Spec] = Spec(name="page look", summary="Look at a link", people=True, typed=False)
    link: str = ""
    browser: str = ""
    title: str = ""
    page: Command | None = None


@dataclass(frozen=True, kw_only=True)
class OpenLink(Command):
    """Open was pressed: the link belongs to this browser from now on, unless another was quicker."""

    spec: ClassVar[Spec] = Spec(name="page open", summary="Open a link", writes=True, typed=False)
    link: str = ""
    browser: str = ""
