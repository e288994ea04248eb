"""Going on from a recording's page to Zoom, and fetching a transcript."""

from urllib.parse import urlencode

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.recordings import FollowRecording, GetTranscript
from zoomcore.domain.recording_work import FileFate, SendTranscript
from zoomcore.domain.recordings import Recording
from zoomcore.errors import (
    ChatRefused,
    ChatUnavailable,
    UserError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomUnavailable,
)
from zoomcore.services.recordings import cards, listing
from zoomcore.services.scene import Scene
from zoomcore.views import Button, Card, Code, Document, Link, Redirect, Reply, Text, Tone
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_models import ZoomRecording
from zoomcore.zoom.refusals import explain

#: The longest class has less than this to say.
MOST_TRANSCRIPT_BYTES = 8 * 1024 * 1024


async def follow_recording(tools: Tools, scene: Scene, wish: FollowRecording) -> Reply:
    """Asks Zoom for the link as it is now, writes down that it was opened, and goes on. One request.

    The passcode goes along behind the link; only where Zoom hands out none for links it is shown, to be typed.
    """
    async with tools.store.reading() as unit:
        recording = await unit.recordings.get(wish.recording)
        await listing.require_watchable(unit, scene, recording)
    try:
        found = await tools.zoom.get_recording(recording.uuid)
    except ZoomError as error:
        happened, then = explain(error)
        body = (Text(line=(happened,)), Text(line=(then,)))
        outage = not isinstance(error, ZoomNotFound)
        return Reply(view=Card(title=recording.topic, tone=Tone.WARNING, body=body), outage=outage)
    url = play_url(found)
    if not url:
        return Reply(view=_no_link(recording))
    async with tools.store.unit() as unit:
        await listing.note_seen(unit, scene, recording)
    if found.passcode and not found.play_passcode:
        return Reply(view=_with_passcode(recording, url, found.passcode))
    return Reply(view=Redirect(url=with_passcode(url, found.play_passcode)))


def play_url(found: ZoomRecording) -> str:
    """The link to all its pieces, else that of the first one that can be played."""
    playable = [file for file in found.files if file.play_url]
    videos = [file for file in playable if file.type == "MP4"]
    return found.share_url or next((file.play_url for file in (*videos, *playable)), "")


def with_passcode(url: str, passcode: str) -> str:
    """As Zoom wants it behind a link (zoom-api 9.1)."""
    if not passcode:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'pwd': passcode})}"


def _no_link(recording: Recording) -> Card:
    return Card(
        title=recording.topic,
        tone=Tone.WARNING,
        body=(Text(line=phrase("Zoom has nothing to play yet. Please try again in a while.")),),
    )


def _with_passcode(recording: Recording, url: str, passcode: str) -> Card:
    return Card(
        title=recording.topic,
        body=(
            Text(line=phrase("Zoom will ask for the passcode {passcode}.", passcode=Code(passcode))),
            Text(line=phrase("{link} and type it there.", link=Link(_("Go on to Zoom"), url))),
        ),
    )


async def send_transcript(work: SendTranscript, tools: Tools) -> None:
    """Two requests and one to the chat. A transcript that cannot be had is told in words.

    Rather missing than double: where nobody knows whether the file went out, it is not sent again, and that is said.
    """
    async with tools.store.reading() as unit:
        recording = await unit.recordings.get(work.recording)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        try:
            sent = await _is_sent(tools, work) or await _hand_over(tools, work, await _transcript(tools, recording))
        except (ZoomUnavailable, ZoomRateLimited) as error:
            await tell(tools, work, waiting_card(recording.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)
            return
        async with tools.store.unit() as unit:
            await unit.inbox.keep_answer(_file_key(work), {"fate": sent})
            if sent is FileFate.SENT:
                title = _("Here is the transcript: {topic}").replace("{topic}", recording.topic)
                await put_answer(unit, work, Card(title=title, tone=Tone.GOOD), outcome="done")
            else:
                await put_answer(unit, work, _maybe_sent(recording), outcome="doubtful")


async def _transcript(tools: Tools, recording: Recording) -> Document:
    found = await tools.zoom.get_recording(recording.uuid)
    file = next((one for one in found.files if one.type == "TRANSCRIPT" and one.download_url), None)
    if file is None:
        raise ZoomNotFound("no transcript", status=404, code=_NO_TRANSCRIPT)
    content = await tools.zoom.download(file.download_url, most_bytes=MOST_TRANSCRIPT_BYTES)
    name = "".join(c if c.isalnum() or c in " -_" else " " for c in recording.topic).strip() or "transcript"
    title = _("Transcript: {topic}").replace("{topic}", recording.topic)
    return Document(name=f"{name}.vtt", media_type="text/vtt", content=content, title=title)


#: Zoom's code where there is no transcript (zoom-api 9.3).
_NO_TRANSCRIPT = 3322


def _file_key(work: SendTranscript) -> str:
    return f"file:{work.kind}:{work.key}"


async def _is_sent(tools: Tools, work: SendTranscript) -> FileFate | None:
    """What an earlier run left; None where the file surely did not go out. A run that died while sending: DOUBTFUL."""
    async with tools.store.reading() as unit:
        left = await unit.inbox.answer(_file_key(work))
    fate = FileFate(left["fate"]) if left else FileFate.WAITING
    match fate:
        case FileFate.WAITING:
            return None
        case FileFate.SENDING:
            return FileFate.DOUBTFUL
        case _:
            return fate


async def _hand_over(tools: Tools, work: SendTranscript, document: Document) -> FileFate:
    """That it goes out is written down before; raises where it surely did not."""
    to = ConversationRef.from_data(work.answer)
    port = tools.chats.get(to.platform)
    if port is None:
        raise ChatUnavailable("this platform is off")
    await _note(tools, work, FileFate.SENDING)
    try:
        await port.send_file(to, document, key=f"{work.kind}:{work.key}")
    except ChatUnavailable as trouble:
        if trouble.answer_lost:
            return FileFate.DOUBTFUL
        await _note(tools, work, FileFate.WAITING)
        raise
    except ChatRefused:
        await _note(tools, work, FileFate.WAITING)
        raise
    return FileFate.SENT


async def _note(tools: Tools, work: SendTranscript, fate: FileFate) -> None:
    async with tools.store.unit() as unit:
        await unit.inbox.first(_file_key(work), "file")
        await unit.inbox.keep_answer(_file_key(work), {"fate": fate})


def _maybe_sent(recording: Recording) -> Card:
    return Card(
        title=_("The transcript may have arrived: {topic}").replace("{topic}", recording.topic),
        tone=Tone.WARNING,
        body=(
            Text(line=phrase("I was interrupted while sending it, and don't send it twice. Look in our private chat.")),
        ),
        actions=(Button(label=_("It isn't there: send it again"), command=GetTranscript(recording=recording.id)),),
    )


async def fail(work: SendTranscript, tools: Tools, error: UserError | ZoomError) -> None:
    """Told with what to do next."""
    async with tools.store.unit() as unit:
        recording = await unit.recordings.get(work.recording)
        person = await unit.people.get(work.person)
        with speaking(person.locale):
            card = refused_card(recording.topic, error, (cards.list_button(),))
            await put_answer(unit, work, card, outcome="failed")
