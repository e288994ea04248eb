"""A field an option: the same label, order and choices in every form that asks for options."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import StrEnum

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.option_sections import OptionSection, section_of
from zoomcore.domain.options import LONGEST_AGENDA, PLACES, Options, OptionValue, RecordingMode, option_type
from zoomcore.domain.passcodes import LONGEST as LONGEST_PASSCODE
from zoomcore.domain.passcodes import NONE
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


def leveled_fields(own: Options, below: Options, names: Iterable[str]) -> tuple[Field, ...]:
    """The fields of one level of presets, under their sections' headings.

    Each can be left to the level below, and says what that is.
    """
    return tuple(
        replace(
            option_field(name, getattr(own, name), unsaid=_left_to(getattr(below, name))),
            section=section_name(section_of(name)),
        )
        for name in names
    )


def _left_to(below: OptionValue) -> str:
    return value_words(None) if below is None else _("{value} (not set here)").replace("{value}", value_words(below))


def section_name(section: OptionSection) -> str:
    return {
        OptionSection.ENTRY: _("Entry"),
        OptionSection.SOUND: _("Sound and picture"),
        OptionSection.RECORDING: _("Recording"),
        OptionSection.REGISTRATION: _("Registration"),
        OptionSection.HOSTS: _("Hosts"),
        OptionSection.WORDS: _("Words and mails"),
        OptionSection.WEBINAR: _("Webinar"),
    }[section]


def sections_field(chosen: Collection[OptionSection], offered: Iterable[OptionSection]) -> Field:
    """What else the form shows, once it is ticked."""
    return Field(
        name="sections",
        label=_("More options"),
        kind=FieldKind.CHOICES,
        values=tuple(one.value for one in offered if one in chosen),
        choices=tuple(Choice(value=one.value, label=section_name(one)) for one in offered),
        hint=_("What you tick is shown below; what isn't shown stays as it is."),
        shapes=True,
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
        # Where nobody decides below, leaving it unsaid is leaving it to the host: offered once.
        left = RecordingMode.HOST if unsaid == value_words(None) and value is not RecordingMode.HOST else None
        modes = tuple(
            Choice(value=one.value or _HOST, label=value_words(one)) for one in RecordingMode if one is not left
        )
        empty = UNSAID if unsaid else _HOST
        return _choice(name, value.value or _HOST if isinstance(value, RecordingMode) else empty, (*nothing, *modes))
    if issubclass(kind, StrEnum):
        choices = tuple(Choice(value=one.value, label=value_words(one)) for one in kind)
        return _choice(name, value.value if isinstance(value, StrEnum) else UNSAID, (*nothing, *choices))
    if name == "alternative_hosts" and not isinstance(value, StrEnum | str | bool):
        return Field(name=name, label=option_name(name), kind=FieldKind.PEOPLE, values=value or (), hint=_hint(name))
    return _text(name, value)


def passcode_field(passcode: str | None) -> Field:
    """Empty leaves it to the host's rules; an empty passcode is written out, since an empty field can't mean both."""
    return Field(
        name="passcode",
        label=_("Passcode"),
        kind=FieldKind.TEXT,
        value=NONE if passcode == "" else passcode or "",
        longest=LONGEST_PASSCODE,
        hint=_("Empty: I make one by the host's rules. “none”: no passcode."),
        section=section_name(OptionSection.ENTRY),
    )


def part_field(section: str) -> Field:
    """The part of the course that a class is for."""
    return Field(
        name="section",
        label=_("For section"),
        kind=FieldKind.TEXT,
        value=section,
        hint=_("Empty: the whole course."),
    )


def other_passcode_field() -> Field:
    """Of a class that exists: what it has now is told by its invitation alone."""
    hint = _("Empty: it stays. “new”: I make one by the host's rules. “none”: no passcode.")
    return replace(passcode_field(None), hint=hint)


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
