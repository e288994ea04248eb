"""What else a line may say of a class besides its options: its course, its host, its announcement."""

import re

from zoomcore.commands.found import AnnounceFound, CourseFound, HostFound
from zoomcore.commands.lexer import MENTIONED
from zoomcore.commands.mentions import MentionKind
from zoomcore.commands.source import Read, Source
from zoomcore.domain.courses import Announce

EMAIL = re.compile(r"[^\s,;:<>()@\"']+@[^\s,;:<>()@\"']+\.[a-z]{2,}(?!\w)")
_HOST = re.compile(r"(?:with )?(?:host(?:ed)?|anfitrion(?:a)?)(?: by)?[ :]+")
_HASH = re.compile(r"#(?=[\w.-]*[^\W\d_])[\w.-]*\w")
_COURSE = re.compile(r"(?:course|curso) (?:#)?([\w.-]*\w)")
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


def read_announce(source: Source, place: int) -> Read | None:
    """Whether the channel is told."""
    match = _ANNOUNCE.match(source.flat, place)
    if match is None:
        return None
    return Read((AnnounceFound(Announce.NEVER if match["never"] else Announce.ALWAYS),), match.end())
