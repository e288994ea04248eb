"""The cards about recordings."""

from datetime import date

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    FollowRecording,
    GetTranscript,
    HideRecording,
    ListRecordings,
    OpenRenameForm,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowRecording,
    ShowSeen,
    TrashRecording,
    WatchRecording,
)
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.recordings import PartKind, Recording, RecordingState
from zoomcore.services.recordings import words
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Facts,
    Field,
    FieldKind,
    Form,
    Line,
    OpenUrl,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.wording import _, phrase

#: So much of a name stands on a button.
_ON_A_BUTTON = 40


def short(recording: Recording) -> str:
    return recording.topic[:_ON_A_BUTTON]


def when_line(recording: Recording, zone: str) -> Line:
    return (When(recording.started_at, zone, WhenStyle.FULL),)


def list_button(code: str = "") -> Button:
    return Button(label=_("Recordings"), command=ListRecordings(target=Target(course=code)))


def watch_button(recording: Recording, *, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
    label = _("Watch {topic}").replace("{topic}", short(recording))
    return Button(label=label, command=WatchRecording(recording=recording.id), style=style)


def follow(recording: Recording) -> FollowRecording:
    return FollowRecording(recording=recording.id)


def show(recording: Recording) -> ShowRecording:
    return ShowRecording(recording=recording.id)


def details_button(recording: Recording) -> Button:
    return Button(label=_("Details"), command=ShowRecording(recording=recording.id))


def publish_button(recording: Recording, *, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
    label = _("Publish {topic}").replace("{topic}", short(recording))
    return Button(label=label, command=PublishRecording(recording=recording.id), style=style)


def hide_button(recording: Recording) -> Button:
    return Button(
        label=_("Hide {topic}").replace("{topic}", short(recording)), command=HideRecording(recording=recording.id)
    )


def staff_actions(recording: Recording) -> tuple[Action, ...]:
    """The likeliest first, for a row of a list."""
    match recording.state:
        case RecordingState.READY:
            turn = hide_button(recording) if recording.published else publish_button(recording)
            return (watch_button(recording), turn, details_button(recording))
        case RecordingState.TRASHED:
            return (_recover_button(recording), details_button(recording))
        case RecordingState.PROCESSING | RecordingState.GONE:
            return (details_button(recording),)


def looks(recording: Recording) -> tuple[Action, ...]:
    """For assistants, who look and decide nothing."""
    return (watch_button(recording),) if recording.state is RecordingState.READY else ()


def _recover_button(recording: Recording) -> Button:
    label = _("Bring {topic} back").replace("{topic}", short(recording))
    return Button(label=label, command=RestoreRecording(recording=recording.id))


def details(recording: Recording, course: Course, today: date, *, opened: int | None, decides: bool = True) -> Card:
    """For who runs the course. `opened`: how many opened it; None where that is not written down."""
    rows = [
        (_("Class"), when_line(recording, course.zone)),
        (_("Course"), (f"{course.code} {course.title}",)),
        (_("State"), (words.state_words(recording, today),)),
    ]
    if recording.minutes:
        rows.append((_("Length"), (_("{minutes} min").replace("{minutes}", str(recording.minutes)),)))
    if recording.parts:
        rows.append((_("Parts"), (words.parts_line(recording),)))
    if size := words.size_words(recording.size_bytes):
        rows.append((_("Size"), (size,)))
    if recording.state is RecordingState.READY:
        rows.append((_("Zoom's own link opens for"), (words.openness_words(recording.openness),)))
        rows.append((_("Opened by"), (_("not written down") if opened is None else str(opened),)))
    return Card(
        title=recording.topic,
        tone=Tone.WARNING if recording.leaks else Tone.NEUTRAL,
        body=(Facts(rows=tuple(rows)), *((Text(line=leak_line(recording), quiet=True),) if recording.leaks else ())),
        actions=_detail_actions(recording, course, seen=opened is not None)
        if decides
        else (*looks(recording), list_button(course.code)),
        footnote=(words.number_words(recording),),
    )


def leak_line(recording: Recording) -> Line:
    return phrase(
        "Students don't find it here, but Zoom's own link may still open it. `recordings hide {number}` closes it.",
        number=str(recording.id),
    )


def _detail_actions(recording: Recording, course: Course, *, seen: bool) -> tuple[Action, ...]:
    number = recording.id
    match recording.state:
        case RecordingState.READY:
            turns = [hide_button(recording)] if recording.published else [publish_button(recording)]
            if recording.leaks:
                turns.append(hide_button(recording))
            looks = [Button(label=_("Who opened it"), command=ShowSeen(recording=number))] if seen else []
            return (
                watch_button(recording),
                *turns,
                *looks,
                Button(label=_("Rename"), command=OpenRenameForm(recording=number)),
                Button(label=_("Throw away"), command=TrashRecording(recording=number), style=ButtonStyle.DANGER),
            )
        case RecordingState.TRASHED:
            gone = DeleteRecording(recording=number)
            return (
                _recover_button(recording),
                Button(label=_("Delete for good"), command=gone, style=ButtonStyle.DANGER),
            )
        case RecordingState.PROCESSING | RecordingState.GONE:
            return (list_button(course.code),)


def link_card(recording: Recording, course: Course, url: str, *, transcript: bool) -> Card:
    """Private: the asker's own way to it."""
    more = (transcript_button(recording),) if transcript else ()
    return Card(
        title=recording.topic,
        body=(Facts(rows=((_("Class"), when_line(recording, course.zone)),)),),
        actions=(OpenUrl(label=_("Watch"), url=url, style=ButtonStyle.PRIMARY), *more),
        footnote=phrase("This link is yours alone: it works in the browser that opens it first."),
    )


def transcript_button(recording: Recording) -> Button:
    return Button(label=_("Send me the transcript"), command=GetTranscript(recording=recording.id))


def may_have_transcript(recording: Recording, presets: Presets, *, staff: bool) -> bool:
    return PartKind.TRANSCRIPT in recording.parts and (staff or presets.recordings_transcript)


def announcement(recording: Recording, course: Course, word: str) -> Card:
    """The shared post: no link and no file in it, each button answers everybody privately with their own."""
    rows = (
        (_("Class"), when_line(recording, course.zone)),
        (_("Recording"), (words.detail_line(recording, recording.started_at.date(), staff=False),)),
    )
    typed = f"{word}recordings {course.code}"
    more = (transcript_button(recording),) if may_have_transcript(recording, course.presets, staff=False) else ()
    return Card(
        title=_("Recording: {topic}").replace("{topic}", recording.topic),
        body=(Facts(rows=rows),),
        actions=(watch_button(recording, style=ButtonStyle.PRIMARY), *more),
        footnote=phrase("Trouble with the button? Type {line}", line=typed),
    )


def withdrawn(recording: Recording) -> Card:
    return Card(
        title=_("Recording: {topic}").replace("{topic}", recording.topic),
        tone=Tone.WARNING,
        body=(Text(line=phrase("This recording isn't available any more.")),),
    )


def ready(recording: Recording, course: Course) -> Card:
    """To the course's instructors, where its preset is to ask them first."""
    how = words.sharing_words(course.presets.recordings_sharing)
    rows = (
        (_("Class"), when_line(recording, course.zone)),
        (_("Course"), (course.code,)),
        (_("Recording"), (words.detail_line(recording, recording.started_at.date(), staff=False),)),
    )
    notes = [Text(line=phrase("Students will watch it {how}.", how=how), quiet=True)]
    if recording.leaks:
        notes.append(Text(line=leak_line(recording), quiet=True))
    return Card(
        title=_("A recording is ready: {topic}").replace("{topic}", recording.topic),
        body=(Facts(rows=rows), *notes),
        actions=(
            publish_button(recording, style=ButtonStyle.PRIMARY),
            watch_button(recording),
            details_button(recording),
        ),
    )


def reminder(recording: Recording, course: Course, days: int) -> Card:
    """Before Zoom throws it away."""
    said = phrase(
        "{state}. Keep a copy at Zoom, or switch the deleting off there, if you still need it.",
        state=words.expiry_words(days),
    )
    return Card(
        title=_("Soon gone: the recording {topic}").replace("{topic}", recording.topic),
        tone=Tone.WARNING,
        body=(
            Facts(rows=((_("Class"), when_line(recording, course.zone)), (_("Course"), (course.code,)))),
            Text(line=said),
        ),
        actions=(watch_button(recording), details_button(recording)),
    )


def rename_form(recording: Recording) -> Form:
    field = Field(
        name="topic", label=_("New name"), kind=FieldKind.TEXT, value=recording.topic, required=True, longest=200
    )
    return Form(title=_("Rename"), base=RenameRecording(recording=recording.id), submit=_("Rename"), fields=(field,))


def delete_form(recording: Recording) -> Form:
    """What cannot be taken back is typed, not pressed."""
    field = Field(
        name="typed",
        label=_("Type its name"),
        kind=FieldKind.TEXT,
        hint=_("It is called {topic}.").replace("{topic}", recording.topic),
        required=True,
        longest=200,
    )
    return Form(
        title=_("Delete for good"),
        base=DeleteRecording(recording=recording.id),
        submit=_("Delete for good"),
        intro=phrase(
            "{topic} will be gone from Zoom, with all its parts. Nobody can bring it back.", topic=recording.topic
        ),
        fields=(field,),
    )
