"""Cloud recordings: a class is recorded, Zoom processes it, keeps it, and throws it away again (zoom-api 9).

A recording belongs to one run. Each time the host stops and starts again makes another segment of the same recording.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json
from zoomcore.sandbox.booking import Meeting, Run
from zoomcore.sandbox.people import Plan
from zoomcore.sandbox.tape_events import announce_files, announce_segment
from zoomcore.sandbox.tapes import PARTS, TRANSCRIPT, File, Keeping, Part, Segment, Tape

# The trash is kept 30 days (zoom-api 9.3).
TRASH_LIFE = timedelta(days=30)


def first_sharing(account: Account) -> Json:
    """How a fresh recording is shared: by the account's own settings, publicly unless an admin chose otherwise."""
    return {
        "share_recording": account.settings.recordings_shared,
        "recording_authentication": False,
        "viewer_download": True,
        "password": account.ids.passcode_for_recording() if account.settings.recording_passcodes else "",
        "on_demand": False,
        "approval_type": 2,
        "send_email_to_host": False,
        "show_social_share_buttons": False,
    }


# --- while the class runs -----------------------------------------------------------------------------------------


def record(account: Account, meeting: Meeting, run: Run) -> Tape | None:
    """The host presses Record; None where that host cannot record to the cloud, or records already."""
    if account.users[meeting.host_id].plan is not Plan.LICENSED:
        return None
    tape = account.tapes.get(run.uuid) or _new_tape(account, meeting, run)
    if tape.is_running:
        return None
    tape.keeping = Keeping.RECORDING
    tape.segments.append(Segment(started=account.now()))
    announce_segment(account, tape, "started")
    return tape


def _new_tape(account: Account, meeting: Meeting, run: Run) -> Tape:
    tape = Tape(
        uuid=run.uuid,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        topic=meeting.topic,
        type=meeting.type,
        timezone=meeting.timezone,
        started=account.now(),
        share_key=account.ids.letters(40),
        play_passcode=account.ids.letters(32),
        sharing=first_sharing(account),
    )
    account.tapes[run.uuid] = tape
    return tape


def stop(account: Account, run: Run) -> Tape | None:
    """The segment ends; None where nothing is recorded."""
    tape = account.tapes.get(run.uuid)
    if tape is None or not tape.is_running:
        return None
    tape.segments[-1].ended = account.now()
    announce_segment(account, tape, "stopped")
    return tape


# --- afterwards ---------------------------------------------------------------------------------------------------


def process(account: Account, tape: Tape) -> None:
    """Plan the files: after twice the length unless the account says otherwise, the transcript later (zoom-api 9.4)."""
    if tape.keeping is not Keeping.RECORDING:
        return
    tape.keeping = Keeping.PROCESSING
    wait = account.settings.recording_minutes
    ready = account.now() + (timedelta(minutes=tape.minutes * 2) if wait is None else timedelta(minutes=wait))
    account.at(ready, partial(complete, account, tape))


def complete(account: Account, tape: Tape) -> None:
    """The files are there; a second time nothing happens."""
    if tape.keeping is not Keeping.PROCESSING:
        return
    tape.keeping = Keeping.KEPT
    tape.files = list(_files(account, tape, PARTS))
    days = account.settings.recordings_kept_days
    if days is not None:
        tape.delete_on = account.now() + timedelta(days=days)
        account.at(tape.delete_on, partial(_expire, account, tape, tape.delete_on))
    announce_files(account, "completed", tape, tape.files)
    if account.settings.transcripts:
        later = account.now() + timedelta(minutes=account.settings.transcript_minutes)
        account.at(later, partial(_transcribe, account, tape))


def _files(account: Account, tape: Tape, parts: tuple[Part, ...]) -> Iterator[File]:
    for segment in tape.segments:
        for part in parts:
            yield File(
                id=account.ids.file() if part.has_id else "",
                part=part,
                start=segment.started,
                end=segment.ended or segment.started,
                key=account.ids.letters(40),
            )


def _transcribe(account: Account, tape: Tape) -> None:
    if tape.keeping is not Keeping.KEPT:
        return
    made = list(_files(account, tape, (TRANSCRIPT,)))
    tape.files += made
    announce_files(account, "transcript_completed", tape, made)


def _expire(account: Account, tape: Tape, planned: datetime) -> None:
    """Zoom deletes by itself: into the trash first (zoom-api 9.3)."""
    if tape.keeping is Keeping.KEPT and tape.delete_on == planned:
        trash(account, tape)


def trash(account: Account, tape: Tape) -> None:
    tape.keeping, tape.trashed_at = Keeping.TRASHED, account.now()
    announce_files(account, "trashed", tape, tape.present())
    account.at(account.now() + TRASH_LIFE, partial(_empty, account, tape, tape.trashed_at))


def _empty(account: Account, tape: Tape, trashed_at: datetime) -> None:
    if tape.keeping is Keeping.TRASHED and tape.trashed_at == trashed_at:
        delete(account, tape)


def delete(account: Account, tape: Tape) -> None:
    tape.keeping = Keeping.DELETED
    announce_files(account, "deleted", tape, tape.present())


def recover(account: Account, tape: Tape) -> None:
    tape.keeping, tape.trashed_at = Keeping.KEPT, None
    for each in tape.files:
        each.trashed = None
    announce_files(account, "recovered", tape, tape.present())
