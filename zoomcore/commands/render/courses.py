"""Lines about courses and the people in them."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, on_page, quote, row


def _coded(command: commands.MapCourse | commands.UnmapCourse | commands.AddCourse) -> Iterator[str]:
    yield command.spec.name
    yield command.code
    yield f"#{command.channel}" if not isinstance(command, commands.AddCourse) and command.channel else ""
    yield quote(command.title) if not isinstance(command, commands.UnmapCourse) and command.title else ""


def _courses(command: commands.ListCourses) -> Iterator[str]:
    yield "course list"
    yield on_page(command.page)


def _people(command: commands.ShowPeople) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield on_page(command.page)


def _enroll(command: commands.EnrollPerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"add {command.who}"
    yield quote(command.name) if command.name else ""
    yield f"as {command.role.value}"
    yield f"section {command.section}" if command.section else ""


def _remove(command: commands.RemovePerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"remove {command.who}"


def _roster(command: commands.ImportRoster | commands.SuggestRoster) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield command.spec.name.rpartition(" ")[2]


def _settings(command: commands.ShowSettings) -> Iterator[str]:
    yield "settings"
    yield "course" if command.here else ""
    yield command.course


def _approvals(command: commands.SetApprovals) -> Iterator[str]:
    yield "settings approvals"
    yield "off" if command.off else ""
    yield f"#{command.channel}" if command.channel else ""


def _private(command: commands.ExportPerson | commands.ErasePerson) -> Iterator[str]:
    yield command.spec.name
    yield command.who


def _help(command: commands.ShowHelp) -> Iterator[str]:
    yield f"help {command.topic}".strip()


ROWS: tuple[Row, ...] = (
    row(commands.AddCourse, _coded),
    row(commands.MapCourse, _coded),
    row(commands.UnmapCourse, _coded),
    row(commands.ListCourses, _courses),
    row(commands.ShowPeople, _people),
    row(commands.EnrollPerson, _enroll),
    row(commands.RemovePerson, _remove),
    row(commands.ImportRoster, _roster),
    row(commands.SuggestRoster, _roster),
    row(commands.SetApprovals, _approvals),
    row(commands.ShowSettings, _settings),
    row(commands.ExportPerson, _private),
    row(commands.ErasePerson, _private),
    row(commands.ShowHelp, _help),
)
