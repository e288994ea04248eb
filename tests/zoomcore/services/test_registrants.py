"""The list of who signed up for a class: what its staff sees of it, and what nobody does."""

import csv
import io
from datetime import timedelta

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.registration.classes import BY_HAND, ONCE, WEEKLY, add_students, registrants, told
from zoomcore.chat import Typed
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink, ShowMeeting
from zoomcore.commands.wishes.registration import ExportRegistrants, ShowRegistrants
from zoomcore.domain.people import Role
from zoomcore.domain.registration import RegistrantState
from zoomcore.views import Audience, Document, Items, Table


async def _knock(school, who="li"):
    """Somebody whom nobody knows waits for a yes to today's class."""
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    await school.page(who, FollowJoinLink(occurrence=dated.occurrence.id))
    await school.settle()


async def test_it_says_who_is_in_who_waits_and_who_was_refused(school):
    async with school.store.unit() as unit:
        odd = await unit.people.add(name="Odd One", email="no-mail@nowhere")
        await unit.courses.enroll(school.math.id, odd.id, Role.STUDENT)
    await school.say("ana", BY_HAND)
    await _knock(school)

    reply = await school.say("ana", "registrants")

    said = text(reply)
    assert "5 are signed up, 1 waits for an answer, 1 was refused by Zoom" in said
    assert said.index("Li Wei") < said.index("Odd One") < said.index("Bo Chen")
    assert reply.audience is Audience.ASKER


async def test_no_link_stands_in_it(school):
    await school.say("ana", ONCE)
    for who in ("ana", "tia"):
        said = str((await school.say(who, "registrants")).view)
        assert "Bo Chen" in said
        assert "tk=" not in said
        assert "https://" not in said
    links = [one.link for one in (await registrants(school)).values()]
    assert not any(link in said for link in links)


async def test_who_waits_can_be_answered_right_there_by_an_instructor_alone(school):
    await school.say("ana", BY_HAND)
    await _knock(school)
    (items,) = [one for one in (await school.say("tia", "registrants")).view.body if isinstance(one, Items)]
    assert items.items[0].actions == ()

    await school.say("kim", "registrants")
    await school.press("Approve", by="kim")

    assert (await registrants(school))["li@uni.example"].state is RegistrantState.APPROVED
    assert "Answered by Kim Novak" in told(school, "ana")


async def test_guests_are_told_from_the_roster_and_stand_with_their_dates(school):
    await school.say("ana", WEEKLY)
    await school.say("ana", "guest jo@else.example on nov 30", where="")
    (table,) = [one for one in (await school.say("ana", "registrants")).view.body if isinstance(one, Table)]
    assert table.columns == ("Name", "E-mail", "State", "Dates")
    said = text(await school.say("ana", "registrants"))
    assert "guest, signed up" in said
    assert "Mon 30 Nov" in said


async def test_a_long_list_comes_page_by_page(school):
    await add_students(school, 20)
    await school.say("ana", ONCE)
    first = await school.say("ana", "registrants")
    assert "25 are signed up" in text(first)
    second = await school.press("More people", by="ana")
    tables = [block for reply in (first, second) for block in reply.view.body if isinstance(block, Table)]
    rows = [{row[1] for row in table.rows} for table in tables]
    assert [len(one) for one in rows] == [15, 10]
    assert not rows[0] & rows[1]
    assert "Nobody is on this page" in text(await school.say("ana", "registrants page 9"))


async def test_an_assistant_with_a_section_sees_its_people(school):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["tia"], Role.ASSISTANT, "A")
        await unit.courses.enroll(school.math.id, school.ids["bo"], Role.STUDENT, "A")
    await school.say("ana", ONCE)
    said = text(await school.say("tia", "registrants"))
    assert "Bo Chen" in said
    assert "Maya" not in said
    assert "your own section, A" in said


async def test_students_are_refused(school):
    await school.say("ana", ONCE)
    assert "that is for its assistant" in text(await school.say("bo", "registrants"))
    assert "that is for its instructor" in text(await school.say("tia", "registrants export"))


async def test_the_next_class_that_people_sign_up_for_is_meant_or_the_one_that_is_named(school):
    await school.say("ana", 'new "Drop in" today 1pm for 30m')
    assert "no class coming up that people sign up for" in text(await school.say("ana", "registrants"))
    await school.say("ana", ONCE)
    assert "Who signed up for Exam" in text(await school.say("ana", "registrants"))
    assert "Who signed up for Exam" in text(await school.say("ana", "registrants MATH201", where=""))
    assert "People don't sign up for Drop in" in text(await school.say("ana", "registrants drop in"))


async def test_the_next_class_with_registration_is_found_behind_however_many_dates_without(school):
    for hour in ("11am", "2pm"):
        await school.say("ana", f'new "Drop in at {hour}" every day {hour} for 30m x40 no registration')
    await school.say("ana", 'new "Exam" 2027-03-01 3pm for 50m with registration')
    assert "Who signed up for Exam" in text(await school.say("ana", "registrants"))


async def test_as_a_file_it_holds_everybody_and_no_link(school):
    await add_students(school, 20)
    await school.say("ana", WEEKLY)
    await school.say("ana", "guest jo@else.example on nov 30", where="")
    document = (await school.say("ana", "registrants export")).view
    assert isinstance(document, Document)
    rows = list(csv.DictReader(io.StringIO(document.content.decode("utf-8-sig"))))
    assert len(rows) == 26
    assert [row["Dates"] for row in rows if row["On the roster"] == "no"] == ["2026-11-30"]
    assert b"tk=" not in document.content
    book = (await school.say("ana", "registrants export xlsx")).view
    assert book.name.endswith(".xlsx")


async def test_nobody_yet_is_said_and_makes_no_file(school):
    await school.say("ana", ONCE)
    async with school.store.unit() as unit:
        await unit.registrants.forget_before(school.now + timedelta(days=30))
    assert "Nobody has signed up yet" in text(await school.say("ana", "registrants"))
    assert "Nobody has signed up yet" in text(await school.say("ana", "registrants export"))


async def test_the_card_of_the_class_tells_staff_how_far_it_is(school):
    await school.say("ana", BY_HAND)
    await _knock(school)
    wish = ShowMeeting(target=Target(meeting=1))
    said = text(await school.wish("ana", wish))
    assert "Signed up: 5 of 5; 1 person waits for an answer" in said
    assert "Signed up" not in text(await school.wish("bo", wish))
    await school.wish("ana", wish)
    assert "Li Wei" in text(await school.press("Who signed up", by="ana"))


async def test_while_people_are_being_signed_up_the_card_tells_how_many_are(school):
    await add_students(school, 4)
    school.trouble(method="POST", path="/meetings/*/registrants", times=99, status=429, body={})
    await school.say("ana", WEEKLY)
    assert "Signed up: 0 of 9" in text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))
    school.sandbox.faults.clear()
    for _ in range(3):
        await school.later(minutes=1)
    assert "Signed up: 9 of 9" in text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))


@pytest.mark.parametrize("line", ["registrants", "registrants exam", "registrants MATH201"])
async def test_looking_costs_at_most_three_statements(school, line):
    await school.say("ana", ONCE)
    with school.store.count_statements() as seen:
        await school.dispatch.handle(school.request("ana", Typed(text=line)))
    assert seen.count <= 3, seen.statements


@pytest.mark.postgres
async def test_the_same_on_postgresql(postgres_url):
    async with a_school(url=postgres_url) as school:
        await school.say("ana", WEEKLY)
        await school.say("ana", "guest jo@else.example on nov 30", where="")
        assert "6 are signed up" in text(await school.wish("ana", ShowRegistrants()))
        assert isinstance((await school.wish("ana", ExportRegistrants())).view, Document)
        assert "Signed up: 5 of 5" in text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))
