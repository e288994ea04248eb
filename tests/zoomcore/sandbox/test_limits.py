from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from zoomcore.sandbox import HeaderStyle, RetryAfter
from zoomcore.sandbox.answers import Refused
from zoomcore.sandbox.limits import Label, Limits

ANA = "/users/ana@uni.example/meetings"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def allowed(limits, label, now, tries):
    for count in range(tries):
        try:
            limits.charge(label, now)
        except Refused:
            return count
    return tries


async def test_the_hundred_and_first_change_of_a_host_waits_for_midnight_utc(call, sandbox):
    ana = sandbox.account.user("ana@uni.example")
    sandbox.account.limits.spend_host(ana.id, sandbox.account.now(), 98)
    _, meeting = await call("POST", ANA, {})
    assert (await call("PATCH", f"/meetings/{meeting['id']}", {"topic": "99 and one"}))[0] == 204
    refusal = await call.raw("POST", ANA, {})
    assert (refusal.status_code, refusal.json()["code"]) == (429, 429)
    assert "daily rate limit (100) of Meeting Create/Update API requests" in refusal.json()["message"]
    assert refusal.headers["X-RateLimit-Category"] == "Light"
    assert not {"retry-after", "x-ratelimit-type"} & refusal.headers.keys()
    assert (await call("POST", "/users/li@uni.example/meetings", {}))[0] == 201
    assert (await call("DELETE", f"/meetings/{meeting['id']}"))[0] == 204
    sandbox.advance(timedelta(hours=15, minutes=1))
    await call.sign_in()
    assert (await call("POST", ANA, {}))[0] == 201


@pytest.mark.parametrize(("counts", "used"), [(False, 1), (True, 2)])
async def test_a_delete_counts_only_where_the_story_says_so(call, sandbox, counts, used):
    sandbox.account.settings.deletes_count = counts
    _, meeting = await call("POST", ANA, {})
    assert (await call("DELETE", f"/meetings/{meeting['id']}"))[0] == 204
    ana = sandbox.account.user("ana@uni.example")
    assert sandbox.account.limits.used_by_host(ana.id, sandbox.account.now()) == used


async def test_the_hundred_are_charged_to_the_user_in_the_url(call, sandbox):
    await call("POST", "/users/li@uni.example/meetings", {"schedule_for": "ana@uni.example"})
    account = sandbox.account
    used = [account.limits.used_by_host(account.user(f"{n}@uni.example").id, account.now()) for n in ("li", "ana")]
    assert used == [1, 0]


@pytest.mark.parametrize(("plan", "label", "rate"), [("free", Label.LIGHT, 4), ("pro", Label.MEDIUM, 20)])
def test_a_plan_has_so_many_a_second(plan, label, rate):
    limits = Limits(plan=plan)
    assert allowed(limits, label, NOON, 100) == rate
    assert allowed(limits, label, NOON + timedelta(seconds=1), 100) == rate


def test_dashboards_are_counted_by_the_minute():
    limits = Limits(plan="business")
    assert allowed(limits, Label.INTENSIVE, NOON, 100) == 20
    assert allowed(limits, Label.INTENSIVE, NOON + timedelta(seconds=59), 100) == 0
    assert allowed(limits, Label.INTENSIVE, NOON + timedelta(seconds=60), 100) == 20


def test_a_day_has_an_end():
    limits = Limits(plan="free")
    spent = sum(allowed(limits, Label.HEAVY, NOON + timedelta(seconds=each), 1) for each in range(1001))
    assert spent == 1000
    with pytest.raises(Refused, match="maximum daily rate limit"):
        limits.charge(Label.HEAVY, NOON + timedelta(hours=1))
    limits.charge(Label.HEAVY, NOON + timedelta(hours=12))


def test_without_a_plan_nothing_is_counted():
    assert allowed(Limits(), Label.HEAVY, NOON, 500) == 500


@pytest.mark.parametrize(
    ("style", "names"),
    [
        (
            HeaderStyle.DOCUMENTED,
            {"X-RateLimit-Category", "X-RateLimit-Type", "X-RateLimit-Limit", "X-RateLimit-Remaining"},
        ),
        (HeaderStyle.BARE, {"x-ratelimit-category"}),
        (HeaderStyle.NONE, set()),
    ],
)
def test_headers_come_in_the_asked_style(style, names):
    limits = Limits(plan="free", headers=style)
    limits.charge(Label.HEAVY, NOON)
    with pytest.raises(Refused) as refused:
        limits.charge(Label.HEAVY, NOON)
    assert refused.value.headers.keys() == names


@pytest.mark.parametrize("form", list(RetryAfter))
def test_a_daily_limit_says_when_in_three_forms(form):
    limits = Limits(plan="free", retry_after=form)
    for each in range(1000):
        limits.charge(Label.HEAVY, NOON + timedelta(seconds=each))
    now = NOON + timedelta(hours=1)
    with pytest.raises(Refused) as refused:
        limits.charge(Label.HEAVY, now)
    text = refused.value.headers["Retry-After"]
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    read = {
        RetryAfter.ISO: lambda: datetime.fromisoformat(text),
        RetryAfter.SECONDS: lambda: now + timedelta(seconds=int(text)),
        RetryAfter.HTTP_DATE: lambda: parsedate_to_datetime(text),
    }
    assert read[form]() == midnight


async def test_a_plan_in_force_answers_429(call, sandbox):
    sandbox.account.limits.plan = "free"
    statuses = [(await call("GET", "/users"))[0] for _ in range(3)]
    assert statuses == [200, 200, 429]
    sandbox.advance(timedelta(seconds=1))
    assert (await call("GET", "/users"))[0] == 200
