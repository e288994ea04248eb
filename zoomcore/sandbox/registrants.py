"""Who signed up for a meeting or webinar: added by an app or on Zoom's own page, approved, denied (zoom-api 5.8)."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.announcements import announce_registration
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.booking import Kind, Meeting, MeetingType, Registrant
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.meeting_views import registrant_link
from zoomcore.sandbox.people import Plan
from zoomcore.sandbox.routing import Call, Handler, Route, paged
from zoomcore.sandbox.scheduling import find_meeting

STATUSES = ("approved", "pending", "denied")
#: What each action makes of a registrant; who is cancelled stands in no list any more (spec, PUT …/status).
ACTIONS = {"approve": "approved", "cancel": "cancelled", "deny": "denied"}
MOST_AT_ONCE = 30
AUTOMATIC, MANUAL, NONE = 0, 1, 2
_NAME_LENGTH, _EMAIL_LENGTH = 64, 128
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def register(account: Account, meeting: Meeting, body: Json) -> Registrant:
    """Somebody signs up on Zoom's page, behind the API's back; ValueError for what no registration can be."""
    unknown = body.keys() - {"email", "first_name", "last_name", "status", "occurrence_ids"}
    if unknown or "email" not in body or body.get("status", "approved") not in STATUSES:
        raise ValueError(f"a registrant has an email, names, a status of {STATUSES} and occurrence_ids, not {body}")
    dates = tuple(body.get("occurrence_ids", ()))
    return _add(account, meeting, body, body.get("status", "approved"), dates)


def _add(account: Account, meeting: Meeting, body: Json, status: str, dates: tuple[str, ...]) -> Registrant:
    """Who has signed up already stays one registrant with one link, denied if that is what they were."""
    known = next((one for one in meeting.registrants if one.email.casefold() == body["email"].casefold()), None)
    if known is None:
        known = Registrant(
            id=account.ids.letters(22),
            email=body["email"],
            first_name=body.get("first_name", ""),
            last_name=body.get("last_name", ""),
            status=status,
            created_at=account.now(),
            occurrence_ids=dates,
        )
        meeting.registrants.append(known)
    elif known.status in {"approved", "cancelled"}:
        known.status = status if known.status == "cancelled" else known.status
        known.occurrence_ids = (*known.occurrence_ids, *dates) if dates and known.occurrence_ids else ()
    announce_registration(account, meeting, known, "created", _link(account, meeting, known))
    return known


def _link(account: Account, meeting: Meeting, registrant: Registrant) -> str | None:
    """The own link comes with the approval (zoom-api 5.8)."""
    return registrant_link(account, meeting, registrant.id) if registrant.status == "approved" else None


def registrant_view(account: Account, meeting: Meeting, registrant: Registrant) -> Json:
    return without_nones(
        {
            "id": registrant.id,
            "email": registrant.email,
            "first_name": registrant.first_name,
            "last_name": registrant.last_name,
            "status": registrant.status,
            "create_time": zulu(registrant.created_at),
            "join_url": _link(account, meeting, registrant),
        }
    )


def _found(call: Call, kind: Kind) -> Meeting:
    """A webinar on the meetings' path is 400/300 here, unlike elsewhere (spec)."""
    key = call.path["id"]
    other = call.account.meetings.get(int(key)) if key.isdigit() else None
    if kind is Kind.MEETING and other is not None and other.kind is Kind.WEBINAR:
        raise Refused(400, 300, "Cannot access webinar info.")
    return find_meeting(call.account, key, kind)


def list_registrants(kind: Kind, call: Call) -> Answer:
    """GET …/registrants: `approved` unless asked otherwise. Without registration the list is empty (spec is silent)."""
    meeting = _found(call, kind)
    status, date = call.query.get("status", "approved"), call.query.get("occurrence_id")
    if status not in STATUSES:
        raise invalid("status", "Invalid field: status.")
    rows = [
        registrant_view(call.account, meeting, each)
        for each in meeting.registrants
        if each.status == status and (date is None or not each.occurrence_ids or date in each.occurrence_ids)
    ]
    return Answer(200, paged(call, "registrants", rows))


def get_registrant(kind: Kind, call: Call) -> Answer:
    meeting = _found(call, kind)
    found = next((one for one in meeting.registrants if one.id == call.path["registrant"]), None)
    if found is None or found.status == "cancelled":
        raise Refused(400, 3079, f"This registrant does not exist: {call.path['registrant']}.")
    return Answer(200, registrant_view(call.account, meeting, found))


# --- adding ---------------------------------------------------------------------------------------------------------


def add_registrant(kind: Kind, call: Call) -> Answer:
    """POST …/registrants. While approval is manual the answer has no link (zoom-api 5.8)."""
    account, meeting = call.account, _found(call, kind)
    _require_open(account, meeting, Refused(400, 3000, f"Registration has not been enabled: {meeting.id}."))
    dates = tuple(filter(None, call.query.get("occurrence_ids", "").split(",")))
    for each in dates:
        if meeting.occurrence(each) is None:
            raise invalid("occurrence_ids", "Invalid field: occurrence_ids.")
    _check_person(account, meeting, call.body)
    _require_room(account, meeting, [call.body])
    account.limits.charge_registrant("add", meeting.id, call.body["email"], account.now())
    registrant = _add(account, meeting, call.body, _first_status(meeting), dates)
    held = [one for one in meeting.occurrences if not one.deleted and (not dates or one.id in dates)]
    occurrences = [
        {
            "occurrence_id": one.id,
            "start_time": zulu(one.start),
            "duration": one.duration_minutes,
            "status": "available",
        }
        for one in held
    ]
    return Answer(
        201,
        without_nones(
            {
                "registrant_id": registrant.id,
                "id": meeting.id,
                "topic": meeting.topic,
                "start_time": meeting.start and zulu(meeting.start),
                "join_url": _link(account, meeting, registrant),
                "occurrences": occurrences or None,
            }
        ),
    )


def add_registrants(kind: Kind, call: Call) -> Answer:
    """POST …/batch_registrants: thirty at most, of one-time meetings; all or nobody (zoom-api 5.8)."""
    account, meeting = call.account, _found(call, kind)
    if meeting.type not in {MeetingType.SCHEDULED, MeetingType.WEBINAR}:
        code = 303 if kind is Kind.MEETING else 300
        raise Refused(400, code, f"This API can only be used for scheduled {kind.value}s.")
    code = 404 if kind is Kind.MEETING else 3000
    _require_open(account, meeting, Refused(400, code, f"Registration has not been enabled: {meeting.id}."))
    people = call.body.get("registrants")
    if not isinstance(people, list) or not 0 < len(people) <= MOST_AT_ONCE:
        raise invalid("registrants", "Invalid field: registrants.")
    for each in people:
        _check_person(account, meeting, each)
    _require_room(account, meeting, people)
    for each in people:
        account.limits.charge_registrant("add", meeting.id, each["email"], account.now())
    status = "approved" if call.body.get("auto_approve") else _first_status(meeting)
    made = [_add(account, meeting, each, status, ()) for each in people]
    rows = [
        without_nones(
            {
                "registrant_id": each.id,
                "email": each.email,
                "join_url": _link(account, meeting, each),
                # Webinars have none (spec).
                "participant_pin_code": int(account.ids.digits(6)) if kind is Kind.MEETING else None,
            }
        )
        for each in made
    ]
    return Answer(201, {"registrants": rows})


def _first_status(meeting: Meeting) -> str:
    return "pending" if meeting.settings.get("approval_type") == MANUAL else "approved"


def _require_open(account: Account, meeting: Meeting, off: Refused) -> None:
    """Registration is on, the host is Licensed, and there is a date to come (spec)."""
    if meeting.settings.get("approval_type", NONE) == NONE:
        raise off
    if account.users[meeting.host_id].plan is not Plan.LICENSED:
        raise Refused(400, 200, f"Only available for paid users: {account.users[meeting.host_id].email}.")
    ends = [each.end for each in meeting.occurrences if not each.deleted]
    if not ends and meeting.start is not None:
        ends = [meeting.start + timedelta(minutes=meeting.duration_minutes)]
    if meeting.live is None and ends and max(ends) < account.now():
        raise Refused(400, 3038, "Meeting is over, you can not register now.")


def _check_person(account: Account, meeting: Meeting, body: Json) -> None:
    email, first = body.get("email"), body.get("first_name")
    if not isinstance(email, str) or len(email) > _EMAIL_LENGTH or not _EMAIL.fullmatch(email):
        raise invalid("email", "Invalid field: email.")
    if not isinstance(first, str) or not first.strip() or len(first) > _NAME_LENGTH:
        raise invalid("first_name", "Invalid field: first_name.")
    if len(body.get("last_name") or "") > _NAME_LENGTH:
        raise invalid("last_name", "Invalid field: last_name.")
    hosts = {account.users[meeting.host_id].email.casefold()}
    hosts |= {one.strip().casefold() for one in str(meeting.settings.get("alternative_hosts") or "").split(";")}
    if email.casefold() in hosts:
        # Alternative hosts too (Indico #319).
        raise Refused(400, 3027, "Host cannot register.")


def _require_room(account: Account, meeting: Meeting, people: Sequence[Json]) -> None:
    here = {one.email.casefold() for one in meeting.registrants if one.status != "cancelled"}
    wanted = here | {each["email"].casefold() for each in people}
    if len(wanted) > max(account.settings.most_registrants, len(here)):
        raise Refused(400, 3043, "Meeting has reached maximum attendee capacity.")


# --- deciding -------------------------------------------------------------------------------------------------------


def set_status(kind: Kind, call: Call) -> Answer:
    """PUT …/registrants/status for thirty at most; those that are not there are passed over (the spec is silent)."""
    account, meeting = call.account, _found(call, kind)
    _require_open(account, meeting, Refused(400, 3000, f"Registration has not been enabled: {meeting.id}."))
    action, named = call.body.get("action"), call.body.get("registrants", [])
    if action not in ACTIONS:
        raise invalid("action", "Invalid field: action.")
    if not isinstance(named, list) or len(named) > MOST_AT_ONCE:
        raise invalid("registrants", "Invalid field: registrants.")
    keys = {each.get("id") or each.get("email", "").casefold() for each in named}
    meant = [one for one in meeting.registrants if one.id in keys or one.email.casefold() in keys]
    for one in meant:
        account.limits.charge_registrant("status", meeting.id, one.email, account.now())
    for one in meant:
        decide(account, meeting, one, ACTIONS[action])
    return Answer(204)


def decide(account: Account, meeting: Meeting, registrant: Registrant, status: str) -> None:
    """By the API, or by a host on Zoom's page; the same again tells nobody."""
    if registrant.status == status:
        return
    registrant.status = status
    announce_registration(account, meeting, registrant, status, _link(account, meeting, registrant))


def delete_registrant(kind: Kind, call: Call) -> Answer:
    meeting = _found(call, kind)
    found = next((one for one in meeting.registrants if one.id == call.path["registrant"]), None)
    if found is None:
        raise Refused(400, 300, "The value that you entered for the Registrant ID field is invalid.")
    decide(call.account, meeting, found, "cancelled")
    meeting.registrants.remove(found)
    return Answer(204)


def _routes(kind: Kind) -> tuple[Route, ...]:
    word = kind.value
    base = f"/{word}s/{{id}}"

    def route(method: str, path: str, label: Label, claim: str, handler: Handler) -> Route:
        classic = f"{word}:read:admin" if method == "GET" else f"{word}:write:admin"
        return Route(method, f"{base}{path}", label, f"{word}:{claim}:admin", (classic,), handler)

    one = "/registrants/{registrant}"
    return (
        route("GET", "/registrants", Label.MEDIUM, "read:list_registrants", partial(list_registrants, kind)),
        route("POST", "/registrants", Label.LIGHT, "write:registrant", partial(add_registrant, kind)),
        route("PUT", "/registrants/status", Label.MEDIUM, "update:registrant_status", partial(set_status, kind)),
        route("GET", one, Label.LIGHT, "read:registrant", partial(get_registrant, kind)),
        route("DELETE", one, Label.LIGHT, "delete:registrant", partial(delete_registrant, kind)),
        route("POST", "/batch_registrants", Label.HEAVY, "write:batch_registrants", partial(add_registrants, kind)),
    )


ROUTES = (*_routes(Kind.MEETING), *_routes(Kind.WEBINAR))
