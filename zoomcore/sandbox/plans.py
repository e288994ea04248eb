"""Seats and plans: how many were bought, moving them, and a sign-in that moves them back (zoom-api 6)."""

from datetime import timedelta

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, zulu
from zoomcore.sandbox.bodies import FIELDS
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import Plan, User
from zoomcore.sandbox.routing import Call, Route

# A sign-in within three days of the stored one does not move it (zoom-api 6.1).
LOGIN_BUFFER = timedelta(days=3)


def summary(call: Call) -> Answer:
    """GET /users/summary: the way to count seats without paging (zoom-api 6.2)."""
    account = call.account
    pending = sum(user.status == "pending" for user in account.users.values())
    counts = {
        "licensed_users_count": account.licensed(),
        "basic_users_count": account.basic(),
        "on_prem_users_count": 0,
        "room_users_count": sum(user.room for user in account.users.values()),
        "pending_users_count": pending,
        "join_only_users_count": 0,
        "total_users_count": len(account.users),
    }
    return Answer(200, counts)


def plan_usage(call: Call) -> Answer:
    """GET /accounts/{accountId}/plans/usage, in none of Zoom's exports; `plan_base` is an object or a list (6.2)."""
    account = call.account
    if call.path["account"] not in {"me", account.credentials.account_id}:
        raise Refused(404, 2001, f"Account does not exist: {call.path['account']}.")
    base = {"type": "monthly", "hosts": account.settings.licensed_seats, "usage": account.licensed(), "pending": 0}
    shown = [base] if account.settings.plan_usage_lists else base
    return Answer(200, {"plan_base": shown, "plan_webinar": [], "plan_large_meeting": []})


# --- changing -----------------------------------------------------------------------------------------------------

NAMES = {"first_name": 64, "last_name": 64, "dept": 256, "timezone": 64}


def _full(code: int, wanted: str, most: int) -> Refused:
    """The account has no seat of that kind left: the code differs, the sense does not (zoom-api 6.3)."""
    return Refused(
        400,
        code,
        f"Your request to convert this user's plan type to \"{wanted}\" wasn't approved because your account has"
        f' reached the permitted maximum number of "{most}" users. Purchase additional licenses or contact the Zoom'
        " support team to provision additional users in your account.",
    )


def _require_change(account: Account, user: User, plan: Plan) -> None:
    """What stands against a change of plan whatever the seats say (zoom-api 6.3 and spec)."""
    if not account.settings.role_may_change_plans:
        raise Refused(400, 1108, "Permission requirements to change the user type of this user were not met.")
    if user.status != "active":
        raise Refused(400, 1120, "A valid invitation to join the Zoom account wasn't found for this user.")
    if plan is Plan.LICENSED and not account.settings.paid:
        raise Refused(400, 1109, "Host is not a paid user.")
    if user.room:
        raise Refused(400, 200, f"A Zoom Room user cannot be changed to a free user type: {user.id}")
    if plan is Plan.BASIC and user.coming_events:
        raise Refused(
            400,
            300,
            'You cannot change the user type to "Basic" because this user has an upcoming Zoom Events scheduled.',
        )


def _require_seat(account: Account, user: User, plan: Plan) -> None:
    """400/2034 (or 2038, 3412) when all licenses are used; 2033 (or 3412; 2039 for bundles) when Basic is full."""
    settings = account.settings
    if plan is Plan.LICENSED and account.licensed() >= settings.licensed_seats:
        raise _full(settings.no_seat_code, "Licensed", settings.licensed_seats)
    if plan is Plan.BASIC and account.basic() >= settings.basic_seats:
        raise _full(2039 if user.united_plan else settings.basic_full_code, "Basic", settings.basic_seats)


def _plan(raw: object) -> Plan:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw not in set(Plan):
        raise invalid("type", "Invalid field: type.")
    return Plan(raw)


def _check_user(body: Json) -> None:
    if "type" in body and "plan_united_type" in body:
        raise Refused(400, 300, "The type and plan_united_type cannot be changed together.")
    for name, longest in NAMES.items():
        if name in body and not (isinstance(body[name], str) and len(body[name]) <= longest):
            raise invalid(name, f"Invalid field: {name}.")
    if "timezone" in body and not FIELDS["timezone"][0](body["timezone"]):
        raise invalid("timezone", "Invalid field: timezone.")


def update_user(call: Call) -> Answer:
    """PATCH /users/{userId}: the license, and the names. Seats are counted at once (zoom-api 6.3)."""
    account, user, body = call.account, call.account.user(call.path["user"]), call.body
    _check_user(body)
    plan = _plan(body["type"]) if "type" in body else user.plan
    changed = {name: body[name] for name in NAMES if name in body and body[name] != getattr(user, name)}
    old = {name: getattr(user, name) for name in changed}
    if plan is not user.plan:
        _require_change(account, user, plan)
        _require_seat(account, user, plan)
        changed["type"], old["type"] = int(plan), int(user.plan)
        user.plan = plan
    for name in changed.keys() - {"type"}:
        setattr(user, name, changed[name])
    if changed:
        announce_user(account, user, changed, old)
    return Answer(204)


# --- behind the API's back ----------------------------------------------------------------------------------------


def set_plan(account: Account, user: User, plan: Plan) -> None:
    """Somebody else moved a license: an admin in the web portal, or the SSO mapping. Zoom tells it all the same."""
    if plan is user.plan:
        return
    old, user.plan = user.plan, plan
    announce_user(account, user, {"type": int(plan)}, {"type": int(old)})


def set_status(account: Account, user: User, status: str) -> None:
    """user.activated or user.deactivated; deactivation takes every license (zoom-api 6.3, 8.4)."""
    if status == user.status:
        return
    user.status = status
    if status == "inactive":
        user.plan = Plan.BASIC
    names = {"inactive": "user.deactivated", "active": "user.activated"}
    if status in names:
        account.emit(names[status], {"object": {"id": user.id, "email": user.email, "type": int(user.plan)}})


def sign_in(account: Account, user: User) -> None:
    """user.signed_in; the stored time moves only past its buffer, and SSO maps the license anew (zoom-api 6.1, 6.3).

    What SSO maps stands in `sso_plans` by e-mail. Without a free seat it gives none.
    """
    now = account.now()
    if user.last_login_time is None or now - user.last_login_time > LOGIN_BUFFER:
        user.last_login_time = now
    signed = {"id": user.id, "email": user.email, "client_type": "browser", "date_time": zulu(now), "version": "-"}
    account.emit("user.signed_in", {"object": signed})
    mapped = Plan(account.settings.sso_plans.get(user.email, user.plan))
    free = account.licensed() < account.settings.licensed_seats
    if mapped is not Plan.LICENSED or free:
        set_plan(account, user, mapped)


def announce_user(account: Account, user: User, changed: Json, old: Json) -> None:
    """user.updated (zoom-api 8.4)."""
    payload = {
        "operator": account.owner.email,
        "operator_id": account.owner.id,
        "object": {"id": user.id, "email": user.email} | changed,
        "old_object": {"id": user.id} | old,
        "time_stamp": int(account.now().timestamp() * 1000),
    }
    account.emit("user.updated", payload)


READ = ("user:read:admin", "user:write:admin")
WRITE = ("user:write:admin",)
BILLING = ("account:read:admin", "billing:read:admin")

ROUTES = (
    Route("GET", "/users/summary", Label.MEDIUM, "user:read:summary:admin", READ, summary),
    Route("PATCH", "/users/{user}", Label.LIGHT, "user:update:user:admin", WRITE, update_user),
    Route("GET", "/accounts/{account}/plans/usage", Label.HEAVY, "billing:read:plan_usage:admin", BILLING, plan_usage),
)
