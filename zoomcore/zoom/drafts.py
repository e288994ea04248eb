"""What we ask Zoom to make or change, as values, and the bodies Zoom wants for them. No I/O.

A start is sent as wall time with its IANA zone, so that a series keeps its hour across a clock change; a single
occurrence is moved in UTC, because Zoom takes no zone there.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.recurrence import Recurrence, write_recurrence
from zoomcore.zoom.settings import OCCURRENCE_SETTINGS, MeetingSettings, write_settings

#: Zoom cuts the agenda to this length in lists, so a reference must stand before it.
AGENDA_IN_LISTS = 250

#: (once, no fixed time, repeating) as Zoom numbers them.
_TYPES = {MeetingKind.MEETING: (2, 3, 8), MeetingKind.WEBINAR: (5, 6, 9)}


#: Whether Zoom makes a passcode where none is sent.
_OWN_PASSCODE = {MeetingKind.MEETING: "default_password", MeetingKind.WEBINAR: "default_passcode"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting to be made. `zone` is an IANA name; the wall time there is sent.

    `start` None means no fixed time, and then a `recurrence` says nothing to Zoom.

    `reference` becomes the agenda's first line; `ZoomClient.find_meeting` looks for it after a lost answer.
    Without a `password` Zoom makes one by the host's rules; an empty one asks for none.
    `tracking_fields` are pairs of a field and its value.
    """

    kind: MeetingKind = MeetingKind.MEETING
    topic: str
    agenda: str = ""
    reference: str = ""
    start: datetime | None = None
    zone: str
    duration_minutes: int = 60
    recurrence: Recurrence | None = None
    settings: MeetingSettings = field(default_factory=MeetingSettings)
    tracking_fields: tuple[tuple[str, str], ...] = ()
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """What shall be different; None leaves it as it is.

    `start` needs its `zone`, and for a whole series its `recurrence` too; a new agenda needs its `reference` again.
    Zoom ignores a start in the past without a word. A `recurrence` rebuilds all occurrences: moved ones are lost.
    """

    topic: str | None = None
    agenda: str | None = None
    reference: str = ""
    start: datetime | None = None
    zone: str | None = None
    duration_minutes: int | None = None
    recurrence: Recurrence | None = None
    settings: MeetingSettings | None = None
    password: str | None = field(default=None, repr=False)
    #: The e-mail or id of another host, who has to let the present one schedule for them (zoom-api 5.6).
    schedule_for: str | None = field(default=None, repr=False)
    #: Zoom replaces them as a whole: all that shall have a value.
    tracking_fields: tuple[tuple[str, str], ...] | None = None


def draft_body(draft: MeetingDraft) -> dict[str, Any]:
    body = {
        "topic": draft.topic,
        "type": _type(draft),
        "agenda": with_reference(draft.agenda, draft.reference),
        "timezone": draft.zone,
        "duration": draft.duration_minutes,
        "settings": write_settings(draft.settings, draft.kind),
        "tracking_fields": [{"field": name, "value": value} for name, value in draft.tracking_fields],
    }
    if draft.start is not None:
        body["start_time"] = _wall_time(draft.start, draft.zone)
    if draft.start is not None and draft.recurrence is not None:
        body["recurrence"] = write_recurrence(draft.recurrence)
    if draft.password:
        body["password"] = draft.password
    elif draft.password is not None:
        body[_OWN_PASSCODE[draft.kind]] = False
    return {key: value for key, value in body.items() if value not in ("", {}, [])}


def _type(draft: MeetingDraft) -> int:
    once, no_fixed_time, repeating = _TYPES[draft.kind]
    if draft.start is None:
        return no_fixed_time
    return repeating if draft.recurrence is not None else once


def change_body(kind: MeetingKind, change: MeetingChange) -> dict[str, Any]:
    """The body for a whole meeting or series. Raises ValueError for a start without its zone."""
    body: dict[str, Any] = {
        "topic": change.topic,
        "agenda": None if change.agenda is None else with_reference(change.agenda, change.reference),
        "timezone": change.zone,
        "duration": change.duration_minutes,
        "password": change.password,
        "schedule_for": change.schedule_for,
    }
    if change.start is not None:
        if change.zone is None:
            raise ValueError("A start is sent as wall time, so it needs its zone.")
        body["start_time"] = _wall_time(change.start, change.zone)
    if change.recurrence is not None:
        body |= {"recurrence": write_recurrence(change.recurrence), "type": _TYPES[kind][2]}
    if change.settings is not None:
        body["settings"] = write_settings(change.settings, kind)
    if change.tracking_fields is not None:
        body["tracking_fields"] = [{"field": name, "value": value} for name, value in change.tracking_fields]
    return {key: value for key, value in body.items() if value is not None}


def occurrence_body(kind: MeetingKind, change: MeetingChange) -> dict[str, Any]:
    """The body for one occurrence. Raises ValueError for what Zoom would ignore there, its topic for one."""
    settings = {} if change.settings is None else write_settings(change.settings, kind)
    ignored = sorted(set(settings) - OCCURRENCE_SETTINGS)
    whole = ("topic", "recurrence", "password", "schedule_for", "tracking_fields")
    ignored += [name for name in whole if getattr(change, name) is not None]
    if ignored:
        raise ValueError(f"Zoom does not change these on a single occurrence: {', '.join(ignored)}.")
    body: dict[str, Any] = {
        "agenda": None if change.agenda is None else with_reference(change.agenda, change.reference),
        "duration": change.duration_minutes,
        "start_time": None if change.start is None else change.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "settings": settings or None,
    }
    return {key: value for key, value in body.items() if value is not None}


def _wall_time(moment: datetime, zone: str) -> str:
    """Zoom has no way to name the second pass of a doubled hour; the first is what it takes."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")


def with_reference(agenda: str, reference: str) -> str:
    """The agenda with our reference as its first line."""
    return "\n".join(part for part in (reference, agenda) if part)


def without_reference(agenda: str, reference: str) -> str:
    """The agenda without our reference as its first line."""
    first, _newline, rest = agenda.partition("\n")
    return rest if first.strip() == reference else agenda


def mentions(agenda: str, reference: str) -> bool:
    """True when the reference stands in the agenda as a word of its own, so that ref-1 is not found in ref-12."""
    return re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", agenda) is not None
