"""The class that the sample files are about, and the files."""

from decimal import Decimal
from pathlib import Path

from zoomcore.domain.gradebook.books import Blank
from zoomcore.domain.people import SchoolRecord

FILES = Path(__file__).parents[3] / "payloads" / "gradebooks"

BO = SchoolRecord(person=1, name="Bo Chen", sis_id="S1001", email="bo@uni.example")
MAYA = SchoolRecord(person=2, name="Maya Okafor", sis_id="S1002", email="maya@uni.example")
JOSE = SchoolRecord(
    person=3, name='José "Pepe" Núñez O\'Brien', sis_id="S1003", email="jose@uni.example", login="jnunez"
)
LI_NA = SchoolRecord(person=4, name="娜 李", email="lina@uni.example")
GHOST = SchoolRecord(person=5, name="Gil Ghost", sis_id="S1005", email="gil@uni.example")

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
