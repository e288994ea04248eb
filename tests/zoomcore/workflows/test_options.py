"""Our options in Zoom's words and back, through the body that is really sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.options import any_options
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import JoinEarly, Options, RecordingMode, Registration, only_for, said
from zoomcore.workflows.options import changed_settings, options_from, settings_from
from zoomcore.zoom.models import read_meeting
from zoomcore.zoom.settings import MeetingSettings, read_settings, write_settings


def sent_and_read(options: Options, kind: MeetingKind) -> Options:
    return options_from(read_meeting(kind, {"id": 1, "settings": write_settings(settings_from(options), kind)}))


#: Options that Zoom decides by each other: what comes back is told by the tests below.
_TOGETHER = frozenset({"waiting_room", "join_early", "own_id", "registration", "registration_mails", "agenda"})


@given(any_options(), st.sampled_from(MeetingKind))
def test_what_is_sent_reads_back_as_the_same_option(options, kind):
    asked = only_for(options, kind)
    kept = sent_and_read(asked, kind)
    for name in set(said(asked)) - _TOGETHER:
        if name == "recording" and asked.recording is RecordingMode.HOST:
            assert kept.recording is None
            continue
        assert getattr(kept, name) == getattr(asked, name), name


@given(any_options(), st.sampled_from(MeetingKind))
def test_what_nobody_said_is_not_sent(options, kind):
    asked = only_for(options, kind)
    kept = sent_and_read(asked, kind)
    assert set(said(kept)) - _TOGETHER <= set(said(asked))


@pytest.mark.parametrize("early", JoinEarly)
def test_joining_early_goes_there_and_back(early):
    assert sent_and_read(Options(join_early=early, waiting_room=False), MeetingKind.MEETING).join_early is early


def test_a_waiting_room_keeps_people_from_being_inside_before_the_host():
    kept = sent_and_read(Options(waiting_room=True, join_early=JoinEarly.ANY), MeetingKind.MEETING)
    assert (kept.waiting_room, kept.join_early) == (True, JoinEarly.NO)


@pytest.mark.parametrize("registration", Registration)
def test_registration_goes_there_and_back_with_zooms_own_mails_off(registration):
    kept = sent_and_read(Options(registration=registration), MeetingKind.MEETING)
    assert kept.registration is registration
    assert kept.registration_mails is (None if registration is Registration.NONE else False)


_ON = [Registration.AUTOMATIC, Registration.MANUAL]
_MAILS = {"registrants_confirmation_email", "registrants_email_notification"}


def as_kept(**options):
    """Zoom's words for a class that is like that."""
    return write_settings(settings_from(Options(**options)), MeetingKind.MEETING)


def patched(kept, **options):
    return write_settings(changed_settings(Options(**options), kept), MeetingKind.MEETING)


@pytest.mark.parametrize("mails", [True, False])
@pytest.mark.parametrize(("had", "gets"), [_ON, _ON[::-1]])
def test_how_people_are_let_in_changes_and_zooms_mails_to_them_stay_as_they_were(had, gets, mails):
    kept = as_kept(registration=had, registration_mails=mails)
    sent = patched(kept, registration=gets)
    assert not _MAILS & set(sent)
    after = options_from(read_meeting(MeetingKind.MEETING, {"id": 1, "settings": kept | sent}))
    assert (after.registration, after.registration_mails) == (gets, mails)


@pytest.mark.parametrize("gets", _ON)
@pytest.mark.parametrize("kept", [as_kept(registration=Registration.NONE), {}])
def test_switched_on_zooms_mails_are_off_unless_said(kept, gets):
    assert {patched(kept, registration=gets)[name] for name in _MAILS} == {False}
    assert {patched(kept, registration=gets, registration_mails=True)[name] for name in _MAILS} == {True}


@pytest.mark.parametrize("mails", [True, False])
def test_what_is_said_of_zooms_mails_is_sent_whatever_they_were(mails):
    kept = as_kept(registration=Registration.AUTOMATIC, registration_mails=not mails)
    for said_too in ({}, {"registration": Registration.MANUAL}):
        assert {patched(kept, registration_mails=mails, **said_too)[name] for name in _MAILS} == {mails}


def test_a_change_of_something_else_says_nothing_of_registration():
    kept = as_kept(registration=Registration.MANUAL, registration_mails=True)
    assert patched(kept, mute=True) == {"mute_upon_entry": True}


def test_a_registered_class_never_opens_at_the_hosts_own_number():
    kept = sent_and_read(Options(registration=Registration.AUTOMATIC, own_id=True), MeetingKind.MEETING)
    assert kept.own_id is False


def test_one_answer_of_an_object_changes_and_its_others_stay():
    known = read_settings({"question_and_answer": {"enable": True, "allow_anonymous_questions": False}})
    sent = write_settings(settings_from(Options(questions=False), known), MeetingKind.WEBINAR)
    assert sent["question_and_answer"] == {"enable": False, "allow_anonymous_questions": False}


def test_what_was_known_of_the_meeting_stays_where_nothing_is_said():
    known = MeetingSettings(audio="voip", alternative_hosts=("li@uni.example",))
    assert settings_from(Options(mute=True), known) == MeetingSettings(
        audio="voip", alternative_hosts=("li@uni.example",), mute_upon_entry=True
    )
