"""Looking back over real HTTP: where the client asks, how it pages, and how it tells Zoom's refusals apart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from aiohttp import web

from tests.zoomcore.zoom.peer import refusal
from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.errors import (
    ZoomAuthError,
    ZoomNotFound,
    ZoomNotReady,
    ZoomPlanRefused,
    ZoomRefused,
    ZoomTooOld,
    ZoomUnexpected,
)
from zoomcore.zoom.history import months

MEETING, WEBINAR = MeetingKind.MEETING, MeetingKind.WEBINAR
REPORT, PAST, DASHBOARD = ParticipantSource
UUID = "/a//b=="
TWICE = "%252Fa%252F%252Fb%253D%253D"
ROW = {"name": "Bo Chen", "join_time": "2026-11-23T14:00:00Z", "leave_time": "2026-11-23T14:50:00Z"}
RUN = {"uuid": "u", "id": 81234567890, "start_time": "2026-11-23T14:00:00Z"}
DAYS = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}


def page(key, rows, **more):
    return web.json_response({key: rows} | more)


async def listed(iterator):
    return [each async for each in iterator]


@pytest.mark.parametrize(
    ("source", "path", "query"),
    [
        (REPORT, "/report/{}s", {"include_fields": "registrant_id"}),
        (PAST, "/past_{}s", {}),
        (DASHBOARD, "/metrics/{}s", {"type": "past", "include_fields": "registrant_id"}),
    ],
)
@pytest.mark.parametrize("kind", MeetingKind)
async def test_each_source_is_asked_by_the_runs_uuid_page_after_page(peer, zoom, kind, source, path, query):
    peer.will_answer(page("participants", [ROW], next_page_token="p2"), page("participants", [ROW | {"name": "Li"}]))

    stays = await listed(zoom.iterate_participants(kind, UUID, source))

    assert [(stay.name, stay.source) for stay in stays] == [("Bo Chen", source), ("Li", source)]
    assert {each.path for each in peer.received} == {f"{path.format(kind)}/{TWICE}/participants"}
    asked = query | {"page_size": "300"}
    assert [each.query for each in peer.received] == [asked, asked | {"next_page_token": "p2"}]


READS = {
    "participants": lambda zoom: listed(zoom.iterate_participants(MEETING, UUID, REPORT)),
    "instances": lambda zoom: zoom.list_instances(MEETING, 1),
    "host": lambda zoom: listed(zoom.iterate_host_runs("ana@uni.example", **DAYS)),
    "account": lambda zoom: listed(zoom.iterate_account_runs(MEETING, **DAYS)),
    "registrants": lambda zoom: listed(zoom.iterate_registrants(MEETING, 1)),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@pytest.mark.parametrize("body", [{}, {"participants": {}}, {"meetings": ["?"], "participants": ["?"]}])
async def test_an_answer_without_its_list_is_never_taken_for_an_empty_one(peer, zoom, read, body):
    peer.will_answer(web.json_response(body))

    with pytest.raises(ZoomUnexpected):
        await read(zoom)


async def test_a_second_page_that_fails_fails_the_whole_read(peer, zoom):
    peer.will_answer(page("participants", [ROW], next_page_token="p2"), refusal(404, 3001))

    with pytest.raises(ZoomNotReady):
        await READS["participants"](zoom)


@pytest.mark.parametrize("read", [READS[name] for name in ("participants", "instances", "host", "account")])
@pytest.mark.parametrize(
    ("status", "code", "message", "error"),
    [
        (400, 200, "Solo disponible para cuentas de pago.", ZoomPlanRefused),
        (400, 200, "No permission.", ZoomPlanRefused),
        (400, 400, "This API is only available for Business or higher accounts.", ZoomPlanRefused),
        (400, 12702, "Can not access a meeting a year ago.", ZoomTooOld),
        (404, 3001, "Meeting ID is invalid or has not ended.", ZoomNotReady),
        (400, 3001, "Meeting ID is invalid or not end.", ZoomNotReady),
        (404, 1001, "User does not exist.", ZoomNotFound),
        (400, 300, "The next page token is invalid or expired.", ZoomRefused),
        (400, 4711, "Invalid access token, does not contain scopes:[report:read:user:admin].", ZoomAuthError),
        (400, 200, "Invalid access token, does not contain permissions [UsageReport:Read].", ZoomAuthError),
    ],
)
async def test_refusals_of_the_past_are_told_apart_by_their_code(peer, zoom, read, status, code, message, error):
    peer.will_answer(refusal(status, code, message))

    with pytest.raises(ZoomNotFound if error is ZoomNotReady else error) as raised:
        await read(zoom)

    assert type(raised.value) is error
    assert (raised.value.status, raised.value.code) == (status, code)


async def test_a_missing_scope_is_named(peer, zoom):
    peer.will_answer(refusal(400, 4711, "Invalid access token, does not contain scopes:[report:read:admin]."))

    with pytest.raises(ZoomAuthError) as raised:
        await READS["participants"](zoom)

    assert raised.value.missing_scopes == ("report:read:admin",)


async def test_a_run_that_goes_on_is_not_ready(peer, zoom):
    peer.will_answer(refusal(404, 3001))

    with pytest.raises(ZoomNotReady):
        await zoom.get_run(UUID)


async def test_the_runs_of_a_meeting_come_in_one_request(peer, zoom):
    peer.will_answer(page("meetings", [RUN | {"uuid": "a"}, {"uuid": "b", "start_time": ""}]))

    runs = await zoom.list_instances(MEETING, 81234567890, **DAYS)

    assert [(run.uuid, run.id, run.end_time) for run in runs] == [("a", 81234567890, None), ("b", 81234567890, None)]
    assert peer.received[0].path == "/past_meetings/81234567890/instances"
    assert peer.received[0].query == {"from": "2026-11-01", "to": "2026-11-30"}


async def test_the_days_of_a_webinar_are_held_here_since_zoom_takes_none(peer, zoom):
    starts = ("2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z")
    peer.will_answer(page("webinars", [{"uuid": start[:10], "start_time": start} for start in starts]))

    runs = await zoom.list_instances(WEBINAR, 1, **DAYS)

    assert [run.uuid for run in runs] == ["2026-11-01", "2026-11-30"]
    assert peer.received[0].query == {}


async def test_half_a_range_of_days_is_refused_before_it_is_sent(peer, zoom):
    with pytest.raises(ValueError, match="together"):
        await zoom.list_instances(MEETING, 1, start=date(2026, 11, 1))
    assert peer.received == []


async def test_a_hosts_runs_are_asked_for_month_by_month(peer, zoom):
    peer.will_answer(
        page("meetings", [RUN | {"type": 8, "duration": 50}], next_page_token="p2"),
        page("meetings", [RUN | {"type": 9}]),
        page("meetings", []),
    )

    runs = await listed(zoom.iterate_host_runs("ana@uni.example", start=date(2026, 10, 15), end=date(2026, 11, 20)))

    assert [run.kind for run in runs] == [MEETING, WEBINAR]
    first = {"type": "past", "page_size": "300", "from": "2026-10-15", "to": "2026-11-14"}
    assert [each.query for each in peer.received] == [
        first,
        first | {"next_page_token": "p2"},
        first | {"from": "2026-11-15", "to": "2026-11-20"},
    ]


async def test_the_accounts_runs_come_from_the_dashboard_of_their_kind(peer, zoom):
    row = RUN | {"email": "ana@uni.example", "duration": "50:00", "participants": 3}
    peer.will_answer(page("webinars", [row]))

    (run,) = await listed(zoom.iterate_account_runs(WEBINAR, **DAYS))

    assert (run.kind, run.host_email, run.participants_count) == (WEBINAR, "ana@uni.example", 3)
    assert peer.received[0].path == "/metrics/webinars"
    assert peer.received[0].query["type"] == "past"


async def test_webinars_of_one_are_in_no_dashboard(peer, zoom):
    with pytest.raises(ValueError, match="past"):
        await listed(zoom.iterate_account_runs(WEBINAR, **DAYS, which="pastOne"))
    assert peer.received == []


async def test_all_registrants_come_not_only_the_first_page(peer, zoom):
    rows = [{"id": str(number), "email": f"s{number}@uni.example"} for number in range(301)]
    peer.will_answer(page("registrants", rows[:300], next_page_token="p2"), page("registrants", rows[300:]))

    found = await listed(zoom.iterate_registrants(MEETING, 81234567890, status="pending", occurrence_id="17"))

    assert [each.id for each in found] == [row["id"] for row in rows]
    assert peer.received[1].query == {
        "status": "pending",
        "occurrence_id": "17",
        "page_size": "300",
        "next_page_token": "p2",
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 31), date(2026, 7, 31)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 10, 28), date(2026, 11, 27)),
    ],
)
def test_a_range_is_split_without_gap_or_overlap_into_months_at_most(start, end):
    parts = list(months(start, end))

    assert (parts[0][0], parts[-1][1]) == (start, end)
    for (_, last), (following, _) in pairwise(parts):
        assert following == last + timedelta(days=1)
    assert all(last - first <= timedelta(days=30) for first, last in parts)


def test_a_month_of_catching_up_is_one_query():
    assert len(list(months(date(2026, 10, 28), date(2026, 11, 27)))) == 1


def test_a_range_that_ends_before_it_begins_asks_nothing():
    assert list(months(date(2026, 11, 2), date(2026, 11, 1))) == []
