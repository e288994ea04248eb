"""A class is recorded; what Zoom tells, keeps and refuses, and what people see of it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.school import School, text
from tests.zoomcore.storage.seeds import a_class
from tests.zoomcore.workflows.recordings.taping import held, preset, row, sweep, tape
from zoomcore.commands.wishes.recordings import FollowRecording, OpenRecordingPage, ShowRecording
from zoomcore.domain.courses import Announce
from zoomcore.domain.recordings import Openness, PartKind, RecordingSharing, RecordingState
from zoomcore.views import Card, Form
from zoomcore.views.plain import plain
from zoomcore.zoom.recording_models import SharingChange


async def seen_at(school: School, url: str) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(url)).text


# Found.


async def test_a_class_is_found_by_webhooks_with_all_its_parts(school):
    found = await held(school, segments=2)
    assert (found.topic, found.state, found.published) == ("Vectors", RecordingState.READY, False)
    assert found.segments == 2
    assert set(found.parts) >= {PartKind.VIDEO, PartKind.AUDIO, PartKind.TRANSCRIPT, PartKind.CHAT, PartKind.SUMMARY}
    assert found.openness is Openness.ANYBODY
    assert found.occurrence_id is not None
    reply = await school.say("ana", "recordings")
    assert "Vectors" in text(reply)
    assert "video, audio, transcript, chat, captions, summary (in 2 pieces)" in text(reply)
    assert "not published · no. 1" in text(reply)


async def test_while_zoom_works_on_it_the_list_says_so(school):
    await school.say("ana", 'new "Vectors" today 11:00 for 50m')
    number = school.at_zoom()[-1].id
    school.sandbox.start(number)
    await school.later(minutes=50)
    school.sandbox.end(number)
    await school.hear_zoom()
    assert "Zoom is still working on it" in text(await school.say("ana", "recordings"))
    reply = await school.say("ana", "recordings publish 1")
    assert "still working on this recording" in text(reply)
    assert "There are no recordings here yet" in text(await school.say("bo", "recordings"))


@pytest.mark.parametrize("backwards", [False, True])
async def test_words_that_come_backwards_and_twice_end_the_same(school, backwards):
    await school.say("ana", 'new "Vectors" today 11:00 for 50m')
    number = school.at_zoom()[-1].id
    school.sandbox.start(number)
    school.sandbox.advance(timedelta(minutes=50))
    school.sandbox.end(number)
    school.sandbox.advance(timedelta(hours=3))
    await school.hear_zoom(backwards=backwards, copies=2)
    found = await row(school)
    assert (found.state, found.minutes) == (RecordingState.READY, 50)
    async with school.store.reading() as unit:
        assert len(await unit.recordings.list(limit=9)) == 1


async def test_what_no_webhook_told_is_found_by_one_list_call_a_host_and_month(school):
    await school.say("ana", 'new "Vectors" today 11:00 for 50m')
    number = school.at_zoom()[-1].id
    await school.later(hours=1)
    school.sandbox.start(number)
    await school.later(minutes=50)
    school.sandbox.end(number)
    school.heard = len(school.sandbox.account.events)
    await school.later(days=70)
    school.heard = len(school.sandbox.account.events)
    school.sandbox.set_time(school.now.replace(hour=0, minute=50))
    before = len(school.sandbox.requests)
    await sweep(school)
    assert (await row(school)).state is RecordingState.READY
    asked = [
        one for one in school.sandbox.requests[before:] if one.path.endswith("/recordings") and "users" in one.path
    ]
    assert len([one for one in asked if "trash" not in one.query]) == 3
    again = len(school.sandbox.requests)
    await sweep(school)
    assert len(school.sandbox.requests) - again == 4
    assert not [one for one in school.to("ana") if "is ready" in text(one.reply)], "old ones are no news"


async def test_what_was_thrown_away_at_zoom_is_seen_by_the_sweep(school):
    await held(school)
    school.sandbox.batch("trashed", tape(school).uuid)
    school.heard = len(school.sandbox.account.events)
    await sweep(school)
    assert (await row(school)).state is RecordingState.TRASHED
    school.sandbox.batch("deleted", tape(school).uuid)
    school.heard = len(school.sandbox.account.events)
    await sweep(school)
    assert (await row(school)).state is RecordingState.GONE


async def test_batches_of_the_web_portal_are_followed(school):
    await held(school)
    school.sandbox.batch("trashed", tape(school).uuid)
    await school.hear_zoom()
    assert (await row(school)).state is RecordingState.TRASHED
    school.sandbox.batch("recovered", tape(school).uuid)
    await school.hear_zoom()
    assert (await row(school)).state is RecordingState.READY
    school.sandbox.batch("deleted", tape(school).uuid)
    await school.hear_zoom()
    assert (await row(school)).state is RecordingState.GONE


async def test_recordings_of_meetings_that_are_not_ours_are_left_alone(school):
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["ana"], zoom_user_id=school.sandbox.account.user("ana@uni.example").id)
    await held(school)
    school.sandbox.account.meetings[school.at_zoom()[0].id].id = 1
    await sweep(school)
    async with school.store.reading() as unit:
        assert len(await unit.recordings.list(limit=9)) == 1


async def test_a_missing_scope_stops_the_sweep_quietly(school):
    await held(school)
    school.sandbox.account.scopes -= {"cloud_recording:read:list_user_recordings:admin"}
    school.sandbox.account.revoke_tokens()
    await sweep(school)
    assert (await row(school)).state is RecordingState.READY


# Asked first, at once, never.


async def test_the_instructors_are_asked_first(school):
    await held(school)
    (asked,) = [one for one in school.to("ana") if "A recording is ready" in text(one.reply)]
    assert "with a passcode" in text(asked.reply)
    await school.press("Publish", by="ana", on=asked.reply, where="")
    assert (await row(school)).published
    (post,) = [one for one in school.posts() if "Recording: Vectors" in text(one.reply)]
    assert "Watch Vectors" in text(post.reply)


async def test_at_once_means_published_without_a_question_in_the_class_cards_thread(school):
    await preset(school, recordings_announce=Announce.ALWAYS)
    await held(school)
    assert (await row(school)).published
    assert not [one for one in school.to("ana") if "is ready" in text(one.reply)]
    async with school.store.reading() as unit:
        (post,) = await unit.posts.of_subject("recording:1")
        (joined,) = await unit.posts.of_subject("join:1")
    assert post.to["thread"] == joined.message["number"]


async def test_without_a_card_of_the_class_it_is_a_post_of_its_own(school):
    await preset(school, recordings_announce=Announce.ALWAYS)
    await held(school, announce=False)
    async with school.store.reading() as unit:
        (post,) = await unit.posts.of_subject("recording:1")
    assert "thread" not in post.to


async def test_never_means_that_nobody_is_asked(school):
    await preset(school, recordings_announce=Announce.NEVER)
    await held(school)
    assert not (await row(school)).published
    assert not [one for one in school.to("ana") if "is ready" in text(one.reply)]


# Published and hidden for real.


@pytest.mark.parametrize(
    ("sharing", "kept"),
    [
        (RecordingSharing.PASSCODE, {"on_demand": False, "recording_authentication": False}),
        (RecordingSharing.REGISTRATION, {"on_demand": True, "approval_type": 0}),
        (RecordingSharing.SIGNED_IN, {"recording_authentication": True}),
        (RecordingSharing.LINK, {"on_demand": False}),
    ],
)
async def test_publishing_sets_at_zoom_what_the_course_wants(school, sharing, kept):
    school.sandbox.account.settings.recordings_shared = "none"
    school.sandbox.account.settings.recording_passcodes = False
    await preset(school, recordings_sharing=sharing, recordings_announce=Announce.NEVER)
    await held(school)
    reply = await school.say("ana", "recordings publish")
    assert "Published: Vectors" in text(reply)
    shared = tape(school).sharing
    assert kept.items() <= shared.items()
    assert (shared["share_recording"], shared["viewer_download"]) == ("publicly", False)
    assert bool(shared["password"]) is (sharing is RecordingSharing.PASSCODE)


async def test_hiding_shuts_out_who_kept_the_link(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    link = f"{school.sandbox.url}/rec/share/{tape(school).share_key}?pwd={tape(school).play_passcode}"
    assert "Zoom would play" in await seen_at(school, link)
    reply = await school.say("ana", "recordings hide 1")
    assert "Hidden: Vectors" in text(reply)
    assert "can't watch it any more" in text(reply)
    assert "not shared" in await seen_at(school, link)
    (post,) = [one for one in school.posts() if "Recording: Vectors" in text(one.reply)]
    assert "isn't available any more" in text(post.reply)
    assert "private" in text(await school.say("ana", "recordings"))
    assert "There are no recordings" in text(await school.say("bo", "recordings"))
    undone = await school.press("Undo", by="ana", on=reply)
    assert "Published: Vectors" in text(undone)
    assert "Watch Vectors" in text(post.reply)


async def test_all_pieces_of_a_run_are_published_and_hidden_together(school):
    await held(school, segments=3)
    videos = [one for one in tape(school).files if one.part.type == "MP4"]
    assert len(videos) == 6  # two views a piece
    await school.say("ana", "recordings publish 1")
    links = [f"{school.sandbox.url}/rec/play/{one.key}?pwd={tape(school).play_passcode}" for one in videos]
    for link in links:
        assert "Zoom would play" in await seen_at(school, link)
    assert len([one for one in school.posts() if "Recording: Vectors" in text(one.reply)]) == 1

    await school.say("ana", "recordings hide 1")

    for link in links:
        assert "not shared" in await seen_at(school, link)


async def test_where_an_admin_locked_the_sharing_it_is_said_that_old_links_still_work(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    school.sandbox.account.settings.locked_sharing = {"share_recording": "publicly"}
    reply = await school.say("ana", "recordings hide 1")
    assert "old links still work" in text(reply)
    found = await row(school)
    assert (found.published, found.leaks) == (False, True)
    assert "There are no recordings" in text(await school.say("bo", "recordings"))


async def test_where_zoom_refuses_to_hide_it_is_hidden_here_and_said(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    school.sandbox.account.settings.recording_content_right = False
    reply = await school.say("ana", "recordings hide 1")
    assert "old links still work" in text(reply)
    assert "Zoom doesn't let the app see this recording." in text(reply)
    assert not (await row(school)).published


async def test_without_the_scope_hiding_says_which_one_is_missing(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    school.sandbox.account.scopes -= {"cloud_recording:update:recording_settings:admin"}
    school.sandbox.account.revoke_tokens()
    reply = await school.say("ana", "recordings hide 1")
    assert "cloud_recording:update:recording_settings:admin" in text(reply)


async def test_what_zoom_leaves_more_open_than_asked_is_not_published(school):
    await preset(school, recordings_announce=Announce.NEVER)
    await held(school)
    school.sandbox.account.settings.locked_sharing = {"viewer_download": True}
    reply = await school.say("ana", "recordings publish 1")
    assert "Not published: Vectors" in text(reply)
    assert "viewers may download it" in text(reply)
    found = await row(school)
    assert (found.published, found.openness) == (False, Openness.NOBODY)
    assert tape(school).sharing["share_recording"] == "none"


@pytest.mark.parametrize("after_effect", [True, False])
@pytest.mark.parametrize(("method", "nth"), [("GET", 1), ("PATCH", 1), ("GET", 2)])
async def test_an_answer_lost_anywhere_is_made_good_and_told_once(school, method, nth, after_effect):
    await held(school)
    if nth == 2:
        school.trouble(method="GET", path="**/recordings/settings")
    school.trouble(method=method, path="**/recordings/settings", after_effect=after_effect, drop=True)
    reply = await school.say("ana", "recordings publish 1")
    assert "Still working on Vectors" in text(reply)
    await school.later(minutes=5)
    assert (await row(school)).published
    assert len([one for one in school.posts() if "Recording: Vectors" in text(one.reply)]) == 1
    assert tape(school).sharing["viewer_download"] is False


@pytest.mark.parametrize(
    ("line", "method", "path", "state"),
    [
        ("recordings recover 1", "PUT", "**/recordings/status", RecordingState.READY),
        ("recordings trash 1", "DELETE", "**/recordings", RecordingState.TRASHED),
    ],
)
async def test_a_change_whose_answer_was_lost_is_not_undone_by_its_repeat(school, line, method, path, state):
    await held(school)
    if "recover" in line:
        await school.press("Throw", by="ana", on=await school.say("ana", "recordings trash 1"))
    school.trouble(method=method, path=path, after_effect=True, drop=True)
    reply = await school.say("ana", line)
    if "trash" in line:
        await school.press("Throw", by="ana", on=reply)
    await school.later(minutes=5)
    assert (await row(school)).state is state


async def test_a_host_who_left_costs_nobody_what_is_known(school):
    await held(school)
    school.sandbox.account.users.pop(tape(school).host_id)
    await sweep(school)
    assert (await row(school)).state is RecordingState.READY


# Renamed, thrown away, brought back, deleted.


async def test_renaming_is_read_back_and_the_post_follows(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    reply = await school.say("ana", 'recordings rename 1 "Week 3: vectors"')
    assert "Renamed: Week 3: vectors" in text(reply)
    assert tape(school).topic == "Week 3: vectors"
    assert [one for one in school.posts() if "Recording: Week 3: vectors" in text(one.reply)]
    await school.press("Undo", by="ana", on=reply)
    assert tape(school).topic == "Vectors"


async def test_renamed_at_zoom_it_is_renamed_here(school):
    await held(school)
    await school.zoom.set_sharing(tape(school).uuid, SharingChange(topic="Week 3"))
    await school.hear_zoom()
    assert (await row(school)).topic == "Week 3"


async def test_trash_and_back(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    asked = await school.say("ana", "recordings trash 1")
    assert "Throw Vectors away?" in text(asked)
    reply = await school.press("Throw Vectors away", by="ana", on=asked)
    assert "Thrown away: Vectors" in text(reply)
    assert "in the trash, 30 days left" in text(await school.say("ana", "recordings"))
    assert "There are no recordings" in text(await school.say("bo", "recordings"))
    assert "isn't in the trash" not in text(await school.say("ana", "recordings hide 1"))
    back = await school.say("ana", "recordings recover 1")
    assert "Back again: Vectors" in text(back)
    assert "Vectors" in text(await school.say("bo", "recordings"))
    assert "isn't in the trash" in text(await school.say("ana", "recordings recover 1"))


async def test_a_full_account_is_said_in_words(school):
    await held(school)
    await school.press("Throw", by="ana", on=await school.say("ana", "recordings trash 1"))
    school.sandbox.account.settings.recording_storage_full = True
    reply = await school.say("ana", "recordings recover 1")
    assert "space for recordings is full" in text(reply)
    school.sandbox.account.settings.recording_storage_full = False
    assert "Trying again" not in text(await school.press("Try again", by="ana", on=reply))
    assert (await row(school)).state is RecordingState.READY


async def test_what_a_webinar_plays_is_not_thrown_away(school):
    await held(school)
    tape(school).simulive = True
    reply = await school.press("Throw", by="ana", on=await school.say("ana", "recordings trash 1"))
    assert "used by a pre-recorded webinar" in text(reply)
    assert (await row(school)).state is RecordingState.READY


async def test_deleting_for_good_wants_its_name(school):
    await held(school)
    form = await school.say("ana", "recordings delete 1")
    assert isinstance(form.view, Form)
    again = await school.submit(form, {"typed": "Matrices"}, by="ana")
    assert "That isn't its name." in text(again)
    done = await school.submit(form, {"typed": " vectors "}, by="ana")
    assert "Deleted for good: Vectors" in text(done)
    assert tape(school).keeping.value == "deleted"
    assert "isn't at Zoom any more" in text(await school.say("ana", "recordings publish 1"))


async def test_what_is_gone_meanwhile_is_told_and_written_down(school):
    await held(school)
    await school.zoom.delete_recording(tape(school).uuid)
    reply = await school.say("ana", "recordings publish 1")
    assert "There is no recording of this class at Zoom." in text(reply)
    assert (await row(school)).state is RecordingState.GONE


# Who may.


async def test_students_see_published_ones_and_guests_none(school):
    await held(school)
    for who in ("bo", "olga"):
        assert "There are no recordings here yet" in text(await school.say(who, "recordings"))
    assert "for its instructor and above" in text(await school.say("bo", "recordings publish 1"))
    assert "for its instructor and above" in text(await school.say("tia", "recordings publish 1"))
    await school.say("ana", "recordings publish 1")
    for who in ("bo", "olga"):
        listed = text(await school.say(who, "recordings"))
        assert "Vectors" in listed
        assert "no. 1" not in listed
    assert "you aren't in this one" in text(await school.say("li", "recordings"))
    assert "Vectors" in text(await school.say("bo", "recordings", where=""))
    helping = await school.say("tia", "recordings")
    assert "published" in text(helping)
    assert [one.label for one in school.actions(helping)] == ["Watch Vectors", "Details"]
    assert "Watch Vectors" in text(await school.press("Details", by="tia", on=helping))
    assert "I don't know a recording 1." in text(await school.say("li", "recordings hide 1", where=""))
    assert "I don't know a recording 7." in text(await school.say("ana", "recordings hide 7"))


async def test_in_a_direct_chat_staff_see_all_of_theirs_and_admins_everything(school):
    await held(school)
    for who in ("ana", "tia", "ada"):
        assert "not published" in text(await school.say(who, "recordings", where=""))
    assert "There are no recordings" in text(await school.say("bo", "recordings", where=""))
    assert "There are no recordings" in text(await school.say("li", "recordings", where=""))


async def test_a_student_opens_it_by_a_link_of_their_own_and_it_is_written_down(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    listed = await school.say("bo", "recordings")
    link = await school.press("Watch", by="bo", on=listed)
    url = school.url(link, "Watch")
    assert url.startswith("https://lectern.example/recording/")
    page = await school.page("bo", OpenRecordingPage(recording=1))
    assert "Watch as Bo Chen" in text(page)
    assert "written down" in text(page)
    goes = await school.follow("bo", FollowRecording(recording=1))
    assert parse_qs(urlsplit(goes).query)["pwd"] == [tape(school).play_passcode]
    assert "Zoom would play" in await seen_at(school, goes)
    await school.follow("ana", FollowRecording(recording=1))
    seen = text(await school.say("ana", "recordings seen 1"))
    assert "1 person opened it." in seen
    assert "Bo Chen" in seen
    assert "Not yet: Maya Okafor." in seen
    assert "you opened it" in text(await school.say("bo", "recordings"))
    student = text(await school.say("ana", "recordings student bo@uni.example"))
    assert "Recordings for Bo Chen" in student
    assert "not yet" in text(await school.say("ana", "recordings maya@uni.example"))


async def test_students_of_one_name_are_told_apart_by_their_addresses(school):
    await held(school)
    asked = await school.say(
        "ana", "course people MATH201 import\nSam Lee,sam.lee@uni.example\nSam Lee,lee2@uni.example"
    )
    await school.press("Add", by="ana", on=asked)
    seen = text(await school.say("ana", "recordings seen 1"))
    assert "Sam Lee (sam.lee@uni.example)" in seen
    assert "Sam Lee (lee2@uni.example)" in seen
    assert "Bo Chen (" not in seen


async def test_no_passcode_and_no_link_of_zooms_is_shown_or_kept(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    await school.press("Watch", by="bo", on=await school.say("bo", "recordings"))
    await school.page("bo", OpenRecordingPage(recording=1))
    secrets = (tape(school).password, tape(school).play_passcode, tape(school).share_key)
    said = " ".join(plain(one.reply.view, zone="UTC") for one in school.chat.messages)
    assert not [one for one in secrets if one in said]


async def test_where_zoom_hands_out_no_passcode_for_links_it_is_shown_to_be_typed(school):
    school.sandbox.account.settings.play_passcodes = False
    await held(school)
    await school.say("ana", "recordings publish 1")
    page = await school.page("bo", FollowRecording(recording=1))
    assert tape(school).password in text(page)


async def test_a_course_may_choose_not_to_write_it_down(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    await school.follow("bo", FollowRecording(recording=1))
    form = await school.say("ana", "settings MATH201")
    await school.submit(form, {"recordings_seen": "false"}, by="ana")
    assert "isn't written down" in text(await school.say("ana", "recordings seen 1"))
    page = await school.page("bo", OpenRecordingPage(recording=1))
    assert "written down" not in text(page)
    await school.follow("bo", FollowRecording(recording=1))
    async with school.store.reading() as unit:
        assert await unit.recordings.seen_by(1) == ()


async def test_a_hidden_one_opens_for_no_student_but_for_its_instructor(school):
    await held(school)
    page = await school.page("bo", FollowRecording(recording=1))
    assert "isn't available any more" in text(page)
    assert (await school.follow("ana", FollowRecording(recording=1))).startswith("http")
    details = await school.wish("ana", ShowRecording(recording=1))
    assert "Zoom's own link may still open it" in text(details)


async def test_zoom_away_is_said_calmly_on_the_page(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    school.trouble(method="GET", path="**/recordings", status=503)
    page = await school.page("bo", FollowRecording(recording=1))
    assert isinstance(page.view, Card)
    assert page.outage


# Transcripts and reminders.


async def test_a_transcript_is_sent_to_who_may_have_it(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    link = await school.press("Watch", by="bo", on=await school.say("bo", "recordings"))
    assert "Send me the transcript" not in text(link)
    await preset(school, recordings_transcript=True)
    link = await school.press("Watch", by="bo", on=await school.say("bo", "recordings"))
    reply = await school.press("Send me the transcript", by="bo", on=link)
    assert "Here is the transcript: Vectors" in text(reply)
    ((to, document),) = school.chat.files
    assert (to.user, document.name) == ("bo", "Vectors.vtt")
    assert document.content.startswith(b"WEBVTT")


async def test_the_post_hands_out_the_transcript_to_whoever_presses_where_the_course_allows_it(school):
    await preset(school, recordings_transcript=True)
    await held(school)
    await school.say("ana", "recordings publish 1")
    (post,) = [one for one in school.posts() if "Recording: Vectors" in text(one.reply)]

    reply = await school.press("Send me the transcript", by="bo", on=post.reply)

    assert "Here is the transcript" in text(reply)
    ((to, document),) = school.chat.files
    assert (to.user, document.name) == ("bo", "Vectors.vtt")
    assert "Send me the transcript" in text(post.reply)


async def test_a_transcript_that_zoom_holds_back_is_told(school):
    await held(school)
    link = await school.press("Watch", by="ana", on=await school.say("ana", "recordings"))
    school.sandbox.account.settings.recording_content_right = False
    reply = await school.press("Send me the transcript", by="ana", on=link)
    assert school.chat.files == []
    assert "Zoom" in text(reply)


async def test_instructors_hear_of_it_before_zoom_deletes_once_each_time(school):
    school.sandbox.account.settings.recordings_kept_days = 30
    await held(school)
    assert "Zoom deletes it in 30 days" in text(await school.say("ana", "recordings"))

    def told():
        return [text(one.reply) for one in school.to("ana") if "Soon gone" in text(one.reply)]

    await sweep(school)
    assert told() == []
    await school.later(days=23)
    for _round in range(2):
        await sweep(school)
    assert len(told()) == 1
    assert "Zoom deletes it in 7 days" in told()[0]
    await school.later(days=6)
    await sweep(school)
    assert len(told()) == 2
    await school.later(days=2)
    await school.hear_zoom()
    assert (await row(school)).state is RecordingState.TRASHED


async def test_pages_of_a_long_list(school):
    async with school.store.unit() as unit:
        await held_rows(unit, school, 12)
    first = await school.say("ana", "recordings")
    assert text(first).count("no. ") == 10
    older = await school.press("Older", by="ana", on=first)
    assert text(older).count("no. ") == 2
    assert text(await school.say("ana", "recordings MATH201 since last week")).count("no. ") == 8
    assert text(await school.say("ana", "recordings week 11")).count("no. ") == 1


async def held_rows(unit, school, many):
    meeting = await a_class(unit, school.math.id, school.now - timedelta(days=1), host=school.ids["ana"])
    for number in range(many):
        await unit.recordings.add(
            uuid=f"u{number}",
            course_id=school.math.id,
            meeting_id=meeting.id,
            occurrence_id=None,
            topic=f"Week {number}",
            started_at=school.now - timedelta(days=number),
        )
