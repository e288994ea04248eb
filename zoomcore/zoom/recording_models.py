"""Cloud recordings as Zoom answers them, as frozen values; and what of their sharing is changed. No I/O.

Passcodes and links are secrets: they are read, used and forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.reading import Raw, flag, instant, listed, text, whole

#: `share_recording`: everybody with the link, the account's own people, nobody but the host.
PUBLICLY, INTERNALLY, NOBODY = "publicly", "internally", "none"
#: A "recording" somebody uploaded: of no class (zoom-api 9.1).
UPLOADED = 99
#: `approval_type` where everybody who registers may watch at once.
APPROVED_AT_ONCE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomRecordingFile:
    """One file of one segment. Captions and timelines have neither id nor size nor play link (zoom-api 9.1)."""

    id: str
    type: str
    extension: str
    recording_type: str
    size: int
    start: datetime | None
    end: datetime | None
    processing: bool
    play_url: str = field(repr=False)
    download_url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomRecording:
    """What the cloud holds of one run. `passcode` and `play_passcode` are "" where there is none or none is shown."""

    uuid: str
    meeting_id: int
    host_id: str
    topic: str
    type: int
    start: datetime | None
    minutes: int
    size: int
    files: tuple[ZoomRecordingFile, ...]
    #: the UTC day on which Zoom will throw it away
    delete_on: date | None
    share_url: str = field(repr=False)
    passcode: str = field(repr=False)
    #: to be put behind a link as `?pwd=`
    play_passcode: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomSharing:
    """How a recording is shared; `share` is one of PUBLICLY, INTERNALLY, NOBODY."""

    share: str
    viewer_download: bool
    registration: bool
    signed_in: bool
    topic: str
    passcode: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingChange:
    """What is None stays as it is."""

    share: str | None = None
    viewer_download: bool | None = None
    registration: bool | None = None
    signed_in: bool | None = None
    topic: str | None = None
    passcode: str | None = field(default=None, repr=False)


def sharing_body(change: SharingChange) -> Mapping[str, Any]:
    body: dict[str, Any] = {
        "share_recording": change.share,
        "viewer_download": change.viewer_download,
        "on_demand": change.registration,
        "recording_authentication": change.signed_in,
        "password": change.passcode,
        "topic": change.topic,
    }
    if change.registration:
        body["approval_type"] = APPROVED_AT_ONCE
    return {name: value for name, value in body.items() if value is not None}


def read_sharing(raw: Raw) -> ZoomSharing:
    """Raises ZoomUnexpected where Zoom does not say who may see it: that must not be guessed."""
    share = text(raw, "share_recording")
    if not share:
        raise ZoomUnexpected("Zoom's answer does not say how the recording is shared.")
    return ZoomSharing(
        share=share,
        viewer_download=flag(raw, "viewer_download") is not False,
        registration=flag(raw, "on_demand") is True,
        signed_in=flag(raw, "recording_authentication") is True,
        topic=text(raw, "topic"),
        passcode=text(raw, "password"),
    )


def read_recording(raw: Raw) -> ZoomRecording:
    """One row of a list, or an answer about one. Raises ZoomUnexpected without a UUID or without its files."""
    uuid = text(raw, "uuid")
    if not uuid:
        raise ZoomUnexpected("Zoom's answer has a recording without a UUID.")
    files = tuple(read_file(each) for each in listed(raw, "recording_files"))
    return ZoomRecording(
        uuid=uuid,
        meeting_id=whole(raw, "id") or 0,
        host_id=text(raw, "host_id"),
        topic=text(raw, "topic"),
        # A text in REST, a number in webhooks (zoom-api 9.1).
        type=whole(raw, "type") or 0,
        start=instant(raw, "start_time"),
        minutes=whole(raw, "duration") or 0,
        size=whole(raw, "total_size") or sum(each.size for each in files),
        files=files,
        delete_on=_day(raw, "auto_delete_date") if flag(raw, "auto_delete") is not False else None,
        share_url=text(raw, "share_url"),
        passcode=text(raw, "password"),
        play_passcode=text(raw, "recording_play_passcode"),
    )


def read_file(raw: Raw) -> ZoomRecordingFile:
    return ZoomRecordingFile(
        id=text(raw, "id"),
        type=text(raw, "file_type").upper(),
        extension=text(raw, "file_extension").upper(),
        recording_type=text(raw, "recording_type"),
        size=whole(raw, "file_size") or 0,
        start=instant(raw, "recording_start"),
        end=instant(raw, "recording_end"),
        processing=text(raw, "status") == "processing",
        play_url=text(raw, "play_url"),
        download_url=text(raw, "download_url"),
    )


def _day(raw: Raw, key: str) -> date | None:
    try:
        return date.fromisoformat(text(raw, key)[:10])
    except ValueError:
        return None
