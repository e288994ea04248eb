"""A change of options whose worker dies anywhere: in the end it is made, said once, and taken back once."""

import pytest

from tests.school import a_school
from tests.zoomcore.workflows.mortal import live
from zoomcore.domain.options import Options
from zoomcore.domain.people import Role
from zoomcore.domain.work import ChangeMeeting
from zoomcore.workflows.changes.running import change_meeting


@pytest.mark.parametrize("scope", ["this", "all"])
async def test_wherever_it_dies_the_next_life_ends_it(scope):
    steps, ended = 0, False
    while not ended:
        async with a_school() as school:
            await school.say("ana", 'new "Algebra" mon,wed 3pm for 50m x 6')
            await school.say("ana", f"set mute, no waiting room {scope}", settle=False)
            work = ChangeMeeting(change=1, answer=school.request("ana", None).answer.to_data(), card="c1")
            ended = await live(school, steps, lambda tools, work=work: change_meeting(work, tools))
            steps += 1
            await school.settle()
            (meeting,) = school.at_zoom()
            kept = meeting.settings if scope == "all" else meeting.settings | meeting.occurrences[0].settings
            assert (kept["mute_upon_entry"], kept["waiting_room"]) == (True, False)
            assert (await school.rows())["audit"] == 2
            assert school.to("ana")[-1].reply.view.title == "Changed: Algebra"
    assert steps > 4


@pytest.mark.parametrize("line", ["set no mute, record local all", "move all to 4pm"])
async def test_wherever_it_dies_a_date_with_options_of_its_own_has_them_in_the_end(line):
    steps, ended = 0, False
    while not ended:
        async with a_school() as school:
            await school.say("ana", 'new "Algebra" mon,wed 3pm for 50m x 6')
            await school.say("ana", "set next mute")
            await school.say("ana", line, settle=False)
            work = ChangeMeeting(change=2, answer=school.request("ana", None).answer.to_data(), card="c1")
            ended = await live(school, steps, lambda tools, work=work: change_meeting(work, tools))
            steps += 1
            await school.settle()
            (meeting,) = school.at_zoom()
            assert [one.settings for one in meeting.occurrences] == [{"mute_upon_entry": True}, *[{}] * 5]
            async with school.store.reading() as unit:
                kept = [one.options for one in await unit.meetings.occurrences(1)]
            assert kept == [Options(mute=True), *[Options()] * 5]
            assert (await school.rows())["audit"] == 3
    assert steps > 4


async def test_wherever_it_dies_a_class_is_given_to_another_section_once():
    steps, ended = 0, False
    while not ended:
        async with a_school() as school:
            async with school.store.unit() as unit:
                for who, section in {"bo": "A", "maya": "B"}.items():
                    await unit.courses.enroll(school.math.id, school.ids[who], Role.STUDENT, section)
            await school.say("ana", 'new "Lab" tomorrow 3pm, section A with registration')
            await school.say("ana", "set section B", settle=False)
            work = ChangeMeeting(change=1, answer=school.request("ana", None).answer.to_data(), card="c1")
            ended = await live(school, steps, lambda tools, work=work: change_meeting(work, tools))
            steps += 1
            await school.settle()
            (meeting,) = school.at_zoom()
            signed_up = {one.email for one in meeting.registrants if one.status == "approved"}
            assert {"bo@uni.example", "maya@uni.example"} & signed_up == {"maya@uni.example"}
            assert (await school.rows())["audit"] == 2
    assert steps > 3
