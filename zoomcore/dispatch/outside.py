"""The use cases that call Zoom while a person waits: they are given no unit and open their own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.commands.wishes.recordings import FollowRecording
from zoomcore.services.scene import Scene
from zoomcore.views import Reply
from zoomcore.workflows.follow import follow_join_link
from zoomcore.workflows.recordings.following import follow_recording
from zoomcore.workflows.tools import Tools

OutsideHandler = Callable[[Tools, Scene, Any], Awaitable[Reply]]

OUTSIDE: Mapping[type[Command], OutsideHandler] = {
    FollowJoinLink: follow_join_link,
    FollowRecording: follow_recording,
}
