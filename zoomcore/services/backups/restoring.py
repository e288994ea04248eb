"""A restore into the same course: what it would do, what is chosen, the word that starts it, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoomcore.commands.wishes.backups import (
    ListBackups,
    OpenRestoreForm,
    RestoreBackup,
    ResumeRestore,
    StopRestore,
    UndoRestore,
)
from zoomcore.domain.backups.differing import Difference, Read, by_host, days_needed, difference, done_by
from zoomcore.domain.backups.kept import KeptBackup, Mode, Part, Restore, RestoreState
from zoomcore.domain.backups.records import AttendanceRecord, MeetingRecord, RecordingRecord
from zoomcore.domain.budget import host_pool
from zoomcore.domain.courses import Course
from zoomcore.domain.work import RestoreCourse, TakeBackRestore
from zoomcore.errors import Conflict, InvalidInput, NotFound
from zoomcore.services.backups.files import read_kept
from zoomcore.services.backups.keeping import the_backup
from zoomcore.services.meetings.options import option_name
from zoomcore.services.scene import Scene
from zoomcore.storage.backup_unloading import Unloaded
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Block,
    Button,
    ButtonStyle,
    Card,
    Choice,
    Facts,
    Field,
    FieldKind,
    Form,
    Line,
    Reply,
    Span,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.wording import _, phrase, plural

#: Topics that a card names; of more it says how many.
_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A backup beside the course as it stands."""

    backup: KeptBackup
    course: Course
    read: Read
    diff: Difference
    #: Over how many days Zoom's daily limit spreads it: 1 where it fits into today.
    days: int


async def restore(unit: Unit, scene: Scene, wish: RestoreBackup) -> Reply:
    """Bare: the dry run. With parts and the course's code typed: the job."""
    course = scene.the_course()
    backup = await _backup_of(unit, scene, wish.backup)
    _require_same(backup, course, scene)
    plan = await plan_of(unit, scene, backup)
    if not wish.typed:
        return Reply(view=dry_run(plan, scene))
    parts = _parts(wish.parts)
    if wish.typed.strip().casefold() != course.code.casefold():
        raise InvalidInput(
            _("That isn't the course's code, so nothing was restored."),
            next_step=_("Type {code} to confirm.").replace("{code}", course.code),
            field="typed",
        )
    await require_free(unit, course)
    made = await unit.restores.add(
        backup_id=backup.id, course_id=course.id, mode=Mode.REPAIR, parts=parts, requested_by=scene.person.id
    )
    detail = {"backup": backup.id, "parts": sorted(parts)}
    await unit.audit.write(scene.person.id, "restore", f"course:{course.id}", detail)
    return await started(unit, scene, made, course)


def _require_same(backup: KeptBackup, course: Course, scene: Scene) -> None:
    """A repair is for the course itself: what was another's becomes another course."""
    if backup.course_id != course.id:
        raise Conflict(
            _("Backup {number} isn't of {code}, but of {other}.").format(
                number=backup.id, code=course.code, other=backup.course_code
            ),
            next_step=_("Make a course of it: `{line}`.").replace(
                "{line}", f"{scene.word}restore {backup.id} to NEW starting {scene.now:%Y-%m-%d}"
            ),
        )


async def _backup_of(unit: Unit, scene: Scene, number: int) -> KeptBackup:
    """That one, or the course's newest."""
    if number:
        return await the_backup(unit, scene, number)
    course = scene.the_course()
    newest = await unit.backups.latest(course.id)
    if newest is None:
        raise NotFound(
            _("There is no backup of {code} yet.").replace("{code}", course.code),
            next_step=_("`backup` makes one; hand over a file of yours in our direct chat."),
        )
    return newest


def _parts(chosen: tuple[str, ...]) -> frozenset[Part]:
    known = {one.value for one in Part}
    parts = frozenset(Part(one) for one in chosen if one in known)
    if not parts:
        raise InvalidInput(_("Choose at least one thing to restore."), field="parts")
    return parts


async def require_free(unit: Unit, course: Course) -> None:
    """One restore of a course at a time: two would make the same classes."""
    other = await unit.restores.open_of(course.id)
    if other is not None:
        raise Conflict(
            _("A restore of {code} is under way already.").replace("{code}", course.code),
            next_step=_("Wait for it to end, or stop it on its card."),
        )


async def plan_of(unit: Unit, scene: Scene, backup: KeptBackup) -> Plan:
    """InvalidInput, in words, for a damaged backup. The whole of it is read."""
    course = scene.the_course()
    read = await read_kept(unit, backup)
    ours = await unit.restores.meetings_by_ref([one.ref for one in read.meetings])
    diff = difference(read, course, ours, await unit.courses.emails(course.id), scene.now)
    return Plan(backup=backup, course=course, read=read, diff=diff, days=await days_for(unit, diff, read))


async def days_for(unit: Unit, diff: Difference, read: Read) -> int:
    """By the host who has most to make: each host has 100 creates and updates a day at Zoom (zoom-api 2.3)."""
    days = 1
    for number, count in by_host(diff.missing).items():
        person = read.people.get(number)
        known = await unit.people.find_by_email(person.email or "") if person else None
        used = await unit.allowances.used_today(host_pool(known.zoom_user_id)) if known and known.zoom_user_id else 0
        days = max(days, days_needed(count, used))
    return days


def _named(topics: list[str]) -> str:
    more = len(topics) - _NAMED
    return ", ".join(topics[:_NAMED]) + (plural(" and {count} more", " and {count} more", more) if more > 0 else "")


def _headed(words: str) -> str:
    """As options are called, with a capital."""
    return words[:1].upper() + words[1:]


def setting_words() -> Mapping[str, str]:
    return {
        "title": _("title"),
        "zone": _("time zone"),
        "announce": _("announcing"),
        "duration_minutes": _("usual length"),
        "opens_minutes": _("when links open"),
        "recordings_announce": _("announcing of recordings"),
        "recordings_sharing": _("how recordings are shared"),
        "recordings_download": _("downloads"),
        "recordings_transcript": _("transcripts"),
        "recordings_seen": _("who saw recordings"),
    }


def dry_run(plan: Plan, scene: Scene) -> Card:
    """Adds, changes and conflicts; nothing was done yet."""
    diff = plan.diff
    words = setting_words()
    rows: list[tuple[str, Line]] = [
        (_("Backup"), (f"{plan.backup.id} · ", When(plan.backup.made_at, scene.zone, WhenStyle.FULL)))
    ]
    told = (
        (_("Comes back"), [one.topic for one in diff.missing]),
        (_("Stays, if Zoom still has it"), [one.topic for one in diff.there]),
        (_("Stays as it is now (changed since)"), [one.topic for one in diff.other]),
        (_("Can't: it is in another course now"), [one.topic for one in diff.taken]),
        (
            _("Settings go back"),
            [_headed(words[name]) if name in words else option_name(name) for name in diff.settings],
        ),
    )
    rows += [(label, (_named(topics),)) for label, topics in told if topics]
    if diff.people:
        rows.append((_("People come back"), (str(diff.people),)))
    if diff.past:
        rows.append((_("Over already"), (plural("{count} class", "{count} classes", len(diff.past)),)))
    body: list[Block] = [Facts(rows=tuple(rows)), *spread_note(plan.days, len(diff.missing), scene)]
    if diff.nothing:
        body.append(Text(line=phrase("Nothing is missing here. I can still ask Zoom whether it has every class.")))
    go_on = Button(
        label=_("Choose and restore"), command=OpenRestoreForm(backup=plan.backup.id), style=ButtonStyle.PRIMARY
    )
    other = Button(label=_("Other backups"), command=ListBackups(code=plan.course.code))
    title = _("What restoring {code} would do").replace("{code}", plan.course.code)
    return Card(title=title, tone=Tone.ASK, body=tuple(body), actions=(go_on, other))


def spread_note(days: int, classes: int, scene: Scene) -> tuple[Text, ...]:
    """Said before it begins: Zoom's limit a host and day."""
    if days <= 1:
        return ()
    last: Span = When(done_by(scene.now, days), scene.zone, WhenStyle.DAY)
    parts: dict[str, Span] = {"count": str(classes), "days": str(days), "last": last}
    said = phrase(
        "Zoom makes at most 100 classes a host and day: these {count} take {days} days, until {last}. "
        "What comes first is made first.",
        **parts,
    )
    return (Text(line=said),)


async def open_form(unit: Unit, scene: Scene, wish: OpenRestoreForm) -> Reply:
    backup = await the_backup(unit, scene, wish.backup)
    _require_same(backup, scene.the_course(), scene)
    return Reply(view=restore_form(scene.the_course(), backup))


def restore_form(course: Course, backup: KeptBackup) -> Form:
    choices = [
        Choice(value=Part.SETTINGS, label=_("Settings and rule")),
        Choice(value=Part.CLASSES, label=_("Classes")),
    ]
    if backup.people:
        choices += [
            Choice(value=Part.PEOPLE, label=_("People of the course")),
            Choice(value=Part.ATTENDANCE, label=_("Attendance and marks")),
        ]
    return Form(
        title=_("Restore {code}").replace("{code}", course.code)[:24],
        base=RestoreBackup(backup=backup.id),
        intro=phrase(
            "What is missing comes back, what is there stays. First I make a backup of how {code} is now.",
            code=course.code,
        ),
        submit=_("Restore"),
        fields=(
            Field(
                name="parts",
                label=_("What to restore"),
                kind=FieldKind.CHOICES,
                values=(Part.SETTINGS, Part.CLASSES),
                choices=tuple(choices),
                required=True,
            ),
            Field(
                name="typed",
                label=_("Type {code} to confirm").replace("{code}", course.code),
                kind=FieldKind.TEXT,
                required=True,
                longest=40,
            ),
        ),
    )


async def started(unit: Unit, scene: Scene, made: Restore, course: Course) -> Reply:
    """The job, and the card that shows how far it is."""
    await unit.jobs.enqueue(RestoreCourse(restore=made.id, answer=scene.answer.to_data(), card=scene.card))
    return Reply(view=working_card(made, course, 0, 0), replaces=True)


def working_card(made: Restore, course: Course, done: int, total: int) -> Card:
    """Replaced as it goes on."""
    begun = phrase("{done} of {total} classes", done=str(done), total=str(total))
    said: Line = begun if total else phrase("It begins …")
    copying = made.mode is Mode.COPY
    title = (_("Making {code} …") if copying else _("Restoring {code} …")).replace("{code}", course.code)
    stop = Button(label=_("Stop"), command=StopRestore(restore=made.id))
    quiet = Text(line=phrase("It goes on by itself, after a restart too."), quiet=True)
    return Card(title=title, tone=Tone.WORKING, body=(Text(line=said), quiet), actions=(stop,))


async def stop(unit: Unit, scene: Scene, wish: StopRestore) -> Reply:
    """What is made stays; it can go on later."""
    course = scene.the_course()
    running = (RestoreState.WAITING, RestoreState.RUNNING)
    if not await unit.restores.set_state(wish.restore, running, RestoreState.STOPPED):
        raise Conflict(_("That restore isn't running any more."), next_step=_("`list` shows how things stand."))
    await unit.jobs.hurry(RestoreCourse.kind, str(wish.restore))
    made = await unit.restores.get(wish.restore)
    return Reply(view=stopped_card(made, course), replaces=True)


def stopped_card(made: Restore, course: Course) -> Card:
    go_on = Button(label=_("Go on"), command=ResumeRestore(restore=made.id), style=ButtonStyle.PRIMARY)
    undo = Button(label=_("Undo what was done"), command=UndoRestore(restore=made.id))
    line = Text(line=phrase("What was made so far stays."))
    title = _("Stopped: {code}").replace("{code}", course.code)
    return Card(title=title, tone=Tone.WARNING, body=(line,), actions=(go_on, undo))


async def resume(unit: Unit, scene: Scene, wish: ResumeRestore) -> Reply:
    """From where it stood."""
    course = scene.the_course()
    before = (RestoreState.STOPPED, RestoreState.FAILED)
    if not await unit.restores.set_state(wish.restore, before, RestoreState.WAITING):
        raise Conflict(_("That restore is under way, or over."), next_step=_("`list` shows how things stand."))
    made = await unit.restores.get(wish.restore)
    work = RestoreCourse(restore=made.id, answer=scene.answer.to_data(), card=scene.card, turn=made.version)
    job = await unit.jobs.find(work.kind, work.key)
    if job is not None and not await unit.jobs.take_up(job.id, work):
        await unit.jobs.hurry(work.kind, work.key)
    return Reply(view=working_card(made, course, 0, 0), replaces=True)


async def undo(unit: Unit, scene: Scene, wish: UndoRestore) -> Reply:
    """Within 24 hours: what it made goes again, at Zoom too."""
    course = scene.the_course()
    made = await unit.restores.get(wish.restore)
    if made.undo_until is not None and scene.now > made.undo_until:
        raise Conflict(
            _("A restore can be undone for 24 hours, and they are over."),
            next_step=_("Cancel the classes you don't want: `list` shows them."),
        )
    before = (RestoreState.DONE, RestoreState.STOPPED, RestoreState.FAILED)
    if not await unit.restores.set_state(made.id, before, RestoreState.UNDOING):
        raise Conflict(
            _("That restore is under way, or undone already."), next_step=_("`list` shows how things stand.")
        )
    await unit.jobs.enqueue(TakeBackRestore(restore=made.id, answer=scene.answer.to_data(), card=scene.card))
    await unit.audit.write(scene.person.id, "restore undo", f"course:{course.id}", {"restore": made.id})
    title = _("Undoing: {code} …").replace("{code}", course.code)
    return Reply(view=Card(title=title, tone=Tone.WORKING), replaces=True)


def undone_card(course: Course, removed: int, made: Restore, gone: Unloaded) -> Card:
    body = [Text(line=(plural("{count} class is gone again.", "{count} classes are gone again.", removed),))]
    if Part.ATTENDANCE in made.parts:
        results = plural(
            "{count} result of attendance is out again.", "{count} results of attendance are out again.",
            gone.removed.get(AttendanceRecord.tag, 0),
        )  # fmt: skip
        body.append(Text(line=(results,)))
        body.append(Text(line=phrase("What was changed since the restore stays."), quiet=True))
    past = gone.removed.get(MeetingRecord.tag, 0)
    if past:
        again = plural("{count} class of the past is out again.", "{count} classes of the past are out again.", past)
        body.append(Text(line=(again,)))
    taped = gone.removed.get(RecordingRecord.tag, 0)
    if taped:
        again = plural(
            "{count} recording is out of the list again.", "{count} recordings are out of the list again.", taped
        )
        body.append(Text(line=(again,)))
    if made.mode is Mode.COPY:
        body.append(Text(line=phrase("The course {code} stays, without classes.", code=course.code), quiet=True))
    title = _("Undone: {code}").replace("{code}", course.code)
    return Card(
        title=title,
        tone=Tone.GOOD,
        body=tuple(body),
        actions=(Button(label=_("Backups"), command=ListBackups(code=course.code)),),
    )
