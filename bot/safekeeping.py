"""`lectern backup` and `lectern restore`: files on this machine, for whole deployments too.

The way from SQLite to PostgreSQL: back everything up, point LECTERN_DATABASE_URL at the new database, restore.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import IO

from bot.config import Settings, load_settings
from bot.logs import configure_logs
from bot.wiring import Lectern, assembled, open_store, prepare
from zoomcore.domain.backups.kept import SAFETY_DAYS, Kind, Mode, Part
from zoomcore.domain.backups.loaded import Loaded, Terms
from zoomcore.domain.hosting_work import EndSubstitute
from zoomcore.domain.people import Person
from zoomcore.domain.records import JobState
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.work import RestoreCourse
from zoomcore.errors import ConfigError, StorageError, UserError
from zoomcore.services.backups.files import keep, pack, records_in
from zoomcore.services.backups.wordings import file_name_of
from zoomcore.storage.store import Store, Unit

_PIECE = 256 * 1024
#: How long the terminal waits for Zoom; `lectern serve` goes on with what is left.
_PATIENCE_SECONDS = 600.0
REFUSED, UNAVAILABLE = 1, 3


async def back_up(code: str, folder: Path) -> Path:
    """Everything, or one course; the file appears under its name only once it is whole."""
    settings = load_settings()
    configure_logs(level="error", secrets=settings.secrets())
    await prepare(settings)
    async with open_store(settings) as store:
        course = None
        if code:
            async with store.reading() as unit:
                course = await unit.courses.find(code)
            if course is None:
                raise ConfigError(f"I don't know a course {code}.")
        with closing(await pack(store, course, people=True)) as packed:
            return await asyncio.to_thread(_write, packed.file, folder, file_name_of(packed.header))


def _write(source: IO[bytes], folder: Path, name: str) -> Path:
    target, part = folder / name, folder / f"{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            shutil.copyfileobj(source, file)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(f"{target} could not be written: {error}") from error
    return target


async def restore(file: Path, *, ask_zoom: bool) -> int:
    """Rows in one transaction, then, course by course, what Zoom has or has no more."""
    settings = load_settings()
    configure_logs(level="error", secrets=settings.secrets())
    await prepare(settings)
    async with assembled(settings) as lectern:
        try:
            loaded, asker = await _load(lectern, file)
            for tag, many in sorted(loaded.added.items()):
                print(f"{tag}: {many}")  # noqa: T201 - said to who typed it
            if not ask_zoom or not settings.has_zoom or not loaded.meetings:
                return 0
            return await _ask_zoom(lectern, loaded, asker)
        except UserError as error:
            print(error.message, error.next_step)  # noqa: T201 - said to who typed it
            return REFUSED


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as source:
        while piece := await asyncio.to_thread(source.read, _PIECE):
            yield piece


async def _load(lectern: Lectern, file: Path) -> tuple[Loaded, Person]:
    """Whatever is wrong with the file, nothing of it stays."""
    async with lectern.store.unit() as unit:
        terms = Terms(
            course=None,
            parts=frozenset(Part),
            asker=None,
            pepper=lectern.tools.deployment.pepper,
            accounts=True,
            channels=True,
        )
        loader = unit.restores.loader(terms)
        async for record in records_in(_pieces(file), file.name):
            await loader.take(record)
        loaded = await loader.finish()
        for course_id in loaded.courses:
            for one in await unit.hosting.of_course(course_id):
                # Of whom Zoom was not asked yet, whoever asks it sees to their end.
                if one.state is SubstituteState.ON:
                    await unit.jobs.enqueue(EndSubstitute(substitute=one.id))
        return loaded, await _asker(unit, lectern.settings)


async def _asker(unit: Unit, settings: Settings) -> Person:
    """In whose name Zoom is asked: an admin's."""
    email = next((one.lower() for one in settings.admins if "@" in one), "")
    named = await unit.people.find_by_email(email)
    known = (named,) if named else await unit.people.admins(settings.admins)
    return known[0] if known else await unit.people.add(name=email.partition("@")[0] or "admin", email=email)


async def _ask_zoom(lectern: Lectern, loaded: Loaded, asker: Person) -> int:
    """One durable job a course: it survives this process. Gives the exit status."""
    numbers = [await _start(lectern.store, course_id, asker) for course_id in loaded.courses]
    try:
        async with lectern.working(), asyncio.timeout(_PATIENCE_SECONDS):
            for number in numbers:
                row = await lectern.jobs.wait(number, timedelta(seconds=_PATIENCE_SECONDS))
                if row.state is not JobState.DONE:
                    return UNAVAILABLE
    except TimeoutError:
        print("Zoom takes longer than I wait here: `lectern serve` goes on with the rest.")  # noqa: T201 - said to who typed it
        return UNAVAILABLE
    return 0


async def _start(store: Store, course_id: int, asker: Person) -> int:
    """From a backup of what the file has brought: so each class is looked for at Zoom, and made where it is gone."""
    async with store.reading() as unit:
        course = await unit.courses.get(course_id)
    with closing(await pack(store, course, people=False)) as packed:
        async with store.unit() as unit:
            backup = await keep(unit, packed, Kind.SAFETY, by=asker.id, days=SAFETY_DAYS)
            made = await unit.restores.add(
                backup_id=backup.id,
                course_id=course_id,
                mode=Mode.WHOLE,
                parts=(Part.CLASSES,),
                requested_by=asker.id,
            )
            job = await unit.jobs.enqueue(RestoreCourse(restore=made.id, answer={}))
    return job or 0
