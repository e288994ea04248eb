"""Another rule for a series that exists: its days, its interval, its end; and what Zoom lays out anew with it."""

from datetime import UTC, date, datetime

import pytest

from tests.school import a_school, text
from zoomcore.views import Tone


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


@pytest.fixture
async def series(school):
    """Mondays and Wednesdays at 15:00 in Madrid: 23, 25, 30 November and 2, 7, 9 December."""
    return await school.say("ana", 'new "Algebra" mon,wed 3pm for 50m x 6')


def days(school):
    return [one.date() for one in school.dates_at_zoom()]


def utc(day, hour, month=11):
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def test_a_series_moves_to_other_weekdays_with_as_many_dates_in_one_call(school, series):
    before = school.calls("PATCH")
    moved = await school.say("ana", "move MATH201 to every tue,thu 10:00 all")
    assert school.dates_at_zoom() == [
        utc(24, 9),
        utc(26, 9),
        utc(1, 9, month=12),
        utc(3, 9, month=12),
        utc(8, 9, month=12),
        utc(10, 9, month=12),
    ]
    assert "every Tuesday and Thursday" in text(moved)
    assert school.calls("PATCH") - before == 1


async def test_days_interval_and_end_change_together(school, series):
    await school.say("ana", "move MATH201 to every 2 weeks on tue 10:00 until dec 31 all")
    assert days(school) == [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 22)]


async def test_a_rule_without_a_word_on_dates_is_the_whole_series(school, series):
    await school.say("ana", "move MATH201 to every day x 3")
    assert days(school) == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]


async def test_the_end_alone_can_move(school, series):
    await school.say("ana", "move MATH201 until nov 30 all")
    assert days(school) == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 30)]
    await school.say("ana", "move MATH201 x 8 all")
    assert len(days(school)) == 8


async def test_a_new_rule_is_taken_back(school, series):
    old = school.dates_at_zoom()
    await school.say("ana", "move MATH201 to every tue,thu 10:00 until dec 31 all")
    await school.press("Undo", by="ana")
    assert school.dates_at_zoom() == old


async def test_a_new_end_is_taken_back(school, series):
    old = school.dates_at_zoom()
    await school.say("ana", "move MATH201 until nov 30 all")
    await school.press("Undo", by="ana")
    assert school.dates_at_zoom() == old


async def test_a_date_that_was_cancelled_stays_off_where_the_new_rule_falls_on_it(school, series):
    await school.say("ana", "cancel MATH201 next")
    await school.press("Cancel only this one", by="ana")
    await school.say("ana", "move MATH201 to every mon,fri all")
    assert date(2026, 11, 23) not in days(school)


async def test_dates_moved_by_themselves_are_told_before_they_go_back_to_the_rule(school, series):
    await school.say("ana", "move MATH201 next to tue 5pm")
    asked = await school.say("ana", "move MATH201 to 4pm all")
    assert asked.view.tone is Tone.ASK
    assert "1 date was moved by itself" in text(asked)
    assert utc(24, 16) in school.dates_at_zoom()
    await school.press("Change it", by="ana")
    assert [one.hour for one in school.dates_at_zoom()] == [15] * 6


async def test_a_new_topic_leaves_moved_dates_where_they_are(school, series):
    await school.say("ana", "move MATH201 next to tue 5pm")
    await school.say("ana", 'move MATH201 topic "Geometry" all')
    assert school.at_zoom()[0].topic == "Geometry"
    assert utc(24, 16) in school.dates_at_zoom()


async def test_a_topic_for_one_date_is_refused_with_what_zoom_changes_there(school, series):
    told = await school.say("ana", 'move MATH201 next topic "Exam" to tue 5pm')
    assert "Zoom keeps one topic for a whole series" in text(told)
    assert len(school.dates_at_zoom()) == 6
    assert utc(24, 16) not in school.dates_at_zoom()


async def test_a_rule_for_a_part_of_the_dates_is_refused_with_the_way_there(school, series):
    told = await school.say("ana", "move MATH201 to every tue 10:00 this")
    assert "one rhythm for a whole series" in text(told)
    await school.later(days=1)
    from_here = await school.say("ana", "move MATH201 to every tue 10:00 this and later")
    assert from_here.view.tone is Tone.GOOD


async def test_a_class_held_once_has_no_rhythm(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    told = await school.say("ana", "move MATH201 to every tue 10:00 all")
    assert "no rhythm to change" in text(told)


async def test_zooms_limits_are_named(school, series):
    assert "12 weeks" in text(await school.say("ana", "move MATH201 to every 13 weeks on tue all"))
    assert "50" in text(await school.say("ana", "move MATH201 to every day x 51 all"))


async def test_a_monthly_rule_counts_by_week_or_by_day(school, series):
    await school.say("ana", "move MATH201 to every last fri 16:00 x 3 all")
    assert days(school) == [date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)]
    await school.say("ana", "move MATH201 to every month on the 15th x 2 all")
    assert days(school) == [date(2026, 12, 15), date(2027, 1, 15)]


async def test_the_form_of_a_series_offers_another_rhythm_with_the_fields_that_belong_to_it(school, series):
    form = await school.say("ana", "move MATH201")
    assert {"repeat", "scope"} <= {one.name for one in form.view.fields}
    form = await school.reshape(form, {"repeat": "weekly", "at": "10:00"}, by="ana")
    names = [one.name for one in form.view.fields]
    assert names == ["day", "at", "duration_minutes", "repeat", "weekdays", "interval", "until", "count"]
    moved = await school.submit(form, {"weekdays": ("2", "4"), "count": "3"}, by="ana")
    assert moved.view.tone is Tone.GOOD
    assert school.dates_at_zoom() == [utc(24, 9), utc(26, 9), utc(1, 9, month=12)]


async def test_a_broken_rhythm_stands_beside_its_field(school, series):
    form = await school.reshape(await school.say("ana", "move MATH201"), {"repeat": "weekly"}, by="ana")
    again = await school.submit(form, {"interval": "13"}, by="ana")
    assert [one.field for one in again.view.errors] == ["interval"]
