"""The catalogues of sentences: collected from the code, laid beside what is translated, compiled.

`python -m tests.zoomcore.wording.catalogues` (make wording) does all three and says what still wants a translation.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.domain.licenses.requests import Origin, RequestState
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Repeat
from zoomcore.services import phrases
from zoomcore.services.forms import schedule
from zoomcore.wording import LANGUAGES, LOCALE_DIR

ROOT = Path(__file__).parents[3]
#: English stands in the code.
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
_METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
_KEYWORDS = {"_": None, "phrase": None, "plural": (1, 2), "left_out": (2, 3)}
_STAMP = datetime(2026, 11, 23, tzinfo=UTC)

Message = str | tuple[str, ...]


def collect() -> Catalog:
    """Every sentence of the code, with the files it stands in."""
    template = Catalog(project="Lectern", charset="utf-8", creation_date=_STAMP, revision_date=_STAMP)
    for message, file in sorted(_found(), key=str):
        template.add(message, locations=[(file, 1)])
    return template


def _found() -> Iterator[tuple[Message, str]]:
    for package in ("zoomcore", "adapters", "bot"):
        for file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, method_map=_METHODS, keywords=_KEYWORDS
        ):
            yield (message if isinstance(message, str) else tuple(message)), f"{package}/{file}"
    for text, file in _tables():
        yield text, file


def _tables() -> Iterable[tuple[str, str]]:
    """What stands in a table and is translated where it is used."""
    yield from ((kind.spec.summary, "zoomcore/commands/catalogue.py") for kind in CATALOGUE if kind.spec.typed)
    yield from ((repeat.value, "zoomcore/domain/schedule.py") for repeat in Repeat if repeat.value)
    yield from ((role.value, "zoomcore/domain/people.py") for role in Role)
    yield from ((day, "zoomcore/services/phrases.py") for day in (*phrases._WEEKDAYS, *phrases._WHICH.values()) if day)
    yield from ((one.value, "zoomcore/domain/licenses/requests.py") for one in (*RequestState, *Origin))
    yield from ((day, "zoomcore/services/forms/schedule.py") for day in schedule._DAYS)


def path(language: str, ending: str) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / f"lectern.{ending}"


def read(language: str) -> Catalog:
    with path(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update(language: str) -> Catalog:
    """Add what is new, drop what is gone, keep what is translated, and compile."""
    file = path(language, "po")
    catalogue = read(language) if file.exists() else Catalog(locale=language, project="Lectern", charset="utf-8")
    catalogue.update(collect(), no_fuzzy_matching=True)
    catalogue.creation_date = catalogue.revision_date = _STAMP
    catalogue.header_comment = f"# Lectern's sentences in {Locale.parse(language).english_name}."
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "none"
    catalogue.version = "1"
    catalogue.fuzzy = False
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path(language, "mo").write_bytes(compiled(read(language)))
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    return [one.id for one in catalogue if one.id and not _complete(one.string)]


def _complete(string: Message) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> int:
    for language in TRANSLATED:
        missing = untranslated(update(language))
        sys.stdout.write("".join(f"{language}: {message!r}\n" for message in missing))
        sys.stdout.write(f"{language}: {len(missing)} sentences want a translation\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
