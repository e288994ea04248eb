"""Which scopes a feature lacks, in the words of the app at hand."""

import pytest

from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.zoom.endpoints import ALL
from zoomcore.zoom.scopes import (
    CALLS,
    SPARE,
    Feature,
    is_classic,
    missing_scopes,
    participant_sources,
    wanted_scopes,
)

GRANULAR = frozenset(wanted_scopes())
CLASSIC = frozenset(
    {
        *("meeting:read:admin", "meeting:write:admin", "user:read:admin", "webinar:read:admin", "webinar:write:admin"),
        *("report:read:admin", "dashboard:read:admin"),
        *("user:write:admin", "account:read:admin", "group:read:admin"),
        *("recording:read:admin", "recording:write:admin", "tracking_fields:read:admin"),
    }
)


@pytest.mark.parametrize("feature", Feature)
@pytest.mark.parametrize("granted", [GRANULAR, CLASSIC], ids=["granular", "classic"])
def test_an_app_with_every_scope_lacks_none(feature, granted):
    assert missing_scopes(granted, feature) == ()


def test_a_granular_app_is_told_the_granular_scope():
    granted = GRANULAR - {"meeting:delete:meeting:admin", "meeting:write:meeting:admin"}

    assert missing_scopes(granted, Feature.SCHEDULE) == ("meeting:delete:meeting:admin", "meeting:write:meeting:admin")


def test_a_classic_app_is_told_the_classic_scope():
    assert missing_scopes({"meeting:read:admin"}, Feature.SCHEDULE) == ("meeting:write:admin",)
    assert missing_scopes({"meeting:read:admin"}, Feature.FIND_PEOPLE) == ("user:read:admin",)


def test_any_one_of_the_classic_alternatives_is_enough():
    assert missing_scopes({"user:write:admin"}, Feature.FIND_PEOPLE) == ()


def test_an_app_without_any_scope_is_told_the_granular_ones():
    assert missing_scopes(frozenset(), Feature.INVITATIONS) == ("meeting:read:invitation:admin",)


@pytest.mark.parametrize("scope", ["meeting:write:admin", "user:read", "user:read:master"])
def test_old_scopes_are_known_by_their_three_parts(scope):
    assert is_classic([scope])


@pytest.mark.parametrize("scope", sorted(GRANULAR))
def test_new_scopes_are_not_taken_for_old_ones(scope):
    assert not is_classic([scope])


def test_every_call_belongs_to_a_feature_so_that_check_can_name_it():
    assert {endpoint for calls in CALLS.values() for endpoint in calls} == set(ALL)
    assert set(CALLS) == set(Feature)


REPORT, PAST, DASHBOARD = ParticipantSource


def test_who_was_in_a_run_is_asked_of_the_report_first_and_of_the_dashboard_last():
    for granted in (GRANULAR, CLASSIC):
        for kind in MeetingKind:
            assert participant_sources(granted, kind) == (REPORT, PAST, DASHBOARD)


def test_a_source_without_its_scope_or_once_refused_is_not_asked():
    without = GRANULAR - {"report:read:list_meeting_participants:admin"}

    assert participant_sources(without, MeetingKind.MEETING) == (PAST, DASHBOARD)
    assert participant_sources(without, MeetingKind.WEBINAR) == (REPORT, PAST, DASHBOARD)
    assert participant_sources(GRANULAR, MeetingKind.MEETING, refused=[REPORT, DASHBOARD]) == (PAST,)
    assert participant_sources(frozenset(), MeetingKind.MEETING) == ()


def test_a_dashboard_scope_of_meetings_opens_no_webinars():
    held = {"dashboard_meetings:read:admin"}

    assert participant_sources(held, MeetingKind.MEETING) == (DASHBOARD,)
    assert participant_sources(held, MeetingKind.WEBINAR) == ()


def test_nothing_is_spare_that_another_feature_needs():
    spare = {endpoint for feature in SPARE for endpoint in CALLS[feature]}

    assert spare.isdisjoint(endpoint for feature in set(Feature) - SPARE for endpoint in CALLS[feature])
