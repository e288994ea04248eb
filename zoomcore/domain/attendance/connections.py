"""One joining of one device, and what a handful of them that are one participant come to: stays, waits, at once or not.

Instants are UTC; every stay is clipped to its run, so that a row which Zoom dates another day adds nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from zoomcore.domain.attendance.evidence import EvidenceSource, JoinInterval, ParticipantRecord, Where
from zoomcore.domain.attendance.intervals import union
from zoomcore.domain.attendance.names import is_nameless, is_note_taker, name_key, same_or_part

#: How long before a run somebody may have stood in its waiting room. What lies further off is of another day.
EARLY = timedelta(hours=2)
#: A whole stay that began so close to a joining tells of the same one, where no connection says so.
SLIP = timedelta(minutes=1)
#: Between the end of a wait and the joining it led to.
LET_IN = timedelta(seconds=5)

Span = tuple[datetime, datetime]
_NOBODY: frozenset[str] = frozenset()
_WAITING = Where.WAITING_ROOM


class Connection:
    """All rows of one joining; or, where Zoom numbered none, of one identity within one run. `within` is its run."""

    __slots__ = ("called", "ids", "name", "names", "parent", "rows", "taker", "waited", "within")

    def __init__(self, name: str, within: Span) -> None:
        self.name = name
        self.within = within
        self.rows: list[ParticipantRecord] = []
        self.waited = False
        self.names: set[str] = set()
        self.ids: set[str] = set()
        self.called = _NOBODY
        self.taker = False
        self.parent: Connection = self

    def add(self, row: ParticipantRecord) -> None:
        self.rows.append(row)
        self.names.add(row.name)
        if row.where is _WAITING:
            self.waited = True
        if row.registrant_id:
            self.ids.add("r:" + row.registrant_id)
        if row.zoom_user_id:
            self.ids.add("z:" + row.zoom_user_id)
        if row.email:
            self.ids.add("e:" + row.email)

    def root(self) -> "Connection":
        one = self
        while one.parent is not one:
            one.parent = one.parent.parent
            one = one.parent
        return one

    def close(self) -> None:
        """Read the names, once all rows are in: `called` are keys of those that tell somebody apart."""
        if len(self.names) == 1:
            (name,) = self.names
            self.called, self.taker = _called(name), is_note_taker(name)
        else:
            self.called = _NOBODY.union(*map(_called, self.names))
            self.taker = any(map(is_note_taker, self.names))


@lru_cache(maxsize=1 << 14)
def _called(name: str) -> frozenset[str]:
    return _NOBODY if is_nameless(name) else frozenset({name_key(name)})


_Shows = tuple[frozenset[str], frozenset[str]]


def _may_be_one(one: _Shows, other: _Shows) -> bool:
    """Whether names and Zoom accounts may be one person's two devices: one account, or names that agree or are none."""
    if one[1] & other[1] or not one[0] or not other[0]:
        return True
    return any(same_or_part(mine, theirs) for mine in one[0] for theirs in other[0])


def admitted(connections: Iterable[Connection]) -> list[tuple[Connection, Connection]]:
    """A wait and the presence it led to, where Zoom numbered both and nothing but a shared name tells whose they are.

    The one began as the other ended, under the same name, and neither goes with any other one: two of a name let in at
    once stay apart.
    """
    waiting: defaultdict[tuple[str, frozenset[str]], list[tuple[datetime, Connection]]] = defaultdict(list)
    inside: defaultdict[tuple[str, frozenset[str]], list[tuple[datetime, Connection]]] = defaultdict(list)
    for one in connections:
        came = [row.joined_at for row in one.rows if row.where is not _WAITING and row.joined_at]
        left = [row.left_at for row in one.rows if row.where is _WAITING and row.left_at]
        name = (one.rows[0].run, one.called)
        if came:
            inside[name].append((min(came), one))
        elif left:
            waiting[name].append((max(left), one))
    pairs = [
        (wait, stay)
        for name, waits_of in waiting.items()
        for ended, wait in waits_of
        for began, stay in inside[name]
        if abs(began - ended) <= LET_IN
    ]
    waits_seen, stays_seen = Counter(id(wait) for wait, _ in pairs), Counter(id(stay) for _, stay in pairs)
    return [(wait, stay) for wait, stay in pairs if waits_seen[id(wait)] == stays_seen[id(stay)] == 1]


Told = tuple[Connection, EvidenceSource, JoinInterval]


def first_seen(connections: Iterable[Connection]) -> datetime | None:
    """The first instant that any row of them names, of this day; a row without length counts as well."""
    first = within = None
    for one in connections:
        if one.within is not within:
            within = one.within
            opens, closes = within[0] - EARLY, within[1]
        for row in one.rows:
            at = row.joined_at or row.left_at
            if at is not None and opens <= at <= closes and (first is None or at < first):
                first = at
    return first


def stays(connections: Sequence[Connection]) -> list[Told]:
    """In the meeting or a breakout room of it, one for each source's telling; not yet a union."""
    whole: list[Told] = []
    ends: list[tuple[Connection, ParticipantRecord]] = []
    for one in connections:
        for row in one.rows:
            if row.where is _WAITING:
                continue
            if row.joined_at is None or row.left_at is None:
                ends.append((one, row))
            elif (found := _clipped(row.joined_at, row.left_at, one.within)) is not None:
                whole.append((one, row.source, found))
    return [*whole, *_paired(ends, whole)] if ends else whole


def waits(connections: Iterable[Connection]) -> Iterator[JoinInterval]:
    """In the waiting room. One that was not seen to end lasts to the joining after it, and without that is none."""
    for one in connections:
        if not one.waited:
            continue
        rows = [row for row in one.rows if row.where is _WAITING]
        joined = [row.joined_at for row in one.rows if row.where is not _WAITING and row.joined_at]
        within = (one.within[0] - EARLY, one.within[1])
        for row in rows:
            if row.joined_at and row.left_at and (found := _clipped(row.joined_at, row.left_at, within)):
                yield found
        for start, end in _pairs(rows):
            ended = end or min((at for at in joined if at > start), default=None)
            if ended and (found := _clipped(start, ended, within)):
                yield found


def at_once(told: Sequence[Told]) -> tuple[int, bool]:
    """How many connections were in at one moment, at most, and whether two such cannot be one person.

    Counted within each source: two sources tell of the same joining.
    """
    most, crowded = 1, False
    for source in {one[1] for one in told}:
        by_connection: dict[Connection, list[JoinInterval]] = {}
        for connection, whose, stay in told:
            if whose is source:
                by_connection.setdefault(connection, []).append(stay)
        # Leavings before joinings of the same instant: one after another is not at once.
        edges = sorted(
            edge
            for number, stays_of in enumerate(by_connection.values())
            for stay in union(stays_of)
            for edge in ((stay.start, 1, number), (stay.end, 0, number))
        )
        most, crowded = _swept(edges, list(by_connection), most=most, crowded=crowded)
    return most, crowded


def _swept(
    edges: Iterable[tuple[datetime, int, int]], connections: Sequence[Connection], *, most: int, crowded: bool
) -> tuple[int, bool]:
    """Those that show the same are compared once, so that a thousand on one link take no longer than a thousand."""
    inside: Counter[_Shows] = Counter()
    for _, comes, number in edges:
        one = connections[number]
        shows = one.called, frozenset(sign for sign in one.ids if sign.startswith("z:"))
        if not comes:
            inside[shows] -= 1
            if not inside[shows]:
                del inside[shows]
            continue
        crowded = crowded or not all(_may_be_one(shows, other) for other in inside)
        inside[shows] += 1
        most = max(most, inside.total())
    return most, crowded


def _paired(ends: list[tuple[Connection, ParticipantRecord]], whole: Sequence[Told]) -> Iterator[Told]:
    """Stays out of rows that tell one end each, by connection and place. `whole` end those that were left open."""
    own: dict[Connection, datetime] = {}
    for connection, _, stay in whole:
        own[connection] = max(stay.end, own.get(connection, stay.end))
    ends.sort(key=lambda one: (id(one[0]), one[1].where))
    for (_, _), group in groupby(ends, key=lambda one: (id(one[0]), one[1].where)):
        rows = list(group)
        one = rows[0][0]
        for start, end in _pairs([row for _, row in rows]):
            ended = end or _end_of(one, start, whole, own) or one.within[1]
            if (found := _clipped(start, ended, one.within)) is not None:
                yield one, EvidenceSource.WEBHOOK, found


def _pairs(rows: Iterable[ParticipantRecord]) -> Iterator[tuple[datetime, datetime | None]]:
    """Joinings with the leavings after them, whatever came twice, late or not at all.

    Of several joinings before a leaving the first counts, of several leavings before a joining the last: Zoom tells
    the leaving of a killed client minutes after it joined again. A leaving that nothing precedes is no stay.
    """
    rows = list(rows)
    joins = {row.joined_at for row in rows if row.joined_at is not None and row.left_at is None}
    leaves = {row.left_at for row in rows if row.left_at is not None and row.joined_at is None}
    start = end = None
    for at in sorted(joins | leaves):
        if start is not None and (end is None or at not in joins):
            # A leaving and a joining in one instant are a walk from room to room.
            end = end if at in joins else at
        elif at in joins:
            if start is not None:
                yield start, end
            start, end = at, at if at in leaves else None
    if start is not None:
        yield start, end


def _end_of(
    connection: Connection, start: datetime, whole: Sequence[Told], own: Mapping[Connection, datetime]
) -> datetime | None:
    """Where a whole row ends that tells of the stay which began at `start`; `own` are the last ends by connection."""
    if connection in own and own[connection] > start:
        return own[connection]
    run = connection.within
    near = [stay.end for one, _, stay in whole if one.within == run and stay.start - SLIP <= start < stay.end]
    return max(near, default=None)


def _clipped(start: datetime, end: datetime, within: Span) -> JoinInterval | None:
    opens, closes = within
    start = opens if start < opens else start  # noqa: FURB136 - twice as fast, for every row of a class
    end = closes if end > closes else end  # noqa: FURB136
    return JoinInterval(start, end) if start < end else None
