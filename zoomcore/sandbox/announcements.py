"""The webhook payloads about bookings and runs, in the shapes of Zoom's webhook examples (zoom-api 8.3).

`object.id` is a number where a booking changed and a string where a class runs (zoom-api 4).
"""

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json, without_nones, zulu
from zoomcore.sandbox.booking import Meeting, Occurrence, Registrant, Run, Stay
from zoomcore.sandbox.recurrence import write_recurrence

WATCHED_SETTINGS = ("use_pmi", "alternative_hosts", "meeting_invitees", "join_before_host", "jbh_time")


def _occurrences(occurrences: list[Occurrence]) -> list[Json] | None:
    return [
        {
            "occurrence_id": each.id,
            "start_time": zulu(each.start),
            "duration": each.duration_minutes,
            "status": "deleted" if each.deleted else "available",
        }
        for each in occurrences
    ] or None


def _dates(occurrences: list[Occurrence]) -> list[Json] | None:
    """As deletions name them: without length and status (webhook spec)."""
    return [{"occurrence_id": each.id, "start_time": zulu(each.start)} for each in occurrences] or None


def _booked(meeting: Meeting, occurrences: list[Json] | None) -> Json:
    return without_nones(
        {
            "uuid": meeting.uuid,
            "id": meeting.id,
            "host_id": meeting.host_id,
            "topic": meeting.topic,
            "type": meeting.type,
            "start_time": meeting.start and zulu(meeting.start),
            "duration": meeting.duration_minutes,
            "timezone": meeting.timezone,
            "occurrences": occurrences,
        }
    )


def _operator(account: Account) -> Json:
    """A Server-to-Server app acts as its owner (zoom-api 1.1); in the portal whoever sits there."""
    who = account.at_portal or account.owner
    return {"operator": who.email, "operator_id": who.id}


def announce_created(account: Account, meeting: Meeting, join_url: str) -> None:
    details = {
        "join_url": join_url,
        "password": meeting.password,
        "creation_source": "web_portal" if account.at_portal else "open_api",
        "recurrence": meeting.recurrence and write_recurrence(meeting.recurrence),
        # `use_pmi` stands there for webinars too, which have none (webhook spec).
        "settings": {"use_pmi": False}
        | {name: meeting.settings[name] for name in WATCHED_SETTINGS if name in meeting.settings},
    }
    booked = _booked(meeting, _occurrences(meeting.occurrences))
    payload = {"operation": "all", "object": booked | without_nones(details)}
    account.emit(f"{meeting.kind.value}.created", _operator(account) | payload)


def announce_deleted(account: Account, meeting: Meeting, occurrence: Occurrence | None) -> None:
    """`operation` says whether one occurrence went or all; the one is in `object.occurrences` (zoom-api 8.3)."""
    listed = _dates(meeting.occurrences if occurrence is None else [occurrence])
    payload = {"operation": "all" if occurrence is None else "single", "object": _booked(meeting, listed)}
    account.emit(f"{meeting.kind.value}.deleted", _operator(account) | payload)


def announce_permanently_deleted(account: Account, meeting: Meeting) -> None:
    payload = {"operation": "all", "object": _booked(meeting, _dates(meeting.occurrences))}
    account.emit(f"{meeting.kind.value}.permanently_deleted", _operator(account) | payload)


def announce_recovered(account: Account, meeting: Meeting) -> None:
    payload = {"operation": "all", "object": _booked(meeting, _dates(meeting.occurrences))}
    account.emit(f"{meeting.kind.value}.recovered", _operator(account) | payload)


def _changed(these: Json, those: Json) -> Json:
    """What is in these and otherwise or not at all in those; of the settings only the keys that differ."""
    found = {name: value for name, value in sorted(these.items()) if those.get(name) != value}
    if "settings" in found:
        found["settings"] = _changed(these["settings"], those.get("settings", {}))
    return found


def announce_updated(
    account: Account, meeting: Meeting, *, before: Json, after: Json, occurrence_id: str | None
) -> None:
    """`object` and `old_object` carry the fields that changed and the id; nothing changed, nothing is said."""
    new, old = _changed(after, before), _changed(before, after)
    if not new and not old:
        return
    head = {"id": meeting.id, "uuid": meeting.uuid, "host_id": meeting.host_id}
    payload: Json = {
        "scope": "single" if occurrence_id else "all",
        "object": head | new,
        "old_object": {"id": meeting.id} | old,
        "time_stamp": int(account.now().timestamp() * 1000),
    }
    account.emit(f"{meeting.kind.value}.updated", _operator(account) | payload)


def _running(meeting: Meeting, run: Run) -> Json:
    """`duration` is the scheduled length, never the real one (zoom-api 8.3)."""
    return {
        "id": str(meeting.id),
        "uuid": run.uuid,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": zulu(run.started),
        "timezone": meeting.timezone,
        "duration": meeting.duration_minutes,
    }


def announce_run(account: Account, meeting: Meeting, run: Run) -> None:
    """`started` while the run goes on, `ended` once it has an end."""
    details = _running(meeting, run) | {"host_email": account.users[meeting.host_id].email}
    if run.ended is None:
        account.emit(f"{meeting.kind.value}.started", {"object": details})
    else:
        account.emit(f"{meeting.kind.value}.ended", {"object": details | {"end_time": zulu(run.ended)}})


def announce_stay(account: Account, meeting: Meeting, run: Run, stay: Stay, *, put_back: bool = False) -> None:
    """Arrival or departure, in the class or one of its rooms. Outsiders have a blank id (zoom-api 7.2, 8.3).

    Who is put back into the waiting room has not joined it (webhook spec).
    """
    room = "_waiting_room" if stay.waiting else "_breakout_room" if stay.room else ""
    details = _running(meeting, run) | ({"breakout_room_uuid": stay.room} if stay.room else {})
    participant = _participant(stay) | _moment(stay, meeting)
    if account.settings.webhook_slips:
        details, participant = _slipped(details), _slipped_participant(participant)
    happened = "put_in" if put_back else "joined" if stay.left is None else "left"
    account.emit(
        f"{meeting.kind.value}.participant_{happened}{room}", {"object": details | {"participant": participant}}
    )


def _participant(stay: Stay) -> Json:
    return without_nones(
        {
            "user_id": stay.user_id,
            "parent_user_id": stay.parent_user_id or None,
            "user_name": stay.name,
            "id": stay.zoom_user_id,
            "participant_user_id": stay.zoom_user_id,
            "participant_uuid": stay.participant_uuid,
            "email": stay.shown_email,
            "registrant_id": stay.registrant_id or None,
        }
    )


def _moment(stay: Stay, meeting: Meeting) -> Json:
    if stay.waiting:
        return {"date_time": zulu(stay.left or stay.joined)}
    if stay.left is None:
        return {"join_time": zulu(stay.joined)}
    # As the examples of the webhook spec put it.
    why = f"<br>Reason: {stay.reason}" if stay.reason else ""
    return {"leave_time": zulu(stay.left), "leave_reason": f"{stay.name} left the {meeting.kind.value}.{why}"}


def announce_admitted(account: Account, meeting: Meeting, run: Run, stay: Stay) -> None:
    """The host lets somebody in; the change of rooms has events of its own (webhook spec)."""
    participant = _participant(stay) | {"date_time": zulu(account.now())}
    details = _running(meeting, run)
    # The example names an operator, the schema does not (webhook spec).
    more = _operator(account) | {"operation": "single"} if account.settings.webhook_slips else {}
    account.emit("meeting.participant_admitted", more | {"object": details | {"participant": participant}})


def announce_knock(account: Account, meeting: Meeting, name: str, zoom_user_id: str) -> None:
    """Somebody before the host: no ids of a stay, no moment of its own, and the uuid of the booking (webhook spec)."""
    waiting = Run(uuid=meeting.uuid, started=meeting.start or account.now())
    who = {"id": zoom_user_id, "user_name": name}
    account.emit("meeting.participant_jbh_waiting", {"object": _running(meeting, waiting) | {"participant": who}})


def _slipped(details: Json) -> Json:
    return details | {"id": int(details["id"]), "type": str(details["type"]), "duration": str(details["duration"])}


def _slipped_participant(participant: Json) -> Json:
    """Joins have `date_time` for `join_time`, leaves have both (webhook spec, examples of participant_joined)."""
    slipped = participant | {"user_id": int(participant["user_id"]), "public_ip": "203.0.113.7"}
    slipped["date_time"] = slipped.pop("join_time", None) or slipped.get("leave_time") or slipped.get("date_time")
    return {name: value for name, value in slipped.items() if (name, value) != ("email", "")}


def announce_registration(account: Account, meeting: Meeting, who: Registrant, happened: str, link: str | None) -> None:
    """`happened`: created, approved, cancelled or denied. A new one carries its status, one approved its link.

    Nobody is named as having done it where somebody signed up; the dates are those signed up for (webhook spec).
    """
    registrant = {"id": who.id, "first_name": who.first_name, "last_name": who.last_name, "email": who.email}
    if happened == "created":
        registrant |= {"status": who.status, "join_url": link or ""}
    elif happened == "approved":
        registrant |= {"join_url": link or ""}
    held = [one for one in meeting.occurrences if not who.occurrence_ids or one.id in who.occurrence_ids]
    operator = {} if happened == "created" else _operator(account)
    # The start stands there always (webhook spec).
    booked = {"start_time": zulu(meeting.start or account.now())} | _booked(meeting, _dates(held))
    account.emit(
        f"{meeting.kind.value}.registration_{happened}", operator | {"object": booked | {"registrant": registrant}}
    )
