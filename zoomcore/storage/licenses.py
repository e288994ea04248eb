"""Requests for licenses: decided once, carried on step by step, and what each has to itself meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, or_, select, update

from zoomcore.domain.licenses.choosing import DonorFacts
from zoomcore.domain.licenses.forecast import BASIC_MINUTES, Booking
from zoomcore.domain.licenses.offers import Offer, offer_from_data, offer_to_data
from zoomcore.domain.licenses.requests import (
    MOVING,
    OPEN,
    UNDO,
    LicenseRequest,
    LicenseStep,
    Origin,
    RequestEvent,
    RequestState,
    StepKind,
    after,
)
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.people import PersonId
from zoomcore.errors import NotFound
from zoomcore.storage.tables import (
    LICENSE_HOLD,
    LICENSE_REQUEST,
    LICENSE_STEP,
    MEETING,
    OCCURRENCE,
    PERSON,
    RUN,
    ZOOM_USER,
)
from zoomcore.storage.transaction import Transaction
from zoomcore.wording import _

#: The name under which a request has the pool to itself.
POOL = "pool"
_T = LICENSE_REQUEST.c


class NewRequest(TypedDict, total=False):
    origin: Origin
    state: RequestState
    recipient: str
    recipient_name: str
    donor: str
    donor_name: str
    person: PersonId | None
    requested_by: PersonId | None
    reason: str
    meeting_id: int | None
    needed_at: datetime | None
    until: datetime | None
    expires_at: datetime
    decided_by: PersonId | None
    reverses: int | None
    answer: Mapping[str, Any]
    card: str
    offer: Offer | None


class Known(TypedDict, total=False):
    """What an event may write besides the state."""

    recipient: str
    recipient_name: str
    donor: str
    donor_name: str
    offer: Offer | None
    expires_at: datetime
    decided_by: PersonId | None
    decided_at: datetime | None
    seconded_by: PersonId | None
    done_at: datetime | None
    until: datetime | None
    error_code: int
    refusal: str
    version: int


class LicenseRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(self, **new: Unpack[NewRequest]) -> LicenseRequest:
        plain = {"answer": dict(new.get("answer", {})), "offer": _offer(new.get("offer"))}
        row = await self._tx.one(
            self._tx.insert(LICENSE_REQUEST)
            .values(**{**_FRESH, "created_at": self._tx.clock(), **new, **plain})
            .returning(LICENSE_REQUEST)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return read_request(row)

    async def get(self, number: int) -> LicenseRequest:
        row = await self._tx.one(select(LICENSE_REQUEST).where(_T.id == number))
        if row is None:
            raise NotFound(_("I don't know that request."), next_step=_("`licenses history` shows what there was."))
        return read_request(row)

    async def go(self, request: LicenseRequest, event: RequestEvent, **known: Unpack[Known]) -> LicenseRequest | None:
        """The request after the event: one conditional UPDATE. None where it stands elsewhere by now.

        ValueError for an event that means nothing in the state the caller saw: that is a mistake of ours.
        """
        following = after(request.state, event)
        if following is None:
            raise ValueError(f"{event} means nothing when {request.state}")
        return await self._update(self._where(request), following, known)

    async def decide(
        self, request: LicenseRequest, event: RequestEvent, **known: Unpack[Known]
    ) -> LicenseRequest | None:
        """As `go`, for a person's decision: it comes too late once the request has expired."""
        following = after(request.state, event)
        if following is None:
            return None
        in_time = and_(self._where(request), _T.expires_at > self._tx.clock())
        decided: Known = {"decided_at": self._tx.clock(), **known}
        return await self._update(in_time, following, decided)

    async def second(self, request: LicenseRequest, by: PersonId) -> LicenseRequest | None:
        """The first yes of two; None where somebody else said it, or the request stands elsewhere by now."""
        first = and_(self._where(request), _T.seconded_by.is_(None))
        return await self._update(first, request.state, {"seconded_by": by})

    async def amend(self, request: LicenseRequest, **known: Unpack[Known]) -> LicenseRequest | None:
        """Something else of a request that stands where the caller saw it."""
        return await self._update(self._where(request), request.state, known)

    def _where(self, request: LicenseRequest) -> ColumnElement[bool]:
        return and_(_T.id == request.id, _T.state == request.state, _T.version == request.version)

    async def _update(self, where: ColumnElement[bool], state: RequestState, known: Known) -> LicenseRequest | None:
        values: dict[str, Any] = {**known, "state": state}
        if "offer" in known:
            values["offer"] = _offer(known["offer"])
        row = await self._tx.one(update(LICENSE_REQUEST).where(where).values(**values).returning(LICENSE_REQUEST))
        return read_request(row) if row else None

    # Asking.

    async def open_for(self, person: PersonId) -> LicenseRequest | None:
        """The request under way for somebody; at most one is made."""
        under_way = and_(_T.person == person, _T.state.in_(OPEN), _T.reverses.is_(None))
        row = await self._tx.one(select(LICENSE_REQUEST).where(under_way).order_by(_T.id).limit(1))
        return read_request(row) if row else None

    async def lent_to(self, recipient: str) -> LicenseRequest | None:
        """The latest done request that gave this Zoom user the license they have."""
        done = and_(_T.recipient == recipient, _T.state == RequestState.DONE, _T.reverses.is_(None))
        row = await self._tx.one(select(LICENSE_REQUEST).where(done).order_by(_T.id.desc()).limit(1))
        return read_request(row) if row else None

    async def taken_from(self, donor: str) -> LicenseRequest | None:
        """The latest done request in which this Zoom user gave their license."""
        done = and_(_T.donor == donor, _T.state == RequestState.DONE, _T.reverses.is_(None))
        row = await self._tx.one(select(LICENSE_REQUEST).where(done).order_by(_T.id.desc()).limit(1))
        return read_request(row) if row else None

    async def in_states(self, states: Collection[RequestState], *, limit: int = 50) -> tuple[LicenseRequest, ...]:
        """Oldest first."""
        rows = await self._tx.all(select(LICENSE_REQUEST).where(_T.state.in_(states)).order_by(_T.id).limit(limit))
        return tuple(map(read_request, rows))

    async def history(self, *, limit: int, before: int | None = None) -> tuple[LicenseRequest, ...]:
        """The latest first, those with a number below `before`."""
        older = select(LICENSE_REQUEST) if before is None else select(LICENSE_REQUEST).where(_T.id < before)
        return tuple(map(read_request, await self._tx.all(older.order_by(_T.id.desc()).limit(limit))))

    async def count_automatic(self, moment: datetime, *, but: int) -> int:
        """Lendings that nobody decided since then, done or under way, `but` one request."""
        alone = and_(_T.decided_at >= moment, _T.decided_by.is_(None), _T.donor != "", _T.reverses.is_(None))
        return int(await self._tx.scalar(select(func.count()).where(alone, _T.id != but)))

    async def count_states(self) -> Mapping[str, int]:
        """How many requests stand in each state, 0 in a state that all have left."""
        rows = await self._tx.all(select(_T.state, func.count().label("many")).group_by(_T.state))
        return {state.value: 0 for state in RequestState} | {row[_T.state].value: row["many"] for row in rows}

    async def owed(self) -> int:
        """Seats that donors wait for: nobody else may have them."""
        return int(
            await self._tx.scalar(select(func.count()).where(_T.state == RequestState.ROLLING_BACK, _T.donor != ""))
        )

    async def facts(self, recipient: str, *, but: int | None = None) -> DonorFacts:
        """What our tables say about hosts. Three statements. `but` is the request that asks."""
        now = self._tx.clock()
        return DonorFacts(
            live=await self.live(),
            next_class=await self._next_classes(now),
            held=await self._held(now, but),
            recipient=recipient,
        )

    async def live(self) -> frozenset[str]:
        """Zoom users who host something now, as webhooks told: our classes, and whatever else they hold."""
        since = self._tx.clock() - _LONGEST_RUN
        ours = _RUNNING.where(RUN.c.started_at > since)
        return frozenset(
            await self._tx.scalars(ours.union(select(ZOOM_USER.c.id).where(ZOOM_USER.c.live_since > since)))
        )

    async def _next_classes(self, now: datetime) -> Mapping[str, datetime]:
        soonest = func.min(OCCURRENCE.c.start, type_=OCCURRENCE.c.start.type).label("soonest")
        rows = await self._tx.all(
            select(PERSON.c.zoom_user_id, soonest)
            .join_from(OCCURRENCE, MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id)
            .join(PERSON, PERSON.c.id == MEETING.c.host_id)
            .where(
                OCCURRENCE.c.ends_at > now,
                OCCURRENCE.c.ended_at.is_(None),
                OCCURRENCE.c.state == OccurrenceState.SCHEDULED,
                MEETING.c.state.in_(_ALIVE),
                PERSON.c.zoom_user_id != "",
            )
            .group_by(PERSON.c.zoom_user_id)
        )
        return {row[PERSON.c.zoom_user_id]: row["soonest"] for row in rows}

    async def bookings(self, start: datetime, end: datetime) -> tuple[Booking, ...]:
        """Classes between the two that a Basic host cannot hold whole: long ones, and those recorded in the cloud."""
        long = or_(OCCURRENCE.c.duration_minutes > BASIC_MINUTES, MEETING.c.recording == RecordingMode.CLOUD)
        rows = await self._tx.all(
            select(MEETING.c.host_id, OCCURRENCE.c.start, OCCURRENCE.c.ends_at)
            .join_from(OCCURRENCE, MEETING, MEETING.c.id == OCCURRENCE.c.meeting_id)
            .where(
                OCCURRENCE.c.start < end,
                OCCURRENCE.c.ends_at > start,
                OCCURRENCE.c.state == OccurrenceState.SCHEDULED,
                MEETING.c.state.in_(_ALIVE),
                long,
            )
        )
        return tuple(
            Booking(str(row[MEETING.c.host_id]), row[OCCURRENCE.c.start], row[OCCURRENCE.c.ends_at]) for row in rows
        )

    async def _held(self, now: datetime, but: int | None) -> frozenset[str]:
        """Both people of what is under way, of what may still be undone, and of what goes back later."""
        lent = and_(_T.state == RequestState.DONE, or_(_T.done_at > now - UNDO, _T.until > now))
        engaged = or_(_T.state.in_(OPEN), lent)
        rows = await self._tx.all(select(_T.recipient, _T.donor).where(engaged, _T.id != (but or 0)))
        return frozenset(user for row in rows for user in (row[_T.recipient], row[_T.donor]) if user)

    async def of_sweep(self, card: str) -> tuple[LicenseRequest, ...]:
        """Those that one yes on one checklist has made."""
        same = and_(_T.origin == Origin.SWEEP, _T.card == card)
        return tuple(map(read_request, await self._tx.all(select(LICENSE_REQUEST).where(same).order_by(_T.id))))

    # Steps.

    async def step_sent(self, request: LicenseRequest, kind: StepKind, zoom_user: str) -> None:
        """Before the call; sent again, it keeps its row."""
        values = {"zoom_user": zoom_user, "sent_at": self._tx.clock(), "error_code": 0}
        insert = self._tx.insert(LICENSE_STEP).values(
            request_id=request.id, version=request.version, kind=kind, **values
        )
        await self._tx.change(
            insert.on_conflict_do_update(index_elements=["request_id", "version", "kind"], set_=values)
        )

    async def step_seen(self, request: LicenseRequest, kind: StepKind) -> None:
        """Zoom was asked, and it is so."""
        await self._end_step(request, kind, seen_at=self._tx.clock())

    async def step_refused(self, request: LicenseRequest, kind: StepKind, code: int) -> None:
        await self._end_step(request, kind, error_code=code)

    async def _end_step(self, request: LicenseRequest, kind: StepKind, **values: object) -> None:
        step = LICENSE_STEP.c
        this = and_(step.request_id == request.id, step.version == request.version, step.kind == kind)
        await self._tx.change(update(LICENSE_STEP).where(this).values(**values))

    async def was_sent(self, request: LicenseRequest, kind: StepKind) -> bool:
        """Whether this step was handed to the wire, for this very offer, and not refused."""
        step = LICENSE_STEP.c
        this = and_(step.request_id == request.id, step.version == request.version, step.kind == kind)
        return await self._tx.scalar(select(step.request_id).where(this, step.error_code == 0)) is not None

    async def steps(self, number: int) -> tuple[LicenseStep, ...]:
        """In the order they were sent."""
        step = LICENSE_STEP.c
        rows = await self._tx.all(
            select(LICENSE_STEP).where(step.request_id == number).order_by(step.sent_at, step.version)
        )
        return tuple(LicenseStep(**dict(row)) for row in rows)

    async def last_step(self, zoom_user: str) -> LicenseStep | None:
        """What we changed of this Zoom user last, and saw there."""
        step = LICENSE_STEP.c
        seen = and_(step.zoom_user == zoom_user, step.seen_at.is_not(None))
        row = await self._tx.one(select(LICENSE_STEP).where(seen).order_by(step.seen_at.desc()).limit(1))
        return LicenseStep(**dict(row)) if row else None

    # Having something to oneself.

    async def hold(self, request_id: int, names: Sequence[str]) -> bool:
        """All of them or none: False where another request has one. Asked again, what is held stays held."""
        hold = LICENSE_HOLD.c
        for name in sorted(names):
            insert = self._tx.insert(LICENSE_HOLD).values(name=name, request_id=request_id)
            await self._tx.change(insert.on_conflict_do_nothing(index_elements=["name"]))
        mine = await self._tx.scalars(select(hold.name).where(hold.request_id == request_id))
        if set(names) <= set(mine):
            return True
        await self.release(request_id)
        return False

    async def release(self, request_id: int, *names: str) -> None:
        """Those, or everything the request holds."""
        held = LICENSE_HOLD.c.request_id == request_id
        if names:
            held = and_(held, LICENSE_HOLD.c.name.in_(names))
        await self._tx.change(delete(LICENSE_HOLD).where(held))

    async def moving(self) -> tuple[LicenseRequest, ...]:
        """Those that change something at Zoom now."""
        return await self.in_states(MOVING)


_FRESH = {"state": RequestState.REQUESTED, "version": 1, "donor": "", "donor_name": "", "reason": "", "error_code": 0}
_FRESH |= {"card": "", "refusal": ""}
_ALIVE = (MeetingState.SCHEDULED, MeetingState.CHANGING, MeetingState.CREATING)
#: A run that nobody ended within a day was ended without our hearing of it.
_LONGEST_RUN = timedelta(days=1)
_RUNNING = (
    select(PERSON.c.zoom_user_id)
    .join_from(RUN, MEETING, MEETING.c.id == RUN.c.meeting_id)
    .join(PERSON, PERSON.c.id == MEETING.c.host_id)
    .where(RUN.c.ended_at.is_(None), PERSON.c.zoom_user_id != "")
)


def _offer(offer: Offer | None) -> dict[str, Any] | None:
    return None if offer is None else offer_to_data(offer)


_COLUMNS = (
    *("id", "origin", "state", "version", "recipient", "recipient_name", "donor", "donor_name", "person"),
    *(
        "requested_by",
        "reason",
        "refusal",
        "meeting_id",
        "needed_at",
        "until",
        "created_at",
        "expires_at",
        "decided_by",
    ),
    *("decided_at", "seconded_by", "done_at", "reverses", "error_code", "answer", "card"),
)


def read_request(row: RowMapping) -> LicenseRequest:
    offer = row[_T.offer]
    return LicenseRequest(
        ref=f"LR-{row[_T.id]}",
        offer=None if offer is None else offer_from_data(offer),
        **{name: row[_T[name]] for name in _COLUMNS},
    )
