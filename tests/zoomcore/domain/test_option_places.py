"""Where every option stands at Zoom, and what is left out."""

from dataclasses import fields

from zoomcore.domain.options import LEFT_OUT, PLACES
from zoomcore.zoom.settings import MeetingSettings

#: zoom-api 5.7, group by group, and what mod-zoom 1.2 sets on a meeting besides.
ZOOM_KEYS = """
approval_type registration_type registrants_confirmation_email registrants_email_notification close_registration
allow_multiple_devices show_share_button email_notification
waiting_room waiting_room_options join_before_host jbh_time meeting_authentication authentication_option
authentication_domains authentication_exception private_meeting internal_meeting
auto_recording
alternative_hosts alternative_hosts_email_notification alternative_host_update_polls
alternative_host_manage_meeting_summary alternative_host_manage_cloud_recording
breakout_room meeting_invitees language_interpretation
host_video participant_video mute_upon_entry audio watermark encryption_type focus_mode
use_pmi continuous_meeting_chat email_in_attendee_report push_change_to_calendar
agenda password schedule_for tracking_fields
"""
WEBINARS_OWN = {"practice_session", "question_and_answer", "panelists_video", "hd_video", "on_demand"}


def test_every_setting_of_zooms_is_an_option_or_left_out_with_a_reason():
    told = [key for place in PLACES.values() for key in place.keys]
    assert set(told) | set(LEFT_OUT) == {*ZOOM_KEYS.split(), *WEBINARS_OWN}
    assert not set(told) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_no_two_options_are_the_same_setting():
    told = [key for place in PLACES.values() for key in place.keys]
    assert len(told) == len(set(told))


def test_every_option_can_be_sent():
    known = {each.name for each in fields(MeetingSettings)}
    assert {key for place in PLACES.values() for key in place.keys if not place.top} <= known
