"""What the sandbox says back: an answer, or a refusal in the body that Zoom uses for all of them (zoom-api 10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a JSON body; None is an empty body, as behind every 204 (zoom-api 5.3)."""

    status: int
    body: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Zoom says no: `{"code", "message", "errors"?}` with an HTTP status (zoom-api 10)."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: Sequence[Json] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status}/{code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def answer(self) -> Answer:
        body: Json = {"code": self.code, "message": self.message}
        if self.errors:
            body["errors"] = list(self.errors)
        return Answer(self.status, body, self.headers)


def invalid(field_name: str, message: str) -> Refused:
    """400/300 with the one field that did not pass (zoom-api 10)."""
    return Refused(400, 300, "Validation Failed.", errors=[{"field": field_name, "message": message}])


def zulu(moment: datetime) -> str:
    """An aware moment as Zoom prints it: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def without_nones(body: Json) -> Json:
    """Zoom leaves out what it does not have rather than sending null."""
    return {name: value for name, value in body.items() if value is not None}
