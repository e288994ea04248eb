"""A labelled corpus: classes as they come, each row with its true person and whether its evidence settles it.

Deterministic and written by us, no real people. Somebody who types another's whole name and shows no other sign cannot
be told from that other by any rule (that is what the strict preset is for), and is the one case left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.zoomcore.domain.attendance.corpus_cases import ASKED, SETTLED, Room, Shown, Student, plain
from tests.zoomcore.domain.attendance.corpus_names import BOTS, CULTURES, MONONYMS, SCRIPTS
from tests.zoomcore.domain.attendance.rows import RUN, at
from zoomcore.domain.attendance.evidence import (
    Enrolled,
    EvidenceSource,
    HeldRun,
    JoinClick,
    KnownEvidence,
    ParticipantRecord,
    Where,
)
from zoomcore.domain.people import PersonId

CLASSES = 32
STUDENTS = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What one presence shows, whose it is, and whether its evidence settles that (or that it is nobody's)."""

    kind: str
    truth: PersonId | None
    settled: bool
    records: tuple[ParticipantRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledClass:
    roster: tuple[Enrolled, ...]
    known: KnownEvidence
    runs: tuple[HeldRun, ...]
    presences: tuple[Labelled, ...]


def corpus(seed: int = 20261127) -> tuple[LabelledClass, ...]:
    return tuple(_Classroom(Random(seed + number), number).held() for number in range(CLASSES))  # noqa: S311


class _Classroom(Room):
    def __init__(self, rng: Random, number: int) -> None:
        super().__init__(rng)
        self.number = number
        self.clicks: list[JoinClick] = []
        self.strangers: dict[str, PersonId] = {}
        self.students = self._students()

    def held(self) -> LabelledClass:
        presences = [*self._comings(), *self._guests(), *self._machines(), *self._shared_links()]
        self.rng.shuffle(presences)
        roster = tuple(self._enrolled(one) for one in self.students)
        known = KnownEvidence(
            registrants=self.registrants,
            course_aliases=self.course_aliases,
            aliases=self.aliases,
            clicks=tuple(self.clicks),
            strangers=self.strangers,
        )
        return LabelledClass(roster=roster, known=known, runs=(RUN,), presences=tuple(presences))

    def _students(self) -> list[Student]:
        rng = self.rng
        pairs = [self._born() for _ in range(STUDENTS - 8)]
        # Namesakes on purpose, and one whose whole name is the beginning of another's.
        pairs += [(given, family) for given, family in rng.sample(pairs, 3)]
        pairs += [("", one) for one in rng.sample(SCRIPTS, 3)] + [("", rng.choice(MONONYMS))]
        long = next((one for one in pairs if " " in one[1]), ("Ana", "Ruiz Solís"))
        pairs.append((long[0], long[1].split()[0]))
        names = [f"{given} {family}".strip() for given, family in pairs]
        keys = [plain(name) for name in names]
        alone = [
            not any(at != other and keys[at] <= keys[other] for other in range(len(keys))) for at in range(len(keys))
        ]
        return [
            Student(
                person=self.number * 1000 + at + 1,
                given=given,
                family=family,
                name=name,
                email=f"s{self.number:02}{at:03}@uni.example",
                alone=alone[at],
            )
            for at, ((given, family), name) in enumerate(zip(pairs, names, strict=True))
        ]

    def _born(self) -> tuple[str, str]:
        culture = self.rng.choice(CULTURES)
        given, family = self.rng.choice(culture.given), self.rng.choice(culture.families)
        return (given, f"{family} {self.rng.choice(culture.families)}") if culture.double else (given, family)

    def _enrolled(self, one: Student) -> Enrolled:
        return Enrolled(person=one.person, name=one.name, emails=frozenset({one.email}), zoom_user_id=f"Z{one.person}")

    def _comings(self) -> Iterator[Labelled]:
        for one in self.students:
            if self.rng.random() < 0.07:  # absent
                continue
            kinds = SETTLED if self.rng.random() < 0.66 else ASKED
            case = self.rng.choices(list(kinds), list(kinds.values()))[0]
            settled, shown = case(self, one)
            yield self.presence(case.__name__, one.person, settled=settled, shown=shown, clicks=self.rng.random() < 0.6)

    def presence(
        self, kind: str, truth: PersonId | None, *, settled: bool, shown: list[Shown], clicks: bool
    ) -> Labelled:
        start = min(45.0, abs(self.rng.gauss(0, 6)))
        if truth is not None and clicks:
            self.clicks.append(JoinClick(person=truth, at=at(start) - timedelta(seconds=self.rng.randint(10, 100))))
        records = [record for name, signs in shown for record in self._stay(name, start, signs)]
        return Labelled(kind=kind, truth=truth, settled=settled, records=tuple(records))

    def _stay(self, name: str, start: float, signs: dict[str, str]) -> Iterator[ParticipantRecord]:
        """A report's row, and for most the webhooks before it."""
        signs = dict(signs)
        same = signs.pop("connection", "")
        self.connections += 0 if same else 1
        told = {"run": RUN.uuid, "where": Where.MEETING, "name": name, "connection": same or str(self.connections)}
        first, last = at(start), at(60) - timedelta(seconds=self.rng.randint(0, 900))
        yield ParticipantRecord(**told, **signs, source=EvidenceSource.REPORT, joined_at=first, left_at=last)
        if self.rng.random() < 0.7:
            yield ParticipantRecord(**told, source=EvidenceSource.WEBHOOK, joined_at=first)
            yield ParticipantRecord(**told, source=EvidenceSource.WEBHOOK, left_at=last)

    def _guests(self) -> Iterator[Labelled]:
        for number in range(5):
            near = self.rng.choice([one for one in self.students if one.given])
            name = self._near(near)
            if not self._is_somebody(name):
                yield self.presence("guest of a near name", None, settled=False, shown=[(name, {})], clicks=False)
            other = " ".join(self._born())
            email = f"guest{self.number}{number}@elsewhere.example"
            known = self.rng.random() < 0.6
            if known:
                self.strangers[email] = 900_000 + self.number * 10 + number
            if known or not self._is_somebody(other):
                shown = [(other, {"email": email})]
                settled = known and not self._is_somebody(other)
                yield self.presence("guest by e-mail", None, settled=settled, shown=shown, clicks=False)

    def _is_somebody(self, name: str) -> bool:
        return plain(name) in [plain(one.name) for one in self.students]

    def _near(self, one: Student) -> str:
        rng = self.rng
        born = self._born()
        return rng.choice(
            [
                f"{one.given} {born[1]}",
                f"{born[0]} {one.family}",
                f"{one.name}'s mum",
                f"{one.name} (guest)",
                f"{one.given} {one.family}er",
                f"({one.person}) {' '.join(born)}",
                f"{one.given[0]}. {born[1]}",
            ]
        )

    def _machines(self) -> Iterator[Labelled]:
        for _ in range(4):
            one = self.rng.choice(self.students)
            name = self.rng.choice(BOTS).format(one.given or one.name, one.name)
            signs = self.rng.choice([{}, {}, {"email": one.email}, {"registrant_id": f"R{one.person}"}])
            self.registrants[f"R{one.person}"] = one.person
            yield self.presence("note-taker", None, settled=True, shown=[(name, signs)], clicks=False)

    def _shared_links(self) -> Iterator[Labelled]:
        """Somebody else comes by a student's link, who stays away: under their own name, or another student's."""
        used = {sign for one in self.registrants for sign in [one]}
        for one in [one for one in self.students if f"R{one.person}" not in used][:2]:
            link = f"X{one.person}"
            self.registrants[link] = one.person
            other = self.rng.choice([two for two in self.students if two.name != one.name])
            signs = {"registrant_id": link}
            yield self.presence(
                "another's link", other.person, settled=False, shown=[(other.name, signs)], clicks=False
            )
