"""What Zoom tells as it happens: changes are taken over at once, a deletion that is told and found true is one."""

from datetime import timedelta

import pytest

from tests.school import text
from tests.zoomcore.workflows.sync.test_sweeping import meeting, starts, told
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import License


@pytest.fixture
async def weekly(school):
    """Tuesdays at ten, posted."""
    done = await school.say("ana", 'new "Algebra" every tue 10am x 6')
    await school.press("Post to", on=done, by="ana")
    await school.hear_zoom()
    return school.at_zoom()[0]


async def test_what_is_changed_in_the_portal_is_here_at_once_and_told_in_one_message(school, weekly):
    portal = school.sandbox.portal
    portal.change(weekly.id, topic="Algebra for all")
    portal.change(weekly.id, occurrence_id=weekly.occurrences[0].id, start_time="2026-11-24T12:00:00Z")
    await school.hear_zoom()
    assert (await meeting(school)).topic == "Algebra for all"
    assert weekly.occurrences[0].start in await starts(school)
    assert told(school, "ana") == []
    await school.later(minutes=11)
    (digest,) = told(school, "ana")
    assert "Its topic was “Algebra”. Moved from" in digest


async def test_the_rule_of_a_series_changed_in_the_portal_is_ours(school, weekly):
    rule = {"type": 2, "repeat_interval": 1, "weekly_days": "4,6", "end_times": 4}
    school.sandbox.portal.change(weekly.id, start_time="2026-11-25T16:00:00", timezone="Europe/Madrid", recurrence=rule)
    await school.hear_zoom()
    ours = (await meeting(school)).schedule
    assert (ours.weekdays, ours.count, ours.at.hour) == ((3, 5), 4, 16)
    assert await starts(school) == school.dates_at_zoom()


@pytest.mark.parametrize("for_good", [False, True])
async def test_a_deletion_that_zoom_tells_and_shows_needs_no_second_day(school, weekly, for_good):
    (school.sandbox.portal.delete_for_good if for_good else school.sandbox.portal.delete)(weekly.id)
    await school.hear_zoom()
    assert (await meeting(school)).state is MeetingState.GONE
    await school.later(minutes=11)
    assert "Zoom doesn't have it any more" in told(school, "ana")[0]


async def test_what_is_recovered_in_the_portal_is_back_here(school, weekly):
    school.sandbox.portal.delete(weekly.id)
    await school.hear_zoom()
    school.sandbox.portal.recover(weekly.id)
    await school.hear_zoom()
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    await school.later(minutes=11)
    (digest,) = told(school, "ana")
    assert "It is back at Zoom" in digest
    assert "anew" not in digest


async def test_a_class_called_off_here_and_recovered_in_the_portal_is_on_again(school, weekly):
    await school.say("ana", "cancel")
    await school.press("Cancel the whole series", by="ana")
    await school.hear_zoom()
    assert (await meeting(school)).state is MeetingState.CANCELLED
    school.sandbox.portal.recover(weekly.id)
    await school.hear_zoom()
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    assert len(await starts(school)) == 6


async def test_one_date_deleted_in_the_portal_takes_only_that_date(school, weekly):
    school.sandbox.portal.delete(weekly.id, weekly.occurrences[0].id)
    await school.hear_zoom()
    assert (await meeting(school)).state is MeetingState.SCHEDULED
    assert len(await starts(school)) == 5


async def test_a_new_passcode_gives_students_the_new_link(school, weekly):
    before = (await meeting(school)).join_url
    school.sandbox.portal.change(weekly.id, password="Neu_1234")
    await school.hear_zoom()
    after = (await meeting(school)).join_url
    assert weekly.encrypted_password in after
    assert after != before
    await school.later(minutes=11)
    assert "another link" in told(school, "ana")[0]


async def test_a_moved_license_is_known_without_asking_all(school):
    await school.say("ana", "connect", where="")
    school.sandbox.set_plan("ana@uni.example", 1)
    await school.hear_zoom()
    async with school.store.reading() as unit:
        assert (await unit.people.get(school.ids["ana"])).license is License.BASIC


async def test_a_host_whose_account_is_switched_off_is_told_of_to_the_course(school, weekly):
    school.sandbox.set_status("ana@uni.example", "inactive")
    await school.hear_zoom()
    async with school.store.reading() as unit:
        ana = await unit.people.get(school.ids["ana"])
    assert (ana.license, ana.email) == (License.NONE, "ana@uni.example")
    await school.later(minutes=11)
    assert "Ana Ruiz's Zoom account is switched off" in told(school, "kim")[0]


async def test_an_e_mail_that_only_zoom_knows_proves_nobody(school):
    await school.say("ana", "connect", where="")
    school.sandbox.portal.change_user("ana@uni.example", email="ana.smith@elsewhere.example", first_name="Anna")
    await school.hear_zoom()
    async with school.store.reading() as unit:
        ana = await unit.people.get(school.ids["ana"])
    assert (ana.email, ana.name) == ("ana@uni.example", "Ana Ruiz")


async def test_news_of_users_we_never_met_ask_nothing_for_people(school):
    before = len(school.sandbox.requests)
    school.sandbox.account.emit("user.deactivated", {"object": {"id": "nobody", "email": "x@uni.example", "type": 1}})
    await school.hear_zoom()
    assert len(school.sandbox.requests) == before


# Changed here and there.


@pytest.fixture
async def clashing(school, weekly):
    """Ana asks for four o'clock while the portal has said noon and no webhook has come."""
    school.sandbox.portal.change(weekly.id, occurrence_id=weekly.occurrences[0].id, start_time="2026-11-24T12:00:00Z")
    return await school.say("ana", "move to tue 4pm this")


async def test_what_was_changed_at_zoom_meanwhile_is_not_overwritten(school, weekly, clashing):
    assert clashing.view.title == "Algebra was changed at Zoom too"
    assert "I have changed nothing yet" in text(clashing)
    assert weekly.occurrences[0].start.hour == 12
    assert [one.label for one in school.actions(clashing)] == ["Keep mine", "Take Zoom's"]


async def test_keeping_mine_writes_it_to_zoom(school, weekly, clashing):
    done = await school.press("Keep mine", by="ana")
    assert done.view.title == "Moved: Algebra"
    assert weekly.occurrences[0].start.hour == 15
    assert await starts(school) == school.dates_at_zoom()


async def test_taking_zooms_leaves_it_there_and_takes_it_over(school, weekly, clashing):
    taken = await school.press("Take Zoom's", by="ana")
    assert taken.view.title == "Zoom's stands: Algebra"
    assert weekly.occurrences[0].start.hour == 12
    assert await starts(school) == school.dates_at_zoom()


async def test_the_first_answer_to_a_clash_counts(school, weekly, clashing):
    await school.press("Take Zoom's", by="ana", on=clashing)
    late = await school.press("Keep mine", by="kim", on=clashing)
    assert "was settled already" in text(late)
    assert weekly.occurrences[0].start.hour == 12
    assert "for its instructor" in text(await school.press("Keep mine", by="bo", on=clashing))


async def test_a_whole_series_changed_on_both_sides_is_asked_about(school, weekly):
    school.sandbox.portal.change(weekly.id, topic="Algebra for all")
    asked = await school.say("ana", "move to 4pm all")
    assert "Its topic was “Algebra”." in text(asked)
    assert weekly.topic == "Algebra for all"
    done = await school.press("Keep mine", by="ana")
    assert done.view.title.startswith("Moved")
    assert {one.start.hour for one in weekly.occurrences} == {15}


async def test_a_change_that_got_through_though_its_answer_was_lost_is_no_clash(school, weekly):
    school.trouble(method="PATCH", path="/meetings/*", after_effect=True, drop=True)
    await school.say("ana", "move to tue 4pm this")
    await school.later(minutes=5)
    assert weekly.occurrences[0].start.hour == 15
    assert await starts(school) == school.dates_at_zoom()


async def test_our_own_moves_tell_nobody_that_zoom_changed(school, weekly):
    await school.say("ana", "move to tue 4pm this")
    await school.say("ana", "move to 5pm all")
    await school.hear_zoom()
    await school.later(seconds=timedelta(minutes=11).total_seconds())
    assert told(school, "ana") == []
