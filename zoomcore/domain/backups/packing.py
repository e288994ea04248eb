"""A backup as bytes: gzip over the lines, written and read piece by piece, with every limit kept on the way.

Neither side does I/O. Memory stays flat however long the backup is: one piece in, what is whole comes out.
"""

import hashlib
import zlib
from collections.abc import Iterator

from zoomcore.domain.backups.faults import BackupFault, Fault
from zoomcore.domain.backups.lines import (
    end_of,
    longest,
    read_header,
    read_record,
    write_end,
    write_header,
    write_record,
)
from zoomcore.domain.backups.records import Header, Record

#: A term of a large school takes some 30 MB; a gibibyte is no backup.
LONGEST_FILE = 256 * 1024 * 1024
LONGEST_CONTENT = 2 * 1024 * 1024 * 1024
#: Rows of attendance pack to a twentieth; zeros to a thousandth.
MOST_RATIO = 200
#: Below this the ratio says nothing.
_RATIO_FROM = 4 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_STEP = 64 * 1024
MAGIC = b"\x1f\x8b"


class Writer:
    """Give the pieces it hands out to a file in order; `finish` gives the last one."""

    def __init__(self, header: Header) -> None:
        self._zip = zlib.compressobj(level=6, wbits=_GZIP)
        self._digest = hashlib.sha256()
        self._first = write_header(header)
        self._rows = hashlib.sha256()
        self.records = 0

    def add(self, record: Record) -> bytes:
        """Often nothing: the packing gathers."""
        self.records += 1
        line = write_record(record)
        self._rows.update(line)
        return self._pack(line)

    def finish(self) -> bytes:
        rest = self._pack(b"")
        return rest + self._zip.compress(write_end(self._digest.hexdigest())) + self._zip.flush()

    def _pack(self, line: bytes) -> bytes:
        first, self._first = self._first, b""
        whole = first + line
        self._digest.update(whole)
        return self._zip.compress(whole)

    @property
    def sha256(self) -> str:
        """Of the content, without its end."""
        return self._digest.hexdigest()

    @property
    def rows(self) -> str:
        """A digest of the records alone: the same whenever a backup of the same is made."""
        return self._rows.hexdigest()


class Reader:
    """Feed it the pieces of a file; `header` is there as soon as the first line is, and before any record comes out.

    Raises BackupFault at the first thing wrong. Only `finish` says that the whole is sound: what was fed before may
    have been changed, so nothing of it must be kept until then.
    """

    def __init__(self) -> None:
        self._zip = zlib.decompressobj(wbits=_GZIP)
        self._digest = hashlib.sha256()
        self._rows = hashlib.sha256()
        self._left = b""
        self._lines = 0
        self._packed = self._unpacked = 0
        self._ended = self._closed = False
        self.header: Header | None = None
        self.records = 0

    def feed(self, piece: bytes) -> Iterator[Record]:
        self._packed += len(piece)
        if self._packed > LONGEST_FILE:
            raise BackupFault(Fault.TOO_LARGE)
        if self._packed == len(piece) and not piece.startswith(MAGIC[: len(piece)]):
            raise BackupFault(Fault.NOT_A_BACKUP)
        more = True
        while piece or more:
            if self._zip.eof:
                raise BackupFault(Fault.MORE_BEHIND)
            text = self._unpack(piece)
            yield from self._take(text)
            piece = self._zip.unconsumed_tail or self._zip.unused_data
            # What was read may still hold more than one step gives.
            more = len(text) == _STEP and not self._zip.eof

    def _unpack(self, piece: bytes) -> bytes:
        try:
            text = self._zip.decompress(piece, _STEP)
        except zlib.error as error:
            raise BackupFault(Fault.TRUNCATED if self.header else Fault.NOT_A_BACKUP) from error
        self._unpacked += len(text)
        if self._unpacked > LONGEST_CONTENT:
            raise BackupFault(Fault.TOO_LARGE)
        if self._unpacked > _RATIO_FROM and self._unpacked > MOST_RATIO * self._packed:
            raise BackupFault(Fault.BOMB)
        return text

    def _take(self, text: bytes) -> Iterator[Record]:
        *whole, self._left = (self._left + text).split(b"\n")
        if len(self._left) > longest(self._left):
            raise BackupFault(Fault.BAD_RECORD if self.header else Fault.NOT_A_BACKUP, self._lines + 1)
        for line in whole:
            record = self._read(line)
            if record is not None:
                self.records += 1
                yield record

    def _read(self, line: bytes) -> Record | None:
        self._lines += 1
        if self._closed:
            raise BackupFault(Fault.MORE_BEHIND)
        if self._ended:
            if line != b"]":
                raise BackupFault(Fault.BAD_RECORD, self._lines)
            self._closed = True
            return None
        if self.header is None:
            self.header = read_header(line)
            self._digest.update(line + b"\n")
            return None
        digest = end_of(line, self._lines)
        if digest is not None:
            if digest != self._digest.hexdigest():
                raise BackupFault(Fault.CHANGED)
            self._ended = True
            return None
        self._digest.update(line + b"\n")
        self._rows.update(line + b"\n")
        return read_record(line, self._lines, self.header.version)

    def finish(self) -> Header:
        """TRUNCATED where the end did not come."""
        if self.header is None and not self._packed:
            raise BackupFault(Fault.NOT_A_BACKUP)
        if self.header is None or not self._closed or self._left or not self._zip.eof:
            raise BackupFault(Fault.TRUNCATED)
        return self.header

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    @property
    def rows(self) -> str:
        """As a Writer's."""
        return self._rows.hexdigest()

    @property
    def size(self) -> int:
        """Bytes fed so far."""
        return self._packed


def packed(header: Header, records: Iterator[Record]) -> bytes:
    """A whole backup at once, for a short one."""
    writer = Writer(header)
    return b"".join([*(writer.add(one) for one in records), writer.finish()])


def unpacked(content: bytes) -> tuple[Header, list[Record]]:
    """A whole backup at once, for a short one."""
    reader = Reader()
    records = list(reader.feed(content))
    return reader.finish(), records
