"""The monthly look at idle licenses: one card for the admins, none where nothing is idle."""

from datetime import timedelta

from zoomcore.domain.licenses.choosing import choose_donors
from zoomcore.domain.licenses.pool import Policy
from zoomcore.domain.work import ProposeSweep
from zoomcore.services.licenses import notices
from zoomcore.services.licenses.looking import with_idle
from zoomcore.services.licenses.rules import approval_places, load_rules
from zoomcore.views import Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.workflows.admins import admin_places
from zoomcore.workflows.tools import Tools

#: Who was not seen so long counts as idle.
IDLE = timedelta(days=60)


async def propose_sweep(_work: ProposeSweep, tools: Tools) -> None:
    """From what the nightly reading knows: nothing is asked of Zoom."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        rules = with_idle(await load_rules(unit, tools.deployment), IDLE.days)
        guarded, facts = await unit.pool.protections(), await unit.licenses.facts("")
        choice = choose_donors(await unit.pool.licensed(), facts, rules, guarded, now)
        channels = await approval_places(unit)
    if rules.policy is Policy.OFF or not choice.eligible:
        return
    places = channels or await admin_places(tools, "", "")
    card = notices.proposal_card(choice.eligible, IDLE.days)
    async with tools.store.unit() as unit:
        for place in places:
            cause = f"license-sweep:{now.date().isoformat()}:{place.place}"
            await unit.outbox.put(cause=cause, to=place.to_data(), reply=reply_to_json(Reply(view=card, card=cause)))
