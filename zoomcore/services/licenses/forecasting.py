"""The coming weeks' need for licenses, drawn: hosts at once, hour by hour, below the number that was bought."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from zoomcore.commands.wishes.licenses import OpenLicensePicture
from zoomcore.domain.licenses.forecast import Hour, needed_hours
from zoomcore.errors import NotFound
from zoomcore.services.licenses.rules import bought_by_bill, load_rules
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Ceiling, Picture, Reply, StepChart
from zoomcore.wording import _

#: So far ahead the need is told, and so far it is drawn: more would be a comb.
AHEAD, DRAWN = timedelta(weeks=4), timedelta(weeks=1)
_HOUR = timedelta(hours=1)


async def bought_now(unit: Unit, scene: Scene) -> int | None:
    """What the bill said last, or what an admin set, whichever is less."""
    rules = await load_rules(unit, scene.deployment)
    billed, _ask = await bought_by_bill(unit, scene.now)
    known = [number for number in (billed, rules.limit) if number is not None]
    return min(known) if known else None


async def picture(unit: Unit, scene: Scene, _wish: OpenLicensePicture) -> Reply:
    """NotFound where no class of the week needs a license."""
    hours = needed_hours(await unit.licenses.bookings(scene.now, scene.now + DRAWN))
    chart = need_chart(hours, await bought_now(unit, scene), scene)
    if chart is None:
        raise NotFound(_("There is nothing to draw of that yet."))
    return Reply(view=Card(title=chart.title, body=(Picture(alt=chart.title, chart=chart),)))


def need_chart(hours: Sequence[Hour], bought: int | None, scene: Scene) -> StepChart | None:
    """Down to nothing between two hours that do not follow each other."""
    if not hours:
        return None
    points: list[tuple[datetime, int]] = [(scene.now, 0)] if hours[0].start > scene.now else []
    for hour in hours:
        if points and points[-1][0] < hour.start and points[-1][1] and points[-1][0] + _HOUR < hour.start:
            points.append((points[-1][0] + _HOUR, 0))
        points.append((hour.start, hour.hosts))
    end = hours[-1].start + _HOUR
    return StepChart(
        title=_("Licenses needed in the coming week"),
        points=(*points, (end, 0)),
        until=max(end + _HOUR, scene.now + DRAWN),
        zone=scene.zone,
        ceiling=None if bought is None else Ceiling(count=bought, label=_("bought")),
    )
