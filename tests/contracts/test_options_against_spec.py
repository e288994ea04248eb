"""Every option, with every value it can have, in a body that Zoom documents: made new, changed, and on one date."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import pytest

from tests.contracts.zoom_spec import Spec, load_spec
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import PLACES, Options, OptionValue, RecordingMode, on_one_date, option_type
from zoomcore.workflows.options import changed_settings, options_in_settings, settings_from
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft, change_body, draft_body, occurrence_body
from zoomcore.zoom.settings import read_settings

pytestmark = pytest.mark.spec

USER_PATHS = {MeetingKind.MEETING: "/users/u1/meetings", MeetingKind.WEBINAR: "/users/u1/webinars"}
PATHS = {MeetingKind.MEETING: "/meetings/81234567890", MeetingKind.WEBINAR: "/webinars/81234567890"}
TEXTS = {"agenda": "Bring a coat", "signed_in_domains": "uni.example,*.uni.example"}


@pytest.fixture(scope="module")
def spec() -> Spec:
    return load_spec()


def values_of(name: str) -> tuple[OptionValue, ...]:
    kind = option_type(name)
    if kind is bool:
        return (True, False)
    if kind is tuple:
        return (("kim@uni.example", "li@uni.example"), ())
    return tuple(one for one in kind if one != RecordingMode.HOST) if issubclass(kind, StrEnum) else (TEXTS[name], "")


def cases() -> Iterator[tuple[MeetingKind, Options]]:
    for name, place in PLACES.items():
        for kind in MeetingKind:
            if kind in place.kinds:
                yield from ((kind, Options(**{name: value})) for value in values_of(name))


CASES = list(cases())


def name_of(options: Options) -> str:
    return next(name for name in PLACES if getattr(options, name) is not None)


IDS = [f"{kind}-{name_of(options)}-{getattr(options, name_of(options))}" for kind, options in CASES]


@pytest.mark.parametrize(("kind", "options"), CASES, ids=IDS)
def test_a_new_class_is_asked_for_as_zoom_documents_it(spec, kind, options):
    draft = MeetingDraft(
        kind=kind, topic="Lab", zone="Europe/Madrid", agenda=options.agenda or "", settings=settings_from(options)
    )
    body = draft_body(draft)
    spec.check_request("POST", USER_PATHS[kind], None, body)
    assert options.agenda is not None or body["settings"]


@pytest.mark.parametrize(("kind", "options"), CASES, ids=IDS)
def test_a_class_that_exists_is_changed_as_zoom_documents_it(spec, kind, options):
    change = MeetingChange(agenda=options.agenda, reference="ref-1", settings=changed_settings(options, {}))
    body = change_body(kind, change)
    spec.check_request("PATCH", PATHS[kind], None, body)
    assert set(body) <= {"agenda", "settings"}


@pytest.mark.parametrize(
    ("kind", "options"), [case for case in CASES if on_one_date(name_of(case[1]), case[1])], ids=str
)
def test_on_one_date_only_what_zoom_takes_there_is_sent(spec, kind, options):
    settings = replace(changed_settings(options, {}), jbh_time=None)
    body = occurrence_body(kind, MeetingChange(agenda=options.agenda, settings=settings))
    spec.check_request("PATCH", PATHS[kind], {"occurrence_id": "1700000000000"}, body)
    assert body


@pytest.mark.parametrize("passcode", ["12ab@x", ""])
@pytest.mark.parametrize("kind", MeetingKind)
def test_a_passcode_or_none_is_asked_for_as_zoom_documents_it(spec, kind, passcode):
    body = draft_body(MeetingDraft(kind=kind, topic="Lab", zone="Europe/Madrid", password=passcode))
    spec.check_request("POST", USER_PATHS[kind], None, body)
    assert ("password" in body) is bool(passcode)


@pytest.mark.parametrize(("kind", "options"), CASES, ids=IDS)
def test_what_is_sent_is_read_back_as_itself(kind, options):
    name = name_of(options)
    sent = draft_body(MeetingDraft(kind=kind, topic="Lab", zone="UTC", settings=settings_from(options)))
    read = options_in_settings(read_settings(sent.get("settings", {})))
    assert name == "agenda" or getattr(read, name) == getattr(options, name)
