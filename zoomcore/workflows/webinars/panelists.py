"""Zoom's list of a webinar's panelists, made as ours wants it: list, add, take out, list again."""

from collections.abc import Sequence
from dataclasses import dataclass

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.panelists import Panelist, PanelistState
from zoomcore.domain.people import Person
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.errors import UserError, ZoomError, ZoomNotFound, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.services import reaching
from zoomcore.services.webinars.panelists import TEAM, Told, invited_card, list_card
from zoomcore.storage.store import Unit
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import _, speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.webinars import ZoomPanelist


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What Zoom's list lacks, and has too much."""

    there: tuple[ZoomPanelist, ...]
    missing: tuple[Panelist, ...]
    leaving: tuple[Panelist, ...]


async def bring_panelists(work: BringPanelists, tools: Tools) -> None:
    """One list; where it is not as wanted a request for 30 new panelists, one for each who leaves, another list.

    It may be done twice: who is there already is not added again.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        person = await unit.people.get(work.person or meeting.created_by)
    with speaking(person.locale):
        try:
            await wait_while_paused(tools, work, meeting.topic)
            change, there = await _carry(tools, meeting)
            await _record(work, tools, meeting, change, there)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _carry(tools: Tools, meeting: Meeting) -> tuple[_Change, tuple[ZoomPanelist, ...]]:
    number = meeting.zoom_id or 0
    there = await tools.zoom.list_panelists(number)
    async with tools.store.reading() as unit:
        ours = await unit.panelists.of(meeting.id)
    change = _change(ours, there)
    ids = {one.email: one.id for one in there}
    if change.missing:
        await tools.zoom.add_panelists(number, [(one.email, one.name) for one in change.missing])
    for one in change.leaving:
        await _take_out(tools, number, ids[one.email])
    changed = change.missing or change.leaving
    return change, await tools.zoom.list_panelists(number) if changed else there


def _change(ours: Sequence[Panelist], there: tuple[ZoomPanelist, ...]) -> _Change:
    known = {one.email for one in there}
    return _Change(
        there=there,
        missing=tuple(one for one in ours if one.state is PanelistState.WANTED and one.email not in known),
        leaving=tuple(one for one in ours if one.state is PanelistState.LEAVING and one.email in known),
    )


async def _take_out(tools: Tools, number: int, panelist_id: str) -> None:
    try:
        await tools.zoom.remove_panelist(number, panelist_id)
    except ZoomNotFound:
        return  # an earlier try got through


async def _record(
    work: BringPanelists, tools: Tools, meeting: Meeting, change: _Change, there: Sequence[ZoomPanelist]
) -> None:
    emails = {one.email for one in there}
    async with tools.store.unit() as unit:
        ours = await unit.panelists.of(meeting.id)
        new = [one for one in ours if one.state is PanelistState.WANTED and one.email in emails]
        await unit.panelists.settle(meeting.id, emails)
        # A webinar made anew keeps its panelists: that is no news to them.
        told = new if work.person else []
        unreached = [one for one in told if not await _invite(unit, tools, meeting, one, work.request)]
        links = {one.email: one.join_url for one in there}
        team = await reaching.staff_of(unit, meeting.course_id, roles=TEAM)
        card = list_card(
            meeting,
            [(one.name or one.email, one.email) for one in there],
            Told(
                changed=_said(new, change, emails),
                links=[(one.name, links[one.email]) for one in unreached if links[one.email]],
                staff_left=_left(team, meeting, emails),
                entry=work.entry,
            ),
        )
        await put_answer(unit, work, card, outcome="done")


async def _invite(unit: Unit, tools: Tools, meeting: Meeting, one: Panelist, request: str) -> bool:
    """Said once for each time somebody is added; False where they have no chat with us."""
    dated = await unit.meetings.next_of(meeting.id, tools.clock())
    if one.person_id is None or dated is None:
        return False
    person = await unit.people.get(one.person_id)
    with speaking(person.locale):
        cause = f"panelist:{meeting.id}:{one.person_id}:{request}"
        return await reaching.tell(unit, one.person_id, invited_card(dated), cause=cause)


def _said(new: Sequence[Panelist], change: _Change, there: set[str]) -> tuple[str, ...]:
    added = ", ".join(one.name for one in new)
    out = ", ".join(one.name for one in change.leaving if one.email not in there)
    refused = ", ".join(one.name for one in change.missing if one.email not in there)
    return (
        *([_("Added: {names}").replace("{names}", added)] if added else []),
        *([_("Taken out: {names}").replace("{names}", out)] if out else []),
        *([_("Zoom didn't take these, and didn't say why: {names}").replace("{names}", refused)] if refused else []),
    )


def _left(team: Sequence[Person], meeting: Meeting, there: set[str]) -> int:
    """How many of the course's staff could be added: the host speaks anyway."""
    return sum(bool(one.email) and one.id != meeting.host_id and one.email not in there for one in team)


async def fail(work: BringPanelists, tools: Tools, error: UserError | ZoomError) -> None:
    """Refused: the list stays as it is. What a webinar made anew shall have stays asked for."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        course = await unit.courses.get(meeting.course_id)
        person = await unit.people.get(work.person or meeting.created_by)
        if work.person:
            await unit.panelists.give_up(meeting.id)
        with speaking(person.locale):
            actions = (classes_button(course.code), help_button("panelists"))
            await put_answer(unit, work, refused_card(meeting.topic, error, actions), outcome="failed")
