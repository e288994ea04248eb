"""Who was in a run, in Zoom's three voices: reports, past meetings, dashboards (zoom-api 7.1, 7.2)."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.booking import Kind, Meeting, Run, Stay
from zoomcore.sandbox.classroom import BY_HOST
from zoomcore.sandbox.history import ended_run, is_reported, latest_run
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.routing import Call, Route, paged

NO_DASHBOARD = (
    "This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature."
)


class Voice(Enum):
    REPORT = "report"
    PAST = "past"
    DASHBOARD = "dashboard"


def participants(voice: Voice, kind: Kind, call: Call) -> Answer:
    """GET …/participants of a meeting or webinar, by id or uuid."""
    account = call.account
    require_plan(account, dashboard=voice is Voice.DASHBOARD)
    meeting, run = _run(voice, kind, call)
    stays = _stays(account, run, single=_wants_single(call))
    rows = [_row(voice, call, meeting, stay, left=stay.left or run.ended) for stay in stays]
    body = paged(call, "participants", rows, numbered=False)
    # A number on dashboards is a text (spec).
    return Answer(200, body | ({f"{kind.value}_number": str(meeting.id)} if voice is Voice.DASHBOARD else {}))


def require_plan(account: Account, *, dashboard: bool) -> None:
    """Free accounts: 400/200; below Business no dashboard: 400/400 (zoom-api 7.1, 10.2)."""
    if dashboard and not (account.settings.paid and account.settings.dashboards):
        raise Refused(400, 400, NO_DASHBOARD)
    if not account.settings.paid:
        raise Refused(400, 200, f"Only available for paid account: {account.credentials.account_id}")


def _run(voice: Voice, kind: Kind, call: Call) -> tuple[Meeting, Run]:
    """404/3001 until the run has ended and the reports are ready (zoom-api 7.3)."""
    key = call.path["id"]
    if voice is Voice.DASHBOARD and _type(call, kind) == "live":
        found = latest_run(call.account, key)
        if found is None or found[0].kind is not kind or found[1].ended is not None:
            raise Refused(404, 3001, f"Meeting ID is invalid or not live: {key}.")
        return found
    meeting, run = ended_run(call.account, key)
    if meeting.kind is not kind or not is_reported(call.account, run):
        raise Refused(404, 3001, f"Meeting ID is invalid or has not ended: {key}.")
    return meeting, run


def _type(call: Call, kind: Kind) -> str:
    """`live` unless asked otherwise (zoom-api 7.1); webinars of one have no type of their own (spec)."""
    wanted = call.query.get("type", "live")
    if wanted not in (("past", "pastOne", "live") if kind is Kind.MEETING else ("past", "live")):
        raise invalid("type", "Invalid field: type.")
    return wanted


def _wants_single(call: Call) -> bool:
    return call.query.get("type") in {"pastOne", "live"}


def _stays(account: Account, run: Run, *, single: bool) -> list[Stay]:
    """In order of joining. A run of one person is left out (zoom-api 7.1); the last rows may come later (7.3)."""
    if run.people() < 2 and not single and not account.settings.one_person_reports:  # noqa: PLR2004 - "two or more"
        return []
    stays, settings = list(run.stays), account.settings
    if settings.late_rows and _is_younger(account, run, settings.late_rows_minutes):
        stays = stays[: -settings.late_rows]
    if settings.breakouts_cut_rows:
        stays = [piece for stay in stays for piece in _cut(stay, run)]
    if _is_younger(account, run, settings.unsettled_minutes):
        stays = [replace(stay, left=stay.joined) for stay in stays]
    return sorted(stays, key=lambda stay: stay.joined)


def _is_younger(account: Account, run: Run, minutes: int) -> bool:
    """Whether the run ended less than so many minutes ago."""
    return run.ended is not None and account.now() < run.ended + timedelta(minutes=minutes)


def _cut(stay: Stay, run: Run) -> list[Stay]:
    """A stay in the class without the time in breakout rooms: one row for each piece that is left."""
    pieces, rest = [], stay
    for room in (each for each in run.stays if each.parent_user_id == stay.user_id):
        pieces.append(replace(rest, left=room.joined))
        rest = replace(rest, joined=room.left or run.ended or room.joined)
    return [piece for piece in (*pieces, rest) if piece.left is None or piece.joined < piece.left]


def _row(voice: Voice, call: Call, meeting: Meeting, stay: Stay, *, left: datetime | None) -> Json:
    account = call.account
    shown = replace(stay, name="", email="", zoom_user_id="") if account.settings.blank_people else stay
    row = {
        # Blank for outsiders (zoom-api 7.2).
        "id": shown.zoom_user_id,
        "user_id": stay.user_id,
        "join_time": zulu(stay.joined),
        "leave_time": left and zulu(left),
    }
    if voice is Voice.PAST:
        row |= _past(shown, left)
    elif voice is Voice.REPORT:
        row |= _reported(shown, left)
    else:
        row |= _seen(shown, meeting, account)
    # Two of the sources name registrants only when they are asked to (zoom-api 7.1).
    if voice is Voice.PAST or call.query.get("include_fields") == "registrant_id":
        row["registrant_id"] = stay.registrant_id
    return without_nones(row)


def _named(stay: Stay, left: datetime | None) -> Json:
    """`duration` is in seconds here (zoom-api 7.2)."""
    return {
        "name": stay.name,
        "user_email": stay.shown_email,
        "duration": int(((left or stay.joined) - stay.joined).total_seconds()),
        "failover": False,
        "status": _status(stay),
    }


def _past(stay: Stay, left: datetime | None) -> Json:
    return _named(stay, left) | {"internal_user": stay.internal}


def _reported(stay: Stay, left: datetime | None) -> Json:
    own = {"participant_user_id": stay.zoom_user_id, "customer_key": "", "bo_mtg_id": stay.room}
    return _named(stay, left) | own


def _seen(stay: Stay, meeting: Meeting, account: Account) -> Json:
    host = account.users[meeting.host_id]
    return {
        "user_name": stay.name,
        "email": stay.shown_email,
        "participant_user_id": stay.zoom_user_id,
        "participant_uuid": stay.participant_uuid,
        "bo_mtg_id": stay.room,
        "device": stay.device,
        "ip_address": "203.0.113.7",
        "location": "Madrid (ES)",
        "network_type": "Wifi",
        "role": "host" if stay.zoom_user_id == host.id else "attendee",
        "version": "6.1.0.1234",
        # The spec's list has the sentence with the variable in it, and of webinars no status.
        "leave_reason": _reason(stay, meeting.kind),
    } | ({"status": _status(stay)} if meeting.kind is Kind.MEETING else {})


def _reason(stay: Stay, kind: Kind) -> str | None:
    said = BY_HOST if stay.reason == BY_HOST else "$name left the meeting."
    return said.replace("meeting", kind.value) if stay.left else None


def _status(stay: Stay) -> str:
    return "in_waiting_room" if stay.waiting else "in_meeting"


def _routes(kind: Kind) -> list[Route]:
    word = kind.value
    tail, claim = f"/{word}s/{{id}}/participants", f"read:list_{word}_participants:admin"
    past, seen = f"{word}:read:list_past_participants:admin", (f"dashboard_{word}s:read:admin", "dashboard:read:admin")
    reported, told, shown = (partial(participants, voice, kind) for voice in Voice)
    return [
        Route("GET", f"/report{tail}", Label.HEAVY, f"report:{claim}", ("report:read:admin",), reported),
        Route("GET", f"/past_{tail[1:]}", Label.MEDIUM, past, (f"{word}:read:admin",), told),
        Route("GET", f"/metrics{tail}", Label.HEAVY, f"dashboard:{claim}", seen, shown),
    ]


ROUTES = (*_routes(Kind.MEETING), *_routes(Kind.WEBINAR))
