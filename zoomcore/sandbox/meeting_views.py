"""Meetings and webinars as answers: the shapes of Zoom's response schemas (spec, GET /meetings/{meetingId} …)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json, without_nones, zulu
from zoomcore.sandbox.booking import TIMELESS, Kind, Meeting, Occurrence
from zoomcore.sandbox.recurrence import write_recurrence

# List answers cut the agenda (zoom-api 5.2).
LISTED_AGENDA = 250


def registrant_link(account: Account, meeting: Meeting, registrant_id: str) -> str:
    """A registrant's own way in: no passcode in it, and good for them alone."""
    return f"{join_url(account, meeting).split('?')[0]}?tk={registrant_id}"


def join_url(account: Account, meeting: Meeting) -> str:
    """What participants open; the passcode rides along, encrypted (spec example)."""
    base = f"{account.settings.web_url}/j/{meeting.id}"
    return f"{base}?pwd={meeting.encrypted_password}" if meeting.password else base


def start_url(account: Account, meeting: Meeting) -> str:
    """A host credential, another at every read (zoom-api 5.2)."""
    return f"{account.settings.web_url}/s/{meeting.id}?zak={account.ids.letters(40)}"


def _occurrence(occurrence: Occurrence) -> Json:
    return {
        "occurrence_id": occurrence.id,
        "start_time": zulu(occurrence.start),
        "duration": occurrence.duration_minutes,
        "status": "deleted" if occurrence.deleted else "available",
    }


def occurrences(meeting: Meeting, now: datetime, *, with_previous: bool) -> list[Json]:
    """Coming ones, deleted ones among them; the past only for `show_previous_occurrences` (zoom-api 5.5)."""
    return [_occurrence(each) for each in meeting.occurrences if with_previous or each.end > now]


def details(account: Account, meeting: Meeting, occurrence: Occurrence | None = None) -> Json:
    """The fields of a booking that a read and a change speak of, without links and state."""
    start = occurrence.start if occurrence else meeting.start
    agenda = meeting.agenda if occurrence is None or occurrence.agenda is None else occurrence.agenda
    body: Json = {
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": zulu(start) if start and meeting.type not in TIMELESS else None,
        "duration": occurrence.duration_minutes if occurrence else meeting.duration_minutes,
        "timezone": meeting.timezone,
        "agenda": agenda,
        "password": meeting.password or None,
        "settings": meeting.settings | (occurrence.settings if occurrence else {}),
        "tracking_fields": meeting.tracking_fields or None,
        "host_id": meeting.host_id,
        "recurrence": meeting.recurrence and write_recurrence(meeting.recurrence),
    }
    if meeting.is_series:
        body["occurrences"] = occurrences(meeting, account.now(), with_previous=False)
    return without_nones(body)


def _links(account: Account, meeting: Meeting) -> Json:
    """What hangs on the passcode and on being host; webinars name two of them otherwise (spec)."""
    secret = meeting.password or None
    links: Json = {"join_url": join_url(account, meeting), "start_url": start_url(account, meeting)}
    if meeting.settings.get("approval_type") in {0, 1}:
        path = f"{meeting.kind.value}/register/{meeting.encrypted_password[:20]}"
        links["registration_url"] = f"{account.settings.web_url}/{path}"
    if meeting.kind is Kind.WEBINAR:
        return links | {"encrypted_passcode": secret and meeting.encrypted_password}
    return links | {
        "h323_password": secret and meeting.pstn_password,
        "pstn_password": secret and meeting.pstn_password,
        "encrypted_password": secret and meeting.encrypted_password,
    }


def created(account: Account, meeting: Meeting) -> Json:
    """The 201 of a create. A series' whole list of occurrences comes with it."""
    host = account.users[meeting.host_id]
    body = details(account, meeting) | _links(account, meeting)
    body |= {"id": meeting.id, "uuid": meeting.uuid, "host_email": host.email, "created_at": zulu(meeting.created_at)}
    if meeting.kind is Kind.MEETING:
        body |= {"pre_schedule": meeting.pre_schedule, "assistant_id": meeting.assistant_id or None}
    return without_nones(body | {"creation_source": "open_api"})


def read(account: Account, meeting: Meeting, occurrence: Occurrence | None, *, with_previous: bool) -> Json:
    """The 200 of a read; status is `waiting` or `started`, never ended (zoom-api 5.1)."""
    body = created(account, meeting) | details(account, meeting, occurrence)
    if meeting.is_series and occurrence is None:
        body["occurrences"] = occurrences(meeting, account.now(), with_previous=with_previous)
    if meeting.kind is Kind.MEETING:
        body["status"] = "started" if meeting.live else "waiting"
        body["dynamic_host_key"] = meeting.dynamic_host_key
    return body


def listed(account: Account, meeting: Meeting, start: datetime | None) -> Json:
    """One row of a list: few fields, the agenda cut at 250 characters (zoom-api 5.2)."""
    return without_nones(
        {
            "uuid": meeting.uuid,
            "id": meeting.id,
            "host_id": meeting.host_id,
            "topic": meeting.topic,
            "type": meeting.type,
            "start_time": start and zulu(start),
            "duration": meeting.duration_minutes,
            "timezone": meeting.timezone,
            "agenda": meeting.agenda[:LISTED_AGENDA] or None,
            "created_at": zulu(meeting.created_at),
            "join_url": join_url(account, meeting),
        }
    )


def invitation(account: Account, meeting: Meeting) -> Json:
    """The text a host would paste (spec example of GET …/invitation)."""
    host = account.users[meeting.host_id]
    zone = ZoneInfo(meeting.timezone)
    when = meeting.start.astimezone(zone).strftime("%b %d, %Y %I:%M %p") if meeting.start else None
    lines = [
        f"{host.display_name} is inviting you to a scheduled Zoom meeting.",
        "",
        f"Topic: {meeting.topic}",
        *([f"Time: {when} {meeting.timezone.replace('_', ' ')}"] if when else []),
        "",
        "Join Zoom Meeting",
        join_url(account, meeting),
        "",
        f"Meeting ID: {str(meeting.id)[:3]} {str(meeting.id)[3:7]} {str(meeting.id)[7:]}",
        *([f"Passcode: {meeting.password}"] if meeting.password else []),
        "",
        "Dial by your location",
        "        +34 910 000 000 Spain",
        "",
    ]
    return {"invitation": "\r\n".join(lines), "sip_links": []}
