"""The bodies that answer an invoke. Pure. An invoke is always answered: a client without an answer shows an error face.

https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
"""

from http import HTTPStatus
from typing import Any

from adapters.teams.render import CARD_TYPE

Json = dict[str, Any]
_MESSAGE = "application/vnd.microsoft.activity.message"
_ERROR = "application/vnd.microsoft.error"


def card_answer(card: Json) -> Json:
    """The card takes the place of the one that was pressed, for the one who pressed."""
    return {"statusCode": HTTPStatus.OK, "type": CARD_TYPE, "value": card}


def words_answer(words: str) -> Json:
    """The pressed card stays; the client may show the words for a moment."""
    return {"statusCode": HTTPStatus.OK, "type": _MESSAGE, "value": words}


def error_answer(words: str) -> Json:
    value = {"code": "BadRequest", "message": words}
    return {"statusCode": HTTPStatus.BAD_REQUEST, "type": _ERROR, "value": value}


def closing_answer(words: str) -> Json:
    """The dialog shows the words and nothing else."""
    return {"task": {"type": "message", "value": words}}
