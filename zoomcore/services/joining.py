"""Joining and starting: everybody gets their own signed link, privately."""

from dataclasses import replace

from zoomcore.commands.wishes.meetings import FollowJoinLink, JoinMeeting, OpenJoinPage, StartMeeting, StartNow
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import DatedClass, MeetingState, OccurrenceState
from zoomcore.domain.people import STAFF, Role
from zoomcore.domain.window import Window, window_of
from zoomcore.errors import Conflict
from zoomcore.services.finding import find_class
from zoomcore.services.meetings.cards import who_holds
from zoomcore.services.meetings.dialling import FEW, numbers_for, phone_facts
from zoomcore.services.phrases import class_time
from zoomcore.services.scene import Scene
from zoomcore.services.sections import require_section
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, OpenUrl, Reply, Text, Tone, When, WhenStyle
from zoomcore.wording import _, phrase


async def join(unit: Unit, scene: Scene, wish: JoinMeeting) -> Reply:
    """The asker's own link to the class that is on, else to the next one. One statement besides the scene's."""
    dated = await find_class(unit, scene, wish.target)
    await require_section(unit, scene, dated)
    return Reply(view=_join_card(scene, dated))


def _join_card(scene: Scene, dated: DatedClass) -> Card:
    require_alive(dated)
    link = scene.deployment.links.join(scene.person.id, dated.occurrence.id)
    label = _door_label(scene, dated)
    opens = (*_opening(scene, dated), *_sign_in(scene, dated))
    return Card(
        title=dated.meeting.topic,
        body=(Text(line=class_time(dated)), *opens, *_not_on_roster(scene)),
        actions=(OpenUrl(label=label, url=link, style=ButtonStyle.PRIMARY),),
        footnote=phrase("This link is yours alone: what happens with it counts as you."),
    )


def _opening(scene: Scene, dated: DatedClass) -> tuple[Text, ...]:
    window = window_of(dated)
    if window.opens is None or scene.now >= window.opens or scene.role in STAFF or leads(scene, dated):
        return ()
    opens = When(window.opens, dated.course_zone, WhenStyle.TIME)
    return (Text(line=phrase("The door opens at {when}; the link waits for it.", when=opens)),)


def _not_on_roster(scene: Scene) -> tuple[Text, ...]:
    if scene.course is None or scene.role is not Role.GUEST:
        return ()
    return (Text(line=phrase("You aren't on this course's roster; you join as a guest."), quiet=True),)


def require_alive(dated: DatedClass) -> None:
    """Conflict for a class that was cancelled, or that Zoom has not confirmed yet."""
    if dated.occurrence.state is OccurrenceState.CANCELLED or dated.meeting.state in {
        MeetingState.CANCELLED,
        MeetingState.CANCELLING,
        MeetingState.GONE,
    }:
        raise Conflict(_("That class was cancelled."), next_step=_("`list` shows the coming ones."))
    if not dated.meeting.join_url:
        raise Conflict(_("Zoom hasn't confirmed that class yet."), next_step=_("Try again in a moment."))


def hosts(scene: Scene, dated: DatedClass) -> bool:
    return dated.meeting.host_id == scene.person.id


def leads(scene: Scene, dated: DatedClass) -> bool:
    """Whether they may start it: its host, or an alternative host, whom Zoom knows by their login."""
    return hosts(scene, dated) or scene.person.email in (dated.meeting.options.alternative_hosts or ())


def _door_label(scene: Scene, dated: DatedClass) -> str:
    if hosts(scene, dated):
        return _("Start as host")
    if leads(scene, dated):
        return _("Start as alternative host")
    return _("Join as {name}").replace("{name}", scene.person.name)


def _sign_in(scene: Scene, dated: DatedClass) -> tuple[Text, ...]:
    if hosts(scene, dated) or not leads(scene, dated):
        return ()
    line = phrase("Sign in to Zoom as {email}: so Zoom lets you start it.", email=scene.person.email)
    return (Text(line=line, quiet=True),)


async def speaks(unit: Unit, scene: Scene, dated: DatedClass) -> bool:
    """Whether they are a panelist of it, with a link of their own at Zoom. No statement for a meeting."""
    return dated.meeting.kind is MeetingKind.WEBINAR and await unit.panelists.has(dated.meeting.id, scene.person.id)


async def start(unit: Unit, scene: Scene, wish: StartMeeting) -> Reply:
    """The host's link to the class that is due; a second meeting only after it was asked for."""
    dated = await find_class(unit, scene, wish.target)
    require_alive(dated)
    link = scene.deployment.links.join(scene.person.id, dated.occurrence.id)
    named = wish.target.occurrence is not None or wish.target.meeting is not None
    separate = Button(label=_("Start a separate meeting"), command=StartNow(separate=True))
    label = _door_label(scene, dated) if leads(scene, dated) else _("Open the class")
    action = OpenUrl(label=label, url=link, style=ButtonStyle.PRIMARY)
    if named or window_of(dated).is_open(scene.now):
        return Reply(
            view=Card(
                title=dated.meeting.topic,
                body=(Text(line=class_time(dated)), *_sign_in(scene, dated)),
                actions=(action, separate),
            )
        )
    body = (
        Text(line=phrase("No class is due right now. The next one:")),
        Text(line=(dated.meeting.topic, ": ", *class_time(dated))),
    )
    early = OpenUrl(label=_("Start it early"), url=link)
    return Reply(view=Card(title=_("Start which?"), tone=Tone.ASK, body=body, actions=(early, separate)))


async def open_page(unit: Unit, scene: Scene, wish: OpenJoinPage) -> Reply:
    """What a signed link shows, with the nearest telephone numbers, as last read from Zoom.

    Writes nothing and calls nobody: scanners and previews open links too.
    """
    dated = await led_on(unit, wish.occurrence)
    await require_section(unit, scene, dated)
    card = page_card(scene, dated, early=await speaks(unit, scene, dated))
    numbers = await numbers_for(unit, scene, dated) if card.actions else ()
    return Reply(view=replace(card, body=(*card.body, *phone_facts(dated.meeting, numbers[:FEW]))))


def successor_key(meeting_id: int) -> str:
    """Under which it is kept what class took another's place."""
    return f"successor:{meeting_id}"


async def led_on(unit: Unit, occurrence_id: int) -> DatedClass:
    """The date a link is about; that of the class in its place, where it was given to another host since."""
    dated = await unit.meetings.get_occurrence(occurrence_id)
    while dated.meeting.state in {MeetingState.CANCELLING, MeetingState.CANCELLED}:
        kept = await unit.inbox.find(successor_key(dated.meeting.id))
        dates = await unit.meetings.occurrences(int(kept["meeting"])) if kept else ()
        same = next((one.id for one in dates if one.start == dated.occurrence.start), None)
        if same is None:
            break
        dated = await unit.meetings.get_occurrence(same)
    return dated


def page_card(scene: Scene, dated: DatedClass, *, early: bool = False) -> Card:
    """WORKING while the door is closed, its first line then names the opening; WARNING where there is no way in.

    `early`: they may be in before it opens, as panelists are for practice.
    """
    window = window_of(dated)
    leading = leads(scene, dated)
    follow = FollowJoinLink(occurrence=dated.occurrence.id)
    button = Button(label=_door_label(scene, dated), command=follow, style=ButtonStyle.PRIMARY)
    about = Text(line=(*class_time(dated), f" · {dated.course_code} {dated.course_title} · {who_holds(dated)}"))
    closed = reason_closed(dated, window, scene)
    if (gone := _reason_gone(dated)) is not None:
        return Card(title=dated.meeting.topic, tone=Tone.WARNING, body=(Text(line=(gone,)), about))
    ahead = early and window.opens is not None and scene.now < window.opens
    if closed is None or leading or ahead:
        body = (about, *_sign_in(scene, dated))
        return Card(title=dated.meeting.topic, body=body, actions=(button,))
    if window.opens is not None and scene.now < window.opens:
        opens = When(window.opens, dated.course_zone, WhenStyle.FULL)
        wait = Text(line=phrase("The door opens at {when}.", when=opens))
        return Card(title=dated.meeting.topic, tone=Tone.WORKING, body=(wait, about), actions=(button,))
    return Card(title=dated.meeting.topic, tone=Tone.WARNING, body=(Text(line=(closed,)), about))


def reason_closed(dated: DatedClass, window: Window, scene: Scene) -> str | None:
    """Why nobody but the host gets in now; None while the door is open."""
    if (gone := _reason_gone(dated)) is not None:
        return gone
    if window.is_open(scene.now):
        return None
    if window.opens is not None and scene.now < window.opens:
        return _("The door isn't open yet.")
    return _("This class is over.")


def _reason_gone(dated: DatedClass) -> str | None:
    """Why not even the host gets in: there is no class. None where there is one."""
    try:
        require_alive(dated)
    except Conflict as conflict:
        return conflict.message
    return None


async def record_click(unit: Unit, scene: Scene, dated: DatedClass) -> None:
    """Evidence that this person meant to come, at this moment."""
    await unit.meetings.record_click(scene.person.id, dated.occurrence.id, scene.now, "page")
