"""Lines about backups and restores."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, on_page, row
from zoomcore.commands.wishes.backups import (
    CopyCourse,
    DeleteBackup,
    FetchBackup,
    ListBackups,
    MakeBackup,
    RestoreBackup,
    ShowBackup,
    VerifyBackup,
)


def _backup(command: MakeBackup) -> Iterator[str]:
    yield "backup"
    yield "all" if command.everything else command.code
    yield "with people" if command.people else ""


def _backups(command: ListBackups) -> Iterator[str]:
    yield "backup list"
    yield command.code
    yield on_page(command.page)


def _one_backup(
    command: ShowBackup | VerifyBackup | FetchBackup | DeleteBackup,
) -> Iterator[str]:
    yield command.spec.name
    yield str(command.backup)


def _restore(command: RestoreBackup) -> Iterator[str]:
    yield "restore"
    yield str(command.backup) if command.backup else command.code


def _copy(command: CopyCourse) -> Iterator[str]:
    yield f"restore {command.backup}" if command.backup else f"course copy {command.code}"
    yield f"to {command.to}"
    yield f"starting {command.starting}" if command.starting else ""
    yield "except " + ", ".join(day.isoformat() for day in command.skip) if command.skip else ""


ROWS: tuple[Row, ...] = (
    row(MakeBackup, _backup),
    row(ListBackups, _backups),
    row(ShowBackup, _one_backup),
    row(VerifyBackup, _one_backup),
    row(FetchBackup, _one_backup),
    row(DeleteBackup, _one_backup),
    row(RestoreBackup, _restore),
    row(CopyCourse, _copy),
)
