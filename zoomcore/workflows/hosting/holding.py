"""A class held while Zoom is asked about who runs it: still there to be changed, or given back as it was."""

from zoomcore.domain.hosting_work import ChangeAlternatives, ChangeHost
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.tracking_work import SetTracked
from zoomcore.errors import Conflict, UserError, ZoomError
from zoomcore.services.retrying import ways_back
from zoomcore.wording import _, speaking
from zoomcore.workflows.telling import put_answer, refused_card
from zoomcore.workflows.tools import Tools


def require_held(meeting: Meeting) -> None:
    """Conflict for a class that was called off since somebody asked."""
    if meeting.state is not MeetingState.CHANGING:
        raise Conflict(
            _("{topic} was cancelled already.").replace("{topic}", meeting.topic),
            next_step=_("`list` shows what is still scheduled."),
        )


async def give_back(
    work: ChangeAlternatives | ChangeHost | SetTracked, tools: Tools, error: UserError | ZoomError, *, verb: str
) -> None:
    """The class as it was, and why it stays so; `verb` is what help tells how to ask for it."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        author = await unit.people.get(work.by)
        await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        with speaking(author.locale):
            card = refused_card(meeting.topic, error, await ways_back(unit, work, verb))
            await put_answer(unit, work, card, outcome="failed")
