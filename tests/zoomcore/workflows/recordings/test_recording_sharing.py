"""How a recording is shared, compared with how it was to be; and the link that leads to it."""

import pytest

from zoomcore.domain.courses import Presets
from zoomcore.domain.recordings import RecordingSharing
from zoomcore.workflows.recordings.changing import slack_of, wanted
from zoomcore.workflows.recordings.following import play_url, with_passcode
from zoomcore.zoom.recording_models import INTERNALLY, NOBODY, PUBLICLY, ZoomSharing, read_recording

OPEN = ZoomSharing(
    share=PUBLICLY, viewer_download=True, registration=False, signed_in=False, topic="Vectors", passcode=""
)


def asked(sharing, **changes):
    return wanted(Presets(recordings_sharing=sharing, **changes), OPEN)


@pytest.mark.parametrize(
    ("sharing", "said"),
    [
        (RecordingSharing.PASSCODE, "it has no passcode"),
        (RecordingSharing.SIGNED_IN, "nobody has to sign in"),
        (RecordingSharing.REGISTRATION, "nobody has to register"),
    ],
)
def test_each_protection_that_zoom_left_out_is_named(sharing, said):
    assert slack_of(asked(sharing), OPEN) == ("viewers may download it", said)


@pytest.mark.parametrize(
    ("share", "said"), [(NOBODY, "it isn't shared at all"), (INTERNALLY, "only people of your Zoom")]
)
def test_what_is_closed_further_than_asked_is_named_too(share, said):
    kept = ZoomSharing(
        share=share, viewer_download=False, registration=False, signed_in=False, topic="", passcode="aB12xyz@"
    )
    (named,) = slack_of(asked(RecordingSharing.PASSCODE), kept)
    assert named.startswith(said)


def test_what_the_course_allows_is_no_fault():
    assert slack_of(asked(RecordingSharing.LINK, recordings_download=True), OPEN) == ()


def test_a_new_passcode_has_the_kinds_zoom_asks_for_and_is_never_the_same():
    made = [asked(RecordingSharing.PASSCODE).passcode or "" for _one in range(50)]
    assert len(set(made)) > 40
    for one in made:
        assert len(one) == 8
        assert any(c.isdigit() for c in one)
        assert any(c.isalpha() for c in one)
        assert not one.isalnum()


def test_a_passcode_that_is_there_stays():
    kept = ZoomSharing(
        share=PUBLICLY, viewer_download=True, registration=False, signed_in=False, topic="", passcode="old12@xy"
    )
    assert wanted(Presets(), kept).passcode is None


FILES = [
    {"file_type": "M4A", "play_url": "https://zoom.example/audio"},
    {"file_type": "MP4", "play_url": "https://zoom.example/video?startTime=1"},
]


def test_the_link_to_all_is_preferred_then_the_video_then_what_can_be_played():
    whole = {"uuid": "u", "share_url": "https://zoom.example/share", "recording_files": FILES}
    assert play_url(read_recording(whole)) == "https://zoom.example/share"
    assert play_url(read_recording({"uuid": "u", "recording_files": FILES})) == FILES[1]["play_url"]
    assert play_url(read_recording({"uuid": "u", "recording_files": FILES[:1]})) == FILES[0]["play_url"]
    assert play_url(read_recording({"uuid": "u", "recording_files": []})) == ""


def test_a_passcode_goes_behind_any_link():
    assert with_passcode("https://zoom.example/a", "") == "https://zoom.example/a"
    assert with_passcode("https://zoom.example/a", "x y") == "https://zoom.example/a?pwd=x+y"
    assert with_passcode("https://zoom.example/a?startTime=1", "x") == "https://zoom.example/a?startTime=1&pwd=x"
