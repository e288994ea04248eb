"""What the whole deployment gives a new class, and which of it nobody below may decide otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoomcore.domain.options import (
    BUILT_IN,
    PLACES,
    Options,
    RecordingMode,
    lay_over,
    options_from_data,
    options_to_data,
    resolve,
    said,
)

#: The name it is stored under.
PRESETS = "presets"
#: What is one class's own, so that no school has a preset for it.
OF_ONE_CLASS = frozenset({"agenda", "alternative_hosts", "signed_in_except"})
#: What a course may have a preset for.
OF_A_COURSE = tuple(name for name in PLACES if name != "agenda")
#: What a school may have a preset for, and may lock.
OF_A_SCHOOL = tuple(name for name in PLACES if name not in OF_ONE_CLASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPresets:
    """The lowest of the three levels: school, course, class. What is `locked` is as the school has it.

    A locked option that the school says nothing about is left to the host's own Zoom settings.
    """

    options: Options = field(default_factory=Options)
    locked: frozenset[str] = frozenset()

    @property
    def ground(self) -> Options:
        """What a class gets whose course and line say nothing."""
        return lay_over(BUILT_IN, self.options)

    def resolve(self, *levels: Options) -> Options:
        """From the course's level up to the class's own."""
        return resolve((self.ground, *levels), locked=self.locked)

    def overruled(self, wish: Options) -> tuple[str, ...]:
        """What is wished otherwise than the school has locked it, in the order of the table."""
        ground = self.ground
        return tuple(
            name
            for name in said(wish)
            if name in self.locked and _meant(getattr(wish, name)) != _meant(getattr(ground, name))
        )


def _meant(value: object) -> object:
    """A recording left to its host is the same as nothing said of it."""
    return None if value is RecordingMode.HOST else value


def presets_to_data(presets: SchoolPresets) -> dict[str, Any]:
    return {"options": options_to_data(presets.options), "locked": sorted(presets.locked)}


def presets_from_data(data: Mapping[str, Any] | None) -> SchoolPresets:
    """Nothing stored: nothing said, nothing locked. Names that are options no more lock nothing."""
    if data is None:
        return SchoolPresets()
    return SchoolPresets(
        options=options_from_data({name: value for name, value in data["options"].items() if name in PLACES}),
        locked=frozenset(data["locked"]) & frozenset(PLACES),
    )
