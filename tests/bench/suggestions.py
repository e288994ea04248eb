"""Names to review, as they are opened: whom each may be, beside the bare comparison of names with names."""

from rapidfuzz import fuzz, process

from tests.bench.grading import p50
from tests.bench.report import Row, at_most
from tests.zoomcore.domain.attendance.corpus import corpus
from tests.zoomcore.domain.attendance.rows import at
from zoomcore.domain.attendance.evidence import Pile
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.matching import match
from zoomcore.domain.attendance.suggesting import suggest_all

#: Of the labelled corpus; together their rosters are one large lecture's.
CLASSES = 7
ROUNDS = 7


def rows() -> list[Row]:
    """The yardstick is rapidfuzz's comparison that minds no order of words, once for each pair of names."""
    held = corpus()[:CLASSES]
    roster = [student for one in held for student in one.roster]
    clicks = [click for one in held for click in one.known.clicks]
    pile = []
    for one in held:
        told = gather([record for each in one.presences for record in each.records], one.runs, until=at(100))
        pile += [found.participant for found in match(told, one.roster, one.known) if found.pile is Pile.REVIEW]
    shown, names = [one.names[0] for one in pile], [one.name for one in roster]
    absent = {one.person for one in roster}
    ours = p50(lambda: suggest_all(pile, roster, clicks=clicks, absent=absent), rounds=ROUNDS)
    bare = p50(lambda: process.cdist(shown, names, scorer=fuzz.token_ratio), rounds=ROUNDS)
    return [at_most(f"Suggestions for {len(pile)} names among {len(roster)}, against a cdist", ours, bare, limit=2)]
