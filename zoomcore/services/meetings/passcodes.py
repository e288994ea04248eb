"""A typed passcode: closed as soon as it was read, and what is wrong with it in plain sentences."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import DatedClass, Scope
from zoomcore.domain.passcodes import (
    LONGEST,
    MADE,
    NONE,
    SPECIALS,
    Demands,
    Flaw,
    PasscodeRule,
    broken_by,
    demands_in,
    unusable,
)
from zoomcore.domain.people import PersonId
from zoomcore.errors import InvalidInput
from zoomcore.services.scene import Scene
from zoomcore.services.sealing import Seal
from zoomcore.storage.store import Unit
from zoomcore.wording import _

W = TypeVar("W", ScheduleMeeting, ChangeOptions)


def hidden(command: Command, seal: Seal) -> Command:
    """The command without a passcode that can be read: it may be packed into a button, and kept with an answer."""
    match command:
        case ScheduleMeeting():
            return sealed(command, seal)
        case ChangeOptions():
            return sealed(command, seal)
        case OpenScheduleForm(draft=draft):
            return replace(command, draft=sealed(draft, seal))
        case _:
            return command


def sealed(wish: W, seal: Seal) -> W:
    return wish if wish.passcode is None else replace(wish, passcode=None, sealed=seal.close(wish.passcode))


def typed_passcode(wish: ScheduleMeeting | ChangeOptions, seal: Seal) -> str | None:
    """As it was typed; None where none was. InvalidInput where another key has closed it."""
    if wish.passcode is not None or not wish.sealed:
        return wish.passcode
    typed = seal.open(wish.sealed)
    if typed is None:
        raise unreadable()
    return typed


def unreadable() -> InvalidInput:
    return InvalidInput(
        _("I can't read the passcode you typed any more: my key was changed."),
        next_step=_("Send it again, with the passcode."),
        field="passcode",
    )


async def checked_passcode(
    unit: Unit, seal: Seal, wish: ScheduleMeeting | ChangeOptions, host_id: PersonId, host_name: str
) -> str | None:
    """As typed, "" for none; None where none was typed, or one is to be made.

    Held against the host's rule where that is known; the job asks Zoom for the rule again. One statement where one
    was typed. InvalidInput for what no meeting takes or the rule refuses.
    """
    typed = typed_passcode(wish, seal)
    if typed is None or typed.casefold() == MADE:
        return None
    passcode = "" if typed.casefold() == NONE else typed
    require_usable(passcode)
    kept = await unit.hosting.settings(host_id)
    if kept is not None:
        require_taken(passcode, demands_in(kept[0]), host_name)
    return passcode


async def other_passcode(unit: Unit, scene: Scene, dated: DatedClass, wish: ChangeOptions) -> Mapping[str, Any]:
    """What a change carries of it: nothing where none is asked for, and an empty text for one made by the host's rule.

    InvalidInput as in `new`. One statement where one was typed.
    """
    seal = scene.deployment.seal
    if typed_passcode(wish, seal) is None:
        return {}
    notes = {"notes": list(scene.notes)} if scene.notes else {}
    passcode = await checked_passcode(unit, seal, wish, dated.meeting.host_id, dated.host_name)
    return {"passcode": "" if passcode is None else seal.close(passcode), **notes}


def everywhere(wish: ChangeOptions, scope: Scope, besides: Mapping[str, Any]) -> Scope:
    """Of what is the same on all dates: a passcode, a section. InvalidInput where one of them was meant."""
    if scope not in {Scope.ALL, Scope.UNSAID} and wish.scope is not Scope.UNSAID:
        secret = "passcode" in besides
        raise InvalidInput(
            _("A passcode is the same on all dates of a class.")
            if secret
            else _("A class is for one section on all its dates."),
            next_step=_("Say `all` to change it, or leave it out."),
            field="passcode" if secret else "section",
        )
    return Scope.ALL


def openly_typed(command: Command) -> bool:
    """Whether a passcode stands in the line that it was read from."""
    wish = command.draft if isinstance(command, OpenScheduleForm) else command
    if not isinstance(wish, ScheduleMeeting | ChangeOptions):
        return False
    return (wish.passcode or MADE).casefold() not in {MADE, NONE}


def require_usable(passcode: str) -> None:
    """InvalidInput for what no meeting takes."""
    _refuse(unusable(passcode), PasscodeRule())


def require_taken(passcode: str, demands: Demands, host: str) -> None:
    """InvalidInput for what the host's own Zoom settings refuse; nothing is judged that Zoom told nothing of."""
    if not passcode:
        if demands.required:
            raise InvalidInput(
                _("{name}'s Zoom settings demand a passcode.").replace("{name}", host),
                next_step=_("Leave `no passcode` out, and I make one by their rules."),
                field="passcode",
            )
        return
    if demands.rule is not None:
        _refuse(broken_by(passcode, demands.rule), demands.rule)


def _refuse(flaws: tuple[Flaw, ...], rule: PasscodeRule) -> None:
    if not flaws:
        return
    raise InvalidInput(
        " ".join(_sentence(flaw, rule) for flaw in flaws),
        next_step=_("Choose another passcode, or leave it out: I make one that fits."),
        field="passcode",
    )


def _sentence(flaw: Flaw, rule: PasscodeRule) -> str:
    return {
        Flaw.ALPHABET: _("A passcode is made of letters without accents, digits and {specials}.").replace(
            "{specials}", " ".join(SPECIALS)
        ),
        Flaw.LONG: _("A passcode has at most {count} characters.").replace("{count}", str(LONGEST)),
        Flaw.SHORT: _("The host's Zoom settings want at least {count} characters.").replace(
            "{count}", str(rule.length)
        ),
        Flaw.NUMBERS_ONLY: _("The host's Zoom settings allow only digits in it."),
        Flaw.LETTER: _("The host's Zoom settings want a letter in it."),
        Flaw.NUMBER: _("The host's Zoom settings want a digit in it."),
        Flaw.SPECIAL: _("The host's Zoom settings want one of {specials} in it.").replace(
            "{specials}", " ".join(SPECIALS)
        ),
        Flaw.CASES: _("The host's Zoom settings want both capital and small letters in it."),
        Flaw.RUN: _("The host's Zoom settings allow no run of {count} characters, like 1234 or aaaa.").replace(
            "{count}", str(rule.consecutive_characters_length)
        ),
        Flaw.WEAK: _("It is too easy to guess."),
    }[flaw]
