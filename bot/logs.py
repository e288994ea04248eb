"""Structured lines, one JSON object each (readable ones on a terminal), without secrets and without people's addresses.

Everything that logs, our code and the libraries', goes through the same redaction: `redact` is the one place that knows
what must not be written down.
"""

import logging
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

HIDDEN = "[hidden]"
_E_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Slack's and Zoom's tokens by their looks, then whatever stands after "Bearer" or "Basic".
    (re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+"), HIDDEN),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), HIDDEN),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # Zoom's start links and the passcode in a join link; our own signed links; Slack's response addresses.
    (re.compile(r"(https?://[^\s\"'<>]*?/(?:s|j|w|wc|my)/)[^\s\"'<>]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?<![\w:])(/(?:j|report|files|calendar)/)[^\s\"'<>]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(https?://hooks\.slack\.com/)[^\s\"'<>]+"), rf"\1{HIDDEN}"),
    (
        re.compile(r"\b(zak|pwd|token|access_token|client_secret|state|code)=[^\s&\"'<>]+", re.IGNORECASE),
        rf"\1={HIDDEN}",
    ),
    # A password inside any address: postgresql://name:password@host.
    (re.compile(r"(\w+://[^\s:/@]+):[^\s/@]+@"), rf"\1:{HIDDEN}@"),
    (_E_MAIL, "[e-mail]"),
)
_SECRET_KEYS = re.compile(
    r"secret|password|passcode|token|authori[sz]ation|cookie|api_key|start_url|join_url|host_key|sealed|e_?mail|\bzak\b",
    re.IGNORECASE,
)


class Redactor:
    """A structlog processor. `secrets` are values that must never appear, whatever they look like."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        # A short value would hide half of every line; the settings refuse short keys where it matters.
        self._secrets = sorted((one for one in secrets if len(one) >= 6), key=len, reverse=True)  # noqa: PLR2004

    def __call__(self, _logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: HIDDEN if _SECRET_KEYS.search(key) else self.clean(value) for key, value in event.items()}

    def clean(self, value: Any) -> Any:
        """The same shape, its texts redacted; an object we do not know is written by its type alone."""
        match value:
            case str():
                return self.text(value)
            case None | bool() | int() | float():
                return value
            case Mapping():
                return {
                    str(key): HIDDEN if _SECRET_KEYS.search(str(key)) else self.clean(one) for key, one in value.items()
                }
            case list() | tuple() | set() | frozenset():
                return [self.clean(one) for one in value]
            case _:
                return self.text(str(value))

    def text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern, kept in _PATTERNS:
            text = pattern.sub(kept, text)
        return text


def configure_logs(*, level: str = "info", secrets: Sequence[str] = (), stream: TextIO | None = None) -> None:
    """Send all logging of this process through one formatter to `stream` (standard error).

    JSON unless the stream is a terminal. Safe to call again: the last call wins.
    """
    target = stream or sys.stderr
    shared = _shared(Redactor(secrets))
    renderer = _renderer(target)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    _quieten()
    structlog.configure(
        # First of all: what nobody will read is not worth a redaction.
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shared(redactor: Redactor) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        # Before the redaction: a traceback quotes what it was given.
        structlog.processors.format_exc_info,
        redactor,
    ]


def _renderer(target: TextIO) -> Processor:
    if target.isatty():
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _quieten() -> None:
    """Libraries that log each request say what our own line says already, and with the address in it."""
    for name in ("httpx", "httpcore", "aiohttp.access", "msrest.serialization", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Its serialiser warns of every field it does not know.
    logging.getLogger("msrest.serialization").setLevel(logging.ERROR)
