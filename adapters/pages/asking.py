"""What a page asks of the core, and what its refusals are called in HTTP."""

from zoomcore.chat import Asked, ConversationRef, Request, Sender, Wish
from zoomcore.commands.base import Command
from zoomcore.errors import InvalidInput, LimitReached, UserError

PLATFORM = "page"

GONE, NOT_FOUND, FORBIDDEN, AWAY = 410, 404, 403, 503


def wish_of(person: int, command: Command, locale: str) -> Request:
    return request_of(person, Asked(command=command), locale)


def request_of(person: int, wish: Wish, locale: str) -> Request:
    """Signed for this person, so asked by them. Without a delivery key: an answer may be a start link, never kept."""
    here = ConversationRef(platform=PLATFORM, tenant="", user=str(person), direct=True)
    sender = Sender(platform=PLATFORM, tenant="", user_id=str(person), locale=locale)
    return Request(sender=sender, conversation=here, wish=wish, answer=here)


def status_of(error: UserError) -> int:
    match error:
        case LimitReached():
            return GONE
        case InvalidInput():
            return NOT_FOUND
        case _:
            return FORBIDDEN
