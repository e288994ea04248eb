"""Webhooks of people: before the start was told, twice, backwards, as text or number, in a storm, after the end."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.attendance.evidence import Where
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.storage.tables import JOB


def joined(lab: Lab, number: int, **changes: object) -> dict[str, object]:
    """As Zoom tells of one guest, the meeting's number a text and the connection a number."""
    moment = lab.school.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    person = {"user_id": 16_778_240 + number, "user_name": f"Guest {number}", "email": "", "join_time": moment}
    return {
        "event": "meeting.participant_joined",
        "event_ts": int(lab.school.now.timestamp() * 1000) + number,
        "payload": {
            "account_id": "a",
            "object": {"id": str(lab.number), "uuid": "RUN==", "host_id": "h", "participant": person | changes},
        },
    }


async def rows(lab: Lab):
    async with lab.school.store.reading() as unit:
        return await unit.evidence.of_occurrence(lab.date)


async def test_somebody_may_be_told_of_before_the_class_was_told_to_start(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo")
    await lab.school.hear_zoom(backwards=True)
    await lab.school.later(minutes=1)
    assert [one.name for one in (await lab.picture()).here] == ["Bo Chen"]


async def test_even_where_the_start_is_never_told_the_picture_is_right(lab: Lab):
    await lab.school.later(hours=1)
    await lab.school.tell(joined(lab, 1, user_name="Bo Chen"))
    await lab.school.settle()
    await lab.school.later(minutes=10)
    picture = await lab.picture()
    assert picture.live
    assert [one.name for one in picture.here] == ["Bo Chen"]
    assert picture.time.held[0].length == timedelta(minutes=10)


async def test_three_copies_backwards_are_the_same_rows(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo", "Somebody Else")
    await lab.school.later(minutes=20)
    lab.go("bo")
    lab.end()
    await lab.school.hear_zoom(backwards=True, copies=3)
    told = await rows(lab)
    assert len(told) == 6
    picture = await lab.picture()
    assert picture.attendance[lab.school.ids["bo"]].attended == timedelta(minutes=20)


async def test_the_waiting_room_is_a_sign_of_arrival_and_no_presence(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.school.sandbox.meeting(lab.number).settings["waiting_room"] = True
    lab.come("bo", "maya")
    await lab.school.later(minutes=30)
    lab.school.sandbox.admit(lab.number, email="bo@uni.example")
    await lab.school.later(minutes=30)
    lab.end()
    await lab.school.hear_zoom()
    picture = await lab.picture()
    bo, maya = (picture.attendance[lab.school.ids[user]] for user in ("bo", "maya"))
    assert bo.attended == timedelta(minutes=30)
    assert bo.status is AttendanceStatus.PRESENT
    assert bo.late_by == timedelta()
    assert maya.status is AttendanceStatus.ABSENT
    assert {one.where for one in await rows(lab)} == {Where.MEETING, Where.WAITING_ROOM}


async def test_a_breakout_room_is_in_class(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo")
    await lab.school.later(minutes=10)
    lab.school.sandbox.enter_room(lab.number, email="bo@uni.example", room="Group 1")
    await lab.school.later(minutes=50)
    lab.end()
    await lab.school.hear_zoom()
    picture = await lab.picture()
    assert picture.attendance[lab.school.ids["bo"]].attended == timedelta(hours=1)


async def test_a_leaving_that_comes_after_the_end_corrects_the_sheet_within_a_minute(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo", "maya")
    await lab.school.hear_zoom()
    await lab.school.later(minutes=15)
    lab.go("bo")
    late = lab.school.sandbox.account.events[-1]
    lab.school.heard += 1
    await lab.school.later(minutes=45)
    lab.end()
    await lab.school.hear_zoom()
    assert (await lab.statuses())["bo"] == "present"
    for copy in range(3):
        await lab.school.tell(late.body() | {"event_ts": copy})
    await lab.school.settle()
    await lab.school.later(minutes=1)
    assert (await lab.statuses())["bo"] == "partial"
    assert (await kinds(lab)).count("recompute-class") == 1


async def kinds(lab: Lab) -> list[str]:
    async with lab.school.store._engines.reader.connect() as connection:
        return list((await connection.execute(select(JOB.c.kind))).scalars())


async def test_a_storm_of_three_hundred_joins_costs_no_recomputation_and_all_are_seen(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    await lab.school.hear_zoom()
    answers = await asyncio.gather(*(lab.school.tell(joined(lab, number)) for number in range(300)))
    assert {one.status for one in answers} == {200}
    await lab.school.settle()
    await lab.school.later(seconds=5)
    picture = await lab.picture()
    assert len(picture.participants) == 301
    assert "recompute-class" not in await kinds(lab)


async def test_somebody_without_a_run_or_of_another_meeting_is_nobody_of_ours(lab: Lab):
    body = joined(lab, 1)
    body["payload"]["object"]["uuid"] = ""
    assert (await lab.school.tell(body)).status == 200
    body = joined(lab, 2)
    body["payload"]["object"]["id"] = 99
    assert (await lab.school.tell(body)).status == 200
    await lab.school.settle()
    counts = await lab.school.rows()
    assert (counts["participant_record"], counts["meeting_run"]) == (0, 0)


@pytest.mark.parametrize("missing", ["user_id", "user_name", "email", "join_time"])
async def test_whatever_zoom_leaves_out_of_somebody_they_are_kept(lab: Lab, missing: str):
    body = joined(lab, 1)
    del body["payload"]["object"]["participant"][missing]
    await lab.school.tell(body)
    await lab.school.settle()
    assert len(await rows(lab)) == 1


async def test_five_thousand_are_read_page_by_page_in_seventeen_calls(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    await lab.school.later(hours=1)
    (run,) = lab.school.sandbox.meeting(lab.number).runs
    nobody = {"email": "", "zoom_user_id": "", "internal": False}
    run.stays.extend(
        replace(run.stays[0], name=f"Guest {one}", user_id=f"9{one}", participant_uuid=f"P{one}", **nobody)
        for one in range(4_999)
    )
    lab.end()
    lab.school.sandbox.account.events[:] = [
        one for one in lab.school.sandbox.account.events if "participant" not in one.name
    ]
    lab.school.heard = 0
    await lab.school.hear_zoom()
    await lab.school.later(minutes=31)
    picture = await lab.picture()
    assert len(picture.participants) == 5_000
    assert lab.asked("/participants") == 17
    assert await lab.state() is SheetState.PROVISIONAL
