import pytest

from tests.school import text
from tests.zoomcore.services.test_moving import BEFORE, WEEKLY, ours
from zoomcore.commands.wishes.meetings import RecoverMeeting
from zoomcore.views import Tone


@pytest.fixture
async def weekly(school):
    return await school.say("ana", WEEKLY)


async def test_nothing_is_cancelled_unasked(school, weekly):
    for line in ("cancel", "cancel this", "cancel all"):
        asked = await school.say("ana", line)
        assert (asked.view.tone, school.dates_at_zoom()) == (Tone.ASK, BEFORE), line


async def test_the_question_offers_only_what_was_named(school, weekly):
    asked = await school.say("ana", "cancel this")
    assert [one.label for one in school.actions(asked)] == ["Cancel only this one", "Keep it"]


async def test_keeping_it_shows_the_class(school, weekly):
    await school.say("ana", "cancel")
    assert "State: scheduled" in text(await school.press("Keep it", by="ana"))


async def test_one_date_goes_and_cannot_come_back(school, weekly):
    await school.say("ana", "cancel")
    done = await school.press("Cancel only this one", by="ana")
    assert school.dates_at_zoom() == BEFORE[1:] == await ours(school)
    assert "5 dates are left." in text(done)
    assert [one.label for one in school.actions(done)] == ["Details"]


async def test_this_and_later_ones_go(school, weekly):
    await school.later(days=3)
    await school.say("ana", "cancel")
    await school.press("Cancel this and later ones (4)", by="ana")
    assert school.dates_at_zoom() == BEFORE[:2]


async def test_the_whole_series_goes_and_comes_back_within_ten_minutes(school, weekly):
    await school.say("ana", "cancel")
    done = await school.press("Cancel the whole series", by="ana")
    assert school.at_zoom() == []
    assert "no class coming up" in text(await school.say("bo", "join"))

    back = await school.press("Undo", on=done, by="ana")
    assert back.view.title == "Back again: Algebra"
    assert school.dates_at_zoom() == BEFORE == await ours(school)


async def test_a_one_off_goes_and_comes_back(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.say("ana", "cancel")
    done = await school.press("Cancel Lab", by="ana")
    assert school.at_zoom() == []
    await school.press("Undo", on=done, by="ana")
    assert len(school.at_zoom()) == 1


async def test_a_class_that_is_not_cancelled_cannot_be_brought_back(school, weekly):
    assert "isn't cancelled" in text(await school.wish("ana", RecoverMeeting(meeting=1)))


async def test_cancelling_twice_is_told_so(school, weekly):
    asked = await school.say("ana", "cancel")
    await school.press("Cancel the whole", on=asked, by="ana")
    late = await school.press("Cancel only", on=asked, by="ana")
    assert "was cancelled already" in text(late)


async def test_the_posts_say_that_it_was_cancelled(school, weekly):
    await school.press("Post to", on=weekly, by="ana")
    await school.say("ana", "cancel")
    await school.press("Cancel the whole", by="ana")
    (post,) = school.posts()
    assert "This class was cancelled." in text(post.reply)


async def test_a_date_gone_at_zoom_already_counts_as_cancelled(school, weekly):
    asked = await school.say("ana", "cancel")
    school.at_zoom()[0].occurrences[0].deleted = True
    done = await school.press("Cancel only", on=asked, by="ana")
    assert done.view.tone is Tone.GOOD
    assert await ours(school) == BEFORE[1:]


async def test_what_zoom_no_longer_keeps_cannot_be_brought_back_and_that_is_said(school, weekly):
    await school.say("ana", "cancel")
    done = await school.press("Cancel the whole", by="ana")
    school.trouble(method="PUT", path="/meetings/*/status", status=404, body={"code": 3001, "message": "gone"})
    told = await school.press("Undo", on=done, by="ana")
    assert told.view.tone is Tone.BAD
    assert "I couldn't do that: Algebra" in text(told)
