"""The options of a class as they are said in a line."""

from collections.abc import Iterator

from zoomcore.commands.optional import SAYINGS
from zoomcore.commands.render.parts import people, quote
from zoomcore.domain.options import Options, OptionValue, said

_WORDS = {(one.option, one.value): one.written for one in SAYINGS}


def of_options(options: Options) -> Iterator[str]:
    """Whatever is said, in the order of the table."""
    for name in said(options):
        value = getattr(options, name)
        yield _WORDS.get((name, value)) or _spelled(name, value)


def _spelled(name: str, value: OptionValue) -> str:
    listed = ", ".join(value) if isinstance(value, tuple) else str(value)
    match name:
        case "join_early":
            return f"join {listed} minutes early"
        case "signed_in_domains":
            return f"signed in from {listed.replace(',', ', ')}"
        case "signed_in_except":
            return f"guests {listed}"
        case "alternative_hosts":
            return f"alternative hosts {people(value)}" if isinstance(value, tuple) else ""
        case _:
            return f"{name} {quote(listed)}"
