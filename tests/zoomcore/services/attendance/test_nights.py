"""Classes that overrun midnight, or lie across the night when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.zoomcore.services.attendance.classes import BY_TIME, stay
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.people import Role
from zoomcore.domain.roster import RosterLine
from zoomcore.services.attendance.computing import recompute
from zoomcore.storage.store import Store

#: In Madrid: half past eleven at night; and half an hour before the clocks go back, and forward.
MIDNIGHT = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)
BACK = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
FORWARD = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("start", [MIDNIGHT, BACK, FORWARD])
async def test_fifty_minutes_are_fifty_minutes_in_any_night(sqlite_store: Store, start: datetime):
    day = date(2026, 12, 1) if start is MIDNIGHT else start.date()
    expected = RosterLine(number=1, name="Bo Chen", email="bo@uni.example", role=Role.STUDENT, ends_on=day)
    over = start + timedelta(minutes=80)
    async with sqlite_store.unit() as unit:
        course = await a_course(unit)
        await unit.courses.enroll_many(course, [expected])
        bo = await unit.people.find_by_email("bo@uni.example")
        assert bo is not None
        meeting = await a_class(unit, course, start)
        await unit.sheets.set_rule(course, BY_TIME, by=bo.id)
        await unit.meetings.record_started(meeting.zoom_id or 0, "u1", start)
        dated = await unit.meetings.record_ended(meeting.zoom_id or 0, "u1", over)
        assert dated is not None
        await unit.evidence.add([stay("Bo Chen", joined_at=start, left_at=over)])
        sheet = await recompute(unit, dated.occurrence.id, over + timedelta(days=1))
        row = (await unit.sheets.rows(dated.occurrence.id))[bo.id].attendance
    assert sheet is not None
    assert sheet.window == row.attended == timedelta(minutes=50)
    assert row.status == "present"
