"""Lists of what was held: a host's report, and the dashboards of the whole account (zoom-api 7.4)."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, invalid, zulu
from zoomcore.sandbox.attendance import require_plan
from zoomcore.sandbox.booking import Kind, Meeting, Run
from zoomcore.sandbox.history import held, is_reported
from zoomcore.sandbox.hosting import report_window
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import Plan
from zoomcore.sandbox.routing import Call, Route, paged

Held = tuple[Meeting, Run]


def _wanted_type(call: Call, default: str, allowed: tuple[str, ...]) -> str:
    wanted = call.query.get("type", default)
    if wanted not in allowed:
        raise invalid("type", "Invalid field: type.")
    return wanted


def _runs(account: Account, wanted: str) -> Iterator[Held]:
    """`past` has the runs of two and more, `pastOne` those of one, `live` what goes on (spec)."""
    for meeting in account.meetings.values():
        for run in meeting.runs:
            if wanted == "live":
                fits = run.ended is None
            else:
                several = run.people() > 1 or (wanted == "past" and account.settings.one_person_reports)
                fits = is_reported(account, run) and several == (wanted != "pastOne")
            if fits:
                yield meeting, run


def _started(run: Run) -> date:
    return run.started.astimezone(UTC).date()


def _ended(run: Run) -> date:
    return (run.ended or run.started).astimezone(UTC).date()


def host_report(call: Call) -> Answer:
    """GET /report/users/{userId}/meetings: meetings and webinars of one host, by the day they began."""
    account, host = call.account, call.account.user(call.path["user"])
    require_plan(account, dashboard=False)
    wanted = _wanted_type(call, "past", ("past", "pastOne", "pastJoined"))
    first, last = report_window(call)
    runs = [
        (meeting, run)
        for meeting, run in _runs(account, wanted)
        if first <= _started(run) <= last
        and (meeting.host_id == host.id or (wanted == "pastJoined" and _was_in(run, host.id)))
    ]
    rows = [_reported(account, meeting, run) for meeting, run in _in_order(runs)]
    return Answer(200, paged(call, "meetings", rows) | {"from": first.isoformat(), "to": last.isoformat()})


def _was_in(run: Run, user_id: str) -> bool:
    return any(stay.zoom_user_id == user_id for stay in run.stays)


def _in_order(runs: list[Held]) -> list[Held]:
    return sorted(runs, key=lambda pair: (pair[1].started, pair[0].id))


def _reported(account: Account, meeting: Meeting, run: Run) -> Json:
    """As the report of the run alone, without the department (spec)."""
    return {name: value for name, value in held(account, meeting, run).items() if name != "dept"} | {"source": "Zoom"}


def dashboard(kind: Kind, call: Call) -> Answer:
    """GET /metrics/meetings or /metrics/webinars: `live` unless asked otherwise."""
    account = call.account
    require_plan(account, dashboard=True)
    wanted = _wanted_type(call, "live", ("past", "pastOne", "live") if kind is Kind.MEETING else ("past", "live"))
    first, last = report_window(call)
    day = _ended if call.query.get("query_date_type") == "end_time" else _started
    runs = [pair for pair in _runs(account, wanted) if pair[0].kind is kind and first <= day(pair[1]) <= last]
    rows = [_shown(account, meeting, run) for meeting, run in _in_order(runs)]
    body = paged(call, f"{kind.value}s", rows, numbered=False)
    return Answer(200, body | {"from": first.isoformat(), "to": last.isoformat()})


def _shown(account: Account, meeting: Meeting, run: Run) -> Json:
    """Other names than in reports, and the length as a clock would show it: "hh:mm:ss", or "mm:ss" (spec)."""
    host = account.users[meeting.host_id]
    row = {
        "uuid": run.uuid,
        "id": meeting.id,
        "topic": meeting.topic,
        "host": host.display_name,
        "email": host.email,
        "dept": host.dept,
        "user_type": host.plan.name.capitalize() if host.plan in {Plan.BASIC, Plan.LICENSED} else "",
        "start_time": zulu(run.started),
        "duration": _clock((run.ended or account.now()) - run.started),
        "participants": len([stay for stay in run.stays if not stay.waiting and not stay.room]),
        "has_video": True,
        "has_voip": True,
        "has_recording": False,
    }
    return row | ({"end_time": zulu(run.ended)} if run.ended else {})


def _clock(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _dashboard_route(kind: Kind) -> Route:
    word = kind.value
    classic = (f"dashboard_{word}s:read:admin", "dashboard:read:admin")
    return Route(
        "GET",
        f"/metrics/{word}s",
        Label.INTENSIVE,
        f"dashboard:read:list_{word}s:admin",
        classic,
        partial(dashboard, kind),
    )


ROUTES = (
    Route(
        "GET",
        "/report/users/{user}/meetings",
        Label.HEAVY,
        "report:read:user:admin",
        ("report:read:admin",),
        host_report,
    ),
    _dashboard_route(Kind.MEETING),
    _dashboard_route(Kind.WEBINAR),
)
