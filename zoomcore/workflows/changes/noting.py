"""What whoever moves a class, or calls dates of it off, ought to know besides: none of it stops anything."""

from datetime import datetime

from zoomcore.domain.meetings import OccurrenceState, Scope
from zoomcore.domain.records import ChangeKind
from zoomcore.storage.store import Unit
from zoomcore.views import Text, sentence
from zoomcore.wording import plural
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.hosting.following import follow_dates
from zoomcore.workflows.hosting.noting import Crowd, crowd_of, hosting_notes
from zoomcore.workflows.tools import Tools


async def crowd_at(tools: Tools, story: Story) -> Crowd | None:
    """Of a class that gets another time; None for other changes. At most one request, once a day for each host."""
    change = story.change
    renamed = change.scope == Scope.ALL and change.after.get("schedule") == change.before.get("schedule")
    if change.kind is not ChangeKind.MOVE or renamed:
        return None
    async with tools.store.reading() as unit:
        host = await unit.people.get(story.meeting.host_id)
    return await crowd_of(tools, story.meeting, host)


def plain_notes(story: Story) -> tuple[Text, ...]:
    """What dates lost of their own, because Zoom laid them out anew and did not take it again."""
    if not story.plain:
        return ()
    said = plural(
        "{count} date lost what was set on it alone: Zoom didn't take it again. Set it once more with `set on …`.",
        "{count} dates lost what was set on them alone: Zoom didn't take it again. Set it once more with `set on …`.",
        len(story.plain),
    )
    return (Text(line=sentence(said)),)


async def notes_of(unit: Unit, tools: Tools, story: Story, crowd: Crowd | None, now: datetime) -> tuple[Text, ...]:
    """Too few seats and other classes of the host's at the new time; who stands in, and has been told."""
    standing = await follow_dates(unit, tools, story.meeting.id, now)
    if crowd is None:
        return standing
    meeting = await unit.meetings.get(story.meeting.id)
    host = await unit.people.get(meeting.host_id)
    dates = await unit.meetings.occurrences(meeting.id)
    coming = [one for one in dates if one.state is OccurrenceState.SCHEDULED and (one.start is None or one.start > now)]
    return (*await hosting_notes(unit, meeting, host, coming, crowd), *standing)
