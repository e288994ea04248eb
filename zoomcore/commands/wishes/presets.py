"""Commands about what new classes get: of a course, and of the whole school."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.courses import Announce
from zoomcore.domain.option_sections import OptionSection
from zoomcore.domain.options import Options
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import RecordingSharing


@dataclass(frozen=True, kw_only=True)
class ChangeCourseSettings(Command, Options):
    """What is None or empty stays as it is, but for the options of `shown`: a form gives those back, None too.

    `sections` are those that the form was asked to open.
    """

    spec: ClassVar[Spec] = Spec(
        name="settings course", summary="Change a course's presets", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    course: str = ""
    title: str = ""
    zone: str = ""
    announce: Announce | None = None
    duration_minutes: int | None = None
    opens_minutes: int | None = None
    recordings_announce: Announce | None = None
    recordings_sharing: RecordingSharing | None = None
    recordings_download: bool | None = None
    recordings_transcript: bool | None = None
    recordings_seen: bool | None = None
    sections: tuple[OptionSection, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowSchoolSettings(Command):
    """The form with what every new class gets, and what courses may not change."""

    spec: ClassVar[Spec] = Spec(
        name="settings school",
        summary="What every new class gets",
        role=Role.ADMIN,
        usage="settings school",
        examples=("settings school",),
    )


@dataclass(frozen=True, kw_only=True)
class ChangeSchoolSettings(Command, Options):
    """As for a course. `locked` are names of options that courses and classes may not change: all of them."""

    spec: ClassVar[Spec] = Spec(
        name="presets", summary="Change what every new class gets", role=Role.ADMIN, writes=True, typed=False
    )
    locked: tuple[str, ...] = ()
    sections: tuple[OptionSection, ...] = ()
    shown: tuple[str, ...] = ()
