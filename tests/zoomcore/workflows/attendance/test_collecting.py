"""A class is held, and Zoom is read until it is sure: on a normal day and on others."""

from dataclasses import replace
from datetime import timedelta

from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.attendance.evidence import EvidenceSource
from zoomcore.domain.attendance.sheets import ReadingState, SheetState


async def test_while_it_runs_the_picture_follows_the_webhooks(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo")
    await lab.school.hear_zoom()
    await lab.school.later(minutes=1)
    picture = await lab.picture()
    assert picture.live
    assert [one.name for one in picture.here] == ["Bo Chen"]
    assert [one.name for one in picture.not_yet] == ["Maya Okafor"]
    assert await lab.sheet() is None


async def test_when_it_ends_there_is_a_provisional_sheet_at_once(lab: Lab):
    await lab.held("bo")
    assert await lab.state() is SheetState.PROVISIONAL
    assert await lab.statuses() == {"bo": "present", "maya": "absent"}


async def test_a_normal_day_costs_two_reads_and_a_last_look(lab: Lab):
    await lab.held("bo", "maya")
    await lab.school.later(minutes=29)
    assert lab.asked("/participants") == 0
    await lab.school.later(minutes=2)
    assert lab.asked("/participants") == 1
    await lab.school.later(minutes=31)
    assert await lab.state() is SheetState.FINAL
    await lab.school.later(days=3)
    assert lab.asked("/participants") == 3
    assert [one.state for one in await lab.readings()] == [ReadingState.AGREED]


async def test_the_report_is_authority_and_its_rows_double_nothing(lab: Lab):
    await lab.held("bo", "maya")
    await lab.school.later(minutes=31)
    await lab.school.later(minutes=31)
    picture = await lab.picture()
    assert picture.attendance[lab.school.ids["bo"]].attended == timedelta(hours=1)
    assert picture.attendance[lab.school.ids["bo"]].window == timedelta(hours=1)


async def test_rows_that_come_late_make_it_provisional_again_and_change_what_they_must(lab: Lab):
    await lab.held("bo", "kim")
    await lab.school.later(minutes=31)
    await lab.school.later(minutes=31)
    assert (await lab.statuses())["maya"] == "absent"
    (run,) = lab.school.sandbox.meeting(lab.number).runs
    late = {"name": "Maya Okafor", "email": "maya@uni.example", "zoom_user_id": "", "user_id": "77"}
    run.stays.append(replace(run.stays[-1], **late, participant_uuid="P77"))
    await lab.school.later(hours=23)
    assert await lab.state() is SheetState.PROVISIONAL
    assert (await lab.statuses())["maya"] == "present"
    await lab.school.later(hours=1)
    await lab.school.later(days=2)
    assert await lab.state() is SheetState.FINAL


async def test_a_class_that_was_restarted_is_one_class(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo")
    await lab.school.later(minutes=20)
    lab.end()
    await lab.school.later(minutes=10)
    lab.open()
    lab.come("bo", "maya")
    await lab.school.later(minutes=30)
    lab.end()
    await lab.school.hear_zoom(backwards=True, copies=2)
    for _ in range(3):
        await lab.school.later(minutes=31)
    picture = await lab.picture()
    assert picture.state is SheetState.FINAL
    assert len(picture.time.held) == 2
    bo = picture.attendance[lab.school.ids["bo"]]
    assert bo.attended == bo.window == timedelta(minutes=50)


async def test_two_devices_at_once_count_once(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo", "bo", "kim")
    await lab.school.later(hours=1)
    lab.end()
    await lab.school.hear_zoom()
    await lab.school.later(minutes=31)
    picture = await lab.picture()
    assert picture.attendance[lab.school.ids["bo"]].attended == timedelta(hours=1)


async def test_who_was_alone_is_in_no_report_and_rests_on_the_webhooks(lab: Lab):
    await lab.held()
    for _ in range(12):
        await lab.school.later(hours=1)
    assert [one.state for one in await lab.readings()] == [ReadingState.LIVE_ONLY]
    assert await lab.state() is SheetState.FINAL
    assert set((await lab.statuses()).values()) == {"absent"}


async def test_a_plan_that_refuses_one_source_is_read_by_the_next_and_remembered_for_the_day(lab: Lab):
    lab.school.trouble(
        path="/report/meetings/**",
        status=400,
        body={"code": 200, "message": "Only available for paid account"},
        times=9,
    )
    await lab.held("bo", "maya")
    await lab.school.later(minutes=31)
    (reading,) = await lab.readings()
    assert (reading.state, reading.source) == (ReadingState.ONCE, "past")
    assert lab.asked("/report/meetings/") == 1
    await lab.school.later(minutes=31)
    assert lab.asked("/report/meetings/") == 1
    assert await lab.state() is SheetState.FINAL


async def test_without_any_scope_it_is_said_to_be_unreadable_and_read_once_there_is_one(lab: Lab):
    account = lab.school.sandbox.account
    scopes = account.scopes
    account.scopes = frozenset(one for one in scopes if "participants" not in one)
    account.revoke_tokens()
    await lab.held("bo")
    await lab.school.later(minutes=31)
    (reading,) = await lab.readings()
    assert (reading.state, reading.reason) == (ReadingState.UNREADABLE, "scopes")
    assert await lab.state() is SheetState.PROVISIONAL


async def test_a_report_that_is_not_ready_is_asked_for_again(lab: Lab):
    lab.school.sandbox.account.settings.report_delay_minutes = 45
    await lab.held("bo", "maya")
    await lab.school.later(minutes=31)
    assert [one.state for one in await lab.readings()] == [ReadingState.WAITING]
    await lab.school.later(minutes=40)
    assert [one.state for one in await lab.readings()] == [ReadingState.ONCE]
    await lab.school.later(minutes=31)
    assert [one.state for one in await lab.readings()] == [ReadingState.AGREED]


async def test_a_page_that_fails_leaves_no_rows_of_that_read(lab: Lab):
    await lab.held("bo", "maya")
    lab.school.trouble(path="**/participants", status=500, times=1)
    await lab.school.later(minutes=31)
    async with lab.school.store.reading() as unit:
        rows = await unit.evidence.of_occurrence(lab.date)
    assert {one.source for one in rows} == {EvidenceSource.WEBHOOK}
    await lab.school.later(minutes=5)
    assert [one.state for one in await lab.readings()] == [ReadingState.ONCE]
