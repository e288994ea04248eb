"""The format as JSON Schema, from the records themselves: what `docs/backup.schema.json` holds."""

from typing import Any

from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.lines import END, HEAD
from zoomcore.domain.backups.migrating import VERSION
from zoomcore.domain.backups.records import RECORDS, Header


def schema() -> dict[str, Any]:
    """Draft 2020-12, of the unpacked content: an array whose first item is the header and whose last is the end."""
    records = {one.tag: _object(one.tag, one, (one.__doc__ or "").strip()) for one in RECORDS}
    end = {
        "type": "object",
        "description": "SHA-256 of every byte before this line.",
        "properties": {"is": {"const": END}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "required": ["is", "sha256"],
        "additionalProperties": False,
    }
    header = _object(HEAD, Header, "What the backup is of.")
    header["properties"]["version"] = {"const": VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Lectern backup, format {VERSION}",
        "description": "The content of a .json.gz file that Lectern makes: a JSON array, one record a line.",
        "type": "array",
        "prefixItems": [{"$ref": f"#/$defs/{HEAD}"}],
        "items": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*records, END)]},
        "minItems": 2,
        "$defs": {HEAD: header, **records, END: end},
    }


def _object(name: str, kind: type, description: str) -> dict[str, Any]:
    kinds = kinds_of(kind)
    first = description.split("\n\n", maxsplit=1)[0].replace("\n", " ")
    told = {} if first.startswith(kind.__name__) or not first else {"description": " ".join(first.split())}
    return {
        "type": "object",
        **told,
        "properties": {"is": {"const": name}, **{key: dict(one.schema) for key, one in kinds.items()}},
        "required": ["is", *kinds],
        "additionalProperties": False,
    }
