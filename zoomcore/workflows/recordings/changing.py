"""Carrying out at Zoom what was decided about a recording, reading it back, and saying how it ended.

Every call says how the recording shall be: after a lost answer the same is sent again.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from zoomcore.commands.base import Command
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    HideRecording,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    TrashRecording,
)
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.people import Person
from zoomcore.domain.recording_work import ChangeRecording, RecordingAction
from zoomcore.domain.recordings import Openness, Recording, RecordingSharing, RecordingState
from zoomcore.domain.undo import undo_until
from zoomcore.errors import (
    UserError,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.services.recordings import cards, words
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Facts, Line, Text, Tone, sentence
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.recordings.announcing import announce, refresh_announcements
from zoomcore.workflows.recordings.reading import openness_in
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_models import NOBODY, PUBLICLY, SharingChange, ZoomSharing
from zoomcore.zoom.refusals import explain

_CONSONANTS, _DIGITS, _SIGNS = "bcdfghjkmnpqrstvwxz", "23456789", "@-_*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of the job reads at its beginning. `author` is None where the course's preset wished it."""

    recording: Recording
    course: Course
    author: Person | None
    now: datetime

    @property
    def locale(self) -> str:
        return self.author.locale if self.author else ""


async def change_recording(work: ChangeRecording, tools: Tools) -> None:
    """Two or three requests: the change, and what Zoom made of it. Trouble on the way is tried again.

    What was recorded is not done again by a job that died and comes again: somebody may have wished otherwise since.
    """
    story = await _read(work, tools)
    if story is None:
        return
    with speaking(story.locale):
        try:
            await wait_while_paused(tools, work, story.recording.topic)
            await _ACTS[work.action](work, tools, story)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.recording.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _read(work: ChangeRecording, tools: Tools) -> Story | None:
    """None where an earlier run has recorded how it ended."""
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(_done(work)) is not None:
            return None
        recording = await unit.recordings.get(work.recording)
        course = await unit.courses.get(recording.course_id)
        author = await unit.people.get(work.person) if work.person else None
    return Story(recording=recording, course=course, author=author, now=tools.clock())


def _done(work: ChangeRecording) -> str:
    return f"{work.kind}:{work.key}"


# Publishing.


def wanted(presets: Presets, before: ZoomSharing) -> SharingChange:
    """How the course's preset wants it: to be viewed, not taken, unless it says so. A passcode there is stays."""
    sharing = presets.recordings_sharing
    needs_passcode = sharing is RecordingSharing.PASSCODE and not before.passcode
    return SharingChange(
        share=PUBLICLY,
        viewer_download=presets.recordings_download,
        registration=sharing is RecordingSharing.REGISTRATION,
        signed_in=sharing is RecordingSharing.SIGNED_IN,
        passcode=_new_passcode() if needs_passcode else None,
    )


def _new_passcode() -> str:
    """Eight characters of the three kinds Zoom asks for; nobody has to type it where our links bring it along."""
    letters = "".join(secrets.choice(_CONSONANTS) for _place in range(5))
    return letters.capitalize() + secrets.choice(_DIGITS) + secrets.choice(_DIGITS) + secrets.choice(_SIGNS)


def slack_of(asked: SharingChange, kept: ZoomSharing) -> tuple[str, ...]:
    """In what Zoom left it more open than asked, or closed; in words. Empty: it is as it shall be."""
    found = []
    if kept.share != asked.share:
        found.append(
            _("it isn't shared at all") if kept.share == NOBODY else _("only people of your Zoom account get in")
        )
    if kept.viewer_download and asked.viewer_download is False:
        found.append(_("viewers may download it"))
    if asked.registration and not kept.registration:
        found.append(_("nobody has to register"))
    if asked.signed_in and not kept.signed_in:
        found.append(_("nobody has to sign in"))
    if asked.passcode and not kept.passcode:
        found.append(_("it has no passcode"))
    return tuple(found)


async def _publish(work: ChangeRecording, tools: Tools, story: Story) -> None:
    """Published only once Zoom shows it as asked for; else it is closed again, and told.

    Who hides it while this waits for Zoom, or is under way, has the last word.
    """
    if await _is_followed(work, tools, RecordingAction.HIDE):
        await tell(tools, work, _hidden_card(story.recording), outcome="overtaken")
        return
    uuid = story.recording.uuid
    before = await tools.zoom.get_sharing(uuid)
    asked = wanted(story.course.presets, before)
    await tools.zoom.set_sharing(uuid, asked)
    kept = await tools.zoom.get_sharing(uuid)
    differs = slack_of(asked, kept)
    hidden = await _is_followed(work, tools, RecordingAction.HIDE)
    if differs or hidden:
        await tools.zoom.set_sharing(uuid, SharingChange(share=NOBODY))
        kept = await tools.zoom.get_sharing(uuid)
    openness = openness_in(kept.share)
    async with tools.store.unit() as unit:
        await unit.recordings.hold(story.recording.id)
        # Asked anew: who hid it since Zoom answered closes it at Zoom too, and says what they find there.
        if not hidden and await unit.jobs.is_followed(work, _other(work, RecordingAction.HIDE)):
            await _end(unit, work, story, _hidden_card(story.recording))
            return
        await unit.recordings.set_openness(story.recording.id, openness)
        if hidden:
            await _end(unit, work, story, _hidden_card(story.recording))
            return
        if not differs:
            await unit.recordings.set_published(story.recording.id, True)
        recording = await unit.recordings.get(story.recording.id)
        if differs:
            await refresh_announcements(unit, tools, recording)
            await _end(unit, work, story, _not_published(recording, differs))
            return
        await announce(unit, tools, recording)
        how = words.sharing_words(story.course.presets.recordings_sharing)
        undo = await _audit(unit, work, story, HideRecording(recording=recording.id))
        channels = len(await unit.courses.channels(story.course.id))
        rows: tuple[tuple[str, Line], ...] = (
            (_("Students watch it"), (how,)),
            (_("Told in"), (_("no channel: none is linked") if not channels else _("the course's channels"),)),
        )
        await _end(unit, work, story, _good(_("Published: {topic}"), recording, undo, Facts(rows=rows)))


async def _is_followed(work: ChangeRecording, tools: Tools, by: RecordingAction) -> bool:
    """Whether the opposite was asked for after it: the last word counts."""
    async with tools.store.reading() as unit:
        return await unit.jobs.is_followed(work, _other(work, by))


def _other(work: ChangeRecording, action: RecordingAction) -> str:
    """How the keys of that action's jobs on the same recording begin."""
    return f"{work.recording}:{action}:"


def _hidden_card(recording: Recording) -> Card:
    return Card(
        title=_("Not published: {topic}").replace("{topic}", recording.topic),
        body=(Text(line=phrase("It was hidden after this was asked for, so it stays hidden.")),),
        actions=(cards.details_button(recording),),
    )


def _not_published(recording: Recording, differs: tuple[str, ...]) -> Card:
    said = phrase("Zoom kept other settings than the course wants: {what}.", what=", ".join(differs))
    step = phrase("I closed it again. Ask your Zoom admin whether the account locks how recordings are shared.")
    open_still = (Text(line=_still_open()),) if recording.openness is not Openness.NOBODY else ()
    return Card(
        title=_("Not published: {topic}").replace("{topic}", recording.topic),
        tone=Tone.WARNING,
        body=(Text(line=said), *(open_still or (Text(line=step),))),
        actions=(cards.details_button(recording),),
    )


# Hiding.


async def _hide(work: ChangeRecording, tools: Tools, story: Story) -> None:
    """Sharing is switched off at Zoom and read back: who kept the link is shut out too, or it is said that not."""
    if await _is_followed(work, tools, RecordingAction.PUBLISH):
        await tell(tools, work, _published_card(story.recording), outcome="overtaken")
        return
    uuid, refusal = story.recording.uuid, ""
    openness = Openness.UNKNOWN
    try:
        await tools.zoom.set_sharing(uuid, SharingChange(share=NOBODY))
        openness = openness_in((await tools.zoom.get_sharing(uuid)).share)
    except (ZoomRefused, ZoomAuthError) as error:
        refusal = " ".join(explain(error))
    async with tools.store.unit() as unit:
        await unit.recordings.set_published(story.recording.id, False)
        await unit.recordings.set_openness(story.recording.id, openness)
        recording = await unit.recordings.get(story.recording.id)
        await refresh_announcements(unit, tools, recording)
        undo = await _audit(unit, work, story, PublishRecording(recording=recording.id))
        if openness is Openness.NOBODY:
            said = Text(line=phrase("Zoom's own link is closed too: who kept it can't watch it any more."))
            await _end(unit, work, story, _good(_("Hidden: {topic}"), recording, undo, said))
            return
        await _end(unit, work, story, _half_hidden(recording, refusal, undo))


def _published_card(recording: Recording) -> Card:
    return Card(
        title=_("Not hidden: {topic}").replace("{topic}", recording.topic),
        body=(Text(line=phrase("It was published after this was asked for, so it stays published.")),),
        actions=(cards.details_button(recording),),
    )


def _half_hidden(recording: Recording, refusal: str, undo: tuple[Action, ...]) -> Card:
    why = sentence(refusal) if refusal else phrase("Zoom kept it shared: an admin may have locked that.")
    return Card(
        title=_("Hidden here, but old links still work: {topic}").replace("{topic}", recording.topic),
        tone=Tone.WARNING,
        body=(Text(line=_still_open()), Text(line=why)),
        actions=(cards.hide_button(recording), *undo, cards.details_button(recording)),
    )


def _still_open() -> Line:
    return phrase("Students don't find it here any more, but who kept Zoom's own link may still watch it.")


# The rest.


async def _rename(work: ChangeRecording, tools: Tools, story: Story) -> None:
    uuid = story.recording.uuid
    await tools.zoom.set_sharing(uuid, SharingChange(topic=work.topic))
    kept = (await tools.zoom.get_sharing(uuid)).topic or work.topic
    async with tools.store.unit() as unit:
        await unit.recordings.rename(story.recording.id, kept)
        recording = await unit.recordings.get(story.recording.id)
        await refresh_announcements(unit, tools, recording)
        before = RenameRecording(recording=recording.id, topic=story.recording.topic)
        undo = await _audit(unit, work, story, before)
        was = Text(line=phrase("It was called {topic}.", topic=story.recording.topic))
        await _end(unit, work, story, _good(_("Renamed: {topic}"), recording, undo, was))


async def _trash(work: ChangeRecording, tools: Tools, story: Story) -> None:
    # What is not there lies in the trash already, or an admin was quicker: the next sweep tells which.
    with suppress(ZoomNotFound):
        await tools.zoom.trash_recording(story.recording.uuid)
    async with tools.store.unit() as unit:
        await unit.recordings.set_state(story.recording.id, RecordingState.TRASHED, trashed_at=tools.clock())
        recording = await unit.recordings.get(story.recording.id)
        await refresh_announcements(unit, tools, recording)
        undo = await _audit(unit, work, story, RestoreRecording(recording=recording.id))
        said = Text(line=phrase("It lies in Zoom's trash. For 30 days it can be brought back."))
        await _end(unit, work, story, _good(_("Thrown away: {topic}"), recording, undo, said))


async def _recover(work: ChangeRecording, tools: Tools, story: Story) -> None:
    """After a lost answer "not there" means that it is back already: it is looked for."""
    try:
        await tools.zoom.recover_recording(story.recording.uuid)
    except ZoomNotFound:
        await tools.zoom.get_recording(story.recording.uuid)
    async with tools.store.unit() as unit:
        await unit.recordings.set_state(story.recording.id, RecordingState.READY)
        recording = await unit.recordings.get(story.recording.id)
        await refresh_announcements(unit, tools, recording)
        await _audit(unit, work, story, None)
        said = phrase("Students can watch it again.") if recording.published else phrase("Students don't see it.")
        await _end(unit, work, story, _good(_("Back again: {topic}"), recording, (), Text(line=said)))


async def _delete(work: ChangeRecording, tools: Tools, story: Story) -> None:
    # Gone is what was wanted.
    with suppress(ZoomNotFound):
        await tools.zoom.delete_recording(story.recording.uuid)
    async with tools.store.unit() as unit:
        await unit.recordings.set_state(story.recording.id, RecordingState.GONE)
        recording = await unit.recordings.get(story.recording.id)
        await refresh_announcements(unit, tools, recording)
        await _audit(unit, work, story, None)
        card = _good(_("Deleted for good: {topic}"), recording, ())
        await _end(unit, work, story, replace(card, actions=(cards.list_button(story.course.code),)))


_ACTS = {
    RecordingAction.PUBLISH: _publish,
    RecordingAction.HIDE: _hide,
    RecordingAction.RENAME: _rename,
    RecordingAction.TRASH: _trash,
    RecordingAction.RECOVER: _recover,
    RecordingAction.DELETE: _delete,
}


async def _audit(unit: Unit, work: ChangeRecording, story: Story, inverse: Command | None) -> tuple[Action, ...]:
    """Written down, with the way back as a button for who asked."""
    entry = await unit.audit.write(
        work.person or None,
        f"recording {work.action}",
        f"recording:{story.recording.id}",
        {"topic": story.recording.topic, "course": story.course.code},
        inverse=pack(inverse) if inverse and work.person else "",
        undo_until=undo_until(story.now) if inverse and work.person else None,
    )
    return (Button(label=_("Undo"), command=Undo(entry=entry)),) if inverse and work.person else ()


def _good(title: str, recording: Recording, undo: tuple[Action, ...], *blocks: Text | Facts) -> Card:
    return Card(
        title=title.replace("{topic}", recording.topic),
        tone=Tone.GOOD,
        body=blocks,
        actions=(*undo, cards.details_button(recording)),
        footnote=(words.number_words(recording),),
    )


async def _end(unit: Unit, work: ChangeRecording, story: Story, card: Card) -> None:
    await unit.inbox.first(_done(work), "job")
    await put_answer(unit, work, card, outcome=f"done:{story.recording.id}")


async def fail(work: ChangeRecording, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom said no: told with what to do next."""
    async with tools.store.unit() as unit:
        recording = await unit.recordings.get(work.recording)
        author = await unit.people.get(work.person) if work.person else None
        if isinstance(error, ZoomNotFound) and recording.state is RecordingState.READY:
            await unit.recordings.set_state(recording.id, RecordingState.GONE)
            await refresh_announcements(unit, tools, await unit.recordings.get(recording.id))
        with speaking(author.locale if author else ""):
            ways = (Button(label=_("Try again"), command=_again(work)), cards.details_button(recording))
            await put_answer(unit, work, refused_card(recording.topic, error, ways), outcome="failed")


def _again(work: ChangeRecording) -> Command:
    """The same wish anew."""
    number = work.recording
    match work.action:
        case RecordingAction.PUBLISH:
            return PublishRecording(recording=number)
        case RecordingAction.HIDE:
            return HideRecording(recording=number)
        case RecordingAction.RENAME:
            return RenameRecording(recording=number, topic=work.topic)
        case RecordingAction.TRASH:
            return TrashRecording(recording=number)
        case RecordingAction.RECOVER:
            return RestoreRecording(recording=number)
        case RecordingAction.DELETE:
            return DeleteRecording(recording=number)
