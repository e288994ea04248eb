"""What people said about who was there; the last word stands, and a decision is made once."""

from decimal import Decimal

from tests.builders import START
from tests.zoomcore.storage.seeds import a_class, a_course
from tests.zoomcore.storage.test_sheets import Class
from zoomcore.domain.attendance.evidence import Decision, Ruling
from zoomcore.domain.attendance.rules import Accommodation, AttendanceStatus, Excuse, Mark
from zoomcore.domain.attendance.sheets import ClaimState, QueryState
from zoomcore.storage.store import Store, Unit


async def a_situation(unit: Unit) -> Class:
    course = await a_course(unit)
    meeting = await a_class(unit, course, START)
    date = (await unit.meetings.occurrences(meeting.id))[0].id
    bo, li = await unit.people.add("Bo Chen"), await unit.people.add("Li Wei")
    return Class(course, meeting.id, date, bo.id, li.id)


async def test_the_last_decision_about_a_participant_stands_until_it_is_taken_back(store: Store):
    both = Decision(ruling=Ruling.SHARED, people=(1, 2))
    async with store.unit() as unit:
        here = await a_situation(unit)
        await unit.rulings.decide(here.date, "n:chen", Decision(ruling=Ruling.PERSON, people=(1,)), here.li)
        await unit.rulings.decide(here.date, "n:chen", both, here.li)
        assert await unit.rulings.decisions(here.date) == {"n:chen": both}

        assert await unit.rulings.undecide(here.date, "n:chen")
        assert not await unit.rulings.undecide(here.date, "n:chen")
        assert await unit.rulings.decisions(here.date) == {}


async def test_a_confirmed_name_is_one_persons_in_its_course_and_known_of_them_elsewhere(store: Store):
    async with store.unit() as unit:
        here = await a_situation(unit)
        other = await a_course(unit, "PHYS1")
        for course, person in ((here.course, here.bo), (here.course, here.li), (other, here.bo)):
            await unit.rulings.remember_alias(course, person, name_key="bobo", name="Bobo", by=here.li)

        assert await unit.rulings.course_aliases(here.course) == {"bobo": here.li}
        assert await unit.rulings.aliases([here.bo, here.li]) == {"bobo": frozenset({here.bo, here.li})}
        assert await unit.rulings.aliases([here.bo]) == {"bobo": frozenset({here.bo})}
        assert await unit.rulings.forget_alias(here.course, "bobo")
        assert await unit.rulings.course_aliases(here.course) == {}


async def test_a_claim_can_be_changed_until_it_is_decided_and_is_decided_once(store: Store):
    async with store.unit() as unit:
        here = await a_situation(unit)
        await unit.rulings.claim(here.date, here.bo, name="iPad", participant="")
        claim = await unit.rulings.claim(here.date, here.bo, name="Bobo", participant="n:bobo")
        assert await unit.rulings.claims(here.date) == (claim,)

        assert await unit.rulings.decide_claim(claim.id, ClaimState.CONFIRMED, here.li)
        assert not await unit.rulings.decide_claim(claim.id, ClaimState.DECLINED, here.li)
        late = await unit.rulings.claim(here.date, here.bo, name="Someone", participant="n:someone")
        assert (late.name, late.state) == ("Bobo", ClaimState.CONFIRMED)

        assert await unit.rulings.reopen_claim(claim.id)
        assert [one.state for one in await unit.rulings.claims(here.date)] == [ClaimState.OPEN]


async def test_a_query_stays_open_until_it_is_answered_once(store: Store):
    async with store.unit() as unit:
        here = await a_situation(unit)
        query = await unit.rulings.ask(here.date, here.bo, "I was there")
        assert await unit.rulings.open_queries([here.date]) == (query,)

        assert await unit.rulings.answer_query(query.id, QueryState.DECLINED, "You left after 5 min", here.li)
        assert not await unit.rulings.answer_query(query.id, QueryState.ACCEPTED, "Oh", here.li)
        assert await unit.rulings.open_queries([here.date]) == ()
        (answered,) = await unit.rulings.queries_of(here.bo, here.date)
        assert (answered.state, answered.answer) == (QueryState.DECLINED, "You left after 5 min")
        assert answered == await unit.rulings.get_query(query.id)


async def test_a_mark_is_exact_and_an_empty_one_takes_it_away(store: Store):
    excused = Mark(person=0, excuse=Excuse.PLANNED, reason="conference")
    async with store.unit() as unit:
        here = await a_situation(unit)
        first = Mark(person=here.bo, status=AttendanceStatus.PRESENT, points=Decimal("9.99"), reason="audio only")
        second = Mark(person=here.bo, excuse=excused.excuse, reason=excused.reason)
        assert await unit.rulings.set_mark(here.date, first, here.li) is None
        assert await unit.rulings.set_mark(here.date, second, here.li) == first
        assert await unit.rulings.marks(here.date) == {here.bo: second}

        assert await unit.rulings.set_mark(here.date, Mark(person=here.bo), here.li) == second
        assert await unit.rulings.marks(here.date) == {}


async def test_an_agreement_that_grants_nothing_takes_it_away(store: Store):
    async with store.unit() as unit:
        here = await a_situation(unit)
        agreed = Accommodation(person=here.bo, share_of_window=Decimal("0.75"), never_late=True)
        await unit.rulings.agree(here.course, agreed, here.li)
        assert await unit.rulings.accommodations(here.course) == {here.bo: agreed}

        await unit.rulings.agree(here.course, Accommodation(person=here.bo), here.li)
        assert await unit.rulings.accommodations(here.course) == {}
