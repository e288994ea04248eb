"""What Zoom tells of classes that are over: their runs, who was in them, who had signed up. Reads only.

A read is whole or it raises: a page that cannot be read is never taken for an empty one. Beside the usual errors a
history call raises ZoomPlanRefused (this source will not answer: ask another and remember it), ZoomTooOld, and
ZoomNotReady (ask again later). Which to ask first is in `zoomcore.zoom.scopes.participant_sources`.
"""

from calendar import monthrange
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Literal

from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.errors import ZoomNotFound, ZoomNotReady, ZoomPlanRefused, ZoomRefused, ZoomTooOld
from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import PAGE_SIZE, Asking, days, path_ids
from zoomcore.zoom.attendance import (
    ZoomParticipant,
    ZoomRegistrant,
    ZoomRun,
    read_participant,
    read_registrant,
    read_run,
)
from zoomcore.zoom.endpoints import BY_KIND
from zoomcore.zoom.reading import Raw, listed
from zoomcore.zoom.wire import Call

#: "pastOne" are the runs that had one participant, which every other list and report leaves out.
RunsOf = Literal["past", "pastOne"]
RegistrantStatus = Literal["approved", "pending", "denied"]

_A_DAY = timedelta(days=1)


class History(Asking):
    """The part of the client that looks back."""

    async def get_run(self, uuid: str) -> ZoomRun:
        """When a class was really held, by the run's UUID; one request. ZoomNotReady while it still runs."""
        with _telling_apart():
            raw = await self._ask(Call(endpoint=endpoints.GET_RUN, ids={"meetingId": uuid}))
        return read_run(raw)

    async def iterate_participants(
        self, kind: MeetingKind, uuid: str, source: ParticipantSource
    ) -> AsyncIterator[ZoomParticipant]:
        """Every stay of one run, waiting and breakout rooms among them; one request a page of 300.

        REPORT and DASHBOARD are of the Heavy class, PAST of the Medium one. No rows at all mean a run with a single
        participant, which Zoom leaves out, or rows that come later: reports grow for a while after they are ready.
        An error may come after the first page: keep nothing of a read that has not come to its end.
        """
        table, query = BY_KIND[kind], {"page_size": PAGE_SIZE}
        match source:
            case ParticipantSource.REPORT:
                endpoint, query["include_fields"] = table.report_participants, "registrant_id"
            case ParticipantSource.PAST:
                endpoint = table.past_participants
            case ParticipantSource.DASHBOARD:
                # Without a type Zoom looks among the classes that run now.
                endpoint, query["type"] = table.dashboard_participants, "past"
                query["include_fields"] = "registrant_id"
        async for page in self._history(Call(endpoint=endpoint, ids=path_ids(kind, uuid), query=query)):
            for raw in listed(page, "participants"):
                yield read_participant(source, raw)

    async def list_instances(
        self, kind: MeetingKind, meeting_id: int, *, start: date | None = None, end: date | None = None
    ) -> tuple[ZoomRun, ...]:
        """The ended runs of one meeting, at most 15 months back, with UUID and start only; one request, not paged.

        `start` and `end` are UTC days of the run's start, both or neither: Zoom itself heeds them for meetings only.
        """
        if (start is None) != (end is None):
            raise ValueError("Zoom heeds from and to only together.")
        query = days(start, end) if kind is MeetingKind.MEETING else {}
        with _telling_apart():
            page = await self._ask(
                Call(endpoint=BY_KIND[kind].list_instances, ids=path_ids(kind, meeting_id), query=query)
            )
        runs = (read_run(raw, kind=kind, meeting_id=meeting_id) for raw in listed(page, f"{kind}s"))
        return tuple(run for run in runs if _within(run, start, end))

    async def iterate_host_runs(
        self, host_id: str, *, start: date, end: date, which: RunsOf = "past"
    ) -> AsyncIterator[ZoomRun]:
        """The runs of one host's meetings and webinars, by UTC day of their start, at most six months back.

        One request of the Heavy class a month of the range and page of 300; runs with one participant are listed only
        as "pastOne", which costs the same again.
        """
        for first, last in months(start, end):
            query = {"type": which, "page_size": PAGE_SIZE} | days(first, last)
            call = Call(endpoint=endpoints.LIST_HOST_RUNS, ids={"userId": host_id}, query=query)
            async for page in self._history(call):
                for raw in listed(page, "meetings"):
                    yield read_run(raw)

    async def iterate_account_runs(
        self, kind: MeetingKind, *, start: date, end: date, which: RunsOf = "past"
    ) -> AsyncIterator[ZoomRun]:
        """The runs of the whole account from its dashboard, by UTC day of their start, at most six months back.

        One request of the resource-intensive class (10 or 20 a minute) a month of the range and page of 300.
        ValueError for "pastOne" of webinars, which Zoom has not.
        """
        if kind is MeetingKind.WEBINAR and which != "past":
            raise ValueError("Zoom's dashboard lists webinars by 'past' only.")
        for first, last in months(start, end):
            query = {"type": which, "page_size": PAGE_SIZE} | days(first, last)
            async for page in self._history(Call(endpoint=BY_KIND[kind].list_dashboard, query=query)):
                for raw in listed(page, f"{kind}s"):
                    yield read_run(raw, kind=kind)

    async def iterate_registrants(
        self,
        kind: MeetingKind,
        meeting_id: int,
        *,
        status: RegistrantStatus = "approved",
        occurrence_id: str | None = None,
    ) -> AsyncIterator[ZoomRegistrant]:
        """Who signed up with this status, for one date where an occurrence is given; one request a page of 300."""
        query = {"status": status, "page_size": PAGE_SIZE}
        if occurrence_id is not None:
            query["occurrence_id"] = occurrence_id
        call = Call(endpoint=BY_KIND[kind].list_registrants, ids=path_ids(kind, meeting_id), query=query)
        async for page in self._pages(call):
            for raw in listed(page, "registrants"):
                yield read_registrant(raw)

    async def _history(self, call: Call) -> AsyncIterator[Raw]:
        with _telling_apart():
            async for page in self._pages(call):
                yield page


@contextmanager
def _telling_apart() -> Iterator[None]:
    """Zoom's refusals of the past by code: 200 and 400 speak of plan or role here, whatever their sentence."""
    try:
        yield
    except (ZoomRefused, ZoomNotFound) as refusal:
        status, code, message = refusal.status, refusal.code, str(refusal)
        match refusal:
            case ZoomNotFound(code=3001):
                raise ZoomNotReady(message, status=status, code=code) from refusal
            case ZoomRefused(code=12702):
                raise ZoomTooOld(message, status=status, code=code) from refusal
            case ZoomRefused(code=200 | 400):
                raise ZoomPlanRefused(message, status=status, code=code) from refusal
            case _:
                raise


def _within(run: ZoomRun, start: date | None, end: date | None) -> bool:
    """A run without a start is kept: leaving it out would lose it."""
    if start is None or end is None or run.start_time is None:
        return True
    return start <= run.start_time.date() <= end


def months(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The range in stretches of at most a month, both ends included: what Zoom reports in one query."""
    first = start
    while first <= end:
        following = _month_later(first)
        yield first, min(following - _A_DAY, end)
        first = following


def _month_later(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004 - December
    return date(year, month, min(day.day, monthrange(year, month)[1]))
