from datetime import date

from tests.school import MATH, text
from zoomcore.commands.wishes.courses import ImportRoster
from zoomcore.domain.people import Enrollment, Role
from zoomcore.errors import ChatRefused
from zoomcore.views import Form, Tone

LIST = "Bo Chen, bo@uni.example\nX, not-an-email\nSam Lee,sam.lee@uni.example,77,B,student\nAna,ana@uni.example"


async def role(school, email, code="MATH201"):
    async with school.store.reading() as unit:
        course, person = await unit.courses.find(code), await unit.people.find_by_email(email)
        return await unit.courses.role_of(course.id, person.id) if person else None


async def test_the_roster_shows_staff_first_with_counts(school):
    shown = text(await school.say("tia", "course people"))
    assert "2 instructor" in shown
    assert shown.index("Ana Ruiz") < shown.index("Tia Assist") < shown.index("Bo Chen")


async def test_a_long_roster_comes_in_pages(school):
    await school.say("ana", "course people MATH201 import " + "\n".join(f"P{n:02},p{n}@uni.example" for n in range(20)))
    await school.press("Add 20 people", by="ana")
    first = await school.say("ana", "course people")
    assert "P19" not in text(first)
    assert "P19" in text(await school.press("More people", by="ana"))


async def test_an_assistant_with_a_section_sees_its_people_and_the_staff_and_nobody_of_another(school):
    await school.say(
        "ana", "course people MATH201 import " + "\n".join(f"P{n:02},p{n}@uni.example,,B" for n in range(20))
    )
    await school.press("Add 20 people", by="ana")
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["bo"], Role.STUDENT, "A")
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.ASSISTANT, "a")

    shown = await school.say("li", "course people MATH201")

    assert "Bo Chen" in text(shown)
    assert "Ana Ruiz" in text(shown)
    assert ", 1 student" in text(shown)
    assert "You see the students of your own section, a." in text(shown)
    assert "p1@uni.example" not in text(shown)
    assert "More people" not in [one.label for one in school.actions(shown)]
    assert "22 student" in text(await school.say("tia", "course people MATH201")), "who has no section sees them all"


async def test_an_empty_roster_offers_its_two_ways_to_fill_it(school):
    await school.say("ada", 'course add PHYS "Physics"')
    empty = await school.say("ada", "course people PHYS")
    assert "Nobody is in PHYS yet." in text(empty)
    assert [one.label for one in school.actions(empty)] == ["Add from a list", "Add from this channel"]


async def test_somebody_added_by_e_mail_is_known_when_they_first_write(school):
    added = await school.say("ana", "course people add nora@uni.example")
    assert added.view.title == "nora is in MATH201 as student"
    await school.say("nora", "list")
    assert "Nora Newcomer" in text(await school.say("ana", "course people"))
    assert await role(school, "nora@uni.example") is Role.STUDENT


async def test_adding_is_taken_back_and_a_changed_role_goes_back_to_the_old_one(school):
    await school.say("ana", "course people add nora@uni.example as assistant")
    await school.press("Undo", by="ana")
    assert await role(school, "nora@uni.example") is None

    await school.say("ana", "course people add bo@uni.example as assistant")
    assert await role(school, "bo@uni.example") is Role.ASSISTANT
    await school.press("Undo", by="ana")
    assert await role(school, "bo@uni.example") is Role.STUDENT


async def test_a_mentioned_person_is_added_and_a_stranger_asked_for_by_e_mail(school):
    await school.say("ana", "course people add @li as assistant")
    assert await role(school, "li@uni.example") is Role.ASSISTANT
    assert "haven't met that person" in text(await school.say("ana", "course people add @nora"))


async def test_somebody_removed_comes_back_by_undo(school):
    await school.say("ana", "course people remove bo@uni.example")
    assert await role(school, "bo@uni.example") is None
    await school.press("Undo", by="ana")
    assert await role(school, "bo@uni.example") is Role.STUDENT


async def test_by_undo_they_come_back_with_their_section_and_days(school):
    days = {"starts_on": date(2026, 9, 14), "ends_on": date(2026, 12, 18)}
    seat = Enrollment(course_id=school.math.id, person_id=school.ids["bo"], role=Role.ASSISTANT, section="B", **days)
    async with school.store.unit() as unit:
        await unit.courses.place(seat)
    await school.say("ana", "course people remove bo@uni.example")
    await school.press("Undo", by="ana")
    async with school.store.unit() as unit:
        assert await unit.courses.leave(school.math.id, school.ids["bo"]) == seat


async def test_removing_who_is_not_there_is_said(school):
    assert "Li Wei isn't in MATH201" in text(await school.say("ana", "course people remove li@uni.example"))


async def test_removing_a_stranger_makes_nobody(school):
    before = await school.rows()
    assert (await school.say("ana", "course people remove who@uni.example")).view.tone is Tone.BAD
    assert (await school.rows())["person"] == before["person"]


async def test_a_list_is_tried_dry_first_with_its_faults_by_line(school):
    tried = await school.say("ana", f"course people MATH201 import {LIST}")
    said = text(tried)
    assert ("In the list: 3" in said, "New to Lectern: 1" in said, "Known already: 2" in said) == (True, True, True)
    assert "Line 2: “not-an-email” is no e-mail address" in said
    assert await role(school, "sam.lee@uni.example") is None

    done = await school.press("Add 3 people", by="ana")
    assert done.view.title == "MATH201: 3 people added or updated"
    assert await role(school, "sam.lee@uni.example") is Role.STUDENT


async def test_a_line_without_a_role_leaves_staff_what_they_are(school):
    await school.say("ana", f"course people MATH201 import {LIST}")
    await school.press("Add 3 people", by="ana")
    assert await role(school, "ana@uni.example") is Role.INSTRUCTOR


async def test_pressing_add_twice_adds_once(school):
    tried = await school.say("ana", f"course people MATH201 import {LIST}")
    first = await school.press("Add 3 people", on=tried, by="ana")
    second = await school.press("Add 3 people", on=tried, by="ana")
    assert second.view == first.view
    assert (await school.rows())["audit"] == 1


async def test_the_form_takes_a_list_and_keeps_it_beside_what_is_wrong(school):
    form = await school.say("ana", "course people MATH201 import")
    assert isinstance(form.view, Form)
    again = await school.submit(form, {"csv": "nobody here"}, by="ana")
    assert isinstance(again.view, Form)
    assert (again.view.fields[0].value, again.view.errors[0].field) == ("nobody here", "csv")

    tried = await school.submit(again, {"csv": LIST}, by="ana")
    assert "In the list: 3" in text(tried)


async def test_a_bare_list_of_addresses_is_enough(school):
    tried = await school.say("ana", "course people MATH201 import sam.lee@uni.example\nzoe@uni.example")
    assert "In the list: 2" in text(tried)


async def test_many_faults_are_counted_rather_than_listed(school):
    tried = await school.say(
        "ana", "course people MATH201 import a@uni.example\n" + "\n".join("X,no" for _n in range(12))
    )
    assert "In the list: 1" in text(tried)
    assert "and 4 more lines" in text(tried)


async def test_the_kept_list_of_a_dry_run_is_its_authors_alone(school):
    await school.say("ana", f"course people MATH201 import {LIST}")
    command = school.button(school.last, "Add 3").command
    refused = await school.wish("kim", ImportRoster(code="MATH201", draft=command.draft, confirmed=True))
    assert "isn't here any more" in text(refused)


async def test_the_channels_members_are_proposed_and_added_only_when_confirmed(school):
    school.chat.channels[MATH] = ["ana", "bo", "nora", "gus", "bot7"]
    proposed = await school.say("ana", "course people suggest")
    said = text(proposed)
    assert ("In the channel: 4" in said, "without a known e-mail: 1" in said, "New: 1" in said) == (True, True, True)
    assert await role(school, "nora@uni.example") is None

    done = await school.press("Add 1 student", by="ana")
    assert done.view.title == "MATH201: 1 person added"
    assert await role(school, "nora@uni.example") is Role.STUDENT
    assert await role(school, "ana@uni.example") is Role.INSTRUCTOR


async def test_a_channel_lectern_is_not_in_is_said_with_the_way_out(school):
    school.chat.fail_next(ChatRefused("no", reason="not_in_channel"))
    told = await school.say("ana", "course people suggest")
    assert "Add me to the channel" in text(told)


async def test_from_a_private_chat_the_members_of_the_courses_channel_are_read(school):
    assert "People in this channel" in text(await school.say("ana", "course people suggest", where=""))


async def test_a_private_chat_without_a_channel_has_no_members_to_suggest(school):
    await school.say("ana", "course unmap")
    told = await school.say("ana", "course people MATH201 suggest", where="")
    assert "A private chat has no members" in text(told)


async def test_an_assistant_sees_the_roster_and_changes_nothing(school):
    shown = await school.say("tia", "course people")
    assert [one.label for one in school.actions(shown)] == ["Classes of MATH201"]
    assert "instructor and above" in text(await school.say("tia", "course people add nora@uni.example"))


async def test_who_is_neither_an_e_mail_nor_a_mention_is_asked_for(school):
    from zoomcore.commands.wishes.courses import EnrollPerson

    asked = await school.wish("ana", EnrollPerson(code="MATH201", who="Bo"))
    assert "I need an e-mail or a mention" in text(asked)
    refused = await school.wish("ana", EnrollPerson(code="MATH201", who="bo@uni.example", role=Role.ADMIN))
    assert "That role isn't yours to give." in text(refused)
