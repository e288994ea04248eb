from datetime import UTC, datetime

import pytest

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import MoveMeeting
from zoomcore.domain.meetings import Scope
from zoomcore.views import Form, Tone

WEEKLY = 'new "Algebra" mon,wed 3pm for 50m x 6'


def utc(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


BEFORE = [utc(23, 14), utc(25, 14), utc(30, 14), utc(2, 14, month=12), utc(7, 14, month=12), utc(9, 14, month=12)]


@pytest.fixture
async def weekly(school):
    return await school.say("ana", WEEKLY)


async def ours(school):
    async with school.store.reading() as unit:
        return [one.start for one in await unit.meetings.occurrences(1) if one.state == "scheduled"]


async def test_a_one_off_moves_at_once_and_back_by_undo(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    moved = await school.say("ana", "move to thu 4pm")
    assert (moved.view.title, school.at_zoom()[0].start) == ("Moved: Lab", utc(26, 15))
    await school.press("Undo", by="ana")
    assert school.at_zoom()[0].start == utc(24, 14)
    assert await ours(school) == [utc(24, 14)]


async def test_a_series_is_asked_about_and_nothing_moves_before_the_answer(school, weekly):
    asked = await school.say("ana", "move to 4pm")
    assert (asked.view.tone, school.dates_at_zoom()) == (Tone.ASK, BEFORE)
    assert "This one is on Mon 23 Nov 2026" in text(asked)
    done = await school.press("Only this one", by="ana")
    assert school.dates_at_zoom() == [utc(23, 15), *BEFORE[1:]]
    assert "Was: Mon 23 Nov 2026, 15:00–15:50" in text(done)
    assert "Is now: Mon 23 Nov 2026, 16:00–16:50" in text(done)


async def test_one_date_goes_back_by_undo(school, weekly):
    await school.say("ana", "move to 4pm this")
    await school.press("Undo", by="ana")
    assert school.dates_at_zoom() == BEFORE == await ours(school)


async def test_this_and_later_ones_take_the_new_time(school, weekly):
    await school.later(days=2)
    done = await school.say("ana", "move to 4pm following")
    assert school.dates_at_zoom() == [BEFORE[0], *(one.replace(hour=15) for one in BEFORE[1:])]
    assert "Dates: 5 dates" in text(done)
    assert not [one for one in school.actions(done) if one.label == "Undo"]
    assert await ours(school) == school.dates_at_zoom()


async def test_all_of_them_move_and_come_back(school, weekly):
    done = await school.say("ana", "move to 4pm all")
    assert school.dates_at_zoom() == [one.replace(hour=15) for one in BEFORE]
    await school.press("Undo", on=done, by="ana")
    assert school.dates_at_zoom() == BEFORE == await ours(school)


async def test_a_moved_series_does_not_bring_back_a_date_that_was_cancelled(school, weekly):
    await school.say("ana", "cancel this")
    await school.press("Cancel only", by="ana")
    await school.say("ana", "move to 4pm all")
    assert utc(23, 15) not in school.dates_at_zoom()
    assert len(await ours(school)) == 5


async def test_links_to_a_date_outlive_a_move(school, weekly):
    async with school.store.reading() as unit:
        before = [one.id for one in await unit.meetings.occurrences(1)]
    await school.say("ana", "move to 4pm all")
    async with school.store.reading() as unit:
        assert [one.id for one in await unit.meetings.occurrences(1) if one.state == "scheduled"] == before


async def test_what_meets_on_two_days_cannot_move_to_one(school, weekly):
    told = await school.say("ana", "move to fri 4pm all")
    assert "meets on several weekdays" in text(told)
    assert school.dates_at_zoom() == BEFORE


async def test_what_meets_once_a_week_moves_to_another_day(school):
    await school.say("ana", 'new "Lab" every tue 10am x 3')
    await school.say("ana", "move to thu 10am all")
    assert school.dates_at_zoom() == [utc(26, 9), utc(3, 9, month=12), utc(10, 9, month=12)]
    await school.press("Undo", by="ana")
    assert school.dates_at_zoom() == [utc(24, 9), utc(1, 9, month=12), utc(8, 9, month=12)]


async def test_a_time_that_is_over_is_refused(school, weekly):
    for wish in (
        MoveMeeting(target=Target(meeting=1), at=utc(1, 9).time(), scope=Scope.THIS),
        MoveMeeting(target=Target(meeting=1), at=utc(1, 9).time(), scope=Scope.ALL),
    ):
        assert "over already" in text(await school.wish("ana", wish))
    assert school.dates_at_zoom() == BEFORE


async def test_over_a_change_of_the_clocks_the_wall_time_stays(school):
    school.sandbox.set_time(datetime(2027, 3, 22, 9, tzinfo=UTC))
    await school.say("ana", 'new "Spring" every mon 3pm x 2')
    assert school.dates_at_zoom() == [datetime(2027, 3, 22, 14, tzinfo=UTC), datetime(2027, 3, 29, 13, tzinfo=UTC)]
    await school.say("ana", "move to 4pm all")
    assert school.dates_at_zoom() == [datetime(2027, 3, 22, 15, tzinfo=UTC), datetime(2027, 3, 29, 14, tzinfo=UTC)]


async def test_a_bare_move_opens_the_form_with_the_class_as_it_stands(school, weekly):
    form = await school.say("ana", "move")
    assert isinstance(form.view, Form)
    values = {one.name: one.value for one in form.view.fields}
    assert (values["day"], values["at"], values["duration_minutes"], values["scope"]) == (
        "2026-11-23",
        "15:00",
        "50",
        "this",
    )

    await school.submit(form, {"at": "17:00"}, by="ana")
    assert school.dates_at_zoom() == [utc(23, 16), *BEFORE[1:]]


async def test_a_wrong_value_in_the_form_stands_beside_its_field(school, weekly):
    form = await school.say("ana", "move")
    again = await school.submit(form, {"at": "05:00"}, by="ana")
    assert [one.field for one in again.view.errors] == ["at"]


async def test_the_form_moves_the_whole_series_without_a_new_day(school, weekly):
    form = await school.say("ana", "move")
    await school.submit(form, {"at": "17:00", "scope": "all"}, by="ana")
    assert school.dates_at_zoom() == [one.replace(hour=16) for one in BEFORE]


async def test_a_class_at_no_fixed_time_takes_a_new_topic_but_no_time(school):
    await school.say("ana", 'new "Open office" anytime')
    form = await school.say("ana", "move")
    assert {one.name: one.value for one in form.view.fields}["day"] == ""
    await school.wish("ana", MoveMeeting(target=Target(meeting=1), topic="Drop in"))
    assert school.at_zoom()[0].topic == "Drop in"


async def test_while_a_change_is_under_way_another_waits_its_turn(school, weekly):
    await school.say("ana", "move to 4pm all", settle=False)
    assert "is being changed at this moment" in text(await school.say("ana", "move to 5pm all", settle=False))
    await school.settle()
    assert school.dates_at_zoom() == [one.replace(hour=15) for one in BEFORE]


async def test_the_posts_of_a_class_follow_its_move(school, weekly):
    await school.press("Post to", on=weekly, by="ana")
    await school.say("ana", "move to 4pm all")
    (post,) = school.posts()
    assert "16:00" in text(post.reply)


async def test_part_of_a_series_that_is_past_is_left_alone(school, weekly):
    await school.later(days=3)
    await school.say("ana", "move to 4pm all")
    assert [one for one in await ours(school) if one > school.now] == [one.replace(hour=15) for one in BEFORE[2:]]
