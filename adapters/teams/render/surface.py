"""Where and how much is drawn: what a button becomes, and how much of a long view is shown."""

from dataclasses import dataclass
from enum import StrEnum

from adapters.teams.render.pieces import Reader


class Surface(StrEnum):
    """CARD: a message whose buttons are Action.Execute. DIALOG: there only Action.Submit works.

    PLAIN_CARD: a message in a client without dialogs; a button that opens a form asks for a card with inputs.
    """

    CARD = "card"
    PLAIN_CARD = "plain_card"
    DIALOG = "dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much of a view is drawn; what is left out is said."""

    rows: int
    characters: int
    blocks: int
    actions: int
    #: Buttons of one entry of a list.
    item_actions: int


#: From generous to sparing; the first that fits into the size Teams takes is used. 15 rows is the most that stays under
#: 25 KB with seven columns. Buttons that are seldom pressed go before the rows that a page of a list should hold.
ALLOWANCES = (
    Allowance(rows=15, characters=3000, blocks=40, actions=12, item_actions=6),
    Allowance(rows=15, characters=500, blocks=40, actions=12, item_actions=2),
    Allowance(rows=10, characters=300, blocks=30, actions=12, item_actions=2),
    Allowance(rows=10, characters=160, blocks=20, actions=8, item_actions=1),
    Allowance(rows=6, characters=160, blocks=12, actions=8, item_actions=1),
    Allowance(rows=3, characters=100, blocks=6, actions=5, item_actions=1),
    Allowance(rows=1, characters=60, blocks=3, actions=2, item_actions=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What every drawing function needs: the reader, the card's nonce, the surface and the allowance."""

    reader: Reader
    card: str
    surface: Surface
    allowance: Allowance
