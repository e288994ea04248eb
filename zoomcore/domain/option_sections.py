"""The parts of a form that asks for options: each option stands in exactly one."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from zoomcore.domain.options import PLACES


class OptionSection(StrEnum):
    """In the order of a form."""

    ENTRY = "entry"
    SOUND = "sound"
    RECORDING = "recording"
    REGISTRATION = "registration"
    HOSTS = "hosts"
    WORDS = "words"
    WEBINAR = "webinar"


MEMBERS: Mapping[OptionSection, tuple[str, ...]] = {
    OptionSection.ENTRY: (
        "waiting_room",
        "join_early",
        "signed_in",
        "signed_in_domains",
        "signed_in_except",
        "own_id",
        "encryption",
        "private",
    ),
    OptionSection.SOUND: (
        "audio",
        "mute",
        "host_video",
        "participant_video",
        "panelists_video",
        "hd_video",
        "watermark",
        "focus",
    ),
    OptionSection.RECORDING: ("recording", "on_demand"),
    OptionSection.REGISTRATION: ("registration", "registration_mails", "registration_closes", "several_devices"),
    OptionSection.HOSTS: ("alternative_hosts", "alternative_hosts_mail"),
    OptionSection.WORDS: ("agenda", "chat", "attendee_mails"),
    OptionSection.WEBINAR: ("practice", "questions"),
}


def in_sections(sections: Iterable[OptionSection]) -> tuple[str, ...]:
    """The options of those sections, in the order of a form."""
    wanted = frozenset(sections)
    return tuple(name for section, names in MEMBERS.items() if section in wanted for name in names if name in PLACES)


def section_of(option: str) -> OptionSection:
    """KeyError where an option was forgotten above."""
    return _SECTIONS[option]


_SECTIONS = {name: section for section, names in MEMBERS.items() for name in names}
