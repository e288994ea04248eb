"""Another passcode for a class that exists: kept closed here until Zoom has it, and what takes it back beside it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.invitations import ShowInvitation
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.passcodes import FORGOTTEN, PasscodeRule
from zoomcore.domain.people import Person
from zoomcore.domain.records import ChangeState
from zoomcore.errors import InvalidInput
from zoomcore.services.meetings.passcodes import require_taken, unreadable
from zoomcore.views import Button, Card, Code, Facts, Line, Text, Tone
from zoomcore.wording import _, phrase
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.passcodes import demands_of, made_by
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomMeeting


async def with_passcodes(tools: Tools, story: Story) -> Story | None:
    """The story with the new passcode, and the one that stands, closed in its change; as it is where none is asked for.

    One read of the meeting, and the host's settings where they were not read within a day. Both are kept before Zoom
    is asked for a change, so that whoever comes after a crash sends the same, and knows what was there before. None
    where another life of the job has brought the change to its end meanwhile.
    InvalidInput for one that the host's rule refuses.
    """
    if "passcode" not in story.change.after or "passcode" in story.change.before:
        return story
    async with tools.store.reading() as unit:
        host = await unit.people.get(story.meeting.host_id)
    new = await _checked(tools, story, host)
    seal = tools.deployment.seal
    stands = await tools.zoom.get_meeting(story.meeting.kind, story.meeting.zoom_id or 0)
    before = {**story.change.before, "passcode": seal.close(stands.password)}
    after = {**story.change.after, "passcode": seal.close(new)}
    if not story.change.after["passcode"]:
        after["made"] = True
    async with tools.store.unit() as unit:
        kept = await unit.meetings.keep_in_change(story.change.id, before=before, after=after)
    return replace(story, change=kept) if kept.state is ChangeState.WAITING else None


async def _checked(tools: Tools, story: Story, host: Person) -> str:
    demands = await demands_of(tools, host)
    asked = story.change.after["passcode"]
    new = _opened(tools, asked) if asked else made_by(demands.rule or PasscodeRule())
    require_taken(new, demands, host.name)
    return new


def _opened(tools: Tools, sealed: str) -> str:
    if sealed == FORGOTTEN:
        raise InvalidInput(
            _("I have forgotten the passcode you typed: I keep none overnight."),
            next_step=_("Send it again, with the passcode."),
            field="passcode",
        )
    opened = tools.deployment.seal.open(sealed)
    if opened is None:
        raise unreadable()
    return opened


def new_passcode(tools: Tools, story: Story) -> str | None:
    """To be sent; "" takes it off (mod-zoom 1.2), None says nothing of it."""
    sealed = story.change.after.get("passcode")
    return None if sealed is None else _opened(tools, sealed)


def passcode_among(story: Story) -> tuple[str, ...]:
    return ("passcode",) if "passcode" in story.change.after else ()


def with_old(back: ChangeOptions | None, change_before: Mapping[str, Any]) -> ChangeOptions | None:
    """What takes a change back, with the passcode that stood before it."""
    return back and replace(back, sealed=change_before.get("passcode", ""))


def with_passcode_told(tools: Tools, card: Card, story: Story, made: ZoomMeeting, entry: int | None) -> Card:
    """The card of a change that was made, where a passcode was among it: that it is another one, and never which."""
    new = new_passcode(tools, story)
    notes = tuple(Text(line=(note,)) for note in story.change.after.get("notes", ()))
    if new is None:
        return replace(card, body=(*notes, *card.body))
    meeting = story.meeting
    if made.password != new:
        said: Line = phrase("Zoom kept another passcode than I asked for: its account settings decide it.")
        if meeting.kind is MeetingKind.MEETING:
            said = (*said, " ", *phrase("{line} shows the one that counts.", line=Code("invitation")))
        return replace(card, tone=Tone.WARNING, body=(*notes, Text(line=said), *card.body))
    rows = (
        (_("Passcode"), (_("changed") if new else _("none"),)),
        (_("If Lectern is down"), (Code(made.join_url),)),
    )
    undo = Button(label=_("Undo"), command=Undo(entry=entry)) if entry is not None else None
    told = Text(line=phrase("Join links from here go on working; invitations that were passed on before don't."))
    shown = Button(label=_("Invitation"), command=ShowInvitation(target=Target(meeting=meeting.id)))
    others = tuple(one for one in card.actions if one != undo)
    return replace(
        card,
        title=_("Changed: {topic}").replace("{topic}", meeting.topic),
        body=(*notes, *card.body, Facts(rows=rows), told),
        actions=(*([undo] if undo else []), *([shown] if meeting.kind is MeetingKind.MEETING else []), *others),
    )
