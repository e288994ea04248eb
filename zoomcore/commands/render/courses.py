"""Lines about courses and the people in them."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, on_page, quote, row
from zoomcore.commands.wishes.courses import (
    AddCourse,
    EnrollPerson,
    ImportRoster,
    ListCourses,
    MapCourse,
    RemovePerson,
    ShowPeople,
    SuggestRoster,
    UnmapCourse,
)
from zoomcore.commands.wishes.house import ShowHelp, ShowSettings
from zoomcore.commands.wishes.licenses import SetApprovals
from zoomcore.commands.wishes.privacy import ErasePerson, ExportPerson


def _coded(command: MapCourse | UnmapCourse | AddCourse) -> Iterator[str]:
    yield command.spec.name
    yield command.code
    yield f"#{command.channel}" if not isinstance(command, AddCourse) and command.channel else ""
    yield quote(command.title) if not isinstance(command, UnmapCourse) and command.title else ""


def _courses(command: ListCourses) -> Iterator[str]:
    yield "course list"
    yield on_page(command.page)


def _people(command: ShowPeople) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield on_page(command.page)


def _enroll(command: EnrollPerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"add {command.who}"
    yield quote(command.name) if command.name else ""
    yield f"as {command.role.value}"
    yield f"section {command.section}" if command.section else ""


def _remove(command: RemovePerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"remove {command.who}"


def _roster(command: ImportRoster | SuggestRoster) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield command.spec.name.rpartition(" ")[2]


def _settings(command: ShowSettings) -> Iterator[str]:
    yield "settings"
    yield "course" if command.here else ""
    yield command.course


def _approvals(command: SetApprovals) -> Iterator[str]:
    yield "settings approvals"
    yield "off" if command.off else ""
    yield f"#{command.channel}" if command.channel else ""


def _private(command: ExportPerson | ErasePerson) -> Iterator[str]:
    yield command.spec.name
    yield command.who


def _help(command: ShowHelp) -> Iterator[str]:
    yield f"help {command.topic}".strip()


ROWS: tuple[Row, ...] = (
    row(AddCourse, _coded),
    row(MapCourse, _coded),
    row(UnmapCourse, _coded),
    row(ListCourses, _courses),
    row(ShowPeople, _people),
    row(EnrollPerson, _enroll),
    row(RemovePerson, _remove),
    row(ImportRoster, _roster),
    row(SuggestRoster, _roster),
    row(SetApprovals, _approvals),
    row(ShowSettings, _settings),
    row(ExportPerson, _private),
    row(ErasePerson, _private),
    row(ShowHelp, _help),
)
