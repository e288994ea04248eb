"""The catalogues keep up with the code, and a translation says no less than its sentence."""

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tests.zoomcore.wording.catalogues import ROOT, TRANSLATED, collect, compiled, path, read, untranslated

HOLE = re.compile(r"\{\w+\}")
TYPED = re.compile(r"`[^`]+`")
AGAIN = "run `make wording`"

#: Where a text from a table is translated: each table is read by `catalogues`.
TABLES = {
    "_(message)",
    "_(least.value)",
    "_(role.value)",
    "_(guessed.repeat.value)",
    "_(wish.role.value)",
    "_(one.role.value)",
    "_(found.summary)",
    "_(spec.summary)",
    "_(_WHICH[schedule.monthly_week])",
    "_(_WEEKDAYS[schedule.weekdays[0]])",
    "_(_WEEKDAYS[day])",
    "_(name)",
    "_(one.state.value)",
    "_(request.origin.value)",
    "_(request.state.value)",
    "plural(one, many, count)",
}


def ids(catalogue: Catalog) -> set[object]:
    return {one.id for one in catalogue if one.id}


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each form of each sentence with its translation."""
    for one in read(language):
        if one.id:
            yield from _forms(one)


def _forms(one: Message) -> Iterator[tuple[str, str]]:
    if isinstance(one.id, str):
        yield one.id, str(one.string)
    else:
        yield from zip(one.id, one.string, strict=True)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_the_sentences_of_the_code_and_no_others(language: str) -> None:
    assert ids(read(language)) == ids(collect()), AGAIN


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    assert untranslated(read(language)) == []
    assert [one.id for one in read(language) if one.id and one.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_shipped_is_what_was_translated(language: str) -> None:
    shipped, fresh = path(language, "mo").read_bytes(), compiled(read(language))
    assert _sentences(shipped) == _sentences(fresh), AGAIN


def _sentences(compiled_catalogue: bytes) -> dict[object, str]:
    """All but the header, which names the version of the tool."""
    catalogue: dict[object, str] = GNUTranslations(BytesIO(compiled_catalogue))._catalog
    return {key: text for key, text in catalogue.items() if key}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_holes_of_its_sentence(language: str) -> None:
    wrong = [text for text, own in pairs(language) if sorted(HOLE.findall(text)) != sorted(HOLE.findall(own))]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_to_be_typed_stay_as_they_are(language: str) -> None:
    wrong = [text for text, own in pairs(language) if sorted(TYPED.findall(text)) != sorted(TYPED.findall(own))]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_begins_and_ends_with_the_same_blanks(language: str) -> None:
    wrong = [
        text
        for text, own in pairs(language)
        if (text[:1] == " ", text[-1:] == " ") != (own[:1] == " ", own[-1:] == " ")
    ]
    assert wrong == []


def test_only_known_tables_are_translated_without_standing_in_the_call() -> None:
    """A sentence put together before it is translated is never found in a catalogue."""
    found = {ast.unparse(call) for file in _sources() for call in _calls(file) if not _literal(call)}
    assert found <= TABLES


def _sources() -> Iterator[Path]:
    for package in ("zoomcore", "adapters", "bot"):
        yield from (ROOT / package).rglob("*.py")


def _calls(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "phrase", "plural"}:
            yield node


def _literal(call: ast.Call) -> bool:
    wanted = 2 if isinstance(call.func, ast.Name) and call.func.id == "plural" else 1
    return all(isinstance(text, ast.Constant) for text in call.args[:wanted])
