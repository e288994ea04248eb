"""A command written as the line that would ask for it: for help, for the echo, and for the parser's own test."""

from collections.abc import Mapping

from zoomcore.commands.base import Command
from zoomcore.commands.render import (
    backups,
    courses,
    hosting,
    invitations,
    licenses,
    meetings,
    recordings,
    registration,
    rooms,
    tracking,
    webinars,
)
from zoomcore.commands.render.parts import Writer, quote

__all__ = ["line", "quote"]

_WRITERS: Mapping[type[Command], Writer] = dict(
    (
        *meetings.ROWS,
        *hosting.ROWS,
        *courses.ROWS,
        *backups.ROWS,
        *licenses.ROWS,
        *recordings.ROWS,
        *registration.ROWS,
        *invitations.ROWS,
        *rooms.ROWS,
        *tracking.ROWS,
        *webinars.ROWS,
    )
)


def line(command: Command) -> str:
    """The line a person would type; the bare name for a command that only buttons give."""
    writer = _WRITERS.get(type(command))
    parts = writer(command) if writer else iter((command.spec.name,))
    return " ".join(part for part in parts if part)
