"""Commands about the asker and about Lectern itself."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ShowNow(Command):
    """The bare word: the live or next class, what needs the asker, and three buttons."""

    spec: ClassVar[Spec] = Spec(name="home", summary="What is on now and next", synonyms=("",))


@dataclass(frozen=True, kw_only=True)
class Undo(Command):
    """Take back one audited change, within ten minutes of it."""

    spec: ClassVar[Spec] = Spec(name="undo", summary="Take back the last change", writes=True, typed=False)
    entry: int = 0


@dataclass(frozen=True, kw_only=True)
class RetryWork(Command):
    """Try again what was given up."""

    spec: ClassVar[Spec] = Spec(name="retry", summary="Try again", writes=True, typed=False)
    job: int = 0


@dataclass(frozen=True, kw_only=True)
class Connect(Command):
    spec: ClassVar[Spec] = Spec(
        name="connect",
        summary="See who you are to Lectern and to Zoom",
        writes=True,
        people=True,
        synonyms=("whoami", "login"),
        usage="connect",
        examples=("connect",),
    )


@dataclass(frozen=True, kw_only=True)
class ShowSettings(Command):
    """Bare: the asker's own settings; with `course`: that course's presets; `here`: those of this channel's course."""

    spec: ClassVar[Spec] = Spec(
        name="settings",
        summary="Your settings, or a course's",
        synonyms=("prefs", "config"),
        usage="settings [course [CODE]]",
        examples=("settings", "settings MATH201", "settings course"),
    )
    course: str = ""
    here: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeMySettings(Command):
    spec: ClassVar[Spec] = Spec(name="settings me", summary="Change your settings", writes=True, typed=False)
    zone: str = ""
    locale: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowStatus(Command):
    spec: ClassVar[Spec] = Spec(
        name="status",
        summary="How Lectern is doing",
        role=Role.ADMIN,
        synonyms=("health", "ping"),
        usage="status",
        examples=("status",),
    )


@dataclass(frozen=True, kw_only=True)
class ShowHelp(Command):
    spec: ClassVar[Spec] = Spec(
        name="help",
        summary="What you can ask for",
        synonyms=("?", "commands", "-h", "--help"),
        usage="help [command]",
        examples=("help", "help new"),
    )
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class SkipWelcome(Command):
    spec: ClassVar[Spec] = Spec(name="skip", summary="Skip the introduction", writes=True, typed=False)
