"""What can't be had is said before Zoom is asked, and what can is on the card."""

import pytest

from tests.school import text
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import Options
from zoomcore.errors import InvalidInput
from zoomcore.services.meetings.possible import possible
from zoomcore.views import Tone


async def test_options_said_in_the_line_are_kept_by_zoom_and_on_the_card(school):
    done = await school.say("ana", 'new "Lab" tomorrow 3pm no waiting room, mute, join 10 minutes early, host video on')

    (meeting,) = school.at_zoom()
    kept = {
        name: meeting.settings[name] for name in ("waiting_room", "mute_upon_entry", "join_before_host", "jbh_time")
    }
    assert kept == {"waiting_room": False, "mute_upon_entry": True, "join_before_host": True, "jbh_time": 10}
    assert "Mute people when they come in: on" in text(done)
    assert "Join before the host: 10 minutes before" in text(done)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("practice session first", "Only a webinar has this option: Practice session"),
        ("as a webinar waiting room", "A webinar has no such option: Waiting room"),
        ("join 10 minutes early", "With a waiting room nobody gets in before the host."),
        ("end to end, record", "Zoom records nothing that is encrypted end to end."),
        ("end to end, telephone only", "Nobody can telephone into"),
        ("own id with registration", "can't be held at the host's own meeting ID"),
        ("not signed in, signed in from uni.example", "only where people must be signed in"),
    ],
)
async def test_what_cannot_be_had_together_is_refused_before_zoom_is_asked(school, words, said):
    answer = await school.say("ana", f'new "Lab" tomorrow 3pm {words}')

    assert answer.view.tone is not Tone.GOOD
    assert said in text(answer)
    assert school.at_zoom() == []


def test_naming_mail_domains_means_that_people_sign_in():
    asked = possible(Options(signed_in_domains="Uni.example; *.uni.example"), MeetingKind.MEETING)

    assert asked == Options(signed_in=True, signed_in_domains="uni.example,*.uni.example")


def test_what_asks_for_nothing_is_no_fault_of_a_webinar():
    assert possible(Options(waiting_room=False), MeetingKind.WEBINAR) == Options(waiting_room=False)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Options(agenda="x" * 2001), "agenda"),
        (Options(signed_in_domains="uni.example,nonsense"), "signed_in_domains"),
        (Options(signed_in_except=("eva",)), "signed_in_except"),
    ],
)
def test_a_form_names_the_field_at_fault(asked, field):
    with pytest.raises(InvalidInput) as caught:
        possible(asked, MeetingKind.MEETING)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("end to end", "Encryption is enhanced"),
        ("record host kim@uni.example", "Recording is not recorded"),
        ("with registration host kim@uni.example", "Registration is no registration"),
        ("signed in only", "Only people signed in to Zoom is off"),
    ],
)
async def test_what_zoom_drops_without_a_word_is_said(school, words, said):
    school.sandbox.account.settings.authentication_profiles.clear()
    done = await school.say("ana", f'new "Lab" tomorrow 3pm {words}')
    assert f"Zoom's account settings decide this: {said}" in text(done)
