"""The webhook payloads about bookings and runs, in the shapes of Zoom's webhook examples (zoom-api 8.3).

`object.id` is a number where a booking changed and a string where a class runs (zoom-api 4).
"""

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json, without_nones, zulu
from zoomcore.sandbox.booking import Meeting, Occurrence, Run, Stay
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
    """A Server-to-Server app acts as its owner (zoom-api 1.1)."""
    return {"operator": account.owner.email, "operator_id": account.owner.id}


def announce_created(account: Account, meeting: Meeting, join_url: str) -> None:
    details = {
        "join_url": join_url,
        "password": meeting.password,
        "creation_source": "open_api",
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


def announce_stay(account: Account, meeting: Meeting, run: Run, stay: Stay) -> None:
    """Arrival or departure, in the meeting or its waiting room. Guests have blank ids and e-mail (zoom-api 8.3)."""
    gone = stay.left is not None
    room = "_waiting_room" if stay.waiting else ""
    participant: Json = {
        "user_id": stay.user_id,
        "user_name": stay.name,
        "id": stay.zoom_user_id,
        "participant_user_id": stay.zoom_user_id,
        "participant_uuid": stay.participant_uuid,
        "email": stay.email,
    }
    if room:
        participant["date_time"] = zulu(stay.left or stay.joined)
    elif stay.left is not None:
        participant |= {"leave_time": zulu(stay.left), "leave_reason": f"{stay.name} left the meeting."}
    else:
        participant["join_time"] = zulu(stay.joined)
    name = f"{meeting.kind.value}.participant_{'left' if gone else 'joined'}{room}"
    account.emit(name, {"object": _running(meeting, run) | {"participant": participant}})
