"""A typed line → the command it asks for. Nothing is guessed silently, and nothing but InvalidInput is raised."""

import re
from collections.abc import Mapping
from dataclasses import replace

from zoomcore.commands.base import Command, Spec
from zoomcore.commands.days import AmbiguousDate
from zoomcore.commands.found import DayFound, InFound, RepeatFound, TimeFound
from zoomcore.commands.grammar import GRAMMARS
from zoomcore.commands.lexer import LONGEST_PASTE, lex
from zoomcore.commands.mentions import Mention
from zoomcore.commands.normalise import clean_surface, flatten
from zoomcore.commands.outcome import Choice, Guess, GuessKind, NotUnderstood, Parsed, Speaker
from zoomcore.commands.scheduling import READERS, read_new
from zoomcore.commands.sentences import in_words
from zoomcore.commands.source import DateOrder, Source, date_order, scan
from zoomcore.commands.verbs import UNABLE, children_of, closest, find_verb, first_word, known_languages
from zoomcore.commands.wishes.courses import ListCourses
from zoomcore.commands.wishes.house import ShowHelp, ShowNow
from zoomcore.commands.wishes.meetings import MoveMeeting, OpenMoveForm, OpenScheduleForm, ScheduleMeeting
from zoomcore.commands.wishes.options import ChangeOptions, OpenOptionsForm
from zoomcore.commands.words import language_of
from zoomcore.domain.faults import ScheduleFault
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_LONGEST_LOOK = 200
_LONGEST_ECHO = 40
_PASTE = re.compile(r"\s*course\s+people\s[^\n\"]*?\bimport\b", re.IGNORECASE)
#: What a verb alone opens.
_BARE: Mapping[type[Command], type[Command]] = {
    ScheduleMeeting: OpenScheduleForm,
    MoveMeeting: OpenMoveForm,
    ChangeOptions: OpenOptionsForm,
}


def parse(text: str, mentions: Mapping[str, Mention], speaker: Speaker) -> Parsed:
    """Read one line. `mentions` maps each placeholder in it to what the adapter lifted out.

    InvalidInput for a line that makes no sense; NotUnderstood, with choices, for one that has no one meaning.
    """
    source = _open(text, mentions, speaker)
    try:
        return _read(source, speaker)
    except ScheduleFault as fault:
        raise in_words(fault) from fault
    except AmbiguousDate as error:
        choices = _both_orders(source, speaker, error)
        raise NotUnderstood(error.message, next_step=error.next_step, field=error.field, choices=choices) from error


def _open(text: str, mentions: Mapping[str, Mention], speaker: Speaker) -> Source:
    head, paste = text, ""
    if match := _PASTE.match(text):
        # A pasted roster has its own quotes, and is longer than any line.
        head, paste = text[: match.end()], text[match.end() :].strip()
    if len(paste) > LONGEST_PASTE:
        raise InvalidInput(
            _("That list is longer than {most} characters.").format(most=f"{LONGEST_PASTE:,}"),
            next_step=_("Send it in two parts."),
            field="csv",
        )
    line = lex(head, mentions)
    return Source(line, language_of(speaker.locale), date_order(speaker.locale), paste=clean_surface(paste))


def _read(source: Source, speaker: Speaker) -> Parsed:
    found = find_verb(source.flat, source.language)
    if found is not None:
        kind, end = found
        if kind is ListCourses and " " not in source.flat[:end]:
            _refuse_unknown_course_word(source, end, speaker)
        return _run(kind, source, end, speaker)
    if not source.flat:
        return Parsed(command=ShowNow())
    return _read_without_verb(source, speaker)


def _run(kind: type[Command], source: Source, start: int, speaker: Speaker) -> Parsed:
    begin = start + 1 if source.flat[start : start + 1] == " " else start
    return GRAMMARS[kind](source, begin, speaker)


def _refuse_unknown_course_word(source: Source, end: int, speaker: Speaker) -> None:
    """Ask back: "course mapp MATH201" is a slip, and not a wish to see the list."""
    start = end + 1
    second = first_word(source.flat[start:])
    words = f"course {source.flat[start : start + second]}"
    kind = closest(words, source.language) if second else None
    if kind is not None and kind is not ListCourses and words != "course page":
        raise _suggest(words, (_try(kind, source, start + second, speaker),))


def _read_without_verb(source: Source, speaker: Speaker) -> Parsed:
    end = first_word(source.flat)
    word = source.flat[:end]
    if word in UNABLE:
        raise NotUnderstood(
            _("I can't do “{word}” yet.").format(word=word),
            next_step=_("Send `help` to see what I can do."),
            choices=(_help(),),
        )
    close, end = _closest_verb(source, end)
    dated = _has_date(source)
    if close is None and dated:
        return _assume_new(source, speaker)
    choices = [_try(close, source, end, speaker)] if close is not None else []
    if dated:
        choices.append(Choice(label=_("Schedule it as typed"), command=_ask_first(_assume_new(source, speaker))))
    raise _suggest(source.line.cut(0, end)[:_LONGEST_ECHO], tuple(choices))


def _closest_verb(source: Source, end: int) -> tuple[type[Command] | None, int]:
    """By the first two words where they look like a verb of two, else by the first."""
    second = first_word(source.flat[end + 1 :]) if source.flat[end : end + 1] == " " else 0
    two = closest(source.flat[: end + 1 + second], source.language) if second else None
    if two is not None and " " in two.spec.name:
        return two, end + 1 + second
    return (closest(source.flat[:end], source.language) if end else None), end


def _has_date(source: Source) -> bool:
    items = scan(source, 0, READERS).items
    return any(isinstance(item.found, DayFound | TimeFound | InFound | RepeatFound) for item in items)


def _assume_new(source: Source, speaker: Speaker) -> Parsed:
    parsed = read_new(source, 0, speaker)
    guess = Guess(GuessKind.VERB_ASSUMED, _("I read this as a new class."))
    return replace(parsed, guesses=(guess, *parsed.guesses))


def _try(kind: type[Command], source: Source, end: int, speaker: Speaker) -> Choice:
    """The line as it would be with that verb; its help where that makes no sense."""
    try:
        command = _ask_first(_run(kind, source, end, speaker))
    except InvalidInput:
        command = ShowHelp(topic=kind.spec.name)
    return Choice(label=kind.spec.name, command=command)


def _ask_first(parsed: Parsed) -> Command:
    """A button runs what it carries, so a command with guesses in it is shown in its form first."""
    if parsed.guesses and isinstance(parsed.command, ScheduleMeeting):
        return OpenScheduleForm(draft=parsed.command)
    if parsed.guesses and isinstance(parsed.command, MoveMeeting):
        return OpenMoveForm(target=parsed.command.target)
    return parsed.command


def _help() -> Choice:
    return Choice(label=_("Help"), command=ShowHelp())


def _suggest(words: str, choices: tuple[Choice, ...]) -> NotUnderstood:
    message = _("I don't know “{words}”.").format(words=words) if words else _("I found no command in that.")
    if choices:
        return NotUnderstood(
            message, next_step=_("Did you mean `{label}`?").format(label=choices[0].label), choices=choices
        )
    return NotUnderstood(message, next_step=_("Send `help` to see what I can do."), choices=(_help(),))


def _both_orders(source: Source, speaker: Speaker, error: AmbiguousDate) -> tuple[Choice, ...]:
    choices = []
    for order, label in zip((DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST), error.labels, strict=True):
        try:
            parsed = _read(replace(source, order=order), speaker)
        except InvalidInput:
            # That reading has gone by, or is beyond a limit: the other one is left.
            continue
        choices.append(Choice(label=label, command=_ask_first(parsed)))
    return tuple(choices)


def spec_of(text: str) -> Spec | None:
    """What the first words alone tell of a line, for a decision that cannot wait; None where they name no command."""
    flat = flatten(clean_surface(text[:_LONGEST_LOOK])).flat
    if not flat:
        return ShowNow.spec
    found = next((found for language in known_languages() if (found := find_verb(flat, language))), None)
    if found is None:
        return None
    kind, end = found
    rest = flat[end:].split()
    if not rest:
        return _BARE.get(kind, kind).spec
    children = {child.spec.name.split()[-1]: child.spec for child in children_of(kind)}
    return next((children[word] for word in rest if word in children), kind.spec)
