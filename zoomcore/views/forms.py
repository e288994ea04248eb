"""Forms: derived from a command, drawn as a Slack modal, a Teams dialog, a card with inputs, or terminal lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zoomcore.commands.base import Command
from zoomcore.views.cards import Button, Facts, Text
from zoomcore.views.spans import Line


class FieldKind(StrEnum):
    """The wire value of each kind, as a submitted form gives it back, is text, but for CHOICES: a list of texts.

    DAY is `YYYY-MM-DD`, CLOCK `HH:MM` wall time, NUMBER digits, TICK "true" or "false", PERSON an e-mail or a lifted
    mention token, PEOPLE a list of those where the platform lets one pick, else text with commas.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    CLOCK = "clock"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    TICK = "tick"
    PERSON = "person"
    PEOPLE = "people"


#: What a choice carries that leaves its attribute unsaid: no chat takes an empty value.
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`name` is the command's attribute. `value` is prefilled text; `values` that of CHOICES and PEOPLE.

    Above the first field of a `section` its heading is drawn. `shapes`: which other fields belong to the form hangs
    on this one's value, so a change of it asks for the form anew (`chat.Reshaped`) with all that was filled in.
    """

    name: str
    label: str
    kind: FieldKind
    value: str = ""
    values: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    longest: int | None = None
    section: str = ""
    shapes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormError:
    """A sentence beside the field it is about; `field` empty for the form as a whole."""

    message: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`base` is the command with its fixed values; the fields' values are laid over it when it comes back.

    `said` stands below the intro, for more than a line. `errors` are there when a submitted form is shown again.
    `back` leads to the form before this one, where this is a second step.
    """

    title: str
    base: Command
    fields: tuple[Field, ...]
    submit: str
    intro: Line = ()
    said: tuple[Text | Facts, ...] = ()
    back: Button | None = None
    errors: tuple[FormError, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)
