"""A backup made and read: records into packed pieces, and back."""

from collections.abc import AsyncIterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from zoomcore.domain.backups.differing import Gathering, Read
from zoomcore.domain.backups.faults import BackupFault
from zoomcore.domain.backups.kept import KeptBackup, Kind
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.packing import Reader, Writer
from zoomcore.domain.backups.records import Header, Record, Scope
from zoomcore.domain.courses import Course
from zoomcore.domain.people import PersonId
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.errors import Conflict, StorageError
from zoomcore.services.backups.wordings import name_of, refusal
from zoomcore.storage.backups import PIECE
from zoomcore.storage.store import Store, Unit
from zoomcore.wording import _

#: Up to this a backup on its way stays in memory, above it in a file of the system's.
_IN_MEMORY = 4 * 1024 * 1024


class Overtaken(Conflict):
    """Who is in the backup was erased since it was begun, or is being erased: it has to be made anew."""


class Packed:
    """A backup on its way to where it is kept. Close it."""

    def __init__(self, header: Header, course: Course | None) -> None:
        self.header = header
        self.course = course
        self.writer = Writer(header)
        self.size = 0
        #: Whether its end was written.
        self.whole = False
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by its user

    def write(self, piece: bytes) -> None:
        """StorageError where the disk is full: nothing is kept then."""
        try:
            self.file.write(piece)
        except OSError as error:
            raise StorageError(f"a backup could not be written: {error}") from error
        self.size += len(piece)

    def close(self) -> None:
        self.file.close()


async def pack(store: Store, course: Course | None, *, people: bool) -> Packed:
    """One course, or everything where it is None, as it stands at one moment. Opens a snapshot of its own."""
    # Before anything is read: whoever is erased after this moment may be in it.
    begun = store.clock()
    async with store.snapshot() as unit:
        return await pack_in(unit, course, people=people, at=begun)


async def pack_in(unit: Unit, course: Course | None, *, people: bool, at: datetime) -> Packed:
    """The same within a unit, for what is short."""
    header = Header(
        version=VERSION,
        scope=Scope.COURSE if course else Scope.EVERYTHING,
        code=course.code if course else "",
        people=people,
        made_at=at,
    )
    packed = Packed(header, course)
    try:
        records = unit.backups.records_of(course.id, people=people) if course else unit.backups.everything()
        async for record in records:
            packed.write(packed.writer.add(record))
        packed.write(packed.writer.finish())
        packed.file.seek(0)
        packed.whole = True
    finally:
        if not packed.whole:
            packed.close()
    return packed


async def keep(unit: Unit, packed: Packed, kind: Kind, *, by: PersonId | None, days: int | None = None) -> KeptBackup:
    """In the database, piece by piece. `days`: it goes by itself after so many; None: it stays.

    Overtaken where it may still hold somebody whom erasing has just taken out of all the others.
    """
    number = await unit.backups.add(
        course_id=packed.course.id if packed.course else None,
        course_code=packed.header.code,
        kind=kind,
        people=packed.header.people,
        version=packed.header.version,
        sha256=packed.writer.sha256,
        size=packed.size,
        records=packed.writer.records,
        made_by=by,
        kept_until=unit.backups.in_days(days),
    )
    # After the row is written: from here on no erasing ends before this unit does.
    if await unit.jobs.went_on_after(ForgetPerson.kind, packed.header.made_at):
        raise Overtaken(
            _("Somebody is being erased from Lectern, so I can't keep a backup at this moment."),
            next_step=_("Try again in a minute."),
        )
    position = 0
    while piece := packed.file.read(PIECE):
        await unit.backups.add_piece(number, position, piece)
        position += 1
    return await unit.backups.get(number)


async def records_in(pieces: AsyncIterator[bytes], name: str) -> AsyncIterator[Record]:
    """Every record of a backup, once; InvalidInput, in words, at the first thing wrong.

    What comes out before the end is not vouched for: nothing of it may be committed until the iteration has ended.
    """
    reader = Reader()
    try:
        async for piece in pieces:
            for record in reader.feed(piece):
                yield record
        reader.finish()
    except BackupFault as fault:
        raise refusal(fault, name) from fault


async def read_kept(unit: Unit, backup: KeptBackup) -> Read:
    """What a diff needs of it; the whole is read, and held to its checksum."""
    gathering = Gathering()
    async for record in records_in(unit.backups.pieces(backup.id), name_of(backup)):
        gathering.take(record)
    return gathering.read


async def holds_the_same(unit: Unit, backup: KeptBackup, packed: Packed) -> bool:
    """Whether nothing has changed since that backup was made, but the time."""
    if backup.records != packed.writer.records:
        return False
    reader = Reader()
    try:
        async for piece in unit.backups.pieces(backup.id):
            for _record in reader.feed(piece):
                continue
    except BackupFault:
        return False
    return reader.rows == packed.writer.rows


async def content_of(unit: Unit, backup: KeptBackup) -> bytes:
    """All of it at once: for one that is small enough to be handed over."""
    return b"".join([piece async for piece in unit.backups.pieces(backup.id)])


def too_large() -> str:
    return _("An admin can write it to a file in a terminal: `lectern backup --all`.")
