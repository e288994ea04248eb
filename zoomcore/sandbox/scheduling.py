"""Making, changing and deleting meetings and webinars: what Zoom does to the state, with no word of HTTP."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.announcements import announce_created, announce_deleted, announce_recovered, announce_updated
from zoomcore.sandbox.answers import Json, Refused, invalid
from zoomcore.sandbox.bodies import check_fields, read_start
from zoomcore.sandbox.booking import SERIES_TYPES, TIMELESS, Kind, Meeting, MeetingType, Occurrence
from zoomcore.sandbox.meeting_views import details, join_url
from zoomcore.sandbox.options import PER_OCCURRENCE, defaults, merged, read_settings
from zoomcore.sandbox.people import User
from zoomcore.sandbox.recurrence import epoch_id, make_occurrences, read_recurrence

DEFAULT_MINUTES = 60
DEFAULT_TYPE = {Kind.MEETING: MeetingType.SCHEDULED, Kind.WEBINAR: MeetingType.WEBINAR}
NO_HOSTING = "Your user account is not allowed meeting hosting and scheduling capabilities."


def require_hosting(user: User, kind: Kind) -> None:
    """400/3161 for users without a Meetings license, 400/200 without the webinar add-on (zoom-api 5.3, spec)."""
    if kind is Kind.MEETING and not user.may_host:
        raise Refused(400, 3161, NO_HOSTING)
    if kind is Kind.WEBINAR and not user.may_host_webinars:
        raise Refused(
            400,
            200,
            "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars for user"
            f" {user.id} in order to perform this action.",
        )


def find_meeting(account: Account, meeting_id: str, kind: Kind) -> Meeting:
    """The booking on this path. 400/300 not a number, 404/3001 gone, 400/3000 a webinar on a meeting call (4, 5.3)."""
    word = kind.value.capitalize()
    if not meeting_id.isdigit():
        raise Refused(400, 300, f"Invalid {kind.value} ID.")
    found = account.meetings.get(int(meeting_id))
    if found is None or found.deleted or found.expired(account.now()):
        raise Refused(404, 3001, f"{word} does not exist: {meeting_id}.")
    if found.kind is not kind:
        if kind is Kind.MEETING:
            raise Refused(400, 3000, "Cannot access webinar info.")
        raise Refused(404, 3001, f"Webinar does not exist: {meeting_id}.")
    require_hosting(account.users[found.host_id], kind)
    return found


def _host(account: Account, requester: User, body: Json) -> User:
    """Whom `schedule_for` names, if they made the requester their assistant (zoom-api 5.6)."""
    key = body.get("schedule_for")
    if not key or account.find_user(key) is requester:
        return requester
    if body.get("type") == MeetingType.INSTANT:
        raise Refused(
            400,
            3000,
            "Instant meetings do not support the `schedule_for` parameter, and you can't schedule an instant meeting"
            " for another user.",
        )
    target = account.find_user(key)
    if target is None:
        raise Refused(
            400,
            300,
            "The value that you entered in the `schedule_for` field is invalid. Enter a valid value and try again.",
        )
    if requester.id not in target.assistants:
        raise Refused(400, 3000, f"You cannot schedule a meeting for {key}.")
    return target


def _passcode(account: Account, host: User, body: Json) -> str:
    """The one sent, if the host's rule takes it; else one of Zoom's own unless it is declined (zoom-api 5.2)."""
    sent = body.get("password")
    if sent:
        if complaint := host.passcode_rule.broken_by(sent):
            raise invalid("password", complaint)
        return str(sent)
    wanted = body.get("default_password", body.get("default_passcode", True))
    return account.ids.passcode(host.passcode_rule) if wanted and host.require_passcode else ""


def create(account: Account, requester: User, kind: Kind, body: Json) -> Meeting:
    """A new booking for the user in the URL, or for whom they may schedule."""
    require_hosting(requester, kind)
    check_fields(body, kind)
    host = _host(account, requester, body)
    require_hosting(host, kind)
    meeting = _new(account, host, kind, body)
    meeting.assistant_id = "" if host is requester else requester.id
    if meeting.type not in TIMELESS:
        meeting.start = _first_start(account, meeting, body)
    if meeting.is_series:
        _rebuild(account, meeting, body.get("recurrence"))
    account.meetings[meeting.id] = meeting
    announce_created(account, meeting, join_url(account, meeting))
    return meeting


def _first_start(account: Account, meeting: Meeting, body: Json) -> datetime:
    """The start asked for; a missing or past one "defaults to the current time" (spec, POST …/meetings)."""
    asked, now = read_start(body.get("start_time"), meeting.timezone), account.now()
    return asked if asked is not None and asked >= now else now.replace(microsecond=0)


def _new(account: Account, host: User, kind: Kind, body: Json) -> Meeting:
    return Meeting(
        id=account.ids.meeting(),
        uuid=account.ids.uuid(),
        kind=kind,
        type=body.get("type", DEFAULT_TYPE[kind]),
        host_id=host.id,
        created_at=account.now(),
        topic=body.get("topic") or f"{host.display_name}'s Zoom {kind.value.capitalize()}",
        agenda=body.get("agenda", ""),
        timezone=body.get("timezone") or host.timezone,
        duration_minutes=body.get("duration", DEFAULT_MINUTES),
        start=None,
        settings=merged(account, host, defaults(kind), read_settings(body.get("settings"), kind)),
        tracking_fields=body.get("tracking_fields", []),
        pre_schedule=body.get("pre_schedule", False),
        password=_passcode(account, host, body),
        encrypted_password=f"{account.ids.letters(31)}.1",
        pstn_password=account.ids.digits(6),
        dynamic_host_key=account.ids.digits(6),
    )


def _rebuild(account: Account, meeting: Meeting, raw: object) -> None:
    """New occurrences from the whole rule: single moved or deleted ones are lost (zoom-api 5.4)."""
    rule = read_recurrence(raw)
    start = meeting.start or account.now().replace(microsecond=0)
    meeting.recurrence = rule
    meeting.occurrences = make_occurrences(rule, start, meeting.timezone, meeting.duration_minutes)
    # A series begins with its first date, which may be later than the start that was asked for.
    meeting.start = meeting.occurrences[0].start if meeting.occurrences else start


# --- changing -----------------------------------------------------------------------------------------------------

PLAIN_FIELDS = ("topic", "agenda", "tracking_fields", "pre_schedule")
TIME_FIELDS = frozenset({"start_time", "timezone", "recurrence", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What a PATCH of the whole asks of type, start and zone; `start` None keeps the old one."""

    type: int
    timezone: str
    start: datetime | None
    ignored: bool


def _timing(account: Account, meeting: Meeting, body: Json) -> Timing:
    """A start in the past is ignored, and then a recurring meeting's times do not change at all (zoom-api 5.3)."""
    timezone = body.get("timezone") or meeting.timezone
    asked = read_start(body.get("start_time"), timezone)
    past = asked is not None and asked < account.now() - timedelta(seconds=60)
    start = None if past or asked is None else asked
    return Timing(type=body.get("type", meeting.type), timezone=timezone, start=start, ignored=past)


def _retime(account: Account, meeting: Meeting, body: Json) -> None:
    timing = _timing(account, meeting, body)
    if timing.type in SERIES_TYPES:
        if timing.ignored and meeting.is_series:
            return
        if TIME_FIELDS & body.keys() - {"type"} or timing.type != meeting.type:
            _retime_series(account, meeting, timing, body)
        elif "duration" in body:
            for occurrence in meeting.occurrences:
                occurrence.duration_minutes = meeting.duration_minutes
        return
    meeting.type = timing.type
    meeting.timezone = timing.timezone
    meeting.recurrence, meeting.occurrences = None, []
    meeting.start = None if timing.type in TIMELESS else timing.start or meeting.start or account.now()


def _retime_series(account: Account, meeting: Meeting, timing: Timing, body: Json) -> None:
    """The whole series changes only with a complete recurrence object (zoom-api 5.3, 5.4)."""
    read_recurrence(body.get("recurrence"))
    meeting.type = timing.type
    meeting.timezone = timing.timezone
    meeting.start = timing.start or meeting.start
    _rebuild(account, meeting, body["recurrence"])


def update(account: Account, meeting: Meeting, body: Json) -> None:
    """PATCH of the whole: keys left out stay as they are (zoom-api 5.3). All or nothing."""
    check_fields(body, meeting.kind)
    host = account.users[meeting.host_id]
    new_host = _host(account, host, {**body, "type": meeting.type})
    require_hosting(new_host, meeting.kind)
    settings = merged(account, host, meeting.settings, read_settings(body.get("settings"), meeting.kind))
    password = _passcode(account, host, {**body, "default_password": False}) if "password" in body else meeting.password
    if body.get("recurrence") is not None:
        read_recurrence(body["recurrence"])
    before = details(account, meeting)
    old_minutes = meeting.duration_minutes
    meeting.duration_minutes = body.get("duration", old_minutes)
    try:
        _retime(account, meeting, body)
    except Refused:
        meeting.duration_minutes = old_minutes
        raise
    for name in PLAIN_FIELDS:
        setattr(meeting, name, body.get(name, getattr(meeting, name)))
    if password != meeting.password:
        # What the link carries of it is another one too (practice).
        meeting.encrypted_password = f"{account.ids.letters(31)}.1"
    meeting.settings, meeting.password, meeting.host_id = settings, password, new_host.id
    announce_updated(account, meeting, before=before, after=details(account, meeting), occurrence_id=None)


def find_occurrence(meeting: Meeting, occurrence_id: str) -> Occurrence:
    """400/300 as the spec's DELETE words it; deleted ones are not found again (zoom-api 5.5)."""
    found = meeting.occurrence(occurrence_id)
    if found is None:
        raise Refused(400, 300, "Invalid parameter: `occurrence_id`.")
    return found


def update_occurrence(account: Account, meeting: Meeting, occurrence_id: str, body: Json) -> None:
    """PATCH of one date: agenda, start, duration and seven settings; all else, the topic too, is ignored (5.5)."""
    check_fields(body, meeting.kind)
    sent = read_settings(body.get("settings"), meeting.kind)
    occurrence = find_occurrence(meeting, occurrence_id)
    before = details(account, meeting, occurrence)
    start = read_start(body.get("start_time"), body.get("timezone") or meeting.timezone)
    if start is not None and start >= account.now():
        occurrence.start = start
        if account.settings.moving_renames_occurrences:
            occurrence.id = epoch_id(start)
    occurrence.duration_minutes = body.get("duration", occurrence.duration_minutes)
    occurrence.agenda = body.get("agenda", occurrence.agenda)
    occurrence.settings |= {name: value for name, value in sent.items() if name in PER_OCCURRENCE}
    if occurrence.settings.get("waiting_room"):
        occurrence.settings["join_before_host"] = False
    meeting.occurrences.sort(key=lambda each: each.start)
    after = details(account, meeting, occurrence)
    announce_updated(account, meeting, before=before, after=after, occurrence_id=occurrence_id)


# --- deleting -----------------------------------------------------------------------------------------------------


def delete(account: Account, meeting: Meeting, occurrence_id: str | None) -> None:
    """One date stays in the list as `deleted`; without an occurrence the whole series goes (zoom-api 5.3, 5.5)."""
    if not occurrence_id:
        meeting.deleted = True
        announce_deleted(account, meeting, None)
        return
    occurrence = find_occurrence(meeting, occurrence_id)
    occurrence.deleted = True
    announce_deleted(account, meeting, occurrence)


def recover(account: Account, meeting_id: str, kind: Kind) -> Meeting:
    """A deleted one comes back with its id (zoom-api 5.3)."""
    found = account.meetings.get(int(meeting_id)) if meeting_id.isdigit() else None
    if found is None or found.kind is not kind or not found.deleted:
        raise Refused(404, 3001, f"{kind.value.capitalize()} does not exist: {meeting_id}.")
    found.deleted = False
    announce_recovered(account, found)
    return found
