"""A backup that was handed over as a file: kept for a week, and shown beside its course."""

import gzip
import io
import zlib

from zoomcore.commands.wishes.backups import ListBackups, RestoreBackup, ShowBackup
from zoomcore.commands.wishes.files import TakeFile
from zoomcore.domain.backups.faults import BackupFault
from zoomcore.domain.backups.kept import UPLOADED_DAYS, KeptBackup, Kind
from zoomcore.domain.backups.packing import MAGIC, Reader
from zoomcore.domain.backups.records import Header, Scope
from zoomcore.domain.people import Role
from zoomcore.errors import NotAllowed
from zoomcore.services import access
from zoomcore.services.backups.wordings import content_rows, refusal, size_words
from zoomcore.services.scene import Scene
from zoomcore.storage.backups import PIECE
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, ButtonStyle, Card, Code, Facts, Line, Reply, Text, Tone, When, WhenStyle
from zoomcore.wording import _, phrase

_BEGINS = b'[{"is":"backup"'


def knows(file: TakeFile) -> bool:
    """By its first bytes, unpacked: what it is called says nothing."""
    if not file.content.startswith(MAGIC):
        return False
    try:
        with gzip.open(io.BytesIO(file.content[:4096])) as unpacked:
            return unpacked.read(len(_BEGINS)) == _BEGINS
    except (OSError, EOFError, zlib.error):
        return False


async def take(unit: Unit, scene: Scene, wish: TakeFile) -> Reply:
    """Read from end to end first. A backup of everything is for a terminal alone."""
    header, read, counts = _read(wish)
    if header.scope is Scope.EVERYTHING:
        raise NotAllowed(
            _("This is a backup of everything, which I take from a terminal alone."),
            next_step=_("An admin restores it there: `lectern restore FILE`."),
        )
    course = await unit.courses.find(header.code)
    if course is not None:
        role = await unit.courses.role_of(course.id, scene.person.id)
        access.require(scene.at(course, role), Role.INSTRUCTOR)
    elif not scene.admin:
        await _require_instructor(unit, scene)
    number = await unit.backups.add(
        course_id=course.id if course else None,
        course_code=header.code,
        kind=Kind.UPLOADED,
        people=header.people,
        version=header.version,
        sha256=read.sha256,
        size=len(wish.content),
        records=read.records,
        made_by=scene.person.id,
        kept_until=unit.backups.in_days(UPLOADED_DAYS),
    )
    for position, start in enumerate(range(0, len(wish.content), PIECE)):
        await unit.backups.add_piece(number, position, wish.content[start : start + PIECE])
    return Reply(view=_taken(await unit.backups.get(number), header, counts, scene))


async def _require_instructor(unit: Unit, scene: Scene) -> None:
    """Of whatever course: students hand over nothing."""
    if not any(role.reaches(Role.INSTRUCTOR) for _course, role in await unit.courses.of_person(scene.person.id)):
        raise NotAllowed(
            _("Only instructors can restore a course."), next_step=_("Ask the course's instructor, or an admin.")
        )


def _read(wish: TakeFile) -> tuple[Header, Reader, dict[str, int]]:
    reader = Reader()
    counts: dict[str, int] = {}
    try:
        for record in reader.feed(wish.content):
            counts[record.tag] = counts.get(record.tag, 0) + 1
        return reader.finish(), reader, counts
    except BackupFault as fault:
        raise refusal(fault, wish.name) from fault


def _taken(backup: KeptBackup, header: Header, counts: dict[str, int], scene: Scene) -> Card:
    rows: tuple[tuple[str, Line], ...] = (
        (_("Course"), (header.code,)),
        (_("Made"), (When(header.made_at, scene.zone, WhenStyle.FULL),)),
        (_("Size"), (size_words(backup.size),)),
        *content_rows(counts),
    )
    line = Code(f"{scene.word}restore {backup.id} to NEW starting {scene.now:%Y-%m-%d}")
    other = phrase("To make another course of it, type {line}.", line=line)
    actions: list[Action] = [Button(label=_("What is in it"), command=ShowBackup(backup=backup.id))]
    if backup.course_id is not None:
        restore = RestoreBackup(backup=backup.id)
        actions.insert(0, Button(label=_("What a restore would do"), command=restore, style=ButtonStyle.PRIMARY))
        actions.append(Button(label=_("All backups"), command=ListBackups(code=header.code)))
    title = _("Backup {number} of {code} is here").format(number=backup.id, code=header.code)
    return Card(
        title=title, tone=Tone.GOOD, body=(Facts(rows=rows), Text(line=other, quiet=True)), actions=tuple(actions)
    )
