"""Sending webhooks: signed, in order of events, retried as Zoom retries, or out of order when a story wants it."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from aiohttp import ClientError, ClientSession, ClientTimeout

from zoomcore.sandbox.account import Account, Event
from zoomcore.sandbox.answers import Json
from zoomcore.sandbox.scopes import may_see

# An answer within 3 s (zoom-api 8.1); retries 5, 20 and 60 minutes after the one before (8.2).
ANSWER_WITHIN = ClientTimeout(total=3)
RETRY_AFTER = (timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=60))
ACCEPTED = frozenset({200, 204})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Where events go, signed with which secret; no names means every event."""

    url: str
    secret: str
    events: frozenset[str] = frozenset()

    def wants(self, name: str) -> bool:
        return not self.events or name in self.events


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One event on its way to one subscription. A status of 0 is a network error."""

    number: int
    event: Event
    subscription: Subscription
    statuses: list[int] = field(default_factory=list)
    due: datetime | None = None

    @property
    def arrived(self) -> bool:
        return bool(self.statuses) and self.statuses[-1] in ACCEPTED


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """`v0=` and the hex HMAC-SHA256 of `v0:timestamp:body` (zoom-api 8.1)."""
    message = f"v0:{timestamp}:".encode() + body
    return "v0=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


class Webhooks:
    """The subscriptions of the account and everything that was sent or waits to be.

    Deliveries go out one after the other in the background; `settle` waits until none is under way. Retries fall due
    by the account's clock.
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.subscriptions: list[Subscription] = []
        self.deliveries: list[Delivery] = []
        self.held: list[Event] | None = None
        self._queue: list[Delivery] = []
        self._worker: asyncio.Task[None] | None = None
        self._session: ClientSession | None = None
        account.listeners.append(self.on_event)

    # --- who listens --------------------------------------------------------------------------------------------

    def subscribe(self, url: str, secret: str, events: tuple[str, ...] = ()) -> Subscription:
        subscription = Subscription(url=url, secret=secret, events=frozenset(events))
        self.subscriptions.append(subscription)
        return subscription

    async def validate(self, subscription: Subscription) -> bool:
        """The `endpoint.url_validation` call: the plain token must come back with its HMAC (zoom-api 8.1)."""
        plain = self.account.ids.letters(22)
        stamp = int(self.account.now().timestamp() * 1000)
        body: Json = {"event": "endpoint.url_validation", "event_ts": stamp, "payload": {"plainToken": plain}}
        status, answer = await self._post(subscription, json.dumps(body).encode())
        expected = hmac.new(subscription.secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
        try:
            return status == 200 and json.loads(answer) == {"plainToken": plain, "encryptedToken": expected}  # noqa: PLR2004
        except ValueError:
            return False

    # --- what happens -------------------------------------------------------------------------------------------

    def on_event(self, event: Event) -> None:
        """Send it to everybody who listens, or keep it while events are held."""
        if self.held is not None:
            self.held.append(event)
            return
        self._send(event, copies=1)

    def hold(self) -> None:
        """Keep events back until `release`: for disorder and lateness."""
        self.held = self.held or []

    def release(self, *, backwards: bool = False, copies: int = 1) -> None:
        """Send what was held, backwards or several times over if wanted (zoom-api 8.2: unordered, at least once)."""
        events, self.held = self.held or [], None
        for event in reversed(events) if backwards else events:
            self._send(event, copies=copies)

    def drop_held(self) -> None:
        """What was held never arrives, as after Zoom's last retry."""
        self.held = None

    def resend(self, number: int) -> Delivery:
        """The same event once more, as a new delivery with its own timestamp header. KeyError if there is none."""
        old = next((each for each in self.deliveries if each.number == number), None)
        if old is None:
            raise KeyError(number)
        return self._enqueue(old.event, old.subscription)

    def _send(self, event: Event, *, copies: int) -> None:
        for subscription in self.subscriptions:
            if may_see(self.account.scopes, event.name) and subscription.wants(event.name):
                for _ in range(copies):
                    self._enqueue(event, subscription)

    def _enqueue(self, event: Event, subscription: Subscription) -> Delivery:
        delivery = Delivery(number=len(self.deliveries) + 1, event=event, subscription=subscription)
        self.deliveries.append(delivery)
        self._queue.append(delivery)
        self._wake()
        return delivery

    # --- the wire -----------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        while self._queue:
            await self._attempt(self._queue.pop(0))

    async def _attempt(self, delivery: Delivery) -> None:
        delivery.due = None
        status, _ = await self._post(delivery.subscription, json.dumps(delivery.event.body()).encode())
        delivery.statuses.append(status)
        # Only network errors and 5xx come again (zoom-api 8.2).
        again = status == 0 or status >= 500  # noqa: PLR2004
        if again and len(delivery.statuses) <= len(RETRY_AFTER):
            delivery.due = self.account.now() + RETRY_AFTER[len(delivery.statuses) - 1]
            self.account.at(delivery.due, partial(self._retry, delivery, delivery.due))

    def _retry(self, delivery: Delivery, due: datetime) -> None:
        """Only the retry that still waits for this time: `retry_now` may have been quicker."""
        if delivery.due == due:
            delivery.due = None
            self._queue.append(delivery)
            self._wake()

    def retry_now(self) -> int:
        """Send at once what waits for its retry; how many those were."""
        waiting = [each for each in self.deliveries if each.due is not None]
        for delivery in waiting:
            if delivery.due is not None:
                self._retry(delivery, delivery.due)
        return len(waiting)

    async def _post(self, subscription: Subscription, body: bytes) -> tuple[int, str]:
        timestamp = str(int(self.account.now().timestamp()))
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Zoom Marketplace/1.0a",
            "clientid": self.account.credentials.client_id,
            "x-zm-request-timestamp": timestamp,
            "x-zm-signature": sign(subscription.secret, timestamp, body),
            "x-zm-trackingid": f"v=2.0;clid=eu01;rid=WEB_{self.account.ids.letters(12)}",
        }
        self._session = self._session or ClientSession(timeout=ANSWER_WITHIN)
        try:
            async with self._session.post(subscription.url, data=body, headers=headers, allow_redirects=False) as reply:
                return reply.status, (await reply.read()).decode(errors="replace")
        except (ClientError, TimeoutError, OSError):
            return 0, ""

    async def settle(self) -> None:
        """Until every delivery under way has had its answer; retries that are not due do not count."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait([self._worker])

    async def close(self) -> None:
        self.held, self._queue = None, []
        if self._worker is not None and not self._worker.done():
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
