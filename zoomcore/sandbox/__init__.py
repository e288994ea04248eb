"""A Zoom account in memory that speaks Zoom's HTTP API and sends its webhooks: for the demo and the tests.

It imports nothing of the core: it parses and signs by itself, or one mistake would pass on both sides. Section numbers
in its comments are those of the facts about Zoom; "spec" is Zoom's own OpenAPI export.
"""

from zoomcore.sandbox.account import Account, AccountSettings, Credentials, Event
from zoomcore.sandbox.app import SANDBOX, build_app
from zoomcore.sandbox.cast import add_cast
from zoomcore.sandbox.classroom import NotRunning, Step
from zoomcore.sandbox.faults import Fault, Faults
from zoomcore.sandbox.limits import HeaderStyle, Label, Limits, RetryAfter
from zoomcore.sandbox.people import Plan, User
from zoomcore.sandbox.running import running_sandbox
from zoomcore.sandbox.scopes import CLASSIC, GRANULAR
from zoomcore.sandbox.server import Exchange, Sandbox, Watcher
from zoomcore.sandbox.webhooks import Delivery, Subscription, Webhooks

__all__ = [
    "CLASSIC",
    "GRANULAR",
    "SANDBOX",
    "Account",
    "AccountSettings",
    "Credentials",
    "Delivery",
    "Event",
    "Exchange",
    "Fault",
    "Faults",
    "HeaderStyle",
    "Label",
    "Limits",
    "NotRunning",
    "Plan",
    "RetryAfter",
    "Sandbox",
    "Step",
    "Subscription",
    "User",
    "Watcher",
    "Webhooks",
    "add_cast",
    "build_app",
    "running_sandbox",
]
