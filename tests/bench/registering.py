"""Planning who is to be signed up for a class: linear in people."""

from time import perf_counter

from tests.bench.report import Row
from zoomcore.domain.registration import Expected, Registrant, RegistrantState, plan

FEW, MANY = 300, 3_000
#: Ten times the people may cost this many times as much for each of them.
MOST = 2.0


def planning(people: int) -> float:
    """Seconds for a roster of so many, a third of them there, a third new, and a third of those there gone since."""
    roster = [Expected(person=n, email=f"s{n}@uni.example", name=f"Stu Dent{n}") for n in range(people)]
    there = [
        Registrant(
            id=n,
            meeting_id=1,
            email=f"s{n + people // 3}@uni.example",
            name="",
            state=RegistrantState.APPROVED,
            person_id=n,
        )
        for n in range(people)
    ]
    best = float("inf")
    for _round in range(20):
        began = perf_counter()
        found = plan(roster, there)
        best = min(best, perf_counter() - began)
    assert len(found.adds) == people // 3
    return best


def rows() -> list[Row]:
    few, many = planning(FEW), planning(MANY)
    ratio = (many / MANY) / (few / FEW)
    return [
        Row(
            what=f"planning {FEW} registrations from a roster diff",
            ours=f"{few * 1000:.2f} ms",
            yardstick=f"{many * 1000:.2f} ms for {MANY:,}",
            ratio=f"{ratio:.2f} × a person",
            promise=f"linear: ≤ {MOST:g} × a person",
            kept=ratio <= MOST,
        )
    ]
