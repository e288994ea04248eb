"""The calls about users: who there is, what they may do, and which license they have (zoom-api 6)."""

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.bodies import FIELDS
from zoomcore.sandbox.identifiers import PasscodeRule
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import Plan, User
from zoomcore.sandbox.routing import Call, Route, paged

# The spec allows 2,000 a page here, the guide 300 (zoom-api 3): the spec holds.
LONGEST_USER_PAGE = 2000
STATUSES = ("active", "inactive", "pending")
ROLE_NAMES = {"0": "Owner", "1": "Admin", "2": "Member"}


def _summary(user: User) -> Json:
    """A row of the list; pending people have no id yet (zoom-api 6.1)."""
    return without_nones(
        {
            "id": None if user.status == "pending" else user.id,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "display_name": user.display_name,
            "email": user.email,
            "type": int(user.plan),
            "pmi": user.pmi,
            "timezone": user.timezone,
            "verified": 0 if user.status == "pending" else 1,
            "dept": user.dept,
            "created_at": zulu(user.created_at),
            "user_created_at": zulu(user.created_at),
            "last_login_time": user.last_login_time and zulu(user.last_login_time),
            "last_client_version": "6.1.0.1234(mac)" if user.last_login_time else None,
            "group_ids": user.group_ids or None,
            "role_id": user.role_id,
            "status": user.status,
        }
    )


def list_users(call: Call) -> Answer:
    """GET /users; `status` is active unless asked otherwise (spec)."""
    wanted = call.query.get("status", "active")
    if wanted not in STATUSES:
        raise invalid("status", "Invalid field: status.")
    role = call.query.get("role_id")
    users = [u for u in call.account.users.values() if u.status == wanted and role in {None, u.role_id}]
    return Answer(200, paged(call, "users", [_summary(user) for user in users], most=LONGEST_USER_PAGE))


def get_user(call: Call) -> Answer:
    """GET /users/{userId} by id or e-mail (zoom-api 1.4)."""
    user = call.account.user(call.path["user"])
    body = _summary(user) | {
        "account_id": call.account.credentials.account_id,
        "role_name": ROLE_NAMES.get(user.role_id, "Member"),
        "use_pmi": False,
        "personal_meeting_url": f"{call.account.settings.web_url}/j/{user.pmi}",
        "language": "en-US",
        "login_types": [101],
        "cluster": "eu01",
    }
    return Answer(200, body)


def _requirement(rule: PasscodeRule) -> Json:
    return {
        "length": rule.length,
        "consecutive_characters_length": 0,
        "have_letter": rule.have_letter,
        "have_number": rule.have_number,
        "have_special_character": rule.have_special_character,
        "have_upper_and_lower_characters": rule.have_upper_and_lower_characters,
        "only_allow_numeric": rule.only_allow_numeric,
        "weak_enhance_detection": rule.weak_enhance_detection,
    }


def get_settings(call: Call) -> Answer:
    """GET /users/{userId}/settings; `option=meeting_security` answers with that part alone (spec, oneOf)."""
    user = call.account.user(call.path["user"])
    rule = _requirement(user.passcode_rule)
    option = call.query.get("option")
    if option == "meeting_security":
        return Answer(200, {"meeting_security": _security(user, rule)})
    if option in {"meeting_authentication", "recording_authentication"}:
        return Answer(200, {"authentication_options": [], option: False})
    if option is not None:
        raise invalid("option", "Invalid field: option.")
    return Answer(200, _all_settings(user, rule))


def _all_settings(user: User, rule: Json) -> Json:
    licensed = user.plan is Plan.LICENSED
    feature: Json = {"meeting_capacity": 300 if licensed else 100, "large_meeting": False}
    feature["webinar"] = user.may_host_webinars
    if user.may_host_webinars:
        feature["webinar_capacity"] = user.webinar_capacity
    return {
        "feature": feature,
        "in_meeting": {
            "waiting_room": True,
            "breakout_room": True,
            "breakout_room_schedule": user.breakout_rooms_at_scheduling,
            "polling": licensed,
        },
        "recording": {"cloud_recording": licensed, "local_recording": True, "auto_recording": "none"},
        "schedule_meeting": {
            "join_before_host": False,
            "require_password_for_scheduling_new_meetings": user.require_passcode,
            "meeting_password_requirement": rule,
        },
    }


def _security(user: User, rule: Json) -> Json:
    return {
        "auto_security": True,
        "block_user_domain": False,
        "embed_password_in_join_link": True,
        "encryption_type": "enhanced_encryption",
        "end_to_end_encrypted_meetings": False,
        "meeting_password": user.require_passcode,
        "meeting_password_requirement": rule,
        "only_authenticated_can_join_from_webclient": False,
        "phone_password": False,
        "pmi_password": True,
        "require_password_for_scheduled_meeting": user.require_passcode,
        "require_password_for_scheduled_webinar": user.require_passcode,
        "waiting_room": False,
        "webinar_password": user.require_passcode,
    }


def list_schedulers(call: Call) -> Answer:
    """Users whom this one may schedule FOR (zoom-api 6.1)."""
    user = call.account.user(call.path["user"])
    bosses = [boss for boss in call.account.users.values() if user.id in boss.assistants]
    return Answer(200, {"schedulers": [{"id": b.id, "email": b.email, "pmi": b.pmi} for b in bosses]})


def list_assistants(call: Call) -> Answer:
    """Users who may schedule for this one (zoom-api 6.1)."""
    users = [call.account.users[each] for each in call.account.user(call.path["user"]).assistants]
    return Answer(200, {"assistants": [{"id": user.id, "email": user.email} for user in users]})


def summary(call: Call) -> Answer:
    """GET /users/summary: the way to count seats without paging (zoom-api 6.2)."""
    account = call.account
    pending = sum(user.status == "pending" for user in account.users.values())
    counts = {
        "licensed_users_count": account.licensed(),
        "basic_users_count": account.basic(),
        "on_prem_users_count": 0,
        "room_users_count": 0,
        "pending_users_count": pending,
        "join_only_users_count": 0,
        "total_users_count": len(account.users),
    }
    return Answer(200, counts)


def plan_usage(call: Call) -> Answer:
    """GET /accounts/{accountId}/plans/usage, in none of Zoom's exports; `plan_base` as an object (zoom-api 6.2)."""
    account = call.account
    if call.path["account"] not in {"me", account.credentials.account_id}:
        raise Refused(404, 2001, f"Account does not exist: {call.path['account']}.")
    base = {"type": "monthly", "hosts": account.settings.licensed_seats, "usage": account.licensed(), "pending": 0}
    return Answer(200, {"plan_base": base, "plan_webinar": [], "plan_large_meeting": []})


# --- changing -----------------------------------------------------------------------------------------------------

NAMES = {"first_name": 64, "last_name": 64, "dept": 256, "timezone": 64}


def _require_seat(account: Account, user: User, plan: Plan) -> None:
    """400/2034 (or 2038) when all licenses are used, 400/2033 when there are too many Basic users (zoom-api 6.3)."""
    if plan is Plan.LICENSED and account.licensed() >= account.settings.licensed_seats:
        raise Refused(
            400,
            account.settings.no_seat_code,
            f"Your request to convert this user's plan type to \"Licensed\" wasn't approved because your account has"
            f' reached the permitted maximum number of "{account.settings.licensed_seats}" users. Purchase additional'
            " licenses or contact the Zoom support team to provision additional users in your account.",
        )
    if plan is Plan.BASIC and account.basic() >= account.settings.basic_seats:
        raise Refused(
            400,
            2033,
            'Your request to convert the user type to "Basic" was not approved because you have already reached the'
            " maximum basic user limit allowed in your account. For additional help regarding this issue, contact the"
            " Zoom Customer Support team.",
        )
    if user.status != "active":
        raise Refused(400, 1120, "A valid invitation to join the Zoom account wasn't found for this user.")


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
        _require_seat(account, user, plan)
        changed["type"], old["type"] = int(plan), int(user.plan)
        user.plan = plan
    for name in changed.keys() - {"type"}:
        setattr(user, name, changed[name])
    if changed:
        _announce(account, user, changed, old)
    return Answer(204)


def _announce(account: Account, user: User, changed: Json, old: Json) -> None:
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
    Route("GET", "/users", Label.MEDIUM, "user:read:list_users:admin", READ, list_users),
    Route("GET", "/users/summary", Label.MEDIUM, "user:read:summary:admin", READ, summary),
    Route("GET", "/users/{user}", Label.LIGHT, "user:read:user:admin", READ, get_user),
    Route("PATCH", "/users/{user}", Label.LIGHT, "user:update:user:admin", WRITE, update_user),
    Route("GET", "/accounts/{account}/plans/usage", Label.HEAVY, "billing:read:plan_usage:admin", BILLING, plan_usage),
    Route("GET", "/users/{user}/settings", Label.MEDIUM, "user:read:settings:admin", READ, get_settings),
    Route("GET", "/users/{user}/schedulers", Label.MEDIUM, "user:read:list_schedulers:admin", READ, list_schedulers),
    Route("GET", "/users/{user}/assistants", Label.MEDIUM, "user:read:list_assistants:admin", READ, list_assistants),
)
