"""How a recording is told: its parts, its size, its state."""

from datetime import date

from zoomcore.domain.recordings import Openness, PartKind, Recording, RecordingSharing, RecordingState
from zoomcore.domain.wallclock import local_day
from zoomcore.services.scene import Scene
from zoomcore.wording import _, plural

_UNIT = 1000


def part_words(part: PartKind) -> str:
    words = {
        PartKind.VIDEO: _("video"),
        PartKind.AUDIO: _("audio"),
        PartKind.TRANSCRIPT: _("transcript"),
        PartKind.CHAT: _("chat"),
        PartKind.CAPTIONS: _("captions"),
        PartKind.SUMMARY: _("summary"),
        PartKind.POLLS: _("polls"),
        PartKind.OTHER: _("other files"),
    }
    return words[part]


def parts_line(recording: Recording) -> str:
    """The parts by name; in how many pieces it was recorded, where there are several."""
    named = ", ".join(part_words(part) for part in recording.parts)
    if recording.segments == 1:
        return named
    pieces = plural("in {count} piece", "in {count} pieces", recording.segments)
    return f"{named} ({pieces})" if named else pieces


def size_words(size_bytes: int) -> str:
    """In decimal units, as Zoom's own pages count; "" where Zoom did not say."""
    if size_bytes <= 0:
        return ""
    size, unit = float(size_bytes), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < _UNIT:
            break
        size, unit = size / _UNIT, larger
    shown = f"{size:.1f}" if size < 10 and unit != "B" else f"{size:.0f}"  # noqa: PLR2004 # one digit before the point
    return f"{shown} {unit}"


def state_words(recording: Recording, today: date) -> str:
    """Where it stands, and how long Zoom keeps it where it does not keep it for ever."""
    left = recording.days_left(today)
    match recording.state:
        case RecordingState.PROCESSING:
            return _("Zoom is still working on it")
        case RecordingState.TRASHED:
            return plural("in the trash, {count} day left", "in the trash, {count} days left", left or 0)
        case RecordingState.GONE:
            return _("deleted")
        case RecordingState.READY:
            shown = _published_words(recording)
            return shown if left is None else f"{shown} · {expiry_words(left)}"


def _published_words(recording: Recording) -> str:
    if recording.published:
        return _("published")
    return _("private") if recording.openness is Openness.NOBODY else _("not published")


def expiry_words(days: int) -> str:
    if days == 0:
        return _("Zoom deletes it today")
    return plural("Zoom deletes it in {count} day", "Zoom deletes it in {count} days", days)


def openness_words(openness: Openness) -> str:
    """Whom Zoom's own link lets in."""
    words = {
        Openness.UNKNOWN: _("Zoom doesn't say"),
        Openness.NOBODY: _("nobody but the host"),
        Openness.ACCOUNT: _("people of your Zoom account"),
        Openness.ANYBODY: _("whoever has it, as far as its protection allows"),
    }
    return words[openness]


def sharing_words(sharing: RecordingSharing) -> str:
    words = {
        RecordingSharing.PASSCODE: _("with a passcode, which my links bring along"),
        RecordingSharing.SIGNED_IN: _("signed in to Zoom"),
        RecordingSharing.REGISTRATION: _("after registering at Zoom"),
        RecordingSharing.LINK: _("by the link alone"),
    }
    return words[sharing]


def detail_line(recording: Recording, today: date, *, staff: bool) -> str:
    """Length, parts, size, and for who runs the course its state and number."""
    length = plural("{count} min", "{count} min", recording.minutes) if recording.minutes else ""
    told = [length, parts_line(recording), size_words(recording.size_bytes)]
    if staff:
        told += [state_words(recording, today), number_words(recording)]
    return " · ".join(one for one in told if one)


def number_words(recording: Recording) -> str:
    """What is typed to mean it."""
    return _("no. {number}").replace("{number}", str(recording.id))


def today_of(scene: Scene) -> date:
    return local_day(scene.now, scene.zone)
