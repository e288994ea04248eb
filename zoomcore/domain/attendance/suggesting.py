"""Whom a name to review may be: guesses, ranked, for a person to confirm. Nothing here earns anything.

One comparison of everything with everything by rapidfuzz finds who is worth a closer look; that look knows nicknames,
initials, other scripts, mailboxes, who pressed Join just before, and who is still absent.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from zoomcore.domain.attendance.evidence import Enrolled, JoinClick, Participant, Suggestion
from zoomcore.domain.attendance.latin_letters import latin, sounds, without_vowels
from zoomcore.domain.attendance.name_variants import variants
from zoomcore.domain.attendance.name_words import NOBODY
from zoomcore.domain.attendance.names import is_nameless, name_words
from zoomcore.domain.people import PersonId

#: So many of the comparison's best are looked at closely.
_LOOKED_AT = 12
#: What a click minutes before the arrival adds at most, and being absent so far. Both together stay below what parts a
#: good name from a poor one.
_CLICK = 22.0
_ABSENT = 8.0
_CLICK_WITHIN = timedelta(minutes=5)
_CLOCKS = timedelta(seconds=30)
#: Below it there is nothing to say for somebody.
_LEAST = 10.0
#: How near two words must be to count as one, by Jaro and Winkler.
_NEAR = 0.78
#: So many letters of a word must agree to look closer.
_BEGINNING = 3
#: From it on it is of no use to look whether the words were run together.
_SURE = 95.0


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing a name: words in Latin letters, as they sound, and the nicknames' groups of each.

    `joined` are those without blanks, as addresses and handles run a name together.
    """

    words: tuple[str, ...]
    sounding: tuple[str, ...]
    groups: tuple[frozenset[int], ...]
    text: str
    joined: tuple[str, ...]


def suggest(
    participant: Participant,
    candidates: Sequence[Enrolled],
    *,
    clicks: Sequence[JoinClick],
    absent: AbstractSet[PersonId] = frozenset(),
    limit: int = 3,
) -> tuple[Suggestion, ...]:
    """The likeliest first, at most `limit`; fewer, or none, where nothing speaks for anybody. See `suggest_all`."""
    return suggest_all([participant], candidates, clicks=clicks, absent=absent, limit=limit)[0]


def suggest_all(
    participants: Sequence[Participant],
    candidates: Sequence[Enrolled],
    *,
    clicks: Sequence[JoinClick],
    absent: AbstractSet[PersonId] = frozenset(),
    limit: int = 3,
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each participant, in their order. `absent` are those of the candidates whom nothing has matched so far.

    Little more than one `rapidfuzz.process.cdist` of all shown names with all names of the roster: made for the moment
    when somebody opens the pile.
    """
    ranking = _Ranking(candidates, clicks, absent)
    shown = [_shown(one) for one in participants]
    near = ranking.nearest([form.text for forms in shown for form in forms])
    found = []
    at = 0
    for one, forms in zip(participants, shown, strict=True):
        found.append(ranking.of(one, forms, near[at : at + len(forms)])[:limit])
        at += len(forms)
    return tuple(found)


class _Ranking:
    def __init__(
        self, candidates: Sequence[Enrolled], clicks: Sequence[JoinClick], absent: AbstractSet[PersonId]
    ) -> None:
        self._absent = absent
        self._forms: list[_Form] = []
        self._people: list[PersonId] = []
        self._signed: defaultdict[str | int, set[int]] = defaultdict(set)
        for one in candidates:
            for name in dict.fromkeys(filter(None, (one.name, one.legal_name))):
                if (form := _form(name)) is not None:
                    self._add(form, one.person)
        people = {one.person for one in candidates}
        self._clicks = sorted((one.at, one.person) for one in clicks if one.person in people)

    def _add(self, form: _Form, person: PersonId) -> None:
        for sign in _signs(form):
            self._signed[sign].add(len(self._forms))
        self._forms.append(form)
        self._people.append(person)

    def nearest(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the places of the forms that come nearest to it as a whole."""
        if not texts or not self._forms:
            return [[] for _ in texts]
        scores = process.cdist(texts, [form.text for form in self._forms], scorer=fuzz.ratio)
        looked_at = min(_LOOKED_AT, len(self._forms))
        best: list[list[int]] = scores.argpartition(-looked_at, axis=1)[:, -looked_at:].tolist()
        return best

    def of(self, one: Participant, forms: Sequence[_Form], near: Sequence[Sequence[int]]) -> tuple[Suggestion, ...]:
        scores: dict[PersonId, float] = {}
        for form, places in zip(forms, near, strict=True):
            for place in set(places).union(*(self._signed.get(sign, ()) for sign in _signs(form))):
                score = _closeness(form, self._forms[place])
                scores[self._people[place]] = max(score, scores.get(self._people[place], 0.0))
        for person, share in self._pressed(one.arrived_at).items():
            scores[person] = scores.get(person, 0.0) * (1 - _CLICK / 100) + _CLICK * share
        ranked = sorted(
            (-score - (_ABSENT if person in self._absent else 0.0), person) for person, score in scores.items()
        )
        return tuple(
            Suggestion(person=person, score=min(100.0, -score)) for score, person in ranked if -score >= _LEAST
        )

    def _pressed(self, arrived: datetime | None) -> dict[PersonId, float]:
        """Who pressed Join shortly before: 1 at the same moment, towards 0 at the end of the span."""
        if arrived is None:
            return {}
        first = bisect_left(self._clicks, (arrived - _CLICK_WITHIN, -1))
        last = bisect_left(self._clicks, (arrived + _CLOCKS, -1))
        # Later clicks overwrite earlier ones of the same person: the nearest counts.
        return {person: 1 - max(arrived - at, timedelta()) / _CLICK_WITHIN for at, person in self._clicks[first:last]}


def _shown(one: Participant) -> list[_Form]:
    """What it shows that may hold a name: every name typed, and the mailbox of its address."""
    mailbox = one.email.partition("@")[0]
    forms = (_form(text) for text in (*one.names, mailbox) if text and not is_nameless(text))
    return list(dict.fromkeys(form for form in forms if form is not None))


@lru_cache(maxsize=1 << 14)
def _form(name: str) -> _Form | None:
    """None where no word is left. Numbers and what only says "guest" are no part of a name."""
    words = [part for word in name_words(name) for part in latin(_lettered(word)) if part and part not in NOBODY]
    if not words:
        return None
    sounding = tuple(map(sounds, words))
    first, last = sounding[0], sounding[-1]
    joined = (
        "".join(sounding),
        "".join(reversed(sounding)),
        first + last,
        last + first,
        first[:1] + last,
        first + last[:1],
    )
    text = " ".join(sorted(sounding))
    return _Form(tuple(words), sounding, tuple(map(variants, words)), text, tuple(dict.fromkeys(joined)))


def _signs(form: _Form) -> Iterator[str | int]:
    """What brings a form to a closer look although the whole is not alike: how a word begins, a nickname's group."""
    yield from (word[:_BEGINNING] for word in form.sounding)
    for groups in form.groups:
        yield from groups


def _lettered(word: str) -> str:
    return "".join(one for one in word if not one.isdigit())


def _closeness(shown: _Form, name: _Form) -> float:
    """0 to 100: how well every word shown is found in the name, how much of the name is shown, or both run together."""
    covered = [0.0] * len(name.words)
    told = weights = 0.0
    for at, word in enumerate(shown.words):
        best = 0.0
        for to in range(len(covered)):
            near = _alike(shown, at, name, to)
            best = max(best, near)
            covered[to] = max(covered[to], near)
        weight = min(len(word), 5)
        told += best * weight
        weights += weight
    apart = 75 * told / weights + 25 * sum(covered) / len(covered)
    if apart > _SURE:
        return apart
    run = shown.joined[0]
    together = max(fuzz.ratio(run, one) for one in name.joined)
    return max(apart, 0.97 * together if len(shown.words) == 1 or len(name.words) == 1 else 0.9 * together)


def _alike(shown: _Form, at: int, name: _Form, to: int) -> float:
    """0 to 1 for two words."""
    mine, theirs = shown.sounding[at], name.sounding[to]
    if mine == theirs or shown.words[at] == name.words[to]:
        return 1.0
    if shown.groups[at] & name.groups[to]:
        return 0.93
    if len(mine) == 1 or len(theirs) == 1:
        return 0.7 if mine[0] == theirs[0] or shown.words[at][0] == name.words[to][0] else 0.0
    if theirs.startswith(mine) or mine.startswith(theirs):
        return 0.85
    consonants = without_vowels(mine)
    if consonants == mine and len(mine) > 1:
        theirs = without_vowels(theirs)
    near = JaroWinkler.similarity(mine, theirs)
    return near if near > _NEAR else 0.0
