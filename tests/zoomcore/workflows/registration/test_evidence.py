"""From a registration to a grade: who comes by a link we made for a person is that person."""

from datetime import timedelta
from decimal import Decimal

from tests.school import a_school
from tests.zoomcore.workflows.registration.classes import ONCE
from zoomcore.domain.attendance.evidence import Evidence, Pile
from zoomcore.domain.attendance.rules import AttendanceRule, AttendanceStatus, GradeMethod
from zoomcore.domain.people import Role
from zoomcore.services.attendance.computing import picture_of


async def held(school, *joins, before=None):
    """The exam, with these people in it for all its time; its picture."""
    await school.say("ana", f"{ONCE} no waiting room")
    (booked,) = school.at_zoom()
    if before is not None:
        await before(booked)
    school.sandbox.set_time(booked.start)
    school.sandbox.start(booked.id)
    for who in joins:
        school.sandbox.join(booked.id, **who)
    await school.hear_zoom()
    school.sandbox.advance(timedelta(minutes=50))
    school.sandbox.end(booked.id)
    await school.hear_zoom()
    for _ in range(4):
        await school.later(minutes=40)
    async with school.store.reading() as unit:
        (sheet,) = await unit.sheets.of_course(school.math.id)
        return await picture_of(unit, sheet.occurrence, school.now)


def matched(school, findings, who):
    return [one.evidence for one in findings.pile(Pile.MATCHED) if school.ids[who] in one.people]


async def test_from_a_registration_to_a_grade(school_url):
    """The name shown says nothing: the link does."""
    async with a_school(url=school_url) as school:
        async with school.store.unit() as unit:
            rule = AttendanceRule(method=GradeMethod.ENTRY, points=Decimal(10))
            await unit.sheets.set_rule(school.math.id, rule, by=school.ids["ana"])
        findings = await held(school, {"registrant": "bo@uni.example", "name": "b's old phone"})

        assert matched(school, findings, "bo") == [Evidence.REGISTRANT]
        result = findings.attendance[school.ids["bo"]]
        assert (result.status, result.points) == (AttendanceStatus.PRESENT, Decimal(10))
        assert findings.attendance[school.ids["maya"]].status is AttendanceStatus.ABSENT


async def test_a_link_that_shows_another_persons_name_stays_with_a_person(school):
    findings = await held(school, {"registrant": "bo@uni.example", "name": "Maya Okafor"})
    assert matched(school, findings, "bo") == matched(school, findings, "maya") == []
    assert len(findings.pile(Pile.REVIEW)) == 1


async def test_two_people_at_once_on_one_link_stay_with_a_person(school):
    there = {"registrant": "bo@uni.example"}
    both = ({**there, "name": "Bo Chen", "device": "iOS"}, {**there, "name": "Maya Okafor", "device": "Mac"})
    findings = await held(school, *both)
    assert matched(school, findings, "maya") == []
    assert findings.pile(Pile.REVIEW)


async def test_who_signed_up_at_zoom_with_somebodys_e_mail_is_not_taken_for_our_own(school):
    """We made no link for Li: what settles is the e-mail, and it is said as such."""

    async def on_the_page(booked):
        async with school.store.unit() as unit:
            await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
        school.sandbox.register(booked.id, email="li@uni.example", first_name="Li", last_name="Wei")

    findings = await held(school, {"registrant": "li@uni.example"}, before=on_the_page)

    assert matched(school, findings, "li") == [Evidence.EMAIL]


async def test_registrants_that_nobody_told_of_are_read_before_the_report(school):
    async def on_the_page(booked):
        school.sandbox.register(booked.id, email="eve@else.example", first_name="Eve", last_name="Green")
        school.heard = len(school.sandbox.account.events)

    await held(school, {"registrant": "eve@else.example"}, before=on_the_page)

    (booked,) = school.at_zoom()
    async with school.store.reading() as unit:
        meeting = await unit.meetings.find_by_number(booked.id)
        eve = await unit.registrants.find(meeting.id, email="eve@else.example")
    assert not eve.ours
    assert eve.zoom_id


async def test_without_the_right_to_list_registrants_the_report_is_read_all_the_same(school):
    async def lose_the_scope(booked):
        held_scopes = school.sandbox.account.scopes
        school.sandbox.account.scopes = held_scopes - {"meeting:read:list_registrants:admin"}
        school.sandbox.account.tokens.clear()

    findings = await held(school, {"registrant": "bo@uni.example", "name": "somebody"}, before=lose_the_scope)

    assert matched(school, findings, "bo") == [Evidence.REGISTRANT]
