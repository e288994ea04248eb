"""What was held: one run and its figures (zoom-api 7). By id the last run answers, by uuid the run asked for."""

from datetime import UTC, timedelta
from functools import partial
from urllib.parse import unquote

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, zulu
from zoomcore.sandbox.booking import Kind, Meeting, Run
from zoomcore.sandbox.classroom import stay_duration
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.routing import Call, Route

A_YEAR = timedelta(days=365)


def latest_run(account: Account, key: str) -> tuple[Meeting, Run] | None:
    """The run that a key in a path means, running or ended.

    `key` was decoded once: a uuid that begins with `/` or holds `//` is only known encoded twice (zoom-api 4).
    """
    encoded_once = key.startswith("/") or "//" in key
    found = None if encoded_once else account.find_run(key) or account.find_run(unquote(key))
    if found is None and key.isdigit() and (meeting := account.meetings.get(int(key))) and meeting.runs:
        found = meeting, meeting.runs[-1]
    return found


def ended_run(account: Account, key: str) -> tuple[Meeting, Run]:
    """404/3001 for what is unknown or has not ended, 400/12702 beyond a year (zoom-api 7.1, 7.3)."""
    found = latest_run(account, key)
    if found is None or found[1].ended is None:
        raise Refused(404, 3001, f"Meeting ID is invalid or has not ended: {key}.")
    if found[1].ended < account.now() - A_YEAR:
        raise Refused(400, 12702, "Can not access a meeting a year ago.")
    return found


def is_reported(account: Account, run: Run) -> bool:
    """Whether reports and dashboards have the run by now: up to half an hour after its end (zoom-api 7.3)."""
    delay = timedelta(minutes=account.settings.report_delay_minutes)
    return run.ended is not None and run.ended + delay <= account.now()


def minutes_of(span: timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)


def held(account: Account, meeting: Meeting, run: Run) -> Json:
    """A run's figures; `duration` is in minutes (zoom-api 7.2)."""
    host = account.users[meeting.host_id]
    end = run.ended or account.now()
    inside = [stay for stay in run.stays if not stay.waiting and not stay.room]
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
        "duration": minutes_of(end - run.started),
        "total_minutes": sum(minutes_of(stay_duration(stay, end)) for stay in inside),
        "participants_count": len(inside),
    }


def past_meeting(call: Call) -> Answer:
    """GET /past_meetings/{meetingId}."""
    meeting, run = ended_run(call.account, call.path["id"])
    return Answer(200, held(call.account, meeting, run) | {"host_id": meeting.host_id, "source": "Zoom"})


def report_meeting(call: Call) -> Answer:
    """GET /report/meetings/{meetingId}."""
    return Answer(200, held(call.account, *_reported(call, Kind.MEETING)))


def report_webinar(call: Call) -> Answer:
    """GET /report/webinars/{webinarId}."""
    return Answer(200, held(call.account, *_reported(call, Kind.WEBINAR)))


def _reported(call: Call, kind: Kind) -> tuple[Meeting, Run]:
    meeting, run = ended_run(call.account, call.path["id"])
    if meeting.kind is not kind or not is_reported(call.account, run):
        raise Refused(404, 3001, f"{kind.value.capitalize()} {call.path['id']} not found or has expired.")
    return meeting, run


def instances(kind: Kind, call: Call) -> Answer:
    """Every run that ended, not paged (zoom-api 3, 7.4)."""
    key = call.path["id"]
    meeting = call.account.meetings.get(int(key)) if key.isdigit() else None
    if meeting is None or meeting.kind is not kind:
        # Of webinars the spec has no code for 404.
        webinar = kind is Kind.WEBINAR
        raise Refused(400, 300, "Invalid webinar ID.") if webinar else _unknown(key)
    ended = [run for run in meeting.runs if run.ended is not None]
    rows = [{"uuid": run.uuid, "start_time": zulu(run.started)} for run in ended if _asked(call, run)]
    return Answer(200, {f"{kind.value}s": rows})


def _unknown(key: str) -> Refused:
    return Refused(404, 3001, f"Meeting does not exist: {key}.")


def _asked(call: Call, run: Run) -> bool:
    """`from` and `to` take effect only together, and only for meetings (spec)."""
    if not {"from", "to"} <= call.query.keys():
        return True
    first, last = call.query["from"], call.query["to"]
    return first <= run.started.astimezone(UTC).date().isoformat() <= last


READ, READ_WEBINARS, REPORT = ("meeting:read:admin",), ("webinar:read:admin",), ("report:read:admin",)
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
    Route("GET", "/report/meetings/{id}", Label.HEAVY, "report:read:meeting:admin", REPORT, report_meeting),
    Route("GET", "/report/webinars/{id}", Label.HEAVY, "report:read:webinar:admin", REPORT, report_webinar),
)
