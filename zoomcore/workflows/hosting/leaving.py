"""Whoever stood in leaves once their date is over, or off: they are no alternative host of the class any more.

Who was one for good stays, and so does who holds another date of it.
"""

from datetime import timedelta
from functools import partial

from zoomcore.domain.attendance.holding import goes_on
from zoomcore.domain.hosting_work import EndSubstitute, keeper
from zoomcore.domain.meetings import ENDED, Meeting, MeetingState
from zoomcore.domain.substitutes import SubstituteState, may_leave
from zoomcore.errors import UserError, ZoomError, ZoomNotFound
from zoomcore.jobs.port import Later
from zoomcore.services import reaching
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Tone
from zoomcore.wording import _
from zoomcore.workflows.hosting.alternatives import (
    Unfit,
    Written,
    forget_alternative,
    keep_alternatives,
    license_buttons,
    read_alternatives,
    unfit_line,
    write_alternatives,
)
from zoomcore.workflows.hosting.standing import AFTER, MOMENT, Story, give_back, is_held, keep, over_at, read_story
from zoomcore.workflows.pausing import wait_unseen_while_paused
from zoomcore.workflows.tools import Tools

#: One "does not exist" of Zoom's may be a slip; the sweep says within this time whether the class is gone.
_DOUBT = timedelta(days=3)
_A_DAY = timedelta(days=1)
_LEFT = frozenset({SubstituteState.OVER, SubstituteState.OFF, SubstituteState.REFUSED})


async def end_substitute(work: EndSubstitute, tools: Tools) -> None:
    """Once the date is over, wherever it was moved to; not while another change is under way. One read, one change."""
    story = await read_story(tools, work.substitute)
    if story is None:
        return
    try:
        await _end(work, tools, story)
    except (Later, ZoomError):
        await _give_back(work, tools, story)
        raise


async def _give_back(work: EndSubstitute, tools: Tools, story: Story) -> None:
    """The class is nobody's while they wait: a run that died may have kept it."""
    async with tools.store.unit() as unit:
        await give_back(unit, story, work)


async def _end(work: EndSubstitute, tools: Tools, story: Story) -> None:
    if not _is_due(work, story):
        await _give_back(work, tools, story)
        return
    _wait_for_the_end(tools, story)
    if story.dated.meeting.state in ENDED or not may_leave(story.substitute, story.ahead):
        await _without_zoom(tools, story, work)
        return
    await wait_unseen_while_paused(tools)
    meeting = await keep(tools, story, work)
    if meeting.state is not MeetingState.CHANGING:
        raise Later(MOMENT)
    try:
        # Read again: until now other jobs may have changed what they hold.
        story = await read_story(tools, work.substitute) or story
        written = await leave(tools, meeting, story)
    except ZoomNotFound:
        await _doubt(tools, story, work)
        return
    await _record(tools, story, work, written)


def _is_due(work: EndSubstitute, story: Story) -> bool:
    state = story.substitute.state
    return state is SubstituteState.ON or (bool(work.request) and state in _LEFT and story.substitute.stays is False)


def _wait_for_the_end(tools: Tools, story: Story) -> None:
    now, occurrence = tools.clock(), story.dated.occurrence
    if story.substitute.state is not SubstituteState.ON or not is_held(story.dated):
        return
    if occurrence.start is not None and (over := over_at(story.dated, now)) > now:
        raise Later(over - now)
    if goes_on(occurrence, now):
        raise Later(AFTER)


async def leave(tools: Tools, meeting: Meeting, story: Story) -> Written | None:
    """None where they stay. One read, and one change where they are on the list."""
    if not may_leave(story.substitute, story.ahead):
        return None
    there = await read_alternatives(tools, meeting)
    return await write_alternatives(tools, meeting, there, remove=(story.person.email,))


async def _without_zoom(tools: Tools, story: Story, work: EndSubstitute) -> None:
    """They stay; or the class is off, and whoever brings it back finds them gone from its list here."""
    async with tools.store.unit() as unit:
        await unit.hosting.set_state(story.substitute.id, SubstituteState.ON, SubstituteState.OVER)
        await unit.hosting.note_leaving(story.substitute.id, leaving=False)
        await give_back(unit, story, work)
        if may_leave(story.substitute, story.ahead):
            await forget_alternative(unit, story.substitute.meeting_id, story.person.email)


async def _doubt(tools: Tools, story: Story, work: EndSubstitute) -> None:
    """Zoom says that there is no such class: asked again another day, unless that was long ago."""
    start, now = story.dated.occurrence.start, tools.clock()
    if start is None or start + _DOUBT > now:
        raise Later(_A_DAY)
    await _without_zoom(tools, story, work)


async def _record(tools: Tools, story: Story, work: EndSubstitute, written: Written | None) -> None:
    async with tools.store.unit() as unit:
        await unit.hosting.set_state(story.substitute.id, SubstituteState.ON, SubstituteState.OVER)
        await unit.hosting.note_leaving(story.substitute.id, leaving=False)
        if written is not None and await unit.hosting.free(story.substitute.id, keeper(work)):
            await keep_alternatives(unit, story.substitute.meeting_id, written.after)
            await tell_lost(unit, story, written.lost)
        await give_back(unit, story, work)


async def fail(work: EndSubstitute, tools: Tools, _error: UserError | ZoomError) -> None:
    """Given up: `status` shows it, and the class is free for other changes."""
    story = await read_story(tools, work.substitute)
    if story is not None:
        await _give_back(work, tools, story)


async def tell_lost(unit: Unit, story: Story, lost: tuple[Unfit, ...]) -> None:
    """Nobody waits for this, so the course's instructors hear whom Zoom took no more on the way."""
    if not lost:
        return
    meeting = story.dated.meeting
    card = partial(_lost_card, meeting, lost)
    await reaching.tell_staff(unit, meeting.course_id, card, cause=f"sub-lost:{story.substitute.id}")


def _lost_card(meeting: Meeting, lost: tuple[Unfit, ...]) -> Card:
    return Card(
        title=_("Who may start {topic}").replace("{topic}", meeting.topic),
        tone=Tone.WARNING,
        body=tuple(map(unfit_line, lost)),
        actions=license_buttons(lost, meeting.id),
    )
