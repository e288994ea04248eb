"""A client that speaks with a running sandbox."""

from zoomcore.sandbox import Sandbox
from zoomcore.zoom.budget import Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.transport import ZoomSettings


def client_of(sandbox: Sandbox) -> ZoomClient:
    settings = ZoomSettings(
        account_id="sandbox", client_id="sandbox", client_secret="sandbox", oauth_url=sandbox.oauth_url
    )
    return ZoomClient(settings=settings, budget=Unlimited(), clock=sandbox.account.now)
