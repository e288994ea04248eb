"""What Prometheus may ask: requests, webhooks, Zoom's calls and the work that waits. No label names a person."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from zoomcore.chat import Request
from zoomcore.views import Card, Reply, Tone

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
#: A person waits: the buckets are close where they would notice.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Handle = Callable[[Request], Awaitable[Reply | None]]


class Metrics:
    """One registry an application; tests and replicas in one process do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "lectern_requests", "Things asked of Lectern", ("platform", "outcome"), registry=self.registry
        )
        self.seconds = Histogram(
            "lectern_request_seconds", "Time to a reply", ("platform",), buckets=_SECONDS, registry=self.registry
        )
        self.webhooks = Counter("lectern_webhooks", "Zoom's webhooks", ("status",), registry=self.registry)
        self.zoom_calls = Counter(
            "lectern_zoom_calls", "Requests sent to Zoom", ("rate_class", "status"), registry=self.registry
        )
        self.job_lag = Gauge(
            "lectern_job_lag_seconds", "How long the oldest due job has waited", registry=self.registry
        )
        self.jobs = Gauge("lectern_jobs", "Jobs by state", ("state",), registry=self.registry)
        self.licenses = Gauge(
            "lectern_license_requests", "Requests to move a license, by state", ("state",), registry=self.registry
        )

    def metered(self, handle: Handle) -> Handle:
        """The same door, counted."""

        async def counted(request: Request) -> Reply | None:
            began = perf_counter()
            outcome = "error"
            try:
                reply = await handle(request)
                outcome = outcome_of(reply)
                return reply
            finally:
                platform = request.sender.platform
                self.requests.labels(platform, outcome).inc()
                self.seconds.labels(platform).observe(perf_counter() - began)

        return counted

    def note_jobs(self, lag: timedelta, **states: int) -> None:
        """How long the oldest due job has waited, and how many jobs are in each state."""
        self.job_lag.set(lag.total_seconds())
        for state, many in states.items():
            self.jobs.labels(state).set(many)

    def note_licenses(self, states: Mapping[str, int]) -> None:
        """How many requests to move a license ever came to each state."""
        for state, many in states.items():
            self.licenses.labels(state).set(many)

    def page(self) -> bytes:
        """Everything in Prometheus' text form."""
        return generate_latest(self.registry)


def outcome_of(reply: Reply | None) -> str:
    """One of: repeated, form, working, asked, refused, outage, done."""
    if reply is None:
        return "repeated"
    if reply.outage:
        return "outage"
    if not isinstance(reply.view, Card):
        return "form"
    named = {Tone.WORKING: "working", Tone.ASK: "asked", Tone.BAD: "refused"}
    return named.get(reply.view.tone, "done")
