"""Lines about backups and restores."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, on_page, row


def _backup(command: commands.MakeBackup) -> Iterator[str]:
    yield "backup"
    yield "all" if command.everything else command.code
    yield "with people" if command.people else ""


def _backups(command: commands.ListBackups) -> Iterator[str]:
    yield "backup list"
    yield command.code
    yield on_page(command.page)


def _one_backup(
    command: commands.ShowBackup | commands.VerifyBackup | commands.FetchBackup | commands.DeleteBackup,
) -> Iterator[str]:
    yield command.spec.name
    yield str(command.backup)


def _restore(command: commands.RestoreBackup) -> Iterator[str]:
    yield "restore"
    yield str(command.backup) if command.backup else command.code


def _copy(command: commands.CopyCourse) -> Iterator[str]:
    yield f"restore {command.backup}" if command.backup else f"course copy {command.code}"
    yield f"to {command.to}"
    yield f"starting {command.starting}" if command.starting else ""
    yield "except " + ", ".join(day.isoformat() for day in command.skip) if command.skip else ""


ROWS: tuple[Row, ...] = (
    row(commands.MakeBackup, _backup),
    row(commands.ListBackups, _backups),
    row(commands.ShowBackup, _one_backup),
    row(commands.VerifyBackup, _one_backup),
    row(commands.FetchBackup, _one_backup),
    row(commands.DeleteBackup, _one_backup),
    row(commands.RestoreBackup, _restore),
    row(commands.CopyCourse, _copy),
)
