from datetime import timedelta

import pytest

ANA = "/users/ana@uni.example/meetings"


async def listed(call, **query):
    status, body = await call("GET", ANA, **query)
    assert status == 200, body
    return body["meetings"]


@pytest.fixture
async def timetable(call, series):
    """A past-to-be class of today, one of tomorrow, a series, one without time and an instant one."""
    bodies = {
        "today": {"start_time": "2026-11-23T11:00:00", "agenda": "a" * 300},
        "tomorrow": {"start_time": "2026-11-24T11:00:00"},
        "series": series,
        "anytime": {"type": 3},
        "instant": {"type": 1},
    }
    return {name: (await call("POST", ANA, body | {"topic": name}))[1]["id"] for name, body in bodies.items()}


def topics(rows):
    return [row["topic"] for row in rows]


async def test_scheduled_has_one_line_a_booking_and_no_instant_ones(call, timetable):
    assert topics(await listed(call)) == ["today", "series", "tomorrow", "anytime"]


async def test_a_line_is_short_and_its_agenda_cut(call, timetable):
    line = next(row for row in await listed(call) if row["topic"] == "today")
    assert len(line["agenda"]) == 250
    assert not {"password", "settings", "start_url", "occurrences"} & line.keys()
    assert line["created_at"] == "2026-11-23T09:00:00Z"


async def test_upcoming_has_a_line_for_each_date_of_a_series(call, timetable):
    rows = await listed(call, type="upcoming")
    assert len([row for row in rows if row["id"] == timetable["series"]]) == 8


async def test_previous_are_those_whose_end_is_past(call, sandbox, timetable):
    assert await listed(call, type="previous_meetings") == []
    sandbox.advance(timedelta(hours=20))
    await call.sign_in()
    assert topics(await listed(call, type="previous_meetings")) == ["today"]
    assert "today" not in topics(await listed(call, type="upcoming"))


async def test_live_are_those_that_run(call, sandbox, timetable):
    sandbox.start(timetable["tomorrow"])
    assert topics(await listed(call, type="live")) == ["tomorrow"]
    sandbox.end(timetable["tomorrow"])
    assert await listed(call, type="live") == []


async def test_from_and_to_cut_by_days_in_the_asked_zone(call, timetable):
    query = {"from": "2026-11-24", "to": "2026-11-24"}
    assert topics(await listed(call, **query)) == ["tomorrow", "anytime"]
    status, body = await call("GET", ANA, **{"from": "2026-01-01", "to": "2026-12-01"})
    assert (status, body["code"]) == (400, 300)


async def test_deleted_meetings_are_not_listed(call, timetable):
    await call("DELETE", f"/meetings/{timetable['today']}")
    assert "today" not in topics(await listed(call))


async def test_paging_goes_through_all_lines(call, timetable):
    seen, token = [], {}
    while True:
        status, page = await call("GET", ANA, page_size="3", type="upcoming", **token)
        assert status == 200
        seen += page["meetings"]
        if not page["next_page_token"]:
            break
        token = {"next_page_token": page["next_page_token"]}
    assert len(seen) == page["total_records"] == 11


async def test_upcoming_meetings_are_those_of_the_next_day(call, timetable):
    _, body = await call("GET", "/users/ana@uni.example/upcoming_meetings")
    assert [row["topic"] for row in body["meetings"]] == ["today", "series"]


async def test_a_webinar_is_listed_among_webinars_only(call, timetable):
    await call("POST", "/users/ana@uni.example/webinars", {"topic": "talk"})
    _, body = await call("GET", "/users/ana@uni.example/webinars")
    assert topics(body["webinars"]) == ["talk"]
    assert "talk" not in topics(await listed(call))


async def test_meetings_of_others_can_be_hidden(call, sandbox, timetable):
    sandbox.account.settings.show_meetings_scheduled_for_others = False
    status, body = await call("GET", ANA)
    assert (status, body["code"]) == (403, 2306)


@pytest.mark.parametrize(
    "query",
    [
        {"type": "all"},
        {"page_size": "301"},
        {"page_size": "x"},
        {"from": "soon"},
        {"page_number": "x"},
        {"timezone": "Mars"},
    ],
)
async def test_what_a_list_does_not_know_is_300(call, query):
    assert (await call("GET", ANA, **query))[1]["code"] == 300
