"""Reading what a platform hands over, up to a limit."""

from aiohttp import StreamReader


async def read_at_most(stream: StreamReader, most: int) -> bytes | None:
    """None where there are more bytes than that: the rest is not read."""
    content = bytearray()
    async for chunk in stream.iter_any():
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)
