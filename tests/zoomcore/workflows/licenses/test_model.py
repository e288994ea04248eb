"""Many requests at once, interleaved call by call with everything that others do meanwhile.

A state machine asks, approves, and leads the jobs of several requests in turn, each from one call to Zoom, or one unit
of work, to the next; it kills them there, starts and ends classes that we booked and such that nobody did, moves
licenses behind our back, lets seats be bought and Zoom fail, and undoes. Whoever goes on next is hypothesis's choice.
After each move: no more seats are used than were bought, and nobody lost theirs in class by our hand.

Zoom itself gives nobody a license beyond what was bought. So half of the stories are told of an account with seats to
spare, in which an admin's limit counts: there nothing but our own arithmetic keeps it.
"""

import asyncio
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.school import School, a_school
from tests.zoomcore.workflows.licenses.interleaving import Ears, Walker, gated
from tests.zoomcore.workflows.licenses.lending import BO, INES, KIM, OSCAR
from zoomcore.domain.licenses.pool import LicenseRules
from zoomcore.domain.licenses.requests import (
    MOVING,
    LicenseRequest,
    Origin,
    RequestEvent,
    RequestState,
    expires,
)
from zoomcore.domain.work import AskForLicense, MoveLicense
from zoomcore.sandbox import Plan
from zoomcore.sandbox.booking import Kind, MeetingType
from zoomcore.sandbox.scheduling import create
from zoomcore.services.licenses.deciding import begin_reversal
from zoomcore.services.licenses.rules import keep_rules
from zoomcore.workflows.licenses.asking import ask_for_license
from zoomcore.workflows.licenses.moving import move_license

SEATS, MANY = 8, 100
WANTING = (KIM, BO, "maya@uni.example", "raj@uni.example", "zoe@uni.example")
HOSTS = (OSCAR, INES, "idle.tom@uni.example", KIM, BO)
#: So many calls are made before the first half.
CHECKS = 6
TOLD = {"meeting.started", "meeting.ended"}
which = st.integers(0, 9)
_FAULTS = ({"status": 500}, {"status": 500, "after_effect": True}, {"drop": True})
_MOVED = (OSCAR, "nina@uni.example", "omar@uni.example", "lena@uni.example")
_KINDS = (MeetingType.INSTANT, MeetingType.SCHEDULED)
MOVES = (
    *("go on",) * 12,
    *("ask", "ask", "approve", "approve", "approve", "take back", "kill"),
    *("class of a donor", "class of a donor", "class", "end", "end"),
    *("fault", "portal", "sign-in", "seat", "time"),
)


class Lending(RuleBasedStateMachine):
    """One school, and everybody in it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.school: School | None = None
        self.walkers: dict[int, Walker] = {}

    def run(self, story):
        return self.loop.run_until_complete(story)

    @initialize(spare=st.booleans(), free=st.sampled_from((0, 0, 0, 1)))
    def open(self, spare, free) -> None:
        self.context = a_school()
        self.school = self.run(self.context.__aenter__())
        self.account = self.school.sandbox.account
        self.tools = gated(self.school.tools)
        self.ears = Ears(self.school)
        self.limit = SEATS + free if spare else None
        self.account.settings.licensed_seats = MANY if spare else SEATS + free
        self.run(self._open_house())
        # Some that are under way from the beginning.
        for who in WANTING[:3]:
            self.ask(who, decided=True)

    def teardown(self) -> None:
        if self.school is not None:
            self.run(self._settle_all())
            self.check_the_end()
            self.run(self.tools.store.close())
            self.run(self.context.__aexit__(None, None, None))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    @property
    def bought(self) -> int:
        return self.account.settings.licensed_seats if self.limit is None else self.limit

    @rule(turns=st.lists(st.tuples(st.sampled_from(MOVES), which, st.integers(1, 9)), min_size=8, max_size=16))
    def everybody_moves_in_turn(self, turns) -> None:
        """One rule for all, or hypothesis would leave whole kinds of moves out of a story."""
        for move, number, gates in turns:
            match move:
                case "go on":
                    self.one_goes_on(number, gates)
                case "ask":
                    self.ask(WANTING[number % len(WANTING)], decided=number > 2)
                case _:
                    self.something_else(move, number)
            self.no_more_seats_are_used_than_were_bought()

    def something_else(self, move, number) -> None:  # noqa: C901 - a table
        match move:
            case "approve":
                self.approve(number)
            case "take back":
                self.take_back(number)
            case "kill":
                self.one_is_killed(number)
            case "class of a donor":
                self.a_donor_under_way_starts_a_class(number)
            case "class":
                self.start_a_class(HOSTS[number % len(HOSTS)], _KINDS[number % 2])
            case "end":
                self.end_a_class(number)
            case "fault":
                self.zoom_fails_once(_FAULTS[number % len(_FAULTS)])
            case "portal":
                self.somebody_moves_a_license_in_the_portal(_MOVED[number % len(_MOVED)])
            case "sign-in":
                self.single_sign_on_maps_a_license((OSCAR, KIM)[number % 2], number % 3 != 0)
            case "seat" if number == 0:
                self.a_seat_is_bought()
            case _:
                self.school.sandbox.advance(timedelta(minutes=number))

    # What we do.

    def ask(self, who, *, decided) -> None:
        """With a donor found, and perhaps approved at once; what was found before may be outdated by now."""
        number = self.run(self._ask(who))
        if number is not None and decided:
            self.lead(number, most=200)
            self.approve(0)

    def approve(self, number) -> None:
        """Whoever is on the card may be chosen."""
        offered = [one for one in self.requests() if one.state is RequestState.REQUESTED and one.offer is not None]
        if offered:
            self.run(self._approve(offered[number % len(offered)], number))

    def one_goes_on(self, number, gates) -> None:
        waiting = self.under_way()
        if waiting:
            self.lead(waiting[number % len(waiting)], most=gates)

    def one_is_killed(self, number) -> None:
        if self.walkers:
            key = sorted(self.walkers)[number % len(self.walkers)]
            self.run(self.walkers.pop(key).kill())

    def take_back(self, number) -> None:
        done = [one for one in self.requests() if one.state is RequestState.DONE and one.reverses is None]
        if done:
            self.run(self._take_back(done[number % len(done)]))

    def lead(self, number, *, most) -> None:
        """The job of one request, so many gates on; another may stand in the middle of its own."""
        if number not in self.walkers:
            self.walkers[number] = self.run(self._walker(number))
        for _gate in range(most):
            teaching = self.teaching()
            goes_on = self.run(self.walkers[number].step())
            robbed = [user for user in teaching if self.account.users[user].plan is not Plan.LICENSED]
            assert robbed == [], f"{robbed} lost a license in class"
            self.no_more_seats_are_used_than_were_bought()
            if not goes_on:
                del self.walkers[number]
                return

    # What others do.

    def a_donor_under_way_starts_a_class(self, number) -> None:
        """Now, or at the worst of all moments: everything has been read, and the call is about to be written down."""
        taken = [one for one in self.requests() if one.state is RequestState.APPROVED and one.donor]
        begun = [one for one in taken if one.id in self.walkers]
        if begun:
            furthest = max(begun, key=lambda one: self.walkers[one.id].calls)
            while number % 3 and furthest.id in self.walkers and self.walkers[furthest.id].calls < CHECKS:
                self.lead(furthest.id, most=1)
            if number % 3 and furthest.id in self.walkers:
                self.lead(furthest.id, most=1)
            self.start_a_class(self.account.users[furthest.donor].email, _KINDS[number % 2])

    def zoom_fails_once(self, fault) -> None:
        if not self.school.sandbox.faults.waiting:
            self.school.trouble(method="PATCH", path="/users/*", **fault)

    def start_a_class(self, email, kind) -> None:
        """Not in the instant in which our call is on its way to Zoom: nobody could see that one."""
        user = self.account.user(email)
        asked_for = {walker.takes_from for walker in self.walkers.values()}
        if user.id in asked_for or user.id in self.hosting():
            return
        meeting = create(self.account, user, Kind.MEETING, {"type": kind})
        self.school.sandbox.start(meeting.id)
        self.run(self.ears.hear(TOLD))

    def end_a_class(self, number) -> None:
        live = [one.id for one in self.account.meetings.values() if one.live]
        if live:
            self.school.sandbox.end(live[number % len(live)])
            self.run(self.ears.hear(TOLD))

    def somebody_moves_a_license_in_the_portal(self, email) -> None:
        """Zoom itself never gives more than there are; nobody outside keeps an admin's limit."""
        free = self.account.licensed() < self.bought
        if self.limit is None and self.account.user(email).plan is (Plan.BASIC if free else Plan.LICENSED):
            self.school.sandbox.set_plan(email, Plan.LICENSED if free else Plan.BASIC)

    def single_sign_on_maps_a_license(self, email, licensed) -> None:
        """A seat flips back, or away; we hear of it."""
        if self.limit is None or not licensed:
            self.account.settings.sso_plans[email] = 2 if licensed else 1
            self.school.sandbox.sign_in(email)
            self.run(self.ears.hear({*TOLD, "user.updated", "user.signed_in"}))

    def a_seat_is_bought(self) -> None:
        if self.limit is None:
            self.account.settings.licensed_seats += 1
        else:
            self.limit += 1
            self.run(self._set_limit())

    # What always holds.

    @invariant()
    def no_more_seats_are_used_than_were_bought(self) -> None:
        if self.school is not None:
            assert self.account.licensed() <= self.bought

    @invariant()
    def nobody_is_in_two_requests_that_move(self) -> None:
        if self.school is None:
            return
        moving = [one for one in self.requests() if one.state in MOVING - {RequestState.APPROVED}]
        people = [user for one in moving for user in (one.donor, one.recipient) if user]
        assert len(people) == len(set(people))

    # How.

    def requests(self) -> tuple[LicenseRequest, ...]:
        return self.run(self._all())

    async def _all(self) -> tuple[LicenseRequest, ...]:
        async with self.school.store.reading() as unit:
            return await unit.licenses.history(limit=200)

    def under_way(self) -> list[int]:
        """Those with something for a job to do, begun or not."""
        wanting = {one.id for one in self.requests() if one.state in MOVING or _unasked(one)}
        return sorted(wanting | set(self.walkers))

    async def _walker(self, number: int) -> Walker:
        async with self.school.store.reading() as unit:
            one = await unit.licenses.get(number)
        if one.state is RequestState.REQUESTED:
            return Walker(ask_for_license(AskForLicense(request=one.id, version=one.version), self.tools))
        return Walker(move_license(MoveLicense(request=one.id, version=one.version), self.tools))

    async def _ask(self, email: str) -> int | None:
        async with self.school.store.unit() as unit:
            person = await unit.people.find_by_email(email)
            if await unit.licenses.open_for(person.id) is not None:
                return None
            made = await unit.licenses.add(
                origin=Origin.ASKED,
                recipient=email,
                recipient_name=person.name,
                person=person.id,
                expires_at=expires(self.school.now, None),
            )
            return made.id

    async def _approve(self, request: LicenseRequest, number: int) -> None:
        donors = request.offer.donors
        chosen = donors[number % len(donors)] if donors else None
        async with self.school.store.unit() as unit:
            await unit.licenses.decide(
                request,
                RequestEvent.APPROVED,
                donor=chosen.id if chosen else "",
                donor_name=chosen.name if chosen else "",
            )

    async def _take_back(self, request: LicenseRequest) -> None:
        async with self.school.store.unit() as unit:
            await begin_reversal(unit, request, Origin.UNDO, by=None)

    async def _open_house(self) -> None:
        async with self.school.store.unit() as unit:
            for email in WANTING[3:]:
                await unit.people.add(name=self.account.user(email).display_name, email=email)
        await self._set_limit()

    async def _set_limit(self) -> None:
        async with self.school.store.unit() as unit:
            await keep_rules(unit, LicenseRules(limit=self.limit), by=None)

    def hosting(self) -> set[str]:
        return {one.host_id for one in self.account.meetings.values() if one.live}

    def teaching(self) -> list[str]:
        """Licensed hosts whose class runs."""
        return [user for user in self.hosting() if self.account.users[user].plan is Plan.LICENSED]

    async def _settle_all(self) -> None:
        """Zoom is well, no class runs, and in the end a seat is free: everything under way ends."""
        for walker in self.walkers.values():
            await walker.kill()
        self.school.sandbox.faults.clear()
        for meeting in [one for one in self.account.meetings.values() if one.live]:
            self.school.sandbox.end(meeting.id)
        await self.ears.hear(TOLD)
        for round_ in range(60):
            if round_ == 4:
                self.account.settings.licensed_seats += 3
            moving = [one for one in await self._all() if one.state in MOVING]
            for one in moving:
                walker = await self._walker(one.id)
                while await walker.step():
                    pass
            if not moving:
                return
            self.school.sandbox.advance(timedelta(minutes=6))

    def check_the_end(self) -> None:
        """Nothing is left half done, no seat is lost, and nothing is held."""
        states = {one.state for one in self.requests()}
        assert not states & (MOVING | {RequestState.REVERSING, RequestState.STRANDED}), states
        self.no_more_seats_are_used_than_were_bought()
        assert self.run(self._holds()) == 0

    async def _holds(self) -> int:
        counts = await self.school.rows()
        return counts["license_hold"]


def _unasked(request: LicenseRequest) -> bool:
    return request.state is RequestState.REQUESTED and request.offer is None


Lending.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=8,
    deadline=None,
    # A story that fails is read as it came: making it shorter takes longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLending = Lending.TestCase
