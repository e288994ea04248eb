"""Zoom's OpenAPI file as a judge: is this a request Zoom would take, is this an answer Zoom could give?

The file is Zoom's and is never copied into the project: it is read from LECTERN_SPEC_DIR, else from `../shared/spec`
beside the repository. Its known slips are mended here before anything is judged. Unknown names are refused on both
sides, although the file allows them: a field or query parameter that Zoom never heard of is a mistake of ours.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

SPEC_FILE = "zoom-api.openapi.json"
WEBHOOKS_FILE = "zoom-webhooks.openapi.json"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})

# Zoom's file names these nearly nowhere, yet they come from every endpoint: tokens, scopes, role rights, rates;
# 300 is the validation answer of all.
CODES_FROM_EVERYWHERE = frozenset(
    {(401, 124), (400, 124), (400, 200), (400, 300), (400, 4711), (400, 4700), (429, 429), (429, 4001)}
)
# From every dashboard of an account below Business; the file names it for one of them.
NO_DASHBOARD = (400, 400)
# The file names each of these for a meeting or for a webinar; they come from both (zoom-api 5.8, Indico #319).
SIGN_UP_CODES = frozenset({303, 404, 3000, 3027, 3034, 3035, 3038, 3043, 3079})
# In none of Zoom's exports, in use all the same.
OUTSIDE_THE_FILE = frozenset({("GET", "/accounts/{accountId}/plans/usage")})

ERROR_BODY = {
    "type": "object",
    "required": ["code", "message"],
    "additionalProperties": False,
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string", "minLength": 1},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": {"type": "string"}, "message": {"type": "string"}}},
        },
    },
}

_formats = FormatChecker(formats=())


@_formats.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    """Zoom's own texts allow local time without a zone where the file says date-time: both pass."""
    return not isinstance(value, str) or (len(value) >= len("2026-01-01T00:00") and bool(datetime.fromisoformat(value)))


@_formats.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@_formats.checks("email")
def _is_email(value: object) -> bool:
    """Blank passes: Zoom blanks the e-mail of people it may not name."""
    return not isinstance(value, str) or re.fullmatch(r"([^@\s]+@[^@\s]+)?", value) is not None


@_formats.checks("int64")
def _is_int64(value: object) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One object schema out of an `allOf` of object schemas."""
    whole: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    for part in parts:
        flat = _merged([*part["allOf"], {k: v for k, v in part.items() if k != "allOf"}]) if "allOf" in part else part
        whole["properties"] |= flat.get("properties", {})
        whole["required"] += flat.get("required", [])
    return whole


def _mended(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema that Zoom meant: `allOf` merged, known slips out, unknown properties refused."""
    if "allOf" in schema:
        own = {key: value for key, value in schema.items() if key != "allOf"}
        schema = own | _merged([*schema["allOf"], own])
    mended = {key: schema[key] for key in KEPT if key in schema}
    if mended.get("type") == "array":
        mended |= {new: mended.pop(old) for old, new in MEANT_FOR_ITEMS.items() if old in mended}
    if "properties" in schema:
        mended["properties"] = {name: _property(name, inner) for name, inner in schema["properties"].items()}
        mended.setdefault("additionalProperties", False)
    if "items" in schema:
        mended["items"] = _mended(schema["items"])
    for combiner in ("oneOf", "anyOf"):
        if combiner in schema:
            mended[combiner] = [_mended(branch) for branch in schema[combiner]]
            mended.pop("additionalProperties", None)
    if schema.get("nullable"):
        mended["type"] = [mended["type"], "null"]
    return mended


# What a JSON Schema validator understands; minimum and maximum mean items on an array in Zoom's file.
KEPT = (
    *("type", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"),
    *("minItems", "maxItems", "uniqueItems", "required"),
)
MEANT_FOR_ITEMS = {"maximum": "maxItems", "minimum": "minItems"}


def _property(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    mended = _mended(schema)
    if name == "weekly_days":  # the enum "1".."7" contradicts the text: "1,3" is a value
        mended = {"type": "string", "pattern": r"^[1-7](,[1-7])*$"}
    if name == "file_type" and "TRANSCRIPT" in mended.get("enum", ()):  # the text beside the enum has one more
        mended = mended | {"enum": [*mended["enum"], "TIMELINE"]}
    return mended


def _typed(text: str, schema: Mapping[str, Any]) -> object:
    """A query or path value as the type its schema asks for; the text itself where it is not one."""
    kind = schema.get("type")
    if kind == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def _problems(validator: Draft202012Validator, value: object) -> Iterator[str]:
    for error in validator.iter_errors(value):
        nearest = _nearest(error)
        where = "/".join(str(step) for step in nearest.absolute_path) or "(whole)"
        yield f"{where}: {nearest.message[:300]}"


def _nearest(error: ValidationError) -> ValidationError:
    """Inside a failed `oneOf`, what is wrong with the branch that fits best, not that none does."""
    branches: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    return _nearest(min(branches.values(), key=len)[0]) if branches else error


@dataclass
class Operation:
    """One method on one path of Zoom's file; its validators are compiled when they are first asked for."""

    method: str
    template: str
    raw: dict[str, Any]
    _compiled: dict[str, Draft202012Validator | None] = field(default_factory=dict)

    @property
    def scopes(self) -> frozenset[str]:
        """Classic and granular scopes of which the file says that any one opens this operation."""
        extensions = self.raw.get("x-extensions", {})
        return frozenset(extensions.get("x-macro-scopes", [])) | frozenset(extensions.get("x-granular-scopes", []))

    def parameters(self, place: str) -> dict[str, dict[str, Any]]:
        return {entry["name"]: entry for entry in self.raw.get("parameters", []) if entry["in"] == place}

    def validator(self, key: str, content: Mapping[str, Any]) -> Draft202012Validator | None:
        if key not in self._compiled:
            schema = next((entry.get("schema") for kind, entry in content.items() if "json" in kind), None)
            self._compiled[key] = schema and Draft202012Validator(_mended(schema), format_checker=_formats)
        return self._compiled[key]

    def codes(self, status: int) -> frozenset[int]:
        response = self.raw["responses"].get(str(status), {})
        examples = (name for content in response.get("content", {}).values() for name in content.get("examples", {}))
        named = re.findall(r"Error Code:\*{0,2}\s*`?(\d+)", response.get("description", ""))
        return frozenset(int(code) for code in named) | frozenset(
            int(found.group(1)) for name in examples if (found := re.match(r"code_(\d+)", name))
        )


class Spec:
    """Zoom's file, asked by (method, path). Paths may begin with `/v2` and carry real ids."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._by_shape: dict[tuple[str, int], list[Operation]] = {}
        for template, item in document["paths"].items():
            for method in METHODS & item.keys():
                operation = Operation(method.upper(), template, item[method])
                self._by_shape.setdefault((method.upper(), template.count("/")), []).append(operation)
        self._error = Draft202012Validator(ERROR_BODY)

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation for a real path; literal segments win over placeholders, None when Zoom has no such call."""
        steps = _steps(path)
        fitting = [op for op in self._by_shape.get((method.upper(), len(steps)), []) if _fits(op.template, steps)]
        return min(fitting, key=lambda op: op.template.count("{"), default=None)

    def check_request(self, method: str, path: str, query: Mapping[str, str] | None, body: object) -> None:
        """AssertionError unless Zoom documents this call: path, query names and values, and the whole body."""
        operation = self.operation(method, path)
        if operation is None:
            assert _outside(method, path), f"Zoom has no operation {method} {path}"
            return
        found = [*_path_problems(operation, path), *_query_problems(operation, query or {})]
        validator = operation.validator("request", operation.raw.get("requestBody", {}).get("content", {}))
        if validator is None:
            found += [] if body is None else [f"body: none is documented, got {body!r}"]
        elif body is not None or operation.raw["requestBody"].get("required"):
            found += [f"body {problem}" for problem in _problems(validator, body)]
        assert not found, f"{method} {path} (Zoom's {operation.template}): " + "; ".join(found)

    def check_response(self, method: str, path: str, status: int, body: object) -> None:
        """AssertionError unless this operation may answer so. `body` is the parsed JSON, None for an empty one."""
        if status >= 500 or (status >= 400 and _outside(method, path)):  # a broken server answers anything
            return
        operation = self.operation(method, path)
        if operation is None and not _outside(method, path):
            assert status == 404 or (status, _code(body)) == (400, 2300), f"Zoom has no operation {method} {path}"
        if operation is None:
            return
        found = list(self._answer_problems(operation, status, body))
        assert not found, f"{method} {path} → {status} (Zoom's {operation.template}): " + "; ".join(found)

    def _answer_problems(self, operation: Operation, status: int, body: object) -> Iterator[str]:
        if status >= 400:
            yield from _problems(self._error, body)
            pair = (status, _code(body))
            if pair == NO_DASHBOARD and operation.template.startswith("/metrics/"):
                return
            if status == 400 and pair[1] in SIGN_UP_CODES and "registrants" in operation.template:
                return
            if pair not in CODES_FROM_EVERYWHERE and pair[1] not in operation.codes(status):
                yield f"code {pair[1]} is not documented for {status}: {sorted(operation.codes(status))}"
            return
        response = operation.raw["responses"].get(str(status))
        if response is None:
            yield f"status is not documented: {sorted(operation.raw['responses'])}"
            return
        validator = operation.validator(str(status), response.get("content", {}))
        if validator is not None:
            yield from _problems(validator, body)
        elif body not in (None, {}):
            yield f"body: none is documented, got {body!r}"


def _code(body: object) -> object:
    return body.get("code") if isinstance(body, dict) else None


def _steps(path: str) -> list[str]:
    return path.split("?", maxsplit=1)[0].removeprefix("/v2").strip("/").split("/")


def _fits(template: str, steps: list[str]) -> bool:
    wanted = template.strip("/").split("/")
    return all(want.startswith("{") or want == step for want, step in zip(wanted, steps, strict=True))


def _outside(method: str, path: str) -> bool:
    steps = _steps(path)
    return any(
        method.upper() == known and template.count("/") == len(steps) and _fits(template, steps)
        for known, template in OUTSIDE_THE_FILE
    )


def _path_problems(operation: Operation, path: str) -> Iterator[str]:
    known = operation.parameters("path")
    for want, step in zip(operation.template.strip("/").split("/"), _steps(path), strict=True):
        if want.startswith("{") and (parameter := known.get(want.strip("{}"))):
            checker = Draft202012Validator(_mended(parameter["schema"]), format_checker=_formats)
            value = _typed(unquote(step), parameter["schema"])
            yield from (f"path {want} {problem}" for problem in _problems(checker, value))


def _query_problems(operation: Operation, query: Mapping[str, str]) -> Iterator[str]:
    known = operation.parameters("query")
    yield from (f"query {name}: unknown to Zoom" for name in query if name not in known)
    for name, parameter in known.items():
        if name in query:
            checker = Draft202012Validator(_mended(parameter["schema"]), format_checker=_formats)
            value = _typed(str(query[name]), parameter["schema"])
            yield from (f"query {name} {problem}" for problem in _problems(checker, value))
        elif parameter.get("required"):
            yield f"query {name}: required"


class WebhookSpec:
    """Zoom's webhook catalogue: is this a body Zoom could send? Its own examples break it often: judge only ours."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._events = document["webhooks"]
        self._compiled: dict[str, Draft202012Validator] = {}

    def check(self, body: dict[str, Any]) -> None:
        """AssertionError unless the catalogue has this event and its schema takes the body."""
        name = body["event"]
        assert name in self._events, f"Zoom sends no {name}"
        if name not in self._compiled:
            content = self._events[name]["post"]["requestBody"]["content"]["application/json"]
            self._compiled[name] = Draft202012Validator(_mended(content["schema"]), format_checker=_formats)
        found = list(_problems(self._compiled[name], body))
        assert not found, f"{name}: " + "; ".join(found)


@cache
def _read(path: Path) -> Spec:
    return Spec(json.loads(path.read_text(encoding="utf-8")))


@cache
def _read_webhooks(path: Path) -> WebhookSpec:
    return WebhookSpec(json.loads(path.read_text(encoding="utf-8")))


def spec_dir() -> Path:
    """Where the vendors' files are: LECTERN_SPEC_DIR, else `../shared/spec` beside the repository."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "spec"
    return Path(os.environ.get("LECTERN_SPEC_DIR") or beside)


def _file(name: str) -> Path:
    path = spec_dir() / name
    if not path.is_file():
        pytest.skip(f"Zoom's OpenAPI file is not at {path}: set LECTERN_SPEC_DIR to the folder that holds {name}")
    return path


def load_spec() -> Spec:
    """Zoom's file, read once a process (3 MB); skips the asking test where the file is not there."""
    return _read(_file(SPEC_FILE))


def spec_is_here() -> bool:
    """For suites that are about something else and judge along the way where they can."""
    return (spec_dir() / SPEC_FILE).is_file()


class Seen(Protocol):
    """A call and its answer as the sandbox shows them to an observer."""

    method: str
    path: str
    query: Mapping[str, str]
    request_body: Any
    status: int
    response_body: Any
    faulted: bool


def judge_answer(seen: Seen) -> None:
    """An observer for `running_sandbox`: objects to an answer that Zoom could not give; faults are not judged."""
    if not seen.faulted:
        load_spec().check_response(seen.method, seen.path, seen.status, seen.response_body)


def judge_request(seen: Seen) -> None:
    """An observer for `running_sandbox`: objects to a request that Zoom does not document."""
    load_spec().check_request(seen.method, seen.path, seen.query, seen.request_body)


def judge_both(seen: Seen) -> None:
    """Both of these: what a suite of the client attaches."""
    judge_request(seen)
    judge_answer(seen)


def load_webhook_spec() -> WebhookSpec:
    """Zoom's webhook catalogue, on the same terms."""
    return _read_webhooks(_file(WEBHOOKS_FILE))
