"""Killed between Zoom's answer and our row, or between any two rows: it ends as it was wished, and is told once."""

from datetime import timedelta

import pytest

from tests.school import School, text
from tests.zoomcore.workflows.mortal import live
from tests.zoomcore.workflows.recordings.taping import held, preset, row, sweep, tape
from zoomcore.domain.courses import Announce
from zoomcore.domain.recording_work import ChangeRecording, RecordingAction, SendTranscript, SweepRecordings
from zoomcore.domain.recordings import Openness, RecordingState
from zoomcore.errors import ChatUnavailable
from zoomcore.workflows.recordings.changing import change_recording
from zoomcore.workflows.recordings.following import send_transcript
from zoomcore.workflows.recordings.reading import hear
from zoomcore.workflows.recordings.sweeping import sweep_recordings
from zoomcore.zoom.recording_events import RecordingEvent
from zoomcore.zoom.webhook import read_event

READY, TRASHED, GONE = RecordingState.READY, RecordingState.TRASHED, RecordingState.GONE
#: What is asked for → what stands at the end: our state, published, who gets in at Zoom, the name.
ENDS = {
    RecordingAction.PUBLISH: (READY, True, Openness.ANYBODY, "Vectors"),
    RecordingAction.HIDE: (READY, False, Openness.NOBODY, "Vectors"),
    RecordingAction.RENAME: (READY, True, Openness.ANYBODY, "Matrices"),
    RecordingAction.TRASH: (TRASHED, True, Openness.ANYBODY, "Vectors"),
    RecordingAction.RECOVER: (READY, True, Openness.ANYBODY, "Vectors"),
    RecordingAction.DELETE: (GONE, True, Openness.ANYBODY, "Vectors"),
}
#: How many steps each takes to its end.
STEPS = dict.fromkeys(RecordingAction, 4) | {RecordingAction.PUBLISH: 6, RecordingAction.HIDE: 5}


async def asked_for(school: School, action: RecordingAction) -> ChangeRecording:
    """By Ana, and not begun; before it the recording is as that wish finds it."""
    await held(school)
    if action is not RecordingAction.PUBLISH:
        await school.say("ana", "recordings publish 1")
    if action is RecordingAction.RECOVER:
        await school.press("Throw", by="ana", on=await school.say("ana", "recordings trash 1"))
    answer = school.request("ana", None).answer.to_data()
    work = ChangeRecording(
        recording=1, action=action, request="wish", person=school.ids["ana"], topic="Matrices", answer=answer
    )
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(work)
    return work


def endings(school: School, who: str, words: str) -> int:
    return sum(words in text(one.reply) for one in school.to(who))


@pytest.mark.parametrize(
    ("action", "steps"), [(action, steps) for action, most in STEPS.items() for steps in range(most + 1)]
)
async def test_a_change_that_dies_anywhere_ends_as_wished_and_is_told_once(school, action, steps):
    work = await asked_for(school, action)

    lived = await live(school, steps, lambda tools: change_recording(work, tools))
    await school.settle()

    assert lived is (steps == STEPS[action])
    state, published, openness, topic = ENDS[action]
    found = await row(school)
    assert (found.state, found.published, found.openness, found.topic) == (state, published, openness, topic)
    assert len([one for one in school.posts() if "Recording: " in text(one.reply)]) == 1
    async with school.store.reading() as unit:
        entries = await unit.audit.of_subject("recording:1")
    assert [one.verb for one in entries].count(f"recording {action}") == 1


async def test_what_was_published_before_it_died_is_not_published_again_once_it_is_hidden(school):
    work = await asked_for(school, RecordingAction.PUBLISH)
    await live(school, 5, lambda tools: change_recording(work, tools))
    assert (await row(school)).published

    await school.say("ana", "recordings hide 1", settle=False)
    await school.settle()

    assert (await row(school)).published is False
    assert tape(school).sharing["share_recording"] == "none"


async def test_who_hides_it_while_publishing_waits_for_zoom_has_the_last_word(school):
    await held(school)
    school.trouble(method="GET", path="**/recordings/settings", status=503, times=3)
    await school.say("ana", "recordings publish 1")
    await school.say("ana", "recordings hide 1")

    await school.later(hours=1)

    assert (await row(school)).published is False
    assert tape(school).sharing["share_recording"] == "none"
    assert any("It was hidden after this was asked for" in text(one.reply) for one in school.to("ana"))


async def test_who_publishes_it_while_hiding_waits_for_zoom_has_the_last_word_too(school):
    await held(school)
    await school.say("ana", "recordings publish 1")
    school.trouble(method="PATCH", path="**/recordings/settings", status=503, times=2)
    await school.say("ana", "recordings hide 1")
    await school.say("ana", "recordings publish 1")

    await school.later(hours=1)

    assert (await row(school)).published
    assert tape(school).sharing["share_recording"] == "publicly"
    assert any("It was published after this was asked for" in text(one.reply) for one in school.to("ana"))


@pytest.mark.parametrize("steps", range(0, 9, 2))
async def test_a_webhook_that_dies_anywhere_asks_the_instructors_once(school, steps):
    await school.say("ana", 'new "Vectors" today 11:00 for 50m')
    number = school.at_zoom()[-1].id
    await school.later(hours=1)
    school.sandbox.start(number)
    await school.later(minutes=50)
    school.sandbox.end(number)
    await school.hear_zoom()
    school.sandbox.advance(timedelta(hours=3))
    told = [read_event(one.body()) for one in school.sandbox.account.events[school.heard :]]

    for event in told:
        if isinstance(event, RecordingEvent):
            await live(school, steps, lambda tools, event=event: hear(event, tools))
    await school.hear_zoom()

    assert (await row(school)).state is READY
    assert endings(school, "ana", "A recording is ready: Vectors") == 1
    assert endings(school, "kim", "A recording is ready: Vectors") == 1


@pytest.mark.parametrize("steps", range(0, 12, 3))
@pytest.mark.parametrize("announce", [Announce.ASK, Announce.ALWAYS])
async def test_a_sweep_that_dies_between_two_recordings_loses_and_doubles_none(school, announce, steps):
    await preset(school, recordings_announce=announce)
    for topic in ("Vectors", "Matrices"):
        await school.say("ana", f'new "{topic}" today {school.now.hour + 3}:00 for 50m')
        number = school.at_zoom()[-1].id
        await school.later(hours=2)
        school.sandbox.start(number)
        await school.later(minutes=50)
        school.sandbox.end(number)
    await school.later(hours=4)
    school.heard = len(school.sandbox.account.events)

    await live(school, steps, lambda tools: sweep_recordings(SweepRecordings(), tools))
    await sweep(school)

    assert [(await row(school, number)).state for number in (1, 2)] == [READY, READY]
    if announce is Announce.ALWAYS:
        posted = [text(one.reply) for one in school.posts()]
        assert [sum(f"Recording: {topic}" in one for one in posted) for topic in ("Vectors", "Matrices")] == [1, 1]
    else:
        asked = [endings(school, "ana", f"A recording is ready: {topic}") for topic in ("Vectors", "Matrices")]
        assert asked == [1, 1]


@pytest.mark.parametrize("steps", range(7))
async def test_a_transcript_that_was_under_way_is_sent_once_or_said_to_be_in_doubt(school, steps):
    await held(school)
    answer = school.request("ana", None).answer.to_data()
    work = SendTranscript(recording=1, person=school.ids["ana"], request="wish", answer=answer)
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(work)

    await live(school, steps, lambda tools: send_transcript(work, tools))
    await school.settle()

    files = [document.name for _to, document in school.chat.files]
    doubtful = endings(school, "ana", "The transcript may have arrived: Vectors")
    assert doubtful + endings(school, "ana", "Here is the transcript: Vectors") == 1
    assert files in (["Vectors.vtt"], []), "at most once"
    # Only who died between the note that it goes out and the note that it did leaves a doubt.
    assert doubtful == (steps in {3, 4}), steps
    assert bool(files) or doubtful


@pytest.mark.parametrize("lost", [True, False])
async def test_a_transcript_goes_out_again_only_where_it_surely_did_not(school, lost):
    await held(school)
    answer = school.request("ana", None).answer.to_data()
    async with school.store.unit() as unit:
        await unit.jobs.enqueue(SendTranscript(recording=1, person=school.ids["ana"], request="wish", answer=answer))
    school.chat.troubles.append(ChatUnavailable("The chat is away.", answer_lost=lost))

    await school.settle()
    await school.later(hours=1)

    assert [document.name for _to, document in school.chat.files] == ([] if lost else ["Vectors.vtt"])
    assert endings(school, "ana", "The transcript may have arrived: Vectors") == lost
    assert endings(school, "ana", "Here is the transcript: Vectors") == (not lost)
