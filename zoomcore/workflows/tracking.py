"""Tracking fields at Zoom: which there are, and the values of one meeting, sent whole."""

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.tracking import PutTrackingBack, SetTracking
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import Person
from zoomcore.domain.tracking import Tracked, TrackingField, laid_over
from zoomcore.domain.tracking_work import ReadTrackingFields, SetTracked, SweepTrackingFields
from zoomcore.domain.undo import undo_until
from zoomcore.errors import (
    UserError,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.services.tracking.choosing import fields_card, values_card
from zoomcore.views import Line
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.hosting.holding import give_back, require_held
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.taken import options_of
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.drafts import MeetingChange
from zoomcore.zoom.models import ZoomMeeting

_TEMPORARY = (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected)
#: "This feature is not there": the account's plan has no tracking fields (zoom-api 5.9).
_NO_FIELDS = 5110


async def sweep_tracking_fields(_work: SweepTrackingFields, tools: Tools) -> None:
    """One request. Without its scope, or on a plan without them, nothing: `check` names the scope."""
    try:
        await _take_fields(tools, tools.zoom.in_bulk())
    except (ZoomAuthError, ZoomRefused):
        return


async def _take_fields(tools: Tools, zoom: ZoomClient) -> tuple[TrackingField, ...]:
    try:
        found = await zoom.list_tracking_fields()
    except ZoomNotFound as error:
        if error.code != _NO_FIELDS:
            raise
        found = ()
    async with tools.store.unit() as unit:
        await unit.tracking.take(
            [
                TrackingField(id=one.id, name=one.name, required=one.required, visible=one.visible, values=one.values)
                for one in found
            ]
        )
        return await unit.tracking.all()


async def read_tracking_fields(work: ReadTrackingFields, tools: Tools) -> None:
    """One request."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        try:
            fields = await _take_fields(tools, tools.zoom)
        except _TEMPORARY as error:
            await tell(tools, work, waiting_card("Zoom", error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail_reading(work, tools, error)
            return
        await tell(tools, work, fields_card(fields), outcome="done")


async def fail_reading(work: ReadTrackingFields, tools: Tools, error: UserError | ZoomError) -> None:
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        card = refused_card(_("Zoom's tracking fields"), error, (help_button("tracking fields"),))
        await tell(tools, work, card, outcome="failed")


async def set_tracked(work: SetTracked, tools: Tools) -> None:
    """A read for what Zoom has, an update with all of it, counted among the host's 100 a day, and a read."""
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(work.done) is not None:
            return
        person = await unit.people.get(work.by)
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
    with speaking(person.locale):
        try:
            require_held(meeting)
            await wait_while_paused(tools, work, meeting.topic)
            await _carry(work, tools, meeting, host)
        except _TEMPORARY as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail_setting(work, tools, error)


async def _carry(work: SetTracked, tools: Tools, meeting: Meeting, host: Person) -> None:
    """Zoom replaces the list as a whole: what is there and not spoken of goes along."""
    number = meeting.zoom_id or 0
    there = (await tools.zoom.get_meeting(meeting.kind, number)).tracking_fields
    before = await _before(work, tools, there)
    wanted = laid_over(there, tuple(zip(work.names, work.values, strict=True)))
    change = MeetingChange(tracking_fields=wanted)
    await tools.zoom.update_meeting(meeting.kind, number, change, host_id=host.zoom_user_id)
    made = await tools.zoom.get_meeting(meeting.kind, number)
    await _record(work, tools, made, (before, wanted))


async def _before(work: SetTracked, tools: Tools, there: Tracked) -> Tracked:
    """What the fields it is about had, written down before Zoom is asked: whoever comes after a crash finds its own.

    Once a turn: until somebody tries again, others may have changed them.
    """
    key = f"tracked-before:{work.key}:{work.turn}"
    stood = {name.casefold(): value for name, value in there}
    found = [(name, stood.get(name.casefold(), "")) for name in work.names]
    async with tools.store.unit() as unit:
        if await unit.inbox.first(key, "job", {"before": found}) is not None:
            return tuple(found)
        kept = await unit.inbox.find(key) or {"before": found}
    return tuple((str(name), str(value)) for name, value in kept["before"])


async def _record(work: SetTracked, tools: Tools, made: ZoomMeeting, stood_and_wanted: tuple[Tracked, Tracked]) -> None:
    before, wanted = stood_and_wanted
    kept = tuple((name, value) for name, value in made.tracking_fields if value)
    async with tools.store.unit() as unit:
        if await unit.inbox.first(work.done, "job", answer={"done": True}) is None:
            return
        meeting = await unit.meetings.get(work.meeting)
        await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        await unit.sync.keep_options(meeting.id, options_of(made))
        back = PutTrackingBack(
            target=Target(meeting=meeting.id),
            names=tuple(name for name, _value in before),
            values=tuple(value for _name, value in before),
        )
        entry = await unit.audit.write(
            work.by,
            "tracking",
            f"meeting:{meeting.id}",
            {"values": dict(zip(work.names, work.values, strict=True))},
            inverse=pack(back),
            undo_until=undo_until(tools.clock()),
        )
        card = values_card(meeting, kept, await unit.tracking.all(), *_dropped(wanted, kept), entry=entry)
        await put_answer(unit, work, card, outcome="done")


def _dropped(wanted: Tracked, kept: Tracked) -> tuple[Line, ...]:
    lost = [name for name, value in wanted if dict(kept).get(name) != value]
    return (phrase("Zoom did not keep what you said of {names}.", names=", ".join(lost)),) if lost else ()


async def fail_setting(work: SetTracked, tools: Tools, error: UserError | ZoomError) -> None:
    """Refused: the class as it was, and why it stays so."""
    await give_back(work, tools, error, verb=SetTracking.spec.name)
