"""What the school has decided for every class, told to who wishes otherwise, and in forms."""

from collections.abc import Iterable

from zoomcore.domain.options import Options
from zoomcore.domain.presets import SchoolPresets
from zoomcore.services.meetings.options import option_name, value_words
from zoomcore.views import Text
from zoomcore.wording import _


def overruled_notes(school: SchoolPresets, *wishes: Options) -> tuple[str, ...]:
    """A sentence for each option wished otherwise than the school has locked it, each told once."""
    names = dict.fromkeys(name for wish in wishes for name in school.overruled(wish))
    return tuple(decided(school, name) for name in names)


def decided(school: SchoolPresets, name: str) -> str:
    return _("Your school decides this: {option} is {value}.").format(
        option=option_name(name), value=value_words(getattr(school.ground, name))
    )


def lock_lines(school: SchoolPresets, names: Iterable[str]) -> tuple[Text, ...]:
    """In place of the fields that a form leaves out."""
    return tuple(Text(line=(decided(school, name),)) for name in names if name in school.locked)
