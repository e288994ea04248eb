"""Who signed up for a meeting or webinar, and the list of them (zoom-api 5.8)."""

from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.booking import Kind, Meeting, Registrant
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.meeting_views import join_url
from zoomcore.sandbox.routing import Call, Route, paged
from zoomcore.sandbox.scheduling import find_meeting

STATUSES = ("approved", "pending", "denied")


def register(account: Account, meeting: Meeting, body: Json) -> Registrant:
    """Sign somebody up behind the API's back; ValueError for what no registration can be."""
    unknown = body.keys() - {"email", "first_name", "last_name", "status", "occurrence_ids"}
    if unknown or body.get("status", "approved") not in STATUSES:
        raise ValueError(f"a registrant has an email, names, a status of {STATUSES} and occurrence_ids, not {body}")
    registrant = Registrant(
        id=account.ids.letters(22),
        email=body["email"],
        first_name=body.get("first_name", ""),
        last_name=body.get("last_name", ""),
        status=body.get("status", "approved"),
        created_at=account.now(),
        occurrence_ids=tuple(body.get("occurrence_ids", ())),
    )
    meeting.registrants.append(registrant)
    return registrant


def registrant_view(account: Account, meeting: Meeting, registrant: Registrant) -> Json:
    """The own link comes with the approval (zoom-api 5.8)."""
    link = f"{join_url(account, meeting).split('?')[0]}?tk={registrant.id}"
    return without_nones(
        {
            "id": registrant.id,
            "email": registrant.email,
            "first_name": registrant.first_name,
            "last_name": registrant.last_name,
            "status": registrant.status,
            "create_time": zulu(registrant.created_at),
            "join_url": link if registrant.status == "approved" else None,
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


def _route(kind: Kind) -> Route:
    word = kind.value
    scope, classic = f"{word}:read:list_registrants:admin", (f"{word}:read:admin",)
    return Route("GET", f"/{word}s/{{id}}/registrants", Label.MEDIUM, scope, classic, partial(list_registrants, kind))


ROUTES = (_route(Kind.MEETING), _route(Kind.WEBINAR))
