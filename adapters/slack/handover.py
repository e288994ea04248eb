"""Files handed over in a direct chat of Slack's: fetched from Slack alone, up to the size Lectern takes."""

from dataclasses import replace

from adapters.slack.parse import Handed, SlackFile, read_file
from adapters.slack.web import SlackWeb
from zoomcore.chat import Request, Typed, Uploaded
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.domain.files import MOST_BYTES
from zoomcore.errors import ChatRefused

#: Of one message: a grade book and a mistake or two.
_MOST_FILES = 3


async def fetched(web: SlackWeb, handed: Handed) -> list[Request]:
    """One request a file; at most one request to Slack for each, two where the event did not tell its address.

    Raises ChatUnavailable where Slack is in trouble: the event comes again.
    """
    asked = handed.request
    text = asked.wish.text if isinstance(asked.wish, Typed) else ""
    if not handed.files:
        refused = Uploaded(name=handed.names[0], text=text)
        return [replace(asked, wish=refused, delivery=f"{asked.delivery}:0")]
    return [
        replace(asked, wish=replace(await _fetch(web, file), text=text), delivery=f"{asked.delivery}:{number}")
        for number, file in enumerate(handed.files[:_MOST_FILES])
    ]


async def _fetch(web: SlackWeb, told: SlackFile) -> Uploaded:
    try:
        file = told if told.url else await _looked_up(web, told)
        content = None if file.size > MOST_BYTES else await web.download(file.url, most=MOST_BYTES)
    except ChatRefused:
        return Uploaded(name=told.name, media_type=told.media_type, trouble=FileTrouble.UNREACHABLE)
    if content is None:
        return Uploaded(name=file.name, media_type=file.media_type, trouble=FileTrouble.TOO_LARGE)
    return Uploaded(name=file.name, media_type=file.media_type, content=content)


async def _looked_up(web: SlackWeb, told: SlackFile) -> SlackFile:
    """A file of another workspace comes with its id alone (docs.slack.dev, `check_file_info`)."""
    data = await web.read("files.info", file=told.id)
    found = read_file(data.get("file") or {})
    if not found.url:
        raise ChatRefused("Slack tells no address of the file.", reason="no_address")
    return found
