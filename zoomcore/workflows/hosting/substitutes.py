"""Somebody stands in for a host on one date: an alternative host of the class from now until that date is over.

Zoom knows no alternative host for one date alone. Who was one before stays one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import StandIn
from zoomcore.commands.wishes.house import Undo
from zoomcore.domain.hosting_work import BringSubstitute, EndSubstitute, TakeOffSubstitute, keeper
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import SubstituteState, was_there_before
from zoomcore.domain.undo import undo_until
from zoomcore.errors import (
    Conflict,
    UserError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.services import reaching
from zoomcore.services.meetings.overlapping import overlap_lines, overlaps_of
from zoomcore.services.meetings.substituting import require_on, require_other_host, stands_in_card, told_card
from zoomcore.services.phrases import class_time
from zoomcore.services.retrying import ways_back
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Text, Tone
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
from zoomcore.workflows.hosting.leaving import leave
from zoomcore.workflows.hosting.standing import Story, give_back, is_ahead, keep, over_at, read_story
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools

_A_DAY = timedelta(days=1)


async def bring_substitute(work: BringSubstitute, tools: Tools) -> None:
    """One look-up, one read and one change at Zoom; then whoever stands in is told, and the host where another asked.

    Whether they were an alternative host before is written down before anything is changed, once.
    """
    story = await read_story(tools, work.substitute)
    if story is None or story.substitute.state is not SubstituteState.ASKED:
        return
    async with tools.store.reading() as unit:
        author = await unit.people.get(story.substitute.asked_by)
    topic = story.dated.meeting.topic
    with speaking(author.locale):
        try:
            meeting = await keep(tools, story, work)
            require_held(meeting)
            await _require_to_come(tools, story)
            await wait_while_paused(tools, work, topic)
            if await _refused(work, tools, story):
                return
            before = await read_alternatives(tools, meeting)
            await _note_before(tools, story, before)
            written = await write_alternatives(tools, meeting, before, add=(story.person.email,))
            await _record(work, tools, story, author, written)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _require_to_come(tools: Tools, story: Story) -> None:
    """Conflict where the date was called off or is over since somebody asked, or has become theirs."""
    async with tools.store.reading() as unit:
        dated = await unit.meetings.get_occurrence(story.substitute.occurrence_id)
    require_other_host(dated, story.person)
    require_on(dated)
    if not is_ahead(dated, tools.clock()):
        raise Conflict(_("That class is over by now."), next_step=_("`list` shows the coming ones."))


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
        given_up = await unit.hosting.set_state(story.substitute.id, SubstituteState.ASKED, SubstituteState.REFUSED)
        await give_back(unit, story, work)
        if given_up and story.substitute.leaving:
            await _take_off_unseen(unit, story, f"doubt:{work.turn}")
        await _answer(unit, work, story, card, outcome="refused")
    return True


async def _answer(unit: Unit, work: BringSubstitute, story: Story, card: Card, *, outcome: str) -> None:
    """Where it was asked; where nobody asked just now, since the class was made anew, to who asked then."""
    if work.answer:
        await put_answer(unit, work, card, outcome=outcome)
    else:
        said = f"{outcome}:{work.turn}" if work.turn else outcome
        await reaching.tell(unit, story.substitute.asked_by, card, cause=f"sub-{said}:{story.substitute.id}")


async def _take_off_unseen(unit: Unit, story: Story, request: str, *, due: datetime | None = None) -> None:
    """Zoom may have them, though they hold no date: until that is mended, nobody takes them for one who was there."""
    await unit.hosting.note_leaving(story.substitute.id, leaving=True)
    await unit.jobs.enqueue(EndSubstitute(substitute=story.substitute.id, request=request), due=due)


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
        await unit.hosting.free(story.substitute.id, keeper(work))
        await unit.hosting.note_leaving(story.substitute.id, leaving=False)
        await keep_alternatives(unit, story.substitute.meeting_id, written.after)
        dated = await unit.meetings.get_occurrence(story.substitute.occurrence_id)
        await unit.jobs.enqueue(EndSubstitute(substitute=story.substitute.id), due=over_at(dated, now))
        await unit.hosting.note_told(story.substitute.id, dated.occurrence.start)
        target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
        entry = await unit.audit.write(
            author.id,
            "sub",
            f"meeting:{dated.meeting.id}",
            {"person": story.person.id, "occurrence": dated.occurrence.id},
            inverse=pack(StandIn(target=target, who=story.person.email, off=True)),
            undo_until=undo_until(now),
        )
        reached = await _tell_substitute(unit, tools, story, dated)
        await _tell_host(unit, story, dated, author)
        notes = (*map(unfit_line, written.lost), *await _notes(unit, story, dated, reached=reached))
        card = stands_in_card(dated, story.person.name, entry=entry, notes=notes)
        await put_answer(unit, work, card, outcome="done")
        await refresh_posts(unit, tools, dated.meeting.id, now)


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
    """Nobody stands in, and that is said. Where an answer was lost, Zoom may have taken them: they are taken off."""
    story = await read_story(tools, work.substitute)
    if story is None:
        return
    async with tools.store.unit() as unit:
        author = await unit.people.get(story.substitute.asked_by)
        given_up = await unit.hosting.set_state(story.substitute.id, SubstituteState.ASKED, SubstituteState.REFUSED)
        await give_back(unit, story, work)
        doubtful = story.substitute.leaving or not isinstance(error, ZoomRefused)
        if given_up and story.substitute.stays is False and doubtful:
            await _take_off_unseen(unit, story, f"doubt:{work.turn}")
        with speaking(author.locale):
            ways = await ways_back(unit, work, StandIn.spec.name)
            await _answer(unit, work, story, refused_card(story.dated.meeting.topic, error, ways), outcome="failed")


async def take_off_substitute(work: TakeOffSubstitute, tools: Tools) -> None:
    """One read and one change at Zoom; none for who was an alternative host before."""
    story = await read_story(tools, work.substitute)
    if story is None or story.substitute.state is not SubstituteState.ON:
        return
    async with tools.store.reading() as unit:
        author = await unit.people.get(work.by)
    with speaking(author.locale):
        try:
            meeting = await keep(tools, story, work)
            require_held(meeting)
            await wait_while_paused(tools, work, meeting.topic)
            await _record_off(work, tools, story, await _left(tools, meeting, story))
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.dated.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail_off(work, tools, error)


async def _left(tools: Tools, meeting: Meeting, story: Story) -> Written | None:
    """None where Zoom was asked nothing, or knows no such class: that may be a slip."""
    try:
        return await leave(tools, meeting, story)
    except ZoomNotFound:
        return None


async def _record_off(work: TakeOffSubstitute, tools: Tools, story: Story, written: Written | None) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.hosting.set_state(story.substitute.id, SubstituteState.ON, SubstituteState.OFF):
            return
        if written is None:
            await give_back(unit, story, work)
            await _take_off_unseen(unit, story, "off", due=now + _A_DAY)
        else:
            await unit.hosting.free(story.substitute.id, keeper(work))
            await unit.hosting.note_leaving(story.substitute.id, leaving=False)
            await keep_alternatives(unit, story.substitute.meeting_id, written.after)
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
            body=(
                *map(unfit_line, written.lost if written else ()),
                Facts(rows=((dated.meeting.topic, class_time(dated)),)),
            ),
            actions=(Button(label=_("Undo"), command=Undo(entry=entry)),),
        )
        await put_answer(unit, work, card, outcome="done")
        await refresh_posts(unit, tools, dated.meeting.id, now)


async def fail_off(work: TakeOffSubstitute, tools: Tools, error: UserError | ZoomError) -> None:
    """They go on standing in, and that is said."""
    story = await read_story(tools, work.substitute)
    if story is None:
        return
    async with tools.store.unit() as unit:
        author = await unit.people.get(work.by)
        await give_back(unit, story, work)
        with speaking(author.locale):
            ways = await ways_back(unit, work, StandIn.spec.name)
            await put_answer(unit, work, refused_card(story.dated.meeting.topic, error, ways), outcome="failed")
