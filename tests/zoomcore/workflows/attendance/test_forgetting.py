"""What Zoom told of people is kept for fifteen months; what came of it stays."""

from sqlalchemy import func, select

from tests.school import text
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.commands.wishes.attendance import OpenReportPage
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.work import ForgetEvidence, ReadRun
from zoomcore.storage.tables import INBOX
from zoomcore.workflows.attendance.forgetting import forget_evidence


async def forget(lab: Lab) -> None:
    await forget_evidence(ForgetEvidence(), lab.school.tools)


async def test_an_old_class_loses_its_rows_and_keeps_its_results(lab: Lab):
    await lab.held("bo", "maya")
    await lab.school.later(minutes=31)
    await lab.school.later(minutes=31)
    before = await lab.statuses()
    await lab.school.later(days=450)
    await forget(lab)
    assert (await lab.school.rows())["participant_record"] > 0
    await lab.school.later(days=10)
    await forget(lab)
    assert (await lab.school.rows())["participant_record"] == 0
    assert await lab.state() is SheetState.FROZEN
    assert await lab.statuses() == before
    await forget(lab)
    assert await lab.statuses() == before


async def test_a_frozen_class_says_what_was_kept_and_why_there_is_no_picture(lab: Lab):
    await lab.held("bo", "Mayita")
    await lab.school.later(minutes=62)
    await lab.school.later(days=460)
    await forget(lab)
    wish = OpenReportPage(occurrence=lab.date)
    for card in (
        await lab.school.say("ana", "attendance"),
        await lab.school.page("ana", wish, vouched=True),
    ):
        said = text(card)
        assert "1 of 2 were there; on average 60 of 60 min." in said
        assert "1 of 2 students were in for most of it; most had arrived by 11:00" in said
        assert "There is no picture of this class any more" in said
        assert "its results stay" in said
        assert "to review" not in said
        assert "Picture:" not in said


async def test_a_frozen_class_is_not_read_again(lab: Lab):
    await lab.held("bo", "maya")
    await lab.school.later(days=460)
    await forget(lab)
    (run,) = lab.school.sandbox.meeting(lab.number).runs
    asked = lab.asked("/participants")
    async with lab.school.store.unit() as unit:
        await unit.jobs.enqueue(ReadRun(run=run.uuid, request="again"))
    await lab.school.settle()
    assert lab.asked("/participants") == asked


async def test_webhooks_are_emptied_after_ninety_days_and_still_known_as_told(lab: Lab):
    await lab.held("bo")
    told = lab.school.sandbox.account.events[-1].body()
    assert await payloads(lab) > 0
    await lab.school.later(days=91)
    await forget(lab)
    assert await payloads(lab) == 0
    rows = (await lab.school.rows())["inbox"]
    await lab.school.tell(told)
    assert (await lab.school.rows())["inbox"] == rows


async def payloads(lab: Lab) -> int:
    async with lab.school.store._engines.reader.connect() as connection:
        kept = select(func.count()).where(INBOX.c.source == "zoom", INBOX.c.payload.is_not(None))
        return (await connection.execute(kept)).scalar_one()
