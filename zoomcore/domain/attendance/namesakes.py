"""Telling people of one name apart by when they pressed Join: the weakest evidence, so it asks for much."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from zoomcore.domain.attendance.evidence import JoinClick, Match, Participant, Pile
from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.people import PersonId

#: How long before an arrival the click may lie that explains it: Zoom's own window opens, an update is refused.
CLICK_BEFORE = timedelta(minutes=5)
#: Of more presences or people of one name than these nobody is told apart: clicks lie too close together.
MOST_NAMESAKES = 20
#: How far Zoom's clock and ours may differ.
CLOCKS = timedelta(seconds=30)


class Arrivals:
    """Who came when, by name and, where it is settled, by person; and who pressed Join when."""

    def __init__(self, matches: Sequence[Match], clicks: Iterable[JoinClick]) -> None:
        self._clicks: defaultdict[PersonId, list[datetime]] = defaultdict(list)
        self._named: defaultdict[str, list[Participant]] = defaultdict(list)
        self._settled: defaultdict[PersonId, list[datetime]] = defaultdict(list)
        for click in sorted(clicks, key=lambda one: one.at):
            self._clicks[click.person].append(click.at)
        for found in matches:
            for key in {*map(name_key, found.participant.names)}:
                self._named[key].append(found.participant)
            if found.pile is Pile.MATCHED and found.participant.arrived_at is not None:
                for person in found.people:
                    self._settled[person].append(found.participant.arrived_at)

    def explained(self, one: Participant, bearers: AbstractSet[PersonId]) -> PersonId | None:
        """The only bearer of its name who pressed Join minutes before it came; None where anything speaks against it.

        It must be one presence without a gap; every other bearer is accounted for, by a click of their own or by what
        they were settled with (else this may be one who came past our link); nobody of its name left before it came
        (that may be the same one, back again); nobody else of its name, and not the bearer in another way, came within
        minutes of that click.
        """
        arrived = one.arrived_at
        named = sum(len(self._named[key]) for key in map(name_key, one.names))
        if arrived is None or len(one.stays) > 1 or one.together > 1 or max(named, len(bearers)) > MOST_NAMESAKES:
            return None
        near = [(person, click) for person in bearers for click in self._before(person, arrived)]
        people = {person for person, _ in near}
        if len(people) != 1:
            return None
        (person,) = people
        if any(other not in self._clicks and other not in self._settled for other in bearers - people):
            return None
        others = [two for key in map(name_key, one.names) for two in self._named[key] if two is not one]
        if any(_left_by(two, arrived) for two in others):
            return None
        came = [*(two.arrived_at for two in others), *self._settled[person]]
        explains = any(at is not None and _explains(click, at) for _, click in near for at in came)
        return None if explains else person

    def _before(self, person: PersonId, arrived: datetime) -> list[datetime]:
        clicks = self._clicks.get(person, [])
        first = bisect_left(clicks, arrived - CLICK_BEFORE)
        return [at for at in clicks[first:] if _explains(at, arrived)]


def _explains(click: datetime, arrived: datetime) -> bool:
    return click - CLOCKS <= arrived <= click + CLICK_BEFORE


def _left_by(one: Participant, at: datetime) -> bool:
    arrived = one.arrived_at
    if arrived is None or arrived > at:
        return False
    return not one.stays or any(stay.end <= at for stay in one.stays)
