"""Lines and phrases about who holds a class: alternative hosts, and people named one after another."""

import re
from dataclasses import replace

from zoomcore.commands.found import OptionFound, PeopleFound
from zoomcore.commands.lexer import QUOTED
from zoomcore.commands.options import looks_like_code, read_course, read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.reading import Reading
from zoomcore.commands.source import Read, Source, scan
from zoomcore.commands.targets import target_of_rest
from zoomcore.commands.when import WHEN_READERS, Remarks, read_place, settle_day
from zoomcore.commands.wishes.hosting import ChangeAlternatives, ChangeHost, StandIn
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

#: What stands between two people of a list.
_AND = re.compile(r"(?: ?[,;&+] ?(?:and |y |e )?| (?:and|y|e) )")
_NAME = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?")
#: Words that follow a name and are none: they lead on to the class, or to its day.
_NO_NAMES = frozenset(
    {"to", "from", "for", "of", "in", "on", "at", "next", "last", "off", "the", "a", "de", "del", "el", "la", "para"}
    | {"en", "al", "tomorrow", "today", "manana", "hoy", "this", "esta", "every", "until", "with", "and", "y"}
)
_ALTERNATIVES = re.compile(
    r"(?P<sure>(?:with )?(?:alternative|alternate|alt)[ -]hosts?|(?:with )?co-?hosts?|(?:con )?anfitrion(?:a|es|as)?"
    r" alternativ[oa]s?|(?:con )?coanfitrion(?:a|es|as)?)[ :]+|(?:with )?alt[ :]+"
)
_ADD = re.compile(r"(?:add|plus|\+|anadir|anade|agregar|agrega)[ :]*(?=\S)")
_REMOVE = re.compile(r"(?:remove|rm|delete|without|minus|drop|-|quitar|quita|borrar|sin)[ :]*(?=\S)")


def read_people(source: Source, place: int, *, names: bool) -> tuple[tuple[str, ...], int] | None:
    """People named one after another: e-mails and mentions, and `names` too, quoted or plain."""
    found: list[str] = []
    end = place
    while (one := _read_one(source, place, names=names)) is not None:
        found.append(one[0])
        end = one[1]
        between = _AND.match(source.flat, end)
        if between is None:
            break
        place = between.end()
    return (tuple(found), end) if found else None


def _read_one(source: Source, place: int, *, names: bool) -> tuple[str, int] | None:
    known = read_person(source, place)
    if known is not None or not names:
        return known
    if source.flat[place : place + 1] == QUOTED:
        return source.line.quoted[place], place + 1
    return _read_name(source, place)


def _read_name(source: Source, start: int) -> tuple[str, int] | None:
    """As many words as may be a name's, up to a course's code or a word that leads on."""
    end = place = start
    while match := _NAME.match(source.flat, place):
        word = source.line.cut(match.start(), match.end())
        if match.group() in _NO_NAMES or looks_like_code(word) or not source.ends_at(match.end()):
            break
        if any(reader(source, match.start()) is not None for reader in WHEN_READERS):
            break
        end, place = match.end(), match.end() + 1
    return (source.line.cut(start, end), end) if end > start else None


def read_alternatives(source: Source, place: int) -> Read | None:
    """In the line that books a class. Behind the short word only who is surely a person, for it may be a topic's."""
    match = _ALTERNATIVES.match(source.flat, place)
    if match is None:
        return None
    people = read_people(source, match.end(), names=False)
    if people is None and match["sure"] and source.flat[match.end() : match.end() + 1] != QUOTED:
        word = _NAME.match(source.flat, match.end())
        people = ((source.line.cut(*word.span()),), word.end()) if word and word.group() not in _NO_NAMES else None
    return Read((OptionFound("alternative_hosts", people[0]),), people[1]) if people else None


def _read_added(source: Source, place: int) -> Read | None:
    """People behind the word that adds them or takes them off; without a word they are added."""
    removing = _REMOVE.match(source.flat, place)
    word = removing or _ADD.match(source.flat, place)
    people = read_people(source, word.end() if word else place, names=word is not None)
    return Read((PeopleFound(people[0], removing=removing is not None),), people[1]) if people else None


def read_alt(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`alt add @kim and li@uni.example MATH201`, in any order; bare: who they are."""
    reading = Reading(source, scan(source, start, (read_course, _read_added)))
    named = [item.found for item in reading.scan.items if isinstance(item.found, PeopleFound)]
    return Parsed(
        command=ChangeAlternatives(
            target=target_of_rest(reading),
            add=tuple(who for one in named if not one.removing for who in one.who),
            remove=tuple(who for one in named if one.removing for who in one.who),
        )
    )


_OFF = re.compile(r"(?:off|nobody|none|nadie|quitar|remove)(?!\w)")


def _read_stand_in(source: Source, place: int) -> Read | None:
    """Who, or the word that takes them off."""
    if match := _OFF.match(source.flat, place):
        return Read((PeopleFound((), removing=True),), match.end())
    people = read_people(source, place, names=True)
    return Read((PeopleFound(people[0], removing=False),), people[1]) if people else None


def read_sub(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`sub @kim on nov 26 MATH201`, in any order; bare: who stands in."""
    reading = Reading(source, scan(source, start, (read_course, *WHEN_READERS, _read_stand_in)))
    remarks = Remarks()
    place, found = read_place(reading, speaker, remarks), reading.day(begins=False)
    target = target_of_rest(reading)
    if found is not None:
        target = replace(target, day=settle_day(found, None, place, remarks))
    named = [item.found for item in reading.scan.items if isinstance(item.found, PeopleFound)]
    who = [one for each in named for one in each.who]
    if len(who) > 1:
        raise InvalidInput(
            _("One person stands in for one date."), next_step=_("Send one line for each of them."), field="who"
        )
    command = StandIn(target=target, who=who[0] if who else "", off=any(one.removing for one in named))
    return Parsed(command=command, guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))


_TO = re.compile(r"(?:to|a|para|=>|->) ?")


def _read_to(source: Source, place: int) -> Read | None:
    """Who gets it: behind the word, or who is surely a person."""
    word = _TO.match(source.flat, place)
    people = read_people(source, word.end(), names=True) if word else read_people(source, place, names=False)
    return Read((PeopleFound(people[0], removing=False),), people[1]) if people else None


def read_host_line(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`host MATH201 to @li`, in any order."""
    reading = Reading(source, scan(source, start, (read_course, _read_to)))
    named = [who for item in reading.scan.items if isinstance(item.found, PeopleFound) for who in item.found.who]
    if len(named) > 1:
        raise InvalidInput(
            _("A class has one host."),
            next_step=_("Name one, and the others as alternative hosts: `alt add kim@uni.example`."),
            field="to",
        )
    return Parsed(command=ChangeHost(target=target_of_rest(reading), to=named[0] if named else ""))
