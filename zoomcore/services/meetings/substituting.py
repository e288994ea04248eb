"""Somebody stands in for a host on one date: asked for, taken off, shown.

Zoom has no alternative host for a date alone, so a substitute is one of the whole class until the date is over.
"""

from collections.abc import Sequence

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import OpenStandInForm, StandIn
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.domain.hosting_work import BringSubstitute, TakeOffSubstitute, keeper
from zoomcore.domain.meetings import DatedClass, OccurrenceState
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import Substitute, SubstituteState
from zoomcore.errors import Conflict
from zoomcore.services.finding import find_class
from zoomcore.services.forms.hosting import stand_in_form
from zoomcore.services.meetings.alternatives import lock, people_named, require_email
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.phrases import class_time
from zoomcore.services.scene import Scene
from zoomcore.services.staying import require_staying
from zoomcore.services.underway import underway
from zoomcore.storage.hosting import require_substitute
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, OpenUrl, Reply, Text, Tone
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import _, phrase

#: Stand-ins that one card names.
_SHOWN = 8


async def open_form(unit: Unit, scene: Scene, wish: OpenStandInForm) -> Reply:
    return Reply(view=stand_in_form(await find_class(unit, scene, wish.target)))


async def stand_in(unit: Unit, scene: Scene, wish: StandIn) -> Reply:
    """Writes who stands in with the job that lets them; shows who does where nobody is named."""
    found = await find_class(unit, scene, wish.target)
    if not (wish.who or wish.off):
        return Reply(view=await _shown(unit, found))
    return await _take_off(unit, scene, found, wish.who) if wish.off else await _bring(unit, scene, found, wish.who)


async def _bring(unit: Unit, scene: Scene, dated: DatedClass, who: str) -> Reply:
    require_settled(dated.meeting)
    (person,) = await people_named(unit, scene, (who,))
    await require_free(unit, dated, person)
    await lock(unit, dated.meeting)
    made = await unit.hosting.add(
        meeting_id=dated.meeting.id,
        occurrence_id=dated.occurrence.id,
        person_id=person.id,
        asked_by=scene.person.id,
    )
    work = BringSubstitute(substitute=made.id, answer=scene.answer.to_data(), card=scene.card)
    await unit.hosting.keep_for(made.id, keeper(work))
    await unit.jobs.enqueue(work)
    return _working(_("{name} stands in …").replace("{name}", person.name), dated)


def require_other_host(dated: DatedClass, person: Person) -> None:
    if person.id == dated.meeting.host_id:
        raise Conflict(
            _("{name} is the host of {topic} already.").format(name=person.name, topic=dated.meeting.topic),
            next_step=_("Name somebody else."),
        )


def require_on(dated: DatedClass) -> None:
    if dated.occurrence.state is OccurrenceState.CANCELLED:
        raise Conflict(_("That class was cancelled."), next_step=_("`list` shows the coming ones."))


async def require_free(unit: Unit, dated: DatedClass, person: Person) -> None:
    """Conflict for the host, for who has no e-mail or is being erased, for a date that is off, and for one taken."""
    require_other_host(dated, person)
    await require_staying(unit, person)
    require_email(person)
    require_on(dated)
    standing = await unit.hosting.of_date(dated.occurrence.id)
    if standing is not None:
        other = await unit.people.get(standing.person_id)
        raise Conflict(
            _("{name} stands in on that date already.").replace("{name}", other.name),
            next_step=_("Take them off first: `sub off`."),
        )


async def _take_off(unit: Unit, scene: Scene, dated: DatedClass, who: str) -> Reply:
    """Whoever stands in; where somebody is named, they alone: another may do so by now."""
    standing = require_substitute(await unit.hosting.of_date(dated.occurrence.id))
    if who:
        await _require_same(unit, scene, standing, who)
    require_settled(dated.meeting)
    if standing.state is not SubstituteState.ON:
        raise Conflict(_("Zoom is being asked about them at this moment."), next_step=_("Ask again in a moment."))
    await lock(unit, dated.meeting)
    work = TakeOffSubstitute(
        substitute=standing.id,
        by=scene.person.id,
        request=scene.request,
        answer=scene.answer.to_data(),
        card=scene.card,
    )
    await unit.hosting.keep_for(standing.id, keeper(work))
    await unit.jobs.enqueue(work)
    return _working(_("Taking {name} off …").replace("{name}", dated.substitute), dated)


async def _require_same(unit: Unit, scene: Scene, standing: Substitute, who: str) -> None:
    (meant,) = await people_named(unit, scene, (who,))
    if meant.id != standing.person_id:
        other = await unit.people.get(standing.person_id)
        raise Conflict(
            _("{name} doesn't stand in on that date any more: {other} does.").format(name=meant.name, other=other.name),
            next_step=_("`sub off` and the day takes off whoever does."),
        )


def _working(title: str, dated: DatedClass) -> Reply:
    return Reply(view=underway(title, ((dated.meeting.topic, class_time(dated)),)), replaces=True)


async def _shown(unit: Unit, dated: DatedClass) -> Card:
    standing = (await unit.hosting.of_class(dated.meeting.id))[:_SHOWN]
    dates = await unit.meetings.get_occurrences([one.occurrence_id for one in standing])
    names = [(await unit.people.get(one.person_id)).name for one in standing]
    return shown_card(dated, [(name, dates[one.occurrence_id]) for name, one in zip(names, standing, strict=True)])


def shown_card(dated: DatedClass, standing: Sequence[tuple[str, DatedClass]]) -> Card:
    """Who stands in, and when, in order of the dates."""
    title = _("Who stands in: {topic}").replace("{topic}", dated.meeting.topic)
    hint = Text(line=phrase("For one date: {line}.", line="sub kim@uni.example on thu"), quiet=True)
    if not standing:
        host = Text(line=phrase("Nobody: {name} holds every date.", name=dated.host_name))
        return Card(title=title, body=(host, hint), actions=(help_button("sub"), classes_button(dated.course_code)))
    rows = tuple((name, class_time(one)) for name, one in standing)
    return Card(title=title, body=(Facts(rows=rows), hint), actions=(help_button("sub"),))


def stands_in_card(dated: DatedClass, name: str, *, entry: int, notes: tuple[Text, ...]) -> Card:
    """For whoever asked, once Zoom lets them start the class."""
    target = Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)
    return Card(
        title=_("{name} stands in").replace("{name}", name),
        tone=Tone.GOOD,
        body=(Facts(rows=((dated.meeting.topic, class_time(dated)),)), *notes),
        actions=(
            Button(label=_("Undo"), command=Undo(entry=entry)),
            Button(label=_("Details"), command=ShowMeeting(target=target)),
        ),
    )


def told_card(dated: DatedClass, email: str, url: str) -> Card:
    """For whoever stands in, in private; `url` is their own page of that date."""
    start = OpenUrl(label=_("Start as alternative host"), url=url, style=ButtonStyle.PRIMARY)
    return Card(
        title=_("You stand in for {name}").replace("{name}", dated.host_name),
        body=(
            Facts(
                rows=(
                    (_("Class"), (dated.meeting.topic,)),
                    (_("When"), class_time(dated)),
                    (_("Course"), (f"{dated.course_code} {dated.course_title}",)),
                )
            ),
            Text(
                line=phrase(
                    "Start it with the button, or type {line}. Sign in to Zoom as {email}: so Zoom lets you start it.",
                    line=f"start {dated.course_code}",
                    email=email,
                )
            ),
        ),
        actions=(start,),
    )


def moved_card(dated: DatedClass, url: str) -> Card:
    """For whoever stands in, in private: their date is at another time."""
    start = OpenUrl(label=_("Start as alternative host"), url=url, style=ButtonStyle.PRIMARY)
    return Card(
        title=_("The class you stand in for was moved"),
        body=(Facts(rows=((dated.meeting.topic, class_time(dated)), (_("Host"), (dated.host_name,)))),),
        actions=(start,),
    )


def off_card(dated: DatedClass) -> Card:
    """For whoever was to stand in, in private."""
    return Card(
        title=_("You don't stand in: the class is off"),
        body=(Facts(rows=((dated.meeting.topic, class_time(dated)),)),),
    )
