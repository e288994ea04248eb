from datetime import UTC, datetime

from tests.school import text
from zoomcore.views import Form, Tone


async def test_one_line_makes_a_real_meeting_and_the_card_says_so(school):
    done = await school.say("ana", 'new "Algebra review" tomorrow 3pm for 50m')

    (meeting,) = school.at_zoom()
    assert (meeting.topic, meeting.start) == ("Algebra review", datetime(2026, 11, 24, 14, tzinfo=UTC))
    assert done.view.title == "Scheduled: Algebra review"
    assert done.view.tone is Tone.GOOD
    assert "24 Nov" in text(done)


async def test_what_is_missing_opens_the_form(school):
    form = await school.say("ana", "new")
    assert isinstance(form.view, Form)
