"""From the first words of a line to the command they name, in English and in the asker's language."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from zoomcore.commands.base import Command
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.commands.lexer import MENTIONED, QUOTED
from zoomcore.commands.normalise import fold

#: Verbs of other languages, by the name of the command.
_FOREIGN: Mapping[str, Mapping[str, str]] = {
    "es": {
        "new": "nueva nuevo programar crear",
        "now": "ahora",
        "start": "empezar iniciar",
        "join": "unirse unirme entrar enlace",
        "list": "lista listar clases semana",
        "move": "mover cambiar",
        "set": "opciones opcion poner",
        "cancel": "cancelar borrar",
        "host": "anfitrion anfitriona",
        "sub": "suplente sustituto sustituta suplencia",
        "alt": "alternativos coanfitrion coanfitriones",
        "attendance": "asistencia",
        "grades": "notas calificaciones",
        "course list": "curso cursos",
        "connect": "conectar",
        "settings": "ajustes",
        "status": "estado",
        "help": "ayuda",
        "recordings": "grabaciones grabacion",
    }
}
#: What people may know from elsewhere or expect, and Lectern cannot do (yet): never read as a topic.
UNABLE = frozenset(
    [
        "export",
        "import",
        "remind",
        "reminder",
        "reminders",
    ]
)
_LONGEST_VERB = 3
_CUT_OFF = 0.7
_WORD = re.compile(rf"[^\s{QUOTED}{MENTIONED}]+")


def _by_name() -> dict[str, type[Command]]:
    return {kind.spec.name: kind for kind in CATALOGUE if kind.spec.typed}


def parent_of(kind: type[Command]) -> type[Command] | None:
    """The command whose words this one's extend: "course people add" is reached through "course people"."""
    names = _by_name()
    words = kind.spec.name.split()
    return next(
        (names[name] for size in range(len(words) - 1, 0, -1) if (name := " ".join(words[:size])) in names), None
    )


def children_of(kind: type[Command]) -> tuple[type[Command], ...]:
    return tuple(each for each in CATALOGUE if each.spec.typed and parent_of(each) is kind)


@lru_cache(maxsize=16)
def verb_table(language: str) -> Mapping[str, type[Command]]:
    """Flat words → command. English everywhere, and names before synonyms."""
    names = _by_name()
    table = {
        word: names[name]
        for name, words in _FOREIGN.get(language, {}).items()
        if name in names
        for word in words.split()
    }
    own = [kind for kind in names.values() if parent_of(kind) is None]
    table.update({fold(word): kind for kind in names.values() for word in kind.spec.synonyms if word})
    table.update({kind.spec.name: kind for kind in own})
    return table


def known_languages() -> tuple[str, ...]:
    return ("en", *_FOREIGN)


def find_verb(flat: str, language: str) -> tuple[type[Command], int] | None:
    """The command that the longest run of first words names, and where the rest of the line begins."""
    table = verb_table(language)
    ends = _word_ends(flat)
    for end in reversed(ends):
        words = flat[:end]
        kind = table.get(words) or table.get(words.rstrip(":,.!"))
        if kind is not None:
            return kind, end
    return None


def _word_ends(flat: str) -> list[int]:
    ends: list[int] = []
    place = 0
    while len(ends) < _LONGEST_VERB and (match := _WORD.match(flat, place)):
        ends.append(match.end())
        place = match.end() + 1
        if flat[match.end() : place] != " ":
            break
    return ends


def first_word(flat: str) -> int:
    """Where the first word ends; 0 for a line that begins with a quote, a mention or nothing."""
    ends = _word_ends(flat)
    return ends[0] if ends else 0


def closest(words: str, language: str) -> type[Command] | None:
    """The command whose words look most like these, if any does."""
    table = verb_table(language)
    found = get_close_matches(words, table, n=1, cutoff=_CUT_OFF)
    return table[found[0]] if found else None


def topic_of(flat: str, language: str) -> str:
    """The name of the command that a help topic means; the topic itself where it names none."""
    if flat in {kind.spec.name for kind in CATALOGUE if kind.spec.typed}:
        return flat
    found = find_verb(flat, language)
    return found[0].spec.name if found else flat
