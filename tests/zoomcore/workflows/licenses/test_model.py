"""Many requests at once, interleaved step by step with everything that others do meanwhile.

A state machine asks, approves, lets one job make one step, kills it, moves licenses behind our back, starts and ends
classes, lets Zoom fail, and undoes. After each move: no more seats are used than were bought, and nobody lost theirs
in class by our hand.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.school import School, a_school
from tests.zoomcore.workflows.licenses.lending import BO, INES, KIM, OSCAR
from zoomcore.domain.licenses.requests import (
    MOVING,
    LicenseRequest,
    Origin,
    RequestEvent,
    RequestState,
    expires,
)
from zoomcore.domain.work import AskForLicense
from zoomcore.errors import ZoomError
from zoomcore.jobs.port import Later
from zoomcore.sandbox import Plan
from zoomcore.services.licenses.deciding import begin_reversal
from zoomcore.workflows.licenses.asking import ask_for_license
from zoomcore.workflows.licenses.moving import advance
from zoomcore.zoom.drafts import MeetingDraft

SEATS = 8
WANTING = (KIM, BO, "maya@uni.example")
HOSTS = (OSCAR, INES, "idle.tom@uni.example", KIM)
which = st.integers(0, 9)
_FAULTS = ({"status": 500}, {"status": 500, "after_effect": True}, {"drop": True})
_MOVED = (OSCAR, BO, "nina@uni.example")
_DECIDABLE = frozenset({RequestState.REQUESTED, RequestState.APPROVED})


class Lending(RuleBasedStateMachine):
    """One school, and everybody in it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.school: School | None = None

    def run(self, story):
        return self.loop.run_until_complete(story)

    @initialize()
    def open(self) -> None:
        self.context = a_school()
        self.school = self.run(self.context.__aenter__())
        self.school.sandbox.account.user(BO).last_login_time = self.school.now
        self.ask(KIM, decided=True)

    def teardown(self) -> None:
        if self.school is not None:
            self.run(self._settle_all())
            self.check_the_end()
            self.run(self.context.__aexit__(None, None, None))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    # What we do.

    @rule(who=st.sampled_from(WANTING), decided=st.sampled_from([True, True, False]))
    def ask(self, who, decided) -> None:
        """With a donor found, and perhaps approved at once; what was found before may be outdated by now."""
        self.run(self._ask(who))
        for one in self.run(self._all()):
            if one.state is RequestState.REQUESTED and one.offer is None:
                self.attempt(ask_for_license(AskForLicense(request=one.id, version=one.version), self.school.tools))
        if decided:
            self.approve(0)

    @rule(number=which)
    def approve(self, number) -> None:
        offered = [
            one for one in self.run(self._all()) if one.state is RequestState.REQUESTED and one.offer is not None
        ]
        if offered:
            self.run(self._approve(offered[number % len(offered)]))

    @rule(number=which, steps=st.integers(1, 4))
    def some_steps(self, number, steps) -> None:
        for _step in range(steps):
            self.one_step(number)

    def one_step(self, number) -> None:
        """One job makes one step; another may be in the middle of its own."""
        moving = [one for one in self.run(self._all()) if one.state in MOVING]
        if moving:
            one = moving[number % len(moving)]
            teaching = self.teaching()
            self.attempt(advance(self.school.tools, one.id, one.version))
            robbed = [user for user in teaching if self.plan(user) is not Plan.LICENSED]
            assert robbed == [], f"{robbed} lost a license in class"

    @rule(number=which)
    def take_back(self, number) -> None:
        done = [one for one in self.run(self._all()) if one.state is RequestState.DONE and one.reverses is None]
        if done:
            self.run(self._take_back(done[number % len(done)]))

    # What others do.

    @rule(number=which)
    def a_donor_on_a_card_starts_a_class(self, number) -> None:
        """Of all moments the worst: between the card, the click and the first half."""
        offered = [one.donor for one in self.run(self._all()) if one.donor and one.state in _DECIDABLE]
        if offered:
            email = self.school.sandbox.account.users[offered[number % len(offered)]].email
            self.start_a_class(email)

    @rule(what=st.sampled_from(["fault", "class", "end", "portal", "seat", "time"]), number=which)
    def something_else(self, what, number) -> None:
        """Everything that others do, seldom enough that lendings still come about."""
        match what:
            case "fault":
                self.zoom_fails_once(_FAULTS[number % len(_FAULTS)])
            case "class":
                self.start_a_class(HOSTS[number % len(HOSTS)])
            case "end":
                self.end_a_class(number)
            case "portal":
                self.somebody_moves_a_license_in_the_portal(_MOVED[number % len(_MOVED)])
            case "seat" if number == 0:
                self.school.sandbox.account.settings.licensed_seats += 1
            case _:
                self.school.sandbox.advance(timedelta(minutes=number))

    def zoom_fails_once(self, fault) -> None:
        if not self.school.sandbox.faults.waiting:
            self.school.trouble(method="PATCH", path="/users/*", **fault)

    def start_a_class(self, who) -> None:
        if who not in self.teaching_by_email():
            self.run(self._start(who))

    def end_a_class(self, number) -> None:
        live = [one.id for one in self.school.sandbox.account.meetings.values() if one.live]
        if live:
            self.school.sandbox.end(live[number % len(live)])
            self.run(self.school.hear_zoom())

    def somebody_moves_a_license_in_the_portal(self, who) -> None:
        """Zoom itself never gives more than there are."""
        account = self.school.sandbox.account
        if self.plan_of(who) is Plan.LICENSED:
            self.school.sandbox.set_plan(who, Plan.BASIC)
        elif account.licensed() < account.settings.licensed_seats:
            self.school.sandbox.set_plan(who, Plan.LICENSED)

    # What always holds.

    @invariant()
    def no_more_seats_are_used_than_were_bought(self) -> None:
        if self.school is not None:
            account = self.school.sandbox.account
            assert account.licensed() <= account.settings.licensed_seats

    @invariant()
    def nobody_is_in_two_requests_that_move(self) -> None:
        if self.school is None:
            return
        moving = [one for one in self.run(self._all()) if one.state in MOVING - {RequestState.APPROVED}]
        people = [user for one in moving for user in (one.donor, one.recipient) if user]
        assert len(people) == len(set(people))

    # How.

    def attempt(self, story) -> None:
        with suppress(Later, ZoomError):
            self.run(story)

    async def _all(self) -> tuple[LicenseRequest, ...]:
        async with self.school.store.reading() as unit:
            return await unit.licenses.history(limit=200)

    async def _ask(self, email: str) -> None:
        account = self.school.sandbox.account.user(email)
        now = self.school.now
        async with self.school.store.unit() as unit:
            person = await unit.people.find_by_email(email)
            if await unit.licenses.open_for(person.id) is None:
                await unit.licenses.add(
                    origin=Origin.ASKED,
                    recipient=email,
                    recipient_name=account.display_name,
                    person=person.id,
                    expires_at=expires(now, None),
                )

    async def _approve(self, request: LicenseRequest) -> None:
        best = request.offer.donors[0] if request.offer.donors else None
        async with self.school.store.unit() as unit:
            await unit.licenses.decide(
                request,
                RequestEvent.APPROVED,
                donor=best.id if best else "",
                donor_name=best.name if best else "",
            )

    async def _take_back(self, request: LicenseRequest) -> None:
        async with self.school.store.unit() as unit:
            await begin_reversal(unit, request, Origin.UNDO, by=None)

    async def _start(self, email: str) -> None:
        draft = MeetingDraft(topic="Physics", start=self.school.now, zone="Europe/Madrid")
        try:
            made = await self.school.zoom.create_meeting(email, draft)
        except ZoomError:
            return
        self.school.sandbox.start(made.id)
        await self.school.hear_zoom()

    def plan_of(self, email: str) -> Plan:
        return self.school.sandbox.account.user(email).plan

    def plan(self, user: str) -> Plan:
        return self.school.sandbox.account.users[user].plan

    def teaching_by_email(self) -> set[str]:
        users = self.school.sandbox.account.users
        return {users[one.host_id].email for one in self.school.sandbox.account.meetings.values() if one.live}

    def teaching(self) -> list[str]:
        """Licensed hosts whose class runs."""
        live = {one.host_id for one in self.school.sandbox.account.meetings.values() if one.live}
        return [user for user in live if self.plan(user) is Plan.LICENSED]

    async def _settle_all(self) -> None:
        """Zoom is well, no class runs, a seat is free: everything under way ends."""
        school = self.school
        school.sandbox.faults.clear()
        for meeting in list(school.sandbox.account.meetings.values()):
            if meeting.live:
                school.sandbox.end(meeting.id)
        await school.hear_zoom()
        school.sandbox.account.settings.licensed_seats += 3
        for _round in range(60):
            moving = [one for one in await self._all() if one.state in MOVING]
            if not moving:
                return
            for one in moving:
                with suppress(Later, ZoomError):
                    while await advance(school.tools, one.id, one.version):
                        pass
            school.sandbox.advance(timedelta(minutes=6))

    def check_the_end(self) -> None:
        """Nothing is left half done, and nothing is held."""
        states = {one.state for one in self.run(self._all())}
        assert not states & (MOVING | {RequestState.REVERSING}), states
        account = self.school.sandbox.account
        assert account.licensed() <= account.settings.licensed_seats
        assert self.run(self._holds()) == 0

    async def _holds(self) -> int:
        counts = await self.school.rows()
        return counts["license_hold"]


Lending.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    # A story that fails is read as it came: making it shorter takes longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLending = Lending.TestCase
