"""What a page asks of the core, and what its refusals are called in HTTP."""

from zoomcore.chat import Asked, ConversationRef, Request, Sender, Wish
from zoomcore.commands.base import Command
from zoomcore.errors import InvalidInput, LimitReached, UserError

PLATFORM = "page"

GONE, NOT_FOUND, FORBIDDEN, HURRIED, AWAY = 410, 404, 403, 429, 503


def wish_of(person: int, command: Command, locale: str, *, vouched: bool = False) -> Request:
    """As `request_of`."""
    return request_of(person, Asked(command=command), locale, vouched=vouched)


def request_of(person: int, wish: Wish, locale: str, *, vouched: bool = False) -> Request:
    """Signed for this person, so asked by them. Without a delivery key: an answer may be a start link, never kept.

    `vouched`: the link was handed in private to an account of theirs, so that it carries what that account may do.
    A join link does not: it is made to be followed by whoever holds it.
    """
    here = ConversationRef(platform=PLATFORM, tenant="", user=str(person), direct=True)
    sender = Sender(platform=PLATFORM, tenant="", user_id=str(person), locale=locale, home=vouched)
    return Request(sender=sender, conversation=here, wish=wish, answer=here)


def status_of(error: UserError) -> int:
    match error:
        case LimitReached():
            return GONE
        case InvalidInput():
            return NOT_FOUND
        case _:
            return FORBIDDEN
