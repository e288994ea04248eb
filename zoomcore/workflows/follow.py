"""Going on from a join page to Zoom."""

from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Person
from zoomcore.domain.registration import registers
from zoomcore.domain.window import window_of
from zoomcore.errors import ZoomError
from zoomcore.services import joining
from zoomcore.services.scene import Scene
from zoomcore.services.sections import require_section
from zoomcore.views import Card, Link, Redirect, Reply, Text, Tone
from zoomcore.wording import _, phrase
from zoomcore.workflows.licenses.needing import need_at_start
from zoomcore.workflows.registration.joining import way_in
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain


async def follow_join_link(tools: Tools, scene: Scene, wish: FollowJoinLink) -> Reply:
    """Records the click, then leads on: students by the join link, in its window; the host by a fresh start link.

    Alternative hosts take the join link too, at any time: Zoom knows them by their login (mod-zoom 1.2). A start link,
    and a panelist's, is one request to Zoom, never stored; where Zoom doesn't answer they get the plain link. Of a
    class with registration everybody else has a link of their own.
    """
    async with tools.store.reading() as unit:
        dated = await joining.led_on(unit, wish.occurrence)
        speaks = await joining.speaks(unit, scene, dated)
        await require_section(unit, scene, dated)
    host = joining.hosts(scene, dated)
    window = window_of(dated)
    ahead = joining.leads(scene, dated) or (speaks and window.opens is not None and scene.now < window.opens)
    if not ahead and joining.reason_closed(dated, window, scene) is not None:
        return Reply(view=joining.page_card(scene, dated))
    joining.require_alive(dated)
    async with tools.store.unit() as unit:
        await joining.record_click(unit, scene, dated)
    if host:
        await need_at_start(tools, dated, scene.person)
        return await _start(tools, dated)
    url = await _own_link(tools, dated, scene.person) if speaks else ""
    if not url and registers(dated.meeting) and not joining.leads(scene, dated):
        return await way_in(tools, scene, dated)
    return Reply(view=Redirect(url=url or dated.meeting.join_url))


async def _own_link(tools: Tools, dated: DatedClass, person: Person) -> str:
    """A panelist's, asked for now and never stored; one request. "" where Zoom doesn't tell: then as an attendee."""
    try:
        there = await tools.zoom.list_panelists(dated.meeting.zoom_id or 0)
    except ZoomError:
        return ""
    return next((one.join_url for one in there if one.email == person.email), "")


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
