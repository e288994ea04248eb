"""A file that a page sends: read piece by piece, and no further than it may go."""

from collections.abc import Callable

from aiohttp import BodyPartReader, web

from zoomcore.chat import Uploaded
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.domain.files import MOST_BYTES

#: A browser shows an answer only once it has sent its file, so what is too large is read to its end, up to here.
_PATIENCE_BYTES = 4 * MOST_BYTES
_LONGEST_FIELD = 1024


async def read_upload(request: web.Request, is_ours: Callable[[str], bool]) -> Uploaded | None:
    """The file with the words sent before it; None without a proof that is ours, and then no file is read."""
    if not request.content_type.startswith("multipart/"):
        return None
    told = {"proof": "", "text": ""}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                return None
            if part.name == "file":
                return await _file(part, told["text"]) if is_ours(told["proof"]) else None
            if part.name in told:
                told[part.name] = (await part.read_chunk(_LONGEST_FIELD)).decode("utf-8", "replace")
    except ValueError:
        # Cut short on its way, or no multipart after all.
        return None
    return None


async def _file(part: BodyPartReader, text: str) -> Uploaded:
    content, read = bytearray(), 0
    while (chunk := await part.read_chunk(64 * 1024)) and read <= _PATIENCE_BYTES:
        read += len(chunk)
        if read <= MOST_BYTES:
            content += chunk
    name, kind = part.filename or "", part.headers.get("Content-Type", "")
    if read > MOST_BYTES:
        return Uploaded(name=name, media_type=kind, text=text, trouble=FileTrouble.TOO_LARGE)
    return Uploaded(name=name, media_type=kind, content=bytes(content), text=text)
