"""Teams' adapter out of the settings; imported only where Teams is on."""

from functools import partial

from adapters.teams.address import PLATFORM
from adapters.teams.app import TeamsAdapter, TeamsHooks
from adapters.teams.settings import TeamsSettings
from bot.config import Settings
from bot.wires import Wires


def teams_settings(settings: Settings) -> TeamsSettings:
    return TeamsSettings(
        app_id=settings.teams_app_id,
        app_password=settings.teams_app_password.get_secret_value(),
        tenant_id=settings.teams_tenant_id,
        anonymous=settings.teams_anonymous,
        targeted=settings.teams_targeted,
    )


def build(wires: Wires) -> TeamsAdapter:
    hooks = TeamsHooks(
        guard=wires.guard,
        on_sent=wires.dispatch.remember,
        on_unsent=wires.dispatch.say_later,
        on_member=wires.dispatch.member_changed,
        on_answered=partial(wires.dispatch.answered, PLATFORM),
        files=wires.dispatch.files,
    )
    return TeamsAdapter(teams_settings(wires.settings), wires.handle, clock=wires.clock, hooks=hooks)
