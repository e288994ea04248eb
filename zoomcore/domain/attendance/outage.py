"""Whether a class broke down: many leave at once and it goes on without them. A reason to ask, never to decide."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from zoomcore.domain.attendance.evidence import JoinInterval
from zoomcore.domain.attendance.intervals import Intervals, intersect, total, union
from zoomcore.domain.people import PersonId

#: This share of those present leaves within AT_ONCE ...
SHARE = Decimal("0.3")
AT_ONCE = timedelta(minutes=1)
#: ... and is not back within so much time of class: a reconnect, a breakout room or a restart of the run is no leaving.
BACK_WITHIN = timedelta(minutes=2)
#: So much later as many as SHARE of them are in class, or it was simply over: dismissed early, questions at the end.
GOES_ON = timedelta(minutes=10)
#: Fewer than this leave every small class now and then.
FEWEST = 3


def find_outage(stays: Mapping[PersonId, Sequence[JoinInterval]], window: Intervals) -> datetime | None:
    """The first moment at which it looks like one; None where it does not.

    Time without a run is no time of class. A planned break in which people really leave for longer than BACK_WITHIN
    looks the same, which is why voiding is only proposed.
    """
    crowd = _Crowd([one for each in stays.values() for one in _lasting(intersect(union(each), window), window)])
    for moment in sorted(set(crowd.ends)):
        enough = SHARE * crowd.before(moment)
        leaving = crowd.leaving(moment)
        many = leaving >= enough and leaving >= FEWEST
        if many and crowd.most_from(moment + GOES_ON) >= enough:
            return moment
    return None


class _Crowd:
    """How many are in at a time; every question costs a bisection."""

    def __init__(self, stays: Sequence[JoinInterval]) -> None:
        self.starts = sorted(one.start for one in stays)
        self.ends = sorted(one.end for one in stays)
        # It is fullest when somebody has just come: the most from there to the end.
        counts = [self._at(one) for one in self.starts]
        self._most = [*accumulate(reversed(counts), max)][::-1]

    def before(self, moment: datetime) -> int:
        return bisect_left(self.starts, moment) - bisect_left(self.ends, moment)

    def leaving(self, moment: datetime) -> int:
        return bisect_right(self.ends, moment + AT_ONCE) - bisect_left(self.ends, moment)

    def most_from(self, moment: datetime) -> int:
        coming = bisect_left(self.starts, moment)
        return max(self._at(moment), self._most[coming] if coming < len(self._most) else 0)

    def _at(self, moment: datetime) -> int:
        return bisect_right(self.starts, moment) - bisect_right(self.ends, moment)


def _lasting(stays: Intervals, window: Intervals) -> Iterator[JoinInterval]:
    """With every gap closed in which hardly any class was missed."""
    if not stays:
        return
    start, end = stays[0].start, stays[0].end
    for one in stays[1:]:
        if total(intersect((JoinInterval(end, one.start),), window)) > BACK_WITHIN:
            yield JoinInterval(start, end)
            start = one.start
        end = one.end
    yield JoinInterval(start, end)
