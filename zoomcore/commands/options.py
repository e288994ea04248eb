"""What else a line may say of a class: its course, its host, recording, waiting room, announcement."""

import re

from zoomcore.commands.found import AnnounceFound, CourseFound, Found, HostFound, RecordingFound, WaitingRoomFound
from zoomcore.commands.lexer import MENTIONED
from zoomcore.commands.mentions import MentionKind
from zoomcore.commands.source import Read, Source
from zoomcore.domain.courses import Announce
from zoomcore.domain.options import RecordingMode

EMAIL = re.compile(r"[^\s,;:<>()@\"']+@[^\s,;:<>()@\"']+\.[a-z]{2,}(?!\w)")
_HOST = re.compile(r"(?:with )?(?:host(?:ed)?|anfitrion(?:a)?)(?: by)?[ :]+")
_HASH = re.compile(r"#(?=[\w.-]*[^\W\d_])[\w.-]*\w")
_COURSE = re.compile(r"(?:course|curso) (?:#)?([\w.-]*\w)")
_NO_RECORDING = re.compile(
    r"(?:no recording|without recording|not recorded|don.?t record|sin grabar|sin grabacion)(?!\w)"
)
_RECORD = re.compile(
    r"(?:record|grabar)(?: (?:it))?(?: (?P<local>local(?:ly)?|en local)| (?:to|in) the cloud| cloud)?(?!\w)"
)
_WAITING_ROOM = re.compile(r"(?P<no>no |without (?:a )?|sin )?(?:with (?:a )?)?(?:waiting room|sala de espera)(?!\w)")
_ANNOUNCE = re.compile(
    r"(?P<never>private|privado|don.?t announce|no announcement)(?!\w)|(?:announce|anunciar)(?: it)?(?!\w)"
)


def looks_like_code(text: str) -> bool:
    """Whether a bare word is written like a course's code: with a digit, or in capitals only."""
    letters = any(each.isalpha() for each in text)
    return letters and (any(each.isdigit() for each in text) or (text.isupper() and len(text) > 1))


def read_course(source: Source, place: int) -> Read | None:
    """Read "#MATH201", "course MATH201", or a channel mention, which comes as "#" and the channel's id."""
    if mention := source.line.mentions.get(place):
        if mention.kind is not MentionKind.CHANNEL:
            return None
        return Read((CourseFound(f"#{mention.id}"),), place + 1)
    if match := _HASH.match(source.flat, place):
        return Read((CourseFound(source.line.cut(place + 1, match.end())),), match.end())
    match = _COURSE.match(source.flat, place)
    if match is None:
        return None
    code = source.line.cut(match.start(1), match.end())
    return Read((CourseFound(code),), match.end()) if looks_like_code(code) else None


def read_person(source: Source, place: int) -> tuple[str, int] | None:
    """An e-mail in lower case, or "@" and the id of a mentioned person."""
    mention = source.line.mentions.get(place)
    if mention is not None and mention.kind is MentionKind.PERSON:
        return f"@{mention.id}", place + len(MENTIONED)
    match = EMAIL.match(source.flat, place)
    return (match.group(), match.end()) if match else None


def read_host(source: Source, place: int) -> Read | None:
    match = _HOST.match(source.flat, place)
    person = read_person(source, match.end()) if match else None
    return Read((HostFound(person[0]),), person[1]) if person else None


def read_extra(source: Source, place: int) -> Read | None:
    """Recording, waiting room, announcement."""
    flat = source.flat
    found: Found
    if match := _NO_RECORDING.match(flat, place):
        found = RecordingFound(RecordingMode.NONE)
    elif match := _WAITING_ROOM.match(flat, place):
        found = WaitingRoomFound(on=not match["no"])
    elif match := _RECORD.match(flat, place):
        found = RecordingFound(RecordingMode.LOCAL if match["local"] else RecordingMode.CLOUD)
    elif match := _ANNOUNCE.match(flat, place):
        found = AnnounceFound(Announce.NEVER if match["never"] else Announce.ALWAYS)
    else:
        return None
    return Read((found,), match.end())
