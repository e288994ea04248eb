"""What was held: past meetings and reports (zoom-api 7). By id the last run answers, by uuid the run asked for."""

from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import unquote

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, zulu
from zoomcore.sandbox.booking import Kind, Meeting, Run, Stay
from zoomcore.sandbox.classroom import stay_duration
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.routing import Call, Route, paged

A_YEAR = timedelta(days=365)


def _run(account: Account, key: str) -> tuple[Meeting, Run]:
    """404/3001 for what is unknown or has not ended, 400/12702 beyond a year (zoom-api 7.1, 7.3).

    `key` was decoded once: a uuid that begins with `/` or holds `//` is only known encoded twice (zoom-api 4).
    """
    encoded_once = key.startswith("/") or "//" in key
    found = None if encoded_once else account.find_run(key) or account.find_run(unquote(key))
    if found is None and key.isdigit() and (meeting := account.meetings.get(int(key))) and meeting.runs:
        found = meeting, meeting.runs[-1]
    if found is None or found[1].ended is None:
        raise Refused(404, 3001, f"Meeting ID is invalid or has not ended: {key}.")
    if found[1].ended < account.now() - A_YEAR:
        raise Refused(400, 12702, "Can not access a meeting a year ago.")
    return found


def _minutes(span: timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)


def _held(account: Account, meeting: Meeting, run: Run) -> Json:
    host = account.users[meeting.host_id]
    end = run.ended or account.now()
    inside = [stay for stay in run.stays if not stay.waiting]
    return {
        "uuid": run.uuid,
        "id": meeting.id,
        "type": meeting.type,
        "topic": meeting.topic,
        "user_name": host.display_name,
        "user_email": host.email,
        "dept": host.dept,
        "start_time": zulu(run.started),
        "end_time": zulu(end),
        "duration": _minutes(end - run.started),
        "total_minutes": sum(_minutes(stay_duration(stay, end)) for stay in inside),
        "participants_count": len(inside),
    }


def past_meeting(call: Call) -> Answer:
    """GET /past_meetings/{meetingId}."""
    meeting, run = _run(call.account, call.path["id"])
    return Answer(200, _held(call.account, meeting, run) | {"host_id": meeting.host_id, "source": "Zoom"})


def report_meeting(call: Call) -> Answer:
    """GET /report/meetings/{meetingId}."""
    return Answer(200, _held(call.account, *_run(call.account, call.path["id"])))


def instances(kind: Kind, call: Call) -> Answer:
    """Every run that ended, not paged (zoom-api 3, 7.4)."""
    key = call.path["id"]
    meeting = call.account.meetings.get(int(key)) if key.isdigit() else None
    if meeting is None or meeting.kind is not kind:
        raise Refused(404, 3001, f"{kind.value.capitalize()} does not exist: {key}.")
    ended = [run for run in meeting.runs if run.ended is not None]
    rows = [{"uuid": run.uuid, "start_time": zulu(run.started)} for run in ended if _asked(call, run)]
    return Answer(200, {f"{kind.value}s": rows})


def _asked(call: Call, run: Run) -> bool:
    first, last = call.query.get("from", ""), call.query.get("to", "9")
    return first <= run.started.astimezone(UTC).date().isoformat() <= last


def _row(account: Account, stay: Stay, end: datetime) -> Json:
    """A join and its leave; `duration` in seconds; waiting-room stays are rows too (zoom-api 7.2)."""
    left = stay.left or end
    return {
        "id": stay.zoom_user_id,
        "user_id": stay.user_id,
        "name": stay.name,
        "user_email": stay.email,
        "join_time": zulu(stay.joined),
        "leave_time": zulu(left),
        "duration": int(stay_duration(stay, account.now()).total_seconds()),
        "failover": False,
        "status": "in_waiting_room" if stay.waiting else "in_meeting",
    }


def _rows(call: Call, *, report: bool) -> list[Json]:
    """Fewer than two participants: no rows (spec); free accounts: 400/200 (zoom-api 7.1)."""
    account = call.account
    if not account.settings.paid:
        raise Refused(400, 200, f"Only available for paid account: {account.credentials.account_id}")
    _, run = _run(account, call.path["id"])
    if len({stay.email or stay.name for stay in run.stays}) < 2:  # noqa: PLR2004 - "at least two participants"
        return []
    end = run.ended or account.now()
    return [_row(account, stay, end) | _extra(stay, report=report) for stay in run.stays]


def _extra(stay: Stay, *, report: bool) -> Json:
    """What the two sources name differently (zoom-api 7.1)."""
    if report:
        return {"participant_user_id": stay.zoom_user_id, "customer_key": "", "bo_mtg_id": ""}
    return {"registrant_id": "", "internal_user": stay.internal}


def past_participants(call: Call) -> Answer:
    """GET /past_meetings/{meetingId}/participants."""
    return Answer(200, paged(call, "participants", _rows(call, report=False), numbered=False))


def report_participants(call: Call) -> Answer:
    """GET /report/meetings/{meetingId}/participants."""
    return Answer(200, paged(call, "participants", _rows(call, report=True), numbered=False))


READ, READ_WEBINARS, REPORT = ("meeting:read:admin",), ("webinar:read:admin",), ("report:read:admin",)
PARTICIPANTS = "meeting:read:list_past_participants:admin"
REPORTED = "report:read:list_meeting_participants:admin"
PAST = "/past_meetings/{id}"
INSTANCES = "read:list_past_instances:admin"

ROUTES = (
    Route("GET", PAST, Label.LIGHT, "meeting:read:past_meeting:admin", READ, past_meeting),
    Route("GET", f"{PAST}/instances", Label.MEDIUM, f"meeting:{INSTANCES}", READ, partial(instances, Kind.MEETING)),
    Route(
        "GET",
        "/past_webinars/{id}/instances",
        Label.LIGHT,
        f"webinar:{INSTANCES}",
        READ_WEBINARS,
        partial(instances, Kind.WEBINAR),
    ),
    Route("GET", f"{PAST}/participants", Label.MEDIUM, PARTICIPANTS, READ, past_participants),
    Route("GET", "/report/meetings/{id}", Label.HEAVY, "report:read:meeting:admin", REPORT, report_meeting),
    Route("GET", "/report/meetings/{id}/participants", Label.HEAVY, REPORTED, REPORT, report_participants),
)
