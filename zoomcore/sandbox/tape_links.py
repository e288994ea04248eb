"""What somebody with a link of a recording sees, and who may download (zoom-api 9.2)."""

from datetime import datetime

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.tapes import File, Keeping, Tape


def tape_of_link(account: Account, kind: str, key: str) -> tuple[Tape, File | None] | None:
    """The recording behind a share, play or download link; None for a link that leads nowhere any more."""
    for tape in account.tapes.values():
        if tape.keeping is not Keeping.KEPT:
            continue
        if kind == "share" and tape.share_key == key:
            return tape, None
        for file in tape.present():
            if kind != "share" and file.key == key:
                return tape, file
    return None


def may_watch(tape: Tape, passcode: str) -> str:
    """What stops somebody with this link, in words; "" for nothing."""
    if tape.sharing["share_recording"] == "none":
        return "This recording is not shared."
    if tape.sharing["recording_authentication"] or tape.sharing["share_recording"] == "internally":
        return "Sign in to watch this recording."
    if tape.sharing["on_demand"]:
        return "Register to watch this recording."
    if tape.password and passcode not in {tape.password, tape.play_passcode}:
        return "Enter the passcode to watch this recording."
    return ""


def content_of(tape: Tape, file: File) -> bytes:
    """What a file holds: short, and its own."""
    if file.part.extension == "VTT":
        return f"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nWelcome to {tape.topic}.\n".encode()
    return f"{file.part.type} of {tape.topic}".encode()


def holds_right(account: Account, tape: Tape, token: str, now: datetime) -> bool:
    """An access token of the account, or a download token for this very recording (zoom-api 9.2)."""
    known = account.tokens.get(token)
    if known is not None and known.usable and known.expires > now:
        return account.settings.recording_content_right
    uuid, expires = account.downloads.get(token, ("", now))
    return uuid == tape.uuid and expires > now
