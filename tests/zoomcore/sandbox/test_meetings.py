from datetime import timedelta

import pytest

ANA = "/users/ana@uni.example/meetings"


async def made(call, body=None, path=ANA):
    status, meeting = await call("POST", path, body or {})
    assert status == 201, meeting
    return meeting


async def read(call, meeting, **query):
    status, body = await call("GET", f"/meetings/{meeting['id']}", **query)
    assert status == 200, body
    return body


# --- making -------------------------------------------------------------------------------------------------------


async def test_a_new_meeting_has_a_long_number_a_passcode_and_links(call):
    meeting = await made(call, {"topic": "Office hours", "start_time": "2026-11-24T15:00:00"})
    assert len(str(meeting["id"])) == 11
    assert meeting["start_time"] == "2026-11-24T14:00:00Z"
    assert meeting["timezone"] == "Europe/Madrid"
    assert meeting["password"]
    assert f"/j/{meeting['id']}?pwd=" in meeting["join_url"]
    assert (meeting["host_email"], meeting["type"], meeting["duration"]) == ("ana@uni.example", 2, 60)


async def test_utc_and_local_starts_mean_the_same_moment(call):
    local = await made(call, {"start_time": "2026-12-01T09:30:00", "timezone": "America/New_York"})
    utc = await made(call, {"start_time": "2026-12-01T14:30:00Z", "timezone": "America/New_York"})
    assert local["start_time"] == utc["start_time"] == "2026-12-01T14:30:00Z"


async def test_a_start_that_is_past_or_missing_becomes_now(call):
    past = await made(call, {"start_time": "2026-01-01T09:00:00"})
    assert past["start_time"] == (await made(call))["start_time"] == "2026-11-23T09:00:00Z"


async def test_the_start_link_is_another_at_every_read(call):
    meeting = await made(call)
    links = {(await read(call, meeting))["start_url"] for _ in range(3)}
    assert len(links) == 3


@pytest.mark.parametrize("body", [{"default_password": False}, {"password": ""} | {"default_password": False}])
async def test_a_declined_passcode_leaves_a_bare_link(call, body):
    meeting = await made(call, body)
    assert "password" not in meeting
    assert meeting["join_url"].endswith(f"/j/{meeting['id']}")


async def test_a_passcode_must_fit_the_hosts_rule(call, sandbox):
    rule = sandbox.account.user("ana@uni.example").passcode_rule
    sandbox.account.user("ana@uni.example").passcode_rule = type(rule)(length=8, have_letter=True)
    status, body = await call("POST", ANA, {"password": "12345678"})
    assert (status, body["code"], body["errors"][0]["field"]) == (400, 300, "password")
    assert (await made(call, {"password": "abc45678"}))["password"] == "abc45678"
    own = (await made(call))["password"]
    assert len(own) >= 8
    assert any(character.isalpha() for character in own)


async def test_a_topic_of_201_characters_is_300_and_names_the_field(call):
    status, body = await call("POST", ANA, {"topic": "x" * 201})
    assert (status, body["code"], body["message"]) == (400, 300, "Validation Failed.")
    assert body["errors"][0]["field"] == "topic"
    assert (await made(call, {"topic": "x" * 200}))["topic"] == "x" * 200


async def test_a_waiting_room_switches_join_before_host_off(call):
    meeting = await made(call, {"settings": {"waiting_room": True, "join_before_host": True, "jbh_time": 5}})
    settings = (await read(call, meeting))["settings"]
    assert (settings["waiting_room"], settings["join_before_host"]) == (True, False)


async def test_locked_settings_win_without_an_error(call, sandbox):
    sandbox.account.settings.locked_settings = {"mute_upon_entry": True}
    assert (await made(call, {"settings": {"mute_upon_entry": False}}))["settings"]["mute_upon_entry"] is True


@pytest.mark.parametrize("rule", [{"only_allow_numeric": True, "length": 8}, {"have_special_character": True}])
async def test_a_generated_passcode_fits_the_rule(call, sandbox, rule):
    ana = sandbox.account.user("ana@uni.example")
    ana.passcode_rule = type(ana.passcode_rule)(**rule)
    own = (await made(call))["password"]
    assert ana.passcode_rule.broken_by(own) is None
    assert len(own) <= 10


async def test_a_settings_value_of_the_wrong_kind_is_named(call):
    for settings in ([], {"host_video": "yes"}, {"auto_recording": "tape"}):
        status, body = await call("POST", ANA, {"settings": settings})
        assert (status, body["code"]) == (400, 300)


async def test_breakout_rooms_vanish_where_they_may_not_be_assigned(call, sandbox):
    rooms = {"settings": {"breakout_room": {"enable": True, "rooms": [{"name": "A", "participants": []}]}}}
    assert (await made(call, rooms))["settings"]["breakout_room"]["rooms"][0]["name"] == "A"
    sandbox.account.user("ana@uni.example").breakout_rooms_at_scheduling = False
    assert (await made(call, rooms))["settings"]["breakout_room"] == {"enable": False}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"encryption_type": "e2ee"}, {"encryption_type": "enhanced_encryption"}),
        ({"meeting_authentication": True}, {"meeting_authentication": False}),
    ],
)
async def test_what_neither_host_nor_account_may_have_is_dropped_without_a_word(call, sandbox, asked, kept):
    sandbox.account.settings.authentication_profiles.clear()
    assert (await made(call, {"settings": asked}))["settings"] | kept == (await made(call, {"settings": asked}))[
        "settings"
    ]


async def test_where_it_is_allowed_end_to_end_stays_and_nothing_is_recorded(call, sandbox):
    sandbox.account.user("ana@uni.example").end_to_end = True
    settings = (await made(call, {"settings": {"encryption_type": "e2ee", "auto_recording": "cloud"}}))["settings"]
    assert (settings["encryption_type"], settings["auto_recording"]) == ("e2ee", "none")


async def test_the_cloud_records_for_licensed_hosts_alone(call):
    status, body = await call("POST", "/users/kim@uni.example/meetings", {"settings": {"auto_recording": "cloud"}})
    assert (status, body["settings"]["auto_recording"]) == (201, "none")


async def test_a_sign_in_profile_has_to_be_the_accounts_own(call):
    status, body = await call("POST", ANA, {"settings": {"authentication_option": "signIn_nowhere"}})
    assert (status, body["code"], body["errors"][0]["field"]) == (400, 300, "settings.authentication_option")


@pytest.mark.parametrize(
    "option", ["waiting_room", "focus_mode", "private_meeting", "use_pmi", "allow_multiple_devices"]
)
async def test_whatever_is_locked_wins_over_a_change_too(call, sandbox, option):
    meeting = await made(call)
    sandbox.account.settings.locked_settings = {option: True}
    status, _body = await call("PATCH", f"/meetings/{meeting['id']}", {"settings": {option: False}})
    assert status == 204
    assert (await read(call, meeting))["settings"][option] is True


async def test_registration_needs_a_licensed_host(call):
    asked = {"settings": {"approval_type": 0}}
    assert "registration_url" in await made(call, asked)
    assert "registration_url" not in await made(call, asked, "/users/kim@uni.example/meetings")


async def test_alternative_hosts_are_licensed_users_of_the_account(call):
    meeting = await made(call, {"settings": {"alternative_hosts": "li@uni.example;admin@uni.example"}})
    assert meeting["settings"]["alternative_hosts"] == "li@uni.example;admin@uni.example"
    for stranger in ("kim@uni.example", "guest@else.example"):
        status, body = await call("POST", ANA, {"settings": {"alternative_hosts": stranger}})
        assert (status, body["code"]) == (400, 300)


async def test_who_has_no_meetings_license_is_3161(call, sandbox):
    sandbox.account.user("kim@uni.example").plan = type(sandbox.account.owner.plan).UNASSIGNED
    status, body = await call("POST", "/users/kim@uni.example/meetings", {})
    assert (status, body["code"]) == (400, 3161)


async def test_an_unknown_host_is_1001(call):
    assert (await call("POST", "/users/ghost@uni.example/meetings", {}))[1]["code"] == 1001


async def test_scheduling_for_somebody_needs_their_consent(call):
    path = "/users/li@uni.example/meetings"
    assert (await made(call, {"schedule_for": "ana@uni.example"}, path))["host_email"] == "ana@uni.example"
    status, body = await call("POST", path, {"schedule_for": "admin@uni.example"})
    assert (status, body["code"]) == (400, 3000)
    assert body["message"] == "You cannot schedule a meeting for admin@uni.example."


@pytest.mark.parametrize("raw", [b"[1]", b'"text"', b"{broken"])
async def test_a_body_that_is_no_object_is_300(call, sandbox, raw):
    headers = {"Authorization": f"Bearer {call.token}", "Content-Type": "application/json"}
    answer = await call.client.post(sandbox.api_url + ANA, content=raw, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)


# --- a series -----------------------------------------------------------------------------------------------------


async def test_a_series_lists_its_occurrences(call, series):
    meeting = await made(call, series)
    assert [each["start_time"] for each in meeting["occurrences"][:2]] == [
        "2026-11-23T14:00:00Z",
        "2026-11-25T14:00:00Z",
    ]
    assert len(meeting["occurrences"]) == 8
    assert {each["status"] for each in meeting["occurrences"]} == {"available"}


async def test_a_deleted_date_stays_and_says_so(call, series):
    meeting = await made(call, series)
    second = meeting["occurrences"][1]["occurrence_id"]
    assert (await call("DELETE", f"/meetings/{meeting['id']}", occurrence_id=second))[0] == 204
    statuses = [each["status"] for each in (await read(call, meeting))["occurrences"]]
    assert statuses == ["available", "deleted", *["available"] * 6]
    status, body = await call("DELETE", f"/meetings/{meeting['id']}", occurrence_id=second)
    assert (status, body["code"]) == (400, 300)
    assert (await call("GET", f"/meetings/{meeting['id']}", occurrence_id=second))[0] == 404


async def test_one_date_takes_a_new_time_and_few_settings_but_no_topic(call, series):
    meeting = await made(call, series)
    first = meeting["occurrences"][0]["occurrence_id"]
    change = {
        "topic": "Geometry",
        "start_time": "2026-11-23T17:00:00",
        "duration": 30,
        "agenda": "Only today",
        "settings": {"mute_upon_entry": True, "approval_type": 0},
    }
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change, occurrence_id=first))[0] == 204
    one = await read(call, meeting, occurrence_id=first)
    assert (one["topic"], one["start_time"], one["duration"]) == ("Algebra", "2026-11-23T16:00:00Z", 30)
    assert (one["agenda"], one["settings"]["mute_upon_entry"], one["settings"]["approval_type"]) == (
        *("Only today", True, 2),
    )
    whole = await read(call, meeting)
    assert "agenda" not in whole or whole["agenda"] == ""
    assert whole["settings"]["mute_upon_entry"] is False
    assert whole["occurrences"][0]["start_time"] == "2026-11-23T16:00:00Z"


@pytest.mark.parametrize("renames", [False, True])
async def test_a_moved_date_may_or_may_not_keep_its_id(call, sandbox, series, renames):
    sandbox.account.settings.moving_renames_occurrences = renames
    meeting = await made(call, series)
    first = meeting["occurrences"][0]["occurrence_id"]
    change = {"start_time": "2026-11-23T17:00:00"}
    await call("PATCH", f"/meetings/{meeting['id']}", change, occurrence_id=first)
    assert ((await read(call, meeting))["occurrences"][0]["occurrence_id"] != first) is renames


async def test_a_date_is_not_moved_into_the_past(call, series):
    meeting = await made(call, series)
    first = meeting["occurrences"][0]
    change = {"start_time": "2026-11-20T15:00:00"}
    query = {"occurrence_id": first["occurrence_id"]}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change, **query))[0] == 204
    assert (await read(call, meeting))["occurrences"][0] == first


async def test_a_new_rule_replaces_all_dates_the_deleted_ones_too(call, series):
    meeting = await made(call, series)
    path = f"/meetings/{meeting['id']}"
    await call("DELETE", path, occurrence_id=meeting["occurrences"][0]["occurrence_id"])
    rule = {"type": 2, "weekly_days": "3", "end_times": 3}
    assert (await call("PATCH", path, {"recurrence": rule}))[0] == 204
    after = await read(call, meeting)
    assert [each["start_time"][:10] for each in after["occurrences"]] == ["2026-11-24", "2026-12-01", "2026-12-08"]
    assert {each["status"] for each in after["occurrences"]} == {"available"}


@pytest.mark.parametrize(
    "change",
    [
        {"recurrence": {"end_date_time": "2027-02-01T00:00:00Z"}},
        {"start_time": "2026-11-30T16:00:00"},
        {"start_time": "2026-11-30T16:00:00", "duration": 30},
    ],
)
async def test_a_series_is_not_retimed_without_its_whole_rule(call, series, change):
    meeting = await made(call, series)
    before = await read(call, meeting)
    status, body = await call("PATCH", f"/meetings/{meeting['id']}", change)
    assert (status, body["code"]) == (400, 300)
    after = await read(call, meeting)
    assert (after["occurrences"], after["duration"]) == (before["occurrences"], before["duration"])


async def test_the_topic_of_a_series_changes_without_its_rule(call, series):
    meeting = await made(call, series)
    assert (await call("PATCH", f"/meetings/{meeting['id']}", {"topic": "Algebra II"}))[0] == 204
    after = await read(call, meeting)
    assert (after["topic"], len(after["occurrences"])) == ("Algebra II", 8)


async def test_past_dates_show_only_when_asked_for(call, sandbox, series):
    meeting = await made(call, series)
    sandbox.advance(timedelta(days=7))
    await call.sign_in()
    assert len((await read(call, meeting))["occurrences"]) == 6
    assert len((await read(call, meeting, show_previous_occurrences="true"))["occurrences"]) == 8


async def test_a_series_that_ends_before_it_begins_is_made_empty(call, series):
    meeting = await made(call, series | {"recurrence": {"type": 1, "end_date_time": "2026-11-23T10:00:00Z"}})
    assert meeting["occurrences"] == []


# --- changing -----------------------------------------------------------------------------------------------------


async def test_a_patch_merges_and_replaces_only_what_it_names(call):
    people = [{"email": "bo@uni.example"}]
    meeting = await made(call, {"agenda": "Bring books", "settings": {"meeting_invitees": people, "host_video": True}})
    change = {"topic": "Renamed", "settings": {"meeting_invitees": [{"email": "maya@uni.example"}]}}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change))[0] == 204
    after = await read(call, meeting)
    assert (after["topic"], after["agenda"], after["settings"]["host_video"]) == ("Renamed", "Bring books", True)
    assert after["settings"]["meeting_invitees"] == [{"email": "maya@uni.example"}]


async def test_a_start_in_the_past_is_ignored(call):
    meeting = await made(call, {"start_time": "2026-11-24T15:00:00"})
    change = {"start_time": "2026-01-01T15:00:00", "duration": 30}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change))[0] == 204
    after = await read(call, meeting)
    assert (after["start_time"], after["duration"]) == ("2026-11-24T14:00:00Z", 30)


async def test_a_series_keeps_its_times_when_the_new_start_is_past(call, series):
    meeting = await made(call, series)
    rule = {"type": 1, "end_times": 2}
    change = {"topic": "Renamed", "start_time": "2026-01-01T15:00:00", "recurrence": rule}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change))[0] == 204
    after = await read(call, meeting)
    assert (after["topic"], after["occurrences"]) == ("Renamed", meeting["occurrences"])


async def test_a_new_length_of_a_series_reaches_every_date(call, series):
    meeting = await made(call, series)
    assert (await call("PATCH", f"/meetings/{meeting['id']}", {"duration": 75}))[0] == 204
    assert {each["duration"] for each in (await read(call, meeting))["occurrences"]} == {75}


async def test_a_host_who_agreed_takes_a_meeting_over_with_its_id(call):
    meeting = await made(call, {"start_time": "2026-11-24T15:00:00"}, "/users/li@uni.example/meetings")
    path = f"/meetings/{meeting['id']}"
    assert (await call("PATCH", path, {"schedule_for": "ana@uni.example"}))[0] == 204
    after = await read(call, meeting)
    assert (after["host_email"], after["id"]) == ("ana@uni.example", meeting["id"])
    assert (await call("PATCH", path, {"schedule_for": "admin@uni.example"}))[1]["code"] == 3000


async def test_a_waiting_room_for_one_date_switches_its_join_before_host_off(call, series):
    meeting = await made(call, series | {"settings": {"join_before_host": True}})
    query = {"occurrence_id": meeting["occurrences"][0]["occurrence_id"]}
    await call("PATCH", f"/meetings/{meeting['id']}", {"settings": {"waiting_room": True}}, **query)
    assert (await read(call, meeting, **query))["settings"]["join_before_host"] is False
    assert (await read(call, meeting))["settings"]["join_before_host"] is True


async def test_a_refused_patch_changes_nothing(call):
    meeting = await made(call, {"topic": "Before"})
    change = {"topic": "After", "duration": 5000}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change))[0] == 400
    assert (await read(call, meeting))["topic"] == "Before"


async def test_a_meeting_becomes_a_series_and_back(call, series):
    meeting = await made(call, {"start_time": "2026-11-23T15:00:00"})
    change = {"type": 8, "recurrence": series["recurrence"]}
    assert (await call("PATCH", f"/meetings/{meeting['id']}", change))[0] == 204
    assert len((await read(call, meeting))["occurrences"]) == 8
    assert (await call("PATCH", f"/meetings/{meeting['id']}", {"type": 2}))[0] == 204
    after = await read(call, meeting)
    assert "occurrences" not in after
    assert (after["type"], after["start_time"]) == (2, "2026-11-23T14:00:00Z")


async def test_a_meeting_without_time_has_no_start(call):
    meeting = await made(call, {"type": 3})
    assert "start_time" not in await read(call, meeting)


# --- gone and back ------------------------------------------------------------------------------------------------


async def test_a_deleted_meeting_is_3001_until_it_is_recovered(call, series):
    meeting = await made(call, series)
    path = f"/meetings/{meeting['id']}"
    assert (await call("DELETE", path))[0] == 204
    for method, body in (("GET", None), ("PATCH", {"topic": "x"}), ("DELETE", None)):
        status, refusal = await call(method, path, body)
        assert (status, refusal["code"]) == (404, 3001)
    assert (await call("PUT", f"{path}/status", {"action": "recover"}))[0] == 204
    assert (await read(call, meeting))["occurrences"] == meeting["occurrences"]


@pytest.mark.parametrize(("body", "days"), [({}, 30), ({"type": 3}, 365)])
async def test_an_id_dies_some_time_after_its_last_use(call, sandbox, body, days):
    meeting = await made(call, body)
    sandbox.advance(timedelta(days=days - 1))
    await call.sign_in()
    await read(call, meeting)
    sandbox.advance(timedelta(days=3))
    await call.sign_in()
    assert (await call("GET", f"/meetings/{meeting['id']}"))[1]["code"] == 3001


@pytest.mark.parametrize("meeting_id", ["81234567890", "recoverable"])
async def test_what_was_never_deleted_cannot_be_recovered(call, meeting_id):
    number = (await made(call))["id"] if meeting_id == "recoverable" else meeting_id
    status, body = await call("PUT", f"/meetings/{number}/status", {"action": "recover"})
    assert (status, body["code"]) == (404, 3001)


async def test_a_meeting_on_a_webinar_call_is_3001(call):
    status, body = await call("GET", f"/webinars/{(await made(call))['id']}")
    assert (status, body["code"]) == (404, 3001)


async def test_ids_that_are_no_numbers_are_300(call):
    assert (await call("GET", "/meetings/abc"))[1] == {"code": 300, "message": "Invalid meeting ID."}


async def test_a_personal_meeting_cannot_be_deleted(call, sandbox):
    pmi = sandbox.account.user("ana@uni.example").pmi
    assert (await call("DELETE", f"/meetings/{pmi}"))[1]["code"] == 3018


async def test_a_webinar_on_a_meeting_call_is_3000(call):
    webinar = await made(call, {"type": 5}, "/users/ana@uni.example/webinars")
    status, body = await call("GET", f"/meetings/{webinar['id']}")
    assert (status, body["code"]) == (400, 3000)
    assert (await call("GET", f"/webinars/{webinar['id']}"))[0] == 200


async def test_a_webinar_needs_the_add_on(call):
    status, body = await call("POST", "/users/li@uni.example/webinars", {"type": 5})
    assert (status, body["code"]) == (400, 200)


async def test_a_webinar_series_has_occurrences_too(call, series):
    webinar = await made(call, series | {"type": 9}, "/users/ana@uni.example/webinars")
    path = f"/webinars/{webinar['id']}"
    assert (await call("DELETE", path, occurrence_id=webinar["occurrences"][0]["occurrence_id"]))[0] == 204
    assert (await call("GET", path))[1]["occurrences"][0]["status"] == "deleted"


async def test_the_invitation_carries_topic_link_and_passcode(call):
    meeting = await made(call, {"topic": "Office hours"})
    text = (await call("GET", f"/meetings/{meeting['id']}/invitation"))[1]["invitation"]
    assert all(part in text for part in ("Office hours", meeting["join_url"], meeting["password"]))


async def test_the_page_behind_a_link_lets_nobody_in(call, sandbox):
    meeting = await made(call, {"topic": "<Algebra>"})
    answer = await call.client.get(meeting["join_url"])
    assert "&lt;Algebra&gt;" in answer.text
    assert sandbox.meeting(meeting["id"]).runs == []
