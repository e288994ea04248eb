"""From rows as Zoom told them to participants: who is one and the same at Zoom, and when they were in.

Closed stays are evidence of presence and only ever add up. An open one (its leaving was not told) is an assumption,
which any later row may end. Two rows are one participant by an id, an e-mail, a connection; only rows that have no
such sign of their own are joined by their name, and never with one that has.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from zoomcore.domain.attendance.connections import Connection, Span, admitted, at_once, first_seen, stays, waits
from zoomcore.domain.attendance.evidence import HeldRun, Participant, ParticipantRecord
from zoomcore.domain.attendance.intervals import union
from zoomcore.domain.attendance.names import is_note_taker, name_key


def gather(
    records: Iterable[ParticipantRecord],
    runs: Sequence[HeldRun],
    *,
    until: datetime,
    apart: AbstractSet[str] = frozenset(),
) -> tuple[Participant, ...]:
    """Participants in order of their keys; the order, repetition and splitting of rows make no difference.

    A stay that was not seen to end is ended by the report's row of the same connection, else by one that began with it,
    else by the end of its run, else by `until` (now). A row of another day, one without length and one that ends before
    it begins leave a participant without that stay. Rows of a run that is not given are not looked at. `apart` are name
    keys borne by several of the roster (`matching.shared_names`): their rows are not joined by name.
    """
    spans = {run.uuid: (run.started_at, min(run.ended_at or until, until)) for run in runs}
    groups: dict[Connection, list[Connection]] = {}
    for one in _joined(_connected(records, spans), apart):
        groups.setdefault(one.root(), []).append(one)
    found = [_participant(group, apart) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: one.key))


def _connected(records: Iterable[ParticipantRecord], spans: dict[str, Span]) -> list[Connection]:
    found: dict[tuple[str, ...], Connection] = {}
    for row in records:
        if row.run not in spans:
            continue
        named = (row.run, row.connection) if row.connection else _unnumbered(row)
        one = found.get(named)
        if one is None:
            one = found[named] = Connection("/".join(named), spans[row.run])
        one.add(row)
    for one in found.values():
        one.close()
    return list(found.values())


def _unnumbered(row: ParticipantRecord) -> tuple[str, ...]:
    """What stands for a connection where Zoom numbered none: who it was, else the name."""
    who = row.registrant_id or row.zoom_user_id or row.email
    return (row.run, "id", who) if who and not is_note_taker(row.name) else (row.run, "name", row.name)


def _joined(connections: list[Connection], apart: AbstractSet[str]) -> list[Connection]:
    """The same, each under the root that an id or, for want of any, a name gave it."""
    owners: dict[object, Connection] = {}
    for one in connections:
        for sign in _signs(one, apart):
            other = owners.setdefault(sign, one)
            if other is not one:
                one.root().parent = other.root()
    for waiting, inside in admitted([one for one in connections if not _signs(one, apart)]):
        waiting.root().parent = inside.root()
    return connections


def _signs(one: Connection, apart: AbstractSet[str]) -> Iterable[object]:
    if one.taker:
        return (_taker_key(one),)
    if one.ids:
        return one.ids
    return () if not one.called or not apart.isdisjoint(one.called) else (one.called,)


def _taker_key(one: Connection) -> str:
    return "t:" + min(name_key(name) for name in one.names if is_note_taker(name))


def _participant(group: list[Connection], apart: AbstractSet[str]) -> Participant:
    signs = set[str]().union(*[one.ids for one in group])
    ids = sorted(signs, key=_rank) if len(signs) > 1 else list(signs)
    keys = _keys(group, ids, apart)
    told = stays(group)
    within = union([stay for _, _, stay in told])
    # As many pieces as were told: nothing overlaps.
    together, crowded = at_once(told) if len(within) < len(told) else (1, False)
    return Participant(
        key=keys[0],
        keys=keys,
        names=_names(group),
        registrant_id=_first(ids, "r:"),
        zoom_user_id=_first(ids, "z:"),
        email=_first(ids, "e:"),
        stays=within,
        waits=union(waits(group)),
        first_seen=first_seen(group),
        together=together,
        crowded=crowded,
    )


def _rank(sign: str) -> tuple[int, str]:
    return "rze".index(sign[0]), sign


def _first(ids: Sequence[str], kind: str) -> str:
    for one in ids:
        if one.startswith(kind):
            return one[2:]
    return ""


def _keys(group: list[Connection], ids: Sequence[str], apart: AbstractSet[str]) -> tuple[str, ...]:
    """All that it answers to, the strongest first. Several names in one "n:" key are parted by "|"."""
    if group[0].taker:
        return (_taker_key(group[0]),)
    names = sorted(set[str]().union(*[one.called for one in group]))
    single = sorted("c:" + one.name for one in group)
    called = ["n:" + "|".join(names), *(f"n:{name}" for name in names)] if names else []
    alone = not ids and (not names or not apart.isdisjoint(names))
    return tuple(dict.fromkeys([*ids, *single, *called] if alone else [*ids, *called, *single]))


def _names(group: list[Connection]) -> tuple[str, ...]:
    names = set[str]().union(*[one.names for one in group])
    if len(names) == 1:
        return tuple(names)
    latest: dict[str, datetime] = {}
    for one in group:
        for row in one.rows:
            at = row.left_at or row.joined_at or one.within[0]
            if row.name not in latest or at > latest[row.name]:
                latest[row.name] = at
    return tuple(sorted(latest, key=lambda name: (-latest[name].timestamp(), name)))
