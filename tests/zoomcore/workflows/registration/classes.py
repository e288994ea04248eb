"""Classes that people sign up for, and a roster as long as a story wants it."""

from datetime import timedelta

from tests.school import School, text
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import Role
from zoomcore.domain.registration import Registrant, RegistrantState
from zoomcore.domain.registration_work import SweepRegistrations
from zoomcore.domain.roster import RosterLine
from zoomcore.workflows.registration.sweeping import sweep_registrations

ONCE = 'new "Exam" today 3pm for 50m with registration'
WEEKLY = 'new "Algebra" every monday 3pm for 50m x5 with registration'
BY_HAND = 'new "Exam" today 3pm for 50m manual registration'


async def add_students(school: School, many: int, *, section: str = "") -> None:
    lines = [
        RosterLine(number=n, name=f"Stu Dent{n}", email=f"s{n}@uni.example", role=Role.STUDENT, section=section)
        for n in range(1, many + 1)
    ]
    async with school.store.unit() as unit:
        await unit.courses.enroll_many(school.math.id, lines)


async def the_class(school: School) -> Meeting:
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    assert dated is not None
    return dated.meeting


async def registrants(school: School) -> dict[str, Registrant]:
    meeting = await the_class(school)
    async with school.store.reading() as unit:
        return {one.email: one for one in await unit.registrants.of_meeting(meeting.id)}


async def states(school: School) -> dict[str, str]:
    return {email.partition("@")[0]: one.state.value for email, one in (await registrants(school)).items()}


def adds(school: School) -> int:
    """Calls that sign somebody up."""
    return sum(
        one.method == "POST" and one.path.endswith(("/registrants", "/batch_registrants"))
        for one in school.sandbox.requests
    )


def lists(school: School) -> int:
    return sum(one.method == "GET" and one.path.endswith("/registrants") for one in school.sandbox.requests)


def told(school: School, who: str) -> str:
    return "\n".join(text(one.reply) for one in school.to(who))


APPROVED = RegistrantState.APPROVED.value


async def sweep(school: School) -> None:
    school.sandbox.advance(timedelta(minutes=2))
    await sweep_registrations(SweepRegistrations(), school.tools)
    await school.settle()


async def deny_on_zooms_page(school: School, email: str) -> None:
    """Somebody asks there to join the exam, and Ana says no."""
    await school.say("ana", BY_HAND)
    (booked,) = school.at_zoom()
    await school.hear_zoom()
    school.sandbox.advance(timedelta(seconds=5))
    school.sandbox.register(booked.id, email=email, first_name="Jo", status="pending")
    await school.hear_zoom()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    await school.press("Deny", by="ana", on=question.reply, where="")
    assert (await registrants(school))[email].state is RegistrantState.DENIED
