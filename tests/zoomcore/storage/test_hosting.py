"""Who stands in for a host, and what was read of hosts' settings."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import START
from tests.databases import Clock
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.substitutes import Substitute, SubstituteState, may_leave, was_there_before
from zoomcore.storage.store import Store, Unit


async def one_who_stands_in(unit: Unit, name: str = "Li Wei"):
    course = await a_course(unit)
    meeting = await a_class(unit, course, START, START + timedelta(days=7))
    (first, second) = await unit.meetings.occurrences(meeting.id)
    person = await unit.people.add(name)
    made = await unit.hosting.add(
        meeting_id=meeting.id, occurrence_id=first.id, person_id=person.id, asked_by=meeting.host_id
    )
    return made, second, person


async def test_a_date_names_whoever_surely_holds_it(store: Store):
    async with store.unit() as unit:
        made, second, _person = await one_who_stands_in(unit)
        assert (await unit.meetings.get_occurrence(made.occurrence_id)).substitute == ""
        assert await unit.hosting.set_state(made.id, SubstituteState.ASKED, SubstituteState.ON)
        assert not await unit.hosting.set_state(made.id, SubstituteState.ASKED, SubstituteState.ON)
        assert (await unit.meetings.get_occurrence(made.occurrence_id)).substitute == "Li Wei"
        assert (await unit.meetings.get_occurrence(second.id)).substitute == ""
        await unit.hosting.set_state(made.id, SubstituteState.ON, SubstituteState.OVER)
        assert (await unit.meetings.get_occurrence(made.occurrence_id)).substitute == ""
        assert await unit.hosting.of_date(made.occurrence_id) is None


async def test_what_was_read_before_a_change_is_written_once(store: Store):
    async with store.unit() as unit:
        made, _second, _person = await one_who_stands_in(unit)
        await unit.hosting.note_stays(made.id, stays=False)
        await unit.hosting.note_stays(made.id, stays=True)
        found = await unit.hosting.find(made.id)
    assert found is not None
    assert found.stays is False


async def test_their_own_classes_and_those_they_stand_in_for_are_theirs(store: Store):
    async with store.unit() as unit:
        made, _second, person = await one_who_stands_in(unit)
        other = await a_class(unit, await a_course(unit, "PHYS1"), START + timedelta(minutes=30), host=person.id)
        span = (START, START + timedelta(hours=1))
        assert [one.meeting.id for one in await unit.meetings.held_by(person.id, *span)] == [other.id]
        await unit.hosting.set_state(made.id, SubstituteState.ASKED, SubstituteState.ON)
        assert len(await unit.meetings.held_by(person.id, *span)) == 2
        assert await unit.meetings.held_by(person.id, *span, but=other.id)
        assert await unit.hosting.stands_in(person.id, None)
        whole = await unit.meetings.coming(person_id=person.id, since=START, until=START + timedelta(days=1))
    assert {one.course_code for one in whole} == {"MATH201", "PHYS1"}


async def test_settings_of_a_host_are_kept_with_when_they_were_read(store: Store, clock: Clock):
    async with store.unit() as unit:
        person = await unit.people.add("Ana Ruiz")
        assert await unit.hosting.settings(person.id) is None
        await unit.hosting.keep_settings(person.id, {"feature": {"meeting_capacity": 100}})
        await unit.hosting.keep_settings(person.id, {"feature": {"meeting_capacity": 300}})
        assert await unit.hosting.settings(person.id) == ({"feature": {"meeting_capacity": 300}}, clock())


def one(number: int, state: SubstituteState, *, stays: bool | None) -> Substitute:
    return Substitute(id=number, meeting_id=1, occurrence_id=number, person_id=5, asked_by=1, state=state, stays=stays)


def test_who_is_there_only_for_standing_in_leaves_with_the_last_date():
    first, second = one(1, SubstituteState.ON, stays=False), one(2, SubstituteState.ASKED, stays=None)

    assert not was_there_before(second, (first, second), at_zoom=True)
    assert was_there_before(second, (second,), at_zoom=True)
    left = one(3, SubstituteState.OFF, stays=False)
    assert was_there_before(second, (second, left), at_zoom=True)
    assert not was_there_before(second, (second, replace(left, leaving=True)), at_zoom=True)
    assert not may_leave(first, (first, second))
    assert may_leave(first, (first,))
    assert not may_leave(one(3, SubstituteState.ON, stays=True), ())


async def test_nobody_is_forgotten_while_zoom_is_asked_about_them(store: Store, clock: Clock):
    async with store.unit() as unit:
        made, _second, person = await one_who_stands_in(unit)
        assert await unit.privacy.coming_classes(person.id, clock()) == 1
        await unit.hosting.set_state(made.id, SubstituteState.ASKED, SubstituteState.ON)
        over = START + timedelta(days=1)
        assert await unit.privacy.coming_classes(person.id, over) == 0

        assert await unit.hosting.keep_for(made.id, "end-substitute:1")
        assert not await unit.hosting.keep_for(made.id, "take-off-substitute:1:r")
        assert await unit.privacy.coming_classes(person.id, over) == 1
        assert not await unit.hosting.free(made.id, "take-off-substitute:1:r")
        assert await unit.hosting.free(made.id, "end-substitute:1")
        assert await unit.privacy.coming_classes(person.id, over) == 0


async def test_the_last_date_to_come_of_each_who_stands_in_is_known_by_e_mail(store: Store, clock: Clock):
    async with store.unit() as unit:
        made, _second, person = await one_who_stands_in(unit)
        await unit.people.update(person.id, email="li@uni.example")
        await unit.hosting.set_state(made.id, SubstituteState.ASKED, SubstituteState.ON)
        standing = await unit.hosting.standing_in(made.meeting_id, clock())
        assert {email: one.occurrence.id for email, one in standing.items()} == {"li@uni.example": made.occurrence_id}
        assert await unit.hosting.standing_in(made.meeting_id, START + timedelta(days=1)) == {}

        assert await unit.hosting.settle_stays(made.meeting_id, person.id, stays=False)
        assert not await unit.hosting.settle_stays(made.meeting_id, person.id, stays=False)
        await unit.hosting.set_state(made.id, SubstituteState.ON, SubstituteState.OVER)
        assert await unit.hosting.have_left(made.meeting_id) == {made.id: "li@uni.example"}
        assert not await unit.hosting.settle_stays(made.meeting_id, person.id, stays=True)
