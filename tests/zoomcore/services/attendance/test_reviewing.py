"""Names to review: one tap settles a name, remembers it, and takes it back."""

from tests.school import text
from zoomcore.chat import Pressed, press_payload


async def after_class(school, lab, *users):
    await lab.held(*users)
    await school.later(minutes=31)
    return await school.say("ana", "attendance review")


async def test_a_confirmed_name_counts_at_once_and_is_known_next_time(school, lab):
    pile = await after_class(school, lab, "bo", "Mayita")
    assert "Mayita" in text(pile)
    done = await school.press("This is Maya Okafor", by="ana")
    assert "Mayita is Maya Okafor" in text(done)
    assert (await lab.statuses())["maya"] == "present"

    async with school.store.reading() as unit:
        assert list((await unit.rulings.course_aliases(school.math.id)).values()) == [school.ids["maya"]]


async def test_a_decision_is_taken_back_with_the_name_it_taught(school, lab):
    await after_class(school, lab, "bo", "Mayita")
    await school.press("This is Maya Okafor", by="ana")
    back = await school.press("Undo", by="ana")

    assert "1 name to review" in text(back)
    assert (await lab.statuses())["maya"] == "absent"
    async with school.store.reading() as unit:
        assert await unit.rulings.course_aliases(school.math.id) == {}


async def test_pressing_twice_decides_once_and_answers_both_times(school, lab):
    pile = await after_class(school, lab, "bo", "Mayita")
    first = await school.press("This is Maya Okafor", by="ana", on=pile)
    pressed = Pressed(payload=press_payload(pile.card, school.button(pile, "This is Maya Okafor").command))
    second = await school.dispatch.handle(school.request("ana", pressed))
    assert second is not None
    assert text(second) == text(first)


async def test_a_guest_is_no_student(school, lab):
    pile = await after_class(school, lab, "bo", "Somebody's Aunt")
    done = await school.press("Not a student", by="ana", on=pile)

    assert "isn't a student" in text(done)
    assert "Set aside: note-takers and guests: 1" in text(await school.say("ana", "attendance"))


async def test_two_people_on_one_device_were_both_there(school, lab):
    pile = await after_class(school, lab, "Bo and Maya")
    form = await school.press("Somebody else", by="ana", on=pile)
    await school.submit(form, {"who": "bo@uni.example", "second": "Maya Okafor"}, by="ana")

    assert await lab.statuses() == {"bo": "present", "maya": "present"}
    async with school.store.reading() as unit:
        assert await unit.rulings.course_aliases(school.math.id) == {}


async def test_somebody_who_is_not_in_the_course_is_not_added_by_the_way(school, lab):
    pile = await after_class(school, lab, "bo", "Stranger")
    form = await school.press("Somebody else", by="ana", on=pile)
    again = await school.submit(form, {"who": "nora@uni.example"}, by="ana")

    assert "I can't find nora@uni.example in this course" in text(again)
    assert "nora@uni.example" not in text(await school.say("ana", "course people MATH201"))


async def test_a_name_that_another_student_bears_is_never_remembered_for_somebody_else(school, lab):
    pile = await after_class(school, lab, "Bo Chen 2nd phone", "bo")
    form = await school.press("Somebody else", by="ana", on=pile)
    await school.submit(form, {"who": "maya@uni.example"}, by="ana")
    async with school.store.reading() as unit:
        aliases = await unit.rulings.course_aliases(school.math.id)

    assert "bo chen" not in aliases


async def test_a_student_decides_nothing(school, lab):
    pile = await after_class(school, lab, "bo", "Mayita")
    refused = await school.press("This is Maya Okafor", by="maya", on=pile)

    assert "for its assistant and above" in text(refused)
    assert (await lab.statuses())["maya"] == "absent"
