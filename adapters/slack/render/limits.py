"""Slack's limits, each once (docs.slack.dev, Block Kit reference), and how long a text is to Slack."""

from typing import Final

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
#: A text object's limit; rich text has none of its own and is held to the same.
TEXT: Final = 3000
HEADER: Final = 150
CONTEXT_ELEMENTS: Final = 10
ACTIONS: Final = 25
BUTTON_LABEL: Final = 75
BUTTON_VALUE: Final = 2000
URL: Final = 3000
IMAGE_ALT: Final = 2000
OVERFLOW_LEAST: Final = 2
OVERFLOW_MOST: Final = 5
OPTION_LABEL: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100
CHECKBOXES: Final = 10
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_LABEL: Final = 30
#: Without the heading row; two rows with it are the least.
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
#: Over all cells of all tables of a message.
TABLE_CHARACTERS: Final = 10_000
TABLE_PAGE: Final = 10
VIEW_TITLE: Final = 24
INPUT_LABEL: Final = 2000
INPUT_TEXT: Final = 3000
PRIVATE_METADATA: Final = 3000
#: Longer messages are cut by Slack itself at 40,000; 4,000 is its advice.
MESSAGE_TEXT: Final = 4000

ELLIPSIS: Final = "…"


def length(text: str) -> int:
    """Count as Slack's clients do: UTF-16 units, so that an emoji counts as two."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, longest: int) -> str:
    """Shorten to at most `longest`, the cut shown by an ellipsis."""
    if length(text) <= longest:
        return text
    kept = text[: longest - 1]
    while length(kept) > longest - 1:
        kept = kept[:-1]
    return kept + ELLIPSIS
