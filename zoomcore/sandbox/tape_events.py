"""What Zoom tells about recordings, in the shapes of its webhook catalogue. A meeting's type is a number here (9.1)."""

from datetime import timedelta

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json, without_nones, zulu
from zoomcore.sandbox.tapes import File, Tape

# The token beside the payload opens the files for a day (zoom-api 9.2).
DOWNLOAD_LIFE = timedelta(hours=24)


def announce_segment(account: Account, tape: Tape, what: str) -> None:
    """`started` and `stopped`: the segment concerned, without files."""
    segment = tape.segments[-1]
    times = {"recording_start": zulu(segment.started), "recording_end": zulu(segment.ended) if segment.ended else ""}
    account.emit(f"recording.{what}", {"object": _head(tape) | {"recording_file": times}})


def announce_files(account: Account, what: str, tape: Tape, files: list[File]) -> None:
    """All others that name files; with a token to download them where they have just come."""
    host = account.users.get(tape.host_id)
    fresh = what in {"completed", "transcript_completed"}
    details = _head(tape) | {
        "share_url": share_url(account, tape),
        "total_size": sum(each.size for each in files),
        "recording_count": len(files),
        # What has no id stands in lists alone: the catalogue asks for one here.
        "recording_files": [_file(account, tape, each) for each in files if each.id],
        "account_id": account.credentials.account_id,
        "host_email": host.email if host and fresh else None,
        "password": tape.password or None if fresh else None,
    }
    if what == "completed":
        details |= {
            "on_prem": False,
            "recording_play_passcode": tape.play_passcode if tape.password else None,
            "auto_delete": tape.delete_on is not None,
            "auto_delete_date": tape.delete_on.date().isoformat() if tape.delete_on else None,
        }
    operator = {} if fresh else _operator(account)
    beside = {"download_token": account.issue_download(tape.uuid, DOWNLOAD_LIFE)} if fresh else {}
    account.emit(f"recording.{what}", operator | {"object": without_nones(details)}, beside=beside)


def announce_renamed(account: Account, tape: Tape, before: str) -> None:
    """As the schema has it; the example puts the new name elsewhere (webhook spec)."""
    named = {"uuid": tape.uuid, "id": tape.meeting_id, "type": tape.type, "host_id": tape.host_id}
    told = {"object": named | {"topic": tape.topic}, "old_object": named | {"topic": before}}
    stamp = int(account.now().timestamp() * 1000)
    account.emit("recording.renamed", _operator(account) | told | {"time_stamp": stamp})


def announce_batch(account: Account, what: str, tapes: list[Tape]) -> None:
    """Several at once from the web portal: uuids alone, or with the ids of their files."""
    if what == "trashed":
        told: Json = {"operation": "trash_user_recordings", "object": {"meeting_uuids": [each.uuid for each in tapes]}}
    else:
        meetings = [
            {"meeting_uuid": tape.uuid, "recording_file_ids": [each.id for each in tape.files if each.id]}
            for tape in tapes
        ]
        told = {"object": {"meetings": meetings}}
    account.emit(f"recording.batch_{what}", _operator(account) | told)


def share_url(account: Account, tape: Tape) -> str:
    return f"{account.settings.web_url}/rec/share/{tape.share_key}"


def play_url(account: Account, file: File) -> str:
    return f"{account.settings.web_url}/rec/play/{file.key}"


def download_url(account: Account, file: File) -> str:
    return f"{account.settings.web_url}/rec/download/{file.key}"


def _operator(account: Account) -> Json:
    return {"operator": account.owner.email, "operator_id": account.owner.id}


def _head(tape: Tape) -> Json:
    return {
        "id": tape.meeting_id,
        "uuid": tape.uuid,
        "host_id": tape.host_id,
        "topic": tape.topic,
        "type": tape.type,
        "start_time": zulu(tape.started),
        "timezone": tape.timezone,
        "duration": tape.minutes,
    }


def _file(account: Account, tape: Tape, file: File) -> Json:
    return {
        "id": file.id,
        "meeting_id": tape.uuid,
        "recording_start": zulu(file.start),
        "recording_end": zulu(file.end),
        "recording_type": file.part.recording_type,
        "file_type": file.part.type,
        "file_extension": file.part.extension,
        "file_size": file.size,
        "play_url": play_url(account, file),
        "download_url": download_url(account, file),
        "status": "completed",
    }
