"""Making a meeting at Zoom: once, whatever happens to the answer."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from zoomcore.chat import ConversationRef
from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import ChangeHost
from zoomcore.commands.wishes.licenses import RequestLicense
from zoomcore.commands.wishes.meetings import CancelMeeting, ScheduleMeeting
from zoomcore.domain.courses import Announce, Course
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.licenses.forecast import BASIC_MINUTES
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence, OccurrenceState, Scope
from zoomcore.domain.options import RecordingMode, Registration, changed, taken_over, without_hosts
from zoomcore.domain.people import License, Person
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat
from zoomcore.domain.undo import undo_until
from zoomcore.domain.wallclock import local_day
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import (
    AnswerLost,
    UserError,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.jobs.port import Later
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.announcing import put_post
from zoomcore.services.meetings.options import kept_otherwise
from zoomcore.services.registration.following import follow_class
from zoomcore.services.retrying import ways_back
from zoomcore.services.rooms.following import send_planned, without_planned
from zoomcore.services.staying import require_staying
from zoomcore.services.tracking.values import removed_notes, without_removed
from zoomcore.services.webinars.lacking import no_add_on_card
from zoomcore.services.webinars.panelists import staff_button
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Facts, Text
from zoomcore.wording import _, speaking
from zoomcore.workflows.drafts import dates_of, dial_in, draft_of, numbers_of
from zoomcore.workflows.hosting.alternatives import find_unfit, license_buttons, unfit_line, unfit_of
from zoomcore.workflows.hosting.noting import crowd_of, hosting_notes, other_hosts
from zoomcore.workflows.hosting.privilege import require_privilege
from zoomcore.workflows.hosting.succeeding import (
    bring_substitutes,
    give_anew,
    hold_again,
    stay,
    take_over,
    tell_new_host,
)
from zoomcore.workflows.hosts import require_host
from zoomcore.workflows.licenses.needing import needs_license, plan_license
from zoomcore.workflows.options import options_from
from zoomcore.workflows.passcodes import lost_notes, passcode_for
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.posts import hand_over_posts
from zoomcore.workflows.removing import take_out
from zoomcore.workflows.sync.recreating import change_again
from zoomcore.workflows.taken import options_of, seen_of
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomMeeting

#: "Webinar plan is missing" and "webinars need a license" (zoom-api 6.3 and its OpenAPI file).
_NO_WEBINARS = frozenset({200, 1122})
#: Either lets somebody hold webinars.
_ADD_ONS = frozenset({"webinar", "events"})


async def create_meeting(work: CreateMeeting, tools: Tools) -> None:
    """Looks first if an earlier try was sent; then makes it, records it, takes out skipped dates and tells the asker.

    Costs one create (counted among the host's 100 a day), one read, one user look-up for a new host, one list after a
    lost answer, one delete for each date left out; for one in a lost class's place an update for each moved date.
    """
    if not await _may_begin(work, tools):
        return
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        course = await unit.courses.get(meeting.course_id)
        host = await unit.people.get(meeting.host_id)
        author = await unit.people.get(meeting.created_by)
    with speaking(author.locale):
        try:
            await wait_while_paused(tools, work, meeting.topic)
            if meeting.state is MeetingState.CREATING:
                if work.takes_over and work.turn:
                    await _give_anew(work, tools, meeting, host)
                    return
                if meeting.sent_at is None:
                    await _require_willing(work, tools, meeting, host, author)
                await _make(work, tools, meeting, host)
            await _take_out_skipped(tools, work.meeting)
            if work.instead_of:
                await change_again(tools, work.instead_of, work.meeting)
            await _say(work, tools, course)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _require_willing(work: CreateMeeting, tools: Tools, meeting: Meeting, host: Person, author: Person) -> None:
    async with tools.store.reading() as unit:
        await require_staying(unit, host)
    if not work.instead_of:
        await require_privilege(tools, author, host, meeting.course_id, work.answer)


async def _may_begin(work: CreateMeeting, tools: Tools) -> bool:
    """Given up or refused before: its author, or an admin, has asked for another try."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        if meeting.state is not MeetingState.FAILED:
            return True
        if work.takes_over and not await hold_again(unit, work, meeting):
            return False
        return await unit.meetings.set_state(work.meeting, (MeetingState.FAILED,), MeetingState.CREATING)


async def made_once(tools: Tools, meeting: Meeting, host: Person) -> ZoomMeeting:
    """The meeting at Zoom: what an earlier try made, else made now. Whoever records it may die before and come again.

    One create, counted among the host's 100 a day; a list before it where an earlier try was sent; once a day the
    host's settings.
    """
    host_id = await require_host(tools, host)
    made = await _look_for(tools, meeting, host_id) if meeting.sent_at else None
    if made is None:
        passcode = await passcode_for(tools, meeting, host)
        async with tools.store.unit() as unit:
            await unit.meetings.mark_sent(meeting.id, tools.clock())
        made = await _create(tools, meeting, host_id, passcode)
    return made


async def _make(work: CreateMeeting, tools: Tools, meeting: Meeting, host: Person) -> None:
    made = await made_once(tools, meeting, host)
    dates = [(one.occurrence_id, one.start, one.minutes) for one in dates_of(meeting.schedule, made)]
    async with tools.store.unit() as unit:
        await unit.meetings.record_created(work.meeting, zoom_id=made.id, join_url=made.join_url, occurrences=dates)


async def _give_anew(work: CreateMeeting, tools: Tools, meeting: Meeting, host: Person) -> None:
    """What an earlier try made is a copy of what the class was by then: it goes, and the class is given away as it is.

    One list; where it was made, a read and a delete.
    """
    found = await _look_for(tools, meeting, await require_host(tools, host))
    if found is not None:
        with suppress(ZoomNotFound):
            await tools.zoom.delete_meeting(meeting.kind, found.id)
    async with tools.store.unit() as unit:
        if await unit.meetings.record_failed(meeting.id, "given away anew"):
            await unit.meetings.mark_sent(meeting.id, None)
            await give_anew(unit, work, meeting)


async def _create(tools: Tools, meeting: Meeting, host_id: str, passcode: str | None) -> ZoomMeeting:
    """Where Zoom surely has not made it, the next try need not look nor wait."""
    async with tools.store.reading() as unit:
        kept = await unit.sync.find(meeting.id)
        options = await without_planned(unit, meeting.id, kept.options if kept else {})
        options = await without_removed(unit, options)
    unfit = {one.email for one in await find_unfit(tools, meeting.options.alternative_hosts or ())}
    fit = replace(meeting, options=without_hosts(meeting.options, unfit))
    draft = replace(draft_of(fit, options), password=passcode)
    try:
        return await tools.zoom.create_meeting(host_id, draft)
    except AnswerLost:
        raise
    except ZoomError:
        async with tools.store.unit() as unit:
            await unit.meetings.mark_sent(meeting.id, None)
        raise


async def _look_for(tools: Tools, meeting: Meeting, host_id: str) -> ZoomMeeting | None:
    """The meeting an earlier try made, found by our mark; Later while Zoom may still be at it."""
    found = await tools.zoom.find_meeting(host_id, meeting.kind, meeting.ref)
    if found is not None:
        return await tools.zoom.get_meeting(meeting.kind, found.id)
    waited = tools.clock() - (meeting.sent_at or tools.clock())
    if waited < tools.doubt:
        raise Later(tools.doubt - waited)
    return None


async def _take_out_skipped(tools: Tools, meeting_id: int) -> None:
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(meeting_id)
        dates = await unit.meetings.occurrences(meeting_id)
    for one in dates:
        if not _is_skipped(meeting, one):
            continue
        await take_out(tools, meeting, one.zoom_occurrence_id)
        async with tools.store.unit() as unit:
            await unit.meetings.set_occurrence(one.id, state=OccurrenceState.CANCELLED)


def _is_skipped(meeting: Meeting, one: Occurrence) -> bool:
    if one.start is None or one.state is not OccurrenceState.SCHEDULED:
        return False
    return local_day(one.start, meeting.schedule.zone) in meeting.schedule.skip


async def _read_back(work: CreateMeeting, tools: Tools) -> ZoomMeeting | None:
    """The meeting as Zoom keeps it: locked account settings win without a word. None where it was said already."""
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(f"made:{work.meeting}") is not None:
            return None
        meeting = await unit.meetings.get(work.meeting)
    return await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)


async def _say(work: CreateMeeting, tools: Tools, course: Course) -> None:
    kept = await _read_back(work, tools)
    if kept is None:
        return
    now = tools.clock()
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
    crowd = await crowd_of(tools, meeting, host)
    async with tools.store.unit() as unit:
        if await unit.inbox.first(f"made:{work.meeting}", "job") is None:
            return  # said by an earlier run
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
        dates = await unit.meetings.occurrences(meeting.id)
        entry = await unit.audit.write(
            meeting.created_by,
            "new",
            f"meeting:{meeting.id}",
            {"topic": meeting.topic, "zoom_id": meeting.zoom_id},
            inverse=await _inverse(unit, work, meeting),
            undo_until=undo_until(now),
        )
        live = [one for one in dates if one.state is OccurrenceState.SCHEDULED]
        starts = [one.start for one in live if one.start]
        mine = meeting.created_by == host.id and bool(live)
        actions = cards.created_actions(
            meeting,
            entry=entry,
            start_url=tools.deployment.links.join(host.id, live[0].id) if mine else "",
            may_announce=work.announce is None and course.presets.announce is not Announce.NEVER,
        )
        if host.license is License.BASIC and needs_license(meeting, meeting.schedule.duration_minutes):
            ask = RequestLicense(who=host.email if meeting.created_by != host.id else "", meeting=meeting.id)
            actions = (*actions, Button(label=_("Request a license"), command=ask))
        actions = (*actions, *await other_hosts(unit, meeting, host, crowd))
        # In a lost class's place its moved dates were moved on purpose.
        other = () if work.instead_of else _differences(meeting, starts, now)
        left_out = await unfit_of(unit, meeting, kept)
        actions = (*actions, *license_buttons(left_out, meeting.id))
        if meeting.kind is MeetingKind.WEBINAR:
            actions = (*actions, staff_button(meeting))
        known = await unit.sync.find(meeting.id)
        lost = await lost_notes(unit, meeting)
        gone = await removed_notes(unit, known.options if known else {})
        notes = (*lost, *gone, *work.notes, *warnings(meeting, host), *other, *_dropped(meeting, kept))
        card = cards.created(meeting, course, host.name, starts, actions=actions)
        phone = tuple((_("By phone"), (number,)) for number in dial_in(kept))
        below = (Facts(rows=phone),) if phone else ()
        about = await hosting_notes(unit, meeting, host, live, crowd)
        said = (*(Text(line=(note,)) for note in notes), *map(unfit_line, left_out), *about)
        card = replace(card, body=(*said, *card.body, *below))
        await put_answer(unit, work, card, outcome="done")
        await plan_license(unit, meeting, host, live, now)
        await _agree(unit, meeting, kept)
        await _hand_on(unit, tools, meeting, work, now)


async def _hand_on(unit: Unit, tools: Tools, meeting: Meeting, work: CreateMeeting, now: datetime) -> None:
    """What stood with the lost one, and the channel's post."""
    if work.instead_of:
        await unit.rooms.hand_over(work.instead_of, meeting.id)
        await hand_over_posts(unit, tools, work.instead_of, meeting.id, now)
    if lost := work.instead_of or work.date_of:
        await bring_substitutes(unit, lost, meeting, now)
        await _bring_panelists(unit, meeting, work)
    if work.takes_over:
        await tell_new_host(unit, meeting, await unit.people.get(meeting.host_id), by=meeting.created_by)
    await send_planned(unit, meeting.id, "made")
    await follow_class(unit, meeting, request="made", by=meeting.created_by)
    if work.announce is not None:
        await _announce(unit, tools, meeting, work, now)


async def _inverse(unit: Unit, work: CreateMeeting, meeting: Meeting) -> str:
    """What takes it back: it is cancelled; in another's place, given back to the host of that one, which ends now."""
    if not work.takes_over:
        return pack(CancelMeeting(target=Target(meeting=meeting.id), scope=Scope.ALL, confirmed=True))
    before = await take_over(unit, meeting, work.instead_of)
    return pack(ChangeHost(target=Target(meeting=meeting.id), to=before.email, confirmed=True))


async def _bring_panelists(unit: Unit, meeting: Meeting, work: CreateMeeting) -> None:
    """Whom the lost webinar had, the new one gets; one of its dates alone came with them."""
    if meeting.kind is not MeetingKind.WEBINAR:
        return
    if work.instead_of:
        await unit.panelists.want_again(meeting.id, of=work.instead_of)
    if await unit.panelists.of(meeting.id):
        request = f"instead:{work.instead_of or work.date_of}"
        await unit.jobs.enqueue(BringPanelists(meeting=meeting.id, request=request, answer={}))


async def _agree(unit: Unit, meeting: Meeting, kept: ZoomMeeting) -> None:
    """What Zoom made of it is what we know from now on: its own settings, once said, are no news later."""
    options = taken_over(meeting.options, options_from(kept))
    if options != meeting.options:
        await unit.meetings.take_in(meeting, meeting.state, options=options)
    await unit.sync.note_read(meeting.id, seen=seen_of(kept), options=options_of(kept), dial_in=numbers_of(kept))


def warnings(meeting: Meeting, host: Person) -> tuple[str, ...]:
    """What Zoom will do to this class that its host may not expect."""
    if host.license is License.BASIC and meeting.options.registration in {Registration.AUTOMATIC, Registration.MANUAL}:
        said = _("{name} has a Basic plan: Zoom has registration for licensed hosts only, so Join is open to all.")
        return (said.replace("{name}", host.name),)
    if host.license is License.BASIC and meeting.schedule.duration_minutes > BASIC_MINUTES:
        return (_("{name} has a Basic plan: Zoom ends the class after 40 minutes.").replace("{name}", host.name),)
    if host.license is License.BASIC and meeting.options.recording is RecordingMode.CLOUD:
        return (_("{name} has a Basic plan: Zoom can't record to its cloud.").replace("{name}", host.name),)
    return ()


def _dropped(meeting: Meeting, kept: ZoomMeeting) -> tuple[str, ...]:
    """What was asked for and Zoom did not keep (zoom-api 5.7, silent drops)."""
    kept_options = options_from(kept)
    otherwise = changed(meeting.options, kept_options)
    return tuple(kept_otherwise(name, kept_options) for name in otherwise if name != "alternative_hosts")


def _differences(meeting: Meeting, starts: list[datetime], now: datetime) -> tuple[str, ...]:
    """Where Zoom made other dates than asked for, it is said."""
    if meeting.schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}:
        return ()
    wanted = [start for start in plan(meeting.schedule).starts if start > now]
    made = [start for start in starts if start > now]
    if wanted == made:
        return ()
    return (_("Zoom made other dates than you asked for; these are Zoom's."),)


async def _announce(unit: Unit, tools: Tools, meeting: Meeting, work: CreateMeeting, now: datetime) -> None:
    to = ConversationRef.from_data(work.announce or {})
    dated = await unit.meetings.next_of(meeting.id, now)
    if dated is not None:
        await put_post(unit, tools.deployment.words.get(to.platform, ""), dated, to)


async def fail(work: CreateMeeting, tools: Tools, error: UserError | ZoomError) -> None:
    """It never came to be: recorded, and told with what to do next."""
    if isinstance(error, ZoomAuthError) and not error.missing_scopes:
        error.add_note("the credentials may have been changed while the job waited")
    lacking = await _lacks_add_on(tools, work, error)
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        author = await unit.people.get(meeting.created_by)
        await unit.meetings.record_failed(work.meeting, str(error))
        if work.takes_over:
            await stay(unit, work.instead_of)
        with speaking(author.locale):
            if lacking:
                course = await unit.courses.get(meeting.course_id)
                card = no_add_on_card(meeting, course, await unit.people.get(meeting.host_id))
            else:
                card = refused_card(meeting.topic, error, await ways_back(unit, work, ScheduleMeeting.spec.name))
            await put_answer(unit, work, card, outcome="failed")


async def _lacks_add_on(tools: Tools, work: CreateMeeting, error: UserError | ZoomError) -> bool:
    """Zoom's refusal of a webinar has a code that means other things too: one look at the host's add-ons tells."""
    if not isinstance(error, ZoomRefused) or error.code not in _NO_WEBINARS:
        return False
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
    if meeting.kind is not MeetingKind.WEBINAR:
        return False
    try:
        held = await tools.zoom.list_add_ons(host.zoom_user_id or host.email)
    except ZoomError:
        return True  # Zoom's first word is all there is
    return _ADD_ONS.isdisjoint(one.split(" ")[0] for one in held)
