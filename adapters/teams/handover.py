"""Files handed over in a 1:1 chat of Teams: fetched without our token, up to the size Lectern takes."""

from dataclasses import replace

from adapters.teams.connector import Connector
from adapters.teams.parse import TeamsFile
from zoomcore.chat import Request, Uploaded
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.domain.files import MOST_BYTES
from zoomcore.errors import ChatRefused

#: Of one message: a grade book and a mistake or two.
_MOST_FILES = 3


async def fetched(connector: Connector, request: Request, files: tuple[TeamsFile, ...]) -> list[Request]:
    """One request of the core a file, and one to Teams' storage. Raises ChatUnavailable: Teams tells of it again."""
    text = request.wish.text if isinstance(request.wish, Uploaded) else ""
    return [
        replace(request, wish=await _fetch(connector, file, text), delivery=f"{request.delivery} {number}")
        for number, file in enumerate(files[:_MOST_FILES])
    ]


async def _fetch(connector: Connector, file: TeamsFile, text: str) -> Uploaded:
    try:
        content = await connector.download(file.url, most=MOST_BYTES)
    except ChatRefused:
        return Uploaded(name=file.name, text=text, trouble=FileTrouble.UNREACHABLE)
    if content is None:
        return Uploaded(name=file.name, text=text, trouble=FileTrouble.TOO_LARGE)
    return Uploaded(name=file.name, text=text, content=content)
