"""Somebody is otherwise at Zoom than here, by a webhook or a list: written down, and said to whom it concerns."""

from dataclasses import dataclass
from datetime import datetime

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import GONE, Registrant, RegistrantState
from zoomcore.storage.registrants import Facts
from zoomcore.storage.store import Unit
from zoomcore.workflows.registration.answering import say_answer, say_what_became
from zoomcore.workflows.tools import Tools

_THERE = frozenset({RegistrantState.PENDING, RegistrantState.APPROVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What Zoom says of one class. Nothing is written of those of whom we wrote something after `since`."""

    unit: Unit
    tools: Tools
    meeting: Meeting
    since: datetime | None = None

    async def take(self, known: Registrant, facts: Facts) -> Registrant | None:
        """The registrant where they wait for a yes anew, so that somebody is to be asked; None for all others."""
        state = facts.get("state", known.state)
        if known.state in GONE and state in _THERE:
            # By Zoom's own page: that e-mail proves nothing, and no roster takes them off again.
            facts = {**facts, "ours": False, "guest": True}
        now = await self.unit.registrants.take_in(known, since=self.since, **facts)
        if now is None:
            return None
        if now.state is known.state:
            if now.state is RegistrantState.APPROVED and not known.link:
                # Let in by us, and whoever did it died before anybody was told.
                await say_what_became(self.unit, self.tools, self.meeting, now.id)
            return None
        if known.state is RegistrantState.PENDING:
            await say_answer(self.unit, self.tools, self.meeting, now)
        waits = now.state is RegistrantState.PENDING
        return now if waits and (known.state is not RegistrantState.WISHED or self._was_lost(known)) else None

    def _was_lost(self, known: Registrant) -> bool:
        """A guest whose sign-up came to Zoom without its answer coming back; people of the roster are let in anyway."""
        sent, since = known.sent_at, self.since
        return known.guest and sent is not None and since is not None and sent < since
