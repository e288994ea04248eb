"""The report page: everything that is known about one class, or about a term, in one table."""

from zoomcore.commands.catalogue import OpenReportPage
from zoomcore.errors import NotFound
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _


async def report_card(unit: Unit, scene: Scene, wish: OpenReportPage) -> Reply:  # noqa: ARG001 # every use case is asked like this
    """NotFound where nothing was collected."""
    raise NotFound(
        _("I have no attendance of that yet."), next_step=_("It is there once the class was held and Zoom was read.")
    )
