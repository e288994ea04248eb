"""Slack's adapter out of the settings; imported only where Slack is on."""

from adapters.slack.app import SlackAdapter
from adapters.slack.settings import SlackSettings
from bot.config import Settings
from bot.wires import Wires


def slack_settings(settings: Settings, secret_key: str) -> SlackSettings:
    return SlackSettings(
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        bot_token=settings.slack_bot_token.get_secret_value(),
        secret_key=secret_key,
        api_url=settings.slack_api_url,
        home_teams=frozenset(settings.slack_team_ids),
    )


def build(wires: Wires) -> SlackAdapter:
    return SlackAdapter(
        settings=slack_settings(wires.settings, wires.secret_key),
        clock=wires.clock,
        handle=wires.handle,
        guard=wires.guard,
        on_sent=wires.dispatch.remember,
        on_member=wires.dispatch.member_changed,
        on_unsent=wires.dispatch.say_later,
    )
