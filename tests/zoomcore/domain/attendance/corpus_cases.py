"""How one student of the corpus may show up, and whether that settles who it is: one function a kind."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.zoomcore.domain.attendance.corpus_names import AT_HOME, BARE, DECORATIONS, HANDLES, NICKNAMES, SPELLINGS
from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """`alone`: nobody else's name is the same, or holds all of it."""

    person: PersonId
    given: str
    family: str
    name: str
    email: str
    alone: bool


class Room:
    """What is known in one class, as its students come to show it."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.connections = 16_778_240
        self.registrants: dict[str, PersonId] = {}
        self.course_aliases: dict[str, PersonId] = {}
        self.aliases: dict[str, frozenset[PersonId]] = {}


def plain(name: str) -> Counter[str]:
    return Counter(name_key(name).split())


Shown = tuple[str, dict[str, str]]
#: Name and signs for each connection of one presence, and whether that settles it.
Case = Callable[[Room, Student], tuple[bool, list[Shown]]]


def link(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    room.registrants[f"R{one.person}"] = one.person
    name = room.rng.choice([one.name, room.rng.choice(HANDLES), "iPhone", one.given or one.name])
    return True, [(name, {"registrant_id": f"R{one.person}"})]


def account(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return True, [(room.rng.choice([one.name, one.given or one.name, "iPad"]), {"zoom_user_id": f"Z{one.person}"})]


def email(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return True, [(room.rng.choice([one.name, room.rng.choice(HANDLES)]), {"email": one.email})]


def two_devices(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return True, [(one.name, {"email": one.email}), (f"{one.given or one.name}'s iPhone", {"email": one.email})]


def full_name(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return one.alone, [(one.name, {})]


def decorated(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    shape = room.rng.choice(DECORATIONS)
    return one.alone and bool(one.given), [(shape.format(one.name, one.person), {})]


def rewritten(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    shapes = [
        one.name.upper(),
        one.name.lower(),
        one.name.replace(" ", "_"),
        one.name.replace(" ", "."),
        _bare(one.name),
    ]
    if one.given:
        shapes += [f"{one.family}, {one.given}", f"{one.family} {one.given}", f"{one.family.upper()} {one.given}"]
    return one.alone, [(room.rng.choice(shapes), {})]


def private_mail(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return one.alone, [(one.name, {"email": f"x{one.person}@mail.example", "zoom_user_id": f"private{one.person}"})]


def confirmed(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    name = f"{_nick(room, one)} {one.person}"
    if room.rng.random() < 0.5:
        room.course_aliases[name_key(name)] = one.person
    else:
        room.aliases[name_key(name)] = frozenset({one.person, 800_000})
    return True, [(name, {})]


def renamed(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    room.connections += 1
    same = {"connection": str(room.connections)}
    return one.alone, [(room.rng.choice([*BARE, *HANDLES]), same), (one.name, same)]


def nickname(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(f"{_nick(room, one)} {room.rng.choice([one.family, one.family, '', one.family[:1]])}".strip(), {})]


def given_only(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(room.rng.choice([one.given, one.given.split(" ")[0].split("-")[0]]) or one.name[:2], {})]


def initials(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    given, family = one.given or one.name, one.family
    return False, [
        (
            room.rng.choice(
                [f"{given[0]}. {family}", f"{given} {family[0]}.", f"{given} {family[0]}", f"{given[0]}{family}"]
            ),
            {},
        )
    ]


def typo(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    if len(one.name) < 4:
        return False, [(one.name[:1], {})]
    name, spot = one.name, room.rng.randrange(1, len(one.name) - 1)
    shapes = [
        name[:spot] + name[spot + 1 :],
        name[:spot] + name[spot] + name[spot:],
        name[: spot - 1] + name[spot] + name[spot - 1] + name[spot + 1 :],
    ]
    shown = room.rng.choice(shapes)
    return one.alone and plain(shown) == plain(name), [(shown, {})]


def more_or_less(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    middle = room.rng.choice(["Anne", "Lee", "J.", "Marie", "Kumar", "B"])
    given, family = one.given or one.name, one.family
    shapes = [
        f"{given} {middle} {family}",
        f"{one.name} - Group 4",
        f"{one.name} (Section 2)",
        f"{one.name} {20230000 + one.person}",
        f"{given} {family} Berg",
    ]
    return False, [(room.rng.choice(shapes), {})]


def spelling(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    words = [
        room.rng.choice(SPELLINGS[word].split(",")) if word in SPELLINGS else word
        for word in (one.given, *one.family.split())
    ]
    shown = " ".join(words)
    return (one.alone, [(one.name, {})]) if shown.strip() == one.name else (False, [(shown, {})])


def home_script(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    if one.given not in AT_HOME or one.family not in AT_HOME:
        return nickname(room, one)
    given, family = AT_HOME[one.given], AT_HOME[one.family]
    return False, [(f"{given} {family}" if given[0] < "؀" or "\u0600" <= given[0] < "\u0700" else family + given, {})]


def mailbox(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    given, family = _bare(one.given or one.name).lower().replace(" ", ""), _bare(one.family).lower().split()[0]
    local = room.rng.choice(
        [f"{given}.{family}", f"{given}{family}{one.person % 90}", f"{given[:1]}{family}", f"{family}_{given}"]
    )
    return False, [(room.rng.choice(["iPhone", "", "Zoom user", one.given]), {"email": f"{local}@mail.example"})]


def run_together(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    name = _bare(one.name).replace(" ", "").lower()
    if name == one.name:
        return one.alone, [(name, {})]
    return False, [(room.rng.choice([name, f"{name}{one.person % 100}"]) if one.given else name + "99", {})]


def married(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(f"{one.given or one.name} {room.rng.choice(['Berg', 'Castle', 'Fontana', 'Nowak-Lind'])}", {})]


def family_only(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(one.family.split()[0] if one.given else one.family[:2], {})]


def bare(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(room.rng.choice(BARE), {})]


def handle(room: Room, one: Student) -> tuple[bool, list[Shown]]:
    return False, [(room.rng.choice(HANDLES), {})]


#: What evidence settles, and how often it comes; for namesakes a name settles nothing (`Student.alone`).
SETTLED: dict[Case, int] = {
    link: 18,
    account: 14,
    email: 14,
    two_devices: 5,
    full_name: 22,
    decorated: 14,
    rewritten: 12,
    private_mail: 5,
    confirmed: 6,
    renamed: 4,
}
ASKED: dict[Case, int] = {
    nickname: 24,
    given_only: 16,
    initials: 10,
    typo: 9,
    more_or_less: 8,
    spelling: 9,
    home_script: 8,
    mailbox: 8,
    run_together: 6,
    married: 3,
    family_only: 4,
    bare: 4,
    handle: 2,
}


def _nick(room: Room, one: Student) -> str:
    if one.given in NICKNAMES:
        return room.rng.choice(NICKNAMES[one.given].split(","))
    start = one.given or one.name
    return start[: max(2, len(start) * 2 // 3)]


def _bare(name: str) -> str:
    """As somebody types it who has no accents on the keyboard."""
    plain = str.maketrans(
        "áàâäåãāéèêëēíìîïıóòôöøōúùûüñçłżźśćąęğšžýÁÉÖØÜŁŻŚŞÇİÅĐđşő",
        "aaaaaaaeeeeeiiiiioooooouuuunclzzscaegszyAEOOULZSSCIADdso",
    )
    return name.translate(plain)
