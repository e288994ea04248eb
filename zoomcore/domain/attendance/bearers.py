"""Who of a roster bears a name, and who else may show it as their own: what keeps a name from settling too much."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from zoomcore.domain.attendance.evidence import Enrolled
from zoomcore.domain.attendance.latin_letters import latin, sounds
from zoomcore.domain.attendance.name_variants import variants
from zoomcore.domain.attendance.names import is_unspaced, name_key
from zoomcore.domain.people import PersonId

#: Key of a name → those of the roster.
Bearers = dict[str, frozenset[PersonId]]


def owners(pairs: Iterable[tuple[str, PersonId]]) -> Bearers:
    """Everybody by each sign that is not empty."""
    found: defaultdict[str, set[PersonId]] = defaultdict(set)
    for sign, person in pairs:
        if sign:
            found[sign].add(person)
    return {sign: frozenset(people) for sign, people in found.items()}


@lru_cache(maxsize=8)
def names_of(roster: tuple[Enrolled, ...]) -> tuple[Bearers, Bearers]:
    """Who is called by each name of the roster, and who may show it (`may_bear`); read once a class."""
    full = _full_names(roster)
    return full, may_bear(full)


def _full_names(roster: Iterable[Enrolled]) -> Bearers:
    """Everybody by each name that the roster knows of them, staff too."""
    return owners((key, one.person) for one in roster for key in map(name_key, {one.name, one.legal_name}))


def may_bear(full: Bearers) -> Bearers:
    """The same names, with everybody besides who may show them.

    Whose name holds the whole of another's: people leave out a second surname, and "Wei" is what a Wei Ma may show
    beside somebody who is called nothing but Wei. And who is called the same in another script: 김민준 is a Minjun Kim.
    """
    by_word = owners((word, person) for key, people in full.items() for person in people for word in key.split())
    wider = {key: frozenset.intersection(*(by_word[word] for word in key.split())) for key in full}
    for key in filter(is_unspaced, full):
        parts = {key[start:end] for start in range(len(key)) for end in range(start + 1, len(key) + 1)}
        for part in parts & full.keys():
            wider[part] |= full[key]
    for one, other in _across_scripts(full):
        wider[one] |= full[other]
        wider[other] |= full[one]
    return wider


def _across_scripts(full: Mapping[str, frozenset[PersonId]]) -> Iterable[tuple[str, str]]:
    """Keys in another script with those in Latin letters that may be the same name, word by word."""
    foreign = [key for key in full if not key.isascii()]
    if not foreign:
        return
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for key in full:
        if key.isascii():
            for word in key.split():
                by_sound[sounds(word)].append(key)
    for key in foreign:
        words = [part for word in key.split() for part in latin(word)]
        for other in {other for word in words for other in by_sound.get(sounds(word), ())}:
            theirs = other.split()
            if len(theirs) == len(words) and all(any(map(_same, [word] * len(theirs), theirs)) for word in words):
                yield key, other


def _same(one: str, other: str) -> bool:
    return sounds(one) == sounds(other) or not variants(one).isdisjoint(variants(other))
