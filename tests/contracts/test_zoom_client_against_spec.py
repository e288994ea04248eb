"""Every request the client can send is one Zoom documents, and its table of calls says what Zoom's file says."""

import inspect
import re
from datetime import UTC, date, datetime

import pytest
from aiohttp import web

from tests.contracts.zoom_spec import Spec, load_spec
from tests.zoomcore.zoom.peer import Peer, Received, client_of, running_peer
from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.zoom import endpoints
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft
from zoomcore.zoom.endpoints import ALL, Endpoint
from zoomcore.zoom.recording_models import SharingChange
from zoomcore.zoom.recurrence import Daily, EndAfter, EndBy, MonthlyByDay, MonthlyByWeekday, Weekday, Weekly
from zoomcore.zoom.registering import NewRegistrant
from zoomcore.zoom.settings import BreakoutRoom, MeetingSettings

pytestmark = pytest.mark.spec

START = datetime(2026, 11, 30, 14, tzinfo=UTC)
END = datetime(2026, 12, 18, 22, 59, 59, tzinfo=UTC)
UUID = "/aDYlohs//HRtCd4ii1uC2+hA=="
EVERY_SETTING = MeetingSettings(
    waiting_room=True,
    join_before_host=False,
    jbh_time=10,
    meeting_authentication=True,
    authentication_option="signIn_1",
    authentication_domains="uni.example",
    private_meeting=False,
    use_pmi=False,
    encryption_type="enhanced_encryption",
    host_video=True,
    participant_video=False,
    mute_upon_entry=True,
    audio="both",
    watermark=False,
    focus_mode=False,
    auto_recording="cloud",
    approval_type=0,
    registration_type=1,
    close_registration=False,
    allow_multiple_devices=True,
    show_share_button=False,
    registrants_confirmation_email=True,
    registrants_email_notification=True,
    email_notification=True,
    email_in_attendee_report=True,
    alternative_hosts=("li@uni.example", "kim@uni.example"),
    alternative_hosts_email_notification=False,
    alternative_host_update_polls=False,
    contact_name="Ana Ruiz",
    contact_email="ana@uni.example",
    meeting_invitees=("bo@uni.example",),
    breakout_rooms=(BreakoutRoom("A", ("bo@uni.example",)),),
    practice_session=True,
    panelists_video=False,
    hd_video=False,
    on_demand=False,
)
OCCURRENCE_SETTINGS = MeetingSettings(
    host_video=True,
    participant_video=True,
    join_before_host=False,
    mute_upon_entry=True,
    waiting_room=True,
    watermark=False,
    auto_recording="local",
)
RECURRENCES = (
    Daily(interval=2, end=EndAfter(10)),
    Weekly(days=(Weekday.MONDAY, Weekday.WEDNESDAY), end=EndBy(END)),
    MonthlyByDay(day=31, end=EndAfter(3)),
    MonthlyByWeekday(week=-1, weekday=Weekday.FRIDAY, end=EndAfter(3)),
)


def drafts(kind: MeetingKind) -> list[MeetingDraft]:
    return [
        MeetingDraft(kind=kind, topic="Algebra", start=START, zone="Europe/Madrid"),
        MeetingDraft(kind=kind, topic="Office hours", zone="Europe/Madrid"),
        *(
            MeetingDraft(
                kind=kind,
                topic="A" * 200,
                agenda="Bring paper.",
                reference="ref-1",
                start=START,
                zone="Europe/Madrid",
                duration_minutes=1440,
                recurrence=recurrence,
                settings=EVERY_SETTING,
                password="aB3-@_*x",
            )
            for recurrence in RECURRENCES
        ),
    ]


CHANGES = (
    MeetingChange(schedule_for="li@uni.example"),
    MeetingChange(settings=MeetingSettings(alternative_hosts=("li@uni.example", "kim@uni.example"))),
    MeetingChange(topic="Geometry"),
    MeetingChange(tracking_fields=(("Cost center", "4711"),)),
    MeetingChange(start=START, zone="Asia/Kolkata", duration_minutes=50),
    MeetingChange(agenda="New", reference="ref-1", settings=EVERY_SETTING, password="123456"),
    *(MeetingChange(recurrence=recurrence) for recurrence in RECURRENCES),
)
OCCURRENCE_CHANGES = (
    MeetingChange(start=START, zone="Asia/Kolkata", duration_minutes=50, agenda="Bring paper."),
    MeetingChange(settings=OCCURRENCE_SETTINGS),
)


async def call_users(zoom: ZoomClient) -> None:
    await zoom.get_user("ana+1@uni.example")
    for status in ("active", "inactive", "pending"):
        assert len([user async for user in zoom.iterate_users(status)]) == 2
    await zoom.get_user_settings("ana@uni.example")
    await zoom.list_schedulers("ana@uni.example")


async def call_licenses(zoom: ZoomClient) -> None:
    days = (date(2026, 11, 1), date(2026, 11, 30))
    await zoom.set_user_type("ana@uni.example", 1)
    await zoom.set_user_type("kim@uni.example", 2)
    await zoom.count_users()
    await zoom.get_plan_usage()
    await zoom.list_add_ons("ana@uni.example")
    assert len([host async for host in zoom.iterate_hosts(*days)]) == 2
    assert len([host async for host in zoom.iterate_hosts(*days, hosted=False)]) == 2
    assert len(await zoom.list_groups()) == 2
    assert len([member async for member in zoom.iterate_group_members("g1")]) == 2


async def call_meetings(zoom: ZoomClient, kind: MeetingKind) -> None:
    for draft in drafts(kind):
        await zoom.create_meeting("ana@uni.example", draft)
    await zoom.get_meeting(kind, 81234567890)
    await zoom.get_meeting(kind, 81234567890, previous_occurrences=True)
    await zoom.get_meeting(kind, 81234567890, occurrence_id="1700000000000")
    await zoom.get_start_url(kind, 81234567890)
    for change in CHANGES:
        await zoom.update_meeting(kind, 81234567890, change)
    for change in OCCURRENCE_CHANGES:
        await zoom.update_meeting(kind, 81234567890, change, occurrence_id="1700000000000")
    await zoom.delete_meeting(kind, 81234567890)
    await zoom.delete_meeting(kind, 81234567890, occurrence_id="1700000000000")
    await zoom.end_meeting(kind, 81234567890)
    await zoom.find_meeting("ana@uni.example", kind, "ref-1")
    for which in ("scheduled", "upcoming"):
        _ = [row async for row in zoom.iterate_meetings(kind, "ana@uni.example", which=which)]


async def call_history(zoom: ZoomClient, kind: MeetingKind) -> None:
    days = {"start": date(2026, 8, 31), "end": date(2026, 11, 30)}
    for source in ParticipantSource:
        assert len([row async for row in zoom.iterate_participants(kind, UUID, source)]) == 2
    await zoom.list_instances(kind, 81234567890)
    await zoom.list_instances(kind, 81234567890, **days)
    for status in ("approved", "pending", "denied"):
        assert len([row async for row in zoom.iterate_registrants(kind, 81234567890, status=status)]) == 2
    _ = [row async for row in zoom.iterate_registrants(kind, 81234567890, occurrence_id="1700000000000")]
    assert [run async for run in zoom.iterate_account_runs(kind, **days)]


async def call_registrants(zoom: ZoomClient, kind: MeetingKind) -> None:
    bo, eve = NewRegistrant(email="bo@uni.example", name="Bo Chen"), NewRegistrant(email="e@else.example", name="Eve")
    await zoom.add_registrant(kind, 81234567890, bo)
    await zoom.add_registrant(kind, 81234567890, eve, occurrence_ids=("1700000000000", "1700000000001"))
    for auto_approve in (False, True):
        assert len(await zoom.add_registrants(kind, 81234567890, (bo, eve), auto_approve=auto_approve)) == 1
    for decision in ("approve", "deny", "cancel"):
        await zoom.decide_registrants(kind, 81234567890, decision, ("R1", "R2"))
    await zoom.get_registrant(kind, 81234567890, "R1")


async def call_what_only_meetings_have(zoom: ZoomClient) -> None:
    days = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}
    for which in ("live", "upcoming_meetings", "previous_meetings"):
        _ = [row async for row in zoom.iterate_meetings(MeetingKind.MEETING, "ana@uni.example", which=which, **days)]
    await zoom.get_invitation(81234567890)
    await zoom.get_run(UUID)
    for which in ("past", "pastOne"):
        assert [run async for run in zoom.iterate_host_runs("ana@uni.example", **days, which=which)]
    _ = [run async for run in zoom.iterate_account_runs(MeetingKind.MEETING, **days, which="pastOne")]
    await zoom.recover_meeting(81234567890)


async def call_what_only_webinars_have(zoom: ZoomClient) -> None:
    assert len(await zoom.list_panelists(81234567890)) == 1
    await zoom.add_panelists(81234567890, [(f"p{one}@uni.example", f"P {one}") for one in range(31)])
    await zoom.remove_panelist(81234567890, "Tg2b6GhcQKKbV7nSCbDKug")
    assert len(await zoom.list_tracking_fields()) == 1


async def call_recordings(zoom: ZoomClient) -> None:
    days = {"start": date(2026, 10, 15), "end": date(2026, 11, 30)}
    assert len([each async for each in zoom.iterate_recordings("ana@uni.example", **days)]) == 4
    assert len([each async for each in zoom.iterate_trash("ana@uni.example")]) == 2
    await zoom.get_recording(UUID)
    await zoom.get_sharing(UUID)
    for share in ("publicly", "internally", "none"):
        await zoom.set_sharing(UUID, SharingChange(share=share))
    everything = {"viewer_download": False, "registration": True, "signed_in": True}
    await zoom.set_sharing(UUID, SharingChange(**everything, topic="Week 1", passcode="aB12xyz@"))
    await zoom.trash_recording(UUID)
    await zoom.delete_recording(UUID)
    await zoom.recover_recording(UUID)


async def answer(request: web.Request) -> web.Response:
    """Enough of an answer for every call, with a second page where the client asks for one."""
    more = "next_page_token" not in request.query and request.query.get("page_number", "1") == "1"
    row = {"id": 81234567890, "uuid": UUID, "start_url": "https://zoom.example/s/1?zak=x"}
    row |= {"join_time": "2026-11-30T14:00:00Z", "licensed_users_count": 8}
    row |= {"recording_files": [], "share_recording": "none"}
    names = (
        "users",
        "meetings",
        "webinars",
        "participants",
        "registrants",
        "groups",
        "members",
        "panelists",
        "tracking_fields",
    )
    lists = {key: [row] for key in names}
    return web.json_response(row | lists | {"page_count": 2, "next_page_token": "p2" if more else ""})


@pytest.fixture
def spec() -> Spec:
    return load_spec()


@pytest.fixture
async def recorded() -> Peer:
    """A peer that has seen every call of the client, in all its shapes."""
    async with running_peer() as peer, client_of(peer) as zoom:
        peer.answer = answer
        await call_users(zoom)
        await call_licenses(zoom)
        await call_recordings(zoom)
        for kind in MeetingKind:
            await call_meetings(zoom, kind)
            await call_history(zoom, kind)
            await call_registrants(zoom, kind)
        await call_what_only_meetings_have(zoom)
        await call_what_only_webinars_have(zoom)
        return peer


async def test_every_request_the_client_sends_is_one_zoom_documents(spec, recorded):
    for sent in recorded.received:
        spec.check_request(sent.method, sent.path, sent.query, sent.body)


async def test_the_requests_checked_above_are_all_the_client_can_send(spec, recorded):
    sent = {(each.method, template_of(spec, each)) for each in recorded.received}

    assert sent == {(endpoint.method, template(spec, endpoint)) for endpoint in ALL}


async def test_every_method_of_the_client_is_called_above():
    called = "".join(
        inspect.getsource(each)
        for each in (
            call_users,
            call_licenses,
            call_recordings,
            call_meetings,
            call_history,
            call_registrants,
            call_what_only_meetings_have,
            call_what_only_webinars_have,
        )
    )
    methods = {name for name, _ in inspect.getmembers(ZoomClient, inspect.isfunction) if not name.startswith("_")}

    assert {name for name in methods if f"zoom.{name}(" not in called} == {
        "close",
        # Goes to no call of the file, but to a link of an answer.
        "download",
        "in_bulk",
        "scopes",
        "server_time_skew",
        "watch",
    }


#: In none of Zoom's exports: the facts are its only source.
UNDOCUMENTED = {endpoints.GET_PLAN_USAGE}
#: The file prints a classic scope of Zoom Phone (zoom-endpoints, notes).
MISPRINTED = {endpoints.GET_RECORDING: {"recording:read:admin"}}


def template_of(spec: Spec, sent: Received) -> str:
    found = spec.operation(sent.method, sent.path)
    return found.template if found else "/accounts/{accountId}/plans/usage"


def operation(spec: Spec, endpoint: Endpoint):
    filled = endpoint.template.format(
        userId="u", meetingId="1", webinarId="1", groupId="g", meetingUUID="x", registrantId="r", panelistId="p"
    )
    found = spec.operation(endpoint.method, filled)
    assert found is not None, f"Zoom has no {endpoint.method} {endpoint.template}"
    return found


def template(spec: Spec, endpoint: Endpoint) -> str:
    return endpoint.template if endpoint in UNDOCUMENTED else operation(spec, endpoint).template


@pytest.mark.parametrize(
    "endpoint", [each for each in ALL if each not in UNDOCUMENTED], ids=lambda each: f"{each.method} {each.template}"
)
def test_scopes_and_rate_class_of_each_call_are_those_of_zooms_file(spec, endpoint):
    raw = operation(spec, endpoint).raw
    extensions = raw["x-extensions"]

    assert endpoint.granular in extensions["x-granular-scopes"]
    classic = {each for each in extensions["x-macro-scopes"] if each.endswith(":admin")}
    assert set(endpoint.classic) == MISPRINTED.get(endpoint, classic)
    label = re.search(r"Rate Limit Label\]\([^)]*\):\*\* `([^`]+)`", raw["description"])
    assert label is not None
    assert label.group(1).lower() == endpoint.rate.value
