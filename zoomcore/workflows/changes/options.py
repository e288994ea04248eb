"""A change of options: one PATCH that says nothing but what was asked for, and one GET that tells what Zoom kept.

A wish that is said outright wins over what stands at Zoom: nothing else is sent, so nothing else can be overwritten.
What somebody changed there meanwhile is found by that GET, taken over, and said.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.dates import with_own_options
from zoomcore.domain.meetings import MeetingState, Scope
from zoomcore.domain.options import (
    PLACES,
    JoinEarly,
    Options,
    RecordingMode,
    along_with,
    changed,
    lay_over,
    options_from_data,
    otherwise,
    said,
    said_in,
    taken_over,
)
from zoomcore.domain.records import ChangeState
from zoomcore.domain.syncing import AGENDA
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import ChangeMeeting
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.options import kept_otherwise, option_rows
from zoomcore.services.phrases import span_of
from zoomcore.services.registration.following import follow_class
from zoomcore.storage.meetings import TakenIn
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Text, Tone
from zoomcore.wording import _, phrase
from zoomcore.workflows.changes.apart import with_apart
from zoomcore.workflows.changes.passcodes import new_passcode, passcode_among, with_old, with_passcode_told
from zoomcore.workflows.changes.sections import follow_section, section_among, section_in, with_section_told
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.drafts import numbers_of
from zoomcore.workflows.options import changed_settings, options_from, options_in_settings
from zoomcore.workflows.single_dates import own_at_zoom, send_own
from zoomcore.workflows.taken import options_of, seen_of
from zoomcore.workflows.telling import put_answer
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange as ZoomChange
from zoomcore.zoom.drafts import without_reference
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.settings import read_settings


async def call_options(tools: Tools, story: Story) -> None:
    """One PATCH; the same again changes nothing."""
    meeting, asked = story.meeting, _asked(story)
    if story.dates:
        await send_own(tools, meeting, story.host_id, story.dates[0].zoom_occurrence_id, asked)
        return
    async with tools.store.reading() as unit:
        kept = await unit.sync.find(meeting.id)
    password = new_passcode(tools, story)
    if not said(asked) and password is None:
        return  # nothing of it is Zoom's to know
    settings = changed_settings(asked, kept.options if kept else {})
    wanted = ZoomChange(
        agenda=asked.agenda,
        reference=meeting.ref,
        settings=settings if said(asked) else None,
        password=password,
    )
    await tools.zoom.update_meeting(meeting.kind, meeting.zoom_id or 0, wanted, host_id=story.host_id)


async def record_options(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    """One GET, then all in one unit: the change is done, the class is as Zoom has it, its author hears of it.

    A date that has its own value of what was changed everywhere is read too, one GET each: what Zoom keeps there is
    written nowhere (zoom-api 5.5).
    """
    meeting = story.meeting
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0, occurrence_id=_occurrence(story))
    apart = await _read_apart(tools, story)
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.meetings.finish_change(story.change.id, ChangeState.DONE):
            return
        known = await unit.sync.find(meeting.id)
        before = _before(story, known.options if known else {})
        inverse = with_old(_inverse(story, before, options_from(made)), story.change.before)
        if section_in(story) is not None:
            await unit.meetings.hold_for(meeting.id, meeting.section, now)
        options = await _take_in(unit, story, made, (before, apart))
        besides = (*passcode_among(story), *section_among(story))
        others = options.registration is not meeting.options.registration or bool(section_among(story))
        if others or besides:
            switched = await unit.meetings.get(meeting.id)
            request = f"change:{story.change.id}"
            # Behind another passcode the same people have other links: no news for whoever changed it.
            by = story.author.id if others else None
            await follow_class(unit, switched, request=request, look=True, by=by)
        entry = await unit.audit.write(
            story.author.id,
            story.change.kind.value,
            f"meeting:{meeting.id}",
            {
                "scope": story.change.scope,
                "options": [*said(_asked(story)), *passcode_among(story), *section_among(story)],
            },
            inverse=pack(inverse) if inverse else "",
            undo_until=undo_until(now),
        )
        way_back = entry if inverse else None
        await follow_section(unit, tools, story, now)
        card = with_passcode_told(tools, _done(story, made, way_back), story, made, way_back)
        card = await with_section_told(unit, with_apart(card, story, options, apart), story, way_back, now)
        await put_answer(unit, work, card, outcome="done")


async def _read_apart(tools: Tools, story: Story) -> Mapping[int, Options]:
    """Our number of each date to come that has its own value of what was changed for all → what it has of its own."""
    if story.dates:
        return {}
    names = set(said(_asked(story)))
    apart = [one for one in with_own_options(story.every, tools.clock()) if names & set(said(one.options))]
    found = {}
    for one in apart:
        # The class has its change: a date that somebody deleted meanwhile is the next sweep's to tell.
        with suppress(ZoomNotFound, ZoomRefused):
            found[one.id] = await own_at_zoom(tools, story.meeting, one)
    return found


async def _take_in(
    unit: Unit, story: Story, made: ZoomMeeting, dates: tuple[Options, Mapping[int, Options]]
) -> Options:
    """Into our tables; the options of the class as they are now. `dates`: as it was before, and what stands apart."""
    meeting, asked, kept = story.meeting, _asked(story), options_from(made)
    before, apart = dates
    options = meeting.options
    for one in story.dates:
        # With what Zoom switched off along with it.
        own = lay_over(lay_over(one.options, asked), _went_along(story, before, kept))
        await unit.meetings.set_occurrence(one.id, options=taken_over(own, kept))
    for number, own in apart.items():
        await unit.meetings.set_occurrence(number, options=own)
    if not story.dates:
        options = taken_over(lay_over(options, asked), kept)
        await unit.sync.note_read(meeting.id, seen=seen_of(made), options=options_of(made), dial_in=numbers_of(made))
    current = await unit.meetings.get(meeting.id)
    taken = TakenIn(options=options, join_url=made.join_url)
    if (section := section_in(story)) is not None:
        taken["section"] = section
    await unit.meetings.take_in(current, MeetingState.SCHEDULED, **taken)
    return options


def _asked(story: Story) -> Options:
    return options_from_data(story.change.after["options"])


def _occurrence(story: Story) -> str | None:
    return story.dates[0].zoom_occurrence_id if story.dates else None


def _before(story: Story, kept: Mapping[str, Any]) -> Options:
    """As it was: as we knew it, else as Zoom last had it, its agenda too (`kept`, in Zoom's words)."""
    seen = options_in_settings(read_settings(kept))
    if AGENDA in kept:
        seen = replace(seen, agenda=without_reference(str(kept[AGENDA]), story.meeting.ref))
    ours = options_from_data(story.change.before["options"])
    if ours.recording is RecordingMode.HOST:
        # Left to the host when it was made; what came of that, Zoom has told.
        ours = replace(ours, recording=None)
    return lay_over(seen, ours)


def _went_along(story: Story, before: Options, kept: Options) -> Options:
    """What was otherwise before and nobody spoke of: Zoom switched it off along with what was asked for."""
    names = [name for name in along_with(said(_asked(story))) if not story.dates or PLACES[name].one_date]
    went = {name: getattr(kept, name) for name in names if getattr(before, name) is not None}
    return otherwise(Options(**went), before)


def _inverse(story: Story, before: Options, kept: Options) -> ChangeOptions | None:
    """With the values of before, of what went along too; None where one of them was never seen."""
    names = {*said(_asked(story)), *said(_went_along(story, before, kept))}
    if not names <= set(said(before)):
        return None
    back = {name: getattr(before, name) for name in names}
    if story.dates and back.get("join_early") not in {None, JoinEarly.NO}:
        # How many minutes is the class's to say: on one date people come in early or not.
        back["join_early"] = JoinEarly.ANY
    target = Target(meeting=story.meeting.id, occurrence=story.dates[0].id if story.dates else None)
    section: str | None = story.change.before.get("section")
    return replace(ChangeOptions(target=target, scope=Scope(story.change.scope), section=section), **back)


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
