"""Pictures of attendance, as data: they show numbers and name nobody."""

from zoomcore.commands.catalogue import OpenPresencePicture, OpenTermPicture
from zoomcore.errors import NotFound
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _


async def presence(unit: Unit, scene: Scene, wish: OpenPresencePicture) -> Reply:  # noqa: ARG001 # every use case is asked like this
    """NotFound where nothing was collected."""
    raise NotFound(_("There is nothing to draw of that class yet."))


async def term(unit: Unit, scene: Scene, wish: OpenTermPicture) -> Reply:  # noqa: ARG001 # every use case is asked like this
    """NotFound where nothing was collected."""
    raise NotFound(_("There is nothing to draw of that course yet."))
