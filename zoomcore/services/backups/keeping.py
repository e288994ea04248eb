"""Backups asked for, looked at, checked, fetched and deleted."""

from dataclasses import replace

from zoomcore.commands.wishes.backups import (
    DeleteBackup,
    FetchBackup,
    ListBackups,
    MakeBackup,
    RestoreBackup,
    ShowBackup,
    VerifyBackup,
)
from zoomcore.domain.backups.kept import KeptBackup
from zoomcore.domain.files import MOST_BYTES
from zoomcore.domain.people import Role
from zoomcore.domain.work import MakeCourseBackup
from zoomcore.errors import Conflict, LimitReached, UserError
from zoomcore.services import access
from zoomcore.services.backups.files import content_of, read_kept, too_large
from zoomcore.services.backups.wordings import content_rows, file_name, kind_words, name_of, size_words, table_of
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Document,
    Facts,
    Line,
    Reply,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import help_button, newer_button, older_button
from zoomcore.wording import _, phrase, plural

PAGE = 10
MEDIA_TYPE = "application/gzip"


async def make(unit: Unit, scene: Scene, wish: MakeBackup) -> Reply:
    """A job does it: a long term takes some seconds. All courses are for admins."""
    if wish.everything:
        access.require(scene, Role.ADMIN)
    course = None if wish.everything else scene.the_course()
    await unit.jobs.enqueue(
        MakeCourseBackup(
            course=course.id if course else None,
            people=wish.people,
            person=scene.person.id,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Backing up {code} …").replace("{code}", course.code if course else _("every course"))
    return Reply(view=Card(title=title, tone=Tone.WORKING), replaces=True)


def made_card(backup: KeptBackup, zone: str) -> Card:
    holds = _("settings, classes, people and attendance") if backup.people else _("settings and classes, no people")
    return Card(
        title=_("Backed up: {code}").replace("{code}", backup.course_code),
        tone=Tone.GOOD,
        body=(Facts(rows=(*_facts(backup, zone), (_("Holds"), (holds,)))),),
        actions=(_fetch(backup), Button(label=_("What is in it"), command=ShowBackup(backup=backup.id))),
        footnote=_footnote(backup),
    )


def all_made_card(backups: tuple[KeptBackup, ...], zone: str) -> Card:
    title = plural("Backed up: {count} course", "Backed up: {count} courses", len(backups))
    table = table_of(backups, zone, caption=title, course=True)
    return Card(
        title=title, tone=Tone.GOOD, body=(table,), actions=(Button(label=_("All backups"), command=ListBackups()),)
    )


def _fetch(backup: KeptBackup) -> Button:
    return Button(label=_("Get the file"), command=FetchBackup(backup=backup.id))


def _facts(backup: KeptBackup, zone: str) -> tuple[tuple[str, Line], ...]:
    rows: list[tuple[str, Line]] = [
        (_("Number"), (str(backup.id),)),
        (_("Made"), (When(backup.made_at, zone, WhenStyle.FULL), f" · {kind_words(backup.kind)}")),
        (_("Size"), (size_words(backup.size),)),
    ]
    if backup.kept_until is not None:
        rows.append((_("Kept until"), (When(backup.kept_until, zone, WhenStyle.DAY),)))
    return tuple(rows)


def _footnote(backup: KeptBackup) -> Line:
    return (f"SHA-256 {backup.sha256[:16]}…",)


async def show_list(unit: Unit, scene: Scene, wish: ListBackups) -> Reply:
    """The newest first; one course's, or, for an admin who names none, all there are."""
    course = scene.course
    if course is None:
        access.require(scene, Role.ADMIN)
    found = await unit.backups.newest(course.id if course else None, offset=(wish.page - 1) * PAGE, limit=PAGE + 1)
    title = _("Backups of {code}").replace("{code}", course.code) if course else _("Backups")
    code = course.code if course else ""
    new = Button(label=_("Back up now"), command=MakeBackup(code=code, everything=course is None))
    if not found:
        none = Text(line=phrase("There are none yet. Every night I make one of each course that changed."))
        return Reply(view=Card(title=title, body=(none,), actions=(new,)))
    table = table_of(found[:PAGE], scene.zone, caption=title, course=course is None)
    if len(found) > PAGE:
        table = replace(table, more=older_button(ListBackups(code=code, page=wish.page + 1)))
    first = Button(label=_("Show the newest"), command=ShowBackup(backup=found[0].id))
    if wish.page > 1:
        first = newer_button(ListBackups(code=code, page=wish.page - 1))
    return Reply(view=Card(title=title, body=(table,), actions=(first, new)), replaces=wish.page > 1)


async def the_backup(unit: Unit, scene: Scene, number: int) -> KeptBackup:
    """Where it is of no course of ours (everything, or a file of elsewhere): for its owner and for admins alone."""
    backup = await unit.backups.get(number)
    if backup.course_id is None and backup.made_by != scene.person.id:
        access.require(scene, Role.ADMIN)
    return backup


async def show(unit: Unit, scene: Scene, wish: ShowBackup) -> Reply:
    backup = await the_backup(unit, scene, wish.backup)
    read = await read_kept(unit, backup)
    actions: list[Action] = [_fetch(backup), Button(label=_("Check it"), command=VerifyBackup(backup=backup.id))]
    if backup.course_id is not None:
        restore = RestoreBackup(backup=backup.id)
        actions.insert(0, Button(label=_("What a restore would do"), command=restore, style=ButtonStyle.PRIMARY))
    actions.append(
        Button(
            label=_("Delete backup {number}").replace("{number}", str(backup.id)),
            command=DeleteBackup(backup=backup.id),
        )
    )
    title = _("{name} of {code}").format(name=name_of(backup), code=backup.course_code or _("everything"))
    rows = (*_facts(backup, scene.zone), *content_rows(dict(read.counts)))
    return Reply(view=Card(title=title, body=(Facts(rows=rows),), actions=tuple(actions), footnote=_footnote(backup)))


async def verify(unit: Unit, scene: Scene, wish: VerifyBackup) -> Reply:
    """Reads all of it."""
    backup = await the_backup(unit, scene, wish.backup)
    show_it = Button(label=_("What is in it"), command=ShowBackup(backup=backup.id))
    try:
        read = await read_kept(unit, backup)
    except UserError as error:
        broken = (Text(line=(error.message,)), Text(line=phrase("Keep another one: `backup` makes it.")))
        title = _("{name} is damaged").replace("{name}", name_of(backup))
        again = Button(label=_("Back up now"), command=MakeBackup(code=backup.course_code))
        return Reply(view=Card(title=title, tone=Tone.BAD, body=broken, actions=(again,)))
    title = _("{name} is sound").replace("{name}", name_of(backup))
    line = phrase("All {count} records are there, and they fit the checksum.", count=str(sum(read.counts.values())))
    return Reply(
        view=Card(title=title, tone=Tone.GOOD, body=(Text(line=line),), actions=(show_it,), footnote=_footnote(backup))
    )


async def fetch(unit: Unit, scene: Scene, wish: FetchBackup) -> Reply:
    """LimitReached where no chat would carry it."""
    backup = await the_backup(unit, scene, wish.backup)
    if backup.size > MOST_BYTES:
        raise LimitReached(
            _("{name} is too large for a chat: {size}.").format(name=name_of(backup), size=size_words(backup.size)),
            next_step=too_large(),
        )
    title = _("{name} of {code}").format(name=name_of(backup), code=backup.course_code or _("everything"))
    content = await content_of(unit, backup)
    return Reply(view=Document(name=file_name(backup), media_type=MEDIA_TYPE, content=content, title=title))


async def delete(unit: Unit, scene: Scene, wish: DeleteBackup) -> Reply:
    """Asks first. Conflict where a restore still needs it to be undone."""
    backup = await the_backup(unit, scene, wish.backup)
    name = name_of(backup)
    if not wish.confirmed:
        yes = Button(
            label=_("Delete it"), command=DeleteBackup(backup=backup.id, confirmed=True), style=ButtonStyle.DANGER
        )
        keep = Button(label=_("Keep it"), command=ShowBackup(backup=backup.id))
        title = _("Delete {name} for good?").replace("{name}", name)
        facts = Facts(rows=_facts(backup, scene.zone))
        return Reply(view=Card(title=title, tone=Tone.ASK, body=(facts,), actions=(yes, keep)))
    if not await unit.backups.delete(backup.id):
        raise Conflict(
            _("{name} can't go: something was restored from it.").replace("{name}", name),
            next_step=_("It goes by itself when its time is over."),
        )
    await unit.audit.write(scene.person.id, "backup delete", f"backup:{backup.id}", {"course": backup.course_id})
    title = _("Deleted: {name}").replace("{name}", name)
    rest = ListBackups(code=scene.course.code if scene.course else "")
    card = Card(
        title=title, tone=Tone.GOOD, actions=(Button(label=_("The others"), command=rest), help_button("backup"))
    )
    return Reply(view=card, replaces=True)
