"""Zoom in the words of the subject: users, meetings, webinars. Each method says what it costs in requests.

Reads and writes are sent once. A write whose answer was lost raises AnswerLost: look before sending it again.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Literal, Self

from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import AnswerLost, ZoomUnexpected
from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import PAGE_SIZE, days, path_ids
from zoomcore.zoom.budget import Budget
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft, change_body, draft_body, mentions, occurrence_body
from zoomcore.zoom.endpoints import BY_KIND
from zoomcore.zoom.history import History
from zoomcore.zoom.licensing import Licensing
from zoomcore.zoom.models import (
    StartUrl,
    ZoomMeeting,
    ZoomMeetingSummary,
    ZoomScheduler,
    ZoomUser,
    ZoomUserSettings,
    read_meeting,
    read_schedulers,
    read_summary,
    read_user,
    read_user_settings,
)
from zoomcore.zoom.reading import Raw, children, listed, text
from zoomcore.zoom.recordings import Recordings
from zoomcore.zoom.registering import Registering
from zoomcore.zoom.tracking import Tracking
from zoomcore.zoom.transport import Transport, Watcher, ZoomSettings
from zoomcore.zoom.webinars import Webinars
from zoomcore.zoom.wire import Call

Which = Literal["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"]
UserStatus = Literal["active", "inactive", "pending"]


def _no_guard() -> None:
    """Nothing to watch: the caller has no store."""


class ZoomClient(History, Licensing, Recordings, Registering, Tracking, Webinars):
    """One a process. `guard` is called before each request and raises when a storage unit is open.

    Everything here raises the ZoomError tree: ZoomUnavailable, AnswerLost (writes only), ZoomRateLimited,
    ZoomAuthError, ZoomNotFound, ZoomRefused, ZoomUnexpected. A request whose budget is not there
    within two seconds raises ZoomRateLimited and was not sent.
    """

    def __init__(
        self,
        *,
        settings: ZoomSettings,
        budget: Budget,
        clock: Callable[[], datetime],
        guard: Callable[[], None] = _no_guard,
    ) -> None:
        super().__init__(Transport(settings, budget=budget, clock=clock, guard=guard))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._transport.close()

    def watch(self, watcher: Watcher) -> None:
        """Tell it the rate class and the status (0: no answer) of every call from now on."""
        self._transport.watch(watcher)

    # What the app may do, and what time it is at Zoom.

    async def scopes(self) -> frozenset[str]:
        """The scopes of the token held; one request to the token address when there is none."""
        return (await self._transport.token()).scopes

    async def server_time_skew(self) -> timedelta:
        """Zoom's clock minus ours, to the second. ZoomUnexpected when Zoom's answers carry no date."""
        return await self._transport.time_skew()

    # Users.

    async def get_user(self, email_or_id: str) -> ZoomUser:
        """One request. Raises ZoomNotFound for somebody outside the account."""
        raw = await self._ask(Call(endpoint=endpoints.GET_USER, ids={"userId": email_or_id}))
        return read_user(raw)

    async def iterate_users(self, status: UserStatus = "active") -> AsyncIterator[ZoomUser]:
        """One request a page of 300. Pending users have no id."""
        call = Call(endpoint=endpoints.LIST_USERS, query={"status": status, "page_size": PAGE_SIZE})
        async for page in self._pages(call):
            for raw in listed(page, "users"):
                yield read_user(raw)

    async def get_user_settings(self, user_id: str) -> ZoomUserSettings:
        """One request, of the Medium class."""
        return read_user_settings(await self._ask(Call(endpoint=endpoints.GET_USER_SETTINGS, ids={"userId": user_id})))

    async def list_schedulers(self, user_id: str) -> tuple[ZoomScheduler, ...]:
        """The people this user may schedule for; one request."""
        return read_schedulers(await self._ask(Call(endpoint=endpoints.LIST_SCHEDULERS, ids={"userId": user_id})))

    # Meetings and webinars.

    async def create_meeting(self, host_id: str, draft: MeetingDraft) -> ZoomMeeting:
        """One request, counted towards the host's 100 a day. After AnswerLost look with `find_meeting` first."""
        call = Call(endpoint=BY_KIND[draft.kind].create, ids={"userId": host_id}, body=draft_body(draft), host=host_id)
        raw = await self._ask(call)
        try:
            return read_meeting(draft.kind, raw)
        except ZoomUnexpected as error:
            raise AnswerLost("Zoom's answer to a create has no meeting in it.") from error

    async def get_meeting(
        self,
        kind: MeetingKind,
        meeting_id: int,
        *,
        previous_occurrences: bool = False,
        occurrence_id: str | None = None,
    ) -> ZoomMeeting:
        """One request."""
        return read_meeting(
            kind, await self._get(kind, meeting_id, _occurrence(occurrence_id, previous=previous_occurrences))
        )

    async def get_start_url(self, kind: MeetingKind, meeting_id: int) -> StartUrl:
        """A fresh host link, good for two hours; one request. ZoomUnexpected when Zoom gives none."""
        url = text(await self._get(kind, meeting_id, {}), "start_url")
        if not url:
            raise ZoomUnexpected("Zoom gave no start link.")
        return StartUrl(url)

    async def _get(self, kind: MeetingKind, meeting_id: int, query: Mapping[str, str]) -> Raw:
        return await self._ask(Call(endpoint=BY_KIND[kind].get, ids=path_ids(kind, meeting_id), query=query))

    async def update_meeting(
        self,
        kind: MeetingKind,
        meeting_id: int,
        change: MeetingChange,
        *,
        occurrence_id: str | None = None,
        host_id: str | None = None,
    ) -> None:
        """One request; with `host_id` it is counted towards that host's 100 a day.

        Saying the same twice does no harm, so after AnswerLost it may be sent again. On a single occurrence Zoom
        changes only agenda, start, length and a few settings: anything else raises ValueError before it is sent.
        """
        body = change_body(kind, change) if occurrence_id is None else occurrence_body(kind, change)
        await self._ask(
            Call(
                endpoint=BY_KIND[kind].update,
                ids=path_ids(kind, meeting_id),
                query=_occurrence(occurrence_id),
                body=body,
                host=host_id,
            )
        )

    async def delete_meeting(self, kind: MeetingKind, meeting_id: int, *, occurrence_id: str | None = None) -> None:
        """The whole series, or one occurrence; one request. ZoomNotFound when it is gone already."""
        await self._ask(
            Call(endpoint=BY_KIND[kind].delete, ids=path_ids(kind, meeting_id), query=_occurrence(occurrence_id))
        )

    async def end_meeting(self, kind: MeetingKind, meeting_id: int) -> None:
        """Ends the running class for everybody; one request."""
        await self._ask(Call(endpoint=BY_KIND[kind].set_status, ids=path_ids(kind, meeting_id), body={"action": "end"}))

    async def recover_meeting(self, meeting_id: int) -> None:
        """Brings a deleted meeting back, as long as Zoom keeps it; one request. Zoom has no such thing for webinars."""
        kind = MeetingKind.MEETING
        call = Call(endpoint=BY_KIND[kind].set_status, ids=path_ids(kind, meeting_id), body={"action": "recover"})
        await self._ask(call)

    async def iterate_meetings(
        self,
        kind: MeetingKind,
        host_id: str,
        *,
        which: Which = "scheduled",
        start: date | None = None,
        end: date | None = None,
    ) -> AsyncIterator[ZoomMeetingSummary]:
        """One request a page of 300. Zoom lists no instant meetings, and webinars by "scheduled" and "upcoming" only.

        `start` and `end` are days, at most six months apart, for meetings only. ValueError for what Zoom has not.
        """
        query = {"type": which, "page_size": PAGE_SIZE} | days(start, end)
        call = Call(endpoint=BY_KIND[kind].list_, ids={"userId": host_id}, query=query)
        if kind is MeetingKind.WEBINAR and (which not in {"scheduled", "upcoming"} or start or end):
            raise ValueError("Zoom lists webinars by 'scheduled' and 'upcoming' only, without days.")
        pages = self._pages(call) if kind is MeetingKind.MEETING else self._numbered_pages(call)
        async for page in pages:
            for raw in children(page, f"{kind}s"):
                yield read_summary(kind, raw)

    async def find_meeting(self, host_id: str, kind: MeetingKind, reference: str) -> ZoomMeetingSummary | None:
        """The host's meeting whose agenda carries our reference: how a create is looked for after a lost answer.

        One request a page of 300. Zoom lists the first 250 characters of an agenda, so the reference stands in its
        first line.
        """
        async for summary in self.iterate_meetings(kind, host_id):
            if mentions(summary.agenda, reference):
                return summary
        return None

    async def get_invitation(self, meeting_id: int) -> str:
        """Zoom's own invitation text with dial-in numbers; one request, meetings only."""
        call = Call(endpoint=endpoints.GET_INVITATION, ids=path_ids(MeetingKind.MEETING, meeting_id))
        return text(await self._ask(call), "invitation")


def _occurrence(occurrence_id: str | None, *, previous: bool = False) -> dict[str, str]:
    query = {} if occurrence_id is None else {"occurrence_id": occurrence_id}
    return query | ({"show_previous_occurrences": "true"} if previous else {})
