"""The content of a backup: one JSON array, one record a line, so that it can be written and read as it comes.

The first line is `[{"is": "backup", "version": 1, …}`, each other `,{"is": "…", …}`, the last but one the end with the
SHA-256 of every byte before it, the last `]`.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from zoomcore.domain.backups.faults import BackupFault, Fault
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.migrating import VERSION, migrated
from zoomcore.domain.backups.records import RECORDS, GradeBookRecord, Header, Record
from zoomcore.domain.files import MOST_BYTES

#: Far longer than any record: a query of 20,000 characters, escaped.
LONGEST_LINE = 256 * 1024
#: But for a file that was handed over, which is told in letters.
_LONGEST_WITH_FILE = MOST_BYTES * 4 // 3 + LONGEST_LINE
HEAD = "backup"
END = "end"
_BY_TAG: Mapping[str, type[Record]] = {one.tag: one for one in RECORDS}
_WITH_FILE = f',{{"is":"{GradeBookRecord.tag}",'.encode()
_DIGEST_LENGTH = 64
_Read = TypeVar("_Read", Header, Record)


def longest(begun: bytes) -> int:
    """How long a line may be that begins so."""
    return _LONGEST_WITH_FILE if begun.startswith(_WITH_FILE) else LONGEST_LINE


def write_header(header: Header) -> bytes:
    return b"[" + _line(HEAD, header)


def write_record(record: Record) -> bytes:
    return b"," + _line(record.tag, record)


def write_end(digest: str) -> bytes:
    return b"," + json.dumps({"is": END, "sha256": digest}, separators=(",", ":")).encode() + b"\n]\n"


def _line(name: str, value: Header | Record) -> bytes:
    plain = {"is": name} | {key: kind.write(getattr(value, key)) for key, kind in kinds_of(type(value)).items()}
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def read_header(line: bytes) -> Header:
    """NOT_A_BACKUP for anything else; NEWER for a version that this Lectern does not know."""
    if not line.startswith(b'[{"is":"backup"'):
        raise BackupFault(Fault.NOT_A_BACKUP)
    plain = _parse(line[1:], 1)
    version = plain.get("version")
    if type(version) is not int or version < 1:
        raise BackupFault(Fault.NOT_A_BACKUP)
    if version > VERSION:
        raise BackupFault(Fault.NEWER, version)
    brought_up = migrated(plain, version)
    if brought_up is None:
        raise BackupFault(Fault.NOT_A_BACKUP)
    return _strictly(Header, brought_up, 1)


def read_record(line: bytes, number: int, version: int) -> Record | None:
    """None for a record that today's format has no more. BAD_RECORD for what no Lectern writes."""
    plain = migrated(parse_line(line, number), version)
    if plain is None:
        return None
    kind = _BY_TAG.get(plain["is"]) if isinstance(plain.get("is"), str) else None
    if kind is None:
        raise BackupFault(Fault.BAD_RECORD, number)
    return _strictly(kind, plain, number)


def parse_line(line: bytes, number: int) -> dict[str, Any]:
    if not line.startswith(b",{"):
        raise BackupFault(Fault.BAD_RECORD, number)
    return _parse(line[1:], number)


def end_of(line: bytes, number: int) -> str | None:
    """The checksum, where this is the end."""
    if not line.startswith(b',{"is":"end"'):
        return None
    digest = _parse(line[1:], number).get("sha256")
    if not isinstance(digest, str) or len(digest) != _DIGEST_LENGTH:
        raise BackupFault(Fault.BAD_RECORD, number)
    return digest


def _strictly(kind: type[_Read], plain: Mapping[str, Any], number: int) -> _Read:
    """Every attribute, no other, each of its kind."""
    kinds = kinds_of(kind)
    if plain.keys() - {"is"} != kinds.keys():
        raise BackupFault(Fault.BAD_RECORD, number)
    try:
        values = {name: one.read(plain[name]) for name, one in kinds.items()}
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise BackupFault(Fault.BAD_RECORD, number) from error
    return kind(**values)


def _parse(text: bytes, number: int) -> dict[str, Any]:
    try:
        found = json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BackupFault(Fault.BAD_RECORD, number) from error
    if not isinstance(found, dict):
        raise BackupFault(Fault.BAD_RECORD, number)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON's")
