"""How to take part by telephone: Zoom's numbers for a class by structure, not as its invitation words them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DialIn:
    """`country` is its ISO code, `place` its name in English. `free`: the call costs the caller nothing."""

    number: str
    country: str = ""
    place: str = ""
    city: str = ""
    free: bool = False

    def to_data(self) -> dict[str, Any]:
        return {
            "number": self.number, "country": self.country, "place": self.place, "city": self.city, "free": self.free
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "DialIn":
        return cls(**data)


def nearest_first(numbers: Sequence[DialIn], country: str) -> tuple[DialIn, ...]:
    """Those of that country before all others, free ones before the rest; else in Zoom's order."""
    return tuple(sorted(numbers, key=lambda one: (one.country != country, one.country == country and not one.free)))
