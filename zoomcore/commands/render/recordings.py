"""Lines about recordings."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, in_course, of_target, on_page, quote, row
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    HideRecording,
    ListRecordings,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowSeen,
    ShowStudentRecordings,
    TrashRecording,
)

_OneRecording = (
    PublishRecording | HideRecording | ShowSeen | RenameRecording | TrashRecording | RestoreRecording | DeleteRecording
)


def _recordings(command: ListRecordings) -> Iterator[str]:
    yield "recordings"
    yield from of_target(command.target)
    yield f"since {command.since_days} days" if command.since_days else ""
    yield on_page(command.page)


def _one_recording(command: _OneRecording) -> Iterator[str]:
    yield command.spec.name
    yield str(command.recording) if command.recording else ""


def _course_recording(command: PublishRecording | HideRecording | ShowSeen) -> Iterator[str]:
    yield from _one_recording(command)
    yield in_course(command.course)


def _rename(command: RenameRecording) -> Iterator[str]:
    yield from _one_recording(command)
    yield quote(command.topic) if command.topic else ""


def _student_recordings(command: ShowStudentRecordings) -> Iterator[str]:
    yield "recordings student"
    yield command.who
    yield in_course(command.course)
    yield on_page(command.page)


ROWS: tuple[Row, ...] = (
    row(ListRecordings, _recordings),
    row(ShowStudentRecordings, _student_recordings),
    row(PublishRecording, _course_recording),
    row(HideRecording, _course_recording),
    row(ShowSeen, _course_recording),
    row(RenameRecording, _rename),
    row(TrashRecording, _one_recording),
    row(RestoreRecording, _one_recording),
    row(DeleteRecording, _one_recording),
)
