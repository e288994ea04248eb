"""A command that reads costs at most three statements, one that writes five."""

import pytest

from tests.school import a_school
from zoomcore.chat import Typed
from zoomcore.commands.wishes.meetings import OpenJoinPage


@pytest.fixture
async def busy(school):
    await school.say("ana", 'new "Algebra" mon,wed 3pm x 8')
    return school


async def count(school, who, line, **changes):
    request = school.request(who, Typed(text=line), **changes)
    with school.store.count_statements() as seen:
        await school.dispatch.handle(request)
    return seen


@pytest.mark.parametrize("who", ["bo", "ana", "ada"])
@pytest.mark.parametrize(
    "line", ["", "help", "list", "list mine", "list MATH201", "join", "join algebra", "course list", "settings"]
)
async def test_reading_costs_at_most_three(busy, who, line):
    seen = await count(busy, who, line)
    assert seen.count <= 3, seen.statements


@pytest.mark.parametrize("line", ["start", "move", "new", "course people"])
async def test_opening_a_form_or_a_roster_costs_at_most_three(busy, line):
    seen = await count(busy, "ana", line)
    assert seen.count <= 3, seen.statements


@pytest.mark.parametrize("line", ['new "Lab" tomorrow 3pm', 'now "Quick"', "connect"])
async def test_writing_costs_at_most_five(busy, line):
    seen = await count(busy, "ana", line)
    assert seen.count <= 5, seen.statements


@pytest.mark.parametrize("line", ["section A", "passcode 12ab@xyz", "host kim@uni.example", "registration"])
async def test_what_a_new_class_says_besides_costs_at_most_one_more(busy, line):
    seen = await count(busy, "ana", f'new "Lab" tomorrow 3pm {line}')
    assert seen.count <= 6, seen.statements


@pytest.mark.parametrize("line", ["set mute all", "set next mute, no waiting room", 'set agenda "Bring a coat" all'])
async def test_changing_options_costs_at_most_six(busy, line):
    """Its state and the change are two rows, where a new class is one."""
    seen = await count(busy, "ana", line)
    assert seen.count <= 6, seen.statements


@pytest.mark.parametrize("line", ["set", "set mute"])
async def test_asking_back_before_a_change_costs_at_most_three(busy, line):
    seen = await count(busy, "ana", line)
    assert seen.count <= 3, seen.statements


async def test_looking_at_a_join_page_costs_at_most_six(busy):
    with busy.store.count_statements() as seen:
        await busy.page("bo", OpenJoinPage(occurrence=1))
    assert seen.count <= 6, seen.statements


async def test_a_list_costs_the_same_however_much_is_scheduled():
    async with a_school() as school:
        few = (await count(school, "bo", "list")).count
        await school.say("ana", 'new "Long" every day 9am x 50')
        assert (await count(school, "bo", "list")).count == few
