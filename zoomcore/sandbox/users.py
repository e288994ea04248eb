"""The calls that read users: who there is and what they may do (zoom-api 6)."""

from zoomcore.sandbox.answers import Answer, Json, invalid, without_nones, zulu
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
            "plan_united_type": user.united_plan or None,
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
        "consecutive_characters_length": rule.consecutive_characters_length,
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
        profiles = call.account.settings.authentication_profiles
        listed: list[Json] = [
            {"id": key, "name": name, "type": "enforce_login", "default_option": index == 0, "visible": True}
            for index, (key, name) in enumerate(profiles.items())
        ]
        return Answer(200, {"authentication_options": listed, option: False})
    if option is not None:
        raise invalid("option", "Invalid field: option.")
    return Answer(200, _all_settings(user, rule))


def _all_settings(user: User, rule: Json) -> Json:
    licensed = user.plan is Plan.LICENSED
    feature: Json = {"meeting_capacity": 300 if licensed else 100, "large_meeting": bool(user.large_meeting_capacity)}
    feature["webinar"] = user.may_host_webinars
    if user.may_host_webinars:
        feature["webinar_capacity"] = user.webinar_capacity
    if user.large_meeting_capacity:
        feature["large_meeting_capacity"] = user.large_meeting_capacity
    if user.coming_events:
        feature["zoom_events"] = True
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
        "end_to_end_encrypted_meetings": user.end_to_end,
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


READ = ("user:read:admin", "user:write:admin")

ROUTES = (
    Route("GET", "/users", Label.MEDIUM, "user:read:list_users:admin", READ, list_users),
    Route("GET", "/users/{user}", Label.LIGHT, "user:read:user:admin", READ, get_user),
    Route("GET", "/users/{user}/settings", Label.MEDIUM, "user:read:settings:admin", READ, get_settings),
    Route("GET", "/users/{user}/schedulers", Label.MEDIUM, "user:read:list_schedulers:admin", READ, list_schedulers),
    Route("GET", "/users/{user}/assistants", Label.MEDIUM, "user:read:list_assistants:admin", READ, list_assistants),
)
