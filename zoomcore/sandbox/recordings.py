"""The calls about cloud recordings (zoom-api 9): lists, one recording, its sharing, the trash."""

from calendar import monthrange
from datetime import UTC, date, timedelta
from typing import Any
from urllib.parse import unquote

from zoomcore.sandbox import taping
from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid, without_nones, zulu
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.routing import Call, Route, paged
from zoomcore.sandbox.tape_events import announce_renamed, download_url, play_url
from zoomcore.sandbox.tapes import File, Keeping, Tape

# spec, PATCH …/recordings/settings
SHORTEST_PASSCODE, LONGEST_PASSCODE = 8, 10
LONGEST_TTL = 604_800
SHARED = ("publicly", "internally", "none")
FLAGS = frozenset(
    [
        *("recording_authentication", "viewer_download", "on_demand", "send_email_to_host"),
        *("show_social_share_buttons", "auto_delete"),
    ]
)
TEXTS = frozenset(["topic", "authentication_option", "authentication_domains"])
NO_STORAGE = (
    "Not enough cloud storage available. Either purchase additional storage or delete cloud recordings to free up"
    " storage."
)


# --- which one ----------------------------------------------------------------------------------------------------


def _tape(call: Call, *states: Keeping) -> Tape:
    """By uuid, or by a meeting's number the latest one (spec). 404/3301 where there is none in these states."""
    key, account = call.path["id"], call.account
    encoded_once = key.startswith("/") or "//" in key
    found = None if encoded_once else account.tapes.get(key) or account.tapes.get(unquote(key))
    if found is None and key.isdigit():
        of_meeting = [each for each in account.tapes.values() if each.meeting_id == int(key)]
        found = of_meeting[-1] if of_meeting else None
    if found is None or found.keeping not in states:
        raise Refused(404, 3301, "There is no recording for this meeting.")
    if found.host_id not in account.users:
        raise Refused(400, 1010, f"User does not belong to this account: {account.credentials.account_id}.")
    return found


def _movable(call: Call, *states: Keeping) -> Tape:
    tape = _tape(call, *states)
    if tape.simulive:
        raise Refused(400, 3310, "This recording was selected for a simulive webinar. You cannot delete or trash it.")
    return tape


def _action(call: Call) -> str:
    action = call.query.get("action", "trash")
    if action not in {"trash", "delete"}:
        raise invalid("action", "Invalid field: action.")
    return action


# --- lists --------------------------------------------------------------------------------------------------------


def list_of_user(call: Call) -> Answer:
    """GET /users/{userId}/recordings: by UTC day of the start; the trash is not filtered by date (spec)."""
    account, host = call.account, call.account.user(call.path["user"])
    first, last = _days(account, call.query)
    tapes = [each for each in account.tapes.values() if each.host_id == host.id]
    wanted = call.query.get("meeting_id")
    if call.flag("trash"):
        found = _in_trash(tapes, call.query.get("trash_type", "meeting_recordings"))
    else:
        kept = (each for each in tapes if each.keeping is Keeping.KEPT)
        found = [(each, each.present()) for each in kept if first <= each.started.astimezone(UTC).date() <= last]
    rows = [_row(account, tape, files) for tape, files in found if wanted in {None, str(tape.meeting_id)}]
    rows.sort(key=lambda row: row["start_time"], reverse=True)
    body = paged(call, "meetings", rows, numbered=False)
    return Answer(200, body | {"from": first.isoformat(), "to": last.isoformat()})


def _days(account: Account, query: Any) -> tuple[date, date]:
    """Today and tomorrow where nothing is said; a month at most (zoom-api 9.1)."""
    today = account.now().astimezone(UTC).date()
    try:
        first = date.fromisoformat(query["from"]) if "from" in query else today
        last = date.fromisoformat(query["to"]) if "to" in query else max(first, today) + timedelta(days=1)
    except ValueError as error:
        raise invalid("from", "Invalid field: from.") from error
    if last < first or last > first + timedelta(days=monthrange(first.year, first.month)[1]):
        raise invalid("to", "The date range must be a month at most.")
    return first, last


def _in_trash(tapes: list[Tape], kind: str) -> list[tuple[Tape, list[File]]]:
    if kind == "recording_file":
        alone = [
            (each, [file for file in each.files if file.trashed]) for each in tapes if each.keeping is Keeping.KEPT
        ]
        return [(tape, files) for tape, files in alone if files]
    return [(each, each.present()) for each in tapes if each.keeping is Keeping.TRASHED]


def _row(account: Account, tape: Tape, files: list[File]) -> Json:
    return without_nones(
        {
            "uuid": tape.uuid,
            "id": tape.meeting_id,
            "account_id": account.credentials.account_id,
            "host_id": tape.host_id,
            "topic": tape.topic,
            # A text in REST, a number in webhooks (zoom-api 9.1).
            "type": str(tape.type),
            "start_time": zulu(tape.started),
            "duration": tape.minutes,
            "total_size": sum(each.size for each in files),
            "recording_count": len(files),
            "recording_play_passcode": _play_passcode(account, tape),
            "auto_delete": tape.delete_on is not None,
            "auto_delete_date": tape.delete_on.date().isoformat() if tape.delete_on else None,
            "recording_files": [_file(account, tape, each) for each in files],
        }
    )


def _play_passcode(account: Account, tape: Tape) -> str | None:
    """Only for a role that may view the content (zoom-api 9.1); Zoom's support has to switch the field on (spec)."""
    settings = account.settings
    shown = settings.recording_content_right and settings.play_passcodes and tape.password
    return tape.play_passcode if shown else None


def _file(account: Account, tape: Tape, file: File) -> Json:
    row: Json = {
        "meeting_id": tape.uuid,
        "recording_start": zulu(file.start),
        "recording_end": zulu(file.end),
        "file_type": file.part.type,
        "file_extension": file.part.extension,
        "download_url": download_url(account, file),
        "deleted_time": zulu(moment) if (moment := file.trashed or tape.trashed_at) else None,
    }
    if file.part.has_id:
        row |= {
            "id": file.id,
            "file_size": file.size,
            "play_url": play_url(account, file),
            "status": "completed",
            "recording_type": file.part.recording_type,
        }
    return without_nones(row)


# --- one recording ------------------------------------------------------------------------------------------------


def read(call: Call) -> Answer:
    """GET /meetings/{meetingId}/recordings."""
    account, tape = call.account, _tape(call, Keeping.KEPT)
    row = _row(account, tape, tape.present())
    if account.settings.recording_content_right and tape.password:
        row["password"] = tape.password
    if call.query.get("include_fields") == "download_access_token":
        seconds = int(call.query.get("ttl", LONGEST_TTL))
        if not 0 <= seconds <= LONGEST_TTL:
            raise invalid("ttl", "Invalid field: ttl.")
        row["download_access_token"] = account.issue_download(tape.uuid, timedelta(seconds=seconds))
    return Answer(200, row)


def remove(call: Call) -> Answer:
    """DELETE /meetings/{meetingId}/recordings: into the trash, or for good, from there too (zoom-api 9.3)."""
    if _action(call) == "delete":
        taping.delete(call.account, _movable(call, Keeping.KEPT, Keeping.TRASHED))
    else:
        taping.trash(call.account, _movable(call, Keeping.KEPT))
    return Answer(204)


def remove_file(call: Call) -> Answer:
    """DELETE /meetings/{meetingId}/recordings/{recordingId}: 400/3303 before it is complete."""
    tape = _tape(call, Keeping.KEPT, Keeping.RECORDING, Keeping.PROCESSING)
    if tape.keeping is not Keeping.KEPT:
        raise Refused(400, 3303, "You can not delete an uncompleted meeting.")
    action, file = _action(call), _file_of(_movable(call, Keeping.KEPT), call.path["file"])
    if action == "delete":
        tape.files.remove(file)
    else:
        file.trashed = call.account.now()
    return Answer(204)


def recover_file(call: Call) -> Answer:
    """PUT /meetings/{meetingId}/recordings/{recordingId}/status."""
    _require_recover(call)
    _file_of(_tape(call, Keeping.KEPT), call.path["file"]).trashed = None
    return Answer(204)


def _file_of(tape: Tape, file_id: str) -> File:
    found = next((each for each in tape.files if each.id and each.id == file_id), None)
    if found is None:
        raise Refused(404, 3301, "There is no recording for this meeting.")
    return found


def recover(call: Call) -> Answer:
    """PUT /meetings/{meetingUUID}/recordings/status; 400/3309 where the storage is full (zoom-api 9.3)."""
    _require_recover(call)
    taping.recover(call.account, _tape(call, Keeping.TRASHED))
    return Answer(200, {})


def _require_recover(call: Call) -> None:
    if call.body.get("action") != "recover":
        raise invalid("action", "Invalid field: action.")
    if call.account.settings.recording_storage_full:
        raise Refused(400, 3309, NO_STORAGE)


# --- how it is shared ---------------------------------------------------------------------------------------------


def read_sharing(call: Call) -> Answer:
    """GET …/recordings/settings. The file names no codes for it: the role's right is checked as elsewhere (9.3)."""
    tape = _viewable(call)
    shown = tape.sharing | {"topic": tape.topic, "auto_delete": tape.delete_on is not None}
    if tape.delete_on:
        shown["auto_delete_date"] = tape.delete_on.date().isoformat()
    return Answer(200, shown)


def change_sharing(call: Call) -> Answer:
    """PATCH …/recordings/settings. What an admin locked stays as it is, without an error (zoom-api 5.7)."""
    tape, body = _viewable(call), call.body
    for name, value in body.items():
        _check(name, value)
    locked = call.account.settings.locked_sharing
    own = tape.sharing.keys() - {"topic"} | {"authentication_option", "authentication_domains"}
    tape.sharing |= {name: value for name, value in body.items() if name in own and name not in locked} | locked
    if body.get("auto_delete") is False:
        tape.delete_on = None
    if (topic := body.get("topic")) and topic != tape.topic:
        before, tape.topic = tape.topic, topic
        announce_renamed(call.account, tape, before)
    return Answer(204)


def _viewable(call: Call) -> Tape:
    """403/3306 for a role without the right to view the content of recordings (zoom-api 9.3)."""
    if not call.account.settings.recording_content_right:
        raise Refused(403, 3306, "You do not have the right permission to view the recording.")
    return _tape(call, Keeping.KEPT)


def _check(name: str, value: Any) -> None:
    match name:
        case "share_recording":
            fine = value in SHARED
        case "approval_type":
            fine = value in {0, 1, 2} and not isinstance(value, bool)
        case "password":
            fine = isinstance(value, str) and _is_passcode(value)
        case _:
            fine = isinstance(value, bool if name in FLAGS else str) and name in FLAGS | TEXTS
    if not fine:
        raise invalid(name, f"Invalid field: {name}.")


def _is_passcode(text: str) -> bool:
    """Eight to ten, with numbers, letters and special characters (spec)."""
    kinds = (any(c.isdigit() for c in text), any(c.isalpha() for c in text), not text.isalnum())
    return SHORTEST_PASSCODE <= len(text) <= LONGEST_PASSCODE and all(kinds)


READ, WRITE = ("recording:read:admin",), ("recording:write:admin",)
ONE, FILE = "/meetings/{id}/recordings", "/meetings/{id}/recordings/{file}"
CLOUD = "cloud_recording"

ROUTES = (
    Route(
        "GET", "/users/{user}/recordings", Label.MEDIUM, f"{CLOUD}:read:list_user_recordings:admin", READ, list_of_user
    ),
    # The file prints a classic scope of Zoom Phone here, which is a slip (zoom-endpoints).
    Route("GET", ONE, Label.LIGHT, f"{CLOUD}:read:list_recording_files:admin", READ, read),
    Route("DELETE", ONE, Label.LIGHT, f"{CLOUD}:delete:meeting_recording:admin", WRITE, remove),
    Route("GET", f"{ONE}/settings", Label.LIGHT, f"{CLOUD}:read:recording_settings:admin", READ, read_sharing),
    Route("PATCH", f"{ONE}/settings", Label.LIGHT, f"{CLOUD}:update:recording_settings:admin", WRITE, change_sharing),
    Route("PUT", f"{ONE}/status", Label.LIGHT, f"{CLOUD}:update:recover_meeting_recordings:admin", WRITE, recover),
    Route("DELETE", FILE, Label.LIGHT, f"{CLOUD}:delete:recording_file:admin", WRITE, remove_file),
    Route("PUT", f"{FILE}/status", Label.LIGHT, f"{CLOUD}:update:recover_single_recording:admin", WRITE, recover_file),
)
