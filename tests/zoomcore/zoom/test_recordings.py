"""Recordings over real HTTP, each request and answer held to Zoom's own file where it is at hand."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.contracts.zoom_spec import judge_both, spec_is_here
from tests.zoomcore.zoom.on_sandbox import client_of
from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import ZoomNotFound, ZoomRefused, ZoomUnavailable, ZoomUnexpected
from zoomcore.sandbox import Sandbox
from zoomcore.sandbox.running import running_sandbox
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.drafts import MeetingDraft
from zoomcore.zoom.recording_events import RecordingEvent, RecordingHappening
from zoomcore.zoom.recording_models import NOBODY, PUBLICLY, SharingChange, read_recording, read_sharing
from zoomcore.zoom.settings import MeetingSettings
from zoomcore.zoom.webhook import OtherEvent, read_event, without_secrets

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = "ana@uni.example"
AUTUMN = {"start": date(2026, 9, 15), "end": date(2026, 12, 31)}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(clock=lambda: NOW, observer=judge_both if spec_is_here() else None) as running:
        yield running


@pytest.fixture
async def zoom(sandbox: Sandbox) -> AsyncIterator[ZoomClient]:
    async with client_of(sandbox) as client:
        yield client


async def recorded(zoom, sandbox):
    """A class of 50 minutes in the cloud, with its transcript."""
    settings = MeetingSettings(auto_recording="cloud")
    draft = MeetingDraft(kind=MeetingKind.MEETING, topic="Algebra", zone="Europe/Madrid", settings=settings)
    number = (await zoom.create_meeting(ANA, draft)).id
    sandbox.start(number)
    sandbox.advance(timedelta(minutes=50))
    sandbox.end(number)
    sandbox.advance(timedelta(hours=3))
    return sandbox.tapes(number)[0]


async def listed(iterator):
    return [each async for each in iterator]


async def test_a_recording_is_read_whole_and_the_list_says_the_same(zoom, sandbox):
    sandbox.account.settings.recordings_kept_days = 30
    tape = await recorded(zoom, sandbox)
    one = await zoom.get_recording(tape.uuid)
    (row,) = await listed(zoom.iterate_recordings(ANA, **AUTUMN))
    assert (one.uuid, one.topic, one.minutes, one.delete_on) == (tape.uuid, "Algebra", 50, date(2026, 12, 23))
    assert (row.uuid, row.size, len(row.files)) == (one.uuid, one.size, len(one.files))
    assert one.passcode == tape.password
    assert one.play_passcode == tape.play_passcode
    assert {file.type for file in one.files} >= {"MP4", "M4A", "TRANSCRIPT", "CC", "TIMELINE"}


async def test_months_are_asked_for_one_by_one(zoom, sandbox):
    await listed(zoom.iterate_recordings(ANA, **AUTUMN))
    asked = [each.query["from"] for each in sandbox.requests if each.path.endswith("/recordings")]
    assert asked == ["2026-09-15", "2026-10-15", "2026-11-15", "2026-12-15"]


async def test_sharing_is_set_and_read_back(zoom, sandbox):
    tape = await recorded(zoom, sandbox)
    assert (await zoom.get_sharing(tape.uuid)).share == PUBLICLY
    await zoom.set_sharing(
        tape.uuid, SharingChange(share=NOBODY, viewer_download=False, registration=True, topic="Week 1")
    )
    kept = await zoom.get_sharing(tape.uuid)
    assert (kept.share, kept.viewer_download, kept.registration, kept.topic) == (NOBODY, False, True, "Week 1")
    assert tape.sharing["approval_type"] == 0


async def test_trash_recover_delete(zoom, sandbox):
    tape = await recorded(zoom, sandbox)
    await zoom.trash_recording(tape.uuid)
    assert [each.uuid for each in await listed(zoom.iterate_trash(ANA))] == [tape.uuid]
    with pytest.raises(ZoomNotFound) as gone:
        await zoom.get_recording(tape.uuid)
    assert gone.value.code == 3301
    sandbox.account.settings.recording_storage_full = True
    with pytest.raises(ZoomRefused) as full:
        await zoom.recover_recording(tape.uuid)
    assert full.value.code == 3309
    sandbox.account.settings.recording_storage_full = False
    await zoom.recover_recording(tape.uuid)
    await zoom.delete_recording(tape.uuid)
    with pytest.raises(ZoomNotFound):
        await zoom.delete_recording(tape.uuid)


async def test_a_file_is_downloaded_and_a_page_is_no_file(zoom, sandbox):
    tape = await recorded(zoom, sandbox)
    files = {file.type: file for file in (await zoom.get_recording(tape.uuid)).files}
    text = await zoom.download(files["TRANSCRIPT"].download_url, most_bytes=10_000)
    assert text.startswith(b"WEBVTT")
    with pytest.raises(ZoomUnexpected):
        await zoom.download(files["TRANSCRIPT"].download_url, most_bytes=10)
    sandbox.account.settings.recording_content_right = False
    with pytest.raises(ZoomUnexpected):
        await zoom.download(files["TRANSCRIPT"].download_url, most_bytes=10_000)
    await zoom.trash_recording(tape.uuid)
    with pytest.raises(ZoomUnexpected):
        await zoom.download(files["TRANSCRIPT"].download_url, most_bytes=10_000)
    with pytest.raises(ZoomUnavailable):
        await zoom.download("http://127.0.0.1:9/rec", most_bytes=10)


def test_what_does_not_say_who_may_see_it_is_not_guessed():
    with pytest.raises(ZoomUnexpected):
        read_sharing({"viewer_download": True})
    for raw in ({"recording_files": []}, {"uuid": "u"}):
        with pytest.raises(ZoomUnexpected):
            read_recording(raw)


def test_numbers_as_texts_and_odd_days_are_read():
    raw = {"uuid": "u", "id": "81234567890", "type": "99", "auto_delete_date": "soon", "recording_files": [{"id": 7}]}
    read = read_recording(raw | {"duration": "50"})
    assert (read.meeting_id, read.type, read.minutes, read.delete_on) == (81234567890, 99, 50, None)
    assert (read.files[0].id, read.files[0].size) == ("7", 0)


async def test_every_event_of_a_recording_is_read(zoom, sandbox):
    tape = await recorded(zoom, sandbox)
    await zoom.set_sharing(tape.uuid, SharingChange(topic="Week 1"))
    sandbox.batch("trashed", tape.uuid)
    await zoom.recover_recording(tape.uuid)
    sandbox.batch("deleted", tape.uuid)
    read = [read_event(each.body()) for each in sandbox.account.events if each.name.startswith("recording.")]
    assert all(isinstance(each, RecordingEvent) and each.uuids == (tape.uuid,) for each in read)
    what = RecordingHappening
    assert [each.what for each in read] == [
        *(what.STARTED, what.STOPPED, what.COMPLETED, what.TRANSCRIBED),
        *(what.RENAMED, what.TRASHED, what.RECOVERED, what.DELETED),
    ]
    assert read[0].meeting_id == tape.meeting_id


@pytest.mark.parametrize("name", ["recording.registration_created", "recording.cloud_storage_usage_updated"])
def test_events_about_no_single_recording_are_others(name):
    assert isinstance(read_event({"event": name, "event_ts": 1, "payload": {}}), OtherEvent)


def test_an_event_without_its_recording_is_outside_the_contract():
    with pytest.raises(ZoomUnexpected):
        read_event({"event": "recording.completed", "event_ts": 1, "payload": {"object": {"id": 1}}})


async def test_no_secret_of_an_event_is_kept(zoom, sandbox):
    tape = await recorded(zoom, sandbox)
    body = next(each for each in sandbox.account.events if each.name == "recording.completed").body()
    kept = repr(without_secrets(body))
    assert tape.password in repr(body)
    for secret in (tape.password, tape.play_passcode, body["download_token"]):
        assert secret not in kept
    assert read_event(without_secrets(body)) == read_event(body)
