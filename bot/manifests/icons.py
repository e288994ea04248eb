"""The mark, a lectern in the shape of an L, as PNG files, drawn from polygons with nothing but the standard library."""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Shape = Sequence[Point]
Pixel = tuple[int, int, int, int]

WHITE, CLEAR = (255, 255, 255, 255), (255, 255, 255, 0)
BLUE, SUN = (29, 79, 145, 255), (245, 182, 66, 255)

#: In a square of 1 by 1, the origin above left. The desk leans towards the speaker; stem and foot make the L.
DESK: Shape = ((0.20, 0.33), (0.73, 0.17), (0.79, 0.28), (0.26, 0.44))
STEM: Shape = ((0.37, 0.40), (0.50, 0.36), (0.50, 0.70), (0.37, 0.70))
FOOT: Shape = ((0.37, 0.70), (0.76, 0.70), (0.76, 0.82), (0.37, 0.82))
#: Points of a pixel that are looked at, in each direction.
_SAMPLES = 4
_CORNER = 0.18


def colour_icon(size: int = 192) -> bytes:
    """The mark on a blue field with round corners; Teams wants 192 by 192."""

    def at(point: Point) -> Pixel:
        if not _in_round_square(point):
            return CLEAR
        if _inside(point, DESK):
            return SUN
        return WHITE if _inside(point, STEM) or _inside(point, FOOT) else BLUE

    return png(size, at)


def outline_icon(size: int = 32) -> bytes:
    """The mark alone, white on nothing; Teams wants 32 by 32."""

    def at(point: Point) -> Pixel:
        return WHITE if any(_inside(point, shape) for shape in (DESK, STEM, FOOT)) else CLEAR

    return png(size, at)


def png(size: int, at: Callable[[Point], Pixel]) -> bytes:
    """A square PNG with transparency; `at` gives the colour of a point of the 1 by 1 square."""
    rows = b"".join(b"\x00" + b"".join(bytes(pixel) for pixel in row) for row in _rows(size, at))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _rows(size: int, at: Callable[[Point], Pixel]) -> Iterator[list[Pixel]]:
    """A pixel whose corners agree is all of that colour: only the edges are worth a closer look."""
    corners = [[at((x / size, y / size)) for x in range(size + 1)] for y in range(size + 1)]
    for y in range(size):
        row = []
        for x in range(size):
            seen = {corners[y][x], corners[y][x + 1], corners[y + 1][x], corners[y + 1][x + 1]}
            row.append(seen.pop() if len(seen) == 1 else _blend(size, x, y, at))
        yield row


def _blend(size: int, x: int, y: int, at: Callable[[Point], Pixel]) -> Pixel:
    """The mean of a pixel's points; a clear point gives no colour, so that an outline stays pure white."""
    seen = [at(point) for point in _points(size, x, y)]
    alpha = sum(pixel[3] for pixel in seen)
    if not alpha:
        return CLEAR
    red, green, blue = (round(sum(pixel[i] * pixel[3] for pixel in seen) / alpha) for i in range(3))
    return red, green, blue, round(alpha / len(seen))


def _points(size: int, x: int, y: int) -> Iterator[Point]:
    for down in range(_SAMPLES):
        for right in range(_SAMPLES):
            yield (x + (right + 0.5) / _SAMPLES) / size, (y + (down + 0.5) / _SAMPLES) / size


def _inside(point: Point, shape: Shape) -> bool:
    """Convex shapes, corners in one turning direction: the point lies on the same side of every edge."""
    x, y = point
    return all((bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0 for (ax, ay), (bx, by) in pairwise((*shape, shape[0])))


def _in_round_square(point: Point) -> bool:
    dx, dy = (max(_CORNER - one, one - 1 + _CORNER, 0.0) for one in point)
    return dx * dx + dy * dy <= _CORNER * _CORNER
