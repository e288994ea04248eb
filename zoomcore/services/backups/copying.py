"""A course into a new term: its classes as lines to be edited, the dry run of the edited ones, and the word for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from zoomcore.commands.outcome import Speaker
from zoomcore.commands.parse import parse
from zoomcore.commands.render import line
from zoomcore.commands.sentences import in_words
from zoomcore.commands.wishes.backups import CopyCourse
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.backups.differing import days_needed
from zoomcore.domain.backups.kept import ItemState, Kind, Mode, Part, RestoreItem
from zoomcore.domain.backups.records import options_kept
from zoomcore.domain.backups.terms import first_of, shifted, weeks_between
from zoomcore.domain.budget import host_pool
from zoomcore.domain.courses import Course
from zoomcore.domain.faults import ScheduleFault
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.options import only_for, options_in, said_in, without_hosts
from zoomcore.domain.people import Person, Role
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.errors import Conflict, InvalidInput, NotFound, UserError
from zoomcore.services.backups.channels import channel_line, link_named, require_linkable
from zoomcore.services.backups.files import keep, pack_in, read_kept
from zoomcore.services.backups.keeping import the_backup
from zoomcore.services.backups.patterns import (
    Before,
    Pattern,
    keep_pattern,
    pattern_for,
    patterns_of,
    with_long,
    without_long,
)
from zoomcore.services.backups.restoring import require_free, spread_note, started
from zoomcore.services.courses import LONGEST_CODE
from zoomcore.services.forms.copying import LONGEST_PLAN, copy_form
from zoomcore.services.meetings.booking import find_host, new_ref, require_complete, schedule_of
from zoomcore.services.meetings.locks import overruled_notes
from zoomcore.services.meetings.settled import Settled, settle
from zoomcore.services.meetings.times import require_future
from zoomcore.services.phrases import repeat_line
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Block,
    Button,
    ButtonStyle,
    Card,
    Item,
    Items,
    Line,
    Reply,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.wording import _, phrase, plural

#: More than that is no course. What one field of a form does not hold is shown at once, to be changed afterwards.
MOST_CLASSES = 300
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    """One line of the plan, understood, with what no line tells."""

    settled: Settled
    schedule: Schedule
    host: Person
    notes: tuple[str, ...] = ()
    pattern: Pattern = field(default_factory=Pattern)

    @property
    def wish(self) -> ScheduleMeeting:
        return self.settled.wish


async def copy(unit: Unit, scene: Scene, wish: CopyCourse) -> Reply:
    """Without a plan the form with it; with one the dry run; with the number of a kept one the job."""
    course = scene.the_course()
    if wish.draft:
        wish = await _kept_plan(unit, scene, wish)
        return await _begin(unit, scene, wish, course)
    _check_code(wish, course)
    await _require_open(unit, scene, wish.to)
    if not wish.plan.strip():
        wish = await with_plan(unit, scene, wish)
        if len(wish.plan) <= LONGEST_PLAN:
            return Reply(view=copy_form(course, wish))
    return await _dry_run(unit, scene, wish, course)


def _check_code(wish: CopyCourse, course: Course) -> None:
    if not wish.to or len(wish.to) > LONGEST_CODE:
        raise InvalidInput(
            _("The copy needs a short code of its own, at most {most} characters.").replace(
                "{most}", str(LONGEST_CODE)
            ),
            next_step=_("For example `course copy {code} to {code}-S27 starting 2027-01-12`.").replace(
                "{code}", course.code
            ),
            field="to",
        )
    if wish.to.casefold() == course.code.casefold():
        raise InvalidInput(
            _("A course can't be copied onto itself."), next_step=_("Give the copy a code of its own."), field="to"
        )


async def _require_open(unit: Unit, scene: Scene, code: str) -> Course | None:
    """The new course where there is one already; Conflict unless the asker runs it and nothing is planned in it."""
    there = await unit.courses.find(code)
    if there is None:
        return None
    role = await unit.courses.role_of(there.id, scene.person.id)
    if not scene.admin and (role is None or not role.reaches(Role.INSTRUCTOR)):
        raise Conflict(
            _("There is a course {code} already, and it isn't yours.").replace("{code}", there.code),
            next_step=_("Take another code."),
        )
    if await unit.meetings.alive_of(there.id):
        raise Conflict(
            _("{code} has classes already.").replace("{code}", there.code),
            next_step=_("Take another code, or schedule the missing classes with `new`."),
        )
    return there


async def with_plan(unit: Unit, scene: Scene, wish: CopyCourse) -> CopyCourse:
    """The wish with one line a class, moved to where the new term begins."""
    old = await _old_classes(unit, scene, wish)
    first = first_of(schedule for schedule, _rest in old)
    starting = wish.starting or first
    if first is None or starting is None:
        lines = [line(without_long(draft)) for _schedule, draft in old]
    else:
        by = weeks_between(first, starting)
        lines = [line(laid_over(without_long(draft), shifted(schedule, by, wish.skip))) for schedule, draft in old]
    if not lines:
        raise NotFound(
            _("There are no classes to copy."), next_step=_("`new` schedules some; `course add` makes an empty course.")
        )
    text = "\n".join(one.removeprefix("new ") for one in lines[:MOST_CLASSES])
    return replace(wish, plan=text, title=wish.title or scene.the_course().title)


async def _old_classes(unit: Unit, scene: Scene, wish: CopyCourse) -> list[tuple[Schedule, ScheduleMeeting]]:
    """Of a backup, or as they are now; those that were called off stay behind."""
    if wish.backup:
        backup = await the_backup(unit, scene, wish.backup)
        read = await read_kept(unit, backup)
        return [
            (
                schedule_from_data(one.schedule),
                ScheduleMeeting(
                    topic=one.topic,
                    host=(read.people[one.host_id].email or "") if one.host_id in read.people else "",
                    webinar=one.kind is MeetingKind.WEBINAR,
                    section=one.section,
                    **said_in(options_kept(one)),
                ),
            )
            for one in read.meetings
            if one.state is MeetingState.SCHEDULED
        ]
    passing = await unit.hosting.passing(scene.the_course().id)
    return [
        (
            one.schedule,
            ScheduleMeeting(
                topic=one.topic,
                host=host.email,
                webinar=one.kind is MeetingKind.WEBINAR,
                section=one.section,
                **said_in(without_hosts(one.options, passing.get(one.id, ()))),
            ),
        )
        for one, host in await unit.meetings.alive_of(scene.the_course().id)
    ]


def laid_over(draft: ScheduleMeeting, schedule: Schedule) -> ScheduleMeeting:
    return replace(
        draft,
        day=schedule.day,
        at=schedule.at,
        zone=schedule.zone,
        duration_minutes=schedule.duration_minutes,
        repeat=schedule.repeat,
        interval=schedule.interval,
        weekdays=schedule.weekdays,
        monthly_week=schedule.monthly_week,
        until=schedule.until,
        count=schedule.count,
        skip=schedule.skip,
    )


async def _read_plan(unit: Unit, scene: Scene, wish: CopyCourse) -> list[_Class]:
    """InvalidInput that names the line at fault. What it may say is what `new` takes, in the old course's words."""
    lines = [one.strip() for one in wish.plan.splitlines() if one.strip()]
    if not 0 < len(lines) <= MOST_CLASSES:
        raise InvalidInput(
            _("A plan has between 1 and {most} lines.").replace("{most}", str(MOST_CLASSES)),
            next_step=_("One class a line."),
            field="plan",
        )
    before = Before.of([draft for _schedule, draft in await _old_classes(unit, scene, wish)])
    patterns, fields = await patterns_of(unit, scene.the_course()), await unit.tracking.all()
    classes = []
    for number, text in enumerate(lines, start=1):
        try:
            one = await _read_line(unit, scene, text, before)
            classes.append(replace(one, pattern=pattern_for(one.wish, patterns, fields)))
        except ScheduleFault as fault:
            raise _at_line(in_words(fault), number) from fault
        except UserError as error:
            raise _at_line(error, number) from error
    return classes


async def _read_line(unit: Unit, scene: Scene, text: str, before: Before) -> _Class:
    course = scene.the_course()
    speaker = Speaker(now=scene.now, zone=course.zone, locale="en", default_minutes=course.presets.duration_minutes)
    parsed = parse(f"new {text}", {}, speaker)
    wish = parsed.command
    if not isinstance(wish, ScheduleMeeting):
        raise InvalidInput(_("That is no class."))
    require_complete(wish)
    schedule = schedule_of(replace(wish, zone=wish.zone or course.zone), scene)
    starts = plan(schedule).starts
    if starts:
        require_future(starts[0], scene)
    host = await find_host(unit, scene, wish.host)
    settled = await settle(unit, scene, with_long(wish, before), host, known=before.hosts)
    carried = [_("its long agenda comes along")] if settled.wish.agenda != wish.agenda else []
    notes = (*(one.text for one in (*parsed.guesses, *parsed.notes)), *settled.notes, *carried)
    return _Class(settled=settled, schedule=schedule, host=host, notes=notes)


def _at_line(error: UserError, number: int) -> InvalidInput:
    said = _("Line {number}: {message}").replace("{number}", str(number)).replace("{message}", error.message)
    return InvalidInput(said, next_step=error.next_step, field="plan")


async def _dry_run(unit: Unit, scene: Scene, wish: CopyCourse, course: Course) -> Reply:
    classes = await _read_plan(unit, scene, wish)
    kept = {name: value for name, value in _plain(scene, wish).items() if value}
    place = await require_linkable(unit, scene, wish.channel, wish.to) if wish.channel.strip() else None
    draft = await unit.inbox.first(f"copy:{scene.request}", "copy", {"person": scene.person.id, **kept})
    items = tuple(Item(line=_pattern(one), detail=_detail(one)) for one in classes[:_SHOWN])
    body: list[Block] = [Items(items=items)]
    if len(classes) > _SHOWN:
        body.append(Text(line=(plural("and {count} more", "and {count} more", len(classes) - _SHOWN),)))
    if wish.channel.strip():
        body.append(Text(line=channel_line(scene, wish, place)))
    body += [Text(line=(note,)) for note in _overruled(scene, classes)]
    body += spread_note(await _days(unit, classes), len(classes), scene)
    body.append(
        Text(line=phrase("Settings and the rule for attendance come along; people and attendance don't."), quiet=True)
    )
    go = Button(
        label=_("Make {code}").replace("{code}", wish.to),
        command=CopyCourse(code=course.code, to=wish.to, draft=draft or 0),
        style=ButtonStyle.PRIMARY,
    )
    many = plural("{count} class", "{count} classes", len(classes))
    title = _("{old} → {new}: {many}").format(old=course.code, new=wish.to, many=many)
    return Reply(view=Card(title=title, tone=Tone.ASK, body=tuple(body), actions=(go,)))


def _overruled(scene: Scene, classes: Sequence[_Class]) -> tuple[str, ...]:
    """What the old course or any line asks for and the school has decided otherwise, told once for all lines."""
    presets = scene.the_course().presets.options
    asked = ((options_in(one.wish), one.wish.kind) for one in classes)
    kinds = {one.wish.kind for one in classes}
    wishes = (only_for(options, kind) for options, kind in (*asked, *((presets, kind) for kind in kinds)))
    return overruled_notes(scene.school, *wishes)


def _pattern(one: _Class) -> Line:
    starts = plan(one.schedule).starts
    if not starts:
        return (one.wish.topic, " · ", *repeat_line(one.schedule, starts))
    return (one.wish.topic, " · ", When(starts[0], one.schedule.zone, WhenStyle.FULL))


def _detail(one: _Class) -> Line:
    starts = plan(one.schedule).starts
    said = (*repeat_line(one.schedule, starts), " · ") if len(starts) > 1 else ()
    return (*said, one.host.name, *(f" · {note}" for note in one.notes))


async def _days(unit: Unit, classes: Iterable[_Class]) -> int:
    by_host: dict[str, int] = {}
    for one in classes:
        by_host[one.host.zoom_user_id] = by_host.get(one.host.zoom_user_id, 0) + 1
    days = 1
    for host, count in by_host.items():
        used = await unit.allowances.used_today(host_pool(host)) if host else 0
        days = max(days, days_needed(count, used))
    return days


def _plain(scene: Scene, wish: CopyCourse) -> dict[str, object]:
    """The plan is closed: somebody may have typed passcodes into it."""
    plan_kept = scene.deployment.seal.close(wish.plan)
    return {"to": wish.to, "title": wish.title, "plan": plan_kept, "backup": wish.backup, "channel": wish.channel}


async def _kept_plan(unit: Unit, scene: Scene, wish: CopyCourse) -> CopyCourse:
    kept = await unit.inbox.payload(wish.draft)
    plan_kept = scene.deployment.seal.open(str(kept.get("plan", "")))
    if kept.get("person") != scene.person.id or plan_kept is None:
        raise NotFound(_("That plan isn't here any more."), next_step=_("Ask for the copy again."))
    return replace(
        wish,
        to=str(kept["to"]),
        title=str(kept.get("title", "")),
        channel=str(kept.get("channel", "")),
        plan=plan_kept,
        backup=int(kept.get("backup", 0)),
    )


async def _begin(unit: Unit, scene: Scene, wish: CopyCourse, course: Course) -> Reply:
    """The new course, its classes as CREATING, and the job; looked at once more, since time has passed."""
    classes = await _read_plan(unit, scene, wish)
    target = await _require_open(unit, scene, wish.to)
    if target is None:
        target = await unit.courses.add(wish.to, wish.title or course.title, course.zone, course.presets)
        await unit.courses.enroll(target.id, scene.person.id, Role.INSTRUCTOR)
    await require_free(unit, target)
    linked = await link_named(unit, scene, wish.channel, target) if wish.channel.strip() else None
    await unit.sheets.set_rule(target.id, await unit.sheets.rule_of(course.id), by=scene.person.id)
    source = wish.backup or await _backed_up(unit, scene, course)
    made = await unit.restores.add(
        backup_id=source,
        course_id=target.id,
        mode=Mode.COPY,
        parts=(Part.SETTINGS, Part.CLASSES),
        requested_by=scene.person.id,
    )
    if linked is not None:
        await unit.restores.change(made.id, before={"channel": linked})
    items = []
    for position, one in enumerate(classes):
        meeting = await unit.meetings.add(
            ref=new_ref(),
            kind=one.wish.kind,
            course_id=target.id,
            host_id=one.host.id,
            created_by=scene.person.id,
            topic=one.wish.topic.strip(),
            schedule=one.schedule,
            options=one.settled.options,
            passcode=one.settled.passcode,
            section=one.settled.section,
        )
        await keep_pattern(unit, meeting, one.pattern, by=scene.person.id)
        items.append(RestoreItem(meeting_id=meeting.id, position=position, state=ItemState.MAKING))
    await unit.restores.add_items(made.id, items)
    detail = {"from": course.code, "to": target.code, "classes": len(items)}
    await unit.audit.write(scene.person.id, "course copy", f"course:{target.id}", detail)
    return await started(unit, scene, made, target)


async def _backed_up(unit: Unit, scene: Scene, course: Course) -> int:
    """What the copy is made of, without people."""
    packed = await pack_in(unit, course, people=False, at=scene.now)
    try:
        return (await keep(unit, packed, Kind.COPY, by=scene.person.id)).id
    finally:
        packed.close()
