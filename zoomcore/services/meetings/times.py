"""What every new time of a class must hold to."""

from datetime import datetime

from zoomcore.errors import InvalidInput
from zoomcore.services.scene import Scene
from zoomcore.wording import _


def require_future(start: datetime, scene: Scene) -> None:
    """InvalidInput for what is over: Zoom would take it, or leave it as it is, without a word (zoom-api 5.3)."""
    if start < scene.now:
        raise InvalidInput(
            _("That time is over already."), next_step=_("Name a time to come, for example `tomorrow 3pm`."), field="at"
        )
