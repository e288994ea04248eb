"""Looking back at a whole Zoom account over real HTTP: what was held, who was in it, and what the webhooks said of it.

Every request and answer is held to Zoom's own file where it is at hand.
"""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.contracts.zoom_spec import judge_both, spec_is_here
from tests.zoomcore.zoom.on_sandbox import client_of
from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.errors import ZoomAuthError, ZoomNotReady, ZoomPlanRefused, ZoomTooOld
from zoomcore.sandbox import CLASSIC, GRANULAR, Fault, Sandbox, Step
from zoomcore.sandbox.running import running_sandbox
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.drafts import MeetingDraft
from zoomcore.zoom.scopes import participant_sources
from zoomcore.zoom.webhook import ParticipantEvent, ParticipantJoined, ParticipantLeft, read_event

MEETING, WEBINAR = MeetingKind.MEETING, MeetingKind.WEBINAR
REPORT, PAST, DASHBOARD = ParticipantSource
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA, BO = "ana@uni.example", "bo@uni.example"
NOVEMBER = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(clock=lambda: NOW, observer=judge_both if spec_is_here() else None) as running:
        yield running


@pytest.fixture
async def zoom(sandbox: Sandbox) -> AsyncIterator[ZoomClient]:
    async with client_of(sandbox) as client:
        yield client


async def booked(zoom, kind=MEETING):
    return (await zoom.create_meeting(ANA, MeetingDraft(kind=kind, topic="Algebra", zone="Europe/Madrid"))).id


async def held(zoom, sandbox, kind=MEETING):
    """Bo on two devices, in a breakout room with one; Eve by her registration; Lu with nothing but a name."""
    number = await booked(zoom, kind)
    signed = sandbox.register(number, email="eve@else.example", first_name="Eve", last_name="Green")
    sandbox.start(number)
    sandbox.join(number, email=BO, device="iOS")
    sandbox.join(number, email=BO, device="Mac")
    if kind is MEETING:
        sandbox.play(number, [Step(at=sandbox.account.now(), action="wait", name="Lu", email="lu@else.example")])
        sandbox.advance(timedelta(minutes=3))
        sandbox.admit(number, name="Lu", email="lu@else.example")
        sandbox.enter_room(number, email=BO, device="Mac", room="Group A")
    sandbox.join(number, registrant=signed.id)
    sandbox.advance(timedelta(minutes=7))
    sandbox.leave(number, email=BO, device="iOS", reason="Network connection error.")
    sandbox.advance(timedelta(minutes=10))
    sandbox.end(number)
    return number, sandbox.meeting(number).runs[-1].uuid


async def listed(iterator):
    return [each async for each in iterator]


def core(stay):
    return (
        stay.name,
        stay.email,
        stay.registrant_id,
        stay.connection_id,
        stay.join_time,
        stay.leave_time,
        stay.waiting,
    )


@pytest.mark.parametrize("kind", MeetingKind)
async def test_three_sources_tell_of_the_same_stays(zoom, sandbox, kind):
    _, uuid = await held(zoom, sandbox, kind)
    told = {source: await listed(zoom.iterate_participants(kind, uuid, source)) for source in ParticipantSource}

    # Of webinars the dashboard names no status, and there is nobody waiting.
    assert [core(stay) for stay in told[REPORT]] == [core(stay) for stay in told[PAST]]
    assert [core(stay) for stay in told[REPORT]] == [core(stay) for stay in told[DASHBOARD]]
    assert {stay.zoom_user_id for stay in told[PAST]} == {stay.zoom_user_id for stay in told[DASHBOARD]}
    rooms = {source: sum(stay.breakout for stay in stays) for source, stays in told.items()}
    assert rooms == {REPORT: 1, PAST: 0, DASHBOARD: 1} if kind is MEETING else not any(rooms.values())
    assert all(stay.internal == (stay.email in {ANA, BO}) for stays in told.values() for stay in stays)


async def test_a_class_with_rooms_and_guests_is_told_whole(zoom, sandbox):
    _, uuid = await held(zoom, sandbox)
    stays = await listed(zoom.iterate_participants(MEETING, uuid, REPORT))

    def minutes(stay):
        return (stay.join_time - NOW).seconds // 60, (stay.leave_time - NOW).seconds // 60

    assert sorted((stay.name, minutes(stay), stay.waiting, stay.breakout) for stay in stays) == [
        ("Ana Ruiz", (0, 20), False, False),
        ("Bo Chen", (0, 10), False, False),
        ("Bo Chen", (0, 20), False, False),
        ("Bo Chen", (3, 20), False, True),
        ("Eve Green", (3, 20), False, False),
        ("Lu", (0, 3), True, False),
        ("Lu", (3, 20), False, False),
    ]
    assert {(stay.name, stay.email) for stay in stays if not stay.internal} == {
        ("Eve Green", "eve@else.example"),
        ("Lu", ""),
    }


@pytest.mark.parametrize("source", ParticipantSource)
async def test_three_hundred_and_one_participants_are_two_requests(zoom, sandbox, source):
    number = await booked(zoom)
    sandbox.start(number)
    for each in range(300):
        sandbox.join(number, name=f"Student {each}")
    sandbox.end(number)
    asked = len(sandbox.requests)

    stays = await listed(zoom.iterate_participants(MEETING, sandbox.meeting(number).runs[0].uuid, source))

    assert len({stay.connection_id for stay in stays}) == 301
    assert len(sandbox.requests) - asked == 2


async def test_a_page_that_is_lost_fails_the_read(zoom, sandbox):
    _, uuid = await held(zoom, sandbox)
    sandbox.faults.add(Fault(method="GET", path="/report/**", status=404, body={"code": 3001, "message": "Not yet."}))

    with pytest.raises(ZoomNotReady):
        await listed(zoom.iterate_participants(MEETING, uuid, REPORT))


@pytest.mark.parametrize(
    "uuid", ["/aDYlohs0HRtCd4ii1uC2+hA==", "aDY//lohsHRtCd4ii1uC2+hA==", "aDY/lohs+HRtCd4ii1uC2hA=="]
)
@pytest.mark.parametrize("source", ParticipantSource)
async def test_uuids_with_slashes_find_their_run(zoom, sandbox, uuid, source):
    number, _ = await held(zoom, sandbox)
    sandbox.meeting(number).runs[0].uuid = uuid
    sandbox.start(number)
    sandbox.join(number, name="Somebody later")
    sandbox.end(number)

    names = {stay.name for stay in await listed(zoom.iterate_participants(MEETING, uuid, source))}

    assert names == {"Ana Ruiz", "Bo Chen", "Eve Green", "Lu"}
    assert (await zoom.get_run(uuid)).uuid == uuid


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ParticipantSource)
async def test_too_early_is_not_ready_and_then_it_is(zoom, sandbox, source):
    sandbox.account.settings.report_delay_minutes = 30
    _, uuid = await held(zoom, sandbox)
    with pytest.raises(ZoomNotReady):
        await listed(zoom.iterate_participants(MEETING, uuid, source))
    sandbox.advance(timedelta(minutes=30))
    assert await listed(zoom.iterate_participants(MEETING, uuid, source))


@pytest.mark.parametrize("source", ParticipantSource)
async def test_rows_that_come_late_are_there_at_a_later_read(zoom, sandbox, source):
    settings = sandbox.account.settings
    settings.late_rows, settings.late_rows_minutes = 2, 45
    _, uuid = await held(zoom, sandbox)
    early = await listed(zoom.iterate_participants(MEETING, uuid, source))
    sandbox.advance(timedelta(minutes=45))
    late = await listed(zoom.iterate_participants(MEETING, uuid, source))

    assert (len(early), len(late)) == (5, 7)
    assert set(map(core, early)) < set(map(core, late))


async def test_a_plan_without_dashboards_still_has_reports(zoom, sandbox):
    _, uuid = await held(zoom, sandbox)
    sandbox.account.settings.dashboards = False

    with pytest.raises(ZoomPlanRefused) as raised:
        await listed(zoom.iterate_participants(MEETING, uuid, DASHBOARD))
    assert raised.value.code == 400
    with pytest.raises(ZoomPlanRefused):
        await listed(zoom.iterate_account_runs(WEBINAR, **NOVEMBER))
    assert await listed(zoom.iterate_participants(MEETING, uuid, REPORT))


@pytest.mark.parametrize("source", ParticipantSource)
async def test_a_free_account_has_no_history_of_people(zoom, sandbox, source):
    _, uuid = await held(zoom, sandbox)
    sandbox.account.settings.paid = False

    with pytest.raises(ZoomPlanRefused):
        await listed(zoom.iterate_participants(MEETING, uuid, source))


@pytest.mark.parametrize("source", ParticipantSource)
async def test_what_is_a_year_ago_is_too_old(zoom, sandbox, source):
    _, uuid = await held(zoom, sandbox)
    sandbox.advance(timedelta(days=366))

    with pytest.raises(ZoomTooOld):
        await listed(zoom.iterate_participants(MEETING, uuid, source))


@pytest.mark.parametrize(("kind", "word"), [(MEETING, "meeting"), (WEBINAR, "webinar")])
async def test_a_missing_scope_refuses_one_source_and_leaves_the_next(zoom, sandbox, kind, word):
    _, uuid = await held(zoom, sandbox, kind)
    scope = f"report:read:list_{word}_participants:admin"
    sandbox.account.scopes = frozenset(GRANULAR) - {scope}
    sandbox.account.revoke_tokens()

    assert participant_sources(await zoom.scopes(), kind) == (REPORT, PAST, DASHBOARD)
    with pytest.raises(ZoomAuthError) as raised:
        await listed(zoom.iterate_participants(kind, uuid, REPORT))
    assert scope in raised.value.missing_scopes
    # The refusal dropped the token; the next one says what it may.
    (first, *_) = participant_sources(await zoom.scopes(), kind)
    assert first is PAST
    assert await listed(zoom.iterate_participants(kind, uuid, first))


@pytest.mark.parametrize("scopes", [GRANULAR, CLASSIC])
async def test_every_source_opens_with_either_kind_of_scopes(zoom, sandbox, scopes):
    sandbox.account.scopes = frozenset(scopes)
    for kind in MeetingKind:
        _, uuid = await held(zoom, sandbox, kind)
        for source in participant_sources(await zoom.scopes(), kind):
            assert await listed(zoom.iterate_participants(kind, uuid, source))


# --- runs nobody told us of ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MeetingKind)
async def test_a_missed_run_is_found_in_three_ways(zoom, sandbox, kind):
    number, uuid = await held(zoom, sandbox, kind)
    end = NOW + timedelta(minutes=20 if kind is MEETING else 17)

    (instance,) = await zoom.list_instances(kind, number, **NOVEMBER)
    (of_host,) = await listed(zoom.iterate_host_runs(ANA, **NOVEMBER))
    (of_account,) = await listed(zoom.iterate_account_runs(kind, **NOVEMBER))

    for run in (instance, of_host, of_account):
        assert (run.uuid, run.id, run.kind, run.start_time) == (uuid, number, kind, NOW)
    assert (instance.end_time, of_host.end_time, of_account.end_time) == (None, end, end)
    assert (of_host.host_email, of_account.host_email) == (ANA, ANA)


async def test_a_restart_is_a_run_of_its_own(zoom, sandbox):
    number, first = await held(zoom, sandbox)
    sandbox.start(number)
    sandbox.end(number)

    assert [run.uuid for run in await zoom.list_instances(MEETING, number)] == [first, sandbox.meeting(number).uuid]


async def test_a_run_of_one_is_in_no_report_but_in_its_own_list(zoom, sandbox):
    number = await booked(zoom)
    sandbox.start(number)
    sandbox.end(number)
    uuid = sandbox.meeting(number).uuid

    for source in ParticipantSource:
        assert await listed(zoom.iterate_participants(MEETING, uuid, source)) == []
    assert await listed(zoom.iterate_host_runs(ANA, **NOVEMBER)) == []
    assert [run.uuid for run in await listed(zoom.iterate_host_runs(ANA, **NOVEMBER, which="pastOne"))] == [uuid]
    assert [run.uuid for run in await listed(zoom.iterate_account_runs(MEETING, **NOVEMBER, which="pastOne"))] == [uuid]


async def test_half_a_year_is_asked_for_in_months_that_zoom_takes(zoom, sandbox):
    await held(zoom, sandbox)
    asked = len(sandbox.requests)

    runs = await listed(zoom.iterate_host_runs(ANA, start=date(2026, 5, 31), end=date(2026, 11, 23)))

    assert len(runs) == 1
    assert len(sandbox.requests) - asked == 6
    assert {each.status for each in sandbox.requests[asked:]} == {200}


@pytest.mark.parametrize("kind", MeetingKind)
async def test_everybody_who_signed_up_is_listed(zoom, sandbox, kind):
    number = await booked(zoom, kind)
    for each in range(301):
        sandbox.register(number, email=f"S{each}@else.example", first_name=f"Student {each}")
    sandbox.register(number, email="late@else.example", status="pending")

    approved = await listed(zoom.iterate_registrants(kind, number))
    pending = await listed(zoom.iterate_registrants(kind, number, status="pending"))

    assert [each.email for each in approved] == [f"s{each}@else.example" for each in range(301)]
    assert [(each.email, each.join_url) for each in pending] == [("late@else.example", "")]


# --- webhooks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slips", [False, True])
@pytest.mark.parametrize("kind", MeetingKind)
async def test_webhooks_tell_the_same_stays_as_the_report(zoom, sandbox, kind, slips):
    sandbox.account.settings.webhook_slips = slips
    number, uuid = await held(zoom, sandbox, kind)
    events = [read_event(json.loads(json.dumps(event.body()))) for event in sandbox.account.events]
    people = [event for event in events if isinstance(event, ParticipantEvent)]
    came = {event.participant.connection_id: event for event in people if isinstance(event, ParticipantJoined)}
    gone = {event.participant.connection_id: event for event in people if isinstance(event, ParticipantLeft)}

    stays = await listed(zoom.iterate_participants(kind, uuid, REPORT))

    assert {(event.kind, event.meeting_id, event.uuid) for event in people} == {(kind, number, uuid)}
    assert came.keys() == gone.keys() == {stay.connection_id for stay in stays}
    for stay in stays:
        joined, left = came[stay.connection_id], gone[stay.connection_id]
        assert (joined.moment, left.moment) == (stay.join_time, stay.leave_time)
        assert (joined.waiting, joined.breakout) == (left.waiting, left.breakout) == (stay.waiting, stay.breakout)
        who = joined.participant
        assert (who.name, who.email, who.zoom_user_id) == (stay.name, stay.email, stay.zoom_user_id)
        assert who.registrant_id == stay.registrant_id
    assert [event.reason for event in gone.values() if "Network" in event.reason]
