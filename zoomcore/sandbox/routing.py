"""One call as a handler sees it, the table row that names a handler, and the paging all lists share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused, invalid
from zoomcore.sandbox.limits import Label

DEFAULT_PAGE, LONGEST_PAGE = 30, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request past authorisation: path values decoded, the body a JSON object."""

    account: Account
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A row of zoom-endpoints: what opens the call (any one scope) and which budget it is charged to."""

    method: str
    path: str
    label: Label
    granular: str
    classic: tuple[str, ...]
    handler: Handler

    @property
    def scopes(self) -> tuple[str, ...]:
        return (*self.classic, self.granular)


def page_size(call: Call, most: int) -> int:
    """400/300 for what is not a size this list allows (zoom-api 3)."""
    text = call.query.get("page_size", str(DEFAULT_PAGE))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise invalid("page_size", f"The page_size must be between 1 and {most}.")
    return int(text)


def _offset(call: Call, size: int, asked: str) -> int:
    token = call.query.get("next_page_token")
    if token:
        return call.account.find_page(token, asked)
    number = call.query.get("page_number", "1")
    if not number.isdigit():
        raise Refused(400, 300, "Invalid field: page_number.")
    return (max(int(number), 1) - 1) * size


def paged(call: Call, name: str, rows: Sequence[Json], *, most: int = LONGEST_PAGE, numbered: bool = True) -> Json:
    """One page of rows under `name`, with a token when there is more; an empty token means the last (zoom-api 3)."""
    size = page_size(call, most)
    rest = sorted((key, value) for key, value in call.query.items() if key not in {"next_page_token", "page_number"})
    asked = repr((name, sorted(call.path.items()), rest))
    offset = _offset(call, size, asked)
    more = offset + size < len(rows)
    body: Json = {
        "page_count": -(-len(rows) // size),
        "page_size": size,
        "total_records": len(rows),
        "next_page_token": call.account.mark_page(asked, offset + size) if more else "",
        name: list(rows[offset : offset + size]),
    }
    return body | {"page_number": offset // size + 1} if numbered else body
