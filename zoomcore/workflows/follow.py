"""Going on from a join page to Zoom."""

from zoomcore.commands.catalogue import FollowJoinLink
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.window import window_of
from zoomcore.errors import ZoomError
from zoomcore.services import joining
from zoomcore.services.scene import Scene
from zoomcore.views import Card, Link, Redirect, Reply, Text, Tone
from zoomcore.wording import _, phrase
from zoomcore.workflows.licenses.needing import need_at_start
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain


async def follow_join_link(tools: Tools, scene: Scene, wish: FollowJoinLink) -> Reply:
    """Records the click, then leads on: students by the join link, in its window; the host by a fresh start link.

    Alternative hosts take the join link too, at any time: Zoom knows them by their login (mod-zoom 1.2). A start link
    is one request to Zoom, never stored; where Zoom doesn't answer the host gets the plain link.
    """
    async with tools.store.reading() as unit:
        dated = await unit.meetings.get_occurrence(wish.occurrence)
    host = joining.hosts(scene, dated)
    if not joining.leads(scene, dated) and joining.reason_closed(dated, window_of(dated), scene) is not None:
        return Reply(view=joining.page_card(scene, dated))
    joining.require_alive(dated)
    async with tools.store.unit() as unit:
        await joining.record_click(unit, scene, dated)
    if host:
        await need_at_start(tools, dated, scene.person)
    return await _start(tools, dated) if host else Reply(view=Redirect(url=dated.meeting.join_url))


async def _start(tools: Tools, dated: DatedClass) -> Reply:
    meeting = dated.meeting
    try:
        start = await tools.zoom.get_start_url(meeting.kind, meeting.zoom_id or 0)
    except ZoomError as error:
        happened, then = explain(error)
        plain = Link(_("Open the class without a start link"), meeting.join_url)
        body = (
            Text(line=(happened, " ", then)),
            Text(line=phrase("{link}, and sign in to Zoom as its host.", link=plain)),
        )
        return Reply(view=Card(title=meeting.topic, tone=Tone.WARNING, body=body))
    return Reply(view=Redirect(url=start.value))
