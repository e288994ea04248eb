"""Whose license may be lent, and whose never."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.licenses.choosing import (
    DonorFacts,
    Objection,
    choose_donors,
    objection_to,
    seen_last,
)
from zoomcore.domain.licenses.pool import LicenseRules, Protections, ZoomAccount

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BORN = NOW - 500 * DAY
IDLE = ZoomAccount(
    id="u1", email="b.ode@uni.example", name="B. Ode", type=2, last_login=NOW - 61 * DAY, created_at=BORN, read_at=NOW
)
RULES = LicenseRules()
OPEN = Protections()


def objection(account=IDLE, *, facts=None, rules=RULES, guarded=OPEN):
    return objection_to(account, facts or DonorFacts(), rules, guarded, NOW)


def test_somebody_idle_with_no_class_may_give_their_license():
    assert objection() is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"type": 1}, Objection.NOT_LICENSED),
        ({"type": 4}, Objection.NOT_LICENSED),
        ({"status": "inactive"}, Objection.INACTIVE),
        ({"role_id": "0"}, Objection.OFFICE),
        ({"role_id": "1"}, Objection.OFFICE),
        ({"role_id": "RvsD2n8aTkKmQ"}, Objection.OFFICE),
        ({"bundle": True}, Objection.BUNDLE),
        ({"refused_code": 200}, Objection.REFUSED),
        ({"flipped_at": NOW - DAY}, Objection.FLIPS),
        ({"addons": ("webinar 500",)}, Objection.ADD_ONS),
        ({"last_login": NOW - 3 * DAY}, Objection.RECENT),
        ({"hosted_on": date(2026, 11, 20)}, Objection.RECENT),
        ({"last_login": None, "created_at": NOW - 29 * DAY}, Objection.YOUNG),
        ({"last_login": None, "created_at": None}, Objection.YOUNG),
    ],
)
def test_what_a_person_is_stands_against_it(change, why):
    assert objection(replace(IDLE, **change)) is why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (DonorFacts(recipient="u1"), Objection.RECIPIENT),
        (DonorFacts(held=frozenset({"u1"})), Objection.HELD),
        (DonorFacts(live=frozenset({"u1"})), Objection.LIVE),
        (DonorFacts(next_class={"u1": NOW + timedelta(hours=23)}), Objection.CLASS_SOON),
        (DonorFacts(next_class={"u1": NOW + timedelta(hours=24)}), None),
    ],
)
def test_what_a_person_is_engaged_in_stands_against_it(facts, why):
    assert objection(facts=facts) is why


def test_what_an_admin_said_stands_against_it():
    grouped = replace(IDLE, groups=frozenset({"deans"}))

    assert objection(guarded=Protections(people=frozenset({"u1"}))) is Objection.PROTECTED
    assert objection(grouped, guarded=Protections(groups={"deans": "Deans"})) is Objection.PROTECTED_GROUP
    assert objection(rules=LicenseRules(groups=frozenset({"teachers"}))) is Objection.OUTSIDE
    assert objection(grouped, rules=LicenseRules(groups=frozenset({"deans"}))) is None


def test_hosting_counts_as_being_there_whatever_the_sign_in_says():
    assert seen_last(replace(IDLE, hosted_on=date(2026, 10, 30))) == datetime(2026, 10, 30, 12, tzinfo=UTC)
    assert seen_last(replace(IDLE, hosted_on=date(2020, 1, 1))) == IDLE.last_login


def test_somebody_never_seen_comes_before_everybody():
    never = replace(IDLE, id="u9", last_login=None)
    choice = choose_donors([IDLE, never], DonorFacts(), RULES, OPEN, NOW)

    assert [(one.account.id, one.idle_days(NOW)) for one in choice.best] == [("u9", None), ("u1", 61)]


def test_three_are_shown_and_all_are_counted():
    people = [replace(IDLE, id=f"u{number}", last_login=NOW - (20 + number) * DAY) for number in range(6)]
    choice = choose_donors([*people, replace(IDLE, id="dean", role_id="1")], DonorFacts(), RULES, OPEN, NOW)

    assert [one.account.id for one in choice.best] == ["u5", "u4", "u3"]
    assert choice.eligible == 6
    assert choice.objections == {Objection.OFFICE: 1}


moments = st.none() | st.integers(0, 900).map(lambda days: NOW - days * DAY)
accounts = st.builds(
    ZoomAccount,
    id=st.integers(0, 30).map(lambda number: f"u{number}"),
    email=st.just("x@uni.example"),
    name=st.just("X"),
    type=st.sampled_from([1, 2, 2, 2, 4]),
    status=st.sampled_from(["active", "active", "inactive"]),
    role_id=st.sampled_from(["", "2", "2", "1", "0"]),
    groups=st.frozensets(st.sampled_from(["deans", "teachers"])),
    last_login=moments,
    created_at=moments,
    hosted_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 23)),
    refused_code=st.sampled_from([0, 0, 0, 200]),
    read_at=st.just(NOW),
)
ids = st.integers(0, 30).map(lambda number: f"u{number}")
facts_of = st.builds(
    DonorFacts,
    live=st.frozensets(ids, max_size=5),
    held=st.frozensets(ids, max_size=5),
    next_class=st.dictionaries(ids, st.integers(-1, 60).map(lambda hours: NOW + timedelta(hours=hours)), max_size=5),
    recipient=ids,
)


@given(st.lists(accounts, max_size=30, unique_by=lambda one: one.id), facts_of)
def test_the_best_is_never_anybody_who_teaches_rules_or_is_needed(people, facts):
    guarded = Protections(people=frozenset({"u3"}), groups={"deans": "Deans"})
    choice = choose_donors(people, facts, RULES, guarded, NOW)
    for one in choice.best:
        account = one.account
        assert account.licensed
        assert account.role_id in {"", "2"}
        assert account.id not in facts.live | facts.held | {facts.recipient, "u3"}
        assert "deans" not in account.groups
        assert account.id not in facts.next_class or facts.next_class[account.id] - NOW >= RULES.horizon
        assert one.idle_since is None or NOW - one.idle_since >= RULES.idle
    assert choice.eligible + sum(choice.objections.values()) == len(people)


@given(st.lists(accounts, max_size=30, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_order_of_the_list_decides_nothing(people, random):
    shuffled = random.sample(people, len(people))
    one, other = (choose_donors(each, DonorFacts(), RULES, OPEN, NOW) for each in (people, shuffled))

    assert one == other


@given(st.lists(accounts, max_size=30, unique_by=lambda one: one.id))
def test_nobody_eligible_was_seen_longer_ago_than_the_one_proposed(people):
    choice = choose_donors(people, DonorFacts(), RULES, OPEN, NOW, most=1)
    fitting = [one for one in people if objection(one) is None]
    if not fitting:
        assert choice.best == ()
        return
    best = choice.best[0].idle_since
    assert all(best is None or ((seen := seen_last(one)) is not None and best <= seen) for one in fitting)


@pytest.mark.parametrize(("quiet", "hours"), [((22, 6), {22, 23, 0, 5}), ((12, 14), {12, 13}), (None, set())])
def test_quiet_hours_may_go_over_midnight(quiet, hours):
    assert {hour for hour in range(24) if LicenseRules(quiet=quiet).quiet_at(hour)} >= hours
    assert not LicenseRules(quiet=quiet).quiet_at(9)
