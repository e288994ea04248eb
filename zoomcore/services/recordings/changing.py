"""Publishing, hiding, renaming, throwing away and bringing back: what is wished for becomes a job that asks Zoom."""

from dataclasses import dataclass

from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    GetTranscript,
    HideRecording,
    OpenRenameForm,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    TrashRecording,
)
from zoomcore.domain.recording_work import ChangeRecording, RecordingAction, SendTranscript
from zoomcore.domain.recordings import PartKind, Recording, RecordingState
from zoomcore.errors import Conflict, InvalidInput, NotAllowed, NotFound
from zoomcore.services.recordings import cards
from zoomcore.services.recordings.listing import latest, require_watchable
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Reply, Text, Tone
from zoomcore.wording import _, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What is to be done, and what is said meanwhile."""

    action: RecordingAction
    title: str
    topic: str = ""


_READY, _TRASHED = RecordingState.READY, RecordingState.TRASHED


async def publish(unit: Unit, scene: Scene, wish: PublishRecording) -> Reply:
    recording = (
        await unit.recordings.get(wish.recording)
        if wish.recording
        else await latest(unit, scene, _READY, published=False)
    )
    _require(recording, _READY)
    wished = Wished(action=RecordingAction.PUBLISH, title=_("Publishing {topic} …"))
    return await _enqueue(unit, scene, recording, wished)


async def hide(unit: Unit, scene: Scene, wish: HideRecording) -> Reply:
    """At once for students here; then Zoom is asked, and what it says is told."""
    recording = (
        await unit.recordings.get(wish.recording)
        if wish.recording
        else await latest(unit, scene, _READY, published=True)
    )
    _require(recording, _READY)
    await unit.recordings.set_published(recording.id, False)
    wished = Wished(action=RecordingAction.HIDE, title=_("Hiding {topic} …"))
    return await _enqueue(unit, scene, recording, wished)


async def rename(unit: Unit, scene: Scene, wish: RenameRecording) -> Reply:
    recording = await unit.recordings.get(wish.recording)
    _require(recording, _READY)
    topic = wish.topic.strip()
    if not topic:
        raise InvalidInput(_("What is it to be called?"), next_step=_("Type a name."), field="topic")
    wished = Wished(action=RecordingAction.RENAME, title=_("Renaming {topic} …"), topic=topic)
    return await _enqueue(unit, scene, recording, wished)


async def open_rename(unit: Unit, _scene: Scene, wish: OpenRenameForm) -> Reply:
    return Reply(view=cards.rename_form(await unit.recordings.get(wish.recording)))


async def trash(unit: Unit, scene: Scene, wish: TrashRecording) -> Reply:
    """Asked first: students lose it at once."""
    recording = await unit.recordings.get(wish.recording)
    _require(recording, _READY)
    if not wish.confirmed:
        return Reply(view=_ask_trash(recording))
    wished = Wished(action=RecordingAction.TRASH, title=_("Throwing {topic} away …"))
    return await _enqueue(unit, scene, recording, wished)


def _ask_trash(recording: Recording) -> Card:
    sure = TrashRecording(recording=recording.id, confirmed=True)
    label = _("Throw {topic} away").replace("{topic}", cards.short(recording))
    return Card(
        title=_("Throw {topic} away?").replace("{topic}", recording.topic),
        tone=Tone.ASK,
        body=(Text(line=phrase("It goes into Zoom's trash. For 30 days it can be brought back.")),),
        actions=(
            Button(label=label, command=sure, style=ButtonStyle.DANGER),
            Button(label=_("Keep it"), command=cards.show(recording)),
        ),
    )


async def recover(unit: Unit, scene: Scene, wish: RestoreRecording) -> Reply:
    recording = await unit.recordings.get(wish.recording)
    _require(recording, _TRASHED)
    wished = Wished(action=RecordingAction.RECOVER, title=_("Bringing {topic} back …"))
    return await _enqueue(unit, scene, recording, wished)


async def delete(unit: Unit, scene: Scene, wish: DeleteRecording) -> Reply:
    """Its name has to be typed: nobody can bring it back."""
    recording = await unit.recordings.get(wish.recording)
    _require(recording, _READY, _TRASHED)
    if not wish.typed:
        return Reply(view=cards.delete_form(recording))
    if _plain(wish.typed) != _plain(recording.topic):
        raise InvalidInput(
            _("That isn't its name."),
            next_step=_("Type {topic}, or leave it as it is.").replace("{topic}", recording.topic),
            field="typed",
        )
    wished = Wished(action=RecordingAction.DELETE, title=_("Deleting {topic} …"))
    return await _enqueue(unit, scene, recording, wished)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


async def get_transcript(unit: Unit, scene: Scene, wish: GetTranscript) -> Reply:
    """Sent as a file, to the asker alone."""
    recording = await unit.recordings.get(wish.recording)
    await require_watchable(unit, scene, recording)
    if PartKind.TRANSCRIPT not in recording.parts:
        raise NotFound(
            _("There is no transcript of this class."),
            next_step=_("It may come later than the recording; please look again then."),
        )
    if not cards.may_have_transcript(recording, scene.the_course().presets, staff=scene.staff):
        raise NotAllowed(
            _("In this course transcripts aren't handed out."),
            next_step=_("Ask its instructor whether you may have it."),
        )
    await unit.jobs.enqueue(
        SendTranscript(
            recording=recording.id,
            person=scene.person.id,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    return Reply(view=underway(_("Fetching the transcript …")), replaces=False)


def _require(recording: Recording, *states: RecordingState) -> None:
    """Conflict in words for what cannot be done where it is now."""
    if recording.state in states:
        return
    reasons = {
        RecordingState.PROCESSING: (
            _("Zoom is still working on this recording."),
            _("Try again when it is ready; `recordings` shows it."),
        ),
        RecordingState.READY: (_("This recording isn't in the trash."), _("`recordings` shows how things stand.")),
        RecordingState.TRASHED: (
            _("This recording is in Zoom's trash."),
            _("Bring it back first with `recordings recover {number}`.").replace("{number}", str(recording.id)),
        ),
        RecordingState.GONE: (
            _("This recording isn't at Zoom any more."),
            _("`recordings` shows those there are."),
        ),
    }
    message, step = reasons[recording.state]
    raise Conflict(message, next_step=step)


async def _enqueue(unit: Unit, scene: Scene, recording: Recording, wish: Wished) -> Reply:
    await unit.jobs.enqueue(
        ChangeRecording(
            recording=recording.id,
            action=wish.action,
            topic=wish.topic,
            person=scene.person.id,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    return Reply(view=underway(wish.title.replace("{topic}", recording.topic)), replaces=True)
