"""The fields of options: one an option, and back to what was chosen."""

from hypothesis import given
from hypothesis import strategies as st

from tests.options import any_options
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import PLACES, Options, only_for, options_in
from zoomcore.services.forms.options import option_fields
from zoomcore.views import UNSAID, FieldKind
from zoomcore.views.filling import fill


@given(options=any_options(), kind=st.sampled_from(MeetingKind))
def test_a_form_sent_back_untouched_says_what_it_was_filled_with(options, kind):
    wanted = only_for(options, kind)
    values = {
        field.name: field.values if field.kind is FieldKind.PEOPLE else field.value
        for field in option_fields(wanted, kind)
    }
    read = options_in(fill(ScheduleMeeting(), values))
    # An empty text says nothing, nor does nobody.
    hosts = wanted.alternative_hosts or None
    plain = {name: getattr(wanted, name) or None for name in ("agenda", "signed_in_domains", "signed_in_except")}
    expected = Options(**{name: getattr(wanted, name) for name in PLACES} | plain | {"alternative_hosts": hosts})
    assert read == expected


def test_what_a_kind_has_not_has_no_field():
    names = [field.name for field in option_fields(Options(), MeetingKind.WEBINAR)]
    assert "practice" in names
    assert "waiting_room" not in names


def test_an_option_that_nobody_spoke_of_can_stay_with_the_hosts_settings():
    (field,) = option_fields(Options(), MeetingKind.MEETING, ("mute",))
    assert field.kind is FieldKind.CHOICE
    assert field.value == UNSAID
    (said,) = option_fields(Options(mute=True), MeetingKind.MEETING, ("mute",))
    assert (said.kind, said.value) == (FieldKind.TICK, "true")


def test_several_mails_are_read_from_one_line():
    wish = fill(ScheduleMeeting(), {"signed_in_except": "a@x.example, b@y.example;c@z.example"})
    assert wish.signed_in_except == ("a@x.example", "b@y.example", "c@z.example")
