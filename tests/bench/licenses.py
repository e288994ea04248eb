"""Choosing a donor among many, in memory and in calls to Zoom, and what a lending costs from click to both halves.

The calls are counted in an account of 3,000: each page of the sandbox looks through everybody, so more only takes time.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from time import perf_counter

from tests.bench.report import Row, at_most
from tests.school import School, a_school
from zoomcore.domain.licenses.choosing import DonorFacts, choose_donors, seen_last
from zoomcore.domain.licenses.pool import LicenseRules, Protections, ZoomAccount
from zoomcore.sandbox import Plan, User

IN_MEMORY, AT_ZOOM, PAGE = 50_000, 3_000, 300
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ROUNDS = 7
_MONTHS, _BEST = 2, 3


async def rows() -> list[Row]:
    return [choosing(), *await _calls()]


def choosing() -> Row:
    """All licensed, so that each is judged by every rule; the yardstick sorts the same list in the same order."""
    accounts = _accounts(Random(7))  # noqa: S311 - the same list each time
    facts = DonorFacts(live=frozenset({"u1"}), next_class={"u2": _NOW + timedelta(hours=1)})
    guarded = Protections(people=frozenset({"u3"}), groups={"g4": "Deans"})
    ours = _timed(lambda: choose_donors(accounts, facts, LicenseRules(), guarded, _NOW))
    sorting = _timed(lambda: sorted(accounts, key=lambda one: (seen_last(one) or _LONG_AGO, one.id)))
    return at_most(f"a donor among {IN_MEMORY:,} in memory, against sorting them", ours, sorting, limit=3)


def _accounts(random: Random) -> list[ZoomAccount]:
    return [
        ZoomAccount(
            id=f"u{number}",
            email=f"u{number}@uni.example",
            name=f"User {number}",
            type=2,
            role_id="2",
            groups=frozenset({f"g{number % 50}"}),
            last_login=_NOW - timedelta(minutes=random.randrange(1, 800_000)),
            created_at=_NOW - timedelta(days=600),
            read_at=_NOW,
        )
        for number in range(IN_MEMORY)
    ]


def _timed(work: object) -> float:
    """Milliseconds, the median of a few rounds."""
    assert callable(work)
    times = []
    for _ in range(_ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * 1000


async def _calls() -> list[Row]:
    async with a_school() as school:
        _fill(school, AT_ZOOM)
        school.sandbox.put_in_group("Deans", "li@uni.example")
        await school.say("ada", 'licenses protect group "Deans"', where="")
        cold = await _asked(school, "licenses request because exam")
        form = await school.press("Refuse", by="ivo", on=school.to("ivo")[-1].reply, where="")
        await school.submit(form, {"reason": "later"}, by="ivo", where="")
        warm = await _asked(school, "licenses request because exam")
        before = len(school.sandbox.requests)
        await school.press("Approve for", by="ivo", on=school.to("ivo")[-1].reply, where="")
        moved = [one.method for one in school.sandbox.requests[before:]]
    pages = -(-len(school.sandbox.account.users) // PAGE)
    wanted = pages + _MONTHS + 1 + 2 * _BEST
    counted = cold["users"] + cold["report"] + cold["members"] + cold["meetings"]
    first = moved.index("PATCH")
    return [
        _exactly(f"cold: lists of {AT_ZOOM:,} users, reports, guarded group, classes of three", counted, wanted),
        Row(
            what="cold, besides: who asks, seats, bill, groups, add-ons of the ten idlest",
            ours=f"{cold['other']} calls",
        ),
        _exactly("warm: the classes of the three best", warm["meetings"], 2 * _BEST),
        Row(what="warm, besides: who asks, seats, bill", ours=f"{warm['other'] + warm['users']} calls"),
        _exactly("from click to both halves verified, behind the checks", len(moved) - first, 4),
        Row(what="the checks at the click: both people, the donor's classes, bill, seats", ours=f"{first} calls"),
    ]


def _exactly(what: str, ours: int, promised: int) -> Row:
    return Row(what=what, ours=f"{ours} calls", promise=f"{promised} calls", kept=ours <= promised)


def _fill(school: School, most: int) -> None:
    account = school.sandbox.account
    account.settings.basic_seats = 2 * most
    for number in range(len(account.users), most):
        user = User(
            id=account.ids.user(),
            email=f"student{number}@uni.example",
            first_name="Student",
            last_name=str(number),
            plan=Plan.BASIC,
            pmi=account.ids.pmi(),
            timezone="Europe/Madrid",
            created_at=account.now() - timedelta(days=500),
        )
        account.users[user.id] = user


async def _asked(school: School, line: str) -> Counter[str]:
    before = len(school.sandbox.requests)
    await school.say("kim", line, where="")
    kinds = {"/users": "users", "/report/users": "report"}
    counted: Counter[str] = Counter()
    for one in school.sandbox.requests[before:]:
        ending = one.path.rpartition("/")[2]
        counted[kinds.get(one.path) or (ending if ending in {"meetings", "members"} else "other")] += 1
    return counted
