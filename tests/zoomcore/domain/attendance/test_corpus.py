"""What the labelled corpus comes to: no wrong credit, nothing clear that is asked, good suggestions for the rest."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.zoomcore.domain.attendance.corpus import Labelled, LabelledClass, corpus
from tests.zoomcore.domain.attendance.rows import at
from zoomcore.domain.attendance.evidence import Match, Pile
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.matching import match, shared_names
from zoomcore.domain.attendance.suggesting import suggest_all

CLASSES = corpus()


def matches_of(held: LabelledClass) -> tuple[Match, ...]:
    records = [record for one in held.presences for record in one.records]
    apart = shared_names(held.roster, held.known)
    return match(gather(records, held.runs, until=at(100), apart=apart), held.roster, held.known)


def labelled(held: LabelledClass, matches: tuple[Match, ...]) -> Iterator[tuple[Labelled, Match]]:
    """Every match with every label of the rows that went into it."""
    by_connection = {key: found for found in matches for key in found.participant.keys if key.startswith("c:")}
    machines = {name: found for found in matches if found.pile is Pile.SET_ASIDE for name in found.participant.names}
    for one in held.presences:
        for record in {record.connection: record for record in one.records}.values():
            found = by_connection.get(f"c:{record.run}/{record.connection}") or machines[record.name]
            yield one, found


PAIRS = [pair for held in CLASSES for pair in labelled(held, matches_of(held))]


def is_right(one: Labelled, found: Match) -> bool:
    if one.truth is None:
        return found.pile in (Pile.SET_ASIDE, Pile.NOT_ENROLLED)
    return found.pile is Pile.MATCHED and found.people == (one.truth,)


def test_the_corpus_is_large_and_of_many_kinds():
    presences = [one for held in CLASSES for one in held.presences]
    kinds = Counter(one.kind for one in presences)
    assert len(presences) >= 2_000, kinds
    assert min(kinds.values()) >= 10, kinds
    assert sum(not one.settled for one in presences) >= 800


def test_nobody_gets_credit_for_another_s_presence():
    wrong = [
        (one.kind, one.truth, found.people, found.evidence, found.participant.names)
        for one, found in PAIRS
        if found.pile is Pile.MATCHED and found.people != (one.truth,)
    ]
    assert not wrong, f"{len(wrong)} of {len(PAIRS)} rows credit somebody wrongly: {wrong[:20]}"


@pytest.mark.parametrize("seed", [1_000, 6_000, 20_000])
def test_nor_in_classes_made_by_other_chances(seed):
    wrong = [
        (one.kind, one.truth, found.people, found.evidence, found.participant.names)
        for held in corpus(seed)
        for one, found in labelled(held, matches_of(held))
        if found.pile is Pile.MATCHED and found.people != (one.truth,)
    ]
    assert not wrong


def test_what_a_row_settles_is_hardly_ever_asked():
    settled = [(one, found) for one, found in PAIRS if one.settled]
    asked = [(one.kind, found.doubt, found.participant.names) for one, found in settled if not is_right(one, found)]
    share = 1 - len(asked) / len(settled)
    assert share >= 0.95, f"{share:.1%} of {len(settled)} settled without asking; asked: {asked[:20]}"


def test_the_right_person_is_among_the_first_three_suggested():
    asked, missed = Counter(), []
    for held in CLASSES:
        matches = matches_of(held)
        review = [found.participant for found in matches if found.pile is Pile.REVIEW]
        absent = {one.person for one in held.roster} - {person for found in matches for person in found.people}
        ranked = suggest_all(review, held.roster, clicks=held.known.clicks, absent=absent)
        suggested = {one.key: [each.person for each in told] for one, told in zip(review, ranked, strict=True)}
        for one, found in labelled(held, matches):
            if found.pile is Pile.REVIEW and one.truth is not None:
                asked[one.kind] += 1
                if one.truth not in suggested[found.participant.key]:
                    missed.append((one.kind, found.participant.names))
    share = 1 - len(missed) / asked.total()
    assert asked.total() >= 500
    assert share >= 0.90, f"{share:.1%} of {asked.total()} ({asked}); not among the first three: {missed[:40]}"
