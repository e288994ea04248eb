"""Somebody stands in for a host on one date: an alternative host of the class from now until that date is over.

Zoom knows no alternative host for one date alone. Who was one before stays one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import StandIn
from zoomcore.commands.wishes.house import Undo
from zoomcore.domain.hosting_work import BringSubstitute, EndSubstitute, TakeOffSubstitute
from zoomcore.domain.meetings import DatedClass, MeetingState, OccurrenceState
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import Substitute, SubstituteState, may_leave, was_there_before
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import Answered
from zoomcore.errors import (
    UserError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.jobs.port import Later
from zoomcore.services import reaching
from zoomcore.services.meetings.overlapping import overlap_lines, overlaps_of
from zoomcore.services.meetings.substituting import stands_in_card, told_card
from zoomcore.services.phrases import class_time
from zoomcore.services.retrying import ways_back
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Facts, Text, Tone
from zoomcore.views.ways import classes_button
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.hosting.alternatives import (
    Written,
    find_unfit,
    keep_alternatives,
    license_buttons,
    read_alternatives,
    unfit_line,
    write_alternatives,
)
from zoomcore.workflows.hosting.holding import require_held
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools

#: So long after its date somebody may still start the class anew: lessons run over.
_AFTER = timedelta(minutes=15)
_MOMENT = timedelta(minutes=1)
_OFF = frozenset({MeetingState.CANCELLED, MeetingState.CANCELLING, MeetingState.GONE, MeetingState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of a job reads at its beginning. `others`: what else of that class they hold."""

    substitute: Substitute
    dated: DatedClass
    person: Person
    others: tuple[Substitute, ...]


async def _read(tools: Tools, number: int) -> Story | None:
    """None for somebody who was erased meanwhile."""
    async with tools.store.reading() as unit:
        found = await unit.hosting.find(number)
        if found is None:
            return None
        return Story(
            substitute=found,
            dated=await unit.meetings.get_occurrence(found.occurrence_id),
            person=await unit.people.get(found.person_id),
            others=await unit.hosting.of_class(found.meeting_id, found.person_id),
        )


async def bring_substitute(work: BringSubstitute, tools: Tools) -> None:
    """One look-up, one read and one change at Zoom; then whoever stands in is told, and the host where another asked.

    Whether they were an alternative host before is written down before anything is changed, once.
    """
    story = await _read(tools, work.substitute)
    if story is None or story.substitute.state is not SubstituteState.ASKED:
        return
    async with tools.store.unit() as unit:
        author = await unit.people.get(story.substitute.asked_by)
        meeting = story.dated.meeting
        await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CHANGING)
        meeting = await unit.meetings.get(meeting.id)
    with speaking(author.locale):
        try:
            require_held(meeting)
            await wait_while_paused(tools, work, meeting.topic)
            if await _refused(work, tools, story):
                return
            before = await read_alternatives(tools, meeting)
            await _note_before(tools, story, before)
            written = await write_alternatives(tools, meeting, before, add=(story.person.email,))
            await _record(work, tools, story, author, written)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _refused(work: BringSubstitute, tools: Tools, story: Story) -> bool:
    """Whom Zoom would not take: told with the way to a license."""
    unfit = await find_unfit(tools, (story.person.email,))
    if not unfit:
        return False
    meeting = story.dated.meeting
    card = Card(
        title=_("{name} can't stand in yet").replace("{name}", story.person.name),
        tone=Tone.BAD,
        body=tuple(map(unfit_line, unfit)),
        actions=(*license_buttons(unfit, meeting.id), classes_button(story.dated.course_code)),
    )
    async with tools.store.unit() as unit:
        await unit.hosting.set_state(story.substitute.id, SubstituteState.ASKED, SubstituteState.REFUSED)
        await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        await _answer(unit, work, story, card, outcome="refused")
    return True


async def _answer(unit: Unit, work: BringSubstitute, story: Story, card: Card, *, outcome: str) -> None:
    """Where it was asked; where nobody asked just now, since the class was made anew, to who asked then."""
    if work.answer:
        await put_answer(unit, work, card, outcome=outcome)
    else:
        await reaching.tell(unit, story.substitute.asked_by, card, cause=f"sub-{outcome}:{story.substitute.id}")


async def _note_before(tools: Tools, story: Story, there: Sequence[str]) -> None:
    if story.substitute.stays is not None:
        return
    stays = was_there_before(story.substitute, story.others, at_zoom=story.person.email in there)
    async with tools.store.unit() as unit:
        await unit.hosting.note_stays(story.substitute.id, stays=stays)


async def _record(work: BringSubstitute, tools: Tools, story: Story, author: Person, written: Written) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.hosting.set_state(story.substitute.id, SubstituteState.ASKED, SubstituteState.ON):
            return
        await keep_alternatives(unit, story.substitute.meeting_id, written.after)
        dated = await unit.meetings.get_occurrence(story.substitute.occurrence_id)
        await unit.jobs.enqueue(EndSubstitute(substitute=story.substitute.id), due=_over(dated, now))
        target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
        entry = await unit.audit.write(
            author.id,
            "sub",
            f"meeting:{dated.meeting.id}",
            {"person": story.person.id, "occurrence": dated.occurrence.id},
            inverse=pack(StandIn(target=target, off=True)),
            undo_until=undo_until(now),
        )
        reached = await _tell_substitute(unit, tools, story, dated)
        await _tell_host(unit, story, dated, author)
        notes = (*map(unfit_line, written.lost), *await _notes(unit, story, dated, reached=reached))
        card = stands_in_card(dated, story.person.name, entry=entry, notes=notes)
        await put_answer(unit, work, card, outcome="done")
        await refresh_posts(unit, tools, dated.meeting.id, now)


def _over(dated: DatedClass, now: datetime) -> datetime:
    occurrence = dated.occurrence
    if occurrence.start is None:
        return now + timedelta(days=1)
    return max(now, occurrence.start + timedelta(minutes=occurrence.duration_minutes) + _AFTER)


async def _notes(unit: Unit, story: Story, dated: DatedClass, *, reached: bool) -> tuple[Text, ...]:
    """What whoever asked ought to know besides."""
    told = (
        phrase("{name} has been told, with the date and how to start.", name=story.person.name)
        if reached
        else phrase("I have never met {name} in a chat, so please tell them yourself.", name=story.person.name)
    )
    return (Text(line=told), *await _clashes(unit, story, dated))


async def _clashes(unit: Unit, story: Story, dated: DatedClass) -> tuple[Text, ...]:
    """Their own classes at that time."""
    others = await overlaps_of(unit, story.person.id, (dated.occurrence,), but=dated.meeting.id)
    return overlap_lines(story.person.name, others)


async def _tell_substitute(unit: Unit, tools: Tools, story: Story, dated: DatedClass) -> bool:
    person = story.person
    with speaking(person.locale):
        card = told_card(dated, person.email, tools.deployment.links.join(person.id, dated.occurrence.id))
        return await reaching.tell(unit, person.id, card, cause=f"sub:{story.substitute.id}")


async def _tell_host(unit: Unit, story: Story, dated: DatedClass, author: Person) -> None:
    host = await unit.people.get(dated.meeting.host_id)
    if host.id == author.id:
        return
    with speaking(host.locale):
        title = _("{name} stands in for you").replace("{name}", story.person.name)
        card = Card(title=title, body=(Facts(rows=((dated.meeting.topic, class_time(dated)),)),))
        await reaching.tell(unit, host.id, card, cause=f"sub-host:{story.substitute.id}")


async def fail(work: BringSubstitute, tools: Tools, error: UserError | ZoomError) -> None:
    """Nobody stands in, and that is said."""
    story = await _read(tools, work.substitute)
    if story is None:
        return
    async with tools.store.unit() as unit:
        author = await unit.people.get(story.substitute.asked_by)
        await unit.hosting.set_state(story.substitute.id, SubstituteState.ASKED, SubstituteState.REFUSED)
        meeting = story.dated.meeting
        await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        with speaking(author.locale):
            card = refused_card(meeting.topic, error, (classes_button(story.dated.course_code),))
            await _answer(unit, work, story, card, outcome="failed")


# Afterwards.


async def end_substitute(work: EndSubstitute, tools: Tools) -> None:
    """Once the date is over, wherever it was moved to; not while another change is under way."""
    story = await _read(tools, work.substitute)
    if story is None or story.substitute.state is not SubstituteState.ON:
        return
    now, occurrence = tools.clock(), story.dated.occurrence
    held = occurrence.state is OccurrenceState.SCHEDULED and story.dated.meeting.state not in _OFF
    if held and occurrence.start is not None and (over := _over(story.dated, now)) > now:
        raise Later(over - now)
    if held and occurrence.started_at is not None and occurrence.ended_at is None:
        raise Later(_AFTER)
    if story.dated.meeting.state is MeetingState.CHANGING:
        raise Later(_MOMENT)
    await wait_unseen_while_paused(tools)
    after = await _leave(tools, story)
    async with tools.store.unit() as unit:
        if await unit.hosting.set_state(story.substitute.id, SubstituteState.ON, SubstituteState.OVER) and after:
            await keep_alternatives(unit, story.substitute.meeting_id, after.after)


async def _leave(tools: Tools, story: Story) -> Written | None:
    """None where nothing was to be changed at Zoom: they stay, or the class is not there any more."""
    meeting = story.dated.meeting
    if meeting.state in _OFF or not may_leave(story.substitute, story.others):
        return None
    try:
        before = await read_alternatives(tools, meeting)
        return await write_alternatives(tools, meeting, before, remove=(story.person.email,))
    except ZoomNotFound:
        return None


async def take_off_substitute(work: TakeOffSubstitute, tools: Tools) -> None:
    """One read and one change at Zoom; none for who was an alternative host before."""
    story = await _read(tools, work.substitute)
    if story is None or story.substitute.state is not SubstituteState.ON:
        return
    async with tools.store.reading() as unit:
        author = await unit.people.get(work.by)
    with speaking(author.locale):
        try:
            await wait_while_paused(tools, work, story.dated.meeting.topic)
            after = await _leave(tools, story)
            await _record_off(work, tools, story, after.after if after else None)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.dated.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail_off(work, tools, error)


async def _record_off(work: TakeOffSubstitute, tools: Tools, story: Story, after: Sequence[str] | None) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.hosting.set_state(story.substitute.id, SubstituteState.ON, SubstituteState.OFF):
            return
        await _settle(unit, story, after)
        dated = await unit.meetings.get_occurrence(story.substitute.occurrence_id)
        target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
        entry = await unit.audit.write(
            work.by,
            "sub",
            f"meeting:{dated.meeting.id}",
            {"person": story.person.id, "occurrence": dated.occurrence.id, "off": True},
            inverse=pack(StandIn(target=target, who=story.person.email)),
            undo_until=undo_until(now),
        )
        with speaking(story.person.locale):
            title = _("You don't stand in any more")
            told = Card(title=title, body=(Facts(rows=((dated.meeting.topic, class_time(dated)),)),))
            await reaching.tell(unit, story.person.id, told, cause=f"sub-off:{story.substitute.id}")
        card = Card(
            title=_("{name} holds it again").replace("{name}", dated.host_name),
            tone=Tone.GOOD,
            body=(Facts(rows=((dated.meeting.topic, class_time(dated)),)),),
            actions=(Button(label=_("Undo"), command=Undo(entry=entry)),),
        )
        await put_answer(unit, work, card, outcome="done")
        await refresh_posts(unit, tools, dated.meeting.id, now)


async def _settle(unit: Unit, story: Story, after: Sequence[str] | None) -> None:
    """The meeting is free again, as Zoom has it now."""
    if after is not None:
        await keep_alternatives(unit, story.substitute.meeting_id, tuple(after))
        return
    await unit.meetings.set_state(story.substitute.meeting_id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)


async def fail_off(work: TakeOffSubstitute, tools: Tools, error: UserError | ZoomError) -> None:
    """They go on standing in, and that is said."""
    story = await _read(tools, work.substitute)
    if story is None:
        return
    async with tools.store.unit() as unit:
        author = await unit.people.get(work.by)
        meeting = story.dated.meeting
        await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        with speaking(author.locale):
            await put_answer(unit, work, refused_card(meeting.topic, error, await _ways(unit, work)), outcome="failed")


async def _ways(unit: Unit, work: Answered) -> tuple[Action, ...]:
    return await ways_back(unit, work, StandIn.spec.name)
