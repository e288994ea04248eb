"""Zoom's list of a webinar's panelists, made as ours wants it: list, add, take out, list again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.panelists import AtZoom, Panelist, PanelistChange, PanelistState, panelist_change
from zoomcore.domain.people import Person
from zoomcore.domain.undo import undo_until
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
class _Outcome:
    """What was to be changed, and Zoom's list before and after; `known`: whom we took to be there before all that."""

    change: PanelistChange
    known: frozenset[str]
    before: tuple[ZoomPanelist, ...]
    after: tuple[ZoomPanelist, ...]

    @property
    def emails(self) -> frozenset[str]:
        return frozenset(one.email for one in self.after)


async def bring_panelists(work: BringPanelists, tools: Tools) -> None:
    """One list; where it is not as wanted a request for 30 new panelists, one for each who leaves, another list.

    It may be done twice: who is there already is not added again.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        person = await unit.people.get(work.person or meeting.created_by)
        ours = await unit.panelists.of(meeting.id)
    with speaking(person.locale):
        try:
            await wait_while_paused(tools, work, meeting.topic)
            outcome = await _carry(work, tools, meeting, ours)
            await _record(work, tools, meeting, outcome)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _carry(work: BringPanelists, tools: Tools, meeting: Meeting, ours: Sequence[Panelist]) -> _Outcome:
    """`ours` are older than Zoom's list: who comes to be there meanwhile is not taken for gone."""
    number = meeting.zoom_id or 0
    before = await tools.zoom.list_panelists(number)
    known = frozenset(one.email for one in ours if one.state is PanelistState.THERE)
    change = await _decide(work, tools, known, before)
    ids = {one.email: one.id for one in before}
    if change.missing:
        await tools.zoom.add_panelists(number, [(one.email, one.name) for one in change.missing])
    for one in change.leaving:
        await _take_out(tools, number, ids[one.email])
    changed = change.missing or change.leaving
    return _Outcome(
        change=change,
        known=known,
        before=before,
        after=await tools.zoom.list_panelists(number) if changed else before,
    )


async def _decide(
    work: BringPanelists, tools: Tools, known: frozenset[str], before: Sequence[ZoomPanelist]
) -> PanelistChange:
    """Written down before Zoom is asked, so that another try knows what this one did."""
    emails = frozenset(one.email for one in before)
    only_there = [
        Panelist(meeting_id=work.meeting, email=one.email, name=one.name, state=PanelistState.LEAVING)
        for one in before
        if one.email in work.remove
    ]
    async with tools.store.unit() as unit:
        await unit.panelists.note_leaving(only_there)
        await unit.panelists.note_found(work.meeting, emails)
        ours = await unit.panelists.of(work.meeting)
        change = panelist_change(ours, AtZoom(there=emails, known=known), add=work.add, remove=work.remove)
        await unit.panelists.note_sent(work.meeting, change.missing)
    return change


async def _take_out(tools: Tools, number: int, panelist_id: str) -> None:
    try:
        await tools.zoom.remove_panelist(number, panelist_id)
    except ZoomNotFound:
        return  # an earlier try got through


async def _record(work: BringPanelists, tools: Tools, meeting: Meeting, outcome: _Outcome) -> None:
    emails, change = outcome.emails, outcome.change
    async with tools.store.unit() as unit:
        new = await unit.panelists.settle_arrived(meeting.id, change.sent & emails)
        gone = await unit.panelists.settle_gone(meeting.id, (outcome.known | change.remove) - emails)
        out = [one for one in gone if one.email in change.remove]
        # Zoom says nothing of those whom it leaves out: they are not asked for again and again.
        await unit.panelists.give_up(meeting.id, add=[one.email for one in change.missing if one.email not in emails])
        # A webinar made anew keeps its panelists: that is no news to them.
        told = new if work.person else ()
        unreached = [one for one in told if not await _invite(unit, tools, meeting, one, work.request)]
        links = {one.email: one.join_url for one in outcome.after}
        team = await reaching.staff_of(unit, meeting.course_id, roles=TEAM)
        card = list_card(
            meeting,
            [(one.name or one.email, one.email) for one in outcome.after],
            Told(
                changed=_said(new, out, outcome),
                notes=_unchanged(work, new, out, outcome),
                links=[(one.name, links[one.email]) for one in unreached if links[one.email]],
                staff_left=_left(team, meeting, emails),
                entry=await _note(unit, work, new, out, tools.clock()),
            ),
        )
        await put_answer(unit, work, card, outcome="done")


async def _note(
    unit: Unit, work: BringPanelists, new: Sequence[Panelist], out: Sequence[Panelist], now: datetime
) -> int:
    """The entry that takes back what was really done; 0 where nobody asked for anything, or nothing changed."""
    target = Target(meeting=work.meeting)
    inverse: AddPanelists | RemovePanelists
    if work.add and new:
        inverse = RemovePanelists(target=target, who=tuple(one.email for one in new))
    elif work.remove and out:
        names = tuple(one.name for one in out)
        inverse = AddPanelists(target=target, who=tuple(one.email for one in out), names=names)
    else:
        return 0
    return await unit.audit.write(
        work.person,
        "panelists add" if work.add else "panelists remove",
        f"meeting:{work.meeting}",
        {"panelists": list(inverse.who)},
        inverse=pack(inverse),
        undo_until=undo_until(now),
    )


async def _invite(unit: Unit, tools: Tools, meeting: Meeting, one: Panelist, request: str) -> bool:
    """Said once for each time somebody is added; False where they have no chat with us."""
    dated = await unit.meetings.next_of(meeting.id, tools.clock())
    if one.person_id is None or dated is None:
        return False
    person = await unit.people.get(one.person_id)
    with speaking(person.locale):
        cause = f"panelist:{meeting.id}:{one.person_id}:{request}"
        return await reaching.tell(unit, one.person_id, invited_card(dated), cause=cause)


def _said(new: Sequence[Panelist], out: Sequence[Panelist], outcome: _Outcome) -> tuple[str, ...]:
    added = _names(one.name for one in new)
    gone = _names(one.name for one in out)
    refused = _names(one.name for one in outcome.change.missing if one.email not in outcome.emails)
    return (
        *([_("Added: {names}").replace("{names}", added)] if added else []),
        *([_("Taken out: {names}").replace("{names}", gone)] if gone else []),
        *([_("Zoom didn't take these, and didn't say why: {names}").replace("{names}", refused)] if refused else []),
    )


def _unchanged(
    work: BringPanelists, new: Sequence[Panelist], out: Sequence[Panelist], outcome: _Outcome
) -> tuple[str, ...]:
    """Of whom was named: who was a panelist before, and who was none."""
    before = {one.email: one.name or one.email for one in outcome.before}
    fresh = {one.email for one in new}
    stood = _names(before[one] for one in work.add if one in before and one not in fresh)
    known = {one.email for one in out} | outcome.emails
    nobody = _names(one for one in work.remove if one not in before and one not in known)
    return (
        *([_("Already a panelist: {names}").replace("{names}", stood)] if stood else []),
        *([_("No panelist of it: {names}").replace("{names}", nobody)] if nobody else []),
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names, key=str.casefold))


def _left(team: Sequence[Person], meeting: Meeting, there: Collection[str]) -> int:
    """How many of the course's staff could be added: the host speaks anyway."""
    return sum(bool(one.email) and one.id != meeting.host_id and one.email not in there for one in team)


async def fail(work: BringPanelists, tools: Tools, error: UserError | ZoomError) -> None:
    """Refused: the list stays as it is. What a webinar made anew shall have stays asked for."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        course = await unit.courses.get(meeting.course_id)
        person = await unit.people.get(work.person or meeting.created_by)
        await unit.panelists.give_up(meeting.id, add=work.add, remove=work.remove)
        with speaking(person.locale):
            actions = (classes_button(course.code), help_button("panelists"))
            await put_answer(unit, work, refused_card(meeting.topic, error, actions), outcome="failed")
