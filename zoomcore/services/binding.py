"""Links that name people: each belongs to the first browser in which Open was pressed, and to no other."""

from datetime import timedelta

from zoomcore.commands.wishes.pages import LookAtLink, OpenLink
from zoomcore.errors import Conflict
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Reply, Text, Tone
from zoomcore.wording import _, phrase

#: Longer than any bound link lives: none that can still be opened may lose its browser.
KEPT = timedelta(days=2)


async def front(unit: Unit, wish: LookAtLink) -> Reply | None:
    """What stands before the page until Open was pressed; it names nobody. None for the browser it belongs to.

    A page that writes must be pressed each time. Conflict for any other browser. One statement.
    """
    owner = await unit.bindings.find(wish.link)
    if owner is not None and owner != wish.browser:
        raise _elsewhere()
    pressed_each_time = wish.page is not None and wish.page.spec.writes
    return Reply(view=_closed(wish)) if owner is None or pressed_each_time else None


def _closed(wish: LookAtLink) -> Card:
    why = phrase("What is behind this link is about people, so only the browser that opens it first may show it.")
    button = Button(label=_("Open"), command=OpenLink(link=wish.link), style=ButtonStyle.PRIMARY)
    return Card(title=wish.title, body=(Text(line=why),), actions=(button,))


async def open_link(unit: Unit, scene: Scene, wish: OpenLink) -> Reply:
    """Conflict where another browser was quicker. Forgets what old links were bound to, which nobody can open now."""
    await unit.bindings.forget_before(scene.now - KEPT)
    if not await unit.bindings.bind(wish.link, wish.browser, scene.person.id):
        raise _elsewhere()
    return Reply(view=Card(title=_("This link belongs to your browser now."), tone=Tone.GOOD))


def _elsewhere() -> Conflict:
    return Conflict(
        _("This link was opened in another browser."),
        next_step=_("Ask Lectern in your chat for a fresh one; it will work in this browser."),
    )
