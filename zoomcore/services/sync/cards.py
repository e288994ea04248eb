"""The cards about what became different at Zoom."""

from collections.abc import Sequence
from datetime import datetime

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.sync import AdoptMeeting, RecreateMeeting, SettleClash
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.syncing import Difference, What
from zoomcore.services.meetings.options import option_name, option_value
from zoomcore.services.phrases import recording_words, span_of
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Facts,
    Item,
    Items,
    Line,
    Strong,
    Text,
    Tone,
    When,
)
from zoomcore.views.ways import classes_button
from zoomcore.wording import _, phrase, plural

#: Classes that one message names; of more it says how many.
MOST_TOLD = 8

News = tuple[Meeting, tuple[Difference, ...]]


def digest(course: Course, news: Sequence[News]) -> Card:
    """To an instructor: everything that became different at Zoom, a line a class, the lost ones first."""
    ordered = sorted(news, key=lambda one: not _lost(one[1]))
    items = tuple(_item(meeting, found) for meeting, found in ordered[:MOST_TOLD])
    left = len(ordered) - MOST_TOLD
    more = (Text(line=(plural("And {count} class more.", "And {count} classes more.", left),)),) if left > 0 else ()
    lost = any(_lost(found) for _meeting, found in news)
    return Card(
        title=_("Changed at Zoom: {code}").replace("{code}", course.code),
        tone=Tone.WARNING if lost else Tone.NEUTRAL,
        body=(Items(items=items), *more),
        actions=(classes_button(course.code),),
        footnote=phrase("I have taken this over: lists, posts and join links show it."),
    )


def _lost(found: Sequence[Difference]) -> bool:
    """As it stands in the end: what came back is not lost."""
    last = [one.what for one in found if one.what in {What.GONE, What.BACK}]
    return bool(last) and last[-1] is What.GONE


def _item(meeting: Meeting, found: Sequence[Difference]) -> Item:
    detail: list[Line] = [difference_line(one, meeting.schedule.zone) for one in found]
    topic = meeting.topic[:40]
    action: Action = Button(
        label=_("Details of {topic}").replace("{topic}", topic),
        command=ShowMeeting(target=Target(meeting=meeting.id)),
    )
    if _lost(found):
        action = recreate_button(meeting)
    return Item(line=(Strong(meeting.topic),), detail=_joined(detail), actions=(action,))


def recreate_button(meeting: Meeting) -> Button:
    return Button(
        label=_("Make {topic} anew").replace("{topic}", meeting.topic[:40]),
        command=RecreateMeeting(target=Target(meeting=meeting.id)),
        style=ButtonStyle.PRIMARY,
    )


def _joined(lines: Sequence[Line]) -> Line:
    joined: Line = ()
    for line in lines:
        joined = (*joined, *((" ",) if joined else ()), *line)
    return joined


def difference_line(one: Difference, zone: str) -> Line:  # noqa: C901, PLR0912 - an exhaustive table
    """One sentence; the first of several dates is named."""
    match one.what:
        case What.TOPIC:
            return phrase("Its topic was “{old}”.", old=one.old)
        case What.MOVED:
            moved = plural("Moved", "{count} dates moved, the first", one.count)
            return phrase(
                "{moved} from {old} to {new}.", moved=moved, old=_when(one.old, zone), new=_when(one.new, zone)
            )
        case What.LENGTH:
            return phrase("Takes {new} minutes instead of {old}.", new=one.new, old=one.old)
        case What.ADDED:
            added = plural("New date", "{count} new dates, the first", one.count)
            return phrase("{added}: {when}.", added=added, when=_when(one.new, zone))
        case What.OFF:
            off = plural("A date is off", "{count} dates are off, the first", one.count)
            return phrase("{off}: {when}.", off=off, when=_when(one.old, zone))
        case What.LINK:
            return phrase("Zoom gave it another link; mine lead to the new one.")
        case What.WAITING_ROOM:
            return phrase("The waiting room is on.") if one.new == "on" else phrase("The waiting room is off.")
        case What.RECORDING:
            return phrase("Recording: {mode}.", mode=recording_words(RecordingMode(one.new)))
        case What.OPTION:
            return phrase("{option}: {value}.", option=option_name(one.old), value=option_value(one.old, one.new))
        case What.HOST:
            return phrase("{name} hosts it now.", name=one.new)
        case What.HOST_OFF:
            return phrase("{name}'s Zoom account is switched off, so nobody can start it.", name=one.new)
        case What.GONE:
            return phrase("Zoom doesn't have it any more. If it comes back there, it comes back here.")
        case What.BACK:
            return phrase("It is back at Zoom, with the link it had.")


def _when(text: str, zone: str) -> When | str:
    return When(datetime.fromisoformat(text), zone) if text else _("no fixed time")


def clash_card(meeting: Meeting, change: int, found: Sequence[Difference], wish: Line) -> Card:
    """To whoever asked for a change of what somebody changed at Zoom meanwhile: nothing is overwritten unasked."""
    theirs = _joined([difference_line(one, meeting.schedule.zone) for one in found])
    keep = SettleClash(meeting=meeting.id, change=change, mine=True)
    take = SettleClash(meeting=meeting.id, change=change)
    rows = ((_("At Zoom"), theirs), (_("You asked for"), wish))
    return Card(
        title=_("{topic} was changed at Zoom too").replace("{topic}", meeting.topic),
        tone=Tone.ASK,
        body=(Text(line=phrase("I have changed nothing yet. Whose change shall count?")), Facts(rows=rows)),
        actions=(
            Button(label=_("Keep mine"), command=keep, style=ButtonStyle.PRIMARY),
            Button(label=_("Take Zoom's"), command=take),
        ),
    )


def taking_card(meeting: Meeting) -> Card:
    said = phrase("I am reading it from Zoom now; lists, posts and join links follow.")
    look = Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id)))
    title = _("Zoom's stands: {topic}").replace("{topic}", meeting.topic)
    return Card(title=title, tone=Tone.GOOD, body=(Text(line=said),), actions=(look,))


def offer_card(course: Course, offers: Sequence[tuple[int, str, Line]]) -> Card:
    """Coming meetings at Zoom that we don't know: number, topic, when."""
    items = tuple(
        Item(
            line=(Strong(topic),),
            detail=when,
            actions=(
                Button(
                    label=_("Take in {topic}").replace("{topic}", topic[:40]),
                    command=AdoptMeeting(number=number, code=course.code),
                ),
            ),
        )
        for number, topic, when in offers[:MOST_TOLD]
    )
    left = len(offers) - MOST_TOLD
    more = (Text(line=(plural("And {count} more at Zoom.", "And {count} more at Zoom.", left),), quiet=True),)
    return Card(
        title=_("Start {code} with the class you already have").replace("{code}", course.code),
        body=(
            Text(line=phrase("These are yours at Zoom and I don't know them yet. Links and dates stay as they are.")),
            Items(items=items),
            *(more if left > 0 else ()),
        ),
        actions=(classes_button(course.code),),
    )


def nothing_to_adopt(course: Course) -> Card:
    said = phrase(
        "Every coming meeting of yours at Zoom is here already. One of somebody else's is taken in by its id."
    )
    return Card(
        title=_("Nothing new at Zoom for {code}").replace("{code}", course.code),
        body=(Text(line=said),),
        actions=(classes_button(course.code),),
    )


def offered_when(start: datetime | None, zone: str, minutes: int) -> Line:
    return (span_of(start, zone, minutes),) if start else (_("no fixed time"),)
