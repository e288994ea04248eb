"""What becomes of whoever stands in when their date is moved, called off or brought back: they keep it, and hear of it.

Each is told what differs from what they were told last, whoever changed it, here or at Zoom, and however.
"""

from datetime import datetime

from zoomcore.domain.hosting_work import EndSubstitute
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.options import Options
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import Substitute, SubstituteState
from zoomcore.services import reaching
from zoomcore.services.meetings.overlapping import overlap_lines, overlaps_of
from zoomcore.services.meetings.substituting import moved_card, off_card, told_card
from zoomcore.services.phrases import class_time
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Text
from zoomcore.wording import phrase, speaking
from zoomcore.workflows.hosting.standing import OFF, is_held, over_at
from zoomcore.workflows.tools import Tools

#: People whom one card names.
_NAMED = 5


async def follow_dates(unit: Unit, tools: Tools, meeting_id: int, now: datetime) -> tuple[Text, ...]:
    """Sentences for whoever changed the dates. One statement where nobody stands in."""
    standing = [one for one in await unit.hosting.of_class(meeting_id) if one.state is SubstituteState.ON]
    if not standing:
        return ()
    dates = await unit.meetings.get_occurrences([one.occurrence_id for one in standing])
    said: list[Text] = []
    for one in standing:
        dated = dates[one.occurrence_id]
        if _stands(one, dated) or over_at(dated, now) <= now:
            continue
        said.extend(await _follow(unit, tools, one, dated))
    return tuple(said[:_NAMED])


def _stands(one: Substitute, dated: DatedClass) -> bool:
    """Whether they know how it is."""
    if not is_held(dated):
        return one.called_off
    return not one.called_off and one.start == dated.occurrence.start


async def _follow(unit: Unit, tools: Tools, one: Substitute, dated: DatedClass) -> tuple[Text, ...]:
    person = await unit.people.get(one.person_id)
    held = is_held(dated)
    await unit.hosting.note_told(one.id, dated.occurrence.start, called_off=not held)
    with speaking(person.locale):
        card = _card(tools, one, dated, person)
        reached = await reaching.tell(unit, person.id, card, cause=f"sub-now:{one.id}:{dated.meeting.version}")
    if not held:
        if dated.meeting.state not in OFF:
            # A single date comes back no more: they leave at once.
            await unit.jobs.enqueue(EndSubstitute(substitute=one.id, request=f"off:{dated.meeting.version}"))
        return (_off_line(person.name, reached=reached),)
    others = await overlaps_of(unit, person.id, (dated.occurrence,), but=dated.meeting.id)
    return (_held_line(person.name, dated, reached=reached), *overlap_lines(person.name, others))


def _card(tools: Tools, one: Substitute, dated: DatedClass, person: Person) -> Card:
    if not is_held(dated):
        return off_card(dated)
    url = tools.deployment.links.join(person.id, dated.occurrence.id)
    return told_card(dated, person.email, url) if one.called_off else moved_card(dated, url)


def _off_line(name: str, *, reached: bool) -> Text:
    if reached:
        return Text(line=phrase("{name} was to stand in, and has been told that it is off.", name=name))
    return Text(
        line=phrase("{name} was to stand in. I have never met them in a chat, so please tell them yourself.", name=name)
    )


def _held_line(name: str, dated: DatedClass, *, reached: bool) -> Text:
    when = class_time(dated)[0]
    if reached:
        return Text(line=phrase("{name} stands in on {when}, and has been told.", name=name, when=when))
    return Text(
        line=phrase(
            "{name} stands in on {when}. I have never met them in a chat, so please tell them yourself.",
            name=name,
            when=when,
        )
    )


async def clear_up(unit: Unit, meeting_id: int, options: Options, now: datetime) -> None:
    """The class is back at Zoom, with those on its list who left while it was off: they are taken off it there.

    `options`: as they were before Zoom was read; who is on that list stays.
    """
    meeting = await unit.meetings.get(meeting_id)
    for number, email in (await unit.hosting.have_left(meeting_id)).items():
        if email not in (options.alternative_hosts or ()):
            await unit.hosting.note_leaving(number, leaving=True)
            await unit.jobs.enqueue(EndSubstitute(substitute=number, request=f"back:{meeting.version}"), due=now)
