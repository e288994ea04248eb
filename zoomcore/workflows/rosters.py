"""Filling a course from its channel: read the members, propose, and enrol once confirmed."""

from collections.abc import Sequence

from zoomcore.chat import ConversationRef, Member
from zoomcore.commands.wishes.courses import SuggestRoster
from zoomcore.domain.courses import Course
from zoomcore.domain.people import Role
from zoomcore.domain.roster import RosterLine
from zoomcore.domain.work import ReadRoster
from zoomcore.errors import ChatRefused, UserError, ZoomError
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration.following import follow_roster
from zoomcore.services.rooms.following import roster_changed
from zoomcore.views import Button, ButtonStyle, Card, Facts, Text, Tone
from zoomcore.views.ways import help_button, look_in_channel_button, people_button
from zoomcore.wording import _, phrase, plural, speaking
from zoomcore.workflows.telling import refused_card, tell
from zoomcore.workflows.tools import Tools


async def read_roster(work: ReadRoster, tools: Tools) -> None:
    """Reads every page of the channel's members. Nobody is enrolled unasked: staff and strangers are only counted."""
    async with tools.store.reading() as unit:
        course = await unit.courses.get(work.course)
        person = await unit.people.get(work.person)
    channel = ConversationRef.from_data(work.channel)
    with speaking(person.locale):
        try:
            members = await tools.chats[channel.platform].roster(channel)
        except ChatRefused:
            await tell(tools, work, _closed(course), outcome="refused")
            return
        fitting = [one for one in members if one.home and one.email and not one.bot]
        new = await _not_enrolled(tools, course, fitting)
        if not work.confirmed:
            await tell(tools, work, _proposal(course, members, fitting, new), outcome="proposed")
            return
        async with tools.store.unit() as unit:
            count = await unit.courses.enroll_many(course.id, _lines(new))
            await roster_changed(unit, course.id, tools.clock())
            await follow_roster(unit, course.id, tools.clock(), request=work.request)
            detail = {"count": count, "from": "channel"}
            await unit.audit.write(person.id, "course people suggest", f"course:{course.id}", detail)
        said = plural("{count} person added", "{count} people added", count)
        title = _("{code}: {said}").format(code=course.code, said=said)
        card = Card(title=title, tone=Tone.GOOD, actions=(people_button(course.code),))
        await tell(tools, work, card, outcome="done")


async def _not_enrolled(tools: Tools, course: Course, members: Sequence[Member]) -> list[Member]:
    async with tools.store.reading() as unit:
        there = await unit.courses.emails(course.id)
        gone = await erased_among(unit, (one.email for one in members), tools.deployment.pepper)
    return [one for one in members if one.email.lower() not in there | gone]


def _lines(members: Sequence[Member]) -> tuple[RosterLine, ...]:
    return tuple(
        RosterLine(number=number, name=one.name, email=one.email.lower(), role=Role.STUDENT)
        for number, one in enumerate(members, start=1)
    )


def _closed(course: Course) -> Card:
    return Card(
        title=_("I can't see who is in this channel"),
        tone=Tone.WARNING,
        body=(Text(line=phrase("Add me to the channel, then ask again.")),),
        actions=(look_in_channel_button(course.code),),
    )


def _proposal(course: Course, members: Sequence[Member], fitting: Sequence[Member], new: Sequence[Member]) -> Card:
    people = [one for one in members if not one.bot]
    rows = (
        (_("In the channel"), (str(len(people)),)),
        (_("Guests and people without a known e-mail"), (str(len(people) - len(fitting)),)),
        (_("In {code} already").replace("{code}", course.code), (str(len(fitting) - len(new)),)),
        (_("New"), (str(len(new)),)),
    )
    confirm = SuggestRoster(code=course.code, confirmed=True)
    label = plural("Add {count} student", "Add {count} students", len(new))
    button = Button(label=label, command=confirm, style=ButtonStyle.PRIMARY) if new else people_button(course.code)
    return Card(
        title=_("People in this channel"),
        tone=Tone.ASK if new else Tone.NEUTRAL,
        body=(
            Facts(rows=rows),
            Text(line=phrase("They are added as students; staff among them you can change after."), quiet=True),
        ),
        actions=(button,),
    )


async def fail(work: ReadRoster, tools: Tools, error: UserError | ZoomError) -> None:
    """The channel could not be read: told to who asked, with the way to ask again."""
    async with tools.store.reading() as unit:
        course = await unit.courses.get(work.course)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        card = refused_card(course.code, error, (look_in_channel_button(course.code), help_button()))
        await tell(tools, work, card, outcome="failed")
