"""Lines about recordings."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, in_course, of_target, on_page, quote, row

_OneRecording = (
    commands.PublishRecording
    | commands.HideRecording
    | commands.ShowSeen
    | commands.RenameRecording
    | commands.TrashRecording
    | commands.RestoreRecording
    | commands.DeleteRecording
)


def _recordings(command: commands.ListRecordings) -> Iterator[str]:
    yield "recordings"
    yield from of_target(command.target)
    yield f"since {command.since_days} days" if command.since_days else ""
    yield on_page(command.page)


def _one_recording(command: _OneRecording) -> Iterator[str]:
    yield command.spec.name
    yield str(command.recording) if command.recording else ""


def _course_recording(command: commands.PublishRecording | commands.HideRecording | commands.ShowSeen) -> Iterator[str]:
    yield from _one_recording(command)
    yield in_course(command.course)


def _rename(command: commands.RenameRecording) -> Iterator[str]:
    yield from _one_recording(command)
    yield quote(command.topic) if command.topic else ""


def _student_recordings(command: commands.ShowStudentRecordings) -> Iterator[str]:
    yield "recordings student"
    yield command.who
    yield in_course(command.course)
    yield on_page(command.page)


ROWS: tuple[Row, ...] = (
    row(commands.ListRecordings, _recordings),
    row(commands.ShowStudentRecordings, _student_recordings),
    row(commands.PublishRecording, _course_recording),
    row(commands.HideRecording, _course_recording),
    row(commands.ShowSeen, _course_recording),
    row(commands.RenameRecording, _rename),
    row(commands.TrashRecording, _one_recording),
    row(commands.RestoreRecording, _one_recording),
    row(commands.DeleteRecording, _one_recording),
)
