"""Webhooks that never came: what was held is found all the same, and what was not held is said to be so."""

from datetime import timedelta

import pytest

from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.work import FindMissedRuns, FindRuns
from zoomcore.workflows.attendance.finding import find_missed_runs, find_runs


async def look(lab: Lab) -> None:
    """One round; the engine of a test starts none by itself."""
    await find_missed_runs(FindMissedRuns(), lab.school.tools)
    await lab.school.settle()


async def until_final(lab: Lab) -> None:
    for _ in range(3):
        await lab.school.later(minutes=31)


async def test_a_class_of_which_no_webhook_came_is_found_and_read(lab: Lab):
    await lab.held("bo", "maya", heard=False)
    await look(lab)
    assert await lab.sheet() is None
    await lab.school.later(hours=3)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL
    assert await lab.statuses() == {"bo": "present", "maya": "present"}
    assert lab.asked("/instances") == 1
    assert lab.asked("/report/users/") == 0


async def test_everything_of_an_outage_of_four_weeks_is_found_afterwards(lab: Lab):
    await lab.held("bo", "maya", heard=False)
    await lab.school.later(days=28)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL


async def test_only_the_end_was_missed(lab: Lab):
    await lab.school.later(hours=1)
    lab.open()
    lab.come("bo", "maya")
    await lab.school.hear_zoom()
    await lab.school.later(hours=1)
    lab.end()
    lab.school.heard = len(lab.school.sandbox.account.events)
    await lab.school.later(hours=3)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL
    picture = await lab.picture()
    assert picture.attendance[lab.school.ids["bo"]].attended == timedelta(hours=1)


@pytest.mark.parametrize("refused", ["instances", "instances and hosts"])
async def test_where_the_meetings_own_list_is_refused_its_host_or_the_account_is_asked(lab: Lab, refused: str):
    body = {"code": 200, "message": "Only available for paid account"}
    lab.school.trouble(path="/past_meetings/*/instances", status=400, body=body)
    if "hosts" in refused:
        lab.school.trouble(path="/report/users/**", status=400, body=body)
    await lab.held("bo", "maya", heard=False)
    await lab.school.later(hours=3)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL


async def test_where_no_list_may_be_read_nothing_is_said(lab: Lab):
    body = {"code": 200, "message": "Only available for paid account"}
    for path in ("/past_meetings/*/instances", "/report/users/**", "/metrics/**"):
        lab.school.trouble(path=path, status=400, body=body, times=5)
    await lab.school.later(hours=5)
    await look(lab)
    assert await lab.sheet() is None


async def test_a_class_nobody_opened_was_not_held(lab: Lab):
    await lab.school.later(hours=3)
    await look(lab)
    assert await lab.sheet() is None
    await lab.school.later(hours=2)
    await look(lab)
    assert await lab.state() is SheetState.NOT_HELD
    await lab.school.later(hours=1)
    await look(lab)
    assert lab.asked("/instances") == 1


async def test_a_class_that_was_called_off_is_not_asked_about(lab: Lab):
    answer = await lab.school.say("ana", "cancel Lab")
    await lab.school.press("Cancel", on=answer, by="ana")
    await lab.school.later(hours=6)
    await look(lab)
    assert lab.asked("/instances") == 0
    assert await lab.sheet() is None


async def test_one_class_with_bad_data_stops_no_other(lab: Lab):
    other = await Lab.booked_also(lab.school)
    await lab.held("bo", heard=False)
    lab.school.trouble(path=f"/past_meetings/{lab.number}/instances", status=200, body={"meetings": "none"}, times=9)
    await lab.school.later(hours=4)
    await look(lab)
    await lab.school.later(hours=1)
    assert await other.state() is SheetState.NOT_HELD
    assert await lab.sheet() is None
    # The next day it is asked about again.
    lab.school.sandbox.faults.clear()
    await lab.school.later(days=1)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL


async def test_a_read_that_was_given_up_is_taken_up_again_the_next_day(lab: Lab):
    lab.school.trouble(path="**/participants", status=200, body={"participants": "none"}, times=9)
    await lab.held("bo", "maya")
    for _ in range(6):
        await lab.school.later(minutes=31)
    assert await lab.state() is SheetState.PROVISIONAL
    lab.school.sandbox.faults.clear()
    await lab.school.later(days=1)
    await look(lab)
    await until_final(lab)
    assert await lab.state() is SheetState.FINAL


async def test_a_run_that_was_found_is_not_found_twice(lab: Lab):
    await lab.held("bo", "maya")
    await find_runs(FindRuns(meeting=1, occurrence=lab.date, day="today"), lab.school.tools)
    assert (await lab.school.rows())["meeting_run"] == 1
