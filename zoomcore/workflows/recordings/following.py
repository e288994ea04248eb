"""Going on from a recording's page to Zoom, and fetching a transcript."""

from urllib.parse import urlencode

from zoomcore.chat import ConversationRef
from zoomcore.commands.catalogue import FollowRecording
from zoomcore.domain.recording_work import SendTranscript
from zoomcore.domain.recordings import Recording
from zoomcore.errors import ChatUnavailable, UserError, ZoomError, ZoomNotFound, ZoomRateLimited, ZoomUnavailable
from zoomcore.services.recordings import cards, listing
from zoomcore.services.scene import Scene
from zoomcore.views import Card, Code, Document, Link, Redirect, Reply, Text, Tone
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
    """Two requests and one to the chat. A transcript that cannot be had is told in words."""
    async with tools.store.reading() as unit:
        recording = await unit.recordings.get(work.recording)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        try:
            document = await _transcript(tools, recording)
            await _hand_over(tools, work, document)
        except (ZoomUnavailable, ZoomRateLimited) as error:
            await tell(tools, work, waiting_card(recording.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)
            return
        async with tools.store.unit() as unit:
            title = _("Here is the transcript: {topic}").replace("{topic}", recording.topic)
            await put_answer(unit, work, Card(title=title, tone=Tone.GOOD), outcome="done")


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


async def _hand_over(tools: Tools, work: SendTranscript, document: Document) -> None:
    to = ConversationRef.from_data(work.answer)
    port = tools.chats.get(to.platform)
    if port is None:
        raise ChatUnavailable("this platform is off")
    await port.send_file(to, document, key=f"{work.kind}:{work.key}")


async def fail(work: SendTranscript, tools: Tools, error: UserError | ZoomError) -> None:
    """Told with what to do next."""
    async with tools.store.unit() as unit:
        recording = await unit.recordings.get(work.recording)
        person = await unit.people.get(work.person)
        with speaking(person.locale):
            card = refused_card(recording.topic, error, (cards.list_button(),))
            await put_answer(unit, work, card, outcome="failed")
