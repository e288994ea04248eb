"""Who hosted and who did not: the report of active and inactive hosts (zoom-api 6.2, 7.4)."""

from datetime import UTC, date, timedelta

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid
from zoomcore.sandbox.booking import Run
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import User
from zoomcore.sandbox.routing import Call, Route, paged

# One month a query, six months back (zoom-api 7.4).
A_MONTH = timedelta(days=31)
HALF_YEAR = timedelta(days=184)


def _day(call: Call, name: str) -> date:
    try:
        # Dashboards take a time of day behind it as well (spec).
        return date.fromisoformat(call.query.get(name, "")[:10])
    except ValueError as error:
        raise invalid(name, f"Invalid field: {name}.") from error


def report_window(call: Call) -> tuple[date, date]:
    """`from` and `to`, both asked for; 400/300 for more than a month or for what is six months ago (zoom-api 7.4)."""
    first, last = _day(call, "from"), _day(call, "to")
    if not timedelta() <= last - first <= A_MONTH:
        raise invalid("to", "The time range between from and to is limited to one month.")
    if first < call.account.now().date() - HALF_YEAR:
        raise invalid("from", "The report is limited to the last six months.")
    return first, last


def _runs(account: Account, host: User, first: date, last: date) -> list[Run]:
    """What a host held in those days, UTC; what still runs counts (spec says nothing)."""
    held = [run for meeting in account.meetings.values() if meeting.host_id == host.id for run in meeting.runs]
    return [run for run in held if first <= run.started.astimezone(UTC).date() <= last]


def _row(account: Account, user: User, runs: list[Run]) -> Json:
    ends = [(run.ended or account.now()) - run.started for run in runs]
    return {
        "id": user.id,
        "email": user.email,
        "user_name": user.display_name,
        "type": int(user.plan),
        "dept": user.dept,
        "meetings": len(runs),
        "participants": sum(len(run.stays) for run in runs),
        "meeting_minutes": int(sum(ends, timedelta()).total_seconds() // 60),
    }


def report_users(call: Call) -> Answer:
    """GET /report/users: `active` hosted something between `from` and `to`, `inactive` did not."""
    account = call.account
    if not account.settings.paid:
        raise Refused(400, 200, f"Only available for Paid or ZMP account: {account.credentials.account_id}.")
    wanted = call.query.get("type", "active")
    if wanted not in {"active", "inactive"}:
        raise invalid("type", "Invalid field: type.")
    first, last = report_window(call)
    asked = [user for user in account.users.values() if user.status == "active" and _in_group(call, user)]
    held = [(user, _runs(account, user, first, last)) for user in asked]
    rows = [_row(account, user, runs) for user, runs in held if bool(runs) == (wanted == "active")]
    totals = {
        "total_meetings": sum(row["meetings"] for row in rows),
        "total_meeting_minutes": sum(row["meeting_minutes"] for row in rows),
        "total_participants": sum(row["participants"] for row in rows),
    }
    return Answer(200, paged(call, "users", rows) | totals | {"from": first.isoformat(), "to": last.isoformat()})


def _in_group(call: Call, user: User) -> bool:
    wanted = call.query.get("group_id")
    return wanted is None or wanted in user.group_ids


ROUTES = (
    Route("GET", "/report/users", Label.HEAVY, "report:read:list_users:admin", ("report:read:admin",), report_users),
)
