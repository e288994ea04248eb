"""What Zoom tells: late, twice, out of order, forged."""

import json
from datetime import timedelta

import pytest

from tests.school import SECRET, text
from zoomcore.sandbox.webhooks import sign


@pytest.fixture
async def weekly(school):
    """Tuesdays at ten, posted to the channel; it is the Monday before."""
    done = await school.say("ana", 'new "Algebra" every tue 10am x 3')
    await school.press("Post to", on=done, by="ana")
    school.heard = len(school.sandbox.account.events)
    return school.at_zoom()[0]


async def dates(school):
    async with school.store.reading() as unit:
        return await unit.meetings.occurrences(1)


async def test_a_class_that_runs_is_live_and_the_start_is_known(school, weekly):
    await school.later(days=1)
    school.sandbox.start(weekly.id)
    await school.hear_zoom()
    assert "Live now" in text(await school.say("bo", ""))
    assert "live now" in text(await school.say("bo", "list"))


async def test_when_it_ends_its_post_says_so_and_goes_on_to_the_next_date(school, weekly):
    await school.later(days=1)
    school.sandbox.start(weekly.id)
    await school.hear_zoom()
    await school.later(minutes=55)
    school.sandbox.end(weekly.id)
    await school.hear_zoom()
    (post,) = school.posts()
    assert "after 55 min." in text(post.reply)
    assert "1 Dec 2026" in text(post.reply)
    assert school.button(post.reply, "Join class")


async def test_the_post_of_a_one_off_only_says_that_it_ended(school):
    done = await school.say("ana", 'new "Lab" today 11am for 30m')
    await school.press("Post to", on=done, by="ana")
    number = school.at_zoom()[0].id
    await school.later(hours=1)
    school.sandbox.start(number)
    await school.later(minutes=30)
    school.sandbox.end(number)
    await school.hear_zoom()
    (post,) = school.posts()
    assert "Ended" in text(post.reply)
    assert [one.label for one in school.actions(post.reply)] == ["Classes of MATH201"]


async def test_repeated_and_backwards_it_all_comes_to_the_same(school, weekly):
    await school.later(days=1)
    school.sandbox.start(weekly.id)
    await school.later(minutes=55)
    school.sandbox.end(weekly.id)
    await school.hear_zoom(backwards=True, copies=3)
    first = (await dates(school))[0]
    assert first.ended_at - first.started_at == timedelta(minutes=55)
    assert len(school.posts()) == 1


async def test_a_class_moved_at_zoom_is_moved_here(school, weekly):
    weekly.occurrences[0].start += timedelta(hours=2)
    school.sandbox.account.emit(
        "meeting.updated",
        {
            "object": {"id": weekly.id, "uuid": weekly.uuid, "host_id": weekly.host_id},
            "old_object": {"id": weekly.id, "start_time": "x"},
        },
    )
    weekly.topic = "Algebra and more"
    await school.hear_zoom()
    assert (await dates(school))[0].start == weekly.occurrences[0].start
    (post,) = school.posts()
    assert post.reply.view.title == "Algebra and more"
    assert "12:00" in text(post.reply)


async def test_a_class_deleted_at_zoom_is_off_here(school, weekly):
    weekly.deleted = True
    school.sandbox.account.emit(
        "meeting.deleted", {"object": {"id": weekly.id, "uuid": weekly.uuid, "host_id": weekly.host_id}}
    )
    await school.hear_zoom()
    assert "no class coming up" in text(await school.say("bo", "join"))
    assert "so it is off for now" in text(school.posts()[0].reply)


async def test_a_deletion_that_zoom_does_not_confirm_changes_nothing(school, weekly):
    school.sandbox.account.emit(
        "meeting.deleted", {"object": {"id": weekly.id, "uuid": weekly.uuid, "host_id": weekly.host_id}}
    )
    await school.hear_zoom()
    assert len(await dates(school)) == 3
    assert "Algebra" in text(await school.say("bo", "join"))


async def test_our_own_changes_come_back_as_news_and_change_nothing(school, weekly):
    await school.say("ana", "move to 4pm all")
    before = await dates(school)
    await school.hear_zoom()
    assert await dates(school) == before


async def test_meetings_of_others_and_other_events_are_no_business_of_ours(school, weekly):
    for name in (
        "meeting.started",
        "meeting.ended",
        "meeting.updated",
        "meeting.created",
        "meeting.participant_joined",
        "user.created",
    ):
        school.sandbox.account.emit(
            name, {"object": {"id": 99999999999, "uuid": "u==", "host_id": "h", "participant": {"user_name": "x"}}}
        )
    assert {one.status for one in await school.hear_zoom()} == {200}
    assert (await school.rows())["meeting_run"] == 0
    async with school.store.reading() as unit:
        assert (await unit.jobs.health()).given_up == 0


async def test_a_forged_signature_is_turned_away_and_leaves_no_row(school, weekly):
    before = await school.rows()
    body = {"event": "meeting.ended", "event_ts": 1, "payload": {"object": {"id": weekly.id}}}
    assert (await school.tell(body, secret="guessed")).status == 401
    assert (await school.dispatch.receive({}, b"{}")).status == 401
    assert await school.rows() == before


async def test_an_old_delivery_is_believed_when_its_signature_is_right(school, weekly):
    raw = json.dumps(
        {"event": "meeting.started", "event_ts": 1, "payload": {"object": {"id": weekly.id, "uuid": "u=="}}}
    ).encode()
    stamp = str(int(school.now.timestamp()) - 6000)
    headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": sign(SECRET, stamp, raw)}
    assert (await school.dispatch.receive(headers, raw)).status == 200


async def test_what_is_no_event_is_a_bad_request(school):
    stamp = "1"
    for raw in (b"no json", b"[]", b'{"event":"meeting.started"}'):
        headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": sign(SECRET, stamp, raw)}
        assert (await school.dispatch.receive(headers, raw)).status == 400, raw


async def test_zooms_question_for_the_address_is_answered(school):
    answer = await school.tell({"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": "abc"}})
    assert json.loads(answer.body)["plainToken"] == "abc"


async def test_the_status_says_when_zoom_was_heard_of_last(school, weekly):
    assert "never" in text(await school.say("ada", "status"))
    await school.later(days=1)
    school.sandbox.start(weekly.id)
    await school.hear_zoom()
    assert "24 Nov 2026, 10:00" in text(await school.say("ada", "status"))
