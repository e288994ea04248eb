"""Signing people up for a class at Zoom, and deciding about those who signed up. The list of them is in `history`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.asking import Asking, path_ids
from zoomcore.zoom.attendance import ZoomRegistrant, read_registrant
from zoomcore.zoom.endpoints import BY_KIND
from zoomcore.zoom.reading import Raw, listed, text
from zoomcore.zoom.wire import Call

_LONGEST_NAME = 64

Decision = Literal["approve", "cancel", "deny"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistrant:
    """Zoom wants an e-mail and a first name, and shows both parts of the name in the class."""

    email: str = field(repr=False)
    name: str

    def body(self) -> dict[str, str]:
        """The last word of the name is the last name; Zoom cuts at 64 characters, so it is cut here."""
        first, _, last = " ".join(self.name.split()).rpartition(" ")
        names = {"first_name": first, "last_name": last} if first else {"first_name": last or self.email}
        return {"email": self.email} | {key: value[:_LONGEST_NAME] for key, value in names.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRegistrant:
    """What Zoom answered to an add. `join_url` opens the class for this person alone; "" until they are approved."""

    id: str
    email: str = field(repr=False)
    join_url: str = field(repr=False)


class Registering(Asking):
    """The part of the client that is about registrants. An e-mail that is there already stays one registrant.

    After AnswerLost look with `iterate_registrants` first: Zoom takes three adds of one registrant a day.
    """

    async def add_registrant(
        self, kind: MeetingKind, meeting_id: int, new: NewRegistrant, *, occurrence_ids: Sequence[str] = ()
    ) -> MadeRegistrant:
        """For every date, or for those named; one request. ZoomRefused with the codes of zoom-api 5.8."""
        query = {"occurrence_ids": ",".join(occurrence_ids)} if occurrence_ids else {}
        call = Call(endpoint=BY_KIND[kind].add_registrant, ids=path_ids(kind, meeting_id), query=query, body=new.body())
        raw = await self._ask(call)
        return MadeRegistrant(id=text(raw, "registrant_id"), email=new.email, join_url=text(raw, "join_url"))

    async def add_registrants(
        self, kind: MeetingKind, meeting_id: int, people: Sequence[NewRegistrant], *, auto_approve: bool
    ) -> tuple[MadeRegistrant, ...]:
        """Thirty at most, of a one-time class only; one request, of the Heavy class.

        `auto_approve` lets them in where others wait for the host; Zoom refuses to hear it where nobody waits.
        """
        body = {"registrants": [one.body() for one in people]} | ({"auto_approve": True} if auto_approve else {})
        if kind is MeetingKind.MEETING:
            body["registrants_confirmation_email"] = False
        call = Call(endpoint=BY_KIND[kind].add_registrants, ids=path_ids(kind, meeting_id), body=body)
        return tuple(map(_made, listed(await self._ask(call), "registrants")))

    async def decide_registrants(
        self, kind: MeetingKind, meeting_id: int, decision: Decision, registrant_ids: Sequence[str]
    ) -> None:
        """Thirty at most; one request, of the Medium class. The same again does no harm but is counted (ten a day)."""
        body = {"action": decision, "registrants": [{"id": one} for one in registrant_ids]}
        await self._ask(Call(endpoint=BY_KIND[kind].decide_registrants, ids=path_ids(kind, meeting_id), body=body))

    async def get_registrant(self, kind: MeetingKind, meeting_id: int, registrant_id: str) -> ZoomRegistrant:
        """One request. ZoomRefused 3079 for somebody who is no registrant, or no more."""
        ids = path_ids(kind, meeting_id) | {"registrantId": registrant_id}
        return read_registrant(await self._ask(Call(endpoint=BY_KIND[kind].get_registrant, ids=ids)))


def _made(raw: Raw) -> MadeRegistrant:
    return MadeRegistrant(
        id=text(raw, "registrant_id"), email=text(raw, "email").strip().lower(), join_url=text(raw, "join_url")
    )
