"""How every method of the client asks: one call, or a list in pages. No knowledge of what is asked for."""

from collections.abc import AsyncIterator, Mapping
from copy import copy
from datetime import date
from typing import Self

from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.reading import Raw, text, whole
from zoomcore.zoom.transport import Transport
from zoomcore.zoom.wire import Call

#: Zoom's guide says 300 for every list.
PAGE_SIZE = "300"


class Asking:
    """Sends through one transport; a twin made by `in_bulk` shares it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._urgent = True

    def in_bulk(self) -> Self:
        """The same client for work nobody waits for: people's requests go before its own."""
        twin = copy(self)
        twin._urgent = False  # noqa: SLF001 - our own twin
        return twin

    async def _ask(self, call: Call) -> Raw:
        return await self._transport.ask(call, urgent=self._urgent)

    async def _pages(self, call: Call) -> AsyncIterator[Raw]:
        """Pages by token, which lives 15 minutes; every other parameter is repeated.

        A token that comes a second time ends in ZoomUnexpected, not in a loop.
        """
        used: set[str] = set()
        query = dict(call.query)
        while True:
            page = await self._ask(_with_query(call, query))
            yield page
            token = text(page, "next_page_token")
            if not token:
                return
            if token in used:
                raise ZoomUnexpected("Zoom's list does not come to an end.")
            used.add(token)
            query["next_page_token"] = token

    async def _numbered_pages(self, call: Call) -> AsyncIterator[Raw]:
        """Webinars still page by number."""
        number, last = 1, 1
        while number <= last:
            page = await self._ask(_with_query(call, {**call.query, "page_number": str(number)}))
            yield page
            last = whole(page, "page_count") or 1
            number += 1


def _with_query(call: Call, query: Mapping[str, str]) -> Call:
    return Call(endpoint=call.endpoint, ids=call.ids, query=query)


def path_ids(kind: MeetingKind, key: int | str) -> dict[str, str]:
    """A meeting's number, or a run's UUID, under the name it has in Zoom's paths."""
    return {f"{kind}Id": str(key)}


def days(start: date | None, end: date | None) -> dict[str, str]:
    return {key: day.isoformat() for key, day in (("from", start), ("to", end)) if day is not None}
