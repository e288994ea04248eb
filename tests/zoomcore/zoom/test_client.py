"""The client's methods over real HTTP: pages, kinds, occurrences, and the search after a lost answer."""

from datetime import UTC, date, datetime

import pytest
from aiohttp import web

from tests.zoomcore.zoom.peer import hang_up
from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import AnswerLost, ZoomUnexpected
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft

MEETING, WEBINAR = MeetingKind.MEETING, MeetingKind.WEBINAR
START = datetime(2026, 12, 1, 9, tzinfo=UTC)


def page(key, rows, **more):
    return web.json_response({key: rows} | more)


async def listed(iterator):
    return [each async for each in iterator]


async def test_pages_are_followed_by_token_with_all_other_parameters_repeated(peer, zoom):
    peer.will_answer(
        page("users", [{"id": "a"}, {"id": "b"}], next_page_token="p2", total_records=99),
        page("users", [], next_page_token="p3"),
        page("users", [{"id": "c"}], next_page_token=""),
    )

    users = await listed(zoom.iterate_users("inactive"))

    assert [user.id for user in users] == ["a", "b", "c"]
    shared = {"status": "inactive", "page_size": "300"}
    assert [each.query for each in peer.received] == [
        shared,
        shared | {"next_page_token": "p2"},
        shared | {"next_page_token": "p3"},
    ]


async def test_a_list_that_never_ends_is_outside_the_contract(peer, zoom):
    async def the_same_page_for_ever(request):
        return page("users", [{"id": "a"}], next_page_token="again")

    peer.answer = the_same_page_for_ever
    with pytest.raises(ZoomUnexpected):
        await listed(zoom.iterate_users())
    assert len(peer.received) == 2


async def test_only_the_pages_asked_for_are_fetched(peer, zoom):
    peer.will_answer(page("users", [{"id": "a"}], next_page_token="p2"))

    async for user in zoom.iterate_users():
        assert user.id == "a"
        break

    assert len(peer.received) == 1


async def test_meetings_are_listed_by_type_and_days(peer, zoom):
    peer.will_answer(page("meetings", [{"id": 1, "agenda": "x"}, {"id": "2"}]))

    rows = await listed(
        zoom.iterate_meetings(MEETING, "h", which="previous_meetings", start=date(2026, 11, 1), end=date(2026, 11, 30))
    )

    assert [row.id for row in rows] == [1, 2]
    assert peer.received[0].path == "/users/h/meetings"
    assert peer.received[0].query == {
        "type": "previous_meetings",
        "page_size": "300",
        "from": "2026-11-01",
        "to": "2026-11-30",
    }


async def test_webinars_are_paged_by_number(peer, zoom):
    peer.will_answer(
        page("webinars", [{"id": 1}], page_count=2, page_number=1), page("webinars", [{"id": 2}], page_count=2)
    )

    rows = await listed(zoom.iterate_meetings(WEBINAR, "h"))

    assert [(row.kind, row.id) for row in rows] == [(WEBINAR, 1), (WEBINAR, 2)]
    assert [each.query["page_number"] for each in peer.received] == ["1", "2"]


@pytest.mark.parametrize("wish", [{"which": "live"}, {"start": date(2026, 11, 1)}])
async def test_what_zoom_cannot_list_of_webinars_is_not_asked(peer, zoom, wish):
    with pytest.raises(ValueError, match="webinars"):
        await listed(zoom.iterate_meetings(WEBINAR, "h", **wish))
    assert peer.received == []


@pytest.mark.parametrize(("kind", "word"), [(MEETING, "meetings"), (WEBINAR, "webinars")])
async def test_both_kinds_speak_the_same_way(peer, zoom, kind, word):
    await zoom.create_meeting("h", MeetingDraft(kind=kind, topic="Algebra", start=START, zone="UTC"))
    await zoom.get_meeting(kind, 81234567890, previous_occurrences=True)
    await zoom.update_meeting(kind, 81234567890, MeetingChange(topic="Geometry"))
    await zoom.delete_meeting(kind, 81234567890)
    await zoom.end_meeting(kind, 81234567890)

    assert [(each.method, each.path) for each in peer.received] == [
        ("POST", f"/users/h/{word}"),
        ("GET", f"/{word}/81234567890"),
        ("PATCH", f"/{word}/81234567890"),
        ("DELETE", f"/{word}/81234567890"),
        ("PUT", f"/{word}/81234567890/status"),
    ]
    assert peer.received[1].query == {"show_previous_occurrences": "true"}


async def test_one_occurrence_is_read_moved_and_deleted_by_its_id(peer, zoom):
    peer.will_answer(web.json_response({"id": 1}), web.Response(status=204), web.Response(status=204))

    await zoom.get_meeting(MEETING, 1, occurrence_id="17")
    await zoom.update_meeting(MEETING, 1, MeetingChange(start=START, zone="Europe/Madrid"), occurrence_id="17")
    await zoom.delete_meeting(MEETING, 1, occurrence_id="17")

    assert [each.query for each in peer.received] == [{"occurrence_id": "17"}] * 3
    assert peer.received[1].body == {"start_time": "2026-12-01T09:00:00Z"}


async def test_what_zoom_would_ignore_on_an_occurrence_is_not_sent(peer, zoom):
    with pytest.raises(ValueError, match="topic"):
        await zoom.update_meeting(MEETING, 1, MeetingChange(topic="Geometry"), occurrence_id="17")
    assert peer.received == []


async def test_a_create_whose_answer_was_lost_is_found_by_its_reference(peer, zoom):
    peer.will_answer(hang_up)
    draft = MeetingDraft(topic="Algebra", start=START, zone="UTC", agenda="Bring paper.", reference="ref-7")
    with pytest.raises(AnswerLost):
        await zoom.create_meeting("h", draft)
    made = peer.received[0].body["agenda"][:250]
    peer.will_answer(
        page("meetings", [{"id": 1, "agenda": "ref-77\nother"}, {"id": 2}], next_page_token="p2"),
        page("meetings", [{"id": 3, "agenda": made}]),
    )

    found = await zoom.find_meeting("h", MEETING, "ref-7")

    assert found is not None
    assert found.id == 3


async def test_a_create_that_never_arrived_is_not_found(peer, zoom):
    peer.will_answer(page("meetings", [{"id": 1, "agenda": "something else"}]))

    assert await zoom.find_meeting("h", MEETING, "ref-7") is None


async def test_a_start_address_is_fetched_fresh_each_time(peer, zoom):
    peer.will_answer(
        web.json_response({"id": 1, "start_url": "https://zoom.example/s/1?zak=a"}),
        web.json_response({"id": 1, "start_url": "https://zoom.example/s/1?zak=b"}),
    )

    first, second = await zoom.get_start_url(MEETING, 1), await zoom.get_start_url(MEETING, 1)

    assert (first.value[-1], second.value[-1]) == ("a", "b")


async def test_a_meeting_without_a_start_address_is_outside_the_contract(zoom):
    with pytest.raises(ZoomUnexpected):
        await zoom.get_start_url(MEETING, 1)


async def test_the_invitation_is_zooms_own_text(peer, zoom):
    peer.will_answer(web.json_response({"invitation": "Join Zoom Meeting\r\n+34 900 000 000"}))

    assert "+34 900" in await zoom.get_invitation(1)


async def test_a_run_is_asked_for_by_its_uuid_encoded_twice_where_zoom_wants_it(peer, zoom):
    run = {"id": 1, "uuid": "/a//b==", "start_time": "2026-12-01T09:01:00Z", "end_time": "2026-12-01T09:48:00Z"}
    peer.will_answer(web.json_response(run))

    held = await zoom.get_run("/a//b==")

    assert peer.received[0].path == "/past_meetings/%252Fa%252F%252Fb%253D%253D"
    assert (held.start_time, held.end_time) == (
        datetime(2026, 12, 1, 9, 1, tzinfo=UTC),
        datetime(2026, 12, 1, 9, 48, tzinfo=UTC),
    )


async def test_an_email_with_a_plus_arrives_as_it_was_typed(peer, zoom):
    await zoom.get_user("ana+zoom@uni.example")

    assert peer.received[0].path == "/users/ana%2Bzoom@uni.example"
