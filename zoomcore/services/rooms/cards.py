"""The cards about breakout rooms."""

from collections.abc import Sequence

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.rooms import OpenRoomsForm, ReplaceRooms, SetRooms
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.rooms import Layout, Room, RoomPattern, RoomPlan
from zoomcore.views import Button, ButtonStyle, Card, Line, Table, Text, Tone
from zoomcore.wording import _, phrase, plural


def rooms_card(meeting: Meeting, plan: RoomPlan | None, layout: Layout | None, *notes: Line, entry: int = 0) -> Card:
    """`notes` are said first: what Zoom made of it. With `entry` it was changed just now."""
    title = _("Breakout rooms of {topic}").replace("{topic}", meeting.topic)
    target = Target(meeting=meeting.id)
    change = Button(label=_("Change the rooms"), command=OpenRoomsForm(target=target))
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if entry else ()
    if plan is None or layout is None or plan.pattern is RoomPattern.OFF:
        none = Text(line=phrase("No rooms are planned; whoever hosts can still make some during the class."))
        sections = Button(label=_("One room a section"), command=SetRooms(target=target, pattern=RoomPattern.SECTIONS))
        said = tuple(Text(line=note) for note in notes)
        return Card(title=title, body=(*said, none), actions=(sections, change, *undo))
    body: list[Text | Table] = [Text(line=note) for note in notes]
    body.append(Text(line=(_how(plan),)))
    body.append(_table(title, layout.names))
    if layout.unseated:
        body.append(Text(line=phrase("Without a room: {names}.", names=", ".join(layout.unseated))))
    if layout.nameless:
        body.append(
            Text(
                line=phrase(
                    "I know no e-mail of {names}, so Zoom can't seat them: whoever hosts assigns them in the class.",
                    names=", ".join(layout.nameless),
                )
            )
        )
    off = Button(label=_("No rooms"), command=SetRooms(target=target), style=ButtonStyle.DANGER)
    return Card(
        title=title,
        tone=Tone.GOOD if entry else Tone.NEUTRAL,
        body=tuple(body),
        actions=(change, off, *undo),
        footnote=phrase(
            "Zoom seats those who are signed in with these e-mails. Before I replace what is changed in Zoom's portal"
            " I ask."
        ),
    )


def _table(title: str, rooms: Sequence[Room]) -> Table:
    rows = tuple(((room,), (str(len(names)),), (", ".join(names) or "–",)) for room, names in rooms)
    return Table(caption=title, columns=(_("Room"), _("People"), _("Who")), rows=rows)


def others_card(meeting: Meeting, plan: RoomPlan, there: Sequence[Room], *, mark: str) -> Card:
    """Rooms stand at Zoom that somebody made in its portal: nothing was replaced; `there` with names, for the staff."""
    title = _("Other rooms at Zoom: {topic}").replace("{topic}", meeting.topic)
    target = Target(meeting=meeting.id)
    if plan.pattern is RoomPattern.OFF:
        ways = phrase("No rooms are planned here. Keep Zoom's, or take them away: then they are gone for good.")
        label = _("Remove them")
    else:
        ways = phrase(
            "Keep them, and I leave the rooms of this class alone. Or replace them by those planned here: then"
            " Zoom's are gone for good."
        )
        label = _("Replace them")
    body = (
        Text(line=phrase("Somebody made these rooms in Zoom's portal, and I have not touched them.")),
        _table(title, there),
        Text(line=ways),
    )
    keep = Button(
        label=_("Keep Zoom's"), command=SetRooms(target=target, pattern=RoomPattern.ZOOM), style=ButtonStyle.PRIMARY
    )
    replace = Button(label=label, command=ReplaceRooms(target=target, mark=mark), style=ButtonStyle.DANGER)
    return Card(title=title, tone=Tone.ASK, body=body, actions=(keep, replace))


def zoom_card(meeting: Meeting, there: Sequence[Room], entry: int = 0) -> Card:
    """Rooms that are left as they are at Zoom; `there` as it was last read, with names."""
    title = _("Breakout rooms of {topic}").replace("{topic}", meeting.topic)
    target = Target(meeting=meeting.id)
    leave = Text(line=phrase("As they are made in Zoom's portal; I leave them alone."))
    none = Text(line=phrase("None were there when I looked last."))
    change = Button(label=_("Change the rooms"), command=OpenRoomsForm(target=target))
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if entry else ()
    return Card(
        title=title,
        tone=Tone.GOOD if entry else Tone.NEUTRAL,
        body=(leave, _table(title, there) if there else none),
        actions=(change, *undo),
    )


def portal_note(there: Sequence[Room]) -> Line:
    names = ", ".join(name for name, _people in there)
    return phrase("Zoom has rooms that somebody made in its portal: {names}.", names=names)


def _how(plan: RoomPlan) -> str:
    if plan.pattern is RoomPattern.SECTIONS:
        return _("One room a section.")
    if plan.pattern is RoomPattern.LIST:
        return _("As listed; who comes later is assigned in the class.")
    return plural(
        "Random groups of {count}; who comes later joins the smallest.",
        "Random groups of {count}; who comes later joins the smallest.",
        plan.size,
    )
