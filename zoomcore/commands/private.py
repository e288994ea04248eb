"""The lines about what is stored of a person."""

from zoomcore.commands.options import read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.wishes.privacy import ErasePerson, ExportPerson
from zoomcore.errors import InvalidInput
from zoomcore.wording import _


def read_export(source: Source, start: int, speaker: Speaker) -> Parsed:  # noqa: ARG001 # one shape for all grammars
    return Parsed(command=ExportPerson(who=_who(source, start)))


def read_erase(source: Source, start: int, speaker: Speaker) -> Parsed:  # noqa: ARG001 # one shape for all grammars
    who = _who(source, start)
    if not who:
        raise InvalidInput(
            _("Whom shall I erase?"), next_step=_("Name them by e-mail: `privacy erase bo@uni.example`."), field="who"
        )
    return Parsed(command=ErasePerson(who=who))


def _who(source: Source, start: int) -> str:
    """The one person the rest of a line names; "" for none. InvalidInput for anything besides."""
    if not source.flat[start:].strip():
        return ""
    found = read_person(source, start)
    if found is None or source.flat[found[1] :].strip():
        raise InvalidInput(
            _("I need one e-mail or mention to know who that is."),
            next_step=_("For example `privacy export bo@uni.example`."),
            field="who",
        )
    return found[0]
