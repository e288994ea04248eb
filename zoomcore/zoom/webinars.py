"""What only webinars have: panelists, each with a link of their own. Zoom's list of them is the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import Asking, path_ids
from zoomcore.zoom.reading import Raw, children, text
from zoomcore.zoom.wire import Call

#: So many panelists in one call (zoom-api 5.9).
PANELISTS_AT_ONCE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomPanelist:
    """`email` in lower case; `join_url` lets in whoever has it, as this panelist."""

    id: str
    email: str = field(repr=False)
    name: str
    join_url: str = field(repr=False)


def read_panelist(raw: Raw) -> ZoomPanelist:
    return ZoomPanelist(
        id=text(raw, "id"),
        email=text(raw, "email").lower(),
        name=text(raw, "name"),
        join_url=text(raw, "join_url"),
    )


class Webinars(Asking):
    """Panelists are read, added and taken out; a host's hundred a day is not touched."""

    async def list_panelists(self, webinar_id: int) -> tuple[ZoomPanelist, ...]:
        """One request, of the Medium class; Zoom has no pages here."""
        raw = await self._ask(Call(endpoint=endpoints.LIST_PANELISTS, ids=path_ids(MeetingKind.WEBINAR, webinar_id)))
        return tuple(map(read_panelist, children(raw, "panelists")))

    async def add_panelists(self, webinar_id: int, people: Sequence[tuple[str, str]]) -> None:
        """(e-mail, name) of each; one request for 30. After AnswerLost list them first: who is there is not added."""
        for start in range(0, len(people), PANELISTS_AT_ONCE):
            some = people[start : start + PANELISTS_AT_ONCE]
            body = {"panelists": [{"email": email, "name": name} for email, name in some]}
            ids = path_ids(MeetingKind.WEBINAR, webinar_id)
            await self._ask(Call(endpoint=endpoints.ADD_PANELISTS, ids=ids, body=body))

    async def remove_panelist(self, webinar_id: int, panelist_id: str) -> None:
        """One request."""
        ids = {**path_ids(MeetingKind.WEBINAR, webinar_id), "panelistId": panelist_id}
        await self._ask(Call(endpoint=endpoints.REMOVE_PANELIST, ids=ids))
