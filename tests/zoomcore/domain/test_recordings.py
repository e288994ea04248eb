from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zoomcore.domain.recordings import (
    Found,
    Openness,
    PartKind,
    Recording,
    RecordingFile,
    RecordingState,
    due_reminder,
    part_kind,
    parts_of,
    segments_of,
    updated,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
READY = Recording(
    id=1,
    uuid="u1",
    course_id=1,
    meeting_id=1,
    occurrence_id=1,
    topic="Algebra",
    started_at=NOW,
    minutes=50,
    size_bytes=1,
    state=RecordingState.READY,
    published=False,
    openness=Openness.ANYBODY,
)


def test_every_file_type_of_zoom_has_a_word_and_an_unknown_one_is_other():
    assert [part_kind(one) for one in ("MP4", "TRANSCRIPT", "CC", "TIMELINE", "HOLOGRAM")] == [
        PartKind.VIDEO,
        PartKind.TRANSCRIPT,
        PartKind.CAPTIONS,
        PartKind.OTHER,
        PartKind.OTHER,
    ]


def test_parts_are_named_once_each_in_one_order_and_segments_begin_together():
    files = [
        RecordingFile(key=str(number), kind=kind, starts_at=NOW + timedelta(minutes=minute))
        for number, (kind, minute) in enumerate(
            [(PartKind.AUDIO, 0), (PartKind.VIDEO, 0), (PartKind.VIDEO, 30), (PartKind.OTHER, 30)]
        )
    ]
    assert parts_of(files) == (PartKind.VIDEO, PartKind.AUDIO)
    assert segments_of(files) == 2
    assert segments_of([]) == 1


@pytest.mark.parametrize(
    ("changes", "watchable", "leaks"),
    [
        ({}, False, True),
        ({"openness": Openness.NOBODY}, False, False),
        ({"openness": Openness.UNKNOWN}, False, True),
        ({"published": True}, True, False),
        ({"published": True, "state": RecordingState.TRASHED}, False, False),
        ({"state": RecordingState.PROCESSING}, False, False),
    ],
)
def test_what_students_open_and_what_is_hidden_only_here(changes, watchable, leaks):
    recording = replace(READY, **changes)
    assert (recording.watchable, recording.leaks) == (watchable, leaks)


def test_zooms_facts_are_taken_over_and_decisions_stay():
    known = replace(READY, published=True, trashed_at=NOW, state=RecordingState.TRASHED)
    found = Found(uuid="u1", topic="", minutes=40, size_bytes=9, files=(), delete_on=TODAY)
    now = updated(known, found)
    assert (now.topic, now.minutes, now.published, now.trashed_at) == ("Algebra", 40, True, None)
    assert now.state is RecordingState.READY


@pytest.mark.parametrize(("days", "due"), [(30, None), (8, None), (7, 7), (3, 7), (2, 7), (1, 1), (0, 1), (-3, 1)])
def test_the_nearest_reminder_before_zoom_deletes_is_due(days, due):
    recording = replace(READY, delete_on=TODAY + timedelta(days=days))
    assert due_reminder(recording, TODAY) == (timedelta(days=due) if due else None)


def test_what_stays_or_is_no_longer_there_is_not_reminded_of():
    assert due_reminder(READY, TODAY) is None
    trashed = replace(READY, state=RecordingState.TRASHED, trashed_at=NOW, delete_on=TODAY)
    assert due_reminder(trashed, TODAY) is None
    assert trashed.days_left(TODAY) == 30
    assert replace(READY, delete_on=date(2026, 11, 20)).days_left(TODAY) == 0
