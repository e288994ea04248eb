import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import HIDDEN, Redactor, configure_logs

START = "https://zoom.us/s/81234567890?zak=eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ3ZWIifQ.abc"
LEAKS = [
    START,
    "https://uni.zoom.us/j/81234567890?pwd=aGVsbG8",
    "https://lectern.example.edu/j/eyJhbGciOi.abcdef",
    "GET /j/abcdef.ghijkl HTTP/1.1",
    "https://hooks.slack.com/commands/T1/2/abcdef",
    "xoxb-1234-abcdef",
    "xapp-1-A1-abcdef",
    "Authorization: Bearer abcdef.ghijkl",
    "postgresql://lectern:abcdef@db/lectern",
    "client_secret=abcdef&x=1",
    "token for abcdef@uni.example",
]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logs(secrets=("hush-hush-hush",), stream=stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("text", LEAKS)
def test_what_opens_a_door_or_names_a_person_is_not_written(text, stream):
    structlog.get_logger("lectern").info("sent", detail=f"before {text} after", nested={"list": [text]})

    (line,) = stream.getvalue().splitlines()
    assert not re.search(r"abcdef|eyJ|pwd=a|zak=e|81234567890|@uni", line)
    assert "before" in line


@pytest.mark.parametrize("key", ["password", "client_secret", "bot_token", "email", "start_url", "Authorization"])
def test_a_telling_name_hides_its_value(key, stream):
    structlog.get_logger("lectern").info("sent", **{key: "plain words"}, nested={key: "plain words"})

    (line,) = lines(stream)
    assert line[key] == HIDDEN
    assert line["nested"] == {key: HIDDEN}


def test_known_secrets_are_hidden_whatever_they_look_like(stream):
    structlog.get_logger("lectern").warning("the key is hush-hush-hush, keep it")

    (line,) = lines(stream)
    assert line["event"] == f"the key is {HIDDEN}, keep it"


def test_a_library_that_logs_goes_through_the_same_gate(stream):
    logging.getLogger("some.library").warning("posted to %s for %s", START, "ana@uni.example")

    (line,) = lines(stream)
    assert line["event"] == f"posted to https://zoom.us/s/{HIDDEN} for [e-mail]"
    assert line["logger"] == "some.library"


def test_a_traceback_is_cleaned_too(stream):
    try:
        int(f"no answer from {START}")
    except ValueError:
        structlog.get_logger("lectern").exception("failed")

    (line,) = lines(stream)
    assert "Traceback" in str(line["exception"])
    assert "eyJ" not in str(line["exception"])


def test_a_line_says_when_and_how_grave(stream):
    structlog.get_logger("lectern.jobs").error("gave up", job=7, waited=1.5, done=False)

    (line,) = lines(stream)
    assert line["level"] == "error"
    assert str(line["timestamp"]).endswith("Z")
    assert (line["job"], line["waited"], line["done"]) == (7, 1.5, False)


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=80))
def test_redaction_never_fails_and_settles_at_once(text):
    redactor = Redactor(("hush-hush-hush",))

    once = redactor.text(f"{text} hush-hush-hush")
    assert "hush-hush-hush" not in once
    assert redactor.text(once) == once


def test_ordinary_lines_stay_as_they_are():
    text = "Course MATH201: 3 of 5 classes moved, see /healthz and https://lectern.example.edu/docs"

    assert Redactor().text(text) == text
