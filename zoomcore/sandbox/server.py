"""The sandbox as one object: the account with its faults, webhooks and the record of what was asked and answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from zoomcore.sandbox import classroom, groups, plans, registrants, taping
from zoomcore.sandbox.account import Account, TrackingField
from zoomcore.sandbox.booking import Meeting, Registrant
from zoomcore.sandbox.classroom import Step
from zoomcore.sandbox.faults import Faults
from zoomcore.sandbox.people import Plan
from zoomcore.sandbox.portal import Portal
from zoomcore.sandbox.tape_events import announce_batch
from zoomcore.sandbox.tapes import Keeping, Tape
from zoomcore.sandbox.webhooks import Webhooks


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One API call and its answer. `path` is as it came (still encoded), without `/v2`; status 0: dropped."""

    method: str
    path: str
    query: Mapping[str, str]
    request_body: Any
    status: int
    response_body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    faulted: bool = False


Watcher = Callable[[Exchange], None]


class Who(TypedDict, total=False):
    """Whom a step of a class is about; see `Step`."""

    name: str | None
    email: str | None
    device: str
    registrant: str
    room: str
    reason: str


class Sandbox:
    """What a test or a demo holds in its hand. `url` is empty until the app listens somewhere.

    A watcher that raises does not disturb the answer: what it raised is kept in `complaints`.
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.faults = Faults()
        self.webhooks = Webhooks(account)
        self.portal = Portal(account)
        self.requests: list[Exchange] = []
        self.complaints: list[Exception] = []
        self.url = ""
        self._watchers: list[Watcher] = []

    @property
    def api_url(self) -> str:
        """The base of Zoom's calls, with its version."""
        return f"{self.url}/v2"

    @property
    def oauth_url(self) -> str:
        """The token endpoint, whole."""
        return f"{self.url}/oauth/token"

    def watch(self, watcher: Watcher) -> None:
        """Show every API call and its answer to this from now on."""
        self._watchers.append(watcher)

    def record(self, exchange: Exchange) -> None:
        self.requests.append(exchange)
        for watcher in self._watchers:
            try:
                watcher(exchange)
            except (AssertionError, ValueError, LookupError) as complaint:
                self.complaints.append(complaint)

    def asked(self, method: str, path: str) -> list[Exchange]:
        """The calls made to exactly this method and path."""
        return [each for each in self.requests if (each.method, each.path) == (method, path)]

    def listen_at(self, url: str) -> None:
        """Where the app can be reached from now on: join and start links lead there."""
        self.url = url
        self.account.settings.web_url = url

    # --- a class that runs --------------------------------------------------------------------------------------

    def meeting(self, meeting_id: int) -> Meeting:
        """KeyError for an id that was never booked."""
        return self.account.meetings[meeting_id]

    def start(self, meeting_id: int) -> None:
        classroom.start(self.account, self.meeting(meeting_id))

    def join(self, meeting_id: int, **who: Unpack[Who]) -> None:
        """Into the waiting room where the meeting has one, else in."""
        self._now(meeting_id, "join", **who)

    def admit(self, meeting_id: int, **who: Unpack[Who]) -> None:
        self._now(meeting_id, "admit", **who)

    def leave(self, meeting_id: int, **who: Unpack[Who]) -> None:
        """The class or its waiting room, with `reason` in Zoom's words."""
        self._now(meeting_id, "leave", **who)

    def enter_room(self, meeting_id: int, **who: Unpack[Who]) -> None:
        """From the class into the breakout room named by `room`."""
        self._now(meeting_id, "enter_room", **who)

    def leave_room(self, meeting_id: int, **who: Unpack[Who]) -> None:
        self._now(meeting_id, "leave_room", **who)

    def register(self, meeting_id: int, **body: Any) -> Registrant:
        """Sign somebody up: `email`, `first_name`, `last_name`, `status`, `occurrence_ids`."""
        return registrants.register(self.account, self.meeting(meeting_id), body)

    def end(self, meeting_id: int) -> None:
        classroom.end(self.account, self.meeting(meeting_id))

    def play(self, meeting_id: int, steps: list[Step]) -> None:
        """A whole class in advance: each step happens when the clock comes to it."""
        classroom.play(self.account, self.meeting(meeting_id), steps)

    def _now(self, meeting_id: int, action: str, **who: Unpack[Who]) -> None:
        step = Step(at=self.account.now(), action=action, **who)
        classroom.perform(self.account, self.meeting(meeting_id), step)

    # --- recordings ---------------------------------------------------------------------------------------------

    def press_record(self, meeting_id: int) -> None:
        """The host presses Record; after `stop_recording` once more, as another segment of the same recording."""
        self._now(meeting_id, "record")

    def stop_recording(self, meeting_id: int) -> None:
        self._now(meeting_id, "stop_recording")

    def tapes(self, meeting_id: int) -> list[Tape]:
        """The recordings of a meeting, one for each run, oldest first."""
        return [each for each in self.account.tapes.values() if each.meeting_id == meeting_id]

    def finish_recording(self, uuid: str) -> None:
        """Zoom is done with it now, whatever was planned."""
        taping.complete(self.account, self.account.tapes[uuid])

    def batch(self, what: str, *uuids: str) -> None:
        """`trashed`, `deleted` or `recovered`, several at once in the web portal: one event for all."""
        tapes = [self.account.tapes[each] for each in uuids]
        for tape in tapes:
            tape.keeping = {"trashed": Keeping.TRASHED, "deleted": Keeping.DELETED, "recovered": Keeping.KEPT}[what]
            tape.trashed_at = self.account.now() if what == "trashed" else None
        announce_batch(self.account, what, tapes)

    # --- people and their licenses ------------------------------------------------------------------------------

    def sign_in(self, email: str) -> None:
        """Somebody opens Zoom: their sign-in time, and what SSO maps."""
        plans.sign_in(self.account, self.account.user(email))

    def set_plan(self, email: str, plan: Plan) -> None:
        """An admin moves a license in the web portal."""
        plans.set_plan(self.account, self.account.user(email), plan)

    def set_status(self, email: str, status: str) -> None:
        """`active`, `inactive` (deactivated) or `pending`."""
        plans.set_status(self.account, self.account.user(email), status)

    def put_in_group(self, name: str, *emails: str) -> str:
        """The group's id."""
        return groups.put_in_group(self.account, name, [self.account.user(email) for email in emails]).id

    def add_tracking_field(self, name: str, *values: str, required: bool = False) -> None:
        """As an owner makes it in the portal, with the values recommended there."""
        made = TrackingField(id=self.account.ids.letters(12), name=name, required=required, values=values)
        self.account.settings.tracking_fields.append(made)

    def remove_tracking_field(self, name: str) -> None:
        kept = [one for one in self.account.settings.tracking_fields if one.name != name]
        self.account.settings.tracking_fields = kept

    # --- time and the outside -----------------------------------------------------------------------------------

    def tick(self) -> None:
        """Do what is due. A planned step that cannot be is kept in `complaints`: no caller is there to hear of it."""
        try:
            self.account.tick()
        except classroom.NotRunning as complaint:
            self.complaints.append(complaint)

    def advance(self, span: timedelta) -> None:
        self.account.advance(span)

    def set_time(self, moment: datetime) -> None:
        self.account.set_time(moment)

    async def settle(self) -> None:
        """Until every webhook under way has arrived or failed."""
        await self.webhooks.settle()

    async def close(self) -> None:
        """Let everything go that hangs and stop sending."""
        self.faults.clear()
        await self.webhooks.close()
