"""A class given to another section: what has begun stays the old one's, and whoever is signed up or seated follows."""

from dataclasses import replace
from datetime import datetime

from zoomcore.commands.wishes.house import Undo
from zoomcore.domain.people import Role
from zoomcore.domain.registration import registers
from zoomcore.services.meetings.cards import whom_words
from zoomcore.services.rooms.following import send_planned
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Text
from zoomcore.wording import _, phrase, plural
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.tools import Tools


def section_in(story: Story) -> str | None:
    """The one it is given to, empty for the whole course; None where nothing is said of it."""
    section: str | None = story.change.after.get("section")
    return section


def section_among(story: Story) -> tuple[str, ...]:
    return () if section_in(story) is None else ("section",)


async def follow_section(unit: Unit, tools: Tools, story: Story, now: datetime) -> None:
    """Once the class is the other section's: its rooms are planned for these people, its posts say for whom it is."""
    if section_in(story) is None:
        return
    await send_planned(unit, story.meeting.id, f"change:{story.change.id}", anew=False)
    await refresh_posts(unit, tools, story.meeting.id, now)


async def with_section_told(unit: Unit, card: Card, story: Story, entry: int | None, now: datetime) -> Card:
    """The card of a change that was made, where a section was among it: for whom it is, and what follows."""
    section = section_in(story)
    if section is None:
        return card
    meeting = await unit.meetings.get(story.meeting.id)
    rows = (
        (_("For"), (whom_words(section),)),
        (_("Was for"), (whom_words(str(story.change.before["section"])),)),
        (_("Students"), (str(await _students(unit, meeting.course_id, section)),)),
    )
    follows = [
        phrase("Whoever isn't of it finds this class no more. Nobody was told, but for its posts, which say so now.")
        if section
        else phrase("Everybody of the course finds this class now. Nobody was told, but for its posts, which say so.")
    ]
    if registers(meeting):
        follows.append(phrase("Who is signed up for it follows: I tell you how that goes."))
    begun = sum(one.start is not None and one.start <= now for one in story.every)
    if begun:
        text = plural(
            "{count} date has begun already: attendance and recordings there stay as they were.",
            "{count} dates have begun already: attendance and recordings there stay as they were.",
            begun,
        )
        follows.append((text,))
    undo = Button(label=_("Undo"), command=Undo(entry=entry)) if entry is not None else None
    others = tuple(one for one in card.actions if one != undo)
    return replace(
        card,
        title=_("Changed: {topic}").replace("{topic}", meeting.topic),
        body=(*card.body, Facts(rows=rows), *(Text(line=line) for line in follows)),
        actions=(*([undo] if undo else []), *others),
    )


async def _students(unit: Unit, course_id: int, section: str) -> int:
    if section:
        return (await unit.courses.sections(course_id)).get(section, 0)
    return (await unit.courses.count(course_id)).get(Role.STUDENT, 0)
