"""Which person a participant is, in the design's order of evidence. Nothing here guesses: in doubt it is the pile.

Strong evidence is a registrant that Lectern made, a linked Zoom user, an e-mail; where two such disagree, or the name
shown is another's, nothing is settled. A name settles only what nobody else of the whole roster bears.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zoomcore.domain.attendance.bearers import names_of, owners
from zoomcore.domain.attendance.evidence import (
    Decision,
    Doubt,
    Enrolled,
    Evidence,
    KnownEvidence,
    Match,
    Participant,
    Pile,
    Ruling,
)
from zoomcore.domain.attendance.names import is_nameless, is_note_taker, is_unspaced, name_key
from zoomcore.domain.attendance.namesakes import Arrivals
from zoomcore.domain.people import PersonId

_ORDER = {evidence: rank for rank, evidence in enumerate(Evidence)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What one name says: `bearers` are all of the roster whom it may mean, `person` the one it settles."""

    bearers: frozenset[PersonId]
    person: PersonId | None = None
    evidence: Evidence = Evidence.NAME


def match(participants: Sequence[Participant], roster: Sequence[Enrolled], known: KnownEvidence) -> tuple[Match, ...]:
    """One for each participant, in their order; total, and linear in participants, roster and clicks together."""
    return tuple(_Matching(participants, roster, known).matches())


def shared_names(roster: Iterable[Enrolled], known: KnownEvidence) -> frozenset[str]:
    """Name keys that tell two of the roster not apart: full names, legal names, aliases. For `gather`."""
    _, bearers = names_of(tuple(roster))
    return frozenset(
        key
        for key in (*bearers, *known.course_aliases, *known.aliases)
        if len(bearers.get(key, frozenset()) | _called(key, known)) > 1
    )


class _Matching:
    def __init__(self, participants: Sequence[Participant], roster: Sequence[Enrolled], known: KnownEvidence) -> None:
        self._participants = participants
        self._known = known
        self._roster = {one.person for one in roster}
        self._full, self._bearers = names_of(tuple(roster))
        self._accounts = owners((one.zoom_user_id, one.person) for one in roster)
        self._emails = owners((email, one.person) for one in roster for email in one.emails)
        self._decisions = _Decisions(known.decisions, participants)

    def matches(self) -> Iterator[Match]:
        """First all that needs no click, since a click that one of those explains says nothing about another."""
        found = [self._settled(one) for one in self._participants]
        if not any(one.doubt is Doubt.SAME_NAME for one in found):
            return iter(found)
        arrivals = Arrivals(found, self._known.clicks)
        return (self._by_click(one, arrivals) if one.doubt is Doubt.SAME_NAME else one for one in found)

    def _settled(self, one: Participant) -> Match:
        decided = self._decisions.of(one)
        if len(decided) > 1:
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.CONTRADICTION)
        if decided:
            return self._decided(one, decided[0])
        if any(map(is_note_taker, one.names)):
            return _machine(one)
        strong = self._strong(one)
        return self._by_strong(one, strong) if strong else self._by_name(one)

    def _decided(self, one: Participant, decision: Decision) -> Match:
        """Credit is for the roster only: who was struck off since is known, and not in this course."""
        if decision.ruling is Ruling.NOT_A_STUDENT:
            return Match(participant=one, pile=Pile.SET_ASIDE, evidence=Evidence.DECISION)
        pile = Pile.NOT_ENROLLED if self._roster.isdisjoint(decision.people) else Pile.MATCHED
        return Match(participant=one, pile=pile, people=decision.people, evidence=Evidence.DECISION)

    def _strong(self, one: Participant) -> dict[PersonId, Evidence]:
        """Everybody whom ids point to, with the strongest of those evidences."""
        found: dict[PersonId, Evidence] = {}
        for key in _ids(one):
            evidence, people = self._pointed(key[:2], key[2:])
            for person in people:
                if person not in found or _ORDER[evidence] < _ORDER[found[person]]:
                    found[person] = evidence
        return found

    def _pointed(self, kind: str, value: str) -> tuple[Evidence, frozenset[PersonId]]:
        match kind:
            case "r:":
                person = self._known.registrants.get(value)
                return Evidence.REGISTRANT, frozenset() if person is None else frozenset({person})
            case "z:":
                evidence, enrolled = Evidence.ZOOM_USER, self._accounts.get(value)
            case _:
                evidence, enrolled = Evidence.EMAIL, self._emails.get(value)
        stranger = self._known.strangers.get(value)
        return evidence, enrolled or (frozenset() if stranger is None else frozenset({stranger}))

    def _by_strong(self, one: Participant, strong: Mapping[PersonId, Evidence]) -> Match:
        if len(strong) > 1:
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.CONTRADICTION)
        ((person, evidence),) = strong.items()
        if any(person not in bearers for bearers in self._shown(one)):
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.CONTRADICTION)
        if one.crowded:
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.SHARED_LINK)
        pile = Pile.MATCHED if person in self._roster else Pile.NOT_ENROLLED
        return Match(participant=one, pile=pile, people=(person,), evidence=evidence)

    def _shown(self, one: Participant) -> Iterator[frozenset[PersonId]]:
        """Who is called by each of the names it showed, where somebody of the roster is.

        Word for word; but a single word is too little to speak against a Wei Ma's own account that shows "Wei".
        """
        keys = (key for key in map(name_key, one.names) if key in self._full)
        return (self._full[key] if " " in key or is_unspaced(key) else self._bearers[key] for key in keys)

    def _by_name(self, one: Participant) -> Match:
        verdicts = [self._named(key) for key in dict.fromkeys(map(name_key, one.names)) if not is_nameless(key)]
        verdicts = [verdict for verdict in verdicts if verdict.bearers]
        if not verdicts:
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.UNKNOWN)
        if not frozenset.intersection(*(verdict.bearers for verdict in verdicts)):
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.CONTRADICTION)
        settled = [verdict for verdict in verdicts if verdict.person is not None]
        if not settled:
            return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.SAME_NAME)
        best = min(settled, key=lambda verdict: _ORDER[verdict.evidence])
        people = () if best.person is None else (best.person,)
        return Match(participant=one, pile=Pile.MATCHED, people=people, evidence=best.evidence)

    def _named(self, key: str) -> _Verdict:
        """An alias is a name that was confirmed once; it settles nothing where somebody else is called so."""
        full = self._bearers.get(key, frozenset())
        here = self._known.course_aliases.get(key)
        elsewhere = self._known.aliases.get(key, frozenset()) & self._roster
        if here is not None and full <= {here}:
            if here not in self._roster:
                return _Verdict(bearers=frozenset())
            return _Verdict(bearers=frozenset({here}), person=here, evidence=Evidence.COURSE_ALIAS)
        bearers = full | elsewhere | (frozenset() if here is None else {here})
        if len(bearers) != 1:
            return _Verdict(bearers=bearers)
        (person,) = bearers
        return _Verdict(bearers=bearers, person=person, evidence=Evidence.ALIAS if elsewhere else Evidence.NAME)

    def _by_click(self, found: Match, arrivals: Arrivals) -> Match:
        one = found.participant
        bearers = frozenset.intersection(
            *(bearers for key in map(name_key, one.names) if (bearers := self._named(key).bearers))
        )
        person = arrivals.explained(one, bearers)
        if person is None:
            return found
        return Match(participant=one, pile=Pile.MATCHED, people=(person,), evidence=Evidence.CLICK)


class _Decisions:
    """Decisions as participants answer to them, although their keys may have become stronger since.

    An id is one participant's only. A name is found again under the participant that bears it, where that is the only
    one of the class: rows never go away, so it holds those that were decided about.
    """

    def __init__(self, decisions: Mapping[str, Decision], participants: Sequence[Participant]) -> None:
        self._decisions = decisions
        self._bearers: dict[str, int] = {}
        if any(key.startswith("n:") for key in decisions):
            for one in participants:
                for key in _answers_to(one):
                    self._bearers[key] = self._bearers.get(key, 0) + 1

    def of(self, one: Participant) -> list[Decision]:
        """None, one, or several that disagree. What was decided about an id goes before what was about a name."""
        if not self._decisions:
            return []
        keys = _answers_to(one)
        strong = [self._decisions[key] for key in keys if key in self._decisions and not key.startswith("n:")]
        if strong:
            return _distinct(strong)
        if one.key in self._decisions:
            return [self._decisions[one.key]]
        return _distinct(self._decisions[key] for key in keys if key in self._decisions and self._bearers.get(key) == 1)


def _machine(one: Participant) -> Match:
    """Never a person. One that bore a person's name as well is shown to somebody, since people play with names."""
    if all(map(is_note_taker, one.names)):
        return Match(participant=one, pile=Pile.SET_ASIDE)
    return Match(participant=one, pile=Pile.REVIEW, doubt=Doubt.CONTRADICTION)


def _answers_to(one: Participant) -> tuple[str, ...]:
    return one.keys or (one.key,)


def _distinct(decisions: Iterable[Decision]) -> list[Decision]:
    found = {(one.ruling, frozenset(one.people)): one for one in decisions}
    return list(found.values())


def _ids(one: Participant) -> Iterable[str]:
    if one.keys:
        return (key for key in one.keys if key[:2] in ("r:", "z:", "e:"))
    told = (("r:", one.registrant_id), ("z:", one.zoom_user_id), ("e:", one.email))
    return (kind + value for kind, value in told if value)


def _called(key: str, known: KnownEvidence) -> frozenset[PersonId]:
    here = known.course_aliases.get(key)
    return known.aliases.get(key, frozenset()) | (frozenset() if here is None else {here})
