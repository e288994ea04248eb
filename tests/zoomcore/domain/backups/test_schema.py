"""The documented format is the format of the code."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from tests.backups import HEADER, courses
from zoomcore.domain.backups.packing import packed
from zoomcore.domain.backups.records import RECORDS, Record
from zoomcore.domain.backups.schema import schema

DOCUMENT = Path(__file__).parents[4] / "docs" / "backup.schema.json"


def test_the_document_is_what_the_code_says():
    """Write it anew with `python -m tests.zoomcore.domain.backups.test_schema`."""
    assert json.loads(DOCUMENT.read_text()) == json.loads(json.dumps(schema()))


@given(rows=courses())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_backup_keeps_to_it(rows: list[Record]):
    content = json.loads(gzip.decompress(packed(HEADER, iter(rows))))

    assert list(Draft202012Validator(schema()).iter_errors(content)) == []


@pytest.mark.parametrize("word", ["passcode", "password", "join_url", "start_url", "token"])
def test_it_has_no_place_for_a_secret(word: str):
    names = {name for one in schema()["$defs"].values() for name in one["properties"]}

    assert [name for name in names if word in name] == []
    assert RECORDS


if __name__ == "__main__":
    DOCUMENT.write_text(json.dumps(schema(), indent=1) + "\n")
