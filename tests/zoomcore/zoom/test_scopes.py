"""Which scopes a feature lacks, in the words of the app at hand."""

import pytest

from zoomcore.zoom.endpoints import ALL
from zoomcore.zoom.scopes import CALLS, Feature, is_classic, missing_scopes, wanted_scopes

GRANULAR = frozenset(wanted_scopes())
CLASSIC = frozenset(
    {"meeting:read:admin", "meeting:write:admin", "user:read:admin", "webinar:read:admin", "webinar:write:admin"}
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
