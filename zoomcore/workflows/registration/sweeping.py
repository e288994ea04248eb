"""Looking at every class with registration, now and then: each becomes a job of its own."""

from zoomcore.domain.registration_work import SweepRegistrations
from zoomcore.services.registration.following import follow_class
from zoomcore.workflows.tools import Tools


async def sweep_registrations(_work: SweepRegistrations, tools: Tools) -> None:
    """One statement; then three list calls for each class that has a date to come, paced by the budget."""
    now = tools.clock()
    async with tools.store.unit() as unit:
        for meeting in await unit.registrants.registering(now):
            await follow_class(unit, meeting, request=f"sweep:{now:%Y-%m-%dT%H}", look=True)
