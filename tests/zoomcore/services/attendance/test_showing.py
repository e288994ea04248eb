"""`attendance`, while a class runs and afterwards, for staff and for students."""

from tests.school import text


def labels(school, reply):
    return [one.label for one in school.actions(reply)]


async def test_while_it_runs_it_says_who_is_here_and_who_is_not_yet(school, lab):
    await school.later(hours=1)
    lab.open()
    lab.come("bo")
    await school.hear_zoom()
    await school.later(minutes=5)

    said = text(await school.say("ana", "attendance"))
    assert "1 of 2 is here now" in said
    assert said.index("Maya Okafor; Now: not here yet") < said.index("Bo Chen; Now: here")


async def test_afterwards_it_counts_names_the_piles_and_tells_how_sure_it_is(school, lab):
    await lab.held("bo", "Mayita", "Otter.ai")
    await school.later(minutes=31)
    card = await school.say("ana", "attendance")
    said = text(card)

    assert "1 of 2 were there; on average 60 of 60 min. 1 name to review." in said
    assert "Provisional" in said
    assert "Set aside: note-takers and guests: 1" in said
    assert "Absent: 1" in said
    assert "earns no points" in said
    assert {"Fix matches", "Read Zoom again", "Export", "Choose what counts"} <= set(labels(school, card))

    await school.later(minutes=31)
    assert "Final" in text(await school.say("ana", "attendance"))


async def test_a_student_sees_their_own_row_and_nobody_elses(school, lab):
    await lab.held("bo", "maya")
    await school.later(minutes=31)
    said = text(await school.say("bo", "attendance"))

    assert "You were: present" in said
    assert "Maya" not in said


async def test_somebody_outside_the_course_sees_nobody(school, lab):
    await lab.held("bo", "maya")
    await school.later(minutes=31)
    for who in ("gus", "olga", "li"):
        said = text(await school.say(who, "attendance"))
        assert "Maya" not in said
        assert "Bo Chen" not in said


async def test_the_answer_is_private_whoever_asks_and_wherever(school, lab):
    await lab.held("bo")
    await school.later(minutes=31)
    for line in ("attendance", "attendance term", "attendance me", "grades", "attendance student bo@uni.example"):
        await school.say("ana", line)
    assert [one for one in school.posts() if "Attendance" in text(one.reply) or "Bo Chen" in text(one.reply)] == []


async def test_a_day_without_a_class_is_said_so_and_one_with_two_is_asked_about(school, lab):
    assert "There was no class here on Thu 12 Nov" in text(await school.say("ana", "attendance nov 12"))
    await school.say("ana", 'new "Evening lab" today 1pm for 60m')
    await school.later(hours=5)

    asked = await school.say("ana", "attendance today")
    assert "several classes" in text(asked)
    assert labels(school, asked) == ["Lab 11:00", "Evening lab 13:00"]
    assert "Evening lab" in text(await school.press("Evening lab", by="ana"))


async def test_before_any_class_there_is_a_way_on(school):
    card = await school.say("ana", "attendance")
    assert "No class was held here yet" in text(card)
    assert school.actions(card)


async def test_in_a_direct_chat_an_instructor_of_two_courses_is_asked_which(school, lab):
    await lab.held("bo")
    await school.say("ada", 'course add PHYS1 "Physics"')
    await school.say("ada", "course people PHYS1 add ana@uni.example as instructor")
    asked = await school.say("ana", "attendance", where="")

    assert set(labels(school, asked)) == {"MATH201", "PHYS1"}
    assert "Lab" in text(await school.press("MATH201", by="ana", where=""))


async def test_five_hundred_students_are_shown_by_pages(school, lab):
    lines = "name,email\n" + "\n".join(f"Student {n:03},s{n:03}@uni.example" for n in range(500))
    await school.say("ana", f"course people MATH201 import\n{lines}")
    await school.press("Add 500", by="ana")
    await lab.held("bo")
    await school.later(minutes=31)
    first = await school.say("ana", "attendance")
    second = await school.press("More students", by="ana")

    assert "Bo Chen" in text(first)
    assert text(second).count("Student: Student") == 10


async def test_reading_zoom_again_takes_in_who_came_late_to_the_report(school, lab):
    school.sandbox.account.settings.late_rows = 1
    school.sandbox.account.settings.late_rows_minutes = 90
    await lab.held("bo", "maya", heard=False)
    await school.later(minutes=31)
    await school.say("ana", "attendance")
    await school.later(hours=3)
    await school.press("Read Zoom again", by="ana", on=await school.say("ana", "attendance"))

    assert await lab.statuses() == {"bo": "present", "maya": "present"}


async def test_the_term_counts_by_the_names_of_the_statuses_and_leads_to_the_names_to_review(school, lab):
    await lab.held("bo", "Mayita")
    await school.later(minutes=31)
    card = await school.say("ana", "attendance term")

    assert "Bo Chen; Present: 1; Late: 0; Partial: 0; Excused: 0; Absent: 0" in text(card)
    assert "Names to review" in text(card)
    pile = await school.press("Fix matches", by="ana", on=card)
    assert "Names to review: Lab, Mon 23 Nov" in text(pile)
    await school.press("This is Maya Okafor", by="ana", on=pile)
    assert "to review" not in text(await school.say("ana", "attendance term"))


async def test_a_student_reads_how_often_they_were_what(school, lab):
    await lab.held("bo")
    await school.later(minutes=31)
    assert "1 class: 1 present" in text(await school.say("bo", "attendance me"))
    assert "1 class: 1 absent" in text(await school.say("maya", "attendance me"))


async def test_a_class_that_counts_for_nobody_asks_nobody_to_review_its_names(school, lab):
    await lab.held("bo", "Mayita")
    await school.later(minutes=31)
    await school.say("ana", "attendance void because outage")
    card = await school.say("ana", "attendance")
    assert "counts for nobody" in text(card)
    assert "to review" not in text(card)
    assert "Fix matches" not in labels(school, card)
