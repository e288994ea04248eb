"""What a host's own Zoom settings say of the meetings they hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from zoomcore.domain.passcodes import PasscodeRule

#: They are read at most so often: a settings page changes seldom, and each read counts at Zoom.
FRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSettings:
    """None where Zoom tells nothing: of a free account it refuses all of it (mod-zoom 1.2)."""

    passcode_rule: PasscodeRule | None = None
    passcode_required: bool | None = None
    meeting_capacity: int | None = None
    has_webinar: bool | None = None
    webinar_capacity: int | None = None

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "HostSettings":
        rule = data.get("passcode_rule")
        return cls(**{**data, "passcode_rule": PasscodeRule.from_data(rule) if rule is not None else None})


@dataclass(frozen=True, slots=True)
class KeptSettings:
    """As they were read."""

    settings: HostSettings
    read_at: datetime

    def fresh(self, now: datetime) -> bool:
        return now - self.read_at < FRESH
