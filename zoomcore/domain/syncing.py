"""What Zoom has beside what we have: whether a list's row says anything new, what differs, and what clashes. Pure."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from zoomcore.domain.dates import Pairing, ZoomDate
from zoomcore.domain.meetings import Meeting, Occurrence
from zoomcore.domain.options import Options, changed, options_to_data
from zoomcore.domain.schedule import Schedule

#: Under which name a meeting's agenda is kept beside its settings, our own mark in it as Zoom has it.
AGENDA = "agenda"
#: What lists do not carry (dates, rule, options) is read in full at least so often, for what is still to come.
READ_AGAIN = timedelta(days=7)
#: One "does not exist" may be Zoom's own slip (complaints #272, #346, #458 of the plugin): so many days must say it.
STRIKES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSync:
    """What we last saw of a meeting at Zoom.

    `seen` is its row in a list as plain data; `options` are its settings as Zoom writes them, without links and
    passcodes; `strikes` counts the days on which Zoom did not know it, `struck_on` is the last of them (UTC).
    """

    meeting_id: int
    seen: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    strikes: int = 0
    struck_on: date | None = None
    synced_at: datetime | None = None
    full_read_at: datetime | None = None


def pattern_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Of a meeting's settings in Zoom's words what suits the next term too: rooms by name, and tracking fields."""
    rooms = [{"name": room.get("name", "")} for room in options.get("breakout_room", {}).get("rooms", ())]
    tracking = options.get("tracking_fields")
    return {
        **({"breakout_room": {"enable": True, "rooms": rooms}} if rooms else {}),
        **({"tracking_fields": tracking} if tracking else {}),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One meeting of ours as a sweep looks at it. `starts` are all its dates; `coming`: one of them is not over."""

    meeting: Meeting
    sync: MeetingSync | None
    starts: frozenset[datetime]
    coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomCopy:
    """A meeting as Zoom has it now, in our words. None where Zoom did not say."""

    topic: str
    schedule: Schedule
    dates: tuple[ZoomDate, ...]
    join_url: str
    options: Options


class What(StrEnum):
    """What became different at Zoom."""

    TOPIC = "topic"
    MOVED = "moved"
    LENGTH = "length"
    ADDED = "added"
    OFF = "off"
    LINK = "link"
    WAITING_ROOM = "waiting room"
    RECORDING = "recording"
    OPTION = "option"
    HOST = "host"
    HOST_OFF = "host off"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`old` and `new` are plain text: instants in ISO form, minutes as digits. `count` dates are concerned.

    Of an OPTION `old` is its name and `new` its value as JSON.
    """

    what: What
    old: str = ""
    new: str = ""
    count: int = 1

    def to_data(self) -> dict[str, Any]:
        return {"what": self.what.value, "old": self.old, "new": self.new, "count": self.count}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Difference":
        return cls(what=What(data["what"]), old=data["old"], new=data["new"], count=data["count"])


def wants_full_read(known: Standing, seen: Mapping[str, Any], start: datetime | None, now: datetime) -> bool:
    """Whether a list's row is reason to read the meeting itself.

    A series stands in lists at its next date, which goes on by itself: only a start that we don't know is news.
    """
    sync = known.sync
    if sync is None or dict(sync.seen) != dict(seen) or (start is not None and start not in known.starts):
        return True
    return known.coming and (sync.full_read_at is None or now - sync.full_read_at >= READ_AGAIN)


def strikes_after(sync: MeetingSync | None, day: date) -> int:
    """How often Zoom has said "does not exist", counted once a day."""
    if sync is None:
        return 1
    return sync.strikes if sync.struck_on == day else sync.strikes + 1


def differences(
    meeting: Meeting, ours: Sequence[Occurrence], copy: ZoomCopy, pairing: Pairing
) -> tuple[Difference, ...]:
    """What Zoom has otherwise than we, in the order people care; `pairing` is that of `ours` with the copy's dates."""
    found = [*_of_topic(meeting.topic, copy.topic), *_of_dates(ours, pairing)]
    if copy.join_url and copy.join_url != meeting.join_url:
        found.append(Difference(what=What.LINK))
    found += [_of_option(name, meeting.options, copy.options) for name in changed(meeting.options, copy.options)]
    return tuple(found)


def _of_option(name: str, ours: Options, theirs: Options) -> Difference:
    """`old` is the option's name, where it has no kind of its own."""
    new = options_to_data(theirs)[name]
    if name == "waiting_room":
        return Difference(what=What.WAITING_ROOM, new="on" if new else "off")
    if name == "recording":
        return Difference(what=What.RECORDING, old=options_to_data(ours)[name], new=new)
    return Difference(what=What.OPTION, old=name, new=json.dumps(new, ensure_ascii=False))


def _of_topic(ours: str, theirs: str) -> list[Difference]:
    return [Difference(what=What.TOPIC, old=ours, new=theirs)] if theirs and theirs != ours else []


def _of_dates(ours: Sequence[Occurrence], pairing: Pairing) -> list[Difference]:
    by_id = {one.id: one for one in ours}
    kept = sorted(((by_id[number], there) for number, there in pairing.kept), key=lambda pair: _instant(pair[0].start))
    moved = [(here, there) for here, there in kept if here.start != there.start]
    longer = [(here, there) for here, there in kept if here.duration_minutes != there.minutes]
    gone = sorted((by_id[number] for number in pairing.gone), key=lambda one: _instant(one.start))
    found: list[Difference] = []
    if moved:
        here, there = moved[0]
        found.append(Difference(what=What.MOVED, old=_instant(here.start), new=_instant(there.start), count=len(moved)))
    if longer:
        here, there = longer[0]
        old, new = str(here.duration_minutes), str(there.minutes)
        found.append(Difference(what=What.LENGTH, old=old, new=new, count=len(longer)))
    if pairing.added:
        first = min(_instant(one.start) for one in pairing.added)
        found.append(Difference(what=What.ADDED, new=first, count=len(pairing.added)))
    if gone:
        found.append(Difference(what=What.OFF, old=_instant(gone[0].start), count=len(gone)))
    return found


def _instant(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a change of ours shall lead to: `topic` "" as it is, `dates` by Zoom's occurrence id, or `starts` in all."""

    topic: str = ""
    dates: Mapping[str, datetime] = field(default_factory=dict)
    starts: Collection[datetime] | None = None


def clash(
    meeting: Meeting, ours: Sequence[Occurrence], copy: ZoomCopy, pairing: Pairing, wanted: Wanted
) -> tuple[Difference, ...]:
    """What was changed at Zoom since we looked last and our change would overwrite.

    What Zoom has as we last saw it is no clash, nor what is there already as we want it: an earlier try may have
    got through.
    """
    if wanted.starts is None:
        return _clash_of_dates(ours, copy, wanted.dates)
    topic = [one for one in _of_topic(meeting.topic, copy.topic) if one.new != wanted.topic]
    done = {one.start for one in copy.dates} == set(wanted.starts)
    return (*topic, *([] if done else _of_dates(ours, pairing)))


def _clash_of_dates(
    ours: Sequence[Occurrence], copy: ZoomCopy, wanted: Mapping[str, datetime]
) -> tuple[Difference, ...]:
    theirs = {one.occurrence_id: one for one in copy.dates}
    found = []
    for here in ours:
        if here.zoom_occurrence_id not in wanted:
            continue
        there = theirs.get(here.zoom_occurrence_id)
        if there is None:
            found.append(Difference(what=What.OFF, old=_instant(here.start)))
        elif there.start not in {here.start, wanted[here.zoom_occurrence_id]}:
            found.append(Difference(what=What.MOVED, old=_instant(here.start), new=_instant(there.start)))
    return tuple(found)
