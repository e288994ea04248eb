"""Whether what was asked for can be had together, said before Zoom is asked. Sentences name the option's field."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import (
    LONGEST_AGENDA,
    PLACES,
    Audio,
    Encryption,
    JoinEarly,
    Options,
    RecordingMode,
    Registration,
    said,
)
from zoomcore.errors import InvalidInput
from zoomcore.services.meetings.options import option_name
from zoomcore.wording import _

_DOMAIN = re.compile(r"(?:[\w*](?:[\w*-]*[\w*])?\.)+[a-z]{2,}")
_MAIL = re.compile(r"[^\s,;:<>()@\"']+@[^\s,;:<>()@\"']+\.[a-z]{2,}")
#: Values that ask for nothing: harmless where the kind of meeting has no such option.
_NOTHING = (None, False, "", (), JoinEarly.NO, Registration.NONE)
_RECORDED = {RecordingMode.LOCAL, RecordingMode.CLOUD}


def possible(asked: Options, kind: MeetingKind) -> Options:
    """What was asked for, tidied: domains and guests mean that the others sign in. InvalidInput by field."""
    wanted = replace(asked, **_tidied(asked))
    _require_kind(wanted, kind)
    _require_texts(wanted)
    if (wanted.signed_in_domains or wanted.signed_in_except) and wanted.signed_in is None:
        wanted = replace(wanted, signed_in=True)
    require_agreeing(wanted)
    return wanted


def _tidied(asked: Options) -> dict[str, Any]:
    tidy: dict[str, Any] = {}
    if asked.signed_in_domains is not None:
        tidy["signed_in_domains"] = ",".join(re.findall(r"[^\s,;]+", asked.signed_in_domains.lower()))
    if asked.signed_in_except is not None:
        tidy["signed_in_except"] = tuple(one.lower() for one in asked.signed_in_except)
    return tidy


def _require_kind(wanted: Options, kind: MeetingKind) -> None:
    for name in said(wanted):
        if kind in PLACES[name].kinds or getattr(wanted, name) in _NOTHING:
            continue
        if kind is MeetingKind.WEBINAR:
            message = _("A webinar has no such option: {option}.")
        else:
            message = _("Only a webinar has this option: {option}.")
        raise InvalidInput(
            message.replace("{option}", option_name(name)),
            next_step=_("Leave it out, or say `webinar` if it shall be one."),
            field=name,
        )


def _require_texts(wanted: Options) -> None:
    if wanted.agenda is not None and len(wanted.agenda) > LONGEST_AGENDA:
        raise InvalidInput(
            _("That agenda has {count} characters, and Zoom takes {most}.").format(
                count=len(wanted.agenda), most=LONGEST_AGENDA
            ),
            next_step=_("Shorten it; the rest can go into the course's channel."),
            field="agenda",
        )
    for domain in filter(None, (wanted.signed_in_domains or "").split(",")):
        if not _DOMAIN.fullmatch(domain):
            raise InvalidInput(
                _("“{domain}” is no mail domain.").replace("{domain}", domain),
                next_step=_("Write it like uni.example; several with commas."),
                field="signed_in_domains",
            )
    for mail in wanted.signed_in_except or ():
        if not _MAIL.fullmatch(mail):
            raise InvalidInput(
                _("“{mail}” is no e-mail.").replace("{mail}", mail),
                next_step=_("Write it like eva@other.example; several with commas."),
                field="signed_in_except",
            )


def require_agreeing(wanted: Options, laid_under: Options | None = None) -> None:
    """InvalidInput where two options can't be had together; `laid_under` is what they are with the presets.

    What presets say between themselves is settled silently; only what this wish says is held against all.
    """
    all_of_it = laid_under or wanted
    for names, clashes, sentence in _CLASHES:
        if clashes(all_of_it) and set(names) & set(said(wanted)):
            field = next(name for name in names if getattr(wanted, name) is not None)
            message, next_step = sentence()
            raise InvalidInput(message, next_step=next_step, field=field)


_Clash = tuple[tuple[str, ...], Callable[[Options], bool], Callable[[], tuple[str, str]]]

_CLASHES: tuple[_Clash, ...] = (
    (
        ("signed_in_domains", "signed_in_except", "signed_in"),
        lambda all_of_it: all_of_it.signed_in is False and bool(all_of_it.signed_in_domains),
        lambda: (
            _("Mail domains mean something only where people must be signed in."),
            _("Leave the domains out, or say `signed in only`."),
        ),
    ),
    (
        # Zoom switches joining early off without a word (zoom-api 5.7).
        ("join_early",),
        lambda all_of_it: all_of_it.waiting_room is True and all_of_it.join_early not in {None, JoinEarly.NO},
        lambda: (
            _("With a waiting room nobody gets in before the host."),
            _("Add `no waiting room` if people shall come in early."),
        ),
    ),
    (
        ("encryption", "recording"),
        lambda all_of_it: all_of_it.encryption is Encryption.END_TO_END and all_of_it.recording in _RECORDED,
        lambda: (
            _("Zoom records nothing that is encrypted end to end."),
            _("Choose one: `no recording`, or `enhanced encryption`."),
        ),
    ),
    (
        ("encryption", "audio"),
        lambda all_of_it: all_of_it.encryption is Encryption.END_TO_END and all_of_it.audio is Audio.TELEPHONY,
        lambda: (
            _("Nobody can telephone into a class that is encrypted end to end."),
            _("Choose one: `computer audio only`, or `enhanced encryption`."),
        ),
    ),
    (
        # mod-zoom 1.2: a registered class never opens at the host's own number.
        ("own_id", "registration"),
        lambda all_of_it: (
            all_of_it.own_id is True and all_of_it.registration in {Registration.AUTOMATIC, Registration.MANUAL}
        ),
        lambda: (
            _("A class with registration can't be held at the host's own meeting ID."),
            _("Leave one of them out."),
        ),
    ),
)
