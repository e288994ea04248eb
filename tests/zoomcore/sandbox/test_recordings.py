from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.contracts.zoom_spec import load_webhook_spec
from zoomcore.sandbox import NotRunning

TO_CLOUD = {"topic": "Algebra", "settings": {"auto_recording": "cloud"}}
DAYS = {"from": "2026-11-01", "to": "2026-11-30"}


def twice(uuid: str) -> str:
    return quote(quote(uuid, safe=""), safe="")


async def held(call, sandbox, *, body=TO_CLOUD, minutes=50, host="ana"):
    """A class that was recorded from its start to its end; its number."""
    _, meeting = await call("POST", f"/users/{host}@uni.example/meetings", body)
    sandbox.start(meeting["id"])
    sandbox.advance(timedelta(minutes=minutes))
    sandbox.end(meeting["id"])
    return meeting["id"]


@pytest.fixture
async def tape(call, sandbox):
    number = await held(call, sandbox)
    sandbox.advance(timedelta(hours=3))
    await call.sign_in()
    return sandbox.tapes(number)[0]


def told(sandbox):
    return [event.name for event in sandbox.account.events if event.name.startswith("recording.")]


async def test_a_recorded_class_is_processed_for_twice_its_length_and_then_listed(call, sandbox):
    number = await held(call, sandbox)
    path = f"/meetings/{twice(sandbox.tapes(number)[0].uuid)}/recordings"
    assert (await call("GET", path))[1]["code"] == 3301
    sandbox.advance(timedelta(minutes=99))
    await call.sign_in()
    assert (await call("GET", path))[1]["code"] == 3301
    sandbox.advance(timedelta(minutes=1))
    status, body = await call("GET", path)
    assert (status, body["duration"], body["type"]) == (200, 50, "2")
    _, listed = await call("GET", "/users/ana@uni.example/recordings", **DAYS)
    assert [row["uuid"] for row in listed["meetings"]] == [body["uuid"]]
    assert listed["total_records"] == 1


async def test_captions_and_the_timeline_have_no_id_no_size_and_no_play_link(call, tape):
    _, body = await call("GET", f"/meetings/{twice(tape.uuid)}/recordings")
    bare = [file for file in body["recording_files"] if "id" not in file]
    assert {file["file_type"] for file in bare} == {"CC", "TIMELINE"}
    assert not any({"file_size", "play_url", "status", "recording_type"} & file.keys() for file in bare)


async def test_stopping_and_recording_again_makes_segments_of_one_recording(call, sandbox):
    _, meeting = await call("POST", "/users/ana@uni.example/meetings", {"topic": "Algebra"})
    number = meeting["id"]
    sandbox.start(number)
    for _segment in range(2):
        sandbox.press_record(number)
        with pytest.raises(NotRunning):
            sandbox.press_record(number)
        sandbox.advance(timedelta(minutes=10))
        sandbox.stop_recording(number)
        sandbox.advance(timedelta(minutes=5))
    with pytest.raises(NotRunning):
        sandbox.stop_recording(number)
    sandbox.end(number)
    (tape,) = sandbox.tapes(number)
    sandbox.finish_recording(tape.uuid)
    _, body = await call("GET", f"/meetings/{twice(tape.uuid)}/recordings")
    assert len({file["recording_start"] for file in body["recording_files"]}) == 2
    assert body["duration"] == 20
    assert told(sandbox) == [*["recording.started", "recording.stopped"] * 2, "recording.completed"]


async def test_a_basic_host_has_no_cloud(call, sandbox):
    number = await held(call, sandbox, host="kim", minutes=30)
    assert sandbox.tapes(number) == []
    sandbox.start(number)
    with pytest.raises(NotRunning):
        sandbox.press_record(number)


async def test_the_transcript_comes_later_by_an_event_of_its_own(call, sandbox):
    number = await held(call, sandbox)
    sandbox.advance(timedelta(minutes=100))
    (tape,) = sandbox.tapes(number)
    assert "TRANSCRIPT" not in [file.part.type for file in tape.files]
    sandbox.advance(timedelta(minutes=30))
    assert "TRANSCRIPT" in [file.part.type for file in tape.files]
    assert told(sandbox)[-2:] == ["recording.completed", "recording.transcript_completed"]


async def test_a_plan_without_transcripts_never_makes_one(call, sandbox):
    sandbox.account.settings.transcripts = False
    await held(call, sandbox)
    sandbox.advance(timedelta(days=1))
    assert told(sandbox)[-1] == "recording.completed"


async def test_by_number_the_latest_recording_answers(call, sandbox, tape):
    sandbox.start(tape.meeting_id)
    sandbox.advance(timedelta(minutes=5))
    sandbox.end(tape.meeting_id)
    later = sandbox.tapes(tape.meeting_id)[1]
    sandbox.finish_recording(later.uuid)
    assert (await call("GET", f"/meetings/{tape.meeting_id}/recordings"))[1]["uuid"] == later.uuid


async def test_a_uuid_with_slashes_must_be_encoded_twice(call, sandbox, tape):
    while not (uuid := sandbox.tapes(tape.meeting_id)[-1].uuid).startswith("/"):
        sandbox.start(tape.meeting_id)
        sandbox.advance(timedelta(minutes=1))
        sandbox.end(tape.meeting_id)
    sandbox.finish_recording(uuid)
    assert (await call("GET", f"/meetings/{quote(uuid, safe='')}/recordings"))[0] == 404
    assert (await call("GET", f"/meetings/{twice(uuid)}/recordings"))[0] == 200


async def test_the_list_takes_a_month_at_most_and_pages(call, sandbox, tape):
    for _run in range(3):
        sandbox.start(tape.meeting_id)
        sandbox.advance(timedelta(minutes=1))
        sandbox.end(tape.meeting_id)
        sandbox.finish_recording(sandbox.tapes(tape.meeting_id)[-1].uuid)
    path = "/users/ana@uni.example/recordings"
    _, first = await call("GET", path, page_size="3", **DAYS)
    _, rest = await call("GET", path, page_size="3", next_page_token=first["next_page_token"], **DAYS)
    assert [len(page["meetings"]) for page in (first, rest)] == [3, 1]
    assert (await call("GET", path, **{"from": "2026-10-01", "to": "2026-11-30"}))[1]["code"] == 300
    assert (await call("GET", path, **{"from": "soon"}))[1]["code"] == 300
    assert (await call("GET", path))[1]["from"] == "2026-11-23"
    assert (await call("GET", path, meeting_id="1", **DAYS))[1]["meetings"] == []
    assert (await call("GET", "/users/nobody@uni.example/recordings", **DAYS))[1]["code"] == 1001


async def test_trash_recover_and_delete_for_good(call, sandbox, tape):
    path = f"/meetings/{twice(tape.uuid)}/recordings"
    assert (await call("DELETE", path))[0] == 204
    assert (await call("GET", path))[1]["code"] == 3301
    _, trashed = await call("GET", "/users/ana@uni.example/recordings", trash="true")
    assert [row["uuid"] for row in trashed["meetings"]] == [tape.uuid]
    assert trashed["meetings"][0]["recording_files"][0]["deleted_time"]
    assert (await call("PUT", f"{path}/status", {"action": "restore"}))[1]["code"] == 300
    assert (await call("PUT", f"{path}/status", {"action": "recover"}))[0] == 200
    assert (await call("PUT", f"{path}/status", {"action": "recover"}))[1]["code"] == 3301
    assert (await call("DELETE", path, action="burn"))[1]["code"] == 300
    assert (await call("DELETE", path, action="delete"))[0] == 204
    assert (await call("DELETE", path, action="delete"))[1]["code"] == 3301
    assert told(sandbox)[-3:] == ["recording.trashed", "recording.recovered", "recording.deleted"]


async def test_the_trash_is_emptied_after_thirty_days(call, sandbox, tape):
    await call("DELETE", f"/meetings/{twice(tape.uuid)}/recordings")
    sandbox.advance(timedelta(days=30))
    assert told(sandbox)[-1] == "recording.deleted"


async def test_zoom_throws_a_recording_away_on_its_day(call, sandbox):
    sandbox.account.settings.recordings_kept_days = 30
    number = await held(call, sandbox)
    sandbox.advance(timedelta(hours=3))
    await call.sign_in()
    (tape,) = sandbox.tapes(number)
    _, body = await call("GET", f"/meetings/{twice(tape.uuid)}/recordings")
    assert (body["auto_delete"], body["auto_delete_date"]) == (True, "2026-12-23")
    sandbox.advance(timedelta(days=30))
    assert told(sandbox)[-1] == "recording.trashed"


async def test_an_owner_may_switch_the_deleting_off(call, sandbox):
    sandbox.account.settings.recordings_kept_days = 30
    number = await held(call, sandbox)
    (tape,) = sandbox.tapes(number)
    sandbox.finish_recording(tape.uuid)
    await call("PATCH", f"/meetings/{twice(tape.uuid)}/recordings/settings", {"auto_delete": False})
    sandbox.advance(timedelta(days=40))
    assert "recording.trashed" not in told(sandbox)


async def test_refusals_have_their_own_codes(call, sandbox, tape):
    path, settings = f"/meetings/{twice(tape.uuid)}/recordings", sandbox.account.settings
    tape.simulive = True
    assert (await call("DELETE", path))[1]["code"] == 3310
    assert (await call("DELETE", f"{path}/{tape.files[0].id}"))[1]["code"] == 3310
    tape.simulive = False
    await call("DELETE", path)
    settings.recording_storage_full = True
    assert (await call("PUT", f"{path}/status", {"action": "recover"}))[1]["code"] == 3309
    settings.recording_storage_full = False
    await call("PUT", f"{path}/status", {"action": "recover"})
    host = sandbox.account.users.pop(tape.host_id)
    assert (await call("GET", path))[1]["code"] == 1010
    sandbox.account.users[host.id] = host
    sandbox.start(tape.meeting_id)
    running = sandbox.tapes(tape.meeting_id)[-1]
    assert (await call("DELETE", f"/meetings/{twice(running.uuid)}/recordings/f1"))[1]["code"] == 3303


async def test_one_file_goes_and_comes_back_alone(call, sandbox, tape):
    path = f"/meetings/{twice(tape.uuid)}/recordings"
    file = tape.files[0]
    assert (await call("DELETE", f"{path}/{file.id}"))[0] == 204
    assert file.id not in [each.get("id") for each in (await call("GET", path))[1]["recording_files"]]
    _, alone = await call("GET", "/users/ana@uni.example/recordings", trash="true", trash_type="recording_file")
    assert [each["id"] for each in alone["meetings"][0]["recording_files"]] == [file.id]
    assert (await call("PUT", f"{path}/{file.id}/status", {"action": "recover"}))[0] == 204
    assert (await call("DELETE", f"{path}/{file.id}", action="delete"))[0] == 204
    assert (await call("DELETE", f"{path}/{file.id}"))[1]["code"] == 3301


async def test_sharing_is_read_back_as_it_was_set_and_the_name_is_told(call, sandbox, tape):
    path = f"/meetings/{twice(tape.uuid)}/recordings/settings"
    wanted = {"share_recording": "none", "viewer_download": False, "topic": "Week 1", "password": "abcd12@x"}
    assert (await call("PATCH", path, wanted))[0] == 204
    _, kept = await call("GET", path)
    assert wanted.items() <= kept.items()
    renamed = sandbox.account.events[-1].payload
    assert (renamed["old_object"]["topic"], renamed["object"]["topic"]) == ("Algebra", "Week 1")
    for wrong in ({"share_recording": "all"}, {"password": "short"}, {"viewer_download": "no"}, {"approval_type": 9}):
        assert (await call("PATCH", path, wrong))[1]["code"] == 300


async def test_what_an_admin_locked_stays_without_an_error(call, sandbox, tape):
    sandbox.account.settings.locked_sharing = {"share_recording": "publicly"}
    path = f"/meetings/{twice(tape.uuid)}/recordings/settings"
    assert (await call("PATCH", path, {"share_recording": "none"}))[0] == 204
    assert (await call("GET", path))[1]["share_recording"] == "publicly"


async def test_links_obey_the_sharing(call, sandbox, tape):
    share, play = (f"{sandbox.url}/rec/{kind}" for kind in (f"share/{tape.share_key}", f"play/{tape.files[0].key}"))
    path = f"/meetings/{twice(tape.uuid)}/recordings/settings"

    async def seen(url):
        return (await call.client.get(url)).text

    assert "Enter the passcode" in await seen(share)
    assert "Zoom would play" in await seen(f"{share}?pwd={tape.play_passcode}")
    assert "Zoom would play" in await seen(f"{play}?pwd={tape.password}")
    for change, words in (
        ({"on_demand": True}, "Register"),
        ({"recording_authentication": True}, "Sign in"),
        ({"share_recording": "none"}, "not shared"),
    ):
        await call("PATCH", path, change)
        assert words in await seen(share)
    await call("DELETE", f"/meetings/{twice(tape.uuid)}/recordings")
    assert "does not exist" in await seen(share)


async def test_files_are_given_to_tokens_and_a_page_to_everybody_else(call, sandbox, tape):
    url = f"{sandbox.url}/rec/download/{tape.files[0].key}"
    path = f"/meetings/{twice(tape.uuid)}/recordings"
    _, body = await call("GET", path, include_fields="download_access_token", ttl="60")
    hook = next(event for event in sandbox.account.events if event.name == "recording.completed").body()
    for token in (call.token, body["download_access_token"], hook["download_token"]):
        answer = await call.client.get(url, headers={"Authorization": f"Bearer {token}"})
        assert answer.text == "MP4 of Algebra"
    for token in ("", "wrong"):
        answer = await call.client.get(url, headers={"Authorization": f"Bearer {token}"} if token else {})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    sandbox.advance(timedelta(seconds=61))
    answer = await call.client.get(url, headers={"Authorization": f"Bearer {body['download_access_token']}"})
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_role_without_the_right_to_content_reads_no_passcode_and_no_sharing(call, sandbox, tape):
    path = f"/meetings/{twice(tape.uuid)}/recordings"
    assert (await call("GET", path))[1]["password"] == tape.password
    sandbox.account.settings.recording_content_right = False
    _, body = await call("GET", path)
    assert not {"password", "recording_play_passcode"} & body.keys()


async def test_control_routes_finish_and_throw_away(call, sandbox):
    number = await held(call, sandbox)
    await call.control(f"/meetings/{number}/recordings", {"do": "finish", "simulive": True})
    (told_of,) = (await call.control(f"/meetings/{number}/recordings", {}))["recordings"]
    assert (told_of["state"], told_of["segments"]) == ("kept", 1)
    await call.control(f"/meetings/{number}/recordings", {"do": "trashed"})
    assert told(sandbox)[-1] == "recording.batch_trashed"


@pytest.mark.spec
async def test_every_event_of_a_recording_is_a_body_that_zoom_could_send(call, sandbox, tape):
    judge = load_webhook_spec()
    path = f"/meetings/{twice(tape.uuid)}/recordings"
    await call("PATCH", f"{path}/settings", {"topic": "Week 1"})
    await call("DELETE", path)
    await call("PUT", f"{path}/status", {"action": "recover"})
    for what in ("trashed", "recovered", "deleted"):
        sandbox.batch(what, tape.uuid)
    tape.keeping = type(tape.keeping).KEPT
    await call("DELETE", path, action="delete")
    bodies = [event.body() for event in sandbox.account.events if event.name.startswith("recording.")]
    assert len({body["event"] for body in bodies}) == 11
    for body in bodies:
        judge.check(body)
