"""A change of options: one PATCH that says nothing but what was asked for, and one GET that tells what Zoom kept.

A wish that is said outright wins over what stands at Zoom: nothing else is sent, so nothing else can be overwritten.
What somebody changed there meanwhile is found by that GET, taken over, and said.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import MeetingState, Scope
from zoomcore.domain.options import (
    Options,
    changed,
    lay_over,
    options_from_data,
    said,
    said_in,
    taken_over,
)
from zoomcore.domain.records import ChangeState
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import ChangeMeeting
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.options import kept_otherwise, option_rows
from zoomcore.services.phrases import span_of
from zoomcore.services.registration.following import follow_class
from zoomcore.views import Button, Card, Facts, Line, Text, Tone
from zoomcore.wording import _, phrase
from zoomcore.workflows.changes.passcodes import new_passcode, passcode_among, with_old, with_passcode_told
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.drafts import numbers_of
from zoomcore.workflows.options import changed_settings, options_from, options_in_settings
from zoomcore.workflows.taken import options_of, seen_of
from zoomcore.workflows.telling import put_answer
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange as ZoomChange
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.settings import read_settings


async def call_options(tools: Tools, story: Story) -> None:
    """One PATCH; the same again changes nothing."""
    meeting, asked = story.meeting, _asked(story)
    async with tools.store.reading() as unit:
        kept = await unit.sync.find(meeting.id)
    settings = changed_settings(asked, kept.options if kept else {})
    if story.change.scope != Scope.ALL:
        settings = replace(settings, jbh_time=None)
    wanted = ZoomChange(
        agenda=asked.agenda,
        reference=meeting.ref,
        settings=settings if said(asked) else None,
        password=new_passcode(tools, story),
    )
    await tools.zoom.update_meeting(
        meeting.kind,
        meeting.zoom_id or 0,
        wanted,
        occurrence_id=_occurrence(story),
        host_id=story.host_id,
    )


async def record_options(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    """One GET, then all in one unit: the change is done, the class is as Zoom has it, its author hears of it."""
    meeting = story.meeting
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0, occurrence_id=_occurrence(story))
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.meetings.finish_change(story.change.id, ChangeState.DONE):
            return
        known = await unit.sync.find(meeting.id)
        inverse = with_old(_inverse(story, known.options if known else {}), story.change.before)
        options = meeting.options
        if story.change.scope == Scope.ALL:
            options = taken_over(lay_over(options, _asked(story)), options_from(made))
            await unit.sync.note_read(
                meeting.id, seen=seen_of(made), options=options_of(made), dial_in=numbers_of(made)
            )
        current = await unit.meetings.get(meeting.id)
        await unit.meetings.take_in(current, MeetingState.SCHEDULED, options=options, join_url=made.join_url)
        if options.registration is not meeting.options.registration or "passcode" in story.change.after:
            switched = await unit.meetings.get(meeting.id)
            request = f"change:{story.change.id}"
            await follow_class(unit, switched, request=request, look=True, by=story.author.id)
        entry = await unit.audit.write(
            story.author.id,
            story.change.kind.value,
            f"meeting:{meeting.id}",
            {"scope": story.change.scope, "options": [*said(_asked(story)), *passcode_among(story)]},
            inverse=pack(inverse) if inverse else "",
            undo_until=undo_until(now),
        )
        way_back = entry if inverse else None
        card = with_passcode_told(tools, _done(story, made, way_back), story, made, way_back)
        await put_answer(unit, work, card, outcome="done")


def _asked(story: Story) -> Options:
    return options_from_data(story.change.after["options"])


def _occurrence(story: Story) -> str | None:
    return story.dates[0].zoom_occurrence_id if story.dates else None


def _inverse(story: Story, kept: Mapping[str, Any]) -> ChangeOptions | None:
    """The values as we knew them, else as Zoom last had them; None where one of them was never seen."""
    seen = said_in(options_in_settings(read_settings(kept)))
    before = seen | {"agenda": ""} | said_in(options_from_data(story.change.before["options"]))
    names = said(_asked(story))
    if not set(names) <= set(before):
        return None
    target = Target(meeting=story.meeting.id, occurrence=story.dates[0].id if story.dates else None)
    back = ChangeOptions(target=target, scope=Scope(story.change.scope))
    return replace(back, **{name: before[name] for name in names})


def _done(story: Story, made: ZoomMeeting, entry: int | None) -> Card:
    meeting, asked, kept = story.meeting, _asked(story), options_from(made)
    refused = changed(asked, kept)
    done = option_rows(replace(asked, **dict.fromkeys(refused)))
    rows = (*_which(story), *done)
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if entry is not None and done else ()
    details = Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id)))
    return Card(
        title=(_("Changed: {topic}") if done else _("Not changed: {topic}")).replace("{topic}", meeting.topic),
        tone=Tone.WARNING if refused else Tone.GOOD,
        body=(
            *(Text(line=(kept_otherwise(name, kept),)) for name in refused),
            *((Facts(rows=rows),) if rows else ()),
            *_besides(story, kept),
        ),
        actions=(*undo, details),
        footnote=cards.footnote(meeting),
    )


def _which(story: Story) -> tuple[tuple[str, Line], ...]:
    zone = story.meeting.schedule.zone
    return tuple(
        (_("Only on"), (span_of(date.start, zone, date.duration_minutes),)) for date in story.dates if date.start
    )


def _besides(story: Story, kept: Options) -> tuple[Text | Facts, ...]:
    """What is otherwise at Zoom and nobody asked for here: changed there meanwhile, or along with this."""
    if story.change.scope != Scope.ALL:
        return ()
    others = [name for name in changed(story.meeting.options, kept) if name not in said(_asked(story))]
    if not others:
        return ()
    found = Options(**{name: value for name, value in said_in(kept).items() if name in others})
    return (Text(line=phrase("Also otherwise at Zoom by now; I have taken it over:")), Facts(rows=option_rows(found)))
