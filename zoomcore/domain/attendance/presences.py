"""From participants to people: all that was found about each of them at one class, over every device and run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from zoomcore.domain.attendance.evidence import Evidence, JoinClick, Match, Pile
from zoomcore.domain.attendance.intervals import Intervals, union
from zoomcore.domain.attendance.rules import AttendanceRule, Presence
from zoomcore.domain.people import PersonId

#: What rests on nothing but a name that somebody typed, in this course or ever. CLICK does not: their own signed link
#: was pressed minutes before.
A_NAME_ALONE = frozenset({Evidence.NAME, Evidence.ALIAS, Evidence.COURSE_ALIAS})


def presences(
    matches: Sequence[Match], clicks: Iterable[JoinClick], *, rule: AttendanceRule
) -> Mapping[PersonId, Presence]:
    """One for each person who was matched or pressed Join; a shared device counts for each who sat at it.

    Where the rule is strict, what a name alone matched goes to `withheld`: it is no stay and no arrival, its evidence
    is kept, and so it can be shown and confirmed.
    """
    matched: defaultdict[PersonId, list[Match]] = defaultdict(list)
    for match in matches:
        if match.pile is Pile.MATCHED:
            # A union: whoever is named twice for one device was there once.
            for person in match.people:
                matched[person].append(match)
    pressed: defaultdict[PersonId, list[datetime]] = defaultdict(list)
    for click in clicks:
        # In whole seconds, as Zoom tells its instants.
        pressed[click.person].append(click.at.replace(microsecond=0))
    people = sorted(matched.keys() | pressed.keys())
    strict = rule.strict
    return {one: _presence(one, matched.get(one, ()), pressed.get(one, ()), strict=strict) for one in people}


def _presence(person: PersonId, matches: Sequence[Match], pressed: Sequence[datetime], *, strict: bool) -> Presence:
    doubtful = [one for one in matches if earns_nothing(one, strict=True)] if strict else []
    earning = [one for one in matches if not earns_nothing(one, strict=True)] if doubtful else matches
    return Presence(
        person=person,
        stays=_together([one.participant.stays for one in earning]),
        waits=_together([one.participant.waits for one in earning]),
        clicks=tuple(sorted(set(pressed))) if pressed else (),
        withheld=_together([one.participant.stays for one in doubtful]),
        evidence=frozenset([one.evidence for one in matches if one.evidence is not None]),
    )


def _together(unions: Sequence[Intervals]) -> Intervals:
    """Their union. Most people are one participant, whose own is one already."""
    if len(unions) == 1:
        return unions[0]
    return union(one for each in unions for one in each)


def earns_nothing(match: Match, *, strict: bool) -> bool:
    """Whether a strict rule withholds it."""
    return strict and match.evidence in A_NAME_ALONE
