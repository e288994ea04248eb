"""The judge itself: it lets Zoom's own words pass and objects to what Zoom never said."""

import pytest

from tests.contracts.zoom_spec import Spec, load_spec

pytestmark = pytest.mark.spec


@pytest.fixture
def spec() -> Spec:
    return load_spec()


def test_a_weekly_meeting_in_local_time_is_a_request_zoom_takes(spec):
    body = {
        "topic": "Algebra",
        "type": 8,
        "start_time": "2026-11-23T15:00:00",
        "timezone": "Europe/Madrid",
        "recurrence": {"type": 2, "weekly_days": "2,4", "end_times": 8},
    }
    spec.check_request("POST", "/users/ana@uni.example/meetings", {}, body)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"type": 7}, "type"),
        ({"start_tme": "2026-11-23T15:00:00"}, "start_tme"),
        ({"duration": "50"}, "duration"),
        ({"settings": {"wating_room": True}}, "wating_room"),
        ({"topic": "x" * 201}, "topic"),
    ],
)
def test_a_wrong_body_is_named(spec, body, complaint):
    with pytest.raises(AssertionError, match=complaint):
        spec.check_request("POST", "/users/ana@uni.example/meetings", {}, body)


def test_unknown_and_missing_query_parameters_are_named(spec):
    with pytest.raises(AssertionError, match="pages: unknown"):
        spec.check_request("GET", "/v2/users", {"pages": "2"}, None)
    with pytest.raises(AssertionError, match="from: required"):
        spec.check_request("GET", "/report/users", {"to": "2026-11-01"}, None)


def test_a_meeting_never_reads_as_ended(spec):
    with pytest.raises(AssertionError, match="status"):
        spec.check_response("GET", "/meetings/81234567890", 200, {"id": 81234567890, "status": "ended"})


def test_an_id_sent_as_text_is_noticed(spec):
    with pytest.raises(AssertionError, match="id"):
        spec.check_response("GET", "/meetings/81234567890", 200, {"id": "81234567890"})


@pytest.mark.parametrize(("status", "code"), [(401, 124), (400, 4711), (429, 429), (404, 3001), (400, 3161)])
def test_documented_and_universal_errors_pass(spec, status, code):
    spec.check_response("GET", "/meetings/81234567890", status, {"code": code, "message": "No."})


def test_an_error_code_of_another_call_is_noticed(spec):
    with pytest.raises(AssertionError, match="2034"):
        spec.check_response("GET", "/meetings/81234567890", 400, {"code": 2034, "message": "No."})


def test_an_empty_answer_must_be_empty(spec):
    spec.check_response("DELETE", "/meetings/81234567890", 204, None)
    with pytest.raises(AssertionError, match="none is documented"):
        spec.check_response("DELETE", "/meetings/81234567890", 204, {"id": 1})


def test_a_call_zoom_does_not_have_is_refused(spec):
    with pytest.raises(AssertionError, match="no operation"):
        spec.check_request("GET", "/classes", {}, None)


def test_literal_paths_win_over_placeholders(spec):
    operation = spec.operation("GET", "/users/summary")
    assert operation is not None
    assert operation.template == "/users/summary"
