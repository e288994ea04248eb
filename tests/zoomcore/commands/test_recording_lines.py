"""The lines about recordings, asked on Monday 23 November 2026, 10:14 in Madrid."""

import pytest

from tests.zoomcore.commands.asking import ANA, ask, refusal
from zoomcore.commands.base import Target
from zoomcore.commands.render import line
from zoomcore.commands.verbs import UNABLE
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    HideRecording,
    ListRecordings,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowSeen,
    ShowStudentRecordings,
    TrashRecording,
)

MATH = Target(course="MATH201")
LINES = {
    "recordings": ListRecordings(),
    "rec": ListRecordings(),
    "videos MATH201": ListRecordings(target=MATH),
    "recordings #MATH201 page 2": ListRecordings(target=MATH, page=2),
    "recordings MATH201 since last week": ListRecordings(target=MATH, since_days=7),
    "recordings since last month": ListRecordings(since_days=31),
    "recordings since nov 20": ListRecordings(since_days=3),
    "recordings since 14 days MATH201 page 3": ListRecordings(target=MATH, since_days=14, page=3),
    "recordings since friday": ListRecordings(since_days=3),
    "recordings 812 3456 7890": ListRecordings(target=Target(number=81234567890)),
    "recordings vectors": ListRecordings(target=Target(words="vectors")),
    "recordings publish": PublishRecording(),
    "recordings publish 12": PublishRecording(recording=12),
    "recordings publish no. 12": PublishRecording(recording=12),
    "recordings publish #12": PublishRecording(recording=12),
    "recordings MATH201 publish 12": PublishRecording(recording=12),
    "recordings publish MATH201": PublishRecording(course="MATH201"),
    "publish 12": PublishRecording(recording=12),
    "publish": PublishRecording(),
    "recordings hide 3": HideRecording(recording=3),
    "hide 3": HideRecording(recording=3),
    "unpublish 3": HideRecording(recording=3),
    'recordings rename 12 "Week 3: vectors"': RenameRecording(recording=12, topic="Week 3: vectors"),
    "recordings rename 12 to Week 3": RenameRecording(recording=12, topic="Week 3"),
    "recordings trash 12": TrashRecording(recording=12),
    "recordings recover 12": RestoreRecording(recording=12),
    "recordings restore 12": RestoreRecording(recording=12),
    "recordings delete 12": DeleteRecording(recording=12),
    "recordings seen": ShowSeen(),
    "recordings seen 12": ShowSeen(recording=12),
    "recordings bo@uni.example": ShowStudentRecordings(who="bo@uni.example"),
    "recordings student bo@uni.example MATH201 page 2": ShowStudentRecordings(
        who="bo@uni.example", course="MATH201", page=2
    ),
    f"recordings student {ANA}": ShowStudentRecordings(who="@U1"),
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_about_recordings_has_one_meaning(text):
    parsed = ask(text)
    assert parsed.command == LINES[text]
    assert parsed.guesses == ()


@pytest.mark.parametrize("text", [text for text in LINES if ANA not in text])
def test_written_as_a_line_it_means_the_same(text):
    assert ask(line(LINES[text])).command == LINES[text]


def test_spanish_words_lead_there_too():
    assert ask("grabaciones MATH201", locale="es").command == ListRecordings(target=MATH)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("recordings trash", "recording"),
        ("recordings recover now", "recording"),
        ("recordings delete 81234567890", "recording"),
        ("recordings rename 12", "topic"),
        ("recordings rename", "recording"),
        (f"recordings rename 12 {'x' * 201}", "topic"),
        ("recordings since the flood", "since"),
        ("recordings student nobody", "who"),
    ],
)
def test_what_is_left_out_is_asked_for(text, field):
    error = refusal(text)
    assert error.field == field
    assert error.next_step


def test_what_works_now_is_no_longer_said_to_be_missing():
    assert not UNABLE & {"recording", "recordings", "rec", "videos", "publish", "hide"}
