"""Slack's app manifest, version 2."""

import json
from collections.abc import Mapping
from typing import Any

from bot.manifests.naming import COLOUR, LONG, NAME, SHORT, TAGLINE, Deployment, menu

#: Scope → what it is for; a test holds the README's table against it. No scope reads a channel's posts.
SCOPES: Mapping[str, str] = {
    "commands": "the slash command, buttons, forms and shortcuts",
    "chat:write": "answers, posts to course channels, and keeping them up to date",
    "im:write": "private messages to the people of a course and to admins",
    "users:read": "names, time zones and languages",
    "users:read.email": "matching people to their Zoom accounts and rosters",
    "channels:read": "names and members of public course channels",
    "groups:read": "the same of private ones",
    "app_mentions:read": "lines that begin with @Lectern",
    "im:history": "lines written to Lectern alone",
}
OPTIONAL_SCOPES: Mapping[str, str] = {
    "files:write": "rosters and other files, sent to one person alone",
    "files:read": "a grade book handed over in the direct chat",
    "chat:write.public": "posts to a public course channel before anybody invited Lectern",
}
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
)
SHORTCUTS = (
    {
        "name": "New class",
        "type": "global",
        "callback_id": "new_class",
        "description": "Opens the form for a new class",
    },
    {
        "name": "Schedule a class",
        "type": "message",
        "callback_id": "new_class_about_message",
        "description": "Opens the form for a new class, with this message as its topic",
    },
)


def slack_files(deployment: Deployment) -> dict[str, bytes]:
    text = json.dumps(slack_manifest(deployment), indent=2, ensure_ascii=False)
    return {"slack.json": f"{text}\n".encode()}


def slack_manifest(deployment: Deployment) -> dict[str, Any]:
    """The manifest as Slack's page "Create an app from a manifest" takes it."""
    inbox = f"{deployment.url}/slack/events"
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": NAME,
            "description": SHORT,
            "long_description": f"{TAGLINE}. {LONG}",
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": list(SHORTCUTS),
            "slash_commands": [_command(deployment, inbox)],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {"request_url": inbox, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, "request_url": inbox, "message_menu_options_url": inbox},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def _command(deployment: Deployment, inbox: str) -> dict[str, Any]:
    """One command with its verbs as the hint. Escaped, so that a mention arrives as an id, not as a name."""
    return {
        "command": deployment.command,
        "url": inbox,
        "description": SHORT,
        "usage_hint": " | ".join(entry.word for entry in menu() if not entry.for_admins),
        "should_escape": True,
    }
