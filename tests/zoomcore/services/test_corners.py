"""Corners that no long story passes: hurried hands, odd roles, things that changed meanwhile."""

import pytest

from tests.builders import a_schedule
from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.courses import UnmapCourse
from zoomcore.commands.wishes.meetings import MoveMeeting, RecoverMeeting, ShowMeeting, StartMeeting
from zoomcore.domain.people import License
from zoomcore.domain.schedule import Repeat
from zoomcore.services.connecting import license_words
from zoomcore.services.phrases import repeat_line, skipped_line, spaced
from zoomcore.views.plain import plain_line


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"repeat": Repeat.DAILY}, "every day"),
        ({"repeat": Repeat.DAILY, "interval": 3}, "every 3 days"),
        (
            {"repeat": Repeat.WEEKLY, "weekdays": (1, 3, 5), "interval": 2},
            "every 2 weeks on Monday, Wednesday and Friday",
        ),
        ({"repeat": Repeat.MONTHLY, "monthly_week": -1, "weekdays": (5,)}, "every month on the last Friday"),
        ({"repeat": Repeat.MONTHLY}, "every month on day 1"),
        ({"repeat": Repeat.MONTHLY, "day": None}, "every month"),
        ({"repeat": Repeat.NONE}, "once"),
        ({"repeat": Repeat.ANYTIME}, "no fixed dates"),
    ],
)
def test_a_repeat_is_said_in_words(changes, says):
    assert says in plain_line(repeat_line(a_schedule(**changes), ()))


def test_of_many_days_left_out_eight_are_named():
    from datetime import date

    line = plain_line(skipped_line([date(2026, 12, day) for day in range(1, 12)]))
    assert "8 Dec" in line
    assert "9 Dec" not in line


def test_a_number_not_known_yet_is_not_written():
    assert (spaced(None), spaced(81234567890)) == ("", "812 3456 7890")


@pytest.mark.parametrize("plan", list(License))
def test_every_plan_has_its_words(plan):
    assert license_words(plan)


async def test_a_channel_named_by_its_number_is_unlinked_from_elsewhere(school):
    done = await school.wish("ana", UnmapCourse(code="MATH201", channel="math"), where="")
    assert done.view.title == "Unlinked from MATH201"


async def test_linking_needs_a_code(school):
    from zoomcore.commands.wishes.courses import MapCourse

    assert "Which course?" in text(await school.wish("ada", MapCourse(code=" "), where="elsewhere"))


async def test_a_class_by_its_number_in_our_own_books(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    for target in (Target(meeting=1), Target(occurrence=1), Target(number=school.at_zoom()[0].id)):
        assert (await school.wish("ana", ShowMeeting(target=target))).view.title == "Lab"
        assert (await school.wish("ana", StartMeeting(target=target))).view.title in {"Lab", "Start which?"}


async def test_a_length_or_a_topic_alone_can_be_changed(school):
    await school.say("ana", 'new "Lab" every tue 10am x 3')
    await school.wish("ana", MoveMeeting(target=Target(meeting=1), duration_minutes=30, topic="Longer lab"))
    done = await school.press("All of them", by="ana")
    (meeting,) = school.at_zoom()
    assert (meeting.topic, {one.duration_minutes for one in meeting.occurrences}) == ("Longer lab", {30})
    await school.press("Undo", on=done, by="ana")
    assert school.at_zoom()[0].topic == "Lab"


async def test_two_changes_at_the_same_moment_leave_one(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    async with school.store.unit() as unit:
        meeting = await unit.meetings.get(1)
        await unit.meetings.set_state(1, (meeting.state,), "cancelled")
    first = await school.wish("ana", RecoverMeeting(meeting=1))
    assert "Back again" in text(first) or "couldn't" in text(first)


async def test_an_undo_of_nothing_is_answered_kindly(school):
    from zoomcore.commands.wishes.house import Undo

    assert "I don't know what to take back." in text(await school.wish("ana", Undo(entry=77)))


async def test_a_roster_is_put_back_in_the_role_it_had(school):
    removed = await school.say("ana", "course people remove tia@uni.example")
    await school.press("Undo", on=removed, by="ana")
    assert "Tia Assist" in text(await school.say("tia", "course people"))
