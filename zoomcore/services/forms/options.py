"""A field an option: the same label, order and choices in every form that asks for options."""

from collections.abc import Iterable
from enum import StrEnum

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import LONGEST_AGENDA, PLACES, Options, OptionValue, RecordingMode, option_type
from zoomcore.services.meetings.options import option_name, value_words
from zoomcore.views import UNSAID, Choice, Field, FieldKind
from zoomcore.wording import _

#: What a choice carries for RecordingMode.HOST, whose own value is empty: no chat takes an empty one.
_HOST = "host"
_LONGEST_TEXT = 500


def option_fields(options: Options, kind: MeetingKind, names: Iterable[str] = PLACES) -> tuple[Field, ...]:
    """The fields of those options which such a meeting has, filled with what `options` says.

    What nobody has said yet can be left as the host's own settings say.
    """
    return tuple(
        option_field(name, value, unsaid=value_words(None) if value is None else "")
        for name in names
        if kind in PLACES[name].kinds
        for value in (getattr(options, name),)
    )


def option_field(name: str, value: OptionValue, *, unsaid: str) -> Field:
    """`unsaid` labels the choice that leaves the option to whoever decides below; "" where there is none."""
    kind = option_type(name)
    nothing = (Choice(value=UNSAID, label=unsaid),) if unsaid else ()
    if kind is bool and not unsaid:
        return Field(name=name, label=option_name(name), kind=FieldKind.TICK, value=str(bool(value)).lower())
    if kind is bool:
        ticks = tuple(Choice(value=str(one).lower(), label=value_words(one)) for one in (True, False))
        return _choice(name, UNSAID if value is None else str(value).lower(), (*nothing, *ticks))
    if kind is RecordingMode:
        modes = tuple(Choice(value=one.value or _HOST, label=value_words(one)) for one in RecordingMode)
        return _choice(name, value.value or _HOST if isinstance(value, RecordingMode) else _HOST, modes)
    if issubclass(kind, StrEnum):
        choices = tuple(Choice(value=one.value, label=value_words(one)) for one in kind)
        return _choice(name, value.value if isinstance(value, StrEnum) else UNSAID, (*nothing, *choices))
    if name == "alternative_hosts" and not isinstance(value, StrEnum | str | bool):
        return Field(name=name, label=option_name(name), kind=FieldKind.PEOPLE, values=value or (), hint=_hint(name))
    return _text(name, value)


def _choice(name: str, value: str, choices: tuple[Choice, ...]) -> Field:
    return Field(name=name, label=option_name(name), kind=FieldKind.CHOICE, value=value, choices=choices)


def _text(name: str, value: OptionValue) -> Field:
    filled = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    if name == "agenda":
        kind, longest = FieldKind.LONG_TEXT, LONGEST_AGENDA
    else:
        kind, longest = FieldKind.TEXT, _LONGEST_TEXT
    return Field(name=name, label=option_name(name), kind=kind, value=filled, longest=longest, hint=_hint(name))


def _hint(name: str) -> str:
    return {
        "signed_in_domains": _("For example uni.example; several with commas."),
        "signed_in_except": _("Their e-mails, with commas."),
        "alternative_hosts": _("They may start the class too, with a Zoom license of this school."),
    }.get(name, "")
