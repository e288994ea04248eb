"""The lines about the panelists of a webinar."""

import re

from zoomcore.commands.base import Target
from zoomcore.commands.options import read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.targets import read_target
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists, ShowPanelists
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_ACTION = re.compile(r"(?:^|(?<=\s))(?P<action>add|remove)(?!\S)")
_STAFF = re.compile(r"(?<!\S)(?:the )?(?:staff|teachers|instructors)(?!\S)")


def read_panelists(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`panelists [webinar]`, `panelists [webinar] add …`, `panelists [webinar] remove …`."""
    action = _ACTION.search(source.flat, start)
    target = read_target(source, ((start, action.start() if action else len(source.flat)),))
    if action is None:
        return Parsed(command=ShowPanelists(target=target))
    if action["action"] == "add":
        return _add(source, target, action.end())
    return Parsed(command=RemovePanelists(target=target, who=tuple(_named(source, action.end()))))


def _add(source: Source, target: Target, start: int) -> Parsed:
    if _STAFF.search(source.flat, start):
        return Parsed(command=AddPanelists(target=target, staff=True))
    named = _named(source, start)
    names = tuple(named.values()) if any(named.values()) else ()
    return Parsed(command=AddPanelists(target=target, who=tuple(named), names=names))


def _named(source: Source, start: int) -> dict[str, str]:
    """Everybody named by e-mail or mention, once, with what is quoted behind them; InvalidInput where nobody is."""
    found: dict[str, str] = {}
    last = ""
    place = start
    while place < len(source.flat):
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            last = person[0]
            found.setdefault(last, "")
        elif last and place in source.line.quoted:
            found[last] = found[last] or source.line.quoted[place]
        place = person[1] if person is not None else place + 1
    if not found:
        raise InvalidInput(
            _("Whom do you mean?"),
            next_step=_("Add e-mail addresses or mentions, like `panelists add li@uni.example`."),
            field="who",
        )
    return found
