"""Teams' adapter out of the settings; imported only where Teams is on."""

from adapters.teams.app import TeamsAdapter, TeamsHooks
from adapters.teams.settings import TeamsSettings
from bot.config import Settings
from bot.wiring import Lectern


def teams_settings(settings: Settings) -> TeamsSettings:
    return TeamsSettings(
        app_id=settings.teams_app_id,
        app_password=settings.teams_app_password.get_secret_value(),
        tenant_id=settings.teams_tenant_id,
        anonymous=settings.teams_anonymous,
        targeted=settings.teams_targeted,
    )


def build(lectern: Lectern) -> TeamsAdapter:
    hooks = TeamsHooks(
        guard=lectern.store.guard,
        on_sent=lectern.dispatch.remember,
        on_unsent=lectern.dispatch.say_later,
        on_member=lectern.dispatch.member_changed,
    )
    return TeamsAdapter(teams_settings(lectern.settings), lectern.handle, clock=lectern.clock, hooks=hooks)
