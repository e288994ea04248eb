"""An assistant with a section sees its students and no others: in chat, on the page, in every picture."""

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import (
    ExportAttendance,
    ExportFormat,
    ExportGrades,
    OpenPresencePicture,
    OpenReportPage,
    OpenTermPicture,
    ShowGrades,
    ShowStudentAttendance,
    ShowTermAttendance,
    ShowWhy,
)
from zoomcore.commands.wishes.rulings import (
    ClaimName,
    ConfirmClaims,
    ConfirmParticipant,
    MarkAttendance,
    ReleaseGrades,
    SendOwnAttendance,
    ShowReview,
)
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import ClaimState
from zoomcore.domain.people import Role


async def seat(school, user, role, section):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids[user], role, section)


async def sections(school, *, assistants="A"):
    """Bo sits in section A, Maya in B, and Li assists."""
    await seat(school, "bo", Role.STUDENT, "A")
    await seat(school, "maya", Role.STUDENT, "B")
    await seat(school, "li", Role.ASSISTANT, assistants)


async def a_rule(school):
    form = await school.say("ana", "attendance rule")
    await school.submit(form, {"method": "duration"}, by="ana")
    await school.press("Let it count", by="ana")


async def test_every_table_and_page_holds_the_sections_students_alone(school, lab):
    await sections(school, assistants="a")
    await lab.held("bo", "maya")
    await school.later(minutes=62)
    await a_rule(school)
    for wish in (
        ShowTermAttendance(course="MATH201"),
        ShowGrades(course="MATH201"),
        OpenReportPage(occurrence=lab.date),
        OpenReportPage(course="MATH201"),
    ):
        said = text(await school.page("li", wish, vouched=True))
        assert "Bo Chen" in said, wish
        assert "Maya" not in said, wish
        assert "You see the students of your own section, a." in said, wish
    said = text(await school.say("li", "attendance"))
    assert "1 of 1 were there" in said
    assert "Maya" not in said


async def test_while_it_runs_the_sections_students_alone_are_counted(school, lab):
    await sections(school)
    await school.later(hours=1)
    lab.open()
    lab.come("maya")
    await school.hear_zoom()
    said = text(await school.say("li", "attendance"))
    assert "0 of 1 are here now" in said
    assert "Maya" not in said


async def test_one_without_a_section_and_the_instructor_see_everybody(school, lab):
    await sections(school, assistants="")
    await seat(school, "ana", Role.INSTRUCTOR, "A")
    await lab.held("bo", "maya")
    await school.later(minutes=62)
    for who in ("li", "ana"):
        said = text(await school.page(who, OpenReportPage(occurrence=lab.date), vouched=True))
        assert "Bo Chen" in said
        assert "Maya Okafor" in said
        assert "your own section" not in said


async def test_a_student_of_another_section_is_neither_shown_nor_explained(school, lab):
    await sections(school)
    await lab.held("bo", "maya")
    await school.later(minutes=62)
    maya, bo = school.ids["maya"], school.ids["bo"]
    refused = text(await school.wish("li", ShowStudentAttendance(course="MATH201", person=maya)))
    assert "Maya Okafor isn't in your section" in refused
    assert "nothing of that class to explain" in text(
        await school.wish("li", ShowWhy(occurrence=lab.date, person=maya))
    )
    shown = await school.wish("li", ShowStudentAttendance(course="MATH201", person=bo))
    assert "present" in text(shown)
    assert "Excuse" not in [one.label for one in school.actions(shown)]
    assert "Why: Bo Chen" in text(await school.wish("li", ShowWhy(occurrence=lab.date, person=bo)))


async def test_the_pictures_show_the_section(school, lab):
    await sections(school)
    await lab.held("bo")
    await school.later(minutes=62)
    (drawn,) = (await school.page("li", OpenPresencePicture(occurrence=lab.date), vouched=True)).view.body
    assert drawn.chart.ceiling.count == 1
    (drawn,) = (await school.page("li", OpenTermPicture(course="MATH201"), vouched=True)).view.body
    assert sum(drawn.chart.bars[0].counts) == 1


async def test_of_the_names_to_review_only_the_sections_students_are_named_and_confirmed(school, lab):
    await sections(school)
    await lab.held("Mayita", "Bo C.")
    await school.later(minutes=31)
    pile = await school.wish("li", ShowReview(target=Target(occurrence=lab.date)))
    labels = [one.label for one in school.actions(pile)]
    assert "This is Bo Chen" in labels
    assert "This is Maya Okafor" not in labels
    assert "2 names to review" in text(pile)
    key = next(
        one.command.participant
        for one in school.actions(pile)
        if isinstance(getattr(one, "command", None), ConfirmParticipant)
    )
    stolen = ConfirmParticipant(occurrence=lab.date, participant=key, people=(school.ids["maya"],))
    assert "That student isn't in your section" in text(await school.wish("li", stolen))


async def test_what_an_assistant_confirms_hides_nothing_from_the_instructor(school, lab):
    await sections(school)
    await lab.held("Mayita")
    await school.later(minutes=31)
    await school.press("This is Maya Okafor", by="ana", on=await school.say("ana", "attendance review"))
    assert "Mayita is Maya Okafor" in text(await school.say("ana", "attendance review"))
    assert "Maya" not in text(await school.say("li", "attendance review")).replace("Mayita", "")


async def test_of_what_students_said_an_assistant_sees_the_sections_part_against_everybodys(school, lab):
    await sections(school)
    await lab.held("Ghost", "iPad")
    await school.later(minutes=31)
    for who, name in (("bo", "Ghost"), ("maya", "Ghost")):
        await school.wish(who, ClaimName(occurrence=lab.date, name=name), where="")
    said = text(await school.wish("li", ConfirmClaims(occurrence=lab.date)))
    assert "Bo Chen: “I was in as Ghost”" in said
    assert "several students claim it" in said
    assert "Maya" not in said
    (claim,) = [one for one in await claims(school, lab) if one.person == school.ids["maya"]]
    refused = await school.wish("li", ConfirmClaims(occurrence=lab.date, claim=claim.id))
    assert "isn't yours to decide" in text(refused)
    assert {one.state for one in await claims(school, lab)} == {ClaimState.OPEN}


async def claims(school, lab):
    async with school.store.reading() as unit:
        return await unit.rulings.claims(lab.date)


async def test_an_assistant_neither_exports_nor_releases_nor_marks(school, lab):
    await sections(school)
    await lab.held("bo", "maya")
    await school.later(minutes=62)
    target, before = Target(occurrence=lab.date), await school.rows()
    for wish in (
        *(ExportAttendance(target=target, format=one) for one in ExportFormat),
        *(ExportGrades(course="MATH201", format=one) for one in ExportFormat),
        ReleaseGrades(occurrence=lab.date, confirmed=True),
        ReleaseGrades(course="MATH201", confirmed=True),
        SendOwnAttendance(occurrence=lab.date, confirmed=True),
        MarkAttendance(target=target, person=school.ids["bo"], status=AttendanceStatus.ABSENT, reason="x"),
    ):
        assert "that is for its instructor and above" in text(await school.wish("li", wish)), wish
    kept = {name: many for name, many in (await school.rows()).items() if name != "post"}
    assert kept == {name: many for name, many in before.items() if name != "post"}
