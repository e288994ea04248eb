"""The class that the sample files are about, and the files."""

from decimal import Decimal
from pathlib import Path

from zoomcore.domain.gradebook.books import Blank, Student

FILES = Path(__file__).parents[3] / "payloads" / "gradebooks"

BO = Student(person=1, name="Bo Chen", sis_id="S1001", emails=frozenset({"bo@uni.example"}))
MAYA = Student(person=2, name="Maya Okafor", sis_id="S1002", emails=frozenset({"maya@uni.example"}))
JOSE = Student(
    person=3, name='José "Pepe" Núñez O\'Brien', sis_id="S1003", emails=frozenset({"jose@uni.example", "jnunez@a.b"})
)
LI_NA = Student(person=4, name="娜 李", emails=frozenset({"lina@uni.example"}))
GHOST = Student(person=5, name="Gil Ghost", sis_id="S1005", emails=frozenset({"gil@uni.example"}))

RESULTS = {
    BO: Decimal("7.50"),
    MAYA: Decimal(10),
    JOSE: Blank.EXCUSED,
    LI_NA: Blank.EMPTY,
    GHOST: Decimal(3),
}


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def names(people) -> list[str]:
    return [one.name for one in people]
