"""Who speaks in a webinar: the calls about panelists (spec, /webinars/{webinarId}/panelists)."""

from typing import Any

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, zulu
from zoomcore.sandbox.booking import Kind, Meeting, Panelist
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.meeting_views import join_url
from zoomcore.sandbox.routing import Call, Route
from zoomcore.sandbox.scheduling import find_meeting

AT_ONCE = 30
#: Zoom names no figure (spec, 400/3000); so many are enough to meet the refusal.
MOST = 100
TOO_MANY = (
    "You have reached the limit for the number of panelists you can add. Contact Zoom Support for more information."
)


def _found(call: Call) -> Meeting:
    return find_meeting(call.account, call.path["id"], Kind.WEBINAR)


def own_link(account: Account, webinar: Meeting, panelist: Panelist) -> str:
    return f"{join_url(account, webinar).split('?')[0]}?tk={panelist.id}&role=panelist"


def list_panelists(call: Call) -> Answer:
    webinar = _found(call)
    rows: list[Json] = [
        {"id": one.id, "email": one.email, "name": one.name, "join_url": own_link(call.account, webinar, one)}
        for one in webinar.panelists
    ]
    return Answer(200, {"total_records": len(rows), "panelists": rows})


def _read(value: Any) -> list[Json]:
    fits = isinstance(value, list) and len(value) <= AT_ONCE
    if not fits or not all(isinstance(one, dict) and "@" in str(one.get("email", "")) for one in value):
        raise invalid("panelists", "Invalid field: panelists.")
    return list(value)


def add_panelists(call: Call) -> Answer:
    """Who is a panelist already stays one, with the same link (the spec is silent)."""
    webinar = _found(call)
    known = {one.email.casefold() for one in webinar.panelists}
    new = [one for one in _read(call.body.get("panelists")) if str(one["email"]).casefold() not in known]
    if len(webinar.panelists) + len(new) > MOST:
        raise Refused(400, 3000, TOO_MANY)
    for one in new:
        webinar.panelists.append(
            Panelist(id=call.account.ids.letters(22), email=str(one["email"]), name=str(one.get("name", "")))
        )
    return Answer(201, {"id": str(webinar.id), "updated_at": zulu(call.account.now())})


def remove_panelist(call: Call) -> Answer:
    webinar = _found(call)
    webinar.panelists[:] = [one for one in webinar.panelists if one.id != call.path["panelist"]]
    return Answer(204)


_MANY, _ONE = "/webinars/{id}/panelists", "/webinars/{id}/panelists/{panelist}"
_READING, _WRITING = ("webinar:read:admin",), ("webinar:write:admin",)

ROUTES = (
    Route("GET", _MANY, Label.MEDIUM, "webinar:read:list_panelists:admin", _READING, list_panelists),
    Route("POST", _MANY, Label.MEDIUM, "webinar:write:panelist:admin", _WRITING, add_panelists),
    Route("DELETE", _ONE, Label.LIGHT, "webinar:delete:panelist:admin", _WRITING, remove_panelist),
)
