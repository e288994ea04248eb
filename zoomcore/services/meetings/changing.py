"""Writing down a change that Zoom has yet to confirm: one at a time for each meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoomcore.domain.meetings import Meeting, MeetingState, Scope
from zoomcore.domain.records import ChangeKind
from zoomcore.domain.work import ChangeMeeting
from zoomcore.errors import Conflict
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChange:
    """`before` and `after` are plain data; `occurrence_ids` are ours, empty for the whole meeting."""

    kind: ChangeKind
    scope: Scope
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    occurrence_ids: tuple[int, ...] = ()


async def begin(unit: Unit, scene: Scene, meeting: Meeting, wanted: WantedChange) -> None:
    """Three statements: the meeting's state, the change, its job. Conflict where another change was quicker."""
    source = MeetingState.CANCELLED if wanted.kind is ChangeKind.RECOVER else MeetingState.SCHEDULED
    whole = wanted.kind is ChangeKind.CANCEL and wanted.scope is Scope.ALL
    under_way = MeetingState.CANCELLING if whole else MeetingState.CHANGING
    if not await unit.meetings.set_state(meeting.id, (source,), under_way):
        raise Conflict(
            _("Somebody was quicker: {topic} is being changed.").replace("{topic}", meeting.topic),
            next_step=_("Look again with `list`."),
        )
    change = await unit.meetings.add_change(
        meeting_id=meeting.id,
        kind=wanted.kind,
        scope=wanted.scope,
        before=wanted.before,
        after=wanted.after,
        occurrence_ids=wanted.occurrence_ids,
        requested_by=scene.person.id,
    )
    await unit.jobs.enqueue(ChangeMeeting(change=change.id, answer=scene.answer.to_data(), card=scene.card))


def require_settled(meeting: Meeting) -> None:
    """Conflict while a call for this meeting is under way, or when there is nothing left to change."""
    if meeting.state in {MeetingState.CREATING, MeetingState.CHANGING, MeetingState.CANCELLING}:
        raise Conflict(
            _("{topic} is being changed at this moment.").replace("{topic}", meeting.topic),
            next_step=_("Wait for that to finish, then ask again."),
        )
    if meeting.state is not MeetingState.SCHEDULED:
        raise Conflict(
            _("{topic} was cancelled already.").replace("{topic}", meeting.topic),
            next_step=_("`list` shows what is still scheduled."),
        )
