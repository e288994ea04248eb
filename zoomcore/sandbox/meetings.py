"""The calls about meetings and webinars: one set of handlers, told by its kind which of the two it serves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from zoomcore.sandbox import classroom, meeting_views, scheduling
from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.bodies import check_fields
from zoomcore.sandbox.booking import Kind, Meeting, MeetingType, Occurrence
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import User
from zoomcore.sandbox.routing import Call, Route, paged

# `upcoming` and its like look six months ahead (spec, GET /users/{userId}/meetings).
HALF_YEAR = timedelta(days=183)
ONE_DAY = timedelta(days=1)
MEETING_LISTS = ("scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings")
WEBINAR_LISTS = ("scheduled", "upcoming")
NO_FOREIGN_MEETINGS = (
    "Not allowed to view meetings scheduled for others. To use this feature, enable the **Display meetings scheduled"
    " for others** setting in the **Account Settings** page of the Zoom web portal."
)


def _found(call: Call, kind: Kind) -> Meeting:
    return scheduling.find_meeting(call.account, call.path["id"], kind)


def create(kind: Kind, call: Call) -> Answer:
    """POST /users/{userId}/meetings and …/webinars: charged to the user in the URL (zoom-api 2.3)."""
    account = call.account
    requester = account.user(call.path["user"])
    account.limits.charge_host(requester.id, account.now())
    return Answer(201, meeting_views.created(account, scheduling.create(account, requester, kind, call.body)))


def get(kind: Kind, call: Call) -> Answer:
    """GET one; `start_url` is fresh each time (zoom-api 5.2)."""
    meeting = _found(call, kind)
    occurrence_id = call.query.get("occurrence_id")
    occurrence = meeting.occurrence(occurrence_id) if occurrence_id else None
    if occurrence_id and occurrence is None:
        raise Refused(404, 3001, f"{kind.value.capitalize()} does not exist: {meeting.id}.")
    previous = call.flag("show_previous_occurrences")
    return Answer(200, meeting_views.read(call.account, meeting, occurrence, with_previous=previous))


def update(kind: Kind, call: Call) -> Answer:
    """PATCH the whole or one occurrence; charged to the host who owns it (zoom-api 2.3)."""
    meeting = _found(call, kind)
    call.account.limits.charge_host(meeting.host_id, call.account.now())
    occurrence_id = call.query.get("occurrence_id")
    if occurrence_id:
        scheduling.update_occurrence(call.account, meeting, occurrence_id, call.body)
    else:
        scheduling.update(call.account, meeting, call.body)
    return Answer(204)


def delete(kind: Kind, call: Call) -> Answer:
    """DELETE the whole or one occurrence; charged to the hundred only where a story says so (zoom-api 2.3)."""
    personal = {str(user.pmi) for user in call.account.users.values()}
    if kind is Kind.MEETING and call.path["id"] in personal:
        raise Refused(400, 3018, "Not allowed to delete PMI.")
    meeting = _found(call, kind)
    if call.account.settings.deletes_count:
        call.account.limits.charge_host(meeting.host_id, call.account.now())
    scheduling.delete(call.account, meeting, call.query.get("occurrence_id"))
    return Answer(204)


def change_status(kind: Kind, call: Call) -> Answer:
    """PUT status: `end` what runs, `recover` what was deleted (zoom-api 5.3); a webinar's answers 200 (spec)."""
    action = call.body.get("action")
    allowed = ("end", "recover") if kind is Kind.MEETING else ("end",)
    if action not in allowed:
        raise invalid("action", f"Invalid field: action. Allowed are {', '.join(allowed)}.")
    if action == "recover":
        scheduling.recover(call.account, call.path["id"], kind)
    else:
        meeting = _found(call, kind)
        if meeting.live:  # ending what does not run changes nothing
            classroom.end(call.account, meeting)
    return Answer(204 if kind is Kind.MEETING else 200)


def invitation(call: Call) -> Answer:
    """GET /meetings/{meetingId}/invitation."""
    return Answer(200, meeting_views.invitation(call.account, _found(call, Kind.MEETING)))


# --- lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list: a meeting, and the occurrence it is listed for."""

    meeting: Meeting
    start: datetime | None
    end: datetime | None


def _dated(meeting: Meeting, occurrence: Occurrence) -> Row:
    return Row(meeting=meeting, start=occurrence.start, end=occurrence.end)


def _one_row(meeting: Meeting, now: datetime) -> Row:
    """A whole booking as one line: a series stands at its next date, or its last when all are past."""
    standing = [each for each in meeting.occurrences if not each.deleted]
    if standing:
        return _dated(meeting, next((each for each in standing if each.end > now), standing[-1]))
    end = meeting.start + timedelta(minutes=meeting.duration_minutes) if meeting.start else None
    return Row(meeting=meeting, start=meeting.start, end=end)


def _upcoming_rows(meeting: Meeting, now: datetime) -> Iterator[Row]:
    """What is coming or going on; a series has a line for each coming date within six months (practice)."""
    if meeting.is_series:
        coming = (each for each in meeting.occurrences if not each.deleted and now < each.end)
        yield from (_dated(meeting, each) for each in coming if each.start <= now + HALF_YEAR)
        return
    row = _one_row(meeting, now)
    if meeting.live or row.end is None or now < row.end:
        yield row


def _previous_rows(meeting: Meeting, now: datetime) -> Iterator[Row]:
    """Whose scheduled end is past (spec)."""
    row = _one_row(meeting, now)
    if row.end is not None and now - HALF_YEAR <= row.end <= now:
        yield row


def _rows(meeting: Meeting, wanted: str, now: datetime) -> Iterator[Row]:
    if wanted == "live":
        yield from [_one_row(meeting, now)] if meeting.live else []
    elif wanted.startswith("upcoming"):
        yield from _upcoming_rows(meeting, now)
    elif wanted == "previous_meetings":
        yield from _previous_rows(meeting, now)
    else:
        yield _one_row(meeting, now)


def _hosted(account: Account, host: User, kind: Kind) -> Iterator[Meeting]:
    """What a list speaks of: no instant meetings, nothing deleted or expired (zoom-api 5.3)."""
    for meeting in account.meetings.values():
        listable = meeting.type not in {MeetingType.INSTANT, MeetingType.SCREEN_SHARE}
        alive = not meeting.deleted and not meeting.expired(account.now())
        if meeting.host_id == host.id and meeting.kind is kind and listable and alive:
            yield meeting


def _day(call: Call, name: str) -> date | None:
    text = call.query.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise invalid(name, f"Invalid field: {name}.") from error


def _within(call: Call, host: User) -> tuple[datetime | None, datetime | None]:
    """`from` and `to` as moments in `timezone`; 400/300 beyond six months (zoom-api 5.3)."""
    first, last = _day(call, "from"), _day(call, "to")
    check_fields({"timezone": call.query["timezone"]} if "timezone" in call.query else {}, Kind.MEETING)
    zone = ZoneInfo(call.query.get("timezone") or host.timezone)
    if first and last and not timedelta(0) <= last - first <= HALF_YEAR:
        raise invalid("to", "The time range between from and to is limited to six months.")
    begin = datetime.combine(first, datetime.min.time(), tzinfo=zone) if first else None
    finish = datetime.combine(last + ONE_DAY, datetime.min.time(), tzinfo=zone) if last else None
    return begin, finish


def _inside(row: Row, begin: datetime | None, finish: datetime | None) -> bool:
    if row.start is None:
        return True
    return (begin is None or row.start >= begin) and (finish is None or row.start < finish)


def _list_type(call: Call, kind: Kind) -> str:
    wanted = call.query.get("type", "scheduled")
    if wanted not in (MEETING_LISTS if kind is Kind.MEETING else WEBINAR_LISTS):
        raise invalid("type", "Invalid field: type.")
    return wanted


def list_for_host(kind: Kind, call: Call) -> Answer:
    """GET /users/{userId}/meetings and …/webinars, sorted by start, those without one last."""
    account, host = call.account, call.account.user(call.path["user"])
    if kind is Kind.MEETING:
        scheduling.require_hosting(host, kind)
        if not account.settings.show_meetings_scheduled_for_others and host is not account.owner:
            raise Refused(403, 2306, NO_FOREIGN_MEETINGS)
    wanted, now = _list_type(call, kind), account.now()
    begin, finish = _within(call, host)
    rows = [row for meeting in _hosted(account, host, kind) for row in _rows(meeting, wanted, now)]
    kept = [row for row in rows if _inside(row, begin, finish)]
    kept.sort(key=lambda row: (row.start is None, row.start or now, row.meeting.id))
    listed = [meeting_views.listed(account, row.meeting, row.start) for row in kept]
    return Answer(200, paged(call, f"{kind.value}s", listed))


def upcoming(call: Call) -> Answer:
    """GET /users/{userId}/upcoming_meetings: own ones of the next 24 hours (spec)."""
    account, host = call.account, call.account.user(call.path["user"])
    rows = [row for meeting in _hosted(account, host, Kind.MEETING) for row in _upcoming_rows(meeting, account.now())]
    near = [row for row in rows if row.start is not None and row.start <= account.now() + ONE_DAY]
    bodies = [_upcoming_view(account, row) for row in sorted(near, key=lambda row: (row.start, row.meeting.id))]
    return Answer(200, {"total_records": len(bodies), "meetings": bodies})


def _upcoming_view(account: Account, row: Row) -> Json:
    meeting = row.meeting
    return without_nones(
        {
            "id": meeting.id,
            "topic": meeting.topic,
            "type": meeting.type,
            "start_time": row.start and zulu(row.start),
            "duration": meeting.duration_minutes,
            "timezone": meeting.timezone,
            "created_at": zulu(meeting.created_at),
            "join_url": meeting_views.join_url(account, meeting),
            "passcode": meeting.password or None,
            "use_pmi": False,
            "is_host": True,
        }
    )


def _both(kind: Kind) -> list[Route]:
    name = kind.value
    many, one = f"/users/{{user}}/{name}s", f"/{name}s/{{id}}"
    reading, writing = (f"{name}:read:admin",), (f"{name}:write:admin",)

    def scope(action: str, claim: str = name) -> str:
        return f"{name}:{action}:{claim}:admin"

    return [
        Route("POST", many, Label.LIGHT, scope("write"), writing, partial(create, kind)),
        Route("GET", many, Label.MEDIUM, scope("read", f"list_{name}s"), reading, partial(list_for_host, kind)),
        Route("GET", one, Label.LIGHT, scope("read"), reading, partial(get, kind)),
        Route("PATCH", one, Label.LIGHT, scope("update"), writing, partial(update, kind)),
        Route("DELETE", one, Label.LIGHT, scope("delete"), writing, partial(delete, kind)),
        Route("PUT", f"{one}/status", Label.LIGHT, scope("update", "status"), writing, partial(change_status, kind)),
    ]


READ = ("meeting:read:admin",)
UPCOMING = "meeting:read:list_upcoming_meetings:admin"
INVITATION = "meeting:read:invitation:admin"

ROUTES = (
    *_both(Kind.MEETING),
    *_both(Kind.WEBINAR),
    Route("GET", "/users/{user}/upcoming_meetings", Label.MEDIUM, UPCOMING, READ, upcoming),
    Route("GET", "/meetings/{id}/invitation", Label.LIGHT, INVITATION, READ, invitation),
)
