"""Bringing a cancelled class back."""

from zoomcore.commands.wishes.meetings import RecoverMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState, Scope
from zoomcore.domain.records import ChangeKind
from zoomcore.errors import Conflict
from zoomcore.services.meetings.changing import WantedChange, begin
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _


async def recover(unit: Unit, scene: Scene, wish: RecoverMeeting) -> Reply:
    """Conflict for a class that isn't cancelled."""
    meeting = await unit.meetings.get(wish.meeting)
    if meeting.state is not MeetingState.CANCELLED:
        raise Conflict(_("{topic} isn't cancelled.").replace("{topic}", meeting.topic), next_step=_("`list` shows it."))
    if meeting.kind is MeetingKind.WEBINAR:
        raise Conflict(
            _("Zoom brings no cancelled webinar back."),
            next_step=_("Schedule it again with `new`, if you still need it."),
        )
    await begin(unit, scene, meeting, WantedChange(kind=ChangeKind.RECOVER, scope=Scope.ALL))
    return Reply(view=underway(_("Bringing {topic} back …").replace("{topic}", meeting.topic)), replaces=True)
