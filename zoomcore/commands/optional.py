"""How each option is said in a line: one table, read by one reader and written from again.

Every word is written flat: lower case, without accents. The first of a row is how we write it ourselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zoomcore.commands.found import KindFound, OptionFound, PasscodeFound, SectionFound
from zoomcore.commands.lexer import QUOTED
from zoomcore.commands.passcodes import (
    NO_PASSCODE,
    ends_the_line,
    read_no_passcode,
    read_quoted_passcode,
    said_by,
)
from zoomcore.commands.reading import Reading
from zoomcore.commands.source import Read, Source
from zoomcore.commands.words import any_of
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import (
    PLACES,
    Audio,
    Encryption,
    JoinEarly,
    Options,
    OptionValue,
    RecordingMode,
    Registration,
)
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_WITH = r"(?:with|con) (?:an? |the |una? |el |la )?"
_NO = ("no", "without", "without a", "without the", "sin")
_BAR = " | "


@dataclass(frozen=True, slots=True)
class Saying:
    """One value of an option, with bars between its `words`.

    `plain`: ordinary words, which mean it only beside a quoted topic, between commas, or behind "with".
    """

    option: str
    value: OptionValue
    words: str
    plain: str = ""

    @property
    def written(self) -> str:
        return self.words.partition(_BAR)[0]


def _switch(option: str, names: str = "", *, plain: str = "", on: str = "", off: str = "") -> tuple[Saying, Saying]:
    """An option that is on or off: said by its name, and with "no" before or "off" behind it."""
    named, every = _split(names), _split(names) + _split(plain)
    turned_on = (*_split(on), *named, *(f"{name} on" for name in named))
    turned_off = (*_split(off), *(f"{no} {name}" for no in _NO for name in every), *(f"{name} off" for name in every))
    return (
        Saying(option, value=True, words=_BAR.join(turned_on), plain=plain),
        Saying(option, value=False, words=_BAR.join(turned_off)),
    )


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split(_BAR)) if words else ()


SAYINGS: tuple[Saying, ...] = (
    # Who gets in, and when.
    *_switch("waiting_room", "waiting room | sala de espera"),
    Saying(
        "join_early",
        JoinEarly.NO,
        "not before the host | not before host | no joining before the host | no join before host | no joining early"
        " | no antes del anfitrion | no entrar antes del anfitrion",
    ),
    Saying(
        "join_early",
        JoinEarly.ANY,
        "join any time | join anytime | join before host | join before the host | joining before the host | join early"
        " | entrar antes del anfitrion | entrar a cualquier hora",
    ),
    *_switch(
        "signed_in",
        "signed in only | only signed in | signed in | sign in needed | solo con sesion iniciada | sesion iniciada",
        off="not signed in | no sign in",
    ),
    Saying("signed_in_domains", "", "signed in from anywhere | sesion iniciada en cualquier dominio"),
    Saying("signed_in_except", (), "no guests | without guests | sin invitados"),
    Saying(
        "registration",
        Registration.MANUAL,
        "registration with approval | manual registration | registration approved by hand | inscripcion con aprobacion"
        " | inscripcion manual",
    ),
    Saying("registration", Registration.AUTOMATIC, "with registration | con inscripcion", "registration | inscripcion"),
    Saying("registration", Registration.NONE, "no registration | without registration | sin inscripcion"),
    *_switch("registration_mails", "registration mails | registration e-mails | correos de inscripcion"),
    Saying(
        "registration_closes",
        value=True,
        words="registration closes at start | registration closes | la inscripcion se cierra",
    ),
    Saying("registration_closes", value=False, words="registration stays open | la inscripcion sigue abierta"),
    *_switch(
        "several_devices",
        "several devices | many devices | varios dispositivos",
        off="one device each | one device | un solo dispositivo",
    ),
    *_switch(
        "own_id",
        "own id | my own id | use my own id | my personal meeting id | personal meeting id | personal id | id personal",
        plain="pmi",
        off="new id | fresh id | id nuevo",
    ),
    Saying(
        "encryption",
        Encryption.END_TO_END,
        "end to end encryption | end-to-end encryption | end to end encrypted | end-to-end encrypted | end to end"
        " | end-to-end | e2ee | e2e"
        " | encryption e2ee | encryption e2e | encryption end to end | e2e encryption"
        " | cifrado de extremo a extremo | de extremo a extremo",
    ),
    Saying("encryption", Encryption.ENHANCED, "enhanced encryption | cifrado mejorado"),
    Saying("private", value=True, words="unlisted | not listed | no listada | no listado"),
    Saying("private", value=False, words="listed publicly | publicly listed", plain="listed | listada | listado"),
    Saying("alternative_hosts", (), "no alternative hosts | no alternative host | sin anfitriones alternativos"),
    *_switch("alternative_hosts_mail", "mail to alternative hosts | correo a los anfitriones alternativos"),
    # Sound, picture, recording.
    Saying(
        "audio",
        Audio.VOIP,
        "computer audio only | computer audio | voip only | solo audio de ordenador | audio de ordenador",
    ),
    Saying(
        "audio",
        Audio.TELEPHONY,
        "telephone audio only | telephone only | phone audio only | phone only | solo telefono",
    ),
    Saying("audio", Audio.BOTH, "telephone and computer audio | phone and computer audio | telefono y ordenador"),
    *_switch(
        "mute",
        "mute | muted | mute on entry | mute everybody | mute everyone | silenciar | silenciados",
        off="no mute | unmuted | not muted | don't mute | dont mute",
    ),
    *_switch("host_video", "host video | host camera | video del anfitrion | camara del anfitrion", on="host video on"),
    *_switch(
        "participant_video",
        "participant video | participants video | participant cameras | video de participantes",
        plain="cameras | camaras",
        on="participant video on | cameras on",
    ),
    Saying("recording", RecordingMode.LOCAL, "record local | record locally | record it locally | grabar en local"),
    Saying(
        "recording",
        RecordingMode.CLOUD,
        "record | record it | record to the cloud | record in the cloud | record cloud | cloud recording | grabar"
        " | grabar en la nube",
    ),
    Saying(
        "recording",
        RecordingMode.NONE,
        "no recording | without recording | not recorded | don't record | dont record | sin grabar | sin grabacion",
    ),
    Saying("recording", RecordingMode.HOST, "recording as the host has it | grabacion como la tiene el anfitrion"),
    *_switch("watermark", on="with watermark | watermark on", plain="watermark | marca de agua"),
    *_switch("focus", "focus mode | modo concentracion", plain="focus"),
    # Words and mails.
    Saying("agenda", "", "no agenda | without agenda | sin agenda"),
    *_switch("chat", "continuous chat | chat before and after | chat continuo", plain="chat | chat on"),
    *_switch("attendee_mails", "e-mails in the report | emails in the report | correos en el informe"),
    # Webinars only.
    *_switch(
        "practice",
        on="with practice session | practice session first",
        plain="practice session | practice | sesion de practica",
        off="no practice session",
    ),
    *_switch(
        "questions", on="with q&a | q&a on", plain="q&a | q and a | questions and answers | preguntas y respuestas"
    ),
    *_switch(
        "panelists_video",
        "panelist video | panelists video | panelist cameras | video de panelistas",
        on="panelist video on",
    ),
    *_switch("hd_video", "hd video | video hd"),
    *_switch(
        "on_demand",
        on="watch on demand | ver a la carta",
        plain="on demand | on-demand | a la carta",
        off="not on demand",
    ),
)


def _by_words() -> tuple[Mapping[str, Saying], frozenset[str]]:
    known: dict[str, Saying] = {}
    plain: set[str] = set()
    for saying in SAYINGS:
        ordinary = _split(saying.plain)
        for word in (*_split(saying.words), *ordinary):
            known.setdefault(word, saying)
        plain.update(ordinary)
    return known, frozenset(plain)


_KNOWN, _PLAIN = _by_words()
_SAID = re.compile(rf"(?P<said>{any_of(_KNOWN)})(?!\w)|{_WITH}(?P<with>{any_of(_KNOWN)})(?!\w)")

#: Options whose value is a text or a number → how one is said, for help and the README.
SPELLED: Mapping[str, str] = {
    "join_early": "join 10 minutes early",
    "signed_in_domains": "signed in from uni.example",
    "signed_in_except": "guests eva@other.example",
    "alternative_hosts": "alternative hosts kim@uni.example",
    "agenda": 'agenda "Bring your book"',
}


def examples_of(option: str) -> tuple[str, ...]:
    """How each of its values is said, as we write it."""
    spelled = (SPELLED[option],) if option in SPELLED else ()
    return (*(one.written for one in SAYINGS if one.option == option), *spelled)


_EARLY = re.compile(
    r"(?:(?:join|open|enter|entrar|abrir) )?(?P<minutes>\d{1,3}) (?:minutes?|mins?|minutos?) "
    r"(?:early|before (?:the )?(?:start|class)|antes(?: de la clase)?)(?!\w)"
)
_MAIL = r"[^\s,;:<>()@\"']+@[^\s,;:<>()@\"']+\.[a-z]{2,}"
_DOMAIN = r"(?:[a-z0-9*](?:[a-z0-9*-]*[a-z0-9*])?\.)+[a-z]{2,}"
_AND = r"(?: ?[,;] ?(?:and |y )?| (?:and|y) )"
_FROM = re.compile(
    rf"(?:only )?(?:signed in|sign in|sesion iniciada) (?:from|with|at|de|en) (?P<list>{_DOMAIN}(?:{_AND}{_DOMAIN})*)"
    r"(?!\w)"
)
_GUESTS = re.compile(rf"(?:with |con )?(?:guests?|invitad[oa]s?)[ :]+(?P<list>{_MAIL}(?:{_AND}{_MAIL})*)(?!\w)")
_AGENDA = re.compile(rf"(?:with |con )?(?:agenda|orden del dia)[ :]+(?={QUOTED})")
_AGENDA_BEFORE = re.compile(r"(?:agenda|orden del dia)[ :]+$")
_BETWEEN = re.compile(r"[\s,;]+(?:(?:and|y) )?")
_PASSCODE = re.compile(r"(?:with |con )?(?:passcode|password|codigo|contrasena)[ :]+(?P<code>[^\s,;\x01\x02]+)")
_WEBINAR = re.compile(r"(?P<sure>as an? |as |como )?webinar(?!\w)")
_SECTION = re.compile(r"(?:(?:only )?(?:for|para) )?(?P<word>section|sec|seccion|grupo)[ :]+(?P<name>[\w.-]*\w)")
_BARE_SECTION = re.compile(r"(?:section|seccion) *$")
_NO_SECTION = re.compile(
    r"(?:(?:no|without|without a|sin) (?:section|seccion)|(?:for )?the whole course|todo el curso)(?!\w)"
)
#: A section's name where the topic stands without quotes: nothing that could be the topic's next word.
_SHORT = re.compile(r"[a-z]|[a-z]?\d{1,2}")


def read_option(source: Source, place: int) -> Read | None:
    """Any option of a class, its kind, or its section, in the line that books it."""
    return _read_spelled(source, place) or _read_said(source, place) or _read_kind(source, place)


def read_plain_option(source: Source, place: int) -> Read | None:
    """In a line that says nothing but options, where ordinary words mean them too."""
    read = _read_spelled(source, place)
    match = None if read else _SAID.match(source.flat, place)
    return _of_saying(match) if match else read


def read_passcode(source: Source, place: int) -> Read | None:
    """Read "passcode 12ab@x" and "no passcode"; a plain word behind it may be the topic's own."""
    match = _PASSCODE.match(source.flat, place)
    if match is None:
        none = read_no_passcode(source, place)
        sure = none and (_stands_alone(source, place, none.end) or ends_the_line(source, none.end))
        return read_quoted_passcode(source, place) or (none if sure else None)
    said, alone = said_by(match["code"]), _stands_alone(source, place, match.end())
    if said is None:
        return None
    if said == NO_PASSCODE:
        # "… passcode off campus" is a topic: a class without a passcode is only booked where nothing goes on.
        return Read((PasscodeFound(said),), match.end()) if alone or ends_the_line(source, match.end()) else None
    telling = alone or not match["code"].isalpha()
    return Read((PasscodeFound(source.line.cut(*match.span("code"))),), match.end()) if telling else None


def options_of(reading: Reading) -> Options:
    """What the line says; InvalidInput for an option that is said in two ways."""
    said: dict[str, Any] = {name: one.value for name in PLACES if (one := reading.option(name)) is not None}
    return Options(**said)


def _read_said(source: Source, place: int) -> Read | None:
    match = _SAID.match(source.flat, place)
    if match is None:
        return None
    sure = match["with"] or match["said"] not in _PLAIN
    return _of_saying(match) if sure or _stands_alone(source, match.start(), match.end()) else None


def _of_saying(match: re.Match[str]) -> Read:
    saying = _KNOWN[match["said"] or match["with"]]
    return Read((OptionFound(saying.option, saying.value),), match.end())


def _stands_alone(source: Source, start: int, end: int) -> bool:
    """Whether ordinary words can't be part of the topic: it is in quotes, or commas stand around them."""
    flat = source.flat
    topics = [place for place in source.line.quoted if not _AGENDA_BEFORE.search(flat, 0, place)]
    between = flat[:start].rstrip().endswith(",") and flat[end : end + 1] in {"", ","}
    return bool(topics) or between


def _read_spelled(source: Source, place: int) -> Read | None:
    flat = source.flat
    if match := _EARLY.match(flat, place):
        return Read((OptionFound("join_early", _early(match["minutes"])),), match.end())
    if match := _FROM.match(flat, place):
        domains = ",".join(_BETWEEN.split(match["list"]))
        return Read((OptionFound("signed_in_domains", domains),), match.end())
    if match := _GUESTS.match(flat, place):
        return Read((OptionFound("signed_in_except", tuple(_BETWEEN.split(match["list"]))),), match.end())
    if match := _AGENDA.match(flat, place):
        return Read((OptionFound("agenda", source.line.quoted[match.end()]),), match.end() + 1)
    return None


def _early(minutes: str) -> JoinEarly:
    try:
        return JoinEarly(str(int(minutes)))
    except ValueError as error:
        raise InvalidInput(
            _("Zoom opens a meeting 5, 10 or 15 minutes early, or at any time, but not {minutes} minutes.").replace(
                "{minutes}", minutes
            ),
            next_step=_("Say for example `join 10 minutes early`, or `join any time`."),
            field="join_early",
        ) from error


def _read_kind(source: Source, place: int) -> Read | None:
    """Webinar or section; alone, such a word may be the topic's own."""
    flat = source.flat
    if match := _WEBINAR.match(flat, place):
        first = " " not in flat[:place].strip()
        sure = match["sure"] or first or _stands_alone(source, place, match.end())
        return Read((KindFound(MeetingKind.WEBINAR),), match.end()) if sure else None
    return read_section(source, place)


def read_other_section(source: Source, place: int) -> Read | None:
    """Of a class that exists: "section B", by any name, and "no section", for the whole course.

    InvalidInput for the word without a name.
    """
    if match := _NO_SECTION.match(source.flat, place):
        return Read((SectionFound(""),), match.end())
    if _BARE_SECTION.match(source.flat, place):
        raise InvalidInput(
            _("Which section shall the class be for?"),
            next_step=_("Name it, like `set section B`; `set no section` opens the class to the whole course."),
            field="section",
        )
    match = _SECTION.match(source.flat, place)
    if match is None:
        return None
    return Read((SectionFound(source.line.cut(*match.span("name"))),), match.end())


def read_section(source: Source, place: int) -> Read | None:
    """Read "section B"; a longer name counts where it can't be part of a topic."""
    match = _SECTION.match(source.flat, place)
    if match is None:
        return None
    name = source.line.cut(match.start("name"), match.end("name"))
    filler = match["name"] in source.words.filler and not name.isupper()
    short = match["word"] == "section" and _SHORT.fullmatch(match["name"]) and not filler
    if not short and not _stands_alone(source, place, match.end()):
        return None
    return Read((SectionFound(name),), match.end())
