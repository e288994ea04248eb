"""What an admin uploads or reads to connect Slack, Teams and Zoom, written from the command registry and the scopes.

Each writer gives file names with their bytes; nothing here touches a disk.
"""

from bot.manifests.naming import Deployment
from bot.manifests.slack import slack_files
from bot.manifests.teams import teams_files
from bot.manifests.zoom import zoom_files

__all__ = ["Deployment", "slack_files", "teams_files", "zoom_files"]
