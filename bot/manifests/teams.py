"""Teams' app package: two flat zips, one with slash commands and private answers in channels, one without.

The second is for tenants whose clients do not know those yet; everything works there by `@Lectern …` as well.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from bot.manifests.icons import colour_icon, outline_icon
from bot.manifests.naming import COLOUR, LONG, NAME, SHORT, TAGLINE, Deployment, MenuEntry, menu

SCHEMA = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.29/MicrosoftTeams.schema.json"
#: Teams' own limit of one list.
MOST_COMMANDS = 12
#: A zip needs a date; a fixed one makes two packages of one deployment the same.
_EPOCH = (2026, 1, 1, 0, 0, 0)


def teams_files(deployment: Deployment) -> dict[str, bytes]:
    """Both packages, and what is in them, to look at."""
    icons = {"color.png": colour_icon(), "outline.png": outline_icon()}
    full = _written(teams_manifest(deployment))
    basic = _written(teams_manifest(deployment, modern=False))
    return {
        "lectern-teams.zip": package({"manifest.json": full, **icons}),
        "lectern-teams-basic.zip": package({"manifest.json": basic, **icons}),
        "teams/manifest.json": full,
        "teams/manifest-basic.json": basic,
        **{f"teams/{name}": content for name, content in icons.items()},
    }


def package(files: Mapping[str, bytes]) -> bytes:
    """One flat zip, byte for byte the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return buffer.getvalue()


def teams_manifest(deployment: Deployment, *, modern: bool = True) -> dict[str, Any]:
    """Version 1.29 of Microsoft's schema. `modern`: slash triggers and targeted messages."""
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.29",
        "version": deployment.version,
        "id": deployment.teams_app_id,
        "developer": {
            "name": NAME,
            "websiteUrl": deployment.url,
            "privacyUrl": f"{deployment.url}/privacy",
            "termsOfUseUrl": f"{deployment.url}/terms",
        },
        "name": {"short": NAME, "full": f"{NAME}: {TAGLINE.lower()}"},
        "description": {"short": SHORT, "full": LONG},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": COLOUR,
        "bots": [_bot(deployment, modern=modern)],
        "composeExtensions": [_form(deployment, modern=modern)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [deployment.host],
        "supportsChannelFeatures": "tier1",
        "defaultInstallScope": "team",
    }


def _bot(deployment: Deployment, *, modern: bool) -> dict[str, Any]:
    # What names people or is for admins is answered in private only, so a channel's menu does not offer it.
    open_words = [entry for entry in menu() if not (entry.names_people or entry.for_admins)]
    flags = {"supportsTargetedMessages": True} if modern else {}
    triggers = {"triggers": ["mention", "slash"]} if modern else {}
    return {
        "botId": deployment.teams_app_id,
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": True,
        **flags,
        "commandLists": [
            {"scopes": ["team", "groupChat"], **triggers, "commands": _commands(open_words)},
            {"scopes": ["personal"], "commands": _commands(list(menu()))},
        ],
    }


def _commands(entries: list[MenuEntry]) -> list[dict[str, str]]:
    """As many as a list holds, what is everybody's before what is for admins; `help`, which names them all, always."""
    ranked = sorted(entries, key=lambda entry: entry.for_admins)
    rest = [entry for entry in ranked if entry.word != "help"]
    guide = [entry for entry in entries if entry.word == "help"]
    shown = [*rest[: MOST_COMMANDS - len(guide)], *guide]
    return [{"title": entry.word, "description": entry.summary} for entry in shown]


def _form(deployment: Deployment, *, modern: bool) -> dict[str, Any]:
    """The one command that opens a dialog at once; a bot's own slash command cannot."""
    triggers = {"triggers": ["slash"]} if modern else {}
    command = {
        "id": "new",
        "type": "action",
        "title": "New class",
        "description": "Opens the form for a new class",
        "context": ["compose", "commandBox"],
        "fetchTask": True,
        **triggers,
    }
    return {"botId": deployment.teams_app_id, "commands": [command]}


def _written(manifest: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n".encode()
