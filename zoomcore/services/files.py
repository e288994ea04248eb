"""A file that was handed over: what it is, its content says. One row a kind of file that Lectern takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from zoomcore.commands.wishes.files import FileTrouble, TakeFile
from zoomcore.errors import InvalidInput
from zoomcore.services.backups import handing
from zoomcore.services.exporting import keeping
from zoomcore.services.exporting.wordings import shortened
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """`knows` looks at a file's beginning and is quick; the first that knows it takes it."""

    knows: Callable[[TakeFile], bool]
    take: Callable[[Unit, Scene, TakeFile], Awaitable[Reply]]


#: A grade book is looked for last: what it is not, it says itself.
RECOGNISERS: tuple[Recogniser, ...] = (
    Recogniser(knows=handing.knows, take=handing.take),
    Recogniser(knows=lambda _file: True, take=keeping.take),
)


async def take(unit: Unit, scene: Scene, wish: TakeFile) -> Reply:
    """InvalidInput where others read along, where the file did not come, and for what nobody knows."""
    if not scene.conversation.direct:
        raise InvalidInput(
            _("I don't take files where others can see them."),
            next_step=_("Send me the file in our direct chat; best take it away here."),
        )
    _require_content(replace(wish, name=shortened(wish.name) or _("the file")))
    named = replace(wish, name=shortened(wish.name) or _("file"))
    fitting = next(one for one in RECOGNISERS if one.knows(named))
    return await fitting.take(unit, scene, named)


def _require_content(wish: TakeFile) -> None:
    match wish.trouble:
        case FileTrouble.TOO_LARGE:
            raise InvalidInput(
                _("{name} is larger than 10 MB, which is more than I take.").replace("{name}", wish.name),
                next_step=_("Hand over the file of one course only."),
            )
        case FileTrouble.UNREACHABLE:
            raise InvalidInput(
                _("I couldn't fetch {name}: the chat didn't hand it over.").replace("{name}", wish.name),
                next_step=_(
                    "Upload the file itself instead of a link to it. If that doesn't help, ask one of Lectern's "
                    "admins whether I may read files."
                ),
            )
        case FileTrouble.NONE:
            return
