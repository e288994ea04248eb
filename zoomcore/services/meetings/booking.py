"""Scheduling a class: decide, write the intention, and leave the call to a job."""

import secrets
from dataclasses import replace
from datetime import timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting, StartMeeting, StartNow
from zoomcore.domain.courses import Announce, Course
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.options import only_for, options_in
from zoomcore.domain.people import Person
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import LONGEST_TOPIC, Repeat, Schedule
from zoomcore.domain.tracking import TRACKING
from zoomcore.domain.wallclock import local_now
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import InvalidInput, NotFound
from zoomcore.services.forms.schedule import belonging, preview_form, schedule_form
from zoomcore.services.forms.tracking import tracking_fields_of
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.locks import overruled_notes
from zoomcore.services.meetings.options import option_rows
from zoomcore.services.meetings.settled import Settled, settle
from zoomcore.services.meetings.times import require_future
from zoomcore.services.scene import Scene
from zoomcore.services.tracking.values import as_lines, read_values, settled_values
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Form, Reply, Text, Tone
from zoomcore.wording import _, phrase

#: Letters and digits that are not mistaken for each other when read aloud.
_REF_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_REF_LENGTH = 8


def new_ref() -> str:
    """A short mark that is unique enough to find a meeting by: 32⁸ of them."""
    return "".join(secrets.choice(_REF_ALPHABET) for _position in range(_REF_LENGTH))


async def schedule(unit: Unit, scene: Scene, wish: ScheduleMeeting) -> Reply:
    """Write the meeting as CREATING with the job that makes it. InvalidInput, by field, for what is missing.

    A repeat that was filled in as a form is shown first, with its first dates.

    Three statements besides the scene's and the answer's: tracking fields, the meeting, the job. One more for each that
    is said: a host who is not the asker, a section, a passcode, tracking values; an alternative host costs one a name.
    """
    wish = belonging(wish) if wish.preview else wish
    require_complete(wish)
    wanted = schedule_of(wish, scene)
    dates = plan(wanted)
    if dates.starts:
        require_future(dates.starts[0], scene)
    host = await find_host(unit, scene, wish.host)
    wish = replace(wish, tracking=as_lines(await settled_values(unit, wish.tracking)))
    settled = await settle(unit, scene, wish, host)
    if wish.preview and wish.repeat not in {Repeat.NONE, Repeat.ANYTIME}:
        return Reply(view=preview_form(scene, settled.wish, wanted, dates, notes=settled.notes))
    return await _write(unit, scene, wanted, host, settled)


def require_complete(wish: ScheduleMeeting) -> None:
    anytime = wish.repeat is Repeat.ANYTIME
    missing = {
        "topic": (not wish.topic.strip(), _("Every class needs a topic.")),
        "day": (wish.day is None and not anytime, _("I need the first day.")),
        "at": (wish.at is None and not anytime, _("I need the time it begins.")),
    }
    for field, (lacks, sentence) in missing.items():
        if lacks:
            raise InvalidInput(sentence, next_step=_("For example tomorrow at 15:00."), field=field)


def is_complete(wish: ScheduleMeeting) -> bool:
    dated = wish.repeat is Repeat.ANYTIME or (wish.day is not None and wish.at is not None)
    return bool(wish.topic.strip()) and dated


def schedule_of(wish: ScheduleMeeting, scene: Scene) -> Schedule:
    """The wish with the course's presets laid under it. InvalidInput for a topic Zoom would not take."""
    if len(wish.topic) > LONGEST_TOPIC:
        raise InvalidInput(
            _("That topic has {count} characters; Zoom takes {most}.").format(
                count=len(wish.topic), most=LONGEST_TOPIC
            ),
            next_step=_("Shorten it; the rest can go into the course's channel."),
            field="topic",
        )
    presets = scene.the_course().presets
    return Schedule(
        zone=wish.zone or scene.zone,
        duration_minutes=wish.duration_minutes or presets.duration_minutes,
        day=wish.day,
        at=wish.at,
        repeat=wish.repeat,
        interval=wish.interval,
        weekdays=wish.weekdays,
        monthly_week=wish.monthly_week,
        until=wish.until,
        count=wish.count,
        skip=wish.skip,
    )


async def _write(unit: Unit, scene: Scene, wanted: Schedule, host: Person, settled: Settled) -> Reply:
    course, wish = scene.the_course(), settled.wish
    meeting = await unit.meetings.add(
        ref=new_ref(),
        kind=wish.kind,
        course_id=course.id,
        host_id=host.id,
        created_by=scene.person.id,
        topic=wish.topic.strip(),
        schedule=wanted,
        options=settled.options,
        passcode=settled.passcode,
        section=settled.section,
    )
    if tracked := read_values(wish.tracking):
        await unit.sync.keep_options(meeting.id, {TRACKING: [{"field": name, "value": one} for name, one in tracked]})
    here = scene.mapping is not None and scene.mapping.course_id == course.id
    announce = here and (wish.announce or course.presets.announce) is Announce.ALWAYS
    await unit.jobs.enqueue(
        CreateMeeting(
            meeting=meeting.id,
            answer=scene.answer.to_data(),
            card=scene.card,
            announce=scene.conversation.everyone().to_data() if announce else None,
            notes=(*scene.notes, *_overruled(scene, wish), *settled.notes),
        )
    )
    return Reply(view=cards.working(meeting.topic, wanted), replaces=True)


def _overruled(scene: Scene, wish: ScheduleMeeting) -> tuple[str, ...]:
    """What the line or the course asks for and the school has decided otherwise."""
    wishes = (options_in(wish), scene.the_course().presets.options)
    return overruled_notes(scene.school, *(only_for(one, wish.kind) for one in wishes))


async def find_host(unit: Unit, scene: Scene, who: str) -> Person:
    """The asker, or whom they named by e-mail or mention. NotFound with the way to make them known."""
    if not who:
        return scene.person
    if who.startswith("@"):
        ref = scene.conversation
        identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
        found = await unit.people.get(identity.person_id) if identity else None
    else:
        found = await unit.people.find_by_email(who.lower())
    if found is None:
        course = scene.the_course()
        raise NotFound(
            _("I don't know {who} yet.").replace("{who}", who),
            next_step=_("Add them first: `course people {code} add their e-mail as instructor`.").replace(
                "{code}", course.code
            ),
        )
    return found


async def start_now(unit: Unit, scene: Scene, wish: StartNow) -> Reply:
    """A scheduled meeting that starts now; asks first where a class of the course is on or due."""
    course = scene.the_course()
    if not wish.separate:
        due = await unit.meetings.live_or_next(now=scene.now, course_ids=(course.id,))
        if due is not None and is_due(due, scene):
            return Reply(view=ask_separate(due, wish))
    local = local_now(scene.now, scene.zone)
    topic = wish.topic.strip() or _("{course} meeting").replace("{course}", course.code)
    booking = ScheduleMeeting(
        topic=topic, day=local.date(), at=local.time(), zone=scene.zone, duration_minutes=wish.duration_minutes
    )
    settled = await settle(unit, scene, booking, scene.person)
    return await _write(unit, scene, schedule_of(booking, scene), scene.person, settled)


def is_due(dated: DatedClass, scene: Scene) -> bool:
    """On now, or open for its students already."""
    occurrence = dated.occurrence
    if occurrence.started_at and not occurrence.ended_at:
        return True
    if occurrence.start is None:
        return False
    opens = occurrence.start - timedelta(minutes=dated.opens_minutes)
    return opens <= scene.now < occurrence.start + timedelta(minutes=occurrence.duration_minutes)


def ask_separate(due: DatedClass, wish: StartNow) -> Card:
    target = Target(meeting=due.meeting.id, occurrence=due.occurrence.id)
    return Card(
        title=_("{topic} is due now").replace("{topic}", due.meeting.topic),
        tone=Tone.ASK,
        body=(Text(line=phrase("Do you want to start that class, or a second meeting beside it?")),),
        actions=(
            Button(
                label=_("Start {topic}").replace("{topic}", due.meeting.topic[:40]),
                command=StartMeeting(target=target),
                style=ButtonStyle.PRIMARY,
            ),
            Button(label=_("Start a separate meeting"), command=replace(wish, separate=True)),
        ),
    )


async def open_form(unit: Unit, scene: Scene, wish: OpenScheduleForm) -> Reply:
    course: Course = scene.the_course()
    form = await form_of(unit, scene, replace(wish.draft, course=wish.draft.course or course.code))
    notes = tuple(Text(line=(note,)) for note in scene.notes)
    return Reply(view=replace(form, said=(*notes, *form.said)))


async def form_of(unit: Unit, scene: Scene, draft: ScheduleMeeting) -> Form:
    """With the tracking fields of Zoom's account behind all others. One statement."""
    form = schedule_form(scene, draft)
    more = tracking_fields_of(await unit.tracking.all(), draft.tracking)
    if not more or not isinstance(form.base, ScheduleMeeting):
        return form
    return replace(form, base=replace(form.base, tracking=""), fields=(*form.fields, *more))


def echo(scene: Scene, wish: ScheduleMeeting, guesses: tuple[str, ...]) -> Reply:
    """What was understood, with the guesses said, and the button that writes it."""
    if not is_complete(wish):
        return Reply(view=schedule_form(scene, wish))
    wanted = schedule_of(wish, scene)
    starts = plan(wanted).starts
    course = scene.the_course()
    facts = (
        *cards.schedule_facts(wanted, starts),
        *cards.kind_fact(wish.kind),
        (_("Course"), (f"{course.code} {course.title}",)),
        *cards.section_facts(wish.section),
        *option_rows(options_in(wish)),
    )
    return Reply(
        view=Card(
            title=_("Schedule {topic}?").replace("{topic}", wish.topic),
            tone=Tone.ASK,
            body=(*(Text(line=(guess,)) for guess in guesses), Facts(rows=facts)),
            actions=(
                Button(label=_("Schedule it"), command=wish, style=ButtonStyle.PRIMARY),
                Button(label=_("Change it"), command=OpenScheduleForm(draft=wish)),
            ),
        )
    )
