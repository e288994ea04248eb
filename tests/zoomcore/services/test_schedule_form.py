"""The form behind `new`: the fields that belong to a kind of repeat, and the dates before anything is made."""

from datetime import UTC, date, datetime

import pytest

from tests.school import a_school, text
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.schedule import Repeat
from zoomcore.services.forms.schedule import belonging
from zoomcore.views import Form, Tone

WEEKLY = {"topic": "Lab", "day": "2026-11-24", "at": "15:00", "repeat": "weekly"}


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


def names(form):
    return [one.name for one in form.view.fields]


def value(form, name):
    return next(one.values or one.value for one in form.view.fields if one.name == name)


async def shaped(school, **values):
    return await school.reshape(await school.say("ana", "new"), values, by="ana")


async def test_a_one_off_asks_for_nothing_that_belongs_to_a_repeat(school):
    form = await school.say("ana", "new")
    assert names(form)[:6] == ["topic", "day", "at", "duration_minutes", "repeat", "host"]
    assert form.view.submit == "Schedule"


@pytest.mark.parametrize(
    ("repeat", "more"),
    [
        ("daily", ["interval", "until", "count", "skip"]),
        ("weekly", ["weekdays", "interval", "until", "count", "skip"]),
        ("monthly", ["monthly_week", "interval", "until", "count", "skip"]),
    ],
)
async def test_each_kind_of_repeat_brings_its_own_fields(school, repeat, more):
    form = await shaped(school, topic="Lab", repeat=repeat)
    start = names(form).index("repeat") + 1
    assert names(form)[start : start + len(more)] == more
    assert (value(form, "topic"), form.view.submit) == ("Lab", "Show the dates")


async def test_a_month_is_counted_by_its_day_or_by_its_week_and_weekday(school):
    form = await shaped(school, topic="Board", day="2026-11-27", repeat="monthly")
    assert "weekdays" not in names(form)
    form = await school.reshape(form, {"monthly_week": "-1"}, by="ana")
    assert value(form, "weekdays") == "5"


async def test_a_class_with_no_fixed_time_has_neither_day_nor_end(school):
    form = await shaped(school, topic="Office hours", repeat="anytime")
    assert names(form)[:4] == ["topic", "duration_minutes", "repeat", "host"]
    made = await school.submit(form, {}, by="ana")
    assert made.view.title == "Scheduled: Office hours"
    assert school.at_zoom()[0].type == 3


async def test_what_cannot_be_read_yet_is_kept_while_the_form_changes(school):
    form = await shaped(school, topic="Lab", day="someday", repeat="weekly")
    assert value(form, "day") == "someday"


async def test_a_one_off_is_made_at_once(school):
    form = await school.say("ana", "new")
    made = await school.submit(form, {"topic": "Lab", "day": "2026-11-24", "at": "15:00"}, by="ana")
    assert made.view.title == "Scheduled: Lab"


async def test_a_repeat_shows_its_first_dates_and_makes_nothing_before_they_are_agreed_to(school):
    form = await shaped(school, **WEEKLY)
    dates = await school.submit(form, {"weekdays": ("2", "4"), "count": "9", "skip": "2026-12-08"}, by="ana")
    assert isinstance(dates.view, Form)
    assert (await school.rows())["meeting"] == 0
    said = text(dates)
    assert "Date 1: Tue 24 Nov 2026, 15:00" in said
    assert "Date 5: Thu 10 Dec 2026, 15:00" in said
    assert "3 more, the last on" in said
    assert "Left out: " in said

    made = await school.submit(dates, {}, by="ana")
    assert made.view.title == "Scheduled: Lab"
    assert len(school.dates_at_zoom()) == 8


async def test_what_the_dates_show_can_be_changed_with_all_that_was_filled_in(school):
    form = await shaped(school, **WEEKLY)
    dates = await school.submit(form, {"weekdays": ("2", "4"), "count": "9"}, by="ana")
    form = await school.press("Change", on=dates, by="ana")
    assert (value(form, "topic"), value(form, "weekdays"), value(form, "count")) == ("Lab", ("2", "4"), "9")
    again = await school.submit(form, {"count": "2"}, by="ana")
    await school.submit(again, {}, by="ana")
    assert len(school.dates_at_zoom()) == 2


async def test_the_dates_say_where_the_clocks_change(school):
    form = await shaped(school, topic="Night lab", day="2027-03-27", at="02:30", repeat="daily")
    dates = await school.submit(form, {"count": "3"}, by="ana")
    assert "28 Mar 2027" in text(dates)
    assert "02:30" in text(dates)
    assert "clocks" in text(dates)


async def test_a_broken_rule_stands_beside_its_field(school):
    form = await shaped(school, **WEEKLY)
    for values, field, words in (
        ({"interval": "13"}, "interval", "12 weeks"),
        ({"count": "51"}, "count", "50"),
        ({"until": "2026-11-01"}, "until", "before the first"),
        ({"until": "2026-12-08", "count": "3"}, "until", "not both"),
        ({"skip": "2026-12-40"}, "skip", "2026-12-01"),
    ):
        again = await school.submit(form, values, by="ana")
        (error,) = again.view.errors
        assert (error.field, words in error.message) == (field, True), error
        assert field in names(again)


async def test_the_last_friday_of_a_month_is_sent_as_such(school):
    form = await shaped(school, topic="Board", day="2026-11-27", at="16:00", repeat="monthly")
    form = await school.reshape(form, {"monthly_week": "-1"}, by="ana")
    dates = await school.submit(form, {"count": "3"}, by="ana")
    await school.submit(dates, {}, by="ana")
    assert school.dates_at_zoom() == [
        datetime(2026, 11, 27, 15, tzinfo=UTC),
        datetime(2026, 12, 25, 15, tzinfo=UTC),
        datetime(2027, 1, 29, 15, tzinfo=UTC),
    ]


async def test_what_belongs_to_another_kind_of_repeat_is_left_behind(school):
    form = await shaped(school, **WEEKLY)
    form = await school.reshape(form, {"weekdays": ("2", "4"), "count": "9", "repeat": "none"}, by="ana")
    made = await school.submit(form, {}, by="ana")
    assert made.view.title == "Scheduled: Lab"
    assert school.at_zoom()[0].type == 2


def test_a_repeat_without_weekdays_falls_on_the_first_days():
    day = date(2026, 11, 24)
    weekly = belonging(ScheduleMeeting(day=day, repeat=Repeat.WEEKLY, monthly_week=2))
    assert (weekly.weekdays, weekly.monthly_week) == ((2,), 0)
    monthly = belonging(ScheduleMeeting(day=day, repeat=Repeat.MONTHLY, monthly_week=-1, weekdays=(3, 4)))
    assert monthly.weekdays == (3,)


async def test_a_host_nobody_knows_is_said_before_the_dates_are_shown(school):
    form = await shaped(school, **WEEKLY)
    told = await school.submit(form, {"host": "who@uni.example"}, by="ana")
    assert told.view.tone is Tone.BAD


async def test_more_options_open_below_and_what_is_not_shown_stays(school):
    form = await school.say("ana", 'new "Lab" tomorrow mute')
    assert "mute" not in names(form)
    made = await school.submit(form, {"at": "15:00"}, by="ana")
    assert made.view.title == "Scheduled: Lab"
    assert school.at_zoom()[0].settings["mute_upon_entry"] is True

    form = await shaped(school, topic="Quiet", day="2026-11-24", at="17:00", sections=("sound",))
    assert "audio" in names(form)
    await school.submit(form, {"audio": "voip"}, by="ana")
    assert school.at_zoom()[1].settings["audio"] == "voip"


async def test_a_webinar_and_a_section_are_chosen_with_the_entry(school):
    form = await shaped(school, topic="Open day", day="2026-11-24", at="15:00", sections=("entry",))
    assert (value(form, "webinar"), value(form, "section")) == ("false", "")
    form = await school.reshape(form, {"waiting_room": "true", "webinar": "true", "section": "A"}, by="ana")
    assert "waiting_room" not in names(form)

    await school.submit(form, {}, by="ana")

    (there,) = school.at_zoom()
    async with school.store.reading() as unit:
        made = await unit.meetings.find_by_number(there.id)
    assert (made.kind, made.section) == (MeetingKind.WEBINAR, "A")
